//! `rolefit profile`: write a profile, check it, and see what is read from it.

use rolefit::{Rules, fit, profile, report};

use super::common::{self, AsOf};
use super::{Stop, import, input, output};

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Write an empty profile to fill in
    #[command(after_help = "Example:\n  rolefit profile new -o me.toml")]
    New {
        /// Where to write it; a file that exists is left alone
        #[arg(short, long, value_name = "FILE")]
        output: Option<String>,
    },
    /// Read profiles from résumés: text, Markdown, Word, PDF, JSON Resume, LinkedIn's export
    Import(import::Args),
    /// Say what is wrong with profiles, and what they have that means nothing
    Check {
        /// Profiles: files, directories, globs, or - for standard input
        #[arg(required = true)]
        profiles: Vec<String>,
    },
    /// Show what is read from a profile: concepts, what backs them, and for how long
    #[command(after_help = "Examples:\n  rolefit profile show me.toml\n  rolefit profile show me.toml --name Kubernetes --format json")]
    Show {
        /// The profile; - for standard input
        profile: String,
        /// Show one name alone, as a criterion that asks for it would see it
        #[arg(long)]
        name: Option<String>,
        /// How to write it
        #[arg(short, long, value_enum, default_value = "text")]
        format: Format,
        #[command(flatten)]
        as_of: AsOf,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

pub(crate) fn run(command: Command, rules: &Rules) -> Result<(), Stop> {
    match command {
        Command::New { output: None } => output::result(None, profile::TEMPLATE),
        Command::New { output: Some(file) } => {
            if std::path::Path::new(&file).exists() {
                return Err(Stop::Error(format!("{file}: this file exists already; give another name")));
            }
            output::result(Some(&file), profile::TEMPLATE)
        }
        Command::Import(args) => import::run(args, rules),
        Command::Check { profiles } => check(&profiles, rules),
        Command::Show { profile, name, format, as_of } => {
            let common::Person { dossier, profile, .. } = common::dossier(rules, &input::one(&profile))?;
            let mut withheld = profile::withheld(rules, &profile);
            let names = name.map_or_else(|| dossier.names(rules), |name| vec![name]);
            let shown: Vec<_> = names.iter().map(|n| fit::find(rules, &dossier, n, as_of.date())).collect();
            if let [one] = &shown[..] {
                withheld.retain(|w| one.concept.as_ref() == Some(&w.concept));
            }
            let text = match (format, &shown[..]) {
                (Format::Json, [one]) => format!("{:#}\n", report::shown_json(one, &withheld)),
                (Format::Json, all) => format!("{:#}\n", all.iter().map(|one| report::shown_json(one, &withheld)).collect::<serde_json::Value>()),
                (Format::Text, []) if withheld.is_empty() => "nothing is read from this profile; `rolefit profile new` shows what one may hold\n".into(),
                (Format::Text, all) => all.iter().map(report::shown_text).chain([report::withheld_text(&withheld)]).collect(),
            };
            output::result(None, &text)
        }
    }
}

fn check(given: &[String], rules: &Rules) -> Result<(), Stop> {
    let inputs = input::all(given, common::PROFILES)?;
    let mut wrong = 0;
    for input in &inputs {
        match common::dossier(rules, input) {
            Ok(common::Person { dossier, .. }) => {
                let names = dossier.names(rules).len();
                output::result(None, &format!("{}: {} stretches of work, {names} names known\n", input.name(), dossier.stretches()))?;
            }
            Err(Stop::Error(message)) if inputs.len() > 1 => {
                output::error(&message);
                wrong += 1;
            }
            Err(stop) => return Err(stop),
        }
    }
    match wrong {
        0 => Ok(()),
        n if n == inputs.len() => Err(Stop::Error("none of the profiles could be read".into())),
        _ => Err(Stop::Unmet),
    }
}
