//! What exists in the world of work: concepts, their written forms, and how
//! they relate. Forms with several meanings are decided here too, by the words
//! around them; finding forms in text is [`crate::mention`]'s part.

mod senses;
pub(crate) mod source;
mod spelling;

use rustc_hash::FxHashMap;

pub use source::Sort;
use source::{Case, Files, SpellingLimits};
pub(crate) use senses::Around;
pub(crate) use spelling::Spelling;

use crate::text::{Trie, Words};

/// A concept, by its place in the taxonomy that is loaded. Not stable between
/// versions: files and reports name concepts by their id, and a pool that keeps
/// it is stamped with the taxonomy's digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct ConceptId(pub(crate) u32);

/// A thing that exists in the taxonomy.
#[derive(Debug, Clone)]
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
}

/// How what is offered stands to what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Nothing that a recruiter would pay for.
    Different,
    /// A relative, or the broader held where the narrower is asked: one step.
    Related,
    /// Having what is offered means having what is asked.
    Implies,
    /// The same concept.
    Same,
}

impl Relation {
    /// The word for it in output.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Different => "different",
            Relation::Related => "related",
            Relation::Implies => "implies",
            Relation::Same => "same",
        }
    }
}

/// One meaning of a written form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub concept: ConceptId,
    /// The form is a job title that shows the concept, not its name.
    pub title: bool,
}

/// What a form in the tree stands for.
#[derive(Debug, Clone, Default)]
pub(crate) struct FormEntry {
    /// Meanings, the name's own before a title's.
    pub meanings: Vec<Meaning>,
    /// Index into the ambiguous forms.
    pub ambiguous: Option<u32>,
}

/// A form with more than one meaning.
#[derive(Debug)]
pub(crate) struct Ambiguous {
    pub form: String,
    pub accept: Vec<String>,
    pub reject: Vec<String>,
    exact: bool,
    senses: Vec<Sense>,
    alone: Option<ConceptId>,
    otherwise: Option<ConceptId>,
}

#[derive(Debug)]
struct Sense {
    concept: Option<ConceptId>,
    fields: Vec<String>,
    words: Vec<Vec<u32>>,
    before: Vec<Vec<u32>>,
    after: Vec<Vec<u32>>,
    written: Vec<String>,
}

/// The concepts and their forms. `Send + Sync`; made once and shared.
#[derive(Debug)]
pub struct Taxonomy {
    concepts: Vec<Concept>,
    by_id: FxHashMap<String, ConceptId>,
    pub(crate) forms: Trie<FormEntry>,
    pub(crate) ambiguous: Vec<Ambiguous>,
    pub(crate) spelling: Spelling,
    digest: String,
}

impl Taxonomy {
    /// Builds the taxonomy from checked sources.
    pub(crate) fn new(files: &Files, words: &mut Words, limits: SpellingLimits, digest: String) -> Taxonomy {
        let Files { concepts: sources, ambiguous, everyday } = files;
        let by_id: FxHashMap<String, ConceptId> = sources.iter().enumerate().map(|(i, s)| (s.id.clone(), ConceptId(i as u32))).collect();
        let ids = |names: &[String]| names.iter().filter_map(|n| by_id.get(n).copied()).collect::<Vec<_>>();
        let mut concepts: Vec<Concept> = sources
            .iter()
            .map(|s| Concept {
                id: s.id.clone(),
                label: s.label.clone(),
                sort: s.sort,
                field: s.field.clone(),
                aliases: s.aliases.clone(),
                broader: ids(&s.broader),
                above: Vec::new(),
                related: ids(&s.related),
                rung: s.rung,
                place_kind: s.kind.clone(),
                code: s.code.clone(),
            })
            .collect();
        close(&mut concepts);
        let mut forms: Trie<FormEntry> = Trie::default();
        let mut spelling = Spelling::new(limits);
        for (i, source) in sources.iter().enumerate() {
            let id = ConceptId(i as u32);
            for form in std::iter::once(&source.label).chain(&source.aliases) {
                add_form(&mut forms, words, form, Meaning { concept: id, title: false });
                if let Some(split) = camel_split(form) {
                    add_form(&mut forms, words, &split, Meaning { concept: id, title: false });
                }
                if matches!(source.sort, Sort::Skill | Sort::Work | Sort::Credential) {
                    spelling.add(form, id);
                }
            }
            for title in &source.titles {
                add_form(&mut forms, words, title, Meaning { concept: id, title: true });
            }
        }
        let mut ambiguous_forms = Vec::with_capacity(ambiguous.len());
        for source in ambiguous {
            let phrase = words.intern_phrase(&source.form);
            let entry = forms.entry(&phrase).get_or_insert_default();
            entry.ambiguous = Some(ambiguous_forms.len() as u32);
            spelling.forget(&source.form);
            ambiguous_forms.push(Ambiguous {
                form: source.form.clone(),
                accept: source.accept.clone(),
                reject: source.reject.clone(),
                exact: source.case == Case::Exact,
                senses: source
                    .senses
                    .iter()
                    .map(|s| Sense {
                        concept: by_id.get(&s.concept).copied(),
                        fields: s.fields.clone(),
                        words: s.words.iter().map(|w| words.intern_phrase(w)).collect(),
                        before: s.before.iter().map(|w| words.intern_phrase(w)).collect(),
                        after: s.after.iter().map(|w| words.intern_phrase(w)).collect(),
                        written: s.written.clone(),
                    })
                    .collect(),
                alone: by_id.get(&source.alone).copied(),
                otherwise: by_id.get(&source.otherwise).copied(),
            });
        }
        for word in everyday {
            spelling.everyday(word);
        }
        spelling.finish();
        Taxonomy { concepts, by_id, forms, ambiguous: ambiguous_forms, spelling, digest }
    }

