//! A role made ready to score many profiles.

use std::sync::Arc;

use crate::criteria::{Alternative, Criteria, Criterion, Kind, read_as, weight};
use crate::grammar::{Hit, Rules, Sought};
use crate::mention::{Part, Phrase, Reading};
use crate::taxonomy::{ConceptId, Relation, Sort};
use crate::text::stem::{bits, meaning, stem};

/// Criteria compiled against rules. `Send + Sync`, cheap to clone.
#[derive(Debug, Clone)]
pub struct Role {
    rules: Rules,
    pub(crate) criteria: Arc<Criteria>,
    asked: Arc<Vec<Asked>>,
}

/// One criterion, compiled.
#[derive(Debug)]
pub(crate) struct Asked {
    pub index: usize,
    pub points: u32,
    pub names: Vec<Name>,
    pub fields: Vec<Name>,
}

/// One alternative, compiled.
#[derive(Debug)]
pub(crate) struct Name {
    pub concept: Option<ConceptId>,
    /// Every concept that earns something for it, with how: sorted by concept.
    pub paying: Vec<(ConceptId, Relation)>,
    /// The work that it is the name of, where it names a job.
    pub work: Option<ConceptId>,
    /// Stems of its content words, where no concept is known.
    pub stems: Vec<Box<str>>,
    pub head: Option<Box<str>>,
    /// The bits of the stems, and of the head.
    pub bits: (u32, u32),
    /// Its words answer it: where no concept is known, and of a duty of several words too.
    pub worded: bool,
}

impl Role {
    /// Compiles criteria: points, concepts, and what earns something for each.
    pub fn new(rules: &Rules, criteria: &Criteria) -> Role {
        let points = weight::points(rules, &criteria.criteria);
        let asked = criteria
            .criteria
            .iter()
            .zip(points)
            .enumerate()
            .map(|(index, (criterion, points))| Asked {
                index,
                points,
                names: criterion.any_of.iter().map(|a| name(rules, criterion, a)).collect(),
                fields: criterion.field.iter().map(|a| field(rules, a)).collect(),
            })
            .collect();
        Role { rules: rules.clone(), criteria: Arc::new(criteria.clone()), asked: Arc::new(asked) }
    }

    /// The criteria that it was made of.
    pub fn criteria(&self) -> &Criteria {
        &self.criteria
    }

    pub(crate) fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// The rules that it was made with.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }
}

fn name(rules: &Rules, criterion: &Criterion, alternative: &Alternative) -> Name {
    let taxonomy = rules.taxonomy();
    let (phrase, reading) = if matches!(criterion.kind, Kind::Skill | Kind::Experience) {
        let (phrase, reading) = Phrase::with_reading(rules, &alternative.text);
        (phrase, Some(reading))
    } else {
        (read_as(rules, criterion.kind, &alternative.text), None)
    };
    let given = alternative.concept.as_deref().and_then(|id| taxonomy.by_id(id));
    let concept = given
        .or_else(|| phrase.only(rules, criterion.kind.sorts()))
        .or_else(|| if criterion.kind == Kind::Education { degree(rules, &alternative.text) } else { None });
    let part = reading.as_ref().filter(|_| concept.is_none()).map_or(Part::None, |reading| Part::of(rules, reading, &phrase));
    let concept = concept.or(if let Part::Whole(c) = part { Some(c) } else { None });
    let wide = reading.as_ref().filter(|_| concept.is_none()).and_then(|reading| meant(rules, reading, &phrase));
    let over = concept.filter(|_| reading.as_ref().is_some_and(oversees));
    let paying = match (over, part) {
        (Some(trade), _) => above(rules, trade),
        (_, Part::Broader(known)) if wide.is_none() => known.into_iter().map(|c| (c, Relation::Related)).collect(),
        _ => concept.or(wide).map(|c| paying(rules, criterion.kind, c)).unwrap_or_default(),
    };
    let worded = !phrase.stems.is_empty() && (concept.is_none() || over.is_some() || criterion.kind == Kind::Experience && phrase.stems.len() > 2);
    let work = concept.filter(|_| criterion.kind == Kind::Experience).and_then(|c| work_of(rules, c));
    words(Name { concept: concept.or(wide), paying, work, stems: phrase.stems, head: phrase.head, bits: (0, 0), worded })
}

/// The work of a job that is called by who does it: "building inspector" has building
/// inspection, and nothing else, above it.
fn work_of(rules: &Rules, concept: ConceptId) -> Option<ConceptId> {
    let job = rules.taxonomy().get(concept);
    let [work] = job.broader[..] else { return None };
    let reading = Reading::new(rules, &job.label, Sought::Name);
    let last = reading.line.tokens.len();
    let doer = reading.hits.of("names").any(|h| h.tokens.end == last && h.says("class", &reading.line) == Some("doer"));
    doer.then_some(work)
}

