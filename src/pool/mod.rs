//! Many profiles in one directory, compiled once, screened for many roles.
//!
//! The index gives every profile an upper bound of its fit for a role; the fit
//! itself is judged by [`crate::fit`] alone, in the order of the bounds, until
//! no bound can reach the shortlist any more. So a pool gives what its files give.
//!
//! ```
//! use rolefit::{Rules, criteria, pool::Pool};
//!
//! let rules = Rules::builtin();
//! let dir = tempfile::tempdir().unwrap();
//! let mut pool = Pool::create(&rules, &dir.path().join("pool"))?;
//! pool.add("ada.toml", b"[[skills]]\nname = \"Rust\"")?;
//! pool.add("bob.toml", b"[[work]]\nstartDate = \"2020-01\"\nhighlights = [\"Rust services\"]")?;
//! pool.commit()?;
//!
//! let role = criteria::extract(&rules, "role.md", b"# Developer\n\n## Requirements\n\n- Rust\n")?;
//! let best = pool.screen(&role, jiff::civil::date(2026, 11, 22), Some(1))?;
//! assert_eq!(best.standings[0].id, "bob.toml");
//! # Ok::<(), rolefit::Error>(())
//! ```

mod bound;
mod index;

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::Error;
use crate::criteria::Criteria;
use crate::fit::{Role, Standing, shortlist};
use crate::grammar::{Rules, digest};
use crate::profile::{self, Dossier};
use bound::Plan;
use index::Index;

/// Version of the pool's own format.
const FORMAT: u32 = 1;
/// The file that names what a pool was made with.
const STAMP: &str = "rolefit-pool";
/// Profiles judged at once between two looks at the bounds.
const BATCH: usize = 256;

/// A pool of profiles in a directory.
pub struct Pool {
    rules: Rules,
    path: PathBuf,
    index: Index,
}

/// The result of a screen.
#[derive(Debug, Clone)]
pub struct Screened {
    /// The best, in order.
    pub standings: Vec<Standing>,
    /// Profiles in the pool.
    pub profiles: usize,
    /// How many of them had to be judged exactly.
    pub judged: usize,
}

impl Pool {
    /// Makes an empty pool in a directory that is empty or does not exist.
    ///
    /// # Errors
    /// The directory holds something already, or cannot be written.
    pub fn create(rules: &Rules, path: &Path) -> Result<Pool, Error> {
        let fail = |e: std::io::Error| Error::of(path.display().to_string(), e.to_string());
        std::fs::create_dir_all(path).map_err(fail)?;
        if std::fs::read_dir(path).map_err(fail)?.next().is_some() {
            return Err(Error::of(path.display().to_string(), "this directory is not empty; a pool is built in a new one"));
        }
        let index = Index::create(path)?;
        std::fs::write(path.join(STAMP), stamp(rules)).map_err(fail)?;
        Ok(Pool { rules: rules.clone(), path: path.to_owned(), index })
    }

    /// Opens a pool.
    ///
    /// # Errors
    /// It is no pool, it is damaged, or it was made with other rules or another
    /// taxonomy and must be built anew.
    pub fn open(rules: &Rules, path: &Path) -> Result<Pool, Error> {
        let name = path.display().to_string();
        let found = std::fs::read_to_string(path.join(STAMP)).map_err(|_| Error::of(&name, "this is no pool; `rolefit pool build` makes one"))?;
        if found != stamp(rules) {
            return Err(Error::of(&name, "this pool was made with other rules or another taxonomy; build it anew with `rolefit pool build`"));
        }
        Ok(Pool { rules: rules.clone(), path: path.to_owned(), index: Index::open(path)? })
    }

    /// Adds a profile. `input` is its id where `meta.id` gives none. It is kept
    /// from the next [`Pool::commit`] on. Returns what should be said of its file.
    ///
    /// # Errors
    /// As [`profile::parse`], or the pool cannot be written.
    pub fn add(&mut self, input: &str, bytes: &[u8]) -> Result<Vec<String>, Error> {
        let loaded = profile::parse(&self.rules, input, bytes)?;
        let dossier = profile::compile(&self.rules, &loaded.profile, input);
        self.index.add(&dossier, &bound::terms(&dossier), bytes)?;
        Ok(loaded.warnings)
    }

    /// Makes everything that was added last.
    ///
    /// # Errors
    /// The pool cannot be written.
    pub fn commit(&mut self) -> Result<(), Error> {
        self.index.commit()
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Profiles in it.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The best `top` profiles for a role (all without `top`), in order: the
    /// same, to the last digit, as scoring each of their files.
    ///
    /// # Errors
    /// The pool cannot be read.
    pub fn screen(&self, criteria: &Criteria, as_of: Date, top: Option<usize>) -> Result<Screened, Error> {
        let role = Role::new(&self.rules, criteria);
        let mut bounds = self.index.bounds(&Plan::new(&role))?;
        bounds.sort_by_key(|b| std::cmp::Reverse(b.points));
        let mut best: Vec<Standing> = Vec::new();
        let mut judged = 0;
        while judged < bounds.len() {
            let full = top.is_some_and(|k| best.len() >= k);
            let least = if full { best.last().map_or(u32::MAX, |s| s.fit.points) } else { 0 };
            // A bound that equals the last fit may still win by reach or id.
            let next: Vec<_> = bounds[judged..].iter().take(BATCH).take_while(|b| !full || b.points >= least).collect();
            if next.is_empty() {
                break;
            }
            let fits: Vec<Result<Standing, Error>> = next
                .par_iter()
                .map(|b| {
                    let dossier: Dossier = self.index.dossier(b.at)?;
                    let fit = role.score(&dossier, as_of);
                    debug_assert!(fit.points <= b.points, "{}: {} is more than its bound {}", dossier.id, fit.points, b.points);
                    Ok(Standing { id: dossier.id, fit })
                })
                .collect();
            judged += fits.len();
            for standing in fits {
                best.push(standing?);
            }
            best = shortlist(best, top);
        }
        Ok(Screened { standings: best, profiles: bounds.len(), judged })
    }
}

/// What a pool was made with: a change of any of it makes compiled profiles stale.
fn stamp(rules: &Rules) -> String {
    format!("rolefit pool {FORMAT}\n{}\n", digest(&[rules.taxonomy_digest().as_bytes(), rules.digest().as_bytes()]))
}
