//! A field for one value of the plan by its path. What is typed is judged as if the whole plan had been typed: a value that
//! the gate refuses stays a draft, with the reason beside it.

use crate::controls::gesture;
use crate::controls::number_field::{NumberField, Reading};
use crate::edit::{self, Cure, Kind, Put, owns, typed};
use crate::format::Format;
use crate::text::Text;
use crate::text::fields::field;
use crate::workbook::Action;
use serde_json::Value;
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::findings::Fact;
use tandem_engine::plan::Plan;
use tandem_engine::quantity::Unit;
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

/// Times of less weeks are told in days.
pub const SHORT_WEEKS: f64 = 2.0;
/// Days of a week, in which such times are told.
pub const DAYS_PER_WEEK: f64 = 7.0;

/// What [`PlanField`] needs.
#[derive(PartialEq, Properties)]
pub struct PlanFieldProps {
    /// Id of the input, unique on the page.
    pub id: AttrValue,
    /// Name, where there is no label for the id.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The plan.
    pub plan: Rc<Plan>,
    /// Where the value is.
    pub path: AttrValue,
    /// What may be typed.
    pub kind: Kind,
    /// The value at rest.
    pub shown: AttrValue,
    /// The value with every digit.
    pub editable: AttrValue,
    /// Unit behind the value.
    #[prop_or_default]
    pub unit: AttrValue,
    /// The unit of a draft that names none, where it is not the one of the plan: the value is shown in it.
    #[prop_or_default]
    pub bare: &'static str,
    /// What was found in the plan.
    #[prop_or_default]
    pub findings: Rc<Vec<Finding>>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes the edit.
    pub dispatch: Callback<Action>,
}

/// A field of the plan with what was found about its value.
#[component]
pub fn PlanField(props: &PlanFieldProps) -> Html {
    let found: Vec<&Finding> =
        props.findings.iter().filter(|finding| owns(&props.path, &finding.path)).collect();
    let fault_id = format!("{}-fault", props.id);
    let read = {
        let (plan, path, kind, text, format) =
            (props.plan.clone(), props.path.clone(), props.kind, props.text, props.format.clone());
        let bare = props.bare;
        Callback::from(move |draft: String| {
            reading(&plan, &path, kind, &with_unit(draft, bare), text, &format)
        })
    };
    let commit = {
        let (plan, path, kind, dispatch) =
            (props.plan.clone(), props.path.clone(), props.kind, props.dispatch.clone());
        let bare = props.bare;
        Callback::from(move |(draft, gesture): (String, u32)| {
            let Ok(value) = edit::typed_at(&plan, &path, kind, &with_unit(draft, bare)) else { return };
            if edit::is_at(&plan, &path, &value) {
                return;
            }
            change(&plan, &[(path.to_string(), Some(value))], gesture, &dispatch);
        })
    };
    let place = (props.path.clone(), props.kind);
    let cure = cures(&props.plan, place, props.text, &props.format, &props.dispatch);
    let bare = props.bare;
    let cure = cure.reform(move |draft| with_unit(draft, bare));
    // A warning is told beside the value, which is in order.
    let told = (!found.is_empty()).then(|| AttrValue::from(fault_id.clone()));
    let is_wrong = found.iter().any(|finding| finding.code.is_error());
    let (fault, note) = if is_wrong { (told, None) } else { (None, told) };
    html! {
        <>
            <NumberField id={props.id.clone()} label={props.label.clone()} shown={props.shown.clone()}
                editable={props.editable.clone()} unit={props.unit.clone()} {fault} {note} {read} {cure} {commit} />
            if !found.is_empty() {
                <div class="lever-faults" id={fault_id}>{ beside(found, props.text, &props.format) }</div>
            }
        </>
    }
}

/// A draft with the unit that it is shown in, unless it names one.
fn with_unit(draft: String, bare: &str) -> String {
    let names_one = draft.chars().any(char::is_alphabetic);
    if bare.is_empty() || draft.trim().is_empty() || names_one { draft } else { format!("{draft} {bare}") }
}

