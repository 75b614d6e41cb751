//! What a person did and can: the profile file, and the dossier that a fit is
//! judged on.
//!
//! A profile is a [JSON Resume](https://jsonresume.org/schema) document in TOML
//! or JSON. Compiling reads its prose with the same reader as postings and ties
//! every claim to concepts, to what backs it, and to its place in the file.
//!
//! ```
//! use rolefit::{Rules, fit, profile};
//!
//! let rules = Rules::builtin();
//! let me = profile::parse(&rules, "me.toml", br#"
//! [[work]]
//! position = "Data engineer"
//! startDate = "2021-03"
//! highlights = ["Streams on Kafka; no production Kubernetes yet"]
//! "#)?;
//! let dossier = profile::compile(&rules, &me.profile, "me.toml");
//! let as_of = jiff::civil::date(2026, 11, 22);
//! assert_eq!(fit::find(&rules, &dossier, "Kafka", as_of).evidence, profile::Evidence::Shown);
//! assert_eq!(fit::find(&rules, &dossier, "Kubernetes", as_of).evidence, profile::Evidence::None);
//! # Ok::<(), rolefit::Error>(())
//! ```

mod blank;
mod clause;
mod compile;
pub(crate) mod dates;
pub(crate) mod dossier;
mod file;
pub(crate) mod glance;
mod known;
mod listed;
mod mood;
mod parse;
mod party;
mod person;
mod prose;
mod study;
mod whose;
mod withheld;

pub use blank::{Percent, Share};
pub use compile::compile;
pub(crate) use compile::id;
pub use dates::PartialDate;
pub use dossier::{Dossier, Evidence};
pub use file::{
    Award, Basics, Certificate, Education, Interest, Language, Link, Location, Meta, Profile, Project, Publication, Reference, Skill, Volunteer, Work,
};
pub use parse::{Loaded, parse};
pub(crate) use study::fluency;
pub use withheld::{Withheld, withheld};

/// An empty profile with comments, as `profile new` writes it.
pub const TEMPLATE: &str = include_str!("template.toml");
