//! A posting's sentences to criteria: what each sentence asks, how hard, and
//! what is left once the same ask in several places is one.

use std::ops::Range;

use rayon::prelude::*;

use super::mode::{Mode, stack};
use super::name::Name;
use super::reach;
use super::settle::settle;
use super::strength::{Strengths, strength_of, strengths};
use super::value::{self, Heard, Span, Value};
use super::{Alternative, Criteria, Criterion, Kind, Role, Source, Strength, employer, file, role};
use crate::Error;
use crate::grammar::{Hits, Rules, Sought};
use crate::mention::Reading;
use crate::posting::{BlockKind, Document, SectionKind};
use crate::text::digest;
use crate::text::sentence::sentences;

/// Longest quote, in bytes.
const QUOTE: usize = 200;

/// What was read from a posting.
#[derive(Debug, Clone)]
pub struct Extracted {
    /// The posting as it was read.
    pub document: Document,
    /// What it asks.
    pub criteria: Criteria,
    /// The role apart from them.
    pub role: Role,
    /// Sentences under requirements that gave no criterion.
    pub unread: Vec<Source>,
    /// Sentences under requirements in all.
    pub asked: usize,
}

/// Reads the criteria of a posting. A posting that asks nothing gives none.
///
/// # Errors
/// The input is larger than `rules/limits.toml` allows or is no text.
pub fn extract(rules: &Rules, input: &str, bytes: &[u8]) -> Result<Criteria, Error> {
    read(rules, input, bytes).map(|e| e.criteria)
}

/// As [`extract`], with the text that was read and what was not understood.
///
/// # Errors
/// As [`extract`].
pub fn read(rules: &Rules, input: &str, bytes: &[u8]) -> Result<Extracted, Error> {
    let document = Document::read(rules, input, bytes)?;
    let sentences = read_sentences(rules, &document);
    let mut reader = Reader {
        rules,
        document: &document,
        employer: employer::names(rules, &document.company),
        found: Vec::new(),
        unread: Vec::new(),
        asked: 0,
        qualifier: None,
        listed: false,
        carried: None,
        behind: false,
        placed: false,
    };
    for i in 0..document.blocks.len() {
        reader.block(i, of_block(&sentences, i));
    }
    if reader.placed {
        reader.drop_header();
    }
    let Reader { found, unread, asked, .. } = reader;
    // "The Chief Inspector positions are subject to …": the role does not ask for itself.
    let itself =
        |c: &Criterion| c.kind == Kind::Skill && c.min_years.is_none() && matches!(&c.any_of[..], [one] if one.text.eq_ignore_ascii_case(&document.title));
    let found = found
        .into_iter()
        .filter(|f| !itself(&f.criterion))
        .filter(|f| !f.criterion.any_of.is_empty() || f.criterion.min_years.is_some() || f.criterion.max_years.is_some())
        .collect();
    let criteria = Criteria {
        title: document.title.clone(),
        company: document.company.clone(),
        posting: digest(&[document.text.as_bytes()]),
        criteria: settle(rules, found),
    };
    let mut role = role::read(rules, &document, &sentences);
    drop(sentences);
    role::fill_places(&mut role, &criteria.criteria);
    Ok(Extracted { document, criteria, role, unread, asked })
}

/// A sentence of a block that is no heading.
pub(super) struct Sentence<'a> {
    block: usize,
    /// Its bytes of the text.
    pub range: Range<usize>,
    /// What it names and asks.
    pub reading: Reading<'a, 'a>,
    /// What it says of the role.
    pub role: Hits<'a>,
}

/// The sentences of a block.
pub(super) fn of_block<'s, 'a>(sentences: &'s [Sentence<'a>], block: usize) -> &'s [Sentence<'a>] {
    let from = sentences.partition_point(|s| s.block < block);
    let to = sentences.partition_point(|s| s.block <= block);
    &sentences[from..to]
}

/// Every sentence of the blocks that may ask. What a sentence names depends on no
/// other, so they are read on all cores.
fn read_sentences<'a>(rules: &'a Rules, document: &'a Document) -> Vec<Sentence<'a>> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for (i, block) in document.blocks.iter().enumerate().filter(|(_, b)| !matches!(b.kind, BlockKind::Heading(_))) {
        let text = document.block_text(block);
        for range in sentences(text) {
            let mut from = range.start;
            for to in glued(rules, text, range.clone()).into_iter().chain([range.end]) {
                found.push((i, block.range.start + from..block.range.start + to));
                from = to;
            }
        }
    }
    let read = |(block, range): (usize, Range<usize>)| {
        let mut reading = Reading::new(rules, &document.text[range.clone()], Sought::Posting);
        reading.split_pairs(rules.taxonomy());
        let role = reading.hits.take("role");
        Sentence { block, range, reading, role }
    };
    found.into_par_iter().map(read).collect()
}

