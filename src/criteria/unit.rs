//! The pieces that lists are made of: words, names, marks, and where a name ends.

use std::ops::Range;

use super::deed::deeds;
use super::name::{atomic, class_at};
use crate::grammar::{Cue, Hit};
use crate::mention::Reading;

/// A piece of the ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Word(usize),
    /// A mention, by its tokens.
    Named(usize, usize),
    Comma,
    And,
    Or,
    /// "/": alternatives, and one item of a longer list ("Jest/Enzyme, CSS").
    Slash,
    /// "such as", "e.g.", "like".
    Such,
    /// "including".
    Including,
    Open,
    Close,
    /// A mark or word that ends a name.
    Break,
}

fn mark_at<'a, 'r>(reading: &'a Reading<'r, '_>, token: usize) -> Option<&'a Hit<'r>> {
    reading.hits.at(token).filter(|h| h.family() == "grouping").max_by_key(|h| h.tokens.len())
}

/// The pieces of an ask. `taken` are tokens that belong to something else.
pub(super) fn units(reading: &Reading, tokens: Range<usize>, taken: &[bool]) -> Vec<Unit> {
    let line = &reading.line;
    let mut units = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        if taken[at] {
            units.push(Unit::Break);
            at += 1;
            continue;
        }
        if let Some(end) = deeds(reading, at, tokens.end).filter(|&end| !taken[at..end].contains(&true)) {
            units.push(Unit::Named(at, end));
            at = end;
            continue;
        }
        if let Some(m) = atomic(reading, at).filter(|m| m.tokens.end <= tokens.end) {
            if categorised(reading, m.tokens.start, units.last()) {
                units.push(Unit::Such);
            } else if at > tokens.start && line.word(at).ends_with("ing") && !line.capital(at) && ends_title(reading, at) {
                // "a Dyer *supervising a crew*": what the one so called did.
                units.push(Unit::Break);
            }
            units.push(Unit::Named(m.tokens.start, m.tokens.end));
            at = m.tokens.end;
            continue;
        }
        if titled(reading, at, tokens.end) || shortened(reading, at) {
            units.push(Unit::Word(at));
            at += 1;
            continue;
        }
        if let Some(hit) = mark_at(reading, at).filter(|h| h.tokens.end <= tokens.end) {
            // "REST APIs *with* one of the following: Java, Go": no examples of what stands before.
            let behind = at > tokens.start && crate::text::line::is_preposition(line.word(at - 1));
            if behind && hit.says("mark", line) == Some("such") {
                units.push(Unit::Break);
            }
            // "A, B or in a post at that level": alternatives, and no third.
            if hit.says("mark", line) == Some("or-closing") {
                units.push(Unit::Or);
            }
            units.push(match hit.says("mark", line) {
                Some("such") => Unit::Such,
                Some("including") => Unit::Including,
                Some("or") => Unit::Or,
                Some("and") => Unit::And,
                Some("etc") => Unit::Comma,
                _ => Unit::Break,
            });
            at = hit.tokens.end;
            // "such as: Java".
            if matches!(units.last(), Some(Unit::Such | Unit::Including)) && at < tokens.end && line.tokens[at].is(b':') {
                at += 1;
            }
            // "e.g.": the last full stop belongs to it.
            while at < tokens.end && line.tokens[at].is(b'.') && line.tokens[at].tight {
                at += 1;
            }
            continue;
        }
        if let Some(end) = turn(reading, at, units.last()).filter(|end| *end <= tokens.end) {
            units.push(Unit::Break);
            at = end;
            continue;
        }
        if let Some(end) = tool(reading, at, units.last()).filter(|end| *end < tokens.end) {
            units.push(Unit::Break);
            at = end;
            continue;
        }
        if let Some(end) = experienced(reading, at, tokens.end) {
            units.push(Unit::Break);
            at = end;
            continue;
        }
        let listed = matches!(units.last(), Some(Unit::Comma | Unit::And | Unit::Or | Unit::Slash));
        if parts(reading, at, &units) {
            units.push(Unit::Break);
            at += 1;
            continue;
        }
        if let Some(end) = chain(reading, at, tokens.end).filter(|_| !listed) {
            units.push(Unit::Break);
            at = end;
            continue;
        }
        if goes_on(reading, at, units.last()) {
            units.push(Unit::Break);
        }
        let t = line.tokens[at];
        let digit = |i: usize| line.word(i).bytes().all(|b| b.is_ascii_digit());
        // "28,000 pounds".
        let thousands = t.is(b',') && t.tight && at > 0 && digit(at - 1) && line.tokens.get(at + 1).is_some_and(|n| n.tight) && digit(at + 1);
        units.push(match t.kind {
            crate::text::token::Kind::Mark(b',') if thousands => Unit::Word(at),
            // "(Cucumber: features)".
            crate::text::token::Kind::Mark(b':') if inside(&units) => Unit::Comma,
            crate::text::token::Kind::Mark(b',') => Unit::Comma,
            crate::text::token::Kind::Mark(b'/') => Unit::Slash,
            crate::text::token::Kind::Mark(b'&') => Unit::And,
            crate::text::token::Kind::Mark(b'(' | b'[') => Unit::Open,
            crate::text::token::Kind::Mark(b')' | b']') => Unit::Close,
            // "cross-functional", "Node.js", "O'Reilly": inside a word.
            crate::text::token::Kind::Mark(b'-' | b'.' | b'\'')
                if t.tight && !line.dash(at) && line.tokens.get(at + 1).is_some_and(|n| n.tight && n.is_word()) =>
            {
                Unit::Word(at)
            }
            crate::text::token::Kind::Mark(b'+' | b'\'') if t.tight => Unit::Word(at),
            crate::text::token::Kind::Mark(b'*' | b'"' | 0x7f) => {
                at += 1;
                continue;
            }
            crate::text::token::Kind::Mark(_) => Unit::Break,
            _ => Unit::Word(at),
        });
        at += 1;
    }
    balance(&mut units);
    units
}

