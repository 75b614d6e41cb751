//! The head of an entry: its fields, and which is the title and which the employer.

use super::entries::Entry;
use super::names::{self, Leaning};
use super::sheet::{Role, Row};
use crate::grammar::Rules;
use crate::text::Line;

/// One field of a head.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub text: String,
    /// The field before it, or this one, is said to be at the other: "Mate at Tallow Bay".
    pub at: bool,
    pub leaning: Leaning,
}

/// Marks that stand between fields wherever they are.
const MARKS: &[&str] = &["\t", " | ", "|", " — ", " – ", " - ", " · ", " • ", " // ", " @ ", "－", " ― ", "—", ": ", " / ", "; "];

/// The fields of a row.
pub(super) fn fields(rules: &Rules, row: &Row) -> Vec<Field> {
    let text = &row.text;
    // Edges of bold and italic part fields where nothing but a mark stands between.
    let mut edges: Vec<(usize, usize)> = Vec::new();
    for &(from, to) in &row.strong {
        let (from, to) = (from as usize, (to as usize).min(text.len()));
        let Some(inner) = text.get(from..to).filter(|i| !i.trim().is_empty()) else { continue };
        let before = text[..from].trim_end_matches([' ', ',', '-', '–', '—', '|', ':', '/', '·']);
        if !before.is_empty() {
            edges.push((before.len(), from));
        }
        let behind = text[to..].len() - text[to..].trim_start_matches([' ', ',', '-', '–', '—', '|', ':', '/', '·']).len();
        if to + behind < text.len() && (behind > 0 || !inner.ends_with(|c: char| c.is_alphanumeric())) {
            edges.push((to, to + behind));
        }
    }
    let mut at = 0;
    let mut begin = 0;
    let mut depth = 0i32;
    let mut found: Vec<(String, bool)> = Vec::new();
    let mut is_at = false;
    while at < text.len() {
        let rest = &text[at..];
        let edge = edges.iter().find(|(from, to)| *from == at && to > from);
        let mark = MARKS.iter().find(|m| depth == 0 && rest.starts_with(**m) && !(**m == ": " && at < 3) && !(**m == "—" && at == 0));
        let at_word = depth == 0 && (rest.starts_with(" at ") || rest.starts_with(" At ")) && parts_at(rules, &text[begin..at], &rest[4..]);
        let width = match (edge, mark) {
            _ if at_word => 4,
            (Some((from, to)), _) => to - from,
            (None, Some(mark)) => mark.len(),
            (None, None) => {
                let c = rest.chars().next().expect("not at the end");
                depth = match c {
                    '(' | '[' => depth + 1,
                    ')' | ']' => (depth - 1).max(0),
                    '\t' => 0,
                    _ => depth,
                };
                at += c.len_utf8();
                continue;
            }
        };
        found.push((text[begin..at].to_owned(), is_at));
        is_at = at_word || mark.is_some_and(|m| *m == " @ ");
        depth = 0;
        at += width;
        begin = at;
    }
    found.push((text[begin.min(text.len())..].to_owned(), is_at));
    found
        .into_iter()
        .map(|(text, at)| {
            (text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '–' | '—' | '-' | '－' | '·' | '•' | '*' | '_')).to_owned(), at)
        })
        .filter(|(text, _)| text.chars().any(char::is_alphanumeric))
        .map(|(text, at)| Field { leaning: leaning(rules, row, &text), text, at })
        .collect()
}

/// A label settles what a field is; else its words weigh.
fn leaning(rules: &Rules, row: &Row, text: &str) -> Leaning {
    match row.role {
        Some(Role::Title) => Leaning { title: 40, ..Leaning::default() },
        Some(Role::Employer) => Leaning { employer: 40, ..Leaning::default() },
        None => names::leaning(rules, text),
    }
}

