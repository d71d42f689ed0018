//! The dates that matter: hires with their ramp, events, first revenue, break-even, target, empty cash.
//!
//! They are drawn under the forecast, on its time axis ([`rows`]); [`Timeline`] is the same in figures.

use crate::charts::{Figure, Learning, Ramp, day_of, ramp};
use crate::format::{Count, Format};
use crate::levers::{
    Grip, LeverKind, LeverValue, Thing, blocks, ends, event_grips, has_events, heads, hire_grips, spend_grips,
};
use crate::simulate::{RunState, Shown};
use crate::text::Text;
use crate::views::forecast::RowGrip;
use crate::views::tables::{dates_table, menu};
use crate::workbook::View;
use std::rc::Rc;
use tandem_charts::{Event, Row, RowKind, Side};
use tandem_engine::Summary;
use tandem_engine::date::Date;
use tandem_engine::plan::{Channel, Hire, Plan};
use tandem_engine::quantity::{MONEY_PER_MONTH, Unit};
use tandem_engine::summary::{DateSpread, Milestone, MilestoneKind};
use yew::prelude::*;

/// Most channels whose events get a row.
const MOST_EVENT_ROWS: usize = 3;

/// The rows of the timeline, and what in them can be moved.
pub fn rows(plan: &Plan, summary: &Summary, text: &Text, format: &Format) -> (Vec<Row>, Vec<RowGrip>) {
    let hires = hire_rows(plan, summary, text, format);
    let events = event_rows(plan, summary, text);
    let spend = spend_rows(plan, summary, text, format);
    let moved = hires
        .iter()
        .map(|(team, _)| grips_of_team(plan, *team, summary, text, format))
        .chain(events.iter().map(|(channel, _)| grips_of_channel(plan, *channel, summary, text, format)))
        .chain(spend.iter().map(|(channel, _)| grips_of_spend(plan, *channel, text, format)));
    let grips =
        moved.enumerate().flat_map(|(row, grips)| grips.into_iter().map(move |grip| RowGrip { row, ..grip }));
    let grips = grips.collect();
    let dates = dated(summary).map(|milestone| date_row(milestone, summary, text, format));
    let rows = hires.into_iter().map(|(_, row)| row).chain(events.into_iter().map(|(_, row)| row));
    (rows.chain(spend.into_iter().map(|(_, row)| row)).chain(dates).collect(), grips)
}

/// What has a date: not a target that is to be there on its day and may be there from the first.
pub(in crate::views) fn dated(summary: &Summary) -> impl Iterator<Item = &Milestone> {
    let has_day = summary.target.as_ref().is_none_or(|target| target.measure.has_day());
    summary.milestones.iter().filter(move |milestone| has_day || milestone.kind != MilestoneKind::Target)
}

/// How a team learns.
fn learning(plan: &Plan, team: LeverKind) -> Learning<'_> {
    let (sdr, ae) = (&plan.teams.sales_development, &plan.teams.account_executives);
    if team == LeverKind::Sdrs {
        Learning {
            onboarding_weeks: &sdr.onboarding_weeks,
            full_weeks: &sdr.full_productivity_after_weeks,
            by_quarter: &sdr.productivity_by_quarter,
        }
    } else {
        Learning {
            onboarding_weeks: &ae.onboarding_weeks,
            full_weeks: &ae.full_productivity_after_weeks,
            by_quarter: &ae.productivity_by_quarter,
        }
    }
}

fn hires_of(plan: &Plan, team: LeverKind) -> &[Hire] {
    match team {
        LeverKind::Sdrs => &plan.teams.sales_development.hires,
        _ => &plan.teams.account_executives.hires,
    }
}

/// The hires of a team as things that can be moved.
fn grips_of_team(
    plan: &Plan,
    team: LeverKind,
    summary: &Summary,
    text: &Text,
    format: &Format,
) -> Vec<RowGrip> {
    let words = text.timeline;
    let grip = |grip: Grip| {
        let Thing::Hire { index, .. } = grip.thing else { return None };
        let hire = hires_of(plan, team).get(index)?;
        let full = ramp(std::slice::from_ref(hire), learning(plan, team), summary.horizon_weeks)?.full_day;
        let heads = format.entry(grip.amount, Unit::People);
        let date = summary.start.plus_days(7 * grip.place as i32);
        let full = format.month(summary.start.plus_days(full as i32));
        let name = if team == LeverKind::Sdrs { words.hire_sdr } else { words.hire_ae };
        Some(RowGrip {
            row: 0,
            grip,
            name: name(&heads),
            spoken: (words.hire_at)(&heads, &format.date(date), grip.place + 1, &full),
            tag: (words.hire_tag)(&heads, &format.date(date)),
        })
    };
    hire_grips(plan, team).into_iter().filter_map(grip).collect()
}

