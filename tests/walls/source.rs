//! A file of Rust, taken apart into its code and its texts.

use std::fs;
use std::path::Path;

/// A file, taken apart.
pub struct Source {
    /// The code, line by line as in the file; comments, texts and test modules are blank.
    pub code: String,
    /// Each text literal with its line.
    pub texts: Vec<(usize, String)>,
}

impl Source {
    pub fn read(path: &str) -> Self {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
        Self::take_apart(&text.unwrap_or_else(|error| panic!("{path}: {error}")))
    }

    pub fn take_apart(text: &str) -> Self {
        let mut scanner =
            Scanner { chars: text.chars().collect(), at: 0, line: 1, code: String::new(), texts: Vec::new() };
        scanner.run();
        Self { code: without_tests(&scanner.code), texts: scanner.texts }
    }

    /// Whether there is code on a line besides attributes and messages of the program to its authors.
    pub fn is_code(&self, line: usize) -> bool {
        let Some(code) = self.code.lines().nth(line - 1) else { return false };
        let aside = [
            "#[",
            "#![",
            ".expect(",
            "reason =",
            "panic!",
            "unreachable!",
            "assert",
            "debug_assert",
            "expect =",
        ];
        !code.trim().is_empty() && !aside.iter().any(|word| code.contains(word))
    }
}

/// Walks over a file and copies only the code.
struct Scanner {
    chars: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    texts: Vec<(usize, String)>,
}

impl Scanner {
    fn run(&mut self) {
        while let Some(c) = self.peek(0) {
            match (c, self.peek(1)) {
                ('/', Some('/')) => self.blank_while(|scanner| scanner.peek(0) != Some('\n')),
                ('/', Some('*')) => self.block_comment(),
                ('"', _) => self.text(),
                ('r', Some('"' | '#')) if !self.inside_name() => self.raw_text(),
                ('\'', _) => self.character(),
                _ => self.keep(),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn inside_name(&self) -> bool {
        // `br"…"` is a text too; any other letter before makes it the end of a name.
        let last = self.code.chars().next_back();
        last.is_some_and(|c| c.is_alphanumeric() && c != 'b' || c == '_')
    }

    /// Copies one character.
    fn keep(&mut self) {
        if let Some(c) = self.peek(0) {
            self.code.push(c);
            self.line += usize::from(c == '\n');
            self.at += 1;
        }
    }

    /// Leaves one character out; lines keep their numbers.
    fn blank(&mut self) {
        if let Some(c) = self.peek(0) {
            self.code.push(if c == '\n' { '\n' } else { ' ' });
            self.line += usize::from(c == '\n');
            self.at += 1;
        }
    }

    fn blank_while(&mut self, goes_on: impl Fn(&Self) -> bool) {
        while self.peek(0).is_some() && goes_on(self) {
            self.blank();
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.peek(0).is_some() {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                _ => {
                    self.blank();
                    continue;
                }
            }
            self.blank();
            self.blank();
            if depth == 0 {
                break;
            }
        }
    }

    fn text(&mut self) {
        let (line, start) = (self.line, self.at + 1);
        self.keep();
        while let Some(c) = self.peek(0).filter(|c| *c != '"') {
            self.blank();
            if c == '\\' {
                self.blank();
            }
        }
        self.texts.push((line, self.chars[start..self.at].iter().collect()));
        self.keep();
    }

    fn raw_text(&mut self) {
        let hashes = (1..).take_while(|ahead| self.peek(*ahead) == Some('#')).count();
        if self.peek(hashes + 1) != Some('"') {
            // A raw name, as in `r#type`.
            return self.keep();
        }
        let line = self.line;
        (0..hashes + 2).for_each(|_| self.blank());
        let start = self.at;
        let ends = |scanner: &Self| {
            scanner.peek(0) == Some('"') && (1..=hashes).all(|ahead| scanner.peek(ahead) == Some('#'))
        };
        self.blank_while(|scanner| !ends(scanner));
        self.texts.push((line, self.chars[start..self.at].iter().collect()));
        (0..hashes + 1).for_each(|_| self.blank());
    }

    /// A character, or a lifetime, which has no second quote.
    fn character(&mut self) {
        let length = match (self.peek(1), self.peek(2)) {
            (Some('\\'), _) => (3..14).find(|ahead| self.peek(*ahead) == Some('\'')),
            (Some(_), Some('\'')) => Some(2),
            _ => None,
        };
        match length {
            Some(length) => (0..=length).for_each(|_| self.blank()),
            None => self.keep(),
        }
    }
}

/// Blanks what is compiled for tests only.
fn without_tests(code: &str) -> String {
    let mut code = code.to_owned();
    while let Some(start) = code.find("#[cfg(test)]") {
        let end = start + item_length(&code[start..]);
        let blank: String = code[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        code.replace_range(start..end, &blank);
    }
    code
}

/// Up to the `;` or the closing brace of the item that begins here.
fn item_length(code: &str) -> usize {
    let mut depth = 0;
    for (index, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return index + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return index + 1,
            _ => {}
        }
    }
    code.len()
}
