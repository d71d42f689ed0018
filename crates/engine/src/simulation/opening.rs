//! What is under way on the first day: the nurture pool, waiting MQLs, SQLs on their way, discovery (`docs/model.md` 7).
//!
//! What the plan does not say is the equilibrium of today's flows (`model_options.warm_start`): of the spend before the
//! start, today's customers and the people on board, never of what the plan decides.

use super::chance::{Chance, Things};
use super::channels::Marketing;
use super::people::fte_before;
use super::response::{Place, Shift, response_odds};
use super::sites::Purpose;
use super::tables::cell;
use crate::durations::WholeWeeks;
use crate::model::{Anchors, ChannelType, Inputs, QueueOrder, multiply_odds, nurture_equilibrium};
use crate::numerics::normal_cdf;

/// Weeks after which a queue of MQLs has settled, or grows so slowly that it does not matter.
const SETTLED: usize = 520;

/// An amount by cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stock {
    by_cell: Vec<f64>,
    /// Counted by the planner, rather than the mean of an equilibrium.
    counted: bool,
}

impl Stock {
    /// `typed` pieces spread like `flow`, or the equilibrium, or nothing.
    fn new(typed: Option<f64>, equilibrium: Vec<f64>, like: &[f64], warm: bool) -> Self {
        let Some(total) = typed else {
            let by_cell = if warm { equilibrium } else { vec![0.0; equilibrium.len()] };
            return Self { by_cell, counted: false };
        };
        let sum: f64 = like.iter().sum();
        // Without any flow there is no channel that it could belong to.
        let share = |flow: &f64| if sum > 0.0 { flow / sum } else { 0.0 };
        Self { by_cell: like.iter().map(|flow| total * share(flow)).collect(), counted: true }
    }

    /// Whole pieces by cell; `turn` tells draws of one purpose apart. A count that was typed is split as it is, an equilibrium is drawn by Poisson's law.
    pub(crate) fn draw<C: Chance>(
        &self,
        chance: &C,
        things: Things,
        purpose: Purpose,
        turn: u32,
        mut put: impl FnMut(usize, f64),
    ) {
        let mut all: f64 = self.by_cell.iter().sum();
        if all <= 0.0 {
            return;
        }
        let mut left = if self.counted { chance.whole(things.company(0), purpose, turn, all) } else { 0.0 };
        for (cell, &mean) in self.by_cell.iter().enumerate().filter(|(_, mean)| **mean > 0.0) {
            let n = if self.counted {
                chance.thin(cell, purpose, turn, left, (mean / all).min(1.0))
            } else {
                chance.count(cell, purpose, turn, mean)
            };
            left -= n;
            all -= mean;
            put(cell, n);
        }
    }
}

/// Open opportunities, of no channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pipeline {
    mean: f64,
    /// Counted by the planner, rather than the mean of an equilibrium.
    counted: bool,
}

impl Pipeline {
    /// Those typed, or what `opened` a week leave open, or none.
    fn new(inputs: &Inputs, opened: f64, means: &StageMeans) -> Self {
        if let Some(typed) = inputs.opening.opportunities {
            return Self { mean: typed, counted: true };
        }
        let won = inputs.qualification.stages[2];
        let weeks_open = won * means.won + (1.0 - won) * means.lost;
        Self { mean: if inputs.options.warm { opened * weeks_open } else { 0.0 }, counted: false }
    }

    /// A whole number of them.
    pub(crate) fn draw<C: Chance>(&self, chance: &C, things: Things) -> f64 {
        let (company, purpose) = (things.company(0), Purpose::OpeningPipeline);
        if self.counted {
            chance.whole(company, purpose, 0, self.mean)
        } else {
            chance.count(company, purpose, 0, self.mean)
        }
    }
}

/// What is under way on the first day, means by channel and class.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Opening {
    pub(crate) pool: Stock,
    /// MQLs waiting, by age in weeks.
    pub(crate) queue: Vec<Stock>,
    pub(crate) on_the_way: Stock,
    /// SQLs waiting for an AE.
    pub(crate) waiting: Stock,
    pub(crate) in_discovery: Stock,
    /// Accepted SQLs that will fail and hold a slot.
    pub(crate) failing: Stock,
    pub(crate) pipeline: Pipeline,
}

