//! The bundle: compile, bind, name by content, write `dist/`.
//!
//! cargo decides what to compile; the bound wasm is kept by the hash of what went in, so that a change of a style sheet costs
//! milliseconds. There is no wasm-opt: after fat LTO it took 5 % off the file and nothing off what travels. What the answer and
//! then the first screen do not run is cut off into modules of their own (`split.rs`).

use crate::failure::{Failure, OrFail, Outcome};
use crate::say;
use crate::wasm_toolchain::{TARGET, WasmToolchain};
use crate::{hash, process, split, squeeze, template, workspace};
use flate2::{Compression, write::GzEncoder};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The version of the binding and of the cut, a part of the cache's key.
const BINDING: &[u8] = b"wasm-bindgen 0.2.130 no-modules, cut 9";

/// One file of the bundle.
pub struct BundleFile {
    /// The path inside the bundle, with `/`.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

impl BundleFile {
    /// The size that travels: as a web server would compress it.
    pub fn gzip_size(&self) -> usize {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        match encoder.write_all(&self.content).and_then(|()| encoder.finish()) {
            Ok(packed) => packed.len(),
            Err(_) => self.content.len(),
        }
    }
}

/// The glue and the wasm, ready to be served.
pub struct Program {
    /// The script that binds the wasm to the page and brings its parts.
    pub glue: Vec<u8>,
    /// The program as one.
    pub whole: Vec<u8>,
    /// The program in parts.
    pub parts: split::Parts<Vec<u8>>,
}

/// Builds everything and writes `dist/`; gives the files that were written.
pub fn build(toolchain: &WasmToolchain) -> Outcome<Vec<BundleFile>> {
    let program = program(toolchain)?;
    say::step("write dist/", || {
        let files = assemble(program)?;
        write(&files, &workspace::dist())?;
        let sum = format!("{} files", files.len());
        Ok((files, sum))
    })
}

/// Compiles and binds the app.
pub fn program(toolchain: &WasmToolchain) -> Outcome<Program> {
    let compiled = say::step("compile the app", || compile(toolchain))?;
    say::step("bind", || bound(&compiled))
}

/// Compiles the app and gives the wasm file.
fn compile(toolchain: &WasmToolchain) -> Outcome<(PathBuf, String)> {
    // The linker's word on what refers to what is for the cut (`split/data.rs`).
    let linker = "-Clink-arg=--emit-relocs";
    // What is linked last says how hard the engine is worked on; what is built for size stays small function by function.
    let full = "-Copt-level=3";
    compile_as_wasm(
        toolchain,
        &["rustc", "--package", "tandem", "--bin", "tandem-app"],
        &["--", linker, full],
        "tandem-app.wasm",
    )
}

/// Compiles the reference workload with the app's own flags and gives its glue, a module for Node.
pub fn kernels(toolchain: &WasmToolchain) -> Outcome<(PathBuf, String)> {
    let (compiled, sum) = compile_as_wasm(
        toolchain,
        &["build", "--package", "tandem-reference", "--lib"],
        &[],
        "tandem_reference.wasm",
    )?;
    let folder = workspace::wasm_target().join("reference");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&compiled).out_name("reference").typescript(false);
    bindgen
        .nodejs(true)
        .and_then(|bindgen| bindgen.generate(&folder))
        .map_err(|error| Failure::new(format!("wasm-bindgen failed: {error:#}")))?;
    // A folder of its own says what its scripts are.
    fs::write(folder.join("package.json"), "{}").or_fail("write `package.json`")?;
    Ok((folder.join("reference.js"), sum))
}

