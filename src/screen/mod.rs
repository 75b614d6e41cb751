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
//! compiled, and the most promising are compiled first. The shortlist is the same.

mod best;
mod conditions;
mod each;
mod input;
mod rank;
mod seen;
mod waiting;

use std::ops::ControlFlow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

pub(crate) use best::Best;
pub use conditions::Conditions;
pub use each::{Event, Progress};
pub(crate) use each::{Note, each};
pub use input::Input;
pub use rank::{Ranked, Ranking, rank};
#[cfg(feature = "pool")]
pub(crate) use seen::Before;
pub(crate) use seen::{Seen, mark, read_before};
use waiting::{Held, Waiting};

use crate::Error;
use crate::fit::{Fit, Role, Standing};
use crate::profile::{self, Dossier};

/// Profiles judged between two looks at what the shortlist's last has.
const BATCH: usize = 64;
/// Bytes of inputs that may wait to be judged: some thousands of profiles, which take about three times as much.
const WAITING: usize = 16 << 20;

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
    /// second is set aside; the same one again is passed over with a warning. A run that
    /// is stopped judges nobody further: the shortlist is of those who had been judged.
    ///
    /// # Errors
    /// None today; bad profiles are told to `watch` and the rest goes on.
    pub fn run(&self, profiles: impl IntoIterator<Item = Input>, mut watch: impl FnMut(Event<'_>) -> ControlFlow<()>) -> Result<Shortlist, Error> {
        let rules = self.role.rules();
        let (mut seen, mut taken, mut queue) = (Seen::default(), 0, Queue::new(self));
        // What the last of the shortlist has: who cannot have it need not be judged.
        let least = AtomicU32::new(queue.least);
        // Only a few are wanted, and a generous look tells which they may be.
        let (waits, looks) = (self.top.is_some() && rules.levels().rise(), rules.levels().rise() && (self.top.is_some() || queue.least > 0));
        let sought = OnceLock::new();
        let read = |name: &str, bytes: Vec<u8>| {
            let loaded = profile::parse(rules, name, &bytes)?;
            let (id, mark) = (profile::id(&loaded.profile, name).to_owned(), mark(&bytes));
            let most = looks.then(|| {
                let sought = sought.get_or_init(|| self.role.sought().ready(rules));
                self.role.points(&profile::glance::glance(rules, &loaded.profile, sought), self.as_of)
            });
            let looked = match most {
                Some(most) if most < least.load(Ordering::Relaxed) => Looked::Hopeless,
                Some(most) if waits => Looked::Waits(Box::new(Held { most, name: name.to_owned(), profile: loaded.profile, size: bytes.len() })),
                _ => Looked::Judged(self.judge(profile::compile(rules, &loaded.profile, name)).2),
            };
            Ok(((name.to_owned(), mark, id, looked), loaded.warnings))
        };
        let take = |(name, mark, id, looked): (String, u128, String, Looked)| {
            let note = read_before(&name, &id, seen.before(&id, mark));
            if !matches!(note, Some((_, true))) {
                taken += 1;
                queue.take(id, looked);
                if queue.waiting.size > WAITING {
                    while queue.waiting.size > WAITING / 2 && queue.judge_next() {}
                    least.store(queue.least, Ordering::Relaxed);
                }
            }
            Ok(note.map(|(note, _)| note))
        };
        let mut progress = each(profiles, rules.limits().profile, read, take, &mut watch)?;
        while !progress.stopped && queue.judge_next() {
            progress.stopped = watch(Event::Progress(progress)).is_break();
        }
        Ok(Shortlist { standings: queue.best.in_order(), profiles: taken, judged: queue.judged, progress })
    }
}

/// What a first look at a profile gives.
enum Looked {
    /// It cannot stand in the shortlist.
    Hopeless,
    /// It may.
    Waits(Box<Held>),
    /// It was judged at once; its fit where it holds the conditions.
    Judged(Option<Fit>),
}

/// What was judged of a run, and what waits for it.
struct Queue<'s> {
    screen: &'s Screen,
    best: Best<Standing, fn(&Standing, &Standing) -> std::cmp::Ordering>,
    waiting: Waiting,
    /// The points below which nobody can stand in the shortlist any more.
    least: u32,
    judged: usize,
}

impl Queue<'_> {
    fn new(screen: &Screen) -> Queue<'_> {
        let best = Best::new(screen.top, Standing::compare as fn(&_, &_) -> _);
        Queue { screen, best, waiting: Waiting::default(), least: screen.conditions.min_fit.unwrap_or(0), judged: 0 }
    }

    fn take(&mut self, id: String, looked: Looked) {
        match looked {
            Looked::Hopeless => {}
            Looked::Waits(held) => self.waiting.add(held),
            Looked::Judged(fit) => self.add(id, fit),
        }
    }

    fn add(&mut self, id: String, fit: Option<Fit>) {
        self.judged += 1;
        if let Some(fit) = fit {
            self.best.add(Standing { id, fit });
        }
    }

    /// Judges the most promising of those that wait; whether there was one.
    fn judge_next(&mut self) -> bool {
        let (screen, next) = (self.screen, self.waiting.next(BATCH, self.least));
        let judge = |held: Held| screen.judge(profile::compile(screen.role.rules(), &held.profile, &held.name));
        let judged: Vec<(String, u32, Option<Fit>)> = next.into_par_iter().map(judge).collect();
        let any = !judged.is_empty();
        judged.into_iter().for_each(|(id, _, fit)| self.add(id, fit));
        if let Some(last) = self.best.cut() {
            self.least = self.least.max(last.fit.points);
        }
        any
    }
}

/// Reads and compiles a profile.
#[cfg(feature = "pool")]
pub(crate) fn load(rules: &crate::Rules, name: &str, bytes: &[u8]) -> Result<(Dossier, Vec<String>), Error> {
    let loaded = profile::parse(rules, name, bytes)?;
    Ok((profile::compile(rules, &loaded.profile, name), loaded.warnings))
}
