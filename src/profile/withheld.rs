//! What the prose of a profile names and is not, or not wholly, credited with, and why:
//! for the reader of `profile show`, so that no name goes missing without a word.

use super::compile::prose;
use super::dossier::Evidence;
use super::file::Profile;
use super::prose::Told;
use crate::grammar::Rules;
use crate::mention::Reading;
use crate::text::sentence::sentences;

/// A name that a sentence holds and does not claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// The label of what is named.
    pub name: String,
    /// Its id in the taxonomy.
    pub concept: String,
    /// `work[2].highlights[0]`.
    pub place: String,
    /// The sentence.
    pub words: String,
    /// Why: "others' work", "denied", "a wish or a plan" …
    pub why: &'static str,
}

/// The names that the prose of a profile holds and does not, or not wholly, claim.
pub fn withheld(rules: &Rules, profile: &Profile) -> Vec<Withheld> {
    let mut texts: Vec<(String, &str)> = Vec::new();
    for (i, w) in profile.work.iter().enumerate() {
        texts.extend(prose(&format!("work[{i}]"), [("summary", &w.summary), ("description", &w.description)], &w.highlights));
    }
    for (i, w) in profile.volunteer.iter().enumerate() {
        texts.extend(prose(&format!("volunteer[{i}]"), [("summary", &w.summary)], &w.highlights));
    }
    for (i, p) in profile.projects.iter().enumerate() {
        texts.extend(prose(&format!("projects[{i}]"), [("description", &p.description)], &p.highlights));
    }
    texts.extend(prose("basics", [("summary", &profile.basics.summary)], &[]));
    let mut found: Vec<Withheld> = Vec::new();
    for (place, text) in texts {
        for words in sentences(text).into_iter().map(|range| &text[range]) {
            let told = Told::new(Reading::of_profile(rules, words));
            let claimed: Vec<_> = told.claims(Evidence::Shown, false).filter(|(_, e)| *e == Evidence::Shown).map(|(m, _)| m.concept).collect();
            for (concept, why) in told.withheld().filter(|(concept, _)| !claimed.contains(concept)) {
                let concept = rules.taxonomy().get(concept);
                let (name, concept) = (concept.label.clone(), concept.id.clone());
                let known = found.iter().any(|w| w.place == place && w.words == words && w.concept == concept);
                if !known {
                    found.push(Withheld { name, concept, place: place.clone(), words: words.to_owned(), why });
                }
            }
        }
    }
    found
}
