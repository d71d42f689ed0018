//! The address of the page: how much of the page it asks for, and the addresses that show a plan elsewhere.

use crate::workbook::Sheet;
use tandem_engine::plan::{self, Plan};

/// Longest address that a camera reads well from a QR code, characters.
pub const QR_CHARS: usize = 1500;

/// How much of the page an address asks for, by its `view=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// Everything.
    #[default]
    Full,
    /// The answers without levers.
    ReadOnly,
    /// Headline and forecast, inside another page.
    Embed,
}

impl Screen {
    /// All of them, in the order of the share dialog.
    pub const ALL: [Screen; 3] = [Screen::Full, Screen::ReadOnly, Screen::Embed];

    /// The name in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Screen::Full => "full",
            Screen::ReadOnly => "read",
            Screen::Embed => "embed",
        }
    }

    /// What a query asks for; anything unknown is the whole page.
    fn of_query(query: &str) -> Self {
        let wanted = query.trim_start_matches('?').split('&').find_map(|part| part.strip_prefix("view="));
        Self::ALL.into_iter().find(|screen| Some(screen.key()) == wanted).unwrap_or_default()
    }
}

/// What the address of this page asks for.
pub fn screen() -> Screen {
    let query = web_sys::window().and_then(|window| window.location().search().ok());
    query.map_or(Screen::Full, |query| Screen::of_query(&query))
}

/// The address of this page without query and fragment.
fn page() -> String {
    let here = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    here.split(['#', '?']).next().unwrap_or_default().to_owned()
}

/// Whether the page was opened from a disk: its addresses lead nowhere else.
pub fn from_disk() -> bool {
    web_sys::window().and_then(|window| window.location().protocol().ok()).is_some_and(|p| p == "file:")
}

/// Addresses of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    page: String,
    fragment: String,
    /// Whether the plan is short enough to be opened from an address.
    pub fits: bool,
}

impl Links {
    /// The addresses of a plan on this page.
    pub fn to(plan: &Plan) -> Self {
        Self::with(page(), plan::to_link(plan))
    }

    /// The addresses of all scenarios on this page.
    pub fn to_all(sheet: &Sheet) -> Self {
        Self::with(page(), plan::to_scenarios_link(&sheet.bundle()))
    }

    #[cfg(test)]
    fn at(page: String, plan: &Plan) -> Self {
        Self::with(page, plan::to_link(plan))
    }

    fn with(page: String, fragment: String) -> Self {
        let fits = fragment.chars().count() <= plan::MAX_LINK_CHARS;
        Self { page, fragment, fits }
    }

    /// The address that opens so much of the page.
    pub fn of(&self, screen: Screen) -> String {
        let query = match screen {
            Screen::Full => String::new(),
            _ => format!("?view={}", screen.key()),
        };
        format!("{}{query}#{}", self.page, self.fragment)
    }

    /// The frame that shows the plan in another page.
    pub fn frame(&self, title: &str) -> String {
        let (address, title) = (escaped(&self.of(Screen::Embed)), escaped(title));
        format!("<iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"800\"></iframe>")
    }
}

/// A text inside the quotes of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Opens the scenarios on the page with everything, in a page of its own.
pub fn open_full(sheet: &Sheet) {
    let address = Links::to_all(sheet).of(Screen::Full);
    if let Some(window) = web_sys::window() {
        // A browser that opens no window says so itself.
        let _ = window.open_with_url_and_target_and_features(&address, "_blank", "noopener");
    }
}

/// Opens the scenarios on the page with everything, in its place.
pub fn go_full(sheet: &Sheet) {
    let address = Links::to_all(sheet).of(Screen::Full);
    if let Some(window) = web_sys::window() {
        // Only a page that is being left refuses.
        let _ = window.location().assign(&address);
    }
}

/// Prints the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Without a printer the browser says so itself.
        let _ = window.print();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_names_the_screen() {
        for (query, screen) in [
            ("", Screen::Full),
            ("?view=read", Screen::ReadOnly),
            ("?a=1&view=embed", Screen::Embed),
            ("?view=other", Screen::Full),
        ] {
            assert_eq!(Screen::of_query(query), screen, "{query}");
        }
    }

    #[test]
    fn the_frame_holds_a_title_as_text() {
        let links = Links::at("https://plan.test/".to_owned(), &Plan::default());
        let frame = links.frame("A \"plan\" <of> R&D");
        assert!(frame.contains("title=\"A &quot;plan&quot; &lt;of&gt; R&amp;D\""), "{frame}");
        assert!(frame.contains("src=\"https://plan.test/?view=embed#3."), "{frame}");
        assert!(links.of(Screen::Full).starts_with("https://plan.test/#3."));
    }
}
