//! Which section each block stands in, by headings (`rules/sections.toml`), and
//! where a heading says nothing, by what stands below it.

use serde::{Deserialize, Serialize};

use super::{Block, BlockKind, Document, RawBlock};
use crate::grammar::{Hits, Rules};
use crate::text::Line;

/// The kind of a stretch of a posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionKind {
    /// Title, employer, place and pay, before the first heading of the text.
    Header,
    /// What the candidate must bring.
    Requirements,
    /// What is a plus.
    Preferred,
    /// What the work is.
    Responsibilities,
    /// What the employer offers.
    Benefits,
    /// Who the employer is.
    Company,
    /// Equal opportunity, privacy, disclaimers.
    Legal,
    /// How to apply and how candidates are chosen.
    Application,
}

impl SectionKind {
    /// The kind that a rule of `rules/sections.toml` names.
    pub(crate) fn named(name: &str) -> Option<SectionKind> {
        Some(match name {
            "header" => SectionKind::Header,
            "requirements" => SectionKind::Requirements,
            "preferred" => SectionKind::Preferred,
            "responsibilities" => SectionKind::Responsibilities,
            "benefits" => SectionKind::Benefits,
            "company" => SectionKind::Company,
            "legal" => SectionKind::Legal,
            "application" => SectionKind::Application,
            _ => return None,
        })
    }
}

/// Puts raw blocks together to a document with sections, title and company.
pub(crate) fn document(rules: &Rules, raw: Vec<RawBlock>) -> Document {
    let mut text = String::new();
    let mut lines = Vec::new();
    let mut blocks: Vec<Block> = Vec::with_capacity(raw.len());
    for block in raw {
        let from = text.len();
        text.push_str(&block.text);
        lines.push((from as u32, block.line as u32));
        blocks.push(Block { kind: block.kind, range: from..text.len(), section: SectionKind::Header });
        text.push('\n');
    }
    let (title, company) = heads(&text, &blocks);
    assign(rules, &text, &mut blocks);
    Document { text, blocks, lines, title, company }
}

/// Title and company: the first heading (or short first line), and a heading or
/// a line "Company · Place" right after it.
fn heads(text: &str, blocks: &[Block]) -> (String, String) {
    let of = |i: usize| blocks.get(i).map(|b| text[b.range.clone()].trim());
    let Some(first) = of(0).filter(|t| super::plain::short(t)) else { return Default::default() };
    let title = first.trim_end_matches(':').to_owned();
    let company = match blocks.get(1) {
        Some(Block { kind: BlockKind::Heading(2..=6), .. }) if matches!(blocks[0].kind, BlockKind::Heading(1)) => of(1).filter(|t| super::plain::short(t)),
        Some(Block { kind: BlockKind::Paragraph, .. }) => of(1).and_then(|t| t.split_once(" · ")).map(|(company, _)| company),
        _ => None,
    };
    (title, company.unwrap_or_default().to_owned())
}

/// What a heading, or a line that introduces a list, says of what follows.
fn named(hits: &Hits, line: &Line) -> Option<SectionKind> {
    hits.of("sections").max_by_key(|h| (h.span.len(), h.span.start)).and_then(|h| h.says("section", line)).and_then(SectionKind::named)
}

fn assign(rules: &Rules, text: &str, blocks: &mut [Block]) {
    let mut section = SectionKind::Header;
    // Level of the heading that opened the section.
    let mut opened = 0;
    for i in 0..blocks.len() {
        let block_text = &text[blocks[i].range.clone()];
        let line = Line::new(block_text, rules.words());
        match blocks[i].kind {
            BlockKind::Heading(level) if i > 0 => {
                let hits = rules.grammar().run(&line);
                match named(&hits, &line) {
                    Some(kind) => (section, opened) = (kind, level),
                    // A heading below the section's own divides it.
                    None if level > opened && !matches!(section, SectionKind::Header) => {}
                    None => {
                        if let Some(kind) = guess(rules, text, &blocks[i + 1..]) {
                            (section, opened) = (kind, level);
                        }
                    }
                }
            }
            BlockKind::Paragraph if block_text.trim_end().ends_with(':') => {
                let hits = rules.grammar().run(&line);
                if let Some(kind) = named(&hits, &line) {
                    (section, opened) = (kind, 8);
                }
            }
            _ => {}
        }
        blocks[i].section = section;
    }
}

/// What the blocks below a heading that says nothing look like.
fn guess(rules: &Rules, text: &str, below: &[Block]) -> Option<SectionKind> {
    let below = below.iter().take_while(|b| !matches!(b.kind, BlockKind::Heading(_)));
    let (mut asks, mut duties, mut items, mut all) = (0, 0, 0, 0);
    for block in below.take(12) {
        let line = Line::new(&text[block.range.clone()], rules.words());
        let hits = rules.grammar().run(&line);
        all += 1;
        items += usize::from(matches!(block.kind, BlockKind::Item(_)));
        let asked = hits.0.iter().any(|h| matches!(h.family(), "years" | "education") || h.family() == "leads" && h.tokens.start <= 3);
        asks += usize::from(asked);
        duties += usize::from(!asked && hits.of("duties").any(|h| h.tokens.start == 0));
    }
    match () {
        () if all == 0 => None,
        () if asks * 2 >= all && items > 0 => Some(SectionKind::Requirements),
        () if duties * 2 >= all => Some(SectionKind::Responsibilities),
        () => Some(SectionKind::Company),
    }
}
