//! Cells pasted from a spreadsheet: lines and columns, what they mean, and which of them cannot be read.
//!
//! Nothing is applied here. What was understood is shown first, with the place of every cell that was not.

use super::{Problem, parse};
use crate::text::stages::typed::{self, Column};
use tandem_engine::estimate::Estimate;
use tandem_engine::quantity::{CONVERSION, LEAD_SHARE, Quantity, STAGE_WEEKS, Unit};

/// A cell that cannot be read, with its place as a spreadsheet counts.
#[derive(Clone, Debug, PartialEq)]
pub struct BadCell {
    /// Line of what was pasted, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What stands there.
    pub found: String,
    /// What is wrong with it.
    pub problem: Problem,
    /// What is counted there.
    pub unit: Unit,
}

/// What was understood, and what was not.
#[derive(Clone, Debug, PartialEq)]
pub struct Pasted<T> {
    /// Lines that say something.
    pub lines: Vec<T>,
    /// Cells that cannot be read.
    pub bad: Vec<BadCell>,
}

/// The stages of the funnel, and the deals that it loses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageRow {
    /// One of the five stages, leads first.
    Stage(usize),
    /// A sub-stage of the opportunity, known by its name.
    Sub,
    /// Lost deals: they have a time and nothing else.
    Lost,
}

/// What a line says about a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct StageLine {
    /// The stage.
    pub row: StageRow,
    /// Its new name; of a sub-stage the one that it is known by.
    pub name: Option<String>,
    /// The share that goes on to the next stage.
    pub conversion: Option<Estimate>,
    /// Time to the next stage, weeks.
    pub weeks: Option<Estimate>,
}

