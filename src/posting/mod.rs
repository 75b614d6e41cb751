//! Posting text to a [`Document`]: blocks (headings, entries, paragraphs) and
//! the sections that they stand in. Readers for Markdown, HTML, schema.org
//! JSON-LD and plain text, by what the text is, whatever its file is called.
//!
//! What the blocks ask is for [`crate::criteria`] to find.

mod builder;
mod employer;
mod guess;
mod html;
mod jsonld;
mod language;
mod markdown;
mod plain;
mod running;
mod section;

use std::ops::Range;

pub(crate) use employer::{Employer, Own};
pub(crate) use jsonld::{Stated, is_posting};
pub(crate) use markdown::is_markdown;
pub use section::SectionKind;

use crate::Error;
use crate::grammar::Rules;
use crate::text::decode;

/// A posting, read into blocks.
#[derive(Debug, Clone)]
pub struct Document {
    /// The posting's text, decoded, repaired and freed of markup: one block a
    /// line. Spans of criteria are bytes of it.
    pub text: String,
    /// The blocks in order.
    pub(crate) blocks: Vec<Block>,
    /// Offset in `text`, and the line of the input that it comes from; sorted.
    lines: Vec<(u32, u32)>,
    /// The title of the role, where the posting gives one.
    pub title: String,
    /// The employer, where the posting gives one.
    pub company: String,
    /// What that is called.
    pub(crate) employer: Employer,
    /// What the posting states in fields of its own.
    pub(crate) stated: Stated,
    /// It is running text: what is an entry of a list, and what a sentence, was told by its words.
    pub(crate) running: bool,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A heading of a level: 1–6 by markup, 7 bold or capitals, 8 closing with a colon.
    Heading(u8),
    /// An entry of a list, by its depth from 1.
    Item(u8),
    /// Anything else.
    Paragraph,
}

/// A block of a posting.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub kind: BlockKind,
    /// Bytes of [`Document::text`].
    pub range: Range<usize>,
    /// The section that it stands in.
    pub section: SectionKind,
}

/// What a reader makes of the input: a block's kind, text, and the line it begins on.
#[derive(Debug)]
pub(crate) struct RawBlock {
    pub kind: BlockKind,
    pub text: String,
    pub line: usize,
}

impl Document {
    /// Reads a posting.
    ///
    /// `input` names it in errors. The text may be Markdown, HTML, JSON-LD or
    /// plain, in any common encoding, garbled or not.
    ///
    /// # Errors
    /// The input is larger than `rules/limits.toml` allows, holds no text, or is no text.
    pub fn read(rules: &Rules, input: &str, bytes: &[u8]) -> Result<Document, Error> {
        let text = text_of(input, bytes, rules.limits().posting, "a posting", "Markdown, HTML, JSON-LD or plain")?;
        let (raw, stated) = raw(&text);
        let (raw, running) = running::split(rules, raw);
        Ok(section::document(rules, raw, stated, running))
    }

    pub(crate) fn block_text(&self, block: &Block) -> &str {
        &self.text[block.range.clone()]
    }

    /// The line of the input, from 1, on which a byte of the text stands.
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        let i = self.lines.partition_point(|(from, _)| *from as usize <= offset);
        self.lines.get(i.saturating_sub(1)).map_or(1, |(_, line)| *line as usize)
    }
}

/// The blocks of a text, by the reader for what it is.
fn raw(text: &str) -> (Vec<RawBlock>, Stated) {
    if is_posting(text)
        && let Some(read) = jsonld::read(text, text, 0)
    {
        return read;
    }
    if html::is_html(text) {
        let page = html::read(text, None);
        let words = |blocks: &[RawBlock]| blocks.iter().map(|b| b.text.split_whitespace().count()).sum::<usize>();
        // What a page says of itself to machines is free of the page around the
        // posting; but some say only a line or two there.
        let told = page.data.iter().find_map(|(at, json)| jsonld::read(text, json, *at));
        return match told {
            Some((blocks, stated)) if words(&blocks) >= TOLD || words(&blocks) >= words(&page.blocks) => (blocks, stated),
            Some((_, stated)) => (page.blocks, stated),
            None => (page.blocks, Stated::default()),
        };
    }
    let blocks = if markdown::is_markdown(text) { markdown::blocks(text) } else { plain::blocks(text) };
    (blocks, Stated::default())
}

/// Words from which on the description in a page's JSON-LD is the posting
/// itself, not a line for a list of results.
const TOLD: usize = 60;

/// Decodes an input after checking its size.
pub(crate) fn text_of(input: &str, bytes: &[u8], limit: usize, what: &str, form: &str) -> Result<String, Error> {
    if bytes.len() > limit {
        let message = format!("{} bytes are too many: {what} has at most {limit} (rules/limits.toml); is this the right file?", bytes.len());
        return Err(Error::of(input, message));
    }
    decode::decode(bytes).map_err(|_| Error::of(input, format!("this is no text; {what} is a text file ({form})")))
}
