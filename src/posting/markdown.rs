//! Markdown into blocks, with pulldown-cmark.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::RawBlock;
use super::builder::Builder;

/// Whether a text uses Markdown's signs: headings, bold, or links.
pub(crate) fn is_markdown(text: &str) -> bool {
    text.contains("**") || text.contains("](") || text.lines().any(|l| l.trim_start().starts_with("# ") || l.starts_with("## ") || l.starts_with("### "))
}

/// The blocks of a Markdown text.
pub(crate) fn blocks(text: &str) -> Vec<RawBlock> {
    let mut state = State { to: Builder::new(text, None), code: false };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        state.event(event, range.start);
    }
    state.to.flush();
    state.to.found
}

struct State<'t> {
    to: Builder<'t>,
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
                    self.to.add(line, at);
                    self.to.flush();
                }
            }
            Event::Text(t) | Event::Code(t) => self.to.add(&t, at),
            Event::SoftBreak => self.to.soft_break(at),
            Event::HardBreak => self.to.line_break(at),
            Event::InlineHtml(tag) | Event::Html(tag) => {
                let tag = tag.trim_start().to_ascii_lowercase();
                if ["<br", "<p", "</p", "<li", "</li", "<div", "</div"].iter().any(|t| tag.starts_with(t)) {
                    self.to.flush();
                }
            }
            Event::Rule => self.to.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, at: usize) {
        match tag {
            Tag::Paragraph | Tag::TableRow | Tag::TableHead | Tag::HtmlBlock => self.to.flush(),
            Tag::Heading { level, .. } => {
                self.to.flush();
                self.to.heading = Some(match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    HeadingLevel::H4 => 4,
                    HeadingLevel::H5 => 5,
                    HeadingLevel::H6 => 6,
                });
            }
            Tag::List(_) => {
                self.to.flush();
                self.to.depth = self.to.depth.saturating_add(1);
            }
            Tag::Item => self.to.flush(),
            Tag::Strong => self.to.strong += 1,
            Tag::CodeBlock(_) => {
                self.to.flush();
                self.code = true;
            }
            Tag::TableCell => self.to.cell(at),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.to.strong = self.to.strong.saturating_sub(1),
            TagEnd::List(_) => {
                self.to.flush();
                self.to.depth = self.to.depth.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.to.flush();
                self.code = false;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead | TagEnd::HtmlBlock => {
                self.to.flush();
                self.to.heading = None;
            }
            _ => {}
        }
    }
}
