//! Profiles that come twice: the same one again, two of one id, or one text
//! under two ids. Sixteen bytes a profile remember what was seen.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Note;
use crate::Error;

/// What is known of an id and a text that come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// Neither was there before.
    New,
    /// The same text under the same id.
    Same,
    /// Another text under this id.
    OtherText,
    /// This text under another id.
    OtherId,
}

/// What was seen in a run.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    ids: FxHashMap<u64, u64>,
    texts: FxHashSet<u64>,
}

impl Seen {
    /// Notes an id and the mark of its text; says what was there before.
    pub fn before(&mut self, id: &str, text: u128) -> Before {
        let (id, text) = (mark(id.as_bytes()) as u64, text as u64);
        match self.ids.get(&id) {
            Some(known) if *known == text => return Before::Same,
            Some(_) => return Before::OtherText,
            None => self.ids.insert(id, text),
        };
        if self.texts.insert(text) { Before::New } else { Before::OtherId }
    }

    /// Whether an id was noted.
    #[cfg(feature = "pool")]
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains_key(&(mark(id.as_bytes()) as u64))
    }

    /// Notes another text for an id.
    #[cfg(feature = "pool")]
    pub fn put(&mut self, id: &str, text: u128) {
        self.ids.insert(mark(id.as_bytes()) as u64, text as u64);
        self.texts.insert(text as u64);
    }

    /// Forgets everything.
    #[cfg(feature = "pool")]
    pub fn clear(&mut self) {
        self.ids.clear();
        self.texts.clear();
    }
}

/// The mark by which a text is known again.
pub(crate) fn mark(bytes: &[u8]) -> u128 {
    let hash = blake3::hash(bytes);
    u128::from_le_bytes(hash.as_bytes()[..16].try_into().expect("a hash has 32 bytes"))
}

/// What to say of a profile that came before in some way, and whether it is passed over.
pub(crate) fn read_before(input: &str, id: &str, before: Before) -> Option<(Note, bool)> {
    match before {
        Before::New => None,
        Before::Same => Some((Note::Warning(format!("{input}: the same profile again; it counts once")), true)),
        Before::OtherId => Some((Note::Warning(format!("{input}: the same text as a profile of another id; is this one person twice?")), false)),
        Before::OtherText => {
            let message = format!("another profile has the id `{id}`; the first one stays, give this one another `meta.id`");
            Some((Note::Aside(Error::of(input, message)), true))
        }
    }
}
