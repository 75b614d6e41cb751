//! Rows → parts, each of a kind, by the headings between them.

use std::collections::BTreeMap;

use super::lists;
use super::names;
use super::person;
use super::plain;
use super::sheet::Row;
use super::study;
use super::when;
use crate::grammar::Rules;
use crate::text::Line;

/// What a part of a résumé holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// What stands before the first heading.
    Head,
    Summary,
    Work,
    Education,
    Skills,
    Certificates,
    Languages,
    Volunteer,
    Projects,
    Achievements,
    Awards,
    Publications,
    Courses,
    Terms,
    Contact,
    Interests,
    References,
    Affiliations,
    /// A heading that no rule knows.
    Unknown,
}

impl Kind {
    fn of(name: &str) -> Kind {
        match name {
            "summary" => Kind::Summary,
            "work" => Kind::Work,
            "education" => Kind::Education,
            "skills" => Kind::Skills,
            "certificates" => Kind::Certificates,
            "languages" => Kind::Languages,
            "volunteer" => Kind::Volunteer,
            "projects" => Kind::Projects,
            "achievements" => Kind::Achievements,
            "awards" => Kind::Awards,
            "publications" => Kind::Publications,
            "courses" => Kind::Courses,
            "terms" => Kind::Terms,
            "contact" => Kind::Contact,
            "interests" => Kind::Interests,
            "references" => Kind::References,
            "affiliations" => Kind::Affiliations,
            _ => Kind::Unknown,
        }
    }

    /// Whether its entries have dates and heads of their own.
    fn dated(self) -> bool {
        matches!(self, Kind::Work | Kind::Volunteer | Kind::Projects | Kind::Education)
    }

    /// Whether a heading of this kind is believed however it is set.
    fn sure(self) -> bool {
        matches!(self, Kind::Work | Kind::Education | Kind::Skills | Kind::Summary | Kind::Certificates | Kind::Languages)
    }
}

/// One part.
#[derive(Debug)]
pub(super) struct Part {
    pub kind: Kind,
    /// Its heading, where it has one.
    pub heading: Option<Row>,
    pub rows: Vec<Row>,
}

/// A row that may be a heading.
struct Candidate {
    kind: Kind,
    /// Bytes of the row's text that are the heading; what follows is the part's first row.
    end: usize,
    rest: usize,
}

/// Whether a row is set like the headings; capitals tell only where nothing else does.
fn alike(style: Style, row: &Row) -> bool {
    let (level, capitals, strong, size) = self::style(row);
    let distinct = level > 0 || strong || size > 10;
    level == style.0 && strong == style.2 && size == style.3 && (distinct || capitals == style.1)
}

/// How a heading is set.
type Style = (u8, bool, bool, u16);

fn style(row: &Row) -> Style {
    (row.level, row.is_capitals(), row.is_strong(), row.size)
}

/// Takes rows apart by headings.
pub(super) fn parts(rules: &Rules, rows: &[Row]) -> Vec<Part> {
    let candidates: Vec<Option<Candidate>> = rows.iter().map(|r| candidate(rules, r)).collect();
    let usual = usual(rows, &candidates);
    let mut found = vec![Part { kind: Kind::Head, heading: None, rows: Vec::new() }];
    for (i, row) in rows.iter().enumerate() {
        if row.column && found.last().is_some_and(|l| !l.rows.is_empty() || l.heading.is_some()) {
            found.push(Part { kind: Kind::Head, heading: None, rows: Vec::new() });
        }
        let last = found.last().expect("one stands there from the start");
        if row.gap && candidates[i].is_none() && named_here(rules, &found, row) {
            found.push(Part { kind: Kind::Head, heading: None, rows: vec![row.clone()] });
            continue;
        }
        match &candidates[i] {
            Some(c) if !under_job(row, c, last, &usual, &candidates, rows) && opens(rules, row, c, last, &usual) => {
                let back =
                    (last.kind == Kind::Skills && c.rest < row.text.len() && row.level == 0 && !row.text[..c.rest].ends_with('\t')).then_some(Kind::Skills);
                let heading = row.cut(0..c.end);
                let mut rows = Vec::new();
                if c.rest < row.text.len() {
                    let rest = row.cut(c.rest..row.text.len());
                    let inner = plain::bullet(&rest.text).map(|b| rest.text.len() - b.len());
                    rows.push(inner.map_or(rest.clone(), |at| Row { bullet: true, ..rest.cut(at..rest.text.len()) }));
                }
                // "Personal information" over the whole is where the name stands.
                let first = c.kind == Kind::Terms && found.len() == 1 && found[0].rows.is_empty();
                found.push(Part { kind: if first { Kind::Head } else { c.kind }, heading: Some(heading), rows });
                if let Some(kind) = back.filter(|b| *b != c.kind) {
                    found.push(Part { kind, heading: None, rows: Vec::new() });
                }
            }
            _ if unknown(rules, rows, i, last, &usual) => found.push(Part { kind: Kind::Unknown, heading: Some(row.clone()), rows: Vec::new() }),
            _ => found.last_mut().expect("one stands there from the start").rows.push(row.clone()),
        }
    }
    found.retain(|p| p.heading.is_some() || !p.rows.is_empty());
    found
}

