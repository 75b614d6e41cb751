//! Dates as people write them in résumés → periods, with what was guessed.

use std::ops::Range;

use crate::grammar::{Hit, Rules};
use crate::profile::PartialDate;
use crate::text::{Folded, Line};

/// A date or two in a row's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Period {
    /// The first date, or the only one.
    pub from: Option<PartialDate>,
    /// The second; none while it goes on.
    pub to: Option<PartialDate>,
    /// It goes on, or did when the résumé was written.
    pub open: bool,
    /// A single date, which may be a beginning as well as an end.
    pub single: bool,
    /// Bytes of the text, brackets and what belongs to the dates included.
    pub span: Range<usize>,
    /// What a person should look at.
    pub guess: Option<&'static str>,
    /// Share of full time in percent, where it stands beside.
    pub share: Option<u8>,
}

/// One date, before it is joined to another.
struct Stamp {
    date: Option<PartialDate>,
    /// The end of a range within itself: "2014–19".
    until: Option<PartialDate>,
    open: bool,
    /// Two digits for the year: no date by itself.
    short: bool,
    guess: Option<&'static str>,
    span: Range<usize>,
}

/// All periods of a text, in order.
pub(super) fn periods(rules: &Rules, text: &str) -> Vec<Period> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let line = Line::new(text, rules.words());
    let hits = rules.grammar().run_apart("resume/dates", &line).0;
    let mut stamps = stamps(&hits, &line);
    let folded = &line.folded;
    // "GPA 3.7", a tab, "May 2008": the digits before the tab are no day of May.
    for stamp in &mut stamps {
        let source = &text[folded.source(stamp.span.start)..folded.source(stamp.span.end)];
        let digits = source.len() - source.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 && source[digits..].starts_with('\t') {
            stamp.span.start += digits + 1;
        }
    }
    let is = |name: &str, range: Range<usize>| {
        hits.iter().find(|h| h.rule.source.name == name && range.start <= h.span.start && h.span.end <= range.end).map(|h| h.span.clone())
    };
    let mut found: Vec<Period> = Vec::new();
    let mut i = 0;
    while i < stamps.len() {
        let one = &stamps[i];
        let next = stamps.get(i + 1);
        let since = since(&is, folded, one.span.start);
        let joined = next.filter(|n| {
            !one.open && (n.open || n.date.is_some()) && joins(&folded.text[one.span.end..n.span.start], n.open, |r| is("date-until", r), one.span.end)
        });
        let mut period = match (one.until, joined, since) {
            (Some(until), _, _) => Period { to: Some(until), ..single(one, false) },
            (None, Some(end), _) => {
                i += 1;
                let guess = one.guess.or(end.guess);
                Period { to: end.date, open: end.open, guess, span: since.unwrap_or(one.span.start)..end.span.end, ..single(one, false) }
            }
            (None, None, Some(at)) if !one.open => Period { open: true, span: at..one.span.end, ..single(one, false) },
            // A dash with nothing behind it: the end was left open, or lost.
            (None, None, None) if !one.open && !one.short && hangs(&folded.text[one.span.end..]) => {
                let dash = folded.text[one.span.end..].find('-').unwrap_or(0) + 1;
                Period {
                    open: true,
                    guess: Some("a dash with no date behind it is taken for an end that has not come"),
                    span: one.span.start..one.span.end + dash,
                    ..single(one, false)
                }
            }
            _ => single(one, true),
        };
        i += 1;
        if one.open || one.short && since.is_none() && (period.single || joined.is_some_and(|n| n.date.is_none() && !n.open)) || period.from.is_none() {
            continue;
        }
        if period.single
            && let Some(about) = is("date-about", back(folded, period.span.start)..period.span.start)
        {
            period.span.start = about.start;
        }
        if backwards(&period) {
            period.guess = Some("the end stands before the beginning");
        }
        widen(&mut period, &hits, &line);
        period.span = folded.source(period.span.start)..folded.source(period.span.end);
        found.push(period);
    }
    found
}

fn single(stamp: &Stamp, single: bool) -> Period {
    Period { from: stamp.date, to: None, open: false, single, span: stamp.span.clone(), guess: stamp.guess, share: None }
}

/// Whether a text ends in a date: such a line ends there.
pub(super) fn ends_in_date(rules: &Rules, text: &str) -> bool {
    periods(rules, text).last().is_some_and(|p| {
        text[p.span.end..].trim_matches([' ', ')', '.', '*', '_', '|']).is_empty()
            && (!p.single || text.contains('\t') || p.span.start == 0 || text[..p.span.start].trim_end().ends_with([',', '(', '–', '—', '|', '·', ':', '-']))
            && !hangs_open(text)
    })
}

/// A dash at the end: the second date stands on the next line.
fn hangs_open(text: &str) -> bool {
    text.trim_end().ends_with(['-', '–', '—'])
}

