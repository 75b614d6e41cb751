//! Whose work a sentence tells: what others did, have or are, by the subject of each
//! clause, by who stands behind "by", and by what is said of a house that one works for.

use std::ops::Range;

use super::clause::{Clauses, prep};
use super::party::Party;
use crate::grammar::Cue;

/// Words of a sentence that are not the person's own work.
#[derive(Debug)]
pub(super) struct Told {
    pub tokens: Range<usize>,
    /// As rules of `rules/claims.toml` say it: `others`, `denied`, `wished`, `heard`, `soft`; or `own`.
    pub class: &'static str,
}

/// What of a sentence is others' work, and what of it became one's own (`own`).
pub(super) fn read(clauses: &Clauses) -> Vec<Told> {
    let mut told = Vec::new();
    let first = clauses.first(&(0..clauses.len()));
    let over = clauses.word(first) != "took" || matches!(clauses.word(first + 1), "over" | "on");
    if clauses.has(first, Cue::TakenOver) && over {
        told.push(Told { tokens: first..clauses.end(first + 1), class: "own" });
    }
    let parties = clauses.parties();
    for party in parties.iter().filter(|p| !p.own) {
        let verb = clauses.verb_of(party);
        let found = verb.and_then(|verb| acted(clauses, party, verb)).or_else(|| agent(clauses, party)).or_else(|| holder(clauses, party));
        told.extend(found.map(|tokens| Told { tokens, class: "others" }));
        if verb.is_none() {
            told.extend(described(clauses, party).map(|tokens| Told { tokens, class: "others" }));
            told.extend(trade(clauses, party).map(|tokens| Told { tokens, class: "others" }));
            told.extend(watched(clauses, party).map(|tokens| Told { tokens, class: "heard" }));
        }
    }
    told.extend(house(clauses).map(|tokens| Told { tokens, class: "others" }));
    told.retain(|t| !t.tokens.is_empty());
    told
}

/// The clause of a subject that acts: "the vendor's engineers wrote all the Terraform".
fn acted(clauses: &Clauses, party: &Party, verb: usize) -> Option<Range<usize>> {
    let from = party.tokens.start;
    let next = (verb + 1..clauses.len()).find(|&i| !clauses.adverb(i) && clauses.word(i) != "been")?;
    // "Nurses were trained on Epic": who did it is not said, and stands as the person.
    let passive = (clauses.be(verb) || matches!(clauses.word(verb), "have" | "has" | "had") && clauses.word(next - 1) == "been")
        && (clauses.ed(next) || clauses.has(next, Cue::Acts) || clauses.has(next, Cue::Praised));
    let joins = from.checked_sub(1).map_or("", |at| clauses.word(at));
    // "templates so that nurses could chart": what one made possible.
    let base = verb == party.tokens.end && !clauses.finite(verb);
    let enabled = matches!(joins, "so" | "that" | "where") && (base || matches!(clauses.word(verb), "can" | "could" | "would" | "will"));
    let asks =
        clauses.has(verb, Cue::Needs) || clauses.has(next, Cue::Needs) && (clauses.be(verb) || matches!(clauses.word(verb), "had" | "have" | "has" | "would"));
    // "colleagues came to me with their questions": they came for the person's work.
    let to_me = (verb + 1..clauses.len().min(verb + 4)).any(|i| matches!(clauses.word(i), "me" | "us"))
        && matches!(clauses.word(verb), "came" | "come" | "comes" | "turned" | "turn" | "called" | "call");
    if passive || to_me || enabled || asks && !clauses.has(party.head, Cue::Employers) {
        return None;
    }
    let inner = joins != "and" && joins != "or" && clauses.opener(from.wrapping_sub(1)) && !matches!(joins, "but" | "so");
    let end = acting_end(clauses, verb, inner);
    // "under my lead", "use my Vue parts".
    let end_of = |i: usize| matches!(clauses.word(i), "me" | "us") && matches!(clauses.word(i - 1), "from" | "by" | "through" | "under" | "with");
    // "sent me their questions", "hired me for my maps"
    let asked = (verb + 1..end.min(verb + 3))
        .any(|i| matches!(clauses.word(i), "me" | "us") && matches!(clauses.word(i + 1), "to" | "for" | "as" | "on" | "onto"))
        || (verb + 1..end).any(|i| matches!(clauses.word(i), "questions" | "problems" | "queries" | "requests")) && clauses.word(verb + 1) == "me";
    let mine = asked
        || (verb..end).any(|i| end_of(i) || clauses.word(i) == "my" && (i < verb + 3 || matches!(clauses.word(i - 1), "under" | "through" | "by" | "thanks")));
    if mine {
        return None;
    }
    let bare =
        (verb + 1..end).all(|i| clauses.adverb(i) || prep(clauses.word(i)) || matches!(clauses.word(i), "it" | "them" | "that" | "this" | "me" | "us" | "up"));
    let clause = clauses.around(from);
    let before = from.checked_sub(1).is_some_and(|at| clauses.comma(at) || !clauses.opener(at) && !clauses.stop(at));
    // "Database patches the vendor did."
    let from = if bare && before && !clauses.own(&clause) { clause.start } else { from };
    Some(from..end)
}

