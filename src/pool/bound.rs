//! Upper bounds: what each profile could earn for a role at most, from what the
//! index keeps ([`super::kept`]). A bound may be too high, never too low. Where a
//! profile has no more than sixteen jobs it is the fit itself, but for rare
//! things: expired certificates, jobs that begin after the day asked for.

use super::index::Part;
use super::kept::{self, How, Sentence};
use super::sums::{CLASSES, DUTIES, EVIDENCE, KIN, KINS, SAME, Sums, way};
use crate::Error;
use crate::criteria::{Criterion, Kind};
use crate::fit::{Asked, Name, Role};
use crate::profile::Evidence;
use crate::profile::dates::Month;
use crate::taxonomy::Relation;

/// A role as the index is asked for it.
pub(super) struct Plan<'r> {
    role: &'r Role,
    as_of: Month,
    /// Whether a criterion counts the months of all work that is relevant.
    relevant: bool,
}

impl<'r> Plan<'r> {
    pub fn new(role: &'r Role, as_of: Month) -> Plan<'r> {
        let any_work = |a: &&Asked| a.names.is_empty() || role.criteria().criteria[a.index].or_equivalent;
        Plan { role, as_of, relevant: role.asked().iter().filter(|a| a.points > 0).any(|a| any_work(&a)) }
    }

    fn criterion(&self, asked: &Asked) -> &'r Criterion {
        &self.role.criteria().criteria[asked.index]
    }

    /// The most points that each profile of a part could have.
    pub fn bounds(&self, part: &Part) -> Result<Vec<u32>, Error> {
        let documents = part.documents();
        let mut sums = Sums::new(documents, self.role.rules().levels().name.many);
        let asked: Vec<&Asked> = self.role.asked().iter().filter(|a| a.points > 0).collect();
        // Those that count relevant work come last: only then is it known what is relevant.
        let able = |a: &Asked| matches!(self.criterion(a).kind, Kind::Skill | Kind::Experience) && !a.names.is_empty();
        for asked in asked.iter().filter(|a| able(a)) {
            self.named(part, asked, &mut sums)?;
            sums.earn(asked.points);
        }
        for asked in asked.iter().filter(|a| !able(a)) {
            match self.criterion(asked).kind {
                Kind::Education => self.education(part, asked, &mut sums)?,
                Kind::Language => self.language(part, asked, &mut sums)?,
                _ if asked.names.is_empty() => self.any_work(part, asked, asked_others(self, asked), &mut sums)?,
                _ => self.named(part, asked, &mut sums)?,
            }
            sums.earn(asked.points);
        }
        Ok(sums.points)
    }

    /// What a sort of evidence can pay, and any that the day asked for may make of it.
    fn pay(&self, evidence: Evidence) -> u32 {
        [Evidence::Stated, Evidence::Soft, Evidence::Backed, Evidence::Shown]
            .into_iter()
            .filter(|e| *e <= evidence)
            .map(|e| self.role.evidence_factor(e))
            .max()
            .unwrap_or(0)
    }

    /// What a name pays: the thing itself, a relative, or a certificate of it.
    fn name_pay(&self, kind: Kind, class: usize, certified: bool) -> u32 {
        let levels = &self.role.rules().levels().name;
        let factor = match class {
            KIN => levels.kin,
            KINS => levels.kin.max(levels.kins).max(levels.work),
            DUTIES => levels.kin.max(levels.duties),
            _ if certified && kind != Kind::Credential => levels.certificate,
            _ => levels.same,
        };
        factor.max(factor * levels.spelled / 1000)
    }

    /// Skills, experience and all else that names answer.
    fn named(&self, part: &Part, asked: &Asked, sums: &mut Sums) -> Result<(), Error> {
        let criterion = self.criterion(asked);
        let wanted = criterion.min_years.map_or(0, |y| y.months());
        let several = criterion.at_least as usize;
        let mut best: Vec<Vec<u32>> = Vec::new();
        sums.begin();
        for name in &asked.names {
            self.name(part, criterion.kind, name, sums)?;
            if several > 1 && wanted == 0 {
                // The k best of them, averaged.
                if best.is_empty() {
                    best = vec![vec![0; part.documents()]; several];
                }
                sums.raise_best(&mut best);
            }
        }
        if self.relevant && matches!(criterion.kind, Kind::Skill | Kind::Experience) {
            let shown = &sums.answer[way(SAME, Evidence::Shown)];
            sums.jobs.iter_mut().zip(shown).for_each(|(jobs, shown)| *jobs |= shown);
        }
        if !best.is_empty() {
            for (d, credit) in sums.credit.iter_mut().enumerate() {
                *credit = best.iter().map(|b| b[d]).sum::<u32>() / several as u32;
            }
        }
        if wanted > 0 {
            self.with_years(part, criterion.kind, wanted, sums);
        }
        Ok(())
    }

