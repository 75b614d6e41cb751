//! One name of a list: where it begins and ends among words of degree, verbs
//! and purposes, by `rules/leads.toml` and `rules/tails.toml`.

use std::ops::Range;

use super::deed::deeds;
use super::phrase::Group;
use crate::grammar::Cue;
use crate::mention::{Mention, Reading};
use crate::taxonomy::WordClass;

/// One name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The tokens that it covers in the line; for a completed one its whole phrase.
    pub tokens: Range<usize>,
    /// A head borrowed from the end of the list ("unit and integration tests").
    pub head: Option<Range<usize>>,
    /// What it borrows from the name before it ("software design and *architecture*").
    pub stem: Option<Range<usize>>,
    /// It begins with a verb: a duty.
    pub duty: bool,
    /// What introduced it: "including" makes names separate asks.
    pub example: bool,
}

impl Name {
    /// As the posting writes it, with what it borrows.
    pub fn text(&self, reading: &Reading) -> String {
        let line = &reading.line;
        let range = line.range(self.tokens.start, self.tokens.end);
        let mut text = line.source[range.clone()].trim_end_matches(['\'', '’']).to_owned();
        // The last full stop of "U.S." is its own.
        let last = text.rsplit(' ').next().unwrap_or_default();
        if last.contains('.') && line.source[range.end..].starts_with('.') && last.split('.').all(|part| part.chars().count() == 1) {
            text.push('.');
        }
        if let Some(head) = &self.head {
            text = format!("{text} {}", line.slice(head.start, head.end));
        }
        if let Some(stem) = &self.stem {
            text = format!("{} {text}", line.slice(stem.start, stem.end));
        }
        text
    }
}

/// The name that begins at a token and stays whole: a skill, a kind of work, a credential.
pub(super) fn atomic<'a, 'r>(reading: &'a Reading<'r, '_>, token: usize) -> Option<&'a Mention<'r>> {
    reading.mention_at(token).filter(|m| m.able)
}

/// Whether a name is filler that nobody would tick.
pub(super) fn vague(reading: &Reading, name: &Name) -> bool {
    reading.hits.of("vague").any(|h| h.tokens.start <= name.tokens.start && h.tokens.end >= name.tokens.end)
}

/// The class that a word rule gives the tokens from `at`, and where it ends.
pub(super) fn class_at<'a>(reading: &'a Reading, family: &str, at: usize, end: usize) -> Option<(usize, &'a str)> {
    let hits = reading.hits.at(at).filter(|h| h.tokens.end <= end && h.family() == family);
    hits.max_by_key(|h| h.tokens.len()).and_then(|h| Some((h.tokens.end, h.says("class", &reading.line)?)))
}

