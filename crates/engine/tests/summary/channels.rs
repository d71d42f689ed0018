//! What each channel brings and costs, the funnel as one, and the time that it takes.

use super::*;

/// What a channel brings, and its costs, by hand.
#[test]
fn channels_are_their_formulas() {
    for (_, text) in SHIPPED {
        let plan = without_ranges(&readable(text), mean_of);
        let model = model(&plan);
        for period in [Period::PlanYear, Period::Quarter, Period::Month] {
            channels_of_spans_are_their_formulas(&plan, &model, period);
        }
    }
}

fn channels_of_spans_are_their_formulas(plan: &Plan, model: &Model, period: Period) {
    let trials = Simulation::new(model).run_by(period, 0, 9);
    let summary = summarize(model, &Simulation::new(model).run(0, 9));
    let told = channels_by(model, Some(&trials), period);
    if period == Period::PlanYear {
        assert_eq!(told, summary.channels);
    } else {
        assert!(channels_by(model, Some(&Simulation::new(model).run(0, 9)), period).is_empty());
    }
    let paths: Vec<Weeks> = (0..9).map(|trial| Weeks::trial(&trials, trial)).collect();
    let on_expected = Weeks::expected_by(model, period);
    let team = plan
        .finance
        .marketing_team_cost_per_month
        .mean(tandem_engine::quantity::MONEY.scale, tandem_engine::quantity::MONEY.range())
        / tandem_engine::calendar::WEEKS_PER_MONTH;
    for (year, days) in Days::of(model).spans(period).into_iter().enumerate() {
        for (index, _) in plan.channels.iter().enumerate() {
            let by_hand = |path: &Weeks, kpi: ChannelKpi| {
                let class = |class: usize, flow: ChannelFlow| path.totals[year][index][class][flow as usize];
                let of = |flow| class(0, flow) + class(1, flow);
                let over = |above: f64, below: f64| (below > 0.0).then(|| above / below);
                let (spend, won) = (of(ChannelFlow::Spend), of(ChannelFlow::Won));
                let costs = path.of(Measure::SalesMarketingCost);
                let cost: f64 = (days.0..=days.1).map(|day| costs[(day / 7) as usize] / 7.0).sum();
                let others = cost - path.flow(year, ChannelFlow::Spend, None);
                // All shipped plans spend in every span: the team goes by spend.
                let part = spend / path.flow(year, ChannelFlow::Spend, None);
                let loaded = spend + part * team * f64::from(days.1 - days.0 + 1) / 7.0;
                match kpi {
                    ChannelKpi::Spend => Some(spend),
                    ChannelKpi::Leads => Some(of(ChannelFlow::Leads)),
                    ChannelKpi::Mqls => Some(of(ChannelFlow::Mqls)),
                    ChannelKpi::Sqls => Some(of(ChannelFlow::Sqls)),
                    ChannelKpi::Opportunities => Some(of(ChannelFlow::Opportunities)),
                    ChannelKpi::Won => Some(won),
                    ChannelKpi::Bookings => Some(of(ChannelFlow::Bookings)),
                    ChannelKpi::MqlRate => {
                        over(of(ChannelFlow::Mqls), of(ChannelFlow::Leads)).filter(|rate| *rate > 0.0)
                    }
                    ChannelKpi::SqlRate => over(of(ChannelFlow::Sqls), of(ChannelFlow::Mqls)),
                    ChannelKpi::WonRate => over(won, of(ChannelFlow::Opportunities)),
                    ChannelKpi::FitShareOfLeads => over(class(0, ChannelFlow::Leads), of(ChannelFlow::Leads)),
                    ChannelKpi::FitShareOfMqls => over(class(0, ChannelFlow::Mqls), of(ChannelFlow::Mqls)),
                    ChannelKpi::CostPerLead => over(spend, of(ChannelFlow::Leads)),
                    ChannelKpi::CostPerMql => over(spend, of(ChannelFlow::Mqls)),
                    ChannelKpi::CostPerSql => over(spend, of(ChannelFlow::Sqls)),
                    ChannelKpi::LoadedCostPerLead => over(loaded, of(ChannelFlow::Leads)),
                    ChannelKpi::LoadedCostPerMql => over(loaded, of(ChannelFlow::Mqls)),
                    ChannelKpi::LoadedCostPerSql => over(loaded, of(ChannelFlow::Sqls)),
                    ChannelKpi::SpendPerWon => over(spend, won),
                    ChannelKpi::Cac => {
                        let all = path.flow(year, ChannelFlow::Opportunities, None);
                        let share = over(of(ChannelFlow::Opportunities), all)?;
                        over(spend + share * others, won)
                    }
                }
            };
            for &kpi in ChannelKpi::ALL {
                let name = format!("{kpi:?} of channel {index} in {period:?} {year}");
                let found = told[year][index].kpi(kpi);
                let values: Vec<f64> = paths.iter().filter_map(|path| by_hand(path, kpi)).collect();
                match (found, by_hand(&on_expected, kpi)) {
                    (Some(found), value) => {
                        value.into_iter().for_each(|value| near(&name, found.expected, value, 1e-9));
                        // Where no future has it there is the expected path alone.
                        if values.is_empty() {
                            assert_eq!((found.mean, found.p50), (found.expected, found.expected), "{name}");
                        } else {
                            spread_is(&name, found, &values);
                        }
                    }
                    (None, value) => assert!(value.is_none() && values.is_empty(), "{name} is not told"),
                }
            }
        }
        // What each channel's deals cost, all told, is the year's sales and marketing cost.
        let told = |kpi, index: usize| told[year][index].kpi(kpi).map_or(0.0, |spread| spread.expected);
        let all: f64 = (0..plan.channels.len())
            .map(|index| match told(ChannelKpi::Won, index) {
                // What wins nothing has no cost a deal, only its spend.
                0.0 => told(ChannelKpi::Spend, index),
                won => told(ChannelKpi::Cac, index) * won,
            })
            .sum();
        let cost = summary.series(Measure::SalesMarketingCost, period).expected[year];
        near("cost of all channels", all, cost, 1e-9);
    }
}

