//! Who calls whom.

use super::INNER;
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{Call, RefFunc, ReturnCall, Visitor, dfs_in_order};
use walrus::{ConstExpr, ElementItems, ExportItem, FunctionId, FunctionKind, GlobalId, Module};

/// The calls of a module. Functions and globals go by their place in it.
pub struct Calls {
    /// The functions that each function calls or takes the address of.
    pub from: Vec<BTreeSet<usize>>,
    /// The globals that each function uses.
    pub globals: Vec<BTreeSet<usize>>,
    /// The functions that the module itself holds on to: exports, the table, the start.
    pub roots: BTreeSet<usize>,
    /// Those, and what it exports for later parts alone.
    pub held: BTreeSet<usize>,
}

impl Calls {
    /// The calls of a module.
    pub fn of(module: &Module) -> Self {
        let place: BTreeMap<FunctionId, usize> =
            module.funcs.iter().enumerate().map(|(place, function)| (function.id(), place)).collect();
        let global: BTreeMap<GlobalId, usize> =
            module.globals.iter().enumerate().map(|(place, global)| (global.id(), place)).collect();
        let (mut from, mut globals) = (Vec::new(), Vec::new());
        for function in module.funcs.iter() {
            let mut seen = Seen::default();
            if let FunctionKind::Local(local) = &function.kind {
                dfs_in_order(&mut seen, local, local.entry_block());
            }
            from.push(seen.functions.iter().filter_map(|id| place.get(id).copied()).collect());
            globals.push(seen.globals.iter().filter_map(|id| global.get(id).copied()).collect());
        }
        let mut held: BTreeSet<FunctionId> = module.start.into_iter().collect();
        let exported = |inner: bool| {
            let exports = module.exports.iter().filter(move |export| export.name.starts_with(INNER) == inner);
            exports.filter_map(|export| match export.item {
                ExportItem::Function(id) => Some(id),
                _ => None,
            })
        };
        held.extend(exported(false));
        for element in module.elements.iter() {
            match &element.items {
                ElementItems::Functions(functions) => held.extend(functions),
                ElementItems::Expressions(_, items) => {
                    held.extend(items.iter().filter_map(|item| match item {
                        ConstExpr::RefFunc(id) => Some(*id),
                        _ => None,
                    }));
                }
            }
        }
        let roots: BTreeSet<usize> = held.iter().filter_map(|id| place.get(id).copied()).collect();
        let held = exported(true).filter_map(|id| place.get(&id).copied()).chain(roots.clone()).collect();
        Self { from, globals, roots, held }
    }

    /// All that is reached from `roots`, with them, on ways that do not lead through `without`.
    pub fn reached(&self, mut roots: BTreeSet<usize>, without: &BTreeSet<usize>) -> BTreeSet<usize> {
        roots.retain(|place| !without.contains(place));
        let mut open: Vec<usize> = roots.iter().copied().collect();
        while let Some(place) = open.pop() {
            for callee in &self.from[place] {
                if !without.contains(callee) && roots.insert(*callee) {
                    open.push(*callee);
                }
            }
        }
        roots
    }
}

#[derive(Default)]
struct Seen {
    functions: Vec<FunctionId>,
    globals: Vec<GlobalId>,
}

impl<'instr> Visitor<'instr> for Seen {
    fn visit_call(&mut self, call: &Call) {
        self.functions.push(call.func);
    }

    fn visit_return_call(&mut self, call: &ReturnCall) {
        self.functions.push(call.func);
    }

    fn visit_ref_func(&mut self, reference: &RefFunc) {
        self.functions.push(reference.func);
    }

    fn visit_global_id(&mut self, id: &GlobalId) {
        self.globals.push(*id);
    }
}
