//! What is missing, in the order of the points that it would bring.

use super::{Report, duration};
use crate::criteria::Criterion;
use crate::fit::{Contribution, Level};

/// A criterion that is not wholly met, and what that says to the reader. It
/// never advises to claim what is not so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The criterion's id.
    pub id: String,
    /// What it asks, in a few words.
    pub asked: String,
    /// Points that it would bring, in hundredths of a percent.
    pub points: u32,
    /// What stands in the way.
    pub why: String,
}

/// The gaps of a fit, the dearest first.
pub fn gaps(report: &Report) -> Vec<Gap> {
    let mut found: Vec<Gap> = report
        .fit
        .contributions
        .iter()
        .filter(|c| c.earned < c.points)
        .filter_map(|c| {
            let criterion = report.criteria.criteria.iter().find(|k| k.id == c.id)?;
            Some(Gap { id: c.id.clone(), asked: asked(criterion), points: c.points - c.earned, why: why(c) })
        })
        .collect();
    found.sort_by(|a, b| b.points.cmp(&a.points).then_with(|| a.id.cmp(&b.id)));
    found
}

/// What a criterion asks in a few words: `5+ years Python or Go`.
pub(super) fn asked(criterion: &Criterion) -> String {
    let years = criterion.min_years.map_or(String::new(), |y| format!("{y}+ years "));
    let most = criterion.max_years.filter(|_| criterion.min_years.is_none()).map_or(String::new(), |y| format!("up to {y} years "));
    let several = if criterion.at_least > 1 { format!("{} of ", criterion.at_least) } else { String::new() };
    let fields: Vec<&str> = criterion.field.iter().map(|f| f.text.as_str()).collect();
    let field = if fields.is_empty() { String::new() } else { format!(" in {}", fields.join(" or ")) };
    let fluency = if criterion.fluency.is_empty() { String::new() } else { format!(" ({})", criterion.fluency) };
    let equivalent = if criterion.or_equivalent { " or equivalent" } else { "" };
    super::harmless(&format!("{years}{most}{several}{}{field}{fluency}{equivalent}", criterion.names()))
}

fn why(c: &Contribution) -> String {
    let place = c.places.first().map_or("", |p| p.path.as_str());
    match c.level {
        Level::Stated => format!("listed in {place}; no dated work shows it or a relative"),
        Level::Backed => format!("listed in {place}; dated work shows a relative, not the thing itself"),
        Level::Soft => format!("{place} shows it from afar only"),
        Level::Kin => format!("one step away: {place} shows a relative"),
        Level::Spelled => format!("read through a near spelling in {place}"),
        Level::Certificate => format!("{place} proves the knowledge; no dated work shows it"),
        Level::Short => match c.months {
            Some(m) if m.certain < m.asked => {
                let coarse = if m.possible > m.certain { format!("; up to {} where dates are coarse", duration(m.possible)) } else { String::new() };
                format!("{} of {} shown{coarse}", duration(m.certain), duration(m.asked))
            }
            _ => "shown, but less or other than asked".into(),
        },
        Level::Unknown => "the profile has no such section; ask".into(),
        Level::Absent | Level::Full => "the profile does not show it".into(),
    }
}
