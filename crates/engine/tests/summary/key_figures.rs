//! Key figures are their formulas, worked out by hand.

use super::*;

/// Numbers of the plan that key figures need, each as one path has it.
struct Typed {
    recurring: f64,
    margin: f64,
    quota: f64,
    ae_pay: f64,
    order_value: f64,
    deal_mean: f64,
    deal_cv: f64,
    discount: f64,
    reference_discount: f64,
    pull_discount: f64,
    stages: [f64; 3],
    integration: f64,
    dispositions: f64,
    expansion: f64,
    capital: f64,
    sdr_hours: f64,
    sdr_outbound: f64,
    sdr_idle: f64,
    team: f64,
}

impl Typed {
    /// Of a plan without ranges.
    fn of(plan: &Plan) -> Self {
        let number = |estimate: &tandem_engine::estimate::Estimate| {
            let tandem_engine::estimate::Estimate::Fixed(value) = estimate else { panic!("a known number") };
            *value
        };
        let sdr = &plan.teams.sales_development;
        let conversion = &plan.qualification.observed.conversion;
        Self {
            recurring: number(&plan.deals.recurring_share),
            margin: number(&plan.finance.gross_margin),
            quota: number(&plan.compensation.quota_per_head_per_year),
            ae_pay: number(&plan.teams.account_executives.loaded_base_pay_per_year),
            order_value: number(&plan.repeat_orders.mean_value),
            deal_mean: number(&plan.deals.mean_first_year_value),
            deal_cv: number(&plan.deals.value_coefficient_of_variation),
            discount: number(&plan.pricing.planned_discount),
            reference_discount: number(&plan.pricing.reference_discount),
            pull_discount: number(&plan.quarter_end.pull_forward_discount),
            stages: [&conversion.mql_to_sql, &conversion.sql_to_opportunity, &conversion.opportunity_to_won]
                .map(number),
            integration: number(&plan.crm.integration_level),
            dispositions: number(&plan.crm.disposition_share_of_worked_mqls),
            expansion: number(&plan.retention.expansion_rate_per_year),
            capital: number(&plan.plan.discount_rate_per_year),
            sdr_hours: number(&sdr.selling_hours_per_week),
            sdr_outbound: number(&sdr.outbound_time_share),
            sdr_idle: number(&sdr.idle_time_to_outbound_share),
            team: number(&plan.finance.marketing_team_cost_per_month),
        }
    }
}