/// Puts values into the plan, as one step. What the gate refuses changes nothing.
pub fn change(plan: &Plan, puts: &[Put], gesture: u32, dispatch: &Callback<Action>) {
    if let Ok(next) = edit::with(plan, puts) {
        let field = puts.first().map_or_else(String::new, |(path, _)| path.clone());
        dispatch.emit(Action::Edit { plan: Rc::new(next), field, gesture });
    }
}

/// What can be done about a draft of the value at a path that is refused, for its field.
pub fn cures(
    plan: &Rc<Plan>,
    (path, kind): (AttrValue, Kind),
    text: &'static Text,
    format: &Format,
    dispatch: &Callback<Action>,
) -> Callback<String, Html> {
    let (plan, format, dispatch) = (plan.clone(), format.clone(), dispatch.clone());
    Callback::from(move |draft: String| cured(&plan, &path, kind, &draft, text, &format, &dispatch))
}

/// A button that lets a refused draft in together with what it clashes with, as one step.
fn cured(
    plan: &Rc<Plan>,
    path: &str,
    kind: Kind,
    draft: &str,
    text: &'static Text,
    format: &Format,
    dispatch: &Callback<Action>,
) -> Html {
    let Ok(value) = typed(kind, draft, &format.currency) else { return Html::default() };
    let put = (path.to_owned(), Some(value));
    let refused = edit::with(plan, std::slice::from_ref(&put)).err().unwrap_or_default();
    let Some(cure) = edit::cure(plan, std::slice::from_ref(&put), &refused) else { return Html::default() };
    let label = match cure {
        Cure::Target(day) => (text.settings.move_target)(&format.date(day)),
        Cure::Horizon(weeks) => (text.settings.lengthen)(&format.full(f64::from(weeks))),
    };
    let (plan, dispatch) = (plan.clone(), dispatch.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        change(&plan, &[put.clone(), cure.put()], gesture::begin(), &dispatch);
    });
    html! { <button type="button" class="link-button cure" data-testid={format!("cure-{path}")} {onclick}>{ label }</button> }
}

/// What was found about a value, in sentences.
pub fn beside<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
    text: &'static Text,
    format: &Format,
) -> Html {
    let one = |finding: &Finding| {
        let (what, hint) = text.findings.beside(finding, format);
        let kind = if finding.code.is_error() { "error" } else { "warning" };
        html! {
            <p class="lever-fault" data-kind={kind} data-code={finding.code.id()}>
                { what }if !hint.is_empty() { <small>{ " · " }{ hint }</small> }
            </p>
        }
    };
    html! { { for findings.into_iter().map(one) } }
}

/// What a draft is understood as, or why it is refused.
fn reading(
    plan: &Plan,
    path: &str,
    kind: Kind,
    draft: &str,
    text: &'static Text,
    format: &Format,
) -> Reading {
    let with = |value: &Value| edit::with(plan, &[(path.to_owned(), Some(value.clone()))]);
    let value = match edit::typed_at(plan, path, kind, draft) {
        Ok(value) => value,
        Err(problem) => {
            let takes =
                |text: &str| typed(kind, text, &format.currency).is_ok_and(|value| with(&value).is_ok());
            let (what, hint) = (text.levers.problem)(&problem, unit_of(kind), format, &takes);
            return Reading::Problem(what, hint);
        }
    };
    match with(&value) {
        Ok(_) => {
            let lost = if edit::loses_shape_at(plan, path, &value) { text.levers.shape_lost } else { "" };
            Reading::Understood((text.levers.understood)(&in_words(&value, kind, text, format)) + lost)
        }
        Err(findings) => refused(&findings, (plan, path), text, format),
    }
}

/// Why the gate refuses a value: its own fault first, else that of the field it clashes with.
pub fn refused(
    findings: &[Finding],
    (plan, path): (&Plan, &str),
    text: &'static Text,
    format: &Format,
) -> Reading {
    if let Some(what) = findings.iter().find_map(|finding| clashing(finding, (plan, path), text, format)) {
        return Reading::Problem(what, String::new());
    }
    let own = findings.iter().find(|finding| owns(path, &finding.path));
    match (own, findings.first()) {
        (Some(finding), _) => {
            let (what, hint) = text.findings.beside(&as_typed(finding), format);
            Reading::Problem(what, hint)
        }
        (None, Some(other)) => {
            let (what, hint) = text.findings.beside(other, format);
            Reading::Problem(
                (text.settings.elsewhere)(&edit::name(&other.path, plan, text, format), &what),
                hint,
            )
        }
        (None, None) => Reading::Problem(String::new(), String::new()),
    }
}

