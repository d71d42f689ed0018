//! Comma-separated values as RFC 4180 says, with a byte order mark, so that spreadsheets read Chinese.

use super::{Cell, Sheet, known};

/// A table as CSV.
pub fn csv(sheet: &Sheet) -> String {
    let mut text = String::from("\u{feff}");
    let head = sheet.head.iter().map(|name| quoted(name)).collect::<Vec<_>>();
    let rows = sheet.rows.iter().map(|row| row.iter().map(field).collect::<Vec<_>>());
    for row in std::iter::once(head).chain(rows) {
        text.push_str(&row.join(","));
        text.push_str("\r\n");
    }
    text
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => quoted(text),
        Cell::Number(number) | Cell::Share(number) if number.is_finite() => known(*number).to_string(),
        Cell::Number(_) | Cell::Share(_) => String::new(),
        Cell::Day(day) => day.to_string(),
    }
}

/// A text; one that a spreadsheet would run as a formula gets an apostrophe.
fn quoted(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if runs { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tandem_engine::date::Date;

    #[test]
    fn texts_are_quoted_formulas_are_harmless_numbers_stay() {
        let row = vec![
            Cell::text("a, \"b\""),
            Cell::text("=1+1"),
            Cell::Number(-1.5),
            Cell::Share(0.1 + 0.2),
            Cell::Day(Date::new(2027, 1, 4).expect("a date")),
            Cell::Number(f64::NAN),
            Cell::text(""),
        ];
        let sheet = Sheet { name: "x".into(), head: vec!["线索".into(), "-x".into()], rows: vec![row] };
        let expected = "\u{feff}线索,'-x\r\n\"a, \"\"b\"\"\",'=1+1,-1.5,0.3,2027-01-04,,\r\n";
        assert_eq!(csv(&sheet), expected);
    }
}
