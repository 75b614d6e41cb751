//! The words of a phrase. Used at build time too, so it depends on nothing of
//! the crate but [`super::fold`] and [`super::token`].

use super::fold::Folded;
use super::token::{Token, tokenize};

/// The words of a phrase: marks and possessive `'s` left out.
pub(crate) fn phrase_words<'a>(folded: &'a str, tokens: &'a [Token]) -> impl Iterator<Item = &'a Token> {
    tokens.iter().enumerate().filter(move |(i, t)| t.is_word() && !is_possessive(folded, tokens, *i)).map(|(_, t)| t)
}

/// Whether token `i` is the `s` of a possessive.
fn is_possessive(folded: &str, tokens: &[Token], i: usize) -> bool {
    i >= 2 && tokens[i].tight && tokens[i].text(folded) == "s" && tokens[i - 1].is(b'\'') && tokens[i - 1].tight
}

/// Calls `each` with the folded words of a phrase, joiners and possessive endings left out.
pub(crate) fn each_word(phrase: &str, mut each: impl FnMut(&str)) {
    let folded = Folded::new(phrase);
    let tokens = tokenize(&folded.text);
    phrase_words(&folded.text, &tokens).for_each(|t| each(t.text(&folded.text)));
}

/// The words of a name run together: "Node.js" and "node js" are "nodejs".
pub(crate) fn joined(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    each_word(name, |word| out.push_str(word));
    out
}
