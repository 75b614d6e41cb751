//! What a short text is called in a résumé: a title, an employer, a school, a
//! degree, a place. Each is a matter of degree; the readers weigh them.

use crate::grammar::Rules;
use crate::taxonomy::Sort;
use crate::text::Line;

/// What speaks for a text being a job's title, and what for an employer's name.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Leaning {
    pub title: i32,
    pub employer: i32,
    pub place: bool,
}

/// Weighs a text from the head of a job.
pub(super) fn leaning(rules: &Rules, text: &str) -> Leaning {
    // What stands in brackets says little: "Dziedzic Studio (self-employed)".
    let bare = text.split_once('(').map_or(text, |(b, _)| b);
    let line = Line::new(if bare.trim().is_empty() { text } else { bare }, rules.words());
    let hits = rules.grammar().run_apart("resume/names", &line).0;
    let words: Vec<usize> = (0..line.tokens.len()).filter(|&i| line.tokens[i].is_word()).collect();
    let Some((&first, &last)) = words.first().zip(words.last()) else { return Leaning::default() };
    let mut of = Leaning { place: is_place(rules, text), ..Leaning::default() };
    // The head of a title stands last in its part: "Senior nurse, night ward", "Head of Sales".
    let ends = |i: usize| {
        i > last || !line.tokens[i].is_word() || matches!(line.word(i), "of" | "for" | "in" | "at" | "to" | "and" | "ii" | "iii" | "iv" | "i" | "1" | "2" | "3")
    };
    for hit in &hits {
        let (from, to) = (hit.tokens.start, hit.tokens.end);
        // One word in two numbers: "Carver Associates" is a firm, "sales associate" is not.
        let twin = hits.iter().any(|h| {
            h.tokens == hit.tokens && h.rule.source.name != hit.rule.source.name && matches!(h.rule.source.name.as_str(), "title-head" | "organisation")
        });
        let plural = line.word(to - 1).ends_with('s');
        if twin && (plural != (hit.rule.source.name == "organisation")) && matches!(hit.rule.source.name.as_str(), "title-head" | "organisation") {
            continue;
        }
        match hit.rule.source.name.as_str() {
            "title-head" => {
                let head = ends(to);
                of.title += if head { 4 } else { 1 };
            }
            "title-front" if from == first => of.title += 2,
            "organisation" => {
                // Legal forms and what an employer is come last or before "of".
                let short = line.slice(from, to).chars().count() <= 3;
                if short && !line.capital(from) {
                    continue;
                }
                of.employer += if to > last || ends(to) { 4 } else { 2 };
            }
            "school" => of.employer += 1,
            _ => {}
        }
    }
    // A title is seldom all proper names; lower-case words inside speak for one.
    let lower = words.iter().skip(1).filter(|&&i| !line.capital(i) && line.word(i).len() > 3 && line.word(i).bytes().all(|b| b.is_ascii_alphabetic())).count();
    if lower > 0 && of.title > 0 {
        of.title += 1;
    }
    if of.title == 0 && of.employer == 0 && words.len() <= 4 && !line.word(last).contains('.') && names_a_doer(line.word(last)) {
        of.title += 2;
    }
    if text.contains(['&', '’', '\'']) {
        of.employer += 1;
    }
    if of.place {
        of.title -= 2;
        of.employer -= 2;
    }
    of
}

/// "Glassblower", "ecologist": what ends so does something for a living, more often than not.
fn names_a_doer(word: &str) -> bool {
    word.len() > 5 && ["er", "or", "ist", "ian", "man", "eur"].iter().any(|e| word.ends_with(e))
}

/// Whether a text is a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    No,
    /// Its last part is one: "Harrow, Kenya"; the first may as well be a firm.
    Maybe,
    Sure,
}

/// Whether a text is the name of a place and nothing else: "Denver, CO", "Remote", "Lisbon, Portugal".
pub(super) fn is_place(rules: &Rules, text: &str) -> bool {
    place(rules, text) == Place::Sure
}

