//! What a recruiter should look at before a posting goes out: protected demands
//! and words for them (`rules/lint.toml`), demands that nobody can meet, ones
//! that contradict each other, and things that are asked, and so counted, twice.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Criterion, Extracted, Kind, Source, Strength};
use crate::grammar::{Rules, Sought};
use crate::mention::Reading;
use crate::posting::SectionKind;
use crate::text::sentence::sentences;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// `protected`, `coded`, `impossible`, `contradiction`, `twice`.
    pub kind: String,
    /// Where, and the words.
    pub source: Source,
    /// What is wrong with it, and what to do.
    pub advice: String,
}

/// Looks a posting over, as of a day, in the order of its lines.
pub fn lint(rules: &Rules, extracted: &Extracted, as_of: Date) -> Vec<Lint> {
    let mut found = words(rules, extracted);
    let asked: Vec<&Criterion> = extracted.criteria.criteria.iter().collect();
    for criterion in &asked {
        found.extend(impossible(rules, criterion, as_of));
        if let (Some(min), Some(max)) = (criterion.min_years, criterion.max_years)
            && min > max
        {
            found.push(of(criterion, "contradiction", format!("at least {min} years and at most {max}")));
        }
    }
    found.extend(twice(&asked));
    found.extend(rung(rules, extracted));
    found.sort_by_key(|l| (l.source.line, l.source.span, l.kind.clone()));
    found
}

fn of(criterion: &Criterion, kind: &str, advice: String) -> Lint {
    Lint { kind: kind.into(), source: criterion.sources.first().cloned().unwrap_or_default(), advice }
}

/// Words that a rule knows, outside of what the law has the employer say.
fn words(rules: &Rules, extracted: &Extracted) -> Vec<Lint> {
    let document = &extracted.document;
    let mut found = Vec::new();
    for block in document.blocks.iter().filter(|b| b.section != SectionKind::Legal) {
        let text = document.block_text(block);
        for range in sentences(text) {
            let from = block.range.start + range.start;
            let reading = Reading::new(rules, &text[range], Sought::Lint);
            for hit in reading.hits.of("lint") {
                let (Some(kind), Some(advice)) = (hit.says("lint", &reading.line), hit.says("advice", &reading.line)) else { continue };
                let words = reading.line.range(hit.tokens.start, hit.tokens.end);
                let span = (from + words.start, from + words.end);
                let quote = document.text[span.0..span.1].to_owned();
                found.push(Lint { kind: kind.into(), source: Source { quote, line: document.line_of(span.0), span: Some(span) }, advice: advice.into() });
            }
        }
    }
    found
}

/// More years of a thing than it has existed.
fn impossible(rules: &Rules, criterion: &Criterion, as_of: Date) -> Option<Lint> {
    let asked = criterion.min_years?.months();
    let taxonomy = rules.taxonomy();
    let since = |id: &String| taxonomy.by_id(id).and_then(|c| Some((taxonomy.get(c).label.as_str(), taxonomy.get(c).since?)));
    // Of alternatives the oldest may be meant.
    let each: Vec<(&str, u16)> = criterion.any_of.iter().map(|a| a.concept.as_ref().and_then(since)).collect::<Option<_>>()?;
    let (label, year) = each.into_iter().min_by_key(|(_, year)| *year)?;
    let age = (i32::from(as_of.year()) - i32::from(year)).max(0);
    let years = criterion.min_years?;
    (asked > age as u32 * 12 + 11)
        .then(|| of(criterion, "impossible", format!("{years} years of {label}, which was first released in {year}: nobody has more than {age}")))
}

/// The same thing asked in two criteria: with other years it is a contradiction,
/// else it is counted twice.
fn twice(asked: &[&Criterion]) -> Vec<Lint> {
    let mut by_name: BTreeMap<String, Vec<&Criterion>> = BTreeMap::new();
    for criterion in asked.iter().filter(|c| matches!(c.kind, Kind::Skill | Kind::Experience | Kind::Credential | Kind::Language)) {
        for name in &criterion.any_of {
            let key = name.concept.clone().unwrap_or_else(|| name.text.to_lowercase());
            let all = by_name.entry(key).or_default();
            if !all.iter().any(|c| c.id == criterion.id) {
                all.push(criterion);
            }
        }
    }
    let mut found = Vec::new();
    for (_, all) in by_name.iter().filter(|(_, all)| all.len() > 1) {
        let (first, others) = (all[0], &all[1..]);
        let line = first.sources.first().map_or(0, |s| s.line);
        let name = first.any_of.first().map_or("", |a| a.text.as_str());
        for other in others.iter().filter(|o| o.strength != Strength::Mentioned) {
            let alone = first.any_of.len() == 1 && other.any_of.len() == 1;
            match (first.min_years, other.min_years) {
                // Other years of one kind of work are mostly two ways in: "1. …; or 2. …".
                (Some(a), Some(b)) if a != b && alone && first.kind == Kind::Skill => {
                    found.push(of(other, "contradiction", format!("{b} years of {name} here, {a} on line {line}: say which")));
                }
                (a, b) if first.kind == other.kind && (a == b || a.is_none() || b.is_none()) => {
                    found.push(of(other, "twice", format!("{name} is asked on line {line} too, and counts each time: ask once, or mean it")));
                }
                _ => {}
            }
        }
    }
    found
}

/// A beginner's post that asks for years.
fn rung(rules: &Rules, extracted: &Extracted) -> Vec<Lint> {
    let beginner = extracted.role.seniority.iter().any(|s| matches!(s.as_str(), "junior" | "entry-level" | "entry level" | "intern" | "trainee" | "graduate"));
    let years =
        |c: &&Criterion| beginner && c.strength == Strength::Required && c.min_years.is_some_and(|y| y.months() >= rules.lengths().beginner as u32 * 12);
    let asked = extracted.criteria.criteria.iter().filter(years);
    asked
        .map(|c| of(c, "contradiction", format!("a {} post that asks for {} years", extracted.role.seniority.join(" "), c.min_years.expect("just seen"))))
        .collect()
}
