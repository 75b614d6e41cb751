//! Arguments first, then objects, then work. Results go to standard output, all
//! else to standard error; exit codes are those of the contract.

mod common;
mod extract;
mod input;
mod output;
mod profile;
mod rules;
mod score;
mod skills;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Ends a run: what to say, and the exit code.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Bad usage or no usable input: exit 2.
    Error(String),
    /// A condition given on the command line is not met, or some inputs were set aside: exit 1.
    Unmet,
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
    /// Write, check and look into profiles
    Profile(profile::Args),
    /// Ask the taxonomy what a name means and how two relate
    Skills(skills::Args),
    /// Check rules and data
    Rules(rules::Args),
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
    let done = match cli.command {
        Command::Extract(args) => extract::run(args),
        Command::Score(args) => score::run(args),
        Command::Profile(args) => profile::run(args),
        Command::Skills(args) => skills::run(args),
        Command::Rules(args) => rules::run(args),
    };
    match done {
        Ok(()) | Err(Stop::Quiet) => ExitCode::SUCCESS,
        Err(Stop::Unmet) => ExitCode::from(1),
        Err(Stop::Error(message)) => {
            output::error(&message);
            ExitCode::from(2)
        }
    }
}
