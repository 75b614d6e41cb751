//! Rules as data: what words mean in a posting or a profile. The format and its
//! loader, the one place where rules run, and the numbers of weights and levels.
//!
//! What a hit is good for is decided by those who ask: [`crate::posting`] for
//! headings, [`crate::criteria`] for requirements, [`crate::profile`] for claims.

mod automaton;
mod builtin;
pub(crate) mod cues;
mod extend;
pub(crate) mod layout;
mod machine;
mod numbers;
mod pattern;
mod required;
mod run;
mod sought;
pub(crate) mod source;
mod spelled;
mod tables;

use std::sync::{Arc, OnceLock};

pub(crate) use cues::Cue;
use cues::Cues;
use layout::Laid;
pub use numbers::Thousandths;
pub(crate) use numbers::{BySection, Guess, Lengths, Levels, Limits, Weights};
use pattern::{Pattern, Sets};
pub(crate) use run::{Hit, Hits, Signs};
use rustc_hash::FxHashMap;
pub(crate) use sought::Sought;
use sought::is_apart;
use source::RuleSource;
pub(crate) use source::Said;

use crate::taxonomy::Taxonomy;
use crate::text::bytes::Bytes;
use crate::text::tree::Tree;
use crate::text::{Line, Words, digest};

/// Everything that reading and scoring go by: the rules, the taxonomy, weights
/// and levels. Cheap to clone, `Send + Sync`, made once and shared.
///
/// ```
/// let rules = rolefit::Rules::builtin();
/// assert!(rules.taxonomy().by_id("kubernetes").is_some());
/// ```
#[derive(Debug, Clone)]
pub struct Rules(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    taxonomy: Taxonomy,
    grammar: Grammar,
    words: Arc<Words>,
    cues: Cues,
    weights: Weights,
    /// The built-in weights, where a user's rules may have changed them.
    own_weights: Option<Weights>,
    levels: Levels,
    limits: Limits,
    lengths: Lengths,
    guess: Guess,
    /// Digests of a user's own data and rules; `None` without.
    own: Option<(String, String)>,
    /// Digests of taxonomy and rules, made when a report asks for them.
    digests: OnceLock<(String, String)>,
}

impl Rules {
    /// The taxonomy.
    pub fn taxonomy(&self) -> &Taxonomy {
        &self.0.taxonomy
    }

    pub(crate) fn grammar(&self) -> &Grammar {
        &self.0.grammar
    }

    /// What a line of a profile shows by words of duties, and what takes back what it
    /// says. Where nothing does, it does not matter where clauses end, and most lines are such.
    pub(crate) fn told(&self, line: &Line) -> Hits<'_> {
        let found = self.0.grammar.run(line, Sought::Told);
        if found.of("claims").next().is_none() { found } else { self.0.grammar.run(line, Sought::Clauses) }
    }

    pub(crate) fn words(&self) -> &Words {
        &self.0.words
    }

    /// Whether the word at a token of a line stands in a list of `rules/cues.toml`; behind the line's end none does.
    pub(crate) fn cue(&self, line: &Line, token: usize, cue: Cue) -> bool {
        line.numbers.get(token).is_some_and(|&number| self.0.cues.hold(number, line.word(token), cue, &self.0.words))
    }

    /// All lists of `rules/cues.toml` that the word at a token stands in, as bits.
    pub(crate) fn cues(&self, line: &Line, token: usize) -> u128 {
        self.0.cues.all(line.numbers[token], line.word(token), &self.0.words)
    }

    pub(crate) fn weights(&self) -> &Weights {
        &self.0.weights
    }

    /// The weights that are built in, whatever a user's own rules say.
    pub(crate) fn own_weights(&self) -> &Weights {
        self.0.own_weights.as_ref().unwrap_or(&self.0.weights)
    }

    pub(crate) fn levels(&self) -> &Levels {
        &self.0.levels
    }

    /// What the lines of a posting without headings say of their section.
    pub(crate) fn guess(&self) -> &Guess {
        &self.0.guess
    }

    /// The sizes that inputs may have.
    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// How far the reader of postings looks, and how long a thing may be.
    pub(crate) fn lengths(&self) -> &Lengths {
        &self.0.lengths
    }

    /// The most bytes that a profile, a posting or a criteria file may have.
    pub fn longest_input(&self) -> usize {
        let Limits { posting, profile, criteria, .. } = self.0.limits;
        posting.max(profile).max(criteria)
    }

    /// A digest of what the reading of profiles goes by, besides the taxonomy: a
    /// change of anything else leaves compiled profiles as good as they were.
    #[cfg(feature = "pool")]
    pub(crate) fn profile_digest(&self) -> String {
        // Examples change nothing that is read.
        let plain = |s: &RuleSource| RuleSource { examples: source::Examples::default(), ..s.clone() };
        let of_profiles = self.0.grammar.rules().filter(|r| PROFILE_FAMILIES.contains(&r.source.family.as_str()));
        let read: Vec<_> = of_profiles.map(|r| (plain(&r.source), r.patterns().map(|p| p.regex()).collect::<Vec<_>>())).collect();
        let levels = &self.0.levels;
        let named = |(number, form): (u32, usize)| (self.words().words.text(number as usize - 1), form);
        let cues: Vec<Vec<(&str, usize)>> = PROFILE_CUES.iter().map(|&cue| self.0.cues.of(cue).map(named).collect()).collect();
        let bytes = |what: Result<Vec<u8>, postcard::Error>| what.expect("memory takes all");
        digest(&[&bytes(postcard::to_stdvec(&(read, cues))), &bytes(postcard::to_stdvec(&(&levels.language.rungs, &levels.spelling)))])
    }

    /// A digest of all rules, weights and levels, as reports carry it.
    pub fn digest(&self) -> &str {
        &self.digests().1
    }

    /// A digest of all files of the taxonomy, as reports carry it.
    pub fn taxonomy_digest(&self) -> &str {
        &self.digests().0
    }

    fn digests(&self) -> &(String, String) {
        self.0.digests.get_or_init(|| {
            let built_in = builtin::digests();
            match &self.0.own {
                None => built_in,
                Some((data, rules)) => {
                    let with = |known: String, own: &str| if own.is_empty() { known } else { digest(&[known.as_bytes(), own.as_bytes()]) };
                    (with(built_in.0, data), with(built_in.1, rules))
                }
            }
        })
    }

    /// The examples of every rule, in the order of the rules.
    pub(crate) fn rule_examples(&self) -> Vec<source::Examples> {
        match self.0.own {
            None => builtin::examples(),
            Some(_) => self.grammar().rules().map(|r| r.source.examples.clone()).collect(),
        }
    }
}

