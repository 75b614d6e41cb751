//! Where a sentence is cut into asks: at a new lead ("…, and experience with …"),
//! at a new time, at a clause of its own.

use std::ops::Range;

use super::strength::{bracket, subject};
use super::value::Span;
use crate::grammar::Cue;
use crate::mention::Reading;
use crate::taxonomy::WordClass;

/// A stretch of a sentence that one lead governs.
pub(super) struct Ask {
    pub tokens: Range<usize>,
    /// "ability to …": what follows is a trait unless a list knows it.
    pub ability: bool,
    /// "experience …".
    pub experience: bool,
    /// "passion for …": what one loves is told; only a craft by its own name is asked.
    pub fond: bool,
    pub at_least: u32,
    /// Names that no list knows may stand here,
    pub open: bool,
    /// up to this token: behind it stands what the asked is for, or how it shows.
    pub until: usize,
}

/// Cuts a sentence where a new lead begins ("…, and experience with …") or new years.
pub(super) fn cut(reading: &Reading, spans: &[Span], open: bool) -> Vec<Ask> {
    let line = &reading.line;
    let count = line.tokens.len();
    let mut starts: Vec<usize> = vec![0];
    let clause = reading.hits.of("strength").find_map(|h| subject(reading, h.tokens.start)).map(|comma| comma + 1);
    let mut at = 1;
    while at < count {
        let before = line.word(at - 1);
        let may_begin = matches!(before, "," | ";" | "." | "-" | ":" | "(") || reading.cue(at - 1, Cue::Begins) || line.tokens[at].is(b';');
        let lead = may_begin && holds(reading, at);
        let years = spans.iter().any(|s| s.tokens.start == at) && at > 0;
        // "10 or more years" is one time, whatever its words could begin.
        let within = spans.iter().any(|s| s.tokens.start < at && at < s.tokens.end);
        // What stands between semicolons is an entry of its own.
        let entry = line.tokens[at - 1].is(b';') && bracket(reading, at).is_none();
        if (lead || years || entry || clause == Some(at)) && !within && !inside(reading, at) {
            starts.push(at);
        }
        at += 1;
    }
    starts.dedup();
    let mut asks: Vec<Ask> = Vec::with_capacity(starts.len());
    for (i, &from) in starts.iter().enumerate() {
        let to = starts.get(i + 1).copied().unwrap_or(count);
        let class = |class: &str| {
            reading.hits.of("leads").any(|h| h.tokens.start >= from && h.tokens.end <= to && h.tokens.start < from + 6 && h.says("class", line) == Some(class))
        };
        // An entry behind a semicolon is led by what leads the first one.
        let before: Option<&Ask> = asks.last().filter(|_| line.tokens[from - 1].is(b';') && !["holding", "ability"].iter().any(|c| class(c)));
        let at_least = reading.hits.of("grouping").find(|h| h.tokens.start >= from && h.tokens.start < to && h.group("at_least").is_some());
        asks.push(Ask {
            tokens: from..to,
            ability: class("ability") || before.is_some_and(|a| a.ability),
            experience: (from..to).take(8).any(|i| line.word(i) == "experience") || before.is_some_and(|a| a.experience),
            fond: fond(reading, from, to) || before.is_some_and(|a| a.fond),
            at_least: at_least.and_then(|h| h.says("at_least", line)).and_then(crate::text::number).map_or(1, |n| n as u32),
            open,
            until: told(reading, from, to),
        });
    }
    asks
}

