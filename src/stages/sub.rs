//! The sub-stages of an opportunity: added, renamed, moved and taken out, with everything that points at them.
//!
//! Pure. Where a plan has any, the product of their conversions is the win rate and the sum of their times the time to won;
//! what is typed for the whole waits, and applies again once the last one is gone. A sub-stage has no id: another plan's is the
//! same one by its name, or by its place where neither has a namesake.

use crate::edit::{Put, renumbered, repoint};
use crate::format::Format;
use crate::levers::{LeverValue, amount, ends};
use crate::parse::table::{StageLine, StageRow};
use crate::text::Text;
use tandem_engine::check::MAX_OPPORTUNITY_STAGES;
use tandem_engine::date::Date;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{OpportunityStage, Plan};
use tandem_engine::quantity::{CONVERSION, Quantity, STAGE_WEEKS};

/// The list of sub-stages in a plan.
pub const LIST: &str = "opportunity_stages";
const WIN_RATE: &str = "qualification.observed.conversion.opportunity_to_won";
const CYCLE: &str = "durations.opportunity_to_won";

/// Whether a plan has room for one more.
pub fn has_room(plan: &Plan) -> bool {
    plan.opportunity_stages.len() < MAX_OPPORTUNITY_STAGES
}

/// What a sub-stage is called: by its own name, else by its number.
pub fn name(plan: &Plan, index: usize, text: &Text) -> String {
    let own = plan.opportunity_stages.get(index).map_or("", |stage| stage.name.trim());
    if own.is_empty() { (text.stages.sub_numbered)(index + 1) } else { own.to_owned() }
}

/// The names in a plan, as they are kept.
pub fn names(plan: &Plan) -> Vec<String> {
    plan.opportunity_stages.iter().map(|stage| stage.name.trim().to_owned()).collect()
}

/// Conversion and weeks of all sub-stages together, at the middles of their ranges; nothing without any.
pub fn together(plan: &Plan) -> Option<(f64, f64)> {
    let stages = &plan.opportunity_stages;
    let conversion: f64 = stages.iter().map(|stage| middle(&stage.conversion, CONVERSION)).product();
    let weeks = stages.iter().map(|stage| middle(&stage.mean_weeks, STAGE_WEEKS)).sum();
    (!stages.is_empty()).then_some((conversion, weeks))
}

/// All sub-stages in one line, each with its conversion and weeks; nothing without any.
pub fn told(plan: &Plan, text: &Text, format: &Format) -> Option<String> {
    let entry = |estimate: &Estimate, quantity: Quantity| {
        let value = LeverValue::Number(estimate.clone());
        match ends(&value, quantity) {
            Some((low, high)) => format.entry_range(low, high, quantity.unit),
            None => format.entry(middle(estimate, quantity), quantity.unit),
        }
    };
    let one = |(index, stage): (usize, &OpportunityStage)| {
        let share = entry(&stage.conversion, CONVERSION);
        let weeks = entry(&stage.mean_weeks, STAGE_WEEKS);
        let comma = text.assumptions.comma;
        format!("{} {share}{comma}{weeks} {}", name(plan, index, text), text.stages.weeks)
    };
    let all: Vec<String> = plan.opportunity_stages.iter().enumerate().map(one).collect();
    (!all.is_empty()).then(|| all.join(text.assumptions.between))
}

/// The plan with one more sub-stage at the end. The first takes over what is typed for the whole; each further one is split
/// off the last, so that all of them together stay as they were. Nothing where there is no room.
pub fn added(plan: &Plan) -> Option<Plan> {
    if !has_room(plan) {
        return None;
    }
    let mut next = plan.clone();
    match next.opportunity_stages.last_mut() {
        None => {
            let time = &plan.durations.opportunity_to_won;
            next.opportunity_stages.push(OpportunityStage {
                name: String::new(),
                conversion: plan.qualification.observed.conversion.opportunity_to_won.clone(),
                distribution: time.distribution,
                mean_weeks: time.mean_weeks.clone(),
                coefficient_of_variation: time.coefficient_of_variation.clone(),
            });
            let sources: Vec<_> = next
                .provenance
                .iter()
                .filter_map(|(path, source)| Some((stood_for(path)?, source.clone())))
                .collect();
            next.provenance.extend(sources);
            for correlation in &mut next.simulation.correlations {
                for path in [&mut correlation.first, &mut correlation.second] {
                    *path = stood_for(path).unwrap_or_else(|| path.clone());
                }
            }
        }
        Some(last) => {
            let split = split_off(last);
            next.opportunity_stages.push(split);
            let index = plan.opportunity_stages.len() - 1;
            let changed = [format!("{LIST}[{index}].conversion"), format!("{LIST}[{index}].mean_weeks")];
            next.provenance.retain(|path, _| !changed.contains(path));
        }
    }
    Some(next)
}

