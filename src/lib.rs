#![doc = include_str!("../README.md")]

mod error;
mod grammar;
mod mention;
#[cfg(test)]
mod schemas;
mod taxonomy;
mod text;

pub mod criteria;
pub mod fit;
#[cfg(feature = "pool")]
pub mod pool;
pub mod posting;
pub mod profile;
pub mod report;
pub mod resume;
pub mod screen;

pub use error::Error;
pub use grammar::Rules;
pub use mention::{Finding, Imported, Named};
pub use taxonomy::{Concept, ConceptId, Relation, Sort, Taxonomy};
pub use text::digest;
