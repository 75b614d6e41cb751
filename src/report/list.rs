//! Shortlists: a table for a terminal, CSV for a spreadsheet.

use std::fmt::Write as _;

use super::{decimal, harmless};
use crate::fit::{GateState, Standing};

/// A shortlist as a table in `width` columns: rank, fit, reach, required met, gates, id.
pub fn shortlist_table(standings: &[Standing], width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "\x1b[1m{:>4}  {:>6}  {:>6}  {:>8}  {:<8} id\x1b[0m", "rank", "fit", "reach", "required", "gates");
    for (i, Standing { id, fit }) in standings.iter().enumerate() {
        let met = format!("{}/{}", fit.required_met.0, fit.required_met.1);
        let id: String = harmless(id);
        let room = width.max(60) - 42;
        // The end of a path says more than its beginning.
        let id = if id.chars().count() > room { format!("…{}", id.chars().skip(id.chars().count() - room + 1).collect::<String>()) } else { id };
        let _ = writeln!(out, "{:>4}  {:>6}  {:>6}  {met:>8}  {:<8} {id}", i + 1, decimal(fit.points), decimal(fit.reach), fit.gate_state().name());
    }
    out
}

/// A shortlist as CSV with a header. Cells that a spreadsheet would run as a
/// formula are made plain text by a leading apostrophe.
pub fn shortlist_csv(standings: &[Standing]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut row = |cells: [&str; 8]| writer.write_record(cells.map(plain_cell)).expect("memory takes all");
    row(["rank", "id", "fit", "reach", "required_met", "required", "gates", "gates_open"]);
    for (i, Standing { id, fit }) in standings.iter().enumerate() {
        let open: Vec<String> = fit.gates.iter().filter(|g| g.state != GateState::Passed).map(|g| format!("{} {}", g.id, g.state.name())).collect();
        row([
            &(i + 1).to_string(),
            id,
            &decimal(fit.points),
            &decimal(fit.reach),
            &fit.required_met.0.to_string(),
            &fit.required_met.1.to_string(),
            fit.gate_state().name(),
            &open.join("; "),
        ]);
    }
    String::from_utf8(writer.into_inner().expect("memory takes all")).expect("written from text")
}

fn plain_cell(text: &str) -> String {
    let text = harmless(text);
    if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text }
}