fn compile_as_wasm(
    toolchain: &WasmToolchain,
    what: &[&str],
    rest: &[&str],
    name: &str,
) -> Outcome<(PathBuf, String)> {
    let mut command = toolchain.cargo();
    command
        .args(what)
        .args(["--release", "--target", TARGET])
        .arg("--target-dir")
        .arg(workspace::wasm_target())
        .args(rest)
        .env("CARGO_ENCODED_RUSTFLAGS", wasm_flags())
        // The list of features used must survive until wasm-bindgen has read it.
        .env("CARGO_PROFILE_RELEASE_STRIP", "none")
        // A person's own flags are for their native builds.
        .env_remove("RUSTFLAGS");
    process::run_quietly(&mut command, "cargo build for the browser")?;
    let file = workspace::wasm_target().join(TARGET).join("release").join(name);
    let sum = format!("{} of wasm", say::kilobytes(size(&file)));
    Ok((file, sum))
}

/// SIMD is in every current browser and deterministic; panic messages must not tell where it was built. Names with all their
/// types tell one instance of a generic function from another (`split.rs`).
fn wasm_flags() -> String {
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned(), "-Csymbol-mangling-version=v0".to_owned()];
    let mut hide = |path: &Path, name: &str| {
        flags.push(format!("--remap-path-prefix={}={name}", path.display()));
    };
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    if let Some(cargo) = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home) {
        hide(&cargo, "cargo");
        // The later rule wins: the folder of a registry has its host's name.
        let sources = cargo.join("registry/src").read_dir();
        let mut registries: Vec<_> =
            sources.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        // Other flags, or another order of them, would build everything again.
        registries.sort();
        for registry in registries {
            hide(&registry, "crates");
        }
    }
    hide(&workspace::root(), "tandem");
    flags.join("\u{1f}")
}

fn size(file: &Path) -> usize {
    fs::metadata(file).map_or(0, |data| data.len() as usize)
}

/// Glue and wasm, from the cache where nothing that goes in has changed.
fn bound(compiled: &Path) -> Outcome<(Program, String)> {
    let wasm = fs::read(compiled).or_fail(format!("read `{}`", workspace::shown(compiled)))?;
    let split::Waiting { more, rest } = lists();
    let [more, rest] = [more, rest].map(|list| fs::read(list).or_fail("read what can wait"));
    let (more, rest) = (more?, rest?);
    let folder = workspace::wasm_target().join("bound").join(hash::of(&[&wasm, &more, &rest, BINDING]));
    let how = if folder.join("done").is_file() {
        "unchanged"
    } else {
        // Only the newest is kept.
        let _ = fs::remove_dir_all(workspace::wasm_target().join("bound"));
        bind(compiled, &folder)?;
        let named = read(&folder, NAMED)?;
        let list = |text: &[u8]| split::list::Later::read(&String::from_utf8_lossy(text));
        let parts = split::split(&wasm, &named, &split::Waiting { more: list(&more), rest: list(&rest) })?;
        for (name, content) in PARTS.iter().zip([&parts.first, &parts.more, &parts.rest]) {
            fs::write(folder.join(name), content).or_fail(format!("write `{name}`"))?;
        }
        fs::write(folder.join(WHOLE), split::unnamed(&named)?).or_fail(format!("write `{WHOLE}`"))?;
        fs::write(folder.join("done"), "").or_fail("write the cache's stamp")?;
        "bound"
    };
    let glue = [read(&folder, GLUE)?, read(&workspace::root(), "assets/parts.js")?].concat();
    let glue = squeeze::lines(&String::from_utf8_lossy(&glue)).into_bytes();
    let [first, more, rest] = PARTS.map(|name| read(&folder, name));
    let parts = split::Parts { first: first?, more: more?, rest: rest? };
    let [first, more, rest] = [&parts.first, &parts.more, &parts.rest].map(|part| say::kilobytes(part.len()));
    let program = Program { glue, whole: read(&folder, WHOLE)?, parts };
    Ok((program, format!("{how}, {first} at first, {more} more, {rest} at rest")))
}

fn read(folder: &Path, name: &str) -> Outcome<Vec<u8>> {
    fs::read(folder.join(name)).or_fail(format!("read `{name}`"))
}

