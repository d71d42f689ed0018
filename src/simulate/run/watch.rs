//! Workers that do not start or fall silent.

use super::{Crew, State, with};
use crate::worker::now;
use gloo::timers::callback::Timeout;
use std::rc::Weak;

/// A worker that has not started by then is not waited for, milliseconds.
pub(super) const START_LIMIT_MS: u32 = 2_000;
/// Workers that have said nothing for so long during a run are given up, milliseconds.
pub(super) const SILENCE_LIMIT_MS: u32 = 15_000;
/// Time within which a watchdog counts as just set, milliseconds.
const FRESH_MS: f64 = 1_000.0;

/// Gives the workers up when its time is over.
pub(super) struct Watchdog {
    limit_ms: u32,
    since: f64,
    _timer: Timeout,
}

impl State {
    /// No workers from now on; the run begins again on the page's own thread.
    pub(super) fn give_up_crew(&mut self) {
        self.crew = Crew::None;
        self.watchdog = None;
        self.asks.iter_mut().for_each(|ask| ask.sent = false);
        self.following = None;
        self.run = self.run.take().filter(|run| !run.live);
        if let Some(run) = &mut self.run {
            run.chunks = run.chunks.again();
        }
        match self.after_few.take() {
            Some((plan, chunks, news)) => self.start(plan, chunks, None, false, news),
            None => self.go_on(),
        }
    }

    /// Gives the workers up if nothing is heard from them for so long. Told again within a second, it is left as it is: what
    /// workers say comes every few milliseconds.
    pub(super) fn watch(&mut self, limit_ms: u32) {
        let fresh = |dog: &Watchdog| dog.limit_ms == limit_ms && now() - dog.since < FRESH_MS;
        if !self.watchdog.as_ref().is_some_and(fresh) {
            let me = Weak::clone(&self.me);
            let timer = Timeout::new(limit_ms, move || with(&me, State::give_up_silent_crew));
            self.watchdog = Some(Watchdog { limit_ms, since: now(), _timer: timer });
        }
    }

    /// Of workers that are still to start, those that have started are kept.
    fn give_up_silent_crew(&mut self) {
        match std::mem::replace(&mut self.crew, Crew::None) {
            Crew::Coming(members) => match members.iter().position(|member| member.ready) {
                Some(lead) => {
                    self.work_with(members, lead);
                    self.go_on();
                }
                None => self.give_up_crew(),
            },
            Crew::Working(..) | Crew::None => self.give_up_crew(),
        }
    }
}