pub(super) fn trim(reading: &Reading, tokens: Range<usize>) -> Option<Name> {
    let line = &reading.line;
    let Range { start: mut from, end: mut to } = tokens;
    let mut duty = None;
    // Leads: articles, adjectives of degree, verbs of making and their prepositions.
    while from < to {
        if let Some(end) = deeds(reading, from, to) {
            return Some(Name { tokens: from..end, head: None, stem: None, duty: true, example: false });
        }
        if let Some(name) = atomic(reading, from).filter(|m| m.tokens.end <= to) {
            // "cloud-based IAM": a name in capitals says itself what it is.
            let based = (name.tokens.end..to).find(|&i| line.tokens[i].is_word()).filter(|&i| line.word(i) == "based" && !line.capital(from));
            match based.filter(|&i| atomic(reading, i + 1).is_some_and(|m| m.tokens.end <= to && line.capital(i + 1))) {
                Some(based) => from = based + 1,
                None => break,
            }
        }
        // "high-performance software", "general-purpose languages": one word with its hyphen.
        let compound = |end: usize| end < to && line.hyphened(end + 1) && line.tokens[end + 1].is_word();
        // "high volume architectures": how much is part of what.
        let measured = reading.cue(from, Cue::Measure) && class_at(reading, "modifiers", from, to).is_some_and(|(end, _)| from + 1 < end && end < to);
        if measured {
            break;
        }
        // "client-side MVC": where it runs is no part of a name in capitals.
        if compound(from + 1) && line.word(from + 2) == "side" && atomic(reading, from + 3).is_some_and(|m| m.tokens.end <= to && line.capital(from + 3)) {
            from += 3;
            continue;
        }
        if compound(from + 1) && class_at(reading, "leads", from, to).is_none_or(|(end, _)| end == from + 1) {
            break;
        }
        // "large-scale", "high volume": one adjective.
        // "as an *Architect*": a post, where else one architects.
        let listed =
            from > 1 && (line.tokens[from - 1].is(b',') || line.word(from - 1) == "or") && reading.mentions.iter().any(|m| m.title && m.tokens.end + 1 == from);
        // "as a *building*, dye or loom inspector": a post in a list of them.
        let opens = from > 1 && from + 1 == to && matches!(line.word(from - 1), "a" | "an") && line.word(from - 2) == "as";
        let post = from > 0 && (matches!(line.word(from - 1), "a" | "an") || listed) && line.capital(from) || opens;
        let lead = class_at(reading, "leads", from, to).filter(|(end, _)| !(post && (*end == to || crate::text::line::is_preposition(line.word(*end)))));
        // "relevant *design* experience": a craft by its name, where else one designs.
        let craft = |end: usize| end + 1 == to && line.word(end) == "experience" && !line.word(from).ends_with("ing");
        if lead.is_some_and(|(end, class)| class == "making" && craft(end)) {
            break;
        }
        if class_at(reading, "modifiers", from, to).is_some_and(|(end, _)| lead.is_some_and(|(lead, _)| lead < end)) {
            break;
        }
        if let Some((end, class)) = lead {
            if class == "general" && reading.cue(end - 1, Cue::Variety) {
                duty = None;
            }
            if class == "duty" {
                duty.get_or_insert(from);
            } else if duty.is_some() && class != "degree" {
                break;
            }
            from = end;
        } else if duty.is_none() && to - from > 1 && acts(reading, from) {
            // "help make ledgers balance", "closely related": a verb or a manner before the name.
            from += 1;
        } else if crate::text::line::is_function_word(line.word(from)) || !line.tokens[from].is_word() && !line.word(from).starts_with('.') {
            from += 1;
        } else {
            break;
        }
    }
    // What follows the name: a relative clause, a purpose, a place.
    let mut at = from;
    while at < to {
        if let Some(m) = atomic(reading, at).filter(|m| m.tokens.end <= to) {
            at = m.tokens.end;
            continue;
        }
        // "end-to-end tests": a word with its hyphens is one.
        let hyphened = line.hyphened(at);
        // "engines *operating on* large data": what the thing does.
        let acting = at > from
            && duty.is_none()
            && !hyphened
            && line.word(at).ends_with("ing")
            && !reading.cue(at, Cue::Prepositional)
            && at + 1 < to
            && matches!(line.word(at + 1), "the" | "a" | "an" | "their" | "our" | "your" | "on");
        // "components *deployed* in the cloud", "plans *provided* by dyers": what was done to it.
        let undergone = at > from
            && duty.is_none()
            && !hyphened
            && line.word(at).ends_with("ed")
            && reading.class(at) == Some(WordClass::Verb)
            && line.tokens.get(at + 1).is_some_and(|t| t.is_word() && crate::text::line::is_preposition(line.word(at + 1)));
        if acting || undergone {
            to = at;
            break;
        }
        // "as a *helper to a master weaver*": one post.
        let helps = line.word(at) == "to"
            && reading.hits.of("kinds").any(|h| h.tokens.end == at && h.tokens.start > 1 && matches!(line.word(h.tokens.start - 1), "a" | "an"))
            && line.tokens.get(at + 1).is_some_and(|_| matches!(line.word(at + 1), "a" | "an" | "the"));
        if at > from && !hyphened && !helps && class_at(reading, "tails", at, to).is_some_and(|(_, class)| class == "cut") {
            to = at;
            break;
        }
        at += 1;
    }
    // Tails: "experience", "best practices" …
    loop {
        let tail = (from..to).filter_map(|i| class_at(reading, "tails", i, to).filter(|(end, class)| *end == to && *class == "drop").map(|_| i)).min();
        // "the digital *industry*", "the public *sector*": an adjective names none by itself.
        let trade = |start: usize| to - start == 1 && start == from + 1 && reading.cue(start, Cue::Trade) && reading.class(from) == Some(WordClass::Adjective);
        match tail {
            Some(start) if start > from && !inside_mention(reading, start) && !waits(reading, start) && !trade(start) => to = start,
            _ => break,
        }
        while to > from && (!line.tokens[to - 1].is_word() || crate::text::line::is_function_word(line.word(to - 1))) && !inside_mention(reading, to - 1) {
            to -= 1;
        }
    }
    // "a Kubernetes based *environment*": without its noun the adjective says nothing.
    let stray = |to: usize| to > from + 1 && line.tokens[to - 2].is_word() && reading.cue(to - 1, Cue::Waiting) && !inside_mention(reading, to - 1);
    if stray(to) {
        to -= 1;
    }
    // "tuning the looms *efficiently*", "certificates *expected*": a name ends in a noun.
    let describes = |i: usize| match reading.class(i) {
        Some(WordClass::Adverb | WordClass::Adjective) => class_at(reading, "modifiers", i, i + 1).is_none(),
        Some(WordClass::Verb) => line.word(i).ends_with("ed") && !reading.hits.of("credentials").any(|h| h.tokens.contains(&i)),
        _ => false,
    };
    let known = |to: usize| reading.mentions.iter().any(|m| m.able && from <= m.tokens.start && m.tokens.end <= to);
    while to > from + 1 && line.tokens[to - 2].is_word() && describes(to - 1) && !line.capital(to - 1) && !inside_mention(reading, to - 1) && known(to - 1) {
        to -= 1;
    }
    // "architectural patterns *of a large*" mill: of nothing that is said.
    if let Some(of) = (from + 1..to).rev().find(|&i| line.word(i) == "of")
        && of + 1 < to
        && matches!(line.word(of + 1), "a" | "an" | "the")
        && !inside_mention(reading, of)
        && (of + 2..to).all(|i| reading.class(i) == Some(WordClass::Adjective))
    {
        to = of;
    }
    while to > from
        && (!line.tokens[to - 1].is_word() && !line.word(to - 1).starts_with('+')
            || crate::text::line::is_function_word(line.word(to - 1)) && !inside_mention(reading, to - 1))
    {
        to -= 1;
    }
    if from >= to {
        return None;
    }
    // A clause, not a name: "we respect …", "while managing …".
    if duty.is_none() && class_at(reading, "tails", from, to).is_some_and(|(_, class)| class == "cut") && !inside_mention(reading, from) {
        return None;
    }
    // "management of Docker containers": a technology by its own name is asked, not what is done with it.
    if let Some(of) = (from + 1..to).find(|&i| line.word(i) == "of")
        && atomic(reading, of + 1).is_some_and(|m| m.tokens.end <= to && !m.title && line.capital(of + 1))
        && (from..of).all(|i| !inside_mention(reading, i) && !line.capital(i))
    {
        from = of + 1;
    }
    // "managing CI/CD pipelines": a technology by its own name is asked, not the verb.
    if atomic(reading, from).is_some_and(|m| m.tokens.end == to && line.capital(from) && !m.title) {
        duty = None;
    }
    // "securing mobile platforms": what is done to a known thing is not the thing.
    let done = || line.word(from).ends_with("ing") && reading.class(from) == Some(WordClass::Gerund) && !reading.proper(from);
    if duty.is_none() && from + 1 < to && atomic(reading, from + 1).is_some_and(|m| m.tokens.end == to && !m.title) && done() {
        from += 1;
    }
    let is_duty = duty.is_some();
    Some(Name { tokens: duty.unwrap_or(from)..to, head: None, stem: None, duty: is_duty, example: false })
}

