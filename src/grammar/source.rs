//! The files of rules: `rules/*.toml`. One rule, one table, with its own
//! examples. Read and checked here, at build time for what is shipped and at
//! run time for a user's own; it depends on nothing of the crate but
//! [`crate::text::place`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::required::required;
use super::spelled::spelled;
use super::{automaton, machine};
use crate::text::place::Fault;

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

fn texts(texts: Vec<String>) -> Vec<Text> {
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

/// A value in a file: a whole number or words.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Number(i64),
    Text(String),
}

impl Value {
    /// As the rule itself would say it.
    fn text(self) -> String {
        match self {
            Value::Number(n) => n.to_string(),
            Value::Text(t) => t,
        }
    }
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    part: BTreeMap<String, String>,
    #[serde(default)]
    rule: BTreeMap<toml::Spanned<String>, RuleTable>,
    /// By concept, what shows it in the prose of a profile; `A + B` where two must stand together.
    #[serde(default)]
    tells: BTreeMap<toml::Spanned<String>, Vec<String>>,
    /// By concept, what shows it in a title.
    #[serde(default)]
    titles: BTreeMap<toml::Spanned<String>, Vec<String>>,
    /// By concept, names of it that a posting asks for and that are too wide to be read as a name.
    #[serde(default)]
    asked: BTreeMap<toml::Spanned<String>, Vec<String>>,
    /// By words that no list knows, what says them too.
    #[serde(default)]
    words: BTreeMap<toml::Spanned<String>, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleTable {
    summary: String,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    regex: String,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    together: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    accept: Vec<BTreeMap<String, Value>>,
    reject: Vec<Reject>,
}

/// Patterns that rules share, by name: `(?&number)` in a rule is put in from here.
pub type Parts = BTreeMap<String, String>;

/// Reads the shared parts of `rules/parts.toml`.
pub fn parts(file: &str, text: &str) -> Result<Parts, Fault> {
    let read: File = toml::from_str(text).map_err(|e| Fault::of_toml(file, text, &e))?;
    Ok(read.part)
}

/// Reads one file of rules.
pub fn rules(file: &str, family: &str, text: &str, shared: &Parts) -> Result<Vec<RuleSource>, Fault> {
    let read: File = toml::from_str(text).map_err(|e| Fault::of_toml(file, text, &e))?;
    let mut parts = shared.clone();
    parts.extend(read.part);
    let mut found = Vec::with_capacity(read.rule.len());
    for (name, table) in read.rule {
        let offset = name.span().start;
        let fault = |message: String| Fault::at(file, text, offset, message);
        let name = name.into_inner();
        let ways = [!table.regex.is_empty(), !table.phrases.is_empty(), !table.together.is_empty()];
        if ways.iter().filter(|way| **way).count() != 1 {
            return Err(fault(format!("rule `{name}` needs either `regex`, `phrases` or `together`")));
        }
        if !table.regex.is_empty() && table.needs.is_empty() {
            return Err(fault(format!("rule `{name}` needs `needs`: words without which its pattern cannot fire")));
        }
        if table.accept.len() < 2 || table.reject.is_empty() {
            return Err(fault(format!("rule `{name}` needs two `accept` examples and one `reject` at least")));
        }
        let mut accept = Vec::with_capacity(table.accept.len());
        for example in table.accept {
            let mut says: BTreeMap<String, String> = example.into_iter().map(|(k, v)| (k, v.text())).collect();
            let text = says.remove("text").ok_or_else(|| fault(format!("rule `{name}`: an `accept` example has no `text`")))?;
            accept.push(Accept { text, says });
        }
        for accept in &accept {
            if accept.text.matches('«').count() != 1 || accept.text.matches('»').count() != 1 {
                return Err(fault(format!("rule `{name}`: mark the span in «{}» with one « and one »", accept.text)));
            }
        }
        let whole = |regex: &String| expand(regex, &parts).map_err(|part| fault(format!("rule `{name}` uses the part `{part}`, which is not defined")));
        let read = |regex: String| PatternSource::new(regex).map_err(|error| fault(format!("rule `{name}`: {error}")));
        let unless = table.unless.iter().map(|u| read(whole(u)?)).collect::<Result<_, _>>()?;
        let mut needs = texts(table.needs);
        let mut sides = Vec::new();
        let pattern = if !table.together.is_empty() {
            let [one, other] = &table.together.iter().map(whole).collect::<Result<Vec<_>, _>>()?[..] else {
                return Err(fault(format!("rule `{name}`: `together` has two patterns, in either order")));
            };
            if let (Some(one), Some(other)) = (spelled(one), spelled(other)) {
                sides = vec![texts(one), texts(other)];
                None
            } else {
                // What has no end of spellings runs as a pattern.
                let (both, words) = together(one, other);
                let words: Vec<Vec<Text>> = words.into_iter().map(texts).collect();
                if needs.is_empty() {
                    // A figure or a mark begins no search.
                    needs = words.iter().find(|set| set.iter().all(|word| word.chars().all(char::is_alphanumeric))).cloned().unwrap_or_default();
                }
                if needs.is_empty() {
                    return Err(fault(format!("rule `{name}` needs `needs`: neither of its patterns says what words it looks for")));
                }
                Some(PatternSource { words, ..read(both)? })
            }
        } else if table.regex.is_empty() {
            None
        } else {
            Some(read(whole(&table.regex)?)?)
        };
        let groups = pattern.as_ref().map_or(&[][..], |p| &p.groups);
        let said = |value: String| if groups.contains(&value) { Said::Group(value) } else { Said::Literal(value) };
        let set = table.set.into_iter().map(|(key, value)| (key, said(value.text()))).collect();
        found.push((
            offset,
            RuleSource {
                line: crate::text::place::line_column(text, offset).0,
                name,
                family: family.into(),
                needs,
                pattern,
                phrases: texts(table.phrases),
                sides,
                unless,
                set,
                examples: Examples { summary: table.summary, accept, reject: table.reject },
            },
        ));
    }
    for (key, place, table) in
        [("concept", "prose", read.tells), ("concept", "title", read.titles), ("words", "prose", read.words), ("concept", "name", read.asked)]
    {
        for (told, patterns) in table {
            let offset = told.span().start;
            // What tells by itself is one rule, over however many lines it is written.
            let (both, either): (Vec<String>, Vec<String>) = patterns.into_iter().partition(|pattern| pattern.contains(" + "));
            let either = Some(either.join("|")).filter(|pattern| !pattern.is_empty());
            for (n, pattern) in either.iter().chain(&both).enumerate() {
                let rule = tell(key, told.get_ref(), place, pattern, n);
                let rule = rule.ok_or_else(|| Fault::at(file, text, offset, format!("`{pattern}`: write out what it may be")))?;
                found.push((offset, RuleSource { line: crate::text::place::line_column(text, offset).0, ..rule }));
            }
        }
    }
    found.sort_by_key(|(offset, _)| *offset);
    Ok(found.into_iter().map(|(_, rule)| rule).collect())
}

/// A sign in a line of its own: told by phrases, so it needs no examples to be seen
/// through. Its name has blanks, as no rule's has that stands in a table.
fn tell(key: &str, told: &str, place: &str, pattern: &str, n: usize) -> Option<RuleSource> {
    let (phrases, sides) = match pattern.split_once(" + ") {
        Some((one, other)) => (Vec::new(), vec![texts(spelled(one)?), texts(spelled(other)?)]),
        None => (texts(spelled(pattern)?), Vec::new()),
    };
    let asked = place == "name";
    let last = if asked { ("class", "means") } else { ("told", "plainly") };
    let set = [(key, told), ("in", place), last].map(|(key, words)| (key.to_owned(), Said::Literal(words.to_owned())));
    Some(RuleSource {
        name: format!("{told} in {place} {n}"),
        family: if asked { "names" } else { "signs" }.into(),
        needs: Vec::new(),
        pattern: None,
        phrases,
        sides,
        unless: Vec::new(),
        set: set.into(),
        line: 0,
        examples: Examples::default(),
    })
}

/// A pattern with blanks for the hyphens between its words, which are words of their own in a line.
fn spaced(pattern: &str) -> String {
    let mut class = false;
    let blank = |c: char| {
        class = c == '[' || class && c != ']';
        if c == '-' && !class { ' ' } else { c }
    };
    pattern.chars().map(blank).collect()
}

/// A pattern for two that stand in one clause, whichever comes first, and the words that both need.
fn together(one: &str, other: &str) -> (String, Vec<Vec<String>>) {
    let (one, other) = (format!(r"\b(?:{one})\b"), format!(r"\b(?:{other})\b"));
    let words = required(&spaced(&one)).into_iter().chain(required(&spaced(&other))).collect();
    (format!("{one}[^;]*?{other}|{other}[^;]*?{one}"), words)
}

/// Puts the parts in for `(?&name)`; the error is the name of one that is missing.
fn expand(pattern: &str, parts: &Parts) -> Result<String, String> {
    let mut out = pattern.to_owned();
    // Parts may use parts; a circle ends after as many rounds as there are parts.
    for _ in 0..=parts.len() {
        let Some(from) = out.find("(?&") else { return Ok(out) };
        let to = from + out[from..].find(')').ok_or_else(|| out[from..].to_owned())?;
        let name = &out[from + 3..to];
        let part = parts.get(name).ok_or_else(|| name.to_owned())?;
        out = out.replace(&format!("(?&{name})"), &format!("(?:{part})"));
    }
    match out.find("(?&") {
        None => Ok(out),
        Some(from) => Err(out[from..].chars().take(30).collect()),
    }
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
        self.rule * 3 + self.side
    }

    /// What a number says.
    pub fn of(number: u32) -> Part {
        Part { rule: number / 3, side: number % 3 }
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