/// 12,000 of team over 52 weeks beside channels that spend 3, 1 and nothing; then where nothing is spent at all.
#[test]
fn the_marketing_team_is_shared_by_spend_and_by_leads_without_any() {
    let mut plan = quiet(52);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.finance.marketing_team_cost_per_month = (1000.0 * tandem_engine::calendar::WEEKS_PER_MONTH).into();
    plan.channels = vec![linear("ads", 3000.0, 100.0, 52), linear("posts", 1000.0, 50.0, 52)];
    plan.channels.push(arrivals("shows", [50.0; 52]));
    let told = |plan: &Plan| {
        let summary = expected(&model(plan));
        let of = |index: usize, kpi| summary.channels[0][index].kpi(kpi).map(|spread| spread.expected);
        let channels = [0, 1, 2].map(|index| {
            [ChannelKpi::CostPerLead, ChannelKpi::LoadedCostPerLead, ChannelKpi::LoadedCostPerMql]
                .map(|kpi| of(index, kpi).unwrap())
        });
        let whole = [Kpi::CostPerLead, Kpi::LoadedCostPerLead, Kpi::LoadedCostPerMql]
            .map(|kpi| summary.kpi(kpi, 0).unwrap().expected);
        (channels, whole)
    };
    let (channels, whole) = told(&plan);
    // 30, 20 and 50 leads a week, half of them MQLs; of 1000 a week for the team 750 and 250.
    let wanted = [[100.0, 125.0, 250.0], [50.0, 62.5, 125.0], [0.0, 0.0, 0.0]];
    for (found, wanted) in channels.into_iter().zip(wanted) {
        found.into_iter().zip(wanted).for_each(|(found, wanted)| near("a channel", found, wanted, 1e-9));
    }
    for (found, wanted) in whole.into_iter().zip([40.0, 50.0, 100.0]) {
        near("the whole plan", found, wanted, 1e-9);
    }
    plan.channels = vec![arrivals("shows", [50.0; 52]), arrivals("talks", [30.0; 52])];
    plan.channels.push(arrivals("friends", [20.0; 52]));
    let (channels, whole) = told(&plan);
    for found in channels.into_iter().chain([whole]) {
        found.into_iter().zip([0.0, 10.0, 20.0]).for_each(|(found, wanted)| {
            near("without spend", found, wanted, 1e-9);
        });
    }
}

