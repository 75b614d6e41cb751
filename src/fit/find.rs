//! What a dossier shows of one name: the question of `profile show --name`.

use jiff::civil::Date;

use super::asked::Role;
use super::{Months, Place};
use crate::criteria::{Alternative, Criteria, Criterion, Kind, Strength, Weight};
use crate::grammar::Rules;
use crate::mention::Phrase;
use crate::profile::dates::Month;
use crate::profile::{Dossier, Evidence};
use crate::taxonomy::Sort;

/// What a profile shows of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The name that was asked.
    pub name: String,
    /// Id of the concept that it names, where the taxonomy knows it.
    pub concept: Option<String>,
    /// The best that backs it. Relatives do not count.
    pub evidence: Evidence,
    /// Months of dated work that show it: for certain, and with coarse dates.
    pub months: Months,
    /// Where, best first.
    pub places: Vec<Place>,
}

/// Looks a name up in a dossier, as a criterion that asks for it would.
pub fn find(rules: &Rules, dossier: &Dossier, name: &str, as_of: Date) -> Shown {
    let phrase = Phrase::read(rules, name);
    let sort = phrase.concepts.first().map(|&c| rules.taxonomy().get(c).sort);
    let kind = match sort {
        Some(Sort::Credential) => Kind::Credential,
        Some(Sort::Work) | None => Kind::Experience,
        _ => Kind::Skill,
    };
    let asked = Criterion::asking(kind, Strength::Required, vec![Alternative::named(name)]);
    let criterion = Criterion { id: "name".into(), weight: Weight(1000), ..asked };
    let role = Role::new(rules, &Criteria { criteria: vec![criterion], ..Criteria::default() });
    role.shown(dossier, Month::of(as_of), name)
}
