//! What a sentence asks of a candidate beyond values: skills and experience. The
//! sentence is cut into asks, each a list of names with what it says of them.

use std::ops::Range;

use super::cut::{Ask, cut};
use super::employer::Own;
use super::name::{Name, class_at};
use super::nameable::{kind_of, nameable, shortest};
use super::phrase::{self, Group};
use super::reach::{reach, sought, trails};
use super::read::{Found, Reader, overlap};
use super::strength::{self, Strengths, strength_of};
use super::value::{self, Span};
use super::{Kind, Strength};
use crate::mention::Reading;
use crate::taxonomy::{Sort, Taxonomy, WordClass};

impl Reader<'_> {
    /// Skills and experience: the sentence cut into asks, each a list of names.
    pub(super) fn asks(&mut self, reading: &Reading, base: usize, strength: Strength, strengths: &Strengths, taken: &[bool]) {
        let denied = |s: &Span| reading.hits.of("negation").any(|h| overlap(&h.tokens, &s.tokens));
        let spans: Vec<Span> = value::spans(reading).into_iter().filter(|s| !denied(s)).collect();
        // What is examined stands behind what says so.
        let examined = reading.hits.of("asides").filter(|_| strength == Strength::Mentioned).map(|h| h.tokens.end).max();
        let tells = examined.is_none() && tells(reading, &spans, strengths);
        let open = !tells && open(reading, taken);
        let mut taken = taken.to_vec();
        for span in &spans {
            taken[span.tokens.clone()].fill(true);
        }
        for (tokens, _) in strengths {
            taken[tokens.clone()].fill(true);
        }
        for hit in reading.hits.of("asks").chain(reading.hits.of("counterparts")) {
            taken[hit.tokens.clone()].fill(true);
        }
        // "The dyeing team *is looking for a weaver* who …": before it stands who is looking.
        let seeks = |h: &&crate::grammar::Hit| matches!(h.rule.source.name.as_str(), "asks-sought" | "asks-looking");
        if let Some(hit) = reading.hits.of("asks").find(seeks).filter(|h| !(0..h.tokens.start).any(|i| reading.line.tokens[i].is(b','))) {
            taken[..hit.tokens.start].fill(true);
        }
        taken[..label(reading, &spans)].fill(true);
        taken[..examined.unwrap_or(0)].fill(true);
        // "working with dyers *to make fine cloth*" says what for.
        let company = alongside(reading);
        let beside = company.clone().filter(|tokens| reading.line.tokens.get(tokens.end).is_some_and(|_| reading.line.word(tokens.end) == "to"));
        if let Some(tokens) = beside {
            taken[tokens.start..].fill(true);
        }
        let holds = reading.hits.of("leads").any(|h| h.says("class", &reading.line) == Some("holding"));
        let carried = self.carried.clone().filter(|_| spans.is_empty() && !holds);
        for ask in cut(reading, &spans, open) {
            let own = spans.iter().find(|s| ask.tokens.contains(&s.tokens.start));
            let span = own.or(carried.as_ref());
            let reach = own.map_or(ask.tokens.end, |s| reach(reading, s, &ask));
            let groups: Vec<Group> = phrase::groups(reading, ask.tokens.clone(), &taken);
            let before = self.found.len();
            let mut any = false;
            let groups = groups.into_iter().flat_map(|mut group| {
                let starts: Vec<usize> = group.names.iter().map(|n| n.tokens.start).collect();
                let hard = |n: &Name| strength_of(strength, strengths, reading, &n.tokens);
                let inner = strength::apart(strengths, reading, &starts).filter(|&at| hard(&group.names[0]) != hard(&group.names[at]));
                let inner = inner.map(|at| Group { names: group.names.split_off(at), note: None });
                std::iter::once(group).chain(inner)
            });
            for group in groups {
                let covered = span.filter(|_| group.names.first().is_some_and(|n| n.tokens.start < reach));
                let found = self.group(reading, base, &ask, group, strength, strengths, covered);
                any |= found && covered.is_some();
            }
            if open
                && self.found.len() == before
                && let Some(tokens) = done(reading, &ask, own, &taken)
            {
                self.work(reading, base, tokens, strength, strengths, span);
                continue;
            }
            let Some(span) = own.filter(|_| !any && !tells && super::reach::carried(reading).is_none()) else { continue };
            // "9 years of relevant experience, *including* dyeing or felting": of these, where nothing else is named.
            let comma = usize::from(reading.line.tokens.get(reach).is_some_and(|t| t.is(b',')));
            let parts =
                matches!(reading.line.word((reach + comma).min(reading.line.tokens.len() - 1)), "including" | "includes" | "emphasis" | "focus" | "focused");
            let first =
                self.found.get_mut(before).filter(|f| parts && matches!(f.criterion.kind, Kind::Skill | Kind::Experience) && f.criterion.min_years.is_none());
            if let Some(named) = first {
                (named.criterion.min_years, named.criterion.max_years) = (span.min, span.max);
                continue;
            }
            // "seeking a weaver with 3 years of experience": of who is sought.
            if let Some(title) = sought(reading, span) {
                self.work(reading, base, title, strength, strengths, Some(span));
                continue;
            }
            // "a full-stack developer with 3 years of experience": of what stands before.
            if let Some(named) = self.found[..before].last_mut().filter(|f| f.sentence == base && trails(reading, span, f)) {
                (named.criterion.min_years, named.criterion.max_years) = (span.min, span.max);
                continue;
            }
            let strength = strength_of(strength, strengths, reading, &ask.tokens);
            let mut criterion = self.criterion(Kind::Experience, strength, Vec::new(), &span.rule);
            (criterion.min_years, criterion.max_years) = (span.min, span.max);
            criterion.sources = vec![self.source(reading, base, ask.tokens.clone())];
            self.found.insert(before, Found { criterion, sentence: base });
        }
        ladder(self.rules.taxonomy(), reading, &mut self.found, base);
        if let Some(tokens) = company.filter(|_| open && self.found.last().is_none_or(|f| f.sentence != base)) {
            self.work(reading, base, tokens, strength, strengths, None);
        }
    }

    /// Work in its own words as a criterion.
    fn work(&mut self, reading: &Reading, base: usize, tokens: Range<usize>, strength: Strength, strengths: &Strengths, span: Option<&Span>) {
        let strength = strength_of(strength, strengths, reading, &tokens);
        let rule = span.map_or("ask", |s| s.rule.as_str());
        let mut criterion = self.criterion(Kind::Experience, strength, vec![self.alternative(reading, base, tokens.clone(), Kind::Experience)], rule);
        if let Some(span) = span {
            (criterion.min_years, criterion.max_years) = (span.min, span.max);
        }
        criterion.sources = vec![self.source(reading, base, tokens)];
        self.found.push(Found { criterion, sentence: base });
    }

    /// One group of alternatives as a criterion, if any of its names is one.
    #[allow(clippy::too_many_arguments)]
    fn group(&mut self, reading: &Reading, base: usize, ask: &Ask, group: Group, strength: Strength, strengths: &Strengths, span: Option<&Span>) -> bool {
        // "Acme is seeking …", "Acme's mills": the employer by its name, which a list may know, and what is its own.
        let employer = |n: &Name| {
            let known = reading.mentions.iter().any(|m| m.able && m.tokens == n.tokens);
            match self.own(reading.line.slice(n.tokens.start, n.tokens.end)) {
                Some(Own::Thing) => true,
                Some(Own::Name) => n.tokens.start == 0 || !known,
                None => false,
            }
        };
        // What an examination asks about is told like the work: by names, not by what every job says.
        let trait_of = |n: &Name| reading.hits.of("traits").any(|h| overlap(&h.tokens, &n.tokens));
        let verb = |n: &Name| n.duty && class_at(reading, "acts", n.tokens.start, n.tokens.end).is_none();
        let told = |n: &Name| strength == Strength::Mentioned && (verb(n) || trait_of(n) || !self.tellable(reading, &n.tokens));
        let names = group
            .names
            .into_iter()
            .filter(|n| !bare_work(reading, ask, n) && !employer(n) && !told(n) && nameable(self.rules, reading, n, ask, span.is_some()));
        let mut names: Vec<Name> = names.map(|n| shortest(self.rules, reading, n)).collect();
        let mut seen: Vec<String> = Vec::new();
        names.retain(|n| {
            let text = n.text(reading);
            let new = !seen.contains(&text);
            seen.push(text);
            new
        });
        let Some(first) = names.first() else { return false };
        let last = names.last().expect("not empty");
        let covers = first.tokens.start.min(last.tokens.start)..last.tokens.end.max(first.tokens.end);
        let mut strength = strength_of(strength, strengths, reading, &covers);
        if let Some(note) = &group.note
            && let Some((_, s)) = strengths.iter().find(|(tokens, _)| overlap(tokens, note))
        {
            strength = *s;
        }
        let mut kind = kind_of(self.rules, reading, first, ask, span.is_some());
        // "3 years with data tools (BigQuery, Hive)": the examples tell what their category is.
        let skill = |n: &Name| reading.mentions.iter().any(|m| m.tokens == n.tokens && self.rules.taxonomy().get(m.concept).sort == Sort::Skill && !m.title);
        if kind == Kind::Experience
            && names.len() > 1
            && names[1..].iter().all(skill)
            && reading.mentions.iter().all(|m| m.tokens.end != first.tokens.end || !m.able)
        {
            kind = Kind::Skill;
        }
        let alternatives = names.iter().map(|n| self.named(reading, base, n, kind)).collect();
        let rule = span.map_or("ask", |s| s.rule.as_str());
        let mut criterion = self.criterion(kind, strength, alternatives, rule);
        criterion.at_least = ask.at_least.min(names.len() as u32).max(1);
        if let Some(span) = span {
            (criterion.min_years, criterion.max_years) = (span.min, span.max);
        }
        criterion.sources = vec![self.source(reading, base, ask.tokens.start.min(covers.start)..ask.tokens.end)];
        self.found.push(Found { criterion, sentence: base });
        true
    }
}

