//! Where in a text a match of a pattern can begin, told by a table: one step a
//! byte, and mostly two or three bytes to know better. Most sentences hold no match
//! of most patterns whose words stand in them; the table says so before the pattern
//! is run. Made at build time for what is shipped and at run time for a user's own;
//! it depends on nothing of the crate.

use std::cell::OnceCell;
use std::collections::HashMap;

use regex_automata::hybrid::dfa::DFA;
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Capture, Hir, HirKind, Repetition};

/// Most states of an automaton: larger ones cost more room than they save time.
const STATES: usize = 9_000;
/// Repeats up to so many are kept as they are; each further one multiplies states.
/// What makes too large an automaton with the first number is tried with the next.
const REPEATS: [u32; 2] = [3, 1];
/// Kinds of bytes from which on a repeated class counts as a gap.
const WIDE: usize = 8;
/// The numbers of the states in which nothing can match any more, and something has.
const NEVER: u16 = 0;
const FOUND: u16 = 1;

/// What may stand before a match: nothing, a byte that is part of no word, one that is.
/// Patterns look back no further (`^`, `\b`).
const BEFORE: [&str; 3] = ["", " ", "a"];
/// The bits, in a byte's flags, of what stands before; those of the byte itself are `KIND` bits higher.
const NOTHING: u8 = 1;
const BLANK: u8 = 2;
const WORD: u8 = 4;
const KIND: u8 = 4;

/// Bytes before the rows: for each byte of folded text its class, then its flags; the
/// states in which a match begins, by what stands before; whether every match begins
/// where a word does; the number of classes.
const CLASSES: usize = 128;
const FLAGS: usize = 256;
const HEAD: usize = FLAGS + 2 * BEFORE.len() + 2;

/// A text that patterns are searched for in, folded to ASCII.
pub struct Searched<'a> {
    /// The text.
    pub text: &'a [u8],
    /// Where its words begin, when somebody has asked for it.
    words: OnceCell<Vec<u32>>,
}

impl<'a> Searched<'a> {
    /// A text, not gone over yet.
    pub fn new(text: &'a str) -> Searched<'a> {
        Searched { text: text.as_bytes(), words: OnceCell::new() }
    }

    fn words(&self) -> &[u32] {
        self.words.get_or_init(|| {
            let mut words = Vec::with_capacity(self.text.len() / 4);
            let mut within = false;
            for (at, &byte) in self.text.iter().enumerate() {
                let word = of_word(byte);
                if word && !within {
                    words.push(at as u32);
                }
                within = word;
            }
            words
        })
    }
}

/// Whether a byte is part of a word, as patterns see it.
fn of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The table of a pattern; empty where none is small enough, or it cannot be read.
///
/// Long repeats are taken for endless ones and, where that is still too much, what
/// stands behind a gap is left out. So the table knows more matches than there
/// are, never fewer.
pub fn table(pattern: &str) -> Vec<u8> {
    let parsed = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern);
    let Ok(hir) = parsed else { return Vec::new() };
    let ways = REPEATS.map(|most| (most, false)).into_iter().chain([(1, true)]);
    ways.into_iter().find_map(|(most, cut)| of(&relaxed(&hir, most, cut).0)).unwrap_or_default()
}

/// A table, read in place.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    classes: &'a [u8],
    flags: &'a [u8],
    starts: [u16; BEFORE.len()],
    /// Whether every match begins where a word does.
    at_words: bool,
    width: usize,
    rows: &'a [[u8; 2]],
}

