//! The small part of HTTP that a static server needs: read a request, name a file, set the headers.

use crate::hash;
use std::path::{Path, PathBuf};

/// The longest request head that is read.
pub const HEAD_LIMIT: usize = 16 * 1024;

/// The page may load only itself, compile wasm, and start workers from its own text.
///
/// Nothing here allows another address: what the page computes with stays in the tab.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     worker-src blob: 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ";

/// What asks for the view that other pages show in a frame; no other view lets itself be framed.
const EMBED: &str = "view=embed";

/// What a client asked for.
#[derive(Debug, PartialEq)]
pub struct Request {
    /// `GET`, `HEAD`, …
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// Whether the page is asked for as a part of another one.
    pub embedded: bool,
    /// Whether the answer may be compressed.
    pub gzip: bool,
    /// Whether the connection stays open for another request.
    pub keep_alive: bool,
}

impl Request {
    /// Reads a request head; nothing where it is not HTTP/1.
    pub fn parse(head: &str) -> Option<Self> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target, version) = (words.next()?, words.next()?, words.next()?);
        if words.next().is_some() || !version.starts_with("HTTP/1.") || !target.starts_with('/') {
            return None;
        }
        let headers: Vec<_> = lines.filter_map(|line| line.split_once(':')).collect();
        let says = |wanted: &str, word: &str| {
            let values = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
            values
                .flat_map(|(_, value)| value.split(','))
                .any(|value| value.trim().eq_ignore_ascii_case(word))
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Some(Self {
            method: method.to_owned(),
            path: path.split('#').next().unwrap_or("/").to_owned(),
            embedded: query.split('&').any(|part| part == EMBED),
            gzip: says("accept-encoding", "gzip"),
            keep_alive: version == "HTTP/1.1" && !says("connection", "close"),
        })
    }
}

/// The file for a path, below `root` and nowhere else.
///
/// Anything that could climb, name a hidden file or a device gives nothing.
pub fn file_for(root: &Path, path: &str) -> Option<PathBuf> {
    let path = percent_decoded(path)?;
    let mut file = root.to_path_buf();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let plain = !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
        if !plain {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    // Links are resolved: one that leads out of the folder is not followed.
    let real = file.canonicalize().ok()?;
    let inside = real.starts_with(root.canonicalize().ok()?);
    (inside && real.is_file()).then_some(real)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        if first == b'%' {
            let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
            if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return None;
            }
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &rest[2..];
        } else {
            bytes.push(first);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The type of a file; browsers refuse scripts, styles and wasm with a wrong one.
fn mime(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "csv" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether a file gets smaller by compression; pictures have it in them.
pub fn is_compressible(file: &str) -> bool {
    !mime(file).starts_with("image/p") && !mime(file).starts_with("font/")
}

/// The head of a good answer.
pub fn ok_head(name: &str, length: usize, zipped: bool, embedded: bool) -> String {
    let cache = if hash::is_in(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let encoding = if zipped { "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n" } else { "" };
    head(
        "200 OK",
        mime(name),
        length,
        &format!("{cache}\r\n{encoding}"),
        if embedded { "*" } else { "'none'" },
    )
}

/// The head of a refusal.
pub fn refusal_head(status: &str, length: usize) -> String {
    head(status, "text/plain; charset=utf-8", length, "no-store\r\n", "'none'")
}

fn head(status: &str, mime: &str, length: usize, cache: &str, framed_by: &str) -> String {
    let allow = if status.starts_with("405") { "Allow: GET, HEAD\r\n" } else { "" };
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {length}\r\nCache-Control: {cache}{allow}\
         Content-Security-Policy: {CONTENT_SECURITY_POLICY}{framed_by}\r\nX-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\nCross-Origin-Opener-Policy: same-origin\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\n\r\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_request_is_read() {
        let request = Request::parse("GET /a.css?v=1 HTTP/1.1\r\nHost: x\r\nConnection: close");
        let wanted = Request {
            method: "GET".into(),
            path: "/a.css".into(),
            embedded: false,
            gzip: false,
            keep_alive: false,
        };
        assert_eq!(request, Some(wanted));
        let request = Request::parse("GET /?view=embed HTTP/1.1\r\nAccept-Encoding: br, gzip");
        assert!(request.is_some_and(|request| request.embedded && request.gzip && request.keep_alive));
        assert_eq!(Request::parse("GET http://other/ HTTP/1.1"), None);
        assert_eq!(Request::parse("nonsense"), None);
    }

    #[test]
    fn only_files_of_the_folder_are_given() {
        let root = std::env::temp_dir().join(format!("tandem-http-{}", std::process::id()));
        assert!(fs::create_dir_all(root.join("inner/sub")).is_ok());
        assert!(fs::write(root.join("secret.txt"), "no").is_ok());
        for file in ["index.html", "sub/a b.txt", ".hidden"] {
            assert!(fs::write(root.join("inner").join(file), "yes").is_ok());
        }
        let inner = root.join("inner");
        assert!(file_for(&inner, "/").is_some() && file_for(&inner, "/index.html").is_some());
        assert!(file_for(&inner, "/sub/a%20b.txt").is_some());
        let bad = [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/sub/../../secret.txt",
            "/.hidden",
            "/..\\secret.txt",
            "/%00",
            "/%zz",
            "/%2",
            "/%+1",
            "/sub",
            "//etc/passwd",
            "/missing",
        ];
        for path in bad {
            assert_eq!(file_for(&inner, path), None, "{path}");
        }
        #[cfg(unix)]
        {
            assert!(std::os::unix::fs::symlink(root.join("secret.txt"), inner.join("out.txt")).is_ok());
            assert_eq!(file_for(&inner, "/out.txt"), None, "a link that leads out");
        }
        let _ = fs::remove_dir_all(root);
    }

    #[test]
    fn hashed_files_stay_and_the_page_does_not() {
        let head = |name: &str| ok_head(name, 1, false, false);
        assert!(head("app-0123456789abcdef.css").contains("immutable\r\nContent-Security-Policy"));
        assert!(head("index.html").contains("Cache-Control: no-cache"));
        assert!(head("a.wasm").contains("application/wasm"));
        assert!(head("a.html").contains("frame-ancestors 'none'\r\n"));
        assert!(ok_head("a.html", 1, true, true).contains("frame-ancestors *\r\n"));
        assert!(ok_head("a.html", 1, true, true).contains("\r\nContent-Encoding: gzip\r\nVary"));
        assert!(refusal_head("405 Method Not Allowed", 0).contains("Allow: GET, HEAD"));
    }
}
