//! A name by itself, as a criterion or a list of skills has it: "strong
//! knowledge of Kubernetes", "Python 3.11", "R programming (proficient)".

use super::letters::spelled_out;
use super::{Mention, Reading};
use crate::grammar::{Hit, Rules, Sought};
use crate::taxonomy::{ConceptId, Relation, Sort};
use crate::text::phrase::joined;
use crate::text::stem::stem;

/// A name that was read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrase {
    /// The concepts that it names, each by itself all of it; more than one only
    /// where it lists several ("Word and Excel").
    pub concepts: Vec<ConceptId>,
    /// Found through a near spelling; the name that it was taken for.
    pub spelled: Option<String>,
    /// It holds several names one behind the other, with nothing between them that
    /// makes a list ("hospital accounting"): each says a part of it.
    pub compound: bool,
    /// The known name that its last words are, but for what is done with it, where no
    /// list knows the whole of it:
    /// "telephone triage" is a kind of triage, and who does "Kafka tuning" has Kafka.
    pub kind: Option<ConceptId>,
    /// Stems of its content words, in their order, for names that no list knows.
    pub stems: Vec<Box<str>>,
    /// Stem of the head word: the last before a preposition.
    pub head: Option<Box<str>>,
}

impl Phrase {
    /// Reads a name.
    pub fn read(rules: &Rules, text: &str) -> Phrase {
        Phrase::with_reading(rules, text).0
    }

    /// Reads a name; with what its words say, for those who ask more of them.
    pub fn with_reading<'r, 'a>(rules: &'r Rules, text: &'a str) -> (Phrase, Reading<'r, 'a>) {
        let reading = Reading::new(rules, text, Sought::Name);
        if let Some((short, long)) = spelled_out(text)
            && let Some(other) = long_form(rules, short, long)
        {
            return (other, reading);
        }
        let bare = without_brackets(text);
        let mut phrase = Phrase::of(rules, &reading);
        if bare != text.trim() && !bare.is_empty() {
            // "CBT (cognitive behavioral therapy)": what stands in brackets has decided the sense already.
            let outside = bare.len();
            let inside: Vec<ConceptId> =
                reading.mentions.iter().filter(|m| reading.line.range(m.tokens.start, m.tokens.end).start < outside).map(|m| m.concept).collect();
            let alone = Phrase::of(rules, &Reading::new(rules, &bare, Sought::Name));
            (phrase.compound, phrase.kind) = (alone.compound, alone.kind);
            if phrase.concepts.is_empty() {
                phrase.concepts = if alone.concepts.iter().all(|c| inside.contains(c)) { alone.concepts.clone() } else { Vec::new() };
            }
            // "Python (Django, Flask)": several that imply it are examples of it.
            if let [outside] = alone.concepts[..]
                && phrase.concepts.len() > 1
                && phrase.concepts.iter().all(|&c| rules.taxonomy().relation(outside, c) == Relation::Implies)
            {
                phrase.concepts = vec![outside];
            }
            if phrase.concepts.is_empty() && phrase.spelled.is_none() {
                phrase.spelled = alone.spelled;
            }
            (phrase.stems, phrase.head) = (alone.stems, alone.head);
        }
        (phrase, reading)
    }

    fn of(rules: &Rules, reading: &Reading) -> Phrase {
        let line = &reading.line;
        let filler = fillers(reading);
        let of_class =
            |class| reading.hits.0.iter().filter(move |h| h.says("class", line) == Some(class)).flat_map(|h| h.tokens.clone()).collect::<Vec<usize>>();
        let (wares, norms, acts, makers, papers) = (of_class("ware"), of_class("norm"), of_class("act"), of_class("maker"), of_class("paper"));
        let mut phrase = Phrase::default();
        let mut covered = true;
        let mut last: Option<(ConceptId, std::ops::Range<usize>)> = None;
        let mut at = 0;
        let mut in_brackets = false;
        let mut headed = false;
        let norm = |at: usize, last: &Option<(ConceptId, std::ops::Range<usize>)>| {
            norms.contains(&at) && last.as_ref().is_some_and(|(_, named)| in_letters_and_figures(line, named.start..at))
                || papers.contains(&at) && last.as_ref().is_some_and(|(named, _)| rules.taxonomy().get(*named).sort == Sort::Credential)
        };
        // "Autodesk" of "Autodesk Revit".
        let made = |at: usize| {
            let behind = (at..line.tokens.len()).find(|i| !makers.contains(i)).and_then(|i| reading.mention_at(i));
            makers.contains(&at) && behind.is_some_and(|m| is_product(rules, m.concept))
        };
        while at < line.tokens.len() {
            let said = reading.mention_at(at).filter(|m| names_something(rules, m.concept) && !(m.tokens.len() == 1 && norm(at, &last)));
            if let Some(m) = said {
                if !phrase.concepts.contains(&m.concept) {
                    phrase.compound |=
                        last.as_ref().is_some_and(|(before, named)| named.end == at && !(is_product(rules, *before) && is_product(rules, m.concept)));
                    phrase.concepts.push(m.concept);
                }
                let tokens = m.tokens.start..whole_name(rules, line, m);
                for i in tokens.clone().filter(|&i| line.tokens[i].is_word()) {
                    phrase.push_stem(line.word(i), headed);
                }
                at = tokens.end;
                last = Some((m.concept, tokens));
                continue;
            }
            let t = line.tokens[at];
            in_brackets = t.is(b'(') || in_brackets && !t.is(b')');
            if t.is_word() && line.word(at) != "s" {
                headed |= crate::text::line::is_preposition(line.word(at));
                let number = t.kind == crate::text::token::Kind::Number || is_version(line.word(at));
                if !filler[at] && !number {
                    let ware = wares.contains(&at) && phrase.concepts.last().is_some_and(|&c| is_product(rules, c));
                    covered &= in_brackets || ware || norm(at, &last) || made(at);
                    if !in_brackets {
                        phrase.push_stem(line.word(at), headed);
                    }
                }
            }
            at += 1;
        }
        if !covered {
            let ends = |end: usize| (end..line.tokens.len()).all(|i| filler[i] || acts.contains(&i));
            phrase.kind = last.filter(|(_, named)| phrase.concepts.len() == 1 && ends(named.end)).map(|(concept, _)| concept);
            phrase.concepts.clear();
        }
        if phrase.concepts.len() > 1 {
            phrase.keep_narrowest(rules);
        }
        phrase.compound &= phrase.concepts.len() > 1;
        if phrase.concepts.is_empty() {
            phrase.concepts.extend(within_fillers(rules, reading, &filler, &wares));
        }
        if phrase.concepts.is_empty() {
            phrase.find_spelling(rules, reading, &filler);
        }
        phrase
    }