/// The lists of the functions that can wait: until the answer stands, until the page is at rest.
pub fn lists() -> split::Waiting<PathBuf> {
    let folder = workspace::root().join("xtask/src/split");
    split::Waiting { more: folder.join("more.txt"), rest: folder.join("rest.txt") }
}

/// What wasm-bindgen calls the bound program; it still has the names of its functions.
const NAMED: &str = "tandem_bg.wasm";
/// And its glue.
const GLUE: &str = "tandem.js";
/// The files of the program as one and in parts.
const WHOLE: &str = "whole.wasm";
const PARTS: [&str; 3] = ["first.wasm", "more.wasm", "rest.wasm"];

/// As a classic script with one global: the app starts workers from the text of this very glue.
fn bind(compiled: &Path, folder: &Path) -> Outcome {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name("tandem").typescript(false);
    bindgen.demangle(false).remove_producers_section(true);
    bindgen
        .no_modules(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|error| Failure::new(format!("wasm-bindgen failed: {error:#}")))
        .map_err(|failure| {
            failure.hint("Cargo.toml and xtask/Cargo.toml must name the same wasm-bindgen version")
        })?;
    let glue = String::from_utf8_lossy(&read(folder, GLUE)?).into_owned();
    let (program, glue) = squeeze::names(&read(folder, NAMED)?, &glue)?;
    fs::write(folder.join(NAMED), program).or_fail("write the program with short names")?;
    fs::write(folder.join(GLUE), glue).or_fail("write the glue with short names")
}

/// A bundle in `folder` whose program remembers which of its functions have run; gives their names beside their places.
pub fn recording(toolchain: &WasmToolchain, folder: &Path) -> Outcome<Vec<split::Named>> {
    let compiled = say::step("compile the app", || compile(toolchain))?;
    let (mut program, _) = bound(&compiled)?;
    let bound = workspace::wasm_target().join("bound");
    let newest = bound.read_dir().or_fail("find the bound program")?.flatten().next();
    let named = newest.map(|entry| read(&entry.path(), NAMED)).transpose()?;
    let (recorder, names) = split::instrumented(&named.unwrap_or_default())?;
    program.parts.first = recorder;
    write(&assemble(program)?, folder)?;
    Ok(names)
}

/// Names everything by its content and fills the page's template.
fn assemble(program: Program) -> Outcome<Vec<BundleFile>> {
    let mut files = Vec::new();
    let mut names = BTreeMap::new();
    let mut add = |key: String, name: String, content: Vec<u8>| {
        names.insert(key, name.clone());
        files.push(BundleFile { name, content });
    };
    add("glue_js".into(), hash::name("tandem.js", &program.glue), program.glue);
    let split::Parts { first, more, rest } = program.parts;
    add("wasm".into(), hash::name("tandem.wasm", &first), first);
    add("more".into(), hash::name("more.wasm", &more), more);
    add("rest".into(), hash::name("rest.wasm", &rest), rest);
    let assets = workspace::root().join("assets");
    // Behind the glue there is no second copy of it.
    for file in files_below(&assets)?.into_iter().filter(|file| file != "parts.js") {
        let mut content = fs::read(assets.join(&file)).or_fail(format!("read `assets/{file}`"))?;
        if file.ends_with(".js") || file.ends_with(".css") {
            content = squeeze::lines(&String::from_utf8_lossy(&content)).into_bytes();
        }
        let name = if hashed(&file) { hash::name(&file, &content) } else { file.clone() };
        add(template::key(&file), name, content);
    }
    let source = workspace::root().join("index.html");
    let source = fs::read_to_string(source).or_fail("read `index.html`")?;
    let page = template::fill(&source, &names)?;
    let missing = template::dangling(&page, |name| files.iter().any(|file| file.name == name));
    if !missing.is_empty() {
        return Err(Failure::new(format!(
            "`index.html` refers to `{}`, not in the bundle",
            missing.join("`, `")
        ))
        .hint("files of assets/ lie beside index.html; `{{icon_svg}}` is the address of assets/icon.svg"));
    }
    files.push(BundleFile { name: "index.html".into(), content: page.into_bytes() });
    name_files(&mut files)?;
    Ok(files)
}

