//! Rules as data: what words mean in a posting or a profile. The format and its
//! loader, the one place where rules run, and the numbers of weights and levels.
//!
//! What a hit is good for is decided by those who ask: [`crate::posting`] for
//! headings, [`crate::criteria`] for requirements, [`crate::profile`] for claims.

mod automaton;
mod builtin;
mod extend;
mod machine;
mod numbers;
mod pattern;
mod required;
mod run;
pub(crate) mod source;

use std::sync::{Arc, OnceLock};

pub use numbers::Thousandths;
pub(crate) use numbers::{BySection, Guess, Levels, Limits, Weights};
use pattern::Pattern;
pub(crate) use run::{Hit, Hits};
use rustc_hash::FxHashMap;
pub(crate) use source::Said;
use source::{PatternSource, RuleSource};

use crate::taxonomy::Taxonomy;
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
    weights: Weights,
    /// The built-in weights, where a user's rules may have changed them.
    own_weights: Option<Weights>,
    levels: Levels,
    limits: Limits,
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

    /// Ids of the concepts that words of duties can show.
    pub(crate) fn signed(&self) -> impl Iterator<Item = &str> {
        self.0.grammar.rules.iter().filter(|r| r.source.family == "signs").filter_map(|r| r.source.literal("concept"))
    }

    /// What the words of a line of a profile show together.
    pub(crate) fn signs(&self, line: &Line) -> Hits<'_> {
        self.0.grammar.run(line, Sought::Signs)
    }

    pub(crate) fn words(&self) -> &Words {
        &self.0.words
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
        let of_profiles = self.0.grammar.rules.iter().filter(|r| PROFILE_FAMILIES.contains(&r.source.family.as_str()));
        let read: Vec<_> = of_profiles.map(|r| (plain(&r.source), r.patterns().map(|p| p.regex()).collect::<Vec<_>>())).collect();
        let levels = &self.0.levels;
        let bytes = |what: Result<Vec<u8>, postcard::Error>| what.expect("memory takes all");
        digest(&[&bytes(postcard::to_stdvec(&read)), &bytes(postcard::to_stdvec(&(&levels.language.rungs, &levels.spelling)))])
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
        let rules = self.grammar().rules();
        match self.0.own {
            None => builtin::examples(),
            Some(_) => rules.iter().map(|r| r.source.examples.clone()).collect(),
        }
    }
}

/// The families of rules that profiles are read by: what prose takes back, and
/// what stands around a name.
#[cfg(feature = "pool")]
const PROFILE_FAMILIES: &[&str] = &["claims", "leads", "names", "signs", "tails", "years"];

/// The rules, ready to run.
#[derive(Debug)]
pub(crate) struct Grammar {
    rules: Vec<Rule>,
    by_name: FxHashMap<String, u16>,
    /// Phrases; a value is the number of a rule.
    phrases: Tree,
    /// Rules with patterns, by the words that they need.
    needs: FxHashMap<u32, Vec<u16>>,
    /// Rules that need `$`, or a sign that folding leaves without a letter (`€`, `£`).
    money: Vec<u16>,
    words: Arc<Words>,
    /// By the numbers of words, their places among those that rules ask for; 0 for all others.
    asked_as: Vec<u16>,
    /// Words that rules ask for.
    asked: usize,
    /// Of the families of `rules/resume/`, which run when they are asked for by name and never with
    /// the rest, the rules with patterns and the words of which one must stand.
    apart: FxHashMap<String, Vec<(u16, Vec<u32>)>>,
}

/// One rule, ready to run.
#[derive(Debug)]
pub(crate) struct Rule {
    /// As its file has it, but for its patterns.
    pub source: RuleSource,
    pattern: Option<Pattern>,
    unless: Vec<Pattern>,
    /// What it is run for ([`Sought::of`]).
    sought: u16,
}

/// What is sought in a line: only the families of rules that tell of it run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sought {
    /// Everything, claims too: for checks.
    All,
    /// Names alone; no rule.
    Nothing,
    /// Whether a heading opens a section.
    Heading,
    /// What section a line belongs to by its own words.
    Section,
    /// What a sentence of a posting asks.
    Asks,
    /// What it says of the role.
    Role,
    /// What stands around a name.
    Name,
    /// What a recruiter should not ask.
    Lint,
    /// What a line of a profile shows by words of duties, and what takes back what it says.
    Told,
    /// That, and where clauses end.
    Clauses,
    /// What words of duties in a profile show together.
    Signs,
}

