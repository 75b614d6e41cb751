//! Rules laid out as bytes: which words each needs, and what it runs for, read in place;
//! so a command decodes only rules that may hit. Made at build time of what is shipped,
//! and at run time of that with a user's own on top, by the same code.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::required::DIGIT;
use super::sought::Sought;
use super::source::RuleSource;
use crate::text::Words;
use crate::text::bytes::{Bytes, Numbers, of_numbers};

/// The sections; `B` are bytes, owned or built in.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Laid<B> {
    families: Vec<String>,
    family: B,
    sought: B,
    asked_as: B,
    signs: B,
    first_needing: B,
    needing: B,
    money: B,
    first_set: B,
    first_place: B,
    places: B,
}

impl<B> Laid<B> {
    /// The same sections in other clothes.
    pub fn map<C>(self, f: impl Fn(B) -> C) -> Laid<C> {
        Laid {
            families: self.families,
            family: f(self.family),
            sought: f(self.sought),
            asked_as: f(self.asked_as),
            signs: f(self.signs),
            first_needing: f(self.first_needing),
            needing: f(self.needing),
            money: f(self.money),
            first_set: f(self.first_set),
            first_place: f(self.first_place),
            places: f(self.places),
        }
    }
}

/// Lays rules out over the words that are known.
pub(crate) fn lay(rules: &[RuleSource], words: &Words) -> Laid<Vec<u8>> {
    let mut asked_as = vec![0u32; words.words.len() + 1];
    let mut leads = asked_as.clone();
    let mut asked = 0;
    let mut needing: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut families: Vec<String> = Vec::new();
    let (mut family, mut sought, mut money) = (Vec::new(), Vec::new(), Vec::new());
    let (mut first_set, mut first_place, mut places) = (vec![0], vec![0], Vec::new());
    for (rule, i) in rules.iter().zip(0..) {
        let mut place = |word: &str| {
            let place = &mut asked_as[words.number(word) as usize];
            if *place == 0 {
                asked += 1;
                *place = asked;
            }
            *place
        };
        for set in rule.pattern.iter().flat_map(|p| &p.words) {
            places.extend(set.iter().map(|word| place(word)));
            first_place.push(places.len() as u32);
        }
        first_set.push(first_place.len() as u32 - 1);
        rule.unless.iter().flat_map(|p| p.words.iter().flatten()).for_each(|word| {
            place(word);
        });
        family.push(families.iter().position(|f| *f == rule.family).unwrap_or(families.len()) as u32);
        if families.len() == family[i as usize] as usize {
            families.push(rule.family.clone());
        }
        let bits = u32::from(Sought::of(rule));
        sought.push(bits);
        std::iter::once(&rule.phrases)
            .chain(&rule.sides)
            .flatten()
            .filter_map(|phrase| words.phrase(phrase).first().copied())
            .for_each(|first| leads[first as usize] |= bits);
        if super::sought::is_apart(&rule.family) {
            continue;
        }
        // Phrases are found through their tree.
        for word in rule.needs.iter().filter(|_| rule.pattern.is_some()) {
            if &**word == "$" {
                money.push(i);
            } else {
                needing.insert((place(word), i));
                leads[words.number(word) as usize] |= bits;
            }
        }
    }
    let mut first_needing = vec![0u32; asked as usize + 2];
    needing.iter().for_each(|(place, _)| first_needing[*place as usize + 1] += 1);
    for place in 1..first_needing.len() {
        first_needing[place] += first_needing[place - 1];
    }
    let sign = |byte: u8| match byte {
        b'0'..=b'9' => asked_as[words.number(DIGIT) as usize],
        _ if byte.is_ascii_punctuation() => asked_as[words.number(&char::from(byte).to_string()) as usize],
        _ => 0,
    };
    let signs = of_numbers((0..128).map(sign));
    Laid {
        families,
        family: of_numbers(family),
        sought: of_numbers(sought),
        signs,
        asked_as: of_numbers(asked_as.into_iter().zip(leads).map(|(place, leads)| leads << 16 | place)),
        first_needing: of_numbers(first_needing),
        needing: of_numbers(needing.into_iter().map(|(_, rule)| rule)),
        money: of_numbers(money),
        first_set: of_numbers(first_set),
        first_place: of_numbers(first_place),
        places: of_numbers(places),
    }
}

