//! Fits as JSON, by the contract: keys are only ever added.

use serde_json::{Value, json};

use super::{Report, SCHEMA, gaps};
use crate::fit::{Contribution, Fit, Gate, Place, Shown, Standing};

fn hundredths(points: u32) -> f64 {
    f64::from(points) / 100.0
}

/// One fit, explained.
pub fn fit_json(report: &Report) -> Value {
    let Report { criteria, fit, .. } = report;
    let digests: serde_json::Map<String, Value> = report.digests.iter().map(|(name, digest)| ((*name).to_owned(), json!(digest))).collect();
    let contributions: Vec<Value> = fit.contributions.iter().map(|c| contribution(report, c)).collect();
    let questions: Vec<Value> = fit
        .questions
        .iter()
        .filter_map(|id| criteria.criteria.iter().find(|c| c.id == *id))
        .map(|c| json!({ "id": c.id, "asked": c.names(), "quote": c.quote() }))
        .collect();
    let gaps: Vec<Value> = gaps(report).into_iter().map(|g| json!({ "id": g.id, "points": g.points, "why": g.why })).collect();
    let mut said = json!({
        "schema": SCHEMA,
        "title": criteria.title,
        "company": criteria.company,
        "profile": report.profile,
        "as_of": fit.as_of.to_string(),
        "fit": hundredths(fit.points),
        "reach": hundredths(fit.reach),
        "required_met": required(fit),
        "gate": fit.gate_state().name(),
        "gates": gates(&fit.gates),
        "contributions": contributions,
        "gaps": gaps,
        "questions": questions,
        "digests": digests,
    });
    if let Some(guesses) = report.guesses {
        said["resume"] = json!({ "guesses": guesses });
    }
    said
}

fn required(fit: &Fit) -> Value {
    json!({ "met": fit.required_met.0, "of": fit.required_met.1 })
}

fn gates(gates: &[Gate]) -> Value {
    gates.iter().map(|g| json!({ "id": g.id, "state": g.state.name(), "why": g.why })).collect()
}

fn contribution(report: &Report, c: &Contribution) -> Value {
    let source = report.criteria.criteria.iter().find(|k| k.id == c.id).and_then(|k| k.sources.first());
    let mut out = json!({
        "id": c.id, "points": c.points, "credit": c.credit, "earned": c.earned, "reach": c.reach, "level": c.level.name(), "met": c.met,
        "factors": { "name": c.name, "evidence": c.evidence_factor, "years": c.years },
        "evidence": c.evidence.name(),
    });
    if let Some(m) = c.months {
        out["months"] = json!({ "asked": m.asked, "certain": m.certain, "possible": m.possible });
    }
    if let Some(source) = source {
        out["source"] = json!({ "line": source.line, "quote": source.quote, "span": source.span });
    }
    out["places"] = places(&c.places);
    out
}

fn places(places: &[Place]) -> Value {
    places
        .iter()
        .map(|p| {
            let mut place = json!({ "path": p.path, "words": p.words });
            if !p.note.is_empty() {
                place["note"] = json!(p.note);
            }
            place
        })
        .collect()
}

/// One line of a shortlist.
pub fn standing_json(rank: usize, standing: &Standing) -> Value {
    let Standing { id, fit } = standing;
    json!({
        "rank": rank, "id": id, "fit": hundredths(fit.points), "reach": hundredths(fit.reach),
        "required_met": required(fit), "gate": fit.gate_state().name(), "gates": gates(&fit.gates),
    })
}

/// What a profile shows of a name.
pub fn shown_json(shown: &Shown) -> Value {
    json!({
        "name": shown.name, "concept": shown.concept, "evidence": shown.evidence.name(),
        "months": [shown.months.certain, shown.months.possible], "places": places(&shown.places),
    })
}