/// "*development* experience in Java": work of no kind, where what it is done with follows.
fn bare_work(reading: &Reading, ask: &Ask, name: &Name) -> bool {
    let line = &reading.line;
    let end = name.tokens.end;
    let bare = name.tokens.len() == 1 && name.head.is_none() && matches!(line.word(end - 1), "development" | "programming" | "coding");
    let goes_on = end + 1 < ask.tokens.end && line.word(end) == "experience" && matches!(line.word(end + 1), "in" | "with" | "using");
    bare && goes_on && reading.mentions.iter().any(|m| m.able && end < m.tokens.start && m.tokens.end <= ask.tokens.end)
}

/// "8 years with a Bachelor's degree, 6 with a Master's or 3 with a PhD": of the times
/// that degrees shorten, the first is asked, and the others are ways around it.
fn ladder(taxonomy: &Taxonomy, reading: &Reading, found: &mut Vec<Found>, base: usize) {
    let line = &reading.line;
    let several = reading.mentions.iter().filter(|m| m.as_sort(taxonomy, Sort::Degree).is_some()).count() > 1;
    let bare = |f: &Found| f.sentence == base && f.criterion.kind == Kind::Experience && f.criterion.any_of.is_empty();
    if several && (0..line.tokens.len()).any(|i| line.word(i) == "or") {
        let named = |f: &Found| f.sentence == base && !f.criterion.any_of.is_empty() && f.criterion.min_years.is_some();
        let mut seen = found.iter().any(named);
        found.retain(|f| !bare(f) || !std::mem::replace(&mut seen, true));
    }
}

