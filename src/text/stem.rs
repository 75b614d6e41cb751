//! Stems of content words, for names that no list knows ("technical security
//! assessments" and "assessing security" share two of three). Words of one class in
//! `data/synonyms.txt` share theirs.

use std::cell::RefCell;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

thread_local! {
    static STEMMER: Stemmer = Stemmer::create(Algorithm::English);
    static KNOWN: RefCell<FxHashMap<Box<str>, Box<str>>> = RefCell::default();
}

/// By the stem of a word that has others of its meaning: all their stems.
static ALIKE: LazyLock<FxHashMap<Box<str>, Box<[Box<str>]>>> = LazyLock::new(|| {
    let lines = include_str!("../../data/synonyms.txt").lines().filter(|line| !line.starts_with('#'));
    let classes = lines.map(|line| line.split(' ').map(bare).collect::<Box<[Box<str>]>>());
    classes.flat_map(|class| class.to_vec().into_iter().map(move |stem| (stem, class.clone()))).collect()
});

/// Most words of a text occur in the next one too; so many are remembered.
const REMEMBERED: usize = 20_000;

/// The stem of a folded word ("engineering" → "engin"), for words that mean the same
/// that of the first of them. Words with a mark or a digit in them ("c++", "s3") are
/// their own stem.
pub(crate) fn stem(word: &str) -> Box<str> {
    if !has_stem(word) {
        return word.into();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(found) = known.get(word) {
            return found.clone();
        }
        let bare = bare(word);
        let stemmed = alike(&bare).first().cloned().unwrap_or(bare);
        if known.len() < REMEMBERED {
            known.insert(word.into(), stemmed.clone());
        }
        stemmed
    })
}

/// The stems of all words that mean what those of a stem do; none where it stands alone.
pub(crate) fn alike(stem: &str) -> &'static [Box<str>] {
    ALIKE.get(stem).map_or(&[], |class| class)
}

/// The Snowball English stem, of the word alone.
pub(crate) fn bare(word: &str) -> Box<str> {
    if has_stem(word) { STEMMER.with(|s| s.stem(word).into()) } else { word.into() }
}

fn has_stem(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase())
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

    #[test]
    fn words_of_one_meaning_share_a_stem() {
        assert_eq!(super::stem("vendors"), super::stem("supplier"));
        assert_eq!(super::stem("wrote"), super::stem("drafting"));
        assert_eq!(super::stem("foreman"), super::stem("supervisors"));
        assert_ne!(super::stem("head"), super::stem("lead"));
    }

    /// A class is told by its first word's stem, so no word may stand in two.
    #[test]
    fn a_word_has_one_class() {
        let lines = include_str!("../../data/synonyms.txt").lines().filter(|line| !line.starts_with('#'));
        let mut seen = std::collections::BTreeMap::new();
        for (at, word) in lines.enumerate().flat_map(|(at, line)| line.split(' ').map(move |word| (at, word))) {
            let other = seen.insert(super::bare(word), at);
            assert!(other.is_none_or(|other| other == at), "{word} stands in two classes");
        }
    }
}
