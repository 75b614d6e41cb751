//! A profile to its dossier: every claim tied to concepts, with what backs it
//! and where it stands.

use super::blank::Share;
use super::dates::{PartialDate, Span};
use super::dossier::{Claim, Dossier, Evidence, Sentence, Spell};
use super::file::Profile;
use super::prose::Told;
use super::{listed, person, study};
use crate::grammar::Rules;
use crate::mention::{Phrase, Reading};
use crate::taxonomy::{ConceptId, Relation};
use crate::text::sentence::sentences;
use crate::text::stem::bits;

/// Compiles a profile. `input` is its id where `meta.id` gives none.
pub fn compile(rules: &Rules, profile: &Profile, input: &str) -> Dossier {
    let mut compiler = Compiler { rules, dossier: Dossier { id: id(profile, input).to_owned(), ..Dossier::default() } };
    compiler.work(profile);
    compiler.lists(profile);
    let mut dossier = compiler.dossier;
    dossier.education = profile.education.as_ref().map(|all| study::studies(rules, all));
    dossier.languages = profile.languages.as_ref().map(|all| study::tongues(rules, all));
    dossier.has_certificates = profile.certificates.is_some();
    dossier.has_work = !dossier.spells.is_empty() || !dossier.claims.is_empty() || !dossier.sentences.is_empty();
    dossier.terms = person::terms(rules, &profile.basics);
    dossier
}

/// `meta.id`, or the input's name where it gives none.
pub(crate) fn id<'i>(profile: &'i Profile, input: &'i str) -> &'i str {
    Some(profile.meta.id.trim()).filter(|id| !id.is_empty()).unwrap_or(input)
}

struct Compiler<'a> {
    rules: &'a Rules,
    dossier: Dossier,
}

