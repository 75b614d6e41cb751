//! One criterion opened, as text: what was looked at, what was counted, and the
//! arithmetic, so that every point can be checked by hand.

use std::fmt::Write as _;

use super::gaps::asked;
use super::text::{clip, factors, wrap};
use super::{Report, decimal, duration, harmless, share};
use crate::fit::Explained;

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const PLAIN: &str = "\x1b[0m";

/// One criterion opened, in `width` columns.
pub fn explained_text(report: &Report, explained: &Explained, width: usize) -> String {
    let width = width.clamp(60, 140);
    let c = &explained.contribution;
    let mut out = String::new();
    let Some(criterion) = report.criteria.criteria.iter().find(|k| k.id == c.id) else { return out };
    let _ = writeln!(out, "{BOLD}{}{PLAIN}  {}", c.id, wrap(&asked(criterion), width, c.id.len() + 2));
    let made = if criterion.rule.is_empty() { String::new() } else { format!(", read by rule {}", criterion.rule) };
    let _ = writeln!(out, "{DIM}{} {}{made}{PLAIN}", criterion.strength, criterion.kind);
    for source in criterion.sources.iter().filter(|s| !s.quote.is_empty()) {
        let line = if source.line > 0 { format!("posting line {}: ", source.line) } else { "posting: ".to_owned() };
        let _ = writeln!(out, "{DIM}{}{PLAIN}", clip(&harmless(&format!("{line}{}", source.quote)), width));
    }
    let suggested = if criterion.weight == criterion.suggested { String::new() } else { format!(" (suggested {})", share(criterion.suggested.0)) };
    let _ = writeln!(out, "weight {}{suggested}, {} of 100 points", share(criterion.weight.0), decimal(c.points));
    let known: Vec<String> = criterion
        .any_of
        .iter()
        .map(|a| a.concept.as_ref().map_or_else(|| format!("{} (no known name: matched by its words)", a.text), |id| format!("{} ({id})", a.text)))
        .collect();
    if !known.is_empty() {
        let _ = writeln!(out, "asked: {}", wrap(&harmless(&known.join(", ")), width, 7));
    }

    let _ = writeln!(out, "\n{BOLD}Looked at{PLAIN}  {DIM}name × evidence = what it would pay alone{PLAIN}");
    if explained.considered.is_empty() {
        let _ = writeln!(out, "  nothing in the profile answers it");
    }
    for look in &explained.considered {
        let note = if look.place.note.is_empty() { String::new() } else { format!(" ({})", look.place.note) };
        let sum = format!("{} × {} {} = {}", share(look.name), look.evidence.name(), share(look.evidence_factor), share(look.pays));
        let _ = writeln!(out, "  {:<24} {}{note}", sum, look.place.path);
        if !look.place.words.is_empty() {
            let _ = writeln!(out, "  {:<24} {DIM}{}{PLAIN}", "", clip(&harmless(&look.place.words), width.saturating_sub(27)));
        }
    }

    if let Some(months) = c.months {
        let _ = writeln!(out, "\n{BOLD}Months{PLAIN}  {DIM}each counted once, up to {}{PLAIN}", report.fit.as_of);
        for i in &explained.intervals {
            let range = |ends: &Option<(String, String)>| ends.as_ref().map_or_else(|| "none for certain".to_owned(), |(from, to)| format!("{from} to {to}"));
            let coarse = i.possible.as_ref().map_or(String::new(), |(from, to)| format!(", perhaps {from} to {to}"));
            let part = if i.fte == 1000 { String::new() } else { format!(" at {} of full time", share(u32::from(i.fte))) };
            let _ = writeln!(out, "  {:<14} {}{coarse}{part}", i.path, range(&i.certain));
        }
        let perhaps = if months.possible > months.certain { format!(", up to {} with coarse dates", duration(months.possible)) } else { String::new() };
        let _ = writeln!(out, "  united: {}{perhaps}; asked: {}; share {}", duration(months.certain), duration(months.asked), share(c.years));
    }
    let _ = writeln!(out, "\n{BOLD}Credit{PLAIN}  {}", factors(c));
    let _ = writeln!(out, "{BOLD}Earned{PLAIN}  {} × {} = {}", decimal(c.points), share(c.credit), decimal(c.earned));
    out
}
