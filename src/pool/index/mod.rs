//! The tantivy index: the one folder that knows it. A document is a profile: what
//! bounds it, its dossier, its bytes, and the marks by which it is known again.
//! Commits are tantivy's: what was committed survives whatever happens to the
//! process. Tantivy orders nothing here and scores nothing.

mod coded;
mod directory;
mod fault;
mod look;
mod writer;

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tantivy::schema::{BytesOptions, FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{DocAddress, IndexReader, ReloadPolicy, TantivyError};

use super::kept::Kept;
use crate::Error;
use coded::{CODED, Coded};
use directory::Lenient;
use fault::{damaged, told};
pub(super) use look::{Look, Part};
pub(super) use writer::Writer;

/// Files of a pool that together take less than this are checked whole when it is
/// opened; of larger ones that they are not cut short, and each profile when it is
/// read. Half a second of reading must not stand before a screen of a third.
const CHECKED: u64 = 512 << 20;

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
        let index = Lenient::new(path).and_then(tantivy::Index::open).map_err(|e| told(&name, &e))?;
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
        Writer::new(&self.name, self.fields, &self.index)
    }

    /// Sees what was committed last.
    pub fn reload(&self) -> Result<(), Error> {
        self.reader.reload().map_err(|e| self.told(&e))
    }

    pub fn len(&self) -> usize {
        self.reader.searcher().num_docs() as usize
    }

    pub fn look(&self) -> Look {
        Look::new(&self.name, self.fields, self.reader.searcher())
    }
}

/// That no file is truncated or flipped. Without `all` the profiles of a large
/// pool are left out, and of a very large one its postings too.
fn check(name: &str, index: &tantivy::Index, all: bool) -> Result<(), Error> {
    let metas = index.load_metas().map_err(|e| told(name, &e))?;
    let root = Path::new(name);
    let files: Vec<PathBuf> = metas.list_segment_files().into_iter().filter(|p| root.join(p).exists()).collect();
    let stored = |path: &&PathBuf| path.extension().is_some_and(|e| e == "store");
    let size = |files: &[&PathBuf]| files.iter().filter_map(|p| std::fs::metadata(root.join(p)).ok()).map(|m| m.len()).sum::<u64>();
    let (profiles, postings): (Vec<&PathBuf>, Vec<&PathBuf>) = files.iter().partition(stored);
    for group in [postings, profiles] {
        if all || size(&group) < CHECKED {
            group.into_par_iter().try_for_each(|path| match index.directory().validate_checksum(path) {
                Ok(true) => Ok(()),
                // A reader that came before a merge's end looks for what is gone by now: nothing is damaged.
                Err(_) if !root.join(path).exists() => Ok(()),
                _ => Err(damaged(name, &path.display())),
            })?;
        }
    }
    Ok(())
}
