//! How wide a text will be, near enough to lay out labels, without asking the browser.

/// Width of a text in the page's typeface, px. Latin letters by their usual widths, Han and full-width signs as squares.
///
/// ```
/// use tandem_app::charts::text_width;
/// assert!(text_width("iii", 12.0, false) < text_width("mmm", 12.0, false));
/// assert_eq!(text_width("中位数", 12.0, false), 36.0);
/// ```
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(|c| char_ems(c) * if bold && c.is_ascii() { 1.06 } else { 1.0 }).sum();
    ems * size
}

fn char_ems(c: char) -> f64 {
    match c {
        ' ' | '\u{a0}' => 0.28,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '·' => 0.28,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.88,
        '0'..='9' | '–' | '+' | '−' | '=' | '<' | '>' => 0.63,
        'A'..='Z' | '&' => 0.68,
        c if is_full_width(c) => 1.0,
        _ => 0.58,
    }
}

/// Han, kana, hangul, full-width forms and their punctuation.
fn is_full_width(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD)
}