    fn push_stem(&mut self, word: &str, headed: bool) {
        if crate::text::line::is_function_word(word) {
            return;
        }
        let s = stem(word);
        if !headed || self.head.is_none() {
            self.head = Some(s.clone());
        }
        if !self.stems.contains(&s) {
            self.stems.push(s);
        }
    }

    /// "Kubernetes (EKS)" names EKS: what another one implies says nothing more.
    fn keep_narrowest(&mut self, rules: &Rules) {
        let all = self.concepts.clone();
        let implied = |c: &ConceptId| all.iter().any(|o| o != c && rules.taxonomy().get(*o).above.binary_search(c).is_ok());
        self.concepts.retain(|c| !implied(c));
    }

    fn find_spelling(&mut self, rules: &Rules, reading: &Reading, filler: &[bool]) {
        let line = &reading.line;
        let spelling = &rules.taxonomy().spelling;
        let named = |i: &usize| line.tokens[*i].is_word() && !is_version(line.word(*i));
        let words: Vec<usize> = (0..line.tokens.len()).filter(named).collect();
        let content: Vec<usize> = words.iter().copied().filter(|&i| !filler[i]).collect();
        // Whole first: "Certified" opens names of certificates, and asks for them.
        for words in [&words, &content] {
            let (Some(&first), Some(&last)) = (words.first(), words.last()) else { continue };
            if words.len() > 5 {
                continue;
            }
            let text = line.slice(first, last + 1);
            let key = joined(text);
            if let Some(concept) = spelling.same_letters(&key) {
                self.concepts.push(concept);
                return;
            }
            // Words that are known are no slips of others.
            let slip = words.iter().any(|&i| line.numbers[i] == 0);
            if slip && let Some((concept, name)) = spelling.near(text, &key) {
                self.concepts.push(concept);
                self.spelled = Some(name.to_owned());
                return;
            }
        }
    }

    /// The licence or certificate that the title of its holder stands for
    /// ("Geotechnical Engineer", "Scrum Master").
    pub fn licence(rules: &Rules, title: &str) -> Option<Phrase> {
        let forms = [
            format!("{title} license"),
            format!("licensed {title}"),
            format!("registered {title}"),
            format!("certified {title}"),
            format!("{title} certification"),
        ];
        forms.iter().map(|form| Phrase::read(rules, form)).find(|phrase| phrase.only(rules, &[Sort::Credential]).is_some())
    }

    /// The one concept that the name means, if it is of one of these sorts.
    pub fn only(&self, rules: &Rules, sorts: &[Sort]) -> Option<ConceptId> {
        match self.concepts[..] {
            [only] if sorts.contains(&rules.taxonomy().get(only).sort) => Some(only),
            _ => None,
        }
    }
}

/// Where a name ends whose short forms overlap in it: "Amazon Redshift" and
/// "Redshift Spectrum" make up "Amazon Redshift Spectrum".
fn whole_name(rules: &Rules, line: &crate::text::Line, mention: &Mention) -> usize {
    let mut end = mention.tokens.end;
    for i in mention.tokens.start + 1..mention.tokens.end {
        rules.taxonomy().forms.phrases_at(line, i, |to, form| {
            if form.meanings().any(|m| m.concept == mention.concept) {
                end = end.max(to);
            }
        });
    }
    end
}

