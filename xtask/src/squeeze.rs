//! Less to travel: names that only the glue and the program know are short, and texts have neither comments nor indents.

use crate::failure::Outcome;
use crate::split::{parse, short};
use std::collections::BTreeMap;

/// The module under which wasm-bindgen's programs import what the glue has.
const GLUE: &str = "./tandem_bg.js";
/// What is called by its name from elsewhere: the app's own functions, and the memory.
const PUBLIC: [&str; 2] = ["tandem_", "memory"];
/// What short names begin with, so that they are no other name of the glue.
const SHORT: char = '_';

/// Gives all that a bound program and its glue share short names: (the program, its glue). Names of functions stay.
pub fn names(program: &[u8], glue: &str) -> Outcome<(Vec<u8>, String)> {
    let mut module = parse(program, true)?;
    let mut shorts: BTreeMap<String, String> = BTreeMap::new();
    let mut shorten = |name: &mut String| {
        let next = short(SHORT, shorts.len());
        shorts.entry(name.clone()).or_insert(next).clone_into(name);
    };
    for import in module.imports.iter_mut().filter(|import| import.module == GLUE) {
        shorten(&mut import.name);
    }
    let is_public = |name: &str| PUBLIC.iter().any(|public| name.starts_with(public));
    for export in module.exports.iter_mut().filter(|export| !is_public(&export.name)) {
        shorten(&mut export.name);
    }
    Ok((module.emit_wasm(), with_names(glue, &shorts)))
}

/// The text with other names in place of whole ones.
fn with_names(text: &str, names: &BTreeMap<String, String>) -> String {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut changed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_of_name) {
        let end = rest[start..].find(|c| !is_of_name(c)).map_or(rest.len(), |length| start + length);
        let name = &rest[start..end];
        changed.push_str(&rest[..start]);
        changed.push_str(names.get(name).map_or(name, String::as_str));
        rest = &rest[end..];
    }
    changed + rest
}

/// A script or a style sheet without indents, empty lines and lines of comment alone. No text in it may go over lines.
pub fn lines(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        let is_comment = in_comment || begins || line.starts_with("//");
        in_comment = (in_comment || begins) && !line.contains("*/");
        // What stands behind the end of a comment is kept with it.
        if line.is_empty() || (is_comment && (line.ends_with("*/") || in_comment || line.starts_with("//"))) {
            continue;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_alone_are_replaced() {
        let names = BTreeMap::from([("__wbg_a_1".to_owned(), "_a".to_owned())]);
        assert_eq!(with_names("wasm.__wbg_a_1(x, __wbg_a_12) + 1", &names), "wasm._a(x, __wbg_a_12) + 1");
        assert_eq!(with_names("__wbg_a_1", &names), "_a");
    }

    #[test]
    fn comments_and_indents_go_and_code_stays() {
        let text =
            "// one\n  a();\n\n/** two\n * three\n */\nb(); // four\n/* five */ c { }\n  /* six */\nd { }\n";
        assert_eq!(lines(text), "a();\nb(); // four\n/* five */ c { }\nd { }\n");
    }

    #[test]
    fn a_program_and_its_glue_agree_on_names() {
        let mut module = walrus::Module::default();
        let ty = module.types.add(&[], &[]);
        let (called, _) = module.add_import_func(GLUE, "__wbg_call_0123456789abcdef", ty);
        for name in ["__wbindgen_start", "tandem_start"] {
            module.exports.add(name, called);
        }
        let glue = "x = { __wbg_call_0123456789abcdef: 1 }; wasm.__wbindgen_start(); wasm.tandem_start();";
        let Ok((program, glue)) = names(&module.emit_wasm(), glue) else { panic!("it is read") };
        assert_eq!(glue, "x = { _a: 1 }; wasm._b(); wasm.tandem_start();");
        let Ok(module) = walrus::Module::from_buffer(&program) else { panic!("it is valid") };
        assert_eq!(module.imports.iter().map(|import| import.name.as_str()).collect::<Vec<_>>(), ["_a"]);
        let exports: Vec<_> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(exports, ["_b", "tandem_start"]);
    }
}
