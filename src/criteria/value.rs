//! Criteria that are values, not names of lists: years, languages,
//! conditions on the candidate. Each takes its tokens out of the sentence.

use std::ops::Range;

use super::{Kind, Strength, Years, place};
use crate::grammar::{Hit, Rules};
use crate::mention::Reading;

/// Time asked, and where the sentence says it.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub min: Option<Years>,
    pub max: Option<Years>,
    pub tokens: Range<usize>,
    pub rule: String,
}

/// A criterion found whole.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub kind: Kind,
    /// Tokens of each name.
    pub names: Vec<Range<usize>>,
    pub field: Vec<Range<usize>>,
    pub or_equivalent: bool,
    pub fluency: Option<Range<usize>>,
    /// All tokens that it takes.
    pub tokens: Range<usize>,
    pub strength: Option<Strength>,
    /// Where a sentence must stand for it to count.
    pub heard: Heard,
    /// Its names are places.
    pub placed: bool,
    pub rule: String,
}

/// Where a condition counts, as its rule says (`where`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(super) enum Heard {
    /// Wherever it stands: the law's and the employer's musts.
    Anywhere,
    /// Not among benefits, law and application, where its words are an offer.
    Work,
    /// Only in sentences that ask.
    Asked,
}

/// The times asked in a sentence, without overlaps.
pub(super) fn spans(reading: &Reading) -> Vec<Span> {
    let line = &reading.line;
    let mut found: Vec<Span> = Vec::new();
    let mut read = 0;
    for hit in reading.hits.of("years") {
        if read > hit.tokens.start {
            continue;
        }
        read = hit.tokens.end;
        let years = |key: &str| hit.says(key, line).and_then(crate::text::number);
        let unit = if hit.says("unit", line).is_some_and(|u| u.starts_with("mo")) { 1.0 } else { 12.0 };
        let months = |key: &str| years(key).and_then(|y| Years::from_months((y * unit).round() as u32));
        let (min, max) = (months("min_years"), months("max_years"));
        if min.is_none() && max.is_none() {
            continue;
        }
        found.push(Span { min, max, tokens: hit.tokens.clone(), rule: hit.rule.source.name.clone() });
    }
    found
}

/// Conditions that rules find anywhere: eligibility, availability, location,
/// and credentials named by their form ("valid driver's licence").
pub(super) fn conditions(rules: &Rules, reading: &Reading) -> Vec<Value> {
    let line = &reading.line;
    let mut found: Vec<Value> = Vec::new();
    for hit in &reading.hits.0 {
        let kind = match hit.family() {
            "eligibility" => Kind::Eligibility,
            "availability" => Kind::Availability,
            "location" => Kind::Location,
            "credentials" => Kind::Credential,
            _ => continue,
        };
        // A hit with a class finds nothing itself.
        if hit.says("class", line).is_some() {
            continue;
        }
        let places = hit.group("place").map(|range| place::demanded(rules, reading, line.tokens_of(range), hit.says("unlisted", line).is_some()));
        let placed = places.is_some();
        let names = places.unwrap_or_else(|| named_groups(hit, reading));
        let Some(last) = names.last() else { continue };
        let tokens = if placed { hit.tokens.start..last.end } else { hit.tokens.clone() };
        let heard = match hit.says("where", line) {
            Some("anywhere") => Heard::Anywhere,
            _ if kind == Kind::Credential => Heard::Asked,
            Some("asked") => Heard::Asked,
            Some("work") => Heard::Work,
            _ => Heard::Anywhere,
        };
        let strength = match hit.says("strength", line) {
            Some("preferred") => Some(Strength::Preferred),
            Some("required") => Some(Strength::Required),
            _ => None,
        };
        if let Some(papers) = papers(reading, &names).filter(|_| kind == Kind::Credential) {
            for tokens in papers {
                let names = vec![tokens.clone()];
                let rule = hit.rule.source.name.clone();
                found.push(Value { kind, names, field: Vec::new(), or_equivalent: false, fluency: None, tokens, strength, heard, placed, rule });
            }
            continue;
        }
        let value =
            Value { kind, names, field: Vec::new(), or_equivalent: false, fluency: None, tokens, strength, heard, placed, rule: hit.rule.source.name.clone() };
        // Of two rules that find the same, the one that is heard in more places.
        match found.iter_mut().find(|v| v.kind == kind && v.tokens.start < hit.tokens.end && hit.tokens.start < v.tokens.end) {
            Some(same) if value.heard < same.heard => *same = value,
            Some(_) => {}
            None => found.push(value),
        }
    }
    found
}

/// "BLS and ACLS certification": two papers by their short forms.
fn papers(reading: &Reading, names: &[Range<usize>]) -> Option<[Range<usize>; 2]> {
    let [tokens] = names else { return None };
    let line = &reading.line;
    let and = tokens.clone().find(|&i| line.word(i) == "and")?;
    let short = |i: usize| line.all_caps(i) && line.word(i).len() > 1;
    let split = and == tokens.start + 1 && tokens.end - and > 1 && tokens.end - and < 4 && short(tokens.start) && short(and + 1);
    split.then(|| [tokens.start..and, and + 1..tokens.end])
}

/// The tokens that a rule names (`set = { name = "name" }`), else its whole span;
/// what it says to be a `list` falls into its items.
fn named_groups(hit: &Hit, reading: &Reading) -> Vec<Range<usize>> {
    let line = &reading.line;
    if let Some(list) = hit.group("list").map(|range| line.tokens_of(range)) {
        let parts = |i: &usize| line.tokens[*i].is_word() && !matches!(line.word(*i), "or" | "and");
        let mut items: Vec<Range<usize>> = Vec::new();
        for i in list.filter(parts) {
            match items.last_mut().filter(|last| last.end == i) {
                Some(last) => last.end = i + 1,
                None => items.push(i..i + 1),
            }
        }
        return items;
    }
    let groups: Vec<Range<usize>> =
        ["name", "name2", "name3"].iter().filter_map(|key| hit.group(key)).map(|range| line.tokens_of(range)).filter(|r| !r.is_empty()).collect();
    if groups.is_empty() { vec![hit.tokens.clone()] } else { groups }
}