/// Whether the last bracket is still open.
fn inside(units: &[Unit]) -> bool {
    units.iter().rev().find(|u| matches!(u, Unit::Open | Unit::Close)) == Some(&Unit::Open)
}

/// "as a Dye *and* Loom Inspector": one post, since nobody is "a" two things;
/// "a Dyer and …" is one already.
fn titled(reading: &Reading, and: usize, end: usize) -> bool {
    let line = &reading.line;
    if line.word(and) != "and" || and + 1 >= end || !line.capital(and + 1) {
        return false;
    }
    let work = |i: usize| reading.hits.of("kinds").any(|h| h.tokens.end == i + 1);
    let from = (0..and).rev().take_while(|&i| line.capital(i)).last();
    let single = from.is_some_and(|from| from > 1 && matches!(line.word(from - 1), "a" | "an") && line.word(from - 2) == "as");
    // "as a Dyer, Dye *and* Loom Inspector, or Weaver": the list is joined by its "or".
    let item =
        || from.is_some_and(|from| from > 0 && line.tokens[from - 1].is(b',')) && (and + 2..end).any(|i| line.tokens[i - 1].is(b',') && line.word(i) == "or");
    let single = single || item();
    let last = (and + 1..end).take_while(|&i| line.capital(i)).last();
    single && !work(and - 1) && last.is_some_and(work)
}

/// "silk, flax or wool*-related legal experience*": in what, without saying that it was had.
fn experienced(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    let line = &reading.line;
    let related = line.tokens[at].is(b'-') && line.tokens[at].tight && at + 1 < end && line.tokens[at + 1].tight && line.word(at + 1) == "related";
    let held = |i: usize| reading.cue(i, Cue::Held) || matches!(line.word(i), "role" | "roles" | "field" | "fields" | "position");
    related.then(|| (at + 2..end.min(at + 5)).take_while(|&i| line.tokens[i].is_word()).find(|&i| held(i))).flatten()
}

