//! The clauses of a sentence of a profile: where they begin and end, who acts in
//! them, and which people a noun phrase speaks of. The words that it knows are lists
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

    fn is(&self, i: usize, mark: u8) -> bool {
        self.reading.line.tokens.get(i).is_some_and(|t| t.is(mark))
    }

    fn tight(&self, i: usize) -> bool {
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
    fn joint(&self, i: usize) -> bool {
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

    fn ing(&self, i: usize) -> bool {
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
