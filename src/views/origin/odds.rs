//! How likely a key figure is to be at or above a value: the curve of that, its points as a table, and a field to ask.

use crate::controls::number_field::{NumberField, Reading};
use crate::format::{Count, FEW, Figure, Format};
use crate::parse;
use crate::text::Text;
use crate::views::kpis::figure_of;
use std::rc::Rc;
use tandem_engine::Kpi;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::quantity::{Quantity, Unit};
use tandem_engine::summary::{Outcome, Outcomes, exceedance, odds_at_least};
use yew::prelude::*;

/// Points of the curve.
const POINTS: usize = 101;
/// Futures of 100 in the table, of which half are in the middle.
const LEVELS: [usize; 5] = [90, 75, 50, 25, 10];

/// What each future comes to; compared by identity.
#[derive(Clone, Debug)]
pub struct Values(pub Rc<Outcomes>);

impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What [`Odds`] needs.
#[derive(PartialEq, Properties)]
pub struct OddsProps {
    /// The key figure.
    pub kpi: Kpi,
    /// What each future comes to.
    pub values: Values,
    /// Which of that the figure is.
    pub outcome: Outcome,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// The odds of a key figure, by value.
#[component]
pub fn Odds(props: &OddsProps) -> Html {
    let OddsProps { kpi, values, outcome, text, format } = props;
    let words = text.origin;
    let asked = use_state_eq(|| None::<f64>);
    // Another figure is asked about anew.
    use_effect_with((*kpi, *outcome == Outcome::Kpi(*kpi, 0)), {
        let asked = asked.clone();
        move |_| asked.set(None)
    });
    let of_futures = values.0.of(*outcome);
    let curve = exceedance(of_futures, POINTS);
    let (Some(&(low, _)), Some(&(high, _))) = (curve.first(), curve.last()) else { return Html::default() };
    let figure = figure_of(*kpi);
    let mut sorted: Vec<f32> = of_futures.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f32::total_cmp);
    let levels = levels(&sorted);
    let middle = levels.get(levels.len() / 2).map_or(low, |(_, value)| *value);
    let value = asked.unwrap_or(middle);
    let (odds, se) = odds_at_least(of_futures, value).unwrap_or_default();
    let said = match Count::of(odds, sorted.len() as u32) {
        Count::Of100(n) => (words.odds)(n, &format.count((se * 1000.0).round() / 10.0)),
        seen @ Count::Seen { .. } => (words.futures)(seen),
    };
    let unit = unit_of(figure);
    let read = {
        let (text, format) = (*text, format.clone());
        Callback::from(move |draft: String| match value_of(&draft, unit, &format) {
            Ok(value) => Reading::Understood((text.levers.understood)(&format.figure(value, figure))),
            Err(problem) => {
                let (what, hint) = (text.levers.problem)(&problem, unit, &format, &|example| {
                    value_of(example, unit, &format).is_ok()
                });
                Reading::Problem(what, hint)
            }
        })
    };
    let commit = {
        let (asked, format) = (asked.clone(), format.clone());
        Callback::from(move |(draft, _): (String, u32)| asked.set(value_of(&draft, unit, &format).ok()))
    };
    let rows = levels.into_iter().map(|(count, value)| {
        html! { <div><dt>{ (words.futures)(count) }</dt><dd>{ format.figure(value, figure) }</dd></div> }
    });
    html! {
        <div data-testid="odds">
            <h3>{ words.reached }</h3>
            { drawing(&curve, (low, high), value, odds) }
            <div class="odds-ask">
                <label for="odds-value">{ words.at_least }</label>
                <NumberField id="odds-value" label={words.asked_value} shown={format.figure(value, figure)}
                    editable={format.entry_exact(value, unit)} unit="" {read} {commit} />
                <b role="status" data-testid="odds-said">{ said }</b>
            </div>
            <dl>{ for rows }</dl>
        </div>
    }
}

/// How many futures are at or above a value, from the most to the fewest, of values in ascending order.
fn levels(sorted: &[f32]) -> Vec<(Count, f64)> {
    let n = sorted.len();
    let at = |level: usize| {
        // Between two futures as all percentiles are, so that half of the futures are at the median.
        let place = (100 - level) as f64 / 100.0 * (n - 1) as f64;
        let [low, high] = [place.floor(), place.ceil()].map(|place| f64::from(sorted[place as usize]));
        (Count::Of100(level as u32), low + place.fract() * (high - low))
    };
    // Of a few futures each level is one of them.
    let seen = |level: usize| {
        let hits = (level * n).div_ceil(100);
        (Count::Seen { hits: hits as u32, of: n as u32 }, f64::from(sorted[n - hits]))
    };
    let mut levels: Vec<_> =
        LEVELS.map(|level| if n < FEW as usize { seen(level) } else { at(level) }).into();
    levels.dedup_by_key(|(count, _)| *count);
    levels
}

fn drawing(curve: &[(f64, f64)], (low, high): (f64, f64), value: f64, odds: f64) -> Html {
    let across = |value: f64| if high > low { 100.0 * (value - low) / (high - low) } else { 50.0 };
    let down = |share: f64| 96.0 - 92.0 * share;
    let points: Vec<String> =
        curve.iter().map(|&(value, share)| format!("{:.2},{:.2}", across(value), down(share))).collect();
    let (x, y) = (format!("{:.2}%", across(value).clamp(0.0, 100.0)), format!("{:.2}%", down(odds)));
    html! {
        <svg class="curve" width="100%" height="64" aria-hidden="true">
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="64">
                <polyline points={points.join(" ")} vector-effect="non-scaling-stroke" />
            </svg>
            <circle class="curve-here" cx={x} cy={y} r="4" />
        </svg>
    }
}

fn unit_of(figure: Figure) -> Unit {
    match figure {
        Figure::Money => Unit::Money,
        Figure::Count => Unit::Count,
        Figure::Share => Unit::Share,
        Figure::Hours => Unit::Hours,
        Figure::Weeks => Unit::Weeks,
        Figure::Days | Figure::Months | Figure::Ratio => Unit::None,
    }
}

fn value_of(draft: &str, unit: Unit, format: &Format) -> Result<f64, parse::Problem> {
    let any = Quantity { unit, min: -1e16, max: 1e16, scale: Scale::Normal };
    match parse::parse(draft, any, &format.currency)? {
        Estimate::Fixed(value) => Ok(value),
        _ => Err(parse::Problem::NotANumber { found: draft.trim().to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_few_futures_each_level_is_one_of_them() {
        let seen = |hits, of| Count::Seen { hits, of };
        assert_eq!(levels(&[7.0]), [(seen(1, 1), 7.0)]);
        assert_eq!(levels(&[3.0, 7.0]), [(seen(2, 2), 3.0), (seen(1, 2), 7.0)]);
        let ten: Vec<f32> = (1..=10).map(|value| value as f32).collect();
        let counts = [9, 8, 5, 3, 1];
        // So many of ten are at or above it.
        assert_eq!(levels(&ten), counts.map(|hits| (seen(hits, 10), f64::from(11 - hits))));
        let many: Vec<f32> = (0..=100).map(|value| value as f32).collect();
        let even: Vec<f32> = (0..100).map(|value| value as f32).collect();
        assert_eq!(levels(&even)[2], (Count::Of100(50), 49.5), "the median lies between two");
        assert_eq!(levels(&many), [90, 75, 50, 25, 10].map(|n| (Count::Of100(n), f64::from(100 - n))));
    }
}
