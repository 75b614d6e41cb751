//! The tantivy index: the one file that knows it. A document is a profile: what
//! bounds it, its dossier, its bytes, and the marks by which it is known again.
//! Commits are tantivy's: what was committed survives whatever happens to the
//! process. Tantivy orders nothing here and scores nothing.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tantivy::columnar::Column;
use tantivy::directory::error::LockError;
use tantivy::indexer::NoMergePolicy;
use tantivy::postings::Postings;
use tantivy::schema::{BytesOptions, FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{DocAddress, DocSet, IndexReader, IndexWriter, InvertedIndexReader, ReloadPolicy, Searcher, SegmentReader, TERMINATED, TantivyDocument, TantivyError, Term};

use super::kept::Kept;
use crate::Error;

/// Memory that a writer may hold before it writes a segment, in bytes.
const WRITER_MEMORY: usize = 200 << 20;
/// Threads that write segments, beside those that compile profiles.
const WRITERS: usize = 2;
/// Pools whose profiles take less than this are checked whole when they are
/// opened; of larger ones the index, and each profile when it is read.
const CHECKED: u64 = 256 << 20;

/// How text comes to the index: a line for each word, its code before it.
const CODED: &str = "coded";

#[derive(Debug, Clone, Default)]
struct Coded;

impl Tokenizer for Coded {
    type TokenStream<'a> = CodedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CodedStream<'a> {
        CodedStream { rest: text, token: Token::default() }
    }
}

/// The words of such a text; a word's code is its position.
struct CodedStream<'a> {
    rest: &'a str,
    token: Token,
}

impl TokenStream for CodedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((line, rest)) = self.rest.split_once('\n') else { return false };
        let (code, word) = line.split_once(' ').unwrap_or(("0", line));
        self.rest = rest;
        self.token.position = code.parse().unwrap_or(0);
        self.token.text.clear();
        self.token.text.push_str(word);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A profile's place in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At(DocAddress);

pub(super) struct Index {
    name: String,
    fields: Fields,
    index: tantivy::Index,
    reader: IndexReader,
}

#[derive(Clone, Copy)]
struct Fields {
    key: Field,
    mark: Field,
    id: Field,
    terms: Field,
    words: Field,
    spells: Field,
    dossier: Field,
    profile: Field,
}

/// A profile as it goes into the index.
pub(super) struct Entry {
    pub id: String,
    pub key: [u8; 16],
    pub mark: [u8; 16],
    pub kept: Kept,
    pub dossier: Vec<u8>,
    pub profile: Vec<u8>,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let terms = TextFieldIndexing::default().set_tokenizer(CODED).set_index_option(IndexRecordOption::Basic).set_fieldnorms(false);
    let words = TextFieldIndexing::default().set_tokenizer(CODED).set_index_option(IndexRecordOption::WithFreqsAndPositions).set_fieldnorms(false);
    let fields = Fields {
        key: schema.add_bytes_field("key", INDEXED),
        mark: schema.add_bytes_field("mark", INDEXED),
        id: schema.add_text_field("id", STORED),
        terms: schema.add_text_field("terms", TextOptions::default().set_indexing_options(terms)),
        words: schema.add_text_field("words", TextOptions::default().set_indexing_options(words)),
        spells: schema.add_u64_field("spells", NumericOptions::from(FAST)),
        dossier: schema.add_bytes_field("dossier", BytesOptions::default().set_stored()),
        profile: schema.add_bytes_field("profile", BytesOptions::default().set_stored()),
    };
    (schema.build(), fields)
}

impl Index {
    pub fn create(path: &Path) -> Result<Index, Error> {
        let name = path.display().to_string();
        let (schema, fields) = schema();
        let index = tantivy::Index::create_in_dir(path, schema).map_err(|e| told(&name, &e))?;
        index.tokenizers().register(CODED, Coded);
        Index::with(name, fields, index)
    }

    /// Opens an index; everything that it reads from now on is whole.
    pub fn open(path: &Path) -> Result<Index, Error> {
        let name = path.display().to_string();
        if !path.join("meta.json").exists() {
            return Err(Error::of(name, "this is no pool; `rolefit pool build` makes one"));
        }
        let (schema, fields) = schema();
        let index = tantivy::Index::open_in_dir(path).map_err(|e| told(&name, &e))?;
        index.tokenizers().register(CODED, Coded);
        if index.schema() != schema {
            return Err(Error::of(name, "this pool was written by another version of rolefit; build it anew with `rolefit pool build`"));
        }
        check(&name, &index, false)?;
        Index::with(name, fields, index)
    }

    fn with(name: String, fields: Fields, index: tantivy::Index) -> Result<Index, Error> {
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(|e| told(&name, &e))?;
        Ok(Index { name, fields, index, reader })
    }

    /// That no file is truncated or flipped.
    pub fn check(&self) -> Result<(), Error> {
        check(&self.name, &self.index, true)
    }

    fn told(&self, error: &TantivyError) -> Error {
        told(&self.name, error)
    }

