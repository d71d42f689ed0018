//! Which data only the rest uses: texts of dialogs, tables, examples.
//!
//! The linker says what refers to what (`--emit-relocs`). Data that no function of the first module reaches, not by way of
//! other data either, goes with the rest. Whatever the linker says nothing about stays.

use crate::failure::{Failure, Outcome};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasmparser::{
    DataKind, KnownCustom, Linking, Name, Operator, Parser, Payload, RelocationEntry, SymbolInfo,
};

/// The data of a linked program and who refers to it.
pub struct Uses {
    /// Pieces in the order of their addresses; none overlaps another.
    pieces: Vec<Range<u32>>,
    /// The pieces that each function refers to.
    by_function: BTreeMap<String, BTreeSet<usize>>,
    /// The pieces that each piece refers to.
    by_piece: BTreeMap<usize, BTreeSet<usize>>,
    /// The pieces that something else refers to.
    held: BTreeSet<usize>,
}

impl Uses {
    /// Reads a program that was linked with `--emit-relocs`.
    pub fn read(wasm: &[u8]) -> Outcome<Self> {
        Linked::read(wasm)
            .map(|linked| linked.uses())
            .map_err(|error| Failure::new(format!("the linked program cannot be read: {error}")))
    }

    /// The pieces that only functions of these names reach; neighbours are joined.
    pub fn only_of(&self, functions: &BTreeSet<String>) -> Vec<Range<u32>> {
        let others = self.by_function.iter().filter(|(name, _)| !functions.contains(*name));
        let mut open: Vec<usize> =
            others.flat_map(|(_, pieces)| pieces).copied().chain(self.held.clone()).collect();
        let mut reached: BTreeSet<usize> = open.iter().copied().collect();
        while let Some(piece) = open.pop() {
            for &other in self.by_piece.get(&piece).into_iter().flatten() {
                if reached.insert(other) {
                    open.push(other);
                }
            }
        }
        // Only of what somebody refers to is it known who does.
        let referred: BTreeSet<usize> =
            self.by_function.values().chain(self.by_piece.values()).flatten().copied().collect();
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for piece in referred.difference(&reached).map(|&at| &self.pieces[at]) {
            match ranges.last_mut() {
                Some(last) if last.end == piece.start => last.end = piece.end,
                _ => ranges.push(piece.clone()),
            }
        }
        ranges
    }
}

/// What is read of a linked program.
#[derive(Default)]
struct Linked<'a> {
    /// Names of functions by their number.
    names: BTreeMap<u32, String>,
    imported: u32,
    /// The bodies of functions, from the start of the code section.
    bodies: Vec<Range<usize>>,
    /// The segments of data: their address, and where their bytes lie from the start of the data section.
    segments: Vec<(u32, Range<usize>)>,
    symbols: Vec<Option<Range<u32>>>,
    raw_symbols: Vec<SymbolInfo<'a>>,
    code: Vec<RelocationEntry>,
    data: Vec<RelocationEntry>,
}

impl<'a> Linked<'a> {
    fn read(wasm: &'a [u8]) -> wasmparser::Result<Self> {
        let mut linked = Linked::default();
        let (mut section, mut code_start, mut code_at, mut data_at) = (0, 0, u32::MAX, u32::MAX);
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            if let Payload::CustomSection(custom) = &payload {
                linked.custom(custom.as_known(), code_at, data_at)?;
            }
            match &payload {
                Payload::ImportSection(imports) => {
                    for import in imports.clone().into_imports() {
                        linked.imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => (code_start, code_at) = (range.start, section),
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    linked.bodies.push(range.start - code_start..range.end - code_start);
                    continue;
                }
                Payload::DataSection(reader) => {
                    data_at = section;
                    let start = reader.range().start;
                    for data in reader.clone() {
                        let data = data?;
                        let end = data.range.end - start;
                        linked.segments.push((address(&data.kind)?, end - data.data.len()..end));
                    }
                }
                _ => {}
            }
            section += u32::from(payload.as_section().is_some());
        }
        Ok(linked)
    }

