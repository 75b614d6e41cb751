//! Whether a text can hold a match of a pattern, told by a table: one step a
//! byte. Most sentences hold no match of most patterns whose words stand in them;
//! the table says so before the pattern is run. Made at build
//! time for what is shipped and at run time for a user's own; it depends on
//! nothing of the crate.

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
const START: u16 = 2;
/// Bytes before the table: a class for each byte of folded text, and their number.
const HEAD: usize = 129;

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

/// Whether a text, folded to ASCII, may hold a match of the table's pattern.
pub fn may_match(table: &[u8], text: &str) -> bool {
    let Some((head, rows)) = table.split_first_chunk::<HEAD>() else { return true };
    let (width, rows) = (head[HEAD - 1] as usize, rows.as_chunks().0);
    let at = |state: u16, class: usize| u16::from_le_bytes(rows[state as usize * width + class]);
    let mut state = START;
    for &byte in text.as_bytes() {
        state = at(state, head[byte as usize & 127] as usize);
        if state <= FOUND {
            return state == FOUND;
        }
    }
    // The last class is the end of the text.
    at(state, width - 1) == FOUND
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

/// The table of the automaton that stops at the first match, with as few states as it can have.
fn of(hir: &Hir) -> Option<Vec<u8>> {
    let config = thompson::Config::new().utf8(false).which_captures(WhichCaptures::None);
    let nfa: NFA = thompson::Compiler::new().configure(config).build_from_hir(hir).ok()?;
    // Room for all states: an automaton that forgets some would have them twice.
    let dfa = DFA::builder().configure(DFA::config().cache_capacity(1 << 28).skip_cache_capacity_check(true)).build_from_nfa(nfa).ok()?;
    let mut cache = dfa.create_cache();
    let start = dfa.start_state_forward(&mut cache, &Input::new("").anchored(Anchored::No)).ok()?;
    let mut classes = [0u8; HEAD];
    let mut bytes: Vec<u8> = Vec::new();
    let mut known = HashMap::new();
    for byte in 0..128u8 {
        classes[byte as usize] = *known.entry(dfa.byte_classes().get(byte)).or_insert_with(|| {
            bytes.push(byte);
            bytes.len() as u8 - 1
        });
    }
    let width = bytes.len() + 1;
    classes[HEAD - 1] = width as u8;
    let mut numbers = HashMap::from([(start, START)]);
    let mut open = vec![start];
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
            let new = open.len() as u16 + START;
            next.push(match to {
                to if to.is_match() => FOUND,
                to if to.is_dead() => NEVER,
                to => *numbers.entry(to).or_insert_with(|| {
                    open.push(to);
                    new
                }),
            });
        }
        next.push(if dfa.next_eoi_state(&mut cache, state).ok()?.is_match() { FOUND } else { NEVER });
    }
    let rows = fewest(&next, width);
    (rows.len() <= STATES * width).then(|| classes.into_iter().chain(rows.into_iter().flat_map(u16::to_le_bytes)).collect())
}

/// The same automaton with states that behave alike made one (Moore's refinement).
/// The first three states stay what they are.
fn fewest(next: &[u16], width: usize) -> Vec<u16> {
    let states = next.len() / width;
    // At first only what has been found differs from what may be.
    let mut group: Vec<u16> = (0..states as u16).map(|s| s.min(START)).collect();
    let mut count = 3;
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
    rows
}

#[cfg(test)]
mod tests {
    use super::{may_match, table};

    #[test]
    fn a_table_knows_every_match() {
        for (pattern, text, holds) in [
            (r"\b(?<min>\d+)\+? years?\b", "over 12+ years", true),
            (r"\b(?<min>\d+)\+? years?\b", "over 12 yearsome", false),
            (r"\bnot [^.]{0,40}needed\b", "not at all needed", true),
            (r"\bnot [^.]{0,40}needed\b", "not so. needed", false),
            (r"^must\b", "you must", false),
            (r"plus$", "a plus", true),
            (r"plus$", "a plus.", false),
        ] {
            assert_eq!(may_match(&table(pattern), text), holds, "{pattern} in {text}");
        }
        // What no table can be made of is left to the pattern.
        assert!(may_match(&table("("), "any"));
    }
}
