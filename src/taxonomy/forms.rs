//! The tree of written forms.

use super::concept::{ConceptId, Meaning};
use crate::text::Line;
use crate::text::bytes::Numbers;
use crate::text::tree::Tree;

/// Every written form, by its words.
#[derive(Debug)]
pub(crate) struct Forms {
    /// The forms; a value is concept × 2, and 1 for a title.
    pub tree: Tree,
    /// Each form's ambiguous form, counted from 1; 0 for none.
    pub ambiguous: Numbers,
}

/// What a form stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form<'t> {
    forms: &'t Forms,
    form: u32,
}

impl<'t> Form<'t> {
    /// Its meanings, the name's own before a title's.
    pub fn meanings(self) -> impl Iterator<Item = Meaning> + 't {
        self.forms.tree.values(self.form).map(|m| Meaning { concept: ConceptId(m / 2), title: m % 2 == 1 })
    }

    /// Its number among the ambiguous forms.
    pub fn ambiguous(self) -> Option<u32> {
        self.forms.ambiguous.get(self.form as usize).checked_sub(1)
    }
}

impl Forms {
    /// For each word whether a form that is wanted begins with it.
    pub fn first_words(&self, wanted: impl Fn(Form<'_>) -> bool) -> Vec<bool> {
        self.tree.first_words(|form| wanted(Form { forms: self, form }))
    }

    /// Whether some words are a form.
    pub fn knows(&self, words: impl IntoIterator<Item = u32>) -> bool {
        let step = |node, word| Some(self.tree.step(node, word)).filter(|&to| word != 0 && to != 0);
        words.into_iter().try_fold(0, step).is_some_and(|node| self.tree.phrase(node).is_some())
    }

    /// Every form that begins at token `from`: its end (token after its last) and what it stands for, shortest first.
    pub fn phrases_at<'t>(&'t self, line: &Line, from: usize, mut found: impl FnMut(usize, Form<'t>)) {
        line.phrases_at(&self.tree, from, |to, form| found(to, Form { forms: self, form }));
    }
}
