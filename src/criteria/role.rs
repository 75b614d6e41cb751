//! The role apart from what it asks: seniority, places, pay and the like, as the
//! posting states them. It stands in the output of `extract` and in no criteria
//! file: no fit depends on it, and a scorecard that carried it would only tempt
//! to correct what nothing reads. A criteria file that holds `role` is read over.

use serde_json::{Value, json};

use super::pay::{Pay, number, pay};
use super::place::places;
use super::sentence::{Sentence, of_block};
use super::{Kind, Source};
use crate::grammar::{Hit, Hits, Rules, Sought};
use crate::mention::Reading;
use crate::posting::{BlockKind, Document, SectionKind};
use crate::taxonomy::WordClass;
use crate::text::sentence::sentences;

/// What a posting says of the role itself. Empty where it says nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Role {
    /// The title.
    pub title: String,
    /// The employer.
    pub company: String,
    /// The rungs that the title names: `senior`, `staff`.
    pub seniority: Vec<String>,
    /// Places of work as written.
    pub places: Vec<String>,
    /// `remote`, `hybrid`, `on-site`: several where the posting leaves a choice.
    pub workplace: Vec<String>,
    /// `full-time`, `contract` …
    pub employment: Vec<String>,
    /// What it pays.
    pub pay: Option<Pay>,
    /// Title of the person one reports to.
    pub reports_to: String,
    /// How many the team has.
    pub team_size: Option<u32>,
}

impl Role {
    /// The role as JSON: `null` and empty lists are left out.
    pub fn to_json(&self) -> Value {
        let mut out = json!({ "title": self.title, "company": self.company });
        for (key, values) in [("seniority", &self.seniority), ("places", &self.places), ("workplace", &self.workplace), ("employment", &self.employment)] {
            if !values.is_empty() {
                out[key] = json!(values);
            }
        }
        if let Some(pay) = &self.pay {
            out["pay"] = json!({ "from": number(pay.from), "to": number(pay.to), "currency": pay.currency, "period": pay.period, "quote": pay.source.quote, "line": pay.source.line });
        }
        if !self.reports_to.is_empty() {
            out["reports_to"] = json!(self.reports_to);
        }
        if let Some(size) = self.team_size {
            out["team_size"] = json!(size);
        }
        out
    }
}

/// Reads the role of a posting.
pub(super) fn read(rules: &Rules, document: &Document, read: &[Sentence]) -> Role {
    let mut role = Role { title: document.title.clone(), company: document.company.clone(), ..Role::default() };
    let stated = &document.stated;
    role.places.clone_from(&stated.places);
    role.employment.clone_from(&stated.employment);
    if stated.remote {
        role.workplace.push("remote".into());
    }
    if let Some((pay, line)) = &stated.pay {
        let (from, to) = (pay.from.or(pay.to).unwrap_or_default(), pay.to.or(pay.from).unwrap_or_default());
        role.pay = Some(Pay { from, to, currency: pay.currency.clone(), period: pay.period.clone(), source: Source { line: *line, ..Source::default() } });
    }
    for (i, block) in document.blocks.iter().enumerate() {
        let text = document.block_text(block);
        let heading = matches!(block.kind, BlockKind::Heading(_));
        let head = i < rules.lengths().head && text.len() < rules.lengths().particulars && (block.section == SectionKind::Header || heading);
        let mut hear = |reading: &Reading, hits: &Hits, base: usize| {
            for hit in &hits.0 {
                role.hear(document, reading, hit, base, i, head);
            }
            if head && i > 0 && role.places.is_empty() {
                let all = 0..reading.line.tokens.len();
                role.places = places(rules, reading, all).into_iter().map(|p| reading.line.slice(p.start, p.end).to_owned()).collect();
            }
        };
        if heading {
            for range in sentences(text) {
                let reading = Reading::new(rules, &text[range.clone()], Sought::Role);
                hear(&reading, &reading.hits, block.range.start + range.start);
            }
        }
        of_block(read, i).iter().for_each(|s| hear(&s.reading, &s.role, s.range.start));
    }
    role
}

