//! Education: which school, which degree, of what, until when.

use super::draft::Draft;
use super::entries::without;
use super::head;
use super::lists::split;
use super::names;
use super::sheet::Row;
use super::when::{self, Period};
use crate::grammar::Rules;
use crate::profile::{Education, PartialDate};
use crate::text::Line;

/// What a row says of an education.
struct Said {
    row: Row,
    period: Option<Period>,
    school: bool,
    degree: bool,
    /// A label says that it is the field of study.
    field: bool,
}

/// Reads schools and degrees.
pub(super) fn education(rules: &Rules, rows: &[Row], draft: &mut Draft) {
    let mut open: Vec<Said> = Vec::new();
    for row in rows {
        if is_head_of_table(rules, &row.text) {
            continue;
        }
        // "Major: Botany" under a school says what was read there.
        if let Some((lead, rest)) = row.text.split_once(':')
            && names::label(rules, lead) == Some("label-field")
            && !open.is_empty()
            && !rest.trim().is_empty()
        {
            let at = row.text.len() - rest.trim_start().len();
            open.push(Said { row: row.cut(at..row.text.len()), period: None, school: false, degree: false, field: true });
            continue;
        }
        let periods = when::periods(rules, &row.text);
        let period = periods.iter().find(|p| !p.single).or(periods.last()).cloned();
        let bare = period.as_ref().map_or_else(|| row.clone(), |p| without(row, p));
        let prose = row.words() > 14 && row.text.ends_with('.');
        let said = Said {
            school: !prose && !names::schools(rules, &bare.text).is_empty(),
            degree: !prose && has_degree(rules, &bare.text),
            field: false,
            period,
            row: bare,
        };
        let has = |f: fn(&Said) -> bool| open.iter().any(f);
        let full = has(|s| s.school) || has(|s| s.degree);
        let again = said.school && has(|s| s.school) && !(said.degree && !has(|s| s.degree) && !row.gap && !row.bullet)
            || said.degree && has(|s| s.degree)
            || said.period.is_some() && has(|s| s.period.is_some());
        // Dates on a row of their own end what stood above them.
        let ended = open.len() > 1 && open.last().is_some_and(|s| s.period.is_some() && s.row.text.trim().is_empty()) && said.school && has(|s| s.school);
        let again = again || ended;
        let fresh = full
            && (said.school || said.degree || said.period.is_some())
            && (row.gap || row.level > 0)
            && (has(|s| s.school) && has(|s| s.degree) || row.level > 0 && said.degree);
        let unknown = !said.school && !said.degree && said.period.is_none();
        if !open.is_empty() && (again && !(unknown) || fresh) {
            finish(rules, &mut open, draft);
        }
        let labelled = row.text.split_once(':').is_some_and(|(lead, _)| names::is_label(rules, lead, "label-detail"));
        if unknown && (row.bullet && full || row.words() > 12 || labelled && full) {
            detail(rules, row, &open, draft);
            continue;
        }
        open.push(said);
    }
    finish(rules, &mut open, draft);
}

/// Whether a row heads the columns of a table: "Degree, School, Years".
pub(super) fn is_head_of_table(rules: &Rules, text: &str) -> bool {
    text.contains('\t')
        && text.split('\t').all(|cell| {
            let line = Line::new(cell, rules.words());
            let words = line.tokens.iter().filter(|t| t.is_word()).count();
            let known: usize = names::found(rules, cell, "column-head")
                .iter()
                .map(|r| cell[r.clone()].split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count())
                .sum();
            words > 0 && known >= words
        })
}

/// Degrees that are words of everyday language count only in front or with "in" or "of" behind.
fn has_degree(rules: &Rules, text: &str) -> bool {
    let schools = names::schools(rules, text);
    names::found(rules, text, "degree")
        .iter()
        .filter(|r| !schools.contains(r))
        .filter(|r| !is_state(rules, text, r))
        .any(|r| !(text[r.clone()].eq_ignore_ascii_case("courses") || text[r.clone()].eq_ignore_ascii_case("coursework")) || r.start == 0)
}

