//! What a time is asked of: "5+ years of Python, including Django" is of Python alone.

use std::ops::Range;

use super::Kind;
use super::cut::{Ask, narrows};
use super::read::Found;
use super::value::Span;
use crate::grammar::Cue;
use crate::mention::Reading;

/// The time that a line asks of the entries below it: "5+ years of:". What "all
/// of the following" opens are duties within that time, and have none of their own.
pub(super) fn carried(reading: &Reading, spans: &[Span]) -> Option<Span> {
    let line = &reading.line;
    let opens = line.tokens.last().is_some_and(|t| t.is(b':')) && !(0..line.tokens.len()).any(|i| line.word(i) == "following");
    spans.last().filter(|_| opens).cloned()
}

/// The title of who is sought, right before the time that is asked of them.
pub(super) fn sought(reading: &Reading, span: &Span) -> Option<Range<usize>> {
    let hit =
        reading.hits.of("asks").find(|h| h.says("asks", &reading.line) == Some("looking") && (h.tokens.end..=h.tokens.end + 2).contains(&span.tokens.start))?;
    let last = reading.mentions.iter().rfind(|m| hit.tokens.start <= m.tokens.start && m.tokens.end < hit.tokens.end)?;
    (last.title && last.tokens.end + 1 == hit.tokens.end).then(|| last.tokens.clone())
}

/// Where what a time is asked of ends: parts that are listed ("including …",
/// "covering …", "which includes …") and further wishes ("…, with a focus on …") have no time.
pub(super) fn reach(reading: &Reading, span: &Span, ask: &Ask) -> usize {
    let line = &reading.line;
    let from = span.tokens.end;
    // "3 years of experience, eager to learn": the time is of nothing that follows.
    // "8 years of experience, primarily in dye works" is mostly of these.
    let chiefly = from + 1 < ask.tokens.end && reading.cue(from + 1, Cue::Chiefly);
    if from < ask.tokens.end && !chiefly && (line.tokens[from].is(b',') || line.tokens[from].is(b';')) {
        return from;
    }
    // "in one or more of the following fields: A, B": of these, then.
    let chosen = (from..ask.tokens.end).any(|i| line.word(i) == "following" && (from..i).any(|j| reading.cue(j, Cue::Chosen)));
    let ends = |&i: &usize| {
        line.tokens[i].is(b';')
            || line.tokens[i].is(b':') && !chosen
            || line.word(i) == "plus"
            || reading.cue(i, Cue::Parts)
            // "a class *which provides* experience in dyeing" says which class.
            || line.word(i) == "which" && (!narrows(reading, i) || duties(reading, i) >= reading.lengths().duties)
            || line.word(i) == "with" && i > from + 1 && line.tokens[i - 1].is(b',')
            // "4 years of engineering with a focus on the web".
            || reading.cue(i, Cue::Focus)
            || reading.cue(i, Cue::Ideally)
            || i > from && (lists_duties(reading, i) || adds_duty(reading, from, i))
            // "8 years in design, algorithms and *expertise in* languages".
            || i > from + 1 && line.word(i) != "experience" && reading.cue(i, Cue::Held) && line.tokens.get(i + 1).is_some_and(|_| crate::text::line::is_preposition(line.word(i + 1)))
    };
    (from..ask.tokens.end).find(ends).unwrap_or(ask.tokens.end)
}

/// "with looms and vats, *keeping* dyes": behind a comma, a verb with its object says
/// what was done besides, where a name but no verb stands before it.
fn adds_duty(reading: &Reading, from: usize, verb: usize) -> bool {
    let line = &reading.line;
    let gerund = |i: usize| line.word(i).ends_with("ing");
    let acts = |i: usize| gerund(i) && reading.hits.at(i).any(|h| matches!(h.says("class", line), Some("duty" | "making")));
    let named = |i: usize| reading.mentions.iter().any(|m| m.able && m.tokens.contains(&i));
    let object = line.tokens.get(verb + 1).is_some_and(|t| t.is_word()) && !matches!(line.word(verb + 1), "and" | "or");
    let told = reading.mentions.iter().any(|m| m.able && from <= m.tokens.start && m.tokens.end < verb);
    line.tokens[verb - 1].is(b',') && told && acts(verb) && !named(verb) && object && !(from..verb).any(gerund)
}

/// "teams *executing* migrations, deployments and upgrades": a verb behind a noun
/// opens duties that are listed, while one alone narrows the noun.
fn lists_duties(reading: &Reading, verb: usize) -> bool {
    let line = &reading.line;
    // "of the following building trades": no verb.
    // "as part of a team building looms, shuttles and vats": whose work it is.
    let company = reading.hits.of("leads").any(|h| h.tokens.end == verb && line.word(verb - 1) == "team" && h.tokens.len() > 1);
    let name = company || line.word(verb - 1) == "following" || reading.mentions.iter().any(|m| m.able && m.tokens.start == verb);
    let noun = line.tokens[verb - 1].is_word() && !crate::text::line::is_function_word(line.word(verb - 1)) && !name;
    let acts = line.word(verb).ends_with("ing") && reading.hits.at(verb).any(|h| matches!(h.says("class", line), Some("duty" | "making")));
    let comma = (verb..line.tokens.len()).find(|&i| line.tokens[i].is(b','));
    // "performing assessments *on* sites, apps and APIs" is one duty, and so is "planning, leading and reviewing work".
    let bare = comma.is_some_and(|comma| comma > verb + 1 && !(verb..comma).any(|i| crate::text::line::is_preposition(line.word(i))));
    let several = bare && line.tokens[verb..].iter().filter(|t| t.is(b',')).count() > 1;
    noun && acts && (several || duties(reading, verb) >= reading.lengths().duties)
}

/// How many verbs with an object stand from a token on: "*preparing bids*, *awarding
/// contracts* and *paying vendors*".
fn duties(reading: &Reading, from: usize) -> usize {
    let line = &reading.line;
    let begins = |i: usize| i == from || line.tokens[i - 1].is(b',') || matches!(line.word(i - 1), "and" | "or");
    let object = |i: usize| line.tokens.get(i + 1).is_some_and(|t| t.is_word()) && !matches!(line.word(i + 1), "and" | "or");
    (from..line.tokens.len()).filter(|&i| line.word(i).ends_with("ing") && begins(i) && object(i)).count()
}

/// Whether a time that is asked of nothing behind it is of the criterion before
/// it: a kind of work, or a name right before its bracket, dash or colon.
pub(super) fn trails(reading: &Reading, span: &Span, found: &Found) -> bool {
    let criterion = &found.criterion;
    if criterion.min_years.is_some() || criterion.max_years.is_some() || !matches!(criterion.kind, Kind::Skill | Kind::Experience) {
        return false;
    }
    let Some(before) = span.tokens.start.checked_sub(1) else { return false };
    let line = &reading.line;
    let marked = line.tokens[before].is(b'(') || line.tokens[before].is(b'-') || line.tokens[before].is(b':');
    let last = span.tokens.end >= line.tokens.len() || !line.tokens[span.tokens.end..].iter().any(|t| t.is_word());
    marked || last || matches!(line.word(before), "with" | "has" | "having" | "for") && criterion.kind == Kind::Experience
}
