//! `rolefit score`: one fit, explained.

use rolefit::report::{self, Report};
use rolefit::{Rules, digest, fit};

use super::common::{self, AsOf, Conditions};
use super::{Stop, input, output};

#[derive(clap::Args)]
#[command(after_help = "\
The fit is what the profile proves, the reach what it would be if everything unknown were
settled in its favour. Each line shows what a criterion earned, of how many points, and why.

Examples:
  rolefit score posting.md me.toml                 explained, to read
  rolefit score role.toml me.toml -f json          for a program
  rolefit score posting.md me.toml --as-of 2026-11-22   the same result next year
  rolefit score role.toml me.toml --min-fit 70     exit 1 below 70")]
pub(crate) struct Args {
    /// The role: a posting, or a criteria file (TOML or JSON); - for standard input
    role: String,
    /// The profile (TOML, or JSON Resume); - for standard input
    profile: String,
    /// How to write it
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    /// Where to write it
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    conditions: Conditions,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

pub(crate) fn run(args: Args, rules: &Rules) -> Result<(), Stop> {
    if args.role == "-" && args.profile == "-" {
        return Err(Stop::Error("role and profile cannot both come from standard input; give a file for one of them".into()));
    }
    let criteria = common::role(rules, &input::one(&args.role))?;
    let (dossier, profile) = common::dossier(rules, &input::one(&args.profile))?;
    let fit = fit::score(rules, &criteria, &dossier, args.as_of.date());
    let digests = [
        ("posting", criteria.posting.clone()),
        ("criteria", digest(&[criteria.to_toml(rules).as_bytes()])),
        ("profile", profile),
        ("rules", rules.digest().to_owned()),
        ("taxonomy", rules.taxonomy().digest().to_owned()),
    ];
    let report = Report { criteria: &criteria, fit: &fit, profile: &dossier.id, digests: &digests };
    let text = match args.format {
        Format::Text => report::fit_text(&report, common::width()),
        Format::Json => format!("{:#}\n", report::fit_json(&report)),
        Format::Markdown => report::fit_markdown(&report),
    };
    output::result(args.output.as_deref(), &text)?;
    if args.conditions.wanted(&[]).met(&fit) { Ok(()) } else { Err(Stop::Unmet) }
}
