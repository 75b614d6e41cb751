//! What in a profile answers a name: claims of its concepts, words of its sentences,
//! and relatives that add up.

use super::asked::{Name, Role};
use super::{Level, Place};
use crate::criteria::{Criterion, Kind};
use crate::profile::dates::Month;
use crate::profile::{Dossier, Evidence};
use crate::taxonomy::{ConceptId, Relation};

/// Most places that a contribution names.
const PLACES: usize = 4;

/// One way in which a profile answers a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer<'d> {
    pub name: u32,
    pub evidence: Evidence,
    spell: Option<u16>,
    pub place: &'d str,
    words: &'d str,
    /// Told by words of duties, not by name.
    pub told: bool,
    level: Level,
    note: Note<'d>,
}

#[derive(Debug, Clone, Copy)]
enum Note<'d> {
    None,
    Spelled(&'d str),
    Expired(u32),
}

impl Role {
    /// Everything in the profile that answers a name.
    pub(super) fn answers<'d>(&self, name: &Name, criterion: &Criterion, dossier: &'d Dossier, as_of: Month) -> Vec<Answer<'d>> {
        let levels = &self.rules().levels().name;
        let mut found = Vec::new();
        let mut kin: Vec<(u16, ConceptId)> = Vec::new();
        if !name.paying.is_empty() {
            for claim in &dossier.claims {
                let Some(relation) = name.relation(claim.concept).filter(|r| !claim.told || *r > Relation::Related) else { continue };
                let expired = claim.expires.filter(|&m| m < as_of.0);
                let proves = criterion.kind == Kind::Credential;
                let (mut factor, mut level) = match relation {
                    Relation::Related if name.work == Some(claim.concept) && claim.evidence == Evidence::Shown => (levels.work, Level::Kin),
                    Relation::Related => (levels.kin, Level::Kin),
                    _ if claim.certificate && !proves => (levels.certificate, Level::Certificate),
                    _ => (levels.same, Level::Full),
                };
                let mut note = Note::None;
                if let Some(near) = &claim.spelled {
                    factor = factor * levels.spelled / 1000;
                    level = level.max(Level::Spelled);
                    note = Note::Spelled(near);
                }
                let mut evidence = claim.evidence;
                if let (true, Some(month)) = (proves, expired) {
                    // Said to have been held: no more than a statement today.
                    evidence = Evidence::Stated;
                    note = Note::Expired(month);
                }
                let evidence = begun(dossier, claim.spell, evidence, as_of);
                if let (Level::Kin, Evidence::Shown, Some(spell)) = (level, evidence, claim.spell) {
                    kin.push((spell, claim.concept));
                }
                found.push(Answer { name: factor, evidence, spell: claim.spell, place: &claim.place, words: &claim.words, told: claim.told, level, note });
            }
            self.add_up(&mut found, kin);
            // "Recommendations for awards" of one who "recommended the award": a name
            // of several words answers to its words too, wherever they stand together.
            if !name.worded {
                return found;
            }
        }
        for sentence in &dossier.sentences {
            let may = |bits: u32| sentence.bits & bits == bits;
            let titled = sentence.title && criterion.kind == Kind::Experience && may(name.bits.1) && name.titled(&sentence.stems);
            if titled || may(name.bits.0) && name.all_in(&sentence.stems) {
                let learned = sentence.certificate && criterion.kind != Kind::Credential;
                found.push(Answer {
                    name: if learned { levels.certificate } else { levels.same },
                    evidence: begun(dossier, sentence.spell, sentence.evidence, as_of),
                    spell: sentence.spell,
                    place: &sentence.place,
                    words: &sentence.words,
                    told: false,
                    level: if learned { Level::Certificate } else { Level::Full },
                    note: Note::None,
                });
            }
        }
        found
    }

    /// Several relatives say more than one of them, and a job that shows many is
    /// work of the kind that they make up.
    fn add_up(&self, found: &mut [Answer], mut kin: Vec<(u16, ConceptId)>) {
        kin.sort_unstable();
        kin.dedup();
        let levels = &self.rules().levels().name;
        let concepts = |some: &[(u16, ConceptId)]| some.iter().map(|(_, c)| *c).collect::<Vec<_>>();
        if !self.apart(&concepts(&kin), 2) {
            return;
        }
        for of_job in kin.chunk_by(|a, b| a.0 == b.0) {
            let pay = if self.apart(&concepts(of_job), levels.many) { levels.duties } else { levels.kins };
            let here = |a: &&mut Answer| a.level == Level::Kin && a.evidence == Evidence::Shown && a.spell == Some(of_job[0].0);
            found.iter_mut().filter(here).for_each(|answer| answer.name = answer.name.max(pay));
        }
    }

    /// Whether so many of some concepts are there of which none implies another.
    fn apart(&self, concepts: &[ConceptId], wanted: u32) -> bool {
        let above = |a: ConceptId, b: ConceptId| self.rules().taxonomy().get(a).above.binary_search(&b).is_ok();
        wanted == 0
            || concepts.iter().enumerate().any(|(i, &a)| {
                let rest: Vec<ConceptId> = concepts[i + 1..].iter().copied().filter(|&b| a != b && !above(a, b) && !above(b, a)).collect();
                self.apart(&rest, wanted - 1)
            })
    }
}

impl<'d> Answer<'d> {
    /// A stretch of work itself, as an answer.
    pub fn work(dossier: &'d Dossier, spell: u16) -> Answer<'d> {
        let place = &dossier.spells[spell as usize].place;
        Answer { name: 1000, evidence: Evidence::Shown, spell: Some(spell), place, words: "", told: false, level: Level::Full, note: Note::None }
    }

    /// Its place in the profile.
    pub fn place(&self) -> Place {
        let note = match self.note {
            Note::None => String::new(),
            Note::Spelled(near) => format!("spelled like {near}"),
            Note::Expired(month) => format!("expired {}", Month(month)),
        };
        Place { path: self.place.to_owned(), words: self.words.to_owned(), note }
    }

    /// The weakest of its factors, time apart.
    pub fn level(&self) -> Level {
        level(self)
    }
}
/// Work that has not begun yet shows nothing.
fn begun(dossier: &Dossier, spell: Option<u16>, evidence: Evidence, as_of: Month) -> Evidence {
    let waits = spell.and_then(|s| dossier.spells[s as usize].span).is_some_and(|span| span.possible(as_of).is_none());
    if waits { evidence.min(Evidence::Stated) } else { evidence }
}
/// The stretches of work of the answers with such evidence or better.
pub(super) fn spells(answers: &[Answer], least: Evidence) -> Vec<u16> {
    let mut found: Vec<u16> = answers.iter().filter(|a| a.evidence >= least).filter_map(|a| a.spell).collect();
    found.sort_unstable();
    found.dedup();
    found
}
fn level(answer: &Answer) -> Level {
    let evidence = match answer.evidence {
        Evidence::Shown => Level::Full,
        Evidence::Backed => Level::Backed,
        Evidence::Soft => Level::Soft,
        Evidence::Stated => Level::Stated,
        Evidence::None => Level::Absent,
    };
    evidence.max(answer.level)
}
pub(super) fn places(answers: &[Answer]) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for a in answers {
        if found.len() == PLACES {
            break;
        }
        if found.iter().any(|p| p.path == a.place) {
            continue;
        }
        found.push(a.place());
    }
    found
}
