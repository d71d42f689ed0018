//! What the stages of the funnel are called in a plan, and what a table of stages changes in it.
//!
//! Pure.

pub mod sub;

use crate::charts::Figure;
use crate::edit::{self, Put};
use crate::parse::table::{StageLine, StageRow};
use crate::text::Text;
use serde_json::Value;
use tandem_engine::Kpi;
use tandem_engine::plan::Plan;

/// The keys of the stages in the plan, leads first.
pub const KEYS: [&str; 5] = ["lead", "mql", "sql", "opportunity", "won"];

/// The name of its own that a stage has in a plan.
pub fn own(plan: &Plan, stage: usize) -> Option<&str> {
    let (_, name) = plan.qualification.stage_names.by_key().get(stage).copied()?;
    Some(name).filter(|name| !name.is_empty())
}

/// What a stage is called: by its own name, else by the usual one.
pub fn name(plan: &Plan, stage: usize, text: &Text) -> String {
    own(plan, stage).unwrap_or(text.stages.usual[stage]).to_owned()
}

/// Whether a stage is called something else than in the plan it started from.
pub fn is_renamed(plan: &Plan, base: &Plan, stage: usize) -> bool {
    own(plan, stage) != own(base, stage)
}

/// How many stages, sub-stages of the opportunity among them, are called something else than in the plan they started from.
pub fn renamed(plan: &Plan, base: &Plan) -> usize {
    (0..KEYS.len()).filter(|stage| is_renamed(plan, base, *stage)).count() + sub::renamed(plan, base)
}

/// What many of a stage are called: a name of one's own is taken as it is.
pub fn many<'a>(plan: &'a Plan, stage: usize, usual: &'a str) -> &'a str {
    own(plan, stage).unwrap_or(usual)
}

/// From a stage to the next, where one of the two has a name of its own.
pub fn step(plan: &Plan, stage: usize, text: &Text) -> Option<String> {
    let named = own(plan, stage).is_some() || own(plan, stage + 1).is_some();
    named.then(|| (text.stages.step)(&name(plan, stage, text), &name(plan, stage + 1, text)))
}

/// The name of its own that a figure has: that of the stage it counts.
pub fn own_figure(plan: &Plan, figure: Figure) -> Option<&str> {
    let stage = match figure {
        Figure::Leads => 0,
        Figure::Mqls => 1,
        Figure::Sqls => 2,
        Figure::Opportunities => 3,
        Figure::Won => 4,
        _ => return None,
    };
    own(plan, stage)
}

/// What a figure is called.
pub fn figure(plan: &Plan, figure: Figure, text: &Text) -> String {
    own_figure(plan, figure).unwrap_or((text.charts.figure)(figure).long).to_owned()
}

/// The name of its own that a key figure has: that of the stage it is about.
pub fn own_kpi(plan: &Plan, kpi: Kpi, text: &Text) -> Option<String> {
    let own = |stage| own(plan, stage).map(str::to_owned);
    let cost = |stage| Some((text.answers.cost_per)(&own(stage)?));
    match kpi {
        Kpi::Leads => own(0),
        Kpi::Mqls => own(1),
        Kpi::Won => own(4),
        Kpi::MqlRate => step(plan, 0, text),
        Kpi::CostPerLead => cost(0),
        Kpi::CostPerMql => cost(1),
        Kpi::CostPerSql => cost(2),
        _ => None,
    }
}

/// What a key figure is called.
pub fn kpi(plan: &Plan, kpi: Kpi, text: &Text) -> String {
    own_kpi(plan, kpi, text).unwrap_or_else(|| (text.answers.kpi)(kpi).to_owned())
}

/// Where the name of a stage is.
pub fn name_path(stage: usize) -> String {
    format!("qualification.stage_names.{}", KEYS[stage])
}

/// Where the conversion to the next stage is.
pub fn conversion_path(stage: usize) -> Option<&'static str> {
    Some(match stage {
        0 => "qualification.observed.conversion.lead_to_mql",
        1 => "qualification.observed.conversion.mql_to_sql",
        2 => "qualification.observed.conversion.sql_to_opportunity",
        3 => "qualification.observed.conversion.opportunity_to_won",
        _ => return None,
    })
}

/// Where the time to the next stage is; a lead becomes an MQL at once.
pub fn time_path(row: StageRow) -> Option<&'static str> {
    Some(match row {
        StageRow::Stage(1) => "durations.sql_acceptance.mean_weeks",
        StageRow::Stage(2) => "durations.discovery.mean_weeks",
        StageRow::Stage(3) => "durations.opportunity_to_won.mean_weeks",
        StageRow::Lost => "durations.opportunity_to_lost.mean_weeks",
        StageRow::Stage(_) | StageRow::Sub => return None,
    })
}

/// The names that a stage goes by: those of the plan before the usual ones.
pub fn known(plan: &Plan) -> Vec<(StageRow, String)> {
    let own =
        (0..KEYS.len()).filter_map(|stage| Some((StageRow::Stage(stage), own(plan, stage)?.to_owned())));
    let subs = sub::names(plan).into_iter().filter(|name| !name.is_empty()).map(|name| (StageRow::Sub, name));
    own.chain(subs).chain(crate::text::stages::typed::usual_names()).collect()
}

