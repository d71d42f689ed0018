//! Teams and their pay.

use super::ROOT;
use crate::check::gate::Gate;
use crate::model::*;
use crate::plan;
use crate::quantity as q;
use crate::quantity::Unit;

/// The fields that both teams share, through a macro because the plan keeps them flat in each team.
macro_rules! team {
    ($team:expr, $place:expr, $gate:expr) => {{
        let (team, place, gate) = ($team, $place, &mut *$gate);
        gate.length(place.key("hires"), team.hires.len(), crate::check::MAX_HIRES);
        gate.whole(place.key("replacement_delay_weeks"), team.replacement_delay_weeks, 0, 52, Unit::Weeks);
        gate.length(place.key("productivity_by_quarter"), team.productivity_by_quarter.len(), 20);
        for (index, &share) in team.productivity_by_quarter.iter().enumerate() {
            gate.in_range(place.entry("productivity_by_quarter", index), share, q::SHARE);
        }
        let hires = team
            .hires
            .iter()
            .enumerate()
            .map(|(index, hire)| HireInputs {
                start: hire.start_week,
                heads: gate.number(
                    place.entry("hires", index).key("headcount"),
                    &hire.headcount,
                    q::HEADCOUNT,
                ),
                ramped: hire.fully_ramped,
            })
            .collect();
        TeamInputs {
            hires,
            founder_fte: gate.number(
                place.key("founder_fte_unpaid"),
                &team.founder_fte_unpaid,
                q::FOUNDER_FTE,
            ),
            onboarding: gate.number(place.key("onboarding_weeks"), &team.onboarding_weeks, q::DELAY_WEEKS),
            full_after: gate.number(
                place.key("full_productivity_after_weeks"),
                &team.full_productivity_after_weeks,
                q::DELAY_WEEKS,
            ),
            by_quarter: team.productivity_by_quarter.clone(),
            attrition_per_year: gate.number(
                place.key("attrition_rate_per_year"),
                &team.attrition_rate_per_year,
                q::ATTRITION,
            ),
            replace: team.replace_leavers,
            replacement_delay: team.replacement_delay_weeks as usize,
            failure_share: gate.number(place.key("hire_failure_share"), &team.hire_failure_share, q::SHARE),
            pay_per_year: gate.number(
                place.key("loaded_base_pay_per_year"),
                &team.loaded_base_pay_per_year,
                q::MONEY_PER_YEAR,
            ),
        }
    }};
}

pub(super) fn sdr(sdr: &plan::SalesDevelopment, gate: &mut Gate<'_>) -> SdrInputs {
    let teams = ROOT("teams");
    let place = teams.key("sales_development");
    SdrInputs {
        team: team!(sdr, place, gate),
        hours_per_week: gate.number(
            place.key("selling_hours_per_week"),
            &sdr.selling_hours_per_week,
            q::WORK_HOURS,
        ),
        hours_per_mql: gate.number(place.key("hours_per_mql"), &sdr.hours_per_mql, q::WORK_HOURS),
        outbound_share: gate.number(place.key("outbound_time_share"), &sdr.outbound_time_share, q::SHARE),
        idle_to_outbound: gate.number(
            place.key("idle_time_to_outbound_share"),
            &sdr.idle_time_to_outbound_share,
            q::SHARE,
        ),
        bonus_per_sql: gate.number(
            place.key("bonus_per_accepted_sql"),
            &sdr.bonus_per_accepted_sql,
            q::MONEY,
        ),
    }
}

pub(super) fn ae(ae: &plan::AccountExecutives, gate: &mut Gate<'_>) -> AeInputs {
    let teams = ROOT("teams");
    let place = teams.key("account_executives");
    AeInputs {
        team: team!(ae, place, gate),
        slots_per_fte: gate.number(
            place.key("max_open_opportunities_per_fte"),
            &ae.max_open_opportunities_per_fte,
            q::OPEN_OPPORTUNITIES_PER_REP,
        ),
        reference_utilisation: gate.number(
            place.key("reference_utilisation"),
            &ae.reference_utilisation,
            q::UTILISATION,
        ),
        overload_from: gate.number(
            place.key("overload_starts_at_utilisation"),
            &ae.overload_starts_at_utilisation,
            q::UTILISATION,
        ),
        overload_effect: gate.number(
            place.key("overload_win_log_odds_per_utilisation"),
            &ae.overload_win_log_odds_per_utilisation,
            q::LOAD_EFFECT,
        ),
        stale_rate: gate.number(
            place.key("waiting_sql_loss_rate_per_week"),
            &ae.waiting_sql_loss_rate_per_week,
            q::STALE_RATE,
        ),
        attainment_effect: gate.number(
            place.key("attrition_rise_below_attainment"),
            &ae.attrition_rise_below_attainment,
            q::ATTAINMENT_EFFECT,
        ),
    }
}

pub(super) fn pay(pay: &plan::Compensation, gate: &mut Gate<'_>) -> PayInputs {
    let place = ROOT("compensation");
    PayInputs {
        quota_per_year: gate.number(
            place.key("quota_per_head_per_year"),
            &pay.quota_per_head_per_year,
            q::QUOTA_PER_YEAR,
        ),
        commission: gate.number(place.key("commission_rate"), &pay.commission_rate, q::COMMISSION),
        accelerator: gate.number(
            place.key("above_quota_multiplier"),
            &pay.above_quota_multiplier,
            q::ACCELERATOR,
        ),
        repeat_commission: gate.number(
            place.key("repeat_order_commission_rate"),
            &pay.repeat_order_commission_rate,
            q::COMMISSION,
        ),
        hire_cost: gate.number(place.key("hiring_cost_per_head"), &pay.hiring_cost_per_head, q::MONEY),
    }
}
