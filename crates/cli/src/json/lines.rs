//! JSON that people can skim too: an entry of an object a line, lists on one line.

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::io::{Result, Write};

/// A value as JSON text.
pub(super) fn write(value: &impl Serialize) -> String {
    let mut text = Vec::new();
    // Writing to memory cannot fail, and every key is a text.
    let written = value.serialize(&mut Serializer::with_formatter(&mut text, Lines::default()));
    debug_assert!(written.is_ok(), "{written:?}");
    text.push(b'\n');
    String::from_utf8(text).unwrap_or_default()
}

#[derive(Default)]
struct Lines {
    /// Objects that are open.
    depth: usize,
    /// Whether the innermost of them has no entry yet.
    empty: bool,
}

impl Lines {
    fn line<W: Write + ?Sized>(&self, out: &mut W) -> Result<()> {
        write!(out, "\n{:1$}", "", 2 * self.depth)
    }
}

impl Formatter for Lines {
    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> Result<()> {
        self.depth += 1;
        self.empty = true;
        out.write_all(b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> Result<()> {
        self.depth -= 1;
        if !self.empty {
            self.line(out)?;
        }
        self.empty = false;
        out.write_all(b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        self.empty = false;
        self.line(out)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> Result<()> {
        out.write_all(b": ")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn objects_take_lines_and_lists_do_not() {
        let text = super::write(&json!({"a": [1, 2.5], "b": {}, "c": [{"d": null}, {"e": []}]}));
        assert_eq!(
            text,
            "{\n  \"a\": [1, 2.5],\n  \"b\": {},\n  \"c\": [{\n    \"d\": null\n  }, {\n    \"e\": []\n  }]\n}\n"
        );
    }
}
