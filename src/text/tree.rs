//! A tree of phrases laid out as bytes, read in place: a step is a word's number.
//! Used at build time too, so it depends on nothing of the crate but [`super::bytes`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bytes::{Bytes, Numbers, of_numbers};

/// The sections of a tree; `B` are bytes, owned or built in.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Laid<B> {
    root: B,
    first_edge: B,
    edge_words: B,
    edge_nodes: B,
    node_phrase: B,
    first_value: B,
    values: B,
}

impl<B> Laid<B> {
    /// The same sections in other clothes.
    pub fn map<C>(self, f: &impl Fn(B) -> C) -> Laid<C> {
        Laid {
            root: f(self.root),
            first_edge: f(self.first_edge),
            edge_words: f(self.edge_words),
            edge_nodes: f(self.edge_nodes),
            node_phrase: f(self.node_phrase),
            first_value: f(self.first_value),
            values: f(self.values),
        }
    }
}

/// Lays phrases out, each with its values; `words` are the numbers that words can have.
pub(crate) fn lay(phrases: &BTreeMap<Vec<u32>, Vec<u32>>, words: usize) -> Laid<Vec<u8>> {
    let mut edges: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    let mut node_phrase = vec![0u32];
    let (mut first_value, mut values) = (vec![0u32], Vec::new());
    for (i, (phrase, of)) in phrases.iter().enumerate() {
        let mut node = 0;
        for &word in phrase {
            node = *edges.entry((node, word)).or_insert_with(|| {
                node_phrase.push(0);
                node_phrase.len() as u32 - 1
            });
        }
        node_phrase[node as usize] = i as u32 + 1;
        values.extend(of);
        first_value.push(values.len() as u32);
    }
    let mut root = vec![0; words];
    let mut first_edge = vec![0u32; node_phrase.len() + 1];
    let (mut edge_words, mut edge_nodes) = (Vec::new(), Vec::new());
    for (&(node, word), &to) in &edges {
        if node == 0 {
            root[word as usize] = to;
        } else {
            first_edge[node as usize + 1] += 1;
            edge_words.push(word);
            edge_nodes.push(to);
        }
    }
    for i in 1..first_edge.len() {
        first_edge[i] += first_edge[i - 1];
    }
    Laid {
        root: of_numbers(root),
        first_edge: of_numbers(first_edge),
        edge_words: of_numbers(edge_words),
        edge_nodes: of_numbers(edge_nodes),
        node_phrase: of_numbers(node_phrase),
        first_value: of_numbers(first_value),
        values: of_numbers(values),
    }
}

/// A tree of phrases.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The node that a word leads to from the root, by the word's number; 0 for none.
    root: Numbers,
    /// Each node's first edge, and one behind the last.
    first_edge: Numbers,
    /// The words of the edges, sorted within a node.
    edge_words: Numbers,
    edge_nodes: Numbers,
    /// The phrase that ends at a node, counted from 1; 0 for none.
    node_phrase: Numbers,
    /// Each phrase's first value, and one behind the last.
    first_value: Numbers,
    values: Numbers,
}

impl Tree {
    pub fn new(laid: Laid<Bytes>) -> Tree {
        let Laid { root, first_edge, edge_words, edge_nodes, node_phrase, first_value, values } = laid.map(&Numbers);
        Tree { root, first_edge, edge_words, edge_nodes, node_phrase, first_value, values }
    }

    /// Whether a phrase begins with a word.
    pub fn opens(&self, word: u32) -> bool {
        self.root.get(word as usize) != 0
    }

    /// The node that a word leads to; 0 for none.
    pub fn step(&self, node: u32, word: u32) -> u32 {
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

    /// The phrase that ends at a node.
    pub fn phrase(&self, node: u32) -> Option<u32> {
        self.node_phrase.get(node as usize).checked_sub(1)
    }

    /// The values of a phrase.
    pub fn values(&self, phrase: u32) -> impl Iterator<Item = u32> + '_ {
        self.values.range(self.first_value.get(phrase as usize), self.first_value.get(phrase as usize + 1))
    }

    /// For each word whether a phrase that is wanted begins with it.
    pub fn first_words(&self, wanted: impl Fn(u32) -> bool) -> Vec<bool> {
        let leads = |word: usize| {
            let mut open = vec![self.root.get(word)];
            while let Some(node) = open.pop().filter(|n| *n != 0) {
                if self.phrase(node).is_some_and(&wanted) {
                    return true;
                }
                open.extend(self.edge_nodes.range(self.first_edge.get(node as usize), self.first_edge.get(node as usize + 1)));
            }
            false
        };
        (0..self.root.len()).map(leads).collect()
    }
}