/// Whether what ends at a token is an adjective that waits for its noun: "cloud-based *environments*".
fn waits(reading: &Reading, end: usize) -> bool {
    let line = &reading.line;
    let compound = end > 2 && line.tokens[end - 2].is(b'-') && line.tokens[end - 2].tight;
    (compound || line.word(end - 1) == "heavy") && reading.cue(end - 1, Cue::Waiting)
}

/// Whether a word acts or says how: a verb or an adverb, and no proper name.
fn acts(reading: &Reading, token: usize) -> bool {
    matches!(reading.class(token), Some(WordClass::Verb | WordClass::Adverb)) && !reading.proper(token) && !reading.line.word(token).ends_with("ed")
}

fn inside_mention(reading: &Reading, token: usize) -> bool {
    reading.mentions.iter().any(|m| m.able && m.tokens.contains(&token))
}

/// "unit, integration and UI automation tests": names that cannot stand alone
/// take the head of the last one; "software design and architecture": a bare
/// head takes what its like stands behind.
pub(super) fn complete_heads(reading: &Reading, groups: &mut [Group]) {
    let line = &reading.line;
    let mut names: Vec<&mut Name> = groups.iter_mut().flat_map(|g| &mut g.names).collect();
    for i in 1..names.len() {
        let bare = |n: &Name| n.tokens.len() == 1 && class_at(reading, "heads", n.tokens.start, n.tokens.end).is_some_and(|(_, class)| class == "bare");
        let before = names[i - 1].tokens.clone();
        // "big data and engineering": no engineering is big.
        let adjective = before.len() == 2 && reading.word_class(before.start) == Some(WordClass::Adjective);
        let whole = atomic(reading, before.start).is_some_and(|m| m.tokens == before);
        let lends = !(adjective && whole) || reading.knows([before.start, names[i].tokens.start]);
        let like = before.len() > 1 && lends && class_at(reading, "heads", before.end - 1, before.end).is_some() && names[i - 1].head.is_none();
        // A verb before it is no part of its name: "managing systems and integration".
        // "planning, *design*, architecture and review": in a longer list each stands by itself.
        let pair = !(before.end..names[i].tokens.start).any(|j| line.tokens[j].is(b','));
        if like && pair && bare(names[i]) && !names[i - 1].duty && !line.capital(names[i].tokens.start) {
            names[i].stem = Some(before.start..before.end - 1);
        }
    }
    complete_posts(reading, &mut names);
    complete_acts(reading, &mut names);
    complete_halves(reading, &mut names);
    // "relational and NoSQL database technologies": the head stands before what adds nothing.
    let closes = |n: &Name| n.tokens.len() > 2 && class_at(reading, "tails", n.tokens.end - 1, n.tokens.end).is_some_and(|(_, class)| class == "known");
    let head_of = |n: &Name| {
        let end = n.tokens.end - usize::from(class_at(reading, "heads", n.tokens.end - 1, n.tokens.end).is_none() && closes(n));
        end - 1..end
    };
    // "laws relative *to* purchasing procedures" lends no head.
    let joined = |n: &Name| n.tokens.clone().any(|i| crate::text::line::is_preposition(line.word(i)));
    let headed = |n: &Name| n.tokens.len() > 1 && !joined(n) && class_at(reading, "heads", head_of(n).start, head_of(n).end).is_some();
    let waits = |n: &Name, head: &Range<usize>| {
        let fits = |class: &str| class == "modifier" || line.word(head.start).starts_with(class);
        // "projects and budget management": a plural is a thing by itself.
        let last = line.word(n.tokens.end - 1);
        let plural = last.ends_with('s') && last.len() > 4;
        // "vector or graph databases": a list knows vector databases.
        let known =
            || n.tokens.len() == 1 && atomic(reading, n.tokens.start).is_none() && !line.capital(n.tokens.start) && reading.knows([n.tokens.start, head.start]);
        let modifies = |i: usize| !line.tokens[i].is_word() || class_at(reading, "modifiers", i, n.tokens.end).is_some_and(|(_, class)| fits(class));
        !plural && n.head.is_none() && (n.tokens.clone().all(modifies) || known())
    };
    // "tax, media and contract law": each is law, if no list knows it by itself alone.
    let always = |head: &Range<usize>| reading.hits.of("heads").any(|h| h.tokens == *head && h.says("class", line) == Some("always"));
    let borrows = |n: &Name, head: &Range<usize>| {
        let whole = atomic(reading, n.tokens.start).is_some_and(|m| m.tokens == n.tokens);
        let last = line.word(n.tokens.end - 1);
        let acts = last.ends_with("ing") || last.ends_with('s') || class_at(reading, "acts", n.tokens.start, n.tokens.end).is_some();
        n.head.is_none() && !acts && n.tokens.len() < 3 && (!whole || reading.knows(n.tokens.clone().chain(head.clone())))
    };
    // Examples in brackets lend and borrow among themselves: "relational (e.g. MySQL) and NoSQL databases (e.g. Redis)".
    let bracketed = |n: &Name| {
        let count = |mark: u8| line.tokens[..n.tokens.start].iter().filter(|t| t.is(mark)).count();
        count(b'(') > count(b')')
    };
    // The nearest head behind it, whatever the list goes on with.
    let (mut near, mut outer) = (None, None);
    let mut inside = false;
    for name in names.iter_mut().rev() {
        if bracketed(name) != inside {
            inside = !inside;
            (near, outer) = (if inside { None } else { outer.take() }, if inside { near } else { None });
        }
        if headed(name) {
            near = Some(head_of(name));
        } else if let Some(head) = near.take().filter(|head| waits(name, head) || always(head)) {
            if !always(&head) || waits(name, &head) || borrows(name, &head) {
                name.head = Some(head.clone());
            }
            near = Some(head);
        }
    }
}

