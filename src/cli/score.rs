//! `rolefit score`: one fit, explained.

use rolefit::Rules;
use rolefit::criteria::Criteria;
use rolefit::fit::Role;
use rolefit::report::{self, Digests, Report};

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
  rolefit score role.toml me.toml --explain skill-terraform   one criterion opened: all that was looked at
  rolefit score role.toml me.toml --min-fit 70     exit 1 below 70")]
pub(crate) struct Args {
    /// The role: a posting, or a criteria file (TOML or JSON); - for standard input
    role: String,
    /// The profile (TOML, JSON Resume, or a résumé as PDF, DOCX, Markdown, text); - for standard input
    profile: String,
    /// How to write it
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    /// Where to write it
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Open one criterion: every claim looked at, every interval counted, every factor
    #[arg(long, value_name = "ID")]
    explain: Option<String>,
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
    // Neither needs the other: both are read at once, and what is wrong with the role is said first.
    let (role, profile) = rayon::join(|| common::role(rules, &input::one(&args.role)), || common::dossier(rules, &input::one(&args.profile)));
    let (criteria, common::Person { dossier, bytes, guesses, .. }) = (role?, profile?);
    let digests = Digests::new(rules, &criteria, &bytes);
    let (role, as_of) = (Role::new(rules, &criteria), args.as_of.date());
    let fit = role.score(&dossier, as_of);
    let report = Report { criteria: &criteria, fit: &fit, profile: &dossier.id, guesses, digests: &digests };
    let text = match &args.explain {
        Some(id) => {
            let opened = role.explain(&dossier, as_of, id).ok_or_else(|| Stop::Error(unopened(&criteria, id)))?;
            match args.format {
                Format::Text => report::explained_text(&report, &opened, common::width()),
                Format::Json => format!("{:#}\n", report::explained_json(&report, &opened)),
                Format::Markdown => return Err(Stop::Error("--explain is written as text or json".into())),
            }
        }
        None => match args.format {
            Format::Text => report::fit_text(&report, common::width()),
            Format::Json => format!("{:#}\n", report::fit_json(&report)),
            Format::Markdown => report::fit_markdown(&report),
        },
    };
    output::result(args.output.as_deref(), &text)?;
    if args.conditions.wanted(&[]).met(&fit) { Ok(()) } else { Err(Stop::Unmet) }
}

/// Why there is nothing to open under an id.
fn unopened(criteria: &Criteria, id: &str) -> String {
    if criteria.criteria.iter().any(|c| c.id == id) {
        return format!("`{id}` takes no points: it is a gate, or a question for the interview; the report without --explain says how it stands");
    }
    let mut ids: Vec<&str> = criteria.criteria.iter().map(|c| c.id.as_str()).collect();
    ids.sort_unstable();
    format!("no criterion has the id `{id}`; the role has {}", ids.join(", "))
}
