//! Many postings for one person.

use std::ops::ControlFlow;

use jiff::civil::Date;

use super::{Best, Conditions, Event, Input, Progress, each};
use crate::Error;
use crate::criteria::{self, Criteria, Kind};
use crate::fit::{Role, Standing};
use crate::grammar::Rules;
use crate::profile::Dossier;

/// Fewer scored criteria than this say too little for a fit to stand among the
/// others: one lucky word of two is half of all points. Readers of 52 postings
/// found 27 criteria in each on average, and never fewer than five.
const THIN: usize = 5;

/// A posting and how it fits.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The posting's name, and the fit.
    pub standing: Standing,
    /// What it asks.
    pub criteria: Criteria,
}

/// The result of ranking postings.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The best, in order.
    pub best: Vec<Ranked>,
    /// Those with fewer than five scored criteria, in order: they stand below.
    pub thin: Vec<Ranked>,
    /// How the run went.
    pub progress: Progress,
}

/// Reads postings (or criteria files) as they come and orders them by how well
/// they fit one person: the best `top` in all, thin ones last.
///
/// # Errors
/// None today; bad postings are told to `watch` and the rest goes on.
pub fn rank(
    rules: &Rules,
    dossier: &Dossier,
    as_of: Date,
    top: Option<usize>,
    conditions: &Conditions,
    postings: impl IntoIterator<Item = Input>,
    watch: impl FnMut(Event<'_>) -> ControlFlow<()>,
) -> Result<Ranking, Error> {
    let order = |a: &Ranked, b: &Ranked| a.standing.compare(&b.standing);
    let (mut best, mut thin) = (Best::new(top, order), Best::new(top, order));
    let read = |name: &str, bytes: Vec<u8>| {
        let loaded = criteria::load(rules, name, &bytes)?;
        let scored = loaded.criteria.criteria.iter().any(|c| !c.gate && !c.kind.is_gate() && c.kind != Kind::Trait);
        if !scored {
            return Err(Error::of(name, "it asks nothing that a profile can show"));
        }
        let fit = Role::new(rules, &loaded.criteria).score(dossier, as_of);
        Ok((Ranked { standing: Standing { id: name.to_owned(), fit }, criteria: loaded.criteria }, loaded.warnings))
    };
    let take = |ranked: Ranked| {
        if conditions.met(&ranked.standing.fit) {
            let few = ranked.standing.fit.contributions.len() < THIN;
            if few { thin.add(ranked) } else { best.add(ranked) }
        }
        Ok(None)
    };
    let limits = rules.limits();
    let progress = each(postings, limits.posting.max(limits.criteria), read, take, watch)?;
    let best = best.in_order();
    let mut thin = thin.in_order();
    thin.truncate(top.map_or(usize::MAX, |k| k - best.len()));
    Ok(Ranking { best, thin, progress })
}
