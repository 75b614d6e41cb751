//! Gates: conditions that must hold and give no points. Failed only where the
//! posting and the profile both speak plainly; else unknown, a question to ask.

use crate::criteria::{Criterion, Kind};
use crate::grammar::{Rules, Sought};
use crate::mention::Reading;
use crate::profile::Dossier;
use crate::taxonomy::{ConceptId, Relation, Sort};

/// A condition and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// The criterion's id.
    pub id: String,
    /// How it stands.
    pub state: GateState,
    /// Why, in a few words.
    pub why: String,
}

/// How a gate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GateState {
    /// The profile says that it holds.
    Passed,
    /// The profile says that it does not.
    Failed,
    /// Nobody knows yet.
    Unknown,
}

impl GateState {
    /// The word for it in output.
    pub fn name(self) -> &'static str {
        match self {
            GateState::Passed => "passed",
            GateState::Failed => "failed",
            GateState::Unknown => "unknown",
        }
    }
}

pub(super) fn judge(rules: &Rules, criterion: &Criterion, dossier: &Dossier) -> Gate {
    let (state, why) = match criterion.kind {
        Kind::Location => location(rules, criterion, dossier),
        Kind::Eligibility => eligibility(rules, criterion, dossier),
        Kind::Availability => availability(criterion, dossier),
        _ => (GateState::Unknown, "no rule judges this; ask".into()),
    };
    Gate { id: criterion.id.clone(), state, why }
}

/// Places that a text names.
fn places(rules: &Rules, text: &str) -> Vec<ConceptId> {
    let reading = Reading::new(rules, text, Sought::Nothing);
    reading.mentions.iter().filter_map(|m| m.as_sort(rules.taxonomy(), Sort::Place)).collect()
}

fn within(rules: &Rules, held: &[ConceptId], asked: ConceptId) -> bool {
    held.iter().any(|&h| rules.taxonomy().relation(asked, h) >= Relation::Implies)
}

fn location(rules: &Rules, criterion: &Criterion, dossier: &Dossier) -> (GateState, String) {
    let held = &dossier.terms.places;
    let mut asked_places = Vec::new();
    let mut remote = false;
    for alternative in &criterion.any_of {
        let found = places(rules, &alternative.text);
        remote |= alternative.text.to_lowercase().contains("remote") && found.is_empty();
        // "Seattle, WA, United States" is the place that lies within the others.
        if let Some(&narrowest) = found.iter().find(|&&p| found.iter().all(|&o| rules.taxonomy().relation(o, p) >= Relation::Implies)).or(found.first()) {
            asked_places.push(narrowest);
        }
    }
    if let Some(&place) = asked_places.iter().find(|&&p| within(rules, held, p)) {
        return (GateState::Passed, format!("lives in {}", rules.taxonomy().get(place).label));
    }
    if remote && dossier.terms.remote == Some(true) {
        return (GateState::Passed, "works remotely".into());
    }
    if asked_places.is_empty() || held.is_empty() {
        return (GateState::Unknown, if held.is_empty() { "the profile names no place" } else { "the place asked is not known by name" }.into());
    }
    if remote {
        return (GateState::Unknown, "remote is possible; the profile does not say whether it suits".into());
    }
    match dossier.terms.relocate {
        Some(true) => (GateState::Passed, "would relocate".into()),
        Some(false) => (GateState::Failed, "lives elsewhere and would not relocate".into()),
        // A continent or country away is plain; another town of the same country may commute or move.
        None if asked_places.iter().all(|&p| kind_is(rules, p, &["country", "region"]) && knows_kind(rules, held, "country")) => {
            (GateState::Failed, "lives elsewhere".into())
        }
        None => (GateState::Unknown, "lives elsewhere; the profile does not say whether relocation suits".into()),
    }
}

fn kind_is(rules: &Rules, place: ConceptId, kinds: &[&str]) -> bool {
    kinds.contains(&rules.taxonomy().get(place).place_kind.as_str())
}

fn knows_kind(rules: &Rules, held: &[ConceptId], kind: &str) -> bool {
    held.iter().any(|&h| kind_is(rules, h, &[kind]))
}

fn eligibility(rules: &Rules, criterion: &Criterion, dossier: &Dossier) -> (GateState, String) {
    let text = format!("{} {}", criterion.names(), criterion.quote()).to_lowercase();
    let asked = places(rules, &format!("{} {}", criterion.names(), criterion.quote()));
    let speaks = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if speaks(&["citizen"]) {
        return stated(rules, &asked, dossier.terms.citizenship.as_deref(), "citizenship");
    }
    if speaks(&["clearance", "public trust", "top secret", "ts/sci"]) {
        return match &dossier.terms.clearance {
            Some(held) if text.contains(&held.to_lowercase()) => (GateState::Passed, format!("holds {held}")),
            Some(held) => (GateState::Unknown, format!("holds {held}; whether that is enough, ask")),
            None => (GateState::Unknown, "the profile states no clearance".into()),
        };
    }
    if speaks(&["authori", "eligib", "permit", "right to work", "visa", "sponsor", "entitled to work"]) {
        return stated(rules, &asked, dossier.terms.authorization.as_deref(), "work authorisation");
    }
    (GateState::Unknown, "no profile states this; ask".into())
}

fn stated(rules: &Rules, asked: &[ConceptId], held: Option<&[ConceptId]>, what: &str) -> (GateState, String) {
    match held {
        None => (GateState::Unknown, format!("the profile states no {what}")),
        Some(_) if asked.is_empty() => (GateState::Unknown, format!("the posting names no country for the {what}")),
        Some(held) if asked.iter().any(|&a| within(rules, held, a) || held.iter().any(|&h| rules.taxonomy().relation(h, a) >= Relation::Implies)) => {
            (GateState::Passed, format!("states {what} there"))
        }
        Some(_) => (GateState::Failed, format!("states {what} for other places only")),
    }
}

fn availability(criterion: &Criterion, dossier: &Dossier) -> (GateState, String) {
    let text = format!("{} {}", criterion.names(), criterion.quote());
    let percent = text.split('%').next().filter(|_| text.contains('%')).and_then(|before| {
        let digits: String = before.chars().rev().take_while(|c| c.is_ascii_digit()).collect();
        digits.chars().rev().collect::<String>().parse::<u8>().ok()
    });
    match (text.to_lowercase().contains("travel"), percent, dossier.terms.travel) {
        (true, Some(asked), Some(held)) if held >= asked => (GateState::Passed, format!("travels up to {held}%")),
        (true, Some(_), Some(held)) => (GateState::Failed, format!("travels at most {held}%")),
        (true, None, Some(held)) if held > 0 => (GateState::Passed, format!("travels up to {held}%")),
        (true, None, Some(_)) => (GateState::Failed, "does not travel".into()),
        _ => (GateState::Unknown, "the profile does not say; ask".into()),
    }
}