/// The path in the first sub-stage that stands in for a path of the whole.
fn stood_for(path: &str) -> Option<String> {
    let first = |within: &str| format!("{LIST}[0].{within}");
    if path == WIN_RATE {
        return Some(first("conversion"));
    }
    path.strip_prefix(CYCLE)?.strip_prefix('.').map(first)
}

/// The path of the whole that a path in the only sub-stage stood in for.
fn stands_again(path: &str) -> Option<String> {
    let within = path.strip_prefix(LIST)?.strip_prefix("[0].")?;
    Some(if within == "conversion" { WIN_RATE.to_owned() } else { format!("{CYCLE}.{within}") })
}

/// Half of a sub-stage as a new one, known for certain; the sub-stage keeps the rest, and its ranges.
fn split_off(stage: &mut OpportunityStage) -> OpportunityStage {
    let number = |estimate: &Estimate, quantity| {
        let value = LeverValue::Number(estimate.clone());
        ends(&value, quantity).unwrap_or_else(|| (middle(estimate, quantity), middle(estimate, quantity)))
    };
    let (low, high) = number(&stage.conversion, CONVERSION);
    // What is left must stay a conversion.
    let share = rounded((low * high).sqrt().sqrt().max(high / CONVERSION.max)).min(CONVERSION.max);
    let rest = |value: f64| rounded(value / share).clamp(CONVERSION.min, CONVERSION.max);
    let (from, to) = number(&stage.mean_weeks, STAGE_WEEKS);
    let weeks = rounded(0.5 * from);
    let split = OpportunityStage {
        name: String::new(),
        conversion: share.into(),
        mean_weeks: weeks.into(),
        ..stage.clone()
    };
    stage.conversion = between(rest(low), rest(high));
    stage.mean_weeks = between(rounded(from - weeks), rounded(to - weeks));
    split
}

fn between(low: f64, high: f64) -> Estimate {
    if low < high { Estimate::Range { p10: low, p90: high, scale: None } } else { low.into() }
}

/// To a thousandth.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn middle(estimate: &Estimate, quantity: Quantity) -> f64 {
    amount(&LeverValue::Number(estimate.clone()), quantity, Date::first_of_month(0))
}

/// What lines of a pasted table put in place of the sub-stages. Where all of them are known they are changed where they stand;
/// where one is new, those of the table are all there are.
pub fn pasted(plan: &Plan, lines: &[StageLine]) -> Option<Put> {
    let lines: Vec<&StageLine> = lines.iter().filter(|line| line.row == StageRow::Sub).collect();
    let name = |line: &StageLine| line.name.clone().unwrap_or_default().trim().to_owned();
    let place = |line: &StageLine| {
        let name = name(line).to_lowercase();
        plan.opportunity_stages.iter().position(|stage| stage.name.trim().to_lowercase() == name)
    };
    let filled = |line: &StageLine, mut stage: OpportunityStage| {
        stage.conversion = line.conversion.clone().unwrap_or(stage.conversion);
        stage.mean_weeks = line.weeks.clone().unwrap_or(stage.mean_weeks);
        stage
    };
    let stages: Vec<OpportunityStage> = if lines.iter().all(|line| place(line).is_some()) {
        let mut stages = plan.opportunity_stages.clone();
        for line in &lines {
            let place = place(line)?;
            stages[place] = filled(line, stages[place].clone());
        }
        stages
    } else {
        let whole = &plan.durations.opportunity_to_won;
        let new = |line: &StageLine| OpportunityStage {
            name: name(line).chars().filter(|c| !c.is_control()).take(40).collect(),
            conversion: CONVERSION.max.into(),
            distribution: whole.distribution,
            mean_weeks: 0.0.into(),
            coefficient_of_variation: whole.coefficient_of_variation.clone(),
        };
        let of = |line: &&StageLine| {
            let there = place(line).map(|place| plan.opportunity_stages[place].clone());
            filled(line, there.unwrap_or_else(|| new(line)))
        };
        lines.iter().map(of).collect()
    };
    let written = serde_json::to_value(stages).unwrap_or_default();
    (!lines.is_empty()).then(|| (LIST.to_owned(), Some(written)))
}