/// The key figures of a span of days, each by its formula from the weeks of one path, day by day. `year` is the plan year
/// that the span is, if it is one.
fn by_hand(
    model: &Model,
    typed: &Typed,
    weeks: &Weeks,
    days: (i32, i32),
    year: Option<usize>,
) -> Vec<(Kpi, Option<f64>)> {
    let plan = model.plan();
    let n_days = f64::from(days.1 - days.0 + 1);
    let sum = |measure: Measure| {
        (days.0..=days.1).map(|day| weeks.of(measure)[(day / 7) as usize] / 7.0).sum::<f64>()
    };
    let mean = |measure: Measure| sum(measure) * 7.0 / n_days;
    let end = |measure| weeks.stock(measure, days.1);
    let start = |measure| weeks.stock(measure, days.0 - 1);
    let weighted = |measure| over(weeks, measure, days);
    let over = |above: f64, below: f64| (below > 0.0).then(|| above / below);
    let last = (days.1 / 7) as usize;
    let (won, bookings, cost) = (sum(Measure::Won), sum(Measure::Bookings), sum(Measure::SalesMarketingCost));
    let years = n_days / 364.0;
    let inbound = sum(Measure::Leads) - sum(Measure::Replies);
    let closed = won + sum(Measure::Lost);
    let cycle = over(mean(Measure::OpenOpportunities) * n_days / 7.0, closed);
    let win_rate = over(won, closed);
    let deal = over(bookings, won);
    let of_weeks = |measure: Measure, from: usize, to: usize| weeks.of(measure)[from..to].iter().sum::<f64>();
    let recent = (last + 1).saturating_sub(13);
    let burn = -of_weeks(Measure::OperatingCashFlow, recent, last + 1) / (last + 1 - recent) as f64
        * tandem_engine::calendar::WEEKS_PER_MONTH;
    let cac = over(cost, won);
    // Gross margin a month of a new customer's recurring revenue.
    let margin = deal.map(|deal| deal * typed.recurring / 12.0 * typed.margin);
    // Share of customers lost a month, of those who were there on average.
    let churn = over(sum(Measure::Churned), mean(Measure::Customers) * 12.0 * years);
    let recurs = typed.recurring > 0.0;
    let lifetime = margin.zip(churn).and_then(|(margin, churn)| over(margin, churn)).filter(|_| recurs);
    // Sixty months one by one.
    let five_years = margin.zip(churn).filter(|_| recurs).map(|(margin, churn)| {
        let kept =
            (1.0 - churn).max(0.0) * ((1.0 + typed.expansion) / (1.0 + typed.capital)).powf(1.0 / 12.0);
        (0..60).map(|month| margin * kept.powi(month)).sum()
    });
    let worked = sum(Measure::Worked) > 0.0;
    let quota = typed.quota * mean(Measure::AeHeads);
    let heads = mean(Measure::AeHeads);
    let growth = 12.0 * (end(Measure::Mrr) - start(Measure::Mrr));
    let calendar = model.calendar();
    let late: f64 = (days.0..=days.1)
        .filter(|day| calendar.quarter_end[(day / 7) as usize] < (day / 7) as usize + 2)
        .map(|day| weeks.of(Measure::Won)[(day / 7) as usize] / 7.0)
        .sum();
    let idle = |day: i32| {
        let week = (day / 7) as usize;
        let hours = weeks.of(Measure::SdrFte)[week] * typed.sdr_hours * calendar.working[week];
        let free = hours * (1.0 - typed.sdr_outbound) * (1.0 - weeks.of(Measure::SdrUtilisation)[week]);
        free.max(0.0) * (1.0 - typed.sdr_idle) / n_days
    };
    let before = |measure: Measure, week: usize| weeks.stock(measure, 7 * week as i32 - 1);
    // What is kept of a stock of those weeks, brought to a year.
    let kept = |stock: Measure, weeks_of: std::ops::RangeInclusive<usize>, lost: &dyn Fn(usize) -> f64| {
        let some: Vec<usize> = weeks_of.filter(|&week| before(stock, week) > 0.0).collect();
        let kept: f64 = some.iter().map(|&week| (1.0 - lost(week) / before(stock, week)).max(0.0)).product();
        (!some.is_empty()).then(|| kept.powf(tandem_engine::calendar::WEEKS_PER_YEAR / some.len() as f64))
    };
    let churned = |week: usize| weeks.of(Measure::MrrChurned)[week];
    let shrunk = |week: usize| {
        before(Measure::Mrr, week) + weeks.of(Measure::MrrNew)[week] - weeks.of(Measure::Mrr)[week]
    };
    let span = || (days.0 / 7) as usize..=last;
    let of_a_year = |lost: &dyn Fn(usize) -> f64| {
        (last >= 51).then(|| kept(Measure::Mrr, last - 51..=last, lost)).flatten()
    };
    let recurring_revenue =
        |from: usize, to: usize| of_weeks(Measure::Mrr, from, to) / tandem_engine::calendar::WEEKS_PER_MONTH;
    let magic = (last >= 25 && end(Measure::Mrr) > 0.0)
        .then(|| {
            let (a, b, c) = (last - 25, last - 12, last + 1);
            over(
                4.0 * (recurring_revenue(b, c) - recurring_revenue(a, b)),
                of_weeks(Measure::SalesMarketingCost, a, b),
            )
        })
        .flatten();
    let lag = 7 * median_weeks_to_won(plan).round() as i32;
    let lagged: Option<f64> = (days.0 >= lag).then(|| {
        (days.0 - lag..=days.1 - lag)
            .map(|day| weeks.of(Measure::SalesMarketingCost)[(day / 7) as usize] / 7.0)
            .sum()
    });
    let fit =
        |flow| year.and_then(|year| over(weeks.flow(year, flow, Some(0)), weeks.flow(year, flow, None)));
    let total = |flow| year.map(|year| weeks.flow(year, flow, None));
    let list = total(ChannelFlow::PulledBookings).map(|pulled| {
        (bookings - pulled) / (1.0 - typed.discount)
            + pulled / (1.0 - typed.discount) / (1.0 - typed.pull_discount)
    });
    let hit_quota = (quota > 0.0).then(|| {
        let (goal, mean) = (typed.quota * years, bookings / heads);
        let size = deal.unwrap_or(0.0);
        let variance =
            won * size * size * (1.0 + typed.deal_cv * typed.deal_cv) * (heads - 1.0) / heads / heads;
        if heads <= 1.0 {
            return f64::from(u8::from(bookings >= goal));
        }
        if variance <= 0.0 {
            return f64::from(u8::from(mean >= goal));
        }
        tandem_engine::numerics::gamma_survival(mean * mean / variance, goal / (variance / mean))
    });
    let price = (1.0 - typed.discount) / (1.0 - typed.reference_discount);
    let of_an_mql = typed.deal_mean * price * typed.stages[0] * typed.stages[1] * typed.stages[2];
    // Of the quota, or of what the target needs of the days up to its date; and the MQLs of these days.
    let (mut needed, mut mqls) = (over(quota * years, of_an_mql), sum(Measure::Mql));
    if let Some(target) = plan.target.as_ref().filter(|_| typed.quota == 0.0) {
        use tandem_engine::plan::TargetMeasure as Of;
        let deals = match target.measure {
            Of::Won => Some(target.value),
            Of::Bookings | Of::Revenue => over(target.value, typed.deal_mean * price),
            Of::Arr => over(
                target.value - 12.0 * weeks.stock(Measure::Mrr, -1),
                typed.deal_mean * price * typed.recurring,
            ),
            Of::Customers | Of::Cash => None,
        };
        let end = target.date.days_since(calendar.start);
        let counted = (days.0..=days.1).filter(|&day| day <= end);
        mqls = counted.clone().map(|day| weeks.of(Measure::Mql)[(day / 7) as usize] / 7.0).sum();
        let part = counted.count() as f64 / f64::from(end + 1);
        let conversion = typed.stages[0] * typed.stages[1] * typed.stages[2];
        needed = deals.and_then(|deals| over(deals * part, conversion));
    }
    let loaded = sum(Measure::Spend) + typed.team / tandem_engine::calendar::WEEKS_PER_MONTH * n_days / 7.0;
    vec![
        (Kpi::LoadedCostPerLead, over(loaded, sum(Measure::Leads))),
        (Kpi::LoadedCostPerMql, over(loaded, sum(Measure::Mql))),
        (Kpi::LoadedCostPerSql, over(loaded, sum(Measure::SqlInbound))),
        (Kpi::Spend, Some(sum(Measure::Spend))),
        (Kpi::Leads, Some(sum(Measure::Leads))),
        (Kpi::Mqls, Some(sum(Measure::Mql))),
        (Kpi::MqlRate, over(sum(Measure::Mql), inbound)),
        (Kpi::QualifiedRate, over(sum(Measure::Qualified), inbound)),
        (Kpi::Precision, over(sum(Measure::MqlFit), sum(Measure::Mql))),
        (Kpi::CostPerMql, over(sum(Measure::Spend), sum(Measure::Mql))),
        (Kpi::CostPerSql, over(sum(Measure::Spend), sum(Measure::SqlInbound))),
        (Kpi::OrganicShare, over(sum(Measure::OrganicLeads), sum(Measure::Leads))),
        (Kpi::PullShare, over(won - sum(Measure::WonOutbound), won)),
        (Kpi::SqlRate, over(sum(Measure::SqlInbound), sum(Measure::Mql))),
        (Kpi::SqlRateOfWorked, over(sum(Measure::SqlInbound), sum(Measure::Worked))),
        (Kpi::ExpiredShare, over(sum(Measure::Expired), sum(Measure::Mql))),
        (Kpi::OpportunityRate, over(sum(Measure::Opportunities), sum(Measure::Sql))),
        (Kpi::PassRate, over(sum(Measure::SqlPassed), sum(Measure::Sql))),
        (Kpi::WinRateOfOpened, over(sum(Measure::WonOfOpened), sum(Measure::Opportunities))),
        (Kpi::CycleWeeks, cycle),
        (
            Kpi::PipelineVelocity,
            win_rate.zip(deal).zip(cycle).and_then(|((rate, deal), cycle)| {
                over(mean(Measure::OpenOpportunities) * rate * deal, cycle)
            }),
        ),
        (
            Kpi::PipelineCoverage,
            deal.and_then(|deal| over(end(Measure::OpenOpportunities) * deal, quota / 4.0)),
        ),
        (Kpi::YieldPerRep, over(bookings * typed.margin / years, mean(Measure::AeFte) * typed.ae_pay)),
        (Kpi::RampedReps, Some(mean(Measure::AeFte))),
        (Kpi::LateShare, over(late, won)),
        (Kpi::IdleSdrHours, Some((days.0..=days.1).map(idle).sum())),
        (Kpi::NewCacRatio, over(cost, 12.0 * sum(Measure::MrrNew))),
        (Kpi::MagicNumber, magic),
        (Kpi::GrossRetention, kept(Measure::Mrr, span(), &churned)),
        (Kpi::NetRetention, kept(Measure::Mrr, span(), &shrunk)),
        (Kpi::GrossRetentionOfAYear, of_a_year(&churned)),
        (Kpi::NetRetentionOfAYear, of_a_year(&shrunk)),
        (Kpi::LogoRetention, kept(Measure::Customers, span(), &|week| weeks.of(Measure::Churned)[week])),
        (Kpi::BurnMultiple, over((-sum(Measure::OperatingCashFlow)).max(0.0), growth)),
        (Kpi::RunwayMonths, over(end(Measure::Cash).max(0.0), burn)),
        (
            Kpi::RepeatRate,
            over(sum(Measure::RepeatOrders), typed.order_value)
                .and_then(|orders| over(orders, mean(Measure::Customers) * years)),
        ),
        (Kpi::CostPerLead, over(sum(Measure::Spend), sum(Measure::Leads))),
        (Kpi::SourcedPipeline, Some(sum(Measure::SourcedPipeline))),
        (Kpi::Won, Some(won)),
        (Kpi::WinRate, win_rate),
        (Kpi::DealSize, deal),
        (Kpi::QuotaAttainment, over(bookings, quota * years)),
        (Kpi::QuotaHitShare, hit_quota),
        (Kpi::MqlsDelivered, needed.and_then(|needed| over(mqls, needed))),
        (Kpi::ResponseHours, worked.then(|| weighted(Measure::ResponseHours))),
        (Kpi::WithinTarget, worked.then(|| weighted(Measure::WithinTarget))),
        (Kpi::SdrUtilisation, Some(mean(Measure::SdrUtilisation))),
        (Kpi::AeUtilisation, Some(mean(Measure::AeUtilisation))),
        (Kpi::Bookings, Some(bookings)),
        (Kpi::Revenue, Some(sum(Measure::Revenue))),
        (Kpi::ArrEnd, Some(12.0 * end(Measure::Mrr))),
        (Kpi::Cac, cac),
        (Kpi::LaggedCac, lagged.and_then(|cost| over(cost, won))),
        (Kpi::PaybackMonths, cac.zip(margin).and_then(|(cac, margin)| over(cac, margin))),
        (Kpi::Ltv, lifetime),
        (Kpi::LtvFiveYears, five_years),
        (Kpi::LtvToCac, lifetime.zip(cac).and_then(|(ltv, cac)| over(ltv, cac))),
        (Kpi::CashEnd, Some(end(Measure::Cash))),
        (
            Kpi::LowestCash,
            (0..=days.1)
                .filter(|day| day % 7 == 6 || *day == days.1)
                .map(|day| weeks.stock(Measure::Cash, day))
                .min_by(f64::total_cmp),
        ),
        (Kpi::CustomersEnd, Some(end(Measure::Customers))),
        (
            Kpi::WentLive,
            Some((end(Measure::Customers) - start(Measure::Customers) + sum(Measure::Churned)).max(0.0)),
        ),
        (Kpi::FitShareOfLeads, fit(ChannelFlow::Leads)),
        (Kpi::FitShareOfSqls, fit(ChannelFlow::Sqls)),
        (Kpi::FitShareOfOpportunities, fit(ChannelFlow::Opportunities)),
        (Kpi::FitShareOfWon, fit(ChannelFlow::Won)),
        (
            Kpi::BrandSpendShare,
            total(ChannelFlow::BrandSpend)
                .zip(total(ChannelFlow::Spend))
                .and_then(|(brand, all)| over(brand, all)),
        ),
        (Kpi::Discount, list.and_then(|list| over(list - bookings, list))),
        (Kpi::FeedbackRate, Some(typed.dispositions)),
        (Kpi::LoopMaturity, Some(typed.dispositions * typed.integration)),
        (
            Kpi::AttributionError,
            total(ChannelFlow::Won)
                .and_then(|known| over(typed.integration * known, won))
                .map(|known| (1.0 - known).max(0.0)),
        ),
    ]
}

