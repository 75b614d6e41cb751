//! The one place where rules run: over one line, every rule whose words stand in it.

use std::cell::OnceCell;
use std::ops::Range;

use super::automaton::Searched;
use super::pattern::Sets;
use super::source::{Part, Said, Text};
use super::{Grammar, Rule, Sought};
use crate::text::{Line, token::Kind};

/// One rule's hit in a line.
#[derive(Debug, Clone)]
pub(crate) struct Hit<'g> {
    pub rule: &'g Rule,
    /// Bytes of the line's folded text.
    pub span: Range<usize>,
    /// The tokens that the span touches.
    pub tokens: Range<usize>,
    /// What it says, by key; a value that names a capture group is that group's text.
    groups: Vec<(&'g str, Range<usize>)>,
}

impl<'g> Hit<'g> {
    /// Name of the rule's file.
    pub fn family(&self) -> &'g str {
        &self.rule.source.family
    }

    /// What the rule says for a key: a literal, or the folded text of a group.
    pub fn says<'a>(&'a self, key: &str, line: &'a Line) -> Option<&'a str> {
        if let Some((_, range)) = self.groups.iter().find(|(k, _)| *k == key) {
            return Some(&line.folded.text[range.clone()]);
        }
        self.rule.source.set.iter().find_map(|(k, said)| if let (Said::Literal(words), true) = (said, k == key) { Some(words.as_str()) } else { None })
    }

    /// The folded bytes of the group that a key names.
    pub fn group(&self, key: &str) -> Option<Range<usize>> {
        self.groups.iter().find(|(k, _)| *k == key).map(|(_, r)| r.clone())
    }
}

/// All hits in one line, by where they begin, longer ones first.
#[derive(Debug, Default, Clone)]
pub(crate) struct Hits<'g>(pub Vec<Hit<'g>>);

impl<'g> Hits<'g> {
    /// The hits of one family.
    pub fn of<'a>(&'a self, family: &'a str) -> impl Iterator<Item = &'a Hit<'g>> {
        self.0.iter().filter(move |h| h.rule.source.family == family)
    }

    /// The hits that begin at a token.
    pub fn at(&self, token: usize) -> impl Iterator<Item = &Hit<'g>> {
        let from = self.0.partition_point(|h| h.tokens.start < token);
        self.0[from..].iter().take_while(move |h| h.tokens.start == token)
    }

    /// Takes the hits of one family out.
    pub fn take(&mut self, family: &str) -> Hits<'g> {
        Hits(self.0.extract_if(.., |h| h.rule.source.family == family).collect())
    }
}

/// Rules by whose last digits it is noted which side of one stands in a line.
const SIDES: usize = 256;

/// The words, figures and marks of a line that some rule asks for, as bits; parts of
/// joined words too, as patterns see them ("node" in "node.js").
struct Present<'a> {
    line: &'a Line<'a>,
    grammar: &'a Grammar,
    /// Gathered when somebody asks for one.
    bits: OnceCell<Vec<u64>>,
    /// The line's folded text.
    text: Searched<'a>,
}

impl<'a> Present<'a> {
    fn new(line: &'a Line<'a>, grammar: &'a Grammar) -> Present<'a> {
        Present { line, grammar, bits: OnceCell::new(), text: Searched::new(&line.folded.text) }
    }

    fn gathered(&self) -> Vec<u64> {
        let (line, grammar) = (self.line, self.grammar);
        let mut bits = vec![0u64; grammar.laid.asked() / 64 + 1];
        let mut set = |place: u16| bits[place as usize / 64] |= 1 << (place % 64);
        for (token, &number) in line.tokens.iter().zip(&line.numbers) {
            let text = token.text(&line.folded.text);
            match token.kind {
                Kind::Mark(mark) => set(grammar.laid.sign(mark)),
                Kind::Word if text.bytes().all(|b| b.is_ascii_lowercase()) => set(grammar.laid.asked_as(number)),
                _ => {
                    set(grammar.laid.asked_as(number));
                    text.bytes().filter(|b| !b.is_ascii_lowercase()).for_each(|sign| set(grammar.laid.sign(sign)));
                    if !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
                        let parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
                        parts.for_each(|part| set(grammar.laid.asked_as(grammar.words.number(part))));
                    }
                }
            }
        }
        // What no rule asks for stands in the first place.
        bits[0] &= !1;
        bits
    }

    /// Whether one word of every set stands in the line.
    fn hold(&self, wants: &Sets) -> bool {
        wants.iter().all(|set| set.iter().any(|&place| self.stands(place)))
    }

    /// Whether the word of a place stands in the line.
    fn stands(&self, place: u16) -> bool {
        self.bits.get_or_init(|| self.gathered())[place as usize / 64] >> (place % 64) & 1 == 1
    }
}