/// Where the clause of another's deed ends.
fn acting_end(clauses: &Clauses, verb: usize, inner: bool) -> usize {
    let end = clauses.end(verb + 1);
    let speaks = |i: usize| clauses.pronoun(i) && clauses.finite(i + 1) && !clauses.opener(i - 1);
    (verb + 1..end).find(|&i| speaks(i) || clauses.comma(i) && (inner || turns(clauses, i, end))).unwrap_or(end)
}

/// Whether the person's own work goes on behind a comma: "the vendor chose Oracle, moved it to
/// Leeds myself". With a last "and kept it" the verbs are all the subject's.
fn turns(clauses: &Clauses, comma: usize, end: usize) -> bool {
    let next = (comma + 1..end).find(|&i| !clauses.adverb(i) && !matches!(clauses.word(i), "and" | "so" | "then")).unwrap_or(end);
    let listed = (next + 1..end).any(|i| clauses.word(i) == "and" && (clauses.finite(i + 1) || clauses.adverb(i + 1) && clauses.finite(i + 2)));
    clauses.pronoun(next) || clauses.opens(next) && next < end && !clauses.word(next).ends_with("ing") && !listed && clauses.word(comma + 1) != "and"
}

/// What was done by others: "deals were logged in Salesforce by the inside reps".
fn agent(clauses: &Clauses, party: &Party) -> Option<Range<usize>> {
    let mut by = party.tokens.start.checked_sub(1)?;
    // "by visiting staff"
    by -= usize::from(by > 0 && clauses.word(by).ends_with("ing") && clauses.word(by - 1) == "by");
    if clauses.word(by) != "by" {
        return None;
    }
    let clause = clauses.around(by);
    let participle = (clause.start.max(by.saturating_sub(9))..by).rev().find(|&i| participle(clauses, i))?;
    let first = clauses.first(&clause);
    let passive = (first..participle).any(|i| clauses.be(i));
    let visiting = by + 1 < party.tokens.start;
    // "Was booked by three studios": the person was.
    if participle == first || clauses.be(first) || visiting && !passive || clauses.has(participle, Cue::Praised) || clauses.has(participle, Cue::Needs) {
        return None;
    }
    if !clauses.own(&clause) {
        let checked = (first..participle).any(|i| clauses.comma(i)) && !passive;
        return (!checked).then_some(clause);
    }
    // What others had made, and one took on, is one's own.
    (!clauses.has(first, Cue::TakenOver) && !clauses.pronoun(first)).then_some(first + 1..clause.end)
}

/// "written", "made": what was done to a thing.
fn participle(clauses: &Clauses, i: usize) -> bool {
    clauses.ed(i)
        || matches!(
            clauses.word(i),
            "used"
                | "done"
                | "written"
                | "run"
                | "drawn"
                | "given"
                | "taken"
                | "grown"
                | "sewn"
                | "chosen"
                | "driven"
                | "shown"
                | "known"
                | "built"
                | "made"
                | "kept"
                | "led"
                | "taught"
                | "sold"
                | "sent"
                | "held"
                | "set"
                | "cut"
                | "brought"
                | "bought"
                | "left"
                | "found"
                | "understood"
                | "drafted"
        )
}

