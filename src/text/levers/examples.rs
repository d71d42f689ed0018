//! What a hint tells to type: of all examples those that the very field takes.

/// Whether a field takes a text.
pub type Takes<'a> = &'a dyn Fn(&str) -> bool;

/// Examples for fields of a unit; where some are refused the later ones take their place.
pub(super) struct Candidates {
    /// Single values.
    pub(super) singles: &'static [&'static str],
    /// How many of them are told.
    pub(super) most: usize,
    /// Ranges, of which two are told.
    pub(super) ranges: &'static [&'static str],
}

/// Examples that a field takes.
pub(super) struct Examples {
    /// Single values.
    pub(super) singles: Vec<&'static str>,
    /// Ranges; none where the field takes none.
    pub(super) ranges: Vec<&'static str>,
}

impl Candidates {
    /// Those that a field takes.
    pub(super) fn taken(&self, takes: Takes<'_>) -> Examples {
        let first = |of: &'static [&'static str], most: usize| {
            of.iter().copied().filter(|text| takes(text)).take(most).collect()
        };
        Examples { singles: first(self.singles, self.most), ranges: first(self.ranges, 2) }
    }
}
