//! Traits: personal qualities that a posting asks for, told from work that the same
//! words may name.

use std::ops::Range;

use super::read::{Found, Reader, overlap};
use super::strength::{Strengths, strength_of};
use super::value::Span;
use super::{Kind, Strength};
use crate::grammar::Cue;
use crate::mention::Reading;
use crate::taxonomy::Sort;

impl Reader<'_> {
    /// The traits of a sentence that are not `taken`; takes their tokens.
    pub(super) fn traits(&mut self, reading: &Reading, base: usize, strength: Strength, strengths: &Strengths, spans: &[Span], taken: &mut [bool]) {
        let mut worked = 0;
        for hit in reading.hits.of("traits") {
            // "5 years of technical leadership" asks for work.
            if spans.iter().any(|s| s.tokens.end == hit.tokens.start) {
                worked = hit.tokens.end;
            }
            if hit.tokens.start < worked
                || led(reading, &hit.tokens)
                || post(reading, &hit.tokens)
                || beside_work(reading, spans, &hit.tokens)
                || of_language(reading, &hit.tokens)
            {
                continue;
            }
            if taken[hit.tokens.clone()].contains(&true)
                || reading.mentions.iter().any(|m| m.tokens.len() > hit.tokens.len() && overlap(&m.tokens, &hit.tokens))
            {
                continue;
            }
            taken[hit.tokens.clone()].fill(true);
            let strength = strength_of(strength, strengths, reading, &hit.tokens);
            let alternative = self.alternative(reading, base, hit.tokens.clone(), Kind::Trait);
            let mut criterion = self.criterion(Kind::Trait, strength, vec![alternative], &hit.rule.source.name);
            criterion.sources = vec![self.source(reading, base, hit.tokens.clone())];
            self.found.push(Found { criterion, sentence: base });
        }
    }
}

/// Whether a trait's words are whom one leads or that one led them: "managing
/// *diverse teams*", "*leadership* of a small team". That is work.
fn led(reading: &Reading, tokens: &Range<usize>) -> bool {
    let line = &reading.line;
    let teams = line.word(tokens.end - 1).starts_with("team");
    let leading = tokens.start > 0 && reading.cue(tokens.start - 1, Cue::Leading);
    let of = (tokens.end + 1..tokens.end + 5).any(|i| reading.cue(i, Cue::Led)) && line.word(tokens.end) == "of";
    teams && leading || line.word(tokens.start) == "leadership" && of
}

/// Whether a trait's words say how a language is used: "*written and spoken* French".
fn of_language(reading: &Reading, tokens: &Range<usize>) -> bool {
    reading.mention_at(tokens.end).is_some_and(|m| reading.sort(m) == Sort::Language)
}

/// Whether a trait's word is part of a post by its name: "Principal *Communications* Operator".
fn post(reading: &Reading, tokens: &Range<usize>) -> bool {
    let line = &reading.line;
    let capital = |i: usize| line.tokens[i].is_word() && line.capital(i);
    let from = (0..tokens.start).rev().take_while(|&i| capital(i)).last().unwrap_or(tokens.start);
    let to = (tokens.start..line.tokens.len()).take_while(|&i| capital(i)).last().map_or(tokens.start, |i| i + 1);
    let titled = |end: usize| reading.hits.of("kinds").any(|h| h.tokens.end == end && h.tokens.start >= tokens.end);
    tokens.clone().all(capital) && to - from > tokens.len() && (from > 0 || to < line.tokens.len()) && titled(to)
}

/// Whether a trait's word stands in a list of the work that a time is asked of:
/// "3 years in marketing or *communications*".
fn beside_work(reading: &Reading, spans: &[Span], tokens: &Range<usize>) -> bool {
    let line = &reading.line;
    let timed = spans.iter().any(|s| s.tokens.end <= tokens.start && !(s.tokens.end..tokens.start).any(|i| line.tokens[i].is(b';') || line.word(i) == "with"));
    let joins = |i: usize| line.tokens.get(i).is_some_and(|_| matches!(line.word(i), "or" | "/"));
    timed && (joins(tokens.end) || joins(tokens.start - 1))
}
