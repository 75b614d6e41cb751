//! Many for one: which of many profiles fit a role best, and which of many
//! postings fit a person. Inputs stream through; memory holds what may still
//! stand in the shortlist, and a few bytes for each profile seen.
//!
//! Screening a directory:
//!
//! ```
//! use std::ops::ControlFlow;
//!
//! use rolefit::screen::{Event, Input, Screen};
//! use rolefit::{Rules, criteria, fit::Role};
//!
//! let rules = Rules::builtin();
//! let posting = std::fs::read("data/examples/posting.md")?;
//! let role = criteria::load(&rules, "posting.md", &posting)?.criteria;
//! let files = std::fs::read_dir("data/examples/profiles")?.map(|entry| Ok(Input::file(entry?.path())));
//! let files = files.collect::<std::io::Result<Vec<_>>>()?;
//! let screen = Screen::new(Role::new(&rules, &role), jiff::civil::date(2026, 11, 22)).top(20);
//! let found = screen.run(files, |event| {
//!     if let Event::SetAside(error) = event {
//!         eprintln!("{error}");
//!     }
//!     ControlFlow::Continue(()) // or Break(()), to stop
//! })?;
//! for standing in &found.standings {
//!     println!("{} {}", rolefit::fit::Fit::decimal(standing.fit.points), standing.id);
//! }
//! # assert!(found.standings[0].id.ends_with("rosa-ibarra.toml"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where only the best are wanted, a profile that cannot be among them even by a
//! generous look (all that its words could mean, nothing taken back) is not
//! compiled. The shortlist is the same.

mod best;
mod conditions;
mod each;
mod input;
mod rank;
mod seen;

use std::ops::ControlFlow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::civil::Date;

pub(crate) use best::Best;
pub use conditions::Conditions;
pub use each::{Event, Progress};
pub(crate) use each::{Note, each};
pub use input::Input;
pub use rank::{Ranked, Ranking, rank};
#[cfg(feature = "pool")]
pub(crate) use seen::Before;
pub(crate) use seen::{Seen, mark, read_before};

use crate::Error;
use crate::fit::{Fit, Role, Standing};
use crate::profile::{self, Dossier};

/// Profiles between two looks at what the shortlist's last has.
const LOOK: usize = 64;

/// What is wanted of many profiles: the role, the day, how many, on what conditions.
#[derive(Debug, Clone)]
pub struct Screen {
    pub(crate) role: Role,
    pub(crate) as_of: Date,
    pub(crate) top: Option<usize>,
    pub(crate) conditions: Conditions,
    pub(crate) brief: bool,
}

/// The result of a screen.
#[derive(Debug, Clone)]
pub struct Shortlist {
    /// The best, in order.
    pub standings: Vec<Standing>,
    /// Profiles that were there to choose from.
    pub profiles: usize,
    /// How many of them had to be judged exactly: all others cannot stand in it.
    pub judged: usize,
    /// How the run went.
    pub progress: Progress,
}

impl Screen {
    /// All profiles for a role, with time counted up to a day.
    pub fn new(role: Role, as_of: Date) -> Screen {
        Screen { role, as_of, top: None, conditions: Conditions::default(), brief: false }
    }

    /// Only the best so many.
    pub fn top(self, top: usize) -> Screen {
        Screen { top: Some(top), ..self }
    }

    /// Only those that hold these conditions.
    pub fn conditions(self, conditions: Conditions) -> Screen {
        Screen { conditions, ..self }
    }

    /// Leaves contributions out of the standings: less memory where only the order is wanted.
    pub fn brief(self) -> Screen {
        Screen { brief: true, ..self }
    }

    /// The id and the points of one dossier, and its fit where it holds the conditions.
    pub(crate) fn judge(&self, dossier: Dossier) -> (String, u32, Option<Fit>) {
        let mut fit = self.role.score(&dossier, self.as_of);
        let (met, points) = (self.conditions.met(&fit), fit.points);
        if self.brief {
            fit.contributions = Vec::new();
        }
        (dossier.id, points, met.then_some(fit))
    }

    /// Reads and judges profiles as they come. Of two profiles with one id the
    /// second is set aside; the same one again is passed over with a warning.
    ///
    /// # Errors
    /// None today; bad profiles are told to `watch` and the rest goes on.
    pub fn run(&self, profiles: impl IntoIterator<Item = Input>, watch: impl FnMut(Event<'_>) -> ControlFlow<()>) -> Result<Shortlist, Error> {
        let mut best = Best::new(self.top, Standing::compare);
        let (mut seen, mut taken, mut judged) = (Seen::default(), 0, 0);
        // What the last of the shortlist has: who cannot have it need not be judged.
        let least = AtomicU32::new(self.conditions.min_fit.unwrap_or(0));
        let rise = self.role.rules().levels().rise();
        let sought = OnceLock::new();
        let read = |name: &str, bytes: Vec<u8>| {
            let (rules, mark) = (self.role.rules(), mark(&bytes));
            let loaded = profile::parse(rules, name, &bytes)?;
            let enough = least.load(Ordering::Relaxed);
            let hopeless = || {
                let sought = sought.get_or_init(|| self.role.sought().ready(rules));
                self.role.points(&profile::glance::glance(rules, &loaded.profile, sought), self.as_of) < enough
            };
            if enough > 0 && rise && hopeless() {
                return Ok(((name.to_owned(), mark, profile::id(&loaded.profile, name).to_owned(), None), loaded.warnings));
            }
            let (id, _, fit) = self.judge(profile::compile(rules, &loaded.profile, name));
            Ok(((name.to_owned(), mark, id, Some(fit)), loaded.warnings))
        };
        type Judged = (String, u128, String, Option<Option<Fit>>);
        let take = |(name, mark, id, found): Judged| {
            let note = read_before(&name, &id, seen.before(&id, mark));
            if !matches!(note, Some((_, true))) {
                taken += 1;
                judged += usize::from(found.is_some());
                if let Some(Some(fit)) = found {
                    best.add(Standing { id, fit });
                }
            }
            if taken % LOOK == 0
                && let Some(last) = best.cut()
            {
                least.fetch_max(last.fit.points, Ordering::Relaxed);
            }
            Ok(note.map(|(note, _)| note))
        };
        let progress = each(profiles, self.role.rules().limits().profile, read, take, watch)?;
        Ok(Shortlist { standings: best.in_order(), profiles: taken, judged, progress })
    }
}

/// Reads and compiles a profile.
#[cfg(feature = "pool")]
pub(crate) fn load(rules: &crate::Rules, name: &str, bytes: &[u8]) -> Result<(Dossier, Vec<String>), Error> {
    let loaded = profile::parse(rules, name, bytes)?;
    Ok((profile::compile(rules, &loaded.profile, name), loaded.warnings))
}
