//! What a person states of places, permits and terms: read by gates alone.

use super::dossier::Terms;
use super::file::{Basics, Location};
use crate::grammar::Rules;
use crate::mention::Reading;
use crate::taxonomy::{ConceptId, Relation, Sort};
use crate::text::{Line, Token};

pub(super) fn terms(rules: &Rules, basics: &Basics) -> Terms {
    let countries = |names: &Option<Vec<String>>| names.as_ref().map(|all| all.iter().flat_map(|n| named(rules, n)).collect());
    Terms {
        places: home(rules, &basics.location),
        remote: basics.remote,
        relocate: basics.relocate,
        travel: basics.travel.map(|t| t.0),
        authorization: countries(&basics.work_authorization),
        citizenship: countries(&basics.citizenship),
        clearance: Some(basics.clearance.trim()).filter(|c| !c.is_empty()).map(str::to_owned),
    }
}

/// Country, region and city, each only where it lies within the one before.
fn home(rules: &Rules, location: &Location) -> Vec<ConceptId> {
    let taxonomy = rules.taxonomy();
    let mut found: Vec<ConceptId> = Vec::new();
    let code = location.country_code.trim();
    found.extend(by_code(rules, code));
    let region = location.region.trim();
    if !region.is_empty() {
        let state = by_code(rules, &format!("{code}-{region}")).or_else(|| fitting(rules, region, &["state", "region", "country"], &found));
        found.extend(state);
    }
    if !location.city.trim().is_empty() {
        found.extend(fitting(rules, location.city.trim(), &["city"], &found));
    }
    found.dedup_by_key(|c| taxonomy.get(*c).id.clone());
    found
}

fn by_code(rules: &Rules, code: &str) -> Option<ConceptId> {
    rules.taxonomy().place(&code.to_ascii_uppercase())
}

/// The place with this name, of one of these kinds, within the last one found.
fn fitting(rules: &Rules, name: &str, kinds: &[&str], within: &[ConceptId]) -> Option<ConceptId> {
    let taxonomy = rules.taxonomy();
    let line = Line::new(name, rules.words());
    let mut found = None;
    taxonomy.forms.phrases_at(&line, line.tokens.iter().position(Token::is_word)?, |to, form| {
        let whole = line.tokens[to..].iter().all(|t| !t.is_word());
        let mut places = form.meanings().map(|m| m.concept).filter(|&c| kinds.contains(&taxonomy.get(c).place_kind.as_str()));
        let place = places.find(|&c| within.last().is_none_or(|&w| taxonomy.relation(w, c) == Relation::Implies));
        found = found.or(place.filter(|_| whole));
    });
    found
}

/// Places that a name or a code means: "US", "United Kingdom", "EU".
fn named(rules: &Rules, name: &str) -> Vec<ConceptId> {
    if let Some(id) = by_code(rules, name.trim()) {
        return vec![id];
    }
    Reading::of_profile(rules, name).mentions.iter().filter_map(|m| m.as_sort(rules.taxonomy(), Sort::Place)).collect()
}
