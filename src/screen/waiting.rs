//! Profiles that wait to be judged, the most promising first: most of them need not
//! be, once the best of them are.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::profile::Profile;

/// A profile that was looked at and not yet judged.
#[derive(Debug)]
pub(crate) struct Held {
    /// The most points that it can have.
    pub most: u32,
    /// Its input's name.
    pub name: String,
    pub profile: Profile,
    /// Bytes of its input.
    pub size: usize,
}

/// What waits, with its bytes and how many came before.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    held: BinaryHeap<Turn>,
    /// Bytes of the inputs that wait.
    pub size: usize,
    came: usize,
}

/// A place in the queue: by the points it can have, then by when it came.
#[derive(Debug)]
struct Turn(usize, Box<Held>);

impl Turn {
    fn key(&self) -> (u32, Reverse<usize>) {
        (self.1.most, Reverse(self.0))
    }
}

impl PartialEq for Turn {
    fn eq(&self, other: &Turn) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Turn {}

impl PartialOrd for Turn {
    fn partial_cmp(&self, other: &Turn) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Turn {
    fn cmp(&self, other: &Turn) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Waiting {
    pub fn add(&mut self, held: Box<Held>) {
        self.size += held.size;
        self.came += 1;
        self.held.push(Turn(self.came, held));
    }

    /// The next to be judged, at most so many. Where the first of them cannot have `least`
    /// points, none can that waits: all are let go.
    pub fn next(&mut self, many: usize, least: u32) -> Vec<Held> {
        let mut next = Vec::new();
        while next.len() < many
            && let Some(turn) = self.held.pop()
        {
            if turn.1.most < least {
                self.held.clear();
                self.size = 0;
                break;
            }
            self.size -= turn.1.size;
            next.push(*turn.1);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_promising_go_first_and_the_hopeless_go_unjudged() {
        let mut waiting = Waiting::default();
        for (most, name) in [(10, "a"), (30, "b"), (30, "c"), (20, "d")] {
            waiting.add(Box::new(Held { most, name: name.into(), profile: Profile::default(), size: 5 }));
        }
        let names = |held: Vec<Held>| held.into_iter().map(|h| h.name).collect::<String>();
        assert_eq!(names(waiting.next(2, 0)), "bc");
        assert_eq!(waiting.size, 10);
        assert_eq!(names(waiting.next(2, 15)), "d");
        assert_eq!((waiting.size, names(waiting.next(2, 0))), (0, String::new()));
    }
}
