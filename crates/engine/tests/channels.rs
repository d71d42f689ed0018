//! What a run adds up by channel is what its measures say, and what was there on the first day is where its stocks begin.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test stops at what it did not expect")]

mod common;

use common::plans::{Kind, for_plans};
use common::*;
use tandem_engine::plan::ChannelType;
use tandem_engine::{ChannelFlow, Measure, Model, Simulation};

const WEEKS_OF_A_YEAR: usize = 52;

/// One path, whoever keeps it.
struct Told<'a> {
    week: &'a dyn Fn(Measure, usize) -> f64,
    opening: &'a dyn Fn(Measure) -> f64,
    channel: &'a dyn Fn(usize, usize, usize, ChannelFlow) -> f64,
}

fn adds_up(name: &str, model: &Model, path: &Told<'_>, tolerance: f64) {
    let plan = model.plan();
    let weeks = plan.plan.horizon_weeks as usize;
    for year in 0..weeks.div_ceil(WEEKS_OF_A_YEAR) {
        let range = year * WEEKS_OF_A_YEAR..weeks.min((year + 1) * WEEKS_OF_A_YEAR);
        let sum = |measure| range.clone().map(|week| (path.week)(measure, week)).sum::<f64>();
        let of = |classes: std::ops::Range<usize>, flow, kind: Option<ChannelType>| {
            let channels =
                (0..plan.channels.len()).filter(|&c| kind.is_none_or(|k| plan.channels[c].kind == k));
            let each =
                |channel: usize| classes.clone().map(move |class| (path.channel)(year, channel, class, flow));
            channels.flat_map(each).sum::<f64>()
        };
        let is = |what: &str, found: f64, wanted: f64| {
            let off = (found - wanted).abs();
            assert!(
                off <= tolerance * wanted.abs() + 1e-6,
                "{name}, year {year}, {what}: {found} of {wanted}"
            );
        };
        let outbound = Some(ChannelType::Outbound);
        is("spend", of(0..2, ChannelFlow::Spend, None), sum(Measure::Spend));
        is("leads", of(0..2, ChannelFlow::Leads, None), sum(Measure::Leads));
        is("replies", of(0..2, ChannelFlow::Leads, outbound), sum(Measure::Replies));
        is("mqls", of(0..2, ChannelFlow::Mqls, None), sum(Measure::Mql));
        is("fitting mqls", of(0..1, ChannelFlow::Mqls, None), sum(Measure::MqlFit));
        is("sqls", of(0..2, ChannelFlow::Sqls, None), sum(Measure::SqlCreated));
        let inbound = of(0..2, ChannelFlow::Sqls, None) - of(0..2, ChannelFlow::Sqls, outbound);
        is("inbound sqls", inbound, sum(Measure::SqlInbound));
        is("opportunities", of(0..2, ChannelFlow::Opportunities, None), sum(Measure::Opportunities));
        is("won by outbound", of(0..2, ChannelFlow::Won, outbound), sum(Measure::WonOutbound));
        // The rest was open before the plan began, and no channel is told of it.
        for (flow, all) in [(ChannelFlow::Won, Measure::Won), (ChannelFlow::Bookings, Measure::Bookings)] {
            let (by_channel, all) = (of(0..2, flow, None), sum(all));
            assert!(by_channel <= all * (1.0 + tolerance) + 1e-6, "{name}, {flow:?}: {by_channel} of {all}");
        }
        let (pulled, all) =
            (of(0..2, ChannelFlow::PulledBookings, None), of(0..2, ChannelFlow::Bookings, None));
        assert!(pulled <= all * (1.0 + tolerance) + 1e-6, "{name}: {pulled} of {all}");
    }
    let first = |measure| (path.week)(measure, 0);
    let before = |stock, came: &[Measure], went: &[Measure]| {
        let sum = |of: &[Measure]| of.iter().map(|&measure| first(measure)).sum::<f64>();
        (first(stock) - sum(came) + sum(went), (path.opening)(stock))
    };
    // What is raised in the first week may be a range: the books of cash are kept elsewhere.
    let funded = plan.finance.funding.iter().any(|round| round.week == 0);
    let cash = before(Measure::Cash, &[Measure::OperatingCashFlow], &[]);
    let balances = [
        ("cash", if funded { (cash.1, cash.1) } else { cash }),
        ("mqls", before(Measure::MqlWaiting, &[Measure::Mql], &[Measure::Worked, Measure::Expired])),
        (
            "opportunities",
            before(Measure::OpenOpportunities, &[Measure::Opportunities], &[Measure::Won, Measure::Lost]),
        ),
    ];
    for (what, (wanted, found)) in balances {
        let size = first(Measure::Cash).abs().max(found.abs());
        let size = if what == "cash" { size } else { found.abs().max(1.0) };
        assert!(
            (found - wanted).abs() <= tolerance * size + 1e-6,
            "{name}, {what} on the first day: {found} of {wanted}"
        );
    }
    assert_eq!((path.opening)(Measure::Won), 0.0, "a flow has no opening");
}

fn adds_up_everywhere(name: &str, model: &Model, trials: u32) {
    let simulation = Simulation::new(model);
    let record = simulation.expected_path();
    let expected = Told {
        week: &|measure, week| record.weeks_of(measure)[week],
        opening: &|measure| record.opening_of(measure),
        channel: &|year, channel, class, flow| record.channel(year, channel, class, flow),
    };
    adds_up(name, model, &expected, 1e-9);
    let trials = simulation.run(0, trials);
    for trial in 0..trials.len() {
        let told = Told {
            week: &|measure, week| f64::from(trials.weeks_of(trial, measure)[week]),
            opening: &|measure| f64::from(trials.opening_of(trial, measure)),
            channel: &|year, channel, class, flow| {
                f64::from(trials.channel(trial, year, channel, class, flow))
            },
        };
        adds_up(&format!("{name}, trial {trial}"), model, &told, 1e-5);
    }
}

#[test]
fn channels_and_openings_add_up_in_the_shipped_plans() {
    for (name, text) in SHIPPED {
        adds_up_everywhere(name, &model(&readable(text)), 9);
    }
}

#[test]
fn channels_and_openings_add_up_in_plans_made_by_chance() {
    for_plans(24, Kind::Any, |plan| {
        adds_up_everywhere("a plan made by chance", &model(&plan), 5);
        Ok(())
    });
}
