//! Work in its own words: what one has done ("building and shipping products"), or with
//! whom, where nothing that is named by itself is asked.

use std::ops::Range;

use super::cut::Ask;
use super::name::class_at;
use super::read::{Found, Reader};
use super::strength::{Strengths, strength_of};
use super::value::Span;
use super::{Kind, Strength};
use crate::mention::Reading;
use crate::taxonomy::WordClass;
use crate::text::line::is_function_word;

impl Reader<'_> {
    /// Work in its own words as a criterion.
    pub(super) fn work(&mut self, reading: &Reading, base: usize, tokens: Range<usize>, strength: Strength, strengths: &Strengths, span: Option<&Span>) {
        let strength = strength_of(strength, strengths, reading, &tokens);
        let rule = span.map_or("ask", |s| s.rule.as_str());
        let mut criterion = self.criterion(Kind::Experience, strength, vec![self.alternative(reading, base, tokens.clone(), Kind::Experience)], rule);
        if let Some(span) = span {
            (criterion.min_years, criterion.max_years) = (span.min, span.max);
        }
        criterion.sources = vec![self.source(reading, base, tokens)];
        self.found.push(Found { criterion, sentence: base });
    }
}

/// "Experience *working with dyers and spinners*": with whom, where that is all
/// that is asked.
pub(super) fn alongside(reading: &Reading) -> Option<Range<usize>> {
    let line = &reading.line;
    let hit = reading.hits.of("counterparts").find(|h| h.says("class", line) == Some("counterpart"))?;
    let verb = (0..hit.tokens.start).rev().take(reading.lengths().company).find(|&i| line.word(i).ends_with("ing"))?;
    let words = (verb..hit.tokens.end).filter(|&i| line.tokens[i].is_word() && !is_function_word(line.word(i))).count();
    let held = (0..verb).rev().take(2).any(|i| line.word(i) == "experience");
    (held && words <= reading.lengths().company).then_some(verb..hit.tokens.end)
}

/// "Experience *building and shipping products*": what one has done, where its
/// object names nothing by itself.
pub(super) fn done(reading: &Reading, ask: &Ask, span: Option<&Span>, taken: &[bool]) -> Option<Range<usize>> {
    let line = &reading.line;
    let acts = |i: usize| line.word(i).ends_with("ing") && matches!(class_at(reading, "leads", i, i + 1), Some((_, "making" | "duty")));
    let holding = || reading.hits.of("leads").find(|h| ask.tokens.contains(&h.tokens.start) && h.says("class", line) == Some("holding"));
    let held = ask.tokens.clone().find(|&i| line.word(i) == "experience").map(|i| i + 1).or(span.map(|s| s.tokens.end));
    let held = held.or_else(|| holding().filter(|_| !ask.fond).map(|h| h.tokens.end))?;
    let verb = (held..ask.tokens.end.min(held + 3)).find(|&i| acts(i))?;
    // "building *robust, scalable* looms".
    let quality = |i: usize| reading.class(i) == Some(WordClass::Adjective);
    let ends = |&i: &usize| {
        if quality(i - 1) && (line.tokens[i].is(b',') || line.word(i) == "and") {
            return false;
        }
        let hyphened = line.tokens[i - 1].is(b'-') && line.tokens[i - 1].tight;
        taken[i]
            || line.dash(i)
            || !line.tokens[i].is_word() && !line.tokens[i].is(b'-') && !line.tokens[i].is(b'/')
            || !hyphened && class_at(reading, "tails", i, i + 1).is_some_and(|(_, class)| class == "cut")
    };
    let mut end = (verb + 1..ask.tokens.end).find(ends).unwrap_or(ask.tokens.end);
    while end > verb + 1 && (!line.tokens[end - 1].is_word() || is_function_word(line.word(end - 1))) {
        end -= 1;
    }
    let words = (verb..end).filter(|&i| line.tokens[i].is_word()).count();
    let stands = !matches!(reading.class(end - 1), Some(WordClass::Verb | WordClass::Adverb | WordClass::Gerund | WordClass::Adjective)) && !acts(end - 1);
    ((2..=reading.lengths().work).contains(&words) && stands).then_some(verb..end)
}