/// Rules that are looked for, of all signs in profiles.
#[derive(Debug)]
pub(crate) struct Signs {
    /// By number, whether a rule is one of them.
    rules: Vec<bool>,
    /// By number, the words without one of which none of them fires.
    words: Vec<bool>,
}

impl Signs {
    /// Whether one of them may fire on a line.
    pub fn may(&self, line: &Line) -> bool {
        line.numbers.iter().any(|&number| number != 0 && self.words[number as usize])
    }
}

impl Rule {
    /// Whether something in the text keeps the rule from firing.
    fn kept(&self, text: &Searched, present: &Present) -> bool {
        self.unless.iter().any(|(wants, pattern)| present.hold(wants) && pattern.is_match(text))
    }
}

impl Grammar {
    /// Runs the rules that tell of what is sought over a line.
    pub fn run(&self, line: &Line, sought: Sought) -> Hits<'_> {
        if sought == Sought::Nothing {
            return Hits::default();
        }
        self.run_where(line, |word| self.laid.leads(word, sought), |rule| self.laid.runs(rule, sought))
    }

    /// Runs the rules that are wanted over a line; no other word `leads` to one.
    fn run_where(&self, line: &Line, leads: impl Fn(u32) -> bool, wants: impl Fn(u32) -> bool) -> Hits<'_> {
        let present = Present::new(line, self);
        let mut hits = Vec::new();
        let (mut wanted, mut sides): (Vec<u32>, Vec<(Part, Range<usize>)>) = Default::default();
        for (i, &number) in line.numbers.iter().enumerate() {
            if number == 0 || !leads(number) {
                continue;
            }
            line.phrases_at(&self.phrases, i, |to, phrase| {
                for part in self.phrases.values(phrase).map(Part::of).filter(|part| wants(part.rule)) {
                    match part.side {
                        0 => phrase_hit(self.rule(part.rule), line, &present, i..to, &mut hits),
                        _ => sides.push((part, i..to)),
                    }
                }
            });
            wanted.extend(self.laid.needing(self.laid.asked_as(number)).filter(|&rule| wants(rule)));
        }
        if line.folded.text.contains(['$', '\x7f']) {
            wanted.extend(self.laid.money().filter(|&rule| wants(rule)));
        }
        // Of most rules only one side stands in the line.
        let mut stand = [[false; SIDES]; 2];
        let place = |part: &Part| (part.rule as usize % SIDES, part.side as usize - 1);
        sides.iter().map(|(part, _)| place(part)).for_each(|(rule, side)| stand[side][rule] = true);
        sides.retain(|(part, _)| stand[2 - part.side as usize][place(part).0]);
        // By rule, in the order of the line.
        sides.sort_by_key(|(part, tokens)| (part.rule, tokens.start, std::cmp::Reverse(tokens.end)));
        for sides in sides.chunk_by(|(a, _), (b, _)| a.rule == b.rule) {
            for tokens in together(line, sides) {
                phrase_hit(self.rule(sides[0].0.rule), line, &present, tokens, &mut hits);
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        for rule in wanted {
            self.pattern_hits(rule, line, &present, &mut hits);
        }
        hits.sort_by_key(|h| (h.span.start, std::cmp::Reverse(h.span.end)));
        Hits(hits)
    }

    /// The signs that words of duties give of concepts that are wanted (by id), or of wanted words.
    pub fn signs(&self, wanted: impl Fn(&str) -> bool, words: impl Fn(&str) -> bool) -> Signs {
        let mut rules = vec![false; self.laid.len()];
        for rule in self.laid.of("signs") {
            let source = &self.rule(rule).source;
            rules[rule as usize] = source.literal("concept").is_some_and(&wanted) || source.literal("words").is_some_and(&words);
        }
        let telling = |phrase| self.phrases.values(phrase).any(|number| rules[Part::of(number).rule as usize]);
        let mut words = self.phrases.first_words(telling);
        for (place, leads) in words.iter_mut().enumerate() {
            *leads |= self.laid.needing(self.laid.asked_as(place as u32)).any(|rule| rules[rule as usize]);
        }
        Signs { rules, words }
    }

    /// What the words of a line show together, of what is looked for.
    pub fn run_signs(&self, line: &Line, signs: &Signs) -> Hits<'_> {
        self.run_where(line, |word| signs.words[word as usize], |rule| signs.rules[rule as usize])
    }

    /// The phrases of a family that begin at each token, the longest first, each judged
    /// as if it were the whole line: headings that stand in running text.
    pub fn phrases_within<'g>(&'g self, family: &str, line: &Line) -> Vec<(&'g Rule, Range<usize>)> {
        let present = Present::new(line, self);
        let mut found = Vec::new();
        for (i, _) in line.numbers.iter().enumerate().filter(|(_, n)| **n != 0) {
            let from = found.len();
            line.phrases_at(&self.phrases, i, |to, phrase| {
                let text = &line.folded.text[line.tokens[i].from as usize..line.tokens[to - 1].to as usize];
                let text = Searched::new(text);
                let fits = |rule: &&Rule| rule.source.family == family && !rule.kept(&text, &present);
                if let Some(rule) = self.telling(phrase).find(fits) {
                    found.push((rule, i..to));
                }
            });
            found[from..].sort_by_key(|(_, tokens)| std::cmp::Reverse(tokens.end));
        }
        found
    }

    /// Runs one family that stands apart from the rest (`resume/dates`). A need `#` is any digit, `*` anything.
    pub fn run_apart(&self, family: &str, line: &Line) -> Hits<'_> {
        let mut hits = Vec::new();
        let Some(apart) = self.apart().get(family) else { return Hits(hits) };
        let present = Present::new(line, self);
        for (i, _) in line.numbers.iter().enumerate().filter(|(_, n)| **n != 0) {
            line.phrases_at(&self.phrases, i, |to, phrase| {
                for rule in self.telling(phrase).filter(|r| r.source.family == family) {
                    phrase_hit(rule, line, &present, i..to, &mut hits);
                }
            });
        }
        let digits = line.folded.text.bytes().any(|b| b.is_ascii_digit());
        for (rule, needs) in apart {
            let source = &self.rule(u32::from(*rule)).source;
            let stands = |(need, number): (&Text, &u32)| match &**need {
                "#" => digits,
                "*" => true,
                _ => line.numbers.contains(number),
            };
            if source.needs.iter().zip(needs).any(stands) {
                self.pattern_hits(u32::from(*rule), line, &present, &mut hits);
            }
        }
        hits.sort_by_key(|h| (h.span.start, std::cmp::Reverse(h.span.end)));
        Hits(hits)
    }

    /// Runs one rule alone.
    pub fn run_one(&self, name: &str, line: &Line) -> Hits<'_> {
        let family = self.index(name).map_or("", |i| self.rule(u32::from(i)).source.family.as_str());
        let mut hits = if self.apart().contains_key(family) { self.run_apart(family, line) } else { self.run(line, Sought::All) };
        let index = self.index(name);
        hits.0.retain(|h| index == self.index(&h.rule.source.name));
        hits
    }

    /// The rules that a phrase belongs to.
    fn telling(&self, phrase: u32) -> impl Iterator<Item = &Rule> {
        self.phrases.values(phrase).map(Part::of).filter(|part| part.side == 0).map(|part| self.rule(part.rule))
    }

    fn pattern_hits<'g>(&'g self, rule: u32, line: &Line, present: &Present, hits: &mut Vec<Hit<'g>>) {
        if !self.laid.holds(rule, |place| present.stands(place)) {
            return;
        }
        let rule = self.rule(rule);
        let mut checked = false;
        for found in rule.pattern.iter().flat_map(|pattern| pattern.matches(&present.text)) {
            if !checked && rule.kept(&present.text, present) {
                return;
            }
            checked = true;
            let group = |(key, said): &'g (String, Said)| if let Said::Group(name) = said { Some((key.as_str(), found.group(name)?)) } else { None };
            let groups = rule.source.set.iter().filter_map(group).collect();
            // A group called `span` is the hit, where the pattern must look further than it.
            let span = found.group("span").unwrap_or(found.whole.clone());
            let tokens = line.tokens_of(span.clone());
            hits.push(Hit { rule, span, tokens, groups });
        }
    }
}

/// The stretches, none within another, that begin with a phrase of one side and end with the
/// next of the other, without a `;` between.
fn together(line: &Line, sides: &[(Part, Range<usize>)]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, (part, first)) in sides.iter().enumerate() {
        if found.last().is_some_and(|last| first.start < last.end) {
            continue;
        }
        let behind = |(_, second): &&(Part, Range<usize>)| second.start >= first.end;
        let next = sides[i + 1..].iter().filter(behind).find(|(other, _)| other.side != part.side);
        let clause = |second: &Range<usize>| !(first.end..second.start).any(|t| line.tokens[t].is(b';'));
        found.extend(next.map(|(_, second)| second).filter(|second| clause(second)).map(|second| first.start..second.end));
    }
    found
}

fn phrase_hit<'g>(rule: &'g Rule, line: &Line, present: &Present, tokens: Range<usize>, hits: &mut Vec<Hit<'g>>) {
    if rule.kept(&present.text, present) {
        return;
    }
    let span = line.tokens[tokens.start].from as usize..line.tokens[tokens.end - 1].to as usize;
    hits.push(Hit { rule, span, tokens, groups: Vec::new() });
}
