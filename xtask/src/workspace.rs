//! Where things lie: the checkout, the target folders, the cache of this user.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
///
/// `cargo run` tells the place at run time; the compile-time value only serves a copied binary.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let manifest = manifest.filter(|dir| dir.ends_with("xtask"));
    let manifest = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    manifest.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Where native builds go.
pub fn native_target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Where wasm builds go: two toolchains in one folder would rebuild each other's crates.
pub fn wasm_target() -> PathBuf {
    native_target().join("wasm")
}

/// The finished bundle.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Files of this user that outlive the checkout.
pub fn cache() -> PathBuf {
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let base = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|dir| dir.is_absolute()).or_else(home);
    base.unwrap_or_else(native_target).join("tandem")
}

/// A path as the reader knows it: relative to the checkout where it is inside.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
