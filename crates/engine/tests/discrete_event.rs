//! The weekly engine against a lead-by-lead simulation in continuous time (`discrete/`), on plans of three sizes and loads.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;
mod discrete;

use common::*;
use discrete::{Company, Source, Stay};
use std::fmt::Write;
use tandem_engine::plan::*;
use tandem_engine::{Measure, Simulation};

const WEEKS: usize = 104;
const RUNS: u32 = 1600;

/// A shipped plan without what is no queue and no duration: ranges, drift, hires and leavers, the quarter's end.
fn still(name: &str, sdrs: f64, aes: f64) -> Plan {
    let text = SHIPPED.iter().find(|shipped| shipped.0 == name).unwrap().1;
    let mut plan = without_ranges(&readable(text), mean_of);
    plan.model_options =
        ModelOptions { ae_load_from_acceptance: true, waiting_counts_once: true, ..ModelOptions::OFF };
    plan.simulation.trials = RUNS;
    plan.channels.retain(|c| !matches!(c.kind, ChannelType::Outbound | ChannelType::Referral));
    for channel in &mut plan.channels {
        channel.lead_overdispersion = 0.0.into();
        channel.fit_share_best_achievable = None;
    }
    plan.qualification.scoring.auc_best_achievable = plan.qualification.scoring.auc_current.clone();
    plan.market.reachable_accounts = 1e9.into();
    plan.nurture.recycle_rate_per_week = 0.0.into();
    plan.brand.max_win_log_odds_lift = 0.0.into();
    plan.quarter_end.delayed_to_quarter_end_share = 0.0.into();
    plan.quarter_end.pulled_forward_share = 0.0.into();
    plan.opening.open_opportunities = Some(0.0.into());
    let (sdr, ae) = (&mut plan.teams.sales_development, &mut plan.teams.account_executives);
    (sdr.hires, sdr.founder_fte_unpaid) = (vec![ramped(sdrs)], 0.0.into());
    (ae.hires, ae.founder_fte_unpaid) = (vec![ramped(aes)], 0.0.into());
    sdr.attrition_rate_per_year = 0.0.into();
    ae.attrition_rate_per_year = 0.0.into();
    sdr.outbound_time_share = 0.0.into();
    plan
}

fn number(estimate: &tandem_engine::estimate::Estimate) -> f64 {
    let tandem_engine::estimate::Estimate::Fixed(value) = estimate else { panic!("a known number") };
    *value
}

