//! The lists of a requirement: "A, B and C", "X such as A or B", "X (A, B, etc.)".
//! From the tokens of an ask to groups of names that answer each other.
//!
//! What a name is worth as a criterion is [`super::read`]'s to decide.

use std::ops::Range;

use crate::grammar::Hit;
use crate::mention::{Mention, Reading};

/// Names that are alternatives of one another.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub names: Vec<Name>,
    /// What stood in brackets behind it, where that was no name: "(preferred)".
    pub note: Option<Range<usize>>,
}

/// One name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The tokens that it covers in the line; for a completed one its whole phrase.
    pub tokens: Range<usize>,
    /// A head borrowed from the end of the list ("unit and integration tests").
    pub head: Option<Range<usize>>,
    /// It begins with a verb: a duty.
    pub duty: bool,
    /// What introduced it: "including" makes names separate asks.
    pub example: bool,
}

/// A piece of the ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Word(usize),
    /// A mention, by its tokens.
    Named(usize, usize),
    Comma,
    And,
    Or,
    /// "/": alternatives, and one item of a longer list ("Jest/Enzyme, CSS").
    Slash,
    /// "such as", "e.g.", "like".
    Such,
    /// "including".
    Including,
    Open,
    Close,
    /// A mark or word that ends a name.
    Break,
}

/// Reads the lists in `tokens` of a reading. `taken` are tokens that belong to
/// something else (years, degrees, traits): names end there.
pub(super) fn groups(reading: &Reading, tokens: Range<usize>, taken: &[bool]) -> Vec<Group> {
    let units = units(reading, tokens, taken);
    let mut groups = Vec::new();
    list(reading, &units, &mut groups);
    groups
}

/// The name that begins at a token and stays whole: a skill, a kind of work, a credential.
fn atomic<'a, 'r>(reading: &'a Reading<'r, '_>, token: usize) -> Option<&'a Mention<'r>> {
    reading.mention_at(token).filter(|m| m.able)
}

fn mark_at<'a, 'r>(reading: &'a Reading<'r, '_>, token: usize) -> Option<&'a Hit<'r>> {
    reading.hits.0.iter().filter(|h| h.family() == "grouping" && h.tokens.start == token).max_by_key(|h| h.tokens.len())
}

fn units(reading: &Reading, tokens: Range<usize>, taken: &[bool]) -> Vec<Unit> {
    let line = &reading.line;
    let mut units = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        if taken[at] {
            units.push(Unit::Break);
            at += 1;
            continue;
        }
        if let Some(m) = atomic(reading, at).filter(|m| m.tokens.end <= tokens.end) {
            units.push(Unit::Named(m.tokens.start, m.tokens.end));
            at = m.tokens.end;
            continue;
        }
        if let Some(hit) = mark_at(reading, at).filter(|h| h.tokens.end <= tokens.end) {
            units.push(match hit.says("mark", line) {
                Some("such") => Unit::Such,
                Some("including") => Unit::Including,
                Some("or") => Unit::Or,
                Some("and") => Unit::And,
                Some("etc") => Unit::Comma,
                _ => Unit::Break,
            });
            at = hit.tokens.end;
            // "such as: Java".
            if matches!(units.last(), Some(Unit::Such | Unit::Including)) && at < tokens.end && line.tokens[at].is(b':') {
                at += 1;
            }
            // "e.g.": the last full stop belongs to it.
            while at < tokens.end && line.tokens[at].is(b'.') && line.tokens[at].tight {
                at += 1;
            }
            continue;
        }
        if let Some(end) = turn(reading, at, units.last()).filter(|end| *end <= tokens.end) {
            units.push(Unit::Break);
            at = end;
            continue;
        }
        if goes_on(reading, at, units.last()) {
            units.push(Unit::Break);
        }
        let t = line.tokens[at];
        units.push(match t.kind {
            crate::text::token::Kind::Mark(b',') => Unit::Comma,
            crate::text::token::Kind::Mark(b'/') => Unit::Slash,
            crate::text::token::Kind::Mark(b'&') => Unit::And,
            crate::text::token::Kind::Mark(b'(' | b'[') => Unit::Open,
            crate::text::token::Kind::Mark(b')' | b']') => Unit::Close,
            // "cross-functional", "Node.js", "O'Reilly": inside a word.
            crate::text::token::Kind::Mark(b'-' | b'.' | b'\'') if t.tight && line.tokens.get(at + 1).is_some_and(|n| n.tight && n.is_word()) => Unit::Word(at),
            crate::text::token::Kind::Mark(b'+' | b'\'') if t.tight => Unit::Word(at),
            crate::text::token::Kind::Mark(b'*' | b'"' | 0x7f) => {
                at += 1;
                continue;
            }
            crate::text::token::Kind::Mark(_) => Unit::Break,
            _ => Unit::Word(at),
        });
        at += 1;
    }
    units
}