/// "as a dye, silk or wool inspector": each is a post of its own.
fn complete_posts(reading: &Reading, names: &mut [&mut Name]) {
    let line = &reading.line;
    let post = |n: &Name| class_at(reading, "kinds", n.tokens.end - 1, n.tokens.end).is_some_and(|(_, class)| class == "work");
    let joins = |i: usize| !line.tokens[i].is_word() || line.word(i) == "or";
    for last in 1..names.len() {
        let start = names[last].tokens.start;
        if !post(names[last]) || names[last].tokens.len() < 2 || start == 0 || line.word(start - 1) != "or" {
            continue;
        }
        let mut first = last;
        while first > 0 && (names[first - 1].tokens.end..names[first].tokens.start).all(joins) && !post(names[first - 1]) && names[first - 1].head.is_none() {
            first -= 1;
        }
        let start = names[first].tokens.start;
        if start > 1 && matches!(line.word(start - 1), "a" | "an") && line.word(start - 2) == "as" {
            // "an assistant or associate museum curator": ranks of one post.
            let rank = |n: &Name| reading.cue(n.tokens.start, Cue::Rank);
            let ranks = names[last].tokens.len() > 2 && rank(names[last]) && names[first..last].iter().all(|n| n.tokens.len() == 1 && rank(n));
            let from = if ranks { names[last].tokens.start + 1 } else { names[last].tokens.end - 1 };
            let head = from..names[last].tokens.end;
            names[first..last].iter_mut().for_each(|n| n.head = Some(head.clone()));
        }
    }
}

