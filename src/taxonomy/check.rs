//! What must hold between all files of `data/` together. Used at build time too, so it
//! depends on nothing of the crate but [`super::source`].

use std::collections::BTreeMap;

use super::source::{AmbiguousSource, ConceptSource};

/// Checks that need all files together: unique ids, closed relations, no cycle,
/// no relation between a concept and its own ancestor. Returns every fault found.
pub fn check(concepts: &[ConceptSource], ambiguous: &[AmbiguousSource]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut by_id: BTreeMap<&str, &ConceptSource> = BTreeMap::new();
    for concept in concepts {
        if let Some(first) = by_id.insert(&concept.id, concept) {
            faults.push(format!("{}.toml: `{}` stands in {}.toml too", concept.field, concept.id, first.field));
        }
    }
    for concept in concepts {
        let alike = concept.alike.iter().map(|group| ("alike", group));
        for (key, ids) in [("broader", &concept.broader), ("related", &concept.related)].into_iter().chain(alike) {
            for id in ids {
                if !by_id.contains_key(id.as_str()) {
                    faults.push(format!("{}.toml:{}: `{}` has {key} `{id}`, which no file defines", concept.field, concept.line, concept.id));
                }
            }
        }
        for id in &concept.related {
            if above(&by_id, &concept.id).contains(&id.as_str()) || above(&by_id, id).contains(&concept.id.as_str()) {
                faults.push(format!("{}.toml:{}: `{}` related `{id}`: one is broader than the other already", concept.field, concept.line, concept.id));
            }
        }
        if above(&by_id, &concept.id).contains(&concept.id.as_str()) {
            faults.push(format!("{}.toml:{}: `{}` is broader than itself", concept.field, concept.line, concept.id));
        }
    }
    for form in ambiguous {
        let senses = form.senses.iter().map(|s| &s.concept).chain([&form.alone, &form.otherwise]);
        for id in senses.filter(|id| !id.is_empty()) {
            if !by_id.contains_key(id.as_str()) {
                faults.push(format!("ambiguous.toml: `{}` means `{id}`, which no file defines", form.form));
            }
        }
    }
    faults
}

/// All ids that a concept implies.
fn above<'a>(by_id: &BTreeMap<&'a str, &'a ConceptSource>, id: &str) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    let mut open: Vec<&str> = by_id.get(id).into_iter().flat_map(|c| c.broader.iter().map(String::as_str)).collect();
    while let Some(next) = open.pop() {
        if let Some((key, concept)) = by_id.get_key_value(next).filter(|_| !found.contains(&next)) {
            found.push(key);
            open.extend(concept.broader.iter().map(String::as_str));
        }
    }
    found
}
