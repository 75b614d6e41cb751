//! Arguments first, then objects, then work. Results go to standard output, all
//! else to standard error; exit codes are those of the contract.

mod child;
mod common;
mod extract;
mod import;
mod input;
mod output;
#[cfg(feature = "pool")]
mod pool;
mod profile;
mod rank;
mod rules;
mod score;
mod screen;
mod skills;
mod stream;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rolefit::Rules;

/// Ends a run: what to say, and the exit code.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Bad usage or no usable input: exit 2.
    Error(String),
    /// A condition given on the command line is not met, or some inputs were set aside: exit 1.
    Unmet,
    /// Ctrl-C ended the run in good order; what it has done: exit 130, as shells have it.
    Interrupted(String),
    /// The reader of our output went away; nobody is left to tell.
    Quiet,
}

impl From<rolefit::Error> for Stop {
    fn from(error: rolefit::Error) -> Stop {
        Stop::Error(error.to_string())
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Stop {
        if error.kind() == std::io::ErrorKind::BrokenPipe { Stop::Quiet } else { Stop::Error(error.to_string()) }
    }
}

#[derive(Parser)]
#[command(name = "rolefit", version, about, long_about = LONG, after_help = AFTER, max_term_width = 100, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Your own rules and concepts on top of ours: a directory with data/ and rules/ like the project's
    #[arg(long, global = true, value_name = "DIR")]
    rules: Option<String>,
    /// Read without the names of skills, work and credentials that are built in: what the form of a text alone gives
    #[arg(long, global = true, hide = true, conflicts_with = "rules")]
    without_names: bool,
}

const LONG: &str = "A fit score that you can check by hand, on your own machine, and get again next year.

rolefit reads a job posting, turns what it asks into weighted criteria, and scores a \
candidate's profile against them. No model, no network, no account: rules and data that \
a person can read.";

const AFTER: &str = "A first minute:
  rolefit profile new > me.toml            write a profile to fill in
  rolefit score posting.md me.toml         one fit, explained
  rolefit extract posting.md               what the posting asks, as a table
  rolefit rank me.toml postings/           which of many postings fit me best
  rolefit screen role.toml profiles/       which of many profiles fit the role best";

#[derive(Subcommand)]
enum Command {
    /// Read what postings ask, as criteria
    Extract(extract::Args),
    /// Score one profile against one role, explained
    Score(score::Args),
    /// Order many postings by how well they fit one profile
    Rank(rank::Args),
    /// Order many profiles by how well they fit one role
    Screen(screen::Args),
    /// Keep many profiles in one directory
    #[cfg(feature = "pool")]
    #[command(subcommand)]
    Pool(pool::Command),
    /// Write, check and look into profiles
    #[command(subcommand)]
    Profile(profile::Command),
    /// Ask the taxonomy what a name means and how two relate
    #[command(subcommand)]
    Skills(skills::Command),
    /// Check rules and data
    #[command(subcommand)]
    Rules(rules::Command),
    /// Takes one file apart, from standard input to standard output, within limits
    #[command(hide = true)]
    OpenResume(child::Args),
}

/// Runs the command line.
pub(crate) fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    if let Some(dir) = &cli.rules {
        child::rules_from(dir);
    }
    let done = (if cli.without_names { Ok(Rules::without_names()) } else { rules(cli.rules.as_deref()) }).and_then(|rules| dispatch(cli.command, &rules));
    match done {
        Ok(()) | Err(Stop::Quiet) => ExitCode::SUCCESS,
        Err(Stop::Unmet) => ExitCode::from(1),
        Err(Stop::Interrupted(done)) => {
            output::warning(&format!("interrupted: {done}"));
            ExitCode::from(130)
        }
        Err(Stop::Error(message)) => {
            output::error(&message);
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: Command, rules: &Rules) -> Result<(), Stop> {
    match command {
        Command::Extract(args) => extract::run(args, rules),
        Command::Score(args) => score::run(args, rules),
        Command::Rank(args) => rank::run(args, rules),
        Command::Screen(args) => screen::run(args, rules),
        #[cfg(feature = "pool")]
        Command::Pool(command) => pool::run(command, rules),
        Command::Profile(command) => profile::run(command, rules),
        Command::Skills(command) => skills::run(command, rules),
        Command::Rules(command) => rules::run(command, rules),
        Command::OpenResume(args) => child::run(&args, rules),
    }
}

/// The rules that are built in, with the user's own on top.
fn rules(own: Option<&str>) -> Result<Rules, Stop> {
    match own {
        None => Ok(Rules::builtin()),
        Some(dir) => Ok(Rules::with(&input::tree(dir)?)?),
    }
}
