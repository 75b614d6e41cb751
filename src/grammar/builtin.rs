//! The rules and data that are built in.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::cues::{self, Cues};
use super::layout::{self, Laid};
use super::source::{self, RuleSource};
use super::tables;
use super::{Grammar, Guess, Inner, Lengths, Levels, Limits, Rules, Weights};
use crate::taxonomy::image::{self, Image};
use crate::taxonomy::{self, Taxonomy};
use crate::text::bytes::Numbers;

static TAXONOMY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/taxonomy.bin"));
static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/image.bin"));
static RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));
static LAID: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/laid.bin"));
static CUES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/cues.bin"));
static CUES_LAID: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/cues-laid.bin"));
static PARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/parts.bin"));
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
    pub rules: Vec<RuleSource>,
    pub parts: tables::Parts,
    pub cues: cues::Lists,
    pub weights: Weights,
    /// The built-in weights, where a user's rules lie on top.
    pub own_weights: Option<Weights>,
    pub levels: Levels,
    pub limits: Limits,
    pub lengths: Lengths,
    pub guess: Guess,
    /// Digests of a user's own data and rules on top; `None` without.
    pub own: Option<(String, String)>,
}

/// What is built in, without the examples of its rules.
pub(super) fn sources() -> Sources {
    let (weights, levels, limits, lengths, guess): (Weights, Levels, Limits, Lengths, Guess) = embedded(NUMBERS);
    let rules = (0..rules().0.len() as u32 - 1).map(rule).collect();
    Sources { rules, parts: embedded(PARTS), cues: embedded(CUES), weights, own_weights: None, levels, limits, lengths, guess, own: None }
}

/// Where each rule that is built in begins, and their bytes.
fn rules() -> (Numbers, &'static [u8]) {
    let (starts, bytes): (&[u8], &[u8]) = embedded(RULES);
    (Numbers(starts.into()), bytes)
}

/// One of the rules that are built in.
pub(super) fn rule(rule: u32) -> RuleSource {
    let (starts, bytes) = rules();
    embedded(&bytes[starts.get(rule as usize) as usize..starts.get(rule as usize + 1) as usize])
}

fn load() -> Rules {
    let (weights, levels, limits, lengths, guess): (Weights, Levels, Limits, Lengths, Guess) = embedded(NUMBERS);
    let image: Image<&'static [u8]> = embedded(IMAGE);
    let laid: Laid<&'static [u8]> = embedded(LAID);
    let (taxonomy, words, phrases) = Taxonomy::new(image.map(Cow::Borrowed), levels.spelling);
    let words = Arc::new(words);
    let grammar = Grammar::new(laid.map(Cow::Borrowed), None, words.clone(), phrases);
    Rules(Arc::new(Inner {
        taxonomy,
        grammar,
        words,
        cues: Cues::new(CUES_LAID.into()),
        weights,
        own_weights: None,
        levels,
        limits,
        lengths,
        guess,
        own: None,
        digests: OnceLock::new(),
    }))
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
pub(super) fn data() -> taxonomy::files::Files {
    embedded(TAXONOMY)
}

/// Rules that a user changed, laid out and ready.
pub(super) fn made(sources: Sources, data: &taxonomy::files::Files) -> Rules {
    let Sources { rules, cues, weights, own_weights, levels, limits, lengths, guess, own, .. } = sources;
    let image = image::build(data, cues::words(&cues), source::phrases(&rules), source::words(&rules)).map(Cow::Owned);
    let (taxonomy, words, phrases) = Taxonomy::new(image, levels.spelling);
    let words = Arc::new(words);
    let cues = Cues::new(cues::lay(&cues, &words).into());
    let grammar = Grammar::new(layout::lay(&rules, &words).map(Cow::Owned), Some(rules), words.clone(), phrases);
    Rules(Arc::new(Inner { taxonomy, grammar, words, cues, weights, own_weights, levels, limits, lengths, guess, own, digests: OnceLock::new() }))
}

fn embedded<T: serde::Deserialize<'static>>(bytes: &'static [u8]) -> T {
    postcard::from_bytes(bytes).expect("written by the build of the same version")
}
