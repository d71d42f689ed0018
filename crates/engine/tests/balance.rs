//! Returns, goodwill and losses are differences of expected paths that differ in one thing, and nothing is lost between them.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test stops at what it did not expect")]

mod common;

use common::plans::{Kind, for_plans};
use common::*;
use tandem_engine::balance::{balance, channel_returns, long_short, loss_tree, plan_value};
use tandem_engine::calendar::{WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{Budget, Plan};
use tandem_engine::{Measure, Model, Simulation};

fn won(model: &Model) -> f64 {
    total(&Simulation::new(model).expected_path(), Measure::Won)
}

/// A channel of a straight line, all of whose deals are one-off and delivered at once.
fn one_off(weeks: u32) -> Plan {
    let mut plan = quiet(weeks);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![linear("ads", 10_000.0, 200.0, weeks)];
    plan.durations.opportunity_to_won = fixed_weeks(2.0);
    plan.durations.opportunity_to_lost = fixed_weeks(2.0);
    plan.deals.mean_first_year_value = 30_000.0.into();
    plan.deals.recurring_share = 0.0.into();
    plan.deals.delivery_weeks = 0;
    plan.finance.gross_margin = 0.8.into();
    plan.plan.discount_rate_per_year = 0.0.into();
    plan
}

#[test]
fn a_straight_channel_returns_the_profit_of_its_deals() {
    // 50 leads a week, a 32nd of them won, 24,000 profit each; all of it comes within the plan and the year after it.
    let model = model(&one_off(52));
    let returns = &channel_returns(&model)[0];
    let deals = 52.0 * 50.0 / 32.0;
    near("spend", returns.spend, 520_000.0, 1e-9);
    near("profit", returns.incremental_gross_profit, deals * 24_000.0, 1e-9);
    near("ROI", returns.roi.unwrap(), deals * 24_000.0 / 520_000.0, 1e-9);
    near("marginal ROI", returns.marginal_roi.unwrap(), deals * 24_000.0 / 520_000.0, 1e-6);
    // Deals of the last two weeks close in the year after.
    near("won", returns.incremental_won, 50.0 * 50.0 / 32.0, 1e-9);
    let value = plan_value(&model);
    near("in the plan", value.in_plan, 50.0 * 50.0 / 32.0 * 24_000.0, 1e-9);
    near("after it", value.run_off, 2.0 * 50.0 / 32.0 * 24_000.0, 1e-9);
    assert_eq!(value.recurring, 0.0);
    near("value", value.total(), deals * 24_000.0 - value.sales_marketing, 1e-9);
}

/// Deals due soon after the plan's end are not pulled into it by the year of harvest behind it.
#[test]
fn figures_in_the_plan_are_those_of_the_plan() {
    let olist = include_str!("../../../assets/plans/marketplace_olist.json");
    for (name, text) in SHIPPED.into_iter().chain([("marketplace_olist", olist)]) {
        let mut plan = readable(text);
        plan.quarter_end.delayed_to_quarter_end_share = 0.3.into();
        plan.quarter_end.pulled_forward_share = 0.4.into();
        plan.quarter_end.pull_window_weeks = 4.0.into();
        // What was counted and no channel of today could have brought is spread like the plan's own weeks.
        plan.opening.mql_queue = Some(40.0.into());
        plan.channels.iter_mut().for_each(|channel| channel.spend_per_month_before_start = 0.0.into());
        let model = model(&plan);
        let path = Simulation::new(&model).expected_path();
        let won = won(&model);
        assert_eq!(long_short(&model).won, won, "{name}: goodwill's side");
        assert_eq!(loss_tree(&model).won, won, "{name}: losses");
        let parameters = (plan.finance.gross_margin.clone(), plan.plan.discount_rate_per_year.clone());
        let (Estimate::Fixed(margin), Estimate::Fixed(rate)) = parameters else { continue };
        let worth = |(week, revenue): (usize, &f64)| {
            margin * revenue * (1.0 + rate).powf(-(week as f64) / WEEKS_PER_YEAR)
        };
        let profit: f64 = path.weeks_of(Measure::Revenue).iter().enumerate().map(worth).sum();
        near(name, plan_value(&model).in_plan, profit, 1e-12);
    }
}

#[test]
fn money_later_is_worth_less() {
    let mut plan = one_off(52);
    plan.plan.discount_rate_per_year = 0.12.into();
    let returns = &channel_returns(&model(&plan))[0];
    let discount = |week: f64| 1.12_f64.powf(-week / WEEKS_PER_YEAR);
    let spend: f64 = (0..52).map(|week| 10_000.0 * discount(f64::from(week))).sum();
    let profit: f64 = (2..54).map(|week| 50.0 / 32.0 * 24_000.0 * discount(f64::from(week))).sum();
    near("spend", returns.spend, spend, 1e-9);
    near("profit", returns.incremental_gross_profit, profit, 1e-9);
}

#[test]
fn recurring_revenue_left_counts_for_36_months() {
    let mut plan = quiet(52);
    plan.opening.customers.fit = 100.0.into();
    plan.opening.monthly_recurring_revenue.fit = 10_000.0.into();
    plan.retention.churn_rate_per_month = 0.02.into();
    plan.retention.expansion_rate_per_year = 0.10.into();
    plan.finance.gross_margin = 0.8.into();
    plan.plan.discount_rate_per_year = 0.12.into();
    let value = plan_value(&model(&plan));
    let months = 104.0 / WEEKS_PER_MONTH;
    let left = 10_000.0 * (0.98_f64 * 1.1_f64.powf(1.0 / 12.0)).powf(months);
    let now = 1.12_f64.powf(-104.0 / WEEKS_PER_YEAR);
    let kept = 0.98 * (1.1_f64 / 1.12).powf(1.0 / 12.0);
    let annuity: f64 = (1..=36).map(|month| kept.powi(month)).sum();
    // Expansion within a week moves the churned part by the order of a week's expansion.
    near("recurring", value.recurring, now * 0.8 * left * annuity, 1e-4);
}

#[test]
fn returns_are_what_is_missing_without_the_spend() {
    for (_, text) in SHIPPED {
        let plan = readable(text);
        let model = model(&plan);
        let found = balance(&model);
        assert_eq!(found.channels.len(), plan.channels.len());
        let plain = won(&model);
        near("wins", found.losses.won, plain, 1e-9);
        assert!(found.value.in_plan > 0.0 && found.value.run_off > 0.0, "{:?}", found.value);
        for (index, channel) in found.channels.iter().enumerate() {
            assert_eq!(channel.id, plan.channels[index].id);
            assert_eq!(channel.roi.is_some(), channel.spend > 0.0, "{channel:?}");
            assert_eq!(channel.marginal_roi.is_some(), channel.spend > 0.0, "{channel:?}");
        }
        // A Hill curve returns less at its margin than in all, where nothing else stands in between.
        let brand = found.long_short;
        near("wins of the plan", brand.won, plain, 0.02);
        assert!(brand.brand_spend_share.is_none_or(|share| (0.0..=1.0).contains(&share)), "{brand:?}");
    }
}

#[test]
fn spend_that_was_typed_as_past_is_never_taken_away() {
    // Without a spend before the start the first month's budget tells today's mix: it must not move with the decision.
    let mut plan = readable(SHIPPED[1].1);
    for channel in &mut plan.channels {
        channel.spend_per_month_before_start = 0.0.into();
    }
    let model = model(&plan);
    for channel in channel_returns(&model).iter().filter(|channel| channel.spend > 0.0) {
        assert!(channel.incremental_won > -0.5, "{channel:?}");
    }
    // Half the money of all channels halves what marginal money can explain, not what was measured.
    let mut half = plan.clone();
    for channel in &mut half.channels {
        if let Budget::Constant(tandem_engine::estimate::Estimate::Fixed(money)) =
            &mut channel.budget_per_month
        {
            *money *= 0.5;
        }
    }
    assert!(won(&common::model(&half)) < won(&model));
}

#[test]
fn the_year_of_harvest_leaves_the_plan_as_it_is() {
    for (_, text) in SHIPPED {
        let mut plan = readable(text);
        // The quarter that the horizon cuts ends later in a longer plan.
        plan.quarter_end.delayed_to_quarter_end_share = 0.0.into();
        plan.quarter_end.pulled_forward_share = 0.0.into();
        let model = model(&plan);
        near("wins", long_short(&model).won, won(&model), 1e-9);
        let record = Simulation::new(&model).expected_path();
        let margin = plan
            .finance
            .gross_margin
            .mean(tandem_engine::quantity::SHARE.scale, tandem_engine::quantity::SHARE.range());
        let rate = plan.plan.discount_rate_per_year.mean(
            tandem_engine::quantity::DISCOUNT_RATE.scale,
            tandem_engine::quantity::DISCOUNT_RATE.range(),
        );
        let weeks = record.weeks_of(Measure::Revenue).iter().enumerate();
        let profit: f64 = weeks
            .map(|(week, revenue)| margin * revenue * (1.0 + rate).powf(-(week as f64) / WEEKS_PER_YEAR))
            .sum();
        near("gross profit in the plan", plan_value(&model).in_plan, profit, 1e-9);
    }
}

#[test]
fn what_goodwill_brings_is_missing_without_it() {
    let mut plan = readable(SHIPPED[1].1);
    let found = long_short(&model(&plan));
    assert!(found.won_by_goodwill > 0.0 && found.gross_profit_by_goodwill > 0.0, "{found:?}");
    assert!(found.brand_spend_share.unwrap() > 0.0);
    for channel in &mut plan.channels {
        channel.goodwill_share_of_spend = 0.0.into();
    }
    let found = long_short(&model(&plan));
    assert_eq!((found.won_by_goodwill, found.brand_spend_share), (0.0, Some(0.0)));
}

/// Mean gain of a part over the six orders in which three parts can be mended.
fn by_orders(runs: &[f64; 8], part: usize) -> f64 {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let gain = |order: [usize; 3]| {
        let before: usize = order.iter().take_while(|&&other| other != part).map(|other| 1 << other).sum();
        runs[before | 1 << part] - runs[before]
    };
    orders.map(gain).iter().sum::<f64>() / 6.0
}

#[test]
fn the_parts_of_the_loss_tree_sum_to_the_gap() {
    let check = |plan: &Plan| {
        let tree = loss_tree(&model(plan));
        let parts = [tree.quality, tree.response, tree.capacity];
        let gap = tree.won_at_best - tree.won;
        assert!((parts.iter().sum::<f64>() - gap).abs() <= 1e-9 * tree.won_at_best.max(1.0), "{tree:?}");
        for (part, found) in parts.into_iter().enumerate() {
            near("Shapley value", found, by_orders(&tree.runs, part), 1e-9);
        }
        assert_eq!((tree.won, tree.won_at_best), (tree.runs[0], tree.runs[7]));
        assert!(
            tree.runs[1] >= tree.runs[0] - 1e-9,
            "a better score with a free choice of the bar never wins less"
        );
        tree
    };
    for (_, text) in SHIPPED {
        check(&readable(text));
    }
    for_plans(12, Kind::Any, |plan| {
        check(&plan);
        Ok(())
    });
}

#[test]
fn each_loss_is_told_by_what_is_short() {
    // Fewer slots: more is lost to capacity.
    let ample = readable(SHIPPED[1].1);
    let mut short = ample.clone();
    short.teams.account_executives.max_open_opportunities_per_fte = 4.0.into();
    let [ample, short] = [&ample, &short].map(|plan| loss_tree(&model(plan)));
    assert!(short.won < ample.won && short.capacity > 2.0 * ample.capacity.max(1.0), "{ample:?}, {short:?}");
    let mut plan = quiet(104);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![arrivals("shows", [64.0; 104])];
    plan.response_sla.decay_exponent = 0.0.into();
    // No AE at all: all is capacity.
    plan.teams.account_executives.hires.clear();
    plan.opening.open_opportunities = Some(0.0.into());
    let tree = loss_tree(&model(&plan));
    assert!(tree.won == 0.0 && tree.won_at_best > 10.0 && tree.capacity > 0.0, "{tree:?}");
    // Ample AEs and no SDR: response.
    plan.teams.account_executives.hires = vec![ramped(100.0)];
    plan.teams.sales_development.hires.clear();
    plan.teams.sales_development.founder_fte_unpaid = 0.0.into();
    let tree = loss_tree(&model(&plan));
    assert!(tree.won == 0.0 && tree.response > 0.9 * tree.won_at_best, "{tree:?}");
}
