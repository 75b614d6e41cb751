//! schema.org `JobPosting` in JSON-LD, alone or inside a page: its title,
//! employer and place as the head of the posting, its description (HTML, or
//! text that lost its markup) as the body.

use serde_json::Value;

use super::{BlockKind, RawBlock, html, markdown, plain};
use crate::text::decode;

/// What a posting states in fields of its own, beside its text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stated {
    /// Places of work, each as "Town, Region, Country".
    pub places: Vec<String>,
    /// `jobLocationType` is TELECOMMUTE.
    pub remote: bool,
    /// `employmentType`: `FULL_TIME` is "full-time".
    pub employment: Vec<String>,
    /// `baseSalary`, with the line that it stands on.
    pub pay: Option<(Salary, usize)>,
}

/// `baseSalary`: a range, or one value twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Salary {
    pub from: Option<f64>,
    pub to: Option<f64>,
    pub currency: String,
    /// "year", "hour", … as `unitText` says.
    pub period: String,
}

/// Fields that hold more of the posting, and the heading that their text stands below.
const FIELDS: &[(&str, &str)] = &[
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("experienceRequirements", "Experience requirements"),
    ("educationRequirements", "Education requirements"),
    ("jobBenefits", "Benefits"),
];

/// Whether a text is JSON that holds a `JobPosting`.
pub(crate) fn is_posting(text: &str) -> bool {
    text.contains("JobPosting") && text.trim_start().starts_with(['{', '[']) && posting(text).is_some()
}

/// The `JobPosting` in some JSON: alone, in an array, or in a `@graph`.
fn posting(text: &str) -> Option<Value> {
    let json = match serde_json::from_str(text) {
        Ok(json) => json,
        // Raw line breaks inside strings are an error that many pages make.
        Err(_) => serde_json::from_str(&text.replace(|c: char| c.is_ascii_control(), " ")).ok()?,
    };
    within(json)
}

fn within(value: Value) -> Option<Value> {
    let typed = |t: &Value| t.as_str().is_some_and(|t| t.rsplit(['/', ':']).next() == Some("JobPosting"));
    match value {
        Value::Array(all) => all.into_iter().find_map(within),
        Value::Object(object) => {
            let is = object.get("@type").is_some_and(|t| typed(t) || t.as_array().is_some_and(|all| all.iter().any(typed)));
            if is { Some(Value::Object(object)) } else { object.into_iter().map(|(_, v)| v).find_map(within) }
        }
        _ => None,
    }
}

/// Reads the `JobPosting` in some JSON that begins at byte `at` of the input
/// `whole`. `None` where there is none, or it has no description.
pub(super) fn read(whole: &str, json: &str, at: usize) -> Option<(Vec<RawBlock>, Stated)> {
    let posting = posting(json)?;
    let line = |key: &str, value: &str| whole[..at + place(json, key, value)].bytes().filter(|&b| b == b'\n').count() + 1;
    let mut blocks = Vec::new();
    let mut head = |level: u8, key: &str, value: &str| {
        let text = plain::squeeze(&unescaped(value));
        if !text.is_empty() {
            blocks.push(RawBlock { kind: BlockKind::Heading(level), text, line: line(key, value) });
        }
    };
    let title = posting["title"].as_str().unwrap_or_default();
    head(1, "title", title);
    let employer = &posting["hiringOrganization"];
    let company = employer.as_str().or(employer["name"].as_str()).unwrap_or_default();
    head(3, "name", company);
    let stated = stated(&posting, line("baseSalary", ""));
    if !stated.places.is_empty() || stated.remote {
        let mut text = stated.places.join("; ");
        if stated.remote {
            text = if text.is_empty() { "Remote".into() } else { format!("Remote, {text}") };
        }
        blocks.push(RawBlock { kind: BlockKind::Heading(4), text, line: line("jobLocation", "") });
    }
    let description = posting["description"].as_str().unwrap_or_default();
    let mut body = blocks_of(description, line("description", description));
    let before = body.len();
    for (key, heading) in FIELDS {
        for (i, text) in texts(&posting[*key]).into_iter().filter(|t| !description.contains(t.as_str())).enumerate() {
            let at = line(key, &text);
            if i == 0 {
                body.push(RawBlock { kind: BlockKind::Heading(2), text: (*heading).into(), line: at });
            }
            body.extend(blocks_of(&text, at));
        }
    }
    // A description that opens with the title again says it once.
    if before > 0 && !blocks.is_empty() && body[0].text.eq_ignore_ascii_case(&blocks[0].text) {
        body.remove(0);
    }
    if body.is_empty() {
        return None;
    }
    blocks.extend(body);
    Some((blocks, stated))
}

/// Where the value of a key stands in some JSON, as near as its text tells.
fn place(json: &str, key: &str, value: &str) -> usize {
    let quoted = format!("\"{key}\"");
    let mut first = None;
    for (at, _) in json.match_indices(&quoted) {
        let Some(rest) = json[at + quoted.len()..].trim_start().strip_prefix(':') else { continue };
        let rest = rest.trim_start();
        let from = json.len() - rest.len();
        first.get_or_insert(from);
        let read = serde_json::Deserializer::from_str(rest).into_iter::<String>().next();
        if matches!(read, Some(Ok(text)) if text == value) {
            return from;
        }
    }
    first.unwrap_or(0)
}

