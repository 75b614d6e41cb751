//! Many profiles in one directory, compiled once, screened for many roles.
//!
//! The index gives every profile an upper bound of its fit for a role; the fit
//! itself is judged by [`crate::fit`] alone, in the order of the bounds, until
//! no bound can reach the shortlist any more. So a pool gives what its files give.
//!
//! ```
//! use std::ops::ControlFlow;
//!
//! use rolefit::screen::{Input, Screen};
//! use rolefit::{Rules, criteria, fit::Role, pool::{Pool, Twice}};
//!
//! let rules = Rules::builtin();
//! let dir = tempfile::tempdir().unwrap();
//! let mut pool = Pool::create(&rules, &dir.path().join("pool"))?;
//! let people = [
//!     Input::bytes("ada.toml", b"[[skills]]\nname = \"Rust\"".to_vec()),
//!     Input::bytes("bob.toml", b"[[work]]\nstartDate = \"2020-01\"\nhighlights = [\"Rust services\"]".to_vec()),
//! ];
//! let added = pool.add(people, Twice::Keep, |_| ControlFlow::Continue(()))?;
//! assert_eq!(added.added, 2);
//!
//! let role = criteria::extract(&rules, "role.md", b"# Developer\n\n## Requirements\n\n- Rust\n")?;
//! let screen = Screen::new(Role::new(&rules, &role), jiff::civil::date(2026, 11, 22)).top(1);
//! let best = pool.screen(&screen, |_| ControlFlow::Continue(()))?;
//! assert_eq!(best.standings[0].id, "bob.toml");
//! # Ok::<(), rolefit::Error>(())
//! ```

mod bound;
mod index;
mod kept;
mod stamp;
mod sums;
mod write;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
pub use stamp::State;
pub use write::{Added, Twice};

use crate::Error;
use crate::fit::Standing;
use crate::grammar::Rules;
use crate::profile::Dossier;
use crate::profile::dates::Month;
use crate::screen::{Best, Event, Progress, Screen, Shortlist};
use bound::Plan;
use index::{At, Index, Look};

/// Profiles judged between two looks at the bounds.
const BATCH: usize = 64;
/// The same where all are judged.
const ALL: usize = 1024;

/// A pool of profiles in a directory. Many may read it while one writes.
pub struct Pool {
    rules: Rules,
    path: PathBuf,
    index: Index,
    state: State,
}

impl Pool {
    /// Makes an empty pool in a directory that is empty or does not exist.
    ///
    /// # Errors
    /// The directory holds something already, or cannot be written.
    pub fn create(rules: &Rules, path: &Path) -> Result<Pool, Error> {
        let name = || path.display().to_string();
        let fail = |e: std::io::Error| Error::of_io(name(), &e);
        if path.join("meta.json").exists() {
            return Err(Error::of(name(), "this directory holds a pool already; `rolefit pool add` adds to it, and goes on where a run ended"));
        }
        std::fs::create_dir_all(path).map_err(fail)?;
        for entry in std::fs::read_dir(path).map_err(fail)? {
            // What begins with a dot may be left from a run that ended before its pool began.
            if !entry.map_err(fail)?.file_name().to_string_lossy().starts_with('.') {
                return Err(Error::of(name(), "this directory is not empty; a pool is built in a new one"));
            }
        }
        let index = Index::create(path)?;
        Ok(Pool { rules: rules.clone(), path: path.to_owned(), index, state: State::Current })
    }

    /// Opens a pool to screen it or to add to it.
    ///
    /// # Errors
    /// It is no pool, it is damaged, another version of rolefit wrote it, or it is
    /// stale: compiled by another taxonomy or other rules than these.
    pub fn open(rules: &Rules, path: &Path) -> Result<Pool, Error> {
        let pool = Pool::open_any(rules, path)?;
        match pool.state {
            State::Current => Ok(pool),
            State::Stale => {
                let path = path.display();
                Err(Error::of(
                    path.to_string(),
                    format!(
                        "this pool was compiled with another taxonomy or other rules for profiles; `rolefit pool renew {path}` compiles its own profiles anew"
                    ),
                ))
            }
        }
    }

