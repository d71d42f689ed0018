//! The program in three: what the answer runs, what the first screen runs besides, and the rest, which comes when the page is
//! at rest.
//!
//! `split/more.txt` and `split/rest.txt` name the functions that did not run until the answer stood, or the first screen
//! (`cargo xtask record`). They move into modules of their own that share memory and table with the first; where the first
//! calls one of them, there is a stub that goes through the table and, if that part is not there yet, brings it at once. So a
//! list that is out of date costs bytes or a moment, never an error: a function that no list knows stays in the first module.
//! Data that only a later part reaches goes with it; what both later parts reach comes with the earlier one.

mod calls;
mod cut;
mod data;
pub mod list;
mod record;

use crate::failure::{Failure, Outcome};
use calls::Calls;
pub use cut::short;
use list::Later;
pub use record::{Named, instrumented};
use std::collections::BTreeSet;
use walrus::{FunctionId, FunctionKind, Module};

/// A part that comes later.
pub struct Part {
    /// The function that a stub calls when the part is not there: `src/parts.rs` exports it.
    need: &'static str,
    /// The switch that tells stubs that the part is there.
    here: &'static str,
    /// How names of functions begin that the part has as well where the first module has them: they do nothing but reckon, and
    /// a call into another module costs more than one within.
    twins: &'static [&'static str],
}

/// What the first screen runs besides the answer, trials among it, which draw numbers all the time.
const MORE: Part =
    Part { need: "tandem_need_more", here: "moreHere", twins: &["libm::", "tandem_numerics::"] };
/// What it does not run.
const REST: Part = Part { need: "tandem_need_rest", here: "restHere", twins: &[] };
/// Functions of fewer instructions stay, unless only the rest calls them: a stub and a place in the table cost as much, and
/// whether the compiler puts them into their callers changes from build to build.
const WORTH: u64 = 24;
/// What is exported for later parts alone begins with this.
const INNER: char = '$';

/// Something for each part of the program.
pub struct Parts<T> {
    /// What the page starts with.
    pub first: T,
    /// What the first screen needs besides.
    pub more: T,
    /// What comes when the page is at rest.
    pub rest: T,
}

/// Something for each part that comes later.
pub struct Waiting<T> {
    /// What waits until the answer stands.
    pub more: T,
    /// What waits until the page is at rest.
    pub rest: T,
}

/// Cuts a bound program in three; `linked` is the same as the linker left it, with its word on what refers to what.
pub fn split(linked: &[u8], bound: &[u8], lists: &Waiting<Later>) -> Outcome<Parts<Vec<u8>>> {
    let uses = data::Uses::read(linked)?;
    let whole = cut_off(bound, &lists.rest, &REST, &uses, BTreeSet::new())?;
    let first = cut_off(&whole.kept, &lists.more, &MORE, &uses, whole.names)?;
    Ok(Parts { first: unnamed(&first.kept)?, more: first.later, rest: whole.later })
}

/// A program without one of its parts.
struct CutOff {
    /// What is left, with the names of its functions.
    kept: Vec<u8>,
    /// The part.
    later: Vec<u8>,
    /// The names of all functions that are in a later part.
    names: BTreeSet<String>,
}

/// Cuts one part off; `gone` are names of functions that are in later parts already.
fn cut_off(
    bound: &[u8],
    list: &Later,
    part: &Part,
    uses: &data::Uses,
    gone: BTreeSet<String>,
) -> Outcome<CutOff> {
    let mut first = parse(bound, true)?;
    let calls = Calls::of(&first);
    let put_off = put_off(&first, &calls, list);
    let names = |off: bool| -> BTreeSet<String> {
        let functions = first.funcs.iter().enumerate().filter(|(place, _)| put_off.contains(place) == off);
        functions.filter_map(|(_, function)| function.name.clone()).collect()
    };
    let names = &(&names(true) | &gone) - &names(false);
    let mut later = parse(bound, false)?;
    cut::cut(&mut first, &mut later, part, &calls, &put_off, &uses.only_of(&names))?;
    Ok(CutOff { kept: first.emit_wasm(), later: later.emit_wasm(), names })
}

/// Reads a program, without what is only said about it, the names of its functions perhaps: emitted again it is what runs.
pub fn parse(wasm: &[u8], named: bool) -> Outcome<Module> {
    let mut config = walrus::ModuleConfig::new();
    config.generate_name_section(named).generate_producers_section(false);
    let read = config.parse(wasm);
    let mut module = read.map_err(|error| Failure::new(format!("the program cannot be read: {error:#}")))?;
    let customs: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
    for id in customs {
        module.customs.delete(id);
    }
    Ok(module)
}

/// The whole program without the names of its functions.
pub fn unnamed(wasm: &[u8]) -> Outcome<Vec<u8>> {
    Ok(parse(wasm, false)?.emit_wasm())
}

/// The functions that go into a part, by their place in the module: those of its list, and those that only they call.
fn put_off(module: &Module, calls: &Calls, list: &Later) -> BTreeSet<usize> {
    let ids = places(module);
    let place_of = |id| ids.iter().position(|other| *other == id);
    // What brings a part cannot be in one.
    let needs = [&MORE, &REST].map(|part| module.exports.get_func(part.need).ok().and_then(place_of));
    let bringing = calls.reached(needs.into_iter().flatten().collect(), &BTreeSet::new());
    let is_listed = |(place, function): (usize, &walrus::Function)| {
        let FunctionKind::Local(local) = &function.kind else { return None };
        let name = function.name.as_deref().map(list::plain).unwrap_or_default();
        let worth = !bringing.contains(&place) && list.has(&name) && local.size() >= WORTH;
        worth.then_some(place)
    };
    let listed: BTreeSet<usize> = module.funcs.iter().enumerate().filter_map(is_listed).collect();
    let kept = calls.reached(calls.roots.clone(), &listed);
    let local = |(place, function): (usize, &walrus::Function)| {
        (matches!(function.kind, FunctionKind::Local(_)) && !kept.contains(&place)).then_some(place)
    };
    module.funcs.iter().enumerate().filter_map(local).collect()
}

/// Functions by their place.
fn places(module: &Module) -> Vec<FunctionId> {
    module.funcs.iter().map(walrus::Function::id).collect()
}