/// Mean times in whole working weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct StageMeans {
    pub(crate) acceptance: f64,
    pub(crate) discovery: f64,
    pub(crate) won: f64,
    pub(crate) lost: f64,
}

impl StageMeans {
    /// Of acceptance, discovery, won and lost.
    pub(crate) fn new(laws: &[WholeWeeks; 4]) -> Self {
        let [acceptance, discovery, won, lost] = laws.each_ref().map(WholeWeeks::mean);
        Self { acceptance, discovery, won, lost }
    }
}

impl Opening {
    pub(crate) fn new(
        inputs: &Inputs,
        anchors: &Anchors,
        (marketing, plan_weeks): (&Marketing, usize),
        pass: &[f64],
        means: &StageMeans,
    ) -> Self {
        let flows = Flows::today(inputs, anchors);
        let later = &Flows::of_plan(inputs, marketing, plan_weeks);
        let warm = inputs.options.warm;
        let typed = &inputs.opening;
        let below = &flows.below;
        let pool: Vec<f64> = below
            .iter()
            .enumerate()
            .map(|(cell, leads)| {
                leads * nurture_equilibrium(inputs.recycle_rate_of(cell % 2), inputs.decay_rate)
            })
            .collect();
        let pool = match typed.nurture_pool {
            None => Stock::new(None, pool, below, warm),
            Some(by_class) => by_class_like(by_class, some(below, &later.mql)),
        };
        let queue = flows.queue.iter().enumerate().map(|(age, &n)| {
            let equilibrium = flows.mql.iter().map(|mql| mql * n).collect();
            let typed = typed.mql_queue.map(|total| if age == 0 { total } else { 0.0 });
            Stock::new(typed, equilibrium, some(&flows.mql, &later.mql), warm)
        });
        let sql = &flows.sql;
        let on_the_way = sql.iter().map(|n| n * means.acceptance).collect();
        let intake = Intake::today(inputs, sql, pass, means);
        let accepted: Vec<f64> = sql.iter().map(|n| n * intake.share).collect();
        let passed: Vec<f64> = accepted.iter().zip(pass).map(|(n, p)| n * p).collect();
        let in_discovery = passed.iter().map(|n| n * means.discovery).collect();
        let failed = accepted.iter().zip(&passed).map(|(n, passed)| (n - passed) * means.discovery);
        let failing = failed.map(|n| if inputs.options.load_from_acceptance { n } else { 0.0 }).collect();
        Self {
            pool,
            queue: queue.collect(),
            on_the_way: Stock::new(typed.sqls_in_progress, on_the_way, some(sql, &later.sql), warm),
            waiting: Stock::new(None, sql.iter().map(|n| n * intake.waiting_weeks).collect(), sql, warm),
            in_discovery: Stock::new(typed.in_discovery, in_discovery, some(&passed, &later.sql), warm),
            failing: Stock::new(None, failing, sql, warm),
            pipeline: Pipeline::new(inputs, passed.iter().sum(), means),
        }
    }
}

/// The flow of today, or where there is none that of the plan.
fn some<'a>(today: &'a [f64], later: &'a [f64]) -> &'a [f64] {
    if today.iter().any(|flow| *flow > 0.0) { today } else { later }
}

/// A typed amount by class, spread over the channels like `flow`.
fn by_class_like(by_class: [f64; 2], flow: &[f64]) -> Stock {
    let of_class = |class: usize| flow.iter().skip(class).step_by(2);
    let sums = [0, 1].map(|class| of_class(class).sum::<f64>());
    let share = |cell: usize, n: f64| if sums[cell % 2] > 0.0 { n / sums[cell % 2] } else { 0.0 };
    let by_cell = flow.iter().enumerate().map(|(cell, &n)| by_class[cell % 2] * share(cell, n)).collect();
    Stock { by_cell, counted: true }
}