    /// Opens a pool to look at it, to remove from it or to renew it: it may be stale.
    ///
    /// # Errors
    /// As [`Pool::open`].
    pub fn open_any(rules: &Rules, path: &Path) -> Result<Pool, Error> {
        let index = Index::open(path)?;
        let state = stamp::state(&path.display().to_string(), index.payload()?.as_deref(), rules)?;
        Ok(Pool { rules: rules.clone(), path: path.to_owned(), index, state })
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether its profiles are compiled by the rules at hand.
    pub fn state(&self) -> State {
        self.state
    }

    /// Profiles in it.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// That every file of it is whole.
    ///
    /// # Errors
    /// One is truncated or changed.
    pub fn check(&self) -> Result<(), Error> {
        self.index.check()
    }

    /// The shortlist of a role: the same, to the last digit, as screening the files.
    ///
    /// # Errors
    /// The pool cannot be read.
    pub fn screen(&self, screen: &Screen, mut watch: impl FnMut(Event<'_>) -> ControlFlow<()>) -> Result<Shortlist, Error> {
        let look = self.index.look();
        let least = screen.conditions.min_fit.unwrap_or(0);
        let (order, profiles) = match screen.top {
            Some(_) => self.bounded(&look, screen, least)?,
            // All are wanted: in the order in which they lie.
            None => {
                let all: Vec<(u32, At)> = look.all().map(|at| (u32::MAX, at)).collect();
                let profiles = all.len();
                (all, profiles)
            }
        };
        let mut best = Best::new(screen.top, Standing::compare);
        let mut progress = Progress::default();
        let mut least = least;
        while progress.done < order.len() && !progress.stopped {
            let batch = if screen.top.is_none() { ALL } else { BATCH.max(screen.top.unwrap_or(0).saturating_sub(progress.done)) };
            // A bound that equals the last fit may still win by reach or id.
            let next: Vec<_> = order[progress.done..].iter().take(batch).take_while(|(bound, _)| *bound >= least).collect();
            if next.is_empty() {
                break;
            }
            let fits: Vec<Result<Option<Standing>, Error>> = next.par_iter().map(|(bound, at)| self.judge(&look, screen, *bound, *at)).collect();
            progress.done += fits.len();
            for standing in fits {
                standing?.into_iter().for_each(|s| best.add(s));
            }
            if let Some(last) = best.cut() {
                least = least.max(last.fit.points);
            }
            progress.stopped = watch(Event::Progress(progress)).is_break();
        }
        Ok(Shortlist { standings: best.in_order(), profiles, judged: progress.done, progress })
    }

    /// Profiles that may have `least` points, the highest bounds first, and how many there are in all.
    fn bounded(&self, look: &Look, screen: &Screen, least: u32) -> Result<(Vec<(u32, At)>, usize), Error> {
        let plan = Plan::new(&screen.role, Month::of(screen.as_of));
        let parts = look.parts()?;
        let bounds: Vec<Vec<u32>> = parts.par_iter().map(|part| part.guarded(|| plan.bounds(part))).collect::<Result<_, _>>()?;
        // Few different bounds, many profiles: counted, not sorted.
        let mut by_bound: Vec<Vec<At>> = Vec::new();
        let mut profiles = 0;
        for (part, bounds) in parts.iter().zip(bounds) {
            for (document, bound) in bounds.into_iter().enumerate() {
                let Some(at) = part.at(document as u32) else { continue };
                profiles += 1;
                let bound_at = bound as usize;
                if bound >= least {
                    if by_bound.len() <= bound_at {
                        by_bound.resize_with(bound_at + 1, Vec::new);
                    }
                    by_bound[bound_at].push(at);
                }
            }
        }
        let order = by_bound.into_iter().enumerate().rev().flat_map(|(bound, all)| all.into_iter().map(move |at| (bound as u32, at))).collect();
        Ok((order, profiles))
    }

    fn judge(&self, look: &Look, screen: &Screen, bound: u32, at: At) -> Result<Option<Standing>, Error> {
        let name = || self.path.display().to_string();
        let dossier: Dossier = postcard::from_bytes(&look.dossier(at)?).map_err(|e| Error::of(name(), format!("a compiled profile cannot be read: {e}")))?;
        let (id, points, fit) = screen.judge(dossier);
        if points > bound {
            // Silence would be a wrong shortlist.
            return Err(Error::of(name(), format!("`{id}` has {points} points and a bound of {bound}: this is a fault of rolefit, please report it")));
        }
        Ok(fit.map(|fit| Standing { id, fit }))
    }
}