/// Which other value a refused one has to be above or below, by its name.
fn clashing(
    finding: &Finding,
    (plan, path): (&Plan, &str),
    text: &'static Text,
    format: &Format,
) -> Option<String> {
    let clash = edit::clash(finding, plan, path)?;
    let (unit, name) = field(&clash.key, text.lang)?;
    let value = crate::assumptions::in_words(&clash.value, unit, text, format);
    // Of the lower value the gate says only what the higher one is.
    let found = if clash.above { Some(finding.found.as_str()) } else { None };
    Some((text.findings.clash)(clash.above, name, &value, found))
}

/// A finding about a value that was typed into a field: there a percent is a percent already.
fn as_typed(finding: &Finding) -> Finding {
    let mut finding = finding.clone();
    if let Fact::LooksLikePercent { .. } = finding.fact {
        finding.fact = Fact::OutOfRange { min: 0.0, max: 1.0, unit: Unit::Share };
    }
    finding
}

const fn unit_of(kind: Kind) -> Unit {
    match kind {
        Kind::Amount(unit) | Kind::Whole(unit) | Kind::Amounts(unit) => unit,
        Kind::Day | Kind::FirstDay | Kind::Words => Unit::None,
    }
}

/// A value in words; a short time in days.
fn in_words(value: &Value, kind: Kind, text: &'static Text, format: &Format) -> String {
    if let (Kind::Amount(Unit::Weeks), Some(weeks)) =
        (kind, value.as_f64().filter(|weeks| *weeks < SHORT_WEEKS))
    {
        return format.days(DAYS_PER_WEEK * weeks);
    }
    crate::assumptions::in_words(value, unit_of(kind), text, format)
}

/// What a [`PlanPick`] needs.
#[derive(PartialEq, Properties)]
pub struct PlanPickProps {
    /// Id of the choice.
    pub id: AttrValue,
    /// Name, where there is no label for the id.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The plan.
    pub plan: Rc<Plan>,
    /// Where the value is.
    pub path: AttrValue,
    /// What can be chosen, in groups with a head: the value in the plan's format, and its name.
    pub groups: Vec<(AttrValue, Vec<(AttrValue, AttrValue)>)>,
    /// The value now, in the plan's format.
    pub value: AttrValue,
    /// Takes the edit.
    pub dispatch: Callback<Action>,
}

