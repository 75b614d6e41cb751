//! How a sentence is read: whether it asks, and how hard, or describes, or is
//! about other things, by its section and by what it says itself.

use super::Strength;
use super::read::Reader;
use crate::grammar::{Cue, Hit};
use crate::mention::Reading;
use crate::posting::{BlockKind, SectionKind};

/// How a sentence is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// It asks, this hard unless it says otherwise.
    Asked(Strength),
    /// It describes: only nameable skills are noted.
    Described,
    /// It names what an examination asks about.
    Examined,
    /// It tells of the employer: conditions on the candidate only.
    Told,
    /// Benefits, law, application: only conditions on the candidate.
    Silent,
}

impl Reader<'_> {
    pub(super) fn mode(&self, reading: &Reading, section: SectionKind, kind: BlockKind) -> Mode {
        match reading.hits.of("asides").next().and_then(|h| h.says("aside", &reading.line)) {
            Some("examined") => return Mode::Examined,
            Some(_) => return Mode::Silent,
            None => {}
        }
        let asks = reading.hits.of("asks").next().is_some();
        // "Acme equips teams with …" tells of the employer.
        if !asks && kind == BlockKind::Paragraph && self.document.employer.opens(reading.line.source) {
            return Mode::Told;
        }
        // "We know what we build and whom we build it for."
        let heard = matches!(section, SectionKind::Requirements | SectionKind::Preferred) && !asks;
        if heard && stack(reading).is_some_and(|at| at < reading.lengths().stack) {
            return Mode::Described;
        }
        if heard && ours(reading) {
            return if stack(reading).is_some() { Mode::Described } else { Mode::Told };
        }
        let listed = heard && matches!(kind, BlockKind::Item(_));
        if orders(reading) && !asks && !listed {
            return Mode::Described;
        }
        if section == SectionKind::Responsibilities
            && !asks
            && let Some(strength) = wished(reading, kind)
        {
            return Mode::Asked(strength);
        }
        let about = matches!(section, SectionKind::Header | SectionKind::Company | SectionKind::Responsibilities);
        if about && !asks {
            if stack(reading).is_some() {
                return Mode::Described;
            }
            // "Our platform moves freight by machine learning." says nothing of the work.
            if section != SectionKind::Responsibilities && kind == BlockKind::Paragraph && tells(reading) {
                return Mode::Told;
            }
            // "How do we raise our efficiency?" names no work.
            if reading.line.tokens.last().is_some_and(|t| t.is(b'?')) {
                return Mode::Told;
            }
        }
        if kind == BlockKind::Paragraph && !asks && headline(reading) {
            return Mode::Told;
        }
        if kind == BlockKind::Paragraph && prose(reading, self.behind) {
            return if section == SectionKind::Responsibilities { Mode::Described } else { Mode::Told };
        }
        let qualified = self.qualifier.filter(|_| matches!(kind, BlockKind::Item(_)));
        if qualified == Some(Strength::Mentioned) && !asks {
            return Mode::Described;
        }
        match section {
            SectionKind::Requirements => Mode::Asked(qualified.unwrap_or(Strength::Required)),
            SectionKind::Preferred => Mode::Asked(qualified.unwrap_or(Strength::Preferred)),
            SectionKind::Benefits | SectionKind::Legal | SectionKind::Application => Mode::Silent,
            _ if qualified.is_some() => Mode::Asked(qualified.expect("just seen")),
            _ if asks => Mode::Asked(Strength::Required),
            SectionKind::Company => Mode::Told,
            SectionKind::Header | SectionKind::Responsibilities => Mode::Described,
        }
    }
}

/// Where a sentence says what the work is done with: "we use", "our stack".
pub(super) fn stack(reading: &Reading) -> Option<usize> {
    reading.hits.of("described").find(|h| h.says("class", &reading.line) == Some("stack")).map(|h| h.tokens.start)
}

/// Whether the employer speaks of itself in a whole sentence.
fn ours(reading: &Reading) -> bool {
    let line = &reading.line;
    let whole = line.tokens.last().is_some_and(|t| t.is(b'.') || t.is(b'!')) && line.tokens.iter().filter(|t| t.is_word()).count() >= reading.lengths().prose;
    let opens = line.tokens.first().is_some_and(|t| t.is_word()) && matches!(line.word(0), "we" | "our");
    let wants = (0..line.tokens.len()).any(|i| reading.cue(i, Cue::Wanted));
    whole && opens && !wants
}

