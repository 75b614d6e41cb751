//! Which names of an ask are criteria, and of what kind.

use std::ops::Range;

use super::cut::Ask;
use super::name::{self, Name};
use super::{Kind, file};
use crate::grammar::{Cue, Rules};
use crate::mention::Reading;
use crate::taxonomy::{Sort, WordClass};

/// Whether what was trimmed is a name that a recruiter would put on a scorecard.
pub(super) fn nameable(rules: &Rules, reading: &Reading, name: &Name, ask: &Ask, years: bool) -> bool {
    let line = &reading.line;
    let words: Vec<usize> = name.tokens.clone().filter(|&i| line.tokens[i].is_word()).collect();
    // "https://github.com/…", and what one only has a passion for.
    let linked = name.tokens.start > 2 && (1..=3).all(|back| matches!(line.word(name.tokens.start - back), "/" | ":"));
    let text = line.slice(name.tokens.start, name.tokens.end);
    let linked = linked || text.starts_with('.') && address(text) || words.len() > 2 && matches!(line.word(words[words.len() - 1]), "http" | "https" | "www");
    if linked || ask.fond && !words.iter().any(|&i| reading.proper(i)) {
        return false;
    }
    // "time-honed", "laser-focused": how it is, without what.
    let alone = name.head.is_none() && name.tokens.len() == 3 && line.tokens[name.tokens.start + 1].is(b'-') && name.stem.is_none();
    let last = name.tokens.end - 1;
    let adjective = || reading.cue(last, Cue::Waiting) || line.word(last).ends_with("ed") && line.word(last).len() > 4;
    if alone && !reading.proper(name.tokens.start) && adjective() && !reading.mentions.iter().any(|m| m.able && m.tokens == name.tokens) {
        return false;
    }
    let proper = words.iter().any(|&i| reading.proper(i));
    // Behind what is wanted, only what a list knows by this very name counts.
    let told = name.tokens.start >= ask.until && !proper;
    let inside = |m: &&crate::mention::Mention| m.able && name.tokens.start <= m.tokens.start && m.tokens.end <= name.tokens.end;
    let mut known = reading.mentions.iter().filter(inside);
    let whole = || reading.mentions.iter().any(|m| m.able && m.tokens == name.tokens);
    let deed = name.duty && name::class_at(reading, "acts", name.tokens.start, name.tokens.end).is_some();
    let lengths = reading.lengths();
    let most = if name.duty { lengths.deed } else { lengths.name };
    // "upkeep of a large weaving shed": what only joins the words makes no name long.
    let act = line.tokens.get(name.tokens.start + 1).is_some_and(|_| line.word(name.tokens.start + 1) == "of");
    let helper = name.tokens.clone().any(|i| line.word(i) == "to");
    let act = deed || helper || act && name::class_at(reading, "acts", name.tokens.start, name.tokens.end).is_some();
    let long = |most: usize| words.iter().filter(|&&i| !act || !crate::text::line::is_function_word(line.word(i))).count() > most;
    if known.any(|m| !told || m.tokens.end == name.tokens.end) {
        // "the loom database *helps* people": a clause.
        let end = name.tokens.end - 1;
        let clause = reading.class(end) == Some(WordClass::Verb) && !reading.proper(end) && !reading.mentions.iter().any(|m| m.tokens.contains(&end));
        if clause && name.head.is_none() {
            return false;
        }
        return !long(lengths.deed) && (whole() || !name::vague(reading, name));
    }
    // "Some posts may require a Boiler Operator Certificate": a paper by its name is asked wherever it stands.
    let closes = |h: &crate::grammar::Hit| h.tokens.end == name.tokens.end && h.says("class", line) == Some("word");
    let paper = words.len() > 1 && line.capital(words[0]) && reading.hits.of("credentials").any(closes);
    if !ask.open && !paper || told {
        return false;
    }
    let completed = name.head.is_some() || name.stem.is_some();
    let named = completed || deed || phrased(reading, &words, name.duty) || years && craft(reading, &words);
    if !named || words.iter().all(|&i| version(line.slice(i, i + 1))) {
        return false;
    }
    if address(text) || (0..name.tokens.start).any(|i| line.tokens[i].is(b'#')) {
        return false;
    }
    // "Recruited, trained and led dyers": what was done, without what it was done to.
    if words.len() == 1 && !completed && line.word(words[0]).len() > 4 && line.word(words[0]).ends_with("ed") && !reading.proper(words[0]) {
        return false;
    }
    // "potential issues", "business outcomes": anybody's; but "leading strategic conversations" is work.
    let led = name.duty && name::class_at(reading, "duties", name.tokens.start, name.tokens.end).is_some();
    if !led && !completed && reading.hits.of("vague").any(|h| h.tokens.end == name.tokens.end && h.says("class", line) == Some("head")) {
        return false;
    }
    // An everyday word alone, in lower case, is a piece of a sentence rather than a
    // name; but a time is asked of something ("8+ years in management").
    let everyday = |i: usize| {
        rules.taxonomy().spelling.is_everyday(line.word(i)) || line.word(i).strip_suffix('s').is_some_and(|w| rules.taxonomy().spelling.is_everyday(w))
    };
    if words.len() == 1
        && !years
        && !completed
        && !reading.proper(words[0])
        && everyday(words[0])
        && !entry(reading, words[0])
        && !skilled(reading, name)
        && !joined(reading, name)
        && !between(reading, name)
    {
        return false;
    }
    // "high-throughput", "low-effort": how it is, without what.
    if words.len() == 2 && reading.cue(words[0], Cue::Measure) && line.tokens[words[0] + 1].is(b'-') && !line.capital(words[0]) {
        return false;
    }
    if manner(reading, words[0]) && !line.capital(words[0]) {
        return false;
    }
    let vague = name::vague(reading, name) || words.iter().all(|&i| numeral(line.slice(i, i + 1)));
    let number = words.iter().all(|&i| !line.word(i).bytes().any(|b| b.is_ascii_lowercase()));
    // "the City of Los Angeles": where, or for whom, not what.
    let place = reading
        .mentions
        .iter()
        .any(|m| m.tokens == name.tokens || m.tokens.end == name.tokens.end && m.as_sort(rules.taxonomy(), Sort::Place).is_some() && !m.able);
    let letters: usize = words.iter().map(|&i| line.word(i).len()).sum();
    (!vague || completed) && !number && !place && letters > 2 && !long(most) && (!ask.ability || years)
}

