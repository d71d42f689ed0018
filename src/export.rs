//! Tables as files: CSV for every program, XLSX for spreadsheets.
//!
//! Pure. Numbers stay numbers in full precision; a text that a spreadsheet would take for a formula is made harmless.

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
