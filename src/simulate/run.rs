//! The runner: gives the trials of the newest plan to the workers, or does them in slices where there are none.
//!
//! Replies with an old run number change nothing.

mod follow;
mod member;
mod watch;

use super::bench::Bench;
use super::chunks::{Chunks, Pace};
use super::probe::{self, Ask};
use super::spans::OfSpans;
use crate::worker::{Done, Job, Yard, now, worthwhile};
use gloo::timers::callback::Timeout;
use member::Member;
use std::cell::{OnceCell, RefCell};
use std::rc::{Rc, Weak};
use tandem_engine::plan::Plan;
use tandem_engine::summary::Outcomes;
use tandem_engine::{Period, Summary};
use wasm_bindgen_futures::spawn_local;
use watch::{SILENCE_LIMIT_MS, START_LIMIT_MS, Watchdog};
use yew::Callback;

/// Chunks that a worker has, so that it need not wait for the page.
const AHEAD: usize = 2;
/// A run that takes less than that is shown once, when it is complete, milliseconds.
const AT_ONCE_MS: f64 = 300.0;
/// Time between two tellings of progress, milliseconds: each draws the page anew.
const TELL_MS: f64 = 60.0;
/// Time of a slice on the page's own thread, milliseconds.
const SLICE_MS: f64 = 8.0;
/// Rest before the page answers a question itself, milliseconds.
const OWN_ANSWER_MS: u32 = 30;
/// News of a run.
#[derive(Clone, Debug)]
pub enum News {
    /// So many trials are done.
    Progress(u32),
    /// The summary of the first trials, and what each of them comes to.
    Summary(Rc<Summary>, Rc<Outcomes>),
    /// Figures by the spans of a period over all futures, and the key figures of each.
    Spans(Period, OfSpans, Rc<Outcomes>),
}

/// Runs trials, one plan at a time.
#[derive(Clone)]
pub struct Runner(Rc<RefCell<State>>);

struct State {
    crew: Crew,
    /// Where the last worker comes from, which is hired when the page is drawn.
    yard: Option<Yard>,
    /// Whether the page is drawn.
    drawn: bool,
    pace: Pace,
    slice_pace: Pace,
    last_id: u32,
    run: Option<Run>,
    /// The newest plan of a drag, which waits for the run of one before it.
    following: Option<(Rc<Plan>, Callback<News>)>,
    /// The whole run that goes on from the few trials of its plan, once those are in.
    after_few: Option<(Rc<Plan>, Chunks, Callback<News>)>,
    /// Questions that wait for an answer, oldest first.
    asks: Vec<Ask>,
    last_ask: u32,
    /// The next answer of the page's own, where there are no workers.
    own_answer: Option<Timeout>,
    watchdog: Option<Watchdog>,
    me: Weak<RefCell<State>>,
}

/// Who does the work.
enum Crew {
    /// The workers are on their way.
    Coming(Vec<Member>),
    /// Workers that have started, and the place of the one that sums up.
    Working(Vec<Member>, usize),
    /// None: the page does it itself.
    None,
}

struct Run {
    id: u32,
    plan: Rc<Plan>,
    /// The plan as workers get it, written when the first does.
    json: OnceCell<Rc<str>>,
    chunks: Chunks,
    /// The period by whose spans figures are wanted, instead of a summary.
    by: Option<Period>,
    /// Whether it is one of a few trials in the middle of a drag.
    live: bool,
    news: Callback<News>,
    /// Whether the last summary has come.
    complete: bool,
    /// When progress was told last.
    told: f64,
    /// The page's own bench and its next slice, where there are no workers.
    own: Option<Bench>,
    slice: Option<Timeout>,
}

impl Run {
    fn json(&self) -> Rc<str> {
        Rc::clone(self.json.get_or_init(|| tandem_engine::plan::write(&self.plan).into()))
    }
}

