//! The words that rules and taxonomy know, as small numbers.

use super::bytes::{Blobs, Bytes, hash};
use super::fold::word_key;
use super::phrase::each_word;

/// Bytes of a word that stand in its slot: most words are no longer, and known by one look.
const HEAD: usize = 12;

/// Known words; 0 is the number of one that is not known.
#[derive(Debug)]
pub(crate) struct Words {
    /// A hash table of sixteen bytes a slot ([`slots`]); its size is a power of two.
    pub slots: Bytes,
    /// The words; number 1 is the first.
    pub words: Blobs,
}

impl Words {
    /// The number of a folded word; 0 where it is not known. A plural has its singular's.
    pub fn number(&self, word: &str) -> u32 {
        let key = word_key(word);
        let (key, slots) = (key.as_bytes(), self.slots.as_chunks().0);
        let sign = sign(key);
        let mut at = place(key, sign);
        loop {
            let slot = u128::from_le_bytes(slots[at & (slots.len() - 1)]);
            let number = slot as u32 & NUMBER;
            if number == 0 || slot >> SIGN == sign && (key.len() <= HEAD || self.words.get(number as usize - 1) == key) {
                return number;
            }
            at += 1;
        }
    }

    /// The numbers of a phrase's words, joiners and possessive endings left out.
    pub fn phrase(&self, phrase: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        each_word(phrase, |word| numbers.push(self.number(word)));
        numbers
    }
}

/// A slot's lowest bits are the number of its word, those above its length and its first bytes.
const SIGN: u32 = 24;
const NUMBER: u32 = (1 << SIGN) - 1;

/// A word's length and first bytes.
fn sign(word: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    bytes[0] = word.len().min(255) as u8;
    let head = word.len().min(HEAD);
    bytes[1..=head].copy_from_slice(&word[..head]);
    u128::from_le_bytes(bytes)
}

/// Where a word with a sign is looked for first; the slots go round.
fn place(word: &[u8], sign: u128) -> usize {
    let tail = word.get(HEAD..).map_or(0, hash);
    let mixed = (sign as u64 ^ u64::from(tail)).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ ((sign >> 64) as u64).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (mixed >> 40) as usize
}

/// The hash table of some words, half full at most.
pub(crate) fn slots(words: &[String]) -> Vec<u8> {
    let size = (words.len() * 2).next_power_of_two().max(2);
    assert!(words.len() < NUMBER as usize, "a number has 24 bits");
    let mut slots = vec![0u128; size];
    for (word, number) in words.iter().zip(1u128..) {
        let sign = sign(word.as_bytes());
        let mut at = place(word.as_bytes(), sign);
        while slots[at & (size - 1)] != 0 {
            at += 1;
        }
        slots[at & (size - 1)] = sign << SIGN | number;
    }
    slots.into_iter().flat_map(u128::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_word_has_its_own_number() {
        let rules = crate::Rules::builtin();
        let words = rules.words();
        for i in 0..words.words.len() {
            assert_eq!(words.number(words.words.text(i)), i as u32 + 1, "{}", words.words.text(i));
        }
        assert_eq!(words.number("communicatio"), 0);
        assert_ne!(words.number("communication"), 0);
        assert_eq!(words.number("abilities"), words.number("ability"));
    }
}
