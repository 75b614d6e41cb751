//! Whether what a clause names was done: wishes, plans, lessons, limits and things that
//! never came, told by the verb of the clause and not by how the whole is put.

use std::ops::Range;

use super::clause::{Clauses, prep};
use super::whose::Told;
use crate::grammar::Cue;

/// What of a sentence was not done, or hardly.
pub(super) fn read(clauses: &Clauses) -> Vec<Told> {
    let mut told = Vec::new();
    let mut from = 0;
    while from < clauses.len() {
        let clause = from..clauses.end(from + 1);
        let mut add = |tokens: Option<Range<usize>>, class| told.extend(tokens.filter(|t| !t.is_empty()).map(|tokens| Told { tokens, class }));
        if clauses.holds(Cue::Warns) {
            add(future(clauses, &clause), "wished");
            add(ahead(clauses, &clause), "wished");
            add(refused(clauses, &clause), "denied");
            add(passed_by(clauses, &clause), "denied");
            add(earlier(clauses, &clause), "others");
            add(limited(clauses, &clause), "soft");
        }
        if clauses.holds(Cue::Hopes) {
            add(hoped(clauses, &clause), "wished");
        }
        if clauses.holds(Cue::Booked) {
            add(booked(clauses, &clause), "wished");
        }
        if clauses.holds(Cue::Heard) && clauses.holds(Cue::Lessons) {
            add(lesson(clauses, &clause), "heard");
        }
        if [Cue::Warns, Cue::FellThrough, Cue::Gaps, Cue::Reached].into_iter().any(|cue| clauses.holds(cue)) {
            add(absent(clauses, &clause), "denied");
        }
        from = clause.end.max(from + 1);
    }
    if clauses.holds(Cue::Little) {
        told.extend(little(clauses).map(|tokens| Told { tokens, class: "soft" }));
    }
    told
}

/// "would gladly retrain in midwifery", "I will sit the exam", "a PMP will follow".
fn future(clauses: &Clauses, clause: &Range<usize>) -> Option<Range<usize>> {
    let verb = clause.clone().find(|&i| match clauses.word(i) {
        "will" | "would" | "shall" => true,
        "d" | "ll" => clauses.pronoun(i.wrapping_sub(2)),
        _ => false,
    })?;
    let first = clauses.first(clause);
    let habit = clause.clone().any(|i| {
        matches!(clauses.word(i), "every" | "each" | "often" | "regularly" | "routinely" | "always" | "per")
            || clauses.word(i) == "a" && matches!(clauses.word(i + 1), "night" | "day" | "week" | "month" | "shift" | "year")
    });
    let opened = (clause.start..verb).any(|i| matches!(clauses.word(i), "so" | "that" | "which" | "who" | "where" | "what" | "how" | "whether"));
    let next = (verb + 1..clause.end).find(|&i| !clauses.adverb(i)).unwrap_or(clause.end);
    let noun =
        next == clause.end || clauses.word(next).ends_with("ing") || prep(clauses.word(next)) || clauses.word(next) == "and" || clauses.word(next) == "have";
    let mine = clauses.pronoun(verb.wrapping_sub(1)) || clauses.pronoun(verb.wrapping_sub(2)) || verb == first;
    let thing = matches!(clauses.word(next), "be" | "come" | "follow" | "start" | "begin" | "wait" | "suit" | "interest" | "have") && !clauses.own(clause);
    let own = mine && !(noun && verb == first) && (!opened || clauses.pronoun(verb.wrapping_sub(1)));
    (!habit && (own || thing && !opened)).then(|| clause.clone())
}