    /// Credit by the months of the jobs that answer, those of the better-paying
    /// answers first, then with each that pays less.
    fn with_years(&self, part: &Part, kind: Kind, wanted: u32, sums: &mut Sums) {
        let pay = |class, evidence| self.name_pay(kind, class, false) * self.pay(evidence) / 1000;
        let mut ways: Vec<(u32, usize)> = (0..CLASSES).flat_map(|class| EVIDENCE.map(|evidence| (pay(class, evidence), way(class, evidence)))).collect();
        ways.sort_unstable_by(|a, b| b.cmp(a));
        for d in 0..sums.credit.len() {
            let (mut jobs, mut credit) = (0, 0);
            for &(pay, way) in &ways {
                if sums.answer[way][d] & !jobs != 0 {
                    jobs |= sums.answer[way][d];
                    credit = credit.max(pay * self.share(part, d, jobs, wanted) / 1000);
                }
            }
            sums.credit[d] = credit;
        }
    }

    fn share(&self, part: &Part, d: usize, jobs: u16, wanted: u32) -> u32 {
        let months = part.spells(d, |spells| kept::months(spells, jobs, self.as_of.0));
        self.role.share(months, wanted)
    }

    /// One alternative: raises credits, and notes the jobs that show it.
    fn name(&self, part: &Part, kind: Kind, name: &Name, sums: &mut Sums) -> Result<(), Error> {
        for &(concept, relation) in &name.paying {
            let related = relation == Relation::Related;
            let class = match related {
                true if name.work == Some(concept) => KINS,
                true => KIN,
                false => SAME,
            };
            let prefix = kept::claims(concept.0);
            part.terms(&prefix, |rest, documents| {
                let Some(&(how, _)) = How::ALL.iter().find(|(_, letter)| rest.starts_with(*letter)) else { return };
                let jobs = u16::from_str_radix(&rest[1..], 16).unwrap_or(0);
                let pay = self.name_pay(kind, class, how == How::Certified) * self.pay(how.evidence()) / 1000;
                for &d in documents {
                    let d = d as usize;
                    sums.credit[d] = sums.credit[d].max(pay);
                    sums.answer[way(class, how.evidence())][d] |= jobs;
                    if related && how == How::Shown {
                        sums.kin.add(d, jobs);
                    }
                }
            })?;
        }
        self.add_up(kind, sums);
        if !name.worded {
            return Ok(());
        }
        let mut answer = |d: u32, codes: &[u32]| {
            let d = d as usize;
            for sentence in codes.iter().map(|&code| Sentence::of(code)) {
                let pay = self.name_pay(kind, SAME, sentence.certificate) * self.pay(sentence.how) / 1000;
                sums.credit[d] = sums.credit[d].max(pay);
                sums.answer[way(SAME, sentence.how)][d] |= sentence.jobs();
            }
        };
        let stems: Vec<String> = name.stems.iter().map(|s| kept::word(s)).collect();
        part.together(&stems, stems.len(), &mut answer)?;
        if let (Kind::Experience, Some(head)) = (kind, &name.head) {
            // A title with the head and half of the rest.
            let mut words = vec![kept::titled(head)];
            words.extend(name.stems.iter().filter(|s| *s != head).map(|s| kept::titled(s)));
            if words.len() > 1 {
                part.together(&words, (words.len() - 1).div_ceil(2), &mut answer)?;
            }
        }
        Ok(())
    }

    /// Several relatives of a name, and many in one job. Whether one of them implies
    /// another is not asked: that only makes them fewer.
    fn add_up(&self, kind: Kind, sums: &mut Sums) {
        let pay = [KINS, DUTIES].map(|class| self.name_pay(kind, class, false) * self.pay(Evidence::Shown) / 1000);
        let Sums { kin, credit, answer, .. } = sums;
        kin.drain(|d, jobs| {
            for ((class, pay), jobs) in [KINS, DUTIES].into_iter().zip(pay).zip(jobs).filter(|(_, jobs)| *jobs != 0) {
                credit[d] = credit[d].max(pay);
                answer[way(class, Evidence::Shown)][d] |= jobs;
            }
        });
    }

