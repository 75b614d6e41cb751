//! A pattern laid out as the steps of a machine, and its search: leftmost match,
//! earlier alternatives first. regex-automata reads and compiles the pattern, at
//! build time for what is shipped and at run time for a user's own; the steps are
//! read in place, so that a cold start compiles nothing. It depends on nothing of
//! the crate but the table of where a match may begin.

use std::ops::Range;

use regex_automata::nfa::thompson::{self, State, Transition};
use regex_automata::util::look::{Look, LookMatcher};
use regex_automata::util::primitives::StateID;
use regex_automata::util::syntax;

use super::automaton::{Searched, Table};

/// Kinds of steps: the low byte of their first number.
const BYTE: u32 = 0;
const BYTES: u32 = 1;
const EITHER: u32 = 2;
const LOOK: u32 = 3;
const SAVE: u32 = 4;
const MATCH: u32 = 5;
const FAIL: u32 = 6;
/// Numbers before the first step: the first step's place, and how many steps branch.
const HEAD: usize = 2;

/// A pattern, ready to be searched for.
pub struct Laid {
    /// The steps, four little-endian bytes a number.
    pub steps: Vec<u8>,
    /// The names of its groups, in the order of their numbers.
    pub groups: Vec<String>,
}

/// Lays a pattern out.
///
/// # Errors
/// What is wrong with the pattern.
pub fn lay(pattern: &str) -> Result<Laid, String> {
    let syntax = syntax::Config::new().unicode(false).utf8(false);
    let config = thompson::Config::new().utf8(false);
    let nfa = thompson::Compiler::new().syntax(syntax).configure(config).build(pattern).map_err(|e| match std::error::Error::source(&e) {
        Some(cause) => cause.to_string(),
        None => e.to_string(),
    })?;
    let names: Vec<Option<&str>> = nfa.group_info().pattern_names(regex_automata::PatternID::ZERO).collect();
    let groups: Vec<String> = names.iter().flatten().map(|n| (*n).to_owned()).collect();
    // The place among named groups of a group that has a name.
    let named = |group: usize| names.get(group).copied().flatten().map(|_| names[..group].iter().flatten().count());
    let (mut places, mut at, mut branching) = (Vec::with_capacity(nfa.states().len()), HEAD as u32, 0);
    for state in nfa.states() {
        places.push(at);
        at += match state {
            State::Sparse(_) | State::Dense(_) => 1 + 2 * ranges(state).len() as u32,
            State::Union { alternates } => 2 + alternates.len() as u32,
            State::BinaryUnion { .. } => 4,
            State::ByteRange { .. } | State::Look { .. } => 2,
            State::Capture { group_index, .. } => 2 * u32::from(named(group_index.as_usize()).is_some()),
            State::Fail | State::Match { .. } => 1,
        };
    }
    // Groups without a name are passed over.
    let place = |mut id: StateID| {
        while let State::Capture { next, group_index, .. } = nfa.state(id) {
            if named(group_index.as_usize()).is_some() {
                break;
            }
            id = *next;
        }
        places[id.as_usize()]
    };
    let mut code: Vec<u32> = vec![place(nfa.start_anchored()), 0];
    for state in nfa.states() {
        match state {
            State::ByteRange { trans } => code.extend([BYTE | u32::from(trans.start) << 8 | u32::from(trans.end) << 16, place(trans.next)]),
            State::Sparse(_) | State::Dense(_) => {
                let ranges = ranges(state);
                code.push(BYTES | (ranges.len() as u32) << 8);
                code.extend(ranges.iter().flat_map(|t| [u32::from(t.start) | u32::from(t.end) << 8, place(t.next)]));
            }
            State::Union { alternates } => {
                code.extend([EITHER | (alternates.len() as u32) << 8, branching]);
                code.extend(alternates.iter().map(|&id| place(id)));
                branching += 1;
            }
            State::BinaryUnion { alt1, alt2 } => {
                code.extend([EITHER | 2 << 8, branching, place(*alt1), place(*alt2)]);
                branching += 1;
            }
            State::Look { look, next } => code.extend([LOOK | look.as_repr().trailing_zeros() << 8, place(*next)]),
            State::Capture { next, group_index, slot, .. } => {
                if let Some(group) = named(group_index.as_usize()) {
                    code.extend([SAVE | (2 * group as u32 + slot.as_u32() % 2) << 8, place(*next)]);
                }
            }
            State::Fail => code.push(FAIL),
            State::Match { .. } => code.push(MATCH),
        }
    }
    code[1] = branching;
    Ok(Laid { steps: code.into_iter().flat_map(u32::to_le_bytes).collect(), groups })
}

/// Where a state goes, by ranges of bytes in their order.
fn ranges(state: &State) -> Vec<Transition> {
    match state {
        State::ByteRange { trans } => vec![*trans],
        State::Sparse(sparse) => sparse.transitions.to_vec(),
        State::Dense(dense) => {
            let bytes = (0..=127u8).zip(&dense.transitions).filter(|(_, next)| **next != StateID::ZERO);
            bytes.map(|(byte, &next)| Transition { start: byte, end: byte, next }).collect()
        }
        _ => Vec::new(),
    }
}