/// "Harrow Mill, Austin, TX": a town and its state behind a name are no part of it.
pub(super) fn without_place(rules: &Rules, field: Field, places: &mut Vec<String>) -> Field {
    if let Some((name, place)) = hung_on(rules, &field.text) {
        places.push(place);
        return Field { leaning: names::leaning(rules, &name), text: name, ..field };
    }
    let parts: Vec<&str> = field.text.split(", ").collect();
    let [name @ .., town, state] = &parts[..] else { return field };
    let code = state.len() == 2 && state.bytes().all(|b| b.is_ascii_uppercase()) || names::is_known_place(rules, state) && names::is_known_place(rules, town);
    if name.is_empty() || !code || names::leaning(rules, town).title > 0 {
        return field;
    }
    let name = name.join(", ");
    places.push(format!("{town}, {state}"));
    Field { leaning: names::leaning(rules, &name), text: name, ..field }
}

/// "Great Lakes Coffee-Toledo, OH", as a job site writes it: the town hangs on the name by a dash.
pub(super) fn hung_on(rules: &Rules, text: &str) -> Option<(String, String)> {
    let (left, state) = text.split_once(", ")?;
    let (name, town) = left.rsplit_once('-')?;
    let code = state.len() == 2 && state.bytes().all(|b| b.is_ascii_uppercase());
    let tight = name.ends_with(char::is_alphanumeric) && town.starts_with(char::is_uppercase) && town.split_whitespace().count() <= 3;
    let own = name.contains(' ') || names::is_known_place(rules, town);
    (tight && own && (code || names::is_known_place(rules, town)) && !names::is_known_place(rules, left)).then(|| (name.to_owned(), format!("{town}, {state}")))
}

/// Whether "at" stands between a title and an employer: "Mate at Tallow Bay", but not "Teacher at large".
fn parts_at(rules: &Rules, before: &str, after: &str) -> bool {
    let (proper, own) = (after.trim_start().chars().next().is_some_and(char::is_uppercase), names::leaning(rules, before));
    proper && (own.title > 0 || own.employer <= 0 && before.split_whitespace().count() <= 5)
}

/// "Intern, New Bolton Center": title and employer with nothing but a comma between, as
/// (title, employer); `None` where no cut makes one part a title and the other none.
pub(super) fn halves(rules: &Rules, text: &str) -> Option<(String, String)> {
    let mut best: Option<(i32, String, String)> = None;
    for (at, _) in text.match_indices(", ") {
        let (left, right) = (text[..at].trim(), text[at + 2..].trim());
        if left.is_empty() || right.is_empty() || text[..at].matches('(').count() > text[..at].matches(')').count() {
            continue;
        }
        let (l, r) = (names::leaning(rules, left), names::leaning(rules, right));
        for (title, employer, t, e) in [(left, right, l, r), (right, left, r, l)] {
            // "Mondays to mid-Wednesday" says when, not for whom.
            let small = employer.split_whitespace().skip(1).filter(|w| w.chars().count() > 3 && w.starts_with(|c: char| c.is_lowercase())).count();
            let right_side = title == left;
            let brief = employer.chars().filter(|c| c.is_alphabetic()).count() <= 3;
            if e.place
                || brief
                || right_side && (small > 1 && e.employer == 0 || small > 0 && t.title < 4)
                || names::is_place(rules, employer)
                || !employer.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
            {
                continue;
            }
            let score = t.title - t.employer + e.employer - e.title;
            if t.title >= 4 && e.title < 4 && best.as_ref().is_none_or(|b| score > b.0) {
                best = Some((score, title.to_owned(), employer.to_owned()));
            }
        }
    }
    best.map(|(_, title, employer)| (title, employer))
}

/// "3 years 2 months", as job sites put it beside an employer.
pub(super) fn is_length(rules: &Rules, text: &str) -> bool {
    let line = Line::new(text, rules.words());
    let hits = rules.grammar().run_apart("resume/dates", &line).0;
    hits.iter().any(|h| h.rule.source.name == "date-length" && h.span.len() + 2 >= line.folded.text.trim().len())
}

