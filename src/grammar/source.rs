//! A rule as it is kept: what it looks for, what it says, and what shows that it is
//! right. Made of the files (`tables`) at build time for what is shipped and at run time
//! for a user's own; it depends on nothing of the crate.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::required::required;
use super::{automaton, machine};

/// One rule as its file has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RuleSource {
    /// Name, unique over all files.
    pub name: String,
    /// The file it stands in, without folder and ending.
    pub family: String,
    /// Words of which one must stand in the sentence before the pattern runs.
    pub needs: Vec<Text>,
    /// The pattern, its parts put in; `None` for a rule of phrases.
    pub pattern: Option<PatternSource>,
    /// The phrases, for a rule without pattern.
    pub phrases: Vec<Text>,
    /// Two sets of phrases of which one each must stand in a clause, for such a rule.
    pub sides: Vec<Vec<Text>>,
    /// Patterns that, anywhere in the sentence, keep the rule from firing.
    pub unless: Vec<PatternSource>,
    /// What a hit says, by key.
    pub set: Vec<(String, Said)>,
    /// Line of its table, for messages.
    pub line: usize,
    /// What shows that it is right. Left out of what is built in, which keeps
    /// them apart: a command that reads a posting decodes none.
    pub examples: Examples,
}

impl RuleSource {
    /// What it says for a key, whatever the sentence.
    pub fn literal(&self, key: &str) -> Option<&str> {
        self.set.iter().find_map(|(k, said)| if let (Said::Literal(words), true) = (said, k == key) { Some(words.as_str()) } else { None })
    }

    /// Whether it only says where a clause ends.
    pub fn breaks(&self) -> bool {
        self.set.iter().any(|(key, said)| key == "class" && matches!(said, Said::Literal(class) if class == "break"))
    }
}

/// A pattern, with what tells at little cost that it cannot match.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct PatternSource {
    /// The expression.
    pub regex: Text,
    /// The names of its groups.
    pub groups: Vec<String>,
    /// Sets of words of which one each must stand in the sentence.
    pub words: Vec<Vec<Text>>,
    /// The table of [`automaton::Table`].
    #[serde(deserialize_with = "borrowed")]
    pub table: Cow<'static, [u8]>,
    /// The steps of its [`machine`].
    #[serde(deserialize_with = "borrowed")]
    pub steps: Cow<'static, [u8]>,
}

impl PatternSource {
    /// A pattern with what is read from it; the error says what is wrong with it.
    pub fn new(regex: String) -> Result<PatternSource, String> {
        let laid = machine::lay(&regex)?;
        let words = required(&regex).into_iter().map(texts).collect();
        Ok(PatternSource { words, table: automaton::table(&regex).into(), steps: laid.steps.into(), groups: laid.groups, regex: Text(regex.into()) })
    }
}

/// A text that is read in place where it is built in.
#[derive(Debug, Clone, Serialize)]
pub struct Text(Cow<'static, str>);

impl<'de: 'static> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Text, D::Error> {
        <&'de str>::deserialize(from).map(|text| Text(text.into()))
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Texts of one's own.
pub(super) fn texts(texts: Vec<String>) -> Vec<Text> {
    texts.into_iter().map(|text| Text(text.into())).collect()
}

fn borrowed<'de: 'static, D: serde::Deserializer<'de>>(from: D) -> Result<Cow<'static, [u8]>, D::Error> {
    <&'de [u8]>::deserialize(from).map(Cow::Borrowed)
}

/// What a rule says for a key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Said {
    /// These words.
    Literal(String),
    /// The text of this capture group.
    Group(String),
}

/// What shows that a rule is right.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Examples {
    /// What the rule finds, in a sentence.
    pub summary: String,
    /// Where it must fire.
    pub accept: Vec<Accept>,
    /// Where it must not.
    pub reject: Vec<Reject>,
}

/// An example in which the rule fires on exactly what stands between «».
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Accept {
    /// The sentence.
    pub text: String,
    /// What the hit says, by key.
    pub says: BTreeMap<String, String>,
}

/// An example in which the rule does not fire.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reject {
    /// The sentence.
    pub text: String,
    /// Why not.
    pub why: String,
}

/// What a phrase is to a rule: all of it, or one of two sides that must stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The rule's number.
    pub rule: u32,
    /// 0 for a phrase that is enough by itself, else the side.
    pub side: u32,
}

impl Part {
    /// As one number.
    fn number(self) -> u32 {
        self.rule << 2 | self.side
    }

    /// What a number says.
    pub fn of(number: u32) -> Part {
        Part { rule: number >> 2, side: number & 3 }
    }
}

/// The phrases of the rules, each with what it is to its rule ([`Part`]) as a number.
pub fn phrases(rules: &[RuleSource]) -> impl Iterator<Item = (&str, u32)> {
    rules.iter().zip(0..).flat_map(|(r, rule)| {
        let sides = std::iter::once(&r.phrases).chain(&r.sides).zip(0..);
        sides.flat_map(move |(phrases, side)| phrases.iter().map(move |p| (&**p, Part { rule, side }.number())))
    })
}

/// The words that rules with patterns ask for.
pub fn words(rules: &[RuleSource]) -> impl Iterator<Item = &str> {
    rules.iter().flat_map(|r| r.needs.iter().chain(r.pattern.iter().chain(&r.unless).flat_map(|p| p.words.iter().flatten()))).map(|word| &**word)
}
