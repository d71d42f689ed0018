//! `index.html` as a template: `{{app_css}}` becomes the name of that file in the bundle.

use crate::failure::{Failure, Outcome};
use std::collections::BTreeMap;

/// The placeholder for a file: `app.css` is `app_css`, `icons/a-b.svg` is `icons_a_b_svg`.
pub fn key(file: &str) -> String {
    file.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// Replaces every placeholder; one that names no file is a failure, not an empty string.
pub fn fill(template: &str, names: &BTreeMap<String, String>) -> Outcome<String> {
    let mut page = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        let Some(length) = rest[start..].find("}}") else { break };
        let wanted = rest[start + 2..start + length].trim();
        let name = names.get(wanted).ok_or_else(|| unknown(wanted, names))?;
        page.push_str(&rest[..start]);
        page.push_str(name);
        rest = &rest[start + length + 2..];
    }
    page.push_str(rest);
    Ok(page)
}

fn unknown(wanted: &str, names: &BTreeMap<String, String>) -> Failure {
    let known: Vec<_> = names.keys().map(|key| format!("`{{{{{key}}}}}`")).collect();
    Failure::new(format!("`index.html` asks for `{{{{{wanted}}}}}`, which is no file of the bundle"))
        .hint(format!("there are {}", known.join(", ")))
}

/// Relative addresses in `href` and `src` that the bundle does not have.
pub fn dangling(page: &str, has: impl Fn(&str) -> bool) -> Vec<String> {
    let mut missing = Vec::new();
    for attribute in
        [" href=\"", " src=\"", " data-wasm=\"", " data-more=\"", " data-rest=\"", " data-glue=\""]
    {
        for (start, _) in page.match_indices(attribute) {
            let value = page[start + attribute.len()..].split('"').next().unwrap_or("");
            let file = value.split(['?', '#']).next().unwrap_or("");
            let local = !file.is_empty() && !file.contains(':') && !file.starts_with('/');
            if local && file != "." && file != "./" && !has(file.trim_start_matches("./")) {
                missing.push(value.to_owned());
            }
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> BTreeMap<String, String> {
        BTreeMap::from([("app_css".to_owned(), "app-1.css".to_owned())])
    }

    #[test]
    fn placeholders_become_names() {
        let page = fill("<link href=\"{{app_css}}\"> {{ app_css }}", &names());
        assert_eq!(page.map_err(|f| f.to_string()), Ok("<link href=\"app-1.css\"> app-1.css".to_owned()));
        assert_eq!(key("icons/a-b.svg"), "icons_a_b_svg");
    }

    #[test]
    fn an_unknown_placeholder_is_named() {
        let failure = fill("{{app_cs}}", &names()).map_err(|failure| failure.to_string());
        assert!(failure.is_err_and(|text| text.contains("{{app_cs}}") && text.contains("{{app_css}}")));
    }

    #[test]
    fn missing_files_are_found() {
        let page = r##"<a href="#x"> <link href="app-1.css"> <img src="gone.svg"> <a href="https://a.b/c">"##;
        assert_eq!(dangling(page, |file| file == "app-1.css"), ["gone.svg"]);
    }
}