/// The events of a channel as things that can be moved.
fn grips_of_channel(
    plan: &Plan,
    channel: usize,
    summary: &Summary,
    text: &Text,
    format: &Format,
) -> Vec<RowGrip> {
    let words = text.timeline;
    let name = plan.channels.get(channel).map_or("", |channel| text.examples.shown(channel.label()));
    let grip = |grip: Grip| {
        let date = format.date(summary.start.plus_days(7 * grip.place as i32));
        let spoken = (words.event_at)(&date, grip.place + 1);
        RowGrip { row: 0, grip, name: (words.event)(name), spoken, tag: date }
    };
    event_grips(plan, channel).into_iter().map(grip).collect()
}

/// The spend of a channel as things that can be moved.
fn grips_of_spend(plan: &Plan, channel: usize, text: &Text, format: &Format) -> Vec<RowGrip> {
    let words = text.timeline;
    let name = plan.channels.get(channel).map_or("", |channel| text.examples.shown(channel.label()));
    let blocks = blocks::blocks(plan, channel);
    let first = crate::levers::Frame::of(plan).start.month_number();
    let month = |place: usize| format.month(Date::first_of_month(first + place as i32));
    let money = |amount: f64| {
        format.entry(amount, Unit::MoneyPerMonth) + (text.assumptions.unit)(Unit::MoneyPerMonth)
    };
    let grip = |grip: Grip| {
        let (name, spoken, tag) = match grip.thing {
            Thing::Level { index, .. } => {
                let block = blocks.get(index)?;
                let amount = money(block.amount);
                let said = (words.level_at)(&amount, &month(block.first), &month(block.end - 1));
                ((words.level)(name), said, amount)
            }
            _ => {
                // What is spent from this month on, if anything is.
                let from = blocks.iter().find(|block| block.first == grip.place as usize);
                let amount = from.map(|block| money(block.amount));
                let said = (words.edge_at)(&month(grip.place as usize), amount.as_deref());
                ((words.edge)(name, from.is_some()), said.clone(), said)
            }
        };
        Some(RowGrip { row: 0, grip, name, spoken, tag })
    };
    spend_grips(plan, channel).into_iter().filter_map(grip).collect()
}

/// Teams with hires to come, sales first.
fn hire_rows(plan: &Plan, summary: &Summary, text: &Text, format: &Format) -> Vec<(LeverKind, Row)> {
    let words = text.charts;
    let full = |ramp: &Ramp| format.month_short(summary.start.plus_days(ramp.full_day as i32));
    let weeks = summary.horizon_weeks;
    let row = |side, name: &str, joins: fn(&str, &str) -> String, ramp: Ramp| {
        let fact = joins(&format.count(ramp.heads), &full(&ramp));
        Row {
            name: name.to_owned(),
            small: (words.small_row)(name, &fact),
            text: fact,
            kind: RowKind::Hires { side, starts: ramp.starts, ramp: ramp.curve },
        }
    };
    let of = |team: LeverKind| ramp(hires_of(plan, team), learning(plan, team), weeks);
    let aes =
        of(LeverKind::Aes).map(|r| (LeverKind::Aes, row(Side::Sales, words.hires_ae, words.joins_ae, r)));
    let sdrs = of(LeverKind::Sdrs)
        .map(|r| (LeverKind::Sdrs, row(Side::Handover, words.hires_sdr, words.joins_sdr, r)));
    [aes, sdrs].into_iter().flatten().collect()
}

/// Who starts when within the plan: team, heads, first day.
pub(in crate::views) fn hire_dates(
    plan: &Plan,
    summary: &Summary,
    text: &Text,
) -> Vec<(&'static str, f64, Date)> {
    let (words, teams) = (text.charts, &plan.teams);
    let of_team = |name: &'static str, hires: &[Hire]| {
        let to_come =
            hires.iter().filter(|hire| hire.start_week > 0 && hire.start_week < summary.horizon_weeks as i32);
        let dated = to_come.map(|hire| (name, heads(hire), summary.start.plus_days(7 * hire.start_week)));
        dated.collect::<Vec<_>>()
    };
    let mut all = of_team(words.hires_ae, &teams.account_executives.hires);
    all.extend(of_team(words.hires_sdr, &teams.sales_development.hires));
    all
}

