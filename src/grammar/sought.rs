//! What a line is gone over for, and the families of rules that tell of it. Laid out at
//! build time too, so it depends on nothing of the crate.

use super::source::RuleSource;

/// What is sought in a line: only the families of rules that tell of it run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sought {
    /// Everything, claims too: for checks.
    All,
    /// Names alone; no rule.
    Nothing,
    /// Whether a heading opens a section.
    Heading,
    /// What section a line belongs to by its own words.
    Section,
    /// What a sentence of a posting asks, and what it says of the role.
    Posting,
    /// What a heading says of the role.
    Role,
    /// What stands around a name.
    Name,
    /// What a recruiter should not ask.
    Lint,
    /// What a line of a profile shows by words of duties, and what takes back what it says.
    Told,
    /// That, and where clauses end.
    Clauses,
}

impl Sought {
    const EACH: [Sought; 10] = [
        Sought::All,
        Sought::Nothing,
        Sought::Heading,
        Sought::Section,
        Sought::Posting,
        Sought::Role,
        Sought::Name,
        Sought::Lint,
        Sought::Told,
        Sought::Clauses,
    ];

    fn takes(self, rule: &RuleSource) -> bool {
        let family = rule.family.as_str();
        match self {
            _ if is_apart(family) => false,
            Sought::All => true,
            Sought::Nothing => false,
            Sought::Heading => matches!(family, "sections" | "strength"),
            Sought::Section => {
                matches!(family, "sections" | "strength" | "asides" | "asks" | "duties" | "education" | "languages" | "leads" | "looks" | "traits" | "years")
            }
            Sought::Posting => !matches!(family, "sections" | "looks" | "claims" | "signs" | "lint" | "names"),
            Sought::Role => family == "role",
            Sought::Name => matches!(family, "leads" | "tails" | "years" | "names"),
            Sought::Lint => family == "lint",
            Sought::Told => family == "signs" || family == "claims" && !rule.breaks(),
            Sought::Clauses => matches!(family, "claims" | "signs"),
        }
    }

    /// For which of them a rule runs, as bits.
    pub fn of(rule: &RuleSource) -> u16 {
        Sought::EACH.into_iter().filter(|s| s.takes(rule)).fold(0, |bits, s| bits | s.bit())
    }

    pub fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// Whether a family runs only when it is asked for by name.
pub fn is_apart(family: &str) -> bool {
    family.starts_with("resume/")
}
