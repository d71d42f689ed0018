//! A plan that passed the gate: every number known and in range. Valid by construction, made only by [`check`](mod@crate::check).

use crate::calendar::Calendar;
use crate::check::{Gate, resolve};
use crate::durations::DurationLaw;
use crate::estimate::{Estimate, Law};
use crate::plan::Plan;
pub use crate::plan::{
    CarryoverShape, ChannelType, DurationDistribution, MilestoneEvent, QueueOrder, ResponseShape,
};
use crate::quantity::Quantity;
use crate::random::{self, Seed, hash_id};
use std::sync::Arc;

mod anchors;
mod correlation;
pub(crate) use anchors::nurture_equilibrium;
pub use anchors::{Anchors, multiply_odds, separation};
pub(crate) use correlation::Coupling;
pub use correlation::pearson_of_rank;

/// A checked plan, ready to run.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) plan: Arc<Plan>,
    pub(crate) calendar: Arc<Calendar>,
    pub(crate) parameters: Arc<[Parameter]>,
    pub(crate) coupling: Arc<Coupling>,
    pub(crate) central: Inputs,
    /// Which luck the same uncertain inputs meet: 0, or the number of a replica.
    pub(crate) replica: u64,
}

/// An uncertain input of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Path in the plan.
    pub path: String,
    /// The range typed.
    pub estimate: Estimate,
    /// Its hard limits and default reading.
    pub quantity: Quantity,
    pub(crate) address: u32,
    pub(crate) law: Law,
}

impl Model {
    /// The plan behind it.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Its calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The uncertain inputs, in the plan's order.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The anchors that follow from the measured conversions.
    pub fn anchors(&self) -> Anchors {
        Anchors::of(&self.central)
    }

    /// The same uncertain inputs, trial by trial, with other luck of counts: what [`crate::variance_split`] tells the two
    /// apart by.
    #[must_use]
    pub fn replica(&self) -> Self {
        Self { replica: self.replica + 1, ..self.clone() }
    }

    /// Seed of the counts.
    pub(crate) fn seed(&self) -> Seed {
        // Typed seeds lie below 2^53: those of replicas are apart from all of them.
        Seed(self.plan.simulation.seed | self.replica << 53)
    }

    /// Every number as a trial has it; without noise of parameters, or without ranges, those of the expected path.
    pub(crate) fn inputs_of(&self, trial: u32) -> std::borrow::Cow<'_, Inputs> {
        if self.draws_inputs() {
            std::borrow::Cow::Owned(resolve(&self.plan, &mut Gate::drawing(&self.draw(trial))))
        } else {
            std::borrow::Cow::Borrowed(&self.central)
        }
    }

    /// The same plan with its uncertain inputs at these values, in the order of [`Model::parameters`].
    pub(crate) fn at(&self, values: &[f64]) -> Self {
        Self { central: resolve(&self.plan, &mut Gate::drawing(values)), ..self.clone() }
    }

    /// Whether trials differ in their inputs.
    pub(crate) fn draws_inputs(&self) -> bool {
        self.plan.simulation.noise.parameters && !self.parameters.is_empty()
    }

    /// The uncertain inputs of a trial, in the order of [`Model::parameters`]. Without noise of parameters the trial itself runs
    /// at their means.
    pub fn draw(&self, trial: u32) -> Vec<f64> {
        self.quantiles(self.uniforms(Seed(self.plan.simulation.seed), trial, self.plan.simulation.trials))
    }

    /// A stratified point of `n_points`: a uniform for each uncertain input, then for what some of them share.
    pub(crate) fn uniforms(&self, seed: Seed, point: u32, n_points: u32) -> Vec<f64> {
        let addresses = self.parameters.iter().map(|parameter| parameter.address);
        let uniform = |address| random::stratified(seed, point, n_points, address);
        addresses.chain(self.coupling.addresses()).map(uniform).collect()
    }

    /// The uncertain inputs at such a point, coupled.
    pub(crate) fn quantiles(&self, mut uniforms: Vec<f64>) -> Vec<f64> {
        self.coupling.couple(&mut uniforms);
        self.parameters.iter().zip(&uniforms).map(|(parameter, &u)| parameter.law.quantile(u)).collect()
    }
}