/// "Cambridge, MA": the letters of a state behind a town are no degree.
fn is_state(rules: &Rules, text: &str, range: &std::ops::Range<usize>) -> bool {
    let from = text[..range.start].rfind(['\t', '|', '(']).map_or(0, |i| i + 1);
    let town = text[from..range.start].trim_end().strip_suffix(',').map(|t| t.rsplit(',').next().unwrap_or(t).trim());
    let ends = text[range.end..].trim_start().chars().next().is_none_or(|c| matches!(c, '\t' | '|' | ')') || c.is_ascii_digit());
    // A town that no list knows stands in a field of its own.
    range.len() == 2 && ends && town.is_some_and(|t| names::is_known_place(rules, t) || from > 0 && names::is_place(rules, text[from..range.end].trim()))
}

/// A grade, courses, or something else that belongs to the education above it.
fn detail(rules: &Rules, row: &Row, open: &[Said], draft: &mut Draft) {
    let _ = rules;
    let text = row.text.trim();
    let lower = text.to_lowercase();
    if open.is_empty() && draft.profile.education.as_ref().is_none_or(Vec::is_empty) {
        draft.leave("education", row);
    } else if let Some((_, list)) = text.split_once(':').filter(|_| lower.contains("course") || lower.contains("subjects") || lower.contains("modules")) {
        draft.courses.extend(super::lists::items(list));
    } else {
        draft.leave("education", row);
    }
}

fn finish(rules: &Rules, open: &mut Vec<Said>, draft: &mut Draft) {
    let said = std::mem::take(open);
    let Some(first) = said.first() else { return };
    let mut read = Education::default();
    let mut unknown: Vec<String> = Vec::new();
    let mut areas: Vec<String> = Vec::new();
    for one in &said {
        if let Some(period) = &one.period {
            let (start, end) = if period.single { (None, period.from) } else { (period.from, period.to) };
            (read.start_date, read.end_date) = (start, end);
        }
        if grade(&one.row.text) && one.row.words() <= 6 && !one.degree {
            read.score = one.row.text.clone();
            continue;
        }
        if one.field {
            areas.push(one.row.text.replace('\t', " "));
            continue;
        }
        for field in head::fields(rules, &of_what(rules, &one.row)) {
            let text = head::hung_on(rules, &field.text).map_or(field.text, |(name, _)| name);
            // "Bachelor of Arts in Economics, GPA 3.7": the grade stands behind the degree.
            let (text, behind) = match text.rfind([',', ';', '(']).filter(|at| grade(&text[*at..]) && text[..*at].trim().contains(' ')) {
                Some(at) => (text[..at].trim().to_owned(), text[at + 1..].trim_matches([' ', ')']).to_owned()),
                None => (text, String::new()),
            };
            if !behind.is_empty() {
                read.score = behind;
            } else if grade(&text) {
                read.score = text;
                continue;
            }
            let school = names::schools(rules, &text);
            match (!school.is_empty(), has_degree(rules, &text)) {
                (true, false) => add(&mut read.institution, &text),
                (false, true) => degree(rules, &text, &mut read, &mut areas),
                (true, true) => both(rules, &text, &mut read, &mut areas),
                (false, false) if names::is_place(rules, &text) => {}
                (false, false) => unknown.push(text),
            }
        }
    }
    // What no word tells: a field of study beside a bare degree, a school beside a whole one.
    let mut guessed = None;
    for text in unknown {
        if areas.is_empty() && !read.study_type.is_empty() && !read.institution.is_empty() {
            areas.push(text);
        } else if read.institution.is_empty() {
            guessed = Some("institution");
            read.institution = text;
        } else if read.study_type.is_empty() && areas.is_empty() {
            areas.push(text);
        } else {
            let row = Row { text, ..first.row.clone() };
            draft.leave("education", &row);
        }
    }
    // "BSc Mathematics, NUI Galway": of two, the one that names nothing known is a school that no word tells.
    if let (true, [first, last]) = (read.institution.is_empty(), &areas[..]) {
        let school = |text: &str| !names::is_known(rules, text);
        if let Some(i) = if school(last) { Some(1) } else { (school(first) && first.contains(' ')).then_some(0) } {
            guessed = Some("institution");
            read.institution = areas.remove(i);
        }
    }
    if read.study_type.is_empty() && read.institution.to_lowercase().contains("high school") {
        read.study_type = "High school".to_owned();
    }
    read.area = areas.join(", ");
    if read.area.matches('(').count() > read.area.matches(')').count() {
        read.area.push(')');
    }
    read.courses = std::mem::take(&mut draft.courses);
    if read.institution.is_empty() && read.study_type.is_empty() && read.area.is_empty() {
        said.iter().for_each(|s| draft.leave("education", &s.row));
        return;
    }
    let at = format!("education[{}]", draft.profile.education.as_ref().map_or(0, Vec::len));
    if let Some(field) = guessed {
        draft.guess(format!("{at}.{field}"), "taken for the school, since nothing else is", &first.row);
    }
    if let Some(why) = said.iter().find_map(|s| s.period.as_ref()?.guess) {
        draft.guess(format!("{at}.endDate"), why, &first.row);
    }
    if matches!(read.end_date, Some(PartialDate::Present)) {
        read.end_date = None;
    }
    draft.profile.education.get_or_insert_default().push(read);
}

