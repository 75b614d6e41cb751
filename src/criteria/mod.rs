//! What a role asks: criteria, how they are read from a posting, weighted, and
//! kept in a file that a recruiter corrects.
//!
//! ```
//! use rolefit::{Rules, criteria};
//!
//! let rules = Rules::builtin();
//! let posting = "# Data engineer\n\n## Requirements\n\n- 5+ years of Python\n- Kafka or RabbitMQ is a plus\n";
//! let role = criteria::extract(&rules, "posting.md", posting.as_bytes())?;
//! assert_eq!(role.criteria[0].any_of[0].text, "Python");
//! assert_eq!(role.criteria[0].min_years.unwrap().months(), 60);
//! assert_eq!(role.criteria[1].any_of.len(), 2);
//! # Ok::<(), rolefit::Error>(())
//! ```

mod ask;
mod cut;
mod deed;
mod degree;
mod described;
mod file;
mod format;
mod frame;
mod language;
mod lint;
mod mode;
mod name;
mod nameable;
mod pay;
mod phrase;
mod place;
mod reach;
mod read;
mod role;
mod sentence;
mod settle;
mod strength;
mod traits;
mod unit;
mod value;
pub(crate) mod weight;
mod work;
mod written;
mod years;

use std::fmt;

pub use file::{Form, load, parse};
pub(crate) use file::{read_as, toml_error};
#[cfg(test)]
pub(crate) use format::File;
pub use lint::{Lint, lint};
pub use pay::Pay;
pub use read::{Extracted, extract, read};
pub use role::Role;
use serde::{Deserialize, Serialize};
pub use years::Years;

pub use crate::grammar::Thousandths as Weight;
use crate::taxonomy::Sort;

/// The schema that criteria files name.
pub const SCHEMA: &str = "rolefit/criteria/1";

/// What a role asks of a candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Criteria {
    /// Title of the role; empty where unknown.
    pub title: String,
    /// The employer; empty where unknown.
    pub company: String,
    /// Digest of the posting that they were read from; empty for hand-made ones.
    pub posting: String,
    /// The criteria, in the order of the posting. Order means nothing to a fit.
    pub criteria: Vec<Criterion>,
}

/// One thing asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// From its canonical text, unique in its criteria: `experience-sre`.
    pub id: String,
    /// What sort of thing is asked.
    pub kind: Kind,
    /// How hard it is asked.
    pub strength: Strength,
    /// What answers it: any of these. Empty where years are asked of nothing in particular.
    pub any_of: Vec<Alternative>,
    /// How many of `any_of` are wanted; 1 unless the posting says more.
    pub at_least: u32,
    /// Floor of the time asked.
    pub min_years: Option<Years>,
    /// Ceiling of the time asked, as written; shown to the reader, costs nothing.
    pub max_years: Option<Years>,
    /// Fields of study, for education.
    pub field: Vec<Alternative>,
    /// "Or equivalent experience" is accepted, for education.
    pub or_equivalent: bool,
    /// Fluency as written, for languages.
    pub fluency: String,
    /// Must hold and gives no points.
    pub gate: bool,
    /// Relative weight: the file's, else what the rules in force suggest.
    pub weight: Weight,
    /// The weight that rolefit's own rules suggest, whatever is applied.
    pub suggested: Weight,
    /// The rule that made it; empty for hand-made ones.
    pub rule: String,
    /// Where the posting asks it: the strongest place first.
    pub sources: Vec<Source>,
}

/// One answer to a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The name as the posting writes it.
    pub text: String,
    /// Id of the concept that it names, where the taxonomy knows it.
    pub concept: Option<String>,
    /// Bytes of the posting's text (`extract --text`) that name it.
    pub span: Option<(usize, usize)>,
}

/// A place in the posting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The words, verbatim.
    pub quote: String,
    /// Line of the input, from 1; 0 where unknown.
    pub line: usize,
    /// Bytes of the posting's text; `None` for hand-made criteria.
    pub span: Option<(usize, usize)>,
}

