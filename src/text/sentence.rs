//! Sentences of a block of text.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Abbreviations whose full stop ends no sentence.
static ABBREVIATIONS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| include_str!("../../data/abbreviations.txt").lines().collect());

/// Byte ranges of the sentences of `text`, without surrounding space; none is
/// empty, and together they hold every word.
pub(crate) fn sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let b = bytes[at];
        let ends = match b {
            b'\n' => true,
            b'.' | b'!' | b'?' => ends_sentence(text, start, at),
            _ => false,
        };
        at += 1;
        if ends {
            while at < bytes.len() && matches!(bytes[at], b'.' | b'!' | b'?' | b')' | b'"' | b'\'') {
                at += 1;
            }
            push(text, start..at, &mut found);
            start = at;
        }
    }
    push(text, start..bytes.len(), &mut found);
    found
}

fn push(text: &str, range: std::ops::Range<usize>, found: &mut Vec<std::ops::Range<usize>>) {
    let part = &text[range.clone()];
    let from = range.start + (part.len() - part.trim_start().len());
    let to = range.end - (part.len() - part.trim_end().len());
    if from < to {
        found.push(from..to);
    }
}

/// Whether the mark at `at` closes the sentence that began at `start`.
fn ends_sentence(text: &str, start: usize, at: usize) -> bool {
    let after = &text[at + 1..];
    let rest = after.trim_start_matches(['.', '!', '?', ')', '"', '\'', '”', '’']);
    let Some(next) = rest.chars().next() else { return true };
    if text.as_bytes()[at] != b'.' {
        return next.is_whitespace() || next.is_uppercase();
    }
    let word = text[start..at].rsplit([' ', '(', '\t', '\u{a0}']).next().unwrap_or("");
    if !next.is_whitespace() {
        // "…learning.Knowledge of…": glued, where a word of letters ends and a capitalised one begins.
        let glued = word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase());
        let second = rest.chars().nth(1);
        return glued && next.is_uppercase() && second.is_some_and(char::is_lowercase) && rest.contains(' ');
    }
    let lower = word.to_lowercase();
    let Some(follows) = rest.trim_start().chars().next() else { return true };
    let known = ABBREVIATIONS.contains(lower.as_str()) || word.len() == 1 && word != "I" || word.contains('.') && word.len() < 6;
    if known {
        // "etc. Experience with": an abbreviation may close a sentence, but only a plain list ends in one.
        return lower == "etc" && follows.is_uppercase();
    }
    // "1. A licence": the number of a list.
    if !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) && text[start..at].trim() == word {
        return false;
    }
    !follows.is_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn splits_where_a_reader_would() {
        assert_eq!(split("Knows Go. Writes tests! Why?"), ["Knows Go.", "Writes tests!", "Why?"]);
        assert_eq!(split("Work in the U.S. Army, e.g. Kafka etc. and more"), ["Work in the U.S. Army, e.g. Kafka etc. and more"]);
        assert_eq!(split("Python, Go, etc. Experience with AWS"), ["Python, Go, etc.", "Experience with AWS"]);
        assert_eq!(split("machine learning.Knowledge of R"), ["machine learning.", "Knowledge of R"]);
        assert_eq!(split("Node.js and ASP.NET 4.5"), ["Node.js and ASP.NET 4.5"]);
        assert_eq!(split("1. A licence; and"), ["1. A licence; and"]);
    }
}
