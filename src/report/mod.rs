//! Criteria, fits and shortlists as text for people and JSON for programs, all
//! from the same list of contributions. Text is styled with ANSI codes, which
//! whoever prints takes out where they do not show.

mod blind;
mod gaps;
mod json;
mod list;
mod markdown;
mod table;
mod text;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use blind::{blind, blind_error};
pub use gaps::{Gap, gaps};
pub use json::{fit_json, shown_json, standing_json};
pub use list::{shortlist_csv, shortlist_jsonl, shortlist_table};
pub use markdown::fit_markdown;
pub use table::{criteria_table, unread};
pub use text::{fit_text, shown_text};
#[cfg(feature = "xlsx")]
pub use xlsx::{Book, shortlist_xlsx};

use crate::criteria::Criteria;
use crate::fit::Fit;

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
    /// Digests of what the fit rests on, by name: profile, rules, taxonomy …
    pub digests: &'a [(&'static str, String)],
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