/// The blocks of a value: HTML, HTML with its signs escaped once more, Markdown or plain text.
fn blocks_of(value: &str, line: usize) -> Vec<RawBlock> {
    let text = decode::decode(value.as_bytes()).unwrap_or_else(|_| value.to_owned());
    let text = if !text.contains('<') && text.contains("&lt;") { unescaped(&text) } else { text };
    if text.contains("</") || text.contains("<br") || html::is_html(&text) {
        return html::read(&text, Some(line)).blocks;
    }
    let mut blocks = if markdown::is_markdown(&text) { markdown::blocks(&text) } else { plain::blocks(&unescaped(&text)) };
    blocks.iter_mut().for_each(|b| b.line = line);
    blocks
}

/// A text without the escapes of HTML.
fn unescaped(text: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&rsquo;", "’"), ("&nbsp;", " "), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (sign, plain)| text.replace(sign, plain))
}

/// The texts of a field: a string, several, or the names and descriptions of objects.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(object) => ["description", "name", "credentialCategory"].iter().filter_map(|key| object.get(*key)).take(1).flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn stated(posting: &Value, line: usize) -> Stated {
    let several = |value: &Value| match value {
        Value::Array(all) => all.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    };
    let mut places: Vec<String> = several(&posting["jobLocation"]).iter().filter_map(address).collect();
    if places.is_empty() {
        places = several(&posting["applicantLocationRequirements"]).iter().filter_map(address).collect();
    }
    places.dedup();
    let employment = several(&posting["employmentType"])
        .iter()
        .filter_map(Value::as_str)
        .flat_map(|t| t.split(','))
        .map(|t| t.trim().to_lowercase().replace('_', "-"))
        .filter(|t| !t.is_empty())
        .collect();
    Stated { places, remote: posting["jobLocationType"].as_str() == Some("TELECOMMUTE"), employment, pay: salary(&posting["baseSalary"]).map(|s| (s, line)) }
}

fn address(place: &Value) -> Option<String> {
    let address = if place["address"].is_null() { place } else { &place["address"] };
    if let Some(text) = address.as_str() {
        return Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    }
    let part = |key: &str| address[key].as_str().or(address[key]["name"].as_str()).map(str::trim).filter(|p| !p.is_empty());
    let parts: Vec<&str> = ["addressLocality", "addressRegion", "addressCountry"].iter().filter_map(|key| part(key)).collect();
    if parts.is_empty() { part("name").map(str::to_owned) } else { Some(parts.join(", ")) }
}

fn salary(value: &Value) -> Option<Salary> {
    let number = |v: &Value| v.as_f64().or_else(|| v.as_str()?.replace(',', "").trim().parse().ok()).filter(|n| *n > 0.0);
    let amount = if value["value"].is_object() { &value["value"] } else { value };
    let single = number(&amount["value"]).or(number(amount));
    let (from, to) = (number(&amount["minValue"]).or(single), number(&amount["maxValue"]).or(single));
    let period = amount["unitText"].as_str().or(value["unitText"].as_str()).unwrap_or_default().to_lowercase();
    let currency = value["currency"].as_str().or(amount["currency"].as_str()).unwrap_or_default().to_uppercase();
    (from.is_some() || to.is_some()).then_some(Salary { from, to, currency, period })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_head_body_and_fields() {
        let json = "{\"@graph\": [{\"@type\": \"Organization\", \"name\": \"Site\"},\n{\"@type\": \"JobPosting\", \"title\": \"Weaver\",\n\"hiringOrganization\": {\"name\": \"Mill\"}, \"jobLocation\": {\"address\": {\"addressLocality\": \"Leeds\", \"addressCountry\": \"GB\"}},\n\"baseSalary\": {\"currency\": \"GBP\", \"value\": {\"minValue\": 30000, \"maxValue\": \"35,000\", \"unitText\": \"YEAR\"}},\n\"employmentType\": [\"FULL_TIME\"], \"skills\": \"Looms\",\n\"description\": \"<h2>Requirements</h2><ul><li>Wool &amp; yarn</li></ul>\"}]}";
        assert!(is_posting(json));
        let (blocks, stated) = read(json, json, 0).unwrap();
        let found: Vec<_> = blocks.iter().map(|b| (b.text.as_str(), b.line)).collect();
        assert_eq!(found, [("Weaver", 2), ("Mill", 3), ("Leeds, GB", 3), ("Requirements", 6), ("Wool & yarn", 6), ("Skills", 5), ("Looms", 5)]);
        assert_eq!(stated.employment, ["full-time"]);
        assert_eq!(stated.pay, Some((Salary { from: Some(30000.0), to: Some(35000.0), currency: "GBP".into(), period: "year".into() }, 4)));
    }

    #[test]
    fn other_json_is_no_posting() {
        assert!(!is_posting("{\"criteria\": [{\"any_of\": [\"JobPosting\"]}]}"));
    }
}
