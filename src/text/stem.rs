//! Stems of content words, for names that no list knows ("technical security
//! assessments" and "assessing security" share two of three), and
//! what a stem means besides: words of one class in `data/synonyms.txt` share that.

use std::cell::RefCell;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::snowball::{snowball, stems};

thread_local! {
    static KNOWN: RefCell<FxHashMap<Box<str>, Box<str>>> = RefCell::default();
}

/// Words of one meaning.
#[derive(Default)]
struct Classes {
    stems: FxHashMap<Box<str>, Vec<Box<str>>>,
    meanings: FxHashMap<Box<str>, Box<str>>,
}

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let mut classes = Classes::default();
    // The classes with stems for words, made at build time.
    for line in include_str!(concat!(env!("OUT_DIR"), "/meanings.txt")).lines() {
        let stems: Vec<Box<str>> = line.split(' ').map(Box::from).collect();
        // No stem begins so.
        let meaning: Box<str> = format!("={}", stems[0]).into();
        classes.meanings.extend(stems.iter().map(|stem| (stem.clone(), meaning.clone())));
        classes.stems.insert(meaning, stems);
    }
    classes
});

/// Most words of a text occur in the next one too; so many are remembered.
const REMEMBERED: usize = 20_000;

/// The Snowball English stem of a folded word ("engineering" → "engin").
/// Words with a mark or a digit in them ("c++", "s3") are their own stem.
pub(crate) fn stem(word: &str) -> Box<str> {
    if !stems(word) {
        return word.into();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(found) = known.get(word) {
            return found.clone();
        }
        let stemmed = snowball(word);
        if known.len() < REMEMBERED {
            known.insert(word.into(), stemmed.clone());
        }
        stemmed
    })
}

/// What a stem means, where others mean the same ("vendor", "supplier").
pub(crate) fn meaning(stem: &str) -> Option<Box<str>> {
    CLASSES.meanings.get(stem).cloned()
}

/// The stems that mean it.
pub(crate) fn meant_by(meaning: &str) -> &'static [Box<str>] {
    CLASSES.stems.get(meaning).map_or(&[], |stems| stems)
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
    fn words_of_one_meaning_share_it() {
        let meaning = |word| super::meaning(&super::stem(word));
        assert_eq!(meaning("vendors"), meaning("supplier"));
        assert_eq!(meaning("wrote"), meaning("drafting"));
        assert_ne!(meaning("head"), meaning("lead"));
    }

    #[test]
    fn a_word_has_one_meaning() {
        let lines = include_str!("../../data/synonyms.txt").lines().filter(|line| !line.starts_with('#'));
        let mut seen = std::collections::BTreeMap::new();
        for (at, word) in lines.enumerate().flat_map(|(at, line)| line.split(' ').map(move |word| (at, word))) {
            let other = seen.insert(super::stem(word), at);
            assert!(other.is_none_or(|other| other == at), "{word} stands in two classes");
        }
    }
}