    /// The concept of an id.
    pub fn get(&self, id: ConceptId) -> &Concept {
        &self.concepts[id.0 as usize]
    }

    /// The concept with this stable id (`kubernetes`).
    pub fn by_id(&self, id: &str) -> Option<ConceptId> {
        self.by_id.get(id).copied()
    }

    /// All concepts, in the order of the files.
    pub fn concepts(&self) -> impl Iterator<Item = (ConceptId, &Concept)> {
        self.concepts.iter().enumerate().map(|(i, c)| (ConceptId(i as u32), c))
    }

    /// A digest of all files of the taxonomy, as reports carry it.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// How `offered` stands to `asked`.
    pub fn relation(&self, asked: ConceptId, offered: ConceptId) -> Relation {
        if asked == offered {
            return Relation::Same;
        }
        let (a, o) = (self.get(asked), self.get(offered));
        if o.above.binary_search(&asked).is_ok() {
            Relation::Implies
        } else if a.related.binary_search(&offered).is_ok() || a.broader.contains(&offered) {
            Relation::Related
        } else {
            Relation::Different
        }
    }
}

/// Makes relations symmetric and sorted, and fills in all that each concept implies.
fn close(concepts: &mut [Concept]) {
    let pairs: Vec<(usize, ConceptId)> = concepts.iter().enumerate().flat_map(|(i, c)| c.related.iter().map(move |&r| (i, r))).collect();
    for (i, r) in pairs {
        concepts[r.0 as usize].related.push(ConceptId(i as u32));
    }
    for i in 0..concepts.len() {
        let mut above: Vec<ConceptId> = Vec::new();
        let mut open = concepts[i].broader.clone();
        while let Some(next) = open.pop() {
            if !above.contains(&next) {
                above.push(next);
                open.extend(&concepts[next.0 as usize].broader);
            }
        }
        above.sort_unstable();
        concepts[i].above = above;
        concepts[i].related.sort_unstable();
        concepts[i].related.dedup();
    }
}

fn add_form(forms: &mut Trie<FormEntry>, words: &mut Words, form: &str, meaning: Meaning) {
    let phrase = words.intern_phrase(form);
    if phrase.is_empty() {
        return;
    }
    let entry = forms.entry(&phrase).get_or_insert_default();
    if entry.meanings.iter().all(|m| m.concept != meaning.concept) {
        let at = if meaning.title { entry.meanings.len() } else { entry.meanings.iter().position(|m| m.title).unwrap_or(entry.meanings.len()) };
        entry.meanings.insert(at, meaning);
    }
}

/// "PowerShell" is also written "Power Shell": split where a capital follows a
/// small letter; one-letter parts ("eBay", "iOS") stay whole.
fn camel_split(form: &str) -> Option<String> {
    let chars: Vec<char> = form.chars().collect();
    let mut out = String::new();
    let mut parts = vec![0];
    for (i, &c) in chars.iter().enumerate() {
        if i > 0 && c.is_uppercase() && chars[i - 1].is_lowercase() {
            out.push(' ');
            parts.push(0);
        }
        out.push(c);
        *parts.last_mut().expect("never empty") += usize::from(c.is_alphanumeric());
    }
    (parts.len() > 1 && parts.iter().all(|&n| n > 1)).then_some(out)
}