/// What is laid out of the rules.
#[derive(Debug)]
pub(crate) struct Rules {
    /// The files of rules, in their order.
    pub families: Vec<String>,
    /// Each rule's family.
    family: Numbers,
    /// What each rule runs for ([`Sought::of`]).
    sought: Numbers,
    /// By the numbers of words, their places among those that rules ask for, 0 for all others; and
    /// in the upper half, what is sought by a rule that the word begins a phrase of, or needs it.
    asked_as: Numbers,
    /// By ASCII byte, the places of figures and marks.
    signs: Numbers,
    /// By the places of words, the first of the rules that need it, and one behind the last.
    first_needing: Numbers,
    needing: Numbers,
    /// Rules that need `$`, or a sign that folding leaves without a letter (`€`, `£`).
    money: Numbers,
    /// Each rule's first set of words of which one must stand in a text, and one behind the last.
    first_set: Numbers,
    /// Each set's first word, and one behind the last.
    first_place: Numbers,
    /// The words of the sets, by their places.
    places: Numbers,
}

impl Rules {
    pub fn new(laid: Laid<Bytes>) -> Rules {
        let families = laid.families;
        Rules {
            families,
            family: Numbers(laid.family),
            sought: Numbers(laid.sought),
            asked_as: Numbers(laid.asked_as),
            signs: Numbers(laid.signs),
            first_needing: Numbers(laid.first_needing),
            needing: Numbers(laid.needing),
            money: Numbers(laid.money),
            first_set: Numbers(laid.first_set),
            first_place: Numbers(laid.first_place),
            places: Numbers(laid.places),
        }
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.family.len()
    }

    /// How many places of words there are, that of unknown ones included.
    pub fn asked(&self) -> usize {
        self.first_needing.len() - 1
    }

    /// A word's place among those that rules ask for; 0 for one that none asks for.
    pub fn asked_as(&self, word: u32) -> u16 {
        self.asked_as.get(word as usize) as u16
    }

    /// The place of an ASCII byte that is a figure or a mark; 0 for all others.
    pub fn sign(&self, byte: u8) -> u16 {
        self.signs.get(byte as usize) as u16
    }

    /// Whether some rule that runs for what is sought has a phrase that begins with a word, or needs it.
    pub fn leads(&self, word: u32, sought: Sought) -> bool {
        self.asked_as.get(word as usize) >> 16 & u32::from(sought.bit()) != 0
    }

    /// Whether a rule runs for what is sought.
    pub fn runs(&self, rule: u32, sought: Sought) -> bool {
        self.sought.get(rule as usize) & u32::from(sought.bit()) != 0
    }

    /// The rules with patterns that need a word, by its place.
    pub fn needing(&self, place: u16) -> impl Iterator<Item = u32> {
        self.needing.range(self.first_needing.get(place as usize), self.first_needing.get(place as usize + 1))
    }

    /// The rules that need a sign of money.
    pub fn money(&self) -> impl Iterator<Item = u32> {
        self.money.range(0, self.money.len() as u32)
    }

    /// Whether of each set of words that a rule's pattern wants there is one that stands.
    pub fn holds(&self, rule: u32, stands: impl Fn(u16) -> bool) -> bool {
        let place = |set: u32| self.first_place.get(set as usize);
        let mut sets = self.first_set.get(rule as usize)..self.first_set.get(rule as usize + 1);
        sets.all(|set| self.places.range(place(set), place(set + 1)).any(|word| stands(word as u16)))
    }

    /// The rules of a family.
    pub fn of(&self, family: &str) -> impl Iterator<Item = u32> {
        let family = self.families.iter().position(|f| f == family).map_or(u32::MAX, |i| i as u32);
        (0..self.len() as u32).filter(move |&rule| self.family.get(rule as usize) == family)
    }
}