/// A stretch of work as its three sections in the file have it.
struct Stretch<'p> {
    place: String,
    span: Option<Span>,
    fte: Option<Share>,
    paid: bool,
    titles: Vec<(String, &'p str)>,
    /// Read as prose.
    prose: Vec<(String, &'p str)>,
    /// Key of the list of names, and the names.
    listed: (&'static str, &'p [String]),
    team: u32,
}

impl Compiler<'_> {
    fn work(&mut self, profile: &Profile) {
        let span = |start: Option<PartialDate>, end| Span::new(start, end);
        for (i, w) in profile.work.iter().enumerate() {
            let place = format!("work[{i}]");
            self.stretch(Stretch {
                titles: vec![(format!("{place}.position"), &w.position)],
                prose: prose(&place, [("summary", &w.summary), ("description", &w.description)], &w.highlights),
                listed: ("skills", &w.skills),
                team: w.team_size.unwrap_or(0),
                span: span(w.start_date, w.end_date),
                fte: w.fte,
                paid: true,
                place,
            });
        }
        for (i, w) in profile.volunteer.iter().enumerate() {
            let place = format!("volunteer[{i}]");
            self.stretch(Stretch {
                titles: vec![(format!("{place}.position"), &w.position)],
                prose: prose(&place, [("summary", &w.summary)], &w.highlights),
                listed: ("skills", &w.skills),
                team: 0,
                span: span(w.start_date, w.end_date),
                fte: w.fte,
                paid: false,
                place,
            });
        }
        for (i, p) in profile.projects.iter().enumerate() {
            let place = format!("projects[{i}]");
            self.stretch(Stretch {
                titles: p.roles.iter().enumerate().map(|(k, role)| (format!("{place}.roles[{k}]"), role.as_str())).collect(),
                prose: prose(&place, [("name", &p.name), ("description", &p.description)], &p.highlights),
                listed: ("keywords", &p.keywords),
                team: 0,
                span: span(p.start_date, p.end_date),
                fte: None,
                paid: false,
                place,
            });
        }
    }

    fn stretch(&mut self, stretch: Stretch) {
        let spell = self.dossier.spells.len() as u16;
        self.dossier.spells.push(Spell { place: stretch.place.clone(), span: stretch.span, fte: stretch.fte.map_or(1000, |f| f.0), paid: stretch.paid });
        let base = if stretch.span.is_some() { Evidence::Shown } else { Evidence::Stated };
        let (claims, told) = (self.dossier.claims.len(), self.dossier.sentences.len());
        for (place, text) in &stretch.titles {
            self.title(place, text, base, Some(spell));
        }
        if stretch.team > 0 {
            self.prose(&format!("{}.teamSize", stretch.place), &led(stretch.team), base, Some(spell));
        }
        for (place, text) in &stretch.prose {
            self.prose(place, text, base, Some(spell));
        }
        let shown: Vec<ConceptId> = self.dossier.claims[claims..].iter().filter(|c| c.evidence == Evidence::Shown).map(|c| c.concept).collect();
        let told = told..self.dossier.sentences.len();
        for (k, name) in stretch.listed.1.iter().enumerate() {
            let place = format!("{}.{}[{k}]", stretch.place, stretch.listed.0);
            self.listed(&place, name, |me, concepts, stems| {
                let known = concepts.iter().any(|&c| me.relative(c, &shown));
                let said = concepts.is_empty()
                    && !stems.is_empty()
                    && me.dossier.sentences[told.clone()]
                        .iter()
                        .any(|s| s.evidence == Evidence::Shown && stems.iter().all(|w| s.stems.binary_search(w).is_ok()));
                // A name that only this list has is not shown by it; work in its field backs it.
                match () {
                    () if known || said => (base, Some(spell)),
                    () if concepts.iter().any(|&c| me.same_field(c, &shown)) => (Evidence::Backed.min(base), Some(spell)),
                    () => (Evidence::Stated, Some(spell)),
                }
            });
        }
    }

    /// Lists and texts that no date stands behind.
    fn lists(&mut self, profile: &Profile) {
        self.title("basics.label", &profile.basics.label, Evidence::Stated, None);
        self.prose("basics.summary", &profile.basics.summary, Evidence::Stated, None);
        for (i, p) in profile.publications.iter().enumerate() {
            self.prose(&format!("publications[{i}].name"), &p.name, Evidence::Stated, None);
            self.prose(&format!("publications[{i}].summary"), &p.summary, Evidence::Stated, None);
        }
        for (i, e) in profile.education.iter().flatten().enumerate() {
            for (k, course) in e.courses.iter().enumerate() {
                self.prose(&format!("education[{i}].courses[{k}]"), course, Evidence::Stated, None);
            }
        }
        for (i, c) in profile.certificates.iter().flatten().enumerate() {
            self.certificate(&format!("certificates[{i}].name"), &c.name, c.expires.and_then(PartialDate::last_month));
        }
        let mut shown: Vec<ConceptId> =
            self.dossier.claims.iter().filter(|c| c.evidence == Evidence::Shown && c.spell.is_some() && !c.told).map(|c| c.concept).collect();
        shown.sort_unstable();
        shown.dedup();
        for (i, s) in profile.skills.iter().enumerate() {
            let names = std::iter::once((format!("skills[{i}].name"), &s.name))
                .chain(s.keywords.iter().enumerate().map(|(k, n)| (format!("skills[{i}].keywords[{k}]"), n)));
            for (place, name) in names {
                self.listed(&place, name, |me, concepts, _| {
                    let backed = concepts.iter().any(|&c| me.relative(c, &shown));
                    (if backed { Evidence::Backed } else { Evidence::Stated }, None)
                });
            }
        }
    }

    /// Whether one of the concepts shown is this one, implies it, or is its relative.
    fn relative(&self, concept: ConceptId, shown: &[ConceptId]) -> bool {
        shown.iter().any(|&s| self.rules.taxonomy().relation(concept, s) > Relation::Different)
    }

    /// Whether one of the concepts shown belongs to the same field of work.
    fn same_field(&self, concept: ConceptId, shown: &[ConceptId]) -> bool {
        let field = |c| self.rules.taxonomy().get(c).field.as_str();
        shown.iter().any(|&s| field(s) == field(concept))
    }

    fn claim(&mut self, concept: ConceptId, evidence: Evidence, spell: Option<u16>, told: bool, place: &str, words: &str) {
        self.dossier.claims.push(Claim {
            concept,
            evidence,
            spell,
            told,
            spelled: None,
            certificate: false,
            expires: None,
            place: place.into(),
            words: words.into(),
        });
    }

    fn licence(&mut self, concept: ConceptId, spelled: Option<Box<str>>, expires: Option<u32>, place: &str, words: &str) {
        let (place, words) = (place.into(), words.into());
        self.dossier.claims.push(Claim { concept, evidence: Evidence::Shown, spell: None, told: false, spelled, certificate: true, expires, place, words });
    }

    fn sentence(&mut self, told: &Told, evidence: Evidence, spell: Option<u16>, title: bool, place: &str, words: &str) {
        let (stems, evidence) = told.stems(evidence, if title { "title" } else { "prose" });
        if !stems.is_empty() {
            self.dossier.sentences.push(Sentence {
                bits: bits(&stems),
                stems,
                evidence,
                spell,
                title,
                certificate: false,
                place: place.into(),
                words: words.into(),
            });
        }
    }

    fn title(&mut self, place: &str, text: &str, base: Evidence, spell: Option<u16>) {
        if text.trim().is_empty() {
            return;
        }
        let told = Told::new(Reading::of_profile(self.rules, text));
        for (mention, evidence) in told.claims(base, true) {
            self.claim(mention.concept, evidence, spell, false, place, text.trim());
        }
        for (concept, evidence, told) in told.signs(self.rules, base, "title") {
            self.claim(concept, evidence, spell, told, place, text.trim());
        }
        self.sentence(&told, base, spell, true, place, text.trim());
    }

    fn prose(&mut self, place: &str, text: &str, base: Evidence, spell: Option<u16>) {
        for range in sentences(text) {
            let words = &text[range];
            let told = Told::new(Reading::of_profile(self.rules, words));
            for (mention, evidence) in told.claims(base, false) {
                self.claim(mention.concept, evidence, spell, false, place, words);
            }
            for (concept, evidence, told) in told.signs(self.rules, base, "prose") {
                self.claim(concept, evidence, spell, told, place, words);
            }
            // In dated work a licence is shown where it is named.
            for concept in spell.map_or_else(|| told.held(self.rules), |_| Vec::new()) {
                self.licence(concept, None, None, place, words);
            }
            self.sentence(&told, base, spell, false, place, words);
        }
    }

    /// An entry of a list of names; `worth` says what backs it.
    fn listed(&mut self, place: &str, name: &str, worth: impl Fn(&Self, &[ConceptId], &[Box<str>]) -> (Evidence, Option<u16>)) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        let entry = listed::read(self.rules, name);
        for &concept in &entry.concepts {
            let (evidence, spell) = worth(self, &[concept], &entry.stems);
            let spelled = entry.spelled.clone();
            self.dossier.claims.push(Claim {
                concept,
                evidence,
                spell,
                told: false,
                spelled,
                certificate: false,
                expires: None,
                place: place.into(),
                words: name.into(),
            });
        }
        if !entry.stems.is_empty() {
            let (evidence, spell) = worth(self, &[], &entry.stems);
            let evidence = if entry.soft { evidence.min(Evidence::Soft) } else { evidence };
            let (stems, bits) = (entry.stems.clone(), bits(&entry.stems));
            self.dossier.sentences.push(Sentence { bits, stems, evidence, spell, title: false, certificate: false, place: place.into(), words: name.into() });
        }
    }

    fn certificate(&mut self, place: &str, name: &str, expires: Option<u32>) {
        let told = Told::new(Reading::of_profile(self.rules, name));
        let mut named: Vec<ConceptId> = told.held(self.rules);
        for (mention, _) in told.claims(Evidence::Shown, true) {
            named.push(mention.concept);
            named.extend(told.licence(self.rules, mention).filter(|&licence| licence != mention.concept));
        }
        let mut spelled = None;
        if named.is_empty() {
            let phrase = Phrase::read(self.rules, name);
            spelled = phrase.spelled.as_deref().map(Box::from);
            named = phrase.concepts;
        }
        for concept in named {
            self.licence(concept, spelled.clone(), expires, place, name.trim());
        }
        let (stems, evidence) = told.stems(Evidence::Shown, "licence");
        if !stems.is_empty() {
            self.dossier.sentences.push(Sentence {
                bits: bits(&stems),
                stems,
                evidence,
                spell: None,
                title: false,
                certificate: true,
                place: place.into(),
                words: name.trim().into(),
            });
        }
    }
}

/// What `teamSize` says.
pub(super) fn led(team: u32) -> String {
    format!("Managed a team of {team} people")
}

/// Texts and highlights with their places.
pub(super) fn prose<'p, const N: usize>(place: &str, texts: [(&str, &'p String); N], highlights: &'p [String]) -> Vec<(String, &'p str)> {
    let texts = texts.into_iter().map(|(key, text)| (format!("{place}.{key}"), text.as_str()));
    let highlights = highlights.iter().enumerate().map(|(k, h)| (format!("{place}.highlights[{k}]"), h.as_str()));
    texts.chain(highlights).filter(|(_, text)| !text.trim().is_empty()).collect()
}
