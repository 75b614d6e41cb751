//! Criteria that are values, not names of lists: years, degrees, languages,
//! conditions on the candidate. Each takes its tokens out of the sentence.

use std::ops::Range;

use super::{Kind, Strength, Years, place};
use crate::grammar::{Hit, Rules};
use crate::mention::Reading;
use crate::taxonomy::Sort;

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

/// Degrees: the words for them, their fields, and whether experience may stand for them.
pub(super) fn education(rules: &Rules, reading: &Reading) -> Option<Value> {
    let line = &reading.line;
    let taxonomy = rules.taxonomy();
    let degrees: Vec<Range<usize>> = reading
        .mentions
        .iter()
        .filter(|m| m.as_sort(taxonomy, Sort::Degree).is_some())
        .filter(|m| plainly_degree(rules, reading, m.tokens.clone()))
        .map(|m| with_word_degree(reading, m.tokens.clone()))
        .map(|tokens| with_count(reading, tokens))
        .collect();
    let mut end = degrees.last()?.end;
    let degrees = told_apart(reading, degrees);
    // "BS or equivalent degree": what stands beside the name of one says no more.
    let plain = |d: &Range<usize>| d.len() == 1 && matches!(line.word(d.start), "degree" | "degrees");
    let named: Vec<Range<usize>> = degrees.iter().filter(|d| !plain(d)).cloned().collect();
    let first = degrees.first()?.clone();
    let field_hit = reading.hits.of("education").find(|h| h.group("field").is_some() && h.tokens.end > first.start);
    let mut field = Vec::new();
    if let Some(hit) = field_hit {
        let (tokens, timed) = field_of(reading, hit).expect("just seen");
        end = end.max(if timed { tokens.end } else { hit.tokens.end });
        field = fields(reading, tokens);
    }
    let equivalent = reading.hits.of("education").find(|h| h.says("or_equivalent", line) == Some("true"));
    if let Some(hit) = equivalent {
        end = end.max(hit.tokens.end);
    }
    Some(Value {
        kind: Kind::Education,
        names: if named.is_empty() { degrees } else { named },
        field,
        or_equivalent: equivalent.is_some(),
        fluency: None,
        tokens: first.start..end,
        strength: None,
        heard: Heard::Asked,
        placed: false,
        rule: "degree".into(),
    })
}

/// Where a hit says what a degree is in, and whether a time that is asked ends it:
/// "units in *English* and five years of teaching".
fn field_of(reading: &Reading, hit: &Hit) -> Option<(Range<usize>, bool)> {
    let tokens = reading.line.tokens_of(hit.group("field")?);
    let timed = spans(reading).iter().map(|s| s.tokens.start).find(|i| tokens.contains(i));
    Some((tokens.start..timed.unwrap_or(tokens.end), timed.is_some()))
}

/// The fields of all degrees: those of the second are no skills either.
pub(super) fn fields_of_degrees(reading: &Reading) -> Vec<Range<usize>> {
    reading.hits.of("education").filter_map(|hit| field_of(reading, hit)).map(|(tokens, _)| tokens).collect()
}

/// The stretches within a degree's words that ask for time: "a Bachelor's degree *and 2
/// years of dyeing*, or a Master's". They end at the next degree.
pub(super) fn times_within(reading: &Reading, degree: &Value) -> Vec<Range<usize>> {
    let inside = spans(reading).into_iter().map(|s| s.tokens.start).filter(|i| degree.tokens.contains(i));
    let next = |from: usize| degree.names.iter().map(|n| n.start).find(|&start| start > from).unwrap_or(degree.tokens.end);
    inside.map(|from| from..next(from)).collect()
}

/// "MS" is a degree beside the word degree or another one; "Bachelor's" always is.
fn plainly_degree(rules: &Rules, reading: &Reading, tokens: Range<usize>) -> bool {
    let line = &reading.line;
    // "in lieu of a degree", "after such a degree", "MARCH 20".
    let lieu = tokens.start >= 2 && (tokens.start.saturating_sub(3)..tokens.start).any(|i| line.word(i) == "lieu");
    let same = (tokens.start.saturating_sub(2)..tokens.start).any(|i| matches!(line.word(i), "such" | "said" | "qualifying"));
    let date = line.tokens.get(tokens.end).is_some_and(|_| line.word(tokens.end).bytes().all(|b| b.is_ascii_digit()));
    // "an associate zoo curator": a rank of a post.
    let next = line.tokens.get(tokens.end).map_or("", |_| line.word(tokens.end));
    let rank =
        tokens.len() == 1 && line.word(tokens.start) == "associate" && !matches!(next, "degree" | "degrees" | "'" | "of" | "in" | "or" | "/" | "-" | "," | "");
    if lieu || same || date || rank {
        return false;
    }
    let letters: usize = tokens.clone().map(|i| line.word(i).len()).sum();
    if letters > 4 {
        return true;
    }
    let capital = line.capital(tokens.start);
    let beside = reading.mentions.iter().any(|m| m.tokens != tokens && m.as_sort(rules.taxonomy(), Sort::Degree).is_some());
    let word = (0..line.tokens.len()).any(|i| matches!(line.word(i), "degree" | "degrees"));
    let before_in = line.tokens.get(tokens.end).is_some() && matches!(line.word(tokens.end), "in" | "or" | "/" | "degree");
    capital && (beside || word || before_in)
}

/// "Bachelor's" with the "degree" behind it.
fn with_word_degree(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let line = &reading.line;
    let next = line.next_word(tokens.end - 1);
    match next {
        Some(i) if matches!(line.word(i), "degree" | "degrees") => tokens.start..i + 1,
        _ => tokens,
    }
}

/// Most tokens between a degree and the school that it is from.
const FROM: usize = 6;

