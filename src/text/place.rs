//! Where in a rules or data file something is wrong. Used at build time too,
//! so it depends on nothing of the crate.

use std::fmt;

/// A fault in a file of rules or data: what is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file as it was named to the loader.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl Fault {
    /// A fault at a byte offset of `text`.
    pub fn at(file: &str, text: &str, offset: usize, message: impl Into<String>) -> Fault {
        let (line, column) = line_column(text, offset);
        Fault { file: file.into(), line, column, message: message.into() }
    }

    /// The fault of a TOML text that does not parse or does not fit its types.
    pub fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> Fault {
        let offset = error.span().map_or(0, |span| span.start);
        Fault::at(file, text, offset, error.message().trim_end())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl std::error::Error for Fault {}

/// Line and column (from 1, column in characters) of a byte offset.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    (line, column)
}
