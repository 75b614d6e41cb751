//! The tantivy index: the one file that knows it. A document is a profile: its
//! id, the terms that bound it, its dossier and its bytes. Commits are tantivy's:
//! what was committed survives whatever happens to the process.

use std::path::Path;

use tantivy::schema::{BytesOptions, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::{DocAddress, DocSet, IndexReader, IndexWriter, ReloadPolicy, Searcher, TERMINATED, TantivyDocument, Term};

use super::bound::{Plan, Probe};
use crate::Error;
use crate::profile::Dossier;

/// Memory that a writer may hold before it writes a segment, in bytes.
const WRITER_MEMORY: usize = 128 << 20;

/// A profile's place in the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct At(DocAddress);

/// A profile and the most points that it could have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound {
    pub points: u32,
    pub at: At,
}

pub(super) struct Index {
    name: String,
    fields: Fields,
    index: tantivy::Index,
    reader: IndexReader,
    writer: Option<IndexWriter>,
}

#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    terms: Field,
    dossier: Field,
    profile: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let terms = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::Basic).set_fieldnorms(false);
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        terms: schema.add_text_field("terms", TextOptions::default().set_indexing_options(terms)),
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
        Index::with(name, fields, index)
    }

    pub fn open(path: &Path) -> Result<Index, Error> {
        let name = path.display().to_string();
        let (schema, fields) = schema();
        let index = tantivy::Index::open_in_dir(path).map_err(|e| told(&name, &e))?;
        if index.schema() != schema {
            return Err(Error::of(name, "this pool has another layout; build it anew with `rolefit pool build`"));
        }
        Index::with(name, fields, index)
    }

    fn with(name: String, fields: Fields, index: tantivy::Index) -> Result<Index, Error> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(|e| told(&name, &e))?;
        Ok(Index { name, fields, index, reader, writer: None })
    }

    pub fn add(&mut self, dossier: &Dossier, terms: &[String], profile: &[u8]) -> Result<(), Error> {
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => none.insert(self.index.writer(WRITER_MEMORY).map_err(|e| told(&self.name, &e))?),
        };
        let mut doc = TantivyDocument::default();
        doc.add_text(self.fields.id, &dossier.id);
        terms.iter().for_each(|t| doc.add_text(self.fields.terms, t));
        let bytes = postcard::to_stdvec(dossier).map_err(|e| Error::of(&self.name, e.to_string()))?;
        doc.add_bytes(self.fields.dossier, &bytes);
        doc.add_bytes(self.fields.profile, profile);
        writer.add_document(doc).map(|_| ()).map_err(|e| told(&self.name, &e))
    }

    pub fn commit(&mut self) -> Result<(), Error> {
        if let Some(writer) = &mut self.writer {
            writer.commit().map_err(|e| told(&self.name, &e))?;
        }
        self.reader.reload().map_err(|e| told(&self.name, &e))
    }

    pub fn len(&self) -> usize {
        self.searcher().num_docs() as usize
    }

    fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// A bound for every profile.
    pub fn bounds(&self, plan: &Plan) -> Result<Vec<Bound>, Error> {
        let searcher = self.searcher();
        let mut found = Vec::with_capacity(searcher.num_docs() as usize);
        for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
            let fail = |e: &dyn std::fmt::Display| told(&self.name, e);
            let inverted = segment.inverted_index(self.fields.terms).map_err(|e| fail(&e))?;
            let documents = segment.max_doc() as usize;
            let mut points = vec![0u32; documents];
            let mut credits = vec![0u32; documents];
            let mut counts = vec![0u16; documents];
            for sought in &plan.criteria {
                credits.fill(sought.base);
                for Probe { terms, need, credit } in &sought.probes {
                    if *need > 1 {
                        counts.fill(0);
                    }
                    for term in terms {
                        let term = Term::from_field_text(self.fields.terms, term);
                        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic).map_err(|e| fail(&e))? else { continue };
                        let mut doc = postings.doc();
                        while doc != TERMINATED {
                            let d = doc as usize;
                            let enough = *need <= 1 || {
                                counts[d] += 1;
                                usize::from(counts[d]) >= *need
                            };
                            if enough && *credit > credits[d] {
                                credits[d] = *credit;
                            }
                            doc = postings.advance();
                        }
                    }
                }
                for (sum, credit) in points.iter_mut().zip(&credits) {
                    *sum += sought.points * credit / 1000;
                }
            }
            let alive = segment.alive_bitset();
            let ordinal = ordinal as u32;
            let documents = (0..segment.max_doc()).filter(|&d| alive.is_none_or(|a| a.is_alive(d)));
            found.extend(documents.map(|d| Bound { points: points[d as usize], at: At(DocAddress::new(ordinal, d)) }));
        }
        Ok(found)
    }

    /// The dossier of a profile.
    pub fn dossier(&self, at: At) -> Result<Dossier, Error> {
        let doc: TantivyDocument = self.searcher().doc(at.0).map_err(|e| told(&self.name, &e))?;
        let bytes = doc.get_first(self.fields.dossier).and_then(|v| v.as_bytes()).unwrap_or_default();
        postcard::from_bytes(bytes).map_err(|e| told(&self.name, &e))
    }
}

fn told(name: &str, error: &dyn std::fmt::Display) -> Error {
    Error::of(name, format!("the pool cannot be used: {error}"))
}
