//! Finds what a sentence names: concepts of the taxonomy and hits of rules. The
//! same for postings and for the prose of profiles.
//!
//! Of two names that overlap the longer stays ("Azure DevOps" over "DevOps"); a
//! form with several meanings is decided by the rest of its sentence.

mod check;
mod foreign;
mod letters;
mod phrase;
mod relate;

use std::ops::Range;

pub use check::Finding;
pub use foreign::Imported;
pub use phrase::Named;
pub(crate) use phrase::Phrase;
pub(crate) use relate::Part;

use crate::grammar::{Cue, Hits, Lengths, Rules, Sought};
use crate::taxonomy::{Around, ConceptId, Form, Sort, Taxonomy, WordClass, bit};
use crate::text::Line;

/// A concept named in a line.
#[derive(Debug, Clone)]
pub(crate) struct Mention<'r> {
    pub concept: ConceptId,
    /// The tokens that name it.
    pub tokens: Range<usize>,
    /// A job title that shows the concept, not its name.
    pub title: bool,
    /// Something one can or does: no place, language or degree.
    pub able: bool,
    /// Everything else that the same words could be (MA: a degree, a state).
    others: Form<'r>,
}

impl Mention<'_> {
    /// What the words mean as this sort of thing.
    pub fn as_sort(&self, taxonomy: &Taxonomy, sort: Sort) -> Option<ConceptId> {
        self.all_of(taxonomy, sort).next()
    }

    /// Everything of a sort that the words could mean.
    pub fn all_of(&self, taxonomy: &Taxonomy, sort: Sort) -> impl Iterator<Item = ConceptId> {
        std::iter::once(self.concept).chain(self.others.meanings().map(|m| m.concept)).filter(move |&c| taxonomy.get(c).sort == sort)
    }
}

/// A line with all that was found in it.
#[derive(Debug)]
pub(crate) struct Reading<'r, 'a> {
    pub line: Line<'a>,
    /// Without overlaps, in the order of the text.
    pub mentions: Vec<Mention<'r>>,
    pub hits: Hits<'r>,
    rules: &'r Rules,
}

impl<'r, 'a> Reading<'r, 'a> {
    /// Reads a sentence, a heading or an entry of a list.
    pub fn new(rules: &'r Rules, text: &'a str, sought: Sought) -> Reading<'r, 'a> {
        let line = Line::new(text, rules.words());
        let mentions = mentions(rules, &line);
        let hits = rules.grammar().run(&line, sought);
        Reading { line, mentions, hits, rules }
    }

    /// Reads a sentence or an entry of a profile: concepts, and what takes them back.
    pub fn of_profile(rules: &'r Rules, text: &'a str) -> Reading<'r, 'a> {
        let line = Line::new(text, rules.words());
        let mentions = mentions(rules, &line);
        let hits = rules.told(&line);
        Reading { line, mentions, hits, rules }
    }

    /// Reads "monitoring and observability" as the two names that it joins, where
    /// a list has the pair for one of them: each is asked by itself.
    pub fn split_pairs(&mut self, taxonomy: &'r Taxonomy) {
        let pairs = std::mem::take(&mut self.mentions);
        for mention in pairs {
            match halves(taxonomy, &self.line, &mention) {
                Some(both) => self.mentions.extend(both),
                None => self.mentions.push(mention),
            }
        }
    }

    /// Whether the word at a token stands in a list of `rules/cues.toml`; behind the line's end none does.
    pub fn cue(&self, token: usize, cue: Cue) -> bool {
        self.rules.cue(&self.line, token, cue)
    }

    /// All lists of `rules/cues.toml` that the word at a token stands in, as bits.
    pub fn cues(&self, token: usize) -> u128 {
        self.rules.cues(&self.line, token)
    }

