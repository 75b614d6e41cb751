//! What a sentence of a profile claims: the concepts that it names as the
//! person's own, and its words. Denials, wishes, others' work and help from
//! afar are marked by `rules/claims.toml`; each cancels what it reaches, no more.

use std::ops::Range;

use super::clause::Clauses;
use super::dossier::Evidence;
use super::{mood, whose};
use crate::grammar::{Hit, Rules};
use crate::mention::{Mention, Phrase, Reading};
use crate::taxonomy::{ConceptId, Sort};
use crate::text::line::is_function_word;
use crate::text::stem::{meaning, stem};

/// How a token of a sentence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Own,
    Soft,
    /// What one attended, watched or was shown: named, and no more.
    Heard,
    /// Whom the person answered to: no claim, but words that a posting may ask
    /// for ("four years under a licensed engineer").
    Above,
    Denied,
    Wished,
    Others,
}

impl Mark {
    /// Whether nothing is claimed.
    fn cancels(self) -> bool {
        matches!(self, Mark::Denied | Mark::Wished | Mark::Others)
    }

    /// Why a name under it is not, or not wholly, credited.
    fn why(self) -> Option<&'static str> {
        match self {
            Mark::Own => None,
            Mark::Soft => Some("from afar, or a little"),
            Mark::Heard => Some("heard or watched"),
            Mark::Above => Some("other people's trade"),
            Mark::Denied => Some("denied"),
            Mark::Wished => Some("a wish or a plan"),
            Mark::Others => Some("others' work"),
        }
    }
}

/// A sentence with what its words are worth.
pub(super) struct Told<'r, 'a> {
    reading: Reading<'r, 'a>,
    marks: Vec<Mark>,
}

impl<'r, 'a> Told<'r, 'a> {
    pub fn new(reading: Reading<'r, 'a>) -> Told<'r, 'a> {
        let mut marks = vec![Mark::Own; reading.line.tokens.len()];
        let told = Clauses::new(&reading).map(|clauses| {
            let mut told = whose::read(&clauses);
            told.extend(mood::read(&clauses));
            told
        });
        let told = told.unwrap_or_default();
        // What cancels more is laid over what cancels less.
        for (class, mark) in
            [("soft", Mark::Soft), ("heard", Mark::Heard), ("above", Mark::Above), ("denied", Mark::Denied), ("wished", Mark::Wished), ("others", Mark::Others)]
        {
            let own = |hit: &&Hit| class == "others" && told.iter().any(|t| t.class == "own" && t.tokens.contains(&hit.tokens.start));
            for hit in reading.hits.of("claims").filter(|h| h.says("class", &reading.line) == Some(class)).filter(|h| !own(h)) {
                marks[scope(&reading, hit)].fill(mark);
            }
            for told in told.iter().filter(|t| t.class == class) {
                marks[told.tokens.clone()].fill(mark);
            }
        }
        Told { reading, marks }
    }

    /// The concepts that it claims, each with what the sentence makes of `base`.
    /// Titles count only where they are the person's own (`titles`): prose names
    /// other people's.
    pub fn claims(&self, base: Evidence, titles: bool) -> impl Iterator<Item = (&Mention<'r>, Evidence)> {
        self.reading
            .mentions
            .iter()
            .filter(move |m| m.able && (titles || !m.title))
            .filter(|m| self.marks[m.tokens.start] != Mark::Above)
            .filter_map(move |m| Some((m, self.worth(m.tokens.start, base)?)))
    }

    /// The concepts that it names and does not, or not wholly, claim, each with why.
    pub fn withheld(&self) -> impl Iterator<Item = (ConceptId, &'static str)> {
        self.reading.mentions.iter().filter(|m| m.able && !m.title).filter_map(|m| Some((m.concept, self.marks[m.tokens.start].why()?)))
    }

    /// The concepts that words of duties show together, or a word of a title by
    /// itself (`rules/signs.toml`), where nothing of it is taken back. Prose is
    /// where a rule names no other `place`. Whether it is told so plainly that no relative is shown.
    pub fn signs(&self, rules: &Rules, base: Evidence, place: &str) -> Vec<(ConceptId, Evidence, bool)> {
        let line = &self.reading.line;
        let shown = |hit: &Hit| {
            if hit.says("in", line).unwrap_or("prose") != place {
                return None;
            }
            let concept = rules.taxonomy().by_id(hit.says("concept", line)?)?;
            let worth = hit.tokens.clone().map(|i| self.worth(i, base)).collect::<Option<Vec<_>>>()?;
            Some((concept, worth.into_iter().min()?, hit.says("told", line).is_some()))
        };
        self.reading.hits.of("signs").filter_map(shown).collect()
    }