/// "*sourcing*, negotiation and drafting skills", "*infrastructure* and networking
/// concepts": one of a list that says what it lists.
fn skilled(reading: &Reading, name: &Name) -> bool {
    let line = &reading.line;
    let rest = (name.tokens.end..line.tokens.len()).take(reading.lengths().closing);
    let mut listed = rest
        .take_while(|&i| line.tokens[i].is(b',') || line.tokens[i].is(b'/') || line.tokens[i].is_word() && !crate::text::line::is_preposition(line.word(i)));
    let follows = line.tokens.get(name.tokens.end).is_some_and(|t| t.is(b',') || t.is(b'/') || matches!(line.word(name.tokens.end), "and" | "or"));
    follows && listed.any(|i| line.word(i) == "skills" || reading.cue(i, Cue::Theory) || trade(reading, i))
}

/// Whether a word closes a list of trades: "internet, media or technology *industries*".
pub(super) fn trade(reading: &Reading, token: usize) -> bool {
    reading.hits.of("kinds").any(|h| h.tokens.start == token && h.says("class", &reading.line) == Some("trade"))
}

/// "Familiarity with *search* and recommendations": of things joined right behind
/// what says that they are held.
fn joined(reading: &Reading, name: &Name) -> bool {
    let line = &reading.line;
    let at = name.tokens.start;
    let held = |end: usize| {
        end > 0
            && crate::text::line::is_preposition(line.word(end - 1))
            && reading.hits.of("leads").any(|h| (end - 1 == h.tokens.end || end == h.tokens.end) && h.says("class", line) == Some("holding"))
    };
    let join = |i: usize| line.tokens.get(i).is_some_and(|t| t.is(b',') || matches!(line.word(i), "and" | "or"));
    let second = at > 1 && matches!(line.word(at - 1), "and" | "or") && held(at - 2);
    // "the creation, upkeep and care of looms": what is done, of which the thing is told.
    let act = name::class_at(reading, "acts", at, name.tokens.end).is_some()
        && (name.tokens.end..line.tokens.len()).take(reading.lengths().closing).any(|i| line.word(i) == "of");
    // "history of meeting or exceeding goals": what is done.
    !line.word(at).ends_with("ing") && !act && (held(at) && join(name.tokens.end) || second)
}

