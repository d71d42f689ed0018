//! A real Chromium for the tests.

use crate::failure::{Failure, Outcome};
use crate::{debian, process};
use std::env;
use std::path::{Path, PathBuf};

const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const MAC: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The browser named by `CHROME`, or the first one found.
pub fn find() -> Option<PathBuf> {
    let named = env::var_os("CHROME").map(PathBuf::from).filter(|path| path.is_file());
    let on_path = || NAMES.iter().find_map(|name| process::on_path(name));
    let on_mac = || MAC.iter().map(PathBuf::from).find(|path| path.is_file());
    named.or_else(on_path).or_else(on_mac)
}

/// Makes sure that there is a browser, and letters for Chinese.
pub fn ensure() -> Outcome<(PathBuf, String)> {
    let by_hand = "install Chromium or Chrome, or name one in the environment variable CHROME";
    if find().is_none() {
        debian::install(&["chromium", "fonts-noto-cjk"], by_hand)?;
    }
    let browser = find().ok_or_else(|| Failure::new("there is no Chromium").hint(by_hand))?;
    if !has_chinese_letters() {
        // Only pictures suffer: Chinese is drawn as boxes.
        if let Err(failure) = debian::install(&["fonts-noto-cjk"], "install a Chinese font") {
            crate::say::note(&failure.to_string());
        }
    }
    let name = browser.display().to_string();
    Ok((browser, name))
}

fn has_chinese_letters() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let usual = Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");
    usual.is_file() || process::answer("fc-list", &[":lang=zh", "file"]).is_some_and(|list| !list.is_empty())
}
