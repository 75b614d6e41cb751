//! One fit as text for a terminal.

use std::fmt::Write as _;

use super::gaps::asked;
use super::{Report, decimal, duration, gaps, harmless, share};
use crate::criteria::{Criterion, Strength};
use crate::fit::{Contribution, GateState, Shown};
use crate::profile::Withheld;

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const RED: &str = "\x1b[31m";
const PLAIN: &str = "\x1b[0m";

/// One fit, explained: every contribution with its places, then gates, gaps and
/// questions, in `width` columns.
pub fn fit_text(report: &Report, width: usize) -> String {
    let width = width.clamp(60, 140);
    let fit = report.fit;
    let mut out = String::new();
    let title = if report.criteria.title.is_empty() { "Untitled role" } else { &report.criteria.title };
    let company = if report.criteria.company.is_empty() { String::new() } else { format!(" · {}", report.criteria.company) };
    let _ = writeln!(out, "{BOLD}{}{PLAIN}", clip(&harmless(&format!("{title}{company}")), width));
    let _ = writeln!(out, "{DIM}{}{PLAIN}", clip(&harmless(&format!("for {}{}, as of {}", report.profile, report.origin(), fit.as_of)), width));
    let gates = match fit.gate_state() {
        _ if fit.gates.is_empty() => "none asked".to_owned(),
        state => state.name().to_owned(),
    };
    let _ = writeln!(
        out,
        "\nfit {BOLD}{}{PLAIN}   reach {}   required {} of {}   gates {}{gates}{PLAIN}",
        decimal(fit.points),
        decimal(fit.reach),
        fit.required_met.0,
        fit.required_met.1,
        colour(fit.gate_state()),
    );
    for strength in [Strength::Required, Strength::Preferred, Strength::Mentioned] {
        let of: Vec<(&Criterion, &Contribution)> =
            fit.contributions.iter().filter_map(|c| report.criteria.criteria.iter().find(|k| k.id == c.id && k.strength == strength).map(|k| (k, c))).collect();
        if of.is_empty() {
            continue;
        }
        let (earned, points) = of.iter().fold((0, 0), |(e, p), (_, c)| (e + c.earned, p + c.points));
        let _ = writeln!(out, "\n{BOLD}{}{PLAIN}  {DIM}{} of {}{PLAIN}", heading(strength), decimal(earned), decimal(points));
        for (criterion, contribution) in of {
            line(&mut out, criterion, contribution, width);
        }
    }
    conditions(&mut out, report, width);
    missing(&mut out, report, width);
    questions(&mut out, report, width);
    out
}

fn heading(strength: Strength) -> &'static str {
    match strength {
        Strength::Required => "Required",
        Strength::Preferred => "Preferred",
        Strength::Mentioned => "Mentioned",
    }
}

fn colour(state: GateState) -> &'static str {
    match state {
        GateState::Passed => GREEN,
        GateState::Failed => RED,
        GateState::Unknown => YELLOW,
    }
}

fn line(out: &mut String, criterion: &Criterion, c: &Contribution, width: usize) {
    let (sign, tint) = match c.credit {
        1000 => ('+', GREEN),
        0 => ('-', RED),
        _ => ('~', YELLOW),
    };
    let head = format!("{:>5} of {:>5}  ", decimal(c.earned), decimal(c.points));
    let _ = writeln!(out, "{tint}{sign}{PLAIN} {head}{}", wrap(&asked(criterion), width, head.len() + 2));
    let indent = " ".repeat(head.len() + 2);
    if c.credit > 0 || c.level == crate::fit::Level::Short {
        let _ = writeln!(out, "{indent}{DIM}{}{PLAIN}", wrap(&factors(c), width, indent.len()));
    }
    if criterion.weight != criterion.suggested {
        let told = format!("weight {} in place of the suggested {}", share(criterion.weight.0), share(criterion.suggested.0));
        let _ = writeln!(out, "{indent}{DIM}{told}{PLAIN}");
    }
    if let Some(source) = criterion.sources.first().filter(|s| !s.quote.is_empty()) {
        let line = if source.line > 0 { format!("posting line {}: ", source.line) } else { "posting: ".to_owned() };
        let _ = writeln!(out, "{indent}{DIM}{}{PLAIN}", clip(&harmless(&format!("{line}{}", source.quote)), width - indent.len()));
    }
    for place in c.places.iter().take(2) {
        let note = if place.note.is_empty() { String::new() } else { format!(" ({})", place.note) };
        let words = if place.words.is_empty() { String::new() } else { format!(": {}", place.words) };
        let _ = writeln!(out, "{indent}{DIM}{}{PLAIN}", clip(&harmless(&format!("{}{note}{words}", place.path)), width - indent.len()));
    }
}