/// Tells the service worker what to keep: all that the page needs to start, under a name that changes with any of it.
fn name_files(files: &mut [BundleFile]) -> Outcome {
    let needed = |file: &&BundleFile| {
        let name = file.name.as_str();
        name != "sw.js" && name != "index.html" && !name.starts_with("plans/")
    };
    let list: Vec<_> = files.iter().filter(needed).map(|file| format!("'{}'", file.name)).collect();
    let contents: Vec<_> = files.iter().map(|file| file.content.as_slice()).collect();
    let names = BTreeMap::from([
        ("bundle_files".to_owned(), list.join(", ")),
        ("bundle_version".to_owned(), hash::of(&contents)[..16].to_owned()),
    ]);
    for file in files.iter_mut().filter(|file| file.name == "sw.js") {
        let text = String::from_utf8_lossy(&file.content).into_owned();
        file.content = template::fill(&text, &names)?.into_bytes();
    }
    Ok(())
}

/// Scripts and styles change together with the page; the rest keeps its name.
/// A service worker must stay at one address.
fn hashed(file: &str) -> bool {
    (file.ends_with(".js") || file.ends_with(".css")) && file != "sw.js"
}

/// All files below a folder as sorted relative names; none where there is no folder.
pub fn files_below(folder: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(dir) = open.pop() {
        let Ok(entries) = dir.read_dir() else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                names.push(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    names.retain(|name| !name.split('/').any(|part| part.starts_with('.')));
    names.sort();
    Ok(names)
}

/// Writes the new files first, then the page, then clears old ones: a server never sees half a bundle.
fn write(files: &[BundleFile], dist: &Path) -> Outcome {
    for file in files {
        let path = dist.join(&file.name);
        if fs::read(&path).is_ok_and(|old| old == file.content) {
            continue;
        }
        let folder = path.parent().unwrap_or(dist);
        fs::create_dir_all(folder).or_fail(format!("create `{}`", workspace::shown(folder)))?;
        fs::write(&path, &file.content).or_fail(format!("write `{}`", workspace::shown(&path)))?;
    }
    for old in files_below(dist)? {
        if !files.iter().any(|file| file.name == old) {
            fs::remove_file(dist.join(&old)).or_fail(format!("remove the old `{old}`"))?;
        }
    }
    Ok(())
}

/// The table of sizes, biggest first.
pub fn size_table(files: &[BundleFile]) -> Vec<String> {
    let mut rows: Vec<_> = files.iter().map(|f| (f.name.as_str(), f.content.len(), f.gzip_size())).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    let raw = rows.iter().map(|row| row.1).sum();
    let packed = rows.iter().map(|row| row.2).sum();
    rows.push(("all", raw, packed));
    let line = |(name, raw, packed): &(&str, usize, usize)| {
        format!("   {name:<44} {:>12} {:>12} gzip", say::kilobytes(*raw), say::kilobytes(*packed))
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_and_styles_are_hashed() {
        assert!(hashed("boot.js") && hashed("app.css"));
        assert!(!hashed("sw.js") && !hashed("plans/agency.json") && !hashed("icon.svg"));
    }

    #[test]
    fn writing_replaces_and_clears() {
        let dist = env::temp_dir().join(format!("tandem-dist-{}", std::process::id()));
        let file = |name: &str| BundleFile { name: name.into(), content: name.into() };
        assert!(write(&[file("a.txt"), file("sub/b.txt")], &dist).is_ok());
        assert!(write(&[file("c.txt")], &dist).is_ok());
        assert_eq!(files_below(&dist).unwrap_or_default(), ["c.txt"]);
        let _ = fs::remove_dir_all(dist);
    }
}
