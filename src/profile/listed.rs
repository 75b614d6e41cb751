//! Entries of lists of names. The same ones come in many profiles ("Python",
//! "Excel", a product that no list knows), so each thread remembers what it read.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::dossier::Evidence;
use super::prose::Told;
use crate::grammar::Rules;
use crate::mention::{Phrase, Reading};
use crate::taxonomy::ConceptId;

/// Entries that a thread remembers, if they are short; some ten megabytes.
const REMEMBERED: usize = 50_000;

/// What an entry says, whatever list it stands in.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub concepts: Vec<ConceptId>,
    /// The name that a misspelt one was taken for.
    pub spelled: Option<Box<str>>,
    pub stems: Vec<Box<str>>,
    /// It says so from afar only.
    pub soft: bool,
}

#[derive(Default)]
struct Known {
    /// Digests of the taxonomy and the rules that the entries were read by.
    by: (String, String),
    entries: FxHashMap<Box<str>, Rc<Entry>>,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// Reads an entry.
pub(super) fn read(rules: &Rules, name: &str) -> Rc<Entry> {
    KNOWN.with_borrow_mut(|known| {
        if known.by.0 != rules.taxonomy_digest() || known.by.1 != rules.digest() {
            *known = Known { by: (rules.taxonomy_digest().to_owned(), rules.digest().to_owned()), entries: FxHashMap::default() };
        }
        if let Some(entry) = known.entries.get(name) {
            return entry.clone();
        }
        let entry = Rc::new(fresh(rules, name));
        if known.entries.len() < REMEMBERED && name.len() <= 100 {
            known.entries.insert(name.into(), entry.clone());
        }
        entry
    })
}

fn fresh(rules: &Rules, name: &str) -> Entry {
    let told = Told::new(Reading::of_profile(rules, name));
    let mut concepts: Vec<ConceptId> = told.claims(Evidence::Stated, false).map(|(m, _)| m.concept).collect();
    let (stems, _) = told.stems(Evidence::Stated, "list");
    let mut spelled = None;
    // "Kuberentes": only where nothing in the entry is known.
    if concepts.is_empty() && !told.cancels(0..told.reading().line.tokens.len()) {
        let phrase = Phrase::read(rules, name);
        spelled = phrase.spelled.as_deref().map(Box::from);
        concepts = phrase.concepts;
    }
    Entry { concepts, spelled, stems, soft: told.soft() }
}
