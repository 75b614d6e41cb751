//! `rolefit pool`: many profiles in one directory.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rolefit::Rules;
use rolefit::pool::{Pool, State, Twice};

use super::watch::{Rejects, Watch};
use super::{Stop, common, input, output, stream};

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Build a pool in a new directory
    #[command(after_help = "\
Examples:
  rolefit pool build people/ profiles/
  rolefit pool build people/ export.jsonl --rejects rejects.jsonl
  rolefit screen role.toml --pool people/ --top 20

A run that was ended early has kept most of its work; `rolefit pool add` with the same
profiles goes on.")]
    Build {
        /// The directory, new or empty
        pool: PathBuf,
        /// Profiles: files, directories, globs, JSONL, zip archives, or - for standard input
        #[arg(required = true)]
        profiles: Vec<String>,
        #[command(flatten)]
        rejects: Rejects,
    },
    /// Add profiles to a pool; what is there already is passed over
    #[command(after_help = "\
Examples:
  rolefit pool add people/ new-profiles/
  rolefit pool add people/ profiles/ --replace     take changed profiles in place of the old ones")]
    Add {
        /// The directory
        pool: PathBuf,
        /// Profiles: files, directories, globs, JSONL, zip archives, or - for standard input
        #[arg(required = true)]
        profiles: Vec<String>,
        /// Where the pool has another text under an id, take the new one; without this it is set aside
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        rejects: Rejects,
    },
    /// Remove profiles from a pool, by id
    #[command(after_help = "Examples:\n  rolefit pool remove people/ ada-lind\n  rolefit pool remove people/ - < ids.txt    one id a line")]
    Remove {
        /// The directory
        pool: PathBuf,
        /// Ids, as a shortlist has them; - for standard input, one a line
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Say what a pool holds, and check that every file of it is whole
    Info {
        /// The directory
        pool: PathBuf,
    },
    /// Compile a pool's own profiles anew, after a change of the taxonomy or of rules for profiles
    #[command(after_help = "Example:\n  rolefit pool renew people/\n\nThe pool can be read as it was until the new one is complete.")]
    Renew {
        /// The directory
        pool: PathBuf,
        #[command(flatten)]
        rejects: Rejects,
    },
}

pub(crate) fn run(command: Command, rules: &Rules) -> Result<(), Stop> {
    match command {
        Command::Build { pool, profiles, rejects } => {
            // What is wrong with the arguments is said before a directory is made.
            let profiles = stream::open_with(&profiles, common::PROFILES, rules.longest_input(), Some(common::importer(rules).0))?;
            add(Pool::create(rules, &pool)?, profiles, Twice::Keep, &rejects)
        }
        Command::Add { pool, profiles, replace, rejects } => {
            let profiles = stream::open_with(&profiles, common::PROFILES, rules.longest_input(), Some(common::importer(rules).0))?;
            add(Pool::open(rules, &pool)?, profiles, if replace { Twice::Replace } else { Twice::Keep }, &rejects)
        }
        Command::Remove { pool, ids } => remove(rules, &pool, &ids),
        Command::Info { pool } => info(rules, &pool),
        Command::Renew { pool, rejects } => renew(rules, &pool, &rejects),
    }
}

fn add(mut pool: Pool, profiles: stream::Stream, twice: Twice, rejects: &Rejects) -> Result<(), Stop> {
    let mut watch = Watch::new("profiles", profiles.total(), rejects, false)?;
    let added = pool.add(profiles, twice, |event| watch.event(event))?;
    let dir = pool.path().display().to_string();
    let mut said = format!("{dir}: {} profiles; {} added", pool.len(), added.added);
    for (count, what) in [(added.replaced, "took the place of others"), (added.known, "were there already")] {
        if count > 0 {
            said.push_str(&format!(", {count} {what}"));
        }
    }
    let progress = added.progress;
    watch.finish(progress, || format!("{said}; the same command as `pool add` goes on"))?;
    if progress.done > 0 && progress.aside == progress.done {
        return Err(Stop::Error("none of the profiles could be read".into()));
    }
    output::result(None, &format!("{said}\n"))?;
    if progress.aside > 0 { Err(Stop::Unmet) } else { Ok(()) }
}

fn remove(rules: &Rules, path: &Path, ids: &[String]) -> Result<(), Stop> {
    let mut read = String::new();
    let mut all: Vec<&str> = Vec::new();
    for id in ids {
        if id == "-" && read.is_empty() {
            read = String::from_utf8(input::one("-").read()?).map_err(|_| Stop::Error("-: ids are text, one a line".into()))?;
        } else {
            all.push(id);
        }
    }
    all.extend(read.lines().map(str::trim).filter(|l| !l.is_empty()));
    let mut pool = Pool::open_any(rules, path)?;
    let missing = pool.remove(&all)?;
    missing.iter().for_each(|id| output::error(&format!("{}: no profile has the id `{id}`", path.display())));
    if missing.len() == all.len() {
        return Err(Stop::Error("nothing was removed".into()));
    }
    output::result(None, &format!("{}: {} profiles; {} removed\n", path.display(), pool.len(), all.len() - missing.len()))?;
    if missing.is_empty() { Ok(()) } else { Err(Stop::Unmet) }
}

fn info(rules: &Rules, path: &Path) -> Result<(), Stop> {
    let pool = Pool::open_any(rules, path)?;
    pool.check()?;
    let files = std::fs::read_dir(path).map_err(|e| rolefit::Error::of_io(path.display().to_string(), &e))?;
    let bytes: u64 = files.flatten().filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum();
    let state = match pool.state() {
        State::Current => "compiled with the rules at hand".to_owned(),
        State::Stale => format!("stale: `rolefit pool renew {}` compiles it anew", path.display()),
    };
    output::result(None, &format!("{}: {} profiles\n  {:.1} MB, every file whole\n  {state}\n", path.display(), pool.len(), bytes as f64 / 1e6))
}

fn renew(rules: &Rules, path: &Path, rejects: &Rejects) -> Result<(), Stop> {
    let mut pool = Pool::open_any(rules, path)?;
    let mut watch = Watch::new("profiles", Arc::new(AtomicU64::new(pool.len() as u64)), rejects, false)?;
    let progress = pool.renew(|event| watch.event(event))?;
    watch.finish(progress, || "nothing was changed; the pool is what it was".into())?;
    output::result(None, &format!("{}: {} profiles, compiled anew\n", path.display(), pool.len()))?;
    if progress.aside > 0 { Err(Stop::Unmet) } else { Ok(()) }
}
