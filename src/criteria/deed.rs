//! What is done, with what it is done to, as one name: "the analysis and review of
//! dyes or inks". Neither the acts nor the things say enough apart.

use super::name::{atomic, class_at};
use crate::grammar::Cue;
use crate::mention::Reading;
use crate::taxonomy::WordClass;
use crate::text::line::{is_function_word, is_preposition};

/// Where the acts and their object end that begin at a token; `None` where there
/// is one act of one thing, which any name is read like, or where a known name
/// stands in the object, which is then asked by itself.
pub(super) fn deeds(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    let line = &reading.line;
    let act = |i: usize| i < end && class_at(reading, "acts", i, i + 1).is_some() && !line.capital(i);
    let joins = |i: usize| line.tokens[i].is(b',') || line.tokens[i].is(b'/') || matches!(line.word(i), "and" | "or" | "the");
    // The first of the acts, and no part of another name ("field *inspections*").
    let first = !(0..at).rev().find(|&i| !joins(i)).is_some_and(|i| i + 1 < at && class_at(reading, "acts", i, i + 1).is_some());
    // "procurement" is a name by itself, but no longer one is broken up.
    let whole = atomic(reading, at).is_none_or(|m| m.tokens.len() == 1);
    let stands = at == 0 || !line.tokens[at - 1].is_word() || is_function_word(line.word(at - 1)) || line.word(at - 1).ends_with("ing");
    if !act(at) || !stands || !first || !whole {
        return None;
    }
    let mut acts = 1;
    let mut last = at;
    loop {
        let joined = (last + 1..end).take_while(|&i| joins(i)).count();
        if joined == 0 || !act(last + 1 + joined) {
            break;
        }
        (last, acts) = (last + 1 + joined, acts + 1);
    }
    let of = last + 1;
    if of >= end || line.word(of) != "of" {
        return None;
    }
    let (to, joined) = object(reading, of + 1, end)?;
    // "application of dyes and inks" is a knowledge of these.
    let applied = acts == 1 && line.word(at) == "application";
    let words = (at..to).filter(|&i| line.tokens[i].is_word() && !is_function_word(line.word(i))).count();
    ((acts > 1 || joined) && !applied && words <= reading.lengths().deed).then_some(to)
}

/// Where an object ends, and whether it joins several: "boilers and hoists".
fn object(reading: &Reading, from: usize, end: usize) -> Option<(usize, bool)> {
    let line = &reading.line;
    let joint = |i: usize| i < end && matches!(line.word(i), "and" | "or");
    let part = |i: usize| line.tokens[i].is_word() || line.tokens[i].tight && matches!(line.word(i), "-" | "'");
    // "boilers and *welding of* pipes", "boilers and *paying* bills": another deed.
    let other = |i: usize| {
        i >= end
            || !line.tokens[i].is_word()
            || line.word(i).ends_with("ing")
            || class_at(reading, "leads", i, end).is_some_and(|(_, class)| class == "holding")
    };
    // "of electrical *generating* gear", but "of looms *using* steam".
    let acting = |i: usize| {
        i > from && line.word(i).ends_with("ing") && reading.class(i - 1) != Some(WordClass::Adjective) && class_at(reading, "leads", i, i + 1).is_some()
    };
    let cuts = |i: usize| {
        !part(i)
            || joint(i) && (other(i + 1) || next_act(reading, i + 1, end))
            || joint(i) && (line.word(i + 1) == "the" || reading.cue(i + 1, Cue::Likeness))
            || line.word(i) == "experience"
            || line.word(i) != "of" && is_preposition(line.word(i))
            || class_at(reading, "tails", i, i + 1).is_some_and(|(_, class)| class == "cut")
            || acting(i)
    };
    let stop = |from: usize| (from..end).find(|&i| cuts(i)).unwrap_or(end);
    let mut to = stop(from);
    // "of pumps, valves and motors": short items up to the last one.
    let comma = |i: usize| i < end && line.tokens[i].is(b',');
    let mut items = to;
    while comma(items)
        && !joint(items + 1)
        && !other(items + 1)
        && stop(items + 1) - items <= reading.lengths().item + 1 + 2 * usize::from((items..stop(items + 1)).any(joint))
    {
        items = stop(items + 1);
    }
    let closed = comma(items) && joint(items + 1) && !other(items + 2) && !next_act(reading, items + 2, end);
    if closed && items > to {
        items = stop(items + 2);
    }
    if items > to && (closed || (to..items).any(joint)) {
        to = items;
    } else if comma(to) && !joint(to + 1) {
        return None;
    }
    let ends = |i: usize| i == to || joint(i) || comma(i);
    let begins = |i: usize| i == from || !line.tokens[i - 1].is_word() || is_function_word(line.word(i - 1));
    let known = |i: usize| atomic(reading, i).is_some_and(|m| !m.title && m.tokens.end <= to && (begins(i) && ends(m.tokens.end) || line.capital(i)));
    // "upkeep of CI/CD pipelines": a mark inside a name ends no object.
    if (from..to).any(|i| atomic(reading, i).is_some_and(|m| m.tokens.end > to)) {
        return None;
    }
    let says = (from..to).any(|i| line.tokens[i].is_word() && !is_function_word(line.word(i)));
    // "of any of a wide variety of looms": the things stand further on.
    let counted = reading.cue(from, Cue::Any) || (from..to).any(|i| line.word(i) == "following" || reading.cue(i, Cue::Variety));
    (says && !counted && !(from..to).any(known)).then(|| (to, (from..to).any(joint)))
}

/// Whether an act of another thing begins at a token: "and the *review of* weaves".
fn next_act(reading: &Reading, at: usize, end: usize) -> bool {
    let line = &reading.line;
    let act = if line.word(at) == "the" { at + 1 } else { at };
    act + 1 < end && class_at(reading, "acts", act, act + 1).is_some() && (line.word(act + 1) == "of" || matches!(line.word(act + 1), "and" | "or"))
}

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::criteria::extract;

    #[test]
    fn acts_that_share_an_object_are_one_name() {
        let names = |asked: &str| -> Vec<String> {
            let text = format!("# Weaver\n\n## Requirements\n\n- {asked}\n");
            let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
            criteria.into_iter().flat_map(|c| c.any_of).map(|a| a.text).collect()
        };
        assert_eq!(
            names("Two years of experience in the cleaning and repair of looms and shuttles, or the inspection of vats or kettles"),
            ["cleaning and repair of looms and shuttles", "inspection of vats or kettles"]
        );
        assert_eq!(names("Three years of experience in the assembly, repair and inspection of looms"), ["assembly, repair and inspection of looms"]);
        assert_eq!(names("Experience with the design and administration of Kafka and RabbitMQ"), ["Kafka", "RabbitMQ"]);
    }
}