/// "Guild of Mills *and* Looms (GML) standards": one name, as its short form shows.
fn shortened(reading: &Reading, and: usize) -> bool {
    let line = &reading.line;
    if line.word(and) != "and" || and == 0 || !line.tokens.get(and + 1).is_some_and(|_| line.capital(and + 1)) {
        return false;
    }
    let part = |i: &usize| line.tokens[*i].is_word() && (line.capital(*i) || matches!(line.word(*i), "of" | "and" | "the" | "for"));
    let open = (and + 1..line.tokens.len()).find(|i| !part(i)).filter(|&i| line.tokens[i].is(b'('));
    let Some(open) = open.filter(|&i| i + 1 < line.tokens.len() && line.all_caps(i + 1)) else { return false };
    // As many capitals as it has letters, the first of them on the other side of "and".
    let short = line.word(open + 1);
    let mut capitals = (0..open).rev().take_while(part).filter(|&i| line.capital(i));
    let first = short.bytes().rev().map(|letter| capitals.next().filter(|&i| line.word(i).as_bytes()[0] == letter)).last().flatten();
    short.len() > 2 && first.is_some_and(|i| i < and)
}

/// "scripting languages Python or Bash": a name of its own right behind a
/// category is an example of it, as if "such as" stood between.
fn categorised(reading: &Reading, at: usize, before: Option<&Unit>) -> bool {
    let line = &reading.line;
    let named = matches!(before, Some(Unit::Word(_) | Unit::Named(..)));
    let category = at > 1 && reading.cue(at - 1, Cue::Category);
    named && category && line.capital(at)
}

/// A bracket without its other half closes nothing: the list goes on behind it.
fn balance(units: &mut [Unit]) {
    let mut open = Vec::new();
    for (i, unit) in units.iter_mut().enumerate() {
        match unit {
            Unit::Open => open.push(i),
            Unit::Close if open.pop().is_none() => *unit = Unit::Break,
            _ => {}
        }
    }
    for i in open {
        units[i] = Unit::Break;
    }
}

/// "clinical development *experience in* biotech", "a welder *engaged in* repairs",
/// "with the City *as a* Dyer": behind a name, these turn to another list. Where
/// the turn ends.
fn turn(reading: &Reading, at: usize, before: Option<&Unit>) -> Option<usize> {
    let line = &reading.line;
    let named = matches!(before, Some(Unit::Word(_) | Unit::Named(..) | Unit::Close));
    line.tokens.get(at + 1).filter(|t| t.is_word())?;
    let turns = (line.word(at) == "engaged" || reading.cue(at, Cue::Held))
        && (crate::text::line::is_preposition(line.word(at + 1)) || line.word(at + 1) == "involving");
    let title = line.word(at) == "as"
        && matches!(line.word(at + 1), "a" | "an")
        && line.tokens.get(at + 2).is_some_and(|_| reading.proper(at + 2) || atomic(reading, at + 2).is_some_and(|m| m.title));
    // "as a lead worker *in* custodial maintenance": what the title works in.
    let about = reading.cue(at, Cue::About) && !matches!(before, Some(Unit::Word(i)) if line.word(*i) == "experience");
    // "as a dyer's hand *in the upkeep and repair of* vats".
    let assists = at > 0 && line.word(at - 1).ends_with("ing");
    let deed = |i: usize| !assists && deeds(reading, i + usize::from(line.word(i) == "the"), line.tokens.len()).is_some();
    if named && (line.word(at) == "in" && (ends_title(reading, at) || deed(at + 1)) || about) {
        return Some(at + 1);
    }
    if let Some(end) = level(reading, at).filter(|_| named) {
        return Some(end);
    }
    // "laws and regulations *related to* fire safety": what they rule, where a list knows it.
    let ruled = named && matches!(line.word(at), "related" | "relating" | "pertaining") && at > 0 && reading.cue(at - 1, Cue::Rulings);
    if ruled && line.word(at + 1) == "to" && line.tokens.len() > at + 2 && atomic(reading, at + 2).is_some() {
        return Some(at + 2);
    }
    if named && setting(reading, at) {
        return Some(at + 2);
    }
    let turns = turns || title;
    let named = named || matches!(before, Some(Unit::Comma)) && line.word(at) == "engaged";
    (named && turns).then_some(at + 2)
}

