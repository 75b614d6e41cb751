//! Writing: there is one writer at a time.

use std::time::Duration;

use tantivy::directory::error::LockError;
use tantivy::indexer::{LogMergePolicy, NoMergePolicy};
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

use super::fault::{sealed, told};
use super::{Entry, Fields};
use crate::Error;

/// Memory that a writer may hold before it writes a segment, in bytes.
const WRITER_MEMORY: usize = 200 << 20;
/// How often, and after what pause, a writer asks again for a lock that is taken:
/// the one before it may be about to end, or its lock be held for a moment by a
/// process that was started meanwhile.
const TRIES: usize = 10;
const PAUSE: Duration = Duration::from_millis(20);
/// Threads that write segments, beside those that compile profiles.
const WRITERS: usize = 2;
/// Profiles from which on a segment is merged no more: what is merged is mapped, and
/// eight such segments are some hundred megabytes. A million profiles stand in some
/// thirty segments then, each of which costs a screen next to nothing.
const MERGED: usize = 10_000;

/// Writes to the index; there is one at a time.
pub(in crate::pool) struct Writer {
    name: String,
    fields: Fields,
    writer: IndexWriter,
}

impl Writer {
    pub(super) fn new(name: &str, fields: Fields, index: &tantivy::Index) -> Result<Writer, Error> {
        let mut tries = 0;
        let writer = loop {
            match index.writer_with_num_threads(WRITERS, WRITER_MEMORY) {
                Err(TantivyError::LockFailure(LockError::LockBusy, _)) if tries < TRIES => {
                    tries += 1;
                    std::thread::sleep(PAUSE);
                }
                made => break made.map_err(|e| told(name, &e))?,
            }
        };
        let mut merging = LogMergePolicy::default();
        merging.set_max_docs_before_merge(MERGED);
        writer.set_merge_policy(Box::new(merging));
        Ok(Writer { name: name.to_owned(), fields, writer })
    }

    pub fn add(&mut self, entry: Entry) -> Result<(), Error> {
        let mut document = TantivyDocument::default();
        document.add_bytes(self.fields.key, &entry.key);
        document.add_bytes(self.fields.mark, &entry.mark);
        document.add_text(self.fields.id, &entry.id);
        document.add_text(self.fields.terms, entry.kept.terms.iter().map(|t| format!("0 {t}\n")).collect::<String>());
        document.add_text(self.fields.words, entry.kept.words.iter().map(|(word, code)| format!("{code} {word}\n")).collect::<String>());
        entry.kept.spells.iter().for_each(|&s| document.add_u64(self.fields.spells, s));
        document.add_bytes(self.fields.dossier, &sealed(&entry.dossier));
        document.add_bytes(self.fields.profile, &sealed(&entry.profile));
        match self.writer.add_document(document) {
            Ok(_) => Ok(()),
            // A thread that writes has ended; the commit knows why.
            Err(e) => Err(self.writer.prepare_commit().err().map_or_else(|| told(&self.name, &e), |why| told(&self.name, &why))),
        }
    }

    pub fn remove(&mut self, key: &[u8; 16]) {
        self.writer.delete_term(Term::from_field_bytes(self.fields.key, key));
    }

    pub fn remove_all(&mut self) -> Result<(), Error> {
        self.writer.delete_all_documents().map(|_| ()).map_err(|e| told(&self.name, &e))
    }

    pub fn commit(&mut self, payload: &str) -> Result<(), Error> {
        let mut prepared = self.writer.prepare_commit().map_err(|e| told(&self.name, &e))?;
        prepared.set_payload(payload);
        prepared.commit().map(|_| ()).map_err(|e| told(&self.name, &e))
    }

    /// Lets what runs in the background come to its end.
    pub fn close(self) -> Result<(), Error> {
        self.writer.wait_merging_threads().map_err(|e| told(&self.name, &e))
    }

    /// Leaves what runs in the background behind: the run has failed.
    pub fn leave(self) {
        self.writer.set_merge_policy(Box::new(NoMergePolicy));
    }
}