#[test]
fn a_channel_is_as_close_to_its_ceiling_as_its_curve_says() {
    // Constant spend at the reference: C04. Half of the ceiling, and one more lead costs twice the lead.
    let plan = readable(SHIPPED[1].1);
    let summary = expected(&model(&plan));
    let mut seen = 0;
    for (index, channel) in plan.channels.iter().enumerate() {
        let outlook = &summary.channels[0][index];
        assert_eq!((&outlook.id, &outlook.name), (&channel.id, &channel.name));
        let Some(response) = &channel.response else {
            assert_eq!(
                (outlook.typed_cost_per_lead, outlook.saturation, outlook.marginal_cost_per_lead),
                (None, None, None)
            );
            continue;
        };
        let range = tandem_engine::quantity::COST_PER_LEAD;
        let typed = response.reference_cost_per_lead.as_ref().unwrap().mean(range.scale, range.range());
        near("typed cost per lead", outlook.typed_cost_per_lead.unwrap(), typed, 1e-9);
        let (saturation, marginal) = (outlook.saturation.unwrap(), outlook.marginal_cost_per_lead.unwrap());
        assert!((0.0..1.0).contains(&saturation) && marginal > typed, "{saturation}, {marginal}, {typed}");
        seen += 1;
    }
    assert!(seen >= 3, "the plan has channels with a response");
    let mut plan = quiet(52);
    plan.channels = vec![linear("ads", 10_000.0, 200.0, 52)];
    let response = plan.channels[0].response.as_mut().unwrap();
    response.shape = tandem_engine::plan::ResponseShape::Hill;
    response.reference_spend_per_month = Some((10_000.0 * tandem_engine::calendar::WEEKS_PER_MONTH).into());
    response.reference_share_of_max = 0.5.into();
    let summary = expected(&model(&plan));
    let outlook = &summary.channels[0][0];
    near("saturation", outlook.saturation.unwrap(), 0.5, 1e-9);
    near("marginal cost", outlook.marginal_cost_per_lead.unwrap(), 400.0, 1e-9);
}

/// Volumes, conversions and times of every step by hand, and the time to won, in each future.
#[test]
fn the_bowtie_is_one_funnel_by_any_period() {
    for (_, text) in SHIPPED {
        let plan = without_ranges(&readable(text), mean_of);
        let model = model(&plan);
        let summary = summarize(&model, &Simulation::new(&model).run(0, 15));
        for period in Period::ALL {
            let trials = Simulation::new(&model).run_by(period, 0, 15);
            let told = outlook_by(&model, Some(&trials), period);
            assert_eq!(told.kpis, kpis_by(&model, Some(&trials), period));
            let mut paths = vec![Weeks::expected_by(&model, period)];
            paths.extend((0..15).map(|trial| Weeks::trial(&trials, trial)));
            let spans = Days::of(&model).spans(period);
            assert_eq!((told.bowtie.len(), told.cycle.len()), (spans.len(), spans.len()));
            for (index, days) in spans.into_iter().enumerate() {
                let name = |what: &str| format!("{what} of {period:?} {index}");
                bowtie_is_right(&plan, &name, &told.bowtie[index], &told.kpis[index], &paths, days);
                cycle_is_right(&name, &told.cycle[index], &paths, days);
            }
            if period == Period::PlanYear {
                let of = |year: usize| told.bowtie[year][1].days.map(|spread| spread.expected);
                (0..summary.plan_years()).for_each(|year| assert_eq!(of(year), summary.stage_days[year].mql));
            }
        }
    }
}

fn sum(path: &Weeks, measure: Measure, days: (i32, i32)) -> f64 {
    (days.0..=days.1).map(|day| path.of(measure)[(day / 7) as usize] / 7.0).sum()
}

