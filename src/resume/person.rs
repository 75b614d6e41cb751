//! Who the person is: name, title, how to reach them, a summary, and the terms
//! that gates read.

use super::draft::Draft;
use super::names;
use super::sheet::Row;
use crate::grammar::Rules;
use crate::profile::{Link, Percent};
use crate::text::Line;

/// Reads what stands before the first heading.
pub(super) fn head(rules: &Rules, rows: &[Row], draft: &mut Draft) {
    let mut left: Vec<Row> = Vec::new();
    for row in rows {
        let lead = row.text.split_once(':').map_or(row.text.as_str(), |(l, _)| l);
        match names::label(rules, lead) {
            Some("document-title") if !row.text.contains(':') => continue,
            Some("label-fact") if row.text.contains(':') => {
                draft.leave("contact", row);
                continue;
            }
            _ if row.text.contains(':') && names::is_label(rules, lead, "label-mail") => {
                contact(rules, row, draft);
                draft.leave("contact", row);
                continue;
            }
            _ => {}
        }
        // "Sex Female | Date of birth 12/03/1988": the same facts without colons.
        if starts_with_fact(rules, &row.text) {
            draft.leave("contact", row);
            continue;
        }
        let rest = contact(rules, row, draft);
        if rest.words() <= 14 && term(rules, &rest, true, draft) {
            continue;
        }
        if !rest.text.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
            left.push(rest);
        }
    }
    let short = |r: &Row| r.words() <= 9 && !r.text.ends_with('.') && !r.bullet;
    let lines: Vec<usize> = (0..left.len()).filter(|&i| short(&left[i])).take(3).collect();
    let name = lines.iter().copied().filter(|&i| is_name(rules, &left[i].text)).max_by_key(|&i| (left[i].level == 1, left[i].size, std::cmp::Reverse(i)));
    let mut used = Vec::new();
    if let Some(i) = name.filter(|_| draft.profile.basics.name.is_empty()) {
        let (name, behind) = split_name(&left[i].text);
        draft.profile.basics.name = name.to_owned();
        if !behind.is_empty() && names::leaning(rules, behind).title > 0 {
            draft.profile.basics.label = behind.to_owned();
        }
        used.push(i);
    }
    for &i in &lines {
        if !used.contains(&i) && draft.profile.basics.label.is_empty() && left[i].words() <= 12 && !left[i].text.contains(':') {
            draft.profile.basics.label = left[i].text.trim().replace('\t', " | ");
            if names::leaning(rules, &left[i].text).title <= 0 {
                draft.guess("basics.label", "taken from the line near the name", &left[i]);
            }
            used.push(i);
        }
    }
    let rest: Vec<&Row> = left.iter().enumerate().filter(|(i, _)| !used.contains(i)).map(|(_, r)| r).collect();
    summary(&rest, draft);
}

/// Whether a row opens with a fact of the person that no fit may read.
fn starts_with_fact(rules: &Rules, text: &str) -> bool {
    let mut ends = text.match_indices(' ').map(|(at, _)| at).take(3);
    text.split_whitespace().count() <= 12
        && ends.any(|at| {
            names::label(rules, &text[..at]) == Some("label-fact") && text[at..].trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        })
}

/// A summary in sentences; rows of a few words without a verb are kept all the same.
pub(super) fn summary(rows: &[&Row], draft: &mut Draft) {
    for row in rows {
        let summary = &mut draft.profile.basics.summary;
        if !summary.is_empty() {
            summary.push(if summary.ends_with(['.', ':', ';', '!', '?', ',']) { ' ' } else { '\n' });
        }
        summary.push_str(row.text.replace('\t', " ").trim());
    }
}