/// "clinical development *experience in* biotech": behind a name, "experience"
/// with a preposition turns to another list. Where the turn ends.
fn turn(reading: &Reading, at: usize, before: Option<&Unit>) -> Option<usize> {
    let line = &reading.line;
    let named = matches!(before, Some(Unit::Word(_) | Unit::Named(..) | Unit::Close));
    line.tokens.get(at + 1).filter(|t| t.is_word())?;
    let turns = matches!(line.word(at), "experience" | "expertise" | "knowledge" | "skills") && crate::text::line::is_preposition(line.word(at + 1));
    (named && turns).then_some(at + 2)
}

/// "a security team *performing* technical assessments": behind a noun, a verb
/// of working with its object begins a name of its own.
fn goes_on(reading: &Reading, at: usize, before: Option<&Unit>) -> bool {
    let line = &reading.line;
    let verb = line.word(at).ends_with("ing") && matches!(class_at(reading, "leads", at, at + 1), Some((_, "making" | "general" | "duty")));
    let object = line.tokens.get(at + 1).is_some_and(|t| t.is_word()) && !crate::text::line::is_function_word(line.word(at + 1)) && class_at(reading, "tails", at + 1, at + 2).is_none();
    verb && object && matches!(before, Some(Unit::Word(_) | Unit::Named(..) | Unit::Close))
}

/// One list at one depth of brackets.
fn list(reading: &Reading, units: &[Unit], groups: &mut Vec<Group>) {
    // Stretches between breaks are lists of their own.
    for part in split(units, |u| *u == Unit::Break) {
        let before_such = top(part).find(|(_, u)| matches!(u, Unit::Such | Unit::Including)).map_or(part.len(), |(i, _)| i);
        let first = groups.len();
        coordinated(reading, &part[..before_such], groups);
        if before_such == part.len() {
            continue;
        }
        let mut examples = Vec::new();
        list_flat(reading, &part[before_such + 1..], &mut examples);
        if examples.is_empty() {
            continue;
        }
        if part[before_such] == Unit::Including {
            groups.extend(examples.into_iter().map(|n| Group { names: vec![Name { example: true, ..n }], note: None }));
            continue;
        }
        attach(reading, groups, first, examples);
    }
}

/// Gives examples to the category before them; where there are several of the
/// kind ("IaaS and PaaS offerings such as …") or none, they stand by themselves.
fn attach(reading: &Reading, groups: &mut Vec<Group>, first: usize, examples: Vec<Name>) {
    // "front-end technologies and frameworks such as …": the category is the one that says something.
    while groups.len() > first + 1 && groups.last().is_some_and(|g| g.names.iter().all(|n| vague(reading, n))) {
        groups.pop();
    }
    if groups.len() == first + 1 && groups[first].names.len() == 1 || groups.len() > first && !shares_head(groups, first) {
        groups.last_mut().expect("not empty").names.extend(examples);
    } else {
        groups.push(Group { names: examples, note: None });
    }
}

/// Whether a name is filler that nobody would tick.
pub(super) fn vague(reading: &Reading, name: &Name) -> bool {
    reading.hits.of("vague").any(|h| h.tokens.start <= name.tokens.start && h.tokens.end >= name.tokens.end)
}

fn shares_head(groups: &[Group], first: usize) -> bool {
    groups.len() >= first + 2 && groups[groups.len() - 2].names.iter().any(|n| n.head.is_some() || n.example)
}

/// All names of a stretch as one list of alternatives.
fn list_flat(reading: &Reading, units: &[Unit], names: &mut Vec<Name>) {
    let mut groups = Vec::new();
    coordinated(reading, units, &mut groups);
    names.extend(groups.into_iter().flat_map(|g| g.names));
}

