//! Returns, goodwill and losses are differences of expected paths that differ in one thing, and nothing is lost between them.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test stops at what it did not expect")]

mod common;

use common::plans::{Kind, for_plans};
use common::*;
use tandem_engine::balance::{
    balance, channel_returns, channel_returns_by, goodwill_by, long_short, loss_tree, plan_value,
    return_ranges, returns_at,
};
use tandem_engine::calendar::{WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{Budget, Carryover, Plan, ResponseShape};
use tandem_engine::{Measure, Model, Period, Simulation};

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

#[test]
fn a_straight_channel_returns_alike_in_every_span() {
    let model = model(&one_off(52));
    let profit_of_a_week = 50.0 / 32.0 * 24_000.0;
    for period in Period::ALL {
        let found = channel_returns_by(&model, 0, period);
        let mut weeks = 0.0;
        for span in &found.spans {
            // 10,000 a week; each week's deals come two weeks later.
            let in_span = span.spend / 10_000.0;
            weeks += in_span;
            near("cohort", span.incremental_gross_profit, in_span * profit_of_a_week, 1e-9);
            near("ROI", span.roi.unwrap(), profit_of_a_week / 10_000.0, 1e-9);
            near("marginal ROI", span.marginal_roi.unwrap(), profit_of_a_week / 10_000.0, 1e-5);
        }
        near("weeks", weeks, 52.0, 1e-9);
        near("after", found.after, 2.0 * profit_of_a_week, 1e-9);
    }
    let by_week = channel_returns_by(&model, 0, Period::Week).spans;
    for (week, span) in by_week.iter().enumerate() {
        let deals = if week < 2 { 0.0 } else { 50.0 / 32.0 };
        near("wins of a week", span.won_in_span, deals, 1e-9);
        near("profit of a week", span.gross_profit_in_span, deals * 24_000.0, 1e-9);
    }
}

/// What falls into the spans and after the plan is all that the spend brings, whatever else the plan does.
#[test]
fn spans_sum_to_the_plan() {
    for (name, text) in SHIPPED {
        let model = model(&readable(text));
        let goodwill = long_short(&model);
        for period in [Period::Month, Period::Quarter, Period::FiscalYear, Period::PlanYear] {
            for (index, whole) in channel_returns(&model).iter().enumerate() {
                let found = channel_returns_by(&model, index, period);
                let sum = |of: fn(&tandem_engine::balance::SpanReturn) -> f64| -> f64 {
                    found.spans.iter().map(of).sum()
                };
                near(name, sum(|span| span.spend), whole.spend, 1e-9);
                near(name, sum(|span| span.won_in_span), whole.incremental_won, 1e-9);
                let profit = sum(|span| span.gross_profit_in_span) + found.after;
                near(name, profit, whole.incremental_gross_profit, 1e-9);
                assert!(found.spans.iter().all(|span| span.roi.is_some() == (span.spend > 0.0)));
            }
            let (spans, after) = goodwill_by(&model, period);
            let won: f64 = spans.iter().map(|span| span.won).sum();
            let profit: f64 = spans.iter().map(|span| span.gross_profit).sum();
            near(name, won, goodwill.won_by_goodwill, 1e-9);
            near(name, profit + after, goodwill.gross_profit_by_goodwill, 1e-9);
        }
    }
}

/// A saturated channel whose spend carries over: the money of a quarter brings the leads of its own recursion, and all quarters
/// together less than the whole, as each is the last that comes.
#[test]
fn spans_of_a_saturated_channel_return_what_the_last_money_brings() {
    let mut plan = one_off(52);
    let week_of = 10_000.0;
    let (reference, kept) = (week_of * WEEKS_PER_MONTH, 0.8);
    let channel = &mut plan.channels[0];
    channel.spend_per_month_before_start = 0.0.into();
    let response = channel.response.as_mut().unwrap();
    (response.shape, response.reference_spend_per_month) = (ResponseShape::Hill, Some(reference.into()));
    channel.carryover = Some(Carryover { retention_per_week: kept.into(), ..Carryover::default() });
    let model = model(&plan);
    let found = channel_returns_by(&model, 0, Period::Quarter);
    // Leads of a year with and without the money of some weeks, and of what carries over after it.
    let leads = |share: &dyn Fn(usize) -> f64| {
        let mut carried = 0.0;
        let of_week = |week: usize| {
            let spend = if week < 52 { week_of * share(week) } else { 0.0 };
            carried = kept * carried + (1.0 - kept) * spend;
            // Half of the most at 10,000 a week, which then brings 50 leads.
            100.0 * carried / (carried + week_of)
        };
        (0..102).map(of_week).sum::<f64>()
    };
    let whole = leads(&|_| 1.0);
    let mut first = 0.0;
    for span in &found.spans {
        let weeks = span.spend / week_of;
        // Days of the weeks at its ends count by their share.
        let share = |week: usize| {
            let (from, to) = (first, first + weeks);
            (to.min(week as f64 + 1.0) - from.max(week as f64)).max(0.0)
        };
        let missing = whole - leads(&|week| 1.0 - share(week));
        near("cohort", span.incremental_gross_profit, missing / 32.0 * 24_000.0, 1e-6);
        let more = leads(&|week| 1.0 + 0.01 * share(week)) - whole;
        near("marginal", span.marginal_roi.unwrap(), more / 32.0 * 24_000.0 / (0.01 * span.spend), 1e-6);
        assert!(span.marginal_roi.unwrap() < span.roi.unwrap(), "{span:?}");
        first += weeks;
    }
    let sum: f64 = found.spans.iter().map(|span| span.incremental_gross_profit).sum();
    assert!(sum < 0.95 * channel_returns(&model)[0].incremental_gross_profit, "{sum}");
}

#[test]
fn returns_have_the_range_of_what_they_hang_on() {
    let mut plan = one_off(52);
    assert!(returns_at(&model(&plan), 0, 200).is_none(), "nothing is uncertain");
    plan.finance.gross_margin = Estimate::Uniform { min: 0.4, max: 0.9 };
    let model = model(&plan);
    let points: Vec<_> = (0..200).map(|point| returns_at(&model, point, 200).unwrap()).collect();
    let [range] = return_ranges(&points)[..] else { panic!("one channel") };
    // ROI is the margin times 4.6875 of revenue over spend.
    let per_margin = 30_000.0 * 50.0 / 32.0 / 10_000.0;
    for (found, p) in range.roi.unwrap().into_iter().zip([0.1, 0.5, 0.9]) {
        near("ROI", found, (0.4 + 0.5 * p) * per_margin, 0.01);
    }
    near("marginal", range.marginal_roi.unwrap()[1], 0.65 * per_margin, 0.01);
    near("won", range.incremental_won[0], range.incremental_won[2], 1e-9);
    assert_eq!(range.earned_back, Some(1.0));
    plan.simulation.noise.parameters = false;
    assert!(returns_at(&common::model(&plan), 0, 200).is_none(), "inputs are not drawn");
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
