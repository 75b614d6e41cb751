//! The words of strength in a sentence ("required", "is a plus") and what they speak of.

use std::ops::Range;

use super::Strength;
use crate::mention::Reading;

/// Words of strength, by the tokens that they stand on.
pub(super) type Strengths = [(Range<usize>, Strength)];

/// The words of strength in a sentence.
pub(super) fn strengths(reading: &Reading) -> Vec<(Range<usize>, Strength)> {
    let strength = |name: Option<&str>| match name {
        Some("preferred") => Some(Strength::Preferred),
        Some("required") => Some(Strength::Required),
        _ => None,
    };
    reading.hits.of("strength").filter_map(|h| Some((h.tokens.clone(), strength(h.says("strength", &reading.line))?))).collect()
}

/// The strength of what stands at `tokens`: the word of strength in the same
/// clause, else the section's.
pub(super) fn strength_of(base: Strength, strengths: &Strengths, reading: &Reading, tokens: &Range<usize>) -> Strength {
    let clause_ends = |i: usize| reading.line.tokens[i].is(b';') || reading.line.tokens[i].is(b'(') || reading.line.tokens[i].is(b')');
    let same_clause = |a: usize, b: usize| !(a.min(b)..a.max(b)).any(clause_ends);
    // A later word of strength ("X is required, Y a plus") closes the stretch before it.
    let after = strengths.iter().filter(|(t, _)| t.start >= tokens.start && same_clause(tokens.start, t.start)).min_by_key(|(t, _)| t.start);
    let before = strengths.iter().filter(|(t, _)| t.end <= tokens.start && same_clause(t.start, tokens.start)).max_by_key(|(t, _)| t.start);
    after.or(before).map_or(base, |(_, s)| *s)
}
