//! Months with figures, pasted from a spreadsheet: which column holds which figure, and which cells cannot be read.
//!
//! Nothing is applied here, and no column is left out without a word.

use super::amount::normalised;
use super::table::{BadCell, cells, is_blank, is_number};
use super::{Problem, parse, parse_first_date};
use tandem_engine::date::Date;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::plan::ActualMeasure;
use tandem_engine::quantity::{Quantity, Unit};

/// A figure that a column can hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// The figure that is kept.
    pub measure: ActualMeasure,
    /// What the column's values are of it: 12 where a year of a monthly figure is told.
    pub factor: f64,
}

impl Held {
    /// The figure as it is kept.
    pub const fn as_kept(measure: ActualMeasure) -> Self {
        Self { measure, factor: 1.0 }
    }

    /// What is counted in it.
    pub const fn unit(self) -> Unit {
        if self.measure.is_money() { Unit::Money } else { Unit::Count }
    }
}

/// A figure of a month, as it is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthLine {
    /// The first of the month.
    pub month: Date,
    /// The figure.
    pub measure: ActualMeasure,
    /// Its value.
    pub value: f64,
}

/// A column that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// No figure is called that.
    Unknown(String),
    /// Another column holds that figure already.
    Twice(String),
    /// It has no head that says what it holds; its number, from 1.
    NoHead(usize),
}

/// What was understood, and what was not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// The figures, in the order of the columns.
    pub figures: Vec<Held>,
    /// Their values, line by line.
    pub lines: Vec<MonthLine>,
    /// Cells that cannot be read.
    pub bad: Vec<BadCell>,
    /// Columns that are left out.
    pub left_out: Vec<LeftOut>,
}

/// Months in the first column and figures in the next, or months in the first line and figures below. Heads say which figures:
/// `known` finds one by its head. A single column without a head, or with one that only says that there are values (`is_plain`),
/// holds the figure that was `chosen`.
pub fn months(
    text: &str,
    chosen: Held,
    currency: &str,
    known: impl Fn(&str) -> Option<Held>,
    is_plain: impl Fn(&str) -> bool,
) -> Pasted {
    let table = cells(text);
    // Months side by side are turned, so that there is one way to read them.
    let is_month = |cell: &String| parse_first_date(cell).is_ok();
    let across = table.first().is_some_and(|line| line.iter().filter(|cell| is_month(cell)).count() > 1);
    let table = if across { turned(&table) } else { table };
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |line: usize, column: usize| {
        table.get(line).and_then(|line| line.get(column)).map_or("", String::as_str)
    };
    let has_head = table.first().is_some_and(|line| {
        let (month, values) =
            line.split_first().map_or(("", &[][..]), |(month, rest)| (month.as_str(), rest));
        parse_first_date(month).is_err()
            && !values.iter().any(|value| is_number(value))
            && (!is_blank(month) || values.iter().any(|value| !is_blank(value)))
    });
    let mut pasted = Pasted::default();
    let mut columns = Vec::new();
    for column in 1..width.max(2) {
        let head = if has_head { cell(0, column) } else { "" };
        let is_empty = (0..table.len()).all(|line| is_blank(cell(line, column)));
        let held = match known(head) {
            // Without a word, or with one that names nothing, a lone column is the figure that was picked.
            None if column == 1 && (!has_head || (width == 2 && (head.is_empty() || is_plain(head)))) => {
                Some(chosen)
            }
            held => held,
        };
        let is_taken = |held: &Held| pasted.figures.iter().any(|figure| figure.measure == held.measure);
        match held {
            Some(held) if !is_taken(&held) => {
                pasted.figures.push(held);
                columns.push((column, held));
            }
            _ if is_empty && column > 1 => {}
            Some(_) => pasted.left_out.push(LeftOut::Twice(head.to_owned())),
            None if head.is_empty() => pasted.left_out.push(LeftOut::NoHead(column + 1)),
            None => pasted.left_out.push(LeftOut::Unknown(head.to_owned())),
        }
    }
    let at =
        |line: usize, column: usize| if across { (column + 1, line + 1) } else { (line + 1, column + 1) };
    for line in usize::from(has_head)..table.len() {
        let month = cell(line, 0);
        let said: Vec<_> = columns.iter().filter(|(column, _)| !is_blank(cell(line, *column))).collect();
        let month = match parse_first_date(month) {
            Ok(day) => Date::first_of_month(day.month_number()),
            Err(_) if is_blank(month) && said.is_empty() => continue,
            Err(problem) => {
                let ((line, column), found) = (at(line, 0), month.to_owned());
                pasted.bad.push(BadCell { line, column, found, problem, unit: chosen.unit() });
                continue;
            }
        };
        for &&(column, held) in &said {
            let (found, unit) = (cell(line, column), held.unit());
            let quantity = Quantity { unit, min: -1e12, max: 1e12, scale: Scale::Normal };
            let problem = match parse(found, quantity, currency) {
                Ok(Estimate::Fixed(value)) => {
                    pasted.lines.push(MonthLine { month, measure: held.measure, value: value / held.factor });
                    continue;
                }
                Ok(_) => Problem::NotANumber { found: normalised(found) },
                Err(problem) => problem,
            };
            let ((line, column), found) = (at(line, column), found.to_owned());
            pasted.bad.push(BadCell { line, column, found, problem, unit });
        }
    }
    pasted
}

