//! What exists in the world of work: concepts, their written forms, and how
//! they relate. Forms with several meanings are decided here too, by the words
//! around them; finding forms in text is [`crate::mention`]'s part.

pub(crate) mod check;
mod concept;
pub(crate) mod files;
mod forms;
pub(crate) mod image;
mod relations;
mod senses;
pub(crate) mod source;
mod spelling;

use std::sync::OnceLock;

pub(crate) use concept::{Ambiguous, Sense};
pub use concept::{Concept, ConceptId};
pub(crate) use files::WordClass;
pub(crate) use forms::{Form, Forms};
use image::Image;
pub(crate) use senses::{Around, bit};
pub use source::Sort;
use source::SpellingLimits;
pub(crate) use spelling::Spelling;

use crate::text::Words;
use crate::text::bytes::{Blobs, Bytes, Numbers};
use crate::text::tree::Tree;

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

/// The concepts and their forms. `Send + Sync`; made once and shared.
#[derive(Debug)]
pub struct Taxonomy {
    concepts: Lazy<Concept>,
    /// The ids in their order, and the concepts that have them.
    ids: Blobs,
    by_id: Numbers,
    /// What has a concept as a direct parent: the first for each, and one behind the last.
    first_narrower: Numbers,
    narrower: Numbers,
    pub(crate) forms: Forms,
    ambiguous: Lazy<Ambiguous>,
    pub(crate) spelling: Spelling,
    /// Words with a class, sorted, and their classes.
    classed: Blobs,
    classes: Numbers,
    /// Codes of places, sorted, and the places.
    codes: Blobs,
    coded: Numbers,
}

/// Things that are decoded when somebody asks for them.
#[derive(Debug)]
struct Lazy<T> {
    blobs: Blobs,
    /// In drawers, so that a start does not make a cell for each.
    drawers: Box<[Drawer<T>]>,
}

type Drawer<T> = OnceLock<Box<[OnceLock<Box<T>>]>>;
/// Cells in a drawer.
const DRAWER: usize = 256;

impl<T: serde::de::DeserializeOwned> Lazy<T> {
    fn new(blobs: Blobs) -> Lazy<T> {
        let drawers = (0..blobs.len().div_ceil(DRAWER)).map(|_| OnceLock::new()).collect();
        Lazy { blobs, drawers }
    }

    fn get(&self, i: usize) -> &T {
        let drawer = self.drawers[i / DRAWER].get_or_init(|| (0..DRAWER).map(|_| OnceLock::new()).collect());
        drawer[i % DRAWER].get_or_init(|| Box::new(postcard::from_bytes(self.blobs.get(i)).expect("laid out by the same version")))
    }
}

impl Taxonomy {
    /// The taxonomy of an image, the words that it knows, and the phrases of the rules.
    pub(crate) fn new(image: Image<Bytes>, limits: SpellingLimits) -> (Taxonomy, Words, Tree) {
        let blobs = |(starts, bytes): (Bytes, Bytes)| Blobs { starts: Numbers(starts), bytes };
        let words = Words { slots: image.slots, words: blobs(image.words) };
        let forms = Forms { tree: Tree::new(image.forms), ambiguous: Numbers(image.form_ambiguous) };
        let spelling = Spelling {
            limits,
            names: blobs(image.names),
            named: Numbers(image.named),
            by_size: Numbers(image.by_size),
            letters: Numbers(image.letters),
            pairs: Numbers(image.pairs),
            other: blobs(image.other),
        };
        let taxonomy = Taxonomy {
            concepts: Lazy::new(blobs(image.concepts)),
            ids: blobs(image.ids),
            by_id: Numbers(image.by_id),
            first_narrower: Numbers(image.first_narrower),
            narrower: Numbers(image.narrower),
            forms,
            ambiguous: Lazy::new(blobs(image.ambiguous)),
            spelling,
            classed: blobs(image.classed),
            classes: Numbers(image.classes),
            codes: blobs(image.codes),
            coded: Numbers(image.coded),
        };
        (taxonomy, words, Tree::new(image.rules))
    }

    /// The concept of an id.
    pub fn get(&self, id: ConceptId) -> &Concept {
        self.concepts.get(id.0 as usize)
    }

    /// The concept with this stable id (`kubernetes`).
    pub fn by_id(&self, id: &str) -> Option<ConceptId> {
        self.ids.find(id).map(|i| ConceptId(self.by_id.get(i)))
    }

    /// What has a concept as a direct parent.
    fn narrower(&self, id: ConceptId) -> impl Iterator<Item = ConceptId> {
        let first = |i: u32| self.first_narrower.get(i as usize);
        self.narrower.range(first(id.0), first(id.0 + 1)).map(ConceptId)
    }

    /// All concepts, in the order of the files.
    pub fn concepts(&self) -> impl Iterator<Item = (ConceptId, &Concept)> {
        (0..self.by_id.len() as u32).map(|i| (ConceptId(i), self.get(ConceptId(i))))
    }

    /// What a word (in lower case) is in a sentence, where it is hardly ever a thing's name.
    pub(crate) fn class(&self, word: &str) -> Option<WordClass> {
        self.classed.find(word).map(|i| WordClass::ALL[self.classes.get(i) as usize])
    }

    /// The place with a code ("US", "US-CO").
    pub(crate) fn place(&self, code: &str) -> Option<ConceptId> {
        self.codes.find(code).map(|i| ConceptId(self.coded.get(i)))
    }

    /// Everything that a form with several meanings may mean.
    pub(crate) fn meant(&self, form: u32) -> impl Iterator<Item = ConceptId> {
        let form = self.ambiguous.get(form as usize);
        form.senses.iter().filter_map(|s| s.concept).chain(form.alone).chain(form.otherwise)
    }

    /// The forms with several meanings.
    pub(crate) fn ambiguous(&self) -> impl Iterator<Item = &Ambiguous> {
        (0..self.ambiguous.blobs.len()).map(|i| self.ambiguous.get(i))
    }

    /// Every concept that earns something where `asked` is, with how it stands to
    /// it; sorted by concept.
    pub(crate) fn paying(&self, asked: ConceptId) -> Vec<(ConceptId, Relation)> {
        let implying = self.implying(asked).into_iter();
        let mut found: Vec<_> = implying.map(|c| (c, if c == asked { Relation::Same } else { Relation::Implies })).collect();
        let near = self.get(asked).related.iter().chain(&self.get(asked).broader);
        for &relative in near {
            if found.iter().all(|(c, _)| *c != relative) {
                found.push((relative, Relation::Related));
            }
        }
        found.sort_unstable();
        found
    }

    /// The concept, and all that imply it.
    pub(crate) fn implying(&self, asked: ConceptId) -> Vec<ConceptId> {
        let mut found = vec![asked];
        let mut open: Vec<ConceptId> = self.narrower(asked).collect();
        while let Some(next) = open.pop() {
            if !found.contains(&next) {
                found.push(next);
                open.extend(self.narrower(next));
            }
        }
        found
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
