//! A generous look at a profile: more than compiling finds, for less work. Every
//! form counts with all its meanings, nothing is taken back, a whole text is one
//! sentence. So a fit of it is never less than the fit of the profile, and where
//! even that is too little the profile need not be compiled.

use std::cell::RefCell;

use rustc_hash::FxHashSet;

use super::compile::led;
use super::dates::Span;
use super::dossier::{Claim, Dossier, Evidence, Sentence, Spell};
use super::file::Profile;
use super::known::Known;
use super::{listed, study};
use crate::grammar::{Rules, Signs};
use crate::mention::Phrase;
use crate::taxonomy::{ConceptId, Form, Sort, Taxonomy};
use crate::text::Line;
use crate::text::line::is_function_word;
use crate::text::sentence::sentences;
use crate::text::stem::{bits, meaning, meant_by, stem};

/// What somebody looks for.
#[derive(Debug, Default)]
pub(crate) struct Sought {
    pub concepts: FxHashSet<ConceptId>,
    pub stems: FxHashSet<Box<str>>,
    pub degrees: bool,
    pub languages: bool,
}

impl Sought {
    /// Makes what is sought ready to look for.
    pub fn ready(self, rules: &Rules) -> Ready {
        let taxonomy = rules.taxonomy();
        let wanted = |form: Form<'_>| meant(taxonomy, form).any(|c| self.concepts.contains(&c));
        let mut starts = vec![false; 1 << 16];
        let words = self.stems.iter().flat_map(|stem| std::iter::once(stem).chain(meant_by(stem)));
        words.for_each(|stem| starts[start(stem)] = true);
        let stems = |words: &str| words.split_whitespace().map(stem).any(|s| meaning(&s).into_iter().chain([s]).any(|s| self.stems.contains(&s)));
        let signs = rules.grammar().signs(|id| taxonomy.by_id(id).is_some_and(|c| self.concepts.contains(&c)), stems);
        let licences = self.concepts.iter().any(|&c| taxonomy.get(c).sort == Sort::Credential);
        Ready { words: taxonomy.forms.first_words(wanted), starts, signs, licences, sought: self }
    }
}

/// What is sought, with what tells at a glance that a word is no part of it.
#[derive(Debug)]
pub(crate) struct Ready {
    sought: Sought,
    /// By number, the words with which a sought form begins.
    words: Vec<bool>,
    /// By their first two letters, the stems.
    starts: Vec<bool>,
    /// What words of duties show one of the concepts.
    signs: Signs,
    /// Whether a licence is among them.
    licences: bool,
}

impl Ready {
    fn leads(&self, number: u32) -> bool {
        self.words.get(number as usize).is_some_and(|leads| *leads)
    }

    /// Whether a word may have a sought stem.
    fn may(&self, word: &str) -> bool {
        starts(word).any(|start| self.starts[start])
    }
}

/// How the stem of a word may begin: as the word does; with its first letter
/// alone ("aed"); with an i for its y ("dying").
fn starts(word: &str) -> impl Iterator<Item = usize> {
    let at = start(word);
    [at, at & 0xff00, if at & 0xff == usize::from(b'y') { at & 0xff00 | usize::from(b'i') } else { at }].into_iter()
}

/// The first two letters of a word, as a number.
fn start(word: &str) -> usize {
    let at = |i| word.as_bytes().get(i).copied().map_or(0, usize::from);
    at(0) << 8 | at(1)
}

/// Everything that a form may mean.
fn meant<'t>(taxonomy: &'t Taxonomy, form: Form<'t>) -> impl Iterator<Item = ConceptId> + 't {
    form.meanings().map(|m| m.concept).chain(form.ambiguous().into_iter().flat_map(|form| taxonomy.meant(form)))
}

/// Looks a profile over. What is not sought is left out.
pub(crate) fn glance(rules: &Rules, profile: &Profile, ready: &Ready) -> Dossier {
    let mut look = Look { rules, ready, sought: &ready.sought, dossier: Dossier::default(), seen: FxHashSet::default() };
    for w in &profile.work {
        let team = w.team_size.filter(|&n| n > 0).map(led);
        let prose = [&w.summary, &w.description].into_iter().chain(&w.highlights).chain(&team);
        look.stretch(Span::new(w.start_date, w.end_date), w.fte, true, [&w.position], prose, &w.skills);
        look.close(false);
    }
    for w in &profile.volunteer {
        let prose = std::iter::once(&w.summary).chain(&w.highlights);
        look.stretch(Span::new(w.start_date, w.end_date), w.fte, false, [&w.position], prose, &w.skills);
        look.close(false);
    }
    for p in &profile.projects {
        let prose = [&p.name, &p.description].into_iter().chain(&p.highlights);
        look.stretch(Span::new(p.start_date, p.end_date), None, false, &p.roles, prose, &p.keywords);
        look.close(false);
    }
    look.lists(profile);
    look.dossier
}