/// Mean time in a stock that this many leave: Little's law; days.
fn little(path: &Weeks, stock: Measure, leave: f64, days: (i32, i32)) -> Option<f64> {
    (leave > 0.0).then(|| sum(path, stock, days) * 7.0 / leave)
}

/// A figure is what the paths say, the first of which is the expected one.
#[track_caller]
fn told_is(name: &str, found: Option<Spread>, values: &[Option<f64>]) {
    let of_trials: Vec<f64> = values[1..].iter().copied().flatten().collect();
    match (found, values[0]) {
        (Some(found), expected) => {
            expected.into_iter().for_each(|value| near(name, found.expected, value, 1e-9));
            if !of_trials.is_empty() {
                spread_is(name, &found, &of_trials);
            }
        }
        (None, expected) => assert!(expected.is_none() && of_trials.is_empty(), "{name} is not told"),
    }
}

fn bowtie_is_right(
    plan: &Plan,
    name: &dyn Fn(&str) -> String,
    steps: &[BowtieStep],
    kpis: &[Option<Spread>],
    paths: &[Weeks],
    days: (i32, i32),
) {
    assert_eq!(steps.iter().map(|step| step.stage).collect::<Vec<_>>(), BowtieStage::ALL);
    let each = |of: &dyn Fn(&Weeks) -> Option<f64>| paths.iter().map(of).collect::<Vec<_>>();
    for (step, measure) in steps.iter().zip([Measure::Leads, Measure::Mql, Measure::Sql, Measure::Won]) {
        told_is(&name(step.stage.key()), step.volume, &each(&|path| Some(sum(path, measure, days))));
    }
    let of = |kpi: Kpi| kpis[kpi as usize];
    let won_of_sql = |path: &Weeks| {
        let sqls = sum(path, Measure::Sql, days);
        (sqls > 0.0).then(|| sum(path, Measure::Won, days) / sqls)
    };
    told_is(&name("SQL to won"), steps[2].conversion, &each(&won_of_sql));
    assert_eq!((steps[0].conversion, steps[1].conversion), (of(Kpi::MqlRate), of(Kpi::SqlRate)));
    assert_eq!((steps[4].volume, steps[4].conversion), (of(Kpi::WentLive), of(Kpi::LogoRetention)));
    assert_eq!((steps[5].volume, steps[5].conversion), (of(Kpi::CustomersEnd), of(Kpi::GrossRetention)));
    assert_eq!((steps[6].volume, steps[6].conversion), (of(Kpi::ArrEnd), of(Kpi::NetRetention)));
    let response = |path: &Weeks| {
        let hours = over(path, Measure::ResponseHours, days);
        (sum(path, Measure::Worked, days) > 0.0).then(|| hours * 7.0 / 40.0)
    };
    told_is(&name("days of an MQL"), steps[1].days, &each(&response));
    let to_won = |path: &Weeks| {
        let closed = sum(path, Measure::Won, days) + sum(path, Measure::Lost, days);
        let open = little(path, Measure::OpenOpportunities, closed, days)?;
        Some(open + little(path, Measure::SqlInProgress, sum(path, Measure::SqlCreated, days), days)?)
    };
    told_is(&name("days of an SQL"), steps[2].days, &each(&to_won));
    let live = steps[3].days.unwrap();
    let wait = 7.0 * f64::from(plan.deals.go_live_delay_weeks);
    assert_eq!((live.expected, live.p10, live.p90), (wait, wait, wait));
    assert!([0, 4, 5, 6].iter().all(|&step| steps[step].days.is_none()));
}

