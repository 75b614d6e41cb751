//! `rolefit extract`: what postings ask.

use rayon::prelude::*;
use rolefit::criteria::{self, Extracted};
use rolefit::{Rules, report};

use super::common::AsOf;
use super::{Stop, input, output};

/// File endings that are read as postings in a directory.
pub(crate) const POSTINGS: &[&str] = &["md", "markdown", "txt", "text", "html", "htm", "json"];

#[derive(clap::Args)]
#[command(after_help = "Examples:
  rolefit extract posting.md                     a table to read
  rolefit extract posting.md -f toml -o role.toml  a criteria file to correct, then `rolefit score role.toml me.toml`
  rolefit extract posting.md --lint              what to look at before it goes out
  rolefit extract postings/ -f jsonl             one line a posting
  rolefit extract postings/ -f json -o out/      one file a posting")]
pub(crate) struct Args {
    /// Postings: files, directories, globs, or - for standard input
    #[arg(required = true)]
    postings: Vec<String>,
    /// How to write them
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Where to write: a file, or (many postings, or with a closing /) a directory
    #[arg(short, long)]
    output: Option<String>,
    /// Print the text that was read, to which all spans refer
    #[arg(long, conflicts_with_all = ["format", "unread"])]
    text: bool,
    /// Print the sentences under requirements that gave no criterion
    #[arg(long)]
    unread: bool,
    /// Print what to look at before a posting goes out: protected or impossible demands, contradictions, things asked twice
    #[arg(long, conflicts_with_all = ["format", "unread", "text"])]
    lint: bool,
    #[command(flatten)]
    as_of: AsOf,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Table,
    Toml,
    Json,
    Jsonl,
}

pub(crate) fn run(args: Args, rules: &Rules) -> Result<(), Stop> {
    let inputs = input::all(&args.postings, POSTINGS)?;
    let many = inputs.len() > 1;
    let format = args.format.unwrap_or(if many { Format::Jsonl } else { Format::Table });
    // In chunks, so that memory stays bounded; each chunk on all cores, in the order of the inputs.
    let mut failed = 0;
    let directory = args.output.as_deref().filter(|o| many && format != Format::Jsonl || o.ends_with('/') || std::path::Path::new(o).is_dir());
    if let Some(dir) = directory {
        std::fs::create_dir_all(dir).map_err(|e| Stop::Error(format!("{dir}: {}", input::plainly(&e))))?;
    }
    let mut printed = String::new();
    for chunk in inputs.chunks(256) {
        let read: Vec<Result<Extracted, Stop>> = chunk.par_iter().map(|i| Ok(criteria::read(rules, &i.name(), &i.read()?)?)).collect();
        for (input, extracted) in chunk.iter().zip(read) {
            let extracted = match extracted {
                Ok(extracted) => extracted,
                Err(Stop::Error(message)) if many => {
                    output::error(&message);
                    failed += 1;
                    continue;
                }
                Err(stop) => return Err(stop),
            };
            let text = written(rules, &args, format, many, &input.name(), &extracted);
            match directory {
                Some(dir) => {
                    let ending = match format {
                        Format::Table => "txt",
                        Format::Toml => "toml",
                        Format::Json | Format::Jsonl => "json",
                    };
                    output::result(Some(&format!("{}/{}.{ending}", dir.trim_end_matches('/'), input.stem())), &text)?;
                }
                None => printed.push_str(&text),
            }
            for warning in extracted.document.warnings(rules) {
                output::warning(&format!("{}: {warning}", input.name()));
            }
            if !many && extracted.criteria.criteria.is_empty() {
                output::warning(&format!("{}: no requirements could be read", input.name()));
            }
        }
        if directory.is_none() && args.output.is_none() {
            output::result(None, &std::mem::take(&mut printed))?;
        }
    }
    if let (None, Some(file)) = (directory, args.output.as_deref()) {
        output::result(Some(file), &printed)?;
    }
    match failed {
        0 => Ok(()),
        n if n == inputs.len() => Err(Stop::Error("none of the inputs could be read".into())),
        _ => Err(Stop::Unmet),
    }
}

fn written(rules: &Rules, args: &Args, format: Format, many: bool, name: &str, extracted: &Extracted) -> String {
    if args.text {
        return extracted.document.text.clone();
    }
    if args.unread {
        return report::unread(name, extracted);
    }
    if args.lint {
        return report::lints(name, &criteria::lint(rules, extracted, args.as_of.date()), super::common::width());
    }
    match format {
        Format::Table => report::criteria_table(extracted, super::common::width()),
        Format::Toml => extracted.criteria.to_toml(rules),
        Format::Json if many => one_line(name, extracted),
        Format::Json => format!("{:#}\n", extracted.to_json()),
        Format::Jsonl => one_line(name, extracted),
    }
}

fn one_line(name: &str, extracted: &Extracted) -> String {
    let mut json = extracted.to_json();
    if let Some(object) = json.as_object_mut() {
        object.shift_insert(0, "input".into(), name.into());
    }
    format!("{json}\n")
}
