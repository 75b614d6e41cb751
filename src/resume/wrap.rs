//! Lines that a margin broke are put together again. Text files count in
//! characters, PDFs in points; the rules are the same.

use super::sheet::Row;
use super::{names, section, when};
use crate::grammar::Rules;

/// One line as it is set.
#[derive(Debug, Clone)]
pub(super) struct Set {
    pub row: Row,
    /// Where its text begins, behind a bullet.
    pub text: f32,
    /// Where it ends.
    pub right: f32,
    /// How wide its first word is, with the space before it.
    pub first: f32,
    /// The margin on the right of its column; infinite where nothing was broken.
    pub margin: f32,
}

/// Rows from lines.
pub(super) fn join(rules: &Rules, lines: Vec<Set>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
    let mut last: Option<Set> = None;
    for line in lines {
        match &last {
            Some(before) if continues(rules, before, &line) => {
                let open = rows.last_mut().expect("a line stands before");
                open.append(&line.row);
                // The row's own beginning counts for what hangs below it.
                last = Some(Set { row: Row { bullet: before.row.bullet, ..line.row }, text: before.text, ..line });
            }
            _ => {
                rows.push(line.row.clone());
                last = Some(line);
            }
        }
    }
    rows
}

fn continues(rules: &Rules, before: &Set, line: &Set) -> bool {
    let (above, text) = (before.row.text.trim_end(), line.row.text.as_str());
    if line.row.bullet || line.row.gap || line.row.level != before.row.level || above.is_empty() || text.is_empty() {
        return false;
    }
    if line.row.page == before.row.page && line.row.size != before.row.size && (line.row.size > 12 || before.row.size > 12) {
        return false;
    }
    let small = text.chars().next().is_some_and(|c| c.is_lowercase());
    // Bold against plain, and "Keywords:", open a row of their own.
    if before.row.is_strong() != line.row.is_strong() && line.row.is_strong() && !small || is_label(rules, text) {
        return false;
    }
    if above.ends_with(['-', '–', '—']) && when::periods(rules, text).first().is_some_and(|p| p.span.start == 0) {
        return true;
    }
    let full = before.right + line.first > before.margin;
    let hangs = before.row.bullet && line.text + 0.6 >= before.text;
    let open = above.ends_with([',', '&', '-', '–', '—', '/', '|', '(']) || above.ends_with(" and") || above.ends_with(" of") || above.ends_with(" the");
    // A tab sets fields apart: what stands on the right of one is a date or a place, and ends there.
    if above.contains('\t') && !open || when::ends_in_date(rules, above) && !small || section::is_heading(rules, text) && !small {
        return false;
    }
    if above.ends_with(':') && !full {
        return false;
    }
    if before.row.bullet {
        return full && (hangs || small || !above.ends_with('.')) || hangs && line.margin.is_finite() && line.text > line.row.indent as f32 && small || small && full || hangs && open;
    }
    if full {
        let deeper = line.row.indent > before.row.indent + 2;
        return !(deeper && above.ends_with('.') && !small);
    }
    // A broken line may fall short where the next word is long, but a new one seldom begins so.
    open && (small || line.row.indent > before.row.indent + 2 || line.margin.is_finite())
}

/// "Tech stack: …" opens a row.
fn is_label(rules: &Rules, text: &str) -> bool {
    text.split_once(':').is_some_and(|(lead, _)| lead.split_whitespace().count() <= 4 && names::is_whole(rules, lead, "skills-used"))
}