/// "solution design, *architecture* and design patterns": of one list with the known names around it.
fn between(reading: &Reading, name: &Name) -> bool {
    let line = &reading.line;
    let joins = |i: usize| line.tokens[i].is(b',') || matches!(line.word(i), "and" | "or");
    let known = |at: usize| reading.mentions.iter().any(|m| m.able && !m.title && m.tokens.contains(&at));
    let before = (0..name.tokens.start).rev().find(|&i| !joins(i)).filter(|&i| i + 1 < name.tokens.start);
    let behind = (name.tokens.end..line.tokens.len()).find(|&i| !joins(i)).filter(|&i| i > name.tokens.end);
    before.is_some_and(known) && behind.is_some_and(known)
}

/// The shortest form of a name: "AWS services" is AWS, "Agile development" Agile.
/// An everyday word would say too little alone ("cloud services").
pub(super) fn shortest(rules: &Rules, reading: &Reading, mut name: Name) -> Name {
    if name.head.is_some() || name.stem.is_some() || name.duty {
        return name;
    }
    let concept = |tokens: &Range<usize>| file::concept_at(rules, Kind::Skill, reading, tokens.clone());
    // "Agile development methods": a way of working by its name, an adjective though it be.
    if let Some((end, _)) = name::class_at(reading, "tails", name.tokens.start, name.tokens.end).filter(|(_, class)| *class == "method") {
        name.tokens.end = end;
    }
    // Whether the name stands by itself without what stands from `tail` on.
    let stands = |name: &Name, tail: usize| {
        // "Google Cloud Platform" is all name, where "SIEM Solutions" is SIEM.
        let last = reading.line.word(tail - 1);
        let plain = rules.taxonomy().spelling.is_everyday(last) && tail - name.tokens.start > 1;
        if plain && reading.line.capital(tail) && reading.mentions.iter().any(|m| m.able && m.tokens == name.tokens) {
            return false;
        }
        let short = name.tokens.start..tail;
        // "the Swift language" is Swift, but an OOP language is any of its kind.
        let own = short.len() == 1 && reading.line.capital(short.start) && !(reading.line.all_caps(short.start) && reading.line.word(short.start).len() > 1);
        if reading.line.word(tail) == "language" && !own {
            return false;
        }
        let modifier = |i: usize| name::class_at(reading, "modifiers", i, short.end);
        // "backend development": without its noun the name is an adjective.
        if modifier(short.start).is_some_and(|(end, _)| end == short.end) || short.clone().all(|i| !reading.line.tokens[i].is_word() || modifier(i).is_some()) {
            return false;
        }
        let end = short.end - 1;
        let last = reading.line.word(end);
        // "serverless architectures", "mentoring the team": what is left would be no noun,
        // unless it is written as a name ("Redux state management").
        if rules.taxonomy().class(last).is_some() && !reading.line.capital(end) || crate::text::line::is_function_word(last) {
            return false;
        }
        let same = concept(&short).is_some_and(|s| concept(&name.tokens).is_none_or(|n| n == s));
        // At the head of a line a capital proves nothing, unless the name is written just so: "Redux state management".
        let labelled = || {
            let written = reading.line.slice(end, short.end);
            reading.mentions.iter().any(|m| m.tokens.start == end && rules.taxonomy().get(m.concept).label == written)
        };
        // "networking concepts": what theory of it is meant is no part of its name.
        let theory = reading.cue(tail, Cue::Theory) || reading.line.word(tail) == "best";
        same && (theory || short.len() > 1 || reading.proper(end) || !rules.taxonomy().spelling.is_everyday(last) || labelled())
    };
    loop {
        // "Terraform modules", "LDAP protocols": behind a name in capitals only, and "Networking" is none.
        let everyday = |token: usize| rules.taxonomy().spelling.is_everyday(reading.line.word(token));
        let own = |tail: usize| reading.line.all_caps(tail - 1) || reading.line.capital(tail - 1) && !everyday(tail - 1);
        let known = |h: &&crate::grammar::Hit| {
            let adds = || match h.says("class", &reading.line) {
                Some("known") => true,
                Some("own") => own(h.tokens.start),
                _ => false,
            };
            h.tokens.end == name.tokens.end && h.tokens.start > name.tokens.start && adds()
        };
        let mut tails: Vec<usize> = reading.hits.of("tails").filter(known).map(|h| h.tokens.start).collect();
        // The shortest tail first: of "public cloud platforms" the platforms.
        tails.sort_unstable_by(|a, b| b.cmp(a));
        let Some(tail) = tails.into_iter().find(|&tail| stands(&name, tail)) else { break };
        name.tokens.end = tail;
    }
    name
}

