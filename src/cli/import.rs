//! `rolefit profile import`: from the résumés that people have to profiles.

use rolefit::{Rules, resume};

use super::{Stop, input, output};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Résumés: files, directories, globs, or - for standard input
    #[arg(required = true)]
    resumes: Vec<String>,
    /// How to write it
    #[arg(short, long, value_enum, default_value = "toml")]
    format: Format,
    /// Where to write it
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Leave out who the person is and how to reach them
    #[arg(long)]
    blind: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Toml,
    Jsonl,
}

pub(crate) fn run(args: Args, rules: &Rules) -> Result<(), Stop> {
    let input = input::one(&args.resumes[0]);
    let mut draft = resume::read(rules, &input.name(), &input.read()?)?;
    if args.blind {
        draft.blind();
    }
    output::result(args.output.as_deref(), &draft.to_toml(&input.name()))
}
