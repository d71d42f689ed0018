//! What a draw is for: part of its address, so that a draw never depends on what else is drawn.

use crate::random::Address;

/// What is drawn. The numbers are part of every result: never reuse one (10 and 19 to 21 are spent), only add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum Purpose {
    Leads = 1,
    FitClass = 2,
    Qualify = 3,
    Recycle = 4,
    Returning = 5,
    ServeTotal = 6,
    ServeCell = 7,
    HandOver = 8,
    Replies = 9,
    Acceptance = 11,
    Stale = 12,
    IntakeTotal = 13,
    IntakeCell = 14,
    Pass = 15,
    Discovery = 16,
    Outcome = 17,
    Closing = 18,
    DealValue = 22,
    PulledValue = 23,
    Churn = 24,
    RepeatOrders = 25,
    Leavers = 26,
    HireFailure = 27,
    OpeningHeads = 28,
    OpeningPipeline = 29,
    OpeningWins = 30,
    OpeningFit = 31,
    OpeningWonDuration = 32,
    OpeningLostDuration = 33,
    OpeningCustomers = 34,
    OpeningPool = 35,
    OpeningQueue = 36,
    OpeningSqls = 37,
    OpeningSqlDuration = 38,
    OpeningWaiting = 39,
    OpeningDiscovery = 40,
    OpeningDiscoveryDuration = 41,
    OpeningFailing = 42,
    OpeningFailingDuration = 43,
    OpeningReturning = 44,
    ChurnOfWeek = 45,
}

impl Purpose {
    /// The address of this purpose in a week.
    #[inline]
    pub(crate) const fn at(self, week: usize, index: u32) -> Address {
        Address::new(self as u16, week as u32, index)
    }
}
