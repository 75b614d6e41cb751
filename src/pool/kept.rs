//! What the index keeps of a dossier, so that a bound needs nothing else: for
//! each concept which jobs show it, for each word its sentences, and the months
//! of the jobs. All of it without a date of asking: the day comes with the role.

use std::collections::BTreeMap;

use crate::profile::dossier::{Claim, Spell, Study};
use crate::profile::{Dossier, Evidence, dates};

/// Jobs that are told apart; later ones share the last place.
const SLOTS: usize = 16;
/// A month that jobs are counted from, and the last that fits: years 1900 to 2240.
const FIRST_MONTH: u32 = 1900 * 12;
const LAST: u32 = 0xfff;
/// Bytes of a word or stem that are kept; longer ones that agree so far count as one.
const WORD: usize = 64;

/// What is kept of a dossier.
pub(super) struct Kept {
    /// `c4d.s5`: concept 4d, shown by jobs 0 and 2; `c4d.b2`: backed in job 1.
    pub terms: Vec<String>,
    /// Stems with the code of their sentence, in the order of the sentences.
    pub words: Vec<(String, u32)>,
    /// The jobs' months.
    pub spells: Vec<u64>,
}

/// How a concept is claimed; the letter of its term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// By dated work.
    Shown,
    /// By a certificate.
    Certified,
    Backed,
    Soft,
    Stated,
}

impl How {
    pub const ALL: [(How, char); 5] = [(How::Shown, 's'), (How::Certified, 'k'), (How::Backed, 'b'), (How::Soft, 'f'), (How::Stated, 't')];

    fn of(claim: &Claim) -> How {
        match claim.evidence {
            _ if claim.certificate => How::Certified,
            Evidence::Shown => How::Shown,
            Evidence::Backed => How::Backed,
            Evidence::Soft => How::Soft,
            Evidence::Stated | Evidence::None => How::Stated,
        }
    }

    /// The evidence that it is at best.
    pub fn evidence(self) -> Evidence {
        match self {
            How::Shown | How::Certified => Evidence::Shown,
            How::Backed => Evidence::Backed,
            How::Soft => Evidence::Soft,
            How::Stated => Evidence::Stated,
        }
    }
}

impl Kept {
    pub fn new(dossier: &Dossier) -> Kept {
        let mut claimed: BTreeMap<(u32, How), u16> = BTreeMap::new();
        for claim in &dossier.claims {
            let how = How::of(claim);
            let jobs = claimed.entry((claim.concept.0, how)).or_default();
            if let Some(spell) = claim.spell {
                *jobs |= 1 << slot(spell);
            }
        }
        let mut terms: Vec<String> = claimed.into_iter().map(|((concept, how), jobs)| term(concept, how, jobs)).collect();
        for study in dossier.education.iter().flatten() {
            studied(study, &mut terms);
        }
        terms.extend(dossier.languages.iter().flatten().map(|t| format!("{}{:x}", spoken(t.concept.0), t.rung.unwrap_or(0))));
        terms.sort_unstable();
        terms.dedup();
        let mut words = Vec::new();
        for (i, s) in dossier.sentences.iter().enumerate() {
            let code = Sentence { number: i as u32, how: s.evidence, certificate: s.certificate, slot: s.spell.map(slot) }.code();
            words.extend(s.stems.iter().map(|stem| (word(stem), code)));
            if s.title {
                words.extend(s.stems.iter().map(|stem| (titled(stem), code)));
            }
        }
        Kept { terms, words, spells: spells(&dossier.spells) }
    }
}

fn slot(spell: u16) -> u8 {
    spell.min(SLOTS as u16 - 1) as u8
}

fn term(concept: u32, how: How, jobs: u16) -> String {
    let letter = How::ALL.iter().find(|(h, _)| *h == how).map_or('t', |(_, letter)| *letter);
    format!("{}{letter}{jobs:x}", claims(concept))
}

