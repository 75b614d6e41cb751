//! The criteria file: TOML for people, JSON for programs, the same keys in both.
//! A role may also be a posting; which of the two an input is, is seen here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::format::{File, KEYS, Name};
use super::{Alternative, Criteria, Criterion, Kind, SCHEMA, Source, Strength, Weight, weight};
use crate::Error;
use crate::grammar::Rules;
use crate::mention::{Phrase, Reading};
use crate::posting::{is_posting, text_of};
use crate::taxonomy::Sort;

/// What an input turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A posting.
    Posting,
    /// A criteria file.
    Criteria,
}

/// Criteria and what should be said of their file.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The criteria.
    pub criteria: Criteria,
    /// Keys that mean nothing here, each with its place and the nearest known one.
    pub warnings: Vec<String>,
    /// What the input was.
    pub form: Form,
}

/// Reads a role: a criteria file (TOML or JSON), or a posting.
///
/// # Errors
/// The input is too large, is no text, is a criteria file that does not parse,
/// or holds no criteria at all.
pub fn load(rules: &Rules, input: &str, bytes: &[u8]) -> Result<Loaded, Error> {
    let role = match looks_like_criteria(bytes) {
        true => parse(rules, input, bytes)?,
        false if looks_like_profile(bytes) => return Err(Error::of(input, "this is a profile; a role (posting or criteria file) is wanted here")),
        false => {
            let criteria = super::extract(rules, input, bytes)?;
            Loaded { criteria, warnings: Vec::new(), form: Form::Posting }
        }
    };
    if role.criteria.criteria.is_empty() {
        let what = match role.form {
            Form::Posting => "no requirements could be read; `rolefit extract` shows what was read, and a criteria file says it by hand",
            Form::Criteria => "no criteria in it; add a [[criteria]] table with `kind` and `any_of`",
        };
        return Err(Error::of(input, what));
    }
    Ok(role)
}

/// A JSON object other than a schema.org posting, or TOML with a `[[criteria]]` table or a `schema` key.
fn looks_like_criteria(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('{') && !is_posting(text)
        || text.lines().any(|l| l.trim_start().starts_with("[[criteria]]") || l.starts_with("schema = ") || l.starts_with("criteria = "))
}

/// A TOML file with the tables of a profile.
fn looks_like_profile(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.lines().any(|l| matches!(l.trim(), "[basics]" | "[[work]]" | "[[skills]]" | "[[education]]")))
}

/// Reads a criteria file, TOML or JSON.
///
/// # Errors
/// The input is too large, is no text, does not parse, has values of the wrong
/// type, or names a schema that this version does not know; with line and column.
pub fn parse(rules: &Rules, input: &str, bytes: &[u8]) -> Result<Loaded, Error> {
    let text = text_of(input, bytes, rules.limits().criteria, "a criteria file", "TOML or JSON")?;
    let mut unknown = Vec::new();
    let mut note = |path: serde_ignored::Path| unknown.push(path.to_string());
    let file: File = if text.trim_start().starts_with('{') {
        let mut json = serde_json::Deserializer::from_str(&text);
        let file = serde_ignored::deserialize(&mut json, &mut note).and_then(|file| json.end().map(|()| file));
        file.map_err(|e| Error::at(input, &text, crate::text::keys::offset_of(&text, e.line(), e.column()), crate::text::keys::without_place(&e.to_string())))?
    } else {
        let toml = toml::Deserializer::parse(&text).map_err(|e| toml_error(input, &text, &e))?;
        serde_ignored::deserialize(toml, &mut note).map_err(|e| toml_error(input, &text, &e))?
    };
    if let Some(schema) = file.schema.as_deref().filter(|s| *s != SCHEMA) {
        return Err(Error::of(input, format!("schema `{schema}` is not known; this version reads `{SCHEMA}`")));
    }
    let warnings = unknown.iter().map(|path| format!("{input}: {}", crate::text::keys::unknown_key(path, KEYS))).collect();
    let criteria = complete(rules, input, file)?;
    Ok(Loaded { criteria, warnings, form: Form::Criteria })
}

pub(crate) fn toml_error(input: &str, text: &str, error: &toml::de::Error) -> Error {
    Error::at(input, text, error.span().map_or(0, |s| s.start), plain_fault(error.message().trim_end()))
}

/// The parser's own words where they say something to the writer of the file.
fn plain_fault(message: &str) -> &str {
    if message.contains("recurs") { "nested too deeply; is this the right file?" } else { message }
}

