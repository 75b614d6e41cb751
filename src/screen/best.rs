//! The best of what comes, in memory bounded by how many are wanted.

use std::cmp::Ordering;

/// Keeps the best `top` things by an order; all of them without `top`.
pub(crate) struct Best<T, F> {
    top: Option<usize>,
    order: F,
    kept: Vec<T>,
}

impl<T, F: Fn(&T, &T) -> Ordering> Best<T, F> {
    pub fn new(top: Option<usize>, order: F) -> Best<T, F> {
        Best { top, order, kept: Vec::new() }
    }

    pub fn add(&mut self, thing: T) {
        self.kept.push(thing);
        // Cut now and then: sorting is paid for once in as many as are kept.
        if self.top.is_some_and(|k| self.kept.len() >= 2 * k + 64) {
            self.cut();
        }
    }

    /// Orders and cuts. Returns the last that still stands, once as many stand as are wanted.
    pub fn cut(&mut self) -> Option<&T> {
        self.kept.sort_by(&self.order);
        self.kept.truncate(self.top.unwrap_or(usize::MAX));
        self.top.filter(|k| self.kept.len() >= *k).and_then(|_| self.kept.last())
    }

    pub fn in_order(mut self) -> Vec<T> {
        self.cut();
        self.kept
    }
}