    fn custom(&mut self, custom: KnownCustom<'a>, code_at: u32, data_at: u32) -> wasmparser::Result<()> {
        match custom {
            KnownCustom::Name(reader) => {
                for part in reader {
                    if let Name::Function(functions) = part? {
                        for naming in functions {
                            let naming = naming?;
                            self.names.insert(naming.index, naming.name.to_owned());
                        }
                    }
                }
            }
            KnownCustom::Linking(reader) => {
                for part in reader.subsections() {
                    if let Linking::SymbolTable(symbols) = part? {
                        self.raw_symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                    }
                }
            }
            KnownCustom::Reloc(reader) => {
                let entries = reader.entries().into_iter().collect::<Result<Vec<_>, _>>()?;
                if reader.section_index() == code_at {
                    self.code.extend(entries);
                } else if reader.section_index() == data_at {
                    self.data.extend(entries);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn uses(mut self) -> Uses {
        self.symbols = self.raw_symbols.iter().map(|symbol| self.place_of(symbol)).collect();
        let pieces = pieces(self.symbols.iter().flatten());
        let piece_at = |address: u32| {
            let at = pieces.partition_point(|piece| piece.end <= address);
            pieces.get(at).is_some_and(|piece| piece.contains(&address)).then_some(at)
        };
        let target = |entry: &RelocationEntry| {
            let symbol = self.symbols.get(entry.index as usize)?.as_ref()?;
            piece_at(symbol.start)
        };
        let mut held = BTreeSet::new();
        let mut by_function: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for entry in &self.code {
            let Some(piece) = target(entry) else { continue };
            let offset = entry.offset as usize;
            let at = self.bodies.partition_point(|body| body.end <= offset);
            let inside = self.bodies.get(at).is_some_and(|body| body.contains(&offset));
            let number = u32::try_from(at).ok().filter(|_| inside).map(|at| at + self.imported);
            match number.and_then(|number| self.names.get(&number)) {
                Some(name) => by_function.entry(name.clone()).or_default().insert(piece),
                None => held.insert(piece),
            };
        }
        let mut by_piece: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for entry in &self.data {
            let Some(piece) = target(entry) else { continue };
            let offset = entry.offset as usize;
            let segment = self.segments.iter().find(|(_, bytes)| bytes.contains(&offset));
            let holder = segment
                .and_then(|(start, bytes)| piece_at(start + u32::try_from(offset - bytes.start).ok()?));
            match holder {
                Some(holder) => by_piece.entry(holder).or_default().insert(piece),
                None => held.insert(piece),
            };
        }
        Uses { pieces, by_function, by_piece, held }
    }

    /// The addresses of a symbol of data.
    fn place_of(&self, symbol: &SymbolInfo) -> Option<Range<u32>> {
        let SymbolInfo::Data { symbol: Some(data), .. } = symbol else { return None };
        let (start, bytes) = self.segments.get(data.index as usize)?;
        let from = start + data.offset;
        let inside = (data.offset + data.size) as usize <= bytes.len();
        (inside && data.size > 0).then_some(from..from + data.size)
    }
}

fn address(kind: &DataKind) -> wasmparser::Result<u32> {
    let DataKind::Active { offset_expr, .. } = kind else { return Ok(0) };
    match offset_expr.get_operators_reader().read()? {
        // Addresses are unsigned.
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        _ => Ok(0),
    }
}

/// Symbols as pieces: those that overlap are one.
fn pieces<'a>(symbols: impl Iterator<Item = &'a Range<u32>>) -> Vec<Range<u32>> {
    let mut sorted: Vec<Range<u32>> = symbols.cloned().collect();
    sorted.sort_by_key(|symbol| (symbol.start, symbol.end));
    let mut pieces: Vec<Range<u32>> = Vec::new();
    for symbol in sorted {
        match pieces.last_mut() {
            Some(last) if symbol.start < last.end => last.end = last.end.max(symbol.end),
            _ => pieces.push(symbol),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_that_overlap_are_one_piece() {
        assert_eq!(pieces([8..12, 0..4, 2..6, 12..13].iter()), [0..6, 8..12, 12..13]);
    }

    #[test]
    fn data_is_reached_by_way_of_other_data() {
        let uses = Uses {
            pieces: vec![0..4, 4..8, 8..12, 12..16, 20..24],
            by_function: BTreeMap::from([
                ("first".to_owned(), BTreeSet::from([0])),
                ("rest".to_owned(), BTreeSet::from([0, 2, 3])),
            ]),
            by_piece: BTreeMap::from([(0, BTreeSet::from([1]))]),
            held: BTreeSet::from([3]),
        };
        // Something that is no function refers to the piece before the last, nobody to the last one: both stay.
        assert_eq!(uses.only_of(&BTreeSet::from(["rest".to_owned()])), vec![8..12]);
        assert_eq!(uses.only_of(&BTreeSet::new()), Vec::new());
    }
}