/// What lines of a table of stages put into the plan.
pub fn puts(plan: &Plan, lines: &[StageLine]) -> Vec<Put> {
    let of = |line: &StageLine| {
        let stage = match line.row {
            StageRow::Stage(stage) => Some(stage),
            StageRow::Sub | StageRow::Lost => None,
        };
        let name =
            stage.zip(line.name.as_ref()).map(|(stage, name)| (name_path(stage), name_value(stage, name)));
        let conversion = stage
            .and_then(conversion_path)
            .zip(line.conversion.as_ref())
            .map(|(path, share)| (path.to_owned(), Some(edit::estimate(share))));
        let weeks = time_path(line.row)
            .zip(line.weeks.as_ref())
            .map(|(path, weeks)| (path.to_owned(), Some(edit::estimate(weeks))));
        [name, conversion, weeks].into_iter().flatten().collect::<Vec<_>>()
    };
    lines.iter().flat_map(of).chain(sub::pasted(plan, lines)).collect()
}

/// A name as it is kept: the usual one, in any language, is none of its own.
pub fn name_value(stage: usize, typed: &str) -> Option<Value> {
    let name: String = typed.trim().chars().filter(|c| !c.is_control()).take(40).collect();
    let usual = crate::text::stages::typed::usual_names();
    let is_usual =
        usual.iter().any(|(row, usual)| *row == StageRow::Stage(stage) && *usual == name.to_lowercase());
    (!name.is_empty() && !is_usual).then(|| Value::from(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::table::stages;
    use crate::text::{Lang, text};

    fn example() -> Plan {
        let text = include_str!("../assets/plans/scale_up.json");
        tandem_engine::plan::read(text).plan.expect("a plan")
    }

    #[test]
    fn a_pasted_table_is_one_change_of_the_plan() {
        let plan = example();
        let pasted =
            stages("Visitor\t30%\nSuspect\t12-15%\t7\nDemo\t50%\t14\nTrial\t25%\t60\nClient", &known(&plan));
        let next = edit::with(&plan, &puts(&plan, &pasted.lines)).expect("a sound plan");
        let names: Vec<_> = (0..5).map(|stage| name(&next, stage, text(Lang::ZhCn))).collect();
        assert_eq!(names, ["Visitor", "Suspect", "Demo", "Trial", "Client"]);
        assert_eq!(next.qualification.observed.conversion.lead_to_mql, 0.3.into());
        assert_eq!(next.durations.discovery.mean_weeks, 2.0.into());
        assert_eq!(step(&next, 1, text(Lang::En)).as_deref(), Some("Suspect → Demo"));
        // The new names are known the next time.
        let again = stages("Demo\t40%\t7", &known(&next));
        let later = edit::with(&next, &puts(&next, &again.lines)).expect("a sound plan");
        assert_eq!(later.qualification.observed.conversion.sql_to_opportunity, 0.4.into());
        assert_eq!(name(&later, 2, text(Lang::En)), "Demo");
    }

    #[test]
    fn a_figure_about_a_stage_is_called_by_its_name() {
        let mut plan = example();
        assert_eq!(kpi(&plan, Kpi::CostPerLead, text(Lang::En)), "Cost per lead");
        plan.qualification.stage_names.lead = "Enquiry".to_owned();
        plan.qualification.stage_names.mql = "意向客户".to_owned();
        let named = |kind, lang| kpi(&plan, kind, text(lang));
        assert_eq!(named(Kpi::CostPerLead, Lang::En), "Cost per Enquiry");
        assert_eq!(named(Kpi::CostPerLead, Lang::ZhCn), "每个 Enquiry 的成本");
        assert_eq!(named(Kpi::CostPerMql, Lang::ZhCn), "每个意向客户的成本");
        assert_eq!(named(Kpi::Leads, Lang::En), "Enquiry");
        assert_eq!(named(Kpi::CostPerSql, Lang::En), "Cost per SQL");
    }

    #[test]
    fn names_that_are_not_what_they_were_are_counted() {
        let plan = example();
        assert_eq!(renamed(&plan, &plan), 0);
        let base = sub::added(&sub::added(&plan).expect("room")).expect("room");
        let mut next = base.clone();
        next.opportunity_stages[1].name = "Contract".to_owned();
        let next = edit::with(&next, &[(name_path(2), Some(Value::from("Demo")))]).expect("a sound plan");
        assert_eq!(renamed(&next, &base), 2);
        // A sub-stage that is new has no other name.
        assert_eq!(renamed(&next, &plan), 1);
    }

    #[test]
    fn a_usual_name_is_none_of_its_own() {
        assert_eq!(name_value(1, " MQL "), None);
        assert_eq!(name_value(1, "线索"), Some(Value::from("线索")));
        assert_eq!(name_value(0, "线索"), None);
        let plan = example();
        assert_eq!(name(&plan, 4, text(Lang::ZhCn)), "赢单");
        assert_eq!(step(&plan, 0, text(Lang::En)), None);
    }
}
