//! `rolefit rules check`: every example in rules and data.

use rolefit::Rules;

use super::{Stop, output};

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Run every example in rules and data, each alone
    Check,
}

pub(crate) fn run(command: Command, rules: &Rules) -> Result<(), Stop> {
    let Command::Check = command;
    let found = rules.check();
    let mut text = String::new();
    for finding in &found {
        text.push_str(&format!("{finding}\n"));
    }
    text.push_str(&format!("{} examples, {} not as they should be\n", rules.examples(), found.len()));
    output::result(None, &text)?;
    if found.is_empty() { Ok(()) } else { Err(Stop::Unmet) }
}
