//! The rules and data that are built in.

use std::sync::{Arc, OnceLock};

use super::{Grammar, Inner, Levels, Limits, Rules, Weights, source};
use crate::taxonomy::{self, Taxonomy};
use crate::text::Words;

static TAXONOMY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/taxonomy.bin"));
static RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));
static NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/numbers.bin"));

impl Rules {
    /// The rules and data that are built in; made at the first call, the same ever after.
    pub fn builtin() -> Rules {
        static BUILTIN: OnceLock<Rules> = OnceLock::new();
        BUILTIN.get_or_init(load).clone()
    }
}

fn load() -> Rules {
    let (weights, levels, limits): (Weights, Levels, Limits) = embedded(NUMBERS);
    let files: taxonomy::source::Files = embedded(TAXONOMY);
    let rules: source::Files = embedded(RULES);
    let mut words = Words::default();
    let taxonomy = Taxonomy::new(&files, &mut words, levels.spelling, digest(&[TAXONOMY]));
    let grammar = Grammar::new(rules.rules, &mut words);
    Rules(Arc::new(Inner { taxonomy, grammar, words, weights, levels, limits, digest: digest(&[RULES, NUMBERS]) }))
}

fn embedded<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> T {
    postcard::from_bytes(bytes).expect("written by the build of the same version")
}

/// A digest of some bytes, as reports carry it: the first 16 hexadecimal digits of a BLAKE3 hash: enough to tell versions apart.
pub fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
