//! What several commands share: the day that counts, the role, a profile.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rolefit::criteria::{self, Criteria};
use rolefit::fit::Standing;
use rolefit::profile::{self, Dossier};
use rolefit::{Rules, digest, report, screen};

use super::input::Input;
use super::{Stop, child, output, stream};

/// File endings that are read as profiles in a directory.
pub(crate) const PROFILES: &[&str] = &["toml", "json", "pdf", "docx", "md", "markdown", "txt"];

/// File endings that are read as résumés in a directory.
pub(crate) const RESUMES: &[&str] = &["pdf", "docx", "md", "markdown", "txt", "text", "json", "zip"];

/// `--as-of`, on every command that counts months.
#[derive(clap::Args)]
pub(crate) struct AsOf {
    /// The day up to which months count, as 2026-11-22; today without it
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write a day as 2026-11-22".to_owned())
}

impl AsOf {
    pub fn date(&self) -> Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }
}

/// Conditions on a fit, given on the command line: exit 1 where one is not met.
#[derive(clap::Args)]
pub(crate) struct Conditions {
    /// Ask for a fit of at least this (0 to 100)
    #[arg(long, value_name = "FIT", value_parser = hundredths)]
    pub min_fit: Option<u32>,
    /// Ask that no gate has failed
    #[arg(long)]
    pub require_gates: bool,
}

fn hundredths(text: &str) -> Result<u32, String> {
    let value: f64 = text.parse().map_err(|_| "a number from 0 to 100 is wanted".to_owned())?;
    if (0.0..=100.0).contains(&value) { Ok((value * 100.0).round() as u32) } else { Err("a number from 0 to 100 is wanted".into()) }
}

impl Conditions {
    /// The conditions for the library, with criteria that must be met.
    pub fn wanted(&self, require: &[String]) -> screen::Conditions {
        screen::Conditions { min_fit: self.min_fit, gates: self.require_gates, require: require.to_vec() }
    }
}

/// Reads a role: a posting or a criteria file. Says what its file has that means nothing.
pub(crate) fn role(rules: &Rules, input: &Input) -> Result<Criteria, Stop> {
    let loaded = criteria::load(rules, &input.name(), &input.read()?)?;
    loaded.warnings.iter().for_each(|w| output::warning(w));
    Ok(loaded.criteria)
}

/// A profile, or a résumé read as one, ready to be judged.
pub(crate) struct Person {
    pub profile: profile::Profile,
    pub dossier: Dossier,
    /// The input's bytes.
    pub bytes: Vec<u8>,
    /// How much of a résumé was guessed; none for a profile.
    pub guesses: Option<usize>,
    pub warnings: Vec<String>,
}

/// Reads and compiles a profile, importing a résumé on the way.
pub(crate) fn person(rules: &Rules, input: &Input) -> Result<Person, Stop> {
    let (name, bytes) = (input.name(), input.read()?);
    let read = child::read(rules, &name, &bytes)?;
    let guesses = read.resume.then_some(read.draft.guesses.len());
    let profile = read.draft.profile;
    Ok(Person { dossier: profile::compile(rules, &profile, &name), profile, bytes, guesses, warnings: read.warnings })
}

/// How many résumés were read as profiles, and how much of them was guessed.
#[derive(Default)]
pub(crate) struct Guessed {
    resumes: AtomicUsize,
    guesses: AtomicUsize,
}

impl Guessed {
    pub fn add(&self, guesses: Option<usize>) {
        if let Some(guesses) = guesses {
            self.resumes.fetch_add(1, Ordering::Relaxed);
            self.guesses.fetch_add(guesses, Ordering::Relaxed);
        }
    }

    /// Says it, where there is anything to say.
    pub fn say(&self) {
        let (resumes, guesses) = (self.resumes.load(Ordering::Relaxed), self.guesses.load(Ordering::Relaxed));
        if resumes > 0 {
            output::note(&format!("{resumes} profiles were read from résumés, with {guesses} guesses; `rolefit profile import` shows them"));
        }
    }
}

/// What imports résumés on the way into a stream of profiles, and its count of guesses.
pub(crate) fn importer(rules: &Rules) -> (stream::Importer, Arc<Guessed>) {
    let guessed = Arc::new(Guessed::default());
    let (count, rules) = (guessed.clone(), rules.clone());
    let import = move |name: &str, bytes: &[u8]| {
        let read = child::read(&rules, name, bytes)?;
        count.add(read.resume.then_some(read.draft.guesses.len()));
        Ok(read.draft.profile.to_json().to_string().into_bytes())
    };
    (Arc::new(import), guessed)
}

