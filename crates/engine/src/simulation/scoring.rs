//! Leads arrive, are scored and become MQLs, or wait in the nurture pool (`docs/model.md` 4.4 and 4.5).

use super::chance::{Luck, Shares, Sorted, add};
use super::nurture::Nurture;
use super::sites::Purpose;
use super::tables::Tables;
use crate::model::ChannelType;
use crate::numerics::{exps, normal_cdf};
use std::array::from_fn;

/// What a channel brings in each trial of a block, laid side by side.
#[derive(Clone, Debug)]
struct Source<const B: usize> {
    kind: ChannelType,
    /// Share that fits, and how much more of it can be learned.
    fit: [f64; B],
    learnable: [f64; B],
    /// Referral leads a customer and week.
    referrals: [f64; B],
}

impl<const B: usize> Source<B> {
    fn new(t: &[&Tables; B], index: usize) -> Self {
        let channels = t.map(|t| &t.inputs.channels[index]);
        Self {
            kind: channels[0].kind,
            fit: channels.map(|channel| channel.fit),
            learnable: channels.map(|channel| channel.fit_best - channel.fit),
            referrals: t.map(|t| t.referrals[index]),
        }
    }
}

/// Leads below the bar, and what the scoring model has learned, of a block of trials.
#[derive(Clone, Debug)]
pub(crate) struct Scoring<const B: usize> {
    nurture: Nurture<B>,
    sources: Vec<Source<B>>,
    /// Lead intensity, `[week][channel]`.
    intensity: Vec<[f64; B]>,
    /// Dispositions learned from, beyond those that the measured figures contain.
    pub(crate) dispositions: [f64; B],
    /// New MQLs of the week by cell, recycled ones included.
    pub(crate) mql: Vec<[f64; B]>,
    /// The same in all.
    pub(crate) arrived: [f64; B],
    /// Leads of the week by cell, without replies.
    pub(crate) by_cell: Vec<[f64; B]>,
    /// The same in all.
    pub(crate) leads: [f64; B],
    /// MQLs of the week that are new leads, not recycled ones.
    pub(crate) qualified: [f64; B],
    /// MQLs of the week that fit.
    pub(crate) fit: [f64; B],
    /// Leads of the week from organic and referral channels.
    pub(crate) organic: [f64; B],
    /// Expected MQLs of the week given its start.
    pub(crate) expected_mql: [f64; B],
    /// Over-dispersion of leads, by channel.
    dispersion: Vec<[f64; B]>,
    /// Scratch, by channel: expected leads of the week and the share that fits; how many there are, and what becomes of them.
    mean: Vec<[f64; B]>,
    fit_share: Vec<[f64; B]>,
    counts: Vec<[f64; B]>,
    sorted: Vec<Sorted<B>>,
}

impl<const B: usize> Scoring<B> {
    pub(crate) fn opening<L: Luck<B>>(t: &[&Tables; B], luck: &L) -> Self {
        Self {
            nurture: Nurture::opening(t, luck),
            sources: (0..t[0].n_channels).map(|index| Source::new(t, index)).collect(),
            intensity: (0..t[0].weeks)
                .flat_map(|week| (0..t[0].n_channels).map(move |index| (week, index)))
                .map(|(week, index)| t.map(|t| t.marketing.intensity(index, week)))
                .collect(),
            dispositions: from_fn(|l| t[l].inputs.crm.opening_dispositions - t[l].anchors.dispositions),
            qualified: [0.0; B],
            fit: [0.0; B],
            organic: [0.0; B],
            mql: vec![[0.0; B]; t[0].n_cells],
            by_cell: vec![[0.0; B]; t[0].n_cells],
            arrived: [0.0; B],
            leads: [0.0; B],
            expected_mql: [0.0; B],
            dispersion: (0..t[0].n_channels)
                .map(|index| t.map(|t| t.inputs.channels[index].dispersion))
                .collect(),
            mean: vec![[0.0; B]; t[0].n_channels],
            fit_share: vec![[0.0; B]; t[0].n_channels],
            counts: vec![[0.0; B]; t[0].n_channels],
            sorted: vec![Sorted::NONE; t[0].n_channels],
        }
    }