/// Most words of those whom one has worked with, to be a name.
const COMPANY: usize = 7;

/// "Experience *working with dyers and spinners*": with whom, where that is all
/// that is asked.
fn alongside(reading: &Reading) -> Option<Range<usize>> {
    let line = &reading.line;
    let hit = reading.hits.of("counterparts").find(|h| h.says("class", line) == Some("counterpart"))?;
    let verb = (0..hit.tokens.start).rev().take(COMPANY).find(|&i| line.word(i).ends_with("ing"))?;
    let words = (verb..hit.tokens.end).filter(|&i| line.tokens[i].is_word()).count();
    let held = (0..verb).rev().take(2).any(|i| line.word(i) == "experience");
    (held && words <= COMPANY).then_some(verb..hit.tokens.end)
}

/// Most words of work in its own words.
const WORK: usize = 7;

/// "Experience *building and shipping products*": what one has done, where its
/// object names nothing by itself.
fn done(reading: &Reading, ask: &Ask, span: Option<&Span>, taken: &[bool]) -> Option<Range<usize>> {
    let line = &reading.line;
    let acts = |i: usize| line.word(i).ends_with("ing") && matches!(class_at(reading, "leads", i, i + 1), Some((_, "making" | "duty")));
    let holding = || reading.hits.of("leads").find(|h| ask.tokens.contains(&h.tokens.start) && h.says("class", line) == Some("holding"));
    let held = ask.tokens.clone().find(|&i| line.word(i) == "experience").map(|i| i + 1).or(span.map(|s| s.tokens.end));
    let held = held.or_else(|| holding().filter(|_| !ask.fond).map(|h| h.tokens.end))?;
    let verb = (held..ask.tokens.end.min(held + 3)).find(|&i| acts(i))?;
    // "building *robust, scalable* looms".
    let quality = |i: usize| reading.class(i) == Some(WordClass::Adjective);
    let ends = |&i: &usize| {
        if quality(i - 1) && (line.tokens[i].is(b',') || line.word(i) == "and") {
            return false;
        }
        let hyphened = line.tokens[i - 1].is(b'-') && line.tokens[i - 1].tight;
        taken[i]
            || !line.tokens[i].is_word() && !line.tokens[i].is(b'-') && !line.tokens[i].is(b'/')
            || !hyphened && class_at(reading, "tails", i, i + 1).is_some_and(|(_, class)| class == "cut")
    };
    let mut end = (verb + 1..ask.tokens.end).find(ends).unwrap_or(ask.tokens.end);
    while end > verb + 1 && (!line.tokens[end - 1].is_word() || crate::text::line::is_function_word(line.word(end - 1))) {
        end -= 1;
    }
    let words = (verb..end).filter(|&i| line.tokens[i].is_word()).count();
    let stands = !matches!(reading.class(end - 1), Some(WordClass::Verb | WordClass::Adverb | WordClass::Gerund | WordClass::Adjective)) && !acts(end - 1);
    ((2..=WORK).contains(&words) && stands).then_some(verb..end)
}

