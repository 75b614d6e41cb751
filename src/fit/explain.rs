//! One criterion opened: every claim looked at, every interval counted, every
//! factor. What `contribution` decides from, laid out in full.

use jiff::civil::Date;

use super::answers::Answer;
use super::asked::{Asked, Role};
use super::{Contribution, Level, Place};
use crate::criteria::Kind;
use crate::grammar::Hit;
use crate::mention::Reading;
use crate::profile::dates::Month;
use crate::profile::{Dossier, Evidence};
use crate::taxonomy::Relation;

/// One criterion's contribution with all that it was decided from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What it came to.
    pub contribution: Contribution,
    /// Everything in the profile that answers it, the best-paying first.
    pub considered: Vec<Considered>,
    /// The stretches of work whose months were united, where time is asked.
    pub intervals: Vec<Interval>,
}

/// One thing in the profile that answers a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    /// Where it stands.
    pub place: Place,
    /// How the names agree, in thousandths; for degrees and languages, what the rung earns.
    pub name: u32,
    /// What backs it.
    pub evidence: Evidence,
    /// What that earns, in thousandths.
    pub evidence_factor: u32,
    /// What it would pay alone, time apart, in thousandths.
    pub pays: u32,
    /// Its weakest factor.
    pub level: Level,
}

/// A stretch of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// `work[2]`.
    pub path: String,
    /// First and last month that it covers for certain (`2019-03`), up to the as-of date.
    pub certain: Option<(String, String)>,
    /// First and last month that it may cover, where its dates are coarse.
    pub possible: Option<(String, String)>,
    /// Share of full time, in thousandths.
    pub fte: u16,
}

impl Role {
    /// Opens one criterion; `None` where no criterion that takes points has this id.
    pub fn explain(&self, dossier: &Dossier, as_of: Date, id: &str) -> Option<Explained> {
        let month = Month::of(as_of);
        let asked = self.asked().iter().find(|a| self.criteria().criteria[a.index].id == id)?;
        let criterion = &self.criteria().criteria[asked.index];
        if criterion.gate || criterion.kind == Kind::Trait && asked.points == 0 {
            return None;
        }
        let contribution = self.contribution(asked, dossier, month);
        let rung = |earns: u32, path: &str, words: &str| Considered {
            place: Place { path: path.to_owned(), words: words.to_owned(), note: String::new() },
            name: earns,
            evidence: if earns > 0 { Evidence::Shown } else { Evidence::None },
            evidence_factor: if earns > 0 { 1000 } else { 0 },
            pays: earns,
            level: if earns == 1000 { Level::Full } else { Level::Short },
        };
        let (considered, spells) = match criterion.kind {
            Kind::Education => {
                let studies = self.studies(asked, dossier, month).into_iter().map(|(earns, s)| rung(earns, &s.place, &s.words)).collect();
                (studies, if contribution.months.is_some() { self.relevant(asked.index, dossier, month).0 } else { Vec::new() })
            }
            Kind::Language => (self.tongues(asked, criterion, dossier).into_iter().map(|(earns, t)| rung(earns, &t.place, &t.words)).collect(), Vec::new()),
            _ => {
                let credit = self.credit(asked, criterion, dossier, month, false);
                let told =
                    |a: &Answer, place: Place| Place { note: if place.note.is_empty() { self.sign(asked, a, &place.words) } else { place.note }, ..place };
                let mut considered: Vec<Considered> = Vec::new();
                considered.extend(credit.answers.iter().map(|a| Considered {
                    place: told(a, a.place()),
                    name: a.name,
                    evidence: a.evidence,
                    evidence_factor: self.evidence_factor(a.evidence),
                    pays: a.name * self.evidence_factor(a.evidence) / 1000,
                    level: a.level(),
                }));
                // A sentence may answer several names, or one in several ways, for the same pay.
                let mut seen = Vec::new();
                considered.retain(|c| {
                    let key = (c.place.path.clone(), c.name, c.evidence);
                    let new = !seen.contains(&key);
                    seen.push(key);
                    new
                });
                (considered, credit.counted)
            }
        };
        let ends = |range: Option<std::ops::Range<u32>>| range.map(|r| (Month(r.start).to_string(), Month(r.end - 1).to_string()));
        let intervals = spells.iter().map(|&s| {
            let spell = &dossier.spells[s as usize];
            let certain = ends(spell.span.and_then(|span| span.certain(month)));
            let possible = ends(spell.span.and_then(|span| span.possible(month)));
            Interval { path: spell.place.clone(), possible: possible.filter(|p| certain.as_ref() != Some(p)), certain, fte: spell.fte }
        });
        Some(Explained { contribution, considered, intervals: intervals.collect() })
    }
    /// The words of duties by which a sentence shows what is asked, with their rule;
    /// empty where it names the thing as well as it answers.
    fn sign(&self, asked: &Asked, answer: &Answer, words: &str) -> String {
        let (taxonomy, levels) = (self.rules().taxonomy(), self.rules().levels());
        let reading = Reading::of_profile(self.rules(), words);
        let stands = |c| asked.names.iter().filter_map(|n| n.concept).map(|a| taxonomy.relation(a, c)).max().unwrap_or(Relation::Different);
        let shown = |hit: &Hit| hit.says("concept", &reading.line).and_then(|id| taxonomy.by_id(id)).map_or(Relation::Different, stands);
        let wanted = if answer.name > levels.name.kin { Relation::Implies } else { Relation::Related };
        let named = reading.mentions.iter().any(|m| stands(m.concept) >= wanted);
        let hit = reading.hits.of("signs").find(|hit| shown(hit) >= wanted).filter(|_| !named);
        hit.map_or_else(String::new, |hit| {
            format!("words of duties, rule {}: «{}»", hit.rule.source.name, reading.line.slice(hit.tokens.start, hit.tokens.end))
        })
    }
}
