//! One fit as Markdown, to keep or to send.

use std::fmt::Write as _;

use super::gaps::asked;
use super::text::factors;
use super::{Report, decimal, gaps, harmless};

/// One fit, explained, as Markdown.
pub fn fit_markdown(report: &Report) -> String {
    let fit = report.fit;
    let mut out = String::new();
    let title = if report.criteria.title.is_empty() { "Untitled role" } else { &report.criteria.title };
    let _ = writeln!(
        out,
        "# {}\n\n{} for `{}`{}, as of {}.\n",
        escape(title),
        escape(&report.criteria.company),
        escape(report.profile),
        report.origin(),
        fit.as_of
    );
    let _ = writeln!(
        out,
        "**Fit {}**, reach {}, required {} of {}, gates {}.\n",
        decimal(fit.points),
        decimal(fit.reach),
        fit.required_met.0,
        fit.required_met.1,
        fit.gate_state().name()
    );
    out.push_str("| earned | of | asked | strength | factors | shown in |\n|---:|---:|---|---|---|---|\n");
    for c in &fit.contributions {
        let Some(criterion) = report.criteria.criteria.iter().find(|k| k.id == c.id) else { continue };
        let places: Vec<String> = c.places.iter().take(2).map(|p| format!("`{}`", p.path)).collect();
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            decimal(c.earned),
            decimal(c.points),
            escape(&asked(criterion)),
            criterion.strength,
            factors(c),
            places.join(", ")
        );
    }
    let mut list = |heading: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n## {heading}\n");
            lines.iter().for_each(|l| {
                let _ = writeln!(out, "- {l}");
            });
        }
    };
    let name = |id: &str| report.criteria.criteria.iter().find(|c| c.id == id).map_or_else(|| id.to_owned(), asked);
    list("Gates", fit.gates.iter().map(|g| format!("{}: **{}**, {}", escape(&name(&g.id)), g.state.name(), escape(&g.why))).collect());
    list("Gaps", gaps(report).iter().map(|g| format!("{}: {}, {}", decimal(g.points), escape(&g.asked), escape(&g.why))).collect());
    list("For the interview", fit.questions.iter().map(|id| escape(&name(id))).collect());
    out
}

/// Text that Markdown must not read as markup or as a table's border.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in harmless(text).chars() {
        if matches!(c, '|' | '*' | '_' | '`' | '<' | '[' | ']' | '\\' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
