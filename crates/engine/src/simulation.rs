//! A model run week by week: once as the expected path, or as many random futures.
//!
//! Each mechanism of `docs/model.md` section 4 has its file; `week` calls them in their order. What does not depend
//! on a trial's luck (spend, carryover, goodwill, durations) is laid into `tables` first.

use crate::balance::Mended;
use crate::measure::{ChannelFlow, Measure, Period};
use crate::model::{Inputs, Model};
use crate::trials::{Block, Trials};

mod chance;
pub mod channels;
mod customers;
mod exits;
mod ledger;
mod money;
mod nurture;
mod opening;
mod outcome;
mod people;
pub mod response;
mod scoring;
mod sites;
mod spans;
mod stages;
mod tables;
mod tenure;
mod week;

use chance::{Expected, Luck, Random};
pub use ledger::Ledger;
pub(crate) use spans::ChannelSpans;
pub(crate) use tables::Cycle;
use tables::Tables;
use week::State;

/// Trials that run side by side.
const LANES: usize = 4;
/// The same: a run is best cut into multiples of it.
pub const BLOCK: u32 = LANES as u32;

/// A model made ready to run.
#[derive(Clone, Debug)]
pub struct Simulation {
    model: Model,
    central: Tables,
    /// Plan years, by which runs add up their totals by channel.
    years: ChannelSpans,
}

impl Simulation {
    /// Makes a model ready: everything that no trial changes is worked out here.
    pub fn new(model: &Model) -> Self {
        Self::after(model, None)
    }