/// "installation, repair or maintenance of lifts": each of these is of lifts.
fn complete_acts(reading: &Reading, names: &mut [&mut Name]) {
    let line = &reading.line;
    let act = |i: usize| class_at(reading, "acts", i, i + 1).is_some();
    // Nothing stands between them but what joins a list, and nothing before them: "field *inspections*".
    let joins = |i: usize| !line.tokens[i].is_word() || matches!(line.word(i), "and" | "or");
    let whole = |i: usize| i == 0 || !line.tokens[i - 1].is_word() || crate::text::line::is_function_word(line.word(i - 1)) || joins(i - 1);
    let mut object: Option<(usize, Range<usize>)> = None;
    for name in names.iter_mut().rev() {
        let Range { start, end } = name.tokens;
        let follows = object.take().filter(|(next, _)| (end..*next).all(joins));
        if end - start > 2 && act(start) && line.word(start + 1) == "of" {
            object = Some((start, start + 1..end));
        } else if end - start == 1 && act(start) && whole(start) {
            name.head = name.head.take().or(follows.as_ref().map(|(_, of)| of.clone()));
            object = follows.map(|(_, of)| (start, of));
        }
    }
}

/// "program/event planning": both are planned.
fn complete_halves(reading: &Reading, names: &mut [&mut Name]) {
    let line = &reading.line;
    for i in 1..names.len() {
        let Range { start, end } = names[i].tokens;
        let half = &names[i - 1];
        let halved = half.tokens.len() == 1 && half.tokens.end + 1 == start && line.tokens[half.tokens.end].is(b'/');
        let headed = end - start == 2 && class_at(reading, "heads", end - 1, end).is_some_and(|(_, class)| class == "head");
        if halved && headed && half.head.is_none() && atomic(reading, half.tokens.start).is_none() {
            names[i - 1].head = Some(end - 1..end);
        }
    }
}