/// "A, B and C or D": "and" binds loosest, then commas, unless an "or" makes
/// the commas before it alternatives too.
fn coordinated(reading: &Reading, units: &[Unit], groups: &mut Vec<Group>) {
    let first = groups.len();
    for segment in split_top(units, |u| *u == Unit::And) {
        let any = top(segment).any(|(_, u)| u == Unit::Or);
        if any {
            let mut names = Vec::new();
            let mut note = None;
            for item in split_top(segment, |u| matches!(u, Unit::Comma | Unit::Or | Unit::Slash)) {
                let (mut more, n) = item_names(reading, item);
                names.append(&mut more);
                note = note.or(n);
            }
            if !names.is_empty() {
                groups.push(Group { names, note });
            }
        } else {
            for item in split_top(segment, |u| *u == Unit::Comma) {
                let mut names = Vec::new();
                let mut note = None;
                for part in split_top(item, |u| *u == Unit::Slash) {
                    let (mut more, n) = item_names(reading, part);
                    names.append(&mut more);
                    note = note.or(n);
                }
                if !names.is_empty() {
                    groups.push(Group { names, note });
                }
            }
        }
    }
    complete_heads(reading, &mut groups[first..]);
}

/// The name of one item with what its brackets add.
fn item_names(reading: &Reading, units: &[Unit]) -> (Vec<Name>, Option<Range<usize>>) {
    let open = units.iter().position(|u| *u == Unit::Open);
    let (outside, inside): (&[Unit], &[Unit]) = match open {
        None => (units, &[]),
        Some(open) => {
            let close = closes(units, open);
            (&units[..open], &units[open + 1..close])
        }
    };
    let after: &[Unit] = open.and_then(|open| units.get(closes(units, open) + 1..)).unwrap_or(&[]);
    let mut names = Vec::new();
    names.extend(name(reading, outside));
    let mut note = None;
    let mut inner = Vec::new();
    let such = inside.first().is_some_and(|u| matches!(u, Unit::Such | Unit::Including));
    list_flat(reading, inside.get(usize::from(such)..).unwrap_or(&[]), &mut inner);
    let says_something = inside.iter().any(|u| matches!(u, Unit::Named(..)));
    if such || says_something || inner.len() > 1 || acronym(reading, &names, &inner) {
        names.append(&mut inner);
    } else if let (Some(from), Some(to)) = (first_token(inside), last_token(inside)) {
        note = Some(from..to);
    }
    if names.is_empty() {
        names.extend(name(reading, after));
    }
    (names, note)
}

/// Where the bracket that opens at `open` closes; the end where it never does.
fn closes(units: &[Unit], open: usize) -> usize {
    let mut depth = 0;
    for (i, u) in units.iter().enumerate().skip(open) {
        match u {
            Unit::Open => depth += 1,
            Unit::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i;
        }
    }
    units.len()
}

/// Whether the one name in brackets is the short form of the one before it.
fn acronym(reading: &Reading, outside: &[Name], inside: &[Name]) -> bool {
    let ([_], [short]) = (outside, inside) else { return false };
    short.tokens.len() == 1 && reading.line.all_caps(short.tokens.start)
}

fn first_token(units: &[Unit]) -> Option<usize> {
    units.iter().find_map(|u| match u {
        Unit::Word(i) | Unit::Named(i, _) => Some(*i),
        _ => None,
    })
}

fn last_token(units: &[Unit]) -> Option<usize> {
    units.iter().rev().find_map(|u| match u {
        Unit::Word(i) => Some(i + 1),
        Unit::Named(_, to) => Some(*to),
        _ => None,
    })
}

/// Trims one item to its name; `None` where nothing nameable is left.
fn name(reading: &Reading, units: &[Unit]) -> Option<Name> {
    let line = &reading.line;
    let from = first_token(units)?;
    let to = last_token(units)?;
    trim(reading, from..to).filter(|n| (n.tokens.clone()).any(|i| line.tokens[i].is_word()))
}

/// The class that a word rule gives the tokens from `at`, and where it ends.
fn class_at<'a>(reading: &'a Reading, family: &str, at: usize, end: usize) -> Option<(usize, &'a str)> {
    let hits = reading.hits.0.iter().filter(|h| h.family() == family && h.tokens.start == at && h.tokens.end <= end);
    hits.max_by_key(|h| h.tokens.len()).and_then(|h| Some((h.tokens.end, h.says("class", &reading.line)?)))
}