/// The plan without a sub-stage; what pointed at it goes with it. Correlations of the last one are those of the whole again.
pub fn removed(plan: &Plan, index: usize) -> Option<Plan> {
    let mut next = plan.clone();
    if index >= next.opportunity_stages.len() {
        return None;
    }
    next.opportunity_stages.remove(index);
    if next.opportunity_stages.is_empty() {
        for correlation in &mut next.simulation.correlations {
            for path in [&mut correlation.first, &mut correlation.second] {
                *path = stands_again(path).unwrap_or_else(|| path.clone());
            }
        }
    }
    renumber(&mut next, |place| match place {
        place if place == index => None,
        place if place > index => Some(place - 1),
        place => Some(place),
    });
    Some(next)
}

/// The plan with a sub-stage so many places further on (negative: back). Nothing where there is no such place.
pub fn moved(plan: &Plan, index: usize, by: isize) -> Option<Plan> {
    let count = plan.opportunity_stages.len();
    let to = index.checked_add_signed(by).filter(|to| index < count && *to < count && *to != index)?;
    let mut next = plan.clone();
    let stage = next.opportunity_stages.remove(index);
    next.opportunity_stages.insert(to, stage);
    renumber(&mut next, |place| {
        Some(match place {
            place if place == index => to,
            place if index < place && place <= to => place - 1,
            place if to <= place && place < index => place + 1,
            place => place,
        })
    });
    Some(next)
}

fn renumber(plan: &mut Plan, to: impl Fn(usize) -> Option<usize>) {
    repoint(plan, |path| renumbered(path, LIST, &to));
}

/// The place that a sub-stage has in another plan; `names` are those of its own plan. By its name where both have it once, else
/// by its place where the names there belong to no other.
pub fn twin(names: &[String], index: usize, other: &[OpportunityStage]) -> Option<usize> {
    let theirs: Vec<&str> = other.iter().map(|stage| stage.name.trim()).collect();
    if theirs == *names {
        return Some(index).filter(|index| *index < other.len());
    }
    let own = names.get(index)?.as_str();
    let once = |count: usize| count == 1;
    let is_named = |name: &str| {
        !name.is_empty()
            && once(names.iter().filter(|own| *own == name).count())
            && once(theirs.iter().filter(|their| **their == name).count())
    };
    if is_named(own) {
        return theirs.iter().position(|their| *their == own);
    }
    theirs.get(index).is_some_and(|their| !is_named(their)).then_some(index)
}

/// How many sub-stages are new, gone, or in another order than in the plan it started from.
pub fn changed(plan: &Plan, base: &Plan) -> usize {
    let own = names(plan);
    let twins: Vec<Option<usize>> =
        (0..own.len()).map(|index| twin(&own, index, &base.opportunity_stages)).collect();
    let kept: Vec<usize> = twins.iter().copied().flatten().collect();
    let new = twins.len() - kept.len();
    let gone = base.opportunity_stages.len().saturating_sub(kept.len());
    new + gone + usize::from(!kept.is_sorted())
}

