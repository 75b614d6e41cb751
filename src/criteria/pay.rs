//! What a posting says that the work pays.

use serde_json::{Value, json};

use super::Source;
use crate::grammar::Hit;
use crate::mention::Reading;
use crate::posting::Document;

/// A range of pay; one amount has both ends equal.
#[derive(Debug, Clone, PartialEq)]
pub struct Pay {
    /// The lower end, in units of the currency.
    pub from: f64,
    /// The upper end, no less than the lower.
    pub to: f64,
    /// Currency as its code; empty where unknown.
    pub currency: String,
    /// `hour`, `day`, `week`, `month`, `year`; a guess from the amount where the posting leaves it out.
    pub period: String,
    /// Where the posting says so.
    pub source: Source,
}

impl std::fmt::Display for Pay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let range = if self.from == self.to { number(self.from).to_string() } else { format!("{}–{}", number(self.from), number(self.to)) };
        let shown = format!("{} {range}", self.currency);
        write!(f, "{}", shown.trim())?;
        if self.period.is_empty() { Ok(()) } else { write!(f, " {} {}", if self.period == "hour" { "an" } else { "a" }, self.period) }
    }
}

/// Whole amounts without a fraction.
pub(super) fn number(amount: f64) -> Value {
    if amount.fract() == 0.0 { json!(amount as i64) } else { json!(amount) }
}

/// The pay that a hit tells, where it is plausible.
pub(super) fn pay(document: &Document, reading: &Reading, hit: &Hit, base: usize) -> Option<Pay> {
    let line = &reading.line;
    let said = |key: &str| hit.says(key, line).map(str::trim).filter(|s| !s.is_empty());
    let amount = |text: &str| text.replace(',', "").parse::<f64>().ok();
    let (mut from, upper) = (amount(said("from")?)?, said("to").and_then(amount));
    let mut to = upper.unwrap_or(from);
    // "$120–150k": the k is of both.
    if said("k").is_some() || said("k2").is_some() && from < 1000.0 {
        from *= 1000.0;
    }
    if said("k2").is_some() || said("k").is_some() && to < 1000.0 {
        to *= 1000.0;
    }
    let range = line.folded.source(hit.span.start)..line.folded.source(hit.span.end);
    let quote = line.source[range.clone()].trim();
    let period = said("per2").or(said("per")).map_or(guessed_period(to), period).to_owned();
    let plausible = from > 0.0 && from <= to && !period.is_empty();
    let start = base + range.start;
    plausible.then(|| Pay {
        from,
        to,
        currency: currency(line.source, &range).to_owned(),
        period,
        source: Source { quote: quote.to_owned(), line: document.line_of(start), span: Some((start, start + quote.len())) },
    })
}

fn period(word: &str) -> &'static str {
    match word {
        "hour" | "hr" | "hourly" => "hour",
        "day" | "daily" => "day",
        "week" | "weekly" => "week",
        "month" | "monthly" => "month",
        _ => "year",
    }
}

/// Without a word for it, five figures are a year's pay and two an hour's; what
/// lies between is anything.
fn guessed_period(to: f64) -> &'static str {
    match to {
        t if t >= 10_000.0 => "year",
        t if (7.0..250.0).contains(&t) => "hour",
        _ => "",
    }
}

/// The currency by its code, or its sign: a `$` without more is the US dollar.
fn currency(source: &str, range: &std::ops::Range<usize>) -> &'static str {
    // "CA$90k", "$90k CAD": the code may stand on either side.
    let around: String = source[range.start..].chars().take(range.len() + 6).collect::<String>().to_uppercase();
    let codes = [
        ("USD", "USD"),
        ("EUR", "EUR"),
        ("GBP", "GBP"),
        ("CAD", "CAD"),
        ("AUD", "AUD"),
        ("CHF", "CHF"),
        ("INR", "INR"),
        ("SGD", "SGD"),
        ("CA$", "CAD"),
        ("AU$", "AUD"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("₹", "INR"),
        ("$", "USD"),
    ];
    codes.iter().find(|(sign, _)| around.contains(sign)).map_or("", |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use crate::Rules;

    #[test]
    fn reads_pay_as_people_write_it() {
        let pay = |text: &str| {
            crate::criteria::read(&Rules::builtin(), "posting.md", format!("# Weaver\n\n{text}\n").as_bytes())
                .expect("is a text")
                .role
                .pay
                .map(|p| p.to_string())
                .unwrap_or_default()
        };
        assert_eq!(pay("The base is $120k–150k."), "USD 120000–150000 a year");
        assert_eq!(pay("We pay $30/hr."), "USD 30 an hour");
        assert_eq!(pay("£45,000 - £50,000 per annum"), "GBP 45000–50000 a year");
        assert_eq!(pay("We raised $20 to $30 million."), "");
    }
}