/// What sort of thing a criterion asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Kind {
    /// A technology, tool, method, standard or field of knowledge.
    Skill,
    /// Having worked in a kind of role, industry or duty.
    Experience,
    /// A degree.
    Education,
    /// A certificate or licence.
    Credential,
    /// A human language.
    Language,
    /// Where the person must live or work.
    Location,
    /// Work permit, citizenship, clearance, checks, age.
    Eligibility,
    /// Travel, shifts, on-call, hours, contract.
    Availability,
    /// A personal trait or generic ability: a question for the interview.
    Trait,
}

impl Kind {
    /// All kinds, in the order of output.
    pub const ALL: [Kind; 9] =
        [Kind::Skill, Kind::Experience, Kind::Education, Kind::Credential, Kind::Language, Kind::Location, Kind::Eligibility, Kind::Availability, Kind::Trait];

    /// The word for it in files and output.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Skill => "skill",
            Kind::Experience => "experience",
            Kind::Education => "education",
            Kind::Credential => "credential",
            Kind::Language => "language",
            Kind::Location => "location",
            Kind::Eligibility => "eligibility",
            Kind::Availability => "availability",
            Kind::Trait => "trait",
        }
    }

    /// The sorts of concepts that answer criteria of this kind.
    pub(crate) fn sorts(self) -> &'static [Sort] {
        match self {
            Kind::Skill | Kind::Experience => &[Sort::Skill, Sort::Work, Sort::Credential],
            Kind::Credential => &[Sort::Credential, Sort::Skill, Sort::Work],
            Kind::Education => &[Sort::Degree],
            Kind::Language => &[Sort::Language],
            Kind::Location | Kind::Eligibility => &[Sort::Place],
            Kind::Availability | Kind::Trait => &[],
        }
    }

    /// Whether criteria of this kind are gates unless they say otherwise.
    pub fn is_gate(self) -> bool {
        matches!(self, Kind::Location | Kind::Eligibility | Kind::Availability)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How hard a criterion is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Strength {
    /// A must.
    Required,
    /// A plus.
    Preferred,
    /// Only named where the work is described.
    Mentioned,
}

impl Strength {
    /// The word for it in files and output.
    pub fn name(self) -> &'static str {
        match self {
            Strength::Required => "required",
            Strength::Preferred => "preferred",
            Strength::Mentioned => "mentioned",
        }
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Alternative {
    /// A name alone, as a person writes it into a file.
    pub fn named(text: impl Into<String>) -> Alternative {
        Alternative { text: text.into(), concept: None, span: None }
    }
}

impl Criterion {
    /// A criterion that asks for any of these and nothing more: no id, weight or
    /// place yet; a gate where its kind is one.
    pub fn asking(kind: Kind, strength: Strength, any_of: Vec<Alternative>) -> Criterion {
        Criterion {
            id: String::new(),
            kind,
            strength,
            any_of,
            at_least: 1,
            min_years: None,
            max_years: None,
            field: Vec::new(),
            or_equivalent: false,
            fluency: String::new(),
            gate: kind.is_gate(),
            weight: Weight::default(),
            suggested: Weight::default(),
            rule: String::new(),
            sources: Vec::new(),
        }
    }

    /// The names in one line: `Azure, AWS or GCP`.
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.any_of.iter().map(|a| a.text.as_str()).collect();
        match names.split_last() {
            None => "any of the role's work".into(),
            Some((last, [])) => (*last).into(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }

    /// What it asks apart from its place: kind, names, years and the rest, so
    /// that two criteria with the same text ask the same. Order-free.
    pub fn canonical(&self) -> String {
        let sorted = |names: &[Alternative]| {
            let mut names: Vec<String> = names.iter().map(|a| a.concept.clone().unwrap_or_else(|| a.text.to_lowercase())).collect();
            names.sort();
            names.dedup();
            names.join("|")
        };
        let years = self.min_years.map(|y| y.months().to_string()).unwrap_or_default();
        format!("{}:{}:{}:{}:{}:{}:{}", self.kind, sorted(&self.any_of), self.at_least, years, sorted(&self.field), self.fluency.to_lowercase(), self.strength)
    }

    /// The quote of its first place.
    pub fn quote(&self) -> &str {
        self.sources.first().map_or("", |s| &s.quote)
    }
}
