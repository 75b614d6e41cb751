//! A posting's sentences to criteria: what each sentence asks, how hard, and
//! what is left once the same ask in several places is one.

use std::ops::Range;

use super::mode::{Mode, stack};
use super::name::Name;
use super::reach;
use super::sentence::{self, Sentence, of_block};
use super::settle::settle;
use super::strength::{Strengths, strength_of, strengths};
use super::value::{self, Heard, Span, Value};
use super::{Alternative, Criteria, Criterion, Kind, Role, Source, Strength, degree, file, language, role};
use crate::Error;
use crate::grammar::{Rules, Sought};
use crate::mention::Reading;
use crate::posting::{BlockKind, Document, SectionKind};
use crate::text::digest;

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
    let sentences = sentence::read(rules, &document);
    let mut reader = Reader {
        rules,
        document: &document,
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
    let itself = |c: &Criterion| c.min_years.is_none() && matches!(&c.any_of[..], [one] if of_itself(&document.title, c, &one.text));
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

/// "Chief Inspectors are required to …", "the Chief Inspector positions are subject
/// to …": the role does not ask for itself. "Experience as a Chief Inspector" asks for work.
fn of_itself(title: &str, criterion: &Criterion, name: &str) -> bool {
    let rest = name.get(..title.len()).filter(|head| !title.is_empty() && head.eq_ignore_ascii_case(title)).map(|_| &name[title.len()..]);
    let work = matches!(criterion.kind, Kind::Skill | Kind::Experience);
    work && rest.is_some_and(|rest| match rest {
        "" => criterion.kind == Kind::Skill || !criterion.quote().to_ascii_lowercase().contains("experience"),
        "s" => true,
        more => more.starts_with(' ') && more.trim().split(' ').count() == 1,
    })
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
                    let reading = Reading::new(self.rules, text, Sought::Posting);
                    self.carried = reach::carried(&reading, &value::spans(&reading));
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
        let mode = if self.labels(reading, kind) { Mode::Silent } else { self.mode(reading, section, kind) };
        let spans = value::spans(reading);
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
            for value in degree::education(self.rules, reading, &spans).into_iter().chain(language::languages(self.rules, reading)) {
                if !taken[value.tokens.clone()].contains(&true) {
                    let times = if value.kind == Kind::Education { degree::times_within(reading, &spans, &value) } else { Vec::new() };
                    value.tokens.clone().filter(|i| !times.iter().any(|t| t.contains(i))).for_each(|i| taken[i] = true);
                    self.value(reading, range.start, value, base, &strengths);
                }
            }
            degree::fields_of(reading, &spans).into_iter().for_each(|f| taken[f].fill(true));
            self.traits(reading, range.start, base, &strengths, &spans, &mut taken);
            self.asks(reading, range.start, base, &strengths, &spans, &taken);
        } else if mode == Mode::Described {
            self.described(reading, range.start, &taken);
        } else if mode == Mode::Examined {
            self.asks(reading, range.start, Strength::Mentioned, &[], &spans, &taken);
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
            self.carried = reach::carried(reading, &spans);
        }
    }

    /// "Education:", an entry above the entries that it heads: what a heading would say.
    fn labels(&self, reading: &Reading, kind: BlockKind) -> bool {
        let line = &reading.line;
        let ends = line.tokens.last().is_some_and(|t| t.is(b':'));
        let whole = |h: &crate::grammar::Hit| h.tokens.start == 0 && line.tokens[h.tokens.end..].iter().all(|t| !t.is_word());
        let heads = || self.rules.grammar().run(line, Sought::Heading).of("sections").any(whole);
        ends && matches!(kind, BlockKind::Item(_)) && heads()
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
        let bare = name.head.is_none() && name.stem.is_none() && text.len() == range.len();
        let concept = if bare { file::concept_at(self.rules, kind, reading, name.tokens.clone()) } else { file::concept_of(self.rules, kind, &text) };
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