/// An ordinary week of today, by cell.
struct Flows {
    /// Leads that fall below the bar.
    below: Vec<f64>,
    mql: Vec<f64>,
    /// SQLs handed over, replies included.
    sql: Vec<f64>,
    /// MQLs waiting at the week's end, by age, as a share of a week's MQLs.
    queue: Vec<f64>,
}

impl Flows {
    /// What the plan will bring, to spread what was counted where today brings nothing: leads by fit, and replies.
    fn of_plan(inputs: &Inputs, marketing: &Marketing, weeks: usize) -> Self {
        let mut flows = Self { below: Vec::new(), mql: Vec::new(), sql: Vec::new(), queue: Vec::new() };
        for (index, channel) in inputs.channels.iter().enumerate() {
            let leads: f64 = marketing.of_channel(index)[..weeks].iter().sum();
            let replies = channel.outbound.map_or(0.0, |o| o.reference_hours * o.replies_per_hour);
            for share in [channel.fit, 1.0 - channel.fit] {
                flows.mql.push(leads * share);
                flows.sql.push((leads + replies) * share);
            }
        }
        flows
    }

    fn today(inputs: &Inputs, anchors: &Anchors) -> Self {
        let n_cells = 2 * inputs.channels.len();
        let (mut below, mut mql) = (vec![0.0; n_cells], vec![0.0; n_cells]);
        let level = Level::today(inputs, anchors);
        for (index, channel) in inputs.channels.iter().enumerate() {
            let paid = matches!(channel.kind, ChannelType::Paid | ChannelType::Content);
            let lift = if paid { level.paid_lift } else { 1.0 };
            let leads = inputs.leads_today(channel, channel.spend_before) * level.market * lift;
            let fit = channel.fit + (channel.fit_best - channel.fit) * level.learned;
            for (class, share) in [(0, fit), (1, 1.0 - fit)] {
                let recycle = inputs.recycle_rate_of(class);
                let at = cell(index, class);
                below[at] = leads * share * (1.0 - level.above[class]);
                let recycled = recycle * below[at] * nurture_equilibrium(recycle, inputs.decay_rate);
                mql[at] = leads * share * level.above[class] + recycled;
            }
        }
        let mut flows = Self { below, mql, sql: vec![0.0; n_cells], queue: Vec::new() };
        flows.hand_over(inputs, anchors, level.market);
        flows
    }

    /// The SDRs on board before the plan work the queue until it settles; what is left of their time brings replies.
    fn hand_over(&mut self, inputs: &Inputs, anchors: &Anchors, market: f64) {
        let sdr = &inputs.sdr;
        let arrivals: f64 = self.mql.iter().sum();
        let fte = fte_before(&sdr.team);
        let hours = fte * sdr.hours_per_week;
        let capacity = hours * (1.0 - sdr.outbound_share) / sdr.hours_per_mql;
        let ages = inputs.response.expires_after + 1;
        let worked = settled(arrivals, capacity, ages, inputs.response.order);
        self.queue = worked.left.iter().map(|n| if arrivals > 0.0 { n / arrivals } else { 0.0 }).collect();
        let total: f64 = worked.by_age.iter().sum();
        if capacity > 0.0 && total > 0.0 {
            let shift = Shift::new(inputs, 1.0, fte, capacity, arrivals, false);
            let r = &inputs.response;
            for (age, n) in worked.by_age.iter().enumerate() {
                let left = n + worked.left[age];
                let place = Place {
                    age,
                    before: worked.before[age],
                    capacity,
                    came: arrivals,
                    left,
                    worked: *n,
                    order: r.order,
                };
                let once = inputs.options.waiting_once;
                let response = inputs.crm.routing_hours() + r.latency + shift.hours(&place, once);
                let odds = response_odds(response, r.reference, r.offset, r.exponent);
                for (at, mql) in self.mql.iter().enumerate() {
                    let p = anchors.conversion[0][at % 2];
                    let p = multiply_odds(p, inputs.channels[at / 2].odds[0] * odds);
                    self.sql[at] += mql / arrivals * n * p;
                }
            }
        }
        let idle = (capacity - total).max(0.0) * sdr.hours_per_mql;
        let prospecting = sdr.outbound_share * hours + sdr.idle_to_outbound * idle;
        for (index, channel) in inputs.channels.iter().enumerate() {
            let Some(outbound) = channel.outbound else { continue };
            let replies = outbound.replies(prospecting * outbound.hours_share) * market;
            for (class, share) in [(0, channel.fit), (1, 1.0 - channel.fit)] {
                let p = multiply_odds(anchors.conversion[0][class], channel.odds[0]);
                self.sql[cell(index, class)] += replies * share * p;
            }
        }
    }
}

