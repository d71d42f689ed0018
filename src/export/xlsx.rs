//! A workbook as Office Open XML (ECMA-376): cells with types, four styles, a fixed head row. No formulas.

use super::zip::zip;
use super::{Cell, Sheet, known};
use std::fmt::Write;
use tandem_engine::date::Date;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The styles by their places in `styles.xml`.
const HEAD: u8 = 1;
const NUMBER: u8 = 2;
const SHARE: u8 = 3;
const DAY: u8 = 4;

/// Longest name of a sheet, characters.
const NAME_CHARS: usize = 31;

/// Tables as one workbook.
pub fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "xl/workbook.xml".to_owned())])),
        ("xl/workbook.xml".to_owned(), workbook(sheets)),
        ("xl/_rels/workbook.xml.rels".to_owned(), workbook_relations(sheets.len())),
        ("xl/styles.xml".to_owned(), styles()),
    ];
    files.extend(
        sheets
            .iter()
            .enumerate()
            .map(|(n, sheet)| (format!("xl/worksheets/sheet{}.xml", n + 1), page(sheet))),
    );
    zip(&files)
}

fn content_types(sheets: usize) -> String {
    let mut text = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{KIND}.styles+xml\"/>"
    );
    for n in 1..=sheets {
        put(
            &mut text,
            format_args!(
                "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>"
            ),
        );
    }
    text + "</Types>"
}

fn relations(targets: &[(&str, String)]) -> String {
    let mut text = format!("{XML}<Relationships xmlns=\"{RELATIONS}\">");
    for (n, (kind, target)) in targets.iter().enumerate() {
        let id = n + 1;
        put(
            &mut text,
            format_args!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"),
        );
    }
    text + "</Relationships>"
}

fn workbook_relations(sheets: usize) -> String {
    let pages = (1..=sheets).map(|n| ("worksheet", format!("worksheets/sheet{n}.xml")));
    relations(&pages.chain([("styles", "styles.xml".to_owned())]).collect::<Vec<_>>())
}

fn workbook(sheets: &[Sheet]) -> String {
    let mut text = format!("{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>");
    for (n, sheet) in sheets.iter().enumerate() {
        let (id, name) = (n + 1, escaped(&sheet_name(&sheet.name, n)));
        put(&mut text, format_args!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>"));
    }
    text + "</sheets></workbook>"
}

/// A name that spreadsheets allow; its number keeps it apart from others that are cut alike.
fn sheet_name(name: &str, n: usize) -> String {
    let allowed: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).collect();
    let name: String = allowed.trim().chars().take(NAME_CHARS - 3).collect();
    if name.is_empty() { (n + 1).to_string() } else { name }
}

