//! What changes a pool: adding, removing, renewing. Commits come in steps, so
//! that a run that ends early has kept most of its work and the same run again
//! goes on behind it.

use std::ops::ControlFlow;

use super::Pool;
use super::index::{Entry, Writer};
use super::kept::Kept;
use super::stamp::{self, State};
use crate::Error;
use crate::grammar::Rules;
use crate::screen::{Before, Event, Input, Note, Progress, Seen, each, load, mark, read_before};

/// Profiles before the first commit. Each step is twice as long as the one before:
/// a short run has soon kept something, a long one seldom stops to commit.
const FIRST_STEP: usize = 250;
/// Profiles between two commits at most.
const STEP: usize = 20_000;
/// Profiles that are read from the pool at once to be renewed.
const CHUNK: usize = 512;

/// What to do with another text under an id that the pool has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twice {
    /// The pool's stays; the new one is set aside.
    Keep,
    /// The new one takes its place.
    Replace,
}

/// What a run of adding did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// Profiles that are new in the pool.
    pub added: usize,
    /// Profiles that took the place of another text under their id.
    pub replaced: usize,
    /// Profiles that were there already, the same to the byte.
    pub known: usize,
    /// How the run went.
    pub progress: Progress,
}

impl Pool {
    /// Adds profiles as they come; what is there already is passed over. Commits in
    /// steps and at the end, also where `watch` ends the run.
    ///
    /// # Errors
    /// Another process writes to the pool, or it cannot be written: the last step
    /// that was committed stays.
    pub fn add(&mut self, profiles: impl IntoIterator<Item = Input>, twice: Twice, watch: impl FnMut(Event<'_>) -> ControlFlow<()>) -> Result<Added, Error> {
        let mut run =
            Adding { writer: self.index.writer()?, look: self.index.look(), seen: Seen::default(), open: 0, step: FIRST_STEP, added: Added::default() };
        let stamp = stamp::stamp(&self.rules);
        let rules = self.rules.clone();
        let read = |name: &str, bytes: Vec<u8>| {
            let (entry, warnings) = entry(&rules, name, bytes)?;
            Ok(((name.to_owned(), entry), warnings))
        };
        let take = |(name, entry): (String, Entry)| {
            let note = run.take(&name, entry, twice)?;
            if run.open >= run.step {
                run.writer.commit(&stamp)?;
                self.index.reload()?;
                run.look = self.index.look();
                run.seen.clear();
                run.open = 0;
                run.step = STEP.min(run.step * 2);
            }
            Ok(note)
        };
        let progress = each(profiles, self.rules.limits().profile, read, take, watch);
        match progress.and_then(|progress| run.writer.commit(&stamp).map(|()| progress)) {
            Ok(progress) => {
                run.writer.close()?;
                self.index.reload()?;
                Ok(Added { progress, ..run.added })
            }
            Err(error) => {
                run.writer.leave();
                Err(error)
            }
        }
    }

    /// Removes profiles by id. Returns the ids that the pool does not have.
    ///
    /// # Errors
    /// Another process writes to the pool, or it cannot be written.
    pub fn remove<'i>(&mut self, ids: &[&'i str]) -> Result<Vec<&'i str>, Error> {
        let mut writer = self.index.writer()?;
        let look = self.index.look();
        let mut missing = Vec::new();
        for id in ids {
            let key = key(id);
            if look.known(&key, &key)?.0 { writer.remove(&key) } else { missing.push(*id) }
        }
        // A stale pool stays what it is.
        let stamp = self.index.payload()?.unwrap_or_else(|| stamp::stamp(&self.rules));
        writer.commit(&stamp)?;
        writer.close()?;
        self.index.reload()?;
        Ok(missing)
    }

    /// Compiles the pool's own profiles anew, by the rules at hand. The pool stays
    /// what it was until the last one is done; then it is the new one at once. A
    /// profile that these rules refuse leaves the pool, and is told to `watch`.
    ///
    /// # Errors
    /// Another process writes to the pool, it is damaged, or it cannot be written.
    pub fn renew(&mut self, mut watch: impl FnMut(Event<'_>) -> ControlFlow<()>) -> Result<Progress, Error> {
        let mut writer = self.index.writer()?;
        let look = self.index.look();
        let all: Vec<_> = look.all().collect();
        let mut progress = Progress::default();
        let renewed = (|| {
            writer.remove_all()?;
            for chunk in all.chunks(CHUNK) {
                let stored = chunk.iter().map(|&at| look.profile(at).map(|(id, bytes)| Input::bytes(id, bytes))).collect::<Result<Vec<_>, _>>()?;
                let done = progress;
                let tell = |event: Event<'_>| match event {
                    Event::Progress(p) => watch(Event::Progress(Progress { done: done.done + p.done, aside: done.aside + p.aside, stopped: p.stopped })),
                    event => watch(event),
                };
                // Sizes are those that the pool took once.
                let p = each(
                    stored,
                    usize::MAX - 1,
                    |name, bytes| Ok((entry(&self.rules, name, bytes)?.0, Vec::new())),
                    |entry| writer.add(entry).map(|()| None),
                    tell,
                )?;
                progress = Progress { done: done.done + p.done, aside: done.aside + p.aside, stopped: p.stopped };
                if progress.stopped {
                    return Ok(());
                }
            }
            writer.commit(&stamp::stamp(&self.rules))
        })();
        if renewed.is_err() || progress.stopped {
            writer.leave();
            return renewed.map(|()| progress);
        }
        writer.close()?;
        self.index.reload()?;
        self.state = State::Current;
        Ok(progress)
    }
}