/// Whether a sentence says something of somebody or something ("Applicants who
/// fail will not be considered"), so that its nouns are no list of wishes: a
/// finite verb stands before anything that asks.
fn tells(reading: &Reading, spans: &[Span], strengths: &Strengths) -> bool {
    let line = &reading.line;
    let asks = |i: usize| {
        spans.iter().any(|s| s.tokens.contains(&i))
            || reading.hits.of("leads").any(|h| h.tokens.contains(&i) && matches!(h.says("class", line), Some("holding" | "ability")))
            || reading.hits.of("asks").any(|h| h.tokens.contains(&i))
    };
    // "When reviewing designs you think of what can fail."
    if line.tokens.first().is_some_and(|t| t.is_word()) && line.word(0) == "when" {
        return true;
    }
    // "The mill is seeking a weaver": who is looking is told before what is asked.
    let looks = |h: &crate::grammar::Hit| matches!(h.says("asks", line), Some("looking" | "person"));
    let from = reading.hits.of("asks").find(|h| looks(h)).map_or(0, |h| h.tokens.start);
    for i in from..line.tokens.len() {
        if asks(i) {
            return false;
        }
        let finite = matches!(
            line.word(i),
            "will"
                | "may"
                | "shall"
                | "cannot"
                | "is"
                | "are"
                | "was"
                | "were"
                | "can"
                | "do"
                | "does"
                | "did"
                | "would"
                | "could"
                | "has"
                | "have"
                | "we"
                | "our"
                | "if"
                | "please"
                | "must"
                | "should"
        );
        let opens = reading.hits.of("leads").any(|h| h.tokens.start == 0 && h.tokens.contains(&i));
        if finite && !opens && !strengths.iter().any(|(t, _)| t.contains(&i)) {
            return true;
        }
    }
    false
}

