//! Ladders: degrees and human languages.

use super::asked::{Asked, Role};
use super::{Contribution, Level, Months, Place};
use crate::criteria::Criterion;
use crate::profile::dates::Month;
use crate::profile::dossier::{Study, Tongue};
use crate::profile::{Dossier, Evidence};
use crate::taxonomy::Relation;

impl Role {
    pub(super) fn education(&self, asked: &Asked, criterion: &Criterion, dossier: &Dossier, as_of: Month) -> Contribution {
        let levels = &self.rules().levels().education;
        let mut best: (u32, Level, Option<&Study>) = (0, Level::Absent, None);
        for (credit, study) in self.studies(asked, dossier, as_of) {
            if credit > best.0 {
                best = (credit, if credit == 1000 { Level::Full } else { Level::Short }, Some(study));
            }
        }
        let mut places: Vec<Place> = best.2.map(|s| Place { path: s.place.to_string(), words: s.words.to_string(), note: String::new() }).into_iter().collect();
        let mut months = None;
        if criterion.or_equivalent && best.0 < 1000 {
            let (spells, others) = self.relevant(asked.index, dossier, as_of);
            let spells = if others { spells } else { Vec::new() };
            let certain = self.months(dossier, &spells, as_of, false);
            let credit = self.share(certain, levels.equivalent_months);
            if credit > best.0 {
                best = (credit, if credit == 1000 { Level::Full } else { Level::Short }, None);
                months = Some(Months { asked: levels.equivalent_months, certain, possible: self.months(dossier, &spells, as_of, true) });
                places = spells
                    .iter()
                    .take(3)
                    .map(|&s| Place { path: dossier.spells[s as usize].place.clone(), words: String::new(), note: "work in place of the degree".into() })
                    .collect();
            }
        }
        let (credit, mut level, _) = best;
        let unknown = credit < 1000 && dossier.education.is_none();
        if unknown && credit == 0 {
            level = Level::Unknown;
        }
        let evidence = if credit > 0 { Evidence::Shown } else { Evidence::None };
        self.ladder(asked, criterion, credit, unknown, level, evidence, months, places)
    }

    /// Every study of the profile with what it earns.
    pub(super) fn studies<'d>(&self, asked: &Asked, dossier: &'d Dossier, as_of: Month) -> Vec<(u32, &'d Study)> {
        let levels = &self.rules().levels().education;
        let rung = asked.names.iter().filter_map(|n| n.concept).map(|c| self.rules().taxonomy().get(c).rung).filter(|r| *r > 0).min();
        let earns = |study: &Study| {
            let Some(asked_rung) = rung else { return 0 };
            let mut credit = match asked_rung.checked_sub(study.rung) {
                None | Some(0) => 1000,
                Some(1) if study.rung > 0 => levels.rung_below,
                Some(_) => 0,
            };
            if !asked.fields.is_empty() && !self.same_field(asked, study) {
                credit = credit * levels.other_field / 1000;
            }
            if study.ends.is_none_or(|end| end > as_of.0) {
                credit = credit * levels.unfinished / 1000;
            }
            credit
        };
        dossier.education.iter().flatten().map(|study| (earns(study), study)).collect()
    }

    fn same_field(&self, asked: &Asked, study: &Study) -> bool {
        asked.fields.iter().any(|field| {
            let related = |c| study.concepts.iter().any(|&s| self.rules().taxonomy().relation(c, s) >= Relation::Related);
            field.concept.is_some_and(related) || field.all_in(&study.field)
        })
    }

    pub(super) fn language(&self, asked: &Asked, criterion: &Criterion, dossier: &Dossier) -> Contribution {
        let mut best: (u32, Level, Option<&Tongue>) = (0, Level::Absent, None);
        let mut unsaid = false;
        for (credit, tongue) in self.tongues(asked, criterion, dossier) {
            unsaid |= tongue.rung.is_none();
            if credit > best.0 {
                best = (credit, if credit == 1000 { Level::Full } else { Level::Short }, Some(tongue));
            }
        }
        let (credit, mut level, at) = best;
        let unknown = credit < 1000 && (dossier.languages.is_none() || unsaid);
        if unknown && credit == 0 {
            level = Level::Unknown;
        }
        let places = at.map(|t| Place { path: t.place.to_string(), words: t.words.to_string(), note: String::new() }).into_iter().collect();
        let evidence = if credit > 0 { Evidence::Shown } else { Evidence::None };
        self.ladder(asked, criterion, credit, unknown, level, evidence, None, places)
    }

    /// Every language of the profile that is asked, with what it earns.
    pub(super) fn tongues<'d>(&self, asked: &Asked, criterion: &Criterion, dossier: &'d Dossier) -> Vec<(u32, &'d Tongue)> {
        let levels = &self.rules().levels().language;
        let wanted = crate::profile::fluency(self.rules(), &criterion.fluency).map_or(levels.asked, u32::from);
        let earns = |tongue: &Tongue| match tongue.rung.map(u32::from) {
            None => levels.rung_below,
            Some(rung) if rung >= wanted => 1000,
            Some(rung) if rung + 1 == wanted => levels.rung_below,
            Some(_) => 0,
        };
        let asked_for = |tongue: &&Tongue| asked.names.iter().any(|n| n.concept == Some(tongue.concept));
        dossier.languages.iter().flatten().filter(asked_for).map(|t| (earns(t), t)).collect()
    }

    #[allow(clippy::too_many_arguments)]
    fn ladder(
        &self,
        asked: &Asked,
        criterion: &Criterion,
        credit: u32,
        unknown: bool,
        level: Level,
        evidence: Evidence,
        months: Option<Months>,
        places: Vec<Place>,
    ) -> Contribution {
        let reach = if unknown { 1000 } else { credit };
        Contribution {
            id: criterion.id.clone(),
            points: asked.points,
            credit,
            earned: asked.points * credit / 1000,
            reach: asked.points * reach / 1000,
            level,
            met: credit == 1000,
            name: credit,
            evidence,
            evidence_factor: if credit > 0 { 1000 } else { 0 },
            years: 1000,
            months,
            places,
        }
    }
}