/// What the terms of a concept begin with; behind it a letter for how, and the jobs.
pub(super) fn claims(concept: u32) -> String {
    format!("c{concept:x}.")
}

/// What the terms of a language begin with; behind it the rung, 0 where it is not said.
pub(super) fn spoken(concept: u32) -> String {
    format!("l{concept:x}.")
}

/// A degree, by rung and whether an end is given: the term itself, and what the
/// terms of its field begin with.
pub(super) fn degree(rung: u8, ended: bool) -> String {
    format!("e{rung}{}.", if ended { 'f' } else { 'u' })
}

/// A concept of a degree's field.
pub(super) fn field_concept(degree: &str, concept: u32) -> String {
    format!("{degree}c{concept:x}.")
}

/// A word of a degree's field.
pub(super) fn field_word(degree: &str, stem: &str) -> String {
    format!("{degree}w{}.", word(stem))
}

fn studied(study: &Study, terms: &mut Vec<String>) {
    let degree = degree(study.rung, study.ends.is_some());
    terms.extend(study.concepts.iter().map(|c| field_concept(&degree, c.0)));
    terms.extend(study.field.iter().map(|stem| field_word(&degree, stem)));
    terms.push(degree);
}

/// A stem as it stands in the index.
pub(super) fn word(stem: &str) -> String {
    // A stem is a token, so no space or line end is in it.
    let end = (0..=stem.len().min(WORD)).rev().find(|&i| stem.is_char_boundary(i)).unwrap_or(0);
    stem[..end].to_owned()
}

/// A stem of a title.
pub(super) fn titled(stem: &str) -> String {
    format!("\u{1}{}", word(stem))
}

/// A sentence, as the code of its words says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sentence {
    number: u32,
    pub how: Evidence,
    pub certificate: bool,
    slot: Option<u8>,
}

impl Sentence {
    /// Grows with the number, so that the codes of a profile are in order.
    fn code(self) -> u32 {
        let how = match self.how {
            Evidence::Shown => 3,
            Evidence::Backed => 2,
            Evidence::Soft => 1,
            Evidence::Stated | Evidence::None => 0,
        };
        let slot = self.slot.map_or(0, |s| u32::from(s) << 1 | 1);
        self.number.min(0xff_ffff) << 8 | how << 6 | u32::from(self.certificate) << 5 | slot
    }

    pub fn of(code: u32) -> Sentence {
        let how = [Evidence::Stated, Evidence::Soft, Evidence::Backed, Evidence::Shown][(code >> 6 & 3) as usize];
        Sentence { number: code >> 8, how, certificate: code >> 5 & 1 == 1, slot: (code & 1 == 1).then_some((code >> 1 & 0xf) as u8) }
    }

    /// The job that it belongs to, as a set.
    pub fn jobs(&self) -> u16 {
        self.slot.map_or(0, |s| 1 << s)
    }
}

/// A job as a number: first month 12 bits, last 12, share of full time 10, paid 1.
fn spells(all: &[Spell]) -> Vec<u64> {
    let packed = |start: u32, end: u32, fte: u16, paid: bool| u64::from(start) | u64::from(end) << 12 | u64::from(fte) << 24 | u64::from(paid) << 34;
    let months = |s: &Spell| s.span.map_or((LAST - 1, 0), |span| span.packed(FIRST_MONTH, LAST));
    let alone = all.len().min(if all.len() > SLOTS { SLOTS - 1 } else { SLOTS });
    let mut found: Vec<u64> = all[..alone].iter().map(|s| packed(months(s).0, months(s).1, s.fte, s.paid)).collect();
    // The rest as one that covers them all.
    let dated = all[alone..].iter().filter(|s| s.span.is_some()).map(months);
    if let Some((start, end)) = dated.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) {
        let fte: u32 = all[alone..].iter().map(|s| u32::from(s.fte)).sum();
        found.push(packed(start, end, fte.min(1000) as u16, all[alone..].iter().any(|s| s.paid)));
    }
    found
}