/// A thing of which it is said who has it: "payroll sits with the head office",
/// "Moodle was my deputy's job".
fn holder(clauses: &Clauses, party: &Party) -> Option<Range<usize>> {
    let before = party.tokens.start.checked_sub(1)?;
    let clause = clauses.around(before);
    let first = clauses.first(&clause);
    let thing = !clauses.own(&clause) && party.tokens.start > first;
    if party.owner {
        let of = clauses.be(before) || clauses.adverb(before) && before > 0 && clauses.be(before - 1);
        if of && thing {
            return Some(clause);
        }
    }
    if !matches!(clauses.word(before), "with" | "to" | "from" | "at" | "on") {
        return None;
    }
    // "reports in SSRS, handed over to a student": one's own till then.
    let near = |i: &usize| clauses.has(*i, Cue::Assigned) && !(*i > 0 && clauses.comma(*i - 1));
    let verb = (clause.start.max(before.saturating_sub(6))..before).rev().find(near)?;
    let left = verb == first && matches!(clauses.word(verb), "left" | "outsourced" | "subcontracted")
        || clauses.pronoun(first) && matches!(clauses.word(verb), "left");
    // "the reports went to others, the hard SQL came to me"
    let turn = (party.tokens.end..clause.end).find(|&i| clauses.comma(i) && (i..clause.end).any(|k| matches!(clauses.word(k), "me" | "mine" | "my" | "us")));
    (thing && verb > first || left).then(|| clause.start..turn.unwrap_or(clause.end))
}

/// What is said of people or a house that one worked with or for: "a firm that installs HVAC
/// systems", "a bakery certified to HACCP".
fn described(clauses: &Clauses, party: &Party) -> Option<Range<usize>> {
    if party.owner || clauses.has(party.head, Cue::Served) {
        return None;
    }
    let clause = clauses.around(party.head);
    let alone = clause.clone().take(3).any(|i| matches!(clauses.word(i), "only" | "first" | "sole" | "one"));
    let mut from = party.tokens.end;
    // "a firm in Leeds that …", "a firm, which …"
    if prep(clauses.word(from)) && clauses.word(from) != "to" {
        let skipped = (from + 1..clauses.len().min(from + 5)).find(|&i| clauses.relative(i) || clauses.stop(i) || clauses.comma(i) || clauses.finite(i))?;
        from = skipped;
    }
    if clauses.comma(from) && clauses.relative(from + 1) {
        from += 1;
    }
    let relative = clauses.relative(from) || from == party.tokens.end && clauses.word(from) == "that" && !clauses.determiner(from + 1);
    let house = clauses.has(party.head, Cue::Employers);
    // "the hosting bill of the mill halved" says it of the bill.
    let of = party.tokens.start.checked_sub(1).is_some_and(|at| clauses.word(at) == "of") && !matches!(clauses.word(party.tokens.start), "a" | "an");
    let reduced = from == party.tokens.end
        && !of
        && (house || party.many)
        && clauses.word(party.head) != "others"
        && (clauses.word(from).ends_with("ing") || clauses.ed(from) || matches!(clauses.word(from), "known" | "full" | "famous" | "renowned" | "proud"));
    if alone || !relative && !reduced || clauses.pronoun(from + 1) || clauses.word(from + 1) == "my" {
        return None;
    }
    let governs = clauses.governs(party.tokens.start);
    let object = !party.tokens.start.checked_sub(1).is_some_and(|at| matches!(clauses.word(at), "for" | "at" | "from" | "to"));
    if governs.is_some_and(|verb| object && clauses.has(verb, Cue::Heads) || reduced && clauses.has(verb, Cue::TakenOver)) {
        return None;
    }
    // What one made for a house is not the house's: only what follows at once is.
    let end = clauses.end(from + 1);
    let until = (from + 1..end).find(|&i| clauses.comma(i) || clauses.word(i) == "and" && clauses.opens(i + 1) && !relative).unwrap_or(end);
    Some(from..until)
}