/// The place from which a word before a date is looked for.
fn back(folded: &Folded, at: usize) -> usize {
    at.saturating_sub(24).max(folded.text[..at].rfind(['\t', '|', ';']).map_or(0, |i| i + 1))
}

/// Where "since" stands right before a date.
fn since(is: &impl Fn(&str, Range<usize>) -> Option<Range<usize>>, folded: &Folded, at: usize) -> Option<usize> {
    let before = folded.text[..at].trim_end_matches([' ', ':']);
    let from = before.len().saturating_sub(10);
    let hit = is("date-since", from..before.len())?;
    (hit.end == before.len()).then_some(hit.start)
}

fn joins(between: &str, open: bool, until: impl Fn(Range<usize>) -> Option<Range<usize>>, at: usize) -> bool {
    let inner = between.trim_matches([' ', '(', ')', ',', '.']);
    let dashes = |c: char| matches!(c, '-' | '\u{7f}' | '/' | '~' | ':' | '>' | '=');
    match inner {
        // "to present" holds its own joint.
        "" => open && between.trim().is_empty(),
        text if text.chars().all(dashes) => text.len() <= 3,
        text => {
            let from = at + (between.len() - between.trim_start_matches([' ', '(', ')', ',', '.']).len());
            text.len() <= 8 && until(from..from + text.len()).is_some_and(|r| r.len() == text.len())
        }
    }
}

fn hangs(behind: &str) -> bool {
    let rest = behind.trim_start();
    rest.starts_with('-') && rest[1..].trim_matches([' ', ')', '*', '-']).is_empty()
}

/// Whether the second period lies within the first, and is another.
pub(super) fn within(outer: &Period, inner: &Period) -> bool {
    let key = |d: Option<PartialDate>, late: bool| match d {
        Some(PartialDate::Day { year, month, .. }) => (year, month.unwrap_or(if late { 12 } else { 1 })),
        _ => (u16::MAX, 12),
    };
    let end = |p: &Period| if p.open { (u16::MAX, 12) } else { key(p.to, true) };
    let ranges = !outer.single && !inner.single && outer.from.is_some() && inner.from.is_some();
    ranges && key(outer.from, false) <= key(inner.from, true) && key(inner.from, false) <= end(outer) && end(inner) <= end(outer)
}

fn backwards(period: &Period) -> bool {
    let key = |d: PartialDate, late: u8| match d {
        PartialDate::Day { year, month, .. } => (year, month.unwrap_or(late)),
        PartialDate::Present => (u16::MAX, 12),
    };
    matches!((period.from, period.to), (Some(a), Some(b)) if key(a, 1) > key(b, 12))
}

/// Takes in brackets, a share of full time and a length that follows from the dates.
fn widen(period: &mut Period, hits: &[Hit], line: &Line) {
    let text = &line.folded.text;
    let mut go = true;
    while go {
        go = false;
        let rest = &text[period.span.end..];
        let skip = rest.len() - rest.trim_start_matches([' ', ',', '*', '|', '-', '(']).len();
        for hit in hits.iter().filter(|h| h.span.start >= period.span.end && h.span.start <= period.span.end + skip && h.span.end > period.span.end) {
            match hit.rule.source.name.as_str() {
                "date-share" => period.share = hit.says("percent", line).and_then(|p| p.parse().ok()),
                "date-length" => {}
                _ => continue,
            }
            period.span.end = hit.span.end;
            go = true;
            break;
        }
    }
    let before = text[..period.span.start].trim_end();
    let after = &text[period.span.end..];
    let behind = after.len() - after.trim_start().len();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if before.ends_with(open) && after.trim_start().starts_with(close) {
            period.span = before.len() - 1..period.span.end + behind + 1;
            return;
        }
    }
}

fn stamps(hits: &[Hit], line: &Line) -> Vec<Stamp> {
    let mut found: Vec<Stamp> = Vec::new();
    let mut order: Vec<&Hit> = hits.iter().collect();
    // Longer ones first among those that begin together; a day takes its month and year along.
    order.sort_by_key(|h| (h.span.start, std::cmp::Reverse(h.span.end)));
    let mut end = 0;
    for hit in order {
        if hit.span.start < end {
            continue;
        }
        let Some(stamp) = stamp(hit, line) else { continue };
        // "May 20, 2019" begins like "May 20": a later hit that reaches further is a better reading.
        let better = stamp.short && hits.iter().any(|h| h.span.start <= hit.span.start && h.span.end > hit.span.end && self::stamp(h, line).is_some());
        if better {
            continue;
        }
        end = hit.span.end;
        found.push(stamp);
    }
    found
}