impl Extracted {
    /// The criteria as JSON, and beside them the `role`.
    pub fn to_json(&self) -> serde_json::Value {
        let mut json = self.criteria.to_json();
        json["role"] = self.role.to_json();
        // The role stands before the criteria, which are long.
        if let Some(object) = json.as_object_mut()
            && let Some(criteria) = object.shift_remove("criteria")
        {
            object.insert("criteria".into(), criteria);
        }
        json
    }
}

/// A criterion and the sentence that it stands in.
pub(super) struct Found {
    pub criterion: Criterion,
    /// Where the sentence begins.
    pub sentence: usize,
}

pub(super) struct Reader<'a> {
    pub rules: &'a Rules,
    pub document: &'a Document,
    /// What the employer is called ([`employer::names`]).
    pub employer: Vec<String>,
    pub found: Vec<Found>,
    unread: Vec<Source>,
    asked: usize,
    /// Strength that a line such as "Bonus points if you have:" gives the entries below it.
    pub qualifier: Option<Strength>,
    /// That line was itself an entry: what asks by itself below is no part of it.
    listed: bool,
    /// Time that a line such as "5+ years of:" asks of the entries below it.
    pub carried: Option<Span>,
    /// A list of what is asked stands above, under the same heading; not told of running text.
    pub behind: bool,
    /// A condition in the text names a place.
    placed: bool,
}

