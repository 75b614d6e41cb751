//! Degrees: the words for them, their fields, and the times and experience that stand
//! beside or for them.

use std::ops::Range;

use super::Kind;
use super::value::{Heard, Span, Value};
use crate::grammar::{Cue, Hit, Rules};
use crate::mention::Reading;
use crate::taxonomy::Sort;
use crate::text::line::is_function_word;

/// Degrees: the words for them, their fields, and whether experience may stand for them.
pub(super) fn education(rules: &Rules, reading: &Reading, spans: &[Span]) -> Option<Value> {
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
    let plain = |d: &Range<usize>| d.len() == 1 && reading.cue(d.start, Cue::Degree);
    let named: Vec<Range<usize>> = degrees.iter().filter(|d| !plain(d)).cloned().collect();
    let first = degrees.first()?.clone();
    let field_hit = reading.hits.of("education").find(|h| h.group("field").is_some() && h.tokens.end > first.start);
    let mut field = Vec::new();
    if let Some(hit) = field_hit {
        let (tokens, timed) = field_of(reading, spans, hit).expect("just seen");
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
fn field_of(reading: &Reading, spans: &[Span], hit: &Hit) -> Option<(Range<usize>, bool)> {
    let tokens = reading.line.tokens_of(hit.group("field")?);
    let timed = spans.iter().map(|s| s.tokens.start).find(|i| tokens.contains(i));
    Some((tokens.start..timed.unwrap_or(tokens.end), timed.is_some()))
}

/// The fields of all degrees: those of the second are no skills either.
pub(super) fn fields_of(reading: &Reading, spans: &[Span]) -> Vec<Range<usize>> {
    reading.hits.of("education").filter_map(|hit| field_of(reading, spans, hit)).map(|(tokens, _)| tokens).collect()
}

/// The stretches within a degree's words that ask for time or for more: "a Bachelor's
/// degree *and 2 years of dyeing*, or a Master's". They end at the next degree.
pub(super) fn times_within(reading: &Reading, spans: &[Span], degree: &Value) -> Vec<Range<usize>> {
    let inside = spans.iter().map(|s| s.tokens.start).filter(|i| degree.tokens.contains(i));
    let next = |from: usize| degree.names.iter().map(|n| n.start).find(|&start| start > from).unwrap_or(degree.tokens.end);
    let mut apart: Vec<Range<usize>> = inside.map(|from| from..next(from)).collect();
    // "a degree *with experience in wool, silk and dyes*, or equivalent experience".
    let line = &reading.line;
    let held = |i: usize| reading.hits.of("leads").any(|h| h.tokens.start == i && h.says("class", line) == Some("holding"));
    let with = degree.tokens.clone().find(|&i| line.word(i) == "with" && i + 1 < degree.tokens.end && held(i + 1));
    if let Some(with) = with {
        let instead = reading.hits.of("education").filter(|h| h.says("or_equivalent", line).is_some()).map(|h| h.tokens.start);
        apart.push(with..instead.filter(|&start| start > with).min().unwrap_or(degree.tokens.end).min(next(with)));
    }
    apart
}

/// "MS" is a degree beside the word degree or another one; "Bachelor's" always is.
fn plainly_degree(rules: &Rules, reading: &Reading, tokens: Range<usize>) -> bool {
    let line = &reading.line;
    // "in lieu of a degree", "after such a degree", "MARCH 20".
    let lieu = tokens.start >= 2 && (tokens.start.saturating_sub(3)..tokens.start).any(|i| line.word(i) == "lieu");
    let same = (tokens.start.saturating_sub(2)..tokens.start).any(|i| reading.cue(i, Cue::SpokenOf));
    let date = line.tokens.get(tokens.end).is_some_and(|_| line.word(tokens.end).bytes().all(|b| b.is_ascii_digit()));
    // "an associate zoo curator": a rank of a post.
    let next = line.tokens.get(tokens.end).map_or("", |_| line.word(tokens.end));
    let rank = tokens.len() == 1
        && line.word(tokens.start) == "associate"
        && !reading.cue(tokens.end, Cue::Degree)
        && !matches!(next, "'" | "of" | "in" | "or" | "/" | "-" | "," | "");
    // "Certified Weaver - Associate": a rung of a certificate.
    let rung = tokens.start > 1
        && line.tokens[tokens.start - 1].is(b'-')
        && reading.mentions.iter().any(|m| m.tokens.end + 1 == tokens.start && m.as_sort(rules.taxonomy(), Sort::Credential).is_some());
    if lieu || same || date || rank || rung {
        return false;
    }
    let letters: usize = tokens.clone().map(|i| line.word(i).len()).sum();
    if letters > 4 {
        return true;
    }
    let capital = line.capital(tokens.start);
    let beside = reading.mentions.iter().any(|m| m.tokens != tokens && m.as_sort(rules.taxonomy(), Sort::Degree).is_some());
    let word = (0..line.tokens.len()).any(|i| reading.cue(i, Cue::Degree));
    let before_in = line.tokens.get(tokens.end).is_some() && (matches!(line.word(tokens.end), "in" | "or" | "/") || reading.cue(tokens.end, Cue::Degree));
    // "MBA", "PhD preferred": an entry that names nothing else.
    let aside = |i: usize| !line.tokens[i].is_word() || is_function_word(line.word(i)) || reading.hits.of("strength").any(|h| h.tokens.contains(&i));
    let alone = || (0..line.tokens.len()).all(|i| tokens.contains(&i) || aside(i));
    capital && (beside || word || before_in || alone())
}

/// "Bachelor's" with the "degree" behind it.
fn with_word_degree(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let line = &reading.line;
    let next = line.next_word(tokens.end - 1);
    match next {
        Some(i) if reading.cue(i, Cue::Degree) => tokens.start..i + 1,
        _ => tokens,
    }
}

/// "12 semester or 18 quarter *units*" with its counts.
fn with_count(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let line = &reading.line;
    if line.word(tokens.end - 1) != "units" {
        return tokens;
    }
    let counts = |&i: &usize| {
        let word = line.word(i);
        !line.tokens[i].is_word() && matches!(word, "(" | ")" | "-") || word == "or" || reading.cue(i, Cue::Units) || crate::text::number(word).is_some()
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
    let school = |r: &Range<usize>| reading.cue(r.end - 1, Cue::School);
    let bare = |r: &Range<usize>| r.len() == 1 && reading.cue(r.start, Cue::Degree);
    let units = |r: &Range<usize>| last(r) == "units";
    let counted = |r: &Range<usize>| !units(r) || r.clone().any(|i| crate::text::number(line.word(i)).is_some());
    let named = degrees.iter().any(|r| !school(r) && !bare(r));
    let schooled = degrees.iter().any(school);
    // "a Bachelor's degree *with 24 units* in dyeing": one degree, which the units narrow.
    let narrows = |k: &Range<usize>, d: &Range<usize>| !units(k) && (k.end.max(d.start.saturating_sub(3))..d.start).any(|i| line.word(i) == "with");
    let mut kept: Vec<Range<usize>> = Vec::new();
    for degree in degrees.into_iter().filter(counted) {
        let from = kept.last().is_some_and(|k| bare(k) && (k.end..degree.start).len() < reading.lengths().school && line.word(k.end) == "from");
        if let Some(same) = kept.last_mut().filter(|k| degree.start < k.end || from && !named && school(&degree)) {
            same.end = degree.end;
        } else if named && (school(&degree) || bare(&degree)) || units(&degree) && kept.iter().any(|k| units(k) || narrows(k, &degree)) {
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
            while from < i && (crate::text::line::is_function_word(line.word(from)) || !line.tokens[from].is_word() || reading.cue(from, Cue::BareField)) {
                from += 1;
            }
            let filler = (from..i).any(|j| reading.cue(j, Cue::Likeness) || reading.cue(j, Cue::Discipline));
            if from < i && !filler && i - from <= reading.lengths().field {
                found.push(from..i);
            }
            start = i + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::criteria::{Kind, extract};

    #[test]
    fn a_short_form_alone_is_a_degree() {
        let rules = Rules::builtin();
        let asks = |entry: &str| {
            let text = format!("# Weaver\n\n## Requirements\n\n- Two years at the loom\n- {entry}\n");
            let criteria = extract(&rules, "posting.md", text.as_bytes()).expect("is a text").criteria;
            criteria.iter().any(|c| c.kind == Kind::Education)
        };
        assert!(asks("MBA") && asks("PhD preferred") && asks("BS in Physics"));
        assert!(!asks("Looms in Boston, MA"));
    }
}
