//! A posting's sentences to criteria: what each sentence asks, how hard, and
//! what is left once the same ask in several places is one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::phrase::{self, Group, Name};
use super::value::{self, Span, Value};
use super::{Alternative, Criteria, Criterion, Kind, Source, Strength, Weight, file, weight};
use crate::Error;
use crate::grammar::{Rules, digest};
use crate::mention::Reading;
use crate::posting::{BlockKind, Document, SectionKind};
use crate::taxonomy::Sort;
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
    let mut reader = Reader { rules, document: &document, found: Vec::new(), unread: Vec::new(), asked: 0, qualifier: None };
    for i in 0..document.blocks.len() {
        reader.block(i);
    }
    let Reader { found, unread, asked, .. } = reader;
    let found = found.into_iter().filter(|f| !f.criterion.any_of.is_empty() || f.criterion.min_years.is_some() || f.criterion.max_years.is_some()).collect();
    let criteria = Criteria {
        title: document.title.clone(),
        company: document.company.clone(),
        posting: digest(&[document.text.as_bytes()]),
        criteria: settle(rules, found),
    };
    Ok(Extracted { document, criteria, unread, asked })
}

/// A criterion and the sentence that it stands in.
struct Found {
    criterion: Criterion,
    sentence: usize,
}

struct Reader<'a> {
    rules: &'a Rules,
    document: &'a Document,
    found: Vec<Found>,
    unread: Vec<Source>,
    asked: usize,
    /// Strength that a line such as "Bonus points if you have:" gives the entries below it.
    qualifier: Option<Strength>,
}

/// How a sentence is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// It asks, this hard unless it says otherwise.
    Asked(Strength),
    /// It describes: only nameable skills are noted.
    Described,
    /// Benefits, law, application: only conditions on the candidate.
    Silent,
}