/// The trade of people that one stood near, hired or served: "a floor with a dozen React developers".
fn trade(clauses: &Clauses, party: &Party) -> Option<Range<usize>> {
    let from = party.tokens.start;
    let many = party.many || clauses.has(party.head, Cue::Bodies);
    let named = party.tokens.clone().any(|i| i < party.head && clauses.named(i))
        && (!clauses.named(party.head)
            || clauses.has(party.head, Cue::People)
                && !matches!(
                    clauses.word(party.head),
                    "partner" | "partners" | "vendor" | "vendors" | "supplier" | "suppliers" | "contractor" | "contractors"
                ));
    // "unit", "team" as an object of work, or in a headline, is no one's trade.
    let set = clauses.determiner(from) || clauses.word(from + 1) == "'" || clauses.has(party.head, Cue::People);
    let object = clauses.has(party.head, Cue::Bodies) && from.checked_sub(1).is_some_and(|at| !prep(clauses.word(at)) && clauses.word(at) != "and");
    if !many || !named || clauses.has(party.head, Cue::Served) || party.owner {
        return None;
    }
    let within = from.checked_sub(1).is_some_and(|at| matches!(clauses.word(at), "as" | "in" | "on" | "within" | "of" | "into" | "joined"));
    let lead = clauses.governs(from).is_some_and(|verb| clauses.has(verb, Cue::Heads) || clauses.word(verb) == "joined");
    let moved =
        clauses.governs(from).is_some_and(|verb| matches!(clauses.word(verb), "seconded" | "assigned" | "transferred" | "promoted" | "attached" | "moved"));
    (!within && !lead && !moved && set && !object && from > 0 && !clauses.comma(from - 1)).then(|| party.tokens.clone())
}

/// What one looked on at: "stood beside the surgeon during the biopsy".
fn watched(clauses: &Clauses, party: &Party) -> Option<Range<usize>> {
    let from = party.tokens.start;
    let beside = (from.saturating_sub(2)..from).any(|i| matches!(clauses.word(i), "beside" | "behind" | "near"));
    let verb = clauses.governs(from).map_or("", |verb| clauses.word(verb));
    if !(matches!(verb, "watched" | "watching") || beside && matches!(verb, "stood" | "sat" | "stand")) {
        return None;
    }
    let end = clauses.end(party.tokens.end);
    let until = (party.tokens.end..end).find(|&i| matches!(clauses.word(i), "and" | "to") || clauses.comma(i)).unwrap_or(end);
    Some(from..until)
}