/// What a name asks for that is too wide to be read as one: "management", "web applications".
fn meant(rules: &Rules, reading: &Reading, phrase: &Phrase) -> Option<ConceptId> {
    let line = &reading.line;
    let whole = |hit: &&Hit| phrase.stems.iter().all(|s| hit.tokens.clone().any(|i| line.tokens[i].is_word() && stem(line.word(i)) == *s));
    let hit = reading.hits.of("names").filter(|h| h.says("class", line) == Some("means")).find(whole)?;
    rules.taxonomy().by_id(hit.says("concept", line)?)
}

/// "Plumbing Supervisor": who is over those of a trade.
fn oversees(reading: &Reading) -> bool {
    let last = reading.line.tokens.len();
    reading.hits.of("names").any(|h| h.tokens.end == last && h.says("class", &reading.line) == Some("overseer"))
}

/// What is near the post of one who is over a trade: the trade, and leading people.
/// The post itself is told by its words.
fn above(rules: &Rules, trade: ConceptId) -> Vec<(ConceptId, Relation)> {
    let taxonomy = rules.taxonomy();
    let parts = [trade].into_iter().chain(taxonomy.by_id("supervision"));
    let each = parts.flat_map(|c| taxonomy.paying(c)).filter(|(_, relation)| *relation > Relation::Related);
    let mut near: Vec<_> = each.map(|(c, _)| (c, Relation::Related)).collect();
    near.sort_unstable();
    near.dedup();
    near
}

/// The degree that a longer name holds: "degree from an accredited university".
fn degree(rules: &Rules, text: &str) -> Option<ConceptId> {
    Reading::new(rules, text, Sought::Nothing).mentions.iter().find_map(|m| m.as_sort(rules.taxonomy(), Sort::Degree))
}

/// A field of study names a concept where the taxonomy knows it as one.
fn field(rules: &Rules, alternative: &Alternative) -> Name {
    let phrase = Phrase::read(rules, &alternative.text);
    let concept = phrase.concepts.first().copied();
    words(Name { concept, paying: Vec::new(), work: None, stems: phrase.stems, head: phrase.head, bits: (0, 0), worded: false })
}

/// A name made ready to be sought by its words: several of them by what they mean,
/// since all must stand together, one alone by itself.
fn words(name: Name) -> Name {
    let means = |stem: &str| meaning(stem).unwrap_or_else(|| stem.into());
    let mut stems: Vec<Box<str>> = name.stems.iter().map(|stem| means(stem)).collect();
    let mut seen = Vec::new();
    stems.retain(|stem| {
        !seen.contains(stem) && {
            seen.push(stem.clone());
            true
        }
    });
    let (stems, head) = if stems.len() > 1 { (stems, name.head.as_deref().map(means)) } else { (name.stems, name.head) };
    Name { bits: (bits(&stems), head.as_ref().map_or(0, |h| bits(std::slice::from_ref(h)))), stems, head, ..name }
}

/// Everything that earns credit where `concept` is asked. A relative counts for
/// skills and work, never for credentials, languages and degrees.
fn paying(rules: &Rules, kind: Kind, concept: ConceptId) -> Vec<(ConceptId, Relation)> {
    let mut paying = rules.taxonomy().paying(concept);
    if !matches!(kind, Kind::Skill | Kind::Experience) {
        paying.retain(|(_, relation)| *relation > Relation::Related);
    }
    paying
}

impl Name {
    /// How a concept answers the name.
    pub fn relation(&self, concept: ConceptId) -> Option<Relation> {
        self.paying.binary_search_by_key(&concept, |(c, _)| *c).ok().map(|i| self.paying[i].1)
    }

    /// Whether a set of stems (sorted) holds all content words.
    pub fn all_in(&self, stems: &[Box<str>]) -> bool {
        !self.stems.is_empty() && self.stems.iter().all(|s| stems.binary_search(s).is_ok())
    }

    /// Whether a job's title holds the head and half of the rest.
    pub fn titled(&self, stems: &[Box<str>]) -> bool {
        let Some(head) = &self.head else { return false };
        let rest: Vec<_> = self.stems.iter().filter(|s| *s != head).collect();
        let held = rest.iter().filter(|s| stems.binary_search(s).is_ok()).count();
        stems.binary_search(head).is_ok() && !rest.is_empty() && held * 2 >= rest.len()
    }
}