impl Runner {
    /// A runner whose workers start at once, so that they are warm when the first plan comes; all but the last one: a processor
    /// is left to the page until it is drawn ([`Runner::reinforce`]).
    pub fn new() -> Self {
        let runner = Self(Rc::new_cyclic(|me| {
            RefCell::new(State {
                crew: Crew::Coming(Vec::new()),
                yard: None,
                drawn: false,
                pace: Pace::guess(),
                slice_pace: Pace::guess(),
                last_id: 0,
                run: None,
                following: None,
                after_few: None,
                asks: Vec::new(),
                last_ask: 0,
                own_answer: None,
                watchdog: None,
                me: Weak::clone(me),
            })
        }));
        let me = Rc::downgrade(&runner.0);
        spawn_local(async move {
            let yard = Yard::open().await;
            with(&me, |state| match yard {
                Ok(yard) => state.hire(yard),
                Err(_) => state.give_up_crew(),
            });
        });
        runner
    }

    /// The page is drawn: the last worker comes too.
    pub fn reinforce(&self) {
        self.0.borrow_mut().reinforce();
    }

    /// Runs trials of a plan, for its summary or its figures by spans of a period; an older run is dropped.
    pub fn start(&self, plan: Rc<Plan>, chunks: Chunks, by: Option<Period>, news: Callback<News>) {
        let mut state = self.0.borrow_mut();
        let workers = state.members().len().max(1) as f64;
        let soon = state.pace.ms_of(chunks.of()) < AT_ONCE_MS * workers;
        let chunks = if soon { Chunks::whole(chunks.of()) } else { chunks };
        state.after_few = None;
        if by.is_some() || !state.go_on_from_few(&plan, &chunks, &news) {
            state.following = None;
            state.start(plan, chunks, by, false, news);
        }
    }

    /// Asks something of a worker ([`probe::answer`]); gives the number of the question.
    pub(super) fn ask(&self, plans: Rc<str>, told: Callback<String>) -> u32 {
        let mut state = self.0.borrow_mut();
        state.last_ask += 1;
        let id = state.last_ask;
        state.asks.push(Ask { id, plans, told, sent: false });
        state.send_asks();
        id
    }

    /// Takes a question back; an answer that is under way is dropped when it comes.
    pub(super) fn take_back(&self, id: u32) {
        // Taken back while it is being answered: then it is gone already.
        if let Ok(mut state) = self.0.try_borrow_mut() {
            state.asks.retain(|ask| ask.id != id);
        }
    }

    /// Drops the run; one of a few trials in the middle of a drag goes on.
    pub fn stop(&self) {
        let mut state = self.0.borrow_mut();
        state.after_few = None;
        if state.run.as_ref().is_some_and(|run| !run.live) {
            state.run = None;
            state.watchdog = None;
        }
    }
}

impl Default for Runner {
    fn default() -> Self {
        Self::new()
    }
}

/// Works on the state, then tells the news: whoever hears it may start the next run.
fn with(state: &Weak<RefCell<State>>, work: impl FnOnce(&mut State)) {
    let Some(state) = state.upgrade() else { return };
    work(&mut state.borrow_mut());
}

/// As [`with`], for work that has news.
fn with_news(state: &Weak<RefCell<State>>, work: impl FnOnce(&mut State) -> Vec<News>) {
    let Some(state) = state.upgrade() else { return };
    let (news, listener) = {
        let mut state = state.borrow_mut();
        // Of the run that the news are of: the next may start at once.
        let listener = state.run.as_ref().map(|run| run.news.clone());
        (work(&mut state), listener)
    };
    if let Some(listener) = listener {
        news.into_iter().for_each(|news| listener.emit(news));
    }
}

impl State {
    fn start(
        &mut self,
        plan: Rc<Plan>,
        chunks: Chunks,
        by: Option<Period>,
        live: bool,
        news: Callback<News>,
    ) {
        self.last_id += 1;
        self.run = Some(Run {
            id: self.last_id,
            json: OnceCell::new(),
            plan,
            chunks,
            by,
            live,
            news,
            complete: false,
            told: now(),
            own: None,
            slice: None,
        });
        self.go_on();
    }

    fn hire(&mut self, yard: Yard) {
        let first = if self.drawn { worthwhile() } else { worthwhile().saturating_sub(1).max(1) };
        let mut members = Vec::new();
        for _ in 0..first {
            members.extend(self.member(&yard, members.len()));
        }
        if members.is_empty() {
            return self.give_up_crew();
        }
        self.yard = Some(yard);
        self.crew = Crew::Coming(members);
        self.watch(START_LIMIT_MS);
    }

