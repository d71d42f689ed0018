//! Channels stand apart: one that brings nothing, or that is added, moves nothing of the others.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test stops at what it did not expect")]

mod common;

use common::plans::{Kind, for_plans};
use common::*;
use proptest::prelude::*;
use tandem_engine::plan::*;
use tandem_engine::{ChannelFlow, Measure, Simulation, Trials};

fn run(plan: &Plan, first: u32, n: u32) -> Trials {
    Simulation::new(&model(plan)).run(first, n)
}

/// A channel that does nothing: no budget, no events, no partners.
fn idle_channel(kind: ChannelType) -> Channel {
    let mut channel = Channel::new("idle", kind);
    channel.fit_share = 0.9.into();
    channel.odds_ratio.opportunity_to_won = 3.0.into();
    match kind {
        ChannelType::Paid | ChannelType::Content => {
            channel.response = Some(Response {
                reference_spend_per_month: Some(5000.0.into()),
                reference_cost_per_lead: Some(100.0.into()),
                ..Response::default()
            });
        }
        ChannelType::Partner => channel.partner = Some(Partner::default()),
        _ => {}
    }
    channel
}

#[test]
fn a_channel_without_spend_changes_nothing_bit_for_bit() {
    use ChannelType::*;
    let kinds = std::cell::Cell::new(0);
    for_plans(72, Kind::Any, |mut plan| {
        let kind = [Paid, Content, Event, Partner, Brand, Organic][kinds.get() % 6];
        kinds.set(kinds.get() + 1);
        if kind == Organic {
            // Beside another one that has leads of its own; else goodwill's would be shared equally.
            plan.channels.retain(|channel| channel.kind != Organic);
            plan.channels.push(organic("organic beside", 40.0));
        }
        let (path_before, trials_before) = (path(&plan), run(&plan, 0, 3));
        for place in [0, plan.channels.len() / 2, plan.channels.len()] {
            let mut more = plan.clone();
            more.channels.insert(place, idle_channel(kind));
            let (path, trials) = (path(&more), run(&more, 0, 3));
            let years = 0..trials.weeks().div_ceil(52);
            // The other channels' totals, each at its new place in the list.
            let totals = || {
                let classes = (0..plan.channels.len()).flat_map(|channel| [(channel, 0), (channel, 1)]);
                let places =
                    years.clone().flat_map(move |year| classes.clone().map(move |(c, k)| (year, c, k)));
                places.flat_map(|place| ChannelFlow::ALL.iter().map(move |&flow| (place, flow)))
            };
            let moved = |channel: usize| channel + usize::from(channel >= place);
            let same_path = Measure::ALL.iter().all(|&measure| {
                path.weeks_of(measure) == path_before.weeks_of(measure)
                    && path.opening_of(measure) == path_before.opening_of(measure)
            }) && totals().all(|((year, channel, class), flow)| {
                path.channel(year, moved(channel), class, flow)
                    == path_before.channel(year, channel, class, flow)
            });
            prop_assert!(same_path, "{kind:?} at {place}: the expected path changed");
            let same_trials = (0..3).all(|trial| {
                Measure::ALL.iter().all(|&measure| {
                    trials.weeks_of(trial, measure) == trials_before.weeks_of(trial, measure)
                        && trials.opening_of(trial, measure) == trials_before.opening_of(trial, measure)
                }) && totals().all(|((year, channel, class), flow)| {
                    trials.channel(trial, year, moved(channel), class, flow)
                        == trials_before.channel(trial, year, channel, class, flow)
                })
            });
            prop_assert!(same_trials, "{kind:?} at {place}: a trial changed");
        }
        Ok(())
    });
}

/// An organic channel.
fn organic(id: &str, base_leads_per_month: f64) -> Channel {
    let mut channel = Channel::new(id, ChannelType::Organic);
    channel.organic = Some(Organic { base_leads_per_month: base_leads_per_month.into() });
    channel
}

#[test]
fn organic_channels_share_what_goodwill_brings() {
    let mut plan = quiet(52);
    plan.brand.opening_goodwill = 50_000.0.into();
    plan.brand.goodwill_half_saturation = 50_000.0.into();
    plan.brand.max_organic_leads_per_month = 80.0.into();
    let mut leads = |bases: &[(&str, f64)]| -> Vec<f64> {
        plan.channels = bases.iter().map(|&(id, base)| organic(id, base)).collect();
        let path = path(&plan);
        let of_channel = |channel| [0, 1].map(|class| path.channel(0, channel, class, ChannelFlow::Leads));
        (0..bases.len()).map(|channel| of_channel(channel).iter().sum()).collect()
    };
    let brought = leads(&[("search", 0.0)])[0];
    assert!(brought > 100.0, "goodwill brings {brought} leads");
    let none = leads(&[("search", 0.0), ("word", 0.0)]);
    near("two without leads of their own", none[0] + none[1], brought, 1e-12);
    near("equally", none[0], none[1], 1e-12);
    let one = leads(&[("search", 30.0)])[0];
    let both = leads(&[("search", 20.0), ("word", 10.0)]);
    near("two with leads of their own", both[0] + both[1], one, 1e-12);
    near("by those", both[0], 2.0 * both[1], 1e-12);
}

#[test]
fn channels_draw_apart_so_two_bring_what_each_brings_alone() {
    for_plans(40, Kind::Any, |plan| {
        let mut plan = without_feedback(plan);
        plan.channels.retain(|channel| channel.kind != ChannelType::Outbound);
        // Goodwill links channels, and learning and recycling link what becomes of their leads.
        plan.brand.goodwill_half_saturation = 0.0.into();
        plan.channels.iter_mut().for_each(|channel| channel.fit_share_best_achievable = None);
        plan.qualification.scoring.auc_best_achievable = plan.qualification.scoring.auc_current.clone();
        // The measured rates are those of all channels together, and a counted pool is split among them.
        plan.model_options.anchor_to_observed = false;
        plan.opening.nurture_pool = None;
        let all = run(&plan, 0, 3);
        for measure in [Measure::Leads, Measure::Mql] {
            let mut alone = vec![0.0; 3];
            for channel in &plan.channels {
                let mut one = plan.clone();
                one.channels = vec![channel.clone()];
                let trials = run(&one, 0, 3);
                (0..3).for_each(|trial| alone[trial] += sum(&trials, trial, measure));
            }
            let together: Vec<f64> = (0..3).map(|trial| sum(&all, trial, measure)).collect();
            prop_assert!(together == alone, "{measure:?}: {together:?} together, {alone:?} alone");
        }
        Ok(())
    });
}

#[test]
fn a_part_for_another_type_of_channel_does_nothing() {
    let mut plan = quiet(26);
    plan.channels = vec![linear("ads", 1000.0, 50.0, 26)];
    plan.teams.sales_development.outbound_time_share = 0.5.into();
    let (before, trials) = (path(&plan), run(&plan, 0, 2));
    let ads = &mut plan.channels[0];
    ads.outbound = Some(Outbound::default());
    ads.referral = Some(Referral::default());
    ads.organic = Some(Organic { base_leads_per_month: 50.0.into() });
    ads.partner = Some(Partner {
        active_partners: 5.0.into(),
        leads_per_partner_per_month: 3.0.into(),
        ..Partner::default()
    });
    assert_eq!(path(&plan), before);
    assert_eq!(run(&plan, 0, 2), trials);
}
