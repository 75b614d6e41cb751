//! `rolefit rank`: which of many postings fit one profile best.

use rayon::prelude::*;
use rolefit::Rules;
use rolefit::criteria::{self, Kind};
use rolefit::fit::{self, Standing};

use super::common::{self, AsOf, Conditions, Listing};
use super::{Stop, input, output};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rolefit rank me.toml postings/                 the postings that fit best, as a table
  rolefit rank me.toml 'jobs/*.md' --top 10 -f jsonl

A posting that cannot be read, or that asks nothing, is set aside and named on standard
error; the exit code is then 1.")]
pub(crate) struct Args {
    /// The profile (TOML, or JSON Resume); - for standard input
    profile: String,
    /// Postings or criteria files: files, directories, globs, or - for standard input
    #[arg(required = true)]
    postings: Vec<String>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    listing: Listing,
    #[command(flatten)]
    conditions: Conditions,
}

pub(crate) fn run(args: Args, rules: &Rules) -> Result<(), Stop> {
    if args.profile == "-" && args.postings.iter().any(|p| p == "-") {
        return Err(Stop::Error("profile and postings cannot both come from standard input; give a file for one of them".into()));
    }
    let dossier = common::dossier(rules, &input::one(&args.profile))?.dossier;
    let inputs = input::all(&args.postings, super::extract::POSTINGS)?;
    let as_of = args.as_of.date();
    let progress = output::Progress::new(inputs.len());
    let scored: Vec<Result<Standing, Stop>> = inputs
        .par_iter()
        .map(|input| {
            let name = input.name();
            let loaded = criteria::load(rules, &name, &input.read()?)?;
            progress.step();
            let scorable = |k: Kind| !k.is_gate() && k != Kind::Trait;
            if !loaded.criteria.criteria.iter().any(|c| !c.gate && scorable(c.kind)) {
                return Err(Stop::Error(format!("{name}: it asks nothing that a profile can show")));
            }
            Ok(Standing { id: name, fit: fit::score(rules, &loaded.criteria, &dossier, as_of) })
        })
        .collect();
    progress.finish();
    let mut found = Vec::new();
    let mut aside = 0;
    for scored in scored {
        match scored {
            Ok(standing) => found.push(standing),
            Err(Stop::Error(message)) => {
                output::error(&message);
                aside += 1;
            }
            Err(stop) => return Err(stop),
        }
    }
    if found.is_empty() {
        return Err(Stop::Error("none of the postings could be read".into()));
    }
    args.listing.write(found, &args.conditions, aside)
}