/// Tokens that say nothing of what a name names: leads, tails, function words.
fn fillers(reading: &Reading) -> Vec<bool> {
    let line = &reading.line;
    let mut filler: Vec<bool> = (0..line.tokens.len()).map(|i| !line.tokens[i].is_word() || crate::text::line::is_function_word(line.word(i))).collect();
    // "Terraform modules" says no more than Terraform, but "testing instruments" are no testing.
    let says_nothing =
        |h: &&Hit| matches!(h.family(), "leads" | "tails" | "years") && h.says("class", line) != Some("own") || h.says("class", line) == Some("manner");
    for hit in reading.hits.0.iter().filter(says_nothing) {
        filler[hit.tokens.clone()].fill(true);
    }
    filler
}

/// The one concept that is left without what says nothing: an ambiguous form among
/// such words ("React experience", "Unity 2022 LTS") stands as if alone.
fn within_fillers(rules: &Rules, reading: &Reading, filler: &[bool], wares: &[usize]) -> Option<ConceptId> {
    let line = &reading.line;
    let says = |i: &usize| !filler[*i] && !wares.contains(i) && line.tokens[*i].kind != crate::text::token::Kind::Number && !is_version(line.word(*i));
    let mut left = (0..line.tokens.len()).filter(says);
    let first = left.next()?;
    let end = left.next_back().unwrap_or(first) + 1;
    let text = line.slice(first, end);
    if text.len() == line.slice(0, line.tokens.len()).len() {
        return None;
    }
    let inner = Reading::new(rules, text, Sought::Name);
    let whole = |m: &&super::Mention| inner.line.range(m.tokens.start, m.tokens.end).len() == text.len();
    let concept = inner.mention_at(0).filter(whole).map(|m| m.concept).filter(|&c| names_something(rules, c))?;
    let ware = wares.iter().any(|&i| i < first || i >= end);
    (!ware || is_product(rules, concept)).then_some(concept)
}

/// "ISO 9001", "OSHA": a name written in capitals, or with a figure.
fn in_letters_and_figures(line: &crate::text::Line, tokens: std::ops::Range<usize>) -> bool {
    let text = line.slice(tokens.start, tokens.end);
    text.bytes().any(|b| b.is_ascii_digit()) || text.len() > 1 && !text.bytes().any(|b| b.is_ascii_lowercase())
}

/// Whether it is a product, of a category that is called software, systems or the like.
fn is_product(rules: &Rules, concept: ConceptId) -> bool {
    let ware = |form: &String| {
        ["software", "systems", "platforms", "tools", "applications", "languages", "frameworks", "libraries"]
            .iter()
            .any(|w| form.to_ascii_lowercase().ends_with(w))
    };
    let above = &rules.taxonomy().get(concept).above;
    above.iter().map(|&c| rules.taxonomy().get(c)).any(|c| ware(&c.label) || c.aliases.iter().any(ware))
}

fn names_something(rules: &Rules, concept: ConceptId) -> bool {
    !matches!(rules.taxonomy().get(concept).sort, Sort::Place)
}

/// "8", "2.x", "r2", "es6"? A version has a digit and little else.
fn is_version(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit()) && word.bytes().filter(|b| b.is_ascii_alphabetic()).count() <= 1 || matches!(word, "x" | "v" | "lts" | "cc")
}

/// What a short form means where the words of its letters say more than it does
/// itself: we do not know it, or know it for something else ("CNA (Certified Novell
/// Administrator)").
fn long_form(rules: &Rules, short: &str, long: &str) -> Option<Phrase> {
    let known = Phrase::of(rules, &Reading::new(rules, short, Sought::Name));
    let said = Phrase::of(rules, &Reading::new(rules, long, Sought::Name));
    let concept = match known.concepts[..] {
        [] => return Some(said),
        [concept] if !said.concepts.contains(&concept) => rules.taxonomy().get(concept),
        _ => return None,
    };
    let forms = std::iter::once(&concept.label).chain(&concept.aliases);
    let mut ours = forms.filter(|form| form.contains(' ')).peekable();
    ours.peek()?;
    let words = |text: &str| text.split_whitespace().map(stem).collect::<Vec<_>>();
    let theirs = words(long);
    let alike = |form: &String| words(form).iter().filter(|w| theirs.contains(w)).count() * 2 > theirs.len();
    (!ours.any(alike)).then_some(said)
}

fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0u32;
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// What a name was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The concepts that it names.
    pub concepts: Vec<ConceptId>,
    /// The name that a misspelt one was taken for.
    pub spelled: Option<String>,
}

impl Rules {
    /// The concepts that a name means ("advanced MS Excel": Excel); none where
    /// the taxonomy does not know it.
    pub fn find(&self, name: &str) -> Named {
        let phrase = Phrase::read(self, name);
        Named { concepts: phrase.concepts, spelled: phrase.spelled }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unknown_words_are_slips() {
        let rules = Rules::builtin();
        let read = |name: &str| Phrase::read(&rules, name).spelled;
        assert_eq!(read("Kuberntes").as_deref(), Some("kubernetes"));
        for name in ["images", "codebases", "computer engineering", "straps", "paystations"] {
            assert_eq!(read(name), None, "{name}");
        }
    }
}