impl Sought {
    const EACH: [Sought; 11] = [
        Sought::All,
        Sought::Nothing,
        Sought::Heading,
        Sought::Section,
        Sought::Asks,
        Sought::Role,
        Sought::Name,
        Sought::Lint,
        Sought::Told,
        Sought::Clauses,
        Sought::Signs,
    ];

    fn takes(self, rule: &RuleSource) -> bool {
        let family = rule.family.as_str();
        match self {
            _ if is_apart(family) => false,
            Sought::All => true,
            Sought::Nothing => false,
            Sought::Heading => matches!(family, "sections" | "strength"),
            Sought::Section => {
                matches!(family, "sections" | "strength" | "asides" | "asks" | "duties" | "education" | "languages" | "leads" | "looks" | "traits" | "years")
            }
            Sought::Asks => !matches!(family, "sections" | "looks" | "claims" | "signs" | "role" | "lint" | "names"),
            Sought::Role => family == "role",
            Sought::Name => matches!(family, "leads" | "tails" | "years" | "names"),
            Sought::Lint => family == "lint",
            Sought::Told => family == "signs" || family == "claims" && !rule.breaks(),
            Sought::Clauses => matches!(family, "claims" | "signs"),
            Sought::Signs => family == "signs",
        }
    }

    /// For which of them a rule runs, as bits.
    fn of(rule: &RuleSource) -> u16 {
        Sought::EACH.into_iter().filter(|s| s.takes(rule)).fold(0, |bits, s| bits | s.bit())
    }

    fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// Whether a family runs only when it is asked for by name.
fn is_apart(family: &str) -> bool {
    family.starts_with("resume/")
}

impl Rule {
    /// Whether it belongs to a family that runs by itself.
    pub fn is_apart(&self) -> bool {
        is_apart(&self.source.family)
    }

    /// Its pattern, and those that keep it from firing.
    #[cfg(feature = "pool")]
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.pattern.iter().chain(&self.unless)
    }
}

impl Grammar {
    fn new(sources: Vec<RuleSource>, words: Arc<Words>, phrases: Tree) -> Grammar {
        let mut needs: FxHashMap<u32, Vec<u16>> = FxHashMap::default();
        let mut by_name = FxHashMap::default();
        let mut money = Vec::new();
        let mut apart: FxHashMap<String, Vec<(u16, Vec<u32>)>> = FxHashMap::default();
        let mut rules = Vec::with_capacity(sources.len());
        let (mut asked, mut asked_as) = (0, vec![0u16; words.words.len() + 1]);
        for (i, mut source) in sources.into_iter().enumerate() {
            let i = i as u16;
            by_name.insert(source.name.clone(), i);
            let mut place = |word: &source::Text| {
                let place = &mut asked_as[words.number(word) as usize];
                if *place == 0 {
                    asked += 1;
                    *place = asked;
                }
                *place
            };
            let mut ready = |source: PatternSource| {
                let wants = source.words.iter().map(|set| set.iter().map(&mut place).collect()).collect();
                Pattern::new(source, wants)
            };
            let pattern = source.pattern.take().map(&mut ready);
            let unless = std::mem::take(&mut source.unless).into_iter().map(ready).collect();
            let sought = Sought::of(&source);
            if is_apart(&source.family) {
                let patterns = apart.entry(source.family.clone()).or_default();
                if pattern.is_some() {
                    patterns.push((i, source.needs.iter().map(|w| words.number(w)).collect()));
                }
                rules.push(Rule { source, pattern, unless, sought });
                continue;
            }
            for word in &source.needs {
                if &**word == "$" {
                    money.push(i);
                    continue;
                }
                let rules = needs.entry(words.number(word)).or_default();
                if !rules.contains(&i) {
                    rules.push(i);
                }
            }
            rules.push(Rule { source, pattern, unless, sought });
        }
        Grammar { rules, by_name, phrases, needs, money, apart, words, asked_as, asked: asked as usize }
    }

    /// The rules in the order of their files.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The families that run when they are asked for by name.
    pub fn families_apart(&self) -> impl Iterator<Item = &str> {
        self.apart.keys().map(String::as_str)
    }

    fn index(&self, name: &str) -> Option<u16> {
        self.by_name.get(name).copied()
    }
}