/// Takes addresses, numbers, links and a place out of a row, into the basics.
pub(super) fn contact(rules: &Rules, row: &Row, draft: &mut Draft) -> Row {
    let line = Line::new(&row.text, rules.words());
    let mut cut: Vec<std::ops::Range<usize>> = Vec::new();
    for hit in rules.grammar().run_apart("resume/contact", &line).0 {
        let range = line.folded.source(hit.span.start)..line.folded.source(hit.span.end);
        if cut.iter().any(|c| c.start < range.end && range.start < c.end) {
            continue;
        }
        let text = row.text[range.clone()].trim().to_owned();
        let basics = &mut draft.profile.basics;
        match hit.rule.source.name.as_str() {
            "contact-email" if basics.email.is_empty() => basics.email = text,
            "contact-phone" if basics.phone.is_empty() => basics.phone = text,
            "contact-link" => {
                // "(LinkedIn)", as that site's export writes behind it.
                let text = text.split(" (").next().unwrap_or("").to_owned();
                let network = ["linkedin", "github", "gitlab", "twitter", "stackoverflow", "xing"].into_iter().find(|n| text.to_ascii_lowercase().contains(n));
                match network {
                    Some(network) => basics.profiles.push(Link { network: network.to_owned(), url: text, ..Link::default() }),
                    None if basics.url.is_empty() => basics.url = text,
                    None => basics.profiles.push(Link { url: text, ..Link::default() }),
                }
            }
            "contact-label" => {}
            _ => continue,
        }
        cut.push(range);
    }
    let mut rest = row.text.clone();
    cut.sort_by_key(|r| std::cmp::Reverse(r.start));
    for range in &cut {
        rest.replace_range(range.clone(), "\t");
    }
    let mut kept: Vec<&str> = Vec::new();
    for field in rest.split(['\t', '|', '·', '•', '⋄', '◦']) {
        let field = field.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '–' | '/' | ':' | '*'));
        if field.is_empty() {
            continue;
        }
        if draft.profile.basics.location.city.is_empty() && place(rules, field, draft, !cut.is_empty()) {
            continue;
        }
        // A street, which nothing reads.
        let street = field.bytes().any(|b| b.is_ascii_digit()) && field.contains(' ') && field.len() < 80;
        if street && !cut.is_empty() && draft.profile.basics.location.address.is_empty() {
            draft.profile.basics.location.address = field.to_owned();
            continue;
        }
        kept.push(field);
    }
    if cut.is_empty() && kept.len() == 1 && kept[0] == row.text.trim() {
        return row.clone();
    }
    Row { text: kept.join("\t"), strong: if cut.is_empty() { row.strong.clone() } else { Vec::new() }, ..row.clone() }
}

/// Reads "Denver, CO, USA" into the basics; beside an address a lone unknown name may be a city.
fn place(rules: &Rules, text: &str, draft: &mut Draft, beside: bool) -> bool {
    let text = text.replace(" (", ", ");
    let mut parts: Vec<&str> = text.split(',').map(|p| p.trim_matches([' ', ')', '.'])).filter(|p| !p.is_empty()).collect();
    // "8004 Zürich", "D-10115 Berlin": a postcode before the town, or a part of its own.
    let digits = |p: &str| p.bytes().filter(u8::is_ascii_digit).count() >= 4 && p.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b.is_ascii_uppercase());
    let mut postcode = String::new();
    for (i, part) in parts.iter_mut().enumerate() {
        // "1418 Juniper Court" begins with the number of a house.
        let town = |t: &str| !t.bytes().any(|b| b.is_ascii_digit()) && (i > 0 || names::is_known_place(rules, t));
        if let Some((code, town)) = part.split_once(' ').filter(|(c, t)| digits(c) && town(t)) {
            (postcode, *part) = (code.to_owned(), town);
        } else if digits(part) {
            (postcode, *part) = ((*part).to_owned(), "");
        }
    }
    parts.retain(|p| !p.is_empty());
    let state = |p: &str| {
        let code = p.split_whitespace().next().unwrap_or("");
        code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) && p.split_whitespace().count() <= 2
    };
    let known = |p: &str| names::is_known_place(rules, p) || state(p);
    let location = &mut draft.profile.basics.location;
    let street = |p: &str| p.bytes().any(|b| b.is_ascii_digit()) && p.bytes().any(|b| b.is_ascii_alphabetic());
    let (mut address, mut parts): (Vec<&str>, Vec<&str>) = parts.iter().partition(|p| !p.bytes().any(|b| b.is_ascii_alphabetic()) || street(p) && !state(p));
    // "42, Calle Mayor, Bilbao, Spain": what stands before the town that is known is a street.
    if parts.len() > 2 && !known(parts[0]) && known(parts[1]) && !state(parts[1]) && known(parts[parts.len() - 1]) {
        address.push(parts.remove(0));
    }
    match parts[..] {
        [city]
            if names::is_known_place(rules, city)
                || beside
                    && address.is_empty()
                    && city.split_whitespace().count() <= 3
                    && city.chars().next().is_some_and(char::is_uppercase)
                    && names::leaning(rules, city).title <= 0
                    && !draft.profile.basics.name.is_empty() =>
        {
            location.city = city.to_owned();
        }
        [city, .., last] if known(last) && city.split_whitespace().count() <= 4 => {
            location.city = city.to_owned();
            let region = parts[1].split_whitespace().next().unwrap_or("");
            if state(parts[1]) {
                location.region = region.to_owned();
                location.postal_code = parts[1][region.len()..].trim().to_owned();
            } else if parts.len() > 2 {
                location.region = parts[1].to_owned();
            }
            if parts.len() > 2 || !state(parts[1]) {
                location.country_code = country(rules, last);
            }
        }
        _ => return false,
    }
    location.address = address.join(", ");
    if location.postal_code.is_empty() {
        location.postal_code = postcode;
    }
    true
}

