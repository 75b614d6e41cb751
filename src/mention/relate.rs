//! How one name stands to another. What a fit pays for a name and what `skills
//! relate` says of two come from here.

use super::letters::stands_for;
use super::{Phrase, Reading};
use crate::grammar::Rules;
use crate::taxonomy::{ConceptId, Relation, Sort};
use crate::text::stem::stem;

/// What a name that is no one known thing has of those that are known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part {
    None,
    /// All that it says: "observability tools" asks for observability.
    Whole(ConceptId),
    /// The broader things of which it asks a narrower: "EMEA employment law". They
    /// answer it as relatives do, and so does all that implies them.
    Broader(Vec<ConceptId>),
}

impl Part {
    /// The known names that make up half of a longer name at least.
    pub fn of(rules: &Rules, reading: &Reading, phrase: &Phrase) -> Part {
        let taxonomy = rules.taxonomy();
        let sorts = |c: ConceptId| matches!(taxonomy.get(c).sort, Sort::Skill | Sort::Work);
        let known: Vec<_> = reading.mentions.iter().filter(|m| m.able && !m.title && sorts(m.concept)).collect();
        let inside: Vec<Box<str>> = known.iter().flat_map(|m| m.tokens.clone()).map(|i| stem(reading.line.word(i))).collect();
        let rest: Vec<&Box<str>> = phrase.stems.iter().filter(|s| !inside.contains(s)).collect();
        let wares = reading.hits.of("names").filter(|h| h.says("class", &reading.line) == Some("ware")).flat_map(|h| h.tokens.clone());
        let wares: Vec<Box<str>> = wares.map(|i| stem(reading.line.word(i))).collect();
        if let [only] = known[..]
            && rest.iter().all(|s| wares.contains(s))
        {
            return Part::Whole(only.concept);
        }
        if known.is_empty() || rest.len() * 2 > phrase.stems.len() {
            return Part::None;
        }
        let mut broader: Vec<ConceptId> = known.iter().flat_map(|m| taxonomy.implying(m.concept)).collect();
        broader.sort_unstable();
        broader.dedup();
        Part::Broader(broader)
    }
}

impl Rules {
    /// How what is offered stands to what is asked; both are read as names.
    ///
    /// ```
    /// use rolefit::{Relation, Rules};
    /// let rules = Rules::builtin();
    /// assert_eq!(rules.relate("Kubernetes", "k8s"), Relation::Same);
    /// assert_eq!(rules.relate("Java", "JavaScript"), Relation::Different);
    /// ```
    pub fn relate(&self, asked: &str, offered: &str) -> Relation {
        let ((a, reading), o) = (Phrase::with_reading(self, asked), Phrase::read(self, offered));
        let relation = match a.concepts[..] {
            [] => self.to_part(&reading, &a, &o),
            _ => self.to_all(&a, &o),
        };
        let alike = || stands_for(asked, &a, offered) || stands_for(offered, &o, asked) || same_words(&a, &o);
        if relation < Relation::Implies && alike() { Relation::Same } else { relation }
    }

    /// To a name that is known, or holds several that are: "hospital accounting"
    /// offered shows accounting, which is only a part of it where it is asked.
    fn to_all(&self, asked: &Phrase, offered: &Phrase) -> Relation {
        let taxonomy = self.taxonomy();
        let to = |x: ConceptId| {
            let named = offered.concepts.iter().map(|&o| taxonomy.relation(x, o)).max();
            // "telephone triage" is triage; who only does triage does not show it.
            let kind = offered.kind.filter(|&kind| taxonomy.relation(x, kind) >= Relation::Implies).map(|_| Relation::Implies);
            named.max(kind).unwrap_or(Relation::Different)
        };
        let each: Vec<Relation> = asked.concepts.iter().map(|&x| to(x)).collect();
        let best = each.iter().copied().max().unwrap_or(Relation::Different);
        match (asked.compound, offered.compound) {
            (true, _) if asked.concepts != offered.concepts => best.min(Relation::Related),
            (false, true) => best.min(Relation::Implies),
            _ => best,
        }
    }

    /// To a name that is not known, by the known names that it holds.
    fn to_part(&self, reading: &Reading, asked: &Phrase, offered: &Phrase) -> Relation {
        let held = || offered.concepts.iter().chain(&offered.kind);
        match Part::of(self, reading, asked) {
            Part::None => Relation::Different,
            Part::Whole(known) => held().map(|&o| self.taxonomy().relation(known, o).min(Relation::Implies)).max().unwrap_or(Relation::Different),
            Part::Broader(known) if held().any(|o| known.binary_search(o).is_ok()) => Relation::Related,
            Part::Broader(_) => Relation::Different,
        }
    }
}

/// Two names that no list knows, of the same words.
fn same_words(asked: &Phrase, offered: &Phrase) -> bool {
    let sorted = |phrase: &Phrase| {
        let mut stems = phrase.stems.clone();
        stems.sort_unstable();
        stems
    };
    asked.concepts.is_empty() && offered.concepts.is_empty() && !asked.stems.is_empty() && sorted(asked) == sorted(offered)
}