/// "loom drafting *in a class at the level of* Loom Drafter": as whom. Where the title begins.
fn level(reading: &Reading, at: usize) -> Option<usize> {
    let line = &reading.line;
    let at_level = |i: usize| line.tokens.len() > i + 4 && (i..i + 4).map(|i| line.word(i)).eq(["at", "the", "level", "of"]);
    let class = line.tokens.len() > at + 3 && matches!(line.word(at), "in") && line.word(at + 1) == "a" && matches!(line.word(at + 2), "class" | "position");
    let from = if class { at + 3 } else { at };
    (at_level(from) && line.capital(from + 4)).then_some(from + 4)
}

/// Most words of a setting.
const SETTING: usize = 8;

/// "channel sales *in the* silk market", "*for a* dyeing firm": where one has done it is a
/// name of its own, if it says more than that it is large or new.
fn setting(reading: &Reading, at: usize) -> bool {
    let line = &reading.line;
    let from = at + 2;
    if from >= line.tokens.len() || !matches!(line.word(at), "in" | "at" | "for" | "within") || !matches!(line.word(at + 1), "a" | "an" | "the") {
        return false;
    }
    let closes = |i: usize| reading.hits.of("kinds").any(|h| h.tokens.start == i && matches!(h.says("class", line), Some("setting" | "trade")));
    let part = |i: usize| line.tokens[i].is_word() && !crate::text::line::is_preposition(line.word(i)) || line.tokens[i].is(b'/') || line.tokens[i].is(b'-');
    let Some(end) = (from..line.tokens.len().min(from + SETTING)).take_while(|&i| part(i)).find(|&i| closes(i)) else { return false };
    let plain =
        |i: usize| !line.tokens[i].is_word() || crate::text::line::is_function_word(line.word(i)) || matches!(line.word(i), "related" | "relevant" | "similar");
    let adjective = |i: usize| reading.class(i).is_some() || line.tokens[i + 1].is(b'-') || line.tokens[i - 1].is(b'-');
    (from..end).any(|i| !plain(i) && !closes(i) && !adjective(i) && class_at(reading, "leads", i, i + 1).is_none())
}

/// Whether a job's title ends at a token.
fn ends_title(reading: &Reading, end: usize) -> bool {
    let post = reading.proper(end - 1) && reading.hits.of("kinds").any(|h| h.tokens.end == end);
    post || reading.mentions.iter().any(|m| m.title && m.tokens.end == end)
}

/// "building reports *with* SSRS", "in *an* Agile team": behind a name, a known
/// skill after a preposition is a name of its own. Where that begins.
fn tool(reading: &Reading, at: usize, before: Option<&Unit>) -> Option<usize> {
    let line = &reading.line;
    let named = matches!(before, Some(Unit::Word(_) | Unit::Named(..) | Unit::Close));
    if !named || !matches!(line.word(at), "with" | "using" | "in" | "into" | "on" | "within") {
        return None;
    }
    let mut to = at + 1;
    while to < line.tokens.len()
        && (matches!(line.word(to), "a" | "an" | "the")
            || atomic(reading, to).is_none() && class_at(reading, "leads", to, to + 1).is_some_and(|(_, class)| class == "degree"))
    {
        to += 1;
    }
    atomic(reading, to).filter(|m| !m.title).map(|_| to)
}

/// "Python implementations *of* machine learning": between two known names, each
/// with words of its own, "of" parts them.
fn parts(reading: &Reading, at: usize, units: &[Unit]) -> bool {
    let ends = |i: usize| class_at(reading, "tails", i, i + 1).is_some_and(|(_, class)| class == "cut");
    let words = units.iter().rev().take_while(|u| matches!(u, Unit::Word(i) if !ends(*i))).count();
    let known = match units.iter().nth_back(words) {
        // "performance tuning of web applications", but "testing of web applications" is one thing.
        Some(Unit::Named(from, to)) => (words > 0 || to - from > 1) && atomic(reading, *from).is_some_and(|m| !m.title),
        _ => false,
    };
    let next = (at + 1..reading.line.tokens.len()).find(|&i| class_at(reading, "leads", i, i + 1).is_none_or(|(_, class)| class != "degree"));
    reading.line.word(at) == "of" && known && next.and_then(|i| atomic(reading, i)).is_some_and(|m| !m.title)
}

