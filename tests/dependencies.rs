//! The policy for what is built on: licences, sources, crates that stay out, and what the engine may use.
//!
//! The slow part (advisories) is `cargo xtask audit`; this is what every run can check.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, say figures and compare with other arithmetic"
)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::process::Command;

/// Licences that go with ours. `deny.toml` says the same.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
];

/// Crates that stay out, and why.
const BANNED: &[(&str, &str)] = &[
    ("rand_distr", "its numbers change with the crates that are built beside it"),
    ("statrs", "the engine has its own functions; only tests may compare"),
    ("reqwest", "nothing is sent anywhere"),
    ("ureq", "nothing is sent anywhere"),
    ("hyper", "nothing is sent anywhere"),
    ("openssl-sys", "nothing is sent anywhere"),
    ("native-tls", "nothing is sent anywhere"),
    ("rustls", "nothing is sent anywhere"),
    ("wee_alloc", "it leaks memory and is not maintained"),
    ("brotli", "14 bytes inflate to 8 MiB"),
    ("chrono", "the engine has its own small calendar"),
];

/// The engine and what of ours it is built on.
const ENGINE: &[&str] = &["tandem-engine", "tandem-numerics", "tandem-plan"];

/// What the engine may name in its manifest, and no more.
const ENGINE_MAY_USE: &[&str] = &[
    "base64",
    // With `wide`: whole numbers side by side in a register, which are the same everywhere. Its floats are not used.
    "bytemuck",
    "crc",
    "libm",
    "miniz_oxide",
    "schemars",
    "serde",
    "serde_ignored",
    "serde_json",
    "serde_path_to_error",
    "tandem-numerics",
    "tandem-plan",
    "wide",
];

/// What must not come into the engine even by a detour.
const ENGINE_NEVER_SEES: &[&str] =
    &["getrandom", "gloo", "js-sys", "num-traits", "rand", "rand_core", "wasm-bindgen", "web-sys", "yew"];

/// The answer of `cargo metadata`.
struct Metadata(Value);

