//! Sections of a posting without headings, from what its lines themselves say.
//! Signs in each line speak for a section or against it, and so does the section
//! of the line before; the way through all lines for which most speaks is the
//! guess. What the signs are worth stands in `rules/guess.toml`.

use std::collections::BTreeSet;

use super::{Block, BlockKind, SectionKind};
use crate::grammar::{BySection, Guess, Hit, Rules, Said, Sought};
use crate::mention::Reading;

/// The sections that are told apart, in the order of the columns of the numbers.
const KINDS: [(&str, SectionKind); 6] = [
    ("requirements", SectionKind::Requirements),
    ("preferred", SectionKind::Preferred),
    ("responsibilities", SectionKind::Responsibilities),
    ("benefits", SectionKind::Benefits),
    ("company", SectionKind::Company),
    ("application", SectionKind::Application),
];

/// Gives the blocks from `first` on their sections. In `running` text headings were
/// found by their words alone, and entries are parted from sentences by guess: a
/// heading there is one more thing that speaks for a section, and form is none.
pub(super) fn assign(rules: &Rules, text: &str, blocks: &mut [Block], first: usize, running: bool, trust: i32) {
    let numbers = rules.guess();
    let places: Vec<usize> = (first..blocks.len()).filter(|&i| !matches!(blocks[i].kind, BlockKind::Heading(_))).collect();
    let mut signs: Vec<BTreeSet<String>> = places.iter().map(|&i| signs(rules, &text[blocks[i].range.clone()], blocks[i].kind)).collect();
    if running {
        signs.iter_mut().for_each(|signs| signs.retain(|sign| !matches!(sign.as_str(), "entry" | "paragraph")));
    }
    remember(numbers, &mut signs);
    let lines: Vec<BySection> = places
        .iter()
        .zip(&signs)
        .map(|(&i, signs)| {
            let mut sum = worth(numbers, signs);
            let section = if blocks[i].section == SectionKind::Legal { SectionKind::Application } else { blocks[i].section };
            if let Some(k) = KINDS.iter().position(|(_, kind)| *kind == section) {
                sum[k] += trust;
            }
            sum
        })
        .collect();
    for (&i, k) in places.iter().zip(way(numbers, &lines)) {
        blocks[i].section = KINDS[k].1;
    }
}

/// The way through all lines for which most speaks.
fn way(numbers: &Guess, lines: &[BySection]) -> Vec<usize> {
    let next = KINDS.map(|(name, _)| numbers.next.get(name).copied().unwrap_or_default());
    let best_of = |sums: &BySection| (0..KINDS.len()).rev().max_by_key(|&k| sums[k]).unwrap_or(0);
    let mut best = numbers.first;
    let mut back: Vec<[usize; KINDS.len()]> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let mut from = [0; KINDS.len()];
        let mut sums = *line;
        for k in 0..KINDS.len() {
            if i == 0 {
                sums[k] += best[k];
                continue;
            }
            from[k] = best_of(&std::array::from_fn(|j| best[j] + next[j][k]));
            sums[k] += best[from[k]] + next[from[k]][k];
        }
        best = sums;
        back.push(from);
    }
    let mut k = best_of(&std::array::from_fn(|k| best[k] + numbers.last[k]));
    let mut way: Vec<usize> = Vec::with_capacity(lines.len());
    for from in back.iter().rev() {
        way.push(k);
        k = from[k];
    }
    way.reverse();
    way
}

/// What all signs of a line say together.
fn worth(numbers: &Guess, signs: &BTreeSet<String>) -> BySection {
    let mut sum = BySection::default();
    for worth in signs.iter().filter_map(|sign| numbers.signs.get(sign)) {
        (0..KINDS.len()).for_each(|k| sum[k] += worth[k]);
    }
    sum
}

/// The signs in a line: its form, and what rules say of it: their family with
/// what they set, and whether it leads the line or stands there more than once.
fn signs(rules: &Rules, text: &str, kind: BlockKind) -> BTreeSet<String> {
    let (numbers, reading) = (rules.guess(), Reading::new(rules, text, Sought::Section));
    let words = reading.line.tokens.iter().filter(|t| t.is_word()).count();
    let form = [
        (matches!(kind, BlockKind::Item(_)), "entry"),
        (!matches!(kind, BlockKind::Item(_)), "paragraph"),
        (words <= numbers.few_words, "few-words"),
        (words > numbers.many_words, "many-words"),
        (text.trim_end().ends_with('.'), "full-stop"),
        (text.trim_end().ends_with(':'), "colon"),
        (!reading.mentions.is_empty(), "names"),
    ];
    let mut found: BTreeSet<String> = form.into_iter().filter(|(is, _)| *is).map(|(_, sign)| sign.into()).collect();
    for hit in &reading.hits.0 {
        let sign = sign(hit);
        if hit.tokens.start <= numbers.near {
            found.insert(format!("{sign}-{}", if hit.tokens.start == 0 { "first" } else { "near" }));
        }
        if !found.insert(sign.clone()) {
            found.insert(sign + "-more");
        }
    }
    found
}

/// The name of what a hit is a sign of: `years`, `leads-holding`.
fn sign(hit: &Hit) -> String {
    let telling = |key: &str| matches!(key, "class" | "aside" | "section" | "strength" | "looks");
    match hit.rule.source.set.iter().find(|(key, _)| telling(key)) {
        Some((_, Said::Literal(said))) => format!("{}-{said}", hit.family()),
        _ => hit.family().into(),
    }
}

/// Adds to each line's signs those that are about the lines before it.
fn remember(numbers: &Guess, signs: &mut [BTreeSet<String>]) {
    for i in 0..signs.len() {
        let before = &signs[i.saturating_sub(numbers.remembered)..i];
        let had = |sign: &str| before.iter().any(|s| s.contains(sign));
        let (degree, years) = (had("education"), had("years"));
        let again = degree && signs[i].contains("education");
        let told = [(degree, "behind-education"), (years, "behind-years"), (again, "education-again")];
        signs[i].extend(told.into_iter().filter(|(is, _)| *is).map(|(_, sign)| sign.into()));
    }
}
