//! `rolefit screen`: which of many profiles fit one role best.

use rayon::prelude::*;
use rolefit::Rules;
use rolefit::fit::{Role, Standing, shortlist};

use super::common::{self, AsOf, Conditions, Listing};
use super::{Stop, input, output};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rolefit screen role.toml profiles/                 the shortlist, as a table
  rolefit screen role.toml profiles/ --top 20 -f csv -o shortlist.csv
  rolefit screen role.toml --pool people/ --top 20   from a pool: the same result, sooner

A profile that cannot be read is set aside and named on standard error; the exit code is then 1.")]
pub(crate) struct Args {
    /// The role: a posting, or a criteria file (TOML or JSON); - for standard input
    role: String,
    /// Profiles: files, directories, globs, or - for standard input
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
}

pub(crate) fn run(args: Args, rules: &Rules) -> Result<(), Stop> {
    if args.role == "-" && args.profiles.iter().any(|p| p == "-") {
        return Err(Stop::Error("role and profiles cannot both come from standard input; give a file for one of them".into()));
    }
    let criteria = common::role(rules, &input::one(&args.role))?;
    let as_of = args.as_of.date();
    // Conditions are met from the top down, so the cut comes after them.
    let plain = args.conditions.min_fit.is_none() && !args.conditions.require_gates;
    #[cfg(feature = "pool")]
    if let Some(dir) = &args.pool {
        let pool = rolefit::pool::Pool::open(rules, dir.as_ref())?;
        let found = pool.screen(&criteria, as_of, args.listing.top().filter(|_| plain))?;
        return args.listing.write(found.standings, &args.conditions, 0);
    }
    let inputs = input::all(&args.profiles, common::PROFILES)?;
    let role = Role::new(rules, &criteria);
    let progress = output::Progress::new(inputs.len());
    let read = common::Guessed::default();
    let mut best: Vec<Standing> = Vec::new();
    let mut aside = 0;
    // In chunks: memory stays bounded by the shortlist, whatever the number of profiles.
    for chunk in inputs.chunks(1024) {
        let scored: Vec<Result<(Standing, Vec<String>), Stop>> = chunk
            .par_iter()
            .map(|input| {
                let common::Person { dossier, guesses, warnings, .. } = common::person(rules, input)?;
                let fit = role.score(&dossier, as_of);
                progress.step();
                read.add(guesses);
                Ok((Standing { id: dossier.id, fit }, warnings))
            })
            .collect();
        for scored in scored {
            match scored {
                Ok((standing, warnings)) => {
                    warnings.iter().for_each(|w| output::warning(w));
                    best.push(standing);
                }
                Err(Stop::Error(message)) => {
                    output::error(&message);
                    aside += 1;
                }
                Err(stop) => return Err(stop),
            }
        }
        best = shortlist(best, args.listing.top().filter(|_| plain));
    }
    progress.finish();
    read.say();
    if best.is_empty() {
        return Err(Stop::Error("none of the profiles could be read".into()));
    }
    args.listing.write(best, &args.conditions, aside)
}