/// Longest label of an entry, in words.
const LABEL: usize = 5;

/// Where the label of an entry ends ("Database: Oracle, DB2"), which says what
/// kind of thing follows and is no ask itself; 0 where there is none.
fn label(reading: &Reading, spans: &[Span]) -> usize {
    let line = &reading.line;
    let Some(colon) = (1..line.tokens.len().min(LABEL * 2)).find(|&i| line.tokens[i].is(b':')) else { return 0 };
    let rest = colon + 1..line.tokens.len();
    let short = (0..colon).filter(|&i| line.tokens[i].is_word()).count() <= LABEL;
    let category = reading.hits.of("grouping").any(|h| h.tokens.contains(&colon)) || reading.hits.of("asks").any(|h| h.tokens.start < colon);
    // "Python: 5 years" is an ask of what stands before the colon.
    let timed = spans.iter().any(|s| s.tokens.start == rest.start || s.tokens.start < colon);
    let held = |h: &&crate::grammar::Hit| matches!(h.says("class", line), Some("holding" | "ability"));
    // "Tooling experience: knowledge of Bazel" says behind the colon what is held.
    let holds = reading.hits.of("leads").filter(held).any(|h| h.tokens.start < colon)
        && !reading.hits.of("leads").filter(held).any(|h| (colon..colon + 5).contains(&h.tokens.start));
    let named = reading.mentions.iter().filter(|m| m.able && m.tokens.start > colon).count();
    let known = reading.mentions.iter().any(|m| m.able && m.tokens.start == 0 && m.tokens.end == colon);
    let says = rest.clone().filter(|&i| line.tokens[i].is_word()).count();
    if short && !category && !timed && !holds && says > 0 && (!known || named > 1) { colon } else { 0 }
}

