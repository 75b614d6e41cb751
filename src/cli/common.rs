//! What several commands share: the day that counts, the role, a profile.

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rolefit::criteria::{self, Criteria};
use rolefit::fit::{Standing, shortlist};
use rolefit::profile::{self, Dossier};
use rolefit::{Rules, report};

use super::input::Input;
use super::{Stop, child, output};

/// File endings that are read as profiles in a directory.
pub(crate) const PROFILES: &[&str] = &["toml", "json", "pdf", "docx", "md", "markdown", "txt", "zip"];

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
    /// Whether a fit meets them.
    pub fn met(&self, fit: &rolefit::fit::Fit) -> bool {
        self.min_fit.is_none_or(|least| fit.points >= least) && !(self.require_gates && fit.gate_state() == rolefit::fit::GateState::Failed)
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
    Ok(Person { dossier: profile::compile(rules, &read.draft.profile, &name), bytes, guesses, warnings: read.warnings })
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
    /// How to write it
    #[arg(short, long, value_enum, default_value = "table")]
    format: Form,
    /// Where to write it
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Table,
    Csv,
    Jsonl,
}

impl Listing {
    /// How many are wanted.
    pub fn top(&self) -> Option<usize> {
        self.top.map(|n| n as usize)
    }

    /// Orders, cuts and writes a shortlist. `aside` inputs could not be read.
    pub fn write(&self, standings: Vec<Standing>, conditions: &Conditions, aside: usize) -> Result<(), Stop> {
        let met: Vec<Standing> = standings.into_iter().filter(|s| conditions.met(&s.fit)).collect();
        let unmet = met.is_empty();
        let list = shortlist(met, self.top());
        let text = match self.format {
            Form::Table => report::shortlist_table(&list, width()),
            Form::Csv => report::shortlist_csv(&list),
            Form::Jsonl => list.iter().enumerate().map(|(i, s)| format!("{}\n", report::standing_json(i + 1, s))).collect(),
        };
        output::result(self.output.as_deref(), &text)?;
        if aside > 0 {
            output::warning(&format!("{aside} inputs were set aside"));
        }
        if unmet || aside > 0 { Err(Stop::Unmet) } else { Ok(()) }
    }
}
