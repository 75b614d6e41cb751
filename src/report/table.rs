//! Criteria as a table.

use std::fmt::Write as _;

use super::gaps::asked;
use super::harmless;
use super::text::wrap;
use crate::criteria::{Criterion, Extracted, Lint, Role, Strength};

/// The role and the criteria of a posting as lines for a terminal of `width` columns.
pub fn criteria_table(extracted: &Extracted, width: usize) -> String {
    let criteria = &extracted.criteria;
    let mut out = String::new();
    let _ = writeln!(out, "{}{}", criteria.title, if criteria.company.is_empty() { String::new() } else { format!(" · {}", criteria.company) });
    head(&mut out, &extracted.role);
    if extracted.asked > 0 {
        let (read, asked) = (extracted.asked - extracted.unread.len(), extracted.asked);
        let more = if read < asked { " (--unread lists the others)" } else { "" };
        let _ = writeln!(out, "  {:<12} {read} of {asked} sentences under requirements gave a criterion{more}", "read");
    }
    for strength in [Strength::Required, Strength::Preferred, Strength::Mentioned] {
        let of: Vec<&Criterion> = criteria.criteria.iter().filter(|c| c.strength == strength).collect();
        if of.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{} ({})", strength.name(), of.len());
        for c in of {
            let _ = writeln!(out, "  {:<12} {}", c.kind, wrap(&asked(c), width, 15));
        }
    }
    out
}

/// What the posting says of the role itself, a line a thing.
fn head(out: &mut String, role: &Role) {
    let pay = role.pay.as_ref().map_or(String::new(), |p| p.to_string());
    let team = role.team_size.map_or(String::new(), |n| format!("{n} people"));
    let told = [
        ("seniority", role.seniority.join(", ")),
        ("place", role.places.join("; ")),
        ("workplace", role.workplace.join(" or ")),
        ("employment", role.employment.join(", ")),
        ("pay", pay),
        ("reports to", role.reports_to.clone()),
        ("team", team),
    ];
    for (what, value) in told.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "  {what:<12} {value}");
    }
}

/// What a recruiter should look at before a posting goes out, a line each.
pub fn lints(name: &str, found: &[Lint], width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{name}: {}", if found.is_empty() { "nothing to look at".to_owned() } else { format!("{} to look at", found.len()) });
    for lint in found {
        let head = format!("  {:>4}  {:<13} ", lint.source.line, lint.kind);
        let _ = writeln!(out, "{head}{}", wrap(&harmless(&format!("«{}»: {}", lint.source.quote, lint.advice)), width, head.len()));
    }
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