/// Whether an everyday word with a capital is what an entry names: "Salt, Ansible
/// or Chef", "Networks knowledge".
fn entry(reading: &Reading, token: usize) -> bool {
    let line = &reading.line;
    let next = token + 1;
    if !line.capital(token) || (0..token).any(|i| line.tokens[i].is_word()) || next >= line.tokens.len() {
        return false;
    }
    // "Marketplace experience is a plus": the rest says how hard.
    let hard = |i: usize| reading.hits.of("strength").any(|h| h.tokens.contains(&i)) || matches!(line.word(i), "is" | "are" | "highly" | "strongly");
    let held = reading.cue(next, Cue::Held) && (next + 1..line.tokens.len()).all(|i| !line.tokens[i].is_word() || hard(i));
    let listed = (line.tokens[next].is(b',') || line.tokens[next].is(b'/') || matches!(line.word(next), "and" | "or"))
        && name::atomic(reading, next + 1).is_some_and(|_| line.capital(next + 1));
    held || listed
}

/// Whether some words can name a thing: they end in a noun, no verb acts among
/// them ("Acme *helps* brands"), and a noun of quality says more than itself.
fn phrased(reading: &Reading, words: &[usize], duty: bool) -> bool {
    let class = |i: usize| reading.class(i).filter(|_| !reading.proper(i));
    let last = words[words.len() - 1];
    // "exhibiting a", "3 years": a verb with its object, a time.
    let object = reading.line.tokens.get(last + 1).is_some_and(|_| matches!(reading.line.word(last + 1), "a" | "an" | "the" | "your" | "our" | "their"));
    if words.len() == 1 && object && reading.line.word(last).ends_with("ing") || reading.cue(last, Cue::Time) {
        return false;
    }
    // "what Acme does", "1-2 languages".
    let first = reading.line.word(words[0]);
    if matches!(first, "what" | "how" | "why" | "who" | "when" | "where") || first.bytes().all(|b| b.is_ascii_digit()) && words.len() < 4 {
        return false;
    }
    let ends = match class(last) {
        Some(WordClass::Quality) => words.len() > 1,
        Some(WordClass::Gerund) => duty && words.len() > 1,
        Some(_) => false,
        None => true,
    };
    let inner = &words[usize::from(duty)..words.len() - 1];
    let acts = |&i: &usize| class(i) == Some(WordClass::Verb) && !reading.line.word(i).ends_with("ed");
    // "improve in both": a preposition among the words of a name is "of" or stands in a duty.
    ends && !inner.iter().any(acts)
}

/// "4 years of *design* experience", "5 years in *research*": a verb that names the work too.
fn craft(reading: &Reading, words: &[usize]) -> bool {
    let line = &reading.line;
    let [word] = words else { return false };
    let experience = line.tokens.get(word + 1).is_some_and(|_| line.word(word + 1) == "experience");
    let of = *word > 0 && matches!(line.word(word - 1), "in" | "of" | "within") && line.tokens.get(word + 1).is_none_or(|t| !t.is_word());
    reading.class(*word) == Some(WordClass::Verb) && !line.word(*word).ends_with("ed") && (experience || of)
}

/// "V15+", "2.0": a version without its name.
fn version(word: &str) -> bool {
    let digits = word.trim_start_matches(['v', 'V']);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'+' || b == b'x')
}

/// "Inspector II or *III*": a grade without its post.
fn numeral(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| matches!(b, b'I' | b'V'))
}

/// Whether a word says how something is done ("effectively"), not what.
fn manner(reading: &Reading, token: usize) -> bool {
    let word = reading.line.word(token);
    word.len() > 4 && word.ends_with("ly") && !reading.cue(token, Cue::NoManner)
}

/// Whether a text is a piece of a link or of a mail address.
fn address(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.starts_with("http")
        || text.starts_with("www")
        || text.contains('@')
        || text.contains("://")
        || [".com", ".org", ".gov", ".html", ".pdf"].iter().any(|end| text.contains(end))
}