/// Events of a channel, each a week long.
fn event_rows(plan: &Plan, summary: &Summary, text: &Text) -> Vec<(usize, Row)> {
    let channels = plan.channels.iter().enumerate().filter(|(index, _)| has_events(plan, *index));
    let row = |(index, channel): (usize, &Channel)| {
        let within = channel.events.iter().filter(|event| event.week < summary.horizon_weeks);
        let days =
            within.map(|event| (f64::from(event.week) * 7.0, f64::from(event.week + 1) * 7.0)).collect();
        let name = text.examples.shown(channel.label()).to_owned();
        (index, Row { small: name.clone(), name, text: String::new(), kind: RowKind::Campaigns(days) })
    };
    channels.take(MOST_EVENT_ROWS).map(row).collect()
}

/// Channels whose spend is set by month: a block for each stretch of the same spend, as high as it is large.
fn spend_rows(plan: &Plan, summary: &Summary, text: &Text, format: &Format) -> Vec<(usize, Row)> {
    let row = |(index, channel): (usize, &Channel)| {
        let blocks = blocks::blocks(plan, index);
        let most = blocks.iter().map(|block| block.amount).fold(0.0, f64::max);
        let end = f64::from(7 * summary.horizon_weeks);
        let day = |month: usize| blocks::day_of_month(plan, month as u32).min(end);
        let drawn = blocks.iter().map(|block| (day(block.first), day(block.end), block.amount / most));
        let spend = LeverValue::Budget(channel.budget_per_month.clone());
        let fact = ends(&spend, MONEY_PER_MONTH).map_or_else(String::new, |(low, high)| {
            format.entry_range(low, high, Unit::MoneyPerMonth) + (text.assumptions.unit)(Unit::MoneyPerMonth)
        });
        let name = text.examples.shown(channel.label()).to_owned();
        let small = (text.charts.small_row)(&name, &fact);
        let kind = RowKind::Spend(drawn.collect());
        (!blocks.is_empty()).then_some((index, Row { small, name, text: fact, kind }))
    };
    plan.channels.iter().enumerate().filter_map(row).take(MOST_EVENT_ROWS).collect()
}

fn date_row(milestone: &Milestone, summary: &Summary, text: &Text, format: &Format) -> Row {
    let words = text.charts;
    let name = name_of(milestone.kind, summary, text, format);
    let bad = milestone.kind == MilestoneKind::CashOut;
    let n_trials = summary.n_trials;
    let has_trials = n_trials > 0;
    let day = |date: Option<Date>| date.map(|date| day_of(date, summary.start));
    let when = &milestone.when;
    let percentile = |date: Option<Date>| if has_trials { day(date) } else { None };
    let event = Event {
        expected: day(when.expected),
        p10: percentile(when.p10),
        p50: percentile(when.p50),
        p90: percentile(when.p90),
        bad,
    };
    let middle = if has_trials { when.p50 } else { when.expected };
    let small = match (middle, months_between(when, text).filter(|_| has_trials)) {
        (Some(date), Some(range)) => (words.with_range)(&(words.month_tiny)(date), &range),
        (Some(date), None) => (words.month_tiny)(date),
        (None, _) => fact(when, bad, n_trials, text, format),
    };
    Row {
        text: fact(when, bad, n_trials, text, format),
        small: (words.small_row)(&name, &small),
        name,
        kind: RowKind::Date(event),
    }
}

/// From P10 to P90 in months.
fn months_between(when: &DateSpread, text: &Text) -> Option<String> {
    let words = text.charts;
    let first = (words.month_tiny)(when.p10?);
    let last = when.p90.map_or_else(|| words.later.to_owned(), words.month_tiny);
    (first != last).then(|| (words.date_range)(&first, &last))
}

/// The name of a date; the target's is its value.
pub(in crate::views) fn name_of(
    kind: MilestoneKind,
    summary: &Summary,
    text: &Text,
    format: &Format,
) -> String {
    let words = text.charts;
    match (kind, &summary.target) {
        (MilestoneKind::Target, Some(target)) => {
            let (figure, _) = Figure::of_target(target.measure);
            (words.target_row)(&format.figure(target.value, figure.unit()), figure)
        }
        _ => (words.milestone)(kind).to_owned(),
    }
}