    /// The same after another plan, mostly the same one a step of a drag before: what both have in common is taken over.
    pub fn after(model: &Model, before: Option<&Self>) -> Self {
        let central = Tables::new(&model.central, &model.calendar, before.map(|before| &before.central));
        let years = ChannelSpans::new(&model.calendar, Period::PlanYear);
        Self { model: model.clone(), central, years }
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Spend carried over of a channel on the expected path, money a week, by week.
    pub(crate) fn carried_of(&self, channel: usize) -> &[f64] {
        self.central.marketing.carried_of(self.central.standing(channel))
    }

    /// Time from first touch to won on the expected path, queues apart.
    pub(crate) fn cycle(&self) -> Cycle {
        self.central.stages.cycle
    }

    /// Spend of a channel in a week on the expected path, money.
    pub(crate) fn spend_of(&self, channel: usize, week: usize) -> f64 {
        self.central.marketing.spend_of(self.central.standing(channel), week)
    }

    /// The expected path under another decision on spend; what was measured and what is there on the first day stay as they
    /// are. `inputs` differ from the plan's in budgets, events and goodwill shares alone.
    pub(crate) fn path_at_spend(&self, inputs: &Inputs) -> Record {
        self.path_of(&self.central.at_spend(inputs))
    }

    /// The expected path with a part of the engine mended.
    pub(crate) fn mended_path(&self, mended: Mended) -> Record {
        self.path_of(&self.central.mended(mended))
    }

    fn path_of(&self, tables: &Tables) -> Record {
        self.path_by(tables, &self.years)
    }

    fn path_by(&self, tables: &Tables, spans: &ChannelSpans) -> Record {
        let mut rows = vec![[0.0; Measure::COUNT]; tables.weeks];
        let note = &mut |week, of_week: &Rows<1>| rows[week] = of_week.map(|[value]| value);
        let [ends] = run_block(&[tables], &mut Expected, spans, note, &mut |_| {});
        Record::of(&rows, ends, tables.n_channels, spans.period)
    }

    /// The expected path, every draw replaced by its mean: `weeks × measures`, one column of weeks a measure.
    pub fn expected_path(&self) -> Record {
        self.path_of(&self.central)
    }

    /// The same with its totals by channel by the spans of a period, not by plan year.
    pub fn expected_path_by(&self, period: Period) -> Record {
        self.path_by(&self.central, &ChannelSpans::new(&self.model.calendar, period))
    }

    /// Trials `first..first + n`. Trial `i` is the same however the trials are cut into runs.
    ///
    /// Trials run in blocks of [`BLOCK`]; what is cut in multiples of it wastes nothing.
    pub fn run(&self, first: u32, n: u32) -> Trials {
        self.run_into(&self.years, first, n)
    }

    /// The same trials with their totals by channel by the spans of a period ([`crate::Summary::spans`]), not by plan year.
    pub fn run_by(&self, period: Period, first: u32, n: u32) -> Trials {
        self.run_into(&ChannelSpans::new(&self.model.calendar, period), first, n)
    }

    fn run_into(&self, spans: &ChannelSpans, first: u32, n: u32) -> Trials {
        let mut trials = Trials::new(self.model.calendar.weeks, self.central.n_channels, spans, first, n);
        let mut at = first;
        while at < first + n {
            let count = (first + n - at).min(BLOCK);
            let mut block = trials.block(count as usize);
            let ends = self.block(at, spans, &mut block, &mut |_, _| {});
            for (lane, ends) in ends[..count as usize].iter().enumerate() {
                block.close(lane, ends);
            }
            at += count;
        }
        trials
    }

    /// The books of one trial (or of the expected path, without a trial) at the end of each week, for tests of conservation.
    pub fn ledgers(&self, trial: Option<u32>) -> Vec<Ledger> {
        let mut ledgers = Vec::new();
        match trial {
            None => {
                let watch = &mut |state: &State<1>| ledgers.push(state.ledger(0));
                run_block(&[&self.central], &mut Expected, &self.years, &mut |_, _| {}, watch);
            }
            Some(trial) => {
                self.block(trial, &self.years, &mut Block::nowhere(), &mut |lane, ledger| {
                    if lane == 0 {
                        ledgers.push(ledger());
                    }
                });
            }
        }
        ledgers
    }

    /// The trials of a block, whose weeks are noted in `notes`; `watch` is given the books of each trial in it, by its number,
    /// at each week's end.
    fn block(
        &self,
        first: u32,
        spans: &ChannelSpans,
        notes: &mut Block<'_>,
        watch: &mut dyn FnMut(usize, &dyn Fn() -> Ledger),
    ) -> [Ends; LANES] {
        let process = self.model.plan.simulation.noise.process;
        let trials: [u32; LANES] = std::array::from_fn(|lane| first.saturating_add(lane as u32));
        let drawn = self.model.draws_inputs().then(|| trials.map(|trial| self.draw_tables(trial)));
        let tables: [&Tables; LANES] =
            std::array::from_fn(|lane| drawn.as_ref().map_or(&self.central, |drawn| &drawn[lane]));
        if process {
            let mut luck = Random::new(self.model.seed(), trials, self.central.addresses());
            let note = &mut |week, rows: &Rows<LANES>| notes.note(0, week, rows);
            run_block(&tables, &mut luck, spans, note, &mut |state| {
                for lane in 0..LANES {
                    watch(lane, &|| state.ledger(lane));
                }
            })
        } else {
            let mut lane = 0;
            tables.map(|tables| {
                let note = &mut |week, rows: &Rows<1>| notes.note(lane, week, rows);
                let watch = &mut |state: &State<1>| watch(lane, &|| state.ledger(0));
                let [ends] = run_block(&[tables], &mut Expected, spans, note, watch);
                lane += 1;
                ends
            })
        }
    }

    fn draw_tables(&self, trial: u32) -> Tables {
        Tables::redrawn(self.model.inputs_of(trial).into_owned(), &self.model.calendar, &self.central)
    }
}

/// Runs a block of trials, week by week. `note` is given each week, `watch` the state at its end.
fn run_block<L: Luck<B>, const B: usize>(
    tables: &[&Tables; B],
    luck: &mut L,
    spans: &ChannelSpans,
    note: &mut impl FnMut(usize, &Rows<B>),
    watch: &mut dyn FnMut(&State<B>),
) -> [Ends; B] {
    let (weeks, channels) = (tables[0].weeks, tables[0].n_channels);
    let mut state = State::opening(tables, luck);
    let opening: [_; B] = std::array::from_fn(|lane| state.stocks(tables[lane], lane));
    let mut by_channel = vec![[0.0; B]; spans.totals(channels)];
    let of_a_span = ChannelFlow::of_a_span(channels);
    let mut flows = vec![[0.0; B]; of_a_span];
    let mut rows = [[0.0; B]; Measure::COUNT];
    for week in 0..weeks {
        luck.turn_to(week);
        state.step(tables, luck, week, &mut rows);
        note(week, &rows);
        if let Some(span) = spans.whole(week) {
            state.add_up(&mut by_channel[span * of_a_span..][..of_a_span]);
        } else {
            flows.fill([0.0; B]);
            state.add_up(&mut flows);
            spans.add(week, &flows, &mut by_channel);
        }
        watch(&state);
    }
    add_up_spend(tables, spans, &mut by_channel);
    std::array::from_fn(|lane| Ends {
        opening: opening[lane],
        by_channel: tables[lane].in_plan_order(by_channel.iter().map(|total| total[lane])),
    })
}

/// Adds spend to totals by channel; no luck changes it, and most trials share it.
fn add_up_spend<const B: usize>(tables: &[&Tables; B], spans: &ChannelSpans, totals: &mut [[f64; B]]) {
    let channels = tables[0].n_channels;
    for channel in 0..channels {
        for (lane, t) in tables.iter().enumerate() {
            let shared = lane > 0 && t.marketing.spends_as(&tables[0].marketing);
            if !shared {
                let share = t.inputs.channels[channel].goodwill_share;
                spans.add_up(t.marketing.spend_by_week(channel), |span, of_week, spend| {
                    let mut more = |flow: ChannelFlow, x: f64| {
                        totals[flow.place(channels, span, channel, 0)][lane] += of_week * x;
                    };
                    more(ChannelFlow::Spend, spend);
                    more(ChannelFlow::BrandSpend, share * spend);
                });
                continue;
            }
            for span in 0..spans.count {
                for flow in [ChannelFlow::Spend, ChannelFlow::BrandSpend] {
                    let total = &mut totals[flow.place(channels, span, channel, 0)];
                    total[lane] = total[0];
                }
            }
        }
    }
}

/// A week of each trial of a block, by measure.
pub(crate) type Rows<const B: usize> = [[f64; B]; Measure::COUNT];

/// A week of one path, by measure.
type Row = [f64; Measure::COUNT];

/// What a run notes of one path besides its weeks.
#[derive(Clone, Debug)]
pub(crate) struct Ends {
    /// The stocks before the first week.
    pub(crate) opening: [f64; Measure::STOCKS],
    /// Totals by channel, placed by [`ChannelFlow::place`].
    pub(crate) by_channel: Vec<f64>,
}

/// One path: every measure by week, what was there on the first day, totals by channel and span: plan years, if no others were
/// asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    weeks: usize,
    channels: usize,
    /// The period whose spans the totals by channel are of.
    period: Period,
    values: Vec<f64>,
    opening: [f64; Measure::STOCKS],
    by_channel: Vec<f64>,
}

impl Record {
    fn of(rows: &[Row], ends: Ends, channels: usize, period: Period) -> Self {
        let Ends { opening, by_channel } = ends;
        let weeks = rows.len();
        let by_measure = (0..Measure::COUNT).flat_map(|measure| rows.iter().map(move |row| row[measure]));
        Self { weeks, channels, period, values: by_measure.collect(), opening, by_channel }
    }

    /// A stock before the first week; 0 for a measure that is no stock.
    pub fn opening_of(&self, measure: Measure) -> f64 {
        measure.stock().map_or(0.0, |stock| self.opening[stock])
    }

    /// The period whose spans the totals by channel are of.
    pub fn period(&self) -> Period {
        self.period
    }

    /// A total of a span (0 = the first) by channel, in the plan's order, and class (0 fits the ideal customer profile, 1
    /// does not).
    pub fn channel(&self, span: usize, channel: usize, class: usize, flow: ChannelFlow) -> f64 {
        self.by_channel[flow.place(self.channels, span, channel, class)]
    }

    /// A measure by week.
    pub fn weeks_of(&self, measure: Measure) -> &[f64] {
        &self.values[measure.index() * self.weeks..][..self.weeks]
    }
}
