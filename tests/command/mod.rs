//! Runs the binary as a user does, in the project's folder, and reads what it says.
#![allow(dead_code)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// The binary, to be given arguments.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1");
    command
}

/// Runs it to its end.
pub fn rolefit(arguments: &[&str]) -> Output {
    command().args(arguments).output().unwrap()
}

/// The same, with something on standard input.
pub fn piped(arguments: &[&str], input: &[u8]) -> Output {
    let mut run = command().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    run.stdin.take().unwrap().write_all(input).unwrap();
    run.wait_with_output().unwrap()
}

/// What it wrote to standard output.
pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it wrote to standard error.
pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