/// Fields of the taxonomy whose names are mostly tools and sciences; in all others
/// they are kinds of work.
const TOOLS: [&str; 9] = ["cloud", "data", "design", "embedded", "engineering", "games", "science", "security", "software"];

fn trade_of(field: &str) -> bool {
    !TOOLS.contains(&field)
}

/// "experience *in* procurement", "procurement *experience*": having worked in it.
fn worked_in(reading: &Reading, name: &Name, ask: &Ask) -> bool {
    let line = &reading.line;
    let at = name.tokens.start;
    let led = (ask.tokens.start..at).rev().find(|&i| line.word(i) == "experience");
    let within = led.is_some_and(|i| line.word(i + 1) == "in" && !(i + 2..at).any(|j| matches!(line.word(j), "with" | "using" | "knowledge" | "including")));
    within && !name.example || line.tokens.get(name.tokens.end).is_some_and(|_| line.word(name.tokens.end) == "experience")
}

/// "experience *managing projects*": a deed, though a list knows it by name.
fn doing(reading: &Reading, name: &Name) -> bool {
    let at = name.tokens.start;
    let led = name::class_at(reading, "leads", at, at + 1).is_some_and(|(_, class)| class == "duty");
    led && name.tokens.len() > 1 && at > 0 && reading.line.word(at).ends_with("ing") && reading.line.word(at - 1) == "experience"
}

/// "*understanding of* loom design": one knows of it.
fn known_of(reading: &Reading, name: &Name, ask: &Ask) -> bool {
    !ask.experience && (ask.tokens.start..name.tokens.start).any(|i| reading.cue(i, Cue::Known))
}

pub(super) fn kind_of(rules: &Rules, reading: &Reading, name: &Name, ask: &Ask, years: bool) -> Kind {
    let taxonomy = rules.taxonomy();
    let last = reading.mentions.iter().rev().find(|m| name.tokens.start <= m.tokens.start && m.tokens.end <= name.tokens.end);
    let sort = last.filter(|m| m.tokens.end == name.tokens.end).map(|m| taxonomy.get(m.concept).sort);
    // "nursing licence", "certifications such as CCNA or OSCP".
    let credential = reading.hits.of("credentials").any(|h| match h.says("class", &reading.line) {
        Some("word") => h.tokens.end == name.tokens.end,
        Some("list") => ask.tokens.start <= h.tokens.start && h.tokens.end <= name.tokens.start,
        _ => false,
    });
    let title = last.is_some_and(|m| m.title && m.tokens.end == name.tokens.end);
    let duty_words = reading.hits.of("duties").any(|h| h.tokens.start >= name.tokens.start && h.tokens.end <= name.tokens.end);
    let worked = years || worked_in(reading, name, ask);
    let trade = last.is_some_and(|m| trade_of(&taxonomy.get(m.concept).field));
    match sort {
        // "Four years as a journey-level electrician": work, though a licence has that name too.
        Some(Sort::Credential) if years && !credential && reading.line.word(name.tokens.start.saturating_sub(2)) == "as" => Kind::Experience,
        Some(Sort::Credential) => Kind::Credential,
        _ if credential && !name.duty => Kind::Credential,
        // "Front-end development skills": what one can, where nobody says worked or how long.
        Some(Sort::Work) if !years && !ask.experience && !title && reading.line.word(name.tokens.end - 1) == "development" => Kind::Skill,
        // "understanding of product management": known, not done.
        Some(Sort::Work) if !years && !title && known_of(reading, name, ask) => Kind::Skill,
        Some(Sort::Work) => Kind::Experience,
        _ if title => Kind::Experience,
        // "3 years in vendor management", "experience in procurement": in trades, what a list knows is work too.
        Some(Sort::Skill) if (worked || doing(reading, name)) && trade && !reading.proper(name.tokens.end - 1) => Kind::Experience,
        Some(Sort::Skill) if !name.duty => Kind::Skill,
        _ if name.duty && duty_words => Kind::Experience,
        _ if years || name.duty && ask.experience => Kind::Experience,
        _ if reading.hits.of("kinds").any(|h| h.tokens.end == name.tokens.end) => Kind::Experience,
        _ => Kind::Skill,
    }
}