/// "A-Levels: Biology, Maths": what stands behind a degree and a colon is its field.
fn of_what(rules: &Rules, row: &Row) -> Row {
    for range in names::found(rules, &row.text, "degree") {
        let behind = &row.text[range.end..];
        if behind.trim_start().starts_with(':') {
            let rest = behind.trim_start()[1..].trim_start().to_owned();
            return Row { text: format!("{} in {rest}", &row.text[..range.end]), strong: Vec::new(), ..row.clone() };
        }
    }
    row.clone()
}

fn add(to: &mut String, text: &str) {
    if !to.is_empty() {
        to.push_str(", ");
    }
    to.push_str(text);
}

fn grade(text: &str) -> bool {
    let lower = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    lower.contains("gpa") || lower.starts_with("grade") || lower.contains("cum laude") && text.split_whitespace().count() <= 3 || lower.contains("cgpa")
}

/// A degree and its field in one text, without a school.
fn degree(rules: &Rules, text: &str, read: &mut Education, areas: &mut Vec<String>) {
    let found = names::found(rules, text, "degree");
    let Some(first) = found.first() else { return };
    // "Hospitality management (one year, no degree)": the degree stands in brackets behind its field.
    if let Some(open) = text.find('(').filter(|o| *o > 0 && first.start > *o) {
        let close = text[open..].find(')').map_or(text.len(), |c| open + c);
        areas.push(text[..open].trim_matches([' ', ',']).to_owned());
        add(&mut read.study_type, &text[open + 1..close]);
        return;
    }
    let parts = split(text, &[", "]);
    let mut at = 0;
    for part in &parts {
        let start = text[at..].find(part).map_or(at, |i| at + i);
        at = start + part.len();
        let here: Vec<_> = found.iter().filter(|r| r.start >= start && r.end <= at).map(|r| r.start - start..r.end - start).collect();
        let Some(range) = here.first() else {
            areas.push(part.trim().to_owned());
            continue;
        };
        let (title, area) = title(part, range.clone(), here.last().map_or(range.end, |r| r.end));
        add(&mut read.study_type, &title);
        if !area.is_empty() {
            areas.push(area);
        }
    }
    // "Master of Engineering, Civil Engineering": the degree's own name says less than its field.
    if areas.len() > 1 && read.study_type.ends_with(&format!(" of {}", areas[0])) {
        areas.remove(0);
    }
}

