//! The same plan with more leads, more weeks, more channels: what its cost should and should not grow with.

use crate::estimate::Estimate;
use crate::plan::Plan;

/// The plan with so many times the leads, and the people to work them; 10 or more.
pub fn in_leads(plan: &Plan, by: f64) -> Plan {
    let mut plan = plan.clone();
    let times = |estimate: &mut Estimate, by: f64, most: f64| *estimate = scaled(estimate, by, most);
    for channel in &mut plan.channels {
        if let Some(cost) = channel.response.as_mut().and_then(|r| r.reference_cost_per_lead.as_mut()) {
            times(cost, 1.0 / by, f64::MAX);
        }
        if let Some(organic) = &mut channel.organic {
            times(&mut organic.base_leads_per_month, by, 1e7);
        }
        if let Some(partner) = &mut channel.partner {
            times(&mut partner.leads_per_partner_per_month, by, 1e7);
        }
        if let Some(outbound) = &mut channel.outbound {
            times(&mut outbound.replies_per_hour_at_reference, by, 100.0);
        }
    }
    times(&mut plan.brand.max_organic_leads_per_month, by, 1e7);
    times(&mut plan.market.reachable_accounts, by, 1e9);
    times(&mut plan.crm.learning_scale_dispositions, by, 1e6);
    times(&mut plan.teams.sales_development.hours_per_mql, 1.0 / by, 80.0);
    // Slots have a limit; the rest of the room is more people.
    times(&mut plan.teams.account_executives.max_open_opportunities_per_fte, 10.0, 200.0);
    for hire in &mut plan.teams.account_executives.hires {
        times(&mut hire.headcount, by / 10.0, 1e4);
    }
    plan
}

/// The plan over so many weeks.
pub fn in_weeks(plan: &Plan, weeks: u32) -> Plan {
    let mut plan = plan.clone();
    plan.plan.horizon_weeks = weeks;
    plan.target = None;
    plan
}

/// The plan with each of its channels so many times, each with its share of the leads.
pub fn in_channels(plan: &Plan, times: usize) -> Plan {
    let mut plan = plan.clone();
    let own = plan.channels.clone();
    for copy in 1..times {
        plan.channels.extend(own.iter().cloned().map(|mut channel| {
            channel.id = format!("{}_{copy}", channel.id);
            channel
        }));
    }
    plan
}

/// A number or a range, each end times `by`, at most `most`.
fn scaled(estimate: &Estimate, by: f64, most: f64) -> Estimate {
    let times = |value: f64| (value * by).min(most);
    match *estimate {
        Estimate::Fixed(value) => Estimate::Fixed(times(value)),
        Estimate::Range { p10, p90, scale } => Estimate::Range { p10: times(p10), p90: times(p90), scale },
        Estimate::Pert { min, mode, max } => {
            Estimate::Pert { min: times(min), mode: times(mode), max: times(max) }
        }
        Estimate::Uniform { min, max } => Estimate::Uniform { min: times(min), max: times(max) },
        Estimate::Samples(ref samples) => Estimate::Samples(samples.iter().copied().map(times).collect()),
        ref counted @ Estimate::Beta { .. } => counted.clone(),
    }
}