/// `name 1 × shown 1 × 42 of 60 months 0.7 = 0.7`.
pub(super) fn factors(c: &Contribution) -> String {
    let years = match c.months {
        Some(m) => format!(" × {} of {} {}", duration(m.certain.min(m.asked)), duration(m.asked), share(c.years)),
        None => String::new(),
    };
    format!("name {} × {} {}{years} = {}", share(c.name), c.evidence.name(), share(c.evidence_factor), share(c.credit))
}

fn conditions(out: &mut String, report: &Report, width: usize) {
    if report.fit.gates.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{BOLD}Gates{PLAIN}  {DIM}conditions beside the points{PLAIN}");
    for gate in &report.fit.gates {
        let asked = report.criteria.criteria.iter().find(|c| c.id == gate.id).map_or_else(|| gate.id.clone(), asked);
        let _ = writeln!(out, "  {}{:<8}{PLAIN} {}", colour(gate.state), gate.state.name(), wrap(&format!("{asked}: {}", gate.why), width, 11));
    }
}

fn missing(out: &mut String, report: &Report, width: usize) {
    let gaps = gaps(report);
    if gaps.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{BOLD}Gaps{PLAIN}  {DIM}by the points that they would bring{PLAIN}");
    for gap in gaps {
        let _ = writeln!(out, "  {:>5}  {}", decimal(gap.points), wrap(&harmless(&format!("{}: {}", gap.asked, gap.why)), width, 9));
    }
}

fn questions(out: &mut String, report: &Report, width: usize) {
    let asked: Vec<String> =
        report.fit.questions.iter().filter_map(|id| report.criteria.criteria.iter().find(|c| c.id == *id)).map(|c| harmless(&c.names())).collect();
    if !asked.is_empty() {
        let _ = writeln!(out, "\n{BOLD}For the interview{PLAIN}  {DIM}no profile can show these{PLAIN}\n  {}", wrap(&asked.join(" · "), width, 2));
    }
}

/// What a profile shows of a name, as text.
pub fn shown_text(shown: &Shown) -> String {
    let mut out = String::new();
    let concept = shown.concept.as_ref().map_or_else(|| "not known by name, matched by its words".to_owned(), |c| format!("known as {c}"));
    let months = match (shown.months.certain, shown.months.possible) {
        (0, 0) => String::new(),
        (certain, possible) if certain == possible => format!(", {}", duration(certain)),
        (certain, possible) => format!(", {} to {}", duration(certain), duration(possible)),
    };
    let _ = writeln!(out, "{BOLD}{}{PLAIN} ({concept}): {}{months}", harmless(&shown.name), shown.evidence.name());
    for place in &shown.places {
        let _ = writeln!(out, "  {}: {}", place.path, harmless(&place.words));
    }
    out
}

/// What a profile names and is not, or not wholly, credited with, as text; nothing where there is none.
pub fn withheld_text(withheld: &[Withheld]) -> String {
    let mut out = String::new();
    if !withheld.is_empty() {
        let _ = writeln!(out, "{BOLD}Named, and not or not wholly credited{PLAIN}");
    }
    for w in withheld {
        let _ = writeln!(out, "  {}, {}{DIM} {}: {}{PLAIN}", harmless(&w.name), w.why, w.place, harmless(&w.words));
    }
    out
}

/// At most `width` characters, cut with an ellipsis.
pub(super) fn clip(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).collect::<String>().trim_end().to_owned() + "…"
}

/// Breaks a text between words so that no line has more than `width` columns;
/// lines after the first are indented.
pub(super) fn wrap(text: &str, width: usize, indent: usize) -> String {
    let room = width.saturating_sub(indent).max(20);
    let mut out = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_between_words() {
        assert_eq!(wrap("one two three four five six seven", 30, 2), "one two three four five six\n  seven");
        assert_eq!(clip("abcdef", 4), "abc…");
    }
}