/// Today's level of what drifts in a plan.
struct Level {
    market: f64,
    paid_lift: f64,
    learned: f64,
    /// Share above the bar by class.
    above: [f64; 2],
}

impl Level {
    fn today(inputs: &Inputs, anchors: &Anchors) -> Self {
        let lift = |effect: f64| 1.0 + inputs.brand.paid_lift * effect;
        let dispositions = inputs.crm.opening_dispositions - anchors.dispositions;
        let learned = 1.0 - libm::exp(-dispositions / inputs.crm.learning_scale);
        let best = crate::model::separation(inputs.qualification.auc_best);
        let separation = anchors.separation + (best - anchors.separation) * learned;
        let customers = inputs.opening.customers[0] + inputs.opening.customers[1];
        Self {
            market: (1.0 - customers / inputs.reachable_accounts).max(0.0) / anchors.market,
            paid_lift: lift(inputs.brand.opening_effect()) / lift(anchors.goodwill_effect),
            learned,
            // The bar of today: the plan may shift it from the first week.
            above: [normal_cdf(separation - anchors.threshold), normal_cdf(-anchors.threshold)],
        }
    }
}

/// A queue in which as many are worked or expire each week as arrive.
struct Settled {
    /// Worked a week, by age in weeks.
    by_age: Vec<f64>,
    /// Worked before them in the same week, by age.
    before: Vec<f64>,
    /// Left at the week's end, by age.
    left: Vec<f64>,
}

fn settled(arrivals: f64, capacity: f64, ages: usize, order: QueueOrder) -> Settled {
    let [mut by_age, mut before, mut left] = [(); 3].map(|()| vec![0.0; ages]);
    for _ in 0..SETTLED {
        let last_week = left.clone();
        left.rotate_right(1);
        left[0] = arrivals;
        let mut room = capacity;
        for step in 0..ages {
            let age = if order == QueueOrder::OldestFirst { ages - 1 - step } else { step };
            (before[age], by_age[age]) = (capacity - room, left[age].min(room));
            room -= by_age[age];
            left[age] -= by_age[age];
        }
        if left == last_week {
            break;
        }
    }
    Settled { by_age, before, left }
}

/// What AEs on board before the plan accept.
struct Intake {
    /// Share of the SQLs that is accepted; the rest goes stale.
    share: f64,
    /// SQLs waiting, in weeks of arrivals.
    waiting_weeks: f64,
}

impl Intake {
    fn today(inputs: &Inputs, sql: &[f64], pass: &[f64], means: &StageMeans) -> Self {
        let slots = fte_before(&inputs.ae.team) * inputs.ae.slots_per_fte;
        let won = inputs.qualification.stages[2];
        // What closes in a week frees its slot for the next one.
        let closing = won * means.won + (1.0 - won) * means.lost + 1.0;
        let failing = if inputs.options.load_from_acceptance { means.discovery } else { 0.0 };
        let weeks = |p: f64| p * (means.discovery + closing) + (1.0 - p) * failing;
        let needed: f64 = sql.iter().zip(pass).map(|(n, &p)| n * weeks(p)).sum();
        if needed <= slots {
            return Self { share: 1.0, waiting_weeks: 0.0 };
        }
        let share = slots / needed;
        let stale = inputs.ae.stale_rate;
        Self { share, waiting_weeks: if stale > 0.0 { (1.0 - share) / stale } else { 0.0 } }
    }
}
