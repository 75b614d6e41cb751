//! Shortlists: a table for a terminal, CSV for a spreadsheet, JSONL for a program.
//! Postings that ask too little to stand among the others (`thin`) follow below.

use std::fmt::Write as _;

use super::{decimal, harmless, json};
use crate::fit::{Fit, GateState, Standing};

/// A shortlist as a table in `width` columns: rank, fit, reach, required met, gates, id.
pub fn shortlist_table(best: &[Standing], thin: &[Standing], width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "\x1b[1m{:>4}  {:>6}  {:>6}  {:>8}  {:<8} id\x1b[0m", "rank", "fit", "reach", "required", "gates");
    let line = |out: &mut String, rank: usize, Standing { id, fit }: &Standing| {
        let met = format!("{}/{}", fit.required_met.0, fit.required_met.1);
        let id: String = harmless(id);
        let room = width.max(60) - 42;
        // The end of a path says more than its beginning.
        let id = if id.chars().count() > room { format!("…{}", id.chars().skip(id.chars().count() - room + 1).collect::<String>()) } else { id };
        let _ = writeln!(out, "{rank:>4}  {:>6}  {:>6}  {met:>8}  {:<8} {id}", decimal(fit.points), decimal(fit.reach), fit.gate_state().name());
    };
    best.iter().enumerate().for_each(|(i, s)| line(&mut out, i + 1, s));
    if !thin.is_empty() {
        let _ = writeln!(out, "\n\x1b[1mfewer than five criteria that take points: too little to stand among the others\x1b[0m");
        thin.iter().enumerate().for_each(|(i, s)| line(&mut out, best.len() + i + 1, s));
    }
    out
}

/// A shortlist as CSV with a header. Cells that a spreadsheet would run as a
/// formula are made plain text by a leading apostrophe. With `thin` a last column
/// says which ones ask too little.
pub fn shortlist_csv(best: &[Standing], thin: Option<&[Standing]>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut row = |cells: &[&str], last: &str| {
        let cells = cells.iter().copied().chain(thin.map(|_| last)).map(plain_cell);
        writer.write_record(cells).expect("memory takes all");
    };
    row(&["rank", "id", "fit", "reach", "required_met", "required", "gates", "gates_open"], "thin");
    for (i, Standing { id, fit }) in best.iter().chain(thin.unwrap_or_default()).enumerate() {
        let cells = [
            &(i + 1).to_string(),
            id,
            &decimal(fit.points),
            &decimal(fit.reach),
            &fit.required_met.0.to_string(),
            &fit.required_met.1.to_string(),
            fit.gate_state().name(),
            &*open_gates(fit),
        ];
        row(&cells, if i < best.len() { "no" } else { "yes" });
    }
    String::from_utf8(writer.into_inner().expect("memory takes all")).expect("written from text")
}

/// A shortlist as a line of JSON each.
pub fn shortlist_jsonl(best: &[Standing], thin: &[Standing]) -> String {
    let mut out = String::new();
    for (i, standing) in best.iter().chain(thin).enumerate() {
        let mut line = json::standing_json(i + 1, standing);
        if i >= best.len() {
            line["thin"] = true.into();
        }
        let _ = writeln!(out, "{}", super::one_line(&line));
    }
    out
}

/// The gates that have not passed, with how they stand.
pub(super) fn open_gates(fit: &Fit) -> String {
    let open: Vec<String> = fit.gates.iter().filter(|g| g.state != GateState::Passed).map(|g| format!("{} {}", g.id, g.state.name())).collect();
    open.join("; ")
}

/// Text that a spreadsheet takes for nothing but text.
pub(super) fn plain_cell(text: &str) -> String {
    let text = harmless(text);
    if text.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_run_nothing() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\u{202e}=1"] {
            assert!(plain_cell(bad).starts_with('\''), "{bad:?} gives {:?}", plain_cell(bad));
        }
        assert_eq!(plain_cell("people/ada.toml"), "people/ada.toml");
    }
}