    /// How far a reader looks.
    pub fn lengths(&self) -> &'r Lengths {
        self.rules.lengths()
    }

    /// Whether a list knows some tokens as one name, wherever they stand.
    pub fn knows(&self, tokens: impl IntoIterator<Item = usize>) -> bool {
        self.rules.taxonomy().forms.knows(tokens.into_iter().map(|i| self.line.numbers[i]))
    }

    /// What the word at a token is, where it is hardly ever the name of a thing and
    /// no part of a name here.
    pub fn class(&self, token: usize) -> Option<WordClass> {
        self.rules.taxonomy().class(self.line.word(token)).filter(|_| !self.mentions.iter().any(|m| m.able && m.tokens.contains(&token)))
    }

    /// What the word at a token is by itself, part of a name or not.
    pub fn word_class(&self, token: usize) -> Option<WordClass> {
        self.rules.taxonomy().class(self.line.word(token))
    }

    /// Whether the word at a token is written like a proper name: with a capital
    /// that neither the beginning of the line nor a title asks for.
    pub fn proper(&self, token: usize) -> bool {
        self.line.capital(token) && (0..token).any(|i| self.line.tokens[i].is_word())
    }

    /// What some tokens mean wherever they stand: a name that a list knows for one thing only.
    pub fn always(&self, tokens: &Range<usize>) -> Option<ConceptId> {
        let mention = self.mention_at(tokens.start).filter(|m| m.tokens == *tokens && m.others.ambiguous().is_none())?;
        let code = tokens.len() == 1 && unwritten_plural(self.rules.taxonomy(), &self.line, tokens.start, mention.others);
        (!code).then_some(mention.concept)
    }

    /// What sort of thing a mention names.
    pub fn sort(&self, mention: &Mention) -> Sort {
        self.rules.taxonomy().get(mention.concept).sort
    }

    /// The mention that begins at a token.
    pub fn mention_at(&self, token: usize) -> Option<&Mention<'r>> {
        let i = self.mentions.partition_point(|m| m.tokens.start < token);
        self.mentions.get(i).filter(|m| m.tokens.start == token)
    }
}

/// A form found, before overlaps and meanings are settled.
struct Candidate<'r> {
    tokens: Range<usize>,
    form: Form<'r>,
}

/// The concepts that a line names.
fn mentions<'r>(rules: &'r Rules, line: &Line) -> Vec<Mention<'r>> {
    let taxonomy = rules.taxonomy();
    let mut candidates: Vec<Candidate<'r>> = Vec::new();
    for (i, &number) in line.numbers.iter().enumerate() {
        if number == 0 || !taxonomy.forms.tree.opens(number) {
            continue;
        }
        // The "http" and the "com" of a link name nothing.
        // "insurance or tech": only "OR tech" works in an operating room.
        let joins = line.word(i) == "or" && !line.all_caps(i);
        if joins || domain(rules, line, i) || line.folded.text[line.tokens[i].to as usize..].starts_with("://") {
            continue;
        }
        taxonomy.forms.phrases_at(line, i, |to, form| {
            if to == i + 1 && (single_letter_glued(line, i) || short_code(taxonomy, line, i, form) || other_code(taxonomy, line, i, form))
                || low_code(taxonomy, line, i..to, form)
                || across_compound(line, i..to)
            {
                return;
            }
            candidates.push(Candidate { tokens: i..to, form });
        });
    }
    apart(taxonomy, line, &mut candidates);
    let whole = 0..entry_end(rules, line);
    let fields = fields_around(taxonomy, &candidates);
    let words = line.numbers.iter().fold(0, |bits, &number| bits | bit(number));
    let around = |tokens: &Range<usize>| Around { line, words, fields: &fields, alone: *tokens == whole };
    let mut found: Vec<Mention<'r>> = candidates
        .iter()
        .filter_map(|c| {
            let (concept, title) = match c.form.ambiguous() {
                Some(form) => {
                    let concept = taxonomy.sense(form, c.tokens.start, c.tokens.end, &around(&c.tokens))?;
                    (concept, c.form.meanings().any(|m| m.concept == concept && m.title))
                }
                None => c.form.meanings().next().map(|m| (m.concept, m.title))?,
            };
            let able = matches!(taxonomy.get(concept).sort, Sort::Skill | Sort::Work | Sort::Credential);
            Some(Mention { concept, tokens: c.tokens.clone(), title, able, others: c.form })
        })
        .collect();
    found.sort_by_key(|m| (std::cmp::Reverse(m.tokens.len()), m.tokens.start));
    let mut taken = vec![false; line.tokens.len()];
    found.retain(|m| {
        let free = !taken[m.tokens.clone()].contains(&true);
        if free {
            taken[m.tokens.clone()].fill(true);
        }
        free
    });
    found.sort_by_key(|m| m.tokens.start);
    found
}