impl<'a> Table<'a> {
    /// What [`table`] made; `None` where it made nothing.
    pub fn of(table: &'a [u8]) -> Option<Table<'a>> {
        let (head, rows) = table.split_first_chunk::<HEAD>()?;
        let start = |i: usize| u16::from_le_bytes([head[FLAGS + 2 * i], head[FLAGS + 2 * i + 1]]);
        let starts = [start(0), start(1), start(2)];
        Some(Table {
            classes: &head[..CLASSES],
            flags: &head[CLASSES..FLAGS],
            starts,
            at_words: head[HEAD - 2] == 1,
            width: head[HEAD - 1] as usize,
            rows: rows.as_chunks().0,
        })
    }

    /// The first byte from one on at which a match may begin.
    pub fn begins(&self, searched: &Searched, from: usize) -> Option<usize> {
        let text = searched.text;
        if from > text.len() {
            return None;
        }
        // A pattern that opens with `^`.
        if self.starts[1..] == [NEVER; 2] {
            return (from == 0 && self.may_match(NOTHING, text)).then_some(0);
        }
        if self.at_words {
            let words = searched.words();
            let words = words[words.partition_point(|&at| (at as usize) < from)..].iter().map(|&at| at as usize);
            return words.map(|at| (at, if at == 0 { NOTHING } else { BLANK })).find(|&(at, before)| self.may_begin(before, &text[at..])).map(|(at, _)| at);
        }
        let mut before = match from.checked_sub(1) {
            Some(i) => self.flags[text[i] as usize & 127] >> KIND,
            None => NOTHING,
        };
        for (at, &byte) in text.iter().enumerate().skip(from) {
            if self.may_begin(before, &text[at..]) {
                return Some(at);
            }
            before = self.flags[byte as usize & 127] >> KIND;
        }
        self.may_match(before, &[]).then_some(text.len())
    }

    /// Whether a text may begin with a match, told by its first byte first.
    fn may_begin(&self, before: u8, text: &[u8]) -> bool {
        self.flags[text[0] as usize & 127] & before != 0 && self.may_match(before, text)
    }

    /// Whether a text may begin with a match.
    fn may_match(&self, before: u8, text: &[u8]) -> bool {
        let at = |state: u16, class: usize| u16::from_le_bytes(self.rows[state as usize * self.width + class]);
        let mut state = self.starts[before.trailing_zeros() as usize];
        for &byte in text {
            state = at(state, self.classes[byte as usize & 127] as usize);
            if state <= FOUND {
                return state == FOUND;
            }
        }
        // The last class is the end of the text.
        at(state, self.width - 1) == FOUND
    }
}

/// The pattern with more than `most` repeats made endless; with `cut`, without what stands
/// behind a gap. Also whether something was cut from its end.
fn relaxed(hir: &Hir, most: u32, cut: bool) -> (Hir, bool) {
    match hir.kind() {
        HirKind::Repetition(r) => {
            let (sub, ends) = relaxed(&r.sub, most, cut);
            let few = r.max.is_some_and(|max| max <= most);
            let narrow = matches!(sub.kind(), HirKind::Class(c) if c.literal().is_some() || bytes_of(c) < WIDE) || matches!(sub.kind(), HirKind::Literal(_));
            if cut && !(few && r.max == Some(1) || narrow) {
                // What must stand once may be looked for once.
                return if r.min == 0 { (Hir::empty(), true) } else { (sub, true) };
            }
            let (min, max) = if few { (r.min, r.max) } else { (r.min.min(1), None) };
            let kept = if ends && r.min == 0 { Hir::empty() } else { Hir::repetition(Repetition { min, max, greedy: r.greedy, sub: Box::new(sub) }) };
            (kept, ends)
        }
        HirKind::Capture(c) => {
            let (sub, ends) = relaxed(&c.sub, most, cut);
            (Hir::capture(Capture { sub: Box::new(sub), ..c.clone() }), ends)
        }
        HirKind::Concat(parts) => {
            let mut kept = Vec::new();
            for part in parts {
                let (part, ends) = relaxed(part, most, cut);
                kept.push(part);
                if ends {
                    return (Hir::concat(kept), true);
                }
            }
            (Hir::concat(kept), false)
        }
        HirKind::Alternation(parts) => {
            let (parts, ends): (Vec<Hir>, Vec<bool>) = parts.iter().map(|p| relaxed(p, most, cut)).unzip();
            (Hir::alternation(parts), ends.contains(&true))
        }
        _ => (hir.clone(), false),
    }
}

fn bytes_of(class: &regex_syntax::hir::Class) -> usize {
    match class {
        regex_syntax::hir::Class::Bytes(c) => c.iter().map(|r| r.len()).sum(),
        regex_syntax::hir::Class::Unicode(c) => c.iter().map(|r| r.len()).sum(),
    }
}

/// The table of the automaton that begins where it is put and stops at the first match,
/// with as few states as it can have.
fn of(hir: &Hir) -> Option<Vec<u8>> {
    let config = thompson::Config::new().utf8(false).which_captures(WhichCaptures::None);
    let nfa: NFA = thompson::Compiler::new().configure(config).build_from_hir(hir).ok()?;
    // Room for all states: an automaton that forgets some would have them twice.
    let dfa = DFA::builder().configure(DFA::config().cache_capacity(1 << 28).skip_cache_capacity_check(true)).build_from_nfa(nfa).ok()?;
    let mut cache = dfa.create_cache();
    let mut classes = [0u8; CLASSES];
    let mut bytes: Vec<u8> = Vec::new();
    let mut known = HashMap::new();
    for byte in 0..CLASSES as u8 {
        classes[byte as usize] = *known.entry(dfa.byte_classes().get(byte)).or_insert_with(|| {
            bytes.push(byte);
            bytes.len() as u8 - 1
        });
    }
    let width = bytes.len() + 1;
    let (mut numbers, mut open) = (HashMap::new(), Vec::new());
    let mut number = |state, open: &mut Vec<_>| {
        *numbers.entry(state).or_insert_with(|| {
            open.push(state);
            open.len() as u16 + FOUND
        })
    };
    let mut starts = [NEVER; BEFORE.len()];
    for (start, before) in starts.iter_mut().zip(BEFORE) {
        let input = Input::new(before).range(before.len()..).anchored(Anchored::Yes);
        let state = dfa.start_state_forward(&mut cache, &input).ok()?;
        *start = if state.is_dead() { NEVER } else { number(state, &mut open) };
    }
    let mut next = [vec![NEVER; width], vec![FOUND; width]].concat();
    let mut at = 0;
    while at < open.len() {
        let state = open[at];
        at += 1;
        for &byte in &bytes {
            let to = dfa.next_state(&mut cache, state, byte).ok()?;
            if to.is_quit() || to.is_unknown() || open.len() > 4 * STATES {
                return None;
            }
            next.push(match to {
                to if to.is_match() => FOUND,
                to if to.is_dead() => NEVER,
                to => number(to, &mut open),
            });
        }
        next.push(if dfa.next_eoi_state(&mut cache, state).ok()?.is_match() { FOUND } else { NEVER });
    }
    let (rows, groups) = fewest(&next, width);
    if rows.len() > STATES * width {
        return None;
    }
    let starts = starts.map(|start| groups[start as usize]);
    let begins = |byte: u8, bit: usize| rows[starts[bit] as usize * width + classes[byte as usize] as usize] != NEVER;
    let flags = (0..CLASSES as u8).map(|byte| {
        let kind = if of_word(byte) { WORD } else { BLANK };
        kind << KIND | (0..BEFORE.len()).fold(0, |flags, bit| flags | u8::from(begins(byte, bit)) << bit)
    });
    let within = WORD.trailing_zeros() as usize;
    let at_end = (0..BEFORE.len()).any(|bit| rows[starts[bit] as usize * width + width - 1] == FOUND);
    let at_words = !at_end && (0..CLASSES as u8).all(|byte| !begins(byte, within) && (of_word(byte) || (0..BEFORE.len()).all(|bit| !begins(byte, bit))));
    let head = classes.into_iter().chain(flags).chain(starts.into_iter().flat_map(u16::to_le_bytes)).chain([u8::from(at_words), width as u8]);
    Some(head.chain(rows.iter().copied().flat_map(u16::to_le_bytes)).collect())
}

/// The same automaton with states that behave alike made one (Moore's refinement), and
/// what each state has become. The first two states stay what they are.
fn fewest(next: &[u16], width: usize) -> (Vec<u16>, Vec<u16>) {
    let states = next.len() / width;
    // At first only what has been found, or never will be, differs from what may be.
    let mut group: Vec<u16> = (0..states as u16).map(|s| s.min(FOUND + 1)).collect();
    let mut count = 0;
    loop {
        let mut known: HashMap<Vec<u16>, u16> = HashMap::new();
        let mut finer = Vec::with_capacity(states);
        for state in 0..states {
            let row = &next[state * width..(state + 1) * width];
            let key = std::iter::once(group[state]).chain(row.iter().map(|&to| group[to as usize])).collect();
            let new = known.len() as u16;
            finer.push(*known.entry(key).or_insert(new));
        }
        group = finer;
        if known.len() == count {
            break;
        }
        count = known.len();
    }
    let mut rows = vec![NEVER; count * width];
    for state in 0..states {
        let row = next[state * width..(state + 1) * width].iter().map(|&to| group[to as usize]);
        rows[group[state] as usize * width..][..width].iter_mut().zip(row).for_each(|(kept, to)| *kept = to);
    }
    (rows, group)
}

#[cfg(test)]
mod tests {
    use super::{Searched, Table, table};

    #[test]
    fn a_table_knows_every_match() {
        for (pattern, text, begins) in [
            (r"\b(?<min>\d+)\+? years?\b", "over 12+ years", Some(5)),
            (r"\b(?<min>\d+)\+? years?\b", "over 12 yearsome", None),
            (r"\bnot [^.]{0,40}needed\b", "not at all needed", Some(0)),
            (r"\bnot [^.]{0,40}needed\b", "not so. needed", None),
            (r"^must\b", "you must", None),
            (r"plus$", "a plus", Some(2)),
            (r"plus$", "a plus.", None),
            (r"x*$", "ab", Some(2)),
        ] {
            let table = table(pattern);
            let read = Table::of(&table).expect("small");
            assert_eq!(read.begins(&Searched::new(text), 0), begins, "{pattern} in {text}");
        }
        // What no table can be made of is left to the pattern.
        assert!(Table::of(&table("(")).is_none());
    }
}