/// A choice for one value of the plan; texts and whole numbers.
#[component]
pub fn PlanPick(props: &PlanPickProps) -> Html {
    let onchange = {
        let (plan, path, dispatch) = (props.plan.clone(), props.path.clone(), props.dispatch.clone());
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            let value = serde_json::from_str(&chosen)
                .ok()
                .filter(|value: &Value| value.is_u64() || value.is_boolean())
                .unwrap_or_else(|| Value::from(chosen));
            change(&plan, &[(path.to_string(), Some(value))], gesture::begin(), &dispatch);
        })
    };
    let option = |(value, name): &(AttrValue, AttrValue)| {
        html! { <option key={value.to_string()} value={value.clone()} selected={*value == props.value}>{ name.clone() }</option> }
    };
    let group = |(head, options): &(AttrValue, Vec<(AttrValue, AttrValue)>)| {
        let options = html! { { for options.iter().map(option) } };
        if head.is_empty() {
            options
        } else {
            html! { <optgroup label={head.clone()}>{ options }</optgroup> }
        }
    };
    html! {
        <span class="field field-pick">
            <select id={props.id.clone()} data-testid={props.id.clone()} aria-label={props.label.clone()} {onchange}>
                { for props.groups.iter().map(group) }
            </select>
            <svg class="ic" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, text};

    #[test]
    fn a_day_after_the_plan_has_a_cure_and_one_that_no_plan_reaches_has_none() {
        let plan = Rc::new(crate::views::examples::first_plan());
        for (lang, currency) in [(Lang::En, "USD"), (Lang::ZhCn, "CNY")] {
            let format = Format::new(lang, currency);
            let place = ("target.date".into(), Kind::Day);
            let cure = cures(&plan, place, text(lang), &format, &Callback::noop());
            let offered = |draft: &str| cure.emit(draft.to_owned()) != Html::default();
            assert!(offered("2029-03-31"));
            assert!(!offered("2090-12-31") && !offered("1990-12-31") && !offered("soon"));
        }
    }

    #[test]
    fn a_hint_tells_what_the_very_field_takes() {
        let plan = crate::views::examples::first_plan();
        let hint = |path: &str, kind: Kind, draft: &str, lang: Lang| match reading(
            &plan,
            path,
            kind,
            draft,
            text(lang),
            &Format::new(lang, "USD"),
        ) {
            Reading::Problem(_, hint) => hint,
            Reading::Understood(value) => panic!("{draft} is {value}"),
        };
        // No range where none is taken, and no value below the least one.
        let horizon = ("plan.horizon_weeks", Kind::Whole(Unit::Weeks));
        assert_eq!(hint(horizon.0, horizon.1, "8-12", Lang::En), "write 104 or 2 years");
        assert_eq!(hint(horizon.0, horizon.1, "8-12", Lang::ZhCn), "可写 104、2 年");
        let attrition =
            ("teams.account_executives.attrition_rate_per_year", Kind::Amount(Unit::SharePerYear));
        let told = "write 26, 26%, 8 in 10 or a range such as 20-26% or 23 ± 3%";
        assert_eq!(hint(attrition.0, attrition.1, "abc", Lang::En), told);
        // A rate that is a half at most is no 8 in 10.
        let commission = ("compensation.commission_rate", Kind::Amount(Unit::Share));
        let told = "write 26, 26%, 4 or a range such as 20-26% or 23 ± 3%";
        assert_eq!(hint(commission.0, commission.1, "abc", Lang::En), told);
    }

    #[test]
    fn of_two_values_in_order_each_names_the_other() {
        let plan = crate::views::examples::first_plan();
        let said = |key: &str, draft: &str, lang: Lang| {
            let format = Format::new(lang, "USD");
            let path = format!("teams.account_executives.{key}");
            match reading(&plan, &path, Kind::Amount(Unit::Weeks), draft, text(lang), &format) {
                Reading::Problem(what, _) => what,
                Reading::Understood(value) => panic!("{draft} is {value}"),
            }
        };
        let (ramp, onboarding) = ("full_productivity_after_weeks", "onboarding_weeks");
        assert_eq!(said(ramp, "3", Lang::En), "must be above “Onboarding”, 4 wk; found `3`");
        assert_eq!(said(ramp, "4", Lang::ZhCn), "应大于“入职培训”的 4 周，现为“4”");
        assert!(said(onboarding, "60", Lang::En).starts_with("must be below “Full output after”, "));
    }

    #[test]
    fn a_clash_names_the_field_elsewhere() {
        let plan = crate::views::examples::first_plan();
        let (text, format) = (text(Lang::En), Format::new(Lang::En, "USD"));
        let path = "plan.horizon_weeks";
        let said = match reading(&plan, path, Kind::Whole(Unit::Weeks), "30", text, &format) {
            Reading::Problem(what, _) => what,
            _ => String::new(),
        };
        assert!(said.starts_with("Target · By: must lie in the plan"), "{said}");
    }

    #[test]
    fn a_number_alone_is_of_the_unit_that_is_shown() {
        let with = |draft: &str, bare| with_unit(draft.to_owned(), bare);
        assert_eq!(with("5", "d"), "5 d");
        assert_eq!(with("2–5", "天"), "2–5 天");
        assert_eq!(with("3 wk", "d"), "3 wk");
        assert_eq!(with("5 天", "d"), "5 天");
        assert_eq!(with(" ", "d"), " ");
        assert_eq!(with("5", ""), "5");
    }
}
