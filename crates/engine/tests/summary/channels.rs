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

#[test]
fn the_bowtie_is_one_funnel() {
    for (_, text) in SHIPPED {
        let plan = readable(text);
        let model = model(&plan);
        let trials = Simulation::new(&model).run(0, 15);
        let summary = summarize(&model, &trials);
        let paths: Vec<Weeks> = (0..15).map(|trial| Weeks::trial(&trials, trial)).collect();
        for (year, steps) in summary.bowtie.iter().enumerate() {
            assert_eq!(steps.iter().map(|step| step.stage).collect::<Vec<_>>(), BowtieStage::ALL);
            let sum = |path: &Weeks, m: Measure| path.of(m)[52 * year..52 * year + 52].iter().sum::<f64>();
            for (step, measure) in
                steps.iter().zip([Measure::Leads, Measure::Mql, Measure::Sql, Measure::Won])
            {
                let values: Vec<f64> = paths.iter().map(|path| sum(path, measure)).collect();
                spread_is(step.stage.key(), &step.volume.unwrap(), &values);
            }
            let won_of_sql: Vec<f64> =
                paths.iter().map(|path| sum(path, Measure::Won) / sum(path, Measure::Sql)).collect();
            spread_is("SQL to won", &steps[2].conversion.unwrap(), &won_of_sql);
            let of = |kpi| summary.kpi(kpi, year).copied();
            assert_eq!(steps[1].conversion, of(Kpi::SqlRate));
            assert_eq!((steps[4].volume, steps[4].conversion), (of(Kpi::WentLive), of(Kpi::LogoRetention)));
            assert_eq!(
                (steps[5].conversion, steps[6].conversion),
                (of(Kpi::GrossRetention), of(Kpi::NetRetention))
            );
            assert_eq!(steps[3].days, Some(7.0 * f64::from(plan.deals.go_live_delay_weeks)));
            assert_eq!(steps[1].days, summary.stage_days[year].mql);
        }
    }
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
    let cycle = expected(&model(&plan)).cycle[0];
    near("mean", cycle.won_mean, 4.0, 1e-9);
    near("median", cycle.won_median, 4.0, 1e-9);
    let response = expected(&model(&plan)).kpi(Kpi::ResponseHours, 0).unwrap().expected / 40.0;
    near("mean from first touch", cycle.touch_mean, 7.0 + response, 1e-9);
    near("median from first touch", cycle.touch_median, 7.0 + response, 1e-9);
    // An exponential duration of 10 weeks has its median at 10 ln 2.
    plan.durations.opportunity_to_won.distribution = tandem_engine::plan::DurationDistribution::Gamma;
    plan.durations.opportunity_to_won.mean_weeks = 10.0.into();
    plan.durations.opportunity_to_won.coefficient_of_variation = 1.0.into();
    let cycle = expected(&model(&plan)).cycle[0];
    near("median of an exponential", cycle.won_median, 10.0 * std::f64::consts::LN_2, 0.01);
    assert!(cycle.touch_mean > cycle.touch_median, "the law is skewed");
}