/// "Bachelor of Science in Botany" → degree and field; "Botany BSc" too.
fn title(part: &str, first: std::ops::Range<usize>, end: usize) -> (String, String) {
    let part = part.trim_end();
    // "B.S. Botany": the last point belongs to the degree.
    let end = if part[end.min(part.len())..].starts_with('.') { end + 1 } else { end };
    let clean = |t: &str| t.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '–' | '(' | ')' | '|')).to_owned();
    if let Some(at) = part[first.start..].find(" in ").map(|i| i + first.start).filter(|a| *a >= first.start) {
        return (clean(&part[..at]), clean(&part[at + 4..]));
    }
    let behind = &part[end.min(part.len())..];
    if behind.trim_start().starts_with('(')
        && let Some(close) = behind.find(')')
    {
        return (part[..end + close + 1].trim().to_owned(), clean(&behind[close + 1..]));
    }
    let before = &part[..first.start];
    if !before.trim().is_empty() && behind.trim().is_empty() && before.split_whitespace().count() <= 5 && !before.trim_end().ends_with(" of") {
        return (clean(&part[first.start..]), clean(before));
    }
    if behind.starts_with(" of ") || behind.starts_with(" degree of ") {
        let area = clean(behind.trim_start_matches(" degree").trim_start_matches(" of"));
        return (clean(part), area);
    }
    // "BSc (Hons) Adult Nursing": the bracket closes behind the last word of the degree.
    let open = part[..end].matches('(').count() > part[..end].matches(')').count();
    let end = if open { part[end..].find(')').map_or(end, |i| end + i + 1) } else { end };
    (part[..end].trim().to_owned(), clean(&part[end..]))
}

/// Degree and school with nothing but commas between.
fn both(rules: &Rules, text: &str, read: &mut Education, areas: &mut Vec<String>) {
    let parts = split(text, &[", "]);
    let is_school: Vec<bool> = parts.iter().map(|p| !names::schools(rules, p).is_empty()).collect();
    let is_degree: Vec<bool> = parts.iter().map(|p| has_degree(rules, p)).collect();
    if parts.len() == 1 {
        // "BSc Botany Sedgemoor College": the school is what stands from its first capital on; cut before "at" or "from".
        for word in [" at ", " from ", " of the "] {
            if let Some((left, right)) = text.split_once(word).filter(|(_, r)| !names::schools(rules, r).is_empty()) {
                degree(rules, left, read, areas);
                add(&mut read.institution, right);
                return;
            }
        }
        // A school whose name holds a word for a degree ("High School of Lugo", "Institute of Master Builders").
        let degrees = names::found(rules, text, "degree");
        if degrees.first().is_some_and(|d| d.start == 0) && degrees[0].end < text.len() {
            degree(rules, text, read, areas);
        }
        add(&mut read.institution, text);
        return;
    }
    let first_degree = is_degree.iter().zip(&is_school).position(|(d, s)| *d && !*s).or_else(|| is_degree.iter().position(|d| *d)).unwrap_or(0);
    let first_school = is_school.iter().zip(&is_degree).position(|(s, d)| *s && !*d).or_else(|| is_school.iter().position(|s| *s)).unwrap_or(0);
    let (mut institution, mut studies): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for (i, part) in parts.iter().enumerate() {
        let to_school = if first_school < first_degree { i < first_degree } else { i >= first_school };
        if to_school && (is_school[i] || !is_degree[i]) { institution.push(part.trim()) } else { studies.push(part.trim()) }
    }
    // Behind a degree a place may follow: "Sedgemoor College, BSc Botany, Lugo".
    let studies: Vec<&str> = studies.into_iter().filter(|s| has_degree(rules, s) || !names::is_known_place(rules, s)).collect();
    add(&mut read.institution, &institution.join(", "));
    degree(rules, &studies.join(", "), read, areas);
}