impl Metadata {
    fn read() -> Self {
        let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let output = Command::new(cargo)
            .args(["metadata", "--format-version", "1", "--locked"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self(serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON"))
    }

    fn packages(&self) -> impl Iterator<Item = &Value> {
        list(&self.0["packages"])
    }

    fn package(&self, name: &str) -> &Value {
        self.packages()
            .find(|package| package["name"] == name)
            .unwrap_or_else(|| panic!("no package `{name}`"))
    }

    /// Whether a package is one of ours.
    fn is_ours(&self, package: &Value) -> bool {
        list(&self.0["workspace_members"]).any(|id| *id == package["id"])
    }

    /// All that a package is built on when it is used, directly or not; without what only its tests need.
    fn everything_below(&self, name: &str) -> BTreeSet<String> {
        let nodes: BTreeMap<_, _> =
            list(&self.0["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
        let mut open = vec![text(&self.package(name)["id"])];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            for dependency in nodes.get(&id).into_iter().flat_map(|node| list(&node["deps"])) {
                let used = list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null());
                let id = text(&dependency["pkg"]);
                if used && seen.insert(id.clone()) {
                    open.push(id);
                }
            }
        }
        let named = self.packages().filter(|package| seen.contains(&text(&package["id"])));
        named.map(|package| text(&package["name"])).collect()
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn label(package: &Value) -> String {
    format!("{} {}", text(&package["name"]), text(&package["version"]))
}

#[test]
fn every_licence_goes_with_ours() {
    let metadata = Metadata::read();
    let foreign = metadata.packages().filter(|package| !licence_is_fine(&text(&package["license"])));
    let foreign: Vec<_> =
        foreign.map(|package| format!("{}: {}", label(package), package["license"])).collect();
    assert!(foreign.is_empty(), "licences that are not on the list: {foreign:#?}");
}

#[test]
fn everything_comes_from_the_registry() {
    let metadata = Metadata::read();
    let elsewhere = metadata.packages().filter(|package| {
        let source = text(&package["source"]);
        !source.starts_with("registry+") && !metadata.is_ours(package)
    });
    let elsewhere: Vec<_> =
        elsewhere.map(|package| format!("{}: {}", label(package), package["source"])).collect();
    assert!(elsewhere.is_empty(), "from neither the registry nor this workspace: {elsewhere:#?}");
}

#[test]
fn banned_crates_stay_out() {
    let metadata = Metadata::read();
    let dev_only: BTreeSet<_> =
        BANNED.iter().filter(|(_, why)| why.contains("only tests")).map(|(name, _)| *name).collect();
    let shipped: BTreeSet<_> = metadata
        .packages()
        .filter(|package| metadata.is_ours(package))
        .flat_map(|package| metadata.everything_below(&text(&package["name"])))
        .collect();
    for (name, why) in BANNED {
        let present = metadata.packages().any(|package| package["name"] == *name);
        let counts = present && (shipped.contains(*name) || !dev_only.contains(name));
        assert!(!counts, "`{name}` is banned: {why}");
    }
}

#[test]
fn the_engine_is_built_on_little() {
    let metadata = Metadata::read();
    for room in ENGINE {
        let package = metadata.package(room);
        let declared = list(&package["dependencies"]).filter(|dependency| dependency["kind"] != "dev");
        for name in declared.map(|dependency| text(&dependency["name"])) {
            let hint =
                "every crate here is a part of the promise `same link, same numbers`; add it with a reason";
            assert!(ENGINE_MAY_USE.contains(&name.as_str()), "{room} now uses `{name}`; {hint}");
        }
    }
    let below = metadata.everything_below("tandem-engine");
    let strangers: Vec<_> = ENGINE_NEVER_SEES.iter().filter(|name| below.contains(**name)).collect();
    assert!(strangers.is_empty(), "the engine is built on {strangers:?} by a detour");
}

#[test]
fn the_arithmetic_is_pinned() {
    let metadata = Metadata::read();
    for room in ENGINE {
        let package = metadata.package(room);
        let libm = list(&package["dependencies"]).find(|dependency| dependency["name"] == "libm");
        let wanted = libm.map(|dependency| text(&dependency["req"])).unwrap_or_default();
        assert!(wanted.starts_with('='), "{room} must pin `libm` exactly, found `{wanted}`");
    }
}

#[test]
fn there_is_one_wasm_bindgen() {
    let metadata = Metadata::read();
    let versions = |name: &str| -> Vec<_> {
        let named = metadata.packages().filter(|package| package["name"] == name);
        named.map(|package| text(&package["version"])).collect()
    };
    let app = versions("wasm-bindgen");
    assert_eq!(app.len(), 1, "{app:?}");
    assert_eq!(app, versions("wasm-bindgen-cli-support"), "the crate and its tool speak a private format");
}

#[test]
fn our_crates_say_the_same() {
    let metadata = Metadata::read();
    for package in metadata.packages().filter(|package| metadata.is_ours(package)) {
        assert_eq!(package["license"], "MIT OR Apache-2.0", "{}", label(package));
        assert!(
            list(&package["publish"]).next().is_none() && !package["publish"].is_null(),
            "{}",
            label(package)
        );
    }
}

/// Whether an expression such as `(MIT OR X) AND Y` can be met by the list.
fn licence_is_fine(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    let mut at = 0;
    let fine = either(&words, &mut at);
    fine && at == words.len()
}

fn either(words: &[&str], at: &mut usize) -> bool {
    let mut fine = both(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        fine |= both(words, at);
    }
    fine
}

fn both(words: &[&str], at: &mut usize) -> bool {
    let mut fine = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        fine &= one(words, at);
    }
    fine
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let fine = either(words, at);
        *at += 1;
        return fine;
    }
    let mut name = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    LICENCES.contains(&name.as_str())
}

#[test]
fn expressions_are_understood() {
    for fine in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0 OR MIT",
        "(MIT OR GPL-3.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR MIT",
    ] {
        assert!(licence_is_fine(fine), "{fine}");
    }
    for foreign in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Zlib) AND CDLA-1.0", "Apache-2.0 WITH X"] {
        assert!(!licence_is_fine(foreign), "{foreign}");
    }
}
