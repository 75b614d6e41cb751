//! Plain text into blocks: home-made bullets, headings by their look, and lines
//! that were wrapped by hand.

use super::{BlockKind, RawBlock};

/// Longest heading, in words.
const HEADING_WORDS: usize = 9;
/// A line at least this long, in characters, may have been wrapped by hand.
const WRAPPED: usize = 60;

/// The blocks of a plain text.
pub(crate) fn blocks(text: &str) -> Vec<RawBlock> {
    let mut found = Vec::new();
    lines(text, 1, &mut found);
    found
}

/// Adds the blocks of some lines of text, the first of which is line `first` of the input.
pub(crate) fn lines(text: &str, first: usize, found: &mut Vec<RawBlock>) {
    // The paragraph or entry that the next line may continue.
    let mut open = false;
    let mut last = "";
    for (i, whole) in text.lines().enumerate() {
        let line = whole.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        let number = first + i;
        if let Some(rest) = bullet(line) {
            found.push(RawBlock { kind: BlockKind::Item(1), text: squeeze(rest), line: number });
            open = true;
        } else if looks_like_heading(line) {
            let level = if line.ends_with(':') && !capitals(line) { 8 } else { 7 };
            found.push(RawBlock { kind: BlockKind::Heading(level), text: squeeze(line), line: number });
            open = false;
        } else if open && continues(last, line) {
            let block = found.last_mut().expect("open");
            block.text.push(' ');
            block.text.push_str(&squeeze(line));
        } else {
            found.push(RawBlock { kind: BlockKind::Paragraph, text: squeeze(line), line: number });
            open = true;
        }
        last = line;
    }
}

/// Whether a text is short enough for a heading.
pub(crate) fn short(text: &str) -> bool {
    text.split_whitespace().nth(HEADING_WORDS).is_none()
}

/// A text with single spaces.
pub(super) fn squeeze(text: &str) -> String {
    let bytes = text.as_bytes();
    let plain = text.is_ascii() && !bytes.iter().any(u8::is_ascii_control) && !bytes.windows(2).any(|pair| pair == b"  ");
    if plain {
        return text.trim().to_owned();
    }
    let mut words = text.split_whitespace();
    let mut squeezed = String::with_capacity(text.len());
    squeezed.push_str(words.next().unwrap_or_default());
    for word in words {
        squeezed.push(' ');
        squeezed.push_str(word);
    }
    squeezed
}

/// Whether a line ends in a full stop; "You bring..." goes on in what stands below it.
pub(super) fn stops(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with('.') && !line.ends_with("...")
}

/// The text behind a home-made bullet or the number of an entry.
pub(super) fn bullet(line: &str) -> Option<&str> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let sign = matches!(first, '•' | '▪' | '●' | '◦' | '‣' | '·' | '∙' | '■' | '□' | '➢' | '✓' | '✔' | '→' | '\u{f0b7}' | '\u{f0a7}');
    if sign && !rest.trim().is_empty() {
        return Some(rest.trim_start());
    }
    if matches!(first, '*' | '-' | '–' | '—' | '+' | 'o') && rest.starts_with([' ', '\t', '\u{a0}']) {
        return Some(rest.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = &line[digits..];
    // "a. A licence": a list below a numbered one.
    if digits == 0 && line.starts_with(|c: char| ('a'..='j').contains(&c)) && line[1..].starts_with(['.', ')']) && line[2..].starts_with([' ', '\t', '\u{a0}'])
    {
        return Some(line[2..].trim_start());
    }
    if (1..=2).contains(&digits) && after.starts_with(['.', ')']) && after[1..].starts_with([' ', '\t', '\u{a0}']) {
        return Some(after[1..].trim_start());
    }
    None
}

fn capitals(line: &str) -> bool {
    line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase)
}

fn looks_like_heading(line: &str) -> bool {
    if !short(line) || line.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        return false;
    }
    line.ends_with(':') || capitals(line) && !line.ends_with([',', ';']) && !line.contains('$')
}

/// Whether a line goes on with the sentence of the line before it.
fn continues(last: &str, line: &str) -> bool {
    let opens_low = line.chars().next().is_some_and(char::is_lowercase);
    let unfinished = !last.ends_with(['.', '!', '?', ':', ';']);
    unfinished
        && (opens_low || last.ends_with(',') || last.chars().count() >= WRAPPED && !line.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_home_made_bullets_and_headings() {
        let text = "REQUIREMENTS\n\n• Go and\n  Rust\n- Five years\n1.\tA licence; and\n\nNice to have:\nPlain words";
        let found: Vec<_> = blocks(text).into_iter().map(|b| (b.kind, b.text, b.line)).collect();
        assert_eq!(
            found,
            [
                (BlockKind::Heading(7), "REQUIREMENTS".into(), 1),
                (BlockKind::Item(1), "Go and".into(), 3),
                (BlockKind::Paragraph, "Rust".into(), 4),
                (BlockKind::Item(1), "Five years".into(), 5),
                (BlockKind::Item(1), "A licence; and".into(), 6),
                (BlockKind::Heading(8), "Nice to have:".into(), 8),
                (BlockKind::Paragraph, "Plain words".into(), 9),
            ]
        );
    }

    #[test]
    fn letters_number_a_list_below_a_list() {
        let found: Vec<_> = blocks("4. One of the following:\na. A guard card; or\nb. A first aid card").into_iter().map(|b| b.text).collect();
        assert_eq!(found, ["One of the following:", "A guard card; or", "A first aid card"]);
    }
}
