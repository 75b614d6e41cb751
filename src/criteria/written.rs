//! The criteria file as it is written: TOML for people, JSON for programs.

use std::fmt::Write as _;

use serde_json::Value;

use super::file::{concept_of, span_in};
use super::format::{File, Name, Place, Table};
use super::{Alternative, Criteria, Criterion, Kind, SCHEMA, Source, Years};
use crate::grammar::Rules;

impl Criteria {
    /// The criteria file as TOML. Reading it gives the same criteria back.
    pub fn to_toml(&self, rules: &Rules) -> String {
        let mut out = String::new();
        let text = |s: &str| toml::Value::String(s.to_owned()).to_string();
        let _ = writeln!(out, "schema = {}", text(SCHEMA));
        for (key, value) in [("title", &self.title), ("company", &self.company), ("posting", &self.posting)] {
            if !value.is_empty() {
                let _ = writeln!(out, "{key} = {}", text(value));
            }
        }
        for c in &self.criteria {
            let first = c.sources.first().cloned().unwrap_or_default();
            let names = |all: &[Alternative]| {
                let each: Vec<String> = all.iter().map(|a| name_toml(rules, c.kind, a, &first, text)).collect();
                format!("[{}]", each.join(", "))
            };
            let _ = write!(out, "\n[[criteria]]\nid = {}\nkind = \"{}\"\nstrength = \"{}\"\nany_of = {}\n", text(&c.id), c.kind, c.strength, names(&c.any_of));
            let mut line = |key: &str, value: String| {
                let _ = writeln!(out, "{key} = {value}");
            };
            if c.at_least > 1 {
                line("at_least", c.at_least.to_string());
            }
            for (key, years) in [("min_years", c.min_years), ("max_years", c.max_years)] {
                if let Some(years) = years {
                    line(key, years_toml(years));
                }
            }
            if !c.field.is_empty() {
                line("field", names(&c.field));
            }
            if c.or_equivalent {
                line("or_equivalent", "true".into());
            }
            if !c.fluency.is_empty() {
                line("fluency", text(&c.fluency));
            }
            if c.gate != c.kind.is_gate() {
                line("gate", c.gate.to_string());
            }
            line("weight", format!("{:?}", c.weight.decimal()));
            line("suggested", format!("{:?}", c.suggested.decimal()));
            if !c.rule.is_empty() {
                line("rule", text(&c.rule));
            }
            if let Some(first) = c.sources.first() {
                line("quote", text(&first.quote));
                line("line", first.line.to_string());
                if let Some((from, to)) = first.span {
                    line("span", format!("[{from}, {to}]"));
                }
            }
            let more: Vec<String> = c.sources.iter().skip(1).map(|s| source_toml(s, text)).collect();
            if !more.is_empty() {
                line("sources", format!("[{}]", more.join(", ")));
            }
        }
        out
    }

    /// The criteria as JSON, with the same keys as the TOML file.
    pub fn to_json(&self) -> Value {
        let filled = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
        let file = File {
            schema: Some(SCHEMA.into()),
            title: Some(self.title.clone()),
            company: Some(self.company.clone()),
            posting: filled(&self.posting),
            role: None,
            criteria: self.criteria.iter().map(table).collect(),
        };
        serde_json::to_value(file).expect("a criteria file has no keys that JSON lacks")
    }
}

/// A name as a plain string where reading it back finds the same concept and place.
fn name_toml(rules: &Rules, kind: Kind, a: &Alternative, source: &Source, text: impl Fn(&str) -> String) -> String {
    if a.concept == concept_of(rules, kind, &a.text) && a.span == span_in(source, &a.text) {
        return text(&a.text);
    }
    let mut out = format!("{{ text = {}", text(&a.text));
    if let Some(concept) = &a.concept {
        let _ = write!(out, ", concept = {}", text(concept));
    }
    if let Some((from, to)) = a.span {
        let _ = write!(out, ", span = [{from}, {to}]");
    }
    out + " }"
}

fn years_toml(years: Years) -> String {
    if years.months().is_multiple_of(12) { (years.months() / 12).to_string() } else { format!("{:?}", f64::from(years.months()) / 12.0) }
}

fn source_toml(source: &Source, text: impl Fn(&str) -> String) -> String {
    let span = source.span.map_or(String::new(), |(from, to)| format!(", span = [{from}, {to}]"));
    format!("{{ quote = {}, line = {}{span} }}", text(&source.quote), source.line)
}

/// A criterion as JSON holds it: what says no more than the default is left out.
fn table(c: &Criterion) -> Table {
    let names = |all: &[Alternative]| all.iter().map(|a| Name::Full { text: a.text.clone(), concept: a.concept.clone(), span: a.span }).collect::<Vec<_>>();
    let filled = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    let first = c.sources.first();
    let more: Vec<Place> = c.sources.iter().skip(1).map(|s| Place { quote: s.quote.clone(), line: Some(s.line), span: s.span }).collect();
    Table {
        id: Some(c.id.clone()),
        kind: c.kind,
        strength: Some(c.strength),
        any_of: names(&c.any_of),
        at_least: Some(c.at_least),
        min_years: c.min_years,
        weight: Some(c.weight),
        suggested: Some(c.suggested),
        max_years: c.max_years,
        field: Some(names(&c.field)).filter(|f| !f.is_empty()),
        or_equivalent: Some(c.or_equivalent).filter(|_| c.kind == Kind::Education || c.or_equivalent),
        fluency: filled(&c.fluency),
        gate: Some(c.gate).filter(|gate| *gate != c.kind.is_gate()),
        rule: filled(&c.rule),
        quote: first.map(|s| s.quote.clone()),
        line: first.map(|s| s.line),
        span: first.and_then(|s| s.span),
        sources: Some(more).filter(|s| !s.is_empty()),
    }
}