impl Reader<'_> {
    fn block(&mut self, index: usize) {
        let block = &self.document.blocks[index];
        let text = self.document.block_text(block);
        match block.kind {
            BlockKind::Heading(_) => {
                self.qualifier = None;
                let line = crate::text::Line::new(text, self.rules.words());
                let hits = self.rules.grammar().run(&line);
                let preferred = hits.of("strength").any(|h| h.says("strength", &line) == Some("preferred"));
                if preferred && block.section == SectionKind::Requirements {
                    self.qualifier = Some(Strength::Preferred);
                }
                if block.section == SectionKind::Header && index > 0 {
                    self.header(block.range.clone());
                }
                return;
            }
            BlockKind::Paragraph => self.qualifier = None,
            BlockKind::Item(_) => {}
        }
        if block.section == SectionKind::Header && text.len() < 100 && index < 8 {
            self.header(block.range.clone());
        }
        for range in sentences(text) {
            let sentence = block.range.start + range.start..block.range.start + range.end;
            self.sentence(sentence, block.section, block.kind);
        }
    }

    /// A short line at the head of a posting: the place of the work.
    fn header(&mut self, range: Range<usize>) {
        if self.found.iter().any(|f| f.criterion.kind == Kind::Location) {
            return;
        }
        let text = &self.document.text[range.clone()];
        let reading = Reading::new(self.rules, text);
        let places: Vec<Range<usize>> =
            reading.mentions.iter().filter(|m| m.as_sort(self.rules.taxonomy(), Sort::Place).is_some() && reading.line.capital(m.tokens.start)).map(|m| m.tokens.clone()).collect();
        let Some(first) = places.first() else { return };
        let line = &reading.line;
        // "Seattle, WA, United States": neighbours over a comma are one place; "or" begins another.
        let mut names: Vec<Range<usize>> = vec![first.clone()];
        for next in &places[1..] {
            let last = names.last_mut().expect("not empty");
            let comma_only = (last.end..next.start).all(|i| line.tokens[i].is(b','));
            if comma_only { last.end = next.end } else { names.push(next.clone()) }
        }
        if let Some(remote) = (0..line.tokens.len()).find(|&i| line.word(i) == "remote" && i > 0 && line.word(i - 1) == "or") {
            names.push(remote..remote + 1);
        }
        let whole = names[0].start..names.last().expect("not empty").end;
        let alternatives = names.iter().map(|n| self.alternative(&reading, range.start, n.clone(), Kind::Location)).collect();
        let mut criterion = self.criterion(Kind::Location, Strength::Required, alternatives, "header-place");
        criterion.sources = vec![self.source(&reading, range.start, whole)];
        self.found.push(Found { criterion, sentence: range.start });
    }

    fn sentence(&mut self, range: Range<usize>, section: SectionKind, kind: BlockKind) {
        let text = &self.document.text[range.clone()];
        let reading = Reading::new(self.rules, text);
        let mode = self.mode(&reading, section, kind);
        let before = self.found.len();
        let mut taken = vec![false; reading.line.tokens.len()];
        for hit in reading.hits.of("negation") {
            taken[hit.tokens.clone()].fill(true);
        }
        let strengths = strengths(&reading);
        for value in value::conditions(&reading) {
            let free = !taken[value.tokens.clone()].contains(&true);
            let credential_unasked = value.kind == Kind::Credential && !matches!(mode, Mode::Asked(_));
            if free && !credential_unasked {
                taken[value.tokens.clone()].fill(true);
                let base = if let Mode::Asked(s) = mode { s } else { Strength::Required };
                self.value(&reading, range.start, value, base, &strengths);
            }
        }
        if let Mode::Asked(base) = mode {
            for value in value::languages(self.rules, &reading).into_iter().chain(value::education(self.rules, &reading)) {
                if !taken[value.tokens.clone()].contains(&true) {
                    taken[value.tokens.clone()].fill(true);
                    self.value(&reading, range.start, value, base, &strengths);
                }
            }
            self.traits(&reading, range.start, base, &strengths, &mut taken);
            self.asks(&reading, range.start, base, &strengths, &taken);
        } else if mode == Mode::Described {
            self.described(&reading, range.start, &taken);
        }
        if matches!(mode, Mode::Asked(_)) && kind != BlockKind::Paragraph {
            self.asked += 1;
            if self.found.len() == before {
                let (from, to) = (range.start, range.end);
                self.unread.push(Source { quote: clip(text).to_owned(), line: self.document.line_of(from), span: Some((from, to)) });
            }
        }
        if reading.line.tokens.last().is_some_and(|t| t.is(b':')) {
            self.qualifier = strengths.iter().map(|(_, s)| *s).next_back();
        }
    }

    fn mode(&self, reading: &Reading, section: SectionKind, kind: BlockKind) -> Mode {
        let asks = reading.hits.of("asks").next().is_some();
        let qualified = self.qualifier.filter(|_| matches!(kind, BlockKind::Item(_)));
        match section {
            SectionKind::Requirements => Mode::Asked(qualified.unwrap_or(Strength::Required)),
            SectionKind::Preferred => Mode::Asked(qualified.unwrap_or(Strength::Preferred)),
            SectionKind::Benefits | SectionKind::Legal | SectionKind::Application => Mode::Silent,
            _ if qualified.is_some() => Mode::Asked(qualified.expect("just seen")),
            _ if asks => Mode::Asked(Strength::Required),
            SectionKind::Header | SectionKind::Company | SectionKind::Responsibilities => Mode::Described,
        }
    }

    fn value(&mut self, reading: &Reading, base: usize, value: Value, strength: Strength, strengths: &[(Range<usize>, Strength)]) {
        let strength = value.strength.unwrap_or_else(|| strength_of(strength, strengths, reading, &value.tokens));
        let alternatives = value.names.iter().map(|n| self.alternative(reading, base, n.clone(), value.kind)).collect();
        let mut criterion = self.criterion(value.kind, strength, alternatives, &value.rule);
        criterion.field = value.field.iter().map(|n| self.alternative(reading, base, n.clone(), Kind::Trait)).collect();
        criterion.or_equivalent = value.or_equivalent;
        criterion.fluency = value.fluency.map(|f| reading.line.slice(f.start, f.end).to_owned()).unwrap_or_default();
        criterion.sources = vec![self.source(reading, base, value.tokens)];
        self.found.push(Found { criterion, sentence: base });
    }

    fn traits(&mut self, reading: &Reading, base: usize, strength: Strength, strengths: &[(Range<usize>, Strength)], taken: &mut [bool]) {
        for hit in reading.hits.of("traits") {
            if taken[hit.tokens.clone()].contains(&true) || reading.mentions.iter().any(|m| m.tokens.len() > hit.tokens.len() && overlap(&m.tokens, &hit.tokens)) {
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

    /// Skills and experience: the sentence cut into asks, each a list of names.
    fn asks(&mut self, reading: &Reading, base: usize, strength: Strength, strengths: &[(Range<usize>, Strength)], taken: &[bool]) {
        let spans = value::spans(reading);
        let mut taken = taken.to_vec();
        for span in &spans {
            taken[span.tokens.clone()].fill(true);
        }
        for (tokens, _) in strengths {
            taken[tokens.clone()].fill(true);
        }
        let tells = tells(reading, &spans, strengths);
        for ask in cut(reading, &spans, !tells) {
            let span = spans.iter().find(|s| ask.tokens.contains(&s.tokens.start));
            let groups: Vec<Group> = phrase::groups(reading, ask.tokens.clone(), &taken);
            let mut any = false;
            for group in groups {
                any |= self.group(reading, base, &ask, group, strength, strengths, span);
            }
            if let Some(span) = span.filter(|_| !any && !tells) {
                let strength = strength_of(strength, strengths, reading, &ask.tokens);
                let mut criterion = self.criterion(Kind::Experience, strength, Vec::new(), &span.rule);
                (criterion.min_years, criterion.max_years) = (span.min, span.max);
                criterion.sources = vec![self.source(reading, base, ask.tokens.clone())];
                self.found.push(Found { criterion, sentence: base });
            }
        }
    }

    /// One group of alternatives as a criterion, if any of its names is one.
    #[allow(clippy::too_many_arguments)]
    fn group(&mut self, reading: &Reading, base: usize, ask: &Ask, group: Group, strength: Strength, strengths: &[(Range<usize>, Strength)], span: Option<&Span>) -> bool {
        let names: Vec<Name> = group.names.into_iter().filter(|n| nameable(reading, n, ask, span.is_some())).collect();
        let Some(first) = names.first() else { return false };
        let last = names.last().expect("not empty");
        let covers = first.tokens.start.min(last.tokens.start)..last.tokens.end.max(first.tokens.end);
        let mut strength = strength_of(strength, strengths, reading, &covers);
        if let Some(note) = &group.note
            && let Some((_, s)) = strengths.iter().find(|(tokens, _)| overlap(tokens, note))
        {
            strength = *s;
        }
        let kind = kind_of(self.rules, reading, first, ask, span.is_some());
        let alternatives = names.iter().map(|n| self.named(reading, base, n, kind)).collect();
        let rule = span.map_or("ask", |s| s.rule.as_str());
        let mut criterion = self.criterion(kind, strength, alternatives, rule);
        criterion.at_least = ask.at_least.min(names.len() as u32).max(1);
        if let Some(span) = span {
            (criterion.min_years, criterion.max_years) = (span.min, span.max);
        }
        criterion.sources = vec![self.source(reading, base, ask.tokens.start.min(covers.start)..ask.tokens.end)];
        self.found.push(Found { criterion, sentence: base });
        true
    }

    /// Skills named where the work is described.
    fn described(&mut self, reading: &Reading, base: usize, taken: &[bool]) {
        let taxonomy = self.rules.taxonomy();
        let mut groups: Vec<Vec<Range<usize>>> = Vec::new();
        for m in &reading.mentions {
            if taxonomy.get(m.concept).sort != Sort::Skill || m.title || taken[m.tokens.clone()].contains(&true) {
                continue;
            }
            let joined = groups.last().and_then(|g| g.last()).is_some_and(|last: &Range<usize>| {
                let between: Vec<&str> = (last.end..m.tokens.start).map(|i| reading.line.word(i)).collect();
                matches!(between[..], ["or"] | ["/"] | [",", "or"])
            });
            if joined { groups.last_mut().expect("just seen").push(m.tokens.clone()) } else { groups.push(vec![m.tokens.clone()]) }
        }
        for names in groups {
            let covers = names[0].start..names.last().expect("not empty").end;
            let alternatives = names.iter().map(|n| self.alternative(reading, base, n.clone(), Kind::Skill)).collect();
            let mut criterion = self.criterion(Kind::Skill, Strength::Mentioned, alternatives, "described");
            criterion.sources = vec![self.source(reading, base, covers)];
            self.found.push(Found { criterion, sentence: base });
        }
    }

    fn criterion(&self, kind: Kind, strength: Strength, any_of: Vec<Alternative>, rule: &str) -> Criterion {
        Criterion {
            id: String::new(),
            kind,
            strength,
            any_of,
            at_least: 1,
            min_years: None,
            max_years: None,
            field: Vec::new(),
            or_equivalent: false,
            fluency: String::new(),
            gate: kind.is_gate(),
            weight: Weight::default(),
            rule: rule.to_owned(),
            sources: Vec::new(),
        }
    }

    fn alternative(&self, reading: &Reading, base: usize, tokens: Range<usize>, kind: Kind) -> Alternative {
        self.named(reading, base, &Name { tokens, head: None, duty: false, example: false }, kind)
    }

    fn named(&self, reading: &Reading, base: usize, name: &Name, kind: Kind) -> Alternative {
        let range = reading.line.range(name.tokens.start, name.tokens.end);
        let mut text = reading.line.source[range.clone()].trim_end_matches(['\'', '’']).to_owned();
        let mut end = range.end;
        if let Some(head) = &name.head {
            text = format!("{text} {}", reading.line.slice(head.start, head.end));
            end = reading.line.range(head.start, head.end).end;
        }
        let concept = file::concept_of(self.rules, kind, &text);
        let length = if name.head.is_some() { end - range.start } else { text.len() };
        Alternative { text, concept, span: Some((base + range.start, base + range.start + length)) }
    }

    fn source(&self, reading: &Reading, base: usize, tokens: Range<usize>) -> Source {
        let range = reading.line.range(tokens.start, tokens.end);
        let text = clip(&reading.line.source[range.clone()]).trim_end_matches([' ', ',', ';']);
        let from = base + range.start;
        Source { quote: text.to_owned(), line: self.document.line_of(from), span: Some((from, from + text.len())) }
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
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

/// The words of strength in a sentence.
fn strengths(reading: &Reading) -> Vec<(Range<usize>, Strength)> {
    let strength = |name: Option<&str>| match name {
        Some("preferred") => Some(Strength::Preferred),
        Some("required") => Some(Strength::Required),
        _ => None,
    };
    reading.hits.of("strength").filter_map(|h| Some((h.tokens.clone(), strength(h.says("strength", &reading.line))?))).collect()
}

/// The strength of what stands at `tokens`: the word of strength in the same
/// clause, else the section's.
fn strength_of(base: Strength, strengths: &[(Range<usize>, Strength)], reading: &Reading, tokens: &Range<usize>) -> Strength {
    let clause_ends = |i: usize| reading.line.tokens[i].is(b';') || reading.line.tokens[i].is(b'(') || reading.line.tokens[i].is(b')');
    let same_clause = |a: usize, b: usize| !(a.min(b)..a.max(b)).any(clause_ends);
    // A later word of strength ("X is required, Y a plus") closes the stretch before it.
    let after = strengths.iter().filter(|(t, _)| t.start >= tokens.start && same_clause(tokens.start, t.start)).min_by_key(|(t, _)| t.start);
    let before = strengths.iter().filter(|(t, _)| t.end <= tokens.start && same_clause(t.start, tokens.start)).max_by_key(|(t, _)| t.start);
    after.or(before).map_or(base, |(_, s)| *s)
}

/// A stretch of a sentence that one lead governs.
struct Ask {
    tokens: Range<usize>,
    /// "ability to …": what follows is a trait unless a list knows it.
    ability: bool,
    /// "experience …".
    experience: bool,
    at_least: u32,
    /// Names that no list knows may stand here.
    open: bool,
}

/// Whether a sentence says something of somebody or something ("Applicants who
/// fail will not be considered"), so that its nouns are no list of wishes: a
/// finite verb stands before anything that asks.
fn tells(reading: &Reading, spans: &[Span], strengths: &[(Range<usize>, Strength)]) -> bool {
    let line = &reading.line;
    let asks = |i: usize| {
        spans.iter().any(|s| s.tokens.contains(&i))
            || reading.hits.of("leads").any(|h| h.tokens.contains(&i) && matches!(h.says("class", line), Some("holding" | "ability")))
            || reading.hits.of("asks").any(|h| h.tokens.contains(&i))
    };
    for i in 0..line.tokens.len() {
        if asks(i) {
            return false;
        }
        let finite = matches!(line.word(i), "will" | "may" | "shall" | "cannot" | "is" | "are" | "was" | "were" | "can" | "do" | "does" | "did" | "would" | "could" | "has" | "have" | "we" | "our" | "if" | "please" | "must" | "should");
        let opens = reading.hits.of("leads").any(|h| h.tokens.start == 0 && h.tokens.contains(&i));
        if finite && !opens && !strengths.iter().any(|(t, _)| t.contains(&i)) {
            return true;
        }
    }
    false
}

/// Cuts a sentence where a new lead begins ("…, and experience with …") or new years.
fn cut(reading: &Reading, spans: &[Span], open: bool) -> Vec<Ask> {
    let line = &reading.line;
    let count = line.tokens.len();
    let mut starts: Vec<usize> = vec![0];
    let mut at = 1;
    while at < count {
        let before = line.word(at - 1);
        let may_begin = matches!(before, "," | ";" | "and" | "with" | "or" | "." | "-" | ":" | "(" | "including" | "plus" | "has" | "have" | "possess" | "a" | "an" | "as") || line.tokens[at].is(b';');
        let lead = may_begin && holds(reading, at);
        let years = spans.iter().any(|s| s.tokens.start == at) && at > 0;
        if (lead || years) && !inside(reading, at) {
            starts.push(at);
        }
        at += 1;
    }
    starts.dedup();
    let mut asks = Vec::with_capacity(starts.len());
    for (i, &from) in starts.iter().enumerate() {
        let to = starts.get(i + 1).copied().unwrap_or(count);
        let class = |class: &str| reading.hits.of("leads").any(|h| h.tokens.start >= from && h.tokens.end <= to && h.tokens.start < from + 6 && h.says("class", line) == Some(class));
        let at_least = reading.hits.of("grouping").find(|h| h.tokens.start >= from && h.tokens.start < to && h.group("at_least").is_some());
        asks.push(Ask {
            tokens: from..to,
            ability: class("ability"),
            experience: (from..to).take(8).any(|i| line.word(i) == "experience"),
            at_least: at_least.and_then(|h| h.says("at_least", line)).and_then(|n| match n {
                "two" => Some(2),
                "three" => Some(3),
                "four" => Some(4),
                n => n.parse().ok(),
            }).unwrap_or(1),
            open,
        });
    }
    asks
}

fn inside(reading: &Reading, token: usize) -> bool {
    reading.mentions.iter().any(|m| m.able && m.tokens.start < token && token < m.tokens.end)
}

/// Whether a lead with a holding word ("knowledge", "experience") and its
/// preposition begins at a token.
fn holds(reading: &Reading, from: usize) -> bool {
    let line = &reading.line;
    let mut at = from;
    let mut held = false;
    while at < line.tokens.len() {
        let hit = reading.hits.of("leads").filter(|h| h.tokens.start == at).max_by_key(|h| h.tokens.len());
        match hit {
            Some(hit) => {
                let class = hit.says("class", line);
                held |= matches!(class, Some("holding" | "ability" | "open"));
                at = hit.tokens.end;
            }
            None if at > from && matches!(line.word(at), "a" | "an" | "the" | "and" | "or" | "/") => at += 1,
            None => break,
        }
    }
    held && line.tokens.get(at).is_some_and(|t| t.is_word()) && (crate::text::line::is_preposition(line.word(at)) || at > from + 1 && crate::text::line::is_preposition(line.word(at - 1)))
}

/// Whether what was trimmed is a name that a recruiter would put on a scorecard.
fn nameable(reading: &Reading, name: &Name, ask: &Ask, years: bool) -> bool {
    let line = &reading.line;
    let words: Vec<usize> = name.tokens.clone().filter(|&i| line.tokens[i].is_word()).collect();
    let known = reading.mentions.iter().any(|m| m.able && name.tokens.start <= m.tokens.start && m.tokens.end <= name.tokens.end);
    if known {
        return words.len() <= 8;
    }
    if !ask.open {
        return false;
    }
    let most = if name.duty { 8 } else { 5 };
    let vague = reading.hits.of("vague").any(|h| h.tokens == name.tokens || h.tokens.start <= words[0] && h.tokens.end >= name.tokens.end);
    let number = words.iter().all(|&i| !line.word(i).bytes().any(|b| b.is_ascii_lowercase()));
    let place = reading.mentions.iter().any(|m| m.tokens == name.tokens);
    let letters: usize = words.iter().map(|&i| line.word(i).len()).sum();
    !vague && !number && !place && letters > 2 && words.len() <= most && (!ask.ability || years)
}

fn kind_of(rules: &Rules, reading: &Reading, name: &Name, ask: &Ask, years: bool) -> Kind {
    let taxonomy = rules.taxonomy();
    let last = reading.mentions.iter().rev().find(|m| name.tokens.start <= m.tokens.start && m.tokens.end <= name.tokens.end);
    let sort = last.filter(|m| m.tokens.end == name.tokens.end).map(|m| taxonomy.get(m.concept).sort);
    let duty_words = reading.hits.of("duties").any(|h| h.tokens.start >= name.tokens.start && h.tokens.end <= name.tokens.end);
    match sort {
        Some(Sort::Credential) => Kind::Credential,
        Some(Sort::Work) => Kind::Experience,
        Some(Sort::Skill) if !name.duty => Kind::Skill,
        _ if name.duty && duty_words => Kind::Experience,
        _ if years || name.duty && ask.experience => Kind::Experience,
        _ if reading.hits.of("kinds").any(|h| h.tokens.end == name.tokens.end) => Kind::Experience,
        _ => Kind::Skill,
    }
}

/// One criterion for each distinct ask, the strongest statement first, with
/// weights and ids.
fn settle(rules: &Rules, found: Vec<Found>) -> Vec<Criterion> {
    let mut kept: Vec<Found> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| (found[i].criterion.strength, found[i].criterion.min_years.is_none(), i));
    let mut found: Vec<Option<Found>> = found.into_iter().map(Some).collect();
    for i in order {
        let mut next = found[i].take().expect("each is taken once");
        let keys: Vec<String> = next.criterion.any_of.iter().map(|a| key(&next.criterion, a)).collect();
        // What is asked already is not asked again by a weaker statement; alternatives of a group are.
        let earlier = |k: &String| places.get(k).copied();
        if next.criterion.strength == Strength::Mentioned {
            if let Some(at) = keys.iter().find_map(earlier) {
                kept[at].criterion.sources.append(&mut next.criterion.sources);
                continue;
            }
        } else if let ([only], 1) = (&keys[..], keys.len())
            && let Some(at) = earlier(only)
        {
            let other = &mut kept[at].criterion;
            if other.min_years == next.criterion.min_years || next.criterion.min_years.is_none() {
                other.sources.append(&mut next.criterion.sources);
                continue;
            }
        } else if !keys.is_empty()
            && let Some(at) = earlier(&keys[0]).filter(|at| keys.iter().all(|k| earlier(k) == Some(*at)))
        {
            kept[at].criterion.sources.append(&mut next.criterion.sources);
            continue;
        }
        for k in keys {
            places.entry(k).or_insert(kept.len());
        }
        kept.push(next);
    }
    for f in &mut kept {
        f.criterion.sources.dedup();
    }
    kept.sort_by_key(|f| (f.criterion.sources[0].span, f.criterion.any_of.first().and_then(|a| a.span)));
    let sentences: Vec<usize> = kept.iter().map(|f| f.sentence).collect();
    let mut criteria: Vec<Criterion> = kept.into_iter().map(|f| f.criterion).collect();
    file::name_all(&mut criteria);
    weight::suggest(rules, &mut criteria, |_| true, |i, _| Some(sentences[i]));
    criteria
}

/// What an alternative asks, so that the same asked twice is seen.
fn key(criterion: &Criterion, name: &Alternative) -> String {
    let class = match criterion.kind {
        Kind::Skill | Kind::Experience | Kind::Credential => "able",
        other => other.name(),
    };
    let what = name.concept.clone().unwrap_or_else(|| {
        let phrase: Vec<String> = name.text.split_whitespace().map(|w| crate::text::fold::word_key(&w.to_lowercase()).into_owned()).collect();
        phrase.join(" ")
    });
    format!("{class}:{what}")
}