impl Role {
    fn hear(&mut self, document: &Document, reading: &Reading, hit: &Hit, base: usize, block: usize, head: bool) {
        let line = &reading.line;
        let said = |key: &str| hit.says(key, line).map(|s| s.trim().to_owned());
        let once = |list: &mut Vec<String>, value: String| {
            if !list.contains(&value) {
                list.push(value);
            }
        };
        match hit.rule.source.name.as_str() {
            "role-seniority" if block == 0 => once(&mut self.seniority, rung(&said("rung").unwrap_or_default())),
            "role-workplace" if block == 0 || head => once(&mut self.workplace, workplace(&said("mode").unwrap_or_default())),
            "role-employment" => {
                if let Some(kind) = said("type").or(said("type2")) {
                    once(&mut self.employment, kind.replace(' ', "-").replace("fulltime", "full-time").replace("parttime", "part-time"));
                }
            }
            "role-pay-range" | "role-pay" if self.pay.is_none() => self.pay = pay(document, reading, hit, base),
            "role-reports-to" if self.reports_to.is_empty() => {
                // "Produces reports to *show* the yield": what for, not whom.
                let acts = |to: &std::ops::Range<usize>| {
                    let first = line.tokens_of(to.clone()).start;
                    reading.class(first) == Some(WordClass::Verb) && !line.capital(first)
                };
                if let Some(range) = hit.group("to").filter(|to| !acts(to)) {
                    self.reports_to = title(line.source[line.folded.source(range.start)..line.folded.source(range.end)].trim()).to_owned();
                }
            }
            "role-team-size" if self.team_size.is_none() => {
                self.team_size = said("size").or(said("size2")).and_then(|n| crate::text::number(&n)).map(|n| n as u32);
            }
            _ => {}
        }
    }
}

/// "Head of Looms and lead a team": a title goes on behind "and" in capitals only.
fn title(text: &str) -> &str {
    let ends = text.match_indices(" and ").find(|(at, and)| text[at + and.len()..].starts_with(char::is_lowercase));
    ends.map_or(text, |(at, _)| &text[..at])
}

fn rung(word: &str) -> String {
    match word {
        "sr" => "senior",
        "jr" => "junior",
        "internship" => "intern",
        "mid" | "mid level" | "mid-level" | "intermediate" => "mid-level",
        "vice president" => "vp",
        "entry level" => "entry-level",
        other => other,
    }
    .to_owned()
}

fn workplace(word: &str) -> String {
    match word {
        "remote" | "wfh" | "work from home" => "remote",
        "hybrid" => "hybrid",
        _ => "on-site",
    }
    .to_owned()
}

/// The criteria of kind location, for a posting that names its place only in a condition.
pub(super) fn fill_places(role: &mut Role, criteria: &[super::Criterion]) {
    if role.places.is_empty() {
        role.places = criteria
            .iter()
            .filter(|c| c.kind == Kind::Location)
            .flat_map(|c| c.any_of.iter().filter(|a| a.concept.is_some()).map(|a| a.text.clone()))
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use crate::Rules;

    fn role(text: &str) -> super::Role {
        crate::criteria::read(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").role
    }

    #[test]
    fn reads_the_head_of_a_posting() {
        let role = role(
            "# Sr. Staff Weaver\n### Mill\n#### `💰 USD 171000.0~329000.0` `🌎 United States (Remote)`\n\nYou report to the Head of Looms and lead a team of twelve.\n\nEmployment type: Full-time\n",
        );
        assert_eq!(
            (role.seniority, role.workplace, role.employment),
            (vec!["senior".to_owned(), "staff".into()], vec!["remote".to_owned()], vec!["full-time".to_owned()])
        );
        let pay = role.pay.unwrap();
        assert_eq!((pay.to_string().as_str(), pay.source.line), ("USD 171000–329000 a year", 3));
        assert_eq!((role.places, role.reports_to.as_str(), role.team_size), (vec!["United States".to_owned()], "Head of Looms", Some(12)));
    }

    #[test]
    fn reports_are_no_superiors() {
        let whom = |text: &str| role(&format!("# Weaver\n\n{text}\n")).reports_to;
        assert_eq!(whom("Design reports to demonstrate the yield of looms."), "");
        assert_eq!(whom("The weaver reports to an engineering manager."), "engineering manager");
    }
}