/// The median time from opportunity to won of a plan without ranges, in working weeks.
fn median_weeks_to_won(plan: &Plan) -> f64 {
    let number = |estimate: &tandem_engine::estimate::Estimate| {
        let tandem_engine::estimate::Estimate::Fixed(value) = estimate else { panic!("a known number") };
        *value
    };
    let (law, tools) = (&plan.durations.opportunity_to_won, &plan.enablement);
    let (spend, half) = (number(&tools.spend_per_month), number(&tools.half_saturation_per_month));
    let cut = if half > 0.0 { number(&tools.max_cycle_cut) * spend / (spend + half) } else { 0.0 };
    let mean = number(&law.mean_weeks) * (1.0 - cut);
    let law = tandem_engine::durations::DurationLaw::new(
        law.distribution,
        mean,
        number(&law.coefficient_of_variation),
    );
    law.tabulate().median()
}

/// The key figures of every span of a period against their formulas, as `told` has them.
fn spans_are_right(
    model: &Model,
    typed: &[Typed],
    paths: (&Weeks, &[Weeks]),
    period: Period,
    told: &dyn Fn(usize, Kpi) -> Option<Spread>,
) {
    for (index, span) in Days::of(model).spans(period).into_iter().enumerate() {
        let year = (period == paths.0.period).then_some(index);
        let each: Vec<_> = paths
            .1
            .iter()
            .zip(&typed[1..])
            .map(|(path, typed)| by_hand(model, typed, path, span, year))
            .collect();
        let on_expected = by_hand(model, &typed[0], paths.0, span, year);
        assert_eq!(on_expected.len(), Kpi::ALL.len(), "every key figure is worked out by hand");
        for (at, (kpi, value)) in on_expected.into_iter().enumerate() {
            let name = format!("{kpi:?} of {period:?} {index}");
            let values: Vec<f64> = each.iter().filter_map(|figures| figures[at].1).collect();
            match (told(index, kpi), value) {
                (Some(found), Some(value)) => {
                    let off = (found.expected - value).abs();
                    assert!(
                        off <= 1e-8 * value.abs() + 1e-8,
                        "{name}: {} instead of {value}",
                        found.expected
                    );
                    if values.is_empty() {
                        let e = found.expected;
                        assert_eq!(
                            (found.mean, found.p5, found.p95, found.se, found.p50_se),
                            (e, e, e, 0.0, 0.0)
                        );
                    } else {
                        spread_is(&name, &found, &values);
                    }
                }
                (Some(found), None) => spread_is(&name, &found, &values),
                (None, value) => assert!(value.is_none() && values.is_empty(), "{name} is not told"),
            }
        }
    }
}