/// The families of rules that profiles are read by: what prose takes back, and
/// what stands around a name.
#[cfg(feature = "pool")]
const PROFILE_FAMILIES: &[&str] = &["claims", "leads", "names", "signs", "tails", "years"];

/// The lists of words that profiles are read by.
#[cfg(feature = "pool")]
const PROFILE_CUES: &[Cue] = &[
    Cue::Domain,
    Cue::Hard,
    Cue::Held,
    Cue::Acts,
    Cue::Ahead,
    Cue::Assigned,
    Cue::Bodies,
    Cue::Booked,
    Cue::Dealt,
    Cue::Employers,
    Cue::FellThrough,
    Cue::Gaps,
    Cue::Heads,
    Cue::Heard,
    Cue::Hopes,
    Cue::Lessons,
    Cue::Little,
    Cue::Needs,
    Cue::Ours,
    Cue::People,
    Cue::Praised,
    Cue::Reached,
    Cue::Served,
    Cue::TakenOver,
    Cue::Warns,
];

/// The rules. What says that a rule cannot hit in a line is read in place; a rule is
/// decoded when it may, for the first time.
#[derive(Debug)]
pub(crate) struct Grammar {
    laid: layout::Rules,
    rules: Box<[OnceLock<Box<Rule>>]>,
    /// Phrases; a value says what it is to a rule (`Part`).
    phrases: Tree,
    words: Arc<Words>,
    by_name: OnceLock<FxHashMap<String, u16>>,
    /// Of the families of `rules/resume/`, which run when they are asked for by name and never with
    /// the rest, the rules with patterns and the words of which one must stand.
    apart: OnceLock<Apart>,
}

/// By family, rules with the numbers of the words that they need.
type Apart = FxHashMap<String, Vec<(u16, Vec<u32>)>>;

/// One rule, ready to run.
#[derive(Debug)]
pub(crate) struct Rule {
    /// As its file has it, but for its patterns.
    pub source: RuleSource,
    pattern: Option<Pattern>,
    unless: Vec<(Sets, Pattern)>,
}

impl Rule {
    /// Whether it belongs to a family that runs by itself.
    pub fn is_apart(&self) -> bool {
        is_apart(&self.source.family)
    }

    /// Its pattern, and those that keep it from firing.
    #[cfg(feature = "pool")]
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.pattern.iter().chain(self.unless.iter().map(|(_, pattern)| pattern))
    }
}

impl Grammar {
    /// The rules as they are laid out; `own` are those of a user, decoded already.
    fn new(laid: Laid<Bytes>, own: Option<Vec<RuleSource>>, words: Arc<Words>, phrases: Tree) -> Grammar {
        let laid = layout::Rules::new(laid);
        let rules = (0..laid.len()).map(|_| OnceLock::new()).collect();
        let grammar = Grammar { laid, rules, phrases, words, by_name: OnceLock::new(), apart: OnceLock::new() };
        for (cell, source) in grammar.rules.iter().zip(own.into_iter().flatten()) {
            cell.get_or_init(|| Box::new(grammar.ready(source)));
        }
        grammar
    }

    fn rule(&self, rule: u32) -> &Rule {
        self.rules[rule as usize].get_or_init(|| Box::new(self.ready(builtin::rule(rule))))
    }

    fn ready(&self, mut source: RuleSource) -> Rule {
        let places = |set: &Vec<source::Text>| set.iter().map(|word| self.laid.asked_as(self.words.number(word))).collect();
        let unless = std::mem::take(&mut source.unless).into_iter().map(|p| (p.words.iter().map(places).collect(), Pattern::new(p))).collect();
        Rule { pattern: source.pattern.take().map(Pattern::new), unless, source }
    }

    /// The rules in the order of their files.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        (0..self.rules.len() as u32).map(|i| self.rule(i))
    }

    fn apart(&self) -> &Apart {
        self.apart.get_or_init(|| {
            let of = |family: &String| {
                let needs = |rule: &Rule| rule.source.needs.iter().map(|w| self.words.number(w)).collect();
                let patterns = self.laid.of(family).map(|i| (i, self.rule(i))).filter(|(_, rule)| rule.pattern.is_some());
                (family.clone(), patterns.map(|(i, rule)| (i as u16, needs(rule))).collect())
            };
            self.laid.families.iter().filter(|family| is_apart(family)).map(of).collect()
        })
    }

    /// The families that run when they are asked for by name.
    pub fn families_apart(&self) -> impl Iterator<Item = &str> {
        self.apart().keys().map(String::as_str)
    }

    fn index(&self, name: &str) -> Option<u16> {
        self.by_name.get_or_init(|| self.rules().zip(0..).map(|(rule, i)| (rule.source.name.clone(), i)).collect()).get(name).copied()
    }
}