/// The code of a country; empty where none is known by the name.
fn country(rules: &Rules, text: &str) -> String {
    let line = Line::new(text, rules.words());
    let mut code = String::new();
    if let Some(first) = (0..line.tokens.len()).find(|&i| line.tokens[i].is_word()) {
        rules.taxonomy().forms.phrases_at(&line, first, |to, form| {
            let place = form.meanings().map(|m| rules.taxonomy().get(m.concept)).find(|c| c.place_kind == "country");
            if let Some(place) = place.filter(|_| to + 1 >= line.tokens.len()) {
                code = place.code.clone();
            }
        });
    }
    code
}

/// Two to five words that begin with capitals, and no title among them.
pub(super) fn is_name(rules: &Rules, text: &str) -> bool {
    let (name, _) = split_name(text);
    let words: Vec<&str> = name.split_whitespace().collect();
    let particle = |w: &str| {
        matches!(w, "de" | "van" | "von" | "der" | "den" | "la" | "le" | "da" | "di" | "bin" | "al" | "el" | "dos" | "du" | "y" | "ten" | "ter" | "af" | "ibn")
    };
    let proper = |w: &&str| {
        particle(w)
            || w.chars().next().is_some_and(char::is_uppercase)
                && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '"' | '“' | '”' | '(' | ')'))
    };
    (2..=5).contains(&words.len()) && words.iter().all(proper) && {
        let leaning = names::leaning(rules, name);
        leaning.title < 4 && leaning.employer < 4 && !leaning.place
    }
}

/// A name and what stands behind it: "Ilse Varga, PE" or "Ilse Varga | Mate".
fn split_name(text: &str) -> (&str, &str) {
    let at = text.find([',', '|', '\t', '–', '—', '/']).or_else(|| text.find(" - "));
    at.map_or((text.trim(), ""), |at| (text[..at].trim(), text[at..].trim_matches(|c: char| !c.is_alphanumeric())))
}

/// Reads terms: where the person may work, a clearance, remote, travel. What is
/// none of them is left over.
pub(super) fn terms(rules: &Rules, rows: &[Row], draft: &mut Draft) {
    for row in rows {
        let row = contact(rules, row, draft);
        if !term(rules, &row, false, draft) && !row.text.trim().is_empty() {
            draft.leave("further", &row);
        }
    }
}

/// Reads the terms of one row; whether there were any. Among other things a row is taken for terms
/// only where it begins with one.
fn term(rules: &Rules, row: &Row, first: bool, draft: &mut Draft) -> bool {
    let line = Line::new(&row.text, rules.words());
    let hits = rules.grammar().run_apart("resume/terms", &line).0;
    if first && hits.iter().all(|h| h.span.start > 0) {
        return false;
    }
    let mut used = false;
    for hit in &hits {
        let next = hits.iter().map(|h| h.span.start).filter(|s| *s >= hit.span.end).min().unwrap_or(line.folded.text.len());
        let tail = row.text[line.folded.source(hit.span.end)..line.folded.source(next)]
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '-' | '–'));
        let tail = tail.split_once(" for any employer").map_or(tail, |(t, _)| t);
        let list = || tail.split([',', ';', '/', '\t']).map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect::<Vec<_>>();
        let basics = &mut draft.profile.basics;
        match hit.rule.source.name.as_str() {
            "terms-authorized" => basics.work_authorization = Some(list()).filter(|l| !l.is_empty()),
            "terms-citizen" => basics.citizenship = Some(list()).filter(|l| !l.is_empty()),
            "terms-clearance" if matches!(tail.to_ascii_lowercase().as_str(), "none" | "no" | "n/a") => {}
            "terms-clearance" => basics.clearance = tail.to_owned(),
            "terms-remote" => basics.remote = Some(true),
            "terms-relocate" => basics.relocate = Some(hit.says("no", &line).or(hit.says("no2", &line)).is_none()),
            "terms-travel" => {
                basics.travel = hit.says("percent", &line).or(hit.says("percent2", &line)).and_then(|p| p.parse().ok()).filter(|p| *p <= 100).map(Percent)
            }
            _ => continue,
        }
        used = true;
    }
    used
}
