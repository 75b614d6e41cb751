//! What is named where the work is described and nothing is asked: known skills,
//! and proper names that stand in one list with them.

use std::ops::Range;

use super::name::{Name, class_at};
use super::nameable::shortest;
use super::read::{Found, Reader, overlap};
use super::{Kind, Strength};
use crate::grammar::{Cue, Hit};
use crate::mention::{Mention, Reading};
use crate::posting::Own;
use crate::taxonomy::{Sort, WordClass};
use crate::text::line::is_function_word;

impl Reader<'_> {
    /// Skills named where the work is described.
    pub(super) fn described(&mut self, reading: &Reading, base: usize, taken: &[bool]) {
        let taxonomy = self.rules.taxonomy();
        let mut groups: Vec<Vec<Name>> = Vec::new();
        let line = &reading.line;
        let known = |m: &&Mention| taxonomy.get(m.concept).sort == Sort::Skill && !m.title;
        let mut names: Vec<Range<usize>> = reading.mentions.iter().filter(known).map(|m| m.tokens.clone()).collect();
        names.extend(self.unlisted(reading, &names));
        let told = reading.hits.of("described").filter(|h| h.says("class", line) == Some("told"));
        let free = |tokens: &Range<usize>| !reading.mentions.iter().any(|m| m.able && overlap(&m.tokens, tokens));
        names.extend(told.map(|h| h.tokens.clone()).filter(free));
        // "DevOps or SRE principles": a kind of work by its short form, beside what one knows.
        let short = |m: &&Mention| taxonomy.get(m.concept).sort == Sort::Work && m.tokens.len() == 1 && line.all_caps(m.tokens.start);
        let beside = |m: &&Mention| names.iter().any(|n| self.separated(reading, n.end, m.tokens.start) || self.separated(reading, m.tokens.end, n.start));
        let works: Vec<Range<usize>> = reading.mentions.iter().filter(short).filter(beside).map(|m| m.tokens.clone()).collect();
        names.extend(works);
        names.sort_by_key(|n| n.start);
        let others = outsiders(reading);
        names.retain(|n| !others.contains(&n.start) && !within(line, n) && !taken[n.clone()].contains(&true) && self.tellable(reading, n));
        for m in names {
            for waiting in self.waiting(reading, &m).into_iter().filter(|n| !taken[n.tokens.clone()].contains(&true)) {
                groups.push(vec![waiting]);
            }
            let joined = groups.last().and_then(|g| g.last()).is_some_and(|last: &Name| {
                let between: Vec<&str> = (last.tokens.end..m.start).map(|i| line.word(i)).collect();
                // "request for proposals (RFP)" is one thing with two names.
                let capitals = line.slice(m.start, m.end).bytes().filter(u8::is_ascii_uppercase).count();
                let short = between == ["("] && m.len() == 1 && capitals > 1 && line.tokens.get(m.end).is_some_and(|t| t.is(b')'));
                short || matches!(between[..], ["or"] | ["/"] | [",", "or"])
            });
            let whole = Name { tokens: m, head: None, stem: None, duty: false, example: false };
            let name = shortest(self.rules, reading, whole);
            if joined { groups.last_mut().expect("just seen").push(name) } else { groups.push(vec![name]) }
        }
        for names in groups {
            let covers = names[0].tokens.start..names.last().expect("not empty").tokens.end;
            let alternatives = names.iter().map(|n| self.named(reading, base, n, Kind::Skill)).collect();
            let mut criterion = self.criterion(Kind::Skill, Strength::Mentioned, alternatives, "described");
            criterion.sources = vec![self.source(reading, base, covers)];
            self.found.push(Found { criterion, sentence: base });
        }
    }

    /// Names that borrow the head of a known one behind them: "*unit* and integration
    /// tests", where a list knows them with it.
    fn waiting(&self, reading: &Reading, known: &Range<usize>) -> Vec<Name> {
        let line = &reading.line;
        let head = known.end - 1..known.end;
        if class_at(reading, "heads", head.start, head.end).is_none() {
            return Vec::new();
        }
        // What stands before it is no part of the same name: "customer experience and cost management".
        let opens = |i: usize| {
            i == 0
                || !line.tokens[i - 1].is_word()
                || is_function_word(line.word(i - 1))
                || reading.class(i - 1).is_some()
                || reading.hits.of("duties").any(|h| h.tokens.end == i)
        };
        // "networks and cost management", "collecting and reporting data": things and deeds by themselves.
        let stands = |i: usize| line.word(i).ends_with("ing") || line.word(i).ends_with('s') && line.word(i).len() > 4;
        let mut found = Vec::new();
        let mut at = known.start;
        while known.len() > 1 && at > 1 {
            let joint = (0..at).rev().take_while(|&i| matches!(line.word(i), "and" | "or" | "," | "/" | "&")).count();
            let end = at - joint;
            let free = |i: usize| !reading.mentions.iter().any(|m| m.able && m.tokens.contains(&i));
            let fits = |&from: &usize| (from..end).all(free) && opens(from) && !stands(end - 1) && reading.knows((from..end).chain(head.clone()));
            let Some(from) = (end.saturating_sub(3)..end).find(fits).filter(|_| joint > 0) else { break };
            found.push(Name { tokens: from..end, head: Some(head.clone()), stem: None, duty: false, example: false });
            at = from;
        }
        found.reverse();
        found
    }

    /// Whether a name that a description holds tells anything of the work: not
    /// what every duty says, nor the employer's own name, nor whom one works with.
    pub(super) fn tellable(&self, reading: &Reading, tokens: &Range<usize>) -> bool {
        let line = &reading.line;
        let common = reading.hits.of("described").any(|h| match h.says("class", line) {
            Some("common") => h.tokens.start <= tokens.start && tokens.end <= h.tokens.end,
            Some("people") => h.tokens.start == tokens.end,
            Some("team") => h.tokens.start == tokens.end || self.closes(reading, tokens.end, &h.tokens),
            _ => false,
        });
        let colleagues = reading.hits.of("counterparts").any(|h| overlap(&h.tokens, tokens));
        let employer = self.document.employer.own(line.slice(tokens.start, tokens.end)) == Some(Own::Name);
        // "SQL-related deployments".
        let turned = |h: &Hit| h.tokens.start == tokens.end + 1 && h.says("class", line) == Some("turned");
        let turned = line.tokens.get(tokens.end).is_some_and(|t| t.is(b'-')) && reading.hits.of("described").any(turned);
        // "A *Dye Works* Superintendent plans …": a part of a post's name.
        let capital = |i: &usize| line.tokens[*i].is_word() && line.capital(*i);
        let named = capital(&tokens.start).then(|| (tokens.end..line.tokens.len()).take_while(capital).last()).flatten();
        let post = named.is_some_and(|last| reading.hits.of("kinds").any(|h| h.tokens.end == last + 1 && h.says("class", line) == Some("work")));
        !common && !colleagues && !employer && !turned && !post
    }

    /// "*engineering*, design and analytics teams": whether a list that goes on at a token
    /// closes with a team, each entry a word or two.
    fn closes(&self, reading: &Reading, from: usize, team: &Range<usize>) -> bool {
        let line = &reading.line;
        let joint = |i: usize| line.tokens[i].is(b',') || matches!(line.word(i), "and" | "or" | "&" | "/");
        // "procedures and *Department of* Silk rules".
        let of = line.tokens.get(team.end).is_some_and(|_| line.word(team.end) == "of");
        if from + 1 >= team.start || team.start - from > reading.lengths().closing || !joint(from) || joint(team.start - 1) || of {
            return false;
        }
        let mut words = 0;
        (from..team.start).all(|i| {
            words = if joint(i) { 0 } else { words + 1 };
            // "code reviews and *mentor* junior weavers", "and *support* other dyers": what is done.
            let leads = class_at(reading, "leads", i, i + 1).is_some_and(|(_, class)| class == "duty");
            let acts = leads || words == 1 && i + 1 < team.start && !joint(i + 1) && class_at(reading, "duties", i, i + 1).is_some();
            let named = line.tokens[i].is_word() && !is_function_word(line.word(i)) && reading.word_class(i) != Some(WordClass::Verb) && !acts;
            joint(i) || words <= reading.lengths().item && named
        })
    }

    /// Proper names that no list knows, right beside one that is known ("Jest,
    /// *Quokka* and Cypress") or each other, or behind "using" or "such as".
    fn unlisted(&self, reading: &Reading, known: &[Range<usize>]) -> Vec<Range<usize>> {
        let line = &reading.line;
        let named = |i: usize| {
            let word = line.word(i);
            reading.proper(i)
                && !reading.mentions.iter().any(|m| m.tokens.contains(&i))
                && !is_function_word(word)
                && reading.class(i).is_none()
                && !self.rules.taxonomy().spelling.is_everyday(word)
        };
        let words = line.tokens.iter().filter(|t| t.is_word()).count();
        let capitals = (0..line.tokens.len()).filter(|&i| line.tokens[i].is_word() && line.capital(i)).count();
        // "Lead The Weekly Review Of Looms": a title, in which capitals say nothing.
        if capitals * 3 > words * 2 && !line.tokens.iter().any(|t| t.is(b',')) {
            return Vec::new();
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut i = 0;
        while i < line.tokens.len() {
            let end = (i..line.tokens.len()).find(|&j| !line.tokens[j].is_word() || !named(j)).unwrap_or(line.tokens.len());
            if (1..=reading.lengths().proper).contains(&(end - i)) {
                let ends = |n: &Range<usize>| self.separated(reading, n.end, i);
                let begins = |n: &Range<usize>| self.separated(reading, end, n.start);
                if known.iter().any(|n| ends(n) || begins(n)) || found.last().is_some_and(ends) || cued(reading, i) {
                    found.push(i..end);
                }
            }
            i = end.max(i + 1);
        }
        found
    }

    /// Whether nothing but a comma, a slash, "and" or "or" stands between two names.
    fn separated(&self, reading: &Reading, from: usize, to: usize) -> bool {
        let line = &reading.line;
        let parts = |i: usize| matches!(line.word(i), "," | "/" | "and" | "or" | "&" | "+");
        from < to && to - from <= 2 && (from..to).all(parts)
    }
}

