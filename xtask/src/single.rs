//! The whole app as one HTML file with a plan inside: it opens from a disk, without a server and without the network.
//!
//! Scripts and styles stand in the page and are named by their digests in its security policy, which allows no
//! connection at all. The wasm lies beside them as text; `assets/boot.js` unpacks it.

use crate::bundle::Program;
use crate::failure::{Failure, OrFail, Outcome};
use crate::{hash, sha256, workspace};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Builds the file from a program, with the plan of a file in it.
pub fn page(program: &Program, plan: Option<&Path>) -> Outcome<String> {
    let root = workspace::root();
    let read = |name: &str| fs::read_to_string(root.join(name)).or_fail(format!("read `{name}`"));
    let (boot, css, icon) =
        (read("assets/boot.js")?, read("assets/app.css")?, read("assets/icons/mark.svg")?);
    let glue = String::from_utf8(program.glue.clone()).or_fail("read the glue as text")?;
    for (name, text) in [("boot.js", &boot), ("the glue", &glue)] {
        if text.contains("</script") || text.contains("<!--") {
            return Err(Failure::new(format!("{name} holds the end of a script and cannot stand in a page")));
        }
    }
    let plan = plan.map(read_plan).transpose()?;
    let mut page = Page(read("index.html")?);
    page.replace_tag("<meta http-equiv=\"Content-Security-Policy\"", ">", &policy(&boot, &glue, &css))?;
    page.replace_tag(
        "<script src=\"{{boot_js}}\"",
        "</script>",
        &format!("<script data-single>{boot}</script>"),
    )?;
    page.replace_tag("<link rel=\"stylesheet\"", ">", &format!("<style>{css}</style>"))?;
    let icon = format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">", base64(icon.as_bytes()));
    page.replace_tag("<link rel=\"icon\"", ">", &icon)?;
    page.replace_tag("<link rel=\"manifest\"", ">\n", "")?;
    page.replace_tag("<link rel=\"apple-touch-icon\"", ">\n", "")?;
    page.replace_tag("<script src=\"{{glue_js}}\" defer>", "</script>\n", "")?;
    let mut end = format!("<script id=\"glue\">{glue}</script>\n");
    if let Some(plan) = plan {
        end += &format!("<script type=\"application/json\" id=\"plan\">{plan}</script>\n");
    }
    end += &format!(
        "<script type=\"application/gzip\" id=\"wasm\">{}</script>\n</body>",
        base64(&gzip(&program.whole)?)
    );
    page.replace_tag("</body", ">", &end)?;
    match page.0.find("{{") {
        None => Ok(page.0),
        Some(at) => {
            let rest: String = page.0[at..].chars().take(40).collect();
            Err(Failure::new(format!("`index.html` still asks for a file of the bundle: `{rest}`")))
        }
    }
}

/// The name of the file that is made of a page.
pub fn default_name() -> std::path::PathBuf {
    workspace::dist().join("tandem.html")
}

/// The plan's text; a `<` in it may not end the element that it stands in.
fn read_plan(file: &Path) -> Outcome<String> {
    let text = fs::read_to_string(file).or_fail(format!("read `{}`", file.display()))?;
    Ok(text.trim_start_matches('\u{feff}').replace('<', "\\u003c"))
}

fn policy(boot: &str, glue: &str, css: &str) -> String {
    let digest = |text: &str| format!("'sha256-{}'", base64(&sha256::of(text.as_bytes())));
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; \
         worker-src blob:; style-src {}; img-src data:; base-uri 'none'; form-action 'none'\">",
        digest(boot),
        digest(glue),
        digest(css)
    )
}

/// The page while its parts are put in.
struct Page(String);

impl Page {
    /// Replaces the one piece that begins and ends so.
    fn replace_tag(&mut self, start: &str, end: &str, with: &str) -> Outcome {
        let missing = || Failure::new(format!("`index.html` has no `{start}`"));
        let from = self.0.find(start).ok_or_else(missing)?;
        let length = self.0[from..].find(end).ok_or_else(missing)? + end.len();
        self.0.replace_range(from..from + length, with);
        Ok(())
    }
}

fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).or_fail("compress the wasm")
}

/// RFC 4648 with padding, as `atob` and security policies read it.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let bits = u32::from_be_bytes([0, part[0], *part.get(1).unwrap_or(&0), *part.get(2).unwrap_or(&0)]);
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > part.len() { '=' } else { char::from(sign) });
        }
    }
    text
}

/// Writes the page and says its size.
pub fn write(page: &str, file: &Path) -> Outcome<String> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).or_fail(format!("create `{}`", folder.display()))?;
    }
    fs::write(file, page).or_fail(format!("write `{}`", file.display()))?;
    Ok(format!("{} kB, {}", page.len() / 1000, &hash::of(&[page.as_bytes()])[..8]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::Parts;

    #[test]
    fn base64_is_padded() {
        let known = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (bytes, text) in known {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn the_page_holds_everything_and_names_it_in_its_policy() {
        let parts = Parts { first: Vec::new(), more: Vec::new(), rest: Vec::new() };
        let program = Program { glue: b"let wasm_bindgen = 1;".to_vec(), whole: b"\0asm".to_vec(), parts };
        let file = std::env::temp_dir().join(format!("tandem-single-{}.json", std::process::id()));
        assert!(fs::write(&file, "{\"plan\": {\"title\": \"</script><b>\"}}").is_ok());
        let page = page(&program, Some(&file)).map_err(|failure| failure.to_string());
        let _ = fs::remove_file(file);
        let page = page.unwrap_or_default();
        assert!(page.contains("<script id=\"glue\">let wasm_bindgen = 1;</script>"), "{page:.400}");
        assert!(page.contains("\\u003c/script>\\u003cb>"), "the plan cannot end its element");
        for address in ["src=\"", "href=\"boot", "href=\"app", "http://", "connect-src"] {
            assert!(!page.split("<body>").next().unwrap_or("").contains(address), "{address}");
        }
    }
}