/// "*planning, directing and reviewing* the accounts": verbs that share their
/// object, which is what is asked. Where the last of them begins if it leads or
/// trades, else where it ends.
fn chain(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    let line = &reading.line;
    // "a year in *oiling and washing* looms": what a time is asked of acts, whatever its verb.
    let timed = reading.hits.of("years").next().is_some() && at > 0 && matches!(line.word(at - 1), "in" | "of" | "experience");
    let verb = |i: usize| {
        let told = |family| class_at(reading, family, i, i + 1).is_some_and(|(_, class)| matches!(class, "making" | "duty" | "general"));
        let acts = || told("leads") || told("duties") || reading.class(i).is_some();
        i < end && line.word(i).ends_with("ing") && atomic(reading, i).is_none() && (timed && !line.capital(i) || acts())
    };
    // "designing, testing and maintaining looms": testing is one of the verbs there.
    let known = |i: usize| i < end && line.word(i).ends_with("ing") && atomic(reading, i).is_some_and(|m| m.tokens.len() == 1 && !line.capital(i));
    let mut last = at;
    let mut verbs = usize::from(verb(at));
    loop {
        let marks = (last + 1..end).take_while(|&i| line.tokens[i].is(b',') || line.tokens[i].is(b'/') || matches!(line.word(i), "and" | "or")).count();
        let next = last + 1 + marks;
        if marks == 0 || !(verb(next) || verbs > 0 && known(next)) {
            break;
        }
        (last, verbs) = (next, verbs + 1);
    }
    if !verb(last) {
        return None;
    }
    let tail = |i: usize| {
        class_at(reading, "tails", i, i + 1).is_some_and(|(_, class)| matches!(class, "drop" | "cut"))
            || class_at(reading, "leads", i, i + 1).is_some_and(|(_, class)| class == "holding")
    };
    let object = last + 1 < end && line.tokens[last + 1].is_word() && !crate::text::line::is_preposition(line.word(last + 1)) && !tail(last + 1);
    let leads = class_at(reading, "leads", last, last + 1).is_some_and(|(_, class)| class == "duty");
    (verbs > 1 && verb(at) && object).then_some(if leads { last } else { last + 1 })
}

/// "a security team *performing* technical assessments": behind a noun, a verb
/// of working with its object begins a name of its own.
fn goes_on(reading: &Reading, at: usize, before: Option<&Unit>) -> bool {
    let line = &reading.line;
    let acts = |family| matches!(class_at(reading, family, at, at + 1), Some((_, "making" | "general" | "duty")));
    let verb = line.word(at).ends_with("ing") && (acts("leads") || acts("duties"));
    let object = line.tokens.get(at + 1).is_some_and(|t| t.is_word())
        && !crate::text::line::is_function_word(line.word(at + 1))
        && class_at(reading, "tails", at + 1, at + 2).is_none();
    // "a Dyer *identifying, weighing* and mixing dyes", "a Dyer *leading the* work".
    let title = at > 0
        && (reading.proper(at - 1) || reading.mentions.iter().any(|m| m.title && m.tokens.end == at))
        && line
            .tokens
            .get(at + 1)
            .is_some_and(|t| t.is(b',') || matches!(line.word(at + 1), "the" | "a" | "an" | "all" | "and" | "or") || t.is_word() && ends_title(reading, at));
    // "CSS pre-*processing* frameworks": one word with its hyphen.
    verb && !line.hyphened(at) && !line.capital(at) && (object || title) && matches!(before, Some(Unit::Word(_) | Unit::Named(..) | Unit::Close))
}
