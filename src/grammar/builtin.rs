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

/// Everything that rules are made of, before it is made ready to run.
pub(super) struct Sources {
    pub data: taxonomy::source::Files,
    pub rules: source::Files,
    pub parts: source::Parts,
    pub weights: Weights,
    pub levels: Levels,
    pub limits: Limits,
    /// Digests of the taxonomy's files and of the rules'.
    pub digests: (String, String),
}

/// What is built in.
pub(super) fn sources() -> Sources {
    let (weights, levels, limits): (Weights, Levels, Limits) = embedded(NUMBERS);
    let (rules, parts): (source::Files, source::Parts) = embedded(RULES);
    Sources { data: embedded(TAXONOMY), rules, parts, weights, levels, limits, digests: (digest(&[TAXONOMY]), digest(&[RULES, NUMBERS])) }
}

fn load() -> Rules {
    made(sources())
}

pub(super) fn made(sources: Sources) -> Rules {
    let Sources { data, rules, weights, levels, limits, digests, .. } = sources;
    let mut words = Words::default();
    let taxonomy = Taxonomy::new(&data, &mut words, levels.spelling, digests.0);
    let grammar = Grammar::new(rules.rules, &mut words);
    Rules(Arc::new(Inner { taxonomy, grammar, words, weights, levels, limits, digest: digests.1 }))
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
