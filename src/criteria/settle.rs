//! What was found in a posting, made one list: each ask once, its strongest
//! statement kept, with ids and weights.

use std::collections::BTreeMap;

use super::read::Found;
use super::{Alternative, Criterion, Kind, Strength, file, weight};
use crate::grammar::Rules;

/// One criterion for each distinct ask, the strongest statement first, with
/// weights and ids.
pub(super) fn settle(rules: &Rules, found: Vec<Found>) -> Vec<Criterion> {
    let mut kept: Vec<Found> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| (found[i].criterion.strength, found[i].criterion.min_years.is_none(), i));
    let mut found: Vec<Option<Found>> = found.into_iter().map(Some).collect();
    for i in order {
        let mut next = found[i].take().expect("each is taken once");
        let keys: Vec<String> = next.criterion.any_of.iter().map(|a| key(&next.criterion, a)).collect();
        // What is asked already is not asked again by a weaker statement; alternatives of a group are.
        let earlier = |k: &String| places.get(k).copied();
        if next.criterion.strength == Strength::Mentioned {
            if let Some(at) = keys.iter().find_map(earlier) {
                if keys.len() > kept[at].criterion.any_of.len()
                    && keys.iter().all(|k| earlier(k) == Some(at))
                    && kept[at].criterion.strength == Strength::Mentioned
                {
                    // "request for proposals", and further on with its short form in brackets.
                    kept[at].criterion.any_of = std::mem::take(&mut next.criterion.any_of);
                }
                // "Java/Kotlin", where Java is asked: Kotlin is told all the same.
                let mut told = keys.iter().map(|k| !places.contains_key(k));
                next.criterion.any_of.retain(|_| told.next().unwrap_or_default());
                if next.criterion.any_of.is_empty() {
                    kept[at].criterion.sources.append(&mut next.criterion.sources);
                    continue;
                }
                kept[at].criterion.sources.extend(next.criterion.sources.iter().cloned());
            }
        } else if let ([only], 1) = (&keys[..], keys.len())
            && let Some(at) = earlier(only)
        {
            let other = &mut kept[at].criterion;
            if other.min_years == next.criterion.min_years || next.criterion.min_years.is_none() {
                other.sources.append(&mut next.criterion.sources);
                continue;
            }
        } else if !keys.is_empty()
            && let Some(at) = earlier(&keys[0]).filter(|at| keys.iter().all(|k| earlier(k) == Some(*at)))
            && !longer(&kept[at].criterion, &next.criterion)
        {
            kept[at].criterion.sources.append(&mut next.criterion.sources);
            continue;
        }
        // "Advanced degrees", and further on "a master's degree or PhD in Physics": said twice, the second time in full.
        if let Some(at) = keys.iter().find_map(|k| places.get(k).copied()).filter(|&at| outline(&kept[at].criterion, &next.criterion)) {
            std::mem::swap(&mut kept[at], &mut next);
            kept[at].criterion.sources.append(&mut next.criterion.sources);
            keys.into_iter().for_each(|k| _ = places.entry(k).or_insert(at));
            continue;
        }
        for k in keys {
            places.entry(k).or_insert(kept.len());
        }
        kept.push(next);
    }
    for f in &mut kept {
        f.criterion.sources.dedup();
    }
    kept.sort_by_key(|f| (f.criterion.sources[0].span, f.criterion.any_of.first().and_then(|a| a.span)));
    let sentences: Vec<usize> = kept.iter().map(|f| f.sentence).collect();
    let mut criteria: Vec<Criterion> = kept.into_iter().map(|f| f.criterion).collect();
    file::name_all(&mut criteria);
    let weigh = |weights| weight::suggested(weights, &criteria, |i, _| Some(sentences[i]));
    let weights: Vec<_> = weigh(rules.weights()).into_iter().zip(weigh(rules.own_weights())).collect();
    criteria.iter_mut().zip(weights).for_each(|(c, weights)| (c.weight, c.suggested) = weights);
    criteria
}

/// Whether one statement of a degree is said again in full by another as hard.
fn outline(short: &Criterion, full: &Criterion) -> bool {
    let degrees = short.kind == Kind::Education && full.kind == Kind::Education && short.strength == full.strength;
    degrees && short.any_of.len() == 1 && short.field.is_empty() && (full.any_of.len() > 1 || !full.field.is_empty())
}

/// Whether more time of the same is wished than is required.
fn longer(required: &Criterion, next: &Criterion) -> bool {
    required.strength != next.strength && next.min_years.is_some() && required.min_years != next.min_years
}

/// What an alternative asks, so that the same asked twice is seen.
fn key(criterion: &Criterion, name: &Alternative) -> String {
    let class = match criterion.kind {
        Kind::Skill | Kind::Experience | Kind::Credential => "able",
        other => other.name(),
    };
    let what = name.concept.clone().unwrap_or_else(|| {
        let phrase: Vec<String> = name.text.split_whitespace().map(|w| crate::text::fold::word_key(&w.to_lowercase()).into_owned()).collect();
        phrase.join(" ")
    });
    format!("{class}:{what}")
}