/// Title and employer of an entry.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Named {
    pub title: String,
    pub employer: String,
    /// Fields that are neither.
    pub rest: Vec<String>,
    pub guess: Option<&'static str>,
}

/// Names every entry of a part. All are set alike, so what speaks for a place
/// in the head being the title speaks for that place in all of them.
pub(super) fn name(rules: &Rules, entries: &[Entry]) -> Vec<Named> {
    let bias = |count: usize, slot: usize| -> i32 {
        let alike: Vec<i32> =
            entries.iter().filter(|e| e.fields.len() == count).map(|e| e.fields[slot].leaning.title - e.fields[slot].leaning.employer).collect();
        if alike.is_empty() { 0 } else { alike.iter().sum::<i32>() * 4 / alike.len() as i32 }
    };
    // "Mate, Tallow Bay": where a comma is all that parts them, most entries show which comes first.
    let first: i32 = entries
        .iter()
        .filter_map(|e| if let [one] = &e.fields[..] { Some((one, halves(rules, &one.text)?)) } else { None })
        .map(|(one, (title, _))| if one.text.starts_with(&title) { 1 } else { -1 })
        .sum();
    entries.iter().map(|entry| named(rules, &entry.fields, &bias, first)).collect()
}

fn named(rules: &Rules, fields: &[Field], bias: &impl Fn(usize, usize) -> i32, first: i32) -> Named {
    if let Some(i) = fields.iter().position(|f| f.at).filter(|i| *i > 0) {
        let rest = fields.iter().enumerate().filter(|(j, _)| *j != i && *j + 1 != i).map(|(_, f)| f.text.clone()).collect();
        return Named { title: fields[i - 1].text.clone(), employer: fields[i].text.clone(), rest, guess: None };
    }
    match fields {
        [] => Named::default(),
        [one] => match halves(rules, &one.text) {
            Some((title, employer)) => Named { title, employer, guess: Some("title and employer stood together, with a comma between"), ..Named::default() },
            None if first != 0 && one.text.contains(", ") => {
                let cut = if first > 0 { one.text.rsplit_once(", ") } else { one.text.split_once(", ") };
                let (left, right) = cut.unwrap_or((&one.text, ""));
                let (title, employer) = if first > 0 { (left, right) } else { (right, left) };
                Named {
                    title: title.to_owned(),
                    employer: employer.to_owned(),
                    guess: Some("title and employer are told apart by the other entries alone"),
                    ..Named::default()
                }
            }
            None if one.leaning.title >= one.leaning.employer && one.leaning.title > 0 => Named { title: one.text.clone(), ..Named::default() },
            None => comma(one),
        },
        _ => {
            let n = fields.len();
            let own = |i: usize| 2 * (fields[i].leaning.title - fields[i].leaning.employer) + bias(n, i);
            let mut order: Vec<usize> = (0..n).collect();
            // Most like a title first; among equals the one that stands first.
            order.sort_by_key(|&i| (std::cmp::Reverse(own(i)), i));
            let title = order[0];
            let others = order[1..].iter().copied();
            let employer = others.min_by_key(|&i| (own(i), i)).expect("there are two");
            let sure = own(title) - own(employer) >= 6;
            let rest = (0..n).filter(|i| *i != title && *i != employer).map(|i| fields[i].text.clone()).collect();
            let guess = (!sure).then_some("which is the title and which the employer is not said");
            Named { title: fields[title].text.clone(), employer: fields[employer].text.clone(), rest, guess }
        }
    }
}

/// One field without a title that the rules know.
fn comma(field: &Field) -> Named {
    match field.text.split_once(", ") {
        Some((title, employer)) if field.leaning.employer <= 0 || !employer.contains(',') && field.leaning.title > 0 => Named {
            title: title.to_owned(),
            employer: employer.to_owned(),
            guess: Some("title and employer are not told apart for certain"),
            ..Named::default()
        },
        _ => Named { employer: field.text.clone(), ..Named::default() },
    }
}