fn stamp(hit: &Hit, line: &Line) -> Option<Stamp> {
    let says = |key: &str| hit.says(key, line);
    let mut stamp = Stamp { date: None, until: None, open: false, short: says("short").is_some(), guess: None, span: hit.span.clone() };
    match hit.rule.source.name.as_str() {
        "date-open" => stamp.open = true,
        "date-numeric-day" => {
            let (a, b): (u8, u8) = (says("first")?.parse().ok()?, says("second")?.parse().ok()?);
            let dots = says("sep") == Some(".");
            let month = if a > 12 || dots && b <= 12 { b } else { a };
            if a <= 12 && b <= 12 && a != b && !dots {
                stamp.guess = Some("day and month could be either way round");
            }
            stamp.date = date(says("year")?, Some(month));
        }
        name if name.starts_with("date-") => {
            let year = says("year")?;
            let month = says("month").or_else(|| says("month2")).and_then(month);
            stamp.date = date(year, month);
            if says("open_month").is_some() {
                stamp.guess = Some("the month is left open");
            }
            if let Some(until) = says("until") {
                stamp.until = date(&format!("{}{until}", &year[..2]), None);
            }
        }
        _ => return None,
    }
    (stamp.open || stamp.date.is_some()).then_some(stamp)
}

fn month(text: &str) -> Option<u8> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    text.parse().ok().filter(|m| (1..=12).contains(m)).or_else(|| Some(NAMES.iter().position(|n| text.starts_with(n))? as u8 + 1))
}

fn date(year: &str, month: Option<u8>) -> Option<PartialDate> {
    let digits = year.trim_start_matches('\'');
    let number: u16 = digits.parse().ok()?;
    // Two digits: nobody's working life reaches from one century's forties to the next's.
    let year = if digits.len() == 2 { if number <= 45 { 2000 + number } else { 1900 + number } } else { number };
    // "31.0.2011": a month that is none says nothing.
    let month = month.filter(|m| (1..=12).contains(m));
    (year > 0).then_some(PartialDate::Day { year, month, day: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let rules = Rules::builtin();
        let date = |d: Option<PartialDate>| d.map_or_else(|| "?".to_owned(), |d| d.to_string());
        periods(&rules, text)
            .into_iter()
            .map(|p| {
                let end = if p.open { "…".to_owned() } else { date(p.to) };
                let share = p.share.map_or(String::new(), |s| format!(" {s}%"));
                let dates = if p.single { date(p.from) } else { format!("{} to {end}", date(p.from)) };
                format!("{dates}{share} «{}»", &text[p.span])
            })
            .collect()
    }

    #[test]
    fn ranges_of_all_forms() {
        for (text, wanted) in [
            ("Mate, Mar 2019 – Aug 2024", "2019-03 to 2024-08 «Mar 2019 – Aug 2024»"),
            ("03/2019 - present\tMate", "2019-03 to … «03/2019 - present»"),
            ("Mate since 2021", "2021 to … «since 2021»"),
            ("Mate (’19–’24)", "2019 to 2024 «(’19–’24)»"),
            ("09.2013 – 12.2019 Mate", "2013-09 to 2019-12 «09.2013 – 12.2019»"),
            ("2014-19 Mate", "2014 to 2019 «2014-19»"),
            ("Mate | from September 2020 to date", "2020-09 to … «from September 2020 to date»"),
            ("2020–2022 (60%) Mate", "2020 to 2022 60% «2020–2022 (60%)»"),
            ("Jan 2018 - Present (5 years 3 months)", "2018-01 to … «Jan 2018 - Present (5 years 3 months)»"),
            ("Jan 19 - Mar 21", "2019-01 to 2021-03 «Jan 19 - Mar 21»"),
            ("May 5, 2019 to 14 June 2020", "2019-05 to 2020-06 «May 5, 2019 to 14 June 2020»"),
            ("2016-03 – 2018-11", "2016-03 to 2018-11 «2016-03 – 2018-11»"),
            ("15.03.2016 - 31.08.2017", "2016-03 to 2017-08 «15.03.2016 - 31.08.2017»"),
            ("Jan 2013   to   Current", "2013-01 to … «Jan 2013   to   Current»"),
            ("2023-11 to present", "2023-11 to … «2023-11 to present»"),
            ("Mate, 2019 –", "2019 to … «2019 –»"),
            ("GPA 3.7\tMay 2008 - June 2010", "2008-05 to 2010-06 «May 2008 - June 2010»"),
        ] {
            assert_eq!(shown(text), [wanted], "{text}");
        }
    }

    #[test]
    fn single_dates_take_what_they_were_along() {
        assert_eq!(shown("BSc (Graduated 2009)"), ["2009 «(Graduated 2009)»"]);
        assert_eq!(shown("Lifeguard, Summer 2018"), ["2018 «Summer 2018»"]);
        assert_eq!(shown("Trained 12 people in 24/7 shifts, May 12"), [] as [String; 0]);
    }
}
