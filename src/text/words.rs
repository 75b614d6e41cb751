//! The words that rules and taxonomy know, as small numbers.

use super::bytes::{Blobs, Numbers, hash};
use super::fold::word_key;
use super::phrase::each_word;

/// Known words; 0 is the number of one that is not known.
#[derive(Debug)]
pub(crate) struct Words {
    /// A hash table of word numbers; its size is a power of two.
    pub slots: Numbers,
    /// The words; number 1 is the first.
    pub words: Blobs,
}

impl Words {
    /// The number of a folded word; 0 where it is not known. A plural has its singular's.
    pub fn number(&self, word: &str) -> u32 {
        let key = word_key(word);
        let mask = self.slots.len() - 1;
        let mut at = hash(key.as_bytes()) as usize & mask;
        loop {
            match self.slots.get(at) {
                0 => return 0,
                n if self.words.get(n as usize - 1) == key.as_bytes() => return n,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The numbers of a phrase's words, joiners and possessive endings left out.
    pub fn phrase(&self, phrase: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        each_word(phrase, |word| numbers.push(self.number(word)));
        numbers
    }
}
