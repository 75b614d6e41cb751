//! The tree of written forms, read in place: a step is a word's number.

use super::concept::{ConceptId, Meaning};
use crate::text::Line;
use crate::text::bytes::Numbers;

/// Every written form, by its words.
#[derive(Debug)]
pub(crate) struct Forms {
    /// The node that a word leads to from the root, by the word's number; 0 for none.
    pub root: Numbers,
    /// Each node's first edge, and one behind the last.
    pub first_edge: Numbers,
    /// The words of the edges, sorted within a node.
    pub edge_words: Numbers,
    pub edge_nodes: Numbers,
    /// The form that ends at a node, counted from 1; 0 for none.
    pub node_form: Numbers,
    /// Each form's first meaning, and one behind the last.
    pub first_meaning: Numbers,
    /// Concept × 2, and 1 for a title.
    pub meanings: Numbers,
    /// The ambiguous form, counted from 1; 0 for none.
    pub form_ambiguous: Numbers,
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
        let first = |i: u32| self.forms.first_meaning.get(i as usize);
        self.forms.meanings.range(first(self.form), first(self.form + 1)).map(|m| Meaning { concept: ConceptId(m / 2), title: m % 2 == 1 })
    }

    /// Its number among the ambiguous forms.
    pub fn ambiguous(self) -> Option<u32> {
        self.forms.form_ambiguous.get(self.form as usize).checked_sub(1)
    }
}

impl Forms {
    fn step(&self, node: u32, word: u32) -> u32 {
        if node == 0 {
            return if (word as usize) < self.root.len() { self.root.get(word as usize) } else { 0 };
        }
        let (mut low, mut high) = (self.first_edge.get(node as usize), self.first_edge.get(node as usize + 1));
        while low < high {
            let middle = (low + high) / 2;
            match self.edge_words.get(middle as usize).cmp(&word) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return self.edge_nodes.get(middle as usize),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        0
    }

    /// For each word whether a form that is wanted begins with it.
    pub fn first_words(&self, wanted: impl Fn(Form<'_>) -> bool) -> Vec<bool> {
        let leads = |word: usize| {
            let mut open = vec![self.root.get(word)];
            while let Some(node) = open.pop().filter(|n| *n != 0) {
                if self.node_form.get(node as usize).checked_sub(1).is_some_and(|form| wanted(Form { forms: self, form })) {
                    return true;
                }
                open.extend(self.edge_nodes.range(self.first_edge.get(node as usize), self.first_edge.get(node as usize + 1)));
            }
            false
        };
        (0..self.root.len()).map(leads).collect()
    }

    /// Every form that begins at token `from`: its end (token after its last) and what it stands for, shortest first.
    pub fn phrases_at<'t>(&'t self, line: &Line, from: usize, mut found: impl FnMut(usize, Form<'t>)) {
        let mut node = 0;
        let mut at = Some(from);
        while let Some(i) = at {
            let word = line.numbers[i];
            if word == 0 {
                return;
            }
            node = self.step(node, word);
            if node == 0 {
                return;
            }
            if let Some(form) = self.node_form.get(node as usize).checked_sub(1) {
                found(i + 1, Form { forms: self, form });
            }
            at = line.next_word(i);
        }
    }
}
