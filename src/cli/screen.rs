//! `rolefit screen`: which of many profiles fit one role best.

use rolefit::Rules;
use rolefit::fit::Role;
use rolefit::screen::Screen;

use super::common::{self, AsOf, Conditions, Listing, Lists};
use super::watch::{Rejects, Watch};
use super::{Stop, input, stream};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rolefit screen role.toml profiles/                 the shortlist, as a table
  rolefit screen role.toml profiles/ --top 20 -f csv -o shortlist.csv
  rolefit screen role.toml people.jsonl people.zip -o shortlist.xlsx
  rolefit screen role.toml --pool people/ --top 20   from a pool: the same result, sooner
  rolefit screen role.toml profiles/ --min-fit 60 --require-gates --require skill-kafka

A profile that cannot be read is set aside and named on standard error (--rejects FILE keeps
them as JSONL); the exit code is then 1. Of profiles with one id the first counts.")]
pub(crate) struct Args {
    /// The role: a posting, or a criteria file (TOML or JSON); - for standard input
    role: String,
    /// Profiles: files, directories, globs, JSONL, zip archives, or - for standard input
    #[arg(required_unless_present = "pool", conflicts_with = "pool")]
    profiles: Vec<String>,
    /// A pool in place of profiles
    #[cfg(feature = "pool")]
    #[arg(long, value_name = "DIR")]
    pool: Option<String>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    listing: Listing,
    #[command(flatten)]
    conditions: Conditions,
    /// Only those that meet this criterion (or pass it, if it is a gate); may be given again
    #[arg(long, value_name = "ID")]
    require: Vec<String>,
    #[command(flatten)]
    rejects: Rejects,
}

pub(crate) fn run(args: Args, rules: &Rules) -> Result<(), Stop> {
    if args.role == "-" && args.profiles.iter().any(|p| p == "-") {
        return Err(Stop::Error("role and profiles cannot both come from standard input; give a file for one of them".into()));
    }
    args.listing.check()?;
    let criteria = common::role(rules, &input::one(&args.role))?;
    let conditions = args.conditions.wanted(&args.require);
    conditions.known_to(&criteria)?;
    let as_of = args.as_of.date();
    let mut screen = Screen::new(Role::new(rules, &criteria), as_of).conditions(conditions.clone());
    if let Some(top) = args.listing.top() {
        screen = screen.top(top);
    }
    if !args.listing.explains() {
        screen = screen.brief();
    }
    let open = |total| Watch::new("profiles", total, &args.rejects, args.listing.blind);
    #[cfg(feature = "pool")]
    let pool = args.pool.as_ref().map(|dir| rolefit::pool::Pool::open(rules, dir.as_ref())).transpose()?;
    #[cfg(not(feature = "pool"))]
    let pool: Option<std::convert::Infallible> = None;
    let (found, watch) = match pool {
        #[cfg(feature = "pool")]
        Some(pool) => {
            let mut watch = open(std::sync::Arc::default())?;
            (pool.screen(&screen, |event| watch.event(event))?, watch)
        }
        #[cfg(not(feature = "pool"))]
        Some(never) => match never {},
        None => {
            let (import, guessed) = common::importer(rules);
            let profiles = stream::open_with(&args.profiles, common::PROFILES, rules.longest_input(), Some(import))?;
            let mut watch = open(profiles.total())?;
            let found = screen.run(profiles, |event| watch.event(event))?;
            guessed.say();
            (found, watch)
        }
    };
    let progress = found.progress;
    watch.finish(progress, || format!("{} profiles had been looked at; no shortlist is written, as it would not be the whole one", progress.done))?;
    if found.profiles == 0 {
        return Err(Stop::Error(if progress.done == 0 { "there are no profiles to screen".into() } else { "none of the profiles could be read".into() }));
    }
    let unmet = found.standings.is_empty();
    let counts = [("profiles", found.profiles), ("set aside", progress.aside)];
    let run = common::run_facts(rules, Some(&criteria), as_of, &conditions, &counts);
    args.listing.write(Lists { best: found.standings, thin: None, roles: vec![&criteria], run })?;
    if unmet || progress.aside > 0 { Err(Stop::Unmet) } else { Ok(()) }
}
