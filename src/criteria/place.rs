//! Names of places: those that a condition speaks of, and the one that the head
//! of a posting gives.

use std::ops::Range;

use super::read::{Found, Reader};
use super::{Kind, Strength};
use crate::grammar::{Cue, Rules, Sought};
use crate::mention::{Mention, Reading};
use crate::taxonomy::Sort;

/// The places named among some tokens: "Seattle, WA, United States" is one,
/// since each lies in the next.
pub(super) fn places(rules: &Rules, reading: &Reading, tokens: Range<usize>) -> Vec<Range<usize>> {
    let line = &reading.line;
    let named = |m: &&Mention| {
        tokens.start <= m.tokens.start && m.tokens.end <= tokens.end && line.capital(m.tokens.start) && m.as_sort(rules.taxonomy(), Sort::Place).is_some()
    };
    let mut found: Vec<(Range<usize>, &Mention)> = Vec::new();
    for m in reading.mentions.iter().filter(named) {
        match found.last_mut() {
            Some((last, inner)) if comma_only(reading, last.end..m.tokens.start) && lies_in(rules, inner, m) => last.end = m.tokens.end,
            // "Philippines, Philippines".
            Some((last, inner)) if comma_only(reading, last.end..m.tokens.start) && inner.concept == m.concept => {}
            _ => found.push((unknown_before(reading, &tokens, m.tokens.start)..m.tokens.end, m)),
        }
    }
    found.into_iter().map(|(range, _)| range).collect()
}

/// The places that a condition demands: those from the start of `tokens` on
/// that are one list. Where nothing else can stand (`unlisted`), a place that no
/// list knows is taken as it is written.
pub(super) fn demanded(rules: &Rules, reading: &Reading, tokens: Range<usize>, unlisted: bool) -> Vec<Range<usize>> {
    let line = &reading.line;
    let mut found: Vec<Range<usize>> = Vec::new();
    for name in places(rules, reading, tokens.clone()) {
        let from = found.last().map_or(tokens.start, |last| last.end);
        let words = (from..name.start).filter(|&i| line.tokens[i].is_word()).count();
        let joined = (from..name.start).all(|i| !line.tokens[i].is_word() || reading.cue(i, Cue::Placing));
        if words > rules.lengths().place_lead || !found.is_empty() && !joined {
            break;
        }
        found.push(name);
    }
    if !found.is_empty() {
        with_remote(reading, tokens, &mut found);
    } else if unlisted {
        let from = (tokens.start..tokens.end).find(|&i| line.tokens[i].is_word() && !crate::text::line::is_function_word(line.word(i)));
        let Some(from) = from.filter(|&i| line.capital(i) && !reading.cue(i, Cue::Elsewhere)) else { return found };
        let to = (from..tokens.end).find(|&i| !line.tokens[i].is_word() || !line.capital(i)).unwrap_or(tokens.end);
        found.push(from..to);
    }
    found
}

/// "Leeds or remote", "Leeds, or remote within the U.K.": an alternative to the places.
fn with_remote(reading: &Reading, tokens: Range<usize>, names: &mut Vec<Range<usize>>) {
    let line = &reading.line;
    let Some(remote) = tokens.skip(1).find(|&i| line.word(i) == "remote" && line.word(i - 1) == "or") else { return };
    let within = names.iter_mut().find(|n| n.start > remote && (remote + 1..n.start).all(|i| reading.cue(i, Cue::Placing)));
    match within {
        Some(name) => name.start = remote,
        None => names.push(remote..remote + 1),
    }
    names.sort_by_key(|n| n.start);
}

/// Nothing but a comma, or the full stop of a short form before it ("D.C., US").
fn comma_only(reading: &Reading, mut tokens: Range<usize>) -> bool {
    tokens.all(|i| reading.line.tokens[i].is(b',') || reading.line.tokens[i].is(b'.') && reading.line.tokens[i].tight)
}