fn key_figures_are_right(plan: &Plan, n: u32, others: &[Period]) {
    let model = model(plan);
    let trials = Simulation::new(&model).run(0, n);
    let (preview, summary) = (expected(&model), summarize(&model, &trials));
    let on_expected = Weeks::expected(&model);
    let paths: Vec<Weeks> = (0..n as usize).map(|trial| Weeks::trial(&trials, trial)).collect();
    let typed: Vec<Typed> = (0..=n).map(|_| Typed::of(plan)).collect();
    let years = |summary: &Summary| {
        let summary = summary.clone();
        move |year: usize, kpi: Kpi| summary.kpi(kpi, year).copied()
    };
    spans_are_right(&model, &typed, (&on_expected, &[]), Period::PlanYear, &years(&preview));
    spans_are_right(&model, &typed, (&on_expected, &paths), Period::PlanYear, &years(&summary));
    assert!(preview.kpi(Kpi::Leads, preview.plan_years()).is_none());
    for &period in others {
        let told = kpis_by(&model, Some(&trials), period);
        assert_eq!(told.len(), summary.spans(period).len());
        let of = |span: usize, kpi: Kpi| told[span][kpi as usize];
        spans_are_right(&model, &typed, (&on_expected, &paths), period, &of);
        // The same futures with their totals by channel by the same spans.
        let trials = Simulation::new(&model).run_by(period, 0, n);
        let paths: Vec<Weeks> = (0..n as usize).map(|trial| Weeks::trial(&trials, trial)).collect();
        let told = kpis_by(&model, Some(&trials), period);
        let of = |span: usize, kpi: Kpi| told[span][kpi as usize];
        let on_expected = Weeks::expected_by(&model, period);
        spans_are_right(&model, &typed, (&on_expected, &paths), period, &of);
    }
}

