//! How concepts stand to one another, made whole from what their files say of one side.
//! Used at build time too.

use std::collections::HashMap;

use super::concept::{Concept, ConceptId};
use super::files::Files;

/// The concepts with relations that go both ways and all that each implies.
pub(super) fn concepts(files: &Files, by_id: &HashMap<&str, ConceptId>) -> Vec<Concept> {
    let ids = |names: &[String]| names.iter().filter_map(|n| by_id.get(n.as_str()).copied()).collect::<Vec<_>>();
    let mut concepts: Vec<Concept> = files
        .concepts
        .iter()
        .map(|s| Concept {
            id: s.id.clone(),
            label: s.label.clone(),
            sort: s.sort,
            field: s.field.clone(),
            aliases: s.aliases.clone(),
            broader: ids(&s.broader),
            narrower: Vec::new(),
            above: Vec::new(),
            related: ids(&s.related),
            rung: s.rung,
            place_kind: s.kind.clone(),
            code: s.code.clone(),
            since: s.since,
        })
        .collect();
    for i in 0..concepts.len() {
        let id = ConceptId(i as u32);
        for other in concepts[i].related.clone() {
            concepts[other.0 as usize].related.push(id);
        }
        for parent in concepts[i].broader.clone() {
            concepts[parent.0 as usize].narrower.push(id);
        }
        let mut above: Vec<ConceptId> = Vec::new();
        let mut open = concepts[i].broader.clone();
        while let Some(next) = open.pop() {
            if !above.contains(&next) {
                above.push(next);
                open.extend(&concepts[next.0 as usize].broader);
            }
        }
        above.sort_unstable();
        concepts[i].above = above;
    }
    for (i, source) in files.concepts.iter().enumerate() {
        let mut groups: Vec<Vec<ConceptId>> = source.alike.iter().map(|group| ids(group)).collect();
        if source.interchangeable {
            // A category within the category holds products of it too.
            let source_of = |c: &ConceptId| &files.concepts[c.0 as usize];
            let product = |c: &ConceptId| source_of(c).sort == source.sort && !source_of(c).apart && !source_of(c).interchangeable;
            groups.push(concepts[i].narrower.iter().copied().filter(product).collect());
        }
        for group in groups {
            for &product in &group {
                let implies = |a: ConceptId, b: ConceptId| concepts[a.0 as usize].above.contains(&b);
                let others: Vec<ConceptId> = group.iter().copied().filter(|&o| o != product && !implies(o, product) && !implies(product, o)).collect();
                concepts[product.0 as usize].related.extend(others);
            }
        }
    }
    for concept in &mut concepts {
        concept.related.sort_unstable();
        concept.related.dedup();
    }
    concepts
}