/// Jobs of a set.
pub(super) fn paid(spells: &[u64]) -> u16 {
    spells.iter().enumerate().fold(0, |jobs, (i, s)| jobs | ((s >> 34 & 1) as u16) << i)
}

/// Months of some jobs united, up to a month: as many as the fit counts, or more.
pub(super) fn months(spells: &[u64], jobs: u16, as_of: u32) -> u32 {
    let mut spans: [(u32, u32, u16); SLOTS] = [(0, 0, 0); SLOTS];
    let (mut count, mut whole) = (0, true);
    for (i, s) in spells.iter().enumerate().filter(|(i, _)| jobs >> i & 1 == 1) {
        let _ = i;
        let (start, end, fte) = ((s & 0xfff) as u32, (s >> 12 & 0xfff) as u32, (s >> 24 & 0x3ff) as u16);
        let start = if start == 0 { 0 } else { FIRST_MONTH + start };
        let to = if end == LAST { as_of } else { as_of.min(FIRST_MONTH + end) } + 1;
        if start < to {
            spans[count] = (start, to, fte);
            count += 1;
            whole &= fte == 1000;
        }
    }
    let spans = &mut spans[..count];
    match spans {
        [] => 0,
        [(start, to, 1000)] => *to - *start,
        _ if whole => {
            spans.sort_unstable();
            let (mut sum, mut reached) = (0, 0);
            for &(start, to, _) in spans.iter() {
                sum += to.saturating_sub(start.max(reached));
                reached = reached.max(to);
            }
            sum
        }
        _ => dates::months(spans.iter().map(|&(start, to, fte)| (start..to, fte))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::dates::{Month, PartialDate, Span};

    fn spell(start: &str, end: &str, fte: u16) -> Spell {
        let span = Span::new(PartialDate::parse(start), PartialDate::parse(end));
        Spell { place: String::new(), span, fte, paid: true }
    }

    #[test]
    fn months_are_those_of_the_fit() {
        let all = [
            spell("2001-03", "2005", 1000),
            spell("2004", "2010-05", 1000),
            spell("2010-01", "present", 500),
            spell("2015-02", "present", 500),
            spell("", "", 1000),
            spell("2031-01", "present", 1000),
            spell("1850", "1899", 1000),
        ];
        let packed = spells(&all);
        for year in [1999, 2004, 2010, 2026, 2040] {
            let as_of = year * 12 + 5;
            for jobs in 0..1u16 << all.len() {
                let spans = all.iter().enumerate().filter(|(i, _)| jobs >> i & 1 == 1).filter_map(|(_, s)| Some((s.span?.certain(Month(as_of))?, s.fte)));
                let exact = dates::months(spans);
                let bound = months(&packed, jobs, as_of);
                assert!(bound >= exact, "{bound} is less than {exact}");
                assert!(jobs >> 6 == 1 || bound == exact, "{jobs:b} at {year}: {bound}, not {exact}");
            }
        }
    }

    #[test]
    fn sentences_come_back_from_their_code() {
        for how in [Evidence::Stated, Evidence::Soft, Evidence::Backed, Evidence::Shown] {
            for slot in [None, Some(0), Some(15)] {
                let sentence = Sentence { number: 4711, how, certificate: slot.is_none(), slot };
                assert_eq!(Sentence::of(sentence.code()), sentence);
            }
        }
    }

    #[test]
    fn many_jobs_share_the_last_place() {
        let all: Vec<Spell> = (0..40).map(|i| spell(&format!("{}-01", 1980 + i), &format!("{}-12", 1980 + i), 1000)).collect();
        let packed = spells(&all);
        assert_eq!(packed.len(), 16);
        assert_eq!(months(&packed, u16::MAX, 2030 * 12), 480);
    }
}
