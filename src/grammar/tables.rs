//! The files of rules: `rules/*.toml`. One rule, one table, with its own examples; and
//! lists of what tells of a concept, a line each. Read and checked here, at build time for
//! what is shipped and at run time for a user's own; it depends on nothing of the crate but
//! [`crate::text::place`].

use std::collections::BTreeMap;

use serde::Deserialize;

use super::required::required;
use super::source::{Accept, Examples, PatternSource, Reject, RuleSource, Said, Text, texts};
use super::spelled::spelled;
use crate::text::place::Fault;

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
        let line = crate::text::place::line_column(text, offset).0;
        let rule = rule(name.get_ref(), table, &parts).map_err(|why| Fault::at(file, text, offset, format!("rule `{}`{why}", name.get_ref())))?;
        found.push((offset, RuleSource { line, family: family.into(), ..rule }));
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

/// One rule of its table; the error goes on behind the rule's name.
fn rule(name: &str, table: RuleTable, parts: &Parts) -> Result<RuleSource, String> {
    let ways = [!table.regex.is_empty(), !table.phrases.is_empty(), !table.together.is_empty()];
    if ways.iter().filter(|way| **way).count() != 1 {
        return Err(" needs either `regex`, `phrases` or `together`".into());
    }
    if !table.regex.is_empty() && table.needs.is_empty() {
        return Err(" needs `needs`: words without which its pattern cannot fire".into());
    }
    if table.accept.len() < 2 || table.reject.is_empty() {
        return Err(" needs two `accept` examples and one `reject` at least".into());
    }
    let accept = table.accept.into_iter().map(accepted).collect::<Result<_, _>>()?;
    let whole = |regex: &String| expand(regex, parts).map_err(|part| format!(" uses the part `{part}`, which is not defined"));
    let read = |regex: String| PatternSource::new(regex).map_err(|error| format!(": {error}"));
    let unless = table.unless.iter().map(|u| read(whole(u)?)).collect::<Result<_, _>>()?;
    let mut needs = texts(table.needs);
    let mut sides = Vec::new();
    let pattern = if !table.together.is_empty() {
        let [one, other] = &table.together.iter().map(whole).collect::<Result<Vec<_>, _>>()?[..] else {
            return Err(": `together` has two patterns, in either order".into());
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
                return Err(" needs `needs`: neither of its patterns says what words it looks for".into());
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
    Ok(RuleSource {
        line: 0,
        name: name.to_owned(),
        family: String::new(),
        needs,
        pattern,
        phrases: texts(table.phrases),
        sides,
        unless,
        set,
        examples: Examples { summary: table.summary, accept, reject: table.reject },
    })
}

/// An example of its table.
fn accepted(example: BTreeMap<String, Value>) -> Result<Accept, String> {
    let mut says: BTreeMap<String, String> = example.into_iter().map(|(k, v)| (k, v.text())).collect();
    let text = says.remove("text").ok_or(": an `accept` example has no `text`")?;
    if text.matches('«').count() != 1 || text.matches('»').count() != 1 {
        return Err(format!(": mark the span in «{text}» with one « and one »"));
    }
    Ok(Accept { text, says })
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
