//! The words of strength in a sentence ("required", "is a plus") and what they speak of.

use std::ops::Range;

use super::Strength;
use crate::grammar::Cue;
use crate::mention::{Mention, Reading};
use crate::taxonomy::Sort;

/// Words of strength, by the tokens that they stand on.
pub(super) type Strengths = [(Range<usize>, Strength)];

/// The words of strength in a sentence; of "is a plus" the whole, not "a plus" besides.
pub(super) fn strengths(reading: &Reading) -> Vec<(Range<usize>, Strength)> {
    let strength = |name: Option<&str>| match name {
        Some("preferred") => Some(Strength::Preferred),
        Some("required") => Some(Strength::Required),
        _ => None,
    };
    let within = |t: &Range<usize>| reading.hits.of("strength").any(|h| h.tokens.len() > t.len() && h.tokens.start <= t.start && t.end <= h.tokens.end);
    reading.hits.of("strength").filter(|h| !within(&h.tokens)).filter_map(|h| Some((h.tokens.clone(), strength(h.says("strength", &reading.line))?))).collect()
}

/// The strength of what stands at `tokens`: the word of strength in the same
/// clause, else the section's.
pub(super) fn strength_of(base: Strength, strengths: &Strengths, reading: &Reading, tokens: &Range<usize>) -> Strength {
    let speaks = |t: &Range<usize>| speaks_of(reading, t.start, tokens);
    // A later word of strength ("X is required, Y a plus") closes the stretch before it.
    let after = strengths.iter().filter(|(t, _)| t.start >= tokens.start && speaks(t)).min_by_key(|(t, _)| t.start);
    let before = strengths.iter().filter(|(t, _)| t.end <= tokens.start && speaks(t)).max_by_key(|(t, _)| t.start);
    after.or(before).map_or(base, |(_, s)| *s)
}

/// Whether a word of strength speaks of some tokens: no semicolon lies between,
/// and one in brackets speaks of what stands in them ("(Go preferred)"), of the
/// name before them ("Docker (optional)"), or of all that an opening note leads.
fn speaks_of(reading: &Reading, word: usize, tokens: &Range<usize>) -> bool {
    let line = &reading.line;
    let between = word.min(tokens.start)..word.max(tokens.start);
    if between.clone().any(|i| line.tokens[i].is(b';')) {
        return false;
    }
    // "Go, preferably in a bank": what follows is preferred.
    if word >= tokens.end && leads(reading, word) {
        return false;
    }
    if word >= tokens.end && subject(reading, word).is_some_and(|comma| tokens.end <= comma) {
        return false;
    }
    match bracket(reading, word) {
        None | Some(0) => true,
        Some(open) => tokens.end == open && !named_within(reading, open) || bracket(reading, tokens.start) == Some(open),
    }
}

/// Whether a word of strength stands before what it speaks of, behind a mark.
fn leads(reading: &Reading, word: usize) -> bool {
    let line = &reading.line;
    // "Go, SQL, and ideally Rust".
    let marked = word > 0 && (line.tokens[word - 1].is(b',') || line.tokens[word - 1].is(b'-') || matches!(line.word(word - 1), "and" | "or"));
    marked && reading.cue(word, Cue::Ideally) && line.tokens.get(word + 1).is_some_and(|t| t.is_word() || t.is(b','))
}

/// Whether the bracket that opens at `open` holds a name ("(AKS preferred)").
fn named_within(reading: &Reading, open: usize) -> bool {
    let names = |m: &Mention| m.able || reading.sort(m) == Sort::Language;
    reading.mentions.iter().any(|m| names(m) && m.tokens.start > open && bracket(reading, m.tokens.start) == Some(open))
}

/// Of the names of a group, how many stand before those in a bracket that has a
/// strength of its own: "Kubernetes (AKS preferred)".
pub(super) fn apart(strengths: &Strengths, reading: &Reading, starts: &[usize]) -> Option<usize> {
    let opens: Vec<usize> = strengths.iter().filter_map(|(t, _)| bracket(reading, t.start)).filter(|&open| open > 0).collect();
    let at = starts.iter().position(|&s| bracket(reading, s).is_some_and(|open| opens.contains(&open)))?;
    (at > 0 && bracket(reading, starts[0]).is_none()).then_some(at)
}

/// The comma behind which a clause of its own ends in a word of strength:
/// "3 years' experience with Go or Rust, Django experience is a plus", "Go, Rust or
/// Zig, with Rust preferred".
pub(super) fn subject(reading: &Reading, word: usize) -> Option<usize> {
    let line = &reading.line;
    let held = |i: usize| line.word(i) == "background" || reading.cue(i, Cue::Held);
    let closes = word.checked_sub(1).is_some_and(held);
    let comma = (0..word).rev().find(|&i| line.tokens[i].is(b','))?;
    let with = line.word(comma + 1) == "with" && word > comma + 2;
    // "Experience with clouds, GCP preferred": one name behind the only comma.
    let lone = matches!(line.word(word), "preferred" | "desired")
        && !(0..comma).any(|i| line.tokens[i].is(b','))
        && reading.mentions.iter().any(|m| m.able && m.tokens == (comma + 1..word));
    (closes && (0..comma).any(held) || with || lone).then_some(comma)
}

/// Where the innermost bracket around a token opens.
pub(super) fn bracket(reading: &Reading, token: usize) -> Option<usize> {
    let line = &reading.line;
    let mut open = Vec::new();
    for i in 0..token {
        if line.tokens[i].is(b'(') {
            open.push(i);
        } else if line.tokens[i].is(b')') {
            open.pop();
        }
    }
    open.pop()
}