    /// Leads that fell below the bar and have not come back: in the nurture pool, or lost from it.
    pub(crate) fn below(&self) -> &[f64; B] {
        &self.nurture.below
    }

    /// One week. `market` is the share of the market still open, `customers` those at the start of the week.
    #[allow(clippy::needless_range_loop, reason = "lanes are numbered: one loop over several arrays")]
    pub(crate) fn step<L: Luck<B>>(
        &mut self,
        t: &[&Tables; B],
        luck: &L,
        week: usize,
        market: &[f64; B],
        customers: &[f64; B],
    ) {
        let left = exps(&from_fn(|l| -self.dispositions[l] / t[l].inputs.crm.learning_scale));
        let learned: [f64; B] = left.map(|left| 1.0 - left);
        let separation = |l: usize| {
            t[l].anchors.separation + (t[l].separation_best - t[l].anchors.separation) * learned[l]
        };
        let above: [[f64; B]; 2] =
            [from_fn(|l| normal_cdf(separation(l) - t[l].threshold)), from_fn(|l| t[l].non_fit_above)];
        (self.leads, self.organic, self.fit) = ([0.0; B], [0.0; B], [0.0; B]);
        let later = [0, 1].map(|class| t.map(|t| t.nurture.back[class]));
        let intensity = &self.intensity[week * self.sources.len()..];
        let wanted = self.mean.iter_mut().zip(&mut self.fit_share);
        for ((source, intensity), (mean, fit_share)) in self.sources.iter().zip(intensity).zip(wanted) {
            // Replies are the sales development's.
            if source.kind == ChannelType::Outbound {
                continue;
            }
            for l in 0..B {
                mean[l] = (intensity[l] + source.referrals[l] * customers[l]) * market[l];
                fit_share[l] = source.fit[l] + source.learnable[l] * learned[l];
            }
        }
        luck.count(0, Purpose::Leads, &self.mean, &self.dispersion, &mut self.counts);
        let shares = Shares { pass: above, later };
        luck.sort(0, &self.counts, &self.fit_share, &shares, &mut self.sorted);
        self.nurture.recycle(luck);
        let (by_cell, mql) = (self.by_cell.as_chunks_mut::<2>().0, self.mql.as_chunks_mut::<2>().0);
        let drawn = self.counts.iter().zip(&self.sorted).zip(self.mean.iter().zip(&self.fit_share));
        let of_channels = self.sources.iter().zip(drawn).zip(by_cell.iter_mut().zip(mql)).enumerate();
        let (mut expected, mut arrived, mut qualified) = ([0.0; B], [0.0; B], [0.0; B]);
        for (index, ((source, ((leads, sorted), (mean, fit_share))), (by_cell, mql))) in of_channels {
            if source.kind == ChannelType::Outbound {
                continue;
            }
            *by_cell = sorted.arrived;
            let fallen = [0, 1].map(|class| from_fn(|l| sorted.arrived[class][l] - sorted.passed[class][l]));
            let [recycled, likely] = self.nurture.step(index, &fallen, &sorted.later);
            for class in 0..2 {
                for l in 0..B {
                    let share = if class == 0 { fit_share[l] } else { 1.0 - fit_share[l] };
                    expected[l] += mean[l] * share * above[class][l] + likely[class][l];
                    mql[class][l] = sorted.passed[class][l] + recycled[class][l];
                    qualified[l] += sorted.passed[class][l];
                    arrived[l] += mql[class][l];
                }
            }
            add(&mut self.fit, &mql[0]);
            add(&mut self.leads, leads);
            if matches!(source.kind, ChannelType::Organic | ChannelType::Referral) {
                add(&mut self.organic, leads);
            }
        }
        (self.expected_mql, self.arrived, self.qualified) = (expected, arrived, qualified);
    }
}
