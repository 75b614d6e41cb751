//! What every reader makes of a file: rows, each with where it stands and how
//! it is set. Nothing here knows what a row means.

use serde::{Deserialize, Serialize};

/// A résumé taken apart into rows, before any meaning. Made by [`super::open`];
/// it can be kept, sent to another process, and read there.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Sheet {
    pub(super) rows: Vec<Row>,
    pub(super) form: Form,
    /// The tables of an export, by name.
    pub(super) tables: Vec<(String, String)>,
}

/// What sort of file it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Form {
    #[default]
    Text,
    Markdown,
    Word,
    Pdf,
    /// LinkedIn's tables.
    Export,
}

/// One row: a heading, an entry of a list, a paragraph, or what stands on one line.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Row {
    /// The text; fields that stand apart on the line have a tab between them.
    pub text: String,
    /// The line of a text file, from 1; 0 where there are pages or none.
    pub line: u32,
    /// The page of a PDF, from 1; 0 where there is none.
    pub page: u32,
    /// 1 to 6 for a heading by markup or style; 0 for all else.
    pub level: u8,
    /// An entry of a list.
    pub bullet: bool,
    /// What a label said that its text is.
    pub role: Option<Role>,
    /// What its bullet was, where it stood in the text.
    pub mark: Option<char>,
    /// How far it is set in, in characters.
    pub indent: u32,
    /// Something blank stands above it.
    pub gap: bool,
    /// It opens a column, a cell or a frame: headings above it are not its own.
    pub column: bool,
    /// Bytes of the text that are bold or italic.
    pub strong: Vec<(u32, u32)>,
    /// How all of it is set: 1 bold, 2 italic, 3 both; 0 for plain or mixed.
    pub style: u8,
    /// Height of its letters in tenths of those of most of the text; 0 where unknown.
    pub size: u16,
}

/// What a field is where a label says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Role {
    Title,
    Employer,
}

impl Row {
    pub fn new(text: impl Into<String>) -> Row {
        Row { text: text.into(), ..Row::default() }
    }

    /// Whether all of it is bold or italic.
    pub fn is_strong(&self) -> bool {
        let covered: u32 = self.strong.iter().map(|(a, b)| b - a).sum();
        covered > 0 && covered as usize + 2 >= self.text.trim().len()
    }

    /// Whether its letters are capitals, and it has three at least.
    pub fn is_capitals(&self) -> bool {
        self.text.chars().filter(|c| c.is_uppercase()).count() > 2 && !self.text.chars().any(char::is_lowercase)
    }

    /// Whether its bullet is a number, as headings may have one.
    pub fn is_numbered(&self) -> bool {
        self.mark.is_some_and(|m| m.is_ascii_digit())
    }

    /// How many words it has.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    /// Puts another row's text behind its own: a line that was broken.
    pub fn append(&mut self, next: &Row) {
        let hyphen = self.text.ends_with('-') && self.text.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
        let slash = self.text.ends_with('/') && !self.text.ends_with(" /");
        if !hyphen && !slash {
            self.text.push(' ');
        }
        let from = self.text.len() as u32;
        self.text.push_str(&next.text);
        for (a, b) in next.strong.iter().map(|(a, b)| (a + from, b + from)) {
            match self.strong.last_mut() {
                Some(last) if last.1 + 1 >= a => last.1 = b,
                _ => self.strong.push((a, b)),
            }
        }
    }

    /// The same row with a part of its text, the marks kept right.
    pub fn cut(&self, range: std::ops::Range<usize>) -> Row {
        let range = self.text.floor_char_boundary(range.start)..self.text.floor_char_boundary(range.end);
        let range = range.start.min(range.end)..range.end;
        let (from, to) = (range.start as u32, range.end as u32);
        let strong = self.strong.iter().filter(|(a, b)| *a < to && *b > from).map(|(a, b)| ((*a).max(from) - from, (*b).min(to) - from)).collect();
        Row { text: self.text[range].to_owned(), strong, ..self.clone() }
    }

    /// Where it stands, for a person.
    pub fn place(&self) -> String {
        match (self.page, self.line) {
            (0, 0) => String::new(),
            (0, line) => format!("line {line}"),
            (page, _) => format!("page {page}"),
        }
    }
}