/// Lines as columns.
fn turned(table: &[Vec<String>]) -> Vec<Vec<String>> {
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let column = |i: usize| table.iter().map(|line| line.get(i).cloned().unwrap_or_default()).collect();
    (0..width).map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, chosen: ActualMeasure) -> Pasted {
        let known = |head: &str| match head.to_lowercase().as_str() {
            "mqls" => Some(Held::as_kept(ActualMeasure::Mql)),
            "mrr" => Some(Held::as_kept(ActualMeasure::Mrr)),
            "arr" => Some(Held { measure: ActualMeasure::Mrr, factor: 12.0 }),
            "leads" => Some(Held::as_kept(ActualMeasure::Leads)),
            _ => None,
        };
        months(text, Held::as_kept(chosen), "USD", known, |head| head == "Actual")
    }

    fn lines(pasted: &Pasted) -> Vec<(String, ActualMeasure, f64)> {
        pasted.lines.iter().map(|line| (line.month.to_string(), line.measure, line.value)).collect()
    }

    #[test]
    fn two_columns_without_heads_are_the_figure_that_was_picked() {
        let down = read("2027-02\t998\n2027年3月\t\nApr 2027\tmany", ActualMeasure::Won);
        assert_eq!(lines(&down), [("2027-02-01".to_owned(), ActualMeasure::Won, 998.0)]);
        assert_eq!((down.bad.len(), down.bad[0].line, down.bad[0].column), (1, 3, 2));
        assert_eq!(down.left_out, []);
        let headed = read("Month\tActual\nJan 2027\t1,204", ActualMeasure::Won);
        assert_eq!(lines(&headed), [("2027-01-01".to_owned(), ActualMeasure::Won, 1204.0)]);
        let signs = read("02/2027\t$99\n3/2027\t$1,200", ActualMeasure::Mrr);
        assert_eq!(signs.lines.iter().map(|line| line.value).collect::<Vec<_>>(), [99.0, 1200.0]);
    }

    #[test]
    fn heads_say_which_figures_and_several_are_taken_at_once() {
        let pasted =
            read("Month\tMQLs\tARR\tMagic\nJan 2027\t420\t1.2M\t7\nFeb 2027\t\tmuch\t8", ActualMeasure::Won);
        let jan = "2027-01-01".to_owned();
        assert_eq!(
            lines(&pasted),
            [(jan.clone(), ActualMeasure::Mql, 420.0), (jan, ActualMeasure::Mrr, 100_000.0)]
        );
        assert_eq!(pasted.left_out, [LeftOut::Unknown("Magic".to_owned())]);
        assert_eq!((pasted.bad.len(), pasted.bad[0].line, pasted.bad[0].column), (1, 3, 3));
        // A head that names nothing is refused, and never taken for what was picked.
        let other = read("Month\tMagic\nJan 2027\t420", ActualMeasure::Won);
        assert_eq!((other.lines.len(), other.left_out), (0, vec![LeftOut::Unknown("Magic".to_owned())]));
        let twice = read("Month\tMRR\tARR\nJan 2027\t1k\t12k", ActualMeasure::Won);
        assert_eq!((twice.lines.len(), twice.left_out), (1, vec![LeftOut::Twice("ARR".to_owned())]));
        let bare = read("Jan 2027\t420\t3\nFeb 2027\t430\t4", ActualMeasure::Won);
        assert_eq!((bare.lines.len(), bare.left_out), (2, vec![LeftOut::NoHead(3)]));
        // One month of several figures is no row of months.
        assert_eq!(read("Month\tMQLs\tLeads\nJan 2027\t4\t9", ActualMeasure::Won).figures.len(), 2);
    }

    #[test]
    fn months_stand_under_or_beside_each_other() {
        let across = read("Jan 2027\tFeb 2027\tMar 2027\n10k\t12.5k\t-3k", ActualMeasure::Cash);
        let values: Vec<_> = across.lines.iter().map(|line| line.value).collect();
        assert_eq!(values, [10_000.0, 12_500.0, -3_000.0]);
        let named = read("\tJan 2027\tFeb 2027\nMQLs\t10\t12\nLeads\t40\tmany", ActualMeasure::Cash);
        assert_eq!(named.lines.len(), 3);
        assert_eq!((named.bad[0].line, named.bad[0].column), (3, 3));
    }
}
