//! Leads arrive, are scored and become MQLs, or wait in the nurture pool (`docs/model.md` 4.4 and 4.5).

use super::chance::Chance;
use super::sites::Purpose;
use super::tables::{Tables, cell};
use crate::model::ChannelType;
use crate::numerics::normal_cdf;

/// Leads below the bar, and what the scoring model has learned.
#[derive(Clone, Debug)]
pub(crate) struct Scoring {
    /// Nurture pool by cell, leads.
    pool: Vec<f64>,
    /// Dispositions learned from, beyond those that the measured figures contain.
    pub(crate) dispositions: f64,
    /// New MQLs of the week by cell, recycled ones included.
    pub(crate) mql: Vec<f64>,
    /// Leads of the week without replies.
    pub(crate) leads: f64,
    /// MQLs of the week that are new leads, not recycled ones.
    pub(crate) qualified: f64,
    /// Leads of the week from organic and referral channels.
    pub(crate) organic: f64,
    /// Expected MQLs of the week given its start.
    pub(crate) expected_mql: f64,
    /// Leads that left the pool for good, since the start.
    pub(crate) decayed: f64,
}

impl Scoring {
    pub(crate) fn opening<C: Chance>(t: &Tables, chance: &C) -> Self {
        let mut pool = vec![0.0; t.n_cells];
        let place = |purpose, at| t.opening_site(purpose, at, 0);
        t.opening.pool.draw(chance, Purpose::OpeningPool, place, |cell, n| pool[cell] = n);
        Self {
            pool,
            dispositions: t.inputs.crm.opening_dispositions - t.anchors.dispositions,
            mql: vec![0.0; t.n_cells],
            qualified: 0.0,
            organic: 0.0,
            leads: 0.0,
            expected_mql: 0.0,
            decayed: 0.0,
        }
    }

    /// Leads in the pool.
    pub(crate) fn pool(&self) -> f64 {
        self.pool.iter().sum()
    }

    /// One week. `market` is the share of the market still open, `customers` those at the start of the week.
    pub(crate) fn step<C: Chance>(
        &mut self,
        t: &Tables,
        chance: &C,
        week: usize,
        market: f64,
        customers: f64,
    ) {
        let learned = 1.0 - libm::exp(-self.dispositions / t.inputs.crm.learning_scale);
        let separation = t.anchors.separation + (t.separation_best - t.anchors.separation) * learned;
        let above = [normal_cdf(separation - t.threshold), normal_cdf(-t.threshold)];
        let recycle = [t.inputs.recycle_rate, t.inputs.recycle_rate * t.inputs.qualification.non_fit[0]];
        (self.leads, self.organic, self.qualified, self.expected_mql) = (0.0, 0.0, 0.0, 0.0);
        for (index, channel) in t.inputs.channels.iter().enumerate() {
            if channel.kind == ChannelType::Outbound {
                continue;
            }
            let mean = (t.marketing.intensity[index][week] + t.referrals[index] * customers) * market;
            let fit_share = channel.fit + (channel.fit_best - channel.fit) * learned;
            let leads = chance.count(t.sites.of(Purpose::Leads, cell(index, 0)), mean, channel.dispersion);
            let fit = chance.thin(t.sites.of(Purpose::FitClass, cell(index, 0)), 0, leads, fit_share);
            self.leads += leads;
            if matches!(channel.kind, ChannelType::Organic | ChannelType::Referral) {
                self.organic += leads;
            }
            for (class, arrived) in [(0, fit), (1, leads - fit)] {
                let cell = cell(index, class);
                let share = [fit_share, 1.0 - fit_share][class];
                self.expected_mql += mean * share * above[class] + self.pool[cell] * recycle[class];
                self.qualify(t, chance, cell, arrived, above[class], recycle[class]);
            }
        }
    }

    fn qualify<C: Chance>(
        &mut self,
        t: &Tables,
        chance: &C,
        cell: usize,
        arrived: f64,
        above: f64,
        recycle: f64,
    ) {
        let qualified = chance.thin(t.sites.of(Purpose::Qualify, cell), 0, arrived, above);
        let recycled = chance.thin(t.sites.of(Purpose::Recycle, cell), 0, self.pool[cell], recycle);
        let pool = self.pool[cell] + (arrived - qualified) - recycled;
        let decayed = chance.thin(t.sites.of(Purpose::Decay, cell), 0, pool, t.inputs.decay_rate);
        self.pool[cell] = pool - decayed;
        self.decayed += decayed;
        self.mql[cell] = qualified + recycled;
        self.qualified += qualified;
    }
}
