//! Today's mix of leads: what the channels bring in an ordinary week before the plan changes anything.
//!
//! Only what was there before the plan counts (spend before the start, customers, goodwill, partners, measured outbound
//! work), so that what the plan decides does not move what was measured. Events are dated decisions and do not count.

use super::multiply_odds;
use crate::calendar::{WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use crate::model::{BrandInputs, ChannelInputs, ChannelType, Inputs};

/// Steps after which a search for a conversion has settled.
const STEPS: usize = 64;

impl BrandInputs {
    /// Goodwill's effect, G / (G + k), on the first day.
    pub(crate) fn opening_effect(&self) -> f64 {
        if self.half_saturation > 0.0 { self.opening / (self.opening + self.half_saturation) } else { 0.0 }
    }
}

impl ChannelInputs {
    /// Factor on a partner channel's leads from co-op money, `carried` a week.
    pub(crate) fn coop_factor(&self, carried: f64) -> f64 {
        let lift = self.partners.half_saturation_per_month.map_or(0.0, |half| {
            let half = half / WEEKS_PER_MONTH;
            if carried + half > 0.0 { self.partners.max_lift * carried / (carried + half) } else { 0.0 }
        });
        1.0 + lift
    }
}

impl Inputs {
    /// Share of the market still open on the first day; 1 where nothing is open, so that it can be divided by.
    pub(crate) fn market_today(&self) -> f64 {
        let open = 1.0 - (self.opening.customers[0] + self.opening.customers[1]) / self.reachable_accounts;
        if open > 0.0 { open } else { 1.0 }
    }

    /// Weekly share of the nurture pool that is recycled, by class.
    pub(crate) fn recycle_rate_of(&self, class: usize) -> f64 {
        self.recycle_rate * [1.0, self.qualification.non_fit[0]][class]
    }

    /// Inbound leads of a channel in an ordinary week at a monthly spend of `spend`, at today's customers; without the
    /// factors of goodwill and market, which are counted from today's level.
    pub(crate) fn leads_today(&self, channel: &ChannelInputs, spend: f64) -> f64 {
        let carried = spend / WEEKS_PER_MONTH;
        match channel.kind {
            ChannelType::Paid | ChannelType::Content => {
                channel.response.map_or(0.0, |curve| curve.leads(carried))
            }
            ChannelType::Organic => {
                let brought = self.brand.organic_per_month * self.brand.opening_effect();
                (channel.base_leads_per_month + channel.organic_share * brought) / WEEKS_PER_MONTH
            }
            ChannelType::Partner => {
                channel.partners.leads_per_month / WEEKS_PER_MONTH * channel.coop_factor(carried)
            }
            ChannelType::Referral => {
                let customers = self.opening.customers[0] + self.opening.customers[1];
                channel.referrals_per_year / WEEKS_PER_YEAR * customers
            }
            ChannelType::Event | ChannelType::Brand | ChannelType::Outbound => 0.0,
        }
    }
}

/// Leads in the nurture pool for each lead a week that falls below the bar, when the pool neither grows nor shrinks:
/// `(1 - δ) / (1 - (1 - r)(1 - δ))`. Nothing where nothing ever leaves the pool.
pub(crate) fn nurture_equilibrium(recycle: f64, decay: f64) -> f64 {
    let left = 1.0 - (1.0 - recycle) * (1.0 - decay);
    if left > 0.0 { (1.0 - decay) / left } else { 0.0 }
}

/// Flow of a channel and class through the funnel, a week.
#[derive(Clone, Copy, Debug)]
struct Part {
    class: usize,
    /// Replies to outbound join behind the MQL stage.
    outbound: bool,
    flow: f64,
    odds: [f64; 3],
    value: f64,
}

/// Flows of all channels and classes at one point of the funnel.
#[derive(Clone, Debug)]
pub(crate) struct Mix(Vec<Part>);

impl Mix {
    /// Leads and replies of an ordinary week of today.
    pub(crate) fn today(inputs: &Inputs) -> Self {
        // Where no spend before the start is known, the first month's budget is the best guess of it.
        let known = inputs.channels.iter().any(|channel| channel.spend_before > 0.0);
        let mut parts = Vec::with_capacity(2 * inputs.channels.len() + 2);
        let mut add = |fit: f64, part: Part| {
            parts.push(Part { class: 0, flow: part.flow * fit, ..part });
            parts.push(Part { class: 1, flow: part.flow * (1.0 - fit), ..part });
        };
        let mut inbound = 0.0;
        for channel in &inputs.channels {
            let first_budget = channel.budget.first().copied().unwrap_or(0.0);
            let leads = inputs.leads_today(channel, if known { channel.spend_before } else { first_budget });
            inbound += leads;
            let replies = channel.outbound.map_or(0.0, |o| o.reference_hours * o.replies_per_hour);
            add(
                channel.fit,
                Part {
                    class: 0,
                    outbound: channel.outbound.is_some(),
                    flow: leads + replies,
                    odds: channel.odds,
                    value: channel.value_factor,
                },
            );
        }
        if inbound <= 0.0 {
            // Nothing is known of the mix: an average lead.
            let part = Part { class: 0, outbound: false, flow: 1.0, odds: [1.0; 3], value: 1.0 };
            add(inputs.qualification.fit_share, part);
        }
        Self(parts)
    }

    /// Inbound flow by class.
    pub(crate) fn inbound_by_class(&self) -> [f64; 2] {
        [0, 1].map(|class| {
            let of_class = self.0.iter().filter(|part| !part.outbound && part.class == class);
            of_class.map(|part| part.flow).sum()
        })
    }

    /// Keeps a share of each class's inbound flow.
    pub(crate) fn keep_inbound(&mut self, shares: [f64; 2]) {
        for part in self.0.iter_mut().filter(|part| !part.outbound) {
            part.flow *= shares[part.class];
        }
    }

    /// The parts that a stage's measured conversion is of: MQLs are inbound only.
    fn of_stage(&self, stage: usize) -> impl Iterator<Item = &Part> {
        self.0.iter().filter(move |part| stage > 0 || !part.outbound)
    }

    /// Share of the flow into a stage that fits; 1 where nothing flows.
    pub(crate) fn fit_share(&self, stage: usize) -> f64 {
        let of_class = |class| {
            self.of_stage(stage).filter(|part| part.class == class).map(|part| part.flow).sum::<f64>()
        };
        let (fit, non_fit) = (of_class(0), of_class(1));
        if fit + non_fit > 0.0 { fit / (fit + non_fit) } else { 1.0 }
    }

    /// The conversion of those that fit at which the stage's blended conversion is `target`, at most `most`: Newton's
    /// steps inside a bracket, because odds bend the sum.
    pub(crate) fn solve(&self, stage: usize, relative: f64, target: f64, most: f64) -> f64 {
        let total: f64 = self.of_stage(stage).map(|part| part.flow).sum();
        if total <= 0.0 {
            return target.min(most);
        }
        let at = |p: f64| {
            let (mut sum, mut slope) = (-target * total, 0.0);
            for part in self.of_stage(stage) {
                let factor = [1.0, relative][part.class];
                let (q, odds) = (p * factor, part.odds[stage]);
                let below = 1.0 - q + q * odds;
                sum += part.flow * q * odds / below;
                slope += part.flow * factor * odds / (below * below);
            }
            (sum, slope)
        };
        let (mut low, mut high) = (0.0, most);
        if at(most).0 <= 0.0 {
            return most;
        }
        let mut p = target.min(most);
        for _ in 0..STEPS {
            let (off, slope) = at(p);
            if off > 0.0 {
                high = p
            } else {
                low = p
            }
            let newton = p - off / slope;
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            if (next - p).abs() <= 1e-16 {
                return next;
            }
            p = next;
        }
        p
    }

    /// Passes the flow through a stage; gives the blended conversion.
    pub(crate) fn pass(&mut self, stage: usize, conversion: [f64; 2]) -> f64 {
        let total: f64 = self.of_stage(stage).map(|part| part.flow).sum();
        for part in &mut self.0 {
            part.flow *= multiply_odds(conversion[part.class], part.odds[stage]);
        }
        let passed: f64 = self.of_stage(stage).map(|part| part.flow).sum();
        if total > 0.0 { passed / total } else { conversion[0] }
    }

    /// Mean value factor of the flow; 1 where nothing flows.
    pub(crate) fn mean_value(&self, non_fit_factor: f64) -> f64 {
        let (mut flow, mut value) = (0.0, 0.0);
        for part in &self.0 {
            flow += part.flow;
            value += part.flow * part.value * [1.0, non_fit_factor][part.class];
        }
        if flow > 0.0 { value / flow } else { 1.0 }
    }
}
