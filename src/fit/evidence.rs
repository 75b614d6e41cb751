//! Credit of one criterion: name × evidence × years.

use super::answers::{Answer, places, spells};
use super::asked::{Asked, Role};
use super::find::Shown;
use super::{Contribution, Level, Months};
use crate::criteria::{Criterion, Kind};
use crate::profile::dates::{self, Month};
use crate::profile::{Dossier, Evidence};
/// Credit and what it rests on.
pub(super) struct Credit<'d> {
    credit: u32,
    name: u32,
    evidence: Evidence,
    years: u32,
    level: Level,
    months: Option<(u32, u32)>,
    /// Stretches of work whose months count, where time is asked.
    pub counted: Vec<u16>,
    /// Everything that answers, the best-paying first.
    pub answers: Vec<Answer<'d>>,
}

impl Role {
    pub(super) fn contribution(&self, asked: &Asked, dossier: &Dossier, as_of: Month) -> Contribution {
        let criterion = &self.criteria().criteria[asked.index];
        match criterion.kind {
            Kind::Education => return self.education(asked, criterion, dossier, as_of),
            Kind::Language => return self.language(asked, criterion, dossier),
            _ => {}
        }
        let certain = self.credit(asked, criterion, dossier, as_of, false);
        let reached = self.credit(asked, criterion, dossier, as_of, true).credit;
        let unknown = certain.credit == 0 && self.unknown(criterion, dossier);
        let reach = if unknown { 1000 } else { reached.max(certain.credit) };
        let factor = self.evidence_factor(certain.evidence);
        let months =
            criterion.min_years.map(|y| Months { asked: y.months(), certain: certain.months.map_or(0, |m| m.0), possible: certain.months.map_or(0, |m| m.1) });
        Contribution {
            id: criterion.id.clone(),
            points: asked.points,
            credit: certain.credit,
            earned: asked.points * certain.credit / 1000,
            reach: asked.points * reach / 1000,
            level: if unknown { Level::Unknown } else { certain.level },
            met: certain.evidence >= Evidence::Backed && certain.level != Level::Kin && certain.name > self.rules().levels().name.kin && certain.years == 1000,
            name: certain.name,
            evidence: certain.evidence,
            evidence_factor: factor,
            years: certain.years,
            months,
            places: places(&certain.answers),
        }
    }

    /// What answers the one name of a role made for it, relatives left out.
    pub(super) fn shown(&self, dossier: &Dossier, as_of: Month, name: &str) -> Shown {
        let asked = &self.asked()[0];
        let mut answers = self.answers(&asked.names[0], &self.criteria().criteria[0], dossier, as_of);
        answers.retain(|a| a.level() != Level::Kin);
        answers.sort_by(|a, b| b.evidence.cmp(&a.evidence).then_with(|| a.place.cmp(b.place)));
        let spells = spells(&answers, Evidence::Shown);
        let months = |possible| self.months(dossier, &spells, as_of, possible);
        Shown {
            name: name.to_owned(),
            concept: asked.names[0].concept.map(|c| self.rules().taxonomy().get(c).id.clone()),
            evidence: answers.first().map_or(Evidence::None, |a| a.evidence),
            months: Months { asked: 0, certain: months(false), possible: months(true) },
            places: places(&answers),
        }
    }

    /// Whether the profile has no section that could show the criterion.
    fn unknown(&self, criterion: &Criterion, dossier: &Dossier) -> bool {
        match criterion.kind {
            Kind::Credential => !dossier.has_certificates,
            _ => !dossier.has_work,
        }
    }

    pub(crate) fn evidence_factor(&self, evidence: Evidence) -> u32 {
        let levels = &self.rules().levels().evidence;
        match evidence {
            Evidence::Shown => levels.shown,
            Evidence::Backed => levels.backed,
            Evidence::Soft => levels.soft,
            Evidence::Stated => levels.stated,
            Evidence::None => 0,
        }
    }

