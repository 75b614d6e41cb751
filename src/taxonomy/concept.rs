//! Concepts and ambiguous forms as the taxonomy's image keeps them. Used at build
//! time too, so it depends on nothing of the crate but [`super::source`].

use serde::{Deserialize, Serialize};

use super::source::Sort;

/// A concept, by its place in the taxonomy that is loaded. Not stable between
/// versions: files and reports name concepts by their id, and a pool that keeps
/// it is stamped with the taxonomy's digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConceptId(pub(crate) u32);

/// A thing that exists in the taxonomy.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Concept {
    /// The stable id, as in files and reports: `kubernetes`.
    pub id: String,
    /// The name as a posting writes it: `Kubernetes`.
    pub label: String,
    /// What sort of thing it is.
    pub sort: Sort,
    /// The file it stands in: `cloud`.
    pub field: String,
    /// Other written forms.
    pub aliases: Vec<String>,
    /// What having it means having: direct parents.
    pub broader: Vec<ConceptId>,
    /// What has it as a direct parent; the image keeps it apart.
    #[serde(skip)]
    pub(crate) narrower: Vec<ConceptId>,
    /// All that it implies, itself not included; sorted.
    pub(crate) above: Vec<ConceptId>,
    /// What earns part credit for it; both ways; sorted.
    pub related: Vec<ConceptId>,
    /// A degree's rung, 1 secondary … 6 doctorate; 0 for all else.
    pub rung: u8,
    /// Country, state, region, city or timezone; empty for all else.
    pub(crate) place_kind: String,
    /// A place's code.
    pub(crate) code: String,
    /// Year of its first public release, where that is sure.
    pub since: Option<u16>,
}

/// One meaning of a written form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub concept: ConceptId,
    /// The form is a job title that shows the concept, not its name.
    pub title: bool,
}

/// A form with more than one meaning.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Ambiguous {
    pub form: String,
    pub accept: Vec<String>,
    pub reject: Vec<String>,
    pub exact: bool,
    pub senses: Vec<Sense>,
    pub alone: Option<ConceptId>,
    pub otherwise: Option<ConceptId>,
}

/// One of its meanings, with what speaks for it; phrases are numbers of words.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Sense {
    pub concept: Option<ConceptId>,
    pub fields: Vec<String>,
    pub words: Vec<Vec<u32>>,
    pub before: Vec<Vec<u32>>,
    pub after: Vec<Vec<u32>>,
    pub written: Vec<String>,
}

impl Ambiguous {
    /// Whether one of its senses is this concept.
    pub fn means(&self, concept: ConceptId) -> bool {
        self.senses.iter().filter_map(|s| s.concept).chain(self.alone).chain(self.otherwise).any(|c| c == concept)
    }
}