#[test]
fn key_figures_by_week_are_their_formulas_too() {
    let plan = without_ranges(&readable(SHIPPED[0].1), mean_of);
    let model = model(&plan);
    let told = kpis_by(&model, None, Period::Week);
    let of = |span: usize, kpi: Kpi| told[span][kpi as usize];
    let on_expected = Weeks::expected_by(&model, Period::Week);
    spans_are_right(&model, &[Typed::of(&plan)], (&on_expected, &[]), Period::Week, &of);
}

#[test]
fn ranges_are_other_numbers_in_each_future() {
    // Quota, margin, recurring share, pay, order value, hours: all of what key figures take from the plan is a range.
    let range = |low: f64, high: f64| tandem_engine::estimate::Estimate::Uniform { min: low, max: high };
    let mut plan = without_ranges(&readable(SHIPPED[2].1), mean_of);
    plan.compensation.quota_per_head_per_year = range(3e6, 9e6);
    plan.finance.gross_margin = range(0.2, 0.8);
    plan.deals.recurring_share = range(0.1, 0.9);
    plan.teams.account_executives.loaded_base_pay_per_year = range(1e5, 3e5);
    plan.repeat_orders.mean_value = range(5e5, 2e6);
    plan.teams.sales_development.selling_hours_per_week = range(15.0, 35.0);
    plan.pricing.planned_discount = range(0.0, 0.2);
    plan.finance.marketing_team_cost_per_month = range(1e5, 3e5);
    let model = model(&plan);
    let n = 12;
    // Not the first futures: each is told by its own number.
    let trials = Simulation::new(&model).run(8, n);
    let summary = summarize(&model, &trials);
    // What a future draws is seen in a plan in which only that is a range.
    let drawn: Vec<Plan> = (0..n as usize).map(|trial| drawn_plan(&plan, &model, 8 + trial as u32)).collect();
    let typed: Vec<Typed> =
        std::iter::once(without_ranges(&plan, mean_of)).chain(drawn).map(|plan| Typed::of(&plan)).collect();
    let fixed = common::model(&without_ranges(&plan, mean_of));
    let paths: Vec<Weeks> = (0..n as usize).map(|trial| Weeks::trial(&trials, trial)).collect();
    let told = |year: usize, kpi: Kpi| summary.kpi(kpi, year).copied();
    spans_are_right(&fixed, &typed, (&Weeks::expected(&model), &paths), Period::PlanYear, &told);
    let quotas: Vec<f64> = typed[1..].iter().map(|typed| typed.quota).collect();
    assert!(quotas.iter().any(|quota| *quota > 1.2 * quotas[0] || *quota < 0.8 * quotas[0]), "{quotas:?}");
}

