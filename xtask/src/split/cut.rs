//! The cut: two modules of one, which share memory, table and stack.

use super::calls::Calls;
use super::list::plain;
use super::{INNER, Part, places};
use crate::failure::{Failure, Outcome};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use walrus::ir::{UnaryOp, Value};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalKind, ImportKind, ImportedFunction, Module, TableId, ValType,
};

/// Under this name the rest imports all that it uses of the first module.
const FIRST: &str = "first";

/// Cuts; both modules hold the whole program, `put_off` names the places of the functions that go into the part, and `data`
/// the addresses that go with them.
pub fn cut(
    first: &mut Module,
    rest: &mut Module,
    part: &Part,
    calls: &Calls,
    put_off: &BTreeSet<usize>,
    data: &[Range<u32>],
) -> Outcome {
    let kept = |place: &usize| !put_off.contains(place);
    // Doors into the rest: what the first module still refers to.
    let mut doors: BTreeSet<usize> = calls.held.intersection(put_off).copied().collect();
    for (_, callees) in calls.from.iter().enumerate().filter(|(place, _)| kept(place)) {
        doors.extend(callees.intersection(put_off));
    }
    let table = main_table(first)?;
    let base = first.tables.get(table).initial;
    build_stubs(first, part, &doors, table)?;

    let twins = twins(first, part, calls, put_off);
    let mut needed: BTreeSet<usize> = BTreeSet::new();
    let mut globals: BTreeSet<usize> = BTreeSet::new();
    for &place in put_off.union(&twins) {
        let elsewhere = |callee: &usize| kept(callee) && !twins.contains(callee);
        needed.extend(calls.from[place].iter().copied().filter(elsewhere));
        globals.extend(&calls.globals[place]);
    }
    let names = Names::give(first, &needed, &globals);
    walrus::passes::gc::run(first);

    let moved = take_data(first, data);
    strip(rest, &doors, base)?;
    give_data(rest, moved);
    names.ask(rest);
    walrus::passes::gc::run(rest);
    Ok(())
}

/// Functions of the first module that the part has as well, by their place.
fn twins(first: &Module, part: &Part, calls: &Calls, put_off: &BTreeSet<usize>) -> BTreeSet<usize> {
    let has = |function: &walrus::Function| {
        let name = function.name.as_deref().map(plain).unwrap_or_default();
        part.twins.iter().any(|twin| name.trim_start_matches('<').starts_with(twin))
    };
    let functions = first.funcs.iter().enumerate().filter(|(_, function)| has(function));
    let these: BTreeSet<usize> = functions.map(|(place, _)| place).collect();
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let mut open: Vec<usize> = put_off.iter().copied().collect();
    while let Some(place) = open.pop() {
        for callee in calls.from[place].intersection(&these) {
            if !put_off.contains(callee) && found.insert(*callee) {
                open.push(*callee);
            }
        }
    }
    found
}

fn main_table(module: &Module) -> Outcome<TableId> {
    let table = module.tables.main_function_table().ok().flatten();
    table.ok_or_else(|| Failure::new("the program has no table of functions"))
}