/// What an entry among the duties asks all the same: "5+ years of Go", "Fluency in
/// Python", and "Experience with Rust, a plus".
fn wished(reading: &Reading, kind: BlockKind) -> Option<Strength> {
    let opens = |h: &Hit| h.tokens.start < reading.lengths().opening;
    let line = &reading.line;
    let holding = |h: &&Hit| opens(h) && h.says("class", line) == Some("holding");
    let held = reading.hits.of("leads").any(|h| holding(&h));
    // "Training of weavers" is work: only what one has is had "in" or "with" something.
    // "Knowledge of dyes" is had as well.
    let with = |h: &Hit| match h.tokens.end {
        end if end >= line.tokens.len() => false,
        end => matches!(line.word(end), "in" | "with") || line.word(end) == "of" && reading.cue(end - 1, Cue::Known),
    };
    let has = reading.hits.of("leads").filter(holding).any(with);
    let plus = reading.hits.of("strength").any(|h| h.says("strength", &reading.line) == Some("preferred"));
    let asks = matches!(kind, BlockKind::Item(_)) && (has || reading.hits.of("years").any(opens));
    if held && plus { Some(Strength::Preferred) } else { asks.then_some(Strength::Required) }
}

/// Whether a line is written as a title and names nothing known: "Better Together".
fn headline(reading: &Reading) -> bool {
    let line = &reading.line;
    let words: Vec<usize> = (0..line.tokens.len()).filter(|&i| line.tokens[i].is_word()).collect();
    let known = reading.mentions.iter().any(|m| m.able) || reading.hits.of("traits").next().is_some();
    (2..=reading.lengths().title).contains(&words.len()) && !known && words.iter().all(|&i| line.capital(i)) && line.tokens.last().is_some_and(|t| t.is_word())
}

/// Whether a sentence only tells of something. Lists of names have no full stop.
/// Behind the list of requirements mostly the employer speaks of itself: "Our values
/// are trust and curiosity" has traits of nobody.
fn prose(reading: &Reading, behind: bool) -> bool {
    let line = &reading.line;
    let words = line.tokens.iter().filter(|t| t.is_word()).count();
    let asks = |h: &Hit| match h.family() {
        "asks" | "years" | "education" | "strength" | "languages" => true,
        "traits" => !behind,
        "leads" => !behind && matches!(h.says("class", line), Some("holding" | "ability")),
        _ => false,
    };
    words >= reading.lengths().prose && line.tokens.last().is_some_and(|t| t.is(b'.')) && !reading.hits.0.iter().any(asks)
}

/// Whether a whole sentence speaks neither to the reader nor of the post.
fn tells(reading: &Reading) -> bool {
    let line = &reading.line;
    let words = (0..line.tokens.len()).filter(|&i| line.tokens[i].is_word());
    let addressed = words.clone().any(|i| reading.cue(i, Cue::Addressed));
    words.count() >= reading.lengths().prose && !addressed && line.tokens.last().is_some_and(|t| t.is(b'.') || t.is(b'!'))
}

/// Whether a sentence orders work ("Monitor the pipelines", "Create and keep
/// reports"), in whatever section it stands.
fn orders(reading: &Reading) -> bool {
    let line = &reading.line;
    let Some(verb) = reading.hits.of("duties").filter(|h| h.tokens.start == 0).max_by_key(|h| h.tokens.len()) else { return false };
    let next = verb.tokens.end;
    let object =
        next < line.tokens.len() && matches!(line.word(next), "the" | "a" | "an" | "all" | "our" | "their" | "its" | "new" | "and" | "any" | "each" | "other");
    let bare = !line.word(0).ends_with("ing") && !reading.mentions.iter().any(|m| m.able && m.tokens.start == 0 && m.tokens.end > next);
    // "Design and review experience": the line ends in what one has.
    let last = line.tokens.iter().rposition(|t| t.is_word()).map_or(0, |i| i + 1);
    let holds = reading.hits.of("leads").any(|h| (h.tokens.start < 4 || h.tokens.end == last) && h.says("class", line) == Some("holding"));
    object && bare && !holds && reading.hits.of("years").next().is_none()
}

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::criteria::{Strength, extract};

    #[test]
    fn what_one_has_is_asked_among_duties_too() {
        let text = "# Weaver\n\n## Responsibilities\n\n- Maintain the Kafka cluster\n- Fluency in Python\n- Experience with Rust, a plus\n";
        let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
        let read: Vec<(&str, Strength)> = criteria.iter().map(|c| (c.any_of[0].text.as_str(), c.strength)).collect();
        assert_eq!(read, [("Kafka", Strength::Mentioned), ("Python", Strength::Required), ("Rust", Strength::Preferred)]);
    }
    #[test]
    fn an_entry_that_is_a_heading_asks_nothing() {
        let text = "# Weaver\n\n## Requirements\n\n- Education:\n  - A degree in physics\n- Go:\n  - Generics\n";
        let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
        let read: Vec<&str> = criteria.iter().map(|c| c.any_of[0].text.as_str()).collect();
        assert!(!read.contains(&"Education") && read.contains(&"Go"), "{read:?}");
    }
}
