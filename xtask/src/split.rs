//! The program in two: what the first screen runs, and the rest, which comes when the page is at rest.
//!
//! `split/later.txt` names the functions that did not run when the first screens were recorded (`cargo xtask record`). They
//! move into a second module that shares memory and table with the first; where the first calls one of them, there is a
//! stub that goes through the table and, if the rest is not there yet, brings it at once. So a list that is out of date
//! costs bytes or a moment, never an error: a function that the list does not know stays in the first module. Data that
//! only the rest reaches goes with it.

mod calls;
mod cut;
mod data;
pub mod list;
mod record;

use crate::failure::{Failure, Outcome};
use calls::Calls;
pub use cut::Parts;
use list::Later;
pub use record::{Named, instrumented};
use std::collections::BTreeSet;
use walrus::{FunctionId, FunctionKind, Module};

/// The function that a stub calls when the rest is not there: `src/lib.rs` exports it.
const NEED: &str = "tandem_need_rest";
/// The switch that tells stubs that the rest is there.
const HERE: &str = "restHere";
/// Functions of fewer instructions stay, unless only the rest calls them: a stub and a place in the table cost as much, and
/// whether the compiler puts them into their callers changes from build to build.
const WORTH: u64 = 24;

/// Cuts a bound program in two; `linked` is the same as the linker left it, with its word on what refers to what.
pub fn split(linked: &[u8], bound: &[u8], later: &Later) -> Outcome<Parts> {
    let mut first = parse(bound)?;
    let calls = Calls::of(&first);
    let put_off = put_off(&first, &calls, later);
    let names = |off: bool| -> BTreeSet<String> {
        let functions = first.funcs.iter().enumerate().filter(|(place, _)| put_off.contains(place) == off);
        functions.filter_map(|(_, function)| function.name.clone()).collect()
    };
    let data = data::Uses::read(linked)?.only_of(&(&names(true) - &names(false)));
    let mut rest = parse(bound)?;
    cut::cut(&mut first, &mut rest, &calls, &put_off, &data)
}

/// Reads a program, without what is only said about it: emitted again it is what runs.
fn parse(wasm: &[u8]) -> Outcome<Module> {
    let mut config = walrus::ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
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
    Ok(parse(wasm)?.emit_wasm())
}

/// The functions that go into the rest, by their place in the module: those of the list, and those that only they call.
fn put_off(module: &Module, calls: &Calls, later: &Later) -> BTreeSet<usize> {
    // What brings the rest cannot be a part of it.
    let need = module.exports.get_func(NEED).ok();
    let need = places(module).iter().position(|id| Some(*id) == need);
    let bringing = calls.reached(need.into_iter().collect(), &BTreeSet::new());
    let is_listed = |(place, function): (usize, &walrus::Function)| {
        let FunctionKind::Local(local) = &function.kind else { return None };
        let name = function.name.as_deref().map(list::plain).unwrap_or_default();
        let worth = !bringing.contains(&place) && later.has(&name) && local.size() >= WORTH;
        worth.then_some(place)
    };
    let listed: BTreeSet<usize> = module.funcs.iter().enumerate().filter_map(is_listed).collect();
    let kept = calls.reached(calls.held.clone(), &listed);
    let local = |(place, function): (usize, &walrus::Function)| {
        (matches!(function.kind, FunctionKind::Local(_)) && !kept.contains(&place)).then_some(place)
    };
    module.funcs.iter().enumerate().filter_map(local).collect()
}

/// Functions by their place.
fn places(module: &Module) -> Vec<FunctionId> {
    module.funcs.iter().map(walrus::Function::id).collect()
}
