//! `rolefit rules check`: every example in rules and data.

use rolefit::Rules;

use super::{Stop, output};

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Run every example in rules and data, each alone
    Check,
}

pub(crate) fn run(args: Args, rules: &Rules) -> Result<(), Stop> {
    let Command::Check = args.command;
    let found = rules.check();
    let mut text = String::new();
    for finding in &found {
        text.push_str(&format!("{finding}\n"));
    }
    text.push_str(&format!("{} examples, {} not as they should be\n", rules.examples(), found.len()));
    output::result(None, &text)?;
    if found.is_empty() { Ok(()) } else { Err(Stop::Unmet) }
}