/// Every number of a plan, resolved: one value for each leaf, by mechanism. Money in plan currency, shares as fractions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inputs {
    pub(crate) options: Options,
    /// Cost of capital, fraction a year.
    pub(crate) discount_rate: f64,
    pub(crate) reachable_accounts: f64,
    pub(crate) channels: Vec<ChannelInputs>,
    pub(crate) qualification: QualificationInputs,
    pub(crate) recycle_rate: f64,
    pub(crate) decay_rate: f64,
    pub(crate) brand: BrandInputs,
    pub(crate) crm: CrmInputs,
    pub(crate) response: ResponseInputs,
    pub(crate) sdr: SdrInputs,
    pub(crate) ae: AeInputs,
    pub(crate) pay: PayInputs,
    pub(crate) pricing: PricingInputs,
    pub(crate) quarter_end: QuarterEndInputs,
    pub(crate) durations: DurationInputs,
    pub(crate) enablement: EnablementInputs,
    pub(crate) deals: DealInputs,
    pub(crate) churn_per_month: [f64; 2],
    /// How much customers differ in it, 1 / (a + b + 1); 0 = all alike.
    pub(crate) churn_heterogeneity: f64,
    /// Tenure of the opening customers, months.
    pub(crate) opening_tenure: f64,
    pub(crate) expansion_per_year: f64,
    pub(crate) prepay_share: f64,
    pub(crate) collection_weeks: f64,
    pub(crate) bad_debt: f64,
    pub(crate) orders_per_year: f64,
    pub(crate) order_value: f64,
    pub(crate) opening: OpeningInputs,
    pub(crate) gross_margin: f64,
    pub(crate) overhead_per_month: f64,
    pub(crate) overhead_growth: f64,
    pub(crate) marketing_team_per_month: f64,
    pub(crate) funding: Vec<(usize, f64)>,
}

/// How the model reads what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// What was typed is today's level.
    pub(crate) anchored: bool,
    /// What was not typed of the opening is what today's flows leave.
    pub(crate) warm: bool,
    /// Founders' time costs in CAC.
    pub(crate) founder_time: bool,
    /// SQLs that will fail hold a slot too.
    pub(crate) load_from_acceptance: bool,
    /// The queue within the week is for MQLs of the week.
    pub(crate) waiting_once: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChannelInputs {
    pub(crate) address: u32,
    /// Its place in the plan.
    pub(crate) place: usize,
    pub(crate) kind: ChannelType,
    /// By calendar month of the plan; the last entry holds on.
    pub(crate) budget: Vec<f64>,
    /// What each week's share of the budget is multiplied by; behind the last by nothing. No plan has any: what-ifs of spend do.
    pub(crate) spend_factors: Vec<f64>,
    pub(crate) spend_before: f64,
    pub(crate) response: Option<ResponseCurve>,
    pub(crate) carryover: CarryoverInputs,
    pub(crate) fit: f64,
    pub(crate) fit_best: f64,
    pub(crate) odds: [f64; 3],
    pub(crate) value_factor: f64,
    pub(crate) dealer_margin: f64,
    pub(crate) goodwill_share: f64,
    pub(crate) dispersion: f64,
    /// Week, cost, leads.
    pub(crate) events: Vec<(usize, f64, f64)>,
    pub(crate) partners: PartnerInputs,
    pub(crate) base_leads_per_month: f64,
    /// Its share of the organic leads that goodwill brings; those of all organic channels sum to 1.
    pub(crate) organic_share: f64,
    pub(crate) referrals_per_year: f64,
    pub(crate) outbound: Option<OutboundInputs>,
}

/// Response of leads to spend, anchored where it is known (C04).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResponseCurve {
    /// Shape.
    pub shape: ResponseShape,
    /// Spend at which the cost per lead is known, money a week.
    pub reference: f64,
    /// Money a lead there.
    pub cost_per_lead: f64,
    /// Share of the largest response reached there.
    pub share_of_max: f64,
    /// Slope of the Hill curve.
    pub slope: f64,
}

impl ResponseCurve {
    /// Largest response, leads a week: reference / (cost per lead × share of max). Infinite for a line.
    pub fn max_leads(&self) -> f64 {
        match self.shape {
            ResponseShape::Linear => f64::INFINITY,
            _ => self.reference / (self.cost_per_lead * self.share_of_max),
        }
    }

