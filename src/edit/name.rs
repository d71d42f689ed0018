//! What the reader knows a value of the plan by: `target.date` is Target · By, and a channel has its own name.

use crate::format::Format;
use crate::parse::table::StageRow;
use crate::stages::{self, conversion_path, sub, time_path};
use crate::text::Text;
use crate::text::fields::field;
use tandem_engine::Finding;
use tandem_engine::plan::Plan;

/// The name of the value at a path.
pub fn name(path: &str, plan: &Plan, text: &Text, format: &Format) -> String {
    if let Some(stage) = of_stage(path, plan, text) {
        return stage;
    }
    let step = |step: &str| {
        let (key, index) = match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
            Some((key, index)) => (key, index.parse::<usize>().ok()),
            None => (step, None),
        };
        let known = field(key, text.lang).map_or(key, |(_, name)| name);
        let own = index.and_then(|index| match key {
            "channels" => {
                plan.channels.get(index).map(|channel| text.examples.shown(channel.label()).to_owned())
            }
            "actuals" => plan.actuals.get(index).map(|actual| format.month(actual.month.first_day())),
            sub::LIST if index < plan.opportunity_stages.len() => Some(sub::name(plan, index, text)),
            _ => None,
        });
        match (own, index) {
            (Some(own), _) => own,
            (None, Some(index)) => (text.assumptions.numbered)(known, index + 1),
            (None, None) => known.to_owned(),
        }
    };
    path.split('.').map(step).collect::<Vec<_>>().join(" · ")
}

/// The name of a conversion or a time between two stages, as in their table.
fn of_stage(path: &str, plan: &Plan, text: &Text) -> Option<String> {
    let between = |stage| (stages::name(plan, stage, text), stages::name(plan, stage + 1, text));
    let is_time = |row| time_path(row).is_some_and(|time| super::owns(time, path));
    if is_time(StageRow::Lost) {
        return Some((text.stages.time_of)(&stages::name(plan, 3, text), text.stages.lost));
    }
    (0..stages::KEYS.len() - 1).find_map(|stage| {
        let (from, to) = between(stage);
        let is_conversion = conversion_path(stage).is_some_and(|own| super::owns(own, path));
        match is_conversion {
            true => Some((text.stages.conversion_of)(&from, &to)),
            false => is_time(StageRow::Stage(stage)).then(|| (text.stages.time_of)(&from, &to)),
        }
    })
}

/// What was found wrong with values that would be put into a plan, each with the name of its value.
pub fn told(
    findings: &[Finding],
    plan: &Plan,
    puts: &[super::Put],
    text: &Text,
    format: &Format,
) -> Vec<String> {
    // A month or a sub-stage that is new has its name from what is put.
    let next = super::replaced(plan, puts);
    let plan = next.as_ref().unwrap_or(plan);
    let one =
        |finding: &Finding| text.findings.named(&name(&finding.path, plan, text, format), finding, format);
    findings.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Put, with};
    use crate::text::{Lang, text};
    use serde_json::json;

    fn named(path: &str, lang: Lang) -> String {
        let plan = crate::views::examples::first_plan();
        name(path, &plan, text(lang), &Format::new(lang, "USD"))
    }

    #[test]
    fn a_value_is_named_as_the_reader_knows_it() {
        let plan = crate::views::examples::first_plan();
        assert_eq!(named("target.date", Lang::En), "Target · By");
        assert_eq!(named("target.date", Lang::ZhCn), "目标 · 截止日");
        assert_eq!(named("channels[0].id", Lang::En), plan.channels[0].label().to_owned() + " · Identifier");
        assert_eq!(named("actuals[1].month", Lang::En), "Actual figures 2 · Month");
    }

    #[test]
    fn stages_are_named_as_in_their_table() {
        let conversion = "qualification.observed.conversion.lead_to_mql";
        assert_eq!(named(conversion, Lang::En), "Conversion, Lead to MQL");
        assert_eq!(named(conversion, Lang::ZhCn), "转化率，线索到MQL");
        assert_eq!(
            named("durations.opportunity_to_lost.mean_weeks.p10", Lang::En),
            "Time, Opportunity to Lost"
        );
    }

    #[test]
    fn what_is_new_is_named_by_what_is_put() {
        let plan = crate::views::examples::first_plan();
        let (text, format) = (text(Lang::En), Format::new(Lang::En, "USD"));
        let said = |put: Put| {
            let refused = with(&plan, std::slice::from_ref(&put)).expect_err("a fault");
            told(&refused, &plan, &[put], text, &format)
        };
        let actual = json!([{ "measure": "won", "month": "2035-02", "value": 3 }]);
        let actual = said(("actuals".to_owned(), Some(actual)));
        assert!(actual[0].starts_with("February 2035 · Month: must lie in the plan"), "{actual:?}");
        assert!(!actual[0].contains("2035-02"), "{actual:?}");
        let stage = json!([{ "name": "Demo", "conversion": 0.7, "mean_weeks": 900 }]);
        let stage = said((sub::LIST.to_owned(), Some(stage)));
        assert!(stage[0].starts_with("Demo · Mean: "), "{stage:?}");
    }
}
