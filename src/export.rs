//! Tables as files: CSV for every program, XLSX for spreadsheets.
//!
//! Pure. Numbers stay numbers, in the seven digits that a future is kept in, and all before the point; a text that a spreadsheet would take for a formula is made harmless.

mod csv;
mod xlsx;
mod zip;

pub use csv::csv;
pub use xlsx::xlsx;

use tandem_engine::date::Date;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// A fraction that is shown as a percent.
    Share(f64),
    /// A day.
    Day(Date),
}

impl Cell {
    /// Words; none are an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }
}

/// A table with a head.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A number in the digits that it is known in: seven, and all before the point.
fn known(number: f64) -> f64 {
    let whole = if number.abs() < 1.0 { 0 } else { number.abs().log10().floor() as usize + 1 };
    let small = (-number.abs().log10()).floor();
    // What begins behind the point has its seven digits from there.
    let decimals = if whole == 0 && small.is_finite() {
        7 + small.max(0.0) as usize
    } else {
        7_usize.saturating_sub(whole)
    };
    format!("{number:.decimals$}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn numbers_have_the_digits_that_they_are_known_in() {
        let rows = [
            (4_961_020.425_000_001, 4_961_020.0),
            (0.1 + 0.2, 0.3),
            (43_512.345_678, 43_512.35),
            (123_456_789.4, 123_456_789.0),
            (0.001_234_567_89, 0.001_234_568),
            (-1.5, -1.5),
            (0.0, 0.0),
            (12_000.0, 12_000.0),
        ];
        for (number, expected) in rows {
            assert_eq!(known(number), expected);
        }
    }
}