/// Puts a stub in the place of each door: it sees to it that the rest is there and goes through the table.
fn build_stubs(module: &mut Module, part: &Part, doors: &BTreeSet<usize>, table: TableId) -> Outcome {
    let base = module.tables.get(table).initial;
    let all = base + doors.len() as u64;
    let shape = module.tables.get_mut(table);
    shape.initial = all;
    shape.maximum = shape.maximum.map(|maximum| maximum.max(all));

    let need = module.exports.get_func(part.need).map_err(|_| {
        Failure::new(format!("the program does not export `{}`", part.need)).hint("src/parts.rs has it")
    })?;
    let here = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    module.exports.add(part.here, here);
    let mut ensure = FunctionBuilder::new(&mut module.types, &[], &[]);
    ensure.func_body().global_get(here).unop(UnaryOp::I32Eqz).if_else(
        None,
        |missing| {
            missing.call(need);
        },
        |_| {},
    );
    let ensure = ensure.finish(Vec::new(), &mut module.funcs);

    let ids = places(module);
    for (at, &place) in doors.iter().enumerate() {
        let ty = module.funcs.get(ids[place]).ty();
        let (params, results) = module.types.params_results(ty);
        let (params, results) = (params.to_vec(), results.to_vec());
        let mut stub = FunctionBuilder::new(&mut module.types, &params, &results);
        let args: Vec<_> = params.iter().map(|ty| module.locals.add(*ty)).collect();
        let mut body = stub.func_body();
        body.call(ensure);
        for arg in &args {
            body.local_get(*arg);
        }
        body.i32_const(slot(base, at)).call_indirect(ty, table);
        let function = module.funcs.get_mut(ids[place]);
        function.kind = FunctionKind::Local(stub.local_func(args));
        // The name went with what it names.
        function.name = None;
    }
    Ok(())
}

fn slot(base: u64, at: usize) -> i32 {
    // A table of functions has some thousands of places.
    i32::try_from(base).unwrap_or(i32::MAX).saturating_add(i32::try_from(at).unwrap_or(i32::MAX))
}

/// The names under which the first module gives out what the rest uses.
struct Names {
    functions: BTreeMap<usize, String>,
    globals: BTreeMap<usize, String>,
    tables: Vec<String>,
    memories: Vec<String>,
}

impl Names {
    /// Exports all of it.
    fn give(first: &mut Module, functions: &BTreeSet<usize>, globals: &BTreeSet<usize>) -> Self {
        let ids = places(first);
        let global_ids: Vec<_> = first.globals.iter().map(walrus::Global::id).collect();
        let table_ids: Vec<_> = first.tables.iter().map(walrus::Table::id).collect();
        let memory_ids: Vec<_> = first.memories.iter().map(walrus::Memory::id).collect();
        // Names that another cut has given.
        let mut given = first.exports.iter().filter(|export| export.name.starts_with(INNER)).count();
        let mut name = |item: ExportItem| {
            let known = match item {
                ExportItem::Function(id) => first.exports.get_exported_func(id),
                ExportItem::Table(id) => first.exports.get_exported_table(id),
                ExportItem::Memory(id) => first.exports.get_exported_memory(id),
                ExportItem::Global(id) => first.exports.get_exported_global(id),
                ExportItem::Tag(_) => None,
            };
            known.map(|export| export.name.clone()).unwrap_or_else(|| {
                let name = short(INNER, given);
                given += 1;
                first.exports.add(&name, item);
                name
            })
        };
        Self {
            tables: table_ids.into_iter().map(|id| name(ExportItem::Table(id))).collect(),
            memories: memory_ids.into_iter().map(|id| name(ExportItem::Memory(id))).collect(),
            globals: globals.iter().map(|&at| (at, name(ExportItem::Global(global_ids[at])))).collect(),
            functions: functions.iter().map(|&at| (at, name(ExportItem::Function(ids[at])))).collect(),
        }
    }

    /// Imports all of it.
    fn ask(&self, rest: &mut Module) {
        let ids = places(rest);
        for (&place, name) in &self.functions {
            import_function(rest, ids[place], name);
        }
        let global_ids: Vec<_> = rest.globals.iter().map(walrus::Global::id).collect();
        for (&place, name) in &self.globals {
            let id = global_ids[place];
            let import = rest.imports.add(FIRST, name, id);
            rest.globals.get_mut(id).kind = GlobalKind::Import(import);
        }
        let table_ids: Vec<_> = rest.tables.iter().map(walrus::Table::id).collect();
        for (id, name) in table_ids.into_iter().zip(&self.tables) {
            let import = rest.imports.add(FIRST, name, id);
            rest.tables.get_mut(id).import = Some(import);
        }
        let memory_ids: Vec<_> = rest.memories.iter().map(walrus::Memory::id).collect();
        for (id, name) in memory_ids.into_iter().zip(&self.memories) {
            let import = rest.imports.add(FIRST, name, id);
            rest.memories.get_mut(id).import = Some(import);
        }
    }
}

