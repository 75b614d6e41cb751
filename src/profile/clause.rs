//! The clauses of a sentence of a profile: where they begin and end, and what their words
//! do in them; who acts is told by [`super::party`]. The words that it knows are lists
//! of `rules/cues.toml`; what follows from it is decided in [`super::whose`] and [`super::mood`].

use std::ops::Range;

use crate::grammar::Cue;
use crate::mention::Reading;
use crate::taxonomy::{Sort, WordClass};
use crate::text::line::is_preposition;
use crate::text::token::Kind;

/// Prepositions, those of time and place too, which names are hardly parted by.
pub(super) fn prep(word: &str) -> bool {
    is_preposition(word)
        || matches!(
            word,
            "against"
                | "about"
                | "during"
                | "after"
                | "before"
                | "without"
                | "between"
                | "among"
                | "near"
                | "beside"
                | "behind"
                | "toward"
                | "towards"
                | "until"
                | "beyond"
                | "outside"
                | "inside"
                | "around"
                | "up"
                | "off"
                | "out"
                | "down"
                | "than"
                | "like"
                | "despite"
                | "onto"
                | "upon"
                | "throughout"
                | "along"
                | "alongside"
                | "next"
        )
}

/// A sentence, word by word.
pub(super) struct Clauses<'s, 'r, 'a> {
    pub reading: &'s Reading<'r, 'a>,
    /// The lists that each word stands in.
    bits: Vec<u128>,
    /// The lists that any word stands in.
    all: u128,
    /// Where clauses begin.
    begins: Vec<bool>,
}

/// Words that speak of others, and of what was not done; without one there is nothing to read.
const SIGNS: u128 = Cue::People.bit()
    | Cue::Bodies.bit()
    | Cue::Employers.bit()
    | Cue::Hopes.bit()
    | Cue::Dealt.bit()
    | Cue::Booked.bit()
    | Cue::Lessons.bit()
    | Cue::FellThrough.bit()
    | Cue::Gaps.bit()
    | Cue::Little.bit()
    | Cue::Reached.bit()
    | Cue::Warns.bit();

