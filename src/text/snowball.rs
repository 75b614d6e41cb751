//! The stem of one word. Used at build time too, so it depends on nothing of the crate.

use rust_stemmers::{Algorithm, Stemmer};

thread_local! {
    static STEMMER: Stemmer = Stemmer::create(Algorithm::English);
}

/// Whether a folded word has a stem: one with a mark or a digit ("c++", "s3") is its own.
pub(crate) fn stems(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// The Snowball English stem of a folded word ("engineering" → "engin").
pub(crate) fn snowball(word: &str) -> Box<str> {
    if stems(word) { STEMMER.with(|s| s.stem(word).into()) } else { word.into() }
}
