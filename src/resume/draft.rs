//! The draft: a profile, where it was guessed, and what could not be placed.

use serde_json::Value;

use super::sheet::Row;
use crate::profile::Profile;

/// A profile as a résumé was read: values in place, guesses beside them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// What was read.
    pub profile: Profile,
    /// Values that a person should look at.
    pub guesses: Vec<Guess>,
    /// What could not be placed, in the order of the file.
    pub unplaced: Vec<Unplaced>,
    /// Courses on their way to the education that they belong to.
    pub(super) courses: Vec<String>,
}

/// A value that was guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// Its place in the profile: `work[0].startDate`.
    pub path: String,
    /// What was guessed.
    pub why: String,
    /// The line or page that it was read from; empty where there is none.
    pub place: String,
    /// What stands there.
    pub quote: String,
}

/// A row that belongs to no part of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The section it stood in.
    pub section: String,
    /// The line or page.
    pub place: String,
    /// The row.
    pub text: String,
}

/// Characters of a quote in a comment.
const QUOTE: usize = 80;

impl Draft {
    pub(super) fn guess(&mut self, path: impl Into<String>, why: impl Into<String>, row: &Row) {
        self.guesses.push(Guess { path: path.into(), why: why.into(), place: row.place(), quote: row.text.replace('\t', "  ") });
    }

    pub(super) fn leave(&mut self, section: &str, row: &Row) {
        self.unplaced.push(Unplaced { section: section.to_owned(), place: row.place(), text: row.text.replace('\t', "  ") });
    }

    /// A profile that was one already: nothing is guessed.
    pub fn of(profile: Profile) -> Draft {
        Draft { profile, ..Draft::default() }
    }

    /// Leaves out who the person is and how to reach them: name, address, numbers, links, photo, and
    /// the name wherever else it stands. Quotes go too, since they may hold any of these.
    pub fn blind(&mut self) {
        let basics = &mut self.profile.basics;
        let name = std::mem::take(&mut basics.name);
        for text in [&mut basics.image, &mut basics.email, &mut basics.phone, &mut basics.url, &mut basics.location.address, &mut basics.location.postal_code] {
            text.clear();
        }
        basics.profiles.clear();
        self.profile.references.clear();
        self.profile.meta.canonical.clear();
        self.guesses.iter_mut().for_each(|g| g.quote.clear());
        self.unplaced.retain(|u| !matches!(u.section.as_str(), "contact" | "references" | "head" | "further"));
        let parts: Vec<&str> = name.split_whitespace().filter(|p| p.chars().count() > 2).collect();
        if parts.is_empty() {
            return;
        }
        let scrub = |text: &mut String| {
            for part in std::iter::once(name.as_str()).chain(parts.iter().copied().filter(|_| parts.len() > 1)) {
                if let Some(at) = text.find(part) {
                    let whole = !text[..at].ends_with(char::is_alphanumeric) && !text[at + part.len()..].starts_with(char::is_alphanumeric);
                    if whole {
                        text.replace_range(at..at + part.len(), "…");
                    }
                }
            }
        };
        scrub(&mut self.profile.basics.summary);
        scrub(&mut self.profile.basics.label);
        self.unplaced.iter_mut().for_each(|u| scrub(&mut u.text));
    }

    /// The draft as TOML: a profile that `score` takes, with a comment at each guess and what could
    /// not be placed at the end.
    pub fn to_toml(&self, input: &str) -> String {
        let mut out = format!("# Read from {}: a draft. Look at each `review`, correct it, and take the comment away.\n", one_line(input));
        if !self.guesses.is_empty() {
            out.push_str(&format!("# {} guesses, {} rows not placed.\n", self.guesses.len(), self.unplaced.len()));
        }
        let value = serde_json::to_value(&self.profile).unwrap_or_default();
        let Value::Object(tables) = value else { return out };
        for (key, value) in &tables {
            match value {
                Value::Object(fields) if fields.values().any(|v| !blank(v)) => {
                    out.push_str(&format!("\n[{key}]\n"));
                    self.fields(&mut out, key, fields);
                }
                Value::Array(entries) => {
                    for (i, entry) in entries.iter().enumerate() {
                        let Value::Object(fields) = entry else { continue };
                        out.push_str(&format!("\n[[{key}]]\n"));
                        self.fields(&mut out, &format!("{key}[{i}]"), fields);
                    }
                }
                _ => {}
            }
        }
        if !self.unplaced.is_empty() {
            out.push_str("\n# Not placed:\n");
            for left in &self.unplaced {
                let place = if left.place.is_empty() { String::new() } else { format!(", {}", left.place) };
                out.push_str(&format!("# ({}{place}) {}\n", one_line(&left.section), one_line(&left.text)));
            }
        }
        out
    }

    /// The profile as JSON, on one line, without what says nothing.
    pub fn to_json(&self) -> String {
        json(&self.profile).to_string()
    }

    fn fields(&self, out: &mut String, path: &str, fields: &serde_json::Map<String, Value>) {
        for (key, value) in fields {
            let path = format!("{path}.{key}");
            for guess in self.guesses.iter().filter(|g| g.path == path) {
                let quote: String = one_line(&guess.quote).chars().take(QUOTE).collect();
                let place = match (guess.place.is_empty(), quote.is_empty()) {
                    (true, true) => String::new(),
                    (false, true) => format!(" ({})", guess.place),
                    (true, false) => format!(" (“{quote}”)"),
                    (false, false) => format!(" ({}: “{quote}”)", guess.place),
                };
                out.push_str(&format!("# review: {}{place}\n", guess.why));
            }
            if !blank(value) {
                out.push_str(&format!("{key} = {}\n", toml_value(value)));
            }
        }
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Whether a value says nothing.
fn blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.values().all(blank),
        _ => false,
    }
}

fn toml_value(value: &Value) -> String {
    match value {
        Value::Bool(b) => b.to_string(),
        Value::Number(n) => n.as_f64().filter(|f| f.fract() == 0.0 && f.abs() < 1e9).map_or_else(|| n.to_string(), |f| format!("{f:.0}")),
        Value::String(text) => basic(text),
        Value::Array(all) => {
            let entries: Vec<String> = all.iter().map(toml_value).collect();
            let long = entries.iter().map(String::len).sum::<usize>() > 90;
            if long { format!("[\n  {},\n]", entries.join(",\n  ")) } else { format!("[{}]", entries.join(", ")) }
        }
        Value::Object(all) => {
            let entries: Vec<String> = all.iter().filter(|(_, v)| !blank(v)).map(|(k, v)| format!("{k} = {}", toml_value(v))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Null => "\"\"".to_owned(),
    }
}

/// A basic string of one line.
fn basic(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The profile as one JSON object without what says nothing.
fn json(profile: &Profile) -> Value {
    fn pruned(value: Value) -> Value {
        match value {
            Value::Object(all) => Value::Object(all.into_iter().filter(|(_, v)| !blank(v)).map(|(k, v)| (k, pruned(v))).collect()),
            Value::Array(all) => Value::Array(all.into_iter().map(pruned).collect()),
            other => other,
        }
    }
    pruned(serde_json::to_value(profile).unwrap_or_default())
}