    /// Spend of half the largest response, money a week (Hill).
    pub fn half_saturation(&self) -> f64 {
        let odds = (1.0 - self.share_of_max) / self.share_of_max;
        self.reference * if self.slope == 1.0 { odds } else { libm::pow(odds, 1.0 / self.slope) }
    }

    /// Leads a week at a carried-over spend of `spend` a week.
    pub fn leads(&self, spend: f64) -> f64 {
        self.reading()(spend)
    }

    /// [`ResponseCurve::leads`], ready to be asked for many spends.
    pub(crate) fn reading(self) -> impl Fn(f64) -> f64 {
        let (most, half) = match self.shape {
            ResponseShape::Linear => (0.0, 0.0),
            ResponseShape::Hill => (self.max_leads(), self.half_saturation()),
            // PyMC-Marketing's logistic (1 - e^-bA)/(1 + e^-bA) is tanh(bA/2): anchored at one point, one curve.
            ResponseShape::Tanh | ResponseShape::Logistic => {
                (self.max_leads(), libm::atanh(self.share_of_max))
            }
        };
        move |spend| {
            if spend <= 0.0 {
                return 0.0;
            }
            match self.shape {
                ResponseShape::Linear => spend / self.cost_per_lead,
                ResponseShape::Hill if self.slope == 1.0 => most * spend / (spend + half),
                ResponseShape::Hill => {
                    let power = libm::pow(spend / half, self.slope);
                    most * power / (1.0 + power)
                }
                ResponseShape::Tanh | ResponseShape::Logistic => {
                    most * libm::tanh(half * spend / self.reference)
                }
            }
        }
    }

