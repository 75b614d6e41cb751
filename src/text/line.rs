//! A stretch of text made ready for look-ups: folded, in tokens, its words as numbers.

use super::tree::Tree;

use super::words::Words;
use super::{Folded, Token, token::Kind, tokenize};

/// A sentence (or heading, or entry of a list) ready for look-ups.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// The text as it stands.
    pub source: &'a str,
    pub folded: Folded,
    pub tokens: Vec<Token>,
    /// The number of each token's word, parallel to `tokens`; 0 for marks and unknown words.
    pub numbers: Vec<u32>,
}

impl<'a> Line<'a> {
    pub fn new(source: &'a str, words: &Words) -> Line<'a> {
        let folded = Folded::new(source);
        let tokens = tokenize(&folded.text);
        let numbers = tokens.iter().map(|t| if t.is_word() { words.number(t.text(&folded.text)) } else { 0 }).collect();
        Line { source, folded, tokens, numbers }
    }

    /// The folded text of a token.
    pub fn word(&self, token: usize) -> &str {
        self.tokens[token].text(&self.folded.text)
    }

    /// The source text of tokens `from..to` (`to` not included).
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        let range = self.range(from, to);
        &self.source[range]
    }

    /// The bytes of the source that tokens `from..to` cover.
    pub fn range(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        if from >= to {
            return 0..0;
        }
        self.folded.source(self.tokens[from].from as usize)..self.folded.source(self.tokens[to - 1].to as usize)
    }

    /// The tokens that a byte range of the folded text touches, as `from..to`.
    pub fn tokens_of(&self, folded: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let from = self.tokens.partition_point(|t| (t.to as usize) <= folded.start);
        let to = self.tokens.partition_point(|t| (t.from as usize) < folded.end);
        from..to.max(from)
    }

    /// The numbers of the words among some tokens.
    pub fn phrase(&self, tokens: std::ops::Range<usize>) -> Vec<u32> {
        tokens.filter(|&i| self.numbers[i] != 0 && !(self.word(i) == "s" && i > 0 && self.tokens[i - 1].is(b'\''))).map(|i| self.numbers[i]).collect()
    }

    /// The next word of a phrase after token `i`: the neighbour, over a joining mark or a possessive.
    pub fn next_word(&self, i: usize) -> Option<usize> {
        let tokens = &self.tokens;
        let mut j = i + 1;
        if tokens.get(j)?.is(b'\'') && tokens[j].tight {
            let possessive = tokens.get(j + 1).is_some_and(|t| t.tight && t.text(&self.folded.text) == "s");
            j += if possessive { 2 } else { 1 };
        }
        let t = tokens.get(j)?;
        if t.is_word() {
            return Some(j);
        }
        let after = tokens.get(j + 1)?;
        let joins = match t.kind {
            Kind::Mark(b'-' | b'.') => t.tight && after.tight,
            Kind::Mark(b'/' | b'&') => true,
            _ => false,
        };
        (joins && after.is_word()).then_some(j + 1)
    }

    /// Every phrase of a tree that begins at token `from`: its end (token after its last) and its number, shortest first.
    pub fn phrases_at(&self, tree: &Tree, from: usize, mut found: impl FnMut(usize, u32)) {
        let mut node = 0;
        let mut at = Some(from);
        while let Some(i) = at {
            let word = self.numbers[i];
            if word == 0 {
                return;
            }
            node = tree.step(node, word);
            if node == 0 {
                return;
            }
            if let Some(phrase) = tree.phrase(node) {
                found(i + 1, phrase);
            }
            at = self.next_word(i);
        }
    }

    /// Whether a hyphen joins a token to the word before it ("cloud-based").
    pub fn hyphened(&self, token: usize) -> bool {
        let tight = |i: usize| self.tokens.get(i).is_some_and(|t| t.tight);
        token > 1 && self.tokens[token - 1].is(b'-') && tight(token - 1) && tight(token)
    }

    /// "written and verbal—in English": a long dash parts what stands around it, where a hyphen joins.
    pub fn dash(&self, token: usize) -> bool {
        self.tokens[token].is(b'-') && self.slice(token, token + 1) == "—"
    }

    /// Whether the first letter of a token's source is a capital.
    pub fn capital(&self, token: usize) -> bool {
        self.slice(token, token + 1).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether every letter of a token's source is a capital, and it has two at least.
    pub fn all_caps(&self, token: usize) -> bool {
        let text = self.slice(token, token + 1);
        text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text.chars().any(char::is_lowercase)
    }
}

/// Words that carry no content of their own.
pub(crate) fn is_function_word(word: &str) -> bool {
    is_preposition(word)
        || matches!(
            word,
            "a" | "an"
                | "the"
                | "and"
                | "or"
                | "any"
                | "all"
                | "both"
                | "other"
                | "such"
                | "our"
                | "your"
                | "their"
                | "its"
                | "his"
                | "her"
                | "my"
                | "this"
                | "that"
                | "these"
                | "those"
                | "etc"
                | "eg"
                | "ie"
                | "is"
                | "are"
                | "be"
                | "was"
                | "were"
                | "been"
                | "not"
                | "no"
                | "one"
                | "more"
                | "most"
                | "also"
                | "s"
        )
}

/// Prepositions, where a name's head has been said.
pub(crate) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "with"
            | "for"
            | "to"
            | "on"
            | "at"
            | "by"
            | "from"
            | "as"
            | "into"
            | "within"
            | "across"
            | "under"
            | "over"
            | "per"
            | "via"
            | "using"
            | "through"
            | "pursuant"
    )
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::text::tree::lay;

    #[test]
    fn phrases_cross_joiners_but_no_comma() {
        let rules = crate::Rules::builtin();
        let words = rules.words();
        let phrases = [("CI/CD", 1), ("bachelor's degree", 2)].map(|(phrase, value)| (words.phrase(phrase), vec![value]));
        let tree = Tree::new(lay(&phrases.into(), words.words.len() + 1).map(&Cow::Owned));
        let found = |text: &str| {
            let line = Line::new(text, words);
            let mut all = Vec::new();
            for i in 0..line.tokens.len() {
                line.phrases_at(&tree, i, |to, phrase| all.push((line.slice(i, to).to_owned(), tree.values(phrase).sum())));
            }
            all
        };
        assert_eq!(found("with CI/CD, CI-CD and ci cd"), [("CI/CD".into(), 1), ("CI-CD".into(), 1), ("ci cd".into(), 1)]);
        assert_eq!(found("CI, CD"), []);
        assert_eq!(found("Bachelor’s degree or bachelors degree"), [("Bachelor’s degree".into(), 2), ("bachelors degree".into(), 2)]);
    }
}
