//! The lists of a requirement: "A, B and C", "X such as A or B", "X (A, B, etc.)".
//! From the tokens of an ask to groups of names that answer each other.
//!
//! What a name is worth as a criterion is [`super::read`]'s to decide.

use std::ops::Range;

use super::name::{Name, atomic, class_at, complete_heads, trim, vague};
use super::unit::{Unit, units};
use crate::grammar::Cue;
use crate::mention::Reading;

/// Names that are alternatives of one another.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub names: Vec<Name>,
    /// What stood in brackets behind it, where that was no name: "(preferred)".
    pub note: Option<Range<usize>>,
}

/// Reads the lists in `tokens` of a reading. `taken` are tokens that belong to
/// something else (years, degrees, traits): names end there.
pub(super) fn groups(reading: &Reading, tokens: Range<usize>, taken: &[bool]) -> Vec<Group> {
    let units = units(reading, tokens, taken);
    let mut groups = Vec::new();
    list(reading, &units, &mut groups);
    groups
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
        let listed = &part[before_such + 1..];
        if part[before_such] == Unit::Including {
            // Each by itself, but for alternatives and short forms: "including disaster recovery (DR)",
            // and a category with examples of its own.
            let from = groups.len();
            list(reading, listed, groups);
            groups[from..].iter_mut().flat_map(|g| &mut g.names).for_each(|n| n.example = true);
            continue;
        }
        let mut examples = Vec::new();
        // "at least one of the clouds like AWS": a category among the examples is one of them.
        let listed: Vec<Unit> = listed.iter().map(|u| if matches!(u, Unit::Such | Unit::Including) { Unit::Comma } else { *u }).collect();
        list_flat(reading, &listed, &mut examples);
        if examples.is_empty() {
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
    let rest = rests(reading, &groups[first..]);
    groups[first..].iter_mut().for_each(|g| g.names.retain(|n| !rest.contains(&n.tokens.start)));
    let mut at = 0;
    groups.retain(|g| {
        at += 1;
        at <= first || !g.names.is_empty()
    });
}

/// "repairs on boilers *and pumps*": an everyday word joined to what was cut off from
/// the name before it is of the cut too. Where such words stand.
fn rests(reading: &Reading, groups: &[Group]) -> Vec<usize> {
    let line = &reading.line;
    let names: Vec<&Name> = groups.iter().flat_map(|g| &g.names).collect();
    let rest = |pair: &[&Name]| {
        let (end, Name { tokens, head, stem, .. }) = (pair[0].tokens.end, pair[1]);
        let plain = tokens.len() == 1 && head.is_none() && stem.is_none() && !line.capital(tokens.start) && atomic(reading, tokens.start).is_none();
        let joined = tokens.start > end + 2 && matches!(line.word(tokens.start - 1), "and" | "or");
        let cut = || class_at(reading, "tails", end, tokens.start).is_some_and(|(_, class)| class == "cut");
        let listed = || (end..tokens.start - 1).any(|i| !line.tokens[i].is_word() || matches!(line.word(i), "and" | "or"));
        (plain && joined && cut() && !listed()).then_some(tokens.start)
    };
    names.windows(2).filter_map(rest).collect()
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
    // "(our frontend is in TypeScript)": a remark, no list.
    let remark = inside.iter().any(|u| matches!(u, Unit::Word(i) if reading.cue(*i, Cue::Remark)));
    let inside: &[Unit] = if remark { &[] } else { inside };
    let mut note = None;
    let mut inner = Vec::new();
    let such = inside.first().is_some_and(|u| matches!(u, Unit::Such | Unit::Including));
    list_flat(reading, inside.get(usize::from(such)..).unwrap_or(&[]), &mut inner);
    let says_something = inside.iter().any(|u| matches!(u, Unit::Named(..)));
    // "Git (branches, submodules)": parts of a product are no other names for it.
    let product = |n: &Name| reading.line.capital(n.tokens.start) && atomic(reading, n.tokens.start).is_some_and(|m| m.tokens == n.tokens && !m.title);
    let parts = inner.iter().all(|n| !reading.line.capital(n.tokens.start)) && matches!(&names[..], [one] if product(one));
    if such || says_something || inner.len() > 1 && !parts || acronym(reading, &names, &inner) {
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

fn split(units: &[Unit], at: impl Fn(&Unit) -> bool) -> impl Iterator<Item = &[Unit]> {
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

fn split_top(units: &[Unit], at: impl Fn(&Unit) -> bool) -> Vec<&[Unit]> {
    split(units, at).collect()
}