/// The plan with each range at what a future draws.
fn drawn_plan(plan: &Plan, model: &Model, trial: u32) -> Plan {
    let values = model.draw(trial);
    let at = std::cell::Cell::new(0);
    without_ranges(plan, |_| {
        at.set(at.get() + 1);
        values[at.get() - 1]
    })
}

#[test]
fn key_figures_are_their_formulas() {
    for (_, text) in SHIPPED {
        let plan = without_ranges(&readable(text), mean_of);
        key_figures_are_right(&plan, 4, &[Period::Month, Period::Quarter, Period::FiscalYear]);
    }
    for_plans(20, PlanKind::Linear, |plan| {
        key_figures_are_right(&plan, 5, &[Period::FiscalYear]);
        Ok(())
    });
}

#[test]
fn figures_that_are_not_defined_are_not_told() {
    let summary = expected(&model(&quiet(26)));
    for kpi in [
        Kpi::MqlRate,
        Kpi::CostPerLead,
        Kpi::WinRate,
        Kpi::DealSize,
        Kpi::ResponseHours,
        Kpi::WithinTarget,
        Kpi::Cac,
        Kpi::PaybackMonths,
        Kpi::LtvToCac,
    ] {
        assert!(summary.kpi(kpi, 0).is_none(), "{kpi:?} without leads");
    }
    assert_eq!(summary.kpi(Kpi::Leads, 0).unwrap().expected, 0.0);
}