    /// A worker that is on its way.
    fn member(&self, yard: &Yard, index: usize) -> Option<Member> {
        let (on_done, on_fault) = (Weak::clone(&self.me), Weak::clone(&self.me));
        let hired = yard.hire(
            move |done| with_news(&on_done, |state| state.hear(index, done)),
            move || with(&on_fault, State::give_up_crew),
        );
        hired.ok().map(Member::coming)
    }

    fn reinforce(&mut self) {
        self.drawn = true;
        // Before the yard is open nobody has been hired: then all will be.
        let Some(yard) = self.yard.take() else { return };
        let index = self.members().len();
        if index >= worthwhile() {
            return;
        }
        let Some(last) = self.member(&yard, index) else { return };
        match &mut self.crew {
            Crew::Coming(members) => members.push(last),
            // Where no way to the lead can be laid it is of no use.
            Crew::Working(members, lead) => {
                if last.hand.follow(&members[*lead].hand) {
                    members.push(last);
                }
            }
            Crew::None => {}
        }
    }

    fn hear(&mut self, index: usize, done: Done) -> Vec<News> {
        match done {
            Done::Ready => self.welcome(index),
            Done::Ran { run_id, first_trial, n_trials, ms } => {
                self.pace.learn(n_trials, ms);
                if let Some(member) = self.members().get_mut(index).filter(|member| member.run_id == run_id) {
                    member.done(n_trials);
                }
                let news = self.ran(run_id, first_trial, n_trials);
                self.go_on();
                return news;
            }
            Done::Answered { ask_id, json } => self.answered(ask_id, json),
            Done::Summed { run_id, n_trials, packed, outcomes } => {
                let outcomes = Outcomes::from_values(n_trials as usize, outcomes.to_vec()).map(Rc::new);
                let by = self.run.as_ref().and_then(|run| run.by);
                let packed = packed.to_vec();
                let news = outcomes.and_then(|outcomes| match by {
                    Some(period) => {
                        postcard::from_bytes(&packed).ok().map(|spans| News::Spans(period, spans, outcomes))
                    }
                    None => {
                        let summary = postcard::from_bytes(&packed).ok();
                        summary.map(|summary| News::Summary(Rc::new(summary), outcomes))
                    }
                });
                return self.summed(run_id, n_trials, news);
            }
        }
        Vec::new()
    }

    /// A worker has started. When the first has, work begins; the others join as they come.
    fn welcome(&mut self, index: usize) {
        if let Some(member) = self.members().get_mut(index) {
            member.ready = true;
        }
        if let Crew::Coming(members) = &mut self.crew
            && members.first().is_some_and(|lead| lead.ready)
        {
            let members = std::mem::take(members);
            self.work_with(members, 0);
        }
        self.go_on();
    }

    /// Work begins: the others hand what they run to the lead.
    fn work_with(&mut self, members: Vec<Member>, lead: usize) {
        self.watchdog = None;
        let others = members.iter().enumerate().filter(|(index, _)| *index != lead);
        let laid = others.map(|(_, member)| member.hand.follow(&members[lead].hand));
        if laid.collect::<Vec<_>>().contains(&false) {
            return self.give_up_crew();
        }
        self.crew = Crew::Working(members, lead);
    }

    fn members(&mut self) -> &mut [Member] {
        match &mut self.crew {
            Crew::Coming(members) | Crew::Working(members, _) => members,
            Crew::None => &mut [],
        }
    }

    /// Gives questions to a worker that has nothing else to do, else to the last; without workers they are answered here.
    fn send_asks(&mut self) {
        match &self.crew {
            Crew::Coming(_) => {}
            Crew::Working(members, _) => {
                let free = members.iter().rfind(|member| member.ready && member.chunks.is_empty());
                let Some(member) = free.or_else(|| members.iter().rfind(|member| member.ready)) else {
                    return;
                };
                for ask in self.asks.iter_mut().filter(|ask| !ask.sent) {
                    member.hand.send(&Job::Ask { ask_id: ask.id, plans: Rc::clone(&ask.plans) });
                    ask.sent = true;
                }
            }
            Crew::None if self.asks.is_empty() => {}
            Crew::None => {
                let me = Weak::clone(&self.me);
                self.own_answer = Some(Timeout::new(OWN_ANSWER_MS, move || {
                    with(&me, |state| {
                        if let Some((id, plans)) =
                            state.asks.first().map(|ask| (ask.id, Rc::clone(&ask.plans)))
                        {
                            state.answered(id, probe::answer(&plans));
                            state.send_asks();
                        }
                    });
                }));
            }
        }
    }

