//! Rows of deals from a file with heads: opened, closed, outcome and, if it is there, amount.

use serde::Serialize;
use tandem_calibration::{Deal, Outcome};
use tandem_engine::date::Date;

/// What separates cells: the one that the line of heads has most of.
const SEPARATORS: [u8; 3] = *b",;\t";

/// A deal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) opened: Date,
    pub(super) closed: Option<Date>,
    is_won: bool,
    pub(super) amount: Option<f64>,
}

impl Row {
    /// As it stood on that day.
    pub(super) fn deal(&self, taken: Date) -> Deal {
        let closed = self.closed.filter(|closed| *closed <= taken);
        let outcome = match (closed, self.is_won) {
            (None, _) => Outcome::Open,
            (Some(_), true) => Outcome::Won,
            (Some(_), false) => Outcome::Lost,
        };
        let days = closed.unwrap_or(taken).days_since(self.opened);
        Deal { weeks: f64::from(days) / 7.0, outcome }
    }
}

/// What is wrong with a row, which is left out.
#[derive(Debug, Serialize)]
pub(super) struct Fault {
    /// From 1; the heads are line 1. 0 = the file as a whole.
    pub(super) line: u64,
    pub(super) column: &'static str,
    pub(super) what: String,
    pub(super) cure: String,
}

impl Fault {
    fn new(line: u64, column: &'static str, what: String, cure: &str) -> Self {
        Self { line, column, what, cure: cure.to_owned() }
    }

    /// As a line of the report.
    pub(super) fn line(&self) -> String {
        format!("  line {}, {}: {}; {}\n", self.line, self.column, self.what, self.cure)
    }
}

/// What a file holds.
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    pub(super) faults: Vec<Fault>,
}

/// Where the columns are.
struct Columns {
    opened: usize,
    closed: usize,
    outcome: usize,
    amount: Option<usize>,
}

impl Rows {
    /// Reads a file; a fault of the whole where the heads are not there.
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let text = text.trim_start_matches('\u{feff}');
        let head = text.lines().next().unwrap_or_default();
        let count = |separator: u8| head.bytes().filter(|byte| *byte == separator).count();
        let separator = SEPARATORS.into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let heads = reader.headers().map_err(|error| whole(error.to_string()))?.clone();
        let columns = Columns::find(&heads)?;
        let mut found = Rows { rows: Vec::new(), faults: Vec::new() };
        for record in reader.records() {
            let record = record.map_err(|error| whole(error.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            match columns.row(line, &record) {
                Ok(row) => found.rows.push(row),
                Err(fault) => found.faults.push(fault),
            }
        }
        Ok(found)
    }
}

fn whole(what: String) -> Fault {
    Fault::new(
        0,
        "",
        what,
        "the first line holds the heads `opened`, `closed`, `outcome` and, if known, `amount`",
    )
}

impl Columns {
    fn find(heads: &csv::StringRecord) -> Result<Self, Fault> {
        let place = |name: &str| heads.iter().position(|head| head.eq_ignore_ascii_case(name));
        let needed = |name: &str| {
            let found: Vec<&str> = heads.iter().collect();
            place(name)
                .ok_or_else(|| whole(format!("there is no column `{name}`, found `{}`", found.join("`, `"))))
        };
        Ok(Self {
            opened: needed("opened")?,
            closed: needed("closed")?,
            outcome: needed("outcome")?,
            amount: place("amount"),
        })
    }

    fn row(&self, line: u64, record: &csv::StringRecord) -> Result<Row, Fault> {
        let cell = |place: usize| record.get(place).unwrap_or_default();
        let date = |place: usize, column: &'static str| {
            // A time of day may follow.
            let text = cell(place);
            Date::parse(text.get(..10).unwrap_or(text)).ok_or_else(|| {
                Fault::new(line, column, format!("`{text}` is no date"), "write it as 2027-06-30")
            })
        };
        let opened = date(self.opened, "opened")?;
        let outcome = cell(self.outcome);
        let is_won = match outcome.to_ascii_lowercase().as_str() {
            "won" => Some(true),
            "lost" => Some(false),
            "open" | "" => None,
            _ => {
                let what = format!("`{outcome}` is no outcome");
                return Err(Fault::new(line, "outcome", what, "write won, lost or open"));
            }
        };
        let closed = is_won.map(|_| date(self.closed, "closed")).transpose()?;
        if let Some(closed) = closed.filter(|closed| *closed < opened) {
            let what = format!("closed {closed} before it was opened {opened}");
            return Err(Fault::new(line, "closed", what, "correct one of the two"));
        }
        let amount = match self.amount.map(cell).filter(|text| !text.is_empty()) {
            None => None,
            Some(text) => {
                match text.parse::<f64>().ok().filter(|amount| amount.is_finite() && *amount >= 0.0) {
                    Some(amount) => Some(amount),
                    None => {
                        let what = format!("`{text}` is no amount");
                        return Err(Fault::new(line, "amount", what, "write a number, such as 12500.00"));
                    }
                }
            }
        };
        Ok(Row { opened, closed, is_won: is_won.unwrap_or(false), amount })
    }
}
