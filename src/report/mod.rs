//! Criteria, fits and shortlists as text for people and JSON for programs, all
//! from the same list of contributions. Text is styled with ANSI codes, which
//! whoever prints takes out where they do not show.

mod blind;
mod explain;
mod gaps;
mod json;
mod list;
mod markdown;
mod table;
mod text;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use blind::{blind, blind_error};
pub use explain::explained_text;
pub use gaps::{Gap, gaps};
#[cfg(test)]
pub(crate) use json::FitReport;
pub use json::{explained_json, fit_json, shown_json, standing_json};
pub use list::{shortlist_csv, shortlist_jsonl, shortlist_table};
pub use markdown::fit_markdown;
pub use table::{criteria_table, lints, unread};
pub use text::{fit_text, shown_text, withheld_text};
#[cfg(feature = "xlsx")]
pub use xlsx::{Book, shortlist_xlsx};

use serde::Serialize;

use crate::criteria::Criteria;
use crate::fit::Fit;
use crate::grammar::Rules;
use crate::text::digest;

/// The schema that JSON reports name.
pub const SCHEMA: &str = "rolefit/report/1";

/// Everything that a report of one fit says.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The role.
    pub criteria: &'a Criteria,
    /// The fit.
    pub fit: &'a Fit,
    /// The profile's id.
    pub profile: &'a str,
    /// How much was guessed where the profile was read from a résumé; `None` for a profile.
    pub guesses: Option<usize>,
    /// What the fit rests on.
    pub digests: &'a Digests,
}

/// Digests of everything that a fit rests on: the same digests and as-of date, the same fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Digests {
    /// The posting; empty where the criteria were made by hand.
    pub posting: String,
    /// The criteria.
    pub criteria: String,
    /// The profile's bytes.
    pub profile: String,
    /// Rules, weights and levels.
    pub rules: String,
    /// The taxonomy.
    pub taxonomy: String,
}

impl Digests {
    /// The digests of a role and a profile's bytes under some rules.
    pub fn new(rules: &Rules, criteria: &Criteria, profile: &[u8]) -> Digests {
        Digests {
            posting: criteria.posting.clone(),
            criteria: digest(&[criteria.to_toml(rules).as_bytes()]),
            profile: digest(&[profile]),
            rules: rules.digest().to_owned(),
            taxonomy: rules.taxonomy_digest().to_owned(),
        }
    }
}

impl Report<'_> {
    /// Said behind the profile's id where it was read from a résumé.
    pub(crate) fn origin(&self) -> String {
        self.guesses.map_or(String::new(), |n| format!(" (read from a résumé, {n} guesses)"))
    }
}

/// Hundredths as a decimal with two places: `71.42`.
pub(crate) fn decimal(hundredths: u32) -> String {
    Fit::decimal(hundredths)
}

/// Thousandths as a decimal: `0.7`, `1`.
pub(crate) fn share(thousandths: u32) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Months as people say them: `5 years`, `14 months`, `2 years 3 months`.
pub(crate) fn duration(months: u32) -> String {
    let count = |n: u32, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
    match (months / 12, months % 12) {
        (0, m) => count(m, "month"),
        (y, 0) => count(y, "year"),
        (y, m) => format!("{} {}", count(y, "year"), count(m, "month")),
    }
}

/// Control characters and bidirectional overrides, which could make a terminal
/// or a reader see something else than what is written, as spaces.
pub fn harmless(text: &str) -> String {
    if text.contains(is_harmful) { text.replace(is_harmful, " ") } else { text.to_owned() }
}

/// JSON on one line, with the same characters as escapes: nothing is lost, and
/// nothing is done to a terminal.
pub fn one_line(value: &serde_json::Value) -> String {
    let text = value.to_string();
    if !text.contains(is_harmful) {
        return text;
    }
    let escaped = |c: char| if is_harmful(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    text.chars().map(escaped).collect()
}

fn is_harmful(c: char) -> bool {
    c.is_control() || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_harmful_comes_out() {
        let id = "a\u{1b}[2J\u{9b}\u{202e}b\u{2028}";
        assert_eq!(super::harmless(id), "a [2J  b ");
        let line = super::one_line(&serde_json::json!({ "id": id }));
        assert!(line.is_ascii(), "{line}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap()["id"], id);
    }
}