/// "12 semester or 18 quarter *units*" with its counts.
fn with_count(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let line = &reading.line;
    if line.word(tokens.end - 1) != "units" {
        return tokens;
    }
    let counts = |&i: &usize| {
        let word = line.word(i);
        !line.tokens[i].is_word() && matches!(word, "(" | ")" | "-")
            || matches!(word, "semester" | "quarter" | "units" | "or")
            || crate::text::number(word).is_some()
    };
    let start = (0..tokens.start).rev().take_while(counts).last().unwrap_or(tokens.start);
    let start = (start..tokens.start).find(|&i| line.tokens[i].is_word() && line.word(i) != "or").unwrap_or(tokens.start);
    // "thirty (30) semester units".
    let spelled = |i: usize| crate::text::number(line.word(i)).is_some() || line.word(i).ends_with("ty");
    let bracketed = start > 1 && line.tokens[start - 1].is(b'(') && spelled(start - 2);
    if bracketed { start - 2..tokens.end } else { start..tokens.end }
}

/// The degrees themselves: not the school beside a degree by its name ("a
/// Bachelor's degree from a *college or university*"), nor the parts of a count of
/// units. The bare word is no name where its school stands ("degree from …").
fn told_apart(reading: &Reading, degrees: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let line = &reading.line;
    let last = |r: &Range<usize>| line.word(r.end - 1);
    let school = |r: &Range<usize>| matches!(last(r), "school" | "college" | "university");
    let bare = |r: &Range<usize>| r.len() == 1 && matches!(last(r), "degree" | "degrees");
    let units = |r: &Range<usize>| last(r) == "units";
    let counted = |r: &Range<usize>| !units(r) || r.clone().any(|i| crate::text::number(line.word(i)).is_some());
    let named = degrees.iter().any(|r| !school(r) && !bare(r));
    let schooled = degrees.iter().any(school);
    let mut kept: Vec<Range<usize>> = Vec::new();
    for degree in degrees.into_iter().filter(counted) {
        let from = kept.last().is_some_and(|k| bare(k) && (k.end..degree.start).len() < FROM && line.word(k.end) == "from");
        if let Some(same) = kept.last_mut().filter(|k| degree.start < k.end || from && !named && school(&degree)) {
            same.end = degree.end;
        } else if named && (school(&degree) || bare(&degree)) || units(&degree) && kept.iter().any(units) {
            continue;
        } else if !bare(&degree) || !schooled || line.tokens.get(degree.end).is_some_and(|_| line.word(degree.end) == "from") {
            kept.push(degree);
        }
    }
    kept
}

/// "Computer Science, Engineering, or a related field" as names.
fn fields(reading: &Reading, tokens: Range<usize>) -> Vec<Range<usize>> {
    let line = &reading.line;
    let mut found = Vec::new();
    let mut start = tokens.start;
    let ends = |i: usize| line.tokens[i].is(b',') || line.tokens[i].is(b'/') || line.tokens[i].is(b';') || matches!(line.word(i), "or" | "and");
    for i in tokens.start..=tokens.end {
        if i == tokens.end || ends(i) {
            let mut from = start;
            while from < i
                && (crate::text::line::is_function_word(line.word(from)) || !line.tokens[from].is_word() || matches!(line.word(from), "technical" | "either"))
            {
                from += 1;
            }
            let words: Vec<&str> = (from..i).map(|j| line.word(j)).collect();
            let filler = words.iter().any(|w| {
                matches!(*w, "related" | "similar" | "relevant" | "equivalent" | "field" | "discipline" | "experience" | "comparable" | "degree" | "other")
            });
            if from < i && !filler && words.len() <= 5 {
                found.push(from..i);
            }
            start = i + 1;
        }
    }
    found
}

/// Human languages asked for: "fluent in English and German".
pub(super) fn languages(rules: &Rules, reading: &Reading) -> Vec<Value> {
    let line = &reading.line;
    let named: Vec<Range<usize>> = reading
        .mentions
        .iter()
        .filter(|m| m.as_sort(rules.taxonomy(), Sort::Language).is_some() && line.capital(m.tokens.start))
        .map(|m| bare_language(reading, m.tokens.clone()))
        .collect();
    if named.is_empty() {
        return Vec::new();
    }
    let Some(cue) = reading.hits.of("languages").next() else { return Vec::new() };
    let fluency = reading.hits.of("languages").find_map(|h| h.group("fluency")).map(|r| line.tokens_of(r));
    let alternatives = |a: &Range<usize>, b: &Range<usize>| (a.end..b.start).all(|i| matches!(line.word(i), "or" | "/"));
    let mut found: Vec<Value> = Vec::new();
    for tokens in named {
        match found.last_mut().filter(|v| v.names.last().is_some_and(|last| alternatives(last, &tokens))) {
            Some(value) => value.names.push(tokens),
            None => found.push(Value {
                kind: Kind::Language,
                tokens: tokens.clone(),
                names: vec![tokens],
                field: Vec::new(),
                or_equivalent: false,
                fluency: fluency.clone(),
                strength: None,
                heard: Heard::Asked,
                placed: false,
                rule: cue.rule.source.name.clone(),
            }),
        }
    }
    found
}

/// "English language" without its second word, and "a language other than English" whole.
fn bare_language(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let word = |back: usize| tokens.start.checked_sub(back).map(|i| reading.line.word(i));
    if word(1) == Some("than") && word(2) == Some("other") && matches!(word(3), Some("language" | "languages")) {
        return tokens.start - 3..tokens.end;
    }
    let last = tokens.end - 1;
    if tokens.len() > 1 && matches!(reading.line.word(last), "language" | "languages") { tokens.start..last } else { tokens }
}
