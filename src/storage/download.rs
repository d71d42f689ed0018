//! Files that the reader takes along.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers a text as a file.
pub fn text(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    blob(name, &Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &of_kind(kind))?)
}

/// Offers bytes as a file.
pub fn bytes(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    blob(name, &Blob::new_with_u8_array_sequence_and_options(&parts, &of_kind(kind))?)
}

/// Offers a blob as a file.
pub fn blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The download has begun by then.
    Timeout::new(10_000, move || drop(Url::revoke_object_url(&address))).forget();
    Ok(())
}

fn of_kind(kind: &str) -> BlobPropertyBag {
    let bag = BlobPropertyBag::new();
    bag.set_type(kind);
    bag
}

/// A file name from a title and an ending: letters and digits of any script, the rest as single dashes.
pub fn name(title: &str, ending: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words.collect::<Vec<_>>().join("-").chars().take(60).collect();
    let name = if name.is_empty() { "plan" } else { name.trim_end_matches('-') };
    format!("{name}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_safe_and_readable() {
        for (title, expected) in [
            ("Plan 2027–28", "Plan-2027-28.tandem.json"),
            ("../../etc/passwd", "etc-passwd.tandem.json"),
            ("中国制造企业", "中国制造企业.tandem.json"),
            ("\u{202e}gpj.exe", "gpj-exe.tandem.json"),
            ("   ", "plan.tandem.json"),
        ] {
            assert_eq!(name(title, "tandem.json"), expected);
        }
    }
}