/// "within SLAs": a name that opens with a word of grammar says how, not what;
/// "on-prem" is one word.
fn within(line: &crate::text::Line, name: &Range<usize>) -> bool {
    is_function_word(line.word(name.start)) && name.len() > 1 && line.tokens[name.start + 1].is_word()
}

/// "customers such as *Quokka, Dingo and Numbat*": who they are, and nothing that one works with.
fn outsiders(reading: &Reading) -> Range<usize> {
    let line = &reading.line;
    let people = |at: usize| reading.hits.of("described").any(|h| h.tokens.end == at && matches!(h.says("class", line), Some("people" | "team")));
    let Some(such) = reading.hits.of("grouping").find(|h| h.says("mark", line) == Some("such") && people(h.tokens.start)) else { return 0..0 };
    let from = such.tokens.end;
    from..(from..line.tokens.len()).find(|&i| crate::text::line::is_preposition(line.word(i)) || line.tokens[i].is(b')')).unwrap_or(line.tokens.len())
}

/// Whether "using" or "such as" stands right before a token.
fn cued(reading: &Reading, token: usize) -> bool {
    let line = &reading.line;
    let such = reading.hits.of("grouping").any(|h| h.tokens.end == token && h.says("mark", line) == Some("such"));
    such || token > 0 && reading.cue(token - 1, Cue::Using)
}

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::criteria::{Strength, extract};

    #[test]
    fn names_borrow_the_head_behind_them() {
        let text = "# Weaver\n\n## Responsibilities\n\n- Perform unit and integration testing\n- Own customer experience and cost management\n";
        let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
        let names: Vec<&str> = criteria.iter().flat_map(|c| &c.any_of).map(|a| a.text.as_str()).collect();
        assert_eq!(names, ["unit testing", "integration testing", "cost management"]);
    }

    #[test]
    fn what_is_asked_is_not_told_again() {
        let text = "# Weaver\n\n## Responsibilities\n\n- Write services in Java/Kotlin\n\n## Requirements\n\n- Java\n";
        let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
        let read: Vec<(&str, Strength)> = criteria.iter().map(|c| (c.any_of[0].text.as_str(), c.strength)).collect();
        assert_eq!(read, [("Kotlin", Strength::Mentioned), ("Java", Strength::Required)]);
    }

    #[test]
    fn teams_in_a_list_are_no_skills() {
        let text = "# Weaver\n\n## Responsibilities\n\n- Build tools for data engineering, analytics and machine learning teams in Kafka\n";
        let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
        let names: Vec<&str> = criteria.iter().flat_map(|c| &c.any_of).map(|a| a.text.as_str()).collect();
        assert_eq!(names, ["Kafka"]);
    }
}