impl<'s, 'r, 'a> Clauses<'s, 'r, 'a> {
    /// Makes a sentence ready, if it has a sign that not all in it is the candidate's own work.
    pub fn new(reading: &'s Reading<'r, 'a>) -> Option<Clauses<'s, 'r, 'a>> {
        let line = &reading.line;
        let named = reading.mentions.iter().any(|m| m.able && m.tokens != (0..line.tokens.len())) || reading.hits.of("signs").next().is_some();
        if !named {
            return None;
        }
        let all = (0..line.tokens.len()).fold(0, |all, i| all | reading.cues(i));
        if all & SIGNS == 0 {
            return None;
        }
        let bits = (0..line.tokens.len()).map(|i| reading.cues(i)).collect();
        let mut clauses = Clauses { reading, bits, all, begins: Vec::new() };
        clauses.begins = (0..clauses.len()).map(|i| clauses.opens_clause(i)).collect();
        Some(clauses)
    }

    pub fn len(&self) -> usize {
        self.bits.len()
    }

    /// The word at a token; nothing behind the end.
    pub fn word(&self, i: usize) -> &str {
        if i < self.len() && self.reading.line.tokens[i].is_word() { self.reading.line.word(i) } else { "" }
    }

    /// Whether a word of a list stands anywhere.
    pub fn holds(&self, cue: Cue) -> bool {
        self.all & cue.bit() != 0
    }

    pub fn has(&self, i: usize, cue: Cue) -> bool {
        self.bits.get(i).is_some_and(|bits| bits & cue.bit() != 0)
    }

    pub fn colon(&self, i: usize) -> bool {
        self.is(i, b':')
    }

    pub fn comma(&self, i: usize) -> bool {
        self.is(i, b',')
    }

    pub fn is(&self, i: usize, mark: u8) -> bool {
        self.reading.line.tokens.get(i).is_some_and(|t| t.is(mark))
    }

    pub fn tight(&self, i: usize) -> bool {
        self.reading.line.tokens.get(i).is_some_and(|t| t.tight)
    }

    /// A mark that ends a clause, or the end of the sentence.
    pub fn stop(&self, i: usize) -> bool {
        match self.reading.line.tokens.get(i).map(|t| t.kind) {
            None | Some(Kind::Mark(b';' | b':' | b'(' | b')' | b'!' | b'?')) => true,
            Some(Kind::Mark(b'-' | b'.')) => !(self.tight(i) && self.tight(i + 1)),
            _ => false,
        }
    }

    /// Whether a token joins two words into one: "front-end", "CI/CD", "vendor's".
    pub fn joint(&self, i: usize) -> bool {
        self.is(i, b'/') || self.is(i, b'&') || (self.is(i, b'-') || self.is(i, b'.') || self.is(i, b'\'')) && self.tight(i) && self.tight(i + 1)
    }

    pub fn pronoun(&self, i: usize) -> bool {
        matches!(self.word(i), "i" | "we" | "myself" | "mine")
    }

    pub fn determiner(&self, i: usize) -> bool {
        matches!(
            self.word(i),
            "the"
                | "a"
                | "an"
                | "my"
                | "our"
                | "their"
                | "his"
                | "her"
                | "its"
                | "another"
                | "some"
                | "any"
                | "each"
                | "every"
                | "this"
                | "that"
                | "these"
                | "those"
                | "no"
                | "other"
        )
    }

    /// Words that open a clause with a subject of its own.
    pub fn opener(&self, i: usize) -> bool {
        matches!(
            self.word(i),
            "while"
                | "whereas"
                | "but"
                | "although"
                | "though"
                | "because"
                | "since"
                | "so"
                | "until"
                | "when"
                | "whenever"
                | "after"
                | "before"
                | "as"
                | "if"
                | "unless"
                | "where"
                | "what"
                | "whatever"
                | "once"
                | "than"
                | "and"
                | "or"
                | "yet"
                | "that"
                | "which"
        )
    }

    pub fn relative(&self, i: usize) -> bool {
        matches!(self.word(i), "who" | "which" | "whose" | "whom") || self.word(i) == "that" && self.finite(i + 1)
    }

    pub fn be(&self, i: usize) -> bool {
        matches!(self.word(i), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "remains" | "remained" | "stayed" | "stays")
    }

    pub fn adverb(&self, i: usize) -> bool {
        self.word(i).ends_with("ly")
            && self.reading.class(i) == Some(WordClass::Adverb)
            && !prep(self.word(i))
            && !matches!(self.word(i), "then" | "so")
            && !self.opener(i)
            || matches!(
                self.word(i),
                "then"
                    | "together"
                    | "today"
                    | "back"
                    | "almost"
                    | "soon"
                    | "very"
                    | "too"
                    | "now"
                    | "later"
                    | "also"
                    | "always"
                    | "there"
                    | "upstairs"
                    | "downstairs"
                    | "abroad"
                    | "often"
                    | "usually"
                    | "only"
                    | "just"
                    | "never"
                    | "all"
                    | "both"
                    | "again"
                    | "here"
                    | "ever"
                    | "even"
                    | "alone"
                    | "not"
                    | "mostly"
                    | "still"
                    | "already"
                    | "once"
                    | "twice"
                    | "meanwhile"
                    | "elsewhere"
                    | "sometimes"
                    | "himself"
                    | "herself"
                    | "themselves"
                    | "itself"
            )
    }

    /// "moved": a past or a participle, told by its form.
    pub fn ed(&self, i: usize) -> bool {
        let word = self.word(i);
        word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") && !self.reading.mentions.iter().any(|m| m.able && m.tokens.contains(&i))
    }

    pub fn ing(&self, i: usize) -> bool {
        let word = self.word(i);
        word.len() > 5 && word.ends_with("ing") && !self.reading.mentions.iter().any(|m| m.able && m.tokens.contains(&i))
    }

    /// A verb that its subject stands before, or that opens a line of one's own work.
    pub fn finite(&self, i: usize) -> bool {
        matches!(self.word(i), "will" | "would" | "can" | "could" | "must" | "might" | "may" | "shall" | "should") || self.has(i, Cue::Acts) || self.ed(i)
    }

    /// A verb at the head of a line of one's own work.
    pub fn opens(&self, i: usize) -> bool {
        (self.has(i, Cue::Acts) || self.ed(i) || self.has(i, Cue::Heads)) && !self.named(i) && !self.be(i) && !matches!(self.word(i), "has" | "does")
            || self.ing(i) && !self.named(i)
    }

    /// Whether a token belongs to the name of a thing.
    pub fn named(&self, i: usize) -> bool {
        self.reading.mentions.iter().any(|m| m.able && m.tokens.contains(&i))
    }

    /// Whether a licence or a certificate is named at a token.
    pub fn credential(&self, i: usize) -> bool {
        self.reading.mention_at(i).is_some_and(|m| self.reading.sort(m) == Sort::Credential)
    }

    /// Whether a new clause begins at a token: behind a mark, with a word that opens one,
    /// or where the person speaks of themselves.
    pub fn begins(&self, i: usize) -> bool {
        self.begins[i]
    }

    fn opens_clause(&self, i: usize) -> bool {
        if i == 0 || self.stop(i - 1) {
            return true;
        }
        let comma = self.comma(i - 1);
        match self.word(i) {
            "but" | "while" | "whereas" | "although" | "though" | "because" | "unless" | "until" => true,
            "i" | "we" => comma || matches!(self.word(i - 1), "and" | "so" | "then" | "or"),
            "so" | "my" => comma,
            _ => false,
        }
    }

    /// The clause that a token stands in.
    pub fn around(&self, i: usize) -> Range<usize> {
        let from = (0..=i).rev().find(|&j| self.begins(j)).unwrap_or(0);
        from..self.end(i + 1)
    }

    /// Where the clause ends that goes on at a token.
    pub fn end(&self, from: usize) -> usize {
        (from..self.len()).find(|&j| self.stop(j) || self.begins(j)).unwrap_or(self.len())
    }

    /// The first word of a clause that is no adverb and does not only join it.
    pub fn first(&self, clause: &Range<usize>) -> usize {
        clause
            .clone()
            .find(|&i| {
                !self.comma(i)
                    && !self.adverb(i)
                    && !matches!(self.word(i), "" | "and" | "so" | "but" | "while" | "whereas" | "although" | "though" | "because" | "then")
            })
            .unwrap_or(clause.end)
    }

    /// Whether a clause tells of the person: it begins with a verb, or with "I".
    pub fn own(&self, clause: &Range<usize>) -> bool {
        let first = self.first(clause);
        self.pronoun(first) || self.opens(first)
    }
}