/// "hoping for some litigation", "what I want is time with Ansible", "the plan: learn Blender".
fn hoped(clauses: &Clauses, clause: &Range<usize>) -> Option<Range<usize>> {
    let first = clauses.first(clause);
    let at = (first..clause.end.min(first + 8)).find(|&i| clauses.has(i, Cue::Hopes))?;
    let before = clauses.word(at.wrapping_sub(1));
    let subject = at == first
        || matches!(before, "i" | "we" | "am" | "m" | "still" | "really" | "now") && clauses.pronoun(first)
        || at > first && matches!(clauses.word(first), "i" | "we") && (first + 1..at).all(|i| clauses.adverb(i) || clauses.word(i) == "am");
    let noun = matches!(clauses.word(at), "plan" | "goal" | "aim" | "ambition" | "intention" | "resolution" | "hope" | "wish" | "dream" | "wishlist");
    // "what I want is …", "TypeScript is what I mean to learn"
    let cleft = clauses.word(first) == "what" || (first..at).any(|i| clauses.word(i) == "what" && clauses.pronoun(i + 1));
    if noun && (clauses.determiner(first) || at == first) && !cleft {
        let named = (at + 1..clause.end).any(|i| clauses.be(i)) || clauses.colon(clause.end);
        let done = (at + 1..clause.end).any(|i| clauses.ed(i) || matches!(clauses.word(i), "was" | "were" | "had"));
        if !named || done || at > first + 3 {
            return None;
        }
        let end = if (at..clause.end).any(|i| clauses.be(i)) { clause.end } else { clauses.end(clause.end + 1) };
        return Some(clause.start..end);
    }
    let manages = matches!(clauses.word(at), "planning") && !matches!(clauses.word(at + 1), "to" | "on");
    // "Hoping for speed, rewrote the core in Rust"
    let turn = (at..clause.end).find(|&i| clauses.comma(i) && clauses.opens(i + 1) && !clauses.word(i + 1).ends_with("ing"));
    ((subject || cleft) && !(noun && !clauses.pronoun(first) && !cleft) && !manages).then(|| clause.start..turn.unwrap_or(clause.end))
}

/// "next spring I sit the PMP".
fn ahead(clauses: &Clauses, clause: &Range<usize>) -> Option<Range<usize>> {
    clause
        .clone()
        .find(|&i| matches!(clauses.word(i), "next" | "coming" | "upcoming") && clauses.has(i + 1, Cue::Ahead) && !clauses.word(i + 2).starts_with('s'))?;
    let past = clause
        .clone()
        .any(|i| clauses.ed(i) || matches!(clauses.word(i), "was" | "were" | "had" | "did") || clauses.has(i, Cue::Acts) && i == clauses.first(clause));
    let speaks = clause.clone().any(|i| clauses.pronoun(i) || matches!(clauses.word(i), "is" | "are" | "my"));
    (!past && speaks).then(|| clause.clone())
}

/// "signed up for an evening class in welding", "booked the CKA".
fn booked(clauses: &Clauses, clause: &Range<usize>) -> Option<Range<usize>> {
    let first = clauses.first(clause);
    let verb = (first..clause.end.min(first + 4)).find(|&i| clauses.has(i, Cue::Booked) && (i == first || clauses.pronoun(first)))?;
    let for_it = (verb + 1..clause.end.min(verb + 4)).any(|i| matches!(clauses.word(i), "for" | "in" | "on" | "onto" | "to" | "up"));
    let direct = matches!(clauses.word(verb), "booked" | "book" | "booking" | "scheduled" | "reserved" | "paid");
    let within = verb + 1..clause.end.min(verb + 8);
    let numbered = matches!(clauses.word(verb + 1), "up") && clauses.word(verb + 2).bytes().next().is_some_and(|b| b.is_ascii_digit());
    let lesson = within.clone().any(|i| clauses.has(i, Cue::Lessons) || clauses.credential(i));
    let others = within.clone().any(|i| {
        clauses.has(i, Cue::Served)
            || clauses.has(i, Cue::People)
            || clauses.has(i, Cue::Employers)
            || matches!(clauses.word(i), "patients" | "students" | "rooms" | "travel" | "users")
    });
    (lesson && !others && !numbered && (direct || for_it)).then_some(verb..clause.end)
}

