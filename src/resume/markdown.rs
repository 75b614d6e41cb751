//! Markdown → rows, with pulldown-cmark: headings, lists, tables, emphasis.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::plain;
use super::sheet::{Form, Row, Sheet};
use super::wrap::{self, Set};
use crate::grammar::Rules;

/// Takes a Markdown text apart.
pub(super) fn read(rules: &Rules, text: &str) -> Sheet {
    let mut to = Builder {
        text,
        lines: Vec::new(),
        row: Row::default(),
        at: None,
        level: 0,
        depth: 0,
        item: false,
        strong: None,
        gap: false,
        broken: false,
        cells: 0,
        counted: (0, 1),
    };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        to.event(event, range.start);
    }
    to.flush();
    // The widest line that was broken softly shows the margin; short ones are an author's own lines.
    let margin = to.lines.iter().filter(|l| l.margin == 0.0).map(|l| l.right).fold(0.0, f32::max);
    let margin = if margin >= 60.0 { margin } else { f32::INFINITY };
    to.lines.iter_mut().filter(|l| l.margin == 0.0).for_each(|l| l.margin = margin);
    Sheet { rows: wrap::join(rules, to.lines), form: Form::Markdown, ..Sheet::default() }
}

struct Builder<'t> {
    text: &'t str,
    lines: Vec<Set>,
    row: Row,
    /// The byte of the input where the row begins.
    at: Option<usize>,
    level: u8,
    depth: u32,
    /// The row opens an entry of a list.
    item: bool,
    /// Where emphasis began in the row, and how deep it is.
    strong: Option<(u32, u32)>,
    gap: bool,
    /// The row goes on from a line that was broken softly.
    broken: bool,
    cells: u32,
    /// Bytes whose lines are counted, and the line there.
    counted: (usize, u32),
}

impl Builder<'_> {
    fn event(&mut self, event: Event, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(t) | Event::Code(t) => self.add(&t, at),
            // A break that the author need not have meant: joined again where the line was full.
            Event::SoftBreak => {
                self.flush();
                self.broken = true;
            }
            Event::HardBreak => self.flush(),
            Event::InlineHtml(tag) | Event::Html(tag) => {
                let tag = tag.trim_start().to_ascii_lowercase();
                if ["<br", "<p", "</p", "<li", "</li", "<div", "</div"].iter().any(|t| tag.starts_with(t)) {
                    self.flush();
                }
            }
            Event::Rule => {
                self.flush();
                self.gap = true;
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str, at: usize) {
        self.at.get_or_insert(at);
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.flush();
            }
            self.row.text.push_str(line);
        }
    }

    fn start(&mut self, tag: Tag, at: usize) {
        match tag {
            Tag::Paragraph | Tag::TableRow | Tag::TableHead | Tag::HtmlBlock | Tag::CodeBlock(_) => self.block(),
            Tag::Heading { level, .. } => {
                self.block();
                self.level = level as u8;
            }
            Tag::List(_) => {
                self.flush();
                self.depth += 1;
                self.gap = self.depth == 1;
            }
            Tag::Item => {
                self.flush();
                self.item = true;
            }
            Tag::Strong | Tag::Emphasis => {
                self.at.get_or_insert(at);
                let from = self.row.text.len() as u32;
                self.strong = Some(self.strong.map_or((from, 1), |(f, n)| (f, n + 1)));
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.row.text.push('\t');
                }
                self.cells += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis => match self.strong {
                Some((from, 1)) => {
                    self.row.strong.push((from, self.row.text.len() as u32));
                    self.strong = None;
                }
                Some((from, n)) => self.strong = Some((from, n.saturating_sub(1))),
                None => {}
            },
            TagEnd::List(_) => {
                self.flush();
                self.depth = self.depth.saturating_sub(1);
                self.gap = true;
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.level = 0;
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead | TagEnd::HtmlBlock | TagEnd::CodeBlock => {
                self.flush();
                self.cells = 0;
            }
            _ => {}
        }
    }

    fn block(&mut self) {
        self.flush();
        self.gap |= !self.item;
        self.cells = 0;
    }

    fn flush(&mut self) {
        let broken = std::mem::take(&mut self.broken);
        let mut row = std::mem::take(&mut self.row);
        if let Some((from, _)) = &mut self.strong {
            row.strong.push((*from, row.text.len() as u32));
            *from = 0;
        }
        let Some(at) = self.at.take().filter(|_| !row.text.trim().is_empty()) else { return };
        let lead = row.text.len() - row.text.trim_start().len();
        row = row.cut(lead..row.text.len());
        row.text = row.text.trim_end().to_owned();
        if at >= self.counted.0 {
            self.counted = (at, self.counted.1 + self.text[self.counted.0..at].bytes().filter(|b| *b == b'\n').count() as u32);
        }
        row.line = self.counted.1;
        row.level = self.level;
        row.bullet = std::mem::take(&mut self.item) && self.level == 0;
        // Leaders part fields here too.
        if row.text.contains("....") {
            let fields = plain::fields(&row.text);
            row.strong.retain(|s| fields.get(..s.1 as usize) == row.text.get(..s.1 as usize));
            row.text = fields;
        }
        // A bullet that Markdown does not know stands in the text.
        if !row.bullet
            && let Some(rest) = plain::bullet(&row.text).filter(|r| !r.is_empty() && self.level == 0)
        {
            row = Row { bullet: true, ..row.cut(row.text.len() - rest.len()..row.text.len()) };
        }
        row.indent = self.depth.saturating_sub(1) * 2;
        row.gap = std::mem::take(&mut self.gap) && !broken;
        let width = row.text.chars().count() as f32;
        let first = row.text.split_whitespace().next().map_or(0, |w| w.chars().count()) as f32 + 1.0;
        // Soft breaks alone can be margins; all other rows stand for themselves.
        if let Some(last) = self.lines.last_mut().filter(|_| broken) {
            last.margin = 0.0;
        }
        self.lines.push(Set { beside: None, text: 0.0, right: width, first, margin: f32::INFINITY, row });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_marks() {
        let text = "# Ilse Varga\n\n**Mate**, Tallow Bay Ferries  \n*2019–2021*\n\n- Kept watch\n- Kept the *log*\n\n| Degree | School |\n|---|---|\n| BSc | Sedgemoor |\n";
        let rows = read(&Rules::builtin(), text).rows;
        let shown: Vec<(String, u32, bool, u8)> = rows.iter().map(|r| (r.text.clone(), r.line, r.bullet, r.level)).collect();
        assert_eq!(
            shown,
            [
                ("Ilse Varga".to_owned(), 1, false, 1),
                ("Mate, Tallow Bay Ferries".to_owned(), 3, false, 0),
                ("2019–2021".to_owned(), 4, false, 0),
                ("Kept watch".to_owned(), 6, true, 0),
                ("Kept the log".to_owned(), 7, true, 0),
                ("Degree\tSchool".to_owned(), 9, false, 0),
                ("BSc\tSedgemoor".to_owned(), 11, false, 0),
            ]
        );
        assert_eq!(rows[1].strong, [(0, 4)]);
        assert!(rows[2].is_strong());
    }
}
