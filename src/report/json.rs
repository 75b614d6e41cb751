//! Fits as JSON, by the contract: keys are only ever added.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Digests, Report, SCHEMA, gaps};
use crate::criteria::{Source, Strength, Weight};
use crate::fit::{Contribution, Explained, Fit, Gate, Months, Place, Shown, Standing};
use crate::profile::Withheld;

/// The report of one fit.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Report"))]
pub(crate) struct FitReport<'a> {
    /// `rolefit/report/1`.
    schema: &'static str,
    /// Title of the role.
    title: &'a str,
    /// The employer.
    company: &'a str,
    /// The profile's id.
    profile: &'a str,
    /// The day up to which months count.
    as_of: String,
    /// What the profile proves, 0 to 100, two decimals.
    fit: f64,
    /// What it would be with every unknown and coarse date in its favour.
    reach: f64,
    /// Required criteria met.
    required_met: RequiredMet,
    /// How the gates stand together: passed, failed, unknown.
    gate: &'static str,
    /// Conditions beside the points.
    gates: Vec<GateState<'a>>,
    /// What each criterion earned; `earned` sums to fit × 100.
    contributions: Vec<Earned<'a>>,
    /// What is missing, by the points that it would bring.
    gaps: Vec<Missing>,
    /// What no profile can show: for the interview.
    questions: Vec<Question<'a>>,
    /// What the fit rests on.
    digests: &'a Digests,
    /// Said where the profile was read from a résumé.
    #[serde(skip_serializing_if = "Option::is_none")]
    resume: Option<Imported>,
}

/// The profile was read from a résumé.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Imported {
    /// How many of its readings are guesses.
    guesses: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RequiredMet {
    /// Required criteria with evidence shown or backed, no mere relative, and the years reached.
    met: u32,
    /// Required criteria that take points.
    of: u32,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct GateState<'a> {
    /// The criterion's id.
    id: &'a str,
    /// passed, failed, unknown.
    state: &'static str,
    /// Why.
    why: &'a str,
}