/// Reads and compiles one profile; says what its file has that means nothing, and how much was guessed.
pub(crate) fn dossier(rules: &Rules, input: &Input) -> Result<Person, Stop> {
    let person = person(rules, input)?;
    person.warnings.iter().for_each(|w| output::warning(w));
    if let Some(guesses) = person.guesses {
        let name = input.name();
        output::note(&format!("{name}: read from a résumé, with {guesses} guesses; `rolefit profile import {name}` shows them"));
    }
    Ok(person)
}

/// Columns to write for.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(w, _)| usize::from(w.0))
}

/// How a shortlist is written.
#[derive(clap::Args)]
pub(crate) struct Listing {
    /// Only the best so many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    /// How to write it; without it as the ending of --output says, else a table
    #[arg(short, long, value_enum)]
    format: Option<Form>,
    /// Where to write it
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Leave out who is who: neutral ids that stay the same, no words of the profile
    #[arg(long)]
    pub blind: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Table,
    Csv,
    Jsonl,
    Xlsx,
}

/// A shortlist, ready to be written.
pub(crate) struct Lists<'a> {
    pub best: Vec<Standing>,
    /// Those that ask too little, where the command tells them apart.
    pub thin: Option<Vec<Standing>>,
    /// One role for all, or one for each.
    pub roles: Vec<&'a Criteria>,
    /// What was run, by name.
    pub run: Vec<(String, String)>,
}

impl Listing {
    /// How many are wanted.
    pub fn top(&self) -> Option<usize> {
        self.top.map(|n| n as usize)
    }

    fn form(&self) -> Form {
        let ending = self.output.as_deref().and_then(|o| std::path::Path::new(o).extension()).map(|e| e.to_ascii_lowercase());
        self.format.unwrap_or(match ending.as_deref().and_then(|e| e.to_str()) {
            Some("xlsx") => Form::Xlsx,
            Some("csv") => Form::Csv,
            Some("jsonl") => Form::Jsonl,
            _ => Form::Table,
        })
    }

    /// Whether the output shows every contribution.
    pub fn explains(&self) -> bool {
        self.form() == Form::Xlsx
    }

    /// That the output can be written where it is wanted.
    pub fn check(&self) -> Result<(), Stop> {
        match (self.form(), &self.output) {
            (Form::Xlsx, None) => Err(Stop::Error("a workbook is written to a file; give its name with -o shortlist.xlsx".into())),
            _ => Ok(()),
        }
    }

    /// Writes a shortlist.
    pub fn write(&self, mut lists: Lists) -> Result<(), Stop> {
        if self.blind {
            let names = |all: &mut Vec<Standing>| all.iter_mut().for_each(|s| *s = report::blind(s));
            names(&mut lists.best);
            lists.thin.iter_mut().for_each(names);
        }
        let Lists { best, thin, roles, run } = &lists;
        let below = thin.as_deref().unwrap_or_default();
        let text = match self.form() {
            Form::Table => report::shortlist_table(best, below, width()),
            Form::Csv => report::shortlist_csv(best, thin.as_deref()),
            Form::Jsonl => report::shortlist_jsonl(best, below),
            Form::Xlsx => {
                let book = report::shortlist_xlsx(&report::Book { best, thin: below, roles, run })?;
                return output::bytes(self.output.as_deref().unwrap_or_default(), &book);
            }
        };
        output::result(self.output.as_deref(), &text)
    }
}

/// What a workbook says of its run.
pub(crate) fn run_facts(
    rules: &Rules,
    role: Option<&Criteria>,
    as_of: Date,
    conditions: &screen::Conditions,
    counts: &[(&str, usize)],
) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = vec![
        ("rolefit".into(), env!("CARGO_PKG_VERSION").into()),
        ("as of".into(), as_of.to_string()),
        ("rules".into(), rules.digest().into()),
        ("taxonomy".into(), rules.taxonomy_digest().into()),
    ];
    if let Some(role) = role {
        facts.push(("role".into(), role.title.clone()));
        facts.push(("criteria".into(), digest(&[role.to_toml(rules).as_bytes()])));
    }
    if let Some(least) = conditions.min_fit {
        facts.push(("fit at least".into(), rolefit::fit::Fit::decimal(least)));
    }
    if conditions.gates {
        facts.push(("gates".into(), "none failed".into()));
    }
    facts.extend(conditions.require.iter().map(|id| ("required".to_owned(), id.clone())));
    facts.extend(counts.iter().map(|(name, n)| ((*name).to_owned(), n.to_string())));
    facts
}
