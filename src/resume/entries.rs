//! A part with dated entries → its entries: which rows are the head of each,
//! which its body. A résumé sets all its heads alike, so what the first shows
//! decides for the rest.

use super::head::{self, Field};
use super::names::{self, Place};
use super::plain;
use super::sheet::{Form, Row};
use super::when::{self, Period};
use crate::grammar::Rules;

/// One entry: a job, or unpaid work.
#[derive(Debug)]
pub(super) struct Entry {
    /// What the head says besides dates and places.
    pub fields: Vec<Field>,
    pub places: Vec<String>,
    pub period: Option<Period>,
    pub body: Vec<Row>,
    /// The row that the dates stand on.
    pub row: Row,
    /// Rows of the head above the dates are fewer than the first entry has.
    pub short: bool,
    /// The dates lie within those of an employer above, whose roles follow.
    pub within: bool,
}

/// A row with dates that an entry hangs on.
struct Anchor {
    at: usize,
    period: Period,
    /// First row of the head, and the first behind it.
    from: usize,
    to: usize,
    short: bool,
    /// Within the dates of an employer above.
    within: bool,
    /// An employer whose roles have dates of their own below.
    over: bool,
}

/// The entries of a part, and the rows that stand before the first of them.
pub(super) fn entries(rules: &Rules, rows: &[Row], form: Form) -> (Vec<Row>, Vec<Entry>) {
    let periods: Vec<Option<Period>> = anchors(rules, rows);
    let mut anchors: Vec<Anchor> = periods
        .into_iter()
        .enumerate()
        .filter_map(|(at, p)| Some(Anchor { at, period: p?, from: at, to: at + 1, short: false, within: false, over: false }))
        .collect();
    if anchors.is_empty() {
        return (rows.to_vec(), Vec::new());
    }
    reach_up(rules, rows, &mut anchors);
    groups(rules, rows, &mut anchors);
    reach_down(rules, rows, &mut anchors, form);
    let before = rows[..anchors[0].from].to_vec();
    let mut found = Vec::with_capacity(anchors.len());
    for (i, anchor) in anchors.iter().enumerate() {
        let end = anchors.get(i + 1).map_or(rows.len(), |n| n.from);
        let mut entry = Entry {
            fields: Vec::new(),
            places: Vec::new(),
            period: Some(anchor.period.clone()),
            body: rows[anchor.to.min(end)..end].to_vec(),
            row: rows[anchor.at].clone(),
            short: anchor.short,
            within: anchor.within,
        };
        let mut maybe: Vec<(usize, Field)> = Vec::new();
        for (j, row) in rows.iter().enumerate().take(anchor.to.min(end)).skip(anchor.from) {
            let mut text = if j == anchor.at { without(row, &anchor.period) } else { row.clone() };
            if j == anchor.at
                && let Some(told) = told_behind(row, &anchor.period)
            {
                text = row.cut(0..anchor.period.span.start);
                entry.body.insert(0, told);
            }
            for field in head::fields(rules, &text) {
                if head::is_length(rules, &field.text) {
                    continue;
                }
                let field = head::without_place(rules, field, &mut entry.places);
                match names::place(rules, &field.text) {
                    Place::Sure => entry.places.push(field.text),
                    Place::Maybe => maybe.push((entry.fields.len(), field)),
                    Place::No => entry.fields.push(field),
                }
            }
        }
        // "Oslo Works, Norway" may be an employer: it is a place only where the head has both names without it.
        let enough = entry.fields.len() >= 2;
        for (at, field) in maybe.into_iter().rev() {
            if enough { entry.places.push(field.text) } else { entry.fields.insert(at, field) }
        }
        // A place under the head, where job sites put it.
        if entry.body.first().is_some_and(|r| !r.bullet && r.words() <= 6 && names::is_place(rules, &r.text)) {
            entry.places.push(entry.body.remove(0).text);
        }
        // The same in a margin, beside what was done.
        for row in entry.body.iter_mut().take(2).filter(|r| !r.bullet) {
            if let Some((place, rest)) = row.text.split_once('\t')
                && names::is_place(rules, place)
            {
                entry.places.push(place.to_owned());
                let at = row.text.len() - rest.len();
                let rest = row.cut(at..row.text.len());
                let inner = plain::bullet(&rest.text).map(|b| rest.text.len() - b.len());
                *row = inner.map_or(rest.clone(), |at| Row { bullet: true, ..rest.cut(at..rest.text.len()) });
            }
        }
        found.push(entry);
    }
    (before, found)
}

