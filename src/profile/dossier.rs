//! A profile compiled for scoring: claims tied to concepts, the dated work that
//! shows them, and the words of its sentences. It holds no name of a person,
//! employer or school, no address, no date of birth and no year of graduation,
//! so none of them can change a fit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::dates::Span;
use crate::grammar::Rules;
use crate::taxonomy::ConceptId;

/// What backs a claim. Better ones are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// Nothing speaks of it.
    None,
    /// Only listed, or said where no dated work stands behind it.
    Stated,
    /// Dated work shows it from afar: "assisted with", "exposure to".
    Soft,
    /// Listed, and dated work shows a relative.
    Backed,
    /// Dated work, volunteering or a project shows it.
    Shown,
}

impl Evidence {
    /// The word for it in output.
    pub fn name(self) -> &'static str {
        match self {
            Evidence::None => "none",
            Evidence::Stated => "stated",
            Evidence::Soft => "soft",
            Evidence::Backed => "backed",
            Evidence::Shown => "shown",
        }
    }
}

/// A profile, compiled.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// `meta.id`, else the input as it was given.
    pub id: String,
    /// Jobs, volunteering and projects.
    pub(crate) spells: Vec<Spell>,
    /// What it states of concepts.
    pub(crate) claims: Vec<Claim>,
    /// Its sentences and entries, for names that no list knows.
    pub(crate) sentences: Vec<Sentence>,
    /// Degrees; `None` without such a section.
    pub(crate) education: Option<Vec<Study>>,
    /// Human languages; `None` without such a section.
    pub(crate) languages: Option<Vec<Tongue>>,
    /// Whether there is a section of certificates.
    pub(crate) has_certificates: bool,
    /// Whether anything at all says what the person did or knows.
    pub(crate) has_work: bool,
    /// What gates read.
    pub(crate) terms: Terms,
}

/// A stretch of work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Spell {
    /// `work[0]`.
    pub place: String,
    /// When; `None` where no date says.
    pub span: Option<Span>,
    /// Share of full time, in thousandths.
    pub fte: u16,
    /// A paid job.
    pub paid: bool,
}

/// One thing that the profile states of a concept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Claim {
    pub concept: ConceptId,
    pub evidence: Evidence,
    /// The stretch of work that shows it; an index into the spells.
    pub spell: Option<u16>,
    /// Told by words of duties alone (`rules/tells.toml`): it shows the thing, and no relative of it.
    pub told: bool,
    /// The name that a misspelt one was taken for.
    pub spelled: Option<Box<str>>,
    /// A certificate, and the month after which it is no longer valid.
    pub certificate: bool,
    pub expires: Option<u32>,
    /// `work[2].highlights[0]`.
    pub place: Box<str>,
    /// The words that state it.
    pub words: Box<str>,
}

/// A sentence, a title or an entry of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sentence {
    /// Stems of its content words, sorted.
    pub stems: Vec<Box<str>>,
    /// What tells at a glance that a stem is not among them ([`crate::text::stem::bits`]).
    pub bits: u32,
    pub evidence: Evidence,
    pub spell: Option<u16>,
    /// The title of a job.
    pub title: bool,
    /// The name of a certificate.
    pub certificate: bool,
    pub place: Box<str>,
    pub words: Box<str>,
}

/// A degree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Study {
    /// 1 secondary … 6 doctorate; 0 where it cannot be told.
    pub rung: u8,
    /// Stems of its field.
    pub field: Vec<Box<str>>,
    /// Concepts that the field names.
    pub concepts: Vec<ConceptId>,
    /// The month from which it is finished; `None` where no end is given.
    pub ends: Option<u32>,
    pub place: Box<str>,
    pub words: Box<str>,
}

/// A human language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tongue {
    pub concept: ConceptId,
    /// 1 a few words … 6 native; `None` where the profile does not say.
    pub rung: Option<u8>,
    pub place: Box<str>,
    pub words: Box<str>,
}

/// What the person states of places, permits and terms.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// City, region and country, as far as the taxonomy knows them.
    pub places: Vec<ConceptId>,
    pub remote: Option<bool>,
    pub relocate: Option<bool>,
    /// Percent at most.
    pub travel: Option<u8>,
    pub authorization: Option<Vec<ConceptId>>,
    pub citizenship: Option<Vec<ConceptId>>,
    pub clearance: Option<String>,
}

impl Dossier {
    /// Labels of the concepts that it claims, each once, the best backed first.
    pub fn names(&self, rules: &Rules) -> Vec<String> {
        let mut best: BTreeMap<ConceptId, Evidence> = BTreeMap::new();
        for claim in &self.claims {
            let evidence = best.entry(claim.concept).or_insert(claim.evidence);
            *evidence = (*evidence).max(claim.evidence);
        }
        let mut names: Vec<(Evidence, &str)> = best.into_iter().map(|(c, e)| (e, rules.taxonomy().get(c).label.as_str())).collect();
        names.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        names.into_iter().map(|(_, name)| name.to_owned()).collect()
    }

    /// Number of jobs, volunteering and projects.
    pub fn stretches(&self) -> usize {
        self.spells.len()
    }
}
