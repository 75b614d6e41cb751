//! `rolefit pool`: many profiles in one directory.

use std::path::Path;

use rolefit::Rules;
use rolefit::pool::Pool;

use super::{Stop, common, input, output};

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Build a pool in a new directory
    #[command(after_help = "Example:\n  rolefit pool build people/ profiles/\n  rolefit screen role.toml --pool people/ --top 20")]
    Build {
        /// The directory, new or empty
        pool: String,
        /// Profiles: files, directories, globs, or - for standard input
        #[arg(required = true)]
        profiles: Vec<String>,
    },
    /// Say what a pool holds
    Info {
        /// The directory
        pool: String,
    },
}

pub(crate) fn run(args: Args, rules: &Rules) -> Result<(), Stop> {
    match args.command {
        Command::Build { pool, profiles } => build(rules, &pool, &profiles),
        Command::Info { pool } => {
            let pool = Pool::open(rules, Path::new(&pool))?;
            output::result(None, &format!("{}: {} profiles\n", pool.path().display(), pool.len()))
        }
    }
}

fn build(rules: &Rules, dir: &str, profiles: &[String]) -> Result<(), Stop> {
    let inputs = input::all(profiles, common::PROFILES)?;
    let mut pool = Pool::create(rules, Path::new(dir))?;
    let progress = output::Progress::new(inputs.len());
    let mut aside = 0;
    for input in &inputs {
        let added = input.read().and_then(|bytes| Ok(pool.add(&input.name(), &bytes)?));
        match added {
            Ok(warnings) => warnings.iter().for_each(|w| output::warning(w)),
            Err(Stop::Error(message)) => {
                output::error(&message);
                aside += 1;
            }
            Err(stop) => return Err(stop),
        }
        progress.step();
    }
    pool.commit()?;
    progress.finish();
    output::result(None, &format!("{dir}: {} profiles\n", pool.len()))?;
    match aside {
        0 => Ok(()),
        n if n == inputs.len() => Err(Stop::Error("none of the profiles could be read".into())),
        n => {
            output::warning(&format!("{n} of {} profiles were set aside", inputs.len()));
            Err(Stop::Unmet)
        }
    }
}