/// "Mate, Tallow Bay (2018–2021): kept watch.": what was done, behind dates in brackets and a colon.
fn told_behind(row: &Row, period: &Period) -> Option<Row> {
    let behind = &row.text[period.span.end..];
    let rest = behind.trim_start_matches([' ', ':', '–', '—', '-']);
    let colon = row.text[period.span.clone()].ends_with([')', ']']) && behind.trim_start().starts_with(':');
    let named = row.text[..period.span.start].chars().any(char::is_alphabetic);
    (colon && named && rest.split_whitespace().count() > 3).then(|| row.cut(row.text.len() - rest.len()..row.text.len()))
}

/// A row's text with its dates taken out; a tab stands in their place.
pub(super) fn without(row: &Row, period: &Period) -> Row {
    let (mut left, mut right) = (row.cut(0..period.span.start), row.cut(period.span.end..row.text.len()));
    left.text = left.text.trim_end_matches([' ', ',', '-', '–', '—', '|', ':', '(', '/', '·', '•']).to_owned();
    let lead = right.text.len() - right.text.trim_start_matches([' ', ',', '-', '–', '—', '|', ':', ')', '/', '·', '•', '.']).len();
    right = right.cut(lead..right.text.len());
    if left.text.trim().is_empty() {
        return right;
    }
    if !right.text.trim().is_empty() {
        left.text.push('\t');
        let from = left.text.len() as u32;
        left.text.push_str(&right.text);
        left.strong.extend(right.strong.iter().map(|(a, b)| (a + from, b + from)));
    }
    left.strong.iter_mut().for_each(|s| s.1 = s.1.min(left.text.len() as u32));
    left
}

/// For each row the dates that an entry may hang on.
fn anchors(rules: &Rules, rows: &[Row]) -> Vec<Option<Period>> {
    let dated = |row: &Row, single: bool| -> Option<Period> {
        let periods = when::periods(rules, &row.text);
        let fits = |p: &&Period| p.single == single && stands_apart(row, p);
        periods.iter().rev().find(fits).cloned()
    };
    let ranged: Vec<Option<Period>> = rows.iter().map(|r| dated(r, false)).collect();
    let plain = rows.iter().zip(&ranged).any(|(r, p)| p.is_some() && !r.bullet);
    let mut found: Vec<Option<Period>> = rows.iter().zip(ranged).map(|(r, p)| p.filter(|_| !(plain && r.bullet))).collect();
    // "Liaison since 2021" in a body is set in; heads are not, and part their dates from the rest.
    let loose = |i: usize, p: &Period| {
        p.open
            && p.guess.is_none()
            && !rows[i].text[..p.span.start].trim().is_empty()
            && rows[i].text[..p.span.start].trim_end().ends_with(char::is_alphanumeric)
            && !rows[i].text[p.span.clone()].starts_with('(')
            && rows[i].text[p.span.clone()].split_whitespace().count() <= 3
    };
    let firm: Vec<usize> = (0..rows.len()).filter(|&i| found[i].as_ref().is_some_and(|p| !loose(i, p))).collect();
    let low = firm.iter().map(|&i| rows[i].indent).min();
    for i in 0..rows.len() {
        let set_in = low.is_some_and(|low| rows[i].indent > low)
            || firm.len() >= 2 && firm.iter().all(|&j| rows[j].gap || j == 0 || rows[j].level > 0) && !rows[i].gap && i > 0;
        if found[i].as_ref().is_some_and(|p| loose(i, p)) && set_in {
            found[i] = None;
        }
    }
    // Single dates count where a row is set like a head, or nothing else is dated.
    let none = found.iter().all(Option::is_none);
    for (i, row) in rows.iter().enumerate() {
        let lone = i > 0 && row.words() <= 4 && when::periods(rules, &row.text).first().is_some_and(|p| row.text.trim().len() <= p.span.len() + 2);
        let apart = row.text.contains('\t') || row.level > 0 || row.gap || i == 0 || lone && is_head(rules, &rows[i - 1]) && !rows[i - 1].bullet;
        if found[i].is_none() && !(row.bullet && plain) && is_head(rules, row) && (apart || none) {
            let near = (i > 0 && found[i - 1].is_some()) || (i + 1 < rows.len() && found[i + 1].is_some());
            found[i] = dated(row, true).filter(|_| !near);
        }
    }
    found
}

