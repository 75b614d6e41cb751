//! Skills, in groups or in rows, with how well and how long.

use super::draft::Draft;
use super::lists::{clean, items, split};
use super::names;
use super::sheet::Row;
use crate::grammar::Rules;
use crate::profile::Skill;
use crate::text::{Line, number};

/// More words than this are a sentence, not the name of a skill.
const LONGEST: usize = 18;

/// Reads skills.
pub(super) fn skills(rules: &Rules, rows: &[Row], draft: &mut Draft) {
    let mut floor = rows.first().map_or(0, |r| r.indent);
    for row in &led(rows.iter().filter(|r| !super::study::is_head_of_table(rules, &r.text))) {
        if let Some(skill) = cells(rules, row) {
            push(skill, draft);
            continue;
        }
        let label = label(row);
        let (lead, rest) = label.map_or((None, row.text.as_str()), |(l, r)| (Some(l), r));
        if lead.is_none() && row.words() > LONGEST && row.text.ends_with('.') {
            draft.leave("skills", row);
            continue;
        }
        if lead.is_none()
            && !row.bullet
            && row.indent > floor + 2
            && row.text.contains(',')
            && let Some(last) = draft.profile.skills.last_mut()
        {
            last.keywords.extend(items(&row.text));
            continue;
        }
        floor = floor.min(row.indent);
        match lead {
            Some(lead) => group(rules, lead, rest, draft),
            None => named(rules, row, rest, draft),
        }
    }
}

/// "Databases:" on a row of its own leads the row below it.
fn led<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<Row> {
    let mut found: Vec<Row> = Vec::new();
    for row in rows {
        match found.last_mut().filter(|l| l.text.ends_with(':') && !row.text.contains(':') && l.words() <= 6) {
            Some(last) => last.append(row),
            None => found.push(row.clone()),
        }
    }
    found
}

/// "Go | Expert | 6": a row of a table that says how well and how long.
fn cells(rules: &Rules, row: &Row) -> Option<Skill> {
    let mut cells = row.text.split('\t').map(str::trim);
    let mut skill = Skill { name: cells.next()?.to_owned(), ..Skill::default() };
    let mut any = false;
    for cell in cells {
        any = true;
        if names::is_whole(rules, cell, "level-word") {
            skill.level = cell.to_owned();
        } else if let Some(years) = years(rules, cell).or_else(|| cell.parse().ok().filter(|y| (0.0..60.0).contains(y))) {
            skill.years = Some(years);
        } else {
            return None;
        }
    }
    any.then_some(skill)
}

/// "Databases: SQL, Oracle" or "**Databases** SQL, Oracle".
fn label(row: &Row) -> Option<(&str, &str)> {
    let text = &row.text;
    if let Some(&(0, to)) = row.strong.first()
        && (to as usize) < text.len()
        && let (Some(lead), Some(rest)) = (text.get(..to as usize), text.get(to as usize..))
        && !rest.trim_start().starts_with(',')
        && !rest.trim_start().starts_with('(')
        && rest.chars().any(char::is_alphanumeric)
        && lead.split_whitespace().count() <= 8
    {
        return Some((lead.trim_matches([' ', ':', '–', '-', '—', '\t']), rest.trim_start_matches([' ', ':', '–', '-', '—', '\t'])));
    }
    let (lead, rest) = text.split_once(':').or_else(|| text.split_once(" – ")).or_else(|| text.split_once('\t').filter(|(_, r)| r.contains(',')))?;
    let listed = lead.contains(',') && !(lead.contains(" and ") || lead.contains(" & "));
    let fits = lead.split_whitespace().count() <= 10 && !listed && !lead.contains([';', '|']) || lead.contains('(') && lead.split_whitespace().count() <= 12;
    (fits && !rest.trim().is_empty() && !lead.contains("//") && !rest.starts_with("//")).then_some((lead.trim(), rest.trim()))
}

