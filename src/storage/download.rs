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

/// Longest name before its ending, characters: a system allows 255 bytes, three for each of Chinese.
const MOST: usize = 72;

/// A file name from a title and an ending: letters and digits of any script, the rest as single dashes. What is too long loses
/// whole words.
pub fn name(title: &str, ending: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        let length = name.chars().count() + usize::from(!name.is_empty()) + word.chars().count();
        if length > MOST && !name.is_empty() {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(MOST));
    }
    let name = if name.is_empty() { "plan" } else { &name };
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
            (
                "50-person scale-up, six paid channels · Annual recurring revenue",
                "50-person-scale-up-six-paid-channels-Annual-recurring-revenue.tandem.json",
            ),
            (
                "50-person scale-up, six paid channels and two more besides · Annual recurring revenue",
                "50-person-scale-up-six-paid-channels-and-two-more-besides-Annual.tandem.json",
            ),
        ] {
            assert_eq!(name(title, "tandem.json"), expected);
        }
    }
}
