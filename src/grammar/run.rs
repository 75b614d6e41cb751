//! The one place where rules run: over one line, every rule whose words stand in it.

use std::ops::Range;

use super::pattern::Sets;
use super::source::{Said, Text};
use super::{Grammar, Rule, Sought};
use crate::text::Line;

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
}

/// The words of a line that some rule asks for, as bits; parts of joined words
/// too, as patterns see them ("node" in "node.js").
struct Present(Vec<u64>);

impl Present {
    fn new(line: &Line, grammar: &Grammar) -> Present {
        let mut bits = vec![0u64; grammar.asked / 64 + 1];
        let mut set = |number: u32| {
            let at = grammar.asked_as[number as usize] as usize;
            bits[at / 64] |= 1 << (at % 64);
        };
        for (token, &number) in line.tokens.iter().zip(&line.numbers) {
            set(number);
            let text = token.text(&line.folded.text);
            if token.is_word() && !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
                text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).for_each(|part| set(grammar.words.number(part)));
            }
        }
        // What no rule asks for stands in the first place.
        bits[0] &= !1;
        Present(bits)
    }

    /// Whether one word of every set stands in the line.
    fn hold(&self, wants: &Sets) -> bool {
        wants.iter().all(|set| set.iter().any(|&n| self.0[n as usize / 64] >> (n % 64) & 1 == 1))
    }
}

impl Rule {
    /// Whether something in the text keeps the rule from firing.
    fn kept(&self, text: &str, present: &Present) -> bool {
        self.unless.iter().any(|pattern| present.hold(pattern.wants()) && pattern.is_match(text))
    }
}

impl Grammar {
    /// Runs the rules that tell of what is sought over a line.
    pub fn run(&self, line: &Line, sought: Sought) -> Hits<'_> {
        if sought == Sought::Nothing {
            return Hits::default();
        }
        let runs = |rule: u16| self.rules[rule as usize].sought & sought.bit() != 0;
        let present = Present::new(line, self);
        let mut hits = Vec::new();
        let mut wanted: Vec<u16> = Vec::new();
        for (i, &number) in line.numbers.iter().enumerate() {
            if number == 0 {
                continue;
            }
            line.phrases_at(&self.phrases, i, |to, phrase| {
                for rule in self.telling(phrase).filter(|r| r.sought & sought.bit() != 0) {
                    phrase_hit(rule, line, &present, i..to, &mut hits);
                }
            });
            if let Some(rules) = self.needs.get(&number) {
                wanted.extend(rules.iter().filter(|&&r| runs(r)));
            }
        }
        if !self.money.is_empty() && line.folded.text.contains(['$', '\x7f']) {
            wanted.extend(self.money.iter().filter(|&&r| runs(r)));
        }
        wanted.sort_unstable();
        wanted.dedup();
        for rule in wanted {
            pattern_hits(&self.rules[rule as usize], line, &present, &mut hits);
        }
        hits.sort_by_key(|h| (h.span.start, std::cmp::Reverse(h.span.end)));
        Hits(hits)
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
                let fits = |rule: &&Rule| rule.source.family == family && !rule.kept(text, &present);
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
        let Some(apart) = self.apart.get(family) else { return Hits(hits) };
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
            let rule = &self.rules[*rule as usize];
            let stands = |(need, number): (&Text, &u32)| match &**need {
                "#" => digits,
                "*" => true,
                _ => line.numbers.contains(number),
            };
            if rule.source.needs.iter().zip(needs).any(stands) {
                pattern_hits(rule, line, &present, &mut hits);
            }
        }
        hits.sort_by_key(|h| (h.span.start, std::cmp::Reverse(h.span.end)));
        Hits(hits)
    }

    /// Runs one rule alone.
    pub fn run_one(&self, name: &str, line: &Line) -> Hits<'_> {
        let family = self.by_name.get(name).map_or("", |&i| self.rules[i as usize].source.family.as_str());
        let mut hits = if self.apart.contains_key(family) { self.run_apart(family, line) } else { self.run(line, Sought::All) };
        let index = self.index(name);
        hits.0.retain(|h| index == self.index(&h.rule.source.name));
        hits
    }

    /// The rules that a phrase belongs to.
    fn telling(&self, phrase: u32) -> impl Iterator<Item = &Rule> {
        self.phrases.values(phrase).map(|rule| &self.rules[rule as usize])
    }
}

fn phrase_hit<'g>(rule: &'g Rule, line: &Line, present: &Present, tokens: Range<usize>, hits: &mut Vec<Hit<'g>>) {
    if rule.kept(&line.folded.text, present) {
        return;
    }
    let span = line.tokens[tokens.start].from as usize..line.tokens[tokens.end - 1].to as usize;
    hits.push(Hit { rule, span, tokens, groups: Vec::new() });
}

fn pattern_hits<'g>(rule: &'g Rule, line: &Line, present: &Present, hits: &mut Vec<Hit<'g>>) {
    let text = &line.folded.text;
    let Some(pattern) = rule.pattern.as_ref().filter(|p| present.hold(p.wants())) else { return };
    let mut checked = false;
    for found in pattern.matches(text) {
        if !checked && rule.kept(text, present) {
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