fn trim(reading: &Reading, tokens: Range<usize>) -> Option<Name> {
    let line = &reading.line;
    let Range { start: mut from, end: mut to } = tokens;
    let mut duty = None;
    // Leads: articles, adjectives of degree, verbs of making and their prepositions.
    while from < to {
        let named = atomic(reading, from).is_some_and(|m| m.tokens.end <= to);
        if named {
            break;
        }
        if let Some((end, class)) = class_at(reading, "leads", from, to) {
            if class == "duty" {
                duty.get_or_insert(from);
            } else if duty.is_some() && class != "degree" {
                break;
            }
            from = end;
        } else if crate::text::line::is_function_word(line.word(from)) || !line.tokens[from].is_word() && !line.word(from).starts_with('.') {
            from += 1;
        } else {
            break;
        }
    }
    // What follows the name: a relative clause, a purpose, a place.
    let mut at = from;
    while at < to {
        if let Some(m) = atomic(reading, at).filter(|m| m.tokens.end <= to) {
            at = m.tokens.end;
            continue;
        }
        if at > from && class_at(reading, "tails", at, to).is_some_and(|(_, class)| class == "cut") {
            to = at;
            break;
        }
        at += 1;
    }
    // Tails: "experience", "best practices" …
    loop {
        let tail = (from..to).filter_map(|i| class_at(reading, "tails", i, to).filter(|(end, class)| *end == to && *class == "drop").map(|_| i)).min();
        match tail {
            Some(start) if start > from && !inside_mention(reading, start) => to = start,
            _ => break,
        }
        while to > from && (!line.tokens[to - 1].is_word() || crate::text::line::is_function_word(line.word(to - 1))) && !inside_mention(reading, to - 1) {
            to -= 1;
        }
    }
    while to > from && (!line.tokens[to - 1].is_word() && !line.word(to - 1).starts_with('+') || crate::text::line::is_function_word(line.word(to - 1)) && !inside_mention(reading, to - 1)) {
        to -= 1;
    }
    if from >= to {
        return None;
    }
    to = known_before_tail(reading, from..to).unwrap_or(to);
    // A clause, not a name: "we respect …", "while managing …".
    if duty.is_none() && class_at(reading, "tails", from, to).is_some_and(|(_, class)| class == "cut") && !inside_mention(reading, from) {
        return None;
    }
    let is_duty = duty.is_some();
    Some(Name { tokens: duty.unwrap_or(from)..to, head: None, duty: is_duty, example: false })
}

/// Where a known name ends that only an empty word follows: "AWS services".
fn known_before_tail(reading: &Reading, name: Range<usize>) -> Option<usize> {
    let m = atomic(reading, name.start).filter(|m| m.tokens.end < name.end)?;
    let to = m.tokens.end;
    let tail = reading.hits.of("tails").any(|h| h.tokens == (to..name.end) && h.says("class", &reading.line) == Some("known"));
    tail.then_some(to)
}

fn inside_mention(reading: &Reading, token: usize) -> bool {
    reading.mentions.iter().any(|m| m.able && m.tokens.contains(&token))
}

/// "unit, integration and UI automation tests": names that cannot stand alone
/// take the head of the last one.
fn complete_heads(reading: &Reading, groups: &mut [Group]) {
    let line = &reading.line;
    let Some((last, before)) = groups.split_last_mut() else { return };
    let Some(tail) = last.names.last().map(|n| n.tokens.clone()) else { return };
    let Some(head) = class_at(reading, "heads", tail.end - 1, tail.end).map(|_| tail.end - 1..tail.end) else { return };
    if tail.len() < 2 {
        return;
    }
    for group in before {
        for name in &mut group.names {
            let modifier = (name.tokens.clone()).all(|i| !line.tokens[i].is_word() || class_at(reading, "modifiers", i, name.tokens.end).is_some());
            if modifier && name.head.is_none() {
                name.head = Some(head.clone());
            }
        }
    }
}

fn split<'u>(units: &'u [Unit], at: impl Fn(&Unit) -> bool) -> impl Iterator<Item = &'u [Unit]> {
    // Breaks inside brackets end the brackets' list only; they are read with it.
    let mut depth = 0i32;
    units
        .split(move |u| {
            match u {
                Unit::Open => depth += 1,
                Unit::Close => depth -= 1,
                _ => {}
            }
            depth <= 0 && at(u)
        })
        .filter(|p| !p.is_empty())
}

/// The units outside brackets.
fn top(units: &[Unit]) -> impl Iterator<Item = (usize, Unit)> {
    let mut depth = 0i32;
    units.iter().copied().enumerate().filter(move |(_, u)| {
        match u {
            Unit::Open => depth += 1,
            Unit::Close => depth -= 1,
            _ => {}
        }
        depth <= 0
    })
}

fn split_top<'u>(units: &'u [Unit], at: impl Fn(&Unit) -> bool) -> Vec<&'u [Unit]> {
    split(units, at).collect()
}
