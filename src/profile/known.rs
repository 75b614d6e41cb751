//! What a thread remembers of names that it has read: the same ones come in many profiles.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::grammar::Rules;

/// Names that are remembered, if they are short; some ten megabytes.
const REMEMBERED: usize = 50_000;
/// Bytes of a short name.
const SHORT: usize = 100;

/// What was read of names.
pub(super) struct Known<T> {
    /// Digests of the taxonomy and the rules that they were read by.
    by: (String, String),
    names: FxHashMap<Box<str>, Rc<T>>,
}

impl<T> Default for Known<T> {
    fn default() -> Known<T> {
        Known { by: Default::default(), names: FxHashMap::default() }
    }
}

impl<T> Known<T> {
    /// What a name says, which `read` tells where it is not known.
    pub fn get(&mut self, rules: &Rules, name: &str, read: impl FnOnce() -> T) -> Rc<T> {
        if self.by.0 != rules.taxonomy_digest() || self.by.1 != rules.digest() {
            *self = Known { by: (rules.taxonomy_digest().to_owned(), rules.digest().to_owned()), names: FxHashMap::default() };
        }
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let fresh = Rc::new(read());
        if self.names.len() < REMEMBERED && name.len() <= SHORT {
            self.names.insert(name.into(), fresh.clone());
        }
        fresh
    }
}