/// Where the one thing of a list's entry ends: "Kafka", "Kafka experience", "Go is a plus".
fn entry_end(rules: &Rules, line: &Line) -> usize {
    let mut words = (0..line.tokens.len()).rev().filter(|&i| line.tokens[i].is_word());
    // "is a plus", "are highly preferred": how hard it is asked.
    let verb = (0..line.tokens.len()).rev().find(|&i| matches!(line.word(i), "is" | "are"));
    let asked = verb.filter(|&verb| (verb + 1..line.tokens.len()).any(|i| rules.cue(line, i, Cue::Hard))).unwrap_or(line.tokens.len());
    words.find(|i| *i < asked && !rules.cue(line, *i, Cue::Held)).map_or(0, |i| i + 1)
}

/// "System-level design reviews" hold no level design: a name that begins within a word of
/// several parts does not go on behind it.
fn across_compound(line: &Line, tokens: Range<usize>) -> bool {
    // "US-Latin America", "highly-scalable systems": two names, and a word of degree.
    let begins = line.hyphened(tokens.start) && !line.capital(tokens.start) && !line.word(tokens.start - 2).ends_with("ly");
    begins && (tokens.start + 1..tokens.end).any(|i| line.tokens[i].is_word() && !line.tokens[i].tight)
}

/// "www.acme.com" holds no COM.
fn domain(rules: &Rules, line: &Line, i: usize) -> bool {
    let dotted = i > 1 && line.tokens[i - 1].is(b'.') && line.tokens[i - 1].tight && line.tokens[i].tight;
    dotted && rules.cue(line, i, Cue::Domain)
}

/// "ASP.NET/MVC" is two names where both are known and no list writes it with the slash.
fn apart(taxonomy: &Taxonomy, line: &Line, candidates: &mut Vec<Candidate>) {
    let spans: Vec<Range<usize>> = candidates.iter().map(|c| c.tokens.clone()).collect();
    candidates.retain(|c| {
        let Some(slash) = c.tokens.clone().find(|&i| line.tokens[i].is(b'/')) else { return true };
        // "R/Python/SAS/SQL": part of a longer list.
        let chain = c.tokens.start > 0 && line.tokens[c.tokens.start - 1].is(b'/') || line.tokens.get(c.tokens.end).is_some_and(|t| t.is(b'/'));
        let text = line.slice(c.tokens.start, c.tokens.end);
        let written = c.form.meanings().any(|m| {
            let concept = taxonomy.get(m.concept);
            std::iter::once(&concept.label).chain(&concept.aliases).any(|name| name.contains('/') && name.eq_ignore_ascii_case(text))
        });
        let both = spans.contains(&(c.tokens.start..slash)) && spans.contains(&(slash + 1..c.tokens.end));
        written && !chain || !both
    });
}

/// The names that "and" joins in one mention, if each is known by itself. What
/// only the pair names ("supervisory control and data acquisition") stays whole.
fn halves<'r>(taxonomy: &'r Taxonomy, line: &Line, pair: &Mention) -> Option<[Mention<'r>; 2]> {
    let and = pair.tokens.clone().find(|&i| line.word(i) == "and" || line.tokens[i].is(b'&'))?;
    let known = |tokens: Range<usize>| {
        let mut found = None;
        if tokens.is_empty() || line.numbers[tokens.start] == 0 {
            return None;
        }
        taxonomy.forms.phrases_at(line, tokens.start, |to, form| {
            if to == tokens.end {
                found = form.meanings().next().map(|m| (m, form));
            }
        });
        let (meaning, form) = found?;
        let able = matches!(taxonomy.get(meaning.concept).sort, Sort::Skill | Sort::Work | Sort::Credential);
        able.then(|| Mention { concept: meaning.concept, tokens: tokens.clone(), title: meaning.title, able, others: form })
    };
    let (left, right) = (known(pair.tokens.start..and)?, known(and + 1..pair.tokens.end)?);
    // "continuous integration and continuous delivery": names that are long enough stand by themselves.
    let short_form = line.tokens.get(pair.tokens.end).is_some_and(|t| t.is(b'('));
    let long = and - pair.tokens.start > 1 && pair.tokens.end - and > 2 && !short_form;
    let concept = taxonomy.get(pair.concept);
    // "Jira & Confluence", where a list has them with a slash only.
    let text = line.slice(pair.tokens.start, pair.tokens.end);
    let other = !std::iter::once(&concept.label).chain(&concept.aliases).any(|name| name.contains(" and ") || name.contains('&'))
        && line.capital(pair.tokens.start)
        && line.capital(and + 1)
        && !text.contains('/');
    let written = long || other || concept.label.contains(" and ");
    (pair.able && (left.concept == pair.concept || right.concept == pair.concept || written)).then_some([left, right])
}

