//! A posting's sentences, each with what it names and what its rules find.

use std::ops::Range;

use rayon::prelude::*;

use crate::grammar::{Cue, Hits, Rules, Sought};
use crate::mention::Reading;
use crate::posting::{BlockKind, Document};
use crate::text::sentence::sentences;

/// A sentence of a block that is no heading.
pub(super) struct Sentence<'a> {
    block: usize,
    /// Its bytes of the text.
    pub range: Range<usize>,
    /// What it names and asks.
    pub reading: Reading<'a, 'a>,
    /// What it says of the role.
    pub role: Hits<'a>,
}

/// The sentences of a block.
pub(super) fn of_block<'s, 'a>(sentences: &'s [Sentence<'a>], block: usize) -> &'s [Sentence<'a>] {
    let from = sentences.partition_point(|s| s.block < block);
    let to = sentences.partition_point(|s| s.block <= block);
    &sentences[from..to]
}

/// Every sentence of the blocks that may ask. What a sentence names depends on no
/// other, so they are read on all cores.
pub(super) fn read<'a>(rules: &'a Rules, document: &'a Document) -> Vec<Sentence<'a>> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for (i, block) in document.blocks.iter().enumerate().filter(|(_, b)| !matches!(b.kind, BlockKind::Heading(_))) {
        let text = document.block_text(block);
        for range in sentences(text) {
            let mut from = range.start;
            for to in glued(rules, text, range.clone()).into_iter().chain([range.end]) {
                found.push((i, block.range.start + from..block.range.start + to));
                from = to;
            }
        }
    }
    let read = |(block, range): (usize, Range<usize>)| {
        let mut reading = Reading::new(rules, &document.text[range.clone()], Sought::Posting);
        reading.split_pairs(rules.taxonomy());
        let role = reading.hits.take("role");
        Sentence { block, range, reading, role }
    };
    found.into_par_iter().map(read).collect()
}

/// Where lines of a text were run together without a space ("Vue or ReactBackend
/// skills"): between two names, or a name and an everyday word, of which the whole
/// is none.
fn glued(rules: &Rules, text: &str, range: Range<usize>) -> Vec<usize> {
    let bytes = text.as_bytes();
    let letter = |i: usize| range.contains(&i) && bytes[i].is_ascii_alphanumeric();
    let turns = (range.start + 1..range.end).filter(|&i| bytes[i].is_ascii_uppercase() && bytes[i - 1].is_ascii_lowercase());
    let known = |word: &str| {
        let line = crate::text::Line::new(word, rules.words());
        let mut found = false;
        if line.numbers.first().is_some_and(|&n| n != 0) {
            rules.taxonomy().forms.phrases_at(&line, 0, |to, _| found |= to == line.tokens.len());
        }
        found
    };
    let breaks = turns.filter(|&at| {
        let from = (range.start..at).rev().take_while(|&i| letter(i)).last().unwrap_or(at);
        let to = (at..range.end).find(|&i| !letter(i)).unwrap_or(range.end);
        let (left, right) = (&text[from..at], &text[at..to]);
        let everyday = |word: &str| rules.taxonomy().spelling.is_everyday(word) || rules.taxonomy().class(&word.to_ascii_lowercase()).is_some();
        // "distributed systemsExperience with Go": what opens an ask.
        let held = || rules.cue(&crate::text::Line::new(right, rules.words()), 0, Cue::Held);
        let parted = known(left) && (known(right) || everyday(right)) || everyday(left) && held();
        left.len() > 2 && right.len() > 3 && !known(&text[from..to]) && parted
    });
    breaks.collect()
}

#[cfg(test)]
mod tests {
    use super::glued;

    #[test]
    fn lines_that_were_run_together_are_parted() {
        let rules = crate::Rules::builtin();
        let parted = |text: &str| glued(&rules, text, 0..text.len());
        for (text, left) in [
            ("Knows Vue or ReactBackend skills", "Knows Vue or React"),
            ("Familiar with GitHubKnowledgeable of Kafka", "Familiar with GitHub"),
            ("Years with distributed systemsExperience with Go", "Years with distributed systems"),
        ] {
            assert_eq!(parted(text), [left.len()], "{text}");
        }
        for whole in ["JavaScript and PowerPoint", "Knows QuickBooks", "On SomethingNew"] {
            assert!(parted(whole).is_empty(), "{whole}");
        }
    }
}
