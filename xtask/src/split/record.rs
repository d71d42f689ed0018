//! A program that remembers which of its functions have run.

use super::{WORTH, parse, places};
use crate::failure::Outcome;
use walrus::ir::{Const, GlobalSet, Value};
use walrus::{ConstExpr, FunctionKind, InstrSeqBuilder, ValType};

/// The place of a function in its module and its plain name.
pub type Named = (usize, String);

/// A copy of a bound program with an exported switch for each of its own functions: `ran:` and the function's place. Gives
/// the functions beside it; those that stay in any case without a name.
pub fn instrumented(wasm: &[u8]) -> Outcome<(Vec<u8>, Vec<Named>)> {
    let mut module = parse(wasm, false)?;
    let ids = places(&module);
    let mut names = Vec::new();
    for (place, id) in ids.iter().enumerate() {
        let function = module.funcs.get(*id);
        let FunctionKind::Local(local) = &function.kind else { continue };
        let name = function.name.as_deref().filter(|_| local.size() >= WORTH);
        names.push((place, name.map(super::list::plain).unwrap_or_default()));
        let switch = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
        module.exports.add(&format!("ran:{place}"), switch);
        if let FunctionKind::Local(local) = &mut module.funcs.get_mut(*id).kind {
            let mut body: InstrSeqBuilder = local.builder_mut().func_body();
            body.instr_at(0, Const { value: Value::I32(1) }).instr_at(1, GlobalSet { global: switch });
        }
    }
    Ok((module.emit_wasm(), names))
}
