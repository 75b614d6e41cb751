//! The people and houses that a sentence of a profile speaks of: which words name them,
//! and which verb is theirs.

use std::ops::Range;

use super::clause::{Clauses, prep};
use crate::grammar::Cue;
use crate::taxonomy::WordClass;

/// People or a house that a sentence speaks of.
#[derive(Debug)]
pub(super) struct Party {
    /// Its words: "the vendor's engineers".
    pub tokens: Range<usize>,
    /// The word that says who they are.
    pub head: usize,
    /// They belong to the candidate: "my team".
    pub own: bool,
    /// More than one person, each acting.
    pub many: bool,
    /// Something of theirs follows: "the vendor's".
    pub owner: bool,
}

/// "four", "12".
fn number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit()) || matches!(word, "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "twelve")
}

impl Clauses<'_, '_, '_> {
    /// The people and houses that the sentence speaks of, in its order.
    pub fn parties(&self) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for head in 0..self.len() {
            if let Some(party) = self.party(head, &parties) {
                parties.push(party);
            }
        }
        parties
    }

    fn party(&self, head: usize, before: &[Party]) -> Option<Party> {
        let spoken = self.word(head) != "they" || head == 0 || self.stop(head - 1) || before.iter().any(|p| p.many);
        if spoken && matches!(self.word(head), "they" | "he" | "she" | "somebody" | "someone" | "whoever")
            || self.word(head) == "else" && matches!(self.word(head.wrapping_sub(1)), "someone" | "somebody" | "people" | "everyone")
        {
            let from = head - usize::from(self.word(head) == "else");
            return Some(Party { tokens: from..head + 1, head, own: false, many: true, owner: false });
        }
        // "Mrs Lowe in accounts"
        if head > 0 && matches!(self.word(head - 1), "mr" | "mrs" | "ms" | "dr" | "miss") && self.reading.line.capital(head) {
            return Some(Party { tokens: head - 1..head + 1, head, own: false, many: false, owner: self.is(head + 1, b'\'') });
        }
        let title = self.reading.mentions.iter().any(|m| m.title && m.tokens.end == head + 1);
        if !(title || self.has(head, Cue::People) || self.has(head, Cue::Bodies) || self.has(head, Cue::Employers)) {
            return None;
        }
        let person = title || self.has(head, Cue::People);
        let plural = self.word(head).ends_with('s') || matches!(self.word(head), "men" | "women" | "people" | "folk" | "midwives" | "staff");
        let owner = self.is(head + 1, b'\'') && (self.word(head + 2) == "s" || plural);
        let from = self.phrase(head, before);
        let with = |words: &[&str]| (from..head).any(|i| words.contains(&self.word(i)));
        let far = with(&["another", "other", "separate", "different", "outside", "external", "neighbouring", "neighboring", "sister"]);
        let set = (from..head).any(|i| self.determiner(i) || self.word(i) == "s") || self.loner(head);
        if !owner && !self.ends(head, plural && person, with(&["a", "an", "another", "two", "three"]), set) {
            return None;
        }
        let told = |i: usize| {
            self.determiner(i)
                || self.reading.word_class(i) == Some(WordClass::Adjective)
                || number(self.word(i))
                || matches!(self.word(i), "" | "whole" | "entire" | "own" | "small")
        };
        let plain = (from..head).all(told);
        let counted = self.word(head + 1) == "of" && number(self.word(head + 2));
        // A headline: "Team lead", "Mill kept within the rules".
        let opening = from == 0 || self.stop(from - 1);
        if opening && from == head && self.has(head, Cue::Heads) {
            return None;
        }
        let own = !far
            && match self.word(from) {
                "my" => self.has(head, Cue::Ours),
                "our" => self.has(head, Cue::Ours) && (plain || counted) && (self.has(head, Cue::Bodies) || counted),
                "the" | "this" => self.has(head, Cue::Ours) && self.has(head, Cue::Bodies) && plain,
                _ => opening && !(from..head).any(|i| self.determiner(i) || self.word(i) == "s") && (!person || title || !plural && !self.loner(head)),
            };
        Some(Party { tokens: from..head + 1, head, own, many: plural && person, owner })
    }

    /// A word for others that headlines leave without an article: "Vendor wrote the code".
    fn loner(&self, i: usize) -> bool {
        matches!(self.word(i), "vendor" | "contractor" | "supplier" | "integrator" | "corporate" | "counsel" | "hq" | "headquarters")
    }

    /// Where the noun phrase begins that ends with a token.
    fn phrase(&self, head: usize, before: &[Party]) -> usize {
        let mut from = head;
        while from > 0 && head - from < 8 {
            let at = from - 1;
            let word = self.word(at);
            // A name is whole: "Ruby on Rails developers".
            if self.named(at) && self.named(at + 1) && !self.has(at, Cue::Heads) && !self.has(at, Cue::Acts)
                || self.joint(at)
                || word == "s" && self.is(at.wrapping_sub(1), b'\'')
            {
                from = at;
                continue;
            }
            let determined = at > 0 && (self.determiner(at - 1) || self.word(at - 1) == "s");
            let verb = self.finite(at) || self.ing(at) || self.has(at, Cue::Heads);
            let inner = matches!(word, "outside" | "inside" | "off") && (determined || at + 1 == head);
            let parts = self.stop(at)
                || word.is_empty()
                || prep(word) && !inner
                || self.opener(at) && word != "that"
                || self.relative(at)
                || self.pronoun(at)
                || word == "to";
            if parts || verb && !determined {
                break;
            }
            from = at;
            if self.determiner(at) {
                break;
            }
        }
        if from > 0 && matches!(self.word(from - 1), "all" | "both" | "even" | "only") {
            from -= 1;
        }
        let last = before.last().filter(|p| from >= 2 && p.tokens.end == from - 1);
        if from >= 2 && self.word(from - 1) == "of" {
            match last {
                Some(party) => return party.tokens.start,
                None if matches!(
                    self.word(from - 2),
                    "rest"
                        | "most"
                        | "some"
                        | "all"
                        | "both"
                        | "one"
                        | "two"
                        | "none"
                        | "couple"
                        | "number"
                        | "pair"
                        | "dozen"
                        | "each"
                        | "many"
                        | "half"
                        | "handful"
                        | "lot"
                ) =>
                {
                    return self.phrase(from - 2, &[]);
                }
                None => {}
            }
        }
        match last {
            Some(party) if matches!(self.word(from - 1), "and" | "or") => party.tokens.start,
            _ => from,
        }
    }

    /// Whether a noun phrase ends with its word for people, which else only says whose a thing is.
    fn ends(&self, head: usize, many: bool, one: bool, set: bool) -> bool {
        let next = head + 1;
        if self.stop(next) || self.comma(next) {
            return true;
        }
        if self.joint(next) {
            // "sister-in-law"
            return self.word(next + 1) == "in";
        }
        if self.has(next, Cue::People) || self.has(next, Cue::Bodies) || self.has(next, Cue::Employers) {
            return self.finite(next);
        }
        let word = self.word(next);
        let function = prep(word) || self.opener(next) || self.relative(next) || self.determiner(next) || self.pronoun(next) || self.adverb(next);
        let object = self.ing(next) && (many || one || prep(self.word(next + 1)));
        // "unit tests" are things; "the unit tests looms" is none.
        let acts = self.finite(next) && (set || !word.ends_with('s') || matches!(word, "was" | "has" | "is" | "does"));
        let lower = !self.reading.line.capital(next);
        function
            || acts
            || object
            || many && lower && !word.is_empty()
            || matches!(word, "known" | "me" | "us" | "them" | "it" | "near" | "next" | "during" | "without" | "between")
    }

    /// The verb that a party is the subject of, if it stands where a subject stands.
    pub fn verb_of(&self, party: &Party) -> Option<usize> {
        let from = party.tokens.start;
        if party.owner {
            return None;
        }
        let mut before = from;
        while before > 0 && self.adverb(before - 1) {
            before -= 1;
        }
        let (first, loose) = match before.checked_sub(1) {
            None => (true, false),
            Some(at) if self.stop(at) => (true, false),
            Some(at) if self.comma(at) || matches!(self.word(at), "and" | "or") => (true, true),
            Some(at) if self.opener(at) => (true, self.word(at) == "as"),
            // "the database the vendor built", "in 2019 the vendor moved".
            Some(at) => {
                let noun =
                    !self.finite(at) && !prep(self.word(at)) && !self.ing(at) && !self.relative(at) && !self.word(at).is_empty() && !self.has(at, Cue::Heads);
                (noun && (self.determiner(from) || party.tokens.len() == 1 && matches!(self.word(from), "they" | "he" | "she")), true)
            }
        };
        if !first {
            return None;
        }
        let mut at = party.tokens.end;
        let mut phrase = false;
        while at < self.len() && at < party.tokens.end + 9 && !self.stop(at) && !self.comma(at) {
            if matches!(self.word(at), "to" | "i" | "we" | "me" | "us") {
                return None;
            }
            if self.relative(at) {
                return Some(at);
            }
            if self.finite(at) {
                let reduced = self.ed(at) && prep(self.word(at + 1)) && !matches!(self.word(at + 1), "over" | "to" | "into" | "through" | "across");
                // "two people promoted", "nurses trained in Epic"
                let bare = self.ed(at)
                    && !(from..party.head).any(|i| self.determiner(i))
                    && (prep(self.word(at + 1)) || self.stop(at + 1) || self.comma(at + 1) || self.adverb(at + 1));
                return (!(reduced && loose || bare)).then_some(at);
            }
            let base = at == party.tokens.end
                && party.many
                && !self.named(at)
                && !self.adverb(at)
                && !self.ing(at)
                && !prep(self.word(at))
                && !self.determiner(at)
                && !self.opener(at)
                && !self.word(at).is_empty()
                && !number(self.word(at))
                && !matches!(self.word(at), "grown" | "given" | "shown" | "written" | "drawn" | "chosen" | "sworn");
            if base {
                return Some(at);
            }
            if prep(self.word(at)) {
                phrase = true;
            } else if !phrase && !self.adverb(at) && !self.ing(at) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// The verb of the person's that governs what stands at a token.
    pub fn governs(&self, at: usize) -> Option<usize> {
        (0..at)
            .rev()
            .take_while(|&i| !self.stop(i))
            .find(|&i| (self.finite(i) || self.has(i, Cue::Heads) || self.ing(i)) && !self.determiner(i.wrapping_sub(1)))
    }
}
