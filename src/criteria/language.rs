//! Human languages that are asked for: "fluent in English and German", "working
//! knowledge of Dutch", "French is a plus". "French customers" are asked for in none.

use std::ops::Range;

use super::Kind;
use super::value::{Heard, Value};
use crate::grammar::{Cue, Hit, Rules};
use crate::mention::Reading;
use crate::taxonomy::Sort;

/// The languages that a sentence asks for; those that "or" joins are one choice.
pub(super) fn languages(rules: &Rules, reading: &Reading) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for list in lists(rules, reading) {
        let whole = list[0].start..list[list.len() - 1].end;
        let cue = reading.hits.of("languages").next().map(|h| h.rule.source.name.as_str());
        let Some(rule) = cue.or_else(|| stands(reading, &whole)) else { continue };
        let fluency = fluency(reading, &whole);
        // "Dutch, French or Italian" is one choice of three.
        let joined = |what: &str| whole.clone().any(|i| reading.line.word(i) == what);
        let any = joined("or") && !joined("and");
        let mut before: Option<usize> = None;
        for tokens in list {
            let or = |i: usize| reading.line.word(i) == "or" || reading.line.tokens[i].is(b'/');
            let choice = before.replace(tokens.end).is_some_and(|end| any || (end..tokens.start).any(or));
            match found.last_mut().filter(|_| choice) {
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
                    rule: rule.to_owned(),
                }),
            }
        }
    }
    found
}

/// The languages that a sentence names, those together between which nothing stands but
/// commas, slashes, "and" and "or".
fn lists(rules: &Rules, reading: &Reading) -> Vec<Vec<Range<usize>>> {
    let line = &reading.line;
    let named = reading.mentions.iter().filter(|m| m.as_sort(rules.taxonomy(), Sort::Language).is_some() && line.capital(m.tokens.start));
    let mut lists: Vec<Vec<Range<usize>>> = Vec::new();
    for tokens in named.map(|m| bare(reading, m.tokens.clone())) {
        let joins = |i: usize| line.tokens[i].is(b',') || line.tokens[i].is(b'/') || line.tokens[i].is(b'&') || matches!(line.word(i), "and" | "or");
        match lists.last_mut().filter(|list| list.last().is_some_and(|last| (last.end..tokens.start).all(joins))) {
            Some(list) => list.push(tokens),
            None => lists.push(vec![tokens]),
        }
    }
    lists
}

/// "English language" without its second word, and "a language other than English" whole.
fn bare(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let word = |back: usize| reading.line.word(tokens.start - back);
    if tokens.start > 2 && word(1) == "than" && word(2) == "other" && reading.cue(tokens.start - 3, Cue::Tongue) {
        return tokens.start - 3..tokens.end;
    }
    let last = tokens.end - 1;
    if tokens.len() > 1 && reading.cue(last, Cue::Tongue) { tokens.start..last } else { tokens }
}

/// The rule that shows by its place that languages are asked for, where nothing speaks of
/// languages: "knowledge of German", "Spanish preferred", "strong Japanese skills"; none
/// for an entry that names nothing else.
fn stands<'r>(reading: &Reading<'r, '_>, list: &Range<usize>) -> Option<&'r str> {
    let line = &reading.line;
    if (0..line.tokens.len()).all(|i| list.contains(&i) || !line.tokens[i].is_word()) {
        return Some("language-cue");
    }
    let closed = line.tokens.get(list.end).is_none_or(|t| !t.is_word() && !t.is(b'-') && !t.is(b'\'')) || line.word(list.end) == "skills";
    let held = |h: &&Hit| {
        let before = h.tokens.end == list.start || h.tokens.end + 1 == list.start && matches!(line.word(h.tokens.end), "of" | "in" | "with");
        before && closed && matches!(h.says("class", line), Some("holding" | "degree"))
    };
    // "French skills would be" … "a plus".
    let copula = |i: usize| matches!(line.word(i), "is" | "are" | "be" | "would" | "will" | "also" | "skills");
    let says = (list.end..line.tokens.len()).find(|&i| !copula(i)).unwrap_or(line.tokens.len());
    let hard = |h: &&Hit| list.end <= h.tokens.start && h.tokens.start <= says && says < h.tokens.end;
    reading.hits.of("strength").find(hard).or_else(|| reading.hits.of("leads").find(held)).map(|h| h.rule.source.name.as_str())
}

/// How well languages are asked for: what stands nearest to them, before them first,
/// and on the same side of a bracket.
fn fluency(reading: &Reading, list: &Range<usize>) -> Option<Range<usize>> {
    let line = &reading.line;
    let levels: Vec<Range<usize>> = reading.hits.of("languages").filter_map(|h| h.group("fluency")).map(|r| line.tokens_of(r)).collect();
    let parted = |a: usize, b: usize| (a..b).any(|i| line.tokens[i].is(b',') || line.tokens[i].is(b';'));
    let within = |level: &Range<usize>| if level.end <= list.start { !parted(level.end, list.start) } else { !parted(list.end, level.start) };
    let near = |level: &&Range<usize>| if level.end <= list.start { list.start - level.end } else { level.start.saturating_sub(list.end) };
    let bracket = super::strength::bracket(reading, list.start);
    let same = |level: &&Range<usize>| bracket.is_none() || super::strength::bracket(reading, level.start) == bracket;
    let best = levels.iter().filter(same).filter(|l| within(l)).min_by_key(near);
    best.or_else(|| levels.iter().find(same)).cloned()
}

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::criteria::{Kind, Strength, extract};

    /// The languages that an entry of requirements asks for, as choices with their fluency.
    fn asked(entry: &str) -> Vec<(Vec<String>, String, Strength)> {
        let text = format!("# Weaver\n\n## Requirements\n\n- Two years at the loom\n- {entry}\n");
        let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
        let languages = criteria.into_iter().filter(|c| c.kind == Kind::Language);
        languages.map(|c| (c.any_of.into_iter().map(|a| a.text).collect(), c.fluency, c.strength)).collect()
    }

    #[test]
    fn languages_are_asked_for_by_level_place_and_strength() {
        use Strength::{Preferred, Required};
        for (entry, languages) in [
            ("Native German and fluent English", &[(&["German"][..], "Native", Required), (&["English"], "fluent", Required)][..]),
            ("English (fluent), Dutch (B2)", &[(&["English"], "fluent", Required), (&["Dutch"], "B2", Required)]),
            ("Fluent English (Spanish is a plus)", &[(&["English"], "Fluent", Required), (&["Spanish"], "", Preferred)]),
            ("Working knowledge of Spanish and/or Portuguese", &[(&["Spanish", "Portuguese"], "", Required)]),
            ("Fluent in Dutch, French or Italian", &[(&["Dutch", "French", "Italian"], "Fluent", Required)]),
            ("Strong Japanese skills", &[(&["Japanese"], "", Required)]),
            ("French would be a plus", &[(&["French"], "", Preferred)]),
            ("Italian", &[(&["Italian"], "", Required)]),
            ("Experience with French customers", &[]),
            ("Knowledge of German law", &[]),
        ] {
            let read = asked(entry);
            let read: Vec<_> =
                read.iter().map(|(names, fluency, strength)| (names.iter().map(String::as_str).collect::<Vec<_>>(), fluency.as_str(), *strength)).collect();
            let wanted: Vec<_> = languages.iter().map(|(names, fluency, strength)| (names.to_vec(), *fluency, *strength)).collect();
            assert_eq!(read, wanted, "{entry}");
        }
    }
}
