//! Stems of content words, for names that no list knows ("technical security
//! assessments" and "assessing security" share two of three).

use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

thread_local! {
    static STEMMER: Stemmer = Stemmer::create(Algorithm::English);
    static KNOWN: RefCell<FxHashMap<Box<str>, Box<str>>> = RefCell::default();
}

/// Most words of a text occur in the next one too; so many are remembered.
const REMEMBERED: usize = 20_000;

/// The Snowball English stem of a folded word ("engineering" → "engin").
/// Words with a mark or a digit in them ("c++", "s3") are their own stem.
pub(crate) fn stem(word: &str) -> Box<str> {
    if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.into();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(found) = known.get(word) {
            return found.clone();
        }
        let stemmed: Box<str> = STEMMER.with(|s| s.stem(word).into());
        if known.len() < REMEMBERED {
            known.insert(word.into(), stemmed.clone());
        }
        stemmed
    })
}

/// One of 32 bits for each stem: where a text lacks one of a name's bits, it lacks
/// one of its stems.
pub(crate) fn bits(stems: &[Box<str>]) -> u32 {
    stems.iter().fold(0, |bits, stem| bits | 1 << (super::bytes::hash(stem.as_bytes()) >> 27))
}

#[cfg(test)]
mod tests {
    #[test]
    fn related_words_share_a_stem() {
        assert_eq!(super::stem("engineering"), super::stem("engineers"));
        assert_ne!(super::stem("manager"), super::stem("mango"));
        assert_eq!(&*super::stem("c++"), "c++");
    }
}