    /// Cost of one more lead at that spend (above 0), money: the inverse of the curve's slope.
    pub fn marginal_cost_per_lead(&self, spend: f64) -> f64 {
        match self.shape {
            ResponseShape::Linear => self.cost_per_lead,
            ResponseShape::Hill => {
                let power = libm::pow(spend / self.half_saturation(), self.slope);
                spend * (1.0 + power) * (1.0 + power) / (self.max_leads() * self.slope * power)
            }
            ResponseShape::Tanh | ResponseShape::Logistic => {
                let steepness = libm::atanh(self.share_of_max) / self.reference;
                let cosine = libm::cosh(steepness * spend);
                cosine * cosine / (self.max_leads() * steepness)
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CarryoverInputs {
    pub(crate) shape: CarryoverShape,
    pub(crate) retention: f64,
    pub(crate) max_lag: usize,
    pub(crate) peak_lag: f64,
    pub(crate) weibull_shape: f64,
    pub(crate) weibull_scale: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct PartnerInputs {
    pub(crate) leads_per_month: f64,
    pub(crate) max_lift: f64,
    pub(crate) half_saturation_per_month: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct OutboundInputs {
    pub(crate) reference_hours: f64,
    pub(crate) replies_per_hour: f64,
    pub(crate) share_of_max: f64,
    pub(crate) hours_share: f64,
}

impl OutboundInputs {
    /// Replies a week to so many hours of prospecting: a finite list of accounts saturates, `Rm H / (H + Kh)`.
    pub(crate) fn replies(&self, hours: f64) -> f64 {
        let r = self.share_of_max;
        let half = self.reference_hours * (1.0 - r) / r;
        let most = self.reference_hours * self.replies_per_hour / r;
        if hours > 0.0 { most * hours / (hours + half) } else { 0.0 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct QualificationInputs {
    pub(crate) auc: f64,
    pub(crate) auc_best: f64,
    pub(crate) fit_share: f64,
    pub(crate) lead_to_mql: f64,
    pub(crate) stages: [f64; 3],
    pub(crate) non_fit: [f64; 3],
    pub(crate) threshold_shift: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BrandInputs {
    pub(crate) opening: f64,
    pub(crate) half_life: f64,
    pub(crate) half_saturation: f64,
    pub(crate) organic_per_month: f64,
    pub(crate) paid_lift: f64,
    pub(crate) win_log_odds: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CrmInputs {
    pub(crate) integration: f64,
    pub(crate) routing_automated: f64,
    pub(crate) routing_manual: f64,
    pub(crate) disposition_share: f64,
    pub(crate) learning_scale: f64,
    pub(crate) opening_dispositions: f64,
    pub(crate) seat_per_month: f64,
}

impl CrmInputs {
    /// Business hours until a lead is routed.
    pub(crate) fn routing_hours(&self) -> f64 {
        self.integration * self.routing_automated + (1.0 - self.integration) * self.routing_manual
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ResponseInputs {
    pub(crate) order: QueueOrder,
    pub(crate) expires_after: usize,
    pub(crate) target: f64,
    pub(crate) latency: f64,
    pub(crate) reference: f64,
    pub(crate) offset: f64,
    pub(crate) exponent: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TeamInputs {
    pub(crate) hires: Vec<HireInputs>,
    pub(crate) founder_fte: f64,
    pub(crate) onboarding: f64,
    pub(crate) full_after: f64,
    pub(crate) by_quarter: Vec<f64>,
    pub(crate) attrition_per_year: f64,
    pub(crate) replace: bool,
    pub(crate) replacement_delay: usize,
    pub(crate) failure_share: f64,
    pub(crate) pay_per_year: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct HireInputs {
    pub(crate) start: i32,
    pub(crate) heads: f64,
    pub(crate) ramped: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SdrInputs {
    pub(crate) team: TeamInputs,
    pub(crate) hours_per_week: f64,
    pub(crate) hours_per_mql: f64,
    pub(crate) outbound_share: f64,
    pub(crate) idle_to_outbound: f64,
    pub(crate) bonus_per_sql: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AeInputs {
    pub(crate) team: TeamInputs,
    pub(crate) slots_per_fte: f64,
    pub(crate) reference_utilisation: f64,
    pub(crate) overload_from: f64,
    pub(crate) overload_effect: f64,
    pub(crate) stale_rate: f64,
    pub(crate) attainment_effect: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PayInputs {
    pub(crate) quota_per_year: f64,
    pub(crate) commission: f64,
    pub(crate) accelerator: f64,
    pub(crate) repeat_commission: f64,
    pub(crate) hire_cost: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PricingInputs {
    pub(crate) discount: f64,
    pub(crate) reference: f64,
    pub(crate) elasticity: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct QuarterEndInputs {
    pub(crate) delay: f64,
    pub(crate) pull: f64,
    pub(crate) pull_weeks: f64,
    pub(crate) pull_discount: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DurationInputs {
    pub(crate) acceptance: DurationLaw,
    pub(crate) discovery: DurationLaw,
    /// The steps from opportunity to won, one after the other; at least one.
    pub(crate) won: Vec<DurationLaw>,
    pub(crate) lost: DurationLaw,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct EnablementInputs {
    pub(crate) spend_per_month: f64,
    pub(crate) win_log_odds: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DealInputs {
    pub(crate) mean: f64,
    pub(crate) cv: f64,
    pub(crate) non_fit_factor: f64,
    pub(crate) recurring: f64,
    pub(crate) go_live: usize,
    pub(crate) delivery: usize,
    /// Share, event, lag in weeks.
    pub(crate) milestones: Vec<(f64, MilestoneEvent, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct OpeningInputs {
    pub(crate) cash: f64,
    pub(crate) receivable: f64,
    pub(crate) backlog: f64,
    pub(crate) opportunities: Option<f64>,
    pub(crate) win_share: Option<f64>,
    pub(crate) mql_queue: Option<f64>,
    pub(crate) sqls_in_progress: Option<f64>,
    pub(crate) in_discovery: Option<f64>,
    pub(crate) nurture_pool: Option<[f64; 2]>,
    pub(crate) customers: [f64; 2],
    pub(crate) mrr: [f64; 2],
}

impl Inputs {
    /// With the channels by their addresses, as runs have them: what is shared out among them in turn, and how sums round, does
    /// then not hang on the order in which the plan lists them.
    pub(crate) fn in_order(mut self) -> Self {
        self.channels.sort_by_key(|channel| channel.address);
        self
    }
}

/// Address of a parameter's or a channel's draws: by a text that names it, so that adding another shifts nothing.
pub(crate) fn address(text: &str) -> u32 {
    hash_id(text)
}
