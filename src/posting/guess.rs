//! Sections of a posting without headings, from what its lines themselves say.
//! Each line costs something in each section; the cheapest way through all of
//! them, with a price on every change, is the guess.

use super::{Block, BlockKind, SectionKind};
use crate::grammar::{Rules, Sought};
use crate::mention::Reading;

/// The sections that are told apart, in the order of the costs.
const KINDS: [SectionKind; 5] =
    [SectionKind::Requirements, SectionKind::Responsibilities, SectionKind::Benefits, SectionKind::Company, SectionKind::Application];

/// What a change of section costs: one line that looks otherwise changes
/// nothing, two in a row do.
const CHANGE: u32 = 4;

/// What a line costs in another section than a line ending in a colon has opened:
/// little, since what closed that section was a heading that is gone.
const OPENED: u32 = 1;

/// Words of the longest entry that is a bare name ("Java, Python and SQL").
const NAMES: usize = 8;

/// Tokens of the longest label before a duty, its colon included.
const LABEL: usize = 5;

/// Gives the blocks from `first` on their sections.
pub(super) fn assign(rules: &Rules, text: &str, blocks: &mut [Block], first: usize) {
    let places: Vec<usize> = (first..blocks.len()).filter(|&i| !matches!(blocks[i].kind, BlockKind::Heading(_))).collect();
    let mut best = [0u32; KINDS.len()];
    let mut back: Vec<[usize; KINDS.len()]> = Vec::with_capacity(places.len());
    for &i in &places {
        let costs = costs(rules, &text[blocks[i].range.clone()], blocks[i].kind);
        let mut next = [0; KINDS.len()];
        let mut from = [0; KINDS.len()];
        for k in 0..KINDS.len() {
            let entered = |j: usize| best[j] + if j == k { 0 } else { CHANGE };
            from[k] = (0..KINDS.len()).min_by_key(|&j| (entered(j), j != k)).expect("not empty");
            let opened = !matches!(blocks[i].section, SectionKind::Header) && blocks[i].section != KINDS[k];
            next[k] = entered(from[k]) + costs[k] + if opened { OPENED } else { 0 };
        }
        best = next;
        back.push(from);
    }
    let mut k = (0..KINDS.len()).min_by_key(|&k| best[k]).expect("not empty");
    for (&i, from) in places.iter().zip(&back).rev() {
        let kept = blocks[i].section == SectionKind::Preferred && KINDS[k] == SectionKind::Requirements;
        if !kept {
            blocks[i].section = KINDS[k];
        }
        k = from[k];
    }
}

/// What a line costs as part of each section: 0 where it belongs.
fn costs(rules: &Rules, text: &str, kind: BlockKind) -> [u32; KINDS.len()] {
    let reading = Reading::new(rules, text, Sought::Section);
    let (line, hits) = (&reading.line, &reading.hits);
    let item = matches!(kind, BlockKind::Item(_));
    let words = line.tokens.iter().filter(|t| t.is_word()).count();
    let aside = hits.of("asides").find_map(|h| h.says("aside", line));
    let offered = hits.of("sections").any(|h| h.says("section", line) == Some("benefits")) && words <= NAMES;
    // "Operations: Provides …" is a duty behind its label.
    let duty = hits.of("duties").any(|h| h.tokens.start == 0 || line.tokens[h.tokens.start - 1].is(b':') && h.tokens.start <= LABEL);
    let asked = hits.0.iter().any(|h| match h.family() {
        "years" | "education" | "asks" | "strength" | "languages" => true,
        // "Lead with strong communication" is work.
        _ if duty => false,
        "traits" => item,
        "leads" => h.tokens.start <= 3 && matches!(h.says("class", line), Some("holding" | "ability")),
        _ => false,
    });
    match aside {
        Some("offer" | "pay") => [6, 6, 0, 3, 3],
        Some("process" | "law") => [5, 5, 3, 2, 0],
        _ if offered && !asked => [5, 5, 0, 3, 4],
        _ if asked && item => [0, 4, 6, 6, 7],
        _ if asked => [1, 2, 4, 1, 4],
        _ if duty => [3, 0, 5, 4, 6],
        _ if item && words <= NAMES && !reading.mentions.is_empty() => [1, 2, 3, 4, 6],
        _ if item => [2, 1, 2, 2, 5],
        _ => [4, 1, 3, 0, 3],
    }
}