/// Lines and cells: between tabs, else semicolons, else commas. Cells in quotation marks may hold what else divides them.
pub fn cells(text: &str) -> Vec<Vec<String>> {
    let between = ['\t', ';'].into_iter().find(|mark| text.contains(*mark)).unwrap_or(',');
    let (mut lines, mut line, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut marks = text.chars().peekable();
    while let Some(mark) = marks.next() {
        match mark {
            '"' if quoted && marks.peek() == Some(&'"') => cell.extend(marks.next()),
            '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
            '\r' if !quoted => {}
            '\n' if !quoted => {
                line.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            mark if mark == between && !quoted => line.push(std::mem::take(&mut cell)),
            mark => cell.push(mark),
        }
    }
    line.push(cell);
    lines.push(line);
    let trimmed =
        lines.into_iter().map(|line| line.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    trimmed.filter(|line| line.iter().any(|cell| !cell.is_empty())).collect()
}

/// Whether a text is more than one cell, and no value for a single field.
pub fn is_table(text: &str) -> bool {
    let text = text.trim_end();
    text.contains(['\t', '\n'])
}

/// A cell that says nothing.
pub(super) fn is_blank(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "—" | "/" | "n/a" | "N/A" | "#N/A")
}

pub(super) fn is_number(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit() || "+-−$€£¥.<>~".contains(c))
        && cell.contains(|c: char| c.is_ascii_digit())
}

/// The stages of a funnel. `known` are the names that a stage goes by, in any language. Lines with other names beneath an
/// opportunity without figures of its own are its sub-stages.
pub fn stages(text: &str, known: &[(StageRow, String)]) -> Pasted<StageLine> {
    let table = cells(text);
    let (head, columns) = columns(&table);
    let first = usize::from(head);
    let at = |kind: Column| columns.iter().position(|column| *column == kind);
    let label = |line: &[String]| at(Column::Name).and_then(|i| line.get(i)).cloned().unwrap_or_default();
    let rows = rows_of(&table[first..], &columns, |line| label(line), known);
    // Where most names are not known they are new names, in the order of the funnel.
    let by_name = 2 * rows.iter().flatten().count() >= rows.len();
    let mut pasted = Pasted { lines: Vec::new(), bad: Vec::new() };
    for (index, line) in table[first..].iter().enumerate() {
        let number = first + index + 1;
        let row = match (by_name, rows[index]) {
            (true, Some(row)) => row,
            (false, _) if index < 5 => StageRow::Stage(index),
            _ => {
                let column = at(Column::Name).unwrap_or(0);
                let found = line.get(column).cloned().unwrap_or_default();
                let problem = Problem::UnknownWord { found: found.clone() };
                let unit = Unit::None;
                pasted.bad.push(BadCell { line: number, column: column + 1, found, problem, unit });
                continue;
            }
        };
        let name = Some(label(line)).filter(|name| (!by_name || row == StageRow::Sub) && !is_blank(name));
        let mut said = StageLine { row, name, conversion: None, weeks: None };
        for (column, kind) in columns.iter().enumerate() {
            let Some(cell) = line.get(column).filter(|cell| !is_blank(cell)) else { continue };
            let read = match kind {
                Column::Conversion => conversion(cell, row).map(|read| said.conversion = read),
                Column::Days => time(cell, row, 1.0 / 7.0).map(|read| said.weeks = read),
                Column::Weeks => time(cell, row, 1.0).map(|read| said.weeks = read),
                Column::Name | Column::Other => Ok(()),
            };
            if let Err(problem) = read {
                let unit = if *kind == Column::Conversion { Unit::Share } else { Unit::Weeks };
                let (column, found) = (column + 1, cell.clone());
                pasted.bad.push(BadCell { line: number, column, found, problem, unit });
            }
        }
        let is_new = row == StageRow::Sub && !is_known_sub(&label(line), known);
        if is_new && (said.conversion.is_none() || said.weeks.is_none()) {
            // A new sub-stage needs both; what could not be read is told already.
            if !pasted.bad.iter().any(|bad| bad.line == number) {
                let (found, column) = (label(line), at(Column::Name).unwrap_or(0) + 1);
                let (problem, unit) = (Problem::Empty, Unit::Share);
                pasted.bad.push(BadCell { line: number, column, found, problem, unit });
            }
        } else if said.name.is_some() || said.conversion.is_some() || said.weeks.is_some() {
            pasted.lines.push(said);
        }
    }
    pasted
}

/// What each line is about, where that is known.
fn rows_of(
    lines: &[Vec<String>],
    columns: &[Column],
    label: impl Fn(&[String]) -> String,
    known: &[(StageRow, String)],
) -> Vec<Option<StageRow>> {
    let says_nothing = |line: &[String]| {
        let figures = columns
            .iter()
            .zip(line)
            .filter(|(column, _)| matches!(column, Column::Conversion | Column::Days | Column::Weeks));
        figures.into_iter().all(|(_, cell)| is_blank(cell))
    };
    let mut beneath = false;
    let row = |line: &Vec<String>| {
        let label = label(line);
        let row = typed::stage(&label, known);
        match row {
            Some(StageRow::Sub) => {}
            Some(row) => beneath = row == StageRow::Stage(3) && says_nothing(line),
            None if beneath && !is_blank(&label) => return Some(StageRow::Sub),
            None => {}
        }
        row
    };
    lines.iter().map(row).collect()
}

/// Whether the plan has a sub-stage of that name.
fn is_known_sub(label: &str, known: &[(StageRow, String)]) -> bool {
    typed::stage(label, known) == Some(StageRow::Sub)
}

/// Whether the first line is a head, and what each column holds.
fn columns(table: &[Vec<String>]) -> (bool, Vec<Column>) {
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let first = table.first().map_or(&[][..], Vec::as_slice);
    let named: Vec<Column> = (0..width)
        .map(|i| first.get(i).map_or(Column::Other, |head| typed::column(&head.to_lowercase())))
        .collect();
    let is_head = !first.iter().any(|cell| is_number(cell)) && named.iter().any(|c| *c != Column::Other);
    if is_head && named.iter().any(|c| matches!(c, Column::Conversion | Column::Days | Column::Weeks)) {
        return (true, named);
    }
    // Without a head: words are names, the first numbers are shares, the next ones days.
    let (mut numbers, mut has_names) = (0, false);
    let of = |i: usize| table.iter().filter_map(move |line| line.get(i)).filter(|cell| !is_blank(cell));
    let kinds = (0..width)
        .map(|i| {
            if !of(i).any(|cell| is_number(cell)) {
                let name = !has_names && of(i).next().is_some();
                has_names |= name;
                return if name { Column::Name } else { Column::Other };
            }
            numbers += 1;
            match numbers {
                1 => Column::Conversion,
                2 => Column::Days,
                _ => Column::Other,
            }
        })
        .collect();
    (false, kinds)
}

/// A share. A spreadsheet gives 28 % as 28%, 28 or 0.28: what has no sign and is not above 1 is a part of 1.
fn conversion(cell: &str, row: StageRow) -> Result<Option<Estimate>, Problem> {
    let quantity = match row {
        StageRow::Stage(0) => LEAD_SHARE,
        StageRow::Stage(1..=3) | StageRow::Sub => CONVERSION,
        // Nothing comes after it: what stands there is a total.
        _ => return Ok(None),
    };
    let wide = Quantity { min: 0.0, max: 1e6, ..quantity };
    let read = parse(cell, wide, "")?;
    let has_sign = cell.contains(['%', '％']);
    let part = |share: f64| if has_sign { share } else { share * 100.0 };
    let read = match read {
        Estimate::Fixed(share) if share <= 0.01 => Estimate::Fixed(part(share)),
        Estimate::Range { p10, p90, scale } if p90 <= 0.01 => {
            Estimate::Range { p10: part(p10), p90: part(p90), scale }
        }
        read => read,
    };
    within(read, quantity).map(Some)
}

/// A time in weeks; `unit` is what a bare number counts, in weeks.
fn time(cell: &str, row: StageRow, unit: f64) -> Result<Option<Estimate>, Problem> {
    // A lead becomes an MQL at once, and after a deal is won there is no next stage.
    if matches!(row, StageRow::Stage(0 | 4)) {
        return Ok(None);
    }
    let wide = Quantity { min: 0.0, max: 1e6, ..STAGE_WEEKS };
    let read = parse(cell, wide, "")?;
    let unit = if cell.contains(char::is_alphabetic) { 1.0 } else { unit };
    let read = match read {
        Estimate::Fixed(time) => Estimate::Fixed(rounded(time * unit)),
        Estimate::Range { p10, p90, scale } => {
            Estimate::Range { p10: rounded(p10 * unit), p90: rounded(p90 * unit), scale }
        }
        read => read,
    };
    within(read, STAGE_WEEKS).map(Some)
}

/// To a thousandth of a week, which is ten minutes.
fn rounded(weeks: f64) -> f64 {
    (weeks * 1000.0).round() / 1000.0
}

fn within(read: Estimate, quantity: Quantity) -> Result<Estimate, Problem> {
    let ends = match read {
        Estimate::Range { p10, p90, .. } => [p10, p90],
        Estimate::Fixed(value) => [value; 2],
        _ => return Ok(read),
    };
    match ends.into_iter().find(|end| !(quantity.min..=quantity.max).contains(end)) {
        Some(found) => Err(Problem::OutOfRange { found, quantity }),
        None => Ok(read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<(StageRow, String)> {
        typed::usual_names()
    }

    fn line(row: StageRow, conversion: Option<f64>, weeks: Option<f64>) -> StageLine {
        let fixed = |value: Option<f64>| value.map(Estimate::Fixed);
        StageLine { row, name: None, conversion: fixed(conversion), weeks: fixed(weeks) }
    }

    #[test]
    fn cells_are_told_apart_by_what_divides_them() {
        let check = |text: &str, expected: &[&[&str]]| assert_eq!(cells(text), expected, "{text:?}");
        check("a\tb\r\nc\td\n", &[&["a", "b"], &["c", "d"]]);
        check("a;1,5\nb;2", &[&["a", "1,5"], &["b", "2"]]);
        check("a,\"1,500\"\n\n\"say \"\"so\"\"\",2", &[&["a", "1,500"], &["say \"so\"", "2"]]);
        check("", &[]);
        assert!(is_table("a\tb") && is_table("a\nb") && !is_table("3-5%\n") && !is_table("1.2M"));
    }

    #[test]
    fn a_table_with_a_head_is_read_by_its_heads() {
        let pasted = stages(
            "Stage\tDays\tConversion\nLead → MQL\t\t28%\nMQL to SQL\t5\t0.16\nSQLs\t14\t50\nOpportunity\t70-90\t20-25%\nLost\t60\t",
            &known(),
        );
        assert_eq!(pasted.bad, []);
        let [lead, mql, sql, deal, lost] = &pasted.lines[..] else { panic!("{:?}", pasted.lines) };
        assert_eq!(*lead, line(StageRow::Stage(0), Some(0.28), None));
        assert_eq!(*mql, line(StageRow::Stage(1), Some(0.16), Some(0.714)));
        assert_eq!(*sql, line(StageRow::Stage(2), Some(0.5), Some(2.0)));
        assert_eq!(deal.weeks, Some(Estimate::Range { p10: 10.0, p90: 12.857, scale: None }));
        assert_eq!(*lost, line(StageRow::Lost, None, Some(8.571)));
    }

    #[test]
    fn a_table_without_a_head_is_read_by_what_stands_in_it() {
        let chinese = stages("线索\t28%\nMQL\t16%\t5天\n赢单率\t22%\t12周", &known());
        assert_eq!(chinese.bad, []);
        assert_eq!(chinese.lines[1], line(StageRow::Stage(1), Some(0.16), Some(0.714)));
        assert_eq!(chinese.lines[2], line(StageRow::Stage(3), Some(0.22), Some(12.0)));
        // Names of one's own come in the order of the funnel.
        let own = stages("Visitors,30%\nSuspects,12%,7\nDemos,50%,14\nTrials,25%,60\nCustomers", &known());
        let names: Vec<_> = own.lines.iter().filter_map(|line| line.name.as_deref()).collect();
        assert_eq!(names, ["Visitors", "Suspects", "Demos", "Trials", "Customers"]);
        assert_eq!((own.lines[3].row, own.bad.len()), (StageRow::Stage(3), 0));
    }

    #[test]
    fn lines_beneath_an_opportunity_without_figures_are_its_sub_stages() {
        let table = "Stage\tConversion\tDays\nSQL\t50%\t14\nOpportunity\nDemo\t60-70%\t14\nContract\t0.5\t21\nOffer\t40%\nLost\t\t30";
        let pasted = stages(table, &known());
        let rows: Vec<_> = pasted.lines.iter().map(|line| (line.row, line.name.as_deref())).collect();
        let sub = |name| (StageRow::Sub, Some(name));
        assert_eq!(rows, [(StageRow::Stage(2), None), sub("Demo"), sub("Contract"), (StageRow::Lost, None)]);
        assert_eq!(pasted.lines[2].weeks, Some(Estimate::Fixed(3.0)));
        // A new one needs both its conversion and its time.
        assert_eq!((pasted.bad.len(), pasted.bad[0].line, &pasted.bad[0].problem), (1, 6, &Problem::Empty));
        let mut own = known();
        own.push((StageRow::Sub, "Offer".to_owned()));
        let again = stages("Offer\t45%\nSQL\t50%\t14", &own);
        assert_eq!((again.lines[0].row, again.lines[0].weeks.clone()), (StageRow::Sub, None));
    }

    #[test]
    fn cells_that_cannot_be_read_are_named() {
        let pasted = stages("Stage,Conversion,Days\nMQL,lots,5\nSQL,150%,3\nBanana,5%,2", &known());
        let places: Vec<_> =
            pasted.bad.iter().map(|bad| (bad.line, bad.column, bad.found.as_str())).collect();
        assert_eq!(places, [(2, 2, "lots"), (3, 2, "150%"), (4, 1, "Banana")]);
        assert!(matches!(pasted.bad[1].problem, Problem::OutOfRange { .. }));
        // What could be read is kept.
        assert_eq!(pasted.lines[0], line(StageRow::Stage(1), None, Some(0.714)));
    }
}
