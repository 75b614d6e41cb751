//! Names written wrong: the last resort, and safe by construction. Names with the
//! same first letter, nearly the same length and nearly the same letters are
//! proposed; strsim's integer distance judges. A known name is never taken for
//! another, nor an everyday word for a name.

use super::ConceptId;
use super::image::{letters, pairs};
use super::source::SpellingLimits;
use crate::text::bytes::{Blobs, Numbers};
use crate::text::phrase::joined;

/// Forms without their spaces, sorted.
#[derive(Debug)]
pub(crate) struct Spelling {
    pub limits: SpellingLimits,
    /// Forms without spaces and marks, sorted.
    pub names: Blobs,
    /// What each names.
    pub named: Numbers,
    /// The names by first letter and length.
    pub by_size: Numbers,
    /// The letters that each holds, as bits; in the order of `by_size`.
    pub letters: Numbers,
    /// The pairs of neighbours that each holds, as bits; two numbers each, in the order of `by_size`.
    pub pairs: Numbers,
    /// Everyday words, and forms that also mean something else: known, but never proposed. Sorted.
    pub other: Blobs,
}

impl Spelling {
    /// Whether a word is one that everybody uses, or names several things.
    pub fn is_everyday(&self, word: &str) -> bool {
        self.other.find(&joined(word)).is_some()
    }

    /// The concept whose name this is but for spaces ("Springboot", "Power Shell"); `key` is the name [`joined`].
    pub fn same_letters(&self, key: &str) -> Option<ConceptId> {
        let told = key.len() >= self.limits.shortest && self.other.find(key).is_none();
        if told { self.names.find(key).map(|i| ConceptId(self.named.get(i))) } else { None }
    }

    /// The concept with the nearest name, and that name: one edit away, or two
    /// in long names; with the same first letter; and only one such. `key` is the name [`joined`].
    pub fn near(&self, name: &str, key: &str) -> Option<(ConceptId, &str)> {
        let known = || self.names.find(key).is_some() || self.other.find(key).is_some();
        if key.len() < self.limits.shortest || key.bytes().any(|b| b.is_ascii_digit()) || known() {
            return None;
        }
        // "Product teams" is no slip of "product tests": its words are words.
        let mut words = name.split_whitespace();
        if words.clone().count() > 1 && words.all(|w| self.other.find(&joined(w)).is_some()) {
            return None;
        }
        let allowed = if key.len() >= self.limits.two_edits { 2 } else { 1 };
        let mut best: Option<(usize, ConceptId, &str)> = None;
        let mut tie = false;
        // A figure is no slip: what is written without one names nothing that has one.
        let figures = |name: &str| name.bytes().any(|b| b.is_ascii_digit());
        for (candidate, concept) in self.candidates(key, allowed).filter(|(name, _)| !figures(name)) {
            let distance = edits(key, candidate);
            if distance > allowed || distance == 2 && candidate.len() < self.limits.two_edits || plural(key, candidate) {
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

    /// Names with the same first letter whose length and letters allow for so many edits.
    fn candidates<'a>(&'a self, key: &str, allowed: usize) -> impl Iterator<Item = (&'a str, ConceptId)> {
        let (bits, near) = (letters(key), pairs(key));
        let first = key.as_bytes()[0];
        // The first name, by size, that is not before this letter and length.
        let from = |length: usize| {
            let (mut low, mut high) = (0, self.by_size.len());
            while low < high {
                let middle = (low + high) / 2;
                let name = self.names.get(self.by_size.get(middle) as usize);
                if (name.first().copied().unwrap_or(0), name.len()) >= (first, length) { high = middle } else { low = middle + 1 }
            }
            low
        };
        let shortest = self.limits.shortest.max(key.len() - allowed);
        (from(shortest)..from(key.len() + allowed + 1))
            .filter(move |&i| (self.letters.get(i) ^ bits).count_ones() as usize <= 2 * allowed)
            .filter(move |&i| ((self.pairs.get(2 * i) ^ near[0]).count_ones() + (self.pairs.get(2 * i + 1) ^ near[1]).count_ones()) as usize <= 6 * allowed)
            .map(|i| self.by_size.get(i) as usize)
            .map(|i| (self.names.text(i), ConceptId(self.named.get(i))))
    }
}

/// Whether a word is the plural of another that only lacks the last letter of a name:
/// "straps" are no Strapi.
fn plural(word: &str, name: &str) -> bool {
    word.len() == name.len() && word.strip_suffix('s').is_some_and(|one| name.starts_with(one))
}

/// The edits between two names; what they begin and end with alike costs none.
fn edits(one: &str, other: &str) -> usize {
    let same = |a: &mut dyn Iterator<Item = (u8, u8)>| a.take_while(|(a, b)| a == b).count();
    let first = same(&mut one.bytes().zip(other.bytes()));
    let (one, other) = (&one[first..], &other[first..]);
    let last = same(&mut one.bytes().rev().zip(other.bytes().rev()));
    strsim::osa_distance(&one[..one.len() - last], &other[..other.len() - last])
}
