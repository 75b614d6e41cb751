//! Names written wrong: the last resort, and safe by construction. First letter
//! and a sketch of the letters propose a few names; strsim's integer distance
//! judges. A known name is never taken for another, nor an everyday word for a
//! name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ConceptId, source::SpellingLimits};
use crate::text::{Folded, line::phrase_words, tokenize};

/// Forms without their spaces, and the index that finds near ones.
#[derive(Debug)]
pub(crate) struct Spelling {
    limits: SpellingLimits,
    /// A form without spaces and marks, and what it names.
    joined: FxHashMap<Box<str>, ConceptId>,
    /// The same, long enough to be proposed, sorted: one stretch for each first letter.
    names: Vec<(Box<str>, ConceptId)>,
    /// Of each of them, which letters it has.
    sketches: Vec<u64>,
    /// Forms that also mean something else: known, but never proposed.
    other: FxHashSet<Box<str>>,
}

/// The words of a name run together: "Node.js" and "node js" are "nodejs".
pub(crate) fn joined(name: &str) -> String {
    let folded = Folded::new(name);
    let tokens = tokenize(&folded.text);
    phrase_words(&folded.text, &tokens).map(|t| t.text(&folded.text)).collect()
}

impl Spelling {
    pub fn new(limits: SpellingLimits) -> Spelling {
        Spelling { limits, joined: FxHashMap::default(), names: Vec::new(), sketches: Vec::new(), other: FxHashSet::default() }
    }

    pub fn add(&mut self, form: &str, concept: ConceptId) {
        self.joined.entry(joined(form).into()).or_insert(concept);
    }

    /// Takes out a form that has other meanings too.
    pub fn forget(&mut self, form: &str) {
        let key = joined(form);
        self.joined.remove(key.as_str());
        self.other.insert(key.into());
    }

    /// An everyday word is no misspelt name.
    pub fn everyday(&mut self, word: &str) {
        self.other.insert(joined(word).into());
    }

    /// Whether a word is one that everybody uses, or names several things.
    pub fn is_everyday(&self, word: &str) -> bool {
        self.other.contains(joined(word).as_str())
    }

    /// Builds the index, after the last form.
    pub fn finish(&mut self) {
        self.names = self.joined.iter().filter(|(name, _)| name.len() >= self.limits.shortest).map(|(n, &c)| (n.clone(), c)).collect();
        self.names.sort();
        self.sketches = self.names.iter().map(|(name, _)| sketch(name)).collect();
    }

    /// The concept whose name this is but for spaces ("Springboot", "Power Shell").
    pub fn same_letters(&self, name: &str) -> Option<ConceptId> {
        let key = joined(name);
        if key.len() < self.limits.shortest { None } else { self.joined.get(key.as_str()).copied() }
    }

    /// The concept with the nearest name, and that name: one edit away, or two
    /// in long names; with the same first letter; and only one such.
    pub fn near(&self, name: &str) -> Option<(ConceptId, &str)> {
        let key = joined(name);
        if key.len() < self.limits.shortest || key.bytes().any(|b| b.is_ascii_digit()) || self.joined.contains_key(key.as_str()) || self.other.contains(key.as_str()) {
            return None;
        }
        let allowed = if key.len() >= self.limits.two_edits { 2 } else { 1 };
        let mut best: Option<(usize, ConceptId, &str)> = None;
        let mut tie = false;
        for (candidate, concept) in self.candidates(&key, allowed) {
            let distance = strsim::osa_distance(&key, candidate);
            if distance > allowed || distance == 2 && candidate.len() < self.limits.two_edits {
                continue;
            }
            match best {
                Some((d, c, _)) if d < distance || d == distance && c == concept => {}
                Some((d, ..)) if d == distance => tie = true,
                _ => {
                    best = Some((distance, concept, candidate));
                    tie = false;
                }
            }
        }
        best.filter(|_| !tie).map(|(_, concept, name)| (concept, name))
    }

    /// Names with the same first letter that so many edits could reach. One edit
    /// takes at most one letter out and puts one in, so it turns at most two bits
    /// of a sketch; a deletion index finds no more, and has to be built first.
    fn candidates<'a>(&'a self, key: &str, allowed: usize) -> impl Iterator<Item = (&'a str, ConceptId)> {
        let first = key.chars().next().map_or(0, char::len_utf8);
        let from = self.names.partition_point(|(name, _)| &**name < &key[..first]);
        let wanted = sketch(key);
        self.names[from..]
            .iter()
            .zip(&self.sketches[from..])
            .take_while(move |((name, _), _)| name.starts_with(&key[..first]))
            .filter(move |((name, _), has)| (*has ^ wanted).count_ones() as usize <= 2 * allowed && name.len().abs_diff(key.len()) <= 2 * allowed)
            .map(|((name, concept), _)| (&**name, *concept))
    }
}

/// The letters of a name, a bit for each, and another for those that it has twice.
fn sketch(name: &str) -> u64 {
    name.chars().fold(0, |has, letter| {
        let bit = 1 << (letter as u32 % 32);
        if has & bit == 0 { has | bit } else { has | bit << 32 }
    })
}
