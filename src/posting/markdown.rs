//! Markdown into blocks, with pulldown-cmark.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{BlockKind, RawBlock, plain};

/// Whether a text uses Markdown's signs: headings, bold, or links.
pub(crate) fn is_markdown(text: &str) -> bool {
    text.contains("**") || text.contains("](") || text.lines().any(|l| l.trim_start().starts_with("# ") || l.starts_with("## ") || l.starts_with("### "))
}

/// The blocks of a Markdown text.
pub(crate) fn blocks(text: &str) -> Vec<RawBlock> {
    let mut state = State { text, ..State::default() };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        state.event(event, range.start);
    }
    state.flush();
    state.found
}

#[derive(Default)]
struct State<'t> {
    text: &'t str,
    found: Vec<RawBlock>,
    buffer: String,
    start: Option<usize>,
    heading: Option<u8>,
    depth: u8,
    strong: usize,
    bold: usize,
    /// Bytes counted for line numbers so far, and the line there.
    counted: (usize, usize),
    code: bool,
}

impl State<'_> {
    fn event(&mut self, event: Event, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(t) if self.code => {
                // Indented text is no code in a posting, but every line stands for itself.
                for line in t.lines() {
                    self.add(line, at);
                    self.flush();
                }
            }
            Event::Text(t) | Event::Code(t) => self.add(&t, at),
            Event::SoftBreak => self.add("\n", at),
            Event::HardBreak => self.flush(),
            Event::InlineHtml(tag) | Event::Html(tag) => {
                let tag = tag.trim_start().to_ascii_lowercase();
                if ["<br", "<p", "</p", "<li", "</li", "<div", "</div"].iter().any(|t| tag.starts_with(t)) {
                    self.flush();
                }
            }
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, at: usize) {
        match tag {
            Tag::Paragraph | Tag::TableRow | Tag::TableHead | Tag::HtmlBlock => self.flush(),
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    HeadingLevel::H4 => 4,
                    HeadingLevel::H5 => 5,
                    HeadingLevel::H6 => 6,
                });
            }
            Tag::List(_) => {
                self.flush();
                self.depth = self.depth.saturating_add(1);
            }
            Tag::Item => self.flush(),
            Tag::Strong => self.strong += 1,
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = true;
            }
            Tag::TableCell if !self.buffer.is_empty() => self.add("; ", at),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::List(_) => {
                self.flush();
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.code = false;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead | TagEnd::HtmlBlock => {
                self.flush();
                self.heading = None;
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str, at: usize) {
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

    fn flush(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        let bold = std::mem::take(&mut self.bold);
        let Some(start) = self.start.take() else { return };
        let letters = buffer.chars().filter(|c| c.is_alphanumeric()).count();
        if letters == 0 {
            return;
        }
        let line = self.line(start);
        let all_bold = bold >= letters;
        match (self.heading, self.depth) {
            (Some(level), _) => self.found.push(RawBlock { kind: BlockKind::Heading(level), text: one_line(&buffer), line }),
            // A bold line that is a whole sentence says something itself.
            (None, 0) if all_bold && plain::short(&buffer) && !buffer.trim_end().ends_with('.') => self.found.push(RawBlock { kind: BlockKind::Heading(7), text: one_line(&buffer), line }),
            (None, 0) => plain::lines(&buffer, line, &mut self.found),
            // A bold entry that opens a list of its own, or closes with a colon, is a heading.
            (None, _) if all_bold && plain::short(&buffer) && buffer.trim_end().ends_with(':') => {
                self.found.push(RawBlock { kind: BlockKind::Heading(8), text: one_line(&buffer), line });
            }
            (None, depth) => self.found.push(RawBlock { kind: BlockKind::Item(depth), text: one_line(&buffer), line }),
        }
    }

    /// The line of a byte of the input, counted on from the last one.
    fn line(&mut self, at: usize) -> usize {
        if at < self.counted.0 {
            self.counted = (0, 0);
        }
        let (from, line) = self.counted;
        let line = line + self.text.as_bytes()[from..at].iter().filter(|&&b| b == b'\n').count();
        self.counted = (at, line);
        line + 1
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
