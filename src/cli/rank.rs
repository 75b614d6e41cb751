//! `rolefit rank`: which of many postings fit one profile best.

use rolefit::screen::{self, Ranked};
use rolefit::{Rules, fit::Standing};

use super::common::{self, AsOf, Conditions, Listing, Lists};
use super::watch::{Rejects, Watch};
use super::{Stop, input, stream};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rolefit rank me.toml postings/                 the postings that fit best, as a table
  rolefit rank me.toml 'jobs/*.md' --top 10 -f jsonl

A posting that cannot be read, or that asks nothing, is set aside and named on standard
error (--rejects FILE keeps them as JSONL); the exit code is then 1. Postings with fewer than
five criteria that take points stand in a second list below.")]
pub(crate) struct Args {
    /// The profile (TOML, or JSON Resume); - for standard input
    profile: String,
    /// Postings or criteria files: files, directories, globs, JSONL, zip archives, or - for standard input
    #[arg(required = true)]
    postings: Vec<String>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    listing: Listing,
    #[command(flatten)]
    conditions: Conditions,
    #[command(flatten)]
    rejects: Rejects,
}

pub(crate) fn run(args: Args, rules: &Rules) -> Result<(), Stop> {
    if args.profile == "-" && args.postings.iter().any(|p| p == "-") {
        return Err(Stop::Error("profile and postings cannot both come from standard input; give a file for one of them".into()));
    }
    args.listing.check()?;
    let dossier = common::dossier(rules, &input::one(&args.profile))?.dossier;
    let as_of = args.as_of.date();
    let conditions = args.conditions.wanted(&[]);
    let postings = stream::open(&args.postings, super::extract::POSTINGS, rules.longest_input())?;
    let mut watch = Watch::new("postings", postings.total(), &args.rejects, false)?;
    let ranking = screen::rank(rules, &dossier, as_of, args.listing.top(), &conditions, postings, |event| watch.event(event))?;
    let progress = ranking.progress;
    watch.finish(progress, || format!("{} postings had been read; no list is written, as it would not be the whole one", progress.done))?;
    if progress.done == progress.aside {
        return Err(Stop::Error("none of the postings could be read".into()));
    }
    let all: Vec<Ranked> = ranking.best.iter().chain(&ranking.thin).cloned().collect();
    let counts = [("postings", progress.done), ("set aside", progress.aside)];
    let run = common::run_facts(rules, None, as_of, &conditions, &counts);
    let standings = |all: Vec<Ranked>| -> Vec<Standing> { all.into_iter().map(|r| r.standing).collect() };
    let unmet = all.is_empty();
    let roles = all.iter().map(|r| &r.criteria).collect();
    args.listing.write(Lists { best: standings(ranking.best), thin: Some(standings(ranking.thin)), roles, run })?;
    if unmet || progress.aside > 0 { Err(Stop::Unmet) } else { Ok(()) }
}
