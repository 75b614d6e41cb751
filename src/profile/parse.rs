//! Reads a profile file, TOML or JSON, and says what in it means nothing.

use super::file::{KEYS, Profile};
use crate::Error;
use crate::criteria::toml_error;
use crate::grammar::Rules;
use crate::posting::text_of;
use crate::text::keys;

/// A profile and what should be said of its file.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The profile.
    pub profile: Profile,
    /// Keys that mean nothing here, each with the nearest known one, and dates that cannot be.
    pub warnings: Vec<String>,
}

/// Reads a profile, TOML or JSON.
///
/// # Errors
/// The input is too large, is no text, does not parse, or has values of the
/// wrong type; with line and column.
pub fn parse(rules: &Rules, input: &str, bytes: &[u8]) -> Result<Loaded, Error> {
    let text = text_of(input, bytes, rules.limits().profile, "a profile", "TOML or JSON")?;
    let mut unknown: Vec<String> = Vec::new();
    let mut note = |path: serde_ignored::Path| unknown.push(path.to_string());
    let profile: Profile = if text.trim_start().starts_with('{') {
        let mut json = serde_json::Deserializer::from_str(&text);
        let read = serde_ignored::deserialize(&mut json, &mut note).and_then(|p| json.end().map(|()| p));
        read.map_err(|e| Error::at(input, &text, keys::offset_of(&text, e.line(), e.column()), keys::without_place(&e.to_string())))?
    } else {
        let toml = toml::Deserializer::parse(&text).map_err(|e| toml_error(input, &text, &e))?;
        serde_ignored::deserialize(toml, &mut note).map_err(|e| toml_error(input, &text, &e))?
    };
    if unknown.iter().any(|key| key == "criteria") {
        return Err(Error::of(input, "this is a criteria file; a profile is wanted here"));
    }
    let mut warnings = Vec::new();
    if !unknown.is_empty() {
        let known: Vec<String> = KEYS.iter().flat_map(|k| k.iter()).map(|k| camel(k)).chain(SECTIONS.iter().map(|s| (*s).to_owned())).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        warnings.extend(unknown.iter().map(|path| format!("{input}: {}", keys::unknown_key(path, &known))));
    }
    warnings.extend(backwards(&profile).into_iter().map(|w| format!("{input}: {w}")));
    Ok(Loaded { profile, warnings })
}

const SECTIONS: &[&str] = &[
    "basics",
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
    "meta",
];

fn camel(field: &str) -> String {
    let mut words = field.trim_start_matches("r#").split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

/// Work that ends before it begins.
fn backwards(profile: &Profile) -> Vec<String> {
    let work = profile.work.iter().enumerate().map(|(i, w)| (format!("work[{i}]"), w.start_date, w.end_date));
    let volunteer = profile.volunteer.iter().enumerate().map(|(i, w)| (format!("volunteer[{i}]"), w.start_date, w.end_date));
    let projects = profile.projects.iter().enumerate().map(|(i, w)| (format!("projects[{i}]"), w.start_date, w.end_date));
    work.chain(volunteer)
        .chain(projects)
        .filter(|(_, start, end)| start.is_some() && super::dates::Span::new(*start, *end).is_none())
        .filter_map(|(place, start, end)| Some(format!("{place}: `endDate` {} lies before `startDate` {}; its months are not counted", end?, start?)))
        .collect()
}
