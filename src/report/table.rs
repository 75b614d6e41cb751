//! Criteria as a table.

use std::fmt::Write as _;

use crate::criteria::{Criteria, Criterion, Extracted, Strength};

/// The criteria of a posting as lines for a terminal of `width` columns.
pub fn criteria_table(criteria: &Criteria, width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}{}", criteria.title, if criteria.company.is_empty() { String::new() } else { format!(" · {}", criteria.company) });
    for strength in [Strength::Required, Strength::Preferred, Strength::Mentioned] {
        let of: Vec<&Criterion> = criteria.criteria.iter().filter(|c| c.strength == strength).collect();
        if of.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{} ({})", strength.name(), of.len());
        for c in of {
            let years = c.min_years.map_or(String::new(), |y| format!("{y}+ years "));
            let _ = writeln!(out, "  {:<12} {}{}", c.kind, years, c.names());
        }
    }
    let _ = width;
    out
}

/// The sentences under requirements that gave no criterion.
pub fn unread(name: &str, extracted: &Extracted) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{name}: {} of {} sentences under requirements gave no criterion", extracted.unread.len(), extracted.asked);
    for source in &extracted.unread {
        let _ = writeln!(out, "  {}: {}", source.line, source.quote);
    }
    out
}
