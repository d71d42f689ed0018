//! What the sides of a plan are worth: on the expected path, over what its inputs may be, and by the spans of a period.

use crate::failure::{Failure, Outcome};
use crate::output;
use serde::Serialize;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use tandem_engine::balance::{
    self, ChannelReturn, ChannelSpanReturns, GoodwillSpan, ReturnRange, channel_returns_by, goodwill_by,
    return_ranges, returns_at,
};
use tandem_engine::{Model, Period};

/// Points of the uncertain inputs at which returns are worked out: a percentile is within some hundredths of the range.
const POINTS: u32 = 200;

/// What `--balance` tells.
#[derive(Serialize)]
pub(crate) struct Balance {
    /// On the expected path.
    #[serde(flatten)]
    pub(crate) expected: balance::Balance,
    /// Over the uncertain inputs, by channel; empty without any.
    pub(crate) ranges: Vec<ReturnRange>,
    /// With `--by` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<By>,
}

/// Returns by the spans of a period.
#[derive(Serialize)]
pub(crate) struct By {
    pub(crate) period: Period,
    /// By channel, in the plan's order.
    pub(crate) channels: Vec<ChannelSpanReturns>,
    pub(crate) goodwill: Goodwill,
}

/// What goodwill brings.
#[derive(Serialize)]
pub(crate) struct Goodwill {
    pub(crate) spans: Vec<GoodwillSpan>,
    pub(crate) after: f64,
}

impl Balance {
    /// Works it out on so many threads, with progress on a terminal.
    pub(crate) fn of(model: &Model, period: Option<Period>, threads: usize) -> Outcome<Self> {
        let by = |period| {
            let channels = 0..model.plan().channels.len();
            let (spans, after) = goodwill_by(model, period);
            By {
                period,
                channels: channels.map(|channel| channel_returns_by(model, channel, period)).collect(),
                goodwill: Goodwill { spans, after },
            }
        };
        Ok(Self {
            expected: balance::balance(model),
            ranges: return_ranges(&points(model, threads)?),
            by: period.map(by),
        })
    }
}

/// Returns at the points of the uncertain inputs, in their order; none where nothing is uncertain.
fn points(model: &Model, threads: usize) -> Outcome<Vec<Vec<ChannelReturn>>> {
    let next = AtomicU32::new(0);
    let work = || {
        let mut found = Vec::new();
        loop {
            let point = next.fetch_add(1, Ordering::Relaxed);
            let returns = (point < POINTS).then(|| returns_at(model, point, POINTS)).flatten();
            let Some(returns) = returns else { return found };
            output::progress(&format!("{} of {POINTS} points of the ranges", point + 1));
            found.push((point, returns));
        }
    };
    let found = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().ok()).collect::<Option<Vec<_>>>()
    });
    output::progress("");
    let mut found = found
        .ok_or_else(|| {
            Failure::unusable("a thread ended before its work was done").hint("try `--threads 1`")
        })?
        .concat();
    found.sort_unstable_by_key(|(point, _)| *point);
    Ok(found.into_iter().map(|(_, returns)| returns).collect())
}