fn styles() -> String {
    format!(
        "{XML}<styleSheet xmlns=\"{MAIN}\">\
         <numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
         <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
         <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
         <xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
         <xf numFmtId=\"10\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
         <xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

fn page(sheet: &Sheet) -> String {
    let mut text = format!(
        "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
    );
    columns(sheet, &mut text);
    text.push_str("<sheetData>");
    let head: Vec<_> = sheet.head.iter().map(|name| Cell::text(name.as_str())).collect();
    for (n, row) in std::iter::once(&head).chain(&sheet.rows).enumerate() {
        put(&mut text, format_args!("<row r=\"{}\">", n + 1));
        for (column, value) in row.iter().enumerate() {
            cell(value, &format!("{}{}", letters(column), n + 1), n == 0, &mut text);
        }
        text.push_str("</row>");
    }
    text + "</sheetData></worksheet>"
}

/// Columns as wide as their texts, up to a limit.
fn columns(sheet: &Sheet, text: &mut String) {
    let width = |cell: &Cell| match cell {
        Cell::Text(text) => text.chars().map(|c| if c > '\u{2e80}' { 2 } else { 1 }).sum(),
        _ => 12_usize,
    };
    text.push_str("<cols>");
    for (index, name) in sheet.head.iter().enumerate() {
        let cells = sheet.rows.iter().filter_map(|row| row.get(index)).map(width);
        let widest = cells.chain([name.chars().count() + 2]).max().unwrap_or(12).clamp(8, 60);
        let n = index + 1;
        put(text, format_args!("<col min=\"{n}\" max=\"{n}\" width=\"{}\" customWidth=\"1\"/>", widest + 1));
    }
    text.push_str("</cols>");
}

fn cell(value: &Cell, place: &str, is_head: bool, out: &mut String) {
    let (style, number) = match value {
        Cell::Text(text) => {
            let (style, text) = (if is_head { HEAD } else { 0 }, escaped(text));
            let inline = "t=\"inlineStr\"><is><t xml:space=\"preserve\">";
            return put(out, format_args!("<c r=\"{place}\" s=\"{style}\" {inline}{text}</t></is></c>"));
        }
        Cell::Number(number) => (NUMBER, *number),
        Cell::Share(share) => (SHARE, *share),
        Cell::Day(day) => (DAY, serial(*day)),
        Cell::Empty => return,
    };
    if number.is_finite() {
        put(out, format_args!("<c r=\"{place}\" s=\"{style}\"><v>{}</v></c>", known(number)));
    }
}

/// The number of a day, counted from 30 December 1899, as spreadsheets do.
fn serial(day: Date) -> f64 {
    Date::new(1970, 1, 1).map_or(0.0, |epoch| f64::from(day.days_since(epoch)) + 25_569.0)
}

/// The letters of a column: A, B, …, Z, AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { letters(column / 26 - 1) + &last.to_string() }
}

/// A text in XML; characters that XML has no place for are left out.
fn escaped(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n'));
    let mut out = String::new();
    for c in kept {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Writes into a text, which takes whatever is written to it.
fn put(text: &mut String, what: std::fmt::Arguments) {
    let _ = text.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters_and_days_have_numbers() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
        let day = |y, m, d| serial(Date::new(y, m, d).expect("a date"));
        assert_eq!((day(1970, 1, 1), day(2027, 1, 4)), (25_569.0, 46_391.0));
    }

    #[test]
    fn names_of_sheets_are_allowed_ones() {
        assert_eq!(sheet_name("Plan [A]: what/if?", 0), "Plan A whatif");
        assert_eq!(sheet_name(&"长".repeat(40), 0).chars().count(), NAME_CHARS - 3);
        assert_eq!(sheet_name(":*?", 1), "2");
    }

    #[test]
    fn a_page_has_typed_cells_and_no_formulas() {
        let row = vec![Cell::text("=1+1 & <b>"), Cell::Number(1.5), Cell::Empty, Cell::Share(0.25)];
        let sheet = Sheet { name: "x".into(), head: vec!["A".into(); 4], rows: vec![row] };
        let page = page(&sheet);
        assert!(page.contains("<c r=\"A2\" s=\"0\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1 &amp; &lt;b&gt;</t></is></c>"));
        assert!(
            page.contains("<c r=\"B2\" s=\"2\"><v>1.5</v></c><c r=\"D2\" s=\"3\"><v>0.25</v></c>"),
            "{page}"
        );
        assert!(!page.contains("<f>"));
    }

    #[test]
    fn the_archive_says_where_its_parts_are() {
        let sheet = Sheet { name: "x".into(), head: vec!["A".into()], rows: vec![] };
        let archive = xlsx(&[sheet]);
        assert_eq!(archive[..4], *b"PK\x03\x04");
        let end = archive.len() - 22;
        assert_eq!(archive[end..end + 4], *b"PK\x05\x06");
        let number = |at: usize| u32::from_le_bytes([0, 1, 2, 3].map(|i| archive[at + i])) as usize;
        let (length, start) = (number(end + 12), number(end + 16));
        assert_eq!(start + length, end);
        assert_eq!(archive[start..start + 4], *b"PK\x01\x02");
    }
}
