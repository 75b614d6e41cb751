//! Reading: what is committed, part by part.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, TantivyDocument, TantivyError, Term};

use super::fault::{damaged, told, whole};
use super::{At, Fields};
use crate::Error;

/// What is committed, as it was when one began to look.
pub(in crate::pool) struct Look {
    name: String,
    fields: Fields,
    searcher: Searcher,
}

impl Look {
    pub(super) fn new(name: &str, fields: Fields, searcher: Searcher) -> Look {
        Look { name: name.to_owned(), fields, searcher }
    }

    /// The parts of the index.
    pub fn parts(&self) -> Result<Vec<Part<'_>>, Error> {
        let told = |e: TantivyError| told(&self.name, &e);
        let part = |(ordinal, reader): (usize, &SegmentReader)| {
            Ok(Part {
                name: &self.name,
                ordinal: ordinal as u32,
                documents: reader.max_doc(),
                terms: reader.inverted_index(self.fields.terms).map_err(told)?,
                words: reader.inverted_index(self.fields.words).map_err(told)?,
                words_field: self.fields.words,
                terms_field: self.fields.terms,
                spells: reader.fast_fields().u64("spells").map_err(told)?,
                alive: reader.alive_bitset().cloned(),
            })
        };
        self.searcher.segment_readers().iter().enumerate().map(part).collect()
    }

    /// Every profile.
    pub fn all(&self) -> impl Iterator<Item = At> + '_ {
        let alive =
            |(ordinal, reader): (usize, &SegmentReader)| -> Vec<At> { reader.doc_ids_alive().map(|d| At(DocAddress::new(ordinal as u32, d))).collect() };
        self.searcher.segment_readers().iter().enumerate().flat_map(alive)
    }

    /// Whether the profiles with this key and with this text are there, and are one.
    pub fn known(&self, key: &[u8; 16], mark: &[u8; 16]) -> Result<(bool, bool, bool), Error> {
        let (mut id, mut text, mut both) = (false, false, false);
        for reader in self.searcher.segment_readers() {
            let documents = |field: Field, bytes: &[u8]| -> Result<Vec<u32>, Error> {
                let inverted = reader.inverted_index(field).map_err(|e| told(&self.name, &e))?;
                let found = inverted.read_postings(&Term::from_field_bytes(field, bytes), IndexRecordOption::Basic);
                let Some(mut postings) = found.map_err(|e| told(&self.name, &e.into()))? else { return Ok(Vec::new()) };
                let mut all = Vec::new();
                while postings.doc() != TERMINATED {
                    all.push(postings.doc());
                    postings.advance();
                }
                all.retain(|&d| reader.alive_bitset().is_none_or(|a| a.is_alive(d)));
                Ok(all)
            };
            let keyed = documents(self.fields.key, key)?;
            let marked = documents(self.fields.mark, mark)?;
            id |= !keyed.is_empty();
            text |= !marked.is_empty();
            both |= keyed.iter().any(|d| marked.contains(d));
        }
        Ok((id, text, both))
    }

    fn stored(&self, at: At) -> Result<TantivyDocument, Error> {
        // A flipped byte in a large pool may send the reader anywhere.
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.searcher.doc::<TantivyDocument>(at.0)));
        match read {
            Ok(Ok(document)) => Ok(document),
            Ok(Err(e)) => Err(told(&self.name, &e)),
            Err(_) => Err(damaged(&self.name, &"the file of profiles")),
        }
    }

    /// The compiled dossier of a profile.
    pub fn dossier(&self, at: At) -> Result<Vec<u8>, Error> {
        let document = self.stored(at)?;
        let bytes = document.get_first(self.fields.dossier).and_then(|v| v.as_bytes()).unwrap_or_default();
        whole(bytes).map(<[u8]>::to_vec).ok_or_else(|| damaged(&self.name, &"a profile"))
    }

    /// The id and the bytes of a profile.
    pub fn profile(&self, at: At) -> Result<(String, Vec<u8>), Error> {
        let document = self.stored(at)?;
        let id = document.get_first(self.fields.id).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let bytes = document.get_first(self.fields.profile).and_then(|v| v.as_bytes()).unwrap_or_default();
        Ok((id, whole(bytes).ok_or_else(|| damaged(&self.name, &"a profile"))?.to_vec()))
    }
}

/// A part of the index: tantivy's segment.
pub(in crate::pool) struct Part<'l> {
    name: &'l str,
    ordinal: u32,
    documents: u32,
    terms: Arc<InvertedIndexReader>,
    words: Arc<InvertedIndexReader>,
    terms_field: Field,
    words_field: Field,
    spells: Column<u64>,
    alive: Option<tantivy::fastfield::AliveBitSet>,
}

