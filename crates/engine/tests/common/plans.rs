//! Plans made by chance for laws that must hold for every plan. A list of fractions decides everything, 0 where it ends:
//! a shorter list and smaller fractions make a plainer plan, so a failing plan shrinks by itself.

use super::{date, fixed_weeks};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::plan::{self, *};

/// Fractions in `0.0..1.0`, read one after the other.
pub struct Dice<'a>(std::slice::Iter<'a, f64>);

impl<'a> Dice<'a> {
    pub fn new(fractions: &'a [f64]) -> Self {
        Self(fractions.iter())
    }

    fn next(&mut self) -> f64 {
        self.0.next().copied().unwrap_or(0.0)
    }

    pub fn chance(&mut self, p: f64) -> bool {
        self.next() >= 1.0 - p
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + self.next() * (high - low)
    }

    pub fn whole(&mut self, low: u32, high: u32) -> u32 {
        low + (self.next() * f64::from(high - low + 1)) as u32
    }

    pub fn pick<T: Copy>(&mut self, options: &[T]) -> T {
        options[(self.next() * options.len() as f64) as usize]
    }

    fn list<T>(&mut self, longest: u32, mut entry: impl FnMut(&mut Self, u32) -> T) -> Vec<T> {
        let length = self.whole(0, longest);
        (0..length).map(|index| entry(self, index)).collect()
    }
}

/// How wild a plan may be.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// Every mechanism, tight and ample capacity, ranges.
    Any,
    /// Nothing binds and nothing is bent: the mean of trials is the expected path.
    Linear,
}

/// A plan that a failing law shows as a link, to be opened and looked at.
struct Made(Plan);

impl std::fmt::Debug for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&to_link(&self.0))
    }
}

/// A maker of plans.
struct Maker<'a> {
    dice: Dice<'a>,
    kind: Kind,
}

/// A plan from fractions.
pub fn plan(fractions: &[f64], kind: Kind) -> Plan {
    Maker { dice: Dice::new(fractions), kind }.plan()
}

/// Runs a law over `cases` plans made by chance, always the same ones (`PROPTEST_CASES` asks for more of them).
pub fn for_plans(cases: u32, kind: Kind, law: impl Fn(Plan) -> Result<(), TestCaseError>) {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(cases);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let fractions = prop::collection::vec(0.0..1.0_f64, 500..800);
    let plans = fractions.prop_map(move |fractions| Made(plan(&fractions, kind)));
    if let Err(error) = runner.run(&plans, |made| law(made.0)) {
        panic!("{error}");
    }
}

