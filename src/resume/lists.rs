//! Lists: their entries; languages with how well, certificates with who issued
//! them and when.

use super::draft::Draft;
use super::names;
use super::sheet::Row;
use super::when;
use crate::grammar::Rules;
use crate::profile::{Certificate, Language};

/// The entries of a list in one text: by the strongest mark that stands outside brackets.
pub(super) fn items(text: &str) -> Vec<String> {
    for marks in [&["\t", "|", "•", "·", "▪", "●", "◦", "■"][..], &[";"], &[" / "], &[",", "،", "，"]] {
        let parts = split(text, marks);
        // "Java, Vue / Nuxt, SQL": a slash within one of several that commas part.
        if parts.len() > 1 && (marks[0] != " / " || parts.len() >= split(text, &[","]).len()) {
            return parts.iter().flat_map(|p| if marks[0] == "\t" { items_of_cell(p) } else { vec![clean(p)] }).filter(|p| !p.is_empty()).collect();
        }
    }
    vec![clean(text)].into_iter().filter(|p| !p.is_empty()).collect()
}

/// A cell of a table or of a row with bars holds one entry, or again a list of them.
fn items_of_cell(cell: &str) -> Vec<String> {
    let parts = split(cell, &[",", ";"]);
    if parts.len() > 1 && parts.iter().all(|p| p.split_whitespace().count() <= 4) { parts.iter().map(|p| clean(p)).collect() } else { vec![clean(cell)] }
}

pub(super) fn clean(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '•' | '·' | '`' | '*' | ':' | '–' | '—'))
        .trim_end_matches(" etc.")
        .trim_end_matches('.')
        .trim()
        .to_owned()
}

/// Cuts a text at marks that stand outside brackets.
pub(super) fn split<'t>(text: &'t str, marks: &[&str]) -> Vec<&'t str> {
    let (mut found, mut depth, mut from, mut at) = (Vec::new(), 0i32, 0, 0);
    while at < text.len() {
        let rest = &text[at..];
        if depth == 0
            && let Some(mark) = marks.iter().find(|m| rest.starts_with(**m))
        {
            found.push(&text[from..at]);
            at += mark.len();
            from = at;
            continue;
        }
        let c = rest.chars().next().expect("not at the end");
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            _ => {}
        }
        at += c.len_utf8();
    }
    found.push(&text[from..]);
    // A bracket that never closes must not hide the rest of a list.
    if found.len() == 1 && depth > 0 && text.contains(marks[0]) {
        return text.split(marks[0]).collect();
    }
    found.retain(|p| !p.trim().is_empty());
    found
}

/// Reads human languages: each name with how well behind it.
pub(super) fn languages(rules: &Rules, rows: &[Row], draft: &mut Draft) {
    for row in rows.iter().filter(|r| !super::study::is_head_of_table(rules, &r.text)) {
        if row.text.split_once(':').is_some_and(|(lead, _)| names::label(rules, lead) == Some("label-fact")) {
            draft.leave("contact", row);
            continue;
        }
        for part in split(&row.text, &[",", ";", "|", "·", "•", " / ", "▪"]) {
            let language = language(rules, part);
            let known = names::is_language(rules, &language.language);
            let list = draft.profile.languages.get_or_insert_default();
            // "English: native, since birth": what is no language says more of the one before.
            let small = part.trim_start().starts_with(|c: char| c.is_lowercase());
            let skill = super::study::is_head_of_table(rules, &format!("{}\t{0}", language.language));
            let follows = skill && !list.is_empty()
                || !known
                    && language.fluency.is_empty()
                    && (small || crate::profile::fluency(rules, part).is_some() || language.language.split_whitespace().count() > 3);
            if follows && let Some(last) = list.last_mut() {
                last.fluency = [last.fluency.as_str(), part.trim()].iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(", ");
            } else if language.language.split_whitespace().count() > 5 {
                draft.leave("languages", row);
                break;
            } else if !language.language.is_empty() && list.iter().all(|l| l.language != language.language) {
                list.push(language);
            }
        }
    }
}

/// Whether the first entry of a list names a language: "Fluent in Hebrew, some French".
pub(super) fn opens_with_language(rules: &Rules, text: &str) -> bool {
    let first = split(text, &[",", ";", "|", "/"]).first().map_or("", |p| p.trim());
    names::is_language(rules, &language(rules, first).language)
}

fn language(rules: &Rules, text: &str) -> Language {
    let text = text.trim().trim_matches(['.', '*', '•']);
    let made = |name: &str, fluency: &str| Language {
        language: name.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(),
        fluency: fluency.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ':' | '-' | '–' | '—' | '.' | '[' | ']')).to_owned(),
    };
    if let Some(at) = text.find(['(', ':', '\t', '–', '—', '[', '=']).or_else(|| text.find(" - ")).filter(|at| *at > 0) {
        return made(&text[..at], &text[at + text[at..].chars().next().map_or(1, char::len_utf8)..]);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    for n in (1..words.len()).rev() {
        if names::is_language(rules, &words[..n].join(" ")) {
            return made(&words[..n].join(" "), &words[n..].join(" "));
        }
        // "Fluent in Spanish", "Native English".
        if names::is_language(rules, &words[n..].join(" ")) {
            return made(&words[n..].join(" "), words[..n].join(" ").trim_end_matches(" in"));
        }
    }
    // "Diné conversational": no list knows the language, but how well is known.
    if let [name @ .., level] = &words[..]
        && (1..=3).contains(&name.len())
        && crate::profile::fluency(rules, level).is_some()
        && !names::is_language(rules, text)
    {
        return made(&name.join(" "), level);
    }
    made(text, "")
}