/// "heard two days of lectures on blockchain".
fn lesson(clauses: &Clauses, clause: &Range<usize>) -> Option<Range<usize>> {
    let first = clauses.first(clause);
    let verb = (first..clause.end.min(first + 3)).find(|&i| clauses.has(i, Cue::Heard) && (i == first || clauses.pronoun(first)))?;
    let lesson = (verb + 1..clause.end.min(verb + 9)).find(|&i| clauses.has(i, Cue::Lessons))?;
    let gave = clause
        .clone()
        .any(|i| matches!(clauses.word(i), "speaker" | "spoke" | "gave" | "host" | "taught" | "presented" | "panel" | "lecturer" | "speak" | "present"));
    // "joined the course team": a team; "sat an exam in tax law": passed, not heard.
    let part = clauses.has(lesson + 1, Cue::Bodies) || clauses.word(verb) == "sat" && !matches!(clauses.word(verb + 1), "in" | "through" | "at");
    let end = (lesson + 1..clause.end).find(|&i| clauses.word(i) == "and" && clauses.opens(i + 1)).unwrap_or(clause.end);
    (!gave && !part).then_some(verb..end)
}

/// A thing that never came: "the move to Azure was cancelled", "Django hasn't come my way",
/// "SQL remains a blind spot", "wound care fell outside what aides may do".
fn absent(clauses: &Clauses, clause: &Range<usize>) -> Option<Range<usize>> {
    if clauses.own(clause) {
        return None;
    }
    let first = clauses.first(clause);
    let within = first + 1..clause.end;
    let nots = |i: usize| matches!(clauses.word(i), "not" | "never" | "hardly" | "barely" | "t" | "nowhere");
    let fell = within.clone().find(|&i| {
        clauses.has(i, Cue::FellThrough)
            && !clauses.named(i)
            && (clauses.be(i - 1)
                || clauses.adverb(i - 1) && clauses.be(i.wrapping_sub(2))
                || matches!(clauses.word(i - 1), "got" | "been")
                || matches!(clauses.word(i), "died" | "stalled" | "collapsed" | "fizzled"))
    });
    let by_none = fell.filter(|&i| !(first..i).any(|k| clauses.relative(k) || clauses.comma(k)));
    let gap = within.clone().find(|&i| clauses.has(i, Cue::Gaps) && (first..i).any(|k| clauses.be(k) && i - k < 5) && !(first..i).any(&nots));
    let reached = within.clone().find(|&i| clauses.has(i, Cue::Reached) && (first..i).any(|k| nots(k) && i - k < 4));
    let out = within.clone().find(|&i| {
        let verb = clauses.be(i - 1)
            || matches!(clauses.word(i - 1), "fell" | "fall" | "falls" | "lay" | "lies" | "went" | "goes" | "sat" | "sits" | "just" | "well" | "far");
        matches!(clauses.word(i), "outside" | "beyond" | "above") && verb && matches!(clauses.word(i + 1), "what" | "my" | "our" | "the" | "me" | "us")
    });
    by_none.or(gap).or(reached).or(out).map(|_| clause.clone())
}

/// "not once was I asked", "nobody let me near", "at no point did we run".
fn refused(clauses: &Clauses, clause: &Range<usize>) -> Option<Range<usize>> {
    let first = clause.start;
    let no =
        (first..clause.end.min(first + 3)).any(|i| matches!(clauses.word(i), "not" | "never" | "nowhere" | "no" | "nobody" | "hardly" | "rarely" | "none"));
    let inverted = (first + 1..clause.end.min(first + 8))
        .any(|i| (clauses.be(i) || matches!(clauses.word(i), "did" | "have" | "had" | "do" | "could")) && clauses.pronoun(i + 1));
    let nobody = clauses.word(first) == "nobody" || clauses.word(first) == "no" && clauses.word(first + 1) == "one";
    let me = nobody && (first + 1..clause.end.min(first + 6)).any(|i| matches!(clauses.word(i), "me" | "us"));
    // "Kubernetes is something I have only ever heard discussed."
    let heard =
        clause.clone().any(|i| clauses.word(i) == "only" && (i + 1..clause.end.min(i + 4)).any(|k| matches!(clauses.word(k), "heard" | "read" | "seen")));
    (no && (inverted || me) || heard).then(|| clause.clone())
}