/// Whether dates stand at an edge of their row, or between two short names.
fn stands_apart(row: &Row, period: &Period) -> bool {
    let (before, after) = (row.text[..period.span.start].trim(), row.text[period.span.end..].trim());
    let words = |t: &str| t.split_whitespace().count();
    let blank = |t: &str| t.chars().all(|c| !c.is_alphanumeric());
    let prose = |t: &str| t.ends_with('.') && words(t) > 8;
    if period.single {
        return words(before) <= 10 && (blank(after) || blank(before) && words(after) <= 10) && !prose(before) && !prose(after);
    }
    if blank(after) {
        // "… for retailers, C# from 2006." is a sentence; "Mate, 2019–2021." is a head all the same.
        let small = before.split_whitespace().filter(|w| w.chars().count() > 1 && w.starts_with(|c: char| c.is_lowercase())).count();
        let sentence = row.text.ends_with('.') && words(before) > 5 && small > 1 && !row.text[period.span.clone()].ends_with(')');
        return words(before) <= 18 && !before.ends_with(" in") && !before.ends_with(" of") && !sentence;
    }
    if blank(before) {
        return words(after) <= 18 && !prose(after);
    }
    if told_behind(row, period).is_some() && words(before) <= 12 {
        return true;
    }
    let parted = row.text[..period.span.start].ends_with('\t') || row.text[period.span.end..].starts_with('\t');
    let brackets = row.text[period.span.clone()].starts_with(['(', '[']);
    words(before) <= 12 && words(after) <= 14 && !prose(after) && (parted || brackets || after.contains('－') || !after.starts_with(|c: char| c.is_lowercase()))
}

/// Whether a row may belong to the head of an entry: short, and no sentence.
pub(super) fn is_head(rules: &Rules, row: &Row) -> bool {
    let text = row.text.trim();
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let sentence = text.ends_with('.') && row.level == 0 && !row.is_strong() && {
        let inner = last.trim_end_matches('.');
        !inner.contains('.') && (inner.chars().count() > 4 || !inner.starts_with(char::is_uppercase))
    };
    let labelled = text.split_once(':').is_some_and(|(lead, _)| names::is_whole(rules, lead, "skills-used")) || text.ends_with(':');
    let opens = text.chars().next().is_some_and(|c| c.is_lowercase());
    !sentence && !labelled && !opens && row.words() <= 16 && text.chars().count() <= 120
}

/// How a row of a head is set, as far as it tells heads from bodies.
fn set(row: &Row) -> (u8, bool, bool, bool) {
    (row.level, row.is_strong(), row.size > 10, row.bullet)
}

/// Rows above the dates.
fn reach_up(rules: &Rules, rows: &[Row], anchors: &mut [Anchor]) {
    let first = anchors[0].at;
    let head = |j: usize| is_head(rules, &rows[j]) && !rows[j].bullet;
    let mut above = 0;
    while above < first && above < 4 && head(first - 1 - above) && !is_list_item(rules, &rows[first - 1 - above]) {
        above += 1;
        // Two rows and a blank one: what stands higher is no head any more.
        if rows[first - above].gap && above >= 2 && rows[first - above].level == 0 {
            break;
        }
    }
    // More entries tell better: where most have no head above, the first has an introduction.
    let reference: Vec<(u8, bool, bool, bool)> = (1..=above).map(|d| set(&rows[first - d])).collect();
    let gaps: Vec<bool> = (0..above).map(|d| rows[first - d].gap).collect();
    let mut counts = Vec::new();
    for i in 0..anchors.len() {
        let at = anchors[i].at;
        let floor = if i == 0 { 0 } else { anchors[i - 1].at + 1 };
        let mut n = 0;
        while n < above && at > floor + n {
            let j = at - 1 - n;
            let parted = rows[j + 1].gap && !gaps[n] && rows[j + 1].level == 0;
            if parted || !head(j) || set(&rows[j]) != reference[n] || is_list_item(rules, &rows[j]) {
                break;
            }
            n += 1;
        }
        counts.push(n);
        anchors[i].from = at - n;
    }
    let none = counts.iter().skip(1).filter(|n| **n == 0).count();
    if anchors.len() >= 3 && none == anchors.len() - 1 && above > 0 && rows[first].gap {
        anchors[0].from = first;
    }
    for i in 1..anchors.len() {
        anchors[i].short = counts[i] < counts[0];
    }
}