impl Part<'_> {
    /// Runs a reading of the part: where a flipped byte that no check has seen sends
    /// it nowhere, that is an error.
    pub fn guarded<T>(&self, read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged(self.name, &"the index")))
    }

    pub fn documents(&self) -> usize {
        self.documents as usize
    }

    /// The place of a document, where it is not deleted.
    pub fn at(&self, document: u32) -> Option<At> {
        self.alive.as_ref().is_none_or(|a| a.is_alive(document)).then(|| At(DocAddress::new(self.ordinal, document)))
    }

    fn fail(&self, error: std::io::Error) -> Error {
        told(self.name, &error.into())
    }

    /// The documents of every term that begins so, in blocks, with the rest of the term.
    pub fn terms(&self, prefix: &str, mut found: impl FnMut(&str, &[u32])) -> Result<(), Error> {
        // Every prefix ends in a dot; a slash is what comes after it.
        let end = format!("{}/", prefix.trim_end_matches('.'));
        let mut stream = self.terms.terms().range().ge(prefix).lt(end).into_stream().map_err(|e| self.fail(e))?;
        while stream.advance() {
            let rest = std::str::from_utf8(&stream.key()[prefix.len()..]).unwrap_or_default();
            let mut block = self.terms.read_block_postings_from_terminfo(stream.value(), IndexRecordOption::Basic).map_err(|e| self.fail(e))?;
            while !block.docs().is_empty() {
                found(rest, block.docs());
                block.advance();
            }
        }
        Ok(())
    }

    /// The documents of one term.
    pub fn term(&self, term: &str, mut found: impl FnMut(u32)) -> Result<(), Error> {
        let term = Term::from_field_text(self.terms_field, term);
        let Some(mut block) = self.terms.read_block_postings(&term, IndexRecordOption::Basic).map_err(|e| self.fail(e))? else { return Ok(()) };
        while !block.docs().is_empty() {
            block.docs().iter().for_each(|&d| found(d));
            block.advance();
        }
        Ok(())
    }

    /// Documents with a sentence in which the first of some words stands and, of
    /// all others, as many as are needed; with the codes of those sentences.
    pub fn together(&self, words: &[String], need: usize, mut found: impl FnMut(u32, &[u32])) -> Result<(), Error> {
        let mut postings = Vec::with_capacity(words.len());
        for word in words {
            let term = Term::from_field_text(self.words_field, word);
            postings.push(self.words.read_postings(&term, IndexRecordOption::WithFreqsAndPositions).map_err(|e| self.fail(e))?);
        }
        // `need` counts the first word too where all are needed.
        let all = need == words.len();
        let others = if all { need - 1 } else { need };
        if all {
            // The rarest leads.
            postings.sort_by_key(|p| p.as_ref().map_or(0, |p| p.doc_freq()));
        }
        let mut postings = postings.into_iter();
        let Some(mut lead) = postings.next().flatten() else { return Ok(()) };
        let mut rest: Vec<_> = postings.flatten().collect();
        if rest.len() < others {
            return Ok(());
        }
        let (mut codes, mut other, mut held) = (Vec::new(), Vec::new(), Vec::new());
        while lead.doc() != TERMINATED {
            let document = lead.doc();
            let mut here = 0;
            held.clear();
            for postings in &mut rest {
                if postings.doc() < document {
                    postings.seek(document);
                }
                if postings.doc() == document {
                    here += 1;
                } else if all {
                    break;
                }
            }
            if here >= others {
                lead.positions(&mut codes);
                held.resize(codes.len(), 0usize);
                for postings in rest.iter_mut().filter(|p| p.doc() == document) {
                    postings.positions(&mut other);
                    for (count, code) in held.iter_mut().zip(&codes) {
                        *count += usize::from(other.binary_search(code).is_ok());
                    }
                }
                let mut counts = held.iter();
                codes.retain(|_| counts.next().is_some_and(|count| *count >= others));
                if !codes.is_empty() {
                    found(document, &codes);
                }
            }
            lead.advance();
        }
        Ok(())
    }

    /// The jobs of a document.
    pub fn spells<T>(&self, document: usize, what: impl FnOnce(&[u64]) -> T) -> T {
        let mut spells = [0; 16];
        let mut count = 0;
        for (place, spell) in spells.iter_mut().zip(self.spells.values_for_doc(document as u32)) {
            *place = spell;
            count += 1;
        }
        what(&spells[..count])
    }
}
