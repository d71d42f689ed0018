//! Everything that must be there before a build or a test, each step said.

use crate::failure::Outcome;
use crate::say;
use crate::wasm_toolchain::{self, WasmToolchain};
use crate::{browser, node};
use std::path::PathBuf;

/// What the tests need besides the compiler.
pub struct TestTools {
    /// Node.
    pub node: PathBuf,
    /// Chromium.
    pub browser: PathBuf,
}

/// For a build: the compiler with the library for the browser.
pub fn for_build() -> Outcome<WasmToolchain> {
    say::step("wasm library", wasm_toolchain::ensure)
}

/// For the tests: also Node, its modules and a browser.
pub fn for_tests() -> Outcome<TestTools> {
    let node = say::step("Node", node::ensure)?;
    say::step("Node modules", node::ensure_modules)?;
    let browser = say::step("browser", browser::ensure)?;
    Ok(TestTools { node, browser })
}