/// Without ranges the durations are those of the plan in every future; response and queue are its own.
fn cycle_is_right(name: &dyn Fn(&str) -> String, cycle: &CycleWeeks, paths: &[Weeks], days: (i32, i32)) {
    let (won, median) = (cycle.won_mean.unwrap(), cycle.won_median.unwrap());
    assert_eq!((won.p5 as f32, won.p95 as f32), (won.expected as f32, won.expected as f32));
    assert!(median.expected > 0.0 && median.p5 == median.p95);
    let queues = |path: &Weeks| {
        let wait = little(path, Measure::SqlWaiting, sum(path, Measure::Sql, days), days)?;
        let response = over(path, Measure::ResponseHours, days) / 40.0;
        (sum(path, Measure::Worked, days) > 0.0).then(|| response + wait / 7.0)
    };
    let values: Vec<Option<f64>> = paths.iter().map(queues).collect();
    // All that is not queue is the same in all.
    if let (Some(mean), Some(median), Some(expected)) = (cycle.touch_mean, cycle.touch_median, values[0]) {
        for touch in [mean, median] {
            let handed = touch.expected - expected;
            let values: Vec<Option<f64>> =
                values.iter().map(|value| value.map(|value| value + handed)).collect();
            told_is(&name("first touch to won"), Some(touch), &values);
            assert!(handed > won.expected - 1e-9 || handed > cycle.won_median.unwrap().expected - 1e-9);
        }
    } else {
        assert!(values[0].is_none());
    }
}

/// A range on a duration is another duration in each future.
#[test]
fn each_future_has_a_cycle_of_its_own() {
    let mut plan = without_ranges(&readable(SHIPPED[1].1), mean_of);
    plan.durations.opportunity_to_won.mean_weeks =
        tandem_engine::estimate::Estimate::Uniform { min: 6.0, max: 18.0 };
    let model = model(&plan);
    let n = 24;
    // Not the first futures: each has its own number.
    let trials = Simulation::new(&model).run(8, n);
    let told = outlook_by(&model, Some(&trials), Period::PlanYear).cycle[0];
    let drawn: Vec<f64> = (0..n).map(|trial| model.draw(8 + trial)[0]).collect();
    let won = told.won_mean.unwrap();
    // A tabulated law has the mean to a hundredth of a week.
    near("the expected path", won.expected, 12.0, 1e-2);
    near("the median", won.p50, quantile(&drawn, 0.5), 1e-2);
    near("P10", won.p10, quantile(&drawn, 0.1), 1e-2);
    let touch = told.touch_mean.unwrap();
    assert!(touch.p90 - touch.p10 > 0.8 * (won.p90 - won.p10) && touch.p10 > won.p10);
}

#[test]
fn the_cycle_is_its_durations_and_the_queues_before_them() {
    let mut plan = quiet(52);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![arrivals("shows", [64.0; 52])];
    plan.durations.sql_acceptance = fixed_weeks(1.0);
    plan.durations.discovery = fixed_weeks(2.0);
    plan.durations.opportunity_to_won = fixed_weeks(4.0);
    plan.response_sla.handling_latency_hours = 20.0.into();
    let cycle = |plan: &Plan| {
        let cycle = outlook_by(&model(plan), None, Period::PlanYear).cycle[0];
        [cycle.won_mean, cycle.won_median, cycle.touch_mean, cycle.touch_median]
            .map(|spread| spread.unwrap().expected)
    };
    let response = expected(&model(&plan)).kpi(Kpi::ResponseHours, 0).unwrap().expected / 40.0;
    let wanted = [4.0, 4.0, 7.0 + response, 7.0 + response];
    cycle(&plan).into_iter().zip(wanted).for_each(|(found, wanted)| near("weeks", found, wanted, 1e-9));
    // An exponential duration of 10 weeks has its median at 10 ln 2.
    plan.durations.opportunity_to_won.distribution = tandem_engine::plan::DurationDistribution::Gamma;
    plan.durations.opportunity_to_won.mean_weeks = 10.0.into();
    plan.durations.opportunity_to_won.coefficient_of_variation = 1.0.into();
    let [_, median, touch_mean, touch_median] = cycle(&plan);
    near("median of an exponential", median, 10.0 * std::f64::consts::LN_2, 0.01);
    assert!(touch_mean > touch_median, "the law is skewed");
    // Without a lead nothing is touched, whatever the durations.
    let told = outlook_by(&model(&quiet(26)), None, Period::Month);
    assert!(told.cycle.iter().all(|cycle| cycle.touch_mean.is_none() && cycle.won_mean.is_some()));
}
