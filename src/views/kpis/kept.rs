//! The ranges that key figures had last: they stay, dimmed, until the futures of the plan as it is now are there.

use crate::format::Format;
use tandem_engine::date::Date;
use tandem_engine::{Period, Summary};

/// What the ranges are of: another plan, time axis, span or way of writing has none of them.
type Of = (String, Date, u32, (Period, usize), Format);

/// The last ranges in words.
#[derive(Default)]
pub(super) struct Kept {
    of: Option<Of>,
    ranges: Vec<(&'static str, String)>,
    /// In how many futures cash never runs out.
    pub(super) never_out: Option<String>,
}

impl Kept {
    /// Forgets all that is of something else.
    pub(super) fn be_of(&mut self, title: &str, summary: &Summary, span: (Period, usize), format: &Format) {
        let of = (title.to_owned(), summary.start, summary.horizon_weeks, span, format.clone());
        if self.of.as_ref() != Some(&of) {
            *self = Self { of: Some(of), ..Self::default() };
        }
    }

    /// The range of a figure: `range` where it is of futures and is kept then, else the one that was kept.
    pub(super) fn range(&mut self, key: &'static str, range: String, of_futures: bool) -> String {
        let known = self.ranges.iter_mut().find(|(of, _)| *of == key);
        match known {
            Some((_, last)) if of_futures => last.clone_from(&range),
            Some((_, last)) if range.is_empty() => return last.clone(),
            None if of_futures => self.ranges.push((key, range.clone())),
            _ => {}
        }
        range
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_stays_until_there_is_a_newer_one() {
        let mut kept = Kept::default();
        let mut range = |range: &str, of_futures| kept.range("won", range.to_owned(), of_futures);
        assert_eq!(range("", false), "");
        assert_eq!(range("66–98", true), "66–98");
        assert_eq!(range("", false), "66–98");
        assert_eq!(range("not defined", false), "not defined");
        assert_eq!(range("70–99", true), "70–99");
        assert_eq!(range("", false), "70–99");
    }
}