/// Whether a row like "Key achievements" leads a list within a job: it ends in a colon, is set
/// otherwise than the headings, or stands in more jobs than one.
fn under_job(row: &Row, c: &Candidate, last: &Part, usual: &Usual, candidates: &[Option<Candidate>], rows: &[Row]) -> bool {
    if !matches!(c.kind, Kind::Achievements | Kind::Skills) || last.kind != Kind::Work || last.rows.is_empty() || c.rest < row.text.len() || row.level > 0 {
        return false;
    }
    let again = candidates.iter().zip(rows).filter(|(o, r)| o.is_some() && r.text == row.text).count() > 1;
    let otherwise = c.kind == Kind::Achievements && (row.text.ends_with(':') && usual.style.is_some() || usual.style.is_some_and(|s| !alike(s, row)));
    again || otherwise
}

/// Whether the person's name stands here, behind a list in a margin that was read first.
fn named_here(rules: &Rules, found: &[Part], row: &Row) -> bool {
    let last = found.last().expect("one stands there from the start");
    let list = matches!(last.kind, Kind::Languages | Kind::Skills | Kind::Contact | Kind::Certificates) && !last.rows.is_empty() && !row.bullet;
    let before = found.iter().filter(|p| p.kind == Kind::Head).flat_map(|p| &p.rows);
    let listed = last.rows.iter().filter(|r| person::is_name(rules, &r.text)).count();
    list && found.iter().all(|p| !matches!(p.kind, Kind::Work | Kind::Education))
        && person::is_name(rules, &row.text)
        && listed * 4 < last.rows.len().max(4)
        && before.into_iter().all(|r| !person::is_name(rules, &r.text))
}

/// The style that most headings share, and whether they all have something blank above.
struct Usual {
    style: Option<Style>,
    gap: bool,
    count: usize,
}

fn usual(rows: &[Row], candidates: &[Option<Candidate>]) -> Usual {
    let mut styles: BTreeMap<Style, usize> = BTreeMap::new();
    let (mut gaps, mut all) = (0, 0);
    for (i, (row, candidate)) in rows.iter().zip(candidates).enumerate() {
        if candidate.as_ref().is_some_and(|c| c.kind.sure() && c.rest >= row.text.len()) {
            *styles.entry(style(row)).or_default() += 1;
            all += 1;
            gaps += usize::from(row.gap || i == 0);
        }
    }
    let best = styles.into_iter().max_by_key(|(s, n)| (*n, *s)).filter(|(_, n)| *n >= 2 && n * 5 >= all * 3);
    Usual { style: best.map(|b| b.0), gap: all >= 2 && gaps * 5 >= all * 4, count: all }
}

fn opens(rules: &Rules, row: &Row, c: &Candidate, last: &Part, usual: &Usual) -> bool {
    let inline = c.rest < row.text.len();
    let styled = usual.style.is_none_or(|s| alike(s, row));
    if inline {
        let rest = &row.text[c.rest..];
        if rest.starts_with('\t') || row.text[..c.rest].ends_with('\t') {
            return row.level > 0 || row.cut(0..c.end).is_capitals() || styled || c.kind.sure();
        }
        let distinct = row.level > 0 && usual.style.is_some_and(|s| s.0 == row.level);
        return distinct
            || match last.kind {
                Kind::Work | Kind::Volunteer | Kind::Projects | Kind::Achievements => {
                    row.gap
                        && !row.bullet
                        && matches!(c.kind, Kind::Education | Kind::Languages | Kind::Certificates | Kind::Interests | Kind::Skills)
                        && !names::is_whole(rules, &row.text[..c.end], "skills-used")
                }
                Kind::Skills => match c.kind {
                    Kind::Languages => lists::opens_with_language(rules, rest),
                    Kind::Certificates | Kind::Interests | Kind::Education | Kind::References => !row.bullet || c.kind == Kind::Certificates,
                    _ => false,
                },
                Kind::Head | Kind::Summary => !matches!(c.kind, Kind::Contact | Kind::Terms),
                Kind::Education if row.gap && row.text[..c.end].chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) => true,
                Kind::Education => !matches!(
                    c.kind,
                    Kind::Courses
                        | Kind::Awards
                        | Kind::Terms
                        | Kind::Contact
                        | Kind::Education
                        | Kind::Skills
                        | Kind::Achievements
                        | Kind::Affiliations
                        | Kind::Volunteer
                        | Kind::Projects
                ),
                _ => !matches!(c.kind, Kind::Contact | Kind::Summary) && c.kind != last.kind,
            };
    }
    if usual.style.is_some_and(|s| s.0 > 0) && row.level == 0 {
        // Where headings are headings by markup, a plain row is none.
        return false;
    }
    let distinct = usual.style.is_some_and(|s| s.0 > 0 || s.1 || s.2 || s.3 > 10);
    if styled && (!usual.gap || row.gap || distinct || last.kind == Kind::Head && last.rows.is_empty()) {
        return true;
    }
    // "Contact" over a margin that is read first, set otherwise than the headings of the rest.
    if last.kind == Kind::Head && c.kind == Kind::Contact && (row.is_strong() || row.is_capitals() || row.size > 10 || row.text.ends_with(':')) {
        return true;
    }
    // A lone "Training" in a list of skills is one of them.
    let alike = usual.style.is_some_and(|s| s.0 == row.level && s.1 == row.is_capitals());
    (c.kind.sure() && (row.gap || alike)) || (alike && (row.gap || row.is_strong())) || usual.count < 2
}