    /// "10 years of relevant experience".
    fn any_work(&self, part: &Part, asked: &Asked, others: bool, sums: &mut Sums) -> Result<(), Error> {
        let wanted = self.criterion(asked).min_years.map_or(0, |y| y.months());
        sums.begin();
        for d in 0..sums.credit.len() {
            let jobs = if others { sums.jobs[d] } else { part.spells(d, kept::paid) };
            // A job beyond the sixteenth without a date may be paid and not be kept.
            if jobs != 0 || !others && wanted == 0 {
                sums.credit[d] = self.share(part, d, jobs, wanted);
            }
        }
        Ok(())
    }

    fn education(&self, part: &Part, asked: &Asked, sums: &mut Sums) -> Result<(), Error> {
        let levels = &self.role.rules().levels().education;
        let rung = asked.names.iter().filter_map(|n| n.concept).map(|c| self.role.rules().taxonomy().get(c).rung).filter(|r| *r > 0).min();
        sums.begin();
        for (held, ended) in (0..=u8::MAX).take_while(|r| *r <= HIGHEST_RUNG).flat_map(|r| [(r, true), (r, false)]) {
            let Some(rung) = rung else { break };
            let credit = match rung.checked_sub(held) {
                None | Some(0) => 1000,
                Some(1) if held > 0 => levels.rung_below,
                Some(_) => continue,
            };
            let finished = |credit: u32| if ended { credit.max(credit * levels.unfinished / 1000) } else { credit * levels.unfinished / 1000 };
            let degree = kept::degree(held, ended);
            let other = if asked.fields.is_empty() { credit } else { credit * levels.other_field / 1000 };
            part.term(&degree, |d| sums.raise(d, finished(other)))?;
            for field in &asked.fields {
                for (concept, _) in field.concept.map(|c| self.role.rules().taxonomy().paying(c)).unwrap_or_default() {
                    part.term(&kept::field_concept(&degree, concept.0), |d| sums.raise(d, finished(credit)))?;
                }
                // Every word of the field, in any degree of this rung.
                let mut held: Option<Vec<u32>> = None;
                for stem in &field.stems {
                    let mut with = Vec::new();
                    part.term(&kept::field_word(&degree, stem), |d| with.push(d))?;
                    held = Some(match held {
                        None => with,
                        Some(all) => all.into_iter().filter(|d| with.binary_search(d).is_ok()).collect(),
                    });
                }
                held.into_iter().flatten().for_each(|d| sums.raise(d, finished(credit)));
            }
        }
        if self.criterion(asked).or_equivalent {
            for d in 0..sums.credit.len() {
                if sums.jobs[d] != 0 && sums.credit[d] < 1000 {
                    sums.raise(d as u32, self.share(part, d, sums.jobs[d], levels.equivalent_months));
                }
            }
        }
        Ok(())
    }

    fn language(&self, part: &Part, asked: &Asked, sums: &mut Sums) -> Result<(), Error> {
        let levels = &self.role.rules().levels().language;
        let wanted = crate::profile::fluency(self.role.rules(), &self.criterion(asked).fluency).map_or(levels.asked, u32::from);
        sums.begin();
        for concept in asked.names.iter().filter_map(|n| n.concept) {
            part.terms(&kept::spoken(concept.0), |rest, documents| {
                let credit = match u32::from_str_radix(rest, 16).unwrap_or(0) {
                    0 => levels.rung_below,
                    rung if rung >= wanted => 1000,
                    rung if rung + 1 == wanted => levels.rung_below,
                    _ => 0,
                };
                documents.iter().for_each(|&d| sums.raise(d, credit));
            })?;
        }
        Ok(())
    }
}

/// The highest rung of `data/degrees.toml` is 6, a doctorate; more would do no harm.
const HIGHEST_RUNG: u8 = 15;

/// Whether the role asks for anything that could be relevant work.
fn asked_others(plan: &Plan, any: &Asked) -> bool {
    let able = |a: &&Asked| a.index != any.index && !a.names.is_empty() && a.points > 0 && matches!(plan.criterion(a).kind, Kind::Skill | Kind::Experience);
    plan.role.asked().iter().any(|a| able(&a))
}