fn group(rules: &Rules, lead: &str, rest: &str, draft: &mut Draft) {
    let bare = Bracketed::of(rules, lead);
    let level = names::is_whole(rules, &bare.name, "level-word");
    if level || names::is_whole(rules, &bare.name, "rest-word") {
        for item in items(rest) {
            let mut skill = Bracketed::of(rules, &item).skill();
            if level && skill.level.is_empty() {
                skill.level = bare.name.to_lowercase();
            }
            push(skill, draft);
        }
        return;
    }
    let mut skill = bare.skill();
    for item in items(rest) {
        let inner = Bracketed::of(rules, &item);
        if !inner.name.is_empty() {
            skill.keywords.push(inner.name);
        }
        skill.keywords.extend(inner.keywords);
    }
    push(skill, draft);
}

/// A row without a label: one skill, or several with marks between.
fn named(rules: &Rules, row: &Row, text: &str, draft: &mut Draft) {
    let found = items(text);
    let several = found.len() > 1;
    // Commas within an entry of a list belong to a name, unless all between them is short.
    let commas = several && !text.contains(['\t', '|', ';', '•', '·']) && !text.contains(" / ");
    let long = found.iter().any(|i| i.split_whitespace().count() > 4);
    if commas && row.bullet && (long || found.len() == 2) {
        push(Bracketed::of(rules, &clean(text)).skill(), draft);
        return;
    }
    for item in found {
        let item = if commas { item.strip_prefix("and ").unwrap_or(&item).to_owned() } else { item };
        push(Bracketed::of(rules, &item).skill(), draft);
    }
}

fn push(skill: Skill, draft: &mut Draft) {
    if skill.name.chars().any(char::is_alphanumeric) && !draft.profile.skills.contains(&skill) {
        draft.profile.skills.push(skill);
    }
}

/// A name and what stands in brackets behind it: how well, how long, or what it holds.
struct Bracketed {
    name: String,
    level: String,
    years: Option<f64>,
    keywords: Vec<String>,
}

impl Bracketed {
    fn of(rules: &Rules, text: &str) -> Bracketed {
        let text = text.trim();
        let mut read = Bracketed { name: clean(text), level: String::new(), years: None, keywords: Vec::new() };
        let inner = match text.find('(') {
            Some(open) if text.trim_end_matches(['.', ' ']).ends_with(')') => {
                let inner = text[open + 1..].trim_end_matches(['.', ' ']).trim_end_matches(')');
                read.name = clean(&text[..open]);
                inner
            }
            _ => match text.rsplit_once(" – ").or_else(|| text.rsplit_once(" - ")) {
                Some((name, level)) if names::is_whole(rules, level, "level-word") => {
                    read.name = clean(name);
                    level
                }
                _ => return read,
            },
        };
        for part in split(inner, &[",", ";"]) {
            let part = part.trim();
            if names::is_whole(rules, part, "level-word") && read.level.is_empty() {
                read.level = part.to_owned();
            } else if let Some(years) = years(rules, part).filter(|_| read.years.is_none()) {
                read.years = Some(years);
            } else {
                read.keywords.push(clean(part));
            }
        }
        if read.name.is_empty() {
            read.name = clean(text);
            read.keywords.clear();
        }
        read
    }

    fn skill(self) -> Skill {
        Skill { name: self.name, level: self.level, keywords: self.keywords, years: self.years, ..Skill::default() }
    }
}

/// "10 years", "3+ yrs".
fn years(rules: &Rules, text: &str) -> Option<f64> {
    let line = Line::new(text, rules.words());
    let is_unit = |w: &str| matches!(w, "year" | "years" | "yrs" | "yr" | "y");
    let words: Vec<&str> = line.folded.text.split([' ', '+']).filter(|w| !w.is_empty()).collect();
    match words[..] {
        [amount, unit] if is_unit(unit) => number(amount),
        _ => None,
    }
}
