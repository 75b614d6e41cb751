//! What stands around the asks of a sentence: whether it tells instead, the label
//! before them, what somebody is sought for, and whether names that no list knows may
//! stand in it.

use std::ops::Range;

use super::strength::Strengths;
use super::value::Span;
use crate::grammar::{Cue, Hit};
use crate::mention::Reading;
use crate::taxonomy::WordClass;

/// Whether a sentence says something of somebody or something ("Applicants who
/// fail will not be considered"), so that its nouns are no list of wishes: a
/// finite verb stands before anything that asks.
pub(super) fn tells(reading: &Reading, spans: &[Span], strengths: &Strengths) -> bool {
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
    let looks = |h: &Hit| matches!(h.says("asks", line), Some("looking" | "person"));
    let from = reading.hits.of("asks").find(|h| looks(h)).map_or(0, |h| h.tokens.start);
    for i in from..line.tokens.len() {
        if asks(i) {
            return false;
        }
        let opens = reading.hits.of("leads").any(|h| h.tokens.start == 0 && h.tokens.contains(&i));
        if reading.cue(i, Cue::Finite) && !opens && !strengths.iter().any(|(t, _)| t.contains(&i)) {
            return true;
        }
    }
    false
}

/// Whether a hit says who is sought.
pub(super) fn seeks(hit: &&Hit) -> bool {
    matches!(hit.rule.source.name.as_str(), "asks-sought" | "asks-looking")
}

/// What somebody is sought for: "looking for a weaver *to join our dyeing hall*",
/// up to what is asked of them behind it.
pub(super) fn aim(reading: &Reading) -> Option<Range<usize>> {
    let line = &reading.line;
    let hit = reading.hits.of("asks").find(seeks)?;
    let ability = |i: usize| reading.hits.of("leads").any(|h| h.tokens.end == i && h.says("class", line) == Some("ability"));
    let verb = |i: usize| line.tokens.get(i).is_some_and(|t| t.is_word()) && !crate::text::line::is_function_word(line.word(i)) && !line.capital(i);
    let from = (hit.tokens.start + 2..line.tokens.len()).find(|&i| line.word(i) == "to" && verb(i + 1) && !ability(i))?;
    let ahead = reading.lengths().ahead;
    let held = |i: usize| {
        reading.hits.of("leads").any(|h| (i..i + ahead).contains(&h.tokens.start) && h.says("class", line) == Some("holding"))
            || reading.hits.of("years").any(|h| (i..i + ahead).contains(&h.tokens.start))
    };
    let asks = |i: usize| reading.hits.of("asks").any(|h| h.tokens.start == i) || reading.cue(i, Cue::Bringing) && held(i + 1);
    Some(from..(from + 1..line.tokens.len()).find(|&i| asks(i)).unwrap_or(line.tokens.len()))
}

/// Where the label of an entry ends ("Database: Oracle, DB2"), which says what
/// kind of thing follows and is no ask itself; 0 where there is none.
pub(super) fn label(reading: &Reading, spans: &[Span]) -> usize {
    let line = &reading.line;
    let longest = reading.lengths().label;
    // "Unit tests (Cucumber: features)": a bracket's own colon labels nothing outside it.
    let mut depth = 0;
    let outside = |i: &usize| {
        depth += i32::from(line.tokens[*i].is(b'(')) - i32::from(line.tokens[*i].is(b')'));
        depth <= 0 && line.tokens[*i].is(b':')
    };
    let Some(colon) = (1..line.tokens.len().min(longest * 2)).find(outside) else { return 0 };
    let rest = colon + 1..line.tokens.len();
    let short = (0..colon).filter(|&i| line.tokens[i].is_word()).count() <= longest;
    let category = reading.hits.of("grouping").any(|h| h.tokens.contains(&colon)) || reading.hits.of("asks").any(|h| h.tokens.start < colon);
    // "Python: 5 years" is an ask of what stands before the colon.
    let timed = spans.iter().any(|s| s.tokens.start == rest.start || s.tokens.start < colon);
    let held = |h: &&Hit| matches!(h.says("class", line), Some("holding" | "ability"));
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
pub(super) fn open(reading: &Reading, taken: &[bool]) -> bool {
    let line = &reading.line;
    let holds = reading.hits.of("leads").any(|h| h.says("class", line) == Some("holding") && !taken[h.tokens.clone()].contains(&true));
    let person = reading.hits.of("asks").any(|h| h.says("asks", line) == Some("person"));
    let condition = reading.hits.0.iter().any(|h| {
        matches!(h.family(), "availability" | "location" | "eligibility" | "credentials")
            && h.says("class", line).is_none()
            && taken[h.tokens.clone()].contains(&true)
    });
    holds || !person && !condition && !commands(reading)
}

/// "Utilize build tools to keep the mill running": an order names what a list knows, and no more.
fn commands(reading: &Reading) -> bool {
    let line = &reading.line;
    let verb = |at: usize| reading.hits.of("duties").filter(move |h| h.tokens.start == at).map(|h| h.tokens.end).max();
    let Some(next) = verb(0).filter(|&next| next < line.tokens.len()) else { return false };
    let bare = !line.word(0).ends_with("ing") && !line.word(0).ends_with("ed") && !reading.mentions.iter().any(|m| m.able && m.tokens.start == 0);
    let object = matches!(line.word(next), "the" | "a" | "an" | "all" | "our" | "their" | "its" | "new" | "any" | "each" | "other" | "with" | "to");
    let both = line.word(next) == "and" && verb(next + 1).is_some();
    bare && (object || both || reading.class(0) == Some(WordClass::Verb) || reading.class(next).is_some())
}

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::criteria::extract;

    fn names(asked: &str) -> Vec<String> {
        let text = format!("# Weaver\n\n## Requirements\n\n- {asked}\n");
        let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
        criteria.into_iter().flat_map(|c| c.any_of).map(|a| a.text).collect()
    }

    #[test]
    fn a_colon_inside_brackets_labels_nothing() {
        assert_eq!(names("Unit testing (Cucumber: BDD testing)"), ["Unit testing", "Cucumber", "BDD testing"]);
    }

    #[test]
    fn orders_name_what_is_known() {
        assert_eq!(names("Utilize Terraform modules to keep foundational sheds"), ["Terraform"]);
        assert_eq!(names("Design and implement foundational weaves with Kafka"), ["Kafka"]);
    }

    #[test]
    fn names_end_in_nouns() {
        assert_eq!(names("Experience with loom drivers—old and new"), ["loom drivers"]);
        assert_eq!(names("Experience in a Kubernetes based environment"), ["Kubernetes"]);
        assert_eq!(names("Knowledge of weaving patterns of a large mill"), ["weaving patterns of a large mill"]);
        assert_eq!(names("Time-honed expertise and laser-focused"), Vec::<String>::new());
    }
}