/// A date in words: the median, and how often it does not come within the plan.
pub fn fact(when: &DateSpread, bad: bool, n_trials: u32, text: &Text, format: &Format) -> String {
    let words = text.charts;
    if n_trials == 0 {
        return when.expected.map_or_else(|| words.not_expected.to_owned(), |date| format.date(date));
    }
    let later = Count::without(when.not_within_horizon, n_trials);
    let within = later.rest();
    match when.p50 {
        Some(date) if later.is_none() => format.date(date),
        Some(date) => (words.date_or_later)(&format.date(date), later),
        None if within.is_none() => {
            if bad {
                words.never.to_owned()
            } else {
                words.not_within_plan.to_owned()
            }
        }
        None if bad => (words.happens)(within),
        None => (words.within_plan)(within),
    }
}

/// What [`Timeline`] needs.
#[derive(PartialEq, Properties)]
pub struct TimelineProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// Its figures.
    pub shown: Shown,
    /// What is picked.
    pub view: View,
    /// What stands between the heading and the table.
    #[prop_or_default]
    pub over: Html,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// The dates as a table: what the marks under the forecast say in figures.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let TimelineProps { plan, shown, text, format, .. } = props;
    let (summary, words) = (&*shown.summary, text.charts);
    let has_trials = summary.n_trials > 0;
    // The same columns before the futures are in, so that nothing moves when they come.
    let heads =
        ["P10", if has_trials { words.median } else { words.expected }, "P90", words.column_not_within];
    html! {
        <section class="pan" id="timeline" aria-labelledby="timeline-title" data-testid="timeline"
            data-state={if shown.state == RunState::Ready { "ready" } else { "stale" }}>
            <div class="ph_">
                <h2 id="timeline-title">{ words.dates }</h2>
                <span class="sub">{ if has_trials { words.dates_note } else { "" } }</span>
                <span class="sp"></span>
                { files(props) }
            </div>
            { props.over.clone() }
            <div class="twin-box" tabindex="0" role="group" aria-label={words.dates}><table class="twin">
                <thead>
                    <tr>
                        <th scope="col">{ words.column_event }</th>
                        { for heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }
                    </tr>
                </thead>
                <tbody>
                    { for hire_rows(plan, summary, text, format).into_iter().map(|(_, row)| html! {
                        <tr><th scope="row">{ row.name }</th><td class="fact" colspan={heads.len().to_string()}>{ row.text }</td></tr>
                    }) }
                    { for dated(summary).map(|m| table_row(m, summary, text, format)) }
                </tbody>
            </table></div>
        </section>
    }
}

/// The dates as files.
fn files(props: &TimelineProps) -> Html {
    let (plan, summary, text, format) =
        (props.plan.clone(), props.shown.summary.clone(), props.text, props.format.clone());
    let title = format!("{} · {}", text.shell.title_of(&plan.plan.title), text.charts.dates);
    menu("dates-files", &title, text, move || vec![dates_table(&plan, &summary, text, &format)])
}

fn table_row(milestone: &Milestone, summary: &Summary, text: &Text, format: &Format) -> Html {
    let words = text.charts;
    let when = &milestone.when;
    let happens = when.not_within_horizon < 0.995;
    let missing = if happens { words.later } else { words.none };
    let date = |date: Option<Date>, missing: &str| match date {
        Some(date) => html! {
            <><span class="long">{ format.date(date) }</span><span class="short">{ format.date_short(date) }</span></>
        },
        None => html! { missing },
    };
    let cells = if summary.n_trials > 0 {
        let without = (words.count)(Count::without(when.not_within_horizon, summary.n_trials));
        vec![date(when.p10, missing), date(when.p50, missing), date(when.p90, missing), html! { without }]
    } else {
        let unknown = || html! { words.none };
        let beyond = if milestone.kind == MilestoneKind::CashOut { words.none } else { words.later };
        vec![unknown(), date(when.expected, beyond), unknown(), unknown()]
    };
    html! {
        <tr>
            <th scope="row">{ name_of(milestone.kind, summary, text, format) }</th>
            { for cells.into_iter().map(|cell| html! { <td>{ cell }</td> }) }
        </tr>
    }
}
