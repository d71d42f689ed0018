//! Short content names, so that a browser may keep a file for ever.

/// FNV-1a in 128 bits: no accidental collisions, and no dependency.
/// It names files and cache entries; it protects nothing.
pub fn of(parts: &[&[u8]]) -> String {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mut hash = BASIS;
    for part in parts {
        for &byte in *part {
            hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        }
        // The length keeps ["ab", "c"] apart from ["a", "bc"].
        hash = (hash ^ part.len() as u128).wrapping_mul(PRIME);
    }
    format!("{hash:032x}")
}

/// `app.css` becomes `app-1f3a….css`.
pub fn name(file: &str, content: &[u8]) -> String {
    let hash = of(&[content]);
    match file.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{}.{extension}", &hash[..16]),
        None => format!("{file}-{}", &hash[..16]),
    }
}

/// Whether a name was made by [`name`]: such a file never changes.
pub fn is_in(file: &str) -> bool {
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let tail = stem.rsplit_once('-').map_or("", |(_, tail)| tail);
    tail.len() == 16 && tail.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_pinned() {
        assert_eq!(of(&[]), "6c62272e07bb014262b821756295c58d");
        assert_ne!(of(&[b"ab", b"c"]), of(&[b"a", b"bc"]));
    }

    #[test]
    fn hashed_names_are_recognised() {
        let hashed = name("app.css", b"body{}");
        assert!(hashed.starts_with("app-") && hashed.ends_with(".css") && is_in(&hashed), "{hashed}");
        assert!(is_in(&format!("sub/{hashed}")));
        assert!(!is_in("index.html") && !is_in("a-b.css") && !is_in("plans/two-years-and-a-half.json"));
    }
}
