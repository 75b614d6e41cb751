//! Which fits are wanted at all.

use crate::Error;
use crate::criteria::Criteria;
use crate::fit::{Fit, GateState};

/// What a fit must hold to stand in a shortlist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    /// Points at least, in hundredths of a percent.
    pub min_fit: Option<u32>,
    /// No gate has failed.
    pub gates: bool,
    /// Criteria, by id, that are met, or passed where they are gates.
    pub require: Vec<String>,
}

impl Conditions {
    /// Whether a fit holds all of them.
    pub fn met(&self, fit: &Fit) -> bool {
        let shows =
            |id: &String| fit.contributions.iter().any(|c| c.id == *id && c.met) || fit.gates.iter().any(|g| g.id == *id && g.state == GateState::Passed);
        self.min_fit.is_none_or(|least| fit.points >= least) && !(self.gates && fit.gate_state() == GateState::Failed) && self.require.iter().all(shows)
    }

    /// That the role has the criteria required.
    ///
    /// # Errors
    /// It has none of that id, or one that no profile can show.
    pub fn known_to(&self, criteria: &Criteria) -> Result<(), Error> {
        for id in &self.require {
            let known = criteria.criteria.iter().any(|c| c.id == *id && (c.gate || c.kind != crate::criteria::Kind::Trait));
            if !known {
                let ids: Vec<&str> = criteria.criteria.iter().map(|c| c.id.as_str()).collect();
                let near = crate::text::keys::nearest(id, &ids).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                return Err(Error::of("--require", format!("the role has no criterion `{id}` that a profile can show{near}; `rolefit extract` lists them")));
            }
        }
        Ok(())
    }
}