/// Whether a row is set like the headings although no rule knows it.
fn unknown(rules: &Rules, rows: &[Row], i: usize, last: &Part, usual: &Usual) -> bool {
    let row = &rows[i];
    let Some((level, capitals, _, size)) = usual.style else { return false };
    if row.bullet || row.words() > 6 || row.text.contains(['\t', '@']) || last.kind == Kind::Head {
        return false;
    }
    let dates = |r: Option<&Row>| r.is_some_and(|r| !when::periods(rules, &r.text).is_empty());
    if level > 0 {
        return row.level > 0 && row.level <= level && !dates(Some(row)) && !(last.kind.dated() && (dates(rows.get(i + 1)) || dates(rows.get(i + 2))));
    }
    let set = style(row) == usual.style.expect("checked above") && (row.gap || !usual.gap);
    let distinct = capitals || size > 11;
    // Letters of this height are the headings' own, also where schools and employers stand in capitals.
    let own = size > 11 && !dates(rows.get(i + 1)) && !dates(rows.get(i + 2)) && last.rows.iter().all(|r| r.size != size);
    set && distinct && row.gap && (own || !last.kind.dated()) && !dates(Some(row))
}

/// Whether a line is a heading and nothing else.
pub(super) fn is_heading(rules: &Rules, text: &str) -> bool {
    text.split_whitespace().count() <= 5 && kind(rules, text).is_some_and(Kind::sure)
}

/// Reads a row as a heading, all of it or up to a colon or a tab.
fn candidate(rules: &Rules, row: &Row) -> Option<Candidate> {
    let text = &row.text;
    if study::is_head_of_table(rules, text) {
        return None;
    }
    let bullet = row.bullet && !row.is_numbered();
    if bullet && !text.contains(':') || text.len() > 400 && !text.contains(':') {
        return None;
    }
    let whole = |from: usize, to: usize, rest: usize| kind(rules, &text[from..to]).map(|kind| Candidate { kind, end: to, rest });
    if !bullet
        && row.words() <= 8
        && let Some(found) = whole(0, text.len(), text.len())
    {
        return Some(found);
    }
    for mark in ['\t', ':', '|', '—', '–'] {
        let Some(at) = text.find(mark) else { continue };
        let rest = at + mark.len_utf8();
        if !text[rest..].trim().is_empty()
            && text[..at].split_whitespace().count() <= 5
            && (!matches!(mark, '—' | '–' | '|') || row.strong.iter().any(|(a, b)| *a == 0 && *b as usize + 2 >= at))
        {
            let lead = text[rest..].len() - text[rest..].trim_start().len();
            if let Some(found) = whole(0, at, rest + lead) {
                return Some(found);
            }
        }
    }
    None
}

/// The kind that a heading names where its words are all known.
fn kind(rules: &Rules, text: &str) -> Option<Kind> {
    // "Other language(s)", as forms have it.
    let text = text.replace("(s)", "s");
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    let line = Line::new(text, rules.words());
    let hits = rules.grammar().run_apart("resume/sections", &line).0;
    let mut at = 0;
    let mut found = None;
    while at < line.tokens.len() {
        if !line.tokens[at].is_word() {
            if !matches!(line.word(at), "&" | "/" | "-" | "'" | "," | "+" | ":" | "*") {
                return None;
            }
            at += 1;
            continue;
        }
        let here = hits.iter().filter(|h| h.tokens.start == at);
        let best = here.max_by_key(|h| (h.tokens.end, h.says("section", &line).is_some_and(|s| !s.is_empty())))?;
        let section = best.says("section", &line).unwrap_or("");
        // "Skills & Accomplishments" tells what was done.
        let further = |f: Kind| f == Kind::Summary || f == Kind::Skills && section == "achievements";
        if !section.is_empty() && found.is_none_or(further) {
            found = Some(Kind::of(section));
        }
        at = best.tokens.end;
    }
    found
}