    /// What the last commit said of itself.
    pub fn payload(&self) -> Result<Option<String>, Error> {
        Ok(self.index.load_metas().map_err(|e| self.told(&e))?.payload)
    }

    pub fn writer(&self) -> Result<Writer, Error> {
        let writer = self.index.writer_with_num_threads(WRITERS, WRITER_MEMORY).map_err(|e| self.told(&e))?;
        Ok(Writer { name: self.name.clone(), fields: self.fields, writer })
    }

    /// Sees what was committed last.
    pub fn reload(&self) -> Result<(), Error> {
        self.reader.reload().map_err(|e| self.told(&e))
    }

    pub fn len(&self) -> usize {
        self.reader.searcher().num_docs() as usize
    }

    pub fn look(&self) -> Look {
        Look { name: self.name.clone(), fields: self.fields, searcher: self.reader.searcher() }
    }
}

/// What is committed, as it was when one began to look.
pub(super) struct Look {
    name: String,
    fields: Fields,
    searcher: Searcher,
}

impl Look {
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
        let alive = |(ordinal, reader): (usize, &SegmentReader)| -> Vec<At> { reader.doc_ids_alive().map(|d| At(DocAddress::new(ordinal as u32, d))).collect() };
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
pub(super) struct Part<'l> {
    name: &'l str,
    ordinal: u32,
    documents: u32,
    terms: std::sync::Arc<InvertedIndexReader>,
    words: std::sync::Arc<InvertedIndexReader>,
    terms_field: Field,
    words_field: Field,
    spells: Column<u64>,
    alive: Option<tantivy::fastfield::AliveBitSet>,
}

impl Part<'_> {
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

/// Writes to the index; there is one at a time.
pub(super) struct Writer {
    name: String,
    fields: Fields,
    writer: IndexWriter,
}

impl Writer {
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

/// That no file is truncated or flipped. Without `all` the profiles of a large
/// pool are left out; each of them is checked when it is read.
fn check(name: &str, index: &tantivy::Index, all: bool) -> Result<(), Error> {
    let metas = index.load_metas().map_err(|e| told(name, &e))?;
    let directory = index.directory();
    let root = Path::new(name);
    let stored = |path: &Path| path.extension().is_some_and(|e| e == "store");
    let files: Vec<PathBuf> = metas.list_segment_files().into_iter().filter(|p| root.join(p).exists()).collect();
    let size: u64 = files.iter().filter(|p| stored(p)).filter_map(|p| std::fs::metadata(root.join(p)).ok()).map(|m| m.len()).sum();
    files.into_par_iter().filter(|p| all || size < CHECKED || !stored(p)).try_for_each(|path| match directory.validate_checksum(&path) {
        Ok(true) => Ok(()),
        // A reader that came before a merge's end looks for what is gone by now: nothing is damaged.
        Err(_) if !root.join(&path).exists() => Ok(()),
        _ => Err(damaged(name, &path.display())),
    })
}

/// Bytes with the mark that tells whether they came back whole.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    [&blake3::hash(bytes).as_bytes()[..8], bytes].concat()
}

fn whole(sealed: &[u8]) -> Option<&[u8]> {
    let (mark, bytes) = sealed.split_at_checked(8)?;
    (blake3::hash(bytes).as_bytes()[..8] == *mark).then_some(bytes)
}

fn damaged(name: &str, what: &dyn std::fmt::Display) -> Error {
    Error::of(name, format!("{what} of this pool is damaged (truncated or changed); nothing was done; build the pool anew, or bring it back from a copy"))
}

fn told(name: &str, error: &TantivyError) -> Error {
    use tantivy::directory::error::{OpenReadError, OpenWriteError};
    let message = match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => "another process is writing to this pool; wait until it is done".to_owned(),
        TantivyError::LockFailure(LockError::IoError(e), _) => return Error::of_io(name, e),
        TantivyError::IoError(e) => return io(name, e),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => return io(name, io_error),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => return io(name, io_error),
        TantivyError::OpenReadError(e) => return damaged(name, &e),
        TantivyError::DataCorruption(e) => return damaged(name, &format!("{e:?}")),
        TantivyError::IndexBuilderMissingArgument(_) | TantivyError::SchemaError(_) => "this pool was written by another version of rolefit; build it anew with `rolefit pool build`".to_owned(),
        // A thread of the writer has only words left of its error.
        TantivyError::InternalError(e) | TantivyError::ErrorInThread(e) if e.contains("(os error 28)") => return Error::of_io(name, &std::io::ErrorKind::StorageFull.into()),
        TantivyError::InternalError(e) | TantivyError::ErrorInThread(e) => format!("the pool cannot be written; what was committed stays: {}", e.trim_start_matches(|c: char| c != '\'')),
        e => format!("the pool cannot be used: {e}"),
    };
    Error::of(name, message)
}

fn io(name: &str, error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => damaged(name, &error),
        _ => Error::of_io(name, error),
    }
}