impl Maker<'_> {
    fn any(&self) -> bool {
        self.kind == Kind::Any
    }

    /// A number in `low..=high`; now and then, in wild plans, a range of some kind inside those limits.
    fn number(&mut self, low: f64, high: f64) -> Estimate {
        let value = self.dice.between(low, high);
        if !self.any() || !self.dice.chance(0.15) || high <= low {
            return value.into();
        }
        let (below, above) = (value - 0.5 * (value - low), value + 0.5 * (high - value));
        if below >= above {
            return value.into();
        }
        match self.dice.whole(0, 3) {
            0 => {
                let scale = if below > 0.0 && above < 1.0 { None } else { Some(Scale::Normal) };
                Estimate::Range { p10: below, p90: above, scale }
            }
            1 => Estimate::Pert { min: below, mode: value, max: above },
            2 => Estimate::Uniform { min: below, max: above },
            _ => Estimate::Samples(vec![below, value, value, above]),
        }
    }

    fn plan(mut self) -> Plan {
        let mut plan = Plan::default();
        plan.plan.title = "made by chance".to_owned();
        let start = date("2026-11-02").map(|day| day.plus_days(7 * self.dice.whole(0, 60) as i32));
        plan.plan.start_date = start;
        plan.plan.horizon_weeks = self.dice.whole(26, if self.any() { 44 } else { 30 });
        plan.plan.fiscal_year_start_month = self.dice.whole(1, 12);
        plan.plan.currency_code = self.dice.pick(&["USD", "EUR", "CNY", "JPY"]).to_owned();
        plan.simulation.trials = 100;
        plan.simulation.seed = u64::from(self.dice.whole(0, 1_000_000));
        self.calendar(&mut plan);
        let ids = ["search", "social", "content", "shows", "dealers", "brand", "friends", "calls"];
        let mut channels = self.dice.list(7, |_, index| ids[index as usize]);
        if self.dice.chance(0.9) {
            channels.push("always");
        }
        plan.channels = channels.into_iter().map(|id| self.channel(id, plan.plan.horizon_weeks)).collect();
        self.qualification(&mut plan);
        self.brand_and_crm(&mut plan);
        self.teams(&mut plan);
        self.closing(&mut plan);
        self.money(&mut plan);
        self.options(&mut plan);
        self.later_mechanisms(&mut plan);
        plan
    }

    /// What came to the format later stands last, so that the rest of a plan stays as it was.
    fn later_mechanisms(&mut self, plan: &mut Plan) {
        if self.dice.chance(0.3) {
            plan.retention.churn_heterogeneity = self.number(0.0, 0.8);
            plan.retention.opening_tenure_months = self.number(0.0, 40.0);
        }
    }

    fn options(&mut self, plan: &mut Plan) {
        plan.model_options = ModelOptions {
            anchor_to_observed: self.dice.chance(0.5),
            warm_start: self.dice.chance(0.5),
            founder_time_in_cac: self.dice.chance(0.5),
            holidays_keep_yearly_demand: self.dice.chance(0.5),
            ae_load_from_acceptance: self.dice.chance(0.5),
            waiting_counts_once: self.dice.chance(0.5),
        };
        let opening = &mut plan.opening;
        if self.dice.chance(0.3) {
            opening.mql_queue = Some(self.number(0.0, 40.0));
            opening.sqls_in_progress = Some(self.number(0.0, 40.0));
            opening.opportunities_in_discovery = Some(self.number(0.0, 20.0));
            opening.nurture_pool =
                Some(ByFit { fit: self.number(0.0, 300.0), non_fit: self.number(0.0, 900.0) });
        }
    }

    fn calendar(&mut self, plan: &mut Plan) {
        plan.market.reachable_accounts = 1e9.into();
        if self.any() && self.dice.chance(0.3) {
            plan.market.reachable_accounts = self.number(20.0, 2000.0);
        }
        if self.dice.chance(0.5) {
            for index in &mut plan.calendar.monthly_demand_index {
                *index = self.dice.between(0.2, 2.0);
            }
        }
        let Some(start) = plan.plan.start_date else { return };
        plan.calendar.holidays = self.dice.list(3, |dice, _| {
            let first_date = start.plus_days(dice.whole(0, 200) as i32 - 10);
            Holiday {
                first_date,
                last_date: first_date.plus_days(dice.whole(0, 20) as i32),
                working_time_factor: dice.pick(&[0.0, 0.5, 0.6]),
                demand_factor: dice.pick(&[0.15, 0.0, 1.0]),
                spend_factor: dice.pick(&[1.0, 1.0, 0.3]),
            }
        });
    }

    fn channel(&mut self, id: &str, weeks: u32) -> Channel {
        use ChannelType::*;
        let kind = self.dice.pick(&[Paid, Content, Event, Partner, Brand, Organic, Referral, Outbound]);
        let mut channel = Channel::new(id, kind);
        let budget = self.dice.between(0.0, 40_000.0);
        channel.budget_per_month = Budget::Constant(self.number(0.0, 40_000.0));
        if self.dice.chance(0.3) {
            channel.budget_per_month =
                Budget::ByMonth(self.dice.list(8, |dice, _| dice.between(0.0, 60_000.0)));
        }
        channel.spend_per_month_before_start = self.number(0.0, 40_000.0);
        if matches!(kind, Paid | Content) {
            channel.response = Some(self.response(budget.max(1000.0)));
        }
        if self.dice.chance(0.6) {
            channel.carryover = Some(self.carryover());
        }
        channel.fit_share = self.number(0.05, 0.9);
        if self.any() && self.dice.chance(0.5) {
            channel.fit_share_best_achievable = Some(self.number(0.05, 1.0));
        }
        channel.odds_ratio = StageOdds {
            mql_to_sql: self.number(0.5, 2.0),
            sql_to_opportunity: self.number(0.5, 2.0),
            opportunity_to_won: self.number(0.5, 2.0),
        };
        channel.deal_value_multiplier = self.number(0.5, 2.0);
        channel.dealer_margin = self.number(0.0, 0.3);
        channel.goodwill_share_of_spend = self.number(0.0, 1.0);
        channel.lead_overdispersion = self.number(0.0, 0.3);
        match kind {
            Event => channel.events = self.events(weeks),
            Partner => channel.partner = Some(self.partner()),
            Organic => {
                channel.organic = Some(plan::Organic { base_leads_per_month: self.number(0.0, 120.0) })
            }
            Referral => {
                channel.referral =
                    Some(plan::Referral { leads_per_customer_per_year: self.number(0.0, 3.0) });
            }
            Outbound => channel.outbound = Some(self.outbound()),
            _ => {}
        }
        channel
    }

    fn response(&mut self, reference: f64) -> Response {
        use ResponseShape::*;
        Response {
            shape: self.dice.pick(&[Hill, Linear, Tanh, Logistic]),
            reference_spend_per_month: Some(reference.into()),
            reference_cost_per_lead: Some(self.number(100.0, 900.0)),
            reference_share_of_max: self.number(0.1, 0.9),
            hill_slope: self.number(0.5, 2.5),
        }
    }

    fn carryover(&mut self) -> Carryover {
        use CarryoverShape::*;
        Carryover {
            shape: self.dice.pick(&[Geometric, None, Binomial, Delayed, WeibullPdf]),
            retention_per_week: self.number(0.0, 0.95),
            max_lag_weeks: self.dice.whole(0, 20),
            peak_lag_weeks: self.number(0.0, 6.0),
            weibull_shape: self.number(0.5, 4.0),
            weibull_scale_weeks: self.number(1.0, 8.0),
        }
    }

    fn events(&mut self, weeks: u32) -> Vec<Event> {
        (0..self.dice.whole(0, 4))
            .map(|_| Event {
                week: self.dice.whole(0, weeks - 1),
                cost: self.number(0.0, 90_000.0),
                leads: self.number(0.0, 300.0),
            })
            .collect()
    }

    fn partner(&mut self) -> Partner {
        Partner {
            active_partners: self.number(0.0, 20.0),
            leads_per_partner_per_month: self.number(0.0, 4.0),
            max_coop_lift: self.number(0.0, 1.0),
            coop_half_saturation_per_month: self.dice.chance(0.5).then(|| self.number(0.0, 9000.0)),
        }
    }

    fn outbound(&mut self) -> Outbound {
        Outbound {
            reference_hours_per_week: self.number(10.0, 100.0),
            replies_per_hour_at_reference: self.number(0.05, 0.5),
            reference_share_of_max: self.number(0.1, 0.9),
            hours_share: None,
        }
    }

    fn qualification(&mut self, plan: &mut Plan) {
        let auc = self.dice.between(0.55, 0.85);
        plan.qualification.scoring.auc_current = auc.into();
        let best = if self.any() { auc + self.dice.between(0.0, 0.1) } else { auc };
        plan.qualification.scoring.auc_best_achievable = best.into();
        plan.qualification.observed.fit_share_of_leads = self.number(0.1, 0.8);
        plan.qualification.observed.conversion = Conversion {
            lead_to_mql: self.number(0.1, 0.8),
            mql_to_sql: self.number(0.1, 0.8),
            sql_to_opportunity: self.number(0.1, 0.8),
            opportunity_to_won: self.number(0.1, 0.8),
        };
        plan.qualification.non_fit_relative_conversion = StageRatios {
            mql_to_sql: self.number(0.0, 1.0),
            sql_to_opportunity: self.number(0.0, 1.0),
            opportunity_to_won: self.number(0.0, 1.0),
        };
        plan.qualification.mql_threshold_shift_sd = self.number(-0.8, 0.8);
        plan.nurture = Nurture {
            recycle_rate_per_week: self.number(0.0, 0.1),
            decay_rate_per_week: self.number(0.0, 0.1),
        };
    }

    fn brand_and_crm(&mut self, plan: &mut Plan) {
        plan.brand = Brand {
            opening_goodwill: self.number(0.0, 200_000.0),
            goodwill_half_life_weeks: self.number(2.0, 80.0),
            goodwill_half_saturation: if self.dice.chance(0.5) { self.number(1e4, 4e5) } else { 0.0.into() },
            max_organic_leads_per_month: self.number(0.0, 100.0),
            max_paid_response_lift: self.number(0.0, 0.5),
            max_win_log_odds_lift: self.number(0.0, 0.5),
        };
        plan.crm = Crm {
            integration_level: self.number(0.0, 1.0),
            routing_delay_automated_hours: self.number(0.0, 2.0),
            routing_delay_manual_hours: self.number(0.0, 60.0),
            disposition_share_of_worked_mqls: self.number(0.0, 1.0),
            learning_scale_dispositions: self.number(50.0, 2000.0),
            opening_dispositions: self.number(0.0, 500.0),
            seat_cost_per_month: self.number(0.0, 200.0),
        };
        let sla = &mut plan.response_sla;
        sla.queue_order = self.dice.pick(&[QueueOrder::OldestFirst, QueueOrder::NewestFirst]);
        sla.mql_expires_after_weeks = self.dice.whole(0, 6);
        sla.target_hours = self.number(0.5, 48.0);
        sla.handling_latency_hours = self.number(0.0, 24.0);
        sla.decay_offset_hours = self.number(0.1, 2.0);
        sla.decay_exponent = if self.any() { self.number(0.0, 1.2) } else { 0.0.into() };
    }

    fn hires(&mut self, weeks: u32) -> Vec<Hire> {
        if !self.any() {
            return vec![super::ramped(5000.0)];
        }
        if self.dice.chance(0.3) {
            return vec![super::ramped(500.0)];
        }
        (0..self.dice.whole(0, 5))
            .map(|_| Hire {
                start_week: self.dice.whole(0, weeks + 39) as i32 - 40,
                headcount: self.number(0.0, 4.0),
                fully_ramped: self.dice.chance(0.4),
            })
            .collect()
    }

    fn quarters(&mut self) -> Vec<f64> {
        if self.any() && self.dice.chance(0.3) { vec![0.0, 0.25, 0.5, 1.0] } else { Vec::new() }
    }

    fn teams(&mut self, plan: &mut Plan) {
        let weeks = plan.plan.horizon_weeks;
        let failure = if self.any() { 0.5 } else { 0.0 };
        let sdr = SalesDevelopment {
            hires: self.hires(weeks),
            founder_fte_unpaid: self.number(0.0, 1.5),
            onboarding_weeks: self.number(0.0, 4.0),
            full_productivity_after_weeks: self.number(5.0, 30.0),
            productivity_by_quarter: self.quarters(),
            attrition_rate_per_year: self.number(0.0, 0.8),
            replace_leavers: self.dice.chance(0.7),
            replacement_delay_weeks: self.dice.whole(0, 14),
            hire_failure_share: self.number(0.0, failure),
            loaded_base_pay_per_year: self.number(0.0, 90_000.0),
            selling_hours_per_week: self.number(5.0, 40.0),
            hours_per_mql: self.number(0.2, 4.0),
            outbound_time_share: self.number(0.0, 1.0),
            idle_time_to_outbound_share: if self.any() { self.number(0.0, 1.0) } else { 0.0.into() },
            bonus_per_accepted_sql: self.number(0.0, 100.0),
        };
        let load = if self.any() { 2.0 } else { 0.0 };
        let ae = AccountExecutives {
            hires: self.hires(weeks),
            founder_fte_unpaid: self.number(0.0, 1.5),
            onboarding_weeks: self.number(0.0, 4.0),
            full_productivity_after_weeks: self.number(5.0, 30.0),
            productivity_by_quarter: self.quarters(),
            attrition_rate_per_year: self.number(0.0, 0.8),
            replace_leavers: self.dice.chance(0.7),
            replacement_delay_weeks: self.dice.whole(0, 14),
            hire_failure_share: self.number(0.0, failure),
            loaded_base_pay_per_year: self.number(0.0, 120_000.0),
            max_open_opportunities_per_fte: self.number(2.0, 30.0),
            reference_utilisation: self.number(0.0, 1.1),
            overload_starts_at_utilisation: self.number(0.0, 1.1),
            overload_win_log_odds_per_utilisation: self.number(0.0, load),
            waiting_sql_loss_rate_per_week: self.number(0.0, 0.4),
            attrition_rise_below_attainment: self.number(0.0, load),
        };
        plan.teams = Teams { sales_development: sdr, account_executives: ae };
        if !self.any() {
            // All of the SDRs' time is for MQLs, so that nothing waits for an hour that chance gives or takes.
            plan.teams.sales_development.outbound_time_share = self.dice.between(0.0, 0.5).into();
        }
    }

    fn duration(&mut self, longest: f64) -> Duration {
        use DurationDistribution::*;
        if self.dice.chance(0.2) {
            return fixed_weeks(self.dice.whole(0, 6).into());
        }
        Duration {
            distribution: self.dice.pick(&[Gamma, Lognormal, Weibull, Fixed]),
            mean_weeks: self.number(0.0, longest),
            coefficient_of_variation: self.number(0.1, 1.5),
        }
    }

    fn closing(&mut self, plan: &mut Plan) {
        plan.pricing = Pricing {
            planned_discount: self.number(-0.1, 0.3),
            reference_discount: self.number(0.0, 0.2),
            win_price_elasticity_abs: self.number(0.0, 3.0),
        };
        if self.dice.chance(0.5) {
            plan.quarter_end = QuarterEnd {
                delayed_to_quarter_end_share: self.number(0.0, 0.6),
                pulled_forward_share: self.number(0.0, 0.6),
                pull_window_weeks: self.number(0.0, 13.0),
                pull_forward_discount: self.number(0.0, 0.2),
            };
        } else {
            plan.quarter_end.delayed_to_quarter_end_share = 0.0.into();
            plan.quarter_end.pulled_forward_share = 0.0.into();
        }
        plan.durations = Durations {
            sql_acceptance: self.duration(3.0),
            discovery: self.duration(4.0),
            opportunity_to_won: self.duration(12.0),
            opportunity_to_lost: self.duration(12.0),
        };
        plan.enablement = Enablement {
            spend_per_month: self.number(0.0, 9000.0),
            half_saturation_per_month: self.number(0.0, 9000.0),
            max_win_log_odds_lift: self.number(0.0, 0.5),
            max_cycle_cut: self.number(0.0, 0.5),
        };
        plan.compensation = Compensation {
            quota_per_head_per_year: self.number(50_000.0, 900_000.0),
            commission_rate: self.number(0.0, 0.2),
            above_quota_multiplier: if self.any() { self.number(1.0, 3.0) } else { 1.0.into() },
            repeat_order_commission_rate: self.number(0.0, 0.1),
            hiring_cost_per_head: self.number(0.0, 20_000.0),
        };
    }

    fn money(&mut self, plan: &mut Plan) {
        plan.deals = Deals {
            mean_first_year_value: self.number(1000.0, 50_000.0),
            value_coefficient_of_variation: self.number(0.0, 0.8),
            non_fit_value_multiplier: self.number(0.5, 1.5),
            recurring_share: self.number(0.0, 1.0),
            go_live_delay_weeks: self.dice.whole(0, 9),
            delivery_weeks: self.dice.whole(0, 30),
            payment_milestones: Vec::new(),
        };
        if self.dice.chance(0.5) {
            let signing = self.dice.between(0.0, 1.0);
            let delivery = (1.0 - signing) * self.dice.between(0.0, 1.0);
            let lag = self.dice.whole(0, 12);
            let milestone = |share, event, lag_weeks| Milestone { share, event, lag_weeks };
            plan.deals.payment_milestones = vec![
                milestone(signing, MilestoneEvent::Signing, lag),
                milestone(delivery, MilestoneEvent::Delivery, 0),
                milestone(1.0 - signing - delivery, MilestoneEvent::Delivery, lag),
            ];
        }
        plan.retention = Retention {
            churn_rate_per_month: self.number(0.0, 0.2),
            non_fit_churn_multiplier: self.number(0.5, 3.0),
            expansion_rate_per_year: self.number(-0.3, 0.5),
            ..Retention::default()
        };
        plan.billing = Billing {
            annual_prepay_share: self.number(0.0, 1.0),
            mean_collection_weeks: self.number(0.0, 12.0),
            bad_debt_share: self.number(0.0, 0.2),
        };
        if self.dice.chance(0.4) {
            plan.repeat_orders = RepeatOrders {
                orders_per_customer_per_year: self.number(0.0, 6.0),
                mean_value: self.number(0.0, 9000.0),
            };
        }
        plan.finance = Finance {
            gross_margin: self.number(0.0, 1.0),
            overhead_per_month: self.number(0.0, 90_000.0),
            overhead_growth_per_year: self.number(-0.2, 0.5),
            marketing_team_cost_per_month: self.number(0.0, 30_000.0),
            funding: Vec::new(),
        };
        let weeks = plan.plan.horizon_weeks;
        for _ in 0..self.dice.whole(0, 2) {
            let (week, amount) = (self.dice.whole(0, weeks - 1), self.number(0.0, 2e6));
            plan.finance.funding.push(Funding { week, amount });
        }
        if self.dice.chance(0.6) {
            plan.opening = self.opening();
        }
        if let (Some(start), true) = (plan.plan.start_date, self.dice.chance(0.6)) {
            use TargetMeasure::*;
            plan.target = Some(Target {
                measure: self.dice.pick(&[Arr, Revenue, Bookings, Won, Customers, Cash]),
                value: self.dice.between(0.0, 500_000.0),
                date: start.plus_days(self.dice.whole(0, 7 * weeks - 1) as i32),
                wanted_odds: self.dice.between(0.0, 1.0),
            });
        }
    }

    fn opening(&mut self) -> Opening {
        Opening {
            cash: self.number(-1e5, 2e6),
            accounts_receivable: self.number(0.0, 2e5),
            order_backlog: self.number(0.0, 2e5),
            open_opportunities: Some(self.number(0.0, 60.0)),
            open_opportunity_win_share: self.dice.chance(0.4).then(|| self.number(0.0, 1.0)),
            mql_queue: None,
            sqls_in_progress: None,
            opportunities_in_discovery: None,
            nurture_pool: None,
            customers: ByFit { fit: self.number(0.0, 150.0), non_fit: self.number(0.0, 60.0) },
            monthly_recurring_revenue: ByFit {
                fit: self.number(0.0, 60_000.0),
                non_fit: self.number(0.0, 9000.0),
            },
        }
    }
}
