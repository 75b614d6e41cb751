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
    /// Where its first field ends and its second begins, and how the first is set, where it has two and this is known.
    pub beside: Option<(f32, f32, u8)>,
    /// The margin on the right of its column; infinite where nothing was broken.
    pub margin: f32,
}

/// Rows from lines.
pub(super) fn join(rules: &Rules, mut lines: Vec<Set>) -> Vec<Row> {
    lone_dashes(&mut lines);
    let listed = lists(&lines);
    let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
    let mut last: Option<Set> = None;
    for (line, listed) in lines.into_iter().zip(listed) {
        match &last {
            Some(before) if beside(rules, before, &line) => {
                let open = rows.last_mut().expect("a line stands before");
                insert(open, &line.row);
            }
            Some(before) if continues(rules, before, &line, listed) => {
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

/// A dash that opens one line alone is no bullet: the line was broken before it.
fn lone_dashes(lines: &mut [Set]) {
    for mark in ['—', '–', '~', 'o', '>'] {
        if lines.iter().filter(|l| l.row.mark == Some(mark)).count() == 1
            && let Some(line) = lines.iter_mut().find(|l| l.row.mark == Some(mark))
        {
            let lead = format!("{mark} ");
            line.row.strong.iter_mut().for_each(|s| *s = (s.0 + lead.len() as u32, s.1 + lead.len() as u32));
            line.row.text.insert_str(0, &lead);
            (line.row.bullet, line.row.mark) = (false, None);
        }
    }
}

/// For each line whether it stands among lines that mostly end before the
/// margin: a list of short entries without bullets, of which one may reach it.
fn lists(lines: &[Set]) -> Vec<bool> {
    let mut listed = vec![false; lines.len()];
    let breaks = |l: &[Set]| {
        l.windows(2)
            .filter(|w| !w[1].row.gap && !w[1].row.bullet && !w[0].row.bullet)
            .map(|w| (w[0].margin, w[0].right + w[1].first > w[0].margin))
            .collect::<Vec<_>>()
    };
    // What a whole column is like decides where a few lines say too little.
    let all = breaks(lines);
    let usual = |margin: f32| {
        let (full, of) = all.iter().filter(|b| b.0 == margin).fold((0, 0), |(f, n), b| (f + usize::from(b.1), n + 1));
        of >= 4 && full * 2 < of
    };
    let mut from = 0;
    while from < lines.len() {
        let same =
            |l: &Set| !l.row.bullet && l.row.style == lines[from].row.style && l.row.level == lines[from].row.level && l.row.size == lines[from].row.size;
        let mut to = from + 1;
        while to < lines.len() && !lines[to].row.gap && same(&lines[to]) {
            to += 1;
        }
        let full = lines[from..to].windows(2).filter(|w| w[0].right + w[1].first > w[0].margin).count();
        let breaks = to - from - 1;
        if breaks >= 3 && full * 2 < breaks
            || breaks > 0 && breaks < 3 && lines[from].margin.is_finite() && lines[from].row.words() <= 5 && usual(lines[from].margin)
        {
            listed[from..to].fill(true);
        }
        from = to;
    }
    listed
}

/// Whether a line goes on with what stands left of a date on the line above:
/// the date has its place on the right, and the text was broken before it.
fn beside(rules: &Rules, before: &Set, line: &Set) -> bool {
    let Some((right, date, style)) = before.beside else { return false };
    let row = &line.row;
    let plain = !row.bullet && !row.gap && !row.text.contains('\t') && row.size == before.row.size && row.page == before.row.page;
    let (left, behind) = before.row.text.split_once('\t').unwrap_or((&before.row.text, ""));
    let dated = !when::periods(rules, behind).is_empty() && when::periods(rules, left).is_empty();
    plain
        && dated
        && right + line.first > date - 14.0
        && (line.text - before.text).abs() < 3.0
        && style == row.style
        && when::periods(rules, &row.text).is_empty()
        && !is_label(rules, &row.text)
}

/// Puts a line's text before the tab of a row.
fn insert(row: &mut Row, line: &Row) {
    let Some(tab) = row.text.find('\t') else { return };
    let strong = row.strong.iter().any(|s| s.0 == 0 && s.1 as usize + 2 >= tab);
    row.text.insert_str(tab, &format!(" {}", line.text));
    row.strong = if strong { vec![(0, (tab + 1 + line.text.len()) as u32)] } else { Vec::new() };
}

fn continues(rules: &Rules, before: &Set, line: &Set, listed: bool) -> bool {
    let (above, text) = (before.row.text.trim_end(), line.row.text.as_str());
    if line.row.bullet || line.row.gap || line.row.level != before.row.level || above.is_empty() || text.is_empty() {
        return false;
    }
    // Letters of another height are another text.
    if line.row.size != before.row.size {
        return false;
    }
    // A word of a sentence, not "eLearning" or "k8s" at the head of an entry.
    let word = text.split([' ', ',', ';', '.', ')']).next().unwrap_or("");
    let dated = when::periods(rules, text).first().is_some_and(|p| p.span.start == 0);
    let small = !dated && word.starts_with(char::is_lowercase) && word.chars().all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’' | '/'));
    // Bold against plain, and "Keywords:", open a row of their own.
    let styled = before.row.style != line.row.style && (before.row.style == 0 || line.row.style == 0 || before.row.style & line.row.style == 0);
    if (styled || before.row.is_strong() != line.row.is_strong() && line.row.is_strong()) && !small || is_label(rules, text) {
        return false;
    }
    if above.ends_with(['-', '–', '—']) && dated {
        return true;
    }
    // A line that is longer than the margin was never broken at it.
    let full = before.right + line.first > before.margin && before.right <= before.margin + 3.0 && !titled(above, text);
    let hangs = before.row.bullet && line.text + 0.6 >= before.text;
    let word = [" and", " of", " the", " or", " for", " in", " with", " to"].iter().any(|w| above.ends_with(w));
    let bracket = above.matches('(').count() > above.matches(')').count() && text.contains(')');
    let open = above.ends_with([',', '&', '-', '–', '—', '/', '|', '(']) || word || bracket;
    // A tab sets fields apart: what stands on the right of one is a date or a place, and ends there.
    // Dates in the margin on the left: what stands beside them goes on below.
    let right_field = before.beside.is_some_and(|(_, x, _)| (line.text - x).abs() < 3.0) && full && before.row.is_strong() == line.row.is_strong();
    if above.contains('\t') && !open && !right_field
        || when::ends_in_date(rules, above) && !small
        || (section::is_heading(rules, text) || section::is_heading(rules, above)) && !small
    {
        return false;
    }
    if above.ends_with(':') && !full {
        return false;
    }
    if before.row.bullet {
        return full && (hangs || small || !above.ends_with('.')) || hangs && (small || open);
    }
    // The last of "Docker, Helm, Mirth / Connect", where other entries have commas of their own.
    let tail = above.contains(',') && !text.contains([',', ':']) && line.row.words() <= 3;
    if full && !(listed && !small && !open && !tail) {
        let deeper = line.row.indent > before.row.indent + 2;
        return !(deeper && above.ends_with('.') && !small);
    }
    // A broken line may fall short where the next word is long, but a new one seldom begins so.
    // "… at night. I / would like": an author who breaks lines by hand breaks them where they like.
    open || small && before.row.words() >= 4 && !listed && !above.ends_with(['.', ':', ';', '!', '?'])
}

/// "Harrow County Works, Division of Bridges" over "Led a team of …": a name,
/// and a sentence below it, however full the line is.
fn titled(above: &str, below: &str) -> bool {
    let name = |t: &str| t.split_whitespace().filter(|w| w.chars().count() > 3).all(|w| !w.starts_with(|c: char| c.is_lowercase()));
    let words = above.split_whitespace().count();
    (2..=10).contains(&words)
        && name(above)
        && above.matches(',').count() <= 1
        && above.ends_with(char::is_alphanumeric)
        && !name(below)
        && below.split_whitespace().count() > 4
}

/// "Tech stack: …" opens a row.
fn is_label(rules: &Rules, text: &str) -> bool {
    text.split_once(':').is_some_and(|(lead, _)| lead.split_whitespace().count() <= 4 && names::is_whole(rules, lead, "skills-used"))
}