/// How many sub-stages are called something else than in the plan it started from.
pub(super) fn renamed(plan: &Plan, base: &Plan) -> usize {
    let own = names(plan);
    let was = |index| Some(&base.opportunity_stages[twin(&own, index, &base.opportunity_stages)?].name);
    (0..own.len()).filter(|index| was(*index).is_some_and(|was| *was != own[*index])).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tandem_engine::plan::{Correlation, Provenance, Source};

    fn example() -> Plan {
        tandem_engine::plan::read(include_str!("../../assets/plans/scale_up.json")).plan.expect("a plan")
    }

    fn named(plan: &Plan, names: &[&str]) -> Plan {
        let mut plan = plan.clone();
        for name in names {
            plan = added(&plan).expect("room");
            plan.opportunity_stages.last_mut().expect("one").name = (*name).to_owned();
        }
        plan
    }

    #[test]
    fn the_first_takes_over_the_whole_and_the_next_are_split_off_it() {
        let plan = example();
        let one = added(&plan).expect("room");
        let stage = &one.opportunity_stages[0];
        assert_eq!(stage.conversion, plan.qualification.observed.conversion.opportunity_to_won);
        assert_eq!(stage.mean_weeks, plan.durations.opportunity_to_won.mean_weeks);
        let (share, weeks) = together(&one).expect("one");
        for count in 2..=MAX_OPPORTUNITY_STAGES {
            let many = named(&plan, &vec!["step"; count]);
            let (now_share, now_weeks) = together(&many).expect("some");
            assert!((now_share / share - 1.0).abs() < 0.02, "{count}: {now_share} instead of {share}");
            assert!((now_weeks / weeks - 1.0).abs() < 0.01, "{count}: {now_weeks} instead of {weeks}");
            assert!(tandem_engine::check(&many).findings.iter().all(|finding| !finding.code.is_error()));
        }
        assert!(!has_room(&named(&plan, &["step"; MAX_OPPORTUNITY_STAGES])));
    }

    #[test]
    fn a_range_stays_a_range_when_a_part_is_split_off() {
        let mut plan = example();
        let range = |p10, p90| Estimate::Range { p10, p90, scale: None };
        plan.qualification.observed.conversion.opportunity_to_won = range(0.2, 0.3);
        plan.durations.opportunity_to_won.mean_weeks = range(8.0, 12.0);
        let two = named(&plan, &["demo", "contract"]);
        let share = middle(&two.opportunity_stages[1].conversion, CONVERSION);
        let Estimate::Range { p10, p90, .. } = two.opportunity_stages[0].conversion else {
            panic!("{two:?}")
        };
        assert!((p10 * share - 0.2).abs() < 1e-3 && (p90 * share - 0.3).abs() < 1e-3);
        assert_eq!(two.opportunity_stages[0].mean_weeks, range(4.0, 8.0));
        assert_eq!(two.opportunity_stages[1].mean_weeks, 4.0.into());
    }

    #[test]
    fn sources_and_correlations_follow() {
        let mut plan = example();
        let source = Provenance { source: Source::Data, note: "counted".to_owned() };
        plan.provenance.insert(WIN_RATE.to_owned(), source.clone());
        let correlation = |path: &str| Correlation {
            first: path.to_owned(),
            second: "deals.mean_first_year_value".to_owned(),
            rank_correlation: 0.3,
        };
        plan.simulation.correlations = vec![correlation(WIN_RATE)];
        let one = added(&plan).expect("room");
        assert_eq!(one.provenance.get("opportunity_stages[0].conversion"), Some(&source));
        assert_eq!(one.simulation.correlations, [correlation("opportunity_stages[0].conversion")]);
        let two = added(&one).expect("room");
        assert!(!two.provenance.contains_key("opportunity_stages[0].conversion"), "it was changed");
        let swapped = moved(&two, 0, 1).expect("a place");
        assert_eq!(swapped.simulation.correlations, [correlation("opportunity_stages[1].conversion")]);
        assert_eq!(moved(&swapped, 1, -1).as_ref(), Some(&two));
        assert_eq!(removed(&one, 0).as_ref(), Some(&plan));
        assert!(removed(&two, 0).expect("a plan").simulation.correlations.is_empty());
        assert_eq!(moved(&two, 0, -1), None);
        assert_eq!(removed(&two, 2), None);
    }

    #[test]
    fn pasted_lines_change_those_that_are_known_and_replace_them_where_one_is_new() {
        let base = named(&example(), &["Demo", "Offer"]);
        let paste = |cells: &str| {
            let known = crate::stages::known(&base);
            let lines = crate::parse::table::stages(cells, &known).lines;
            let next = crate::edit::with(&base, &crate::stages::puts(&base, &lines)).expect("a sound plan");
            next.opportunity_stages
        };
        let changed = paste("demo\t70%\nSQL\t50%\t14");
        assert_eq!((changed.len(), &changed[0].conversion), (2, &0.7.into()));
        assert_eq!(changed[1], base.opportunity_stages[1]);
        let replaced = paste("Opportunity\nOffer\t60%\nTrial\t50%\t14\nWon");
        let names: Vec<&str> = replaced.iter().map(|stage| stage.name.as_str()).collect();
        assert_eq!(names, ["Offer", "Trial"]);
        assert_eq!(replaced[0].mean_weeks, base.opportunity_stages[1].mean_weeks);
        assert_eq!((&replaced[1].conversion, &replaced[1].mean_weeks), (&0.5.into(), &2.0.into()));
    }

    #[test]
    fn a_sub_stage_is_known_by_its_name_before_its_place() {
        let base = named(&example(), &["demo", "offer", "contract"]);
        let of = |plan: &Plan| {
            let names = names(plan);
            (0..names.len()).map(|index| twin(&names, index, &base.opportunity_stages)).collect::<Vec<_>>()
        };
        let gone = removed(&base, 0).expect("a plan");
        assert_eq!((of(&gone), changed(&gone, &base)), (vec![Some(1), Some(2)], 1));
        let swapped = moved(&base, 0, 1).expect("a plan");
        assert_eq!((of(&swapped), changed(&swapped, &base)), (vec![Some(1), Some(0), Some(2)], 1));
        let mut renamed = base.clone();
        renamed.opportunity_stages[1].name = "tender".to_owned();
        assert_eq!((of(&renamed), changed(&renamed, &base)), (vec![Some(0), Some(1), Some(2)], 0));
        let more = moved(&added(&base).expect("room"), 3, -3).expect("a plan");
        assert_eq!((of(&more), changed(&more, &base)), (vec![None, Some(0), Some(1), Some(2)], 1));
        assert_eq!(changed(&base, &base), 0);
    }
}