fn import_function(module: &mut Module, id: FunctionId, name: &str) {
    let ty = module.funcs.get(id).ty();
    let old = module.imports.iter().find(|import| matches!(import.kind, ImportKind::Function(f) if f == id));
    if let Some(import) = old.map(walrus::Import::id) {
        let import = module.imports.get_mut(import);
        FIRST.clone_into(&mut import.module);
        name.clone_into(&mut import.name);
        return;
    }
    let import = module.imports.add(FIRST, name, id);
    module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
}

/// Takes from the rest what only the first module has: exports, data, the table's content, the start; then puts the doors
/// into the table, from place `base` on.
fn strip(rest: &mut Module, doors: &BTreeSet<usize>, base: u64) -> Outcome {
    rest.start = None;
    let exports: Vec<_> = rest.exports.iter().map(walrus::Export::id).collect();
    for id in exports {
        rest.exports.delete(id);
    }
    let data: Vec<_> = rest.data.iter().map(walrus::Data::id).collect();
    for memory in rest.memories.iter_mut() {
        memory.data_segments.clear();
    }
    for id in data {
        rest.data.delete(id);
    }
    let elements: Vec<_> = rest.elements.iter().map(walrus::Element::id).collect();
    for table in rest.tables.iter_mut() {
        table.elem_segments.clear();
    }
    for id in elements {
        rest.elements.delete(id);
    }
    let table = main_table(rest)?;
    let ids = places(rest);
    let functions = doors.iter().map(|&place| ids[place]).collect();
    let offset = ConstExpr::Value(Value::I32(slot(base, 0)));
    let element =
        rest.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(functions));
    rest.tables.get_mut(table).elem_segments.insert(element);
    let all = base + doors.len() as u64;
    let shape = rest.tables.get_mut(table);
    shape.initial = all;
    // The next cut makes the table longer.
    shape.maximum = None;
    Ok(())
}

/// Takes the bytes at these addresses out of the first module: zeros are left, which pack to nothing. What is zero in itself
/// need not travel.
fn take_data(first: &mut Module, ranges: &[Range<u32>]) -> Vec<(u32, Vec<u8>)> {
    let mut taken = Vec::new();
    let segments: Vec<_> = first.data.iter().map(walrus::Data::id).collect();
    for id in segments {
        let segment = first.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = segment.kind else {
            continue;
        };
        let start = start.cast_unsigned();
        for range in ranges.iter().filter(|range| range.start >= start) {
            let place = (range.start - start) as usize..(range.end - start) as usize;
            let Some(bytes) = segment.value.get_mut(place) else { continue };
            if bytes.iter().any(|byte| *byte != 0) {
                taken.push((range.start, bytes.to_vec()));
                bytes.fill(0);
            }
        }
    }
    taken
}

fn give_data(rest: &mut Module, pieces: Vec<(u32, Vec<u8>)>) {
    let Some(memory) = rest.memories.iter().next().map(walrus::Memory::id) else { return };
    for (start, bytes) in pieces {
        let offset = ConstExpr::Value(Value::I32(start.cast_signed()));
        let data = rest.data.add(DataKind::Active { memory, offset }, bytes);
        rest.memories.get_mut(memory).data_segments.insert(data);
    }
}