/// Whether names that no list knows may stand in a sentence: not where it only
/// says what sort of person is sought, nor where it puts a condition ("a phone
/// with 8 GB") and holds nothing.
fn open(reading: &Reading, taken: &[bool]) -> bool {
    let line = &reading.line;
    let holds = reading.hits.of("leads").any(|h| h.says("class", line) == Some("holding") && !taken[h.tokens.clone()].contains(&true));
    let person = reading.hits.of("asks").any(|h| h.says("asks", line) == Some("person"));
    let condition = reading.hits.0.iter().any(|h| {
        matches!(h.family(), "availability" | "location" | "eligibility" | "credentials")
            && h.says("class", line).is_none()
            && taken[h.tokens.clone()].contains(&true)
    });
    holds || !person && !condition
}

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::criteria::{Criteria, Strength, extract};

    fn read(text: &str) -> Criteria {
        extract(&Rules::builtin(), "posting.md", format!("# Weaver\n\n## Requirements\n\n{text}\n").as_bytes()).expect("is a text")
    }

    fn months(criteria: &Criteria, name: &str) -> Option<u32> {
        criteria.criteria.iter().find(|c| c.any_of.iter().any(|a| a.text == name)).and_then(|c| c.min_years).map(|y| y.months())
    }

    #[test]
    fn times_reach_what_they_are_asked_of() {
        let criteria = read("- 5+ years of Python, including Django\n- Rust (2+ years)\n- 3+ years of:\n  - Kafka\n  - Knowledge of Terraform");
        assert_eq!(months(&criteria, "Python"), Some(60));
        assert_eq!(months(&criteria, "Django"), None);
        assert_eq!(months(&criteria, "Rust"), Some(24));
        assert_eq!(months(&criteria, "Kafka"), Some(36));
        assert_eq!(months(&criteria, "Terraform"), None);
    }

    #[test]
    fn work_of_no_kind_gives_way_to_what_it_is_done_with() {
        let criteria = read("- 7+ years of development experience in Java or Kotlin");
        assert_eq!(months(&criteria, "Java"), Some(84));
        assert_eq!(criteria.criteria.len(), 1);
    }

    #[test]
    fn bracketed_strength_speaks_of_the_name_before_it() {
        let criteria = read("- Knowledge of Docker (optional), Kafka and Terraform");
        let strength = |name: &str| criteria.criteria.iter().find(|c| c.any_of[0].text == name).map(|c| c.strength);
        assert_eq!(strength("Docker"), Some(Strength::Preferred));
        assert_eq!(strength("Kafka"), Some(Strength::Required));
        assert_eq!(strength("Terraform"), Some(Strength::Required));
    }

    #[test]
    fn a_plus_behind_a_comma_speaks_of_its_own_clause() {
        let criteria = read("- 3+ years experience with Perl or Go, Elixir experience is a plus\n- Kafka, ideally in a mill with Terraform");
        let strength = |name: &str| criteria.criteria.iter().find(|c| c.any_of[0].text == name).map(|c| c.strength);
        assert_eq!(strength("Perl"), Some(Strength::Required));
        assert_eq!(strength("Elixir"), Some(Strength::Preferred));
        assert_eq!(strength("Kafka"), Some(Strength::Required));
        assert_eq!(strength("Terraform"), Some(Strength::Preferred));
    }

    #[test]
    fn whom_one_led_or_worked_with_is_work() {
        let criteria = read("- Leadership of a small team\n- Experience working with dyers and designers\n- 3+ years managing diverse teams");
        let names: Vec<&str> = criteria.criteria.iter().filter(|c| c.kind == crate::criteria::Kind::Experience).map(|c| c.any_of[0].text.as_str()).collect();
        assert_eq!(names, ["Leadership of a small team", "working with dyers and designers", "managing diverse teams"]);
    }

    #[test]
    fn how_a_thing_is_done_is_the_thing() {
        let criteria = read(
            "- Understanding of how to design REST APIs\n- Experience and passion for developing secure web applications\n- Familiarity with search and recommendations\n- Expertise in vector or graph databases\n- Familiarity with building robust, scalable looms",
        );
        let names: Vec<&str> = criteria.criteria.iter().flat_map(|c| &c.any_of).map(|a| a.text.as_str()).collect();
        assert_eq!(
            names,
            ["REST APIs", "web applications", "search", "recommendations", "vector databases", "graph databases", "building robust, scalable looms"]
        );
    }

    #[test]
    fn behind_the_list_a_paragraph_tells() {
        let criteria = read("- Kafka\n\nOur values are trust, curiosity and a focus on the customer of the mill.\n\nYou must know Rust and its ways as well.");
        let names: Vec<&str> = criteria.criteria.iter().flat_map(|c| &c.any_of).map(|a| a.text.as_str()).collect();
        assert_eq!(names, ["Kafka", "Rust"]);
    }

    #[test]
    fn labels_orders_and_prose_are_no_names() {
        let criteria =
            read("- Platform basics: Kafka, Terraform\n- Monitor the cloth of the eastern hall\n\nThe mill has stood by the river for many good summers.");
        let names: Vec<&str> = criteria.criteria.iter().flat_map(|c| &c.any_of).map(|a| a.text.as_str()).collect();
        assert_eq!(names, ["Kafka", "Terraform"]);
    }
}
