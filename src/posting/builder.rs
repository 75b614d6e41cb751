//! What the readers of Markdown and HTML share: text and marks, as they come,
//! to blocks. One place decides what a bold line is, so that a posting gives the
//! same blocks in both.

use super::{BlockKind, RawBlock, plain};

/// Words from which on a heading that ends in a full stop is a paragraph; fewer may
/// name towns ("… or remote within the U.S.").
const HEADING: usize = 20;

/// Puts blocks together.
#[derive(Default)]
pub(super) struct Builder<'t> {
    text: &'t str,
    /// The line of everything, where the text is a value inside another file.
    fixed: Option<usize>,
    pub found: Vec<RawBlock>,
    buffer: String,
    start: Option<usize>,
    /// Level of the heading that is open.
    pub heading: Option<u8>,
    /// Depth of the list that is open.
    pub depth: u8,
    /// How many bold elements are open.
    pub strong: usize,
    bold: usize,
    /// Bytes counted for line numbers so far, and the line there.
    counted: (usize, usize),
}

impl<'t> Builder<'t> {
    pub fn new(text: &'t str, fixed: Option<usize>) -> Builder<'t> {
        Builder { text, fixed, ..Builder::default() }
    }

    /// Adds text that stands at byte `at` of the input.
    pub fn add(&mut self, text: &str, at: usize) {
        if self.start.is_none() && !text.trim().is_empty() {
            self.start = Some(at);
        }
        if self.start.is_some() {
            self.buffer.push_str(text);
            if self.strong > 0 {
                self.bold += text.chars().filter(|c| c.is_alphanumeric()).count();
            }
        }
    }

    /// Parts the cells of a table.
    pub fn cell(&mut self, at: usize) {
        if !self.buffer.is_empty() {
            self.add("; ", at);
        }
    }

    /// A line break that the text wants: a new block, unless the line goes on
    /// ("… one of: Python,", "… in a growing" and "company …").
    pub fn line_break(&mut self, at: usize) {
        let rest = self.text[at.min(self.text.len())..].trim_start_matches(['\\', ' ', '\r', '\n']);
        let goes_on = rest.starts_with(|c: char| c.is_lowercase()) || self.buffer.trim_end().ends_with(',');
        if self.depth > 0 && goes_on { self.add("\n", at) } else { self.flush() }
    }

    /// A line that goes on in the next one, unless that is an entry which stands too
    /// little to the right of the one that holds it to be read as one ("*  Tools:" and
    /// below it, four blanks in, "* Kafka").
    pub fn soft_break(&mut self, at: usize) {
        let next = self.text[at.min(self.text.len())..].trim_start().lines().next().unwrap_or_default();
        if self.depth > 0 && plain::bullet(next).is_some() { self.flush() } else { self.add("\n", at) }
    }

    /// Closes the block that is open.
    pub fn flush(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        let bold = std::mem::take(&mut self.bold);
        let Some(start) = self.start.take() else { return };
        let mut letters = buffer.chars().filter(|c| c.is_alphanumeric());
        if letters.next().is_none() {
            return;
        }
        let line = self.line(start);
        // An entry that stood too little to the right has its mark still.
        let marked = if self.depth > 0 { plain::bullet(buffer.trim_start()) } else { None };
        let buffer = marked.unwrap_or(&buffer);
        let all_bold = bold > 0 && letters.count() < bold;
        // A whole paragraph in a heading's size says something itself.
        let heading = self.heading.filter(|_| buffer.split_whitespace().count() <= HEADING || !plain::stops(buffer));
        match (heading, self.depth) {
            (Some(level), _) => self.found.push(RawBlock { kind: BlockKind::Heading(level), text: plain::squeeze(buffer), line }),
            // A bold line that is a whole sentence says something itself.
            (None, 0) if all_bold && plain::short(buffer) && !plain::stops(buffer) => {
                self.found.push(RawBlock { kind: BlockKind::Heading(7), text: plain::squeeze(buffer), line })
            }
            (None, 0) => plain::lines(buffer, line, &mut self.found),
            // A bold entry that opens a list of its own, or closes with a colon, is a heading.
            (None, _) if all_bold && plain::short(buffer) && buffer.trim_end().ends_with(':') => {
                self.found.push(RawBlock { kind: BlockKind::Heading(8), text: plain::squeeze(buffer), line });
            }
            (None, depth) => self.found.push(RawBlock { kind: BlockKind::Item(depth), text: plain::squeeze(buffer), line }),
        }
    }

    /// The line of a byte of the input, counted on from the last one.
    fn line(&mut self, at: usize) -> usize {
        if let Some(line) = self.fixed {
            return line;
        }
        if at < self.counted.0 {
            self.counted = (0, 0);
        }
        let (from, line) = self.counted;
        let line = line + self.text.as_bytes()[from..at].iter().filter(|&&b| b == b'\n').count();
        self.counted = (at, line);
        line + 1
    }
}

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::criteria::{Strength, extract};

    #[test]
    fn entries_that_stand_too_little_to_the_right_are_entries() {
        let text = "# Weaver\n\n## Requirements\n\n  *  **Tools:**\n    * Experience with Kafka\n    * Experience with Go\n  *  **Papers:**\n    * CISSP\n";
        let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
        let read: Vec<(&str, usize)> = criteria.iter().map(|c| (c.any_of[0].text.as_str(), c.sources[0].line)).collect();
        assert_eq!(read, [("Kafka", 6), ("Go", 7), ("CISSP", 9)]);
    }

    #[test]
    fn a_bold_line_that_goes_on_below_is_a_heading() {
        let text = "# Weaver\n\nWe weave.\n\n**You are a good fit if you have...**\n\n* Worked with Kafka\n";
        let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
        assert_eq!(criteria[0].strength, Strength::Required);
    }
}