/// As [`is_place`], with what can be a place as well as something else.
pub(super) fn place(rules: &Rules, text: &str) -> Place {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.is_empty() || text.chars().count() > 60 {
        return Place::No;
    }
    if is_address(text) {
        return Place::Sure;
    }
    let sure = |yes: bool| if yes { Place::Sure } else { Place::No };
    let parts: Vec<&str> = text.split([',', '/', '(', ')', '|', '·']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let code = |p: &str| p.len() == 2 && p.bytes().all(|b| b.is_ascii_uppercase());
    // What an export leaves where the place was taken out: "City , State".
    let word = |p: &&str| is_whole(rules, p, "place-word");
    let known = |p: &&str| code(p) || is_known_place(rules, p) || word(p);
    if parts.iter().all(word) {
        return Place::Sure;
    }
    match parts.len() {
        1 => sure(parts[0].split_whitespace().count() <= 3 && is_known_place(rules, parts[0])),
        2..=4 if parts[1..].iter().all(known) && parts[0].split_whitespace().count() <= 4 && leaning_of_part(rules, parts[0]) == 0 => {
            // A state's letters follow a town; a city or a country follows a firm as well.
            if known(&parts[0]) || code(parts[1]) { Place::Sure } else { Place::Maybe }
        }
        _ => Place::No,
    }
}

/// "251 N Main St, Salem, NC 27155": a number in front, a state and a postcode behind.
fn is_address(text: &str) -> bool {
    let digits = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let mut words = text.rsplit([' ', ',']).filter(|w| !w.is_empty());
    let (code, state) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(',')
        && digits(code)
        && code.len() >= 5
        && state.len() == 2
        && state.bytes().all(|b| b.is_ascii_uppercase())
}

/// What speaks for an employer or a title in the first part of what may be a place.
fn leaning_of_part(rules: &Rules, part: &str) -> usize {
    let line = Line::new(part, rules.words());
    let hits = rules.grammar().run_apart("resume/names", &line).0;
    hits.iter()
        .filter(|h| matches!(h.rule.source.name.as_str(), "organisation" | "title-head") && line.slice(h.tokens.start, h.tokens.end).chars().count() > 3)
        .count()
}

/// Whether the taxonomy knows a place by this name.
pub(super) fn is_known_place(rules: &Rules, text: &str) -> bool {
    !text.chars().any(|c| c.is_ascii_digit()) && named(rules, text, Some(Sort::Place))
}

/// Whether the taxonomy knows a human language by this name.
pub(super) fn is_language(rules: &Rules, text: &str) -> bool {
    named(rules, text, Some(Sort::Language))
}

/// Whether the taxonomy knows anything by this name.
pub(super) fn is_known(rules: &Rules, text: &str) -> bool {
    named(rules, text, None)
}

/// Whether the whole text is a form of a concept of this sort, or of any.
fn named(rules: &Rules, text: &str, sort: Option<Sort>) -> bool {
    let line = Line::new(text, rules.words());
    let mut words = (0..line.tokens.len()).filter(|&i| line.tokens[i].is_word());
    let (Some(first), last) = (words.next(), words.next_back()) else { return false };
    let end = last.unwrap_or(first) + 1;
    let mut found = false;
    rules.taxonomy().forms.phrases_at(&line, first, |to, form| {
        found |= to == end && form.meanings().any(|m| !m.title && sort.is_none_or(|s| rules.taxonomy().get(m.concept).sort == s));
    });
    found
}

/// Byte ranges of a text that a rule of `resume/names` finds.
pub(super) fn found(rules: &Rules, text: &str, rule: &str) -> Vec<std::ops::Range<usize>> {
    let line = Line::new(text, rules.words());
    let mut all: Vec<std::ops::Range<usize>> = Vec::new();
    for hit in rules.grammar().run_apart("resume/names", &line).0 {
        if hit.rule.source.name != rule {
            continue;
        }
        let range = line.range(hit.tokens.start, hit.tokens.end);
        // "BA" is a degree, "ba" and "as" are not.
        let short = range.len() <= 3 && line.slice(hit.tokens.start, hit.tokens.end).chars().all(char::is_alphabetic);
        if short && rule == "degree" && !line.capital(hit.tokens.start) {
            continue;
        }
        if all.last().is_none_or(|l| l.end <= range.start) {
            all.push(range);
        }
    }
    all
}

/// Words for schools that are no part of a degree's name: "High School" of "High School Diploma" is none.
pub(super) fn schools(rules: &Rules, text: &str) -> Vec<std::ops::Range<usize>> {
    let degrees = found(rules, text, "degree");
    found(rules, text, "school").into_iter().filter(|s| !degrees.iter().any(|d| d.start <= s.start && s.end <= d.end && d.len() > s.len())).collect()
}

/// The rule of `resume/labels` that a label before a colon is a phrase of, and nothing else.
pub(super) fn label<'r>(rules: &'r Rules, text: &str) -> Option<&'r str> {
    labels(rules, text).into_iter().next()
}

/// Whether a label before a colon is a phrase of this rule, among others perhaps.
pub(super) fn is_label(rules: &Rules, text: &str, rule: &str) -> bool {
    labels(rules, text).contains(&rule)
}

fn labels<'r>(rules: &'r Rules, text: &str) -> Vec<&'r str> {
    let text = text.replace(',', "");
    let line = Line::new(&text, rules.words());
    let words = line.tokens.iter().filter(|t| t.is_word()).count();
    let hits = rules.grammar().run_apart("resume/labels", &line).0;
    let whole = |tokens: std::ops::Range<usize>| tokens.filter(|&i| line.tokens[i].is_word()).count() == words;
    hits.into_iter().filter(|h| words > 0 && whole(h.tokens.clone())).map(|h| h.rule.source.name.as_str()).collect()
}

/// Whether a text is a phrase of a rule and nothing else.
pub(super) fn is_whole(rules: &Rules, text: &str, rule: &str) -> bool {
    let line = Line::new(text, rules.words());
    let words = line.tokens.iter().filter(|t| t.is_word()).count();
    let hits = rules.grammar().run_apart("resume/names", &line).0;
    words > 0 && hits.iter().any(|h| h.rule.source.name == rule && h.tokens.clone().filter(|&i| line.tokens[i].is_word()).count() == words)
}
