//! Criteria against a dossier: the fit. Pure and total: no clock, no file, no
//! other candidate.
//!
//! ```
//! use rolefit::{Rules, criteria, fit, profile};
//!
//! let rules = Rules::builtin();
//! let role = criteria::extract(&rules, "posting.md", b"# Developer\n\n## Requirements\n\n- 2+ years of Python\n")?;
//! let me = profile::parse(&rules, "me.toml", br#"
//! [[work]]
//! position = "Developer"
//! startDate = "2021-03"
//! endDate = "2024-02"
//! highlights = ["Wrote the booking service in Python"]
//! "#)?;
//! let dossier = profile::compile(&rules, &me.profile, "me.toml");
//! let fit = fit::score(&rules, &role, &dossier, jiff::civil::date(2026, 11, 22));
//! assert_eq!(fit.points, 10_000);
//! # Ok::<(), rolefit::Error>(())
//! ```

mod answers;
mod asked;
mod evidence;
mod explain;
mod find;
mod gates;
mod ladder;
mod standing;

use jiff::civil::Date;

pub use asked::Role;
#[cfg(feature = "pool")]
pub(crate) use asked::{Asked, Name};
pub use explain::{Considered, Explained, Interval};
pub use find::{Shown, find};
pub use gates::{Gate, GateState};
pub use standing::{Standing, shortlist};

use crate::criteria::{Criteria, Kind, Strength};
use crate::grammar::Rules;
use crate::profile::dates::Month;
use crate::profile::glance::Sought;
use crate::profile::{Dossier, Evidence};

/// How well a candidate fits a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// What the profile proves, in hundredths of a percent: 7142 is a fit of 71.42.
    pub points: u32,
    /// What it would be if every unknown and every coarse date were settled in
    /// the candidate's favour.
    pub reach: u32,
    /// The day up to which time counts.
    pub as_of: Date,
    /// Required criteria that are met, of those that take points.
    pub required_met: (u32, u32),
    /// Conditions beside the points.
    pub gates: Vec<Gate>,
    /// Every criterion that takes points, in the order of the criteria.
    pub contributions: Vec<Contribution>,
    /// Ids of criteria that no profile can show: questions for the interview.
    pub questions: Vec<String>,
}

/// What one criterion adds to a fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// The criterion's id.
    pub id: String,
    /// Its points, of 10,000.
    pub points: u32,
    /// What share of them is earned, in thousandths: the product of the factors.
    pub credit: u32,
    /// Points earned: points × credit / 1000, rounded down.
    pub earned: u32,
    /// The same with unknowns and coarse dates in the candidate's favour.
    pub reach: u32,
    /// The weakest factor, by which the criterion is met as far as it is.
    pub level: Level,
    /// Whether the criterion counts as met.
    pub met: bool,
    /// How the names agree, in thousandths.
    pub name: u32,
    /// What backs the claim.
    pub evidence: Evidence,
    /// What the evidence earns, in thousandths.
    pub evidence_factor: u32,
    /// Share of the time asked, in thousandths; 1000 where none is asked.
    pub years: u32,
    /// Months asked, shown for certain, and possible with coarse dates.
    pub months: Option<Months>,
    /// Where the profile shows it, best first.
    pub places: Vec<Place>,
}

/// Months of a criterion with years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Months {
    /// Asked.
    pub asked: u32,
    /// Shown for certain.
    pub certain: u32,
    /// Possible, where dates are coarse.
    pub possible: u32,
}

/// A place in the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `work[2].highlights[0]`.
    pub path: String,
    /// The words there.
    pub words: String,
    /// What they say, where it is not plain: "spelled like Kubernetes", "expired 2024-05".
    pub note: String,
}

/// The weakest factor of a contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Every factor is whole.
    Full,
    /// Found through a near spelling.
    Spelled,
    /// Proven by a certificate, not by work.
    Certificate,
    /// Listed, and work shows a relative.
    Backed,
    /// Dated work shows it from afar.
    Soft,
    /// A relative, or the broader held for the narrower asked.
    Kin,
    /// Only listed.
    Stated,
    /// Less time, a lower rung, another field than asked.
    Short,
    /// The profile does not show it.
    Absent,
    /// The profile has no such section.
    Unknown,
}

impl Level {
    /// The word for it in output.
    pub fn name(self) -> &'static str {
        match self {
            Level::Full => "full",
            Level::Spelled => "spelled",
            Level::Certificate => "certificate",
            Level::Backed => "backed",
            Level::Soft => "soft",
            Level::Kin => "kin",
            Level::Stated => "stated",
            Level::Short => "short",
            Level::Absent => "absent",
            Level::Unknown => "unknown",
        }
    }
}

impl Fit {
    /// The fit as a decimal with two places: `71.42`.
    pub fn decimal(hundredths: u32) -> String {
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    }

    /// Passed, failed or unknown: failed if any gate is, else unknown if any is.
    pub fn gate_state(&self) -> GateState {
        let has = |state| self.gates.iter().any(|g| g.state == state);
        match () {
            () if has(GateState::Failed) => GateState::Failed,
            () if has(GateState::Unknown) => GateState::Unknown,
            () => GateState::Passed,
        }
    }
}

/// Scores one dossier. For many, make a [`Role`] once and call [`Role::score`].
pub fn score(rules: &Rules, criteria: &Criteria, dossier: &Dossier, as_of: Date) -> Fit {
    Role::new(rules, criteria).score(dossier, as_of)
}

impl Role {
    /// The points of one dossier, and nothing else of its fit.
    pub(crate) fn points(&self, dossier: &Dossier, as_of: Date) -> u32 {
        self.asked().iter().filter(|a| a.points > 0).map(|a| self.contribution(a, dossier, Month::of(as_of)).earned).sum()
    }

    /// What a profile must hold to have any points at all.
    pub(crate) fn sought(&self) -> Sought {
        let mut sought = Sought::default();
        for asked in self.asked().iter().filter(|a| a.points > 0) {
            let kind = self.criteria.criteria[asked.index].kind;
            sought.degrees |= kind == Kind::Education;
            sought.languages |= kind == Kind::Language;
            for name in &asked.names {
                sought.concepts.extend(name.paying.iter().map(|(concept, _)| *concept));
                if name.worded {
                    sought.stems.extend(name.stems.iter().cloned());
                }
            }
        }
        sought
    }

    /// Scores one dossier at a day.
    pub fn score(&self, dossier: &Dossier, as_of: Date) -> Fit {
        let month = Month::of(as_of);
        let mut fit = Fit {
            points: 0,
            reach: 0,
            as_of,
            required_met: (0, 0),
            gates: Vec::new(),
            contributions: Vec::with_capacity(self.asked().len()),
            questions: Vec::new(),
        };
        for asked in self.asked() {
            let criterion = &self.criteria.criteria[asked.index];
            if criterion.gate {
                fit.gates.push(gates::judge(self.rules(), criterion, dossier));
            } else if criterion.kind == Kind::Trait && asked.points == 0 {
                fit.questions.push(criterion.id.clone());
            } else {
                let contribution = self.contribution(asked, dossier, month);
                fit.points += contribution.earned;
                fit.reach += contribution.reach;
                if criterion.strength == Strength::Required {
                    fit.required_met.0 += u32::from(contribution.met);
                    fit.required_met.1 += 1;
                }
                fit.contributions.push(contribution);
            }
        }
        fit
    }
}