    /// The licences that it says are held: "admitted to the bar in 2014" by itself,
    /// "licensed since 2012" for those that its clause names, or whose holder's title.
    pub fn held(&self, rules: &Rules) -> Vec<ConceptId> {
        let line = &self.reading.line;
        let mut held: Vec<ConceptId> = self.signs(rules, Evidence::Shown, "licence").into_iter().map(|(concept, ..)| concept).collect();
        let own = |hit: &&Hit| hit.says("class", line) == Some("held") && !self.cancels(hit.tokens.clone());
        for hit in self.reading.hits.of("signs").filter(own) {
            let reach = scope(&self.reading, hit);
            let named = self.reading.mentions.iter().filter(|m| m.able && reach.contains(&m.tokens.start) && self.marks[m.tokens.start] == Mark::Own);
            held.extend(named.filter_map(|m| self.licence(rules, m)));
        }
        held.sort_unstable();
        held.dedup();
        held
    }

    /// The licence that a mention is, or that the title of its holder stands for.
    pub fn licence(&self, rules: &Rules, mention: &Mention) -> Option<ConceptId> {
        if rules.taxonomy().get(mention.concept).sort == Sort::Credential {
            return Some(mention.concept);
        }
        let title = mention.title.then(|| self.reading.line.slice(mention.tokens.start, mention.tokens.end))?;
        Phrase::licence(rules, title)?.only(rules, &[Sort::Credential])
    }

    /// Words that no list knows, which words of duties say too: who traced faults with a
    /// meter did "troubleshooting".
    fn said<'s>(&'s self, place: &'s str) -> impl Iterator<Item = &'s str> {
        let line = &self.reading.line;
        let own = move |hit: &&Hit| hit.says("in", line).unwrap_or("prose") == place && !self.cancels(hit.tokens.clone());
        self.reading.hits.of("signs").filter(own).filter_map(|hit| hit.says("words", line)).flat_map(str::split_whitespace)
    }

    /// Stems of the words that are claimed and what they mean, sorted, and the least that one of them is worth.
    pub fn stems(&self, base: Evidence, place: &str) -> (Vec<Box<str>>, Evidence) {
        let line = &self.reading.line;
        let mut evidence = base;
        let mut stems: Vec<Box<str>> = Vec::new();
        for i in (0..line.tokens.len()).filter(|&i| line.tokens[i].is_word() && !is_function_word(line.word(i))) {
            if let Some(worth) = self.worth(i, base) {
                evidence = evidence.min(worth);
                stems.push(stem(line.word(i)));
            }
        }
        stems.extend(self.said(place).map(stem));
        let meanings: Vec<Box<str>> = stems.iter().filter_map(|stem| meaning(stem)).collect();
        stems.extend(meanings);
        stems.sort_unstable();
        stems.dedup();
        (stems, evidence)
    }

    /// Whether a word of it counts from afar only.
    pub fn soft(&self) -> bool {
        self.stems(Evidence::Shown, "list").1 <= Evidence::Soft
    }

    fn worth(&self, token: usize, base: Evidence) -> Option<Evidence> {
        match self.marks[token] {
            Mark::Own | Mark::Above => Some(base),
            Mark::Soft => Some(base.min(Evidence::Soft)),
            Mark::Heard => Some(base.min(Evidence::Stated)),
            Mark::Denied | Mark::Wished | Mark::Others => None,
        }
    }

    /// Whether anything in it is taken back.
    pub fn cancels(&self, tokens: Range<usize>) -> bool {
        self.marks[tokens].iter().any(|mark| mark.cancels())
    }

    pub fn reading(&self) -> &Reading<'r, 'a> {
        &self.reading
    }
}

/// The tokens that a hit reaches.
fn scope(reading: &Reading, hit: &Hit) -> Range<usize> {
    let line = &reading.line;
    let breaks = |i: usize, commas: bool| {
        let t = &line.tokens[i];
        let dash = t.is(b'-') && (!t.tight || line.tokens.get(i + 1).is_some_and(|n| !n.tight));
        t.is(b';')
            || t.is(b':')
            || t.is(b'(')
            || t.is(b')')
            || dash
            || commas && t.is(b',')
            || reading.hits.of("claims").any(|h| h.tokens.start == i && h.says("class", line) == Some("break"))
    };
    let Range { start, end } = hit.tokens.clone();
    let forward = |commas| (end..line.tokens.len()).find(|&i| breaks(i, commas)).unwrap_or(line.tokens.len());
    match hit.says("scope", line) {
        // "Without any help, set up Zabbix": what stands behind the comma is another thing.
        Some("after") if start == 0 && matches!(line.word(0), "without" | "lacking") => start..fronted(reading).unwrap_or_else(|| forward(false)),
        Some("after") => start..forward(false),
        Some("comma") => start..forward(true),
        Some("clause") => (0..start).rev().find(|&i| breaks(i, false)).map_or(0, |i| i + 1)..forward(false),
        _ => start..end,
    }
}

/// The comma behind which the person's own work begins, where a sentence opens with what was not there.
fn fronted(reading: &Reading) -> Option<usize> {
    let comma = reading.line.tokens.iter().position(|t| t.is(b','))?;
    let clauses = Clauses::new(reading)?;
    (clauses.opens(comma + 1) || clauses.pronoun(comma + 1)).then_some(comma)
}
