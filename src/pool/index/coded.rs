//! How words come to the index.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// How text comes to the index: a line for each word, its code before it.
pub(super) const CODED: &str = "coded";

#[derive(Debug, Clone, Default)]
pub(super) struct Coded;

impl Tokenizer for Coded {
    type TokenStream<'a> = CodedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CodedStream<'a> {
        CodedStream { rest: text, token: Token::default() }
    }
}

/// The words of such a text; a word's code is its position.
pub(super) struct CodedStream<'a> {
    rest: &'a str,
    token: Token,
}

impl TokenStream for CodedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((line, rest)) = self.rest.split_once('\n') else { return false };
        let (code, word) = line.split_once(' ').unwrap_or(("0", line));
        self.rest = rest;
        self.token.position = code.parse().unwrap_or(0);
        self.token.text.clear();
        self.token.text.push_str(word);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