/// The fields of work that the unambiguous names of a line belong to.
fn fields_around<'r>(taxonomy: &'r Taxonomy, candidates: &[Candidate]) -> Vec<&'r str> {
    let mut fields: Vec<&str> = Vec::new();
    for c in candidates.iter().filter(|c| c.form.ambiguous().is_none()) {
        let inside = candidates.iter().any(|o| o.tokens.len() > c.tokens.len() && o.tokens.start <= c.tokens.start && c.tokens.end <= o.tokens.end);
        if let (false, Some(meaning)) = (inside, c.form.meanings().next()) {
            let field = taxonomy.get(meaning.concept).field.as_str();
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
    }
    fields
}

/// "or", "in" and "ma" in running text are no Oregon, Indiana or master's degree:
/// short codes of places and degrees count in capitals only.
fn short_code(taxonomy: &Taxonomy, line: &Line, i: usize, form: Form) -> bool {
    line.word(i).len() <= 3 && all_of(taxonomy, form, &[Sort::Place, Sort::Degree]) && !(line.capital(i) && (line.all_caps(i) || line.word(i).len() == 3))
}

/// "index.cfm" and "our codebase is 100% Swift" hold no CFM and no IS-100: codes
/// of certificates count in capitals only.
fn low_code(taxonomy: &Taxonomy, line: &Line, tokens: Range<usize>, form: Form) -> bool {
    let first = line.word(tokens.start);
    let short = first.len() <= 4 && (tokens.len() == 1 || tokens.clone().skip(1).all(|i| !line.word(i).bytes().any(|b| b.is_ascii_lowercase())));
    short && all_of(taxonomy, form, &[Sort::Credential]) && !line.capital(tokens.start)
}

/// "PBIS" is no plural of PBI: capitals that end in S are a name of their own,
/// unless the whole line is in capitals.
fn other_code(taxonomy: &Taxonomy, line: &Line, i: usize, form: Form) -> bool {
    if !unwritten_plural(taxonomy, line, i, form) {
        return false;
    }
    let mut others = (0..line.tokens.len()).filter(|&o| o != i && line.tokens[o].is_word()).peekable();
    others.peek().is_none() || others.any(|o| !line.all_caps(o))
}

/// Whether a word is in capitals that end in S, and no list writes it so.
fn unwritten_plural(taxonomy: &Taxonomy, line: &Line, i: usize, form: Form) -> bool {
    let text = line.slice(i, i + 1);
    if !(3..=5).contains(&text.len()) || !text.ends_with('S') || !line.all_caps(i) || form.ambiguous().is_some() {
        return false;
    }
    let written = form.meanings().any(|m| {
        let concept = taxonomy.get(m.concept);
        std::iter::once(&concept.label).chain(&concept.aliases).any(|name| name.eq_ignore_ascii_case(text))
    });
    !written
}

/// Whether a form has meanings, and all are of these sorts.
fn all_of(taxonomy: &Taxonomy, form: Form, sorts: &[Sort]) -> bool {
    form.meanings().next().is_some() && form.meanings().all(|m| sorts.contains(&taxonomy.get(m.concept).sort))
}

/// "R&D", "C-level" and "e-mail" hold no R, C or E.
fn single_letter_glued(line: &Line, i: usize) -> bool {
    let t = &line.tokens[i];
    if t.to - t.from > 1 {
        return false;
    }
    let glue = |at: Option<u8>| matches!(at, Some(b'-' | b'&' | b'\'' | b'.' | b'_'));
    let bytes = line.folded.text.as_bytes();
    let before = (t.from as usize).checked_sub(1).map(|at| bytes[at]);
    let after = bytes.get(t.to as usize).copied();
    let full_stop = after == Some(b'.') && bytes.get(t.to as usize + 1).is_none_or(|b| *b == b' ');
    glue(before) || glue(after) && !full_stop
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_begin_within_a_word_of_several_parts() {
        let rules = Rules::builtin();
        let named =
            |text: &str| Reading::new(&rules, text, Sought::Nothing).mentions.iter().map(|m| rules.taxonomy().get(m.concept).id.clone()).collect::<Vec<_>>();
        assert!(!named("lead system-level design reviews").contains(&"level-design".to_owned()));
        assert!(named("lead level design reviews").contains(&"level-design".to_owned()));
        assert!(named("improve the end-user experience").contains(&"ux-design".to_owned()));
    }
}