/// What "whose" says of a house: "joined a start-up whose back end is written in Elixir".
fn house<'s>(clauses: &'s Clauses) -> impl Iterator<Item = Range<usize>> + 's {
    (1..clauses.len()).filter(|&i| clauses.word(i) == "whose" || clauses.relative(i)).filter_map(move |whose| {
        // "sold a product that runs on Kafka"
        let clause = clauses.around(whose);
        let first = clauses.first(&clause);
        if clauses.word(whose) != "whose" {
            let sold = clauses.has(first, Cue::Dealt) || clauses.pronoun(first) && clauses.has(first + 1, Cue::Dealt);
            return (sold && !clauses.pronoun(whose + 1)).then(|| whose..(whose..clause.end).find(|&i| clauses.comma(i)).unwrap_or(clause.end));
        }
        let article = (whose.saturating_sub(6)..whose).rev().find(|&i| matches!(clauses.word(i), "a" | "an" | "the"))?;
        let before = article.checked_sub(1)?;
        let worked = matches!(clauses.word(before), "at" | "for" | "joined" | "to" | "from" | "join" | "left");
        let end = clauses.end(whose);
        worked.then(|| whose..(whose..end).find(|&i| clauses.comma(i)).unwrap_or(end))
    })
}

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::profile::Evidence;
    use crate::profile::prose::Told;

    /// What sentences claim of the name between «».
    fn claimed(rules: &Rules, marked: &str) -> Evidence {
        let name = marked.split_once('«').and_then(|(_, rest)| rest.split_once('»')).expect("marks a name").0;
        let text = marked.replace(['«', '»'], "");
        let told = Told::new(crate::mention::Reading::of_profile(rules, &text));
        let of_it = told.claims(Evidence::Shown, false).filter(|(m, _)| told.reading().line.slice(m.tokens.start, m.tokens.end) == name);
        of_it.map(|(_, evidence)| evidence).max().unwrap_or(Evidence::None)
    }

    #[test]
    fn work_of_others_is_not_claimed() {
        let rules = Rules::builtin();
        for text in [
            "The dye house's engineers wrote the «Terraform»; my part was the invoices.",
            "A man from the loom works looked after «Kafka» while I wove.",
            "My cousin keeps «QuickBooks», I hand her the receipts.",
            "Orders were entered in «Salesforce» by the inside reps.",
            "«Payroll» sits with the head office.",
            "The «Docker» images were left to a freelancer.",
            "Drove a van for a mill whose looms run on «Elixir».",
            "Sold a loom planner that runs on «Kafka».",
            "Shared a dye house with a dozen «Kotlin» developers.",
            "Before my time the mill ran on «Magento».",
            "The DBAs did the «Oracle» tuning.",
            "The «Kubernetes» cluster was supported by an outside vendor.",
            "The «React» apps were tested by an outside firm.",
            "A developer from the agency built the shop in «Magento».",
            "Wrote the guide while the consultants configured «SAP».",
            "I phone it in; the office types it into «Salesforce».",
            "The iOS team moved to «SwiftUI» that year.",
            "The infrastructure people write «Terraform» down the hall.",
            "Held the ladder while the electricians wired the «PLC».",
            "Two analysts upstairs keep the «SQL» alive.",
            "The «Oracle» side another team owned.",
            "Our hosting company keeps the «Kubernetes» nodes healthy.",
            "In a team that used «Splunk», I took care of the tickets.",
            "Support desk at a company that ran «SAP».",
        ] {
            assert_eq!(claimed(&rules, text), Evidence::None, "{text}");
        }
    }

    #[test]
    fn what_was_not_done_is_not_claimed() {
        let rules = Rules::builtin();
        for text in [
            "Not once was I asked to touch «Kafka».",
            "«Django» never came up at the mill.",
            "The move to «Azure» was shelved in the spring.",
            "I will sit the «CISSP» in the autumn.",
            "Would gladly go into «Ansible» later on.",
            "What I want from the next mill is «Rust».",
            "We looked at «Snowflake» and walked away.",
        ] {
            assert_eq!(claimed(&rules, text), Evidence::None, "{text}");
        }
        for text in ["Schoolbook «JavaScript», no more.", "Just enough «Tableau» to open a workbook.", "My «Python» stops at a simple loop."] {
            assert_eq!(claimed(&rules, text), Evidence::Soft, "{text}");
        }
    }

    #[test]
    fn ones_own_work_with_others_is_claimed() {
        let rules = Rules::builtin();
        for text in [
            "Led a crew that moved the looms to «Kubernetes».",
            "Managed contractors who built the «React» pages of the mill.",
            "Inherited «Terraform» written by an agency and rewrote it.",
            "The vendor wrote a draft in PHP; I rewrote it in «Python».",
            "While the vendor dragged its feet, I patched «Jenkins» myself.",
            "Reported to a dyer who never wrote code, and built the «Django» pages alone.",
            "Colleagues came to me with their «SQL» questions.",
            "The only one in the mill who could write «VBA».",
            "Without any help from others, set up «Zabbix» on forty looms.",
            "Loom reports in «SSRS», handed over to a student.",
            "Hoping for speed, rewrote the core in «Rust».",
            "Nobody else knew «Ansible», so all playbooks were mine.",
        ] {
            assert_eq!(claimed(&rules, text), Evidence::Shown, "{text}");
        }
    }
}