    /// An answer has come. It is told when the state is free again: whoever hears it may ask the next.
    fn answered(&mut self, id: u32, json: String) {
        let Some(place) = self.asks.iter().position(|ask| ask.id == id) else { return };
        let ask = self.asks.remove(place);
        spawn_local(async move { ask.told.emit(json) });
    }

    /// Gives every idle worker a chunk, or does a slice here.
    fn go_on(&mut self) {
        self.send_asks();
        if matches!(self.crew, Crew::None) {
            return self.slice_soon();
        }
        let (Crew::Working(members, lead), Some(run)) = (&mut self.crew, &mut self.run) else { return };
        if run.complete {
            return;
        }
        // A processor is left to the page while it is dragged.
        let members = if run.live { &mut members[*lead..=*lead] } else { &mut members[..] };
        let workers = members.iter().filter(|member| member.ready).count() as u32;
        // Each worker gets its first before any gets another.
        for ahead in 0..AHEAD {
            for member in members.iter_mut().filter(|member| member.ready) {
                // What it has of an older run is dropped there.
                member.brief(run);
                if member.chunks.len() > ahead {
                    continue;
                }
                let Some(chunk) = run.chunks.share(workers) else { continue };
                let n_trials = chunk.end - chunk.start;
                member.chunks.push_back(n_trials);
                member.hand.send(&Job::Run { run_id: run.id, first_trial: chunk.start, n_trials });
            }
        }
        self.watch(SILENCE_LIMIT_MS);
    }

    /// Trials were run: where a stage is complete, the lead sums up once it has them all.
    fn ran(&mut self, run_id: u32, first_trial: u32, n_trials: u32) -> Vec<News> {
        let Some(run) = self.run.as_mut().filter(|run| run.id == run_id) else { return Vec::new() };
        let completed = run.chunks.finish(first_trial..first_trial + n_trials);
        if let Crew::Working(members, lead) = &mut self.crew {
            let lead = &mut members[*lead];
            lead.brief(run);
            for n_trials in completed {
                lead.hand.send(&Job::Sum { run_id, n_trials });
            }
        }
        let now = now();
        if now - run.told < TELL_MS {
            return Vec::new();
        }
        run.told = now;
        vec![News::Progress(run.chunks.done())]
    }

    /// What the lead made of the first trials has come; nothing if it could not.
    fn summed(&mut self, run_id: u32, n_trials: u32, news: Option<News>) -> Vec<News> {
        let Some(run) = self.run.as_mut().filter(|run| run.id == run_id) else { return Vec::new() };
        if news.is_none() {
            self.give_up_crew();
        } else if n_trials == run.chunks.of() {
            run.complete = true;
            self.watchdog = None;
            self.go_after();
        }
        news.into_iter().collect()
    }

    fn slice_soon(&mut self) {
        let me = Weak::clone(&self.me);
        if let Some(run) = &mut self.run {
            run.slice = Some(Timeout::new(0, move || with_news(&me, State::slice)));
        }
    }

    /// A slice on the page's own thread.
    fn slice(&mut self) -> Vec<News> {
        let n = self.slice_pace.trials_in(SLICE_MS);
        let Some(run) = &mut self.run else { return Vec::new() };
        if run.own.is_none() {
            run.own = Bench::new(&run.plan, run.by);
        }
        let (Some(bench), Some(chunk)) = (&mut run.own, run.chunks.take(n)) else { return Vec::new() };
        let (start, n_trials) = (now(), chunk.end - chunk.start);
        let values = bench.run(chunk.start, n_trials);
        self.slice_pace.learn(n_trials, now() - start);
        bench.take_in(chunk.start, values);
        let mut news = Vec::new();
        for stage in run.chunks.finish(chunk) {
            news.extend(match run.by {
                Some(period) => bench.figures(stage).map(|(f, o)| News::Spans(period, f, Rc::new(o))),
                None => bench.sum_up(stage).map(|(s, o)| News::Summary(Rc::new(s), Rc::new(o))),
            });
        }
        news.push(News::Progress(run.chunks.done()));
        self.slice_soon();
        news
    }
}