/// What is still to be tried.
enum Open {
    /// A step at a byte of the text.
    Step(u32, usize),
    /// What a slot held before.
    Slot(usize, usize),
}

/// The search for a pattern in one text, which is ASCII.
pub struct Search<'a> {
    steps: &'a [[u8; 4]],
    /// Where a match may begin; anywhere without.
    table: Option<Table<'a>>,
    searched: &'a Searched<'a>,
    text: &'a [u8],
    /// Steps that branch and were tried at a byte without a match, a bit each.
    tried: Vec<u64>,
    open: Vec<Open>,
    /// Where each group begins and ends in the match found last; `usize::MAX` where it took no part.
    slots: Vec<usize>,
    groups: usize,
    looks: LookMatcher,
}

impl<'a> Search<'a> {
    /// A search for what [`lay`] laid out, with so many groups, where its pattern's table says that a match may begin.
    pub fn new(steps: &'a [u8], groups: usize, table: &'a [u8], searched: &'a Searched<'a>) -> Search<'a> {
        Search {
            steps: steps.as_chunks().0,
            table: Table::of(table),
            searched,
            text: searched.text,
            tried: Vec::new(),
            open: Vec::new(),
            slots: Vec::new(),
            groups,
            looks: LookMatcher::new(),
        }
    }

    /// The first match that begins at or behind a byte.
    pub fn find(&mut self, from: usize) -> Option<Range<usize>> {
        self.tried.clear();
        let mut from = from;
        loop {
            let start = match self.table {
                Some(table) => table.begins(self.searched, from)?,
                None => Some(from).filter(|&at| at <= self.text.len())?,
            };
            if let Some(end) = self.at(start) {
                return Some(start..end);
            }
            from = start + 1;
        }
    }

    /// The bytes of a group in the match found last.
    pub fn group(&self, group: usize) -> Option<Range<usize>> {
        let (from, to) = (self.slots[2 * group], self.slots[2 * group + 1]);
        (to != usize::MAX && from != usize::MAX).then_some(from..to)
    }

    fn number(&self, place: usize) -> u32 {
        u32::from_le_bytes(self.steps[place])
    }

    /// The end of the match that begins at a byte.
    fn at(&mut self, start: usize) -> Option<usize> {
        if self.tried.is_empty() {
            self.tried.resize(self.number(1) as usize * (self.text.len() + 1) / 64 + 1, 0);
        }
        self.slots.clear();
        self.slots.resize(2 * self.groups, usize::MAX);
        self.open.clear();
        self.open.push(Open::Step(self.number(0), start));
        while let Some(open) = self.open.pop() {
            match open {
                Open::Slot(slot, held) => self.slots[slot] = held,
                Open::Step(step, at) => {
                    if let Some(end) = self.follow(step as usize, at) {
                        return Some(end);
                    }
                }
            }
        }
        None
    }

    /// Follows steps until one fails; leaves the other ways open.
    fn follow(&mut self, mut step: usize, mut at: usize) -> Option<usize> {
        loop {
            let first = self.number(step);
            match first & 0xff {
                BYTE => {
                    let byte = u32::from(*self.text.get(at)?);
                    if byte < first >> 8 & 0xff || byte > first >> 16 {
                        return None;
                    }
                    (step, at) = (self.number(step + 1) as usize, at + 1);
                }
                BYTES => {
                    let byte = u32::from(*self.text.get(at)?);
                    let mut range = step + 1;
                    let end = range + 2 * (first as usize >> 8);
                    while range < end && byte > self.number(range) >> 8 {
                        range += 2;
                    }
                    if range == end || byte < self.number(range) & 0xff {
                        return None;
                    }
                    (step, at) = (self.number(range + 1) as usize, at + 1);
                }
                EITHER => {
                    let bit = self.number(step + 1) as usize * (self.text.len() + 1) + at;
                    if self.tried[bit / 64] >> (bit % 64) & 1 == 1 {
                        return None;
                    }
                    self.tried[bit / 64] |= 1 << (bit % 64);
                    let ways = first as usize >> 8;
                    for way in (1..ways).rev() {
                        self.open.push(Open::Step(self.number(step + 2 + way), at));
                    }
                    step = self.number(step + 2) as usize;
                }
                LOOK => {
                    let look = Look::from_repr(1 << (first >> 8))?;
                    if !self.looks.matches(look, self.text, at) {
                        return None;
                    }
                    step = self.number(step + 1) as usize;
                }
                SAVE => {
                    let slot = first as usize >> 8;
                    self.open.push(Open::Slot(slot, self.slots[slot]));
                    self.slots[slot] = at;
                    step = self.number(step + 1) as usize;
                }
                MATCH => return Some(at),
                _ => return None,
            }
        }
    }
}
