//! Sums whose rounding does not depend on how well the caller behaves.

/// A running sum with a carried correction (Neumaier's form of Kahan's summation).
///
/// The result of pushing the same values in the same order is the same bits everywhere; its error is about
/// one rounding however many values are pushed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds one value.
    #[inline]
    pub fn push(&mut self, value: f64) {
        let next = self.total + value;
        self.lost += if self.total.abs() >= value.abs() {
            (self.total - next) + value
        } else {
            (value - next) + self.total
        };
        self.total = next;
    }

    /// The sum so far.
    #[inline]
    pub fn value(self) -> f64 {
        self.total + self.lost
    }
}

/// Sum of a slice from left to right through [`Sum`].
pub fn sum(values: &[f64]) -> f64 {
    let mut total = Sum::default();
    for &value in values {
        total.push(value);
    }
    total.value()
}
