//! What a sentence asks of a candidate beyond values: skills and experience. The
//! sentence is cut into asks, each a list of names with what it says of them.

use super::cut::{Ask, cut};
use super::frame::{aim, label, open, seeks, tells};
use super::name::{Name, class_at};
use super::nameable::{kind_of, nameable, shortest, trade};
use super::phrase::{self, Group};
use super::reach::{carried, reach, sought, trails};
use super::read::{Found, Reader, overlap};
use super::strength::{self, Strengths, strength_of};
use super::value::Span;
use super::work::{alongside, done};
use super::{Kind, Strength};
use crate::grammar::Cue;
use crate::mention::Reading;
use crate::posting::Own;
use crate::taxonomy::{Sort, Taxonomy};

impl Reader<'_> {
    /// Skills and experience: the sentence cut into asks, each a list of names.
    pub(super) fn asks(&mut self, reading: &Reading, base: usize, strength: Strength, strengths: &Strengths, spans: &[Span], taken: &[bool]) {
        let denied = |s: &Span| reading.hits.of("negation").any(|h| overlap(&h.tokens, &s.tokens));
        let opens = carried(reading, spans).is_some();
        let spans: Vec<Span> = spans.iter().filter(|s| !denied(s)).cloned().collect();
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
        if let Some(hit) = reading.hits.of("asks").find(seeks) {
            let comma = (0..hit.tokens.start).rev().find(|&i| reading.line.tokens[i].is(b','));
            // "*To run our looms*, we seek …": what for.
            let aimed = reading.line.tokens[0].is_word() && reading.line.word(0) == "to";
            taken[comma.filter(|_| !aimed).unwrap_or(0)..hit.tokens.start].fill(true);
        }
        if let Some(aim) = aim(reading) {
            // What the work is for is told: "looking for a weaver *to run our new looms*".
            let mut outside = taken.clone();
            outside[..aim.start].fill(true);
            outside[aim.end..].fill(true);
            self.described(reading, base, &outside);
            taken[aim].fill(true);
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
        let above = self.carried.clone().filter(|_| spans.is_empty() && !holds);
        for ask in cut(reading, &spans, open) {
            let own = spans.iter().find(|s| ask.tokens.contains(&s.tokens.start));
            let span = own.or(above.as_ref());
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
            let Some(span) = own.filter(|_| !any && !tells && !opens) else { continue };
            // "9 years of relevant experience, *including* dyeing or felting": of these, where nothing else is named.
            let at = reach + usize::from(reading.line.tokens.get(reach).is_some_and(|t| t.is(b',')));
            let parts = reading.cue(at, Cue::Parts) || reading.cue(at, Cue::Focus);
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

    /// One group of alternatives as a criterion, if any of its names is one.
    #[allow(clippy::too_many_arguments)]
    fn group(&mut self, reading: &Reading, base: usize, ask: &Ask, group: Group, strength: Strength, strengths: &Strengths, span: Option<&Span>) -> bool {
        // "Acme is seeking …", "Acme's mills": the employer by its name, which a list may know, and what is its own.
        let employer = |n: &Name| {
            let known = reading.mentions.iter().any(|m| m.able && m.tokens == n.tokens);
            match self.document.employer.own(reading.line.slice(n.tokens.start, n.tokens.end)) {
                Some(Own::Thing) => true,
                Some(Own::Name) => n.tokens.start == 0 || !known,
                None => false,
            }
        };
        // What an examination asks about is told like the work: by names, not by what every job says.
        let trait_of = |n: &Name| reading.hits.of("traits").any(|h| overlap(&h.tokens, &n.tokens));
        let verb = |n: &Name| n.duty && class_at(reading, "acts", n.tokens.start, n.tokens.end).is_none();
        let told = |n: &Name| strength == Strength::Mentioned && (verb(n) || trait_of(n) || !self.tellable(reading, &n.tokens));
        let names = group.names.into_iter().filter(|n| {
            !bare_work(reading, ask, n)
                && (span.is_some() || !colleagues(reading, n))
                && !employer(n)
                && !told(n)
                && nameable(self.rules, reading, n, ask, span.is_some())
        });
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
        // "the internet, media or technology *industries*": one has worked there.
        let trades = trade(reading, last.tokens.end) && (names.len() > 1 || ask.experience) || names.len() > 1 && trade(reading, last.tokens.end - 1);
        if kind == Kind::Skill && trades {
            kind = Kind::Experience;
        }
        // What is only named, nobody is asked to have done.
        if kind == Kind::Experience && strength == Strength::Mentioned && span.is_none() {
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

/// "mentoring *software engineers*", "details for *data scientists*": whom one works with,
/// where one of them is what one is.
fn colleagues(reading: &Reading, name: &Name) -> bool {
    let last = reading.line.word(name.tokens.end - 1);
    last.ends_with('s') && !last.ends_with("ss") && reading.mentions.iter().any(|m| m.title && m.tokens == name.tokens)
}

/// "*development* experience in Java": work of no kind, where what it is done with follows.
fn bare_work(reading: &Reading, ask: &Ask, name: &Name) -> bool {
    let line = &reading.line;
    let end = name.tokens.end;
    let bare = name.tokens.len() == 1 && name.head.is_none() && reading.cue(end - 1, Cue::BareWork);
    let held = end + 1 < ask.tokens.end && reading.cue(end, Cue::Held) && matches!(line.word(end + 1), "in" | "with" | "using");
    // "experience *programming in* one of the following: Go, Rust".
    let within = end < ask.tokens.end && line.word(end) == "in" && line.word(end - 1) != "development";
    if !bare || !held && !within {
        return false;
    }
    // "programming skills in any language" are that, where "programming skills in Java" are Java.
    let far = within || line.word(end) == "experience";
    let to = if far { ask.tokens.end } else { end + reading.lengths().ahead };
    reading.mentions.iter().any(|m| m.able && (end + 1..to).contains(&m.tokens.start) && m.tokens.end <= ask.tokens.end)
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
    fn what_somebody_is_sought_for_is_told() {
        let criteria = read("We are looking for a weaver with experience in Kafka to run Terraform for our mill and join the Dyeing Tools team.");
        let read: Vec<(&str, Strength)> = criteria.criteria.iter().map(|c| (c.any_of[0].text.as_str(), c.strength)).collect();
        assert_eq!(read, [("Kafka", Strength::Required), ("Terraform", Strength::Mentioned)]);
    }

    #[test]
    fn strength_stays_in_its_clause() {
        let criteria = read("- Go, SQL, and ideally Rust\n- Experience with public clouds, GCP preferred\n- Java or Scala, with Kotlin preferred");
        let plus: Vec<&str> = criteria.criteria.iter().filter(|c| c.strength == Strength::Preferred).map(|c| c.any_of[0].text.as_str()).collect();
        assert_eq!(plus, ["Rust", "GCP", "Kotlin"]);
    }

    #[test]
    fn parts_of_a_product_are_no_other_names_for_it() {
        let criteria = read("- Git (branches, submodules)\n- Shipping services written in Go\n- Securing mobile applications");
        let names: Vec<&str> = criteria.criteria.iter().flat_map(|c| &c.any_of).map(|a| a.text.as_str()).collect();
        assert_eq!(names, ["Git", "Go", "mobile applications"]);
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