/// "Keywords: a, b" is no head.
fn is_list_item(rules: &Rules, row: &Row) -> bool {
    row.text
        .split_once(':')
        .is_some_and(|(lead, rest)| !rest.trim().is_empty() && (names::is_whole(rules, lead, "skills-used") || rest.contains(',')) && row.level == 0)
}

/// An employer with dates, and nothing but a place beside it, over roles whose dates lie within.
fn groups(rules: &Rules, rows: &[Row], anchors: &mut [Anchor]) {
    let mut i = 0;
    while i + 1 < anchors.len() {
        let fields: Vec<Field> = (anchors[i].from..anchors[i].to)
            .flat_map(|j| head::fields(rules, &if j == anchors[i].at { without(&rows[j], &anchors[i].period) } else { rows[j].clone() }))
            .map(|f| head::without_place(rules, f, &mut Vec::new()))
            .filter(|f| names::place(rules, &f.text) != Place::Sure && !head::is_length(rules, &f.text))
            .collect();
        let employer = matches!(&fields[..], [one] if one.leaning.title < 4 && head::halves(rules, &one.text).is_none());
        let bare = anchors[i].to == anchors[i + 1].from;
        let mut last = i;
        while employer && bare && last + 1 < anchors.len() && when::within(&anchors[i].period, &anchors[last + 1].period) {
            last += 1;
        }
        if last > i {
            anchors[i].over = true;
            anchors[i + 1..=last].iter_mut().for_each(|a| a.within = true);
        }
        i = last.max(i + 1);
    }
}

/// Rows below the dates, where the head says only one of title and employer so far.
fn reach_down(rules: &Rules, rows: &[Row], anchors: &mut [Anchor], form: Form) {
    let n = anchors.len();
    let mut wants: Vec<usize> = Vec::new();
    let mut has = vec![0; n];
    for i in 0..n {
        let end = if i + 1 < n { anchors[i + 1].from } else { rows.len() };
        let mut fields: Vec<Field> = Vec::new();
        for (j, row) in rows.iter().enumerate().take(anchors[i].to).skip(anchors[i].from) {
            let row = if j == anchors[i].at { without(row, &anchors[i].period) } else { row.clone() };
            fields.extend(head::fields(rules, &row).into_iter().filter(|f| names::place(rules, &f.text) != Place::Sure && !head::is_length(rules, &f.text)));
        }
        let missing = 2usize.saturating_sub(fields.len());
        let said = (anchors[i].to..end).take_while(|&j| rows[j].role.is_some()).count();
        if said > missing {
            // Labels say what the rows are.
            anchors[i].to += said;
            continue;
        }
        if missing == 0 || anchors[i].over || anchors[i].within && !fields.is_empty() {
            continue;
        }
        wants.push(i);
        let mut taken = 0;
        while taken < missing {
            let j = anchors[i].to + taken;
            let Some(row) = rows.get(j).filter(|_| j < end) else { break };
            let answers = |one: &Field| {
                let below = names::leaning(rules, &row.text);
                one.leaning.title == 0 && below.title >= 4 && below.employer == 0 && rows.get(j + 1).is_some_and(|r| r.bullet)
            };
            let apart = row.gap && form == Form::Text && taken + fields.len() > 0 && !matches!(&fields[..], [one] if answers(one));
            if row.bullet || apart || !is_head(rules, row) || is_list_item(rules, row) || row.words() > 14 || names::is_place(rules, &row.text) {
                break;
            }
            if let [one] = &fields[..] {
                let (own, below) = (names::leaning(rules, &one.text), names::leaning(rules, &row.text));
                let whole = head::halves(rules, &one.text).is_some();
                let complements = if own.title > own.employer { below.employer >= 4 && below.title < 4 } else { below.title >= 4 };
                if whole && !complements || own.title >= 4 && below.title >= 4 && below.employer == 0 && own.employer == 0 {
                    break;
                }
            }
            taken += 1;
            // Title and employer on one row are both that was missing.
            if head::fields(rules, row).len() >= 2 {
                break;
            }
        }
        has[i] = taken;
    }
    let taken = wants.iter().filter(|&&i| has[i] > 0).count();
    if taken * 2 >= wants.len() {
        for i in wants {
            anchors[i].to += has[i];
        }
    }
}