/// Where an ask turns from what is wanted to what it is for or how it shows: a
/// purpose ("skills *to explain* figures"), a participle with its object
/// ("…, *proving your* care"), a clause ("tools *that* help people").
fn told(reading: &Reading, from: usize, to: usize) -> usize {
    let line = &reading.line;
    let lead = |i: usize, classes: &[&str]| {
        reading.hits.of("leads").any(|h| h.tokens.end == i + 1 && h.tokens.start <= i && h.says("class", line).is_some_and(|c| classes.contains(&c)))
    };
    let verb = |i: usize| {
        matches!(reading.class(i), Some(WordClass::Verb)) || reading.hits.at(i).any(|h| matches!(h.says("class", line), Some("making" | "duty" | "general")))
    };
    let named =
        |i: usize| line.tokens[i].is_word() && !crate::text::line::is_function_word(line.word(i)) && !lead(i, &["ability", "holding", "open", "degree"]);
    let gerund = |i: usize| line.word(i).ends_with("ing") && (verb(i) || reading.class(i) == Some(WordClass::Gerund));
    for i in from + 1..to.saturating_sub(1) {
        let next = line.word(i + 1);
        // "how to weave" is the thing itself.
        let purpose =
            line.word(i) == "to" && line.word(i - 1) != "how" && named(i - 1) && verb(i + 1) && !reading.mentions.iter().any(|m| m.tokens.contains(&i));
        let determined = matches!(next, "a" | "an" | "the" | "your" | "our" | "their" | "its" | "them" | "us" | "you");
        let shows = line.tokens[i - 1].is(b',') && gerund(i) && determined && !(from..i).any(gerund);
        let clause = matches!(line.word(i), "that" | "which" | "who" | "where" | "because" | "since" | "so")
            && named(i - 1)
            && line.tokens[i + 1].is_word()
            && !narrows(reading, i);
        if purpose || shows || clause {
            return i;
        }
    }
    to
}

/// Whether a clause says which work is meant: "a class *which provides* experience
/// in dyeing", "a post *which supervises* dyers".
pub(super) fn narrows(reading: &Reading, at: usize) -> bool {
    let line = &reading.line;
    let acts = |i: usize| reading.hits.of("duties").any(|h| h.tokens.start == i && h.says("class", line) == Some("duty"));
    line.word(at) == "which" && (reading.cue(at + 1, Cue::Narrows) || acts(at + 1))
}

/// Whether nothing but a liking is asked: "a passion for building looms"; not "experience and passion".
fn fond(reading: &Reading, from: usize, to: usize) -> bool {
    let line = &reading.line;
    let liking = (from..to).take(4).find(|&i| reading.cue(i, Cue::Liking));
    // "experience and *passion for* …", "experience with and a *passion for* …" are cut before the second word.
    let joined = from > 1 && matches!(line.word(from - 1), "and" | "or");
    let first = if joined { from.saturating_sub(2 + usize::from(crate::text::line::is_preposition(line.word(from - 2)))) } else { from };
    let held = |end: usize| reading.hits.of("leads").any(|h| h.tokens.start >= first && h.tokens.end <= end && h.says("class", line) == Some("holding"));
    liking.filter(|&i| !held(i)).is_some_and(|i| line.tokens.get(i + 1).is_some_and(|_| matches!(line.word(i + 1), "for" | "about")))
}

fn inside(reading: &Reading, token: usize) -> bool {
    reading.mentions.iter().any(|m| m.able && m.tokens.start < token && token < m.tokens.end)
}

/// Whether a lead with a holding word ("knowledge", "experience") and its
/// preposition begins at a token.
fn holds(reading: &Reading, from: usize) -> bool {
    let line = &reading.line;
    let mut at = from;
    let mut held = false;
    while at < line.tokens.len() {
        let hit = reading.hits.of("leads").filter(|h| h.tokens.start == at).max_by_key(|h| h.tokens.len());
        match hit {
            Some(hit) => {
                let here = reading.hits.of("leads").filter(|h| h.tokens == hit.tokens);
                held |= here.into_iter().any(|h| matches!(h.says("class", line), Some("holding" | "ability" | "open")));
                at = hit.tokens.end;
            }
            None if matches!(line.word(at), "a" | "an" | "the") || at > from && matches!(line.word(at), "and" | "or" | "/") => at += 1,
            None => break,
        }
    }
    held && line.tokens.get(at).is_some_and(|t| t.is_word())
        && (crate::text::line::is_preposition(line.word(at)) || at > from + 1 && crate::text::line::is_preposition(line.word(at - 1)))
}
