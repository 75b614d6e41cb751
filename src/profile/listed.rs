//! Entries of lists of names. The same ones come in many profiles ("Python",
//! "Excel", a product that no list knows), so each thread remembers what it read.

use std::cell::RefCell;
use std::rc::Rc;

use super::dossier::Evidence;
use super::known::Known;
use super::prose::Told;
use crate::grammar::Rules;
use crate::mention::{Phrase, Reading};
use crate::taxonomy::ConceptId;

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

thread_local! {
    static KNOWN: RefCell<Known<Entry>> = RefCell::default();
}

/// Reads an entry.
pub(super) fn read(rules: &Rules, name: &str) -> Rc<Entry> {
    KNOWN.with_borrow_mut(|known| known.get(rules, name, || fresh(rules, name)))
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