/// What one criterion earned.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Earned<'a> {
    /// The criterion's id.
    id: &'a str,
    /// How hard it is asked.
    strength: Option<Strength>,
    /// Its points, of 10,000.
    points: u32,
    /// The share earned, in thousandths: the product of the factors.
    credit: u32,
    /// points × credit / 1000, rounded down.
    earned: u32,
    /// The same with unknowns and coarse dates in the candidate's favour.
    reach: u32,
    /// The weakest factor.
    level: &'static str,
    /// Whether it counts as met.
    met: bool,
    /// The three factors, in thousandths.
    factors: Factors,
    /// shown, backed, soft, stated, none.
    evidence: &'static str,
    /// Relative weights.
    weight: Weights,
    /// Months asked and shown, where time is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<Time>,
    /// Where the posting asks it.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<AskedAt<'a>>,
    /// Where the profile shows it, best first.
    places: Vec<ShownAt<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Factors {
    /// How the names agree.
    name: u32,
    /// What the evidence earns.
    evidence: u32,
    /// The share of the time asked.
    years: u32,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Weights {
    /// What rolefit's own rules suggest.
    #[cfg_attr(test, schemars(with = "f64"))]
    suggested: Weight,
    /// What made the points: the criteria file's, or that of the rules in force.
    #[cfg_attr(test, schemars(with = "f64"))]
    applied: Weight,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Time {
    /// Months asked.
    asked: u32,
    /// Months shown for certain.
    certain: u32,
    /// Months possible with coarse dates.
    possible: u32,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AskedAt<'a> {
    /// Line of the posting, from 1; 0 where unknown.
    line: usize,
    /// The words, verbatim.
    quote: &'a str,
    /// Bytes of the posting's text.
    span: Option<(usize, usize)>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ShownAt<'a> {
    /// `work[2].highlights[0]`.
    path: &'a str,
    /// The words there.
    words: &'a str,
    /// What they say, where it is not plain: "spelled like Kubernetes".
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Missing {
    /// The criterion's id.
    id: String,
    /// Hundredths of a percent that it would bring.
    points: u32,
    /// What stands in the way.
    why: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Question<'a> {
    /// The criterion's id.
    id: &'a str,
    /// What is asked.
    asked: String,
    /// The posting's words.
    quote: &'a str,
}

fn hundredths(points: u32) -> f64 {
    f64::from(points) / 100.0
}

/// One fit, explained.
pub fn fit_json(report: &Report) -> Value {
    let Report { criteria, fit, .. } = report;
    let questions = fit.questions.iter().filter_map(|id| criteria.criteria.iter().find(|c| c.id == *id));
    value(&FitReport {
        schema: SCHEMA,
        title: &criteria.title,
        company: &criteria.company,
        profile: report.profile,
        as_of: fit.as_of.to_string(),
        fit: hundredths(fit.points),
        reach: hundredths(fit.reach),
        required_met: required(fit),
        gate: fit.gate_state().name(),
        gates: gates(&fit.gates),
        contributions: fit.contributions.iter().map(|c| earned(report, c)).collect(),
        gaps: gaps(report).into_iter().map(|g| Missing { id: g.id, points: g.points, why: g.why }).collect(),
        questions: questions.map(|c| Question { id: &c.id, asked: c.names(), quote: c.quote() }).collect(),
        digests: report.digests,
        resume: report.guesses.map(|guesses| Imported { guesses }),
    })
}

fn value(of: &impl Serialize) -> Value {
    serde_json::to_value(of).expect("a report has no keys that JSON lacks")
}

fn required(fit: &Fit) -> RequiredMet {
    RequiredMet { met: fit.required_met.0, of: fit.required_met.1 }
}

fn gates(gates: &[Gate]) -> Vec<GateState<'_>> {
    gates.iter().map(|g| GateState { id: &g.id, state: g.state.name(), why: &g.why }).collect()
}

fn earned<'a>(report: &'a Report, c: &'a Contribution) -> Earned<'a> {
    let criterion = report.criteria.criteria.iter().find(|k| k.id == c.id);
    let source = |s: &'a Source| AskedAt { line: s.line, quote: &s.quote, span: s.span };
    Earned {
        id: &c.id,
        strength: criterion.map(|k| k.strength),
        points: c.points,
        credit: c.credit,
        earned: c.earned,
        reach: c.reach,
        level: c.level.name(),
        met: c.met,
        factors: Factors { name: c.name, evidence: c.evidence_factor, years: c.years },
        evidence: c.evidence.name(),
        weight: Weights { suggested: criterion.map(|k| k.suggested).unwrap_or_default(), applied: criterion.map(|k| k.weight).unwrap_or_default() },
        months: c.months.map(|Months { asked, certain, possible }| Time { asked, certain, possible }),
        source: criterion.and_then(|k| k.sources.first()).map(source),
        places: places(&c.places),
    }
}

fn places(places: &[Place]) -> Vec<ShownAt<'_>> {
    places.iter().map(place).collect()
}

fn place(p: &Place) -> ShownAt<'_> {
    ShownAt { path: &p.path, words: &p.words, note: &p.note }
}

/// One criterion opened.
pub fn explained_json(report: &Report, explained: &Explained) -> Value {
    let considered: Vec<Value> = explained
        .considered
        .iter()
        .map(|c| {
            json!({
                "place": value(&place(&c.place)), "name": c.name, "evidence": c.evidence.name(), "evidence_factor": c.evidence_factor,
                "pays": c.pays, "level": c.level.name(),
            })
        })
        .collect();
    let intervals: Vec<Value> =
        explained.intervals.iter().map(|i| json!({ "path": i.path, "certain": i.certain, "possible": i.possible, "fte": f64::from(i.fte) / 1000.0 })).collect();
    let mut out = value(&earned(report, &explained.contribution));
    out["considered"] = json!(considered);
    out["intervals"] = json!(intervals);
    out
}

/// One line of a shortlist.
pub fn standing_json(rank: usize, standing: &Standing) -> Value {
    let Standing { id, fit } = standing;
    json!({
        "rank": rank, "id": id, "fit": hundredths(fit.points), "reach": hundredths(fit.reach),
        "required_met": required(fit), "gate": fit.gate_state().name(), "gates": gates(&fit.gates),
    })
}

/// What a profile shows of a name, and where it is named and not, or not wholly, credited.
pub fn shown_json(shown: &Shown, withheld: &[Withheld]) -> Value {
    let of_it = withheld.iter().filter(|w| shown.concept.as_ref() == Some(&w.concept));
    json!({
        "name": shown.name, "concept": shown.concept, "evidence": shown.evidence.name(),
        "months": [shown.months.certain, shown.months.possible], "places": places(&shown.places),
        "withheld": of_it.map(|w| json!({ "path": w.place, "words": w.words, "why": w.why })).collect::<Value>(),
    })
}
