//! A text as a QR code.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// Modules left white around a code, as the standard asks.
const QUIET: i32 = 4;

/// The dark modules of a text as SVG path data, and the modules a side with the white edge; nothing for a text that is
/// too long.
pub fn qr_path(text: &str) -> Option<(i32, String)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                // A text takes whatever is written to it.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Some((code.size() + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_has_the_corners_of_a_code() {
        let (side, path) = qr_path("https://plan.test/#1.abc").expect("a short text");
        assert_eq!(side, 25 + 2 * QUIET, "version 2");
        // The three corners begin with a line of seven modules.
        for corner in ["M4 4h7v1h-7z", "M22 4h7v1h-7z", "M4 22h7v1h-7z"] {
            assert!(path.contains(corner), "{corner}");
        }
        assert!(qr_path(&"x".repeat(3000)).is_none());
    }
}
