//! The list of what can wait: short hashes of the names of functions.
//!
//! Names are long and change their hashes with every build; what is kept of one is FNV-1a in 32 bits of the name without
//! them, so that the list is small and says nothing that has to be kept by hand.

use std::collections::{BTreeMap, BTreeSet};

/// The functions that can wait.
pub struct Later(BTreeSet<u32>);

impl Later {
    /// Reads a list: hashes of eight hex digits, comments from `#`.
    pub fn read(text: &str) -> Self {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
        Self(
            lines
                .flat_map(str::split_whitespace)
                .filter_map(|hash| u32::from_str_radix(hash, 16).ok())
                .collect(),
        )
    }

    /// Whether a function of this plain name can wait.
    pub fn has(&self, name: &str) -> bool {
        !name.is_empty() && self.0.contains(&hash(name))
    }

    /// The list of all that have a name and did not run. A name that several functions share ran if one of them did.
    pub fn of_idle<'a>(functions: impl Iterator<Item = (&'a str, bool)>) -> Self {
        let mut ran: BTreeMap<u32, bool> = BTreeMap::new();
        for (name, runs) in functions.filter(|(name, _)| !name.is_empty()) {
            *ran.entry(hash(name)).or_default() |= runs;
        }
        Self(ran.into_iter().filter_map(|(hash, ran)| (!ran).then_some(hash)).collect())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Those that another list does not have.
    pub fn without(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// As the text of the list of what can wait until something has happened.
    pub fn text(&self, until: &str) -> String {
        let mut text =
            format!("# Functions that can wait until the {until}. Written by `cargo xtask record`.\n");
        for (at, hash) in self.0.iter().enumerate() {
            text +=
                &format!("{hash:08x}{}", if at % 14 == 13 || at + 1 == self.0.len() { '\n' } else { ' ' });
        }
        text
    }
}

fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The name as a person reads it, without what differs from build to build.
pub fn plain(symbol: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    let stem = name.trim_end_matches(|digit: char| digit.is_ascii_digit());
    stem.strip_suffix('.').map_or_else(|| name.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let functions = [("a::b", false), ("a::c", true), ("a::d", false), ("a::d", true), ("", false)];
        let list = Later::of_idle(functions.into_iter());
        assert_eq!(list.len(), 1);
        let read = Later::read(&list.text("page is at rest"));
        assert!(read.has("a::b") && !read.has("a::c") && !read.has("a::d") && !read.has(""));
    }

    #[test]
    fn names_do_not_differ_from_build_to_build() {
        assert_eq!(plain("_RNvCs1234_7mycrate3foo"), "mycrate::foo");
        assert_eq!(plain("_RNvCs1234_7mycrate3foo.512"), "mycrate::foo");
        assert_eq!(plain("_RNvCsabcd_7mycrate3foo"), "mycrate::foo");
    }
}