/// Whether the first place, in one of its senses, lies in the second.
fn lies_in(rules: &Rules, inner: &Mention, outer: &Mention) -> bool {
    let taxonomy = rules.taxonomy();
    inner.all_of(taxonomy, Sort::Place).any(|i| outer.all_of(taxonomy, Sort::Place).any(|o| taxonomy.get(i).above.contains(&o)))
}

/// Where the name of a place begins whose town, and region, no list knows:
/// "Milpitas, CA", "Quezon City, National Capital Region, Philippines".
fn unknown_before(reading: &Reading, tokens: &Range<usize>, place: usize) -> usize {
    let region = unknown_part(reading, tokens, place);
    if region < place { unknown_part(reading, tokens, region) } else { place }
}

fn unknown_part(reading: &Reading, tokens: &Range<usize>, place: usize) -> usize {
    let line = &reading.line;
    if place < tokens.start + 2 || !line.tokens[place - 1].is(b',') {
        return place;
    }
    let town =
        |i: &usize| line.tokens[*i].is_word() && line.capital(*i) && !reading.cue(*i, Cue::Elsewhere) && !reading.mentions.iter().any(|m| m.tokens.contains(i));
    let from = (tokens.start..place - 1).rev().take_while(town).last();
    from.filter(|from| place - 1 - from <= reading.lengths().town).unwrap_or(place)
}

impl Reader<'_> {
    /// A short line at the head of a posting: the place of the work.
    pub(super) fn header(&mut self, range: Range<usize>) {
        if self.found.iter().any(|f| f.criterion.kind == Kind::Location) {
            return;
        }
        let text = &self.document.text[range.clone()];
        let reading = Reading::new(self.rules, text, Sought::Posting);
        let line = &reading.line;
        let all = 0..line.tokens.len();
        let mut names = places(self.rules, &reading, all.clone());
        // "Remote - Nationwide".
        if names.is_empty() {
            names.extend(all.clone().find(|&i| line.word(i) == "nationwide").map(|i| i..i + 1));
        }
        if names.is_empty() {
            return;
        }
        with_remote(&reading, all, &mut names);
        let whole = names[0].start..names.last().expect("not empty").end;
        let alternatives = names.iter().map(|n| self.alternative(&reading, range.start, n.clone(), Kind::Location)).collect();
        let mut criterion = self.criterion(Kind::Location, Strength::Required, alternatives, HEADER);
        criterion.sources = vec![self.source(&reading, range.start, whole)];
        self.found.push(Found { criterion, sentence: range.start });
    }

    /// A place that the text demands says more than the line at the head.
    pub(super) fn drop_header(&mut self) {
        self.found.retain(|f| f.criterion.rule != HEADER);
    }
}

/// The rule that a place at the head is said to come from.
const HEADER: &str = "header-place";

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::criteria::{Kind, extract};

    fn places(text: &str) -> Vec<Vec<String>> {
        let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text");
        criteria.criteria.iter().filter(|c| c.kind == Kind::Location).map(|c| c.any_of.iter().map(|a| a.text.clone()).collect()).collect()
    }

    #[test]
    fn towns_stand_with_their_regions() {
        assert_eq!(
            places("# Weaver\n### Acme\n#### San Francisco, CA, Seattle, WA, or remote within the U.S."),
            [["San Francisco, CA", "Seattle, WA", "remote within the U.S."]]
        );
        assert_eq!(places("# Weaver\n### Acme\n#### Remote, Coral Gables, FL"), [["Coral Gables, FL"]]);
        assert_eq!(places("# Weaver\n### Acme\n#### Washington, DC, United States"), [["Washington, DC, United States"]]);
        assert_eq!(places("# Weaver\n### Acme\n#### Washington D.C., DC, USA"), [["Washington D.C., DC, USA"]]);
    }

    #[test]
    fn a_place_demanded_beats_the_head() {
        assert_eq!(
            places("# Weaver\n### Acme\n#### Berlin, Germany\n\nYou must be based in Canada or Mexico and have met customers in Spain."),
            [["Canada", "Mexico"]]
        );
    }

    #[test]
    fn benefits_demand_nothing() {
        assert!(places("# Weaver\n\n## Benefits\n\n- Work remotely from anywhere in Spain").is_empty());
    }
}