/// The same company for the other simulation; conversions by class by the closed form of C06, written out again.
fn company(plan: &Plan) -> Company {
    let q = &plan.qualification;
    let phi = |x: f64| 0.5 * statrs::function::erf::erfc(-x / std::f64::consts::SQRT_2);
    let auc = number(&q.scoring.auc_current);
    let (mut low, mut high) = (-10.0_f64, 10.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if phi(middle / std::f64::consts::SQRT_2) < auc { low = middle } else { high = middle }
    }
    let d = low;
    let (fit, typed) = (number(&q.observed.fit_share_of_leads), &q.observed.conversion);
    let target = number(&typed.lead_to_mql);
    let (mut low, mut high) = (-10.0_f64, 10.0);
    for _ in 0..200 {
        let bar = 0.5 * (low + high);
        if fit * phi(d - bar) + (1.0 - fit) * phi(-bar) > target { low = bar } else { high = bar }
    }
    let above = [phi(d - low), phi(-low)];
    let relative = &q.non_fit_relative_conversion;
    let stages = [
        (number(&typed.mql_to_sql), number(&relative.mql_to_sql)),
        (number(&typed.sql_to_opportunity), number(&relative.sql_to_opportunity)),
        (number(&typed.opportunity_to_won), number(&relative.opportunity_to_won)),
    ];
    let mut share = fit * above[0] / target;
    let rates = stages.map(|(typed, relative)| {
        let blend = share + (1.0 - share) * relative;
        share /= blend;
        [typed / blend, relative * typed / blend]
    });
    let (sdr, ae) = (&plan.teams.sales_development, &plan.teams.account_executives);
    let sla = &plan.response_sla;
    let crm = &plan.crm;
    let integration = number(&crm.integration_level);
    let routing = integration * number(&crm.routing_delay_automated_hours)
        + (1.0 - integration) * number(&crm.routing_delay_manual_hours);
    let latency = number(&sla.handling_latency_hours);
    let reference = sla.reference_response_hours.as_ref().map_or(latency + routing + 1.0, number);
    let stay = |d: &Duration| Stay(number(&d.mean_weeks), number(&d.coefficient_of_variation));
    let churn = number(&plan.retention.churn_rate_per_month);
    let (customers, mrr) = (&plan.opening.customers, &plan.opening.monthly_recurring_revenue);
    let heads = |hires: &[Hire]| number(&hires[0].headcount);
    Company {
        sources: plan.channels.iter().map(|channel| source(plan, channel)).collect(),
        above,
        rates,
        sdr: (heads(&sdr.hires) as usize, number(&sdr.selling_hours_per_week), number(&sdr.hours_per_mql)),
        expires_after: f64::from(sla.mql_expires_after_weeks),
        newest_first: sla.queue_order == QueueOrder::NewestFirst,
        delay: routing + latency,
        decay: (reference, number(&sla.decay_offset_hours), number(&sla.decay_exponent)),
        slots: (heads(&ae.hires) * number(&ae.max_open_opportunities_per_fte)) as usize,
        load: (
            number(&ae.overload_starts_at_utilisation),
            number(&ae.overload_win_log_odds_per_utilisation),
            number(&ae.reference_utilisation),
        ),
        stale_a_week: number(&ae.waiting_sql_loss_rate_per_week),
        acceptance: stay(&plan.durations.sql_acceptance),
        discovery: stay(&plan.durations.discovery),
        won: stay(&plan.durations.opportunity_to_won),
        lost: stay(&plan.durations.opportunity_to_lost),
        deal: (
            number(&plan.deals.mean_first_year_value),
            number(&plan.deals.value_coefficient_of_variation),
            number(&plan.deals.non_fit_value_multiplier),
            number(&plan.deals.recurring_share),
        ),
        go_live: f64::from(plan.deals.go_live_delay_weeks),
        churn_a_month: [churn, (churn * number(&plan.retention.non_fit_churn_multiplier)).min(1.0)],
        expansion_a_year: number(&plan.retention.expansion_rate_per_year),
        opening: [
            (number(&customers.fit) as usize, number(&mrr.fit)),
            (number(&customers.non_fit) as usize, number(&mrr.non_fit)),
        ],
    }
}

/// A channel's leads a week, as the engine's expected path has them when the other channels bring none.
fn source(plan: &Plan, channel: &Channel) -> Source {
    let mut alone = plan.clone();
    for other in alone.channels.iter_mut().filter(|other| other.id != channel.id) {
        // Their spend stays for goodwill, their leads go.
        other.kind = ChannelType::Brand;
    }
    Source {
        weekly: path(&alone).weeks_of(Measure::Leads).to_vec(),
        fit: number(&channel.fit_share),
        odds: [
            number(&channel.odds_ratio.mql_to_sql),
            number(&channel.odds_ratio.sql_to_opportunity),
            number(&channel.odds_ratio.opportunity_to_won),
        ],
        value: number(&channel.deal_value_multiplier),
    }
}

/// Mean, P10 and P90 of some futures, and how far chance may have moved each: one standard error.
struct Spread([f64; 3], [f64; 3]);

impl Spread {
    /// Of whole numbers one more or less would be a tenth, so each percentile is the mean of those around it. Its error is half the
    /// distance of the order statistics one binomial standard deviation off.
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let n = values.len() as f64;
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let at = |level: f64| (level * n).round() as usize;
        let around = |level: f64| mean(&values[at(level - 0.03)..at(level + 0.03)]);
        let middle = mean(&values);
        let variance = values.iter().map(|value| (value - middle).powi(2)).sum::<f64>() / n;
        let off = (0.1 * 0.9 / n).sqrt();
        let error = |level: f64| (around(level + off) - around(level - off)) / 2.0;
        Self([middle, around(0.1), around(0.9)], [(variance / n).sqrt(), error(0.1), error(0.9)])
    }
}

