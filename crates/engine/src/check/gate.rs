//! One walk over the plan serves twice: it checks every number, and it draws the uncertain ones for a trial.

use crate::estimate::Estimate;
use crate::findings::{Code, Fact, Finding};
use crate::model::{Parameter, address};
use crate::quantity::{Quantity, Unit};
use std::fmt;

/// A place in the plan, as a chain of keys on the stack: no text is made until a finding needs it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    key: &'static str,
    index: Option<usize>,
}

impl<'a> Place<'a> {
    pub(crate) const fn root(key: &'static str) -> Self {
        Self { parent: None, key, index: None }
    }

    pub(crate) const fn item(key: &'static str, index: usize) -> Self {
        Self { parent: None, key, index: Some(index) }
    }

    pub(crate) const fn key(&'a self, key: &'static str) -> Self {
        Self { parent: Some(self), key, index: None }
    }

    pub(crate) const fn entry(&'a self, key: &'static str, index: usize) -> Self {
        Self { parent: Some(self), key, index: Some(index) }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(f, "{parent}.")?;
        }
        f.write_str(self.key)?;
        match self.index {
            Some(index) => write!(f, "[{index}]"),
            None => Ok(()),
        }
    }
}

/// Values of the uncertain inputs of a trial, in the order of [`crate::Model::parameters`].
pub(crate) type Drawn<'a> = &'a [f64];

/// Sees every number of the plan, in one fixed order.
pub(crate) struct Gate<'a> {
    drawn: Option<Drawn<'a>>,
    seen: usize,
    /// Id of the channel whose numbers are passing.
    channel_id: String,
    parameters: Vec<Parameter>,
    findings: Vec<Finding>,
}

impl<'a> Gate<'a> {
    /// A gate that checks; uncertain inputs pass as their means.
    pub(crate) fn checking() -> Self {
        Self { drawn: None, seen: 0, channel_id: String::new(), parameters: Vec::new(), findings: Vec::new() }
    }

    /// A gate for a plan that was checked; uncertain inputs pass as drawn.
    pub(crate) fn drawing(drawn: Drawn<'a>) -> Self {
        Self {
            drawn: Some(drawn),
            seen: 0,
            channel_id: String::new(),
            parameters: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// The numbers of a channel come next.
    pub(crate) fn enter_channel(&mut self, id: &str) {
        if self.is_checking() {
            id.clone_into(&mut self.channel_id);
        }
    }

    pub(crate) fn is_checking(&self) -> bool {
        self.drawn.is_none()
    }

    pub(crate) fn finish(self) -> (Vec<Parameter>, Vec<Finding>) {
        (self.parameters, self.findings)
    }

    pub(crate) fn report(
        &mut self,
        code: Code,
        place: impl fmt::Display,
        found: impl fmt::Display,
        fact: Fact,
    ) {
        self.findings.push(Finding { code, path: place.to_string(), found: found.to_string(), fact });
    }

    /// One numeric leaf.
    pub(crate) fn number(&mut self, place: Place<'_>, estimate: &Estimate, quantity: Quantity) -> f64 {
        if let Some(drawn) = self.drawn {
            return match estimate {
                Estimate::Fixed(value) => *value,
                _ => {
                    self.seen += 1;
                    drawn.get(self.seen - 1).copied().unwrap_or(f64::NAN)
                }
            };
        }
        if let Estimate::Fixed(value) = estimate {
            self.in_range(place, *value, quantity);
            return *value;
        }
        self.range(place, estimate, quantity)
    }

    /// An optional leaf with a default.
    pub(crate) fn optional(
        &mut self,
        place: Place<'_>,
        estimate: &Option<Estimate>,
        quantity: Quantity,
    ) -> Option<f64> {
        estimate.as_ref().map(|estimate| self.number(place, estimate, quantity))
    }

    /// A plain number that may not be a range.
    pub(crate) fn in_range(&mut self, place: Place<'_>, value: f64, quantity: Quantity) {
        if self.is_checking() && !(quantity.min..=quantity.max).contains(&value) {
            let (code, fact) = out_of_range(value, quantity);
            self.report(code, place, value, fact);
        }
    }

    /// A whole number.
    pub(crate) fn whole(&mut self, place: Place<'_>, value: u32, min: u32, max: u32, unit: Unit) {
        if self.is_checking() && !(min..=max).contains(&value) {
            let fact = Fact::OutOfRange { min: f64::from(min), max: f64::from(max), unit };
            self.report(Code::E102, place, value, fact);
        }
    }

    /// A list that may not be too long.
    pub(crate) fn length(&mut self, place: Place<'_>, count: usize, limit: usize) {
        if self.is_checking() && count > limit {
            self.report(Code::E107, place, count, Fact::TooMany { count, limit });
        }
    }

    fn range(&mut self, place: Place<'_>, estimate: &Estimate, quantity: Quantity) -> f64 {
        let (min, max) = quantity.range();
        let found = serde_json::to_string(estimate).unwrap_or_default();
        if let Some((code, fact)) = super::rules::estimate_fault(estimate, quantity) {
            self.report(code, place, &found, fact);
            return min;
        }
        let law = estimate.law(quantity.scale, (min, max));
        let (mass, mean) = (law.mass_outside(), law.mean());
        if mass > 0.01 {
            self.report(Code::W208, place, &found, Fact::Truncated { mass });
        }
        let path = place.to_string();
        let address = self.address(&path);
        self.parameters.push(Parameter { path, estimate: estimate.clone(), quantity, address, law });
        mean
    }

    /// Address of a range's draws: by its path, with a channel's id instead of its place in the list, so that another
    /// channel before it shifts nothing.
    fn address(&self, path: &str) -> u32 {
        match path.strip_prefix("channels[").and_then(|rest| rest.split_once(']')) {
            Some((_, rest)) => address(&format!("channels[{}]{rest}", self.channel_id)),
            None => address(path),
        }
    }
}

/// Why a value outside its range is outside it.
pub(crate) fn out_of_range(value: f64, quantity: Quantity) -> (Code, Fact) {
    let share =
        matches!(quantity.unit, Unit::Share | Unit::SharePerWeek | Unit::SharePerMonth | Unit::SharePerYear);
    if !value.is_finite() {
        return (Code::E101, Fact::WrongType { expected: format!("a number ({})", quantity.unit.english()) });
    }
    if share && quantity.max <= 1.0 && value > 1.0 && value <= 100.0 {
        return (Code::E103, Fact::LooksLikePercent { fraction: value / 100.0 });
    }
    (Code::E102, Fact::OutOfRange { min: quantity.min, max: quantity.max, unit: quantity.unit })
}