thread_local! {
    /// The licences that titles stand for.
    static LICENCES: RefCell<Known<Vec<ConceptId>>> = RefCell::default();
}

struct Look<'a> {
    rules: &'a Rules,
    ready: &'a Ready,
    sought: &'a Sought,
    dossier: Dossier,
    /// What the stretch at hand names.
    seen: FxHashSet<ConceptId>,
}

impl Look<'_> {
    fn stretch<'p>(
        &mut self,
        span: Option<Span>,
        fte: Option<super::Share>,
        paid: bool,
        titles: impl IntoIterator<Item = &'p String>,
        prose: impl IntoIterator<Item = &'p String>,
        names: &[String],
    ) {
        self.dossier.spells.push(Spell { place: String::new(), span, fte: fte.map_or(1000, |f| f.0), paid });
        let (base, spell) = (self.base(), self.spell());
        for title in titles {
            let stems = self.text(title);
            self.sentence(stems, base, spell, true, false);
        }
        for text in prose {
            let stems = self.text(text);
            self.sentence(stems, base, spell, false, false);
        }
        for name in names {
            let stems = self.listed(name);
            self.sentence(stems, base, spell, false, false);
        }
    }

    fn spell(&self) -> Option<u16> {
        Some(self.dossier.spells.len() as u16 - 1)
    }

    fn base(&self) -> Evidence {
        if self.dossier.spells.last().is_some_and(|s| s.span.is_some()) { Evidence::Shown } else { Evidence::Stated }
    }

    /// Ends a stretch: what it named is claimed.
    fn close(&mut self, certificate: bool) {
        let (base, spell) = if certificate { (Evidence::Shown, None) } else { (self.base(), self.spell()) };
        self.claim(base, spell, certificate);
    }

    fn claim(&mut self, evidence: Evidence, spell: Option<u16>, certificate: bool) {
        for concept in self.seen.drain() {
            // A sentence may say that a licence is held.
            let evidence = if self.rules.taxonomy().get(concept).sort == Sort::Credential { Evidence::Shown } else { evidence };
            let (place, words) = (Box::default(), Box::default());
            self.dossier.claims.push(Claim { concept, evidence, spell, told: false, spelled: None, certificate, expires: None, place, words });
        }
    }

    fn lists(&mut self, profile: &Profile) {
        let courses = profile.education.iter().flatten().flat_map(|e| &e.courses);
        let publications = profile.publications.iter().flat_map(|p| [&p.name, &p.summary]);
        for text in [&profile.basics.label, &profile.basics.summary].into_iter().chain(publications).chain(courses) {
            let stems = self.text(text);
            self.licences(text);
            self.sentence(stems, Evidence::Stated, None, std::ptr::eq(text, &profile.basics.label), false);
        }
        for name in profile.skills.iter().flat_map(|s| std::iter::once(&s.name).chain(&s.keywords)) {
            let stems = self.listed(name);
            self.sentence(stems, Evidence::Backed, None, false, false);
        }
        self.claim(Evidence::Backed, None, false);
        for c in profile.certificates.iter().flatten() {
            let stems = self.text(&c.name);
            self.licences(&c.name);
            self.sentence(stems, Evidence::Shown, None, false, true);
            for concept in Phrase::read(self.rules, &c.name).concepts {
                self.concept(Some(concept));
            }
            self.close(true);
        }
        if self.sought.degrees {
            self.dossier.education = profile.education.as_ref().map(|all| study::studies(self.rules, all));
        }
        if self.sought.languages {
            self.dossier.languages = profile.languages.as_ref().map(|all| study::tongues(self.rules, all));
        }
    }

    fn concept(&mut self, concept: Option<ConceptId>) {
        if let Some(concept) = concept.filter(|c| self.sought.concepts.contains(c)) {
            self.seen.insert(concept);
        }
    }

    /// Notes every concept that a text may name; gives the sought stems in it.
    fn text(&mut self, text: &str) -> Vec<Box<str>> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let (rules, ready, sought) = (self.rules, self.ready, self.sought);
        let taxonomy = rules.taxonomy();
        let line = Line::new(text, rules.words());
        let seen = &mut self.seen;
        for i in (0..line.tokens.len()).filter(|&i| ready.leads(line.numbers[i])) {
            taxonomy.forms.phrases_at(&line, i, |_, form| seen.extend(meant(taxonomy, form).filter(|c| sought.concepts.contains(c))));
        }
        let mut said: Vec<Box<str>> = Vec::new();
        if ready.signs.may(&line) {
            for range in sentences(text) {
                let part = (range.len() < text.len()).then(|| Line::new(&text[range], rules.words()));
                let sentence = part.as_ref().unwrap_or(&line);
                if !ready.signs.may(sentence) {
                    continue;
                }
                for hit in &rules.grammar().run_signs(sentence, &ready.signs).0 {
                    let shown = hit.says("concept", sentence).and_then(|id| taxonomy.by_id(id));
                    seen.extend(shown.filter(|c| sought.concepts.contains(c)));
                    said.extend(hit.says("words", sentence).into_iter().flat_map(str::split_whitespace).map(stem));
                }
            }
        }
        if sought.stems.is_empty() {
            return Vec::new();
        }
        let words = (0..line.tokens.len()).filter(|&i| line.tokens[i].is_word()).map(|i| line.word(i));
        let stems = words.filter(|w| ready.may(w) && !is_function_word(w)).map(stem).chain(said);
        stems.flat_map(|s| meaning(&s).into_iter().chain([s])).filter(|s| sought.stems.contains(s)).collect()
    }

    /// Notes the licences of those whose titles a text names.
    fn licences(&mut self, text: &str) {
        if !self.ready.licences {
            return;
        }
        let (rules, taxonomy) = (self.rules, self.rules.taxonomy());
        let line = Line::new(text, rules.words());
        let mut titles = Vec::new();
        for i in 0..line.tokens.len() {
            taxonomy.forms.phrases_at(&line, i, |to, form| titles.extend(form.meanings().any(|m| m.title).then(|| line.slice(i, to))));
        }
        for title in titles {
            let licences = LICENCES.with_borrow_mut(|known| known.get(rules, title, || Phrase::licence(rules, title).map_or_else(Vec::new, |p| p.concepts)));
            licences.iter().for_each(|&licence| self.concept(Some(licence)));
        }
    }

    fn listed(&mut self, name: &str) -> Vec<Box<str>> {
        let name = name.trim();
        if name.is_empty() {
            return Vec::new();
        }
        let entry = listed::read(self.rules, name);
        entry.concepts.iter().for_each(|&c| self.concept(Some(c)));
        entry.stems.iter().filter(|s| self.sought.stems.contains(*s)).cloned().collect()
    }

    fn sentence(&mut self, mut stems: Vec<Box<str>>, evidence: Evidence, spell: Option<u16>, title: bool, certificate: bool) {
        if stems.is_empty() {
            return;
        }
        stems.sort_unstable();
        stems.dedup();
        let (place, words) = (Box::default(), Box::default());
        self.dossier.sentences.push(Sentence { bits: bits(&stems), stems, evidence, spell, title, certificate, place, words });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the glance goes by: no stem of a word that people write begins otherwise.
    #[test]
    fn stems_begin_as_their_words_do() {
        let rules = Rules::builtin();
        let names = rules.taxonomy().concepts().flat_map(|(_, c)| std::iter::once(&c.label).chain(&c.aliases).cloned());
        let everyday = include_str!("../../data/everyday.txt").lines().map(str::to_owned);
        let odd = ["dying", "lying", "tying", "aed", "ing", "ies", "skies", "idly", "ugly"].map(str::to_owned);
        for text in names.chain(everyday).chain(odd) {
            let line = Line::new(&text, rules.words());
            for word in (0..line.tokens.len()).filter(|&i| line.tokens[i].is_word()).map(|i| line.word(i)) {
                assert!(starts(word).any(|s| s == start(&stem(word))), "{word}: {}", stem(word));
            }
        }
    }
}