/// Won, revenue and response hours of the engine's trials.
fn weekly(plan: &Plan) -> [Spread; 3] {
    let trials = Simulation::new(&model(plan)).run(0, RUNS);
    let of = |trial: usize, measure: Measure| trials.weeks_of(trial, measure).iter().map(|&x| f64::from(x));
    let sum =
        |measure: Measure| (0..RUNS as usize).map(|trial| of(trial, measure).sum()).collect::<Vec<f64>>();
    let response = (0..RUNS as usize).map(|trial| {
        let worked: f64 = of(trial, Measure::Worked).sum();
        of(trial, Measure::ResponseHours).zip(of(trial, Measure::Worked)).map(|(h, n)| h * n).sum::<f64>()
            / worked
    });
    [Spread::of(sum(Measure::Won)), Spread::of(sum(Measure::Revenue)), Spread::of(response.collect())]
}

fn lead_by_lead(plan: &Plan) -> [Spread; 3] {
    let company = company(plan);
    let runs: Vec<_> = (0..u64::from(RUNS)).map(|seed| discrete::run(&company, WEEKS, seed + 1)).collect();
    [
        Spread::of(runs.iter().map(|run| run.won).collect()),
        Spread::of(runs.iter().map(|run| run.revenue).collect()),
        Spread::of(runs.iter().map(|run| run.response_hours).collect()),
    ]
}

fn amount(value: f64) -> String {
    if value >= 1e6 {
        format!("{:.2} M", value / 1e6)
    } else if value >= 1e4 {
        format!("{:.0} k", value / 1e3)
    } else {
        format!("{value:.1}")
    }
}

/// The same with MQLs that take so long that SDRs are busy that share of their time.
fn busy(load: f64, mut plan: Plan) -> Plan {
    let mqls = path(&plan).weeks_of(Measure::Mql).iter().sum::<f64>() / plan.plan.horizon_weeks as f64;
    let sdr = &mut plan.teams.sales_development;
    let hours = number(&sdr.hires[0].headcount) * number(&sdr.selling_hours_per_week);
    sdr.hours_per_mql = (load * hours / mqls).into();
    plan
}

fn newest_first(mut plan: Plan) -> Plan {
    plan.response_sla.queue_order = QueueOrder::NewestFirst;
    plan
}

/// The plans.
fn plans() -> [(&'static str, Plan); 9] {
    [
        ("scale_up, ample", still("scale_up", 4.0, 10.0)),
        ("scale_up, AEs short", still("scale_up", 4.0, 4.0)),
        ("scale_up, SDRs busy, 0.8", busy(0.8, still("scale_up", 2.0, 10.0))),
        ("scale_up, SDRs busy, 0.9", busy(0.9, still("scale_up", 4.0, 10.0))),
        ("scale_up, SDRs busy, 1.0", busy(1.0, still("scale_up", 4.0, 10.0))),
        ("scale_up, SDRs busy, 0.95, newest first", newest_first(busy(0.95, still("scale_up", 4.0, 10.0)))),
        ("scale_up, SDRs short", still("scale_up", 1.0, 10.0)),
        ("bootstrapped_saas, 1 SDR and 1 AE", still("bootstrapped_saas", 1.0, 1.0)),
        ("bootstrapped_saas, SDR busy, 0.9", busy(0.9, still("bootstrapped_saas", 1.0, 1.0))),
    ]
}

#[test]
fn the_weekly_engine_meets_a_lead_by_lead_simulation() {
    let mut text =
        "| plan | figure | weekly: mean, P10, P90 | lead by lead | difference |\n|---|---|---|---|---|\n"
            .to_owned();
    for (name, plan) in plans() {
        for (figure, (Spread(weekly, doubt), Spread(single, other))) in ["won", "revenue", "response, hours"]
            .into_iter()
            .zip(weekly(&plan).into_iter().zip(lead_by_lead(&plan)))
        {
            let cells = |values: [f64; 3]| values.map(amount).join(", ");
            for index in 0..3 {
                let off = weekly[index] / single[index] - 1.0;
                let chance = doubt[index].hypot(other[index]) / single[index];
                assert!(off.abs() < 0.05 + 2.0 * chance, "{name}, {figure}: {weekly:?} and {single:?}");
            }
            let off =
                [0, 1, 2].map(|i| format!("{:+.1} %", 100.0 * (weekly[i] / single[i] - 1.0))).join(", ");
            writeln!(text, "| {name} | {figure} | {} | {} | {off} |", cells(weekly), cells(single)).unwrap();
        }
    }
    println!("{text}");
    part_is("lead by lead", text.trim_end());
}
