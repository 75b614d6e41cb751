//! What postings and profiles share before any meaning: decoding bytes,
//! repairing text that went through the wrong decoder, folding to plain
//! lower-case ASCII, words, sentences, stems.
//!
//! It knows no concept and no rule; those begin with [`crate::taxonomy`].

pub(crate) mod bytes;
pub(crate) mod decode;
pub(crate) mod digest;
pub(crate) mod fold;
pub(crate) mod keys;
pub(crate) mod line;
pub(crate) mod number;
pub(crate) mod phrase;
pub(crate) mod place;
pub(crate) mod sentence;
mod snowball;
pub(crate) mod stem;
pub(crate) mod token;
pub(crate) mod tree;
pub(crate) mod words;

pub use digest::digest;
pub(crate) use fold::Folded;
pub(crate) use line::Line;
pub(crate) use number::number;
pub(crate) use token::{Token, tokenize};
pub(crate) use words::Words;