impl Reader<'_> {
    fn block(&mut self, index: usize, sentences: &[Sentence]) {
        let block = &self.document.blocks[index];
        let text = self.document.block_text(block);
        match block.kind {
            BlockKind::Heading(_) => {
                (self.qualifier, self.carried, self.behind) = (None, None, false);
                let line = crate::text::Line::new(text, self.rules.words());
                let hits = self.rules.grammar().run(&line, Sought::Heading);
                let preferred = hits.of("strength").any(|h| h.says("strength", &line) == Some("preferred"));
                // "Desired experience" heads requirements only where nothing else does.
                let lone = hits.of("sections").any(|h| h.says("lone", &line).is_some());
                if preferred && !lone && block.section == SectionKind::Requirements {
                    (self.qualifier, self.listed) = (Some(Strength::Preferred), false);
                }
                if text.trim_end().ends_with(':') {
                    self.carried = reach::carried(&Reading::new(self.rules, text, Sought::Posting));
                }
                if block.section == SectionKind::Header && index > 0 {
                    self.header(block.range.clone());
                }
                return;
            }
            BlockKind::Paragraph => (self.qualifier, self.carried) = (None, None),
            BlockKind::Item(_) => self.behind = !self.document.running,
        }
        if block.section == SectionKind::Header && text.len() < 100 && index < 8 {
            self.header(block.range.clone());
        }
        let mut section = block.section;
        for Sentence { range, reading, .. } in sentences {
            self.sentence(reading, range.clone(), section, block.kind);
            // "We hire without regard to …. This applies to pay and leave": the rest of a paragraph of law is of it too.
            let law = |h: &crate::grammar::Hit| h.says("aside", &reading.line) == Some("law");
            if block.kind == BlockKind::Paragraph && reading.hits.of("asides").any(law) {
                section = SectionKind::Legal;
            }
        }
    }

    fn sentence(&mut self, reading: &Reading, range: Range<usize>, section: SectionKind, kind: BlockKind) {
        let text = &self.document.text[range.clone()];
        let holds = reading.hits.of("leads").any(|h| h.tokens.start < 2 && h.says("class", &reading.line) == Some("holding"));
        if self.listed && holds {
            self.qualifier = None;
        }
        let mode = self.mode(reading, section, kind);
        let before = self.found.len();
        let mut taken = vec![false; reading.line.tokens.len()];
        for hit in reading.hits.of("negation") {
            taken[hit.tokens.clone()].fill(true);
        }
        let strengths = strengths(reading);
        for value in value::conditions(self.rules, reading) {
            let free = !taken[value.tokens.clone()].contains(&true);
            let counts = match value.heard {
                Heard::Anywhere => true,
                Heard::Work => mode != Mode::Silent,
                Heard::Asked => matches!(mode, Mode::Asked(_)),
            };
            if free && counts {
                self.placed |= value.placed;
                taken[value.tokens.clone()].fill(true);
                // "Applicants must be authorised to work": a must, below a list of pluses too.
                let must = value.kind == Kind::Eligibility && (0..reading.line.tokens.len()).any(|i| reading.line.word(i) == "must");
                let base = if let (Mode::Asked(s), false) = (mode, must) { s } else { Strength::Required };
                self.value(reading, range.start, value, base, &strengths);
            }
        }
        if let Mode::Asked(base) = mode {
            // A language may be the field of a degree.
            for value in value::education(self.rules, reading).into_iter().chain(value::languages(self.rules, reading)) {
                if !taken[value.tokens.clone()].contains(&true) {
                    let times = if value.kind == Kind::Education { value::times_within(reading, &value) } else { Vec::new() };
                    value.tokens.clone().filter(|i| !times.iter().any(|t| t.contains(i))).for_each(|i| taken[i] = true);
                    self.value(reading, range.start, value, base, &strengths);
                }
            }
            value::fields_of_degrees(reading).into_iter().for_each(|f| taken[f].fill(true));
            self.traits(reading, range.start, base, &strengths, &mut taken);
            self.asks(reading, range.start, base, &strengths, &taken);
        } else if mode == Mode::Described {
            self.described(reading, range.start, &taken);
        } else if mode == Mode::Examined {
            self.asks(reading, range.start, Strength::Mentioned, &[], &taken);
        }
        if matches!(mode, Mode::Asked(_)) && kind != BlockKind::Paragraph {
            self.asked += 1;
            if self.found.len() == before {
                let (from, to) = (range.start, range.end);
                self.unread.push(Source { quote: clip(text).to_owned(), line: self.document.line_of(from), span: Some((from, to)) });
            }
        }
        // "The team uses the following": the entries below are what it uses.
        if mode == Mode::Described && stack(reading).is_some() && !reading.line.tokens.last().is_some_and(|t| t.is(b'.')) {
            (self.qualifier, self.listed) = (Some(Strength::Mentioned), matches!(kind, BlockKind::Item(_)));
        } else if reading.line.tokens.last().is_some_and(|t| t.is(b':')) {
            self.qualifier = strengths.iter().map(|(_, s)| *s).next_back();
            self.listed = matches!(kind, BlockKind::Item(_));
            self.carried = reach::carried(reading);
        }
    }

    fn value(&mut self, reading: &Reading, base: usize, value: Value, strength: Strength, strengths: &Strengths) {
        let strength = value.strength.unwrap_or_else(|| strength_of(strength, strengths, reading, &value.tokens));
        let alternatives = value.names.iter().map(|n| self.alternative(reading, base, n.clone(), value.kind)).collect();
        let mut criterion = self.criterion(value.kind, strength, alternatives, &value.rule);
        criterion.field = value.field.iter().map(|n| self.alternative(reading, base, n.clone(), Kind::Trait)).collect();
        criterion.or_equivalent = value.or_equivalent;
        criterion.fluency = value.fluency.map(|f| reading.line.slice(f.start, f.end).to_owned()).unwrap_or_default();
        criterion.sources = vec![self.source(reading, base, value.tokens)];
        self.found.push(Found { criterion, sentence: base });
    }

    fn traits(&mut self, reading: &Reading, base: usize, strength: Strength, strengths: &Strengths, taken: &mut [bool]) {
        let spans = value::spans(reading);
        let mut worked = 0;
        for hit in reading.hits.of("traits") {
            // "5 years of technical leadership" asks for work.
            if spans.iter().any(|s| s.tokens.end == hit.tokens.start) {
                worked = hit.tokens.end;
            }
            if hit.tokens.start < worked || led(reading, &hit.tokens) || post(reading, &hit.tokens) || beside_work(reading, &spans, &hit.tokens) {
                continue;
            }
            if taken[hit.tokens.clone()].contains(&true)
                || reading.mentions.iter().any(|m| m.tokens.len() > hit.tokens.len() && overlap(&m.tokens, &hit.tokens))
            {
                continue;
            }
            taken[hit.tokens.clone()].fill(true);
            let strength = strength_of(strength, strengths, reading, &hit.tokens);
            let alternative = self.alternative(reading, base, hit.tokens.clone(), Kind::Trait);
            let mut criterion = self.criterion(Kind::Trait, strength, vec![alternative], &hit.rule.source.name);
            criterion.sources = vec![self.source(reading, base, hit.tokens.clone())];
            self.found.push(Found { criterion, sentence: base });
        }
    }

    pub(super) fn criterion(&self, kind: Kind, strength: Strength, any_of: Vec<Alternative>, rule: &str) -> Criterion {
        Criterion { rule: rule.to_owned(), ..Criterion::asking(kind, strength, any_of) }
    }

    pub(super) fn alternative(&self, reading: &Reading, base: usize, tokens: Range<usize>, kind: Kind) -> Alternative {
        self.named(reading, base, &Name { tokens, head: None, stem: None, duty: false, example: false }, kind)
    }

    pub(super) fn named(&self, reading: &Reading, base: usize, name: &Name, kind: Kind) -> Alternative {
        let text = name.text(reading);
        let bytes = |tokens: &Range<usize>| reading.line.range(tokens.start, tokens.end);
        let range = bytes(&name.tokens);
        let start = name.stem.as_ref().map_or(range.start, |stem| bytes(stem).start);
        let end = name.head.as_ref().map_or(range.end, |head| bytes(head).end);
        let concept = file::concept_of(self.rules, kind, &text);
        let length = if name.head.is_some() || name.stem.is_some() { end - start } else { text.len() };
        Alternative { text, concept, span: Some((base + start, base + start + length)) }
    }

    pub(super) fn source(&self, reading: &Reading, base: usize, tokens: Range<usize>) -> Source {
        let range = reading.line.range(tokens.start, tokens.end);
        let text = clip(&reading.line.source[range.clone()]).trim_end_matches([' ', ',', ';']);
        let from = base + range.start;
        Source { quote: text.to_owned(), line: self.document.line_of(from), span: Some((from, from + text.len())) }
    }
}

pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether a trait's words are whom one leads or that one led them: "managing
/// *diverse teams*", "*leadership* of a small team". That is work.
fn led(reading: &Reading, tokens: &Range<usize>) -> bool {
    let line = &reading.line;
    let teams = line.word(tokens.end - 1).starts_with("team");
    let leading =
        tokens.start > 0 && ["lead", "manag", "supervis", "build", "mentor", "coach"].iter().any(|verb| line.word(tokens.start - 1).starts_with(verb));
    let whom = |i: usize| ["team", "group", "crew", "staff", "department", "people"].iter().any(|whom| line.word(i).starts_with(whom));
    let of = (tokens.end + 1..line.tokens.len().min(tokens.end + 5)).any(whom) && line.word(tokens.end) == "of";
    teams && leading || line.word(tokens.start) == "leadership" && of
}

/// Whether a trait's word is part of a post by its name: "Principal *Communications* Operator".
fn post(reading: &Reading, tokens: &Range<usize>) -> bool {
    let line = &reading.line;
    let capital = |i: usize| line.tokens[i].is_word() && line.capital(i);
    let from = (0..tokens.start).rev().take_while(|&i| capital(i)).last().unwrap_or(tokens.start);
    let to = (tokens.start..line.tokens.len()).take_while(|&i| capital(i)).last().map_or(tokens.start, |i| i + 1);
    let titled = |end: usize| reading.hits.of("kinds").any(|h| h.tokens.end == end && h.tokens.start >= tokens.end);
    tokens.clone().all(capital) && to - from > tokens.len() && (from > 0 || to < line.tokens.len()) && titled(to)
}

/// Whether a trait's word stands in a list of the work that a time is asked of:
/// "3 years in marketing or *communications*".
fn beside_work(reading: &Reading, spans: &[value::Span], tokens: &Range<usize>) -> bool {
    let line = &reading.line;
    let timed = spans.iter().any(|s| s.tokens.end <= tokens.start && !(s.tokens.end..tokens.start).any(|i| line.tokens[i].is(b';') || line.word(i) == "with"));
    let joins = |i: usize| line.tokens.get(i).is_some_and(|_| matches!(line.word(i), "or" | "/"));
    timed && (joins(tokens.end) || joins(tokens.start - 1))
}

/// Where lines of a text were run together without a space ("Vue or ReactBackend
/// skills"): between two names, or a name and an everyday word, of which the whole
/// is none.
fn glued(rules: &Rules, text: &str, range: Range<usize>) -> Vec<usize> {
    let bytes = text.as_bytes();
    let letter = |i: usize| range.contains(&i) && bytes[i].is_ascii_alphanumeric();
    let turns = (range.start + 1..range.end).filter(|&i| bytes[i].is_ascii_uppercase() && bytes[i - 1].is_ascii_lowercase());
    let known = |word: &str| {
        let line = crate::text::Line::new(word, rules.words());
        let mut found = false;
        if line.numbers.first().is_some_and(|&n| n != 0) {
            rules.taxonomy().forms.phrases_at(&line, 0, |to, _| found |= to == line.tokens.len());
        }
        found
    };
    let breaks = turns.filter(|&at| {
        let from = (range.start..at).rev().take_while(|&i| letter(i)).last().unwrap_or(at);
        let to = (at..range.end).find(|&i| !letter(i)).unwrap_or(range.end);
        let (left, right) = (&text[from..at], &text[at..to]);
        let everyday = |word: &str| rules.taxonomy().spelling.is_everyday(word);
        left.len() > 2 && right.len() > 3 && !known(&text[from..to]) && known(left) && (known(right) || everyday(right))
    });
    breaks.collect()
}

/// At most [`QUOTE`] bytes, cut at a space.
fn clip(text: &str) -> &str {
    if text.len() <= QUOTE {
        return text;
    }
    let mut end = QUOTE;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].rsplit_once(' ').map_or(&text[..end], |(head, _)| head)
}