/// "looked at Snowflake and walked away".
fn passed_by(clauses: &Clauses, clause: &Range<usize>) -> Option<Range<usize>> {
    let first = clauses.first(clause);
    let verb = first + usize::from(clauses.pronoun(first));
    let looked = matches!(
        clauses.word(verb),
        "looked" | "considered" | "evaluated" | "weighed" | "trialled" | "trialed" | "tried" | "assessed" | "explored" | "discussed"
    );
    let away = |i: usize| match clauses.word(i + 1) {
        "walked" | "backed" => clauses.word(i + 2) == "away" || clauses.word(i + 2) == "off",
        "passed" | "decided" => !matches!(clauses.word(i + 2), "to"),
        "stayed" | "stuck" | "went" => clauses.word(i + 2) == "with",
        "chose" | "kept" | "dropped" | "rejected" => true,
        _ => false,
    };
    let and = (verb + 1..clause.end).find(|&i| matches!(clauses.word(i), "and" | "but" | "then") && away(i))?;
    looked.then_some(verb..and)
}

/// What was there before the person came: "before my arrival the shop had run on Magento",
/// "they used Jenkins until they hired me".
fn earlier(clauses: &Clauses, clause: &Range<usize>) -> Option<Range<usize>> {
    let before = clause.clone().find(|&i| matches!(clauses.word(i), "before" | "until" | "till"))?;
    let arrival = match clauses.word(before + 1) {
        "my" => matches!(clauses.word(before + 2), "arrival" | "time" | "day" | "days" | "hire" | "appointment"),
        "i" => matches!(clauses.word(before + 2), "came" | "joined" | "arrived" | "started" | "took" | "was" | "got" | "stepped"),
        "they" => (before + 2..clause.end).any(|i| clauses.word(i) == "me"),
        _ => false,
    };
    let rest = if before == clauses.first(clause) { (before..clause.end).find(|&i| clauses.comma(i)).map_or(clause.end, |i| i + 1) } else { clause.start };
    let done = clauses.own(&(rest..clause.end)) && rest < clause.end && before != rest;
    // "nobody had used it before I came": it came with the person.
    let none = (rest..clause.end).any(|i| matches!(clauses.word(i), "no" | "nobody" | "never" | "not" | "none"));
    (arrival && !done && !none).then(|| clause.clone())
}

/// "just enough Python to change a line", "my Excel ends at adding up", "JavaScript, no more".
fn limited(clauses: &Clauses, clause: &Range<usize>) -> Option<Range<usize>> {
    let enough = clause
        .clone()
        .find(|&i| clauses.word(i) == "enough" && matches!(clauses.word(i.wrapping_sub(1)), "just" | "only" | "barely" | "about") && clauses.named(i + 1));
    let first = clauses.first(clause);
    let ends = clauses.word(first) == "my"
        && (first + 2..clause.end.min(first + 7)).any(|i| {
            matches!(clauses.word(i), "ends" | "stops" | "amounts" | "stretches" | "extends" | "reaches" | "consists") && clauses.named(i - 1)
                || clauses.word(i) == "goes" && clauses.named(i - 1)
        });
    let no_more = clause.clone().any(|i| match clauses.word(i) {
        "more" | "further" | "else" => matches!(clauses.word(i - usize::from(i > 0)), "no" | "nothing" | "not") && i + 1 >= clause.end,
        "most" => clauses.word(i.wrapping_sub(1)) == "at" && i + 1 >= clause.end,
        "nothing" => matches!(clauses.word(i + 1), "beyond" | "more" | "further") && clauses.word(i.wrapping_sub(1)) == "and",
        _ => false,
    });
    (enough.is_some() || ends || no_more).then(|| clause.clone())
}

/// A little of a thing: "schoolbook JavaScript", "rusty SQL and Perl".
fn little<'s>(clauses: &'s Clauses) -> impl Iterator<Item = Range<usize>> + 's {
    (0..clauses.len()).filter(|&i| clauses.has(i, Cue::Little) && !clauses.named(i) && clauses.named(i + 1)).map(move |from| {
        let all = from + 1..clauses.end(from + 1);
        let end = all.clone().find(|&i| !(clauses.named(i) || matches!(clauses.word(i), "and" | "or" | "") && clauses.named(i + 1))).unwrap_or(all.end);
        from..end
    })
}
