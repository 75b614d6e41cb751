//! Upper bounds: what a profile could earn for a criterion at most, from the
//! terms that the index keeps of it. A bound may be too high, never too low.

use std::collections::BTreeSet;

use crate::criteria::{Criterion, Kind};
use crate::fit::{Asked, Name, Role};
use crate::profile::{Dossier, Evidence};
use crate::taxonomy::Relation;

/// What a role looks for in the index.
pub(super) struct Plan {
    pub criteria: Vec<Sought>,
}

/// One criterion with points.
pub(super) struct Sought {
    pub points: u32,
    /// Credit that no term is needed for.
    pub base: u32,
    pub probes: Vec<Probe>,
}

/// Terms of which a profile must have some to earn a credit.
pub(super) struct Probe {
    pub terms: Vec<String>,
    pub need: usize,
    pub credit: u32,
}

impl Probe {
    fn one(term: String, credit: u32) -> Probe {
        Probe { terms: vec![term], need: 1, credit }
    }
}

/// The highest rung of `data/degrees.toml`: a doctorate.
const HIGHEST_RUNG: u8 = 6;

/// The evidence that terms carry, with its letter.
const EVIDENCE: [(Evidence, char); 4] = [(Evidence::Shown, 's'), (Evidence::Backed, 'b'), (Evidence::Soft, 'f'), (Evidence::Stated, 't')];

/// The terms that the index keeps of a dossier, sorted.
pub(super) fn terms(dossier: &Dossier) -> Vec<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for claim in &dossier.claims {
        if let Some((_, letter)) = EVIDENCE.iter().find(|(e, _)| *e == claim.evidence) {
            found.insert(format!("c{}{letter}", claim.concept.0));
        }
    }
    for sentence in &dossier.sentences {
        for stem in &sentence.stems {
            found.insert(format!("w{stem}"));
            if sentence.evidence > Evidence::Stated {
                found.insert(format!("s{stem}"));
            }
            if sentence.title {
                found.insert(format!("t{stem}"));
            }
        }
    }
    found.extend(dossier.education.iter().flatten().map(|study| format!("e{}", study.rung)));
    found.extend(dossier.languages.iter().flatten().map(|tongue| format!("l{}", tongue.concept.0)));
    found.into_iter().collect()
}

impl Plan {
    pub fn new(role: &Role) -> Plan {
        let criteria = role.asked().iter().filter(|a| a.points > 0).map(|a| sought(role, a, &role.criteria().criteria[a.index])).collect();
        Plan { criteria }
    }
}

fn sought(role: &Role, asked: &Asked, criterion: &Criterion) -> Sought {
    let mut sought = Sought { points: asked.points, base: 0, probes: Vec::new() };
    match criterion.kind {
        Kind::Education => {
            let rung = asked.names.iter().filter_map(|n| n.concept).map(|c| role.rules().taxonomy().get(c).rung).filter(|r| *r > 0).min();
            if criterion.or_equivalent || rung.is_none() {
                sought.base = 1000;
            }
            let least = rung.unwrap_or(1).saturating_sub(1).max(1);
            sought.probes = (least..=HIGHEST_RUNG).map(|r| Probe::one(format!("e{r}"), 1000)).collect();
        }
        Kind::Language => sought.probes = asked.names.iter().filter_map(|n| n.concept).map(|c| Probe::one(format!("l{}", c.0), 1000)).collect(),
        _ if asked.names.is_empty() => sought.base = 1000,
        kind => asked.names.iter().for_each(|n| name(role, kind, n, &mut sought.probes)),
    }
    sought
}

fn name(role: &Role, kind: Kind, name: &Name, probes: &mut Vec<Probe>) {
    let levels = role.rules().levels();
    for &(concept, relation) in &name.paying {
        let factor = if relation == Relation::Related { levels.name.kin } else { levels.name.same };
        for (evidence, letter) in EVIDENCE {
            probes.push(Probe::one(format!("c{}{letter}", concept.0), factor * role.evidence_factor(evidence) / 1000));
        }
    }
    if name.by_words() {
        let all = |letter: char| name.stems.iter().map(|s| format!("{letter}{s}")).collect::<Vec<_>>();
        probes.push(Probe { terms: all('w'), need: name.stems.len(), credit: role.evidence_factor(Evidence::Stated) });
        probes.push(Probe { terms: all('s'), need: name.stems.len(), credit: 1000 });
        if kind == Kind::Experience && name.stems.len() > 1 {
            // The head and half of the rest in one title.
            probes.push(Probe { terms: all('t'), need: 1 + (name.stems.len() - 1).div_ceil(2), credit: 1000 });
        }
    }
}