/// A run of adding.
struct Adding {
    writer: Writer,
    /// What was committed when the last step ended.
    look: super::index::Look,
    /// What came since.
    seen: Seen,
    open: usize,
    step: usize,
    added: Added,
}

impl Adding {
    fn take(&mut self, name: &str, entry: Entry, twice: Twice) -> Result<Option<Note>, Error> {
        let text = u128::from_le_bytes(entry.mark);
        let (id_known, text_known, both) = self.look.known(&entry.key, &entry.mark)?;
        if both && !self.seen.has(&entry.id) {
            self.added.known += 1;
            return Ok(None);
        }
        let replace = |me: &mut Self, entry: Entry| {
            me.seen.put(&entry.id, text);
            me.writer.remove(&entry.key);
            me.added.replaced += 1;
            me.writer.add(entry)
        };
        let before = match self.seen.before(&entry.id, text) {
            Before::New if id_known => Before::OtherText,
            Before::New if text_known => Before::OtherId,
            before => before,
        };
        if before == Before::OtherText && twice == Twice::Replace {
            self.open += 1;
            return replace(self, entry).map(|()| None);
        }
        let note = read_before(name, &entry.id, before);
        match note {
            Some((_, true)) => self.added.known += usize::from(before == Before::Same),
            _ => {
                self.open += 1;
                self.added.added += 1;
                self.writer.add(entry)?;
            }
        }
        Ok(note.map(|(note, _)| note))
    }
}

/// The key of an id.
fn key(id: &str) -> [u8; 16] {
    mark(id.as_bytes()).to_le_bytes()
}

/// Compiles a profile to what the index takes.
fn entry(rules: &Rules, name: &str, bytes: Vec<u8>) -> Result<(Entry, Vec<String>), Error> {
    let (dossier, warnings) = load(rules, name, &bytes)?;
    let compiled = postcard::to_stdvec(&dossier).map_err(|e| Error::of(name, e.to_string()))?;
    let entry = Entry { key: key(&dossier.id), mark: mark(&bytes).to_le_bytes(), kept: Kept::new(&dossier), id: dossier.id, dossier: compiled, profile: bytes };
    Ok((entry, warnings))
}