/// Fills in the defaults: ids, concepts, gates, weights.
fn complete(rules: &Rules, input: &str, file: File) -> Result<Criteria, Error> {
    let mut criteria = Vec::with_capacity(file.criteria.len());
    let mut given_ids: BTreeMap<String, usize> = BTreeMap::new();
    let mut given = Vec::with_capacity(file.criteria.len());
    for (i, table) in file.criteria.into_iter().enumerate() {
        let place = table.id.clone().map_or_else(|| format!("criterion {}", i + 1), |id| format!("criterion `{id}`"));
        if table.any_of.is_empty() && table.min_years.is_none() && table.max_years.is_none() {
            return Err(Error::of(input, format!("{place}: `any_of` is empty and no years are asked; name what answers it")));
        }
        if let Some(first) = table.id.as_ref().and_then(|id| given_ids.insert(id.clone(), i)) {
            return Err(Error::of(input, format!("{place} stands twice, as number {} and {}; ids are unique", first + 1, i + 1)));
        }
        let at_least = table.at_least.unwrap_or(1).max(1);
        if at_least as usize > table.any_of.len().max(1) {
            return Err(Error::of(input, format!("{place}: `at_least` is {at_least}, but `any_of` has {} names", table.any_of.len())));
        }
        let mut sources = Vec::new();
        if table.quote.is_some() || table.line.is_some() {
            sources.push(Source { quote: table.quote.unwrap_or_default(), line: table.line.unwrap_or(0), span: table.span });
        }
        sources.extend(table.sources.into_iter().flatten().map(|p| Source { quote: p.quote, line: p.line.unwrap_or(0), span: p.span }));
        let first = sources.first().cloned().unwrap_or_default();
        let names = |names: Vec<Name>| names.into_iter().map(|n| alternative(rules, table.kind, n, &first)).collect::<Vec<_>>();
        given.push((table.weight, table.suggested));
        criteria.push(Criterion {
            id: table.id.unwrap_or_default(),
            kind: table.kind,
            strength: table.strength.unwrap_or(Strength::Required),
            any_of: names(table.any_of),
            at_least,
            min_years: table.min_years,
            max_years: table.max_years,
            field: names(table.field.unwrap_or_default()),
            or_equivalent: table.or_equivalent.unwrap_or(false),
            fluency: table.fluency.unwrap_or_default(),
            gate: table.gate.unwrap_or(table.kind.is_gate()),
            weight: Weight::default(),
            suggested: Weight::default(),
            rule: table.rule.unwrap_or_default(),
            sources,
        });
    }
    name_all(&mut criteria);
    let weigh = |weights| weight::suggested(weights, &criteria, |_, c| c.sources.first().filter(|s| !s.quote.is_empty()).map(|s| &s.quote));
    let weights: Vec<_> = weigh(rules.weights()).into_iter().zip(weigh(rules.own_weights())).collect();
    for ((criterion, (applied, suggested)), (weight, suggestion)) in criteria.iter_mut().zip(weights).zip(given) {
        criterion.weight = weight.unwrap_or(applied);
        criterion.suggested = suggestion.unwrap_or(suggested);
    }
    Ok(Criteria { title: file.title.unwrap_or_default(), company: file.company.unwrap_or_default(), posting: file.posting.unwrap_or_default(), criteria })
}

/// A name with its concept and place, looked up where the file does not say them.
fn alternative(rules: &Rules, kind: Kind, name: Name, source: &Source) -> Alternative {
    match name {
        Name::Text(text) => {
            let concept = concept_of(rules, kind, &text);
            let span = span_in(source, &text);
            Alternative { text, concept, span }
        }
        Name::Full { text, concept, span } => Alternative { text, concept, span },
    }
}

/// The concept that a name alone means.
pub(super) fn concept_of(rules: &Rules, kind: Kind, text: &str) -> Option<String> {
    // No concept answers a trait or a shift.
    if kind.sorts().is_empty() {
        return None;
    }
    read_as(rules, kind, text).only(rules, kind.sorts()).map(|id| rules.taxonomy().get(id).id.clone())
}

/// The concept that some tokens of a text mean alone, as [`concept_of`] tells it; what a
/// list knows for one thing only is not read again.
pub(super) fn concept_at(rules: &Rules, kind: Kind, reading: &Reading, tokens: Range<usize>) -> Option<String> {
    let concept = reading.always(&tokens).map(|id| rules.taxonomy().get(id));
    // A credential may be asked by its holder's title; a name alone tells no place.
    let plain = |sort: Sort| kind.sorts().contains(&sort) && sort != Sort::Place && (kind != Kind::Credential || sort == Sort::Credential);
    match concept.filter(|c| plain(c.sort)) {
        Some(concept) => Some(concept.id.clone()),
        None => concept_of(rules, kind, reading.line.slice(tokens.start, tokens.end)),
    }
}

/// Reads a name as what its criterion asks: a credential asked by its holder's
/// title ("Geotechnical Engineer", "Scrum Master") is the licence or certificate.
pub(crate) fn read_as(rules: &Rules, kind: Kind, text: &str) -> Phrase {
    let plain = Phrase::read(rules, text);
    if kind != Kind::Credential || plain.only(rules, &[Sort::Credential]).is_some() {
        return plain;
    }
    Phrase::licence(rules, text).unwrap_or(plain)
}

/// Where a name stands in its quote, if it stands there once as it is.
pub(super) fn span_in(source: &Source, text: &str) -> Option<(usize, usize)> {
    let from = source.span?.0 + source.quote.find(text)?;
    Some((from, from + text.len()))
}

/// Gives every criterion without an id one from its kind and first name; the
/// second of the same name gets `-2`.
pub(super) fn name_all(criteria: &mut [Criterion]) {
    let mut taken: BTreeSet<String> = criteria.iter().map(|c| c.id.clone()).filter(|id| !id.is_empty()).collect();
    for criterion in criteria.iter_mut().filter(|c| c.id.is_empty()) {
        let name = criterion.any_of.first().map_or("any", |a| &a.text);
        let base = format!("{}-{}", criterion.kind, slug(name));
        let mut id = base.clone();
        let mut n = 2;
        while !taken.insert(id.clone()) {
            id = format!("{base}-{n}");
            n += 1;
        }
        criterion.id = id;
    }
}

/// The first words of a name, in small letters and joined by hyphens.
fn slug(name: &str) -> String {
    let folded = crate::text::Folded::new(name).text.replace('+', "plus").replace('#', "sharp");
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).take(SLUG).collect();
    if words.is_empty() { "unnamed".into() } else { words.join("-") }
}

/// Words of a name that its id has at most.
const SLUG: usize = 6;
