//! The criteria file as TOML and JSON hold it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Kind, Strength, Weight, Years};

/// The file, as TOML and JSON hold it.
#[derive(Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Criteria"))]
pub(crate) struct File {
    /// `rolefit/criteria/1`.
    pub schema: Option<String>,
    /// Title of the role.
    pub title: Option<String>,
    /// The employer.
    pub company: Option<String>,
    /// Digest of the posting that they were read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posting: Option<String>,
    /// What `extract` says of the role itself: no part of the criteria.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Value>,
    /// What is asked.
    #[serde(default)]
    pub criteria: Vec<Table>,
}

/// One criterion in a file. Only `kind` and `any_of` are needed.
#[derive(Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Criterion"))]
pub(crate) struct Table {
    /// Unique in its file; from its kind and first name without it.
    pub id: Option<String>,
    /// What sort of thing is asked.
    pub kind: Kind,
    /// How hard it is asked; required without it.
    pub strength: Option<Strength>,
    /// What answers it: any of these. May be empty where years are asked of nothing in particular.
    pub any_of: Vec<Name>,
    /// How many of `any_of` are wanted; 1 without it.
    pub at_least: Option<u32>,
    /// Floor of the time asked, in years: 1.5 is 18 months.
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub min_years: Option<Years>,
    /// Relative weight, of at most three decimals; suggested by rules/weights.toml without it.
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub weight: Option<Weight>,
    /// The weight that was suggested when the posting was read; counts nothing.
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggested: Option<Weight>,
    /// Ceiling of the time asked, in years; shown to the reader, costs nothing.
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_years: Option<Years>,
    /// Fields of study, for education.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Vec<Name>>,
    /// "Or equivalent experience" is accepted, for education.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub or_equivalent: Option<bool>,
    /// Fluency as written, for languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fluency: Option<String>,
    /// Must hold and gives no points; true for location, eligibility and availability without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate: Option<bool>,
    /// The rule that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The posting's words, verbatim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Line of the input, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Bytes of the posting's text, as `extract --text` prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(usize, usize)>,
    /// Further places that ask it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<Place>>,
}

/// A place in the posting.
#[derive(Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Place {
    /// The words, verbatim.
    pub quote: String,
    /// Line of the input, from 1.
    pub line: Option<usize>,
    /// Bytes of the posting's text.
    pub span: Option<(usize, usize)>,
}

/// One answer: its name alone, or with its concept and place.
#[derive(Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(crate) enum Name {
    /// The name.
    Text(String),
    /// The name, the taxonomy's concept, and its bytes in the posting's text.
    Full {
        /// As the posting writes it.
        text: String,
        /// Id of the concept.
        #[serde(skip_serializing_if = "Option::is_none")]
        concept: Option<String>,
        /// Bytes of the posting's text.
        #[serde(skip_serializing_if = "Option::is_none")]
        span: Option<(usize, usize)>,
    },
}

/// Every key that the file may have, for the nearest known one to a slip.
pub(super) const KEYS: &[&str] = &[
    "schema",
    "title",
    "company",
    "posting",
    "role",
    "criteria",
    "id",
    "kind",
    "strength",
    "any_of",
    "at_least",
    "min_years",
    "max_years",
    "field",
    "or_equivalent",
    "fluency",
    "gate",
    "weight",
    "suggested",
    "rule",
    "quote",
    "line",
    "span",
    "sources",
    "text",
    "concept",
];
