//! The order of many fits.

use super::Fit;

/// A candidate's (or a posting's) place among others: its id and its fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The profile's id, or the posting's path.
    pub id: String,
    /// The fit.
    pub fit: Fit,
}

impl Standing {
    /// Best first: by fit, then reach, then id, so that the order of the input means nothing.
    pub fn compare(&self, other: &Standing) -> std::cmp::Ordering {
        let key = |s: &Standing| (std::cmp::Reverse(s.fit.points), std::cmp::Reverse(s.fit.reach));
        key(self).cmp(&key(other)).then_with(|| self.id.cmp(&other.id))
    }
}

/// The best `top` of some standings, in order; all of them without `top`.
pub fn shortlist(mut standings: Vec<Standing>, top: Option<usize>) -> Vec<Standing> {
    standings.sort_by(Standing::compare);
    standings.truncate(top.unwrap_or(usize::MAX));
    standings
}
