//! Weights where a file gives none, and points from weights.

use std::collections::BTreeMap;

use super::{Criterion, Strength, Weight};
use crate::grammar::{Rules, Weights};

/// All points of a role.
pub(crate) const POINTS: u32 = 10_000;

/// The weight of a criterion by itself: strength × kind × repetition.
fn alone(weights: &Weights, criterion: &Criterion) -> u64 {
    let strength = match criterion.strength {
        Strength::Required => weights.strength.required,
        Strength::Preferred => weights.strength.preferred,
        Strength::Mentioned => weights.strength.mentioned,
    };
    let kind = weights.kind.get(criterion.kind.name()).copied().unwrap_or_default();
    let repeated = if criterion.sources.len() > 1 { weights.repeated.0 } else { 1000 };
    u64::from(strength.0) * u64::from(kind.0) * u64::from(repeated) / 1_000_000
}

/// The weights that some rules suggest. `sentence` says which criteria come from
/// one sentence: together they weigh at most `sentence` times the heaviest of them.
pub(crate) fn suggested<'c, S: Ord>(weights: &Weights, criteria: &'c [Criterion], sentence: impl Fn(usize, &'c Criterion) -> Option<S>) -> Vec<Weight> {
    let mut sentences: BTreeMap<S, Vec<usize>> = BTreeMap::new();
    let mut each: Vec<u64> = Vec::with_capacity(criteria.len());
    for (i, criterion) in criteria.iter().enumerate() {
        each.push(if criterion.gate { 0 } else { alone(weights, criterion) });
        if let Some(key) = sentence(i, criterion) {
            sentences.entry(key).or_default().push(i);
        }
    }
    for members in sentences.values() {
        let sum: u64 = members.iter().map(|&i| each[i]).sum();
        let heaviest = members.iter().map(|&i| each[i]).max().unwrap_or(0);
        let most = heaviest * u64::from(weights.sentence.0) / 1000;
        if sum > most {
            for &i in members {
                each[i] = each[i] * most / sum;
            }
        }
    }
    each.into_iter().map(|weight| Weight(weight as u32)).collect()
}

/// Whole points for each criterion, summing to 10,000 where any weighs
/// anything: by weight, with the shares of preferred and mentioned ones bounded
/// where anything is required, rounded by largest remainder. Ties go by the
/// criterion's canonical text, so that order means nothing.
pub(crate) fn points(rules: &Rules, criteria: &[Criterion]) -> Vec<u32> {
    let weight = |c: &Criterion| if c.gate { 0 } else { u64::from(c.weight.0) };
    let sum = |s: Strength| criteria.iter().filter(|c| c.strength == s).map(weight).sum::<u64>();
    let sums = [sum(Strength::Required), sum(Strength::Preferred), sum(Strength::Mentioned)];
    let shares = shares(rules, sums);
    let exact: Vec<(u64, u64)> = criteria
        .iter()
        .map(|c| {
            let s = c.strength as usize;
            let divisor = sums[s].max(1);
            let product = weight(c) * u64::from(shares[s]);
            (product / divisor, (product % divisor) * 1_000_000 / divisor)
        })
        .collect();
    let mut points: Vec<u32> = exact.iter().map(|(whole, _)| *whole as u32).collect();
    let mut left = if sums.iter().sum::<u64>() > 0 { POINTS - points.iter().sum::<u32>() } else { 0 };
    let mut order: Vec<usize> = (0..criteria.len()).filter(|&i| weight(&criteria[i]) > 0).collect();
    let names: Vec<String> = criteria.iter().map(Criterion::canonical).collect();
    order.sort_by(|&a, &b| exact[b].1.cmp(&exact[a].1).then_with(|| names[a].cmp(&names[b])));
    for &i in order.iter().cycle() {
        if left == 0 {
            break;
        }
        points[i] += 1;
        left -= 1;
    }
    points
}

/// The points of required, preferred and mentioned criteria together.
fn shares(rules: &Rules, sums: [u64; 3]) -> [u32; 3] {
    let total: u64 = sums.iter().sum();
    if total == 0 {
        return [0; 3];
    }
    let by_weight = |s: u64| (s * u64::from(POINTS) / total) as u32;
    let mut shares = sums.map(by_weight);
    if sums[0] > 0 {
        let most = |share: Weight| POINTS * share.0 / 1000;
        shares[1] = shares[1].min(most(rules.weights().preferred_share));
        shares[2] = shares[2].min(most(rules.weights().mentioned_share));
        shares[0] = POINTS - shares[1] - shares[2];
    } else if sums[1] > 0 {
        shares[1] = POINTS - shares[2];
    } else {
        shares[2] = POINTS;
    }
    shares
}
