//! The rules and data that are built in.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::{Grammar, Guess, Inner, Levels, Limits, Rules, Weights, source};
use crate::taxonomy::image::Image;
use crate::taxonomy::{self, Taxonomy};
use crate::text::bytes::Bytes;

static TAXONOMY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/taxonomy.bin"));
static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/image.bin"));
static RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));
static EXAMPLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/examples.bin"));
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
    pub rules: source::Files,
    pub parts: source::Parts,
    pub weights: Weights,
    /// The built-in weights, where a user's rules lie on top.
    pub own_weights: Option<Weights>,
    pub levels: Levels,
    pub limits: Limits,
    pub guess: Guess,
    /// Digests of a user's own data and rules on top; `None` without.
    pub own: Option<(String, String)>,
}

/// What is built in, without the examples of its rules.
pub(super) fn sources() -> Sources {
    let (weights, levels, limits, guess): (Weights, Levels, Limits, Guess) = embedded(NUMBERS);
    let (rules, parts): (source::Files, source::Parts) = embedded(RULES);
    Sources { rules, parts, weights, own_weights: None, levels, limits, guess, own: None }
}

fn load() -> Rules {
    let image: Image<&'static [u8]> = embedded(IMAGE);
    made(sources(), image.map(Cow::Borrowed))
}

/// The examples of the rules that are built in, in their order.
pub(super) fn examples() -> Vec<source::Examples> {
    embedded(EXAMPLES)
}

/// Digests of the taxonomy and of the rules that are built in.
pub(super) fn digests() -> (String, String) {
    (env!("ROLEFIT_TAXONOMY").into(), env!("ROLEFIT_RULES").into())
}

/// The data that the built-in image was laid out from, for a user's own on top of it.
pub(super) fn data() -> taxonomy::source::Files {
    embedded(TAXONOMY)
}

pub(super) fn made(sources: Sources, image: Image<Bytes>) -> Rules {
    let Sources { rules, weights, own_weights, levels, limits, guess, own, .. } = sources;
    let (taxonomy, words, phrases) = Taxonomy::new(image, levels.spelling);
    let words = Arc::new(words);
    let grammar = Grammar::new(rules.rules, words.clone(), phrases);
    Rules(Arc::new(Inner { taxonomy, grammar, words, weights, own_weights, levels, limits, guess, own, digests: OnceLock::new() }))
}

fn embedded<T: serde::Deserialize<'static>>(bytes: &'static [u8]) -> T {
    postcard::from_bytes(bytes).expect("written by the build of the same version")
}