/// Reads certificates and licences.
pub(super) fn certificates(rules: &Rules, rows: &[Row], draft: &mut Draft) {
    let lone = |r: &Row| when::periods(rules, &r.text).first().is_some_and(|p| p.span.len() + 1 >= r.text.trim().len());
    if rows.iter().any(lone) {
        // A name, who issued it, and when, each on a row of its own.
        let mut open: Vec<&Row> = Vec::new();
        for row in rows {
            open.push(row);
            if lone(row) {
                let text = open.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join("\t");
                certificate(rules, &Row { text, ..open[0].clone() }, draft);
                open.clear();
            }
        }
        open.into_iter().for_each(|r| certificate(rules, r, draft));
        return;
    }
    for row in rows.iter().filter(|r| !super::study::is_head_of_table(rules, &r.text)) {
        if row.words() > 30 {
            draft.leave("certificates", row);
            continue;
        }
        let dated = !when::periods(rules, &row.text).is_empty();
        let bars = split(&row.text, &["|", ";", "•"]);
        let commas = split(&row.text, &[","]);
        let short = |parts: &[&str]| parts.iter().all(|p| p.split('(').next().unwrap_or("").split_whitespace().count() <= 5);
        let each = bars.iter().all(|p| !when::periods(rules, p).is_empty());
        if bars.len() > 1 && (!dated || each) {
            bars.iter().for_each(|p| certificate(rules, &Row { text: p.trim().to_owned(), ..row.clone() }, draft));
        } else if !row.bullet && !dated && commas.len() > 2 && short(&commas) {
            commas.iter().for_each(|p| certificate(rules, &Row { text: p.trim().to_owned(), ..row.clone() }, draft));
        } else {
            certificate(rules, row, draft);
        }
    }
}

/// "CEN (Certified Emergency Nurse)": what the letters stand for.
fn is_long_form(short: &str, long: &str) -> bool {
    let initials: String = long.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
    short.rsplit(' ').next().is_some_and(|s| s.chars().filter(|c| c.is_alphabetic()).collect::<String>().eq_ignore_ascii_case(&initials))
}

fn certificate(rules: &Rules, row: &Row, draft: &mut Draft) {
    let mut read = Certificate::default();
    let mut text = row.text.clone();
    for period in when::periods(rules, &row.text).iter().rev() {
        let before = row.text[..period.span.start].to_lowercase();
        let valid = ["valid to", "valid until", "valid through", "expires", "expiry", "expiration", "exp.", "valid thru", "until"]
            .iter()
            .find(|w| before.trim_end_matches([' ', ':', '(']).ends_with(**w));
        match valid {
            // The name keeps what it says of its end.
            Some(_) => read.expires = period.from,
            None => {
                read.date = period.from;
                if !period.single {
                    read.expires = period.to;
                }
                let cut = super::entries::without(
                    &Row::new(text.clone()),
                    &super::when::Period { span: period.span.start.min(text.len())..period.span.end.min(text.len()), ..period.clone() },
                );
                text = cut.text;
            }
        }
    }
    let mut name = text.trim().to_owned();
    // "CISSP (ISC2, 2021)" has lost its last bracket with the date.
    if name.matches('(').count() > name.matches(')').count() {
        name.push(')');
    }
    if let Some((left, right)) = name.trim_end_matches(')').rsplit_once(" (").filter(|_| name.ends_with(')'))
        && (names::is_whole(rules, right, "issuer")
            || names::leaning(rules, right).employer >= 2
            || right.split_whitespace().count() >= 3 && !right.contains(',') && !is_long_form(left, right))
    {
        read.issuer = right.to_owned();
        name = left.to_owned();
    }
    for mark in ["\t", " | ", " – ", " — ", " - ", ", ", " by ", " from "] {
        let Some((left, right)) = name.rsplit_once(mark).filter(|_| read.issuer.is_empty()) else { continue };
        let right_bare = right.trim_start_matches("issued by ").trim();
        let issuer = names::is_whole(rules, right_bare, "issuer") || right.starts_with("issued by ");
        let likely = matches!(mark, "\t" | " | " | " – " | " — " | " - ")
            && !names::is_whole(rules, right_bare, "level-word")
            && (right.split_whitespace().count() >= 2 || names::leaning(rules, right).employer > 0 || mark == "\t" || mark == " | ");
        if issuer || likely {
            let (left, right) = (left.trim().trim_end_matches(',').trim_end_matches("issued").trim().to_owned(), right_bare.to_owned());
            // "Amazon Web Services – Solutions Architect": who issued it may stand first.
            let turned = names::is_whole(rules, &left, "issuer") && !issuer;
            (name, read.issuer) = if turned { (right, left) } else { (left, right) };
            break;
        }
    }
    read.name = name.replace('\t', " ").trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '–' | '-' | ':')).to_owned();
    if read.name.chars().any(char::is_alphanumeric) {
        draft.profile.certificates.get_or_insert_default().push(read);
    }
}