/// The shortest names, in turn: `a` to `z`, then two letters and so on, behind a sign that no other name begins with.
pub fn short(sign: char, number: usize) -> String {
    const DIGITS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let (mut name, mut left) = (String::from(sign), number);
    loop {
        name.push(char::from(DIGITS[left % DIGITS.len()]));
        left /= DIGITS.len();
        if left == 0 {
            return name;
        }
        left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::list::Later;
    use crate::split::{MORE, Parts, REST, Waiting, parse, split};
    use walrus::RefType;
    use walrus::ir::BinaryOp;

    /// A program whose `early` calls `soon`, which calls `late`, which calls `soon` and `early_too`.
    fn program() -> Vec<u8> {
        let mut module = Module::default();
        module.memories.add_local(false, false, 1, None, None);
        let table = module.tables.add_local(false, 1, Some(1), RefType::FUNCREF);
        let add = |module: &mut Module, name: &str, calls: &[FunctionId]| {
            let mut function = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
            let given = module.locals.add(ValType::I32);
            function.name(name.to_owned());
            let mut body = function.func_body();
            body.local_get(given);
            for number in 0..16 {
                body.i32_const(number).binop(BinaryOp::I32Add);
            }
            for callee in calls {
                body.call(*callee);
            }
            function.finish(vec![given], &mut module.funcs)
        };
        let early_too = add(&mut module, "early_too", &[]);
        let late = add(&mut module, "late", &[early_too]);
        let soon = add(&mut module, "soon", &[late]);
        let early = add(&mut module, "early", &[soon]);
        if let FunctionKind::Local(late) = &mut module.funcs.get_mut(late).kind {
            late.builder_mut().func_body().call(soon);
        }
        for part in [MORE, REST] {
            let mut need = FunctionBuilder::new(&mut module.types, &[], &[]);
            need.func_body().i32_const(0).drop();
            let need = need.finish(Vec::new(), &mut module.funcs);
            module.exports.add(part.need, need);
        }
        module.exports.add("early", early);
        module.exports.add("early_too", early_too);
        let offset = ConstExpr::Value(Value::I32(0));
        let held =
            module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(vec![early]));
        module.tables.get_mut(table).elem_segments.insert(held);
        module.emit_wasm()
    }

    #[test]
    fn parts_are_valid_and_hold_what_they_should() {
        let program = program();
        let idle = |name| Later::of_idle([(name, false)].into_iter());
        let lists = Waiting { more: idle("soon"), rest: idle("late") };
        let Ok(Parts { first, more, rest }) = split(&program, &program, &lists) else {
            panic!("the program is cut")
        };
        let [first, more, rest] = [first, more, rest].map(|part| {
            assert!(wasmparser::Validator::new().validate_all(&part).is_ok());
            parse(&part, false).unwrap_or_else(|error| panic!("{error}"))
        });
        // Each door takes a place more in the table: into the rest, then into what comes before it.
        let size = |module: &Module| module.tables.iter().next().map(|table| table.initial);
        assert_eq!([size(&first), size(&more), size(&rest)], [Some(3), Some(3), Some(2)]);
        assert!(first.exports.get_func("early").is_ok());
        let asked = |module: &Module| {
            let mut asked: Vec<_> = module.imports.iter().map(|import| import.name.clone()).collect();
            asked.sort_unstable();
            asked
        };
        // Of the first module the rest asks for what `late` calls, for table and memory; `soon` there is a door.
        assert!(
            asked(&rest).contains(&"early_too".to_owned()) && asked(&rest).len() <= 4,
            "{:?}",
            asked(&rest)
        );
        assert_eq!(rest.funcs.iter_local().count(), 1, "`late` is there");
        // Its stub, which only `soon` calls, goes with that: it asks for what brings the rest and whether it is there.
        let [here, need] = [REST.here, REST.need].map(str::to_owned);
        assert!(asked(&more).contains(&here) && asked(&more).contains(&need), "{:?}", asked(&more));
        assert_eq!(
            more.funcs.iter_local().count(),
            3,
            "`soon`, the stub of `late` and what stubs call first"
        );
        assert!(more.exports.iter().next().is_none() && rest.exports.iter().next().is_none());
    }

    #[test]
    fn names_are_short_and_differ() {
        let names: BTreeSet<String> = (0..5000).map(|number| short('$', number)).collect();
        assert_eq!(names.len(), 5000);
        assert!(names.iter().all(|name| name.len() <= 4 && name.starts_with('$')));
    }
}