    pub(super) fn credit<'d>(&self, asked: &Asked, criterion: &Criterion, dossier: &'d Dossier, as_of: Month, possible: bool) -> Credit<'d> {
        let wanted = criterion.min_years.map_or(0, |y| y.months());
        if asked.names.is_empty() {
            return self.any_work(asked, dossier, as_of, wanted, possible);
        }
        let mut each: Vec<Vec<Answer>> = asked.names.iter().map(|n| self.answers(n, criterion, dossier, as_of)).collect();
        if criterion.at_least > 1 && wanted == 0 {
            return self.best_of(criterion.at_least as usize, each);
        }
        let mut all: Vec<Answer> = each.drain(..).flatten().collect();
        self.sort(&mut all);
        self.best(all, dossier, as_of, wanted, possible)
    }

    /// The k best alternatives, averaged: three of three wanted earn all.
    fn best_of<'d>(&self, k: usize, each: Vec<Vec<Answer<'d>>>) -> Credit<'d> {
        let mut best: Vec<Credit> = each
            .into_iter()
            .map(|mut answers| {
                self.sort(&mut answers);
                self.timeless(answers)
            })
            .collect();
        best.sort_by_key(|c| std::cmp::Reverse(c.credit));
        best.truncate(k);
        let credit = best.iter().map(|c| c.credit).sum::<u32>() / k as u32;
        let Some(worst) = best.pop() else { return absent() };
        let answers = best.into_iter().flat_map(|c| c.answers.into_iter().take(1)).chain(worst.answers.iter().copied().take(1)).collect();
        let level = if credit == 0 { Level::Absent } else { worst.level };
        Credit { credit, level, answers, ..worst }
    }

    fn sort(&self, answers: &mut [Answer]) {
        answers.sort_by(|a, b| {
            let pay = |x: &Answer| x.name * self.evidence_factor(x.evidence);
            pay(b).cmp(&pay(a)).then(a.told.cmp(&b.told)).then_with(|| a.place.cmp(b.place))
        });
    }

    fn timeless<'d>(&self, answers: Vec<Answer<'d>>) -> Credit<'d> {
        let Some(best) = answers.first().copied() else { return absent() };
        let credit = best.name * self.evidence_factor(best.evidence) / 1000;
        Credit { credit, name: best.name, evidence: best.evidence, years: 1000, level: best.level(), months: None, counted: Vec::new(), answers }
    }

    /// The best-paying combination: answers at least this good, and their months.
    fn best<'d>(&self, answers: Vec<Answer<'d>>, dossier: &Dossier, as_of: Month, wanted: u32, possible: bool) -> Credit<'d> {
        if wanted == 0 {
            return self.timeless(answers);
        }
        let Some(first) = answers.first().copied() else { return absent() };
        let mut best: Option<Credit> = None;
        let mut at = 0;
        while at < answers.len() {
            let pay = answers[at].name * self.evidence_factor(answers[at].evidence) / 1000;
            let mut end = at;
            while end < answers.len() && answers[end].name * self.evidence_factor(answers[end].evidence) / 1000 == pay {
                end += 1;
            }
            // Every job counts its months at what its evidence pays: one whose list
            // alone has the skill, at that of a list.
            let counted = spells(&answers[..end], Evidence::Stated);
            let certain = self.months(dossier, &counted, as_of, false);
            let most = self.months(dossier, &counted, as_of, true);
            let years = self.share(if possible { most } else { certain }, wanted);
            let credit = pay * years / 1000;
            if best.as_ref().is_none_or(|b| credit > b.credit) {
                let a = answers[at];
                let level = if years < 1000 { Level::Short } else { a.level() };
                let months = Some((certain, most));
                best = Some(Credit { credit, name: a.name, evidence: a.evidence, years, level, months, counted, answers: Vec::new() });
            }
            at = end;
        }
        let mut best = best.expect("there is an answer");
        if best.credit == 0 {
            // Something is said, but of no month of dated work.
            best = Credit { name: first.name, evidence: first.evidence, level: Level::Short, ..best };
        }
        Credit { answers, ..best }
    }

    /// "10 years of relevant experience": the months of jobs that earn credit
    /// for another criterion; all paid work where the role has none.
    fn any_work<'d>(&self, asked: &Asked, dossier: &'d Dossier, as_of: Month, wanted: u32, possible: bool) -> Credit<'d> {
        let (shown, others) = self.relevant(asked.index, dossier, as_of);
        let shown: Vec<u16> = if others { shown } else { (0..dossier.spells.len() as u16).filter(|&s| dossier.spells[s as usize].paid).collect() };
        if shown.is_empty() {
            return absent();
        }
        let certain = self.months(dossier, &shown, as_of, false);
        let most = self.months(dossier, &shown, as_of, true);
        let years = self.share(if possible { most } else { certain }, wanted);
        let answers = shown.iter().map(|&s| Answer::work(dossier, s)).collect();
        let level = if years < 1000 { Level::Short } else { Level::Full };
        Credit { credit: years, name: 1000, evidence: Evidence::Shown, years, level, months: Some((certain, most)), counted: shown, answers }
    }

    /// The jobs of the role's kind, and whether the role has criteria that tell:
    /// those that show, relatives apart, a share of the points of its skills and
    /// work other than `except`.
    pub(super) fn relevant(&self, except: usize, dossier: &Dossier, as_of: Month) -> (Vec<u16>, bool) {
        let mut shown = vec![0u32; dossier.spells.len()];
        let mut all = 0;
        for asked in self.asked().iter().filter(|a| a.index != except && !a.names.is_empty() && a.points > 0) {
            let criterion = &self.criteria().criteria[asked.index];
            if !matches!(criterion.kind, Kind::Skill | Kind::Experience) {
                continue;
            }
            all += asked.points;
            let mut answers: Vec<Answer> = asked.names.iter().flat_map(|name| self.answers(name, criterion, dossier, as_of)).collect();
            answers.retain(|a| a.level() != Level::Kin);
            spells(&answers, Evidence::Shown).into_iter().for_each(|s| shown[s as usize] += asked.points);
        }
        let wanted = all * self.rules().levels().experience.relevant;
        let found = (0..shown.len() as u16).filter(|&s| shown[s as usize] > 0 && shown[s as usize] * 1000 >= wanted);
        (found.collect(), all > 0)
    }

    /// Months united over some stretches of work.
    pub(super) fn months(&self, dossier: &Dossier, shown: &[u16], as_of: Month, possible: bool) -> u32 {
        let spans = shown.iter().filter_map(|&s| {
            let spell = &dossier.spells[s as usize];
            let span = spell.span.as_ref()?;
            let range = if possible { span.possible(as_of) } else { span.certain(as_of) };
            Some((range?, spell.fte))
        });
        dates::months(spans)
    }

    /// The share of the months asked, in whole steps, in thousandths.
    pub(crate) fn share(&self, months: u32, wanted: u32) -> u32 {
        let steps = self.rules().levels().experience.steps;
        if months >= wanted { 1000 } else { months * steps / wanted * 1000 / steps }
    }
}

fn absent<'d>() -> Credit<'d> {
    Credit { credit: 0, name: 0, evidence: Evidence::None, years: 0, level: Level::Absent, months: None, counted: Vec::new(), answers: Vec::new() }
}
