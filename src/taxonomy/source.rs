//! The taxonomy's files: `data/skills/*.toml`, `data/work/*.toml`,
//! `data/credentials/*.toml`, `data/{languages,degrees,places}.toml` and
//! `data/ambiguous.toml`. Read and checked here, at build time for what is
//! shipped and at run time for a user's own; it depends on nothing of the crate
//! but [`crate::text::place`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::place::Fault;

/// What sort of thing a concept is; decided by the file it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// A technology, tool, method, standard or field of knowledge (`data/skills`).
    Skill,
    /// A kind of work: a function, a role or an industry (`data/work`).
    Work,
    /// A certificate or licence (`data/credentials`).
    Credential,
    /// A human language.
    Language,
    /// A rung of education.
    Degree,
    /// A country, state, region, city or time zone.
    Place,
}

/// The numbers of `rules/levels.toml`, `[spelling]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpellingLimits {
    /// Names with fewer letters have no near spelling.
    pub shortest: usize,
    /// From this many letters on two edits are allowed.
    pub two_edits: usize,
}

/// One concept as its file has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ConceptSource {
    /// The concept's id, unique over all files.
    pub id: String,
    /// Its sort.
    pub sort: Sort,
    /// The file it stands in, without folder and ending: its field of work.
    pub field: String,
    /// The name as a posting writes it.
    pub label: String,
    /// Other written forms.
    pub aliases: Vec<String>,
    /// What having it means having.
    pub broader: Vec<String>,
    /// What earns part credit for it; symmetric, written once.
    pub related: Vec<String>,
    /// Job titles that show this work.
    pub titles: Vec<String>,
    /// A degree's rung on the ladder (1 secondary … 6 doctorate), else 0.
    pub rung: u8,
    /// A place's code and kind, else empty.
    pub code: String,
    /// Country, state, region, city or timezone, for places.
    pub kind: String,
    /// Year of its first public release, where that is sure.
    pub since: Option<u16>,
    /// What implies it directly, and is no category within it, stands in for one
    /// another in part: each is related to each.
    pub interchangeable: bool,
    /// It belongs to such a kind of software but is no product: stands in for none.
    pub apart: bool,
    /// Groups of what belongs to it whose members stand in for one another in part,
    /// where it holds other things too (observability: its platforms).
    pub alike: Vec<Vec<String>>,
    /// Line in its file, for messages.
    pub line: usize,
}

/// A form with more than one meaning, or that is an everyday word too.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmbiguousSource {
    /// The form as written.
    pub form: String,
    /// `exact`: in running text it counts only in exactly this spelling; as an
    /// entry of a list, or between the entries of one, in any.
    #[serde(default)]
    pub case: Case,
    /// Its meanings.
    pub senses: Vec<SenseSource>,
    /// Concept meant where it stands alone as an entry of a list.
    #[serde(default)]
    pub alone: String,
    /// Concept meant in a sentence where nothing decides. A capital that opens
    /// a sentence says nothing, so there an `exact` form needs something to decide.
    #[serde(default)]
    pub otherwise: String,
    /// Sentences where the form between «» is a concept.
    #[serde(default)]
    pub accept: Vec<String>,
    /// Sentences where it is none.
    #[serde(default)]
    pub reject: Vec<String>,
}

/// Whether letter case matters for a form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// Any case.
    #[default]
    Any,
    /// Only as written.
    Exact,
}

/// One meaning of an ambiguous form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SenseSource {
    /// The concept; empty for a meaning that is none of ours.
    #[serde(default)]
    pub concept: String,
    /// Fields of work of which an unambiguous name in the sentence decides for it.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Words (or phrases) of the sentence that decide for it.
    #[serde(default)]
    pub words: Vec<String>,
    /// Words right before the form that decide for it ("MS **Access**").
    #[serde(default)]
    pub before: Vec<String>,
    /// Words right after the form that decide for it ("**Excel** at").
    #[serde(default)]
    pub after: Vec<String>,
    /// Spellings that mean it ("MoSCoW", where Moscow is the city).
    #[serde(default)]
    pub written: Vec<String>,
    /// Why, for the reader of the file.
    #[serde(default)]
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConceptTable {
    label: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    broader: Vec<String>,
    #[serde(default)]
    related: Vec<String>,
    #[serde(default)]
    titles: Vec<String>,
    #[serde(default)]
    within: Vec<String>,
    #[serde(default)]
    rung: u8,
    #[serde(default)]
    code: String,
    #[serde(default)]
    kind: String,
    since: Option<u16>,
    #[serde(default)]
    interchangeable: bool,
    #[serde(default)]
    apart: bool,
    #[serde(default)]
    alike: Vec<Vec<String>>,
}

/// Reads one file of concepts. Ids must be sorted, in kebab-case and unique in it.
pub fn concepts(file: &str, field: &str, sort: Sort, text: &str) -> Result<Vec<ConceptSource>, Fault> {
    let tables: BTreeMap<toml::Spanned<String>, ConceptTable> = toml::from_str(text).map_err(|e| Fault::of_toml(file, text, &e))?;
    let mut found: Vec<(usize, ConceptSource)> = Vec::with_capacity(tables.len());
    for (id, table) in tables {
        let offset = id.span().start;
        let id = id.into_inner();
        check_id(&id).map_err(|message| Fault::at(file, text, offset, message))?;
        let mut broader = table.broader;
        broader.extend(table.within);
        found.push((
            offset,
            ConceptSource {
                id,
                sort,
                field: field.into(),
                label: table.label,
                aliases: table.aliases,
                broader,
                related: table.related,
                titles: table.titles,
                rung: table.rung,
                code: table.code,
                kind: table.kind,
                since: table.since,
                interchangeable: table.interchangeable,
                apart: table.apart,
                alike: table.alike,
                line: 0,
            },
        ));
    }
    found.sort_by_key(|(offset, _)| *offset);
    for pair in found.windows(2) {
        if pair[0].1.id >= pair[1].1.id {
            let message = format!("`{}` stands after `{}`; keep the tables sorted by id", pair[1].1.id, pair[0].1.id);
            return Err(Fault::at(file, text, pair[1].0, message));
        }
    }
    let mut line = 1;
    let mut last = 0;
    Ok(found
        .into_iter()
        .map(|(offset, mut concept)| {
            line += text.as_bytes()[last..offset].iter().filter(|&&b| b == b'\n').count();
            last = offset;
            concept.line = line;
            concept
        })
        .collect())
}

/// Reads the file of ambiguous forms, sorted by key.
pub fn ambiguous(file: &str, text: &str) -> Result<Vec<AmbiguousSource>, Fault> {
    let tables: BTreeMap<toml::Spanned<String>, AmbiguousSource> = toml::from_str(text).map_err(|e| Fault::of_toml(file, text, &e))?;
    let mut found: Vec<_> = tables.into_iter().map(|(key, form)| (key.span().start, key.into_inner(), form)).collect();
    found.sort_by_key(|(offset, ..)| *offset);
    for pair in found.windows(2) {
        if pair[0].1 >= pair[1].1 {
            let message = format!("`{}` stands after `{}`; keep the tables sorted", pair[1].1, pair[0].1);
            return Err(Fault::at(file, text, pair[1].0, message));
        }
    }
    Ok(found.into_iter().map(|(_, _, form)| form).collect())
}

fn check_id(id: &str) -> Result<(), String> {
    let kebab = !id.is_empty()
        && !id.starts_with('-')
        && !id.ends_with('-')
        && !id.contains("--")
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if kebab { Ok(()) } else { Err(format!("`{id}` is no id: lower-case letters, digits and single hyphens only")) }
}
