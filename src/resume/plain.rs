//! Plain text → rows: home-made bullets, leaders, wide gaps, lines broken at a margin.

use super::layout;
use super::sheet::{Form, Row, Sheet};
use super::wrap::{self, Set};
use crate::grammar::Rules;

/// Spaces between two fields of one line; fewer are a slip of the finger.
const GAP: usize = 3;

/// Takes a text apart.
pub(super) fn read(rules: &Rules, text: &str) -> Sheet {
    // "City ï¼​ Place": a full-width dash of which the wrong decoder lost a byte.
    let text = unquoted(&text.replace("ï¼", "－"));
    if let Some(rows) = layout::columns_of(rules, &text) {
        return Sheet { rows, form: Form::Text, ..Sheet::default() };
    }
    let margin = margin(&text);
    let mut lines: Vec<Set> = Vec::new();
    let mut gap = false;
    for (n, line) in text.split(['\n', '\u{c}']).enumerate() {
        let line = line.trim_end();
        if let Some(parts) = unfolded(line) {
            for part in parts {
                let row = row(part).map(|r| Row { line: n as u32 + 1, ..r });
                lines.extend(row.map(|row| Set { beside: None, text: 0.0, right: 0.0, first: 0.0, margin: f32::INFINITY, row }));
            }
            continue;
        }
        let Some(mut row) = row(line) else {
            gap = true;
            continue;
        };
        (row.line, row.gap) = (n as u32 + 1, gap);
        gap = false;
        let start = line.chars().count() - line.trim_start().chars().count();
        let (text, first) = (line.chars().count() - row.text.chars().count(), row.text.split_whitespace().next().map_or(0, |w| w.chars().count()));
        lines.push(Set {
            beside: None,
            text: (if row.bullet { text } else { start }) as f32,
            right: line.chars().count() as f32,
            first: first as f32 + 1.0,
            margin,
            row,
        });
    }
    Sheet { rows: wrap::join(rules, lines), form: Form::Text, ..Sheet::default() }
}

/// A text as it was before a mail quoted it: "> " before every line.
fn unquoted(text: &str) -> String {
    let (mut quoted, mut all) = (0, 0);
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        (quoted, all) = (quoted + usize::from(line.starts_with('>')), all + 1);
    }
    if quoted * 10 < all * 7 || quoted < 5 {
        return text.to_owned();
    }
    let bare = |line: &str| -> String {
        let rest = line.trim_start_matches('>');
        if rest.len() == line.len() { line.to_owned() } else { rest.strip_prefix(' ').unwrap_or(rest).to_owned() }
    };
    text.lines().map(bare).collect::<Vec<_>>().join("\n")
}

/// A whole résumé on one line, as some exports write it: rows are four spaces
/// apart and more, words of one row up to three.
fn unfolded(line: &str) -> Option<Vec<&str>> {
    const APART: &str = "    ";
    let parts: Vec<&str> = if line.len() > 400 { line.split(APART).map(str::trim).filter(|p| !p.is_empty()).collect() } else { return None };
    (parts.len() >= 6).then_some(parts)
}

/// The column at which lines were broken: many end just before it and none behind.
fn margin(text: &str) -> f32 {
    let mut widths: Vec<usize> = text.lines().map(|l| l.trim_end().chars().count()).filter(|w| *w > 0).collect();
    widths.sort_unstable();
    let Some(&widest) = widths.last() else { return f32::INFINITY };
    // A rule of dashes or a stray line may be longer than the rest.
    let near = |edge: usize| widths.iter().filter(|w| **w <= edge && **w + 12 >= edge).count();
    let edge = widths.iter().rev().copied().take(widths.len() / 20 + 2).find(|e| near(*e) >= 3);
    if let Some(edge) = edge.filter(|e| *e >= 60 && widest <= 200 && near(*e) * 12 >= widths.len()) {
        return edge as f32;
    }
    // Fewer: lines of which the next goes on in small letters were broken for certain.
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let goes_on = |l: &str| l.trim_start().split(' ').next().is_some_and(|w| w.len() > 1 && w.chars().all(char::is_lowercase));
    let broken: Vec<usize> =
        lines.windows(2).filter(|w| goes_on(w[1]) && w[0].contains(' ')).map(|w| w[0].chars().count()).filter(|w| (60..=200).contains(w)).collect();
    if broken.len() >= 2 { broken.into_iter().max().unwrap_or(0) as f32 } else { f32::INFINITY }
}

/// The row of one line; `None` for a blank one and for a rule of dashes.
pub(super) fn row(line: &str) -> Option<Row> {
    let body = line.trim();
    if body.is_empty() || body.chars().all(|c| matches!(c, '-' | '=' | '_' | '*' | '~' | '—' | '–' | '─' | '━' | '.' | '+' | '|' | '#' | ' ')) {
        return None;
    }
    let indent = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let mark = body.chars().next();
    let (bullet, body) = bullet(body).map_or((false, body), |rest| (true, rest));
    let text = unspaced(&fields(body));
    Some(Row { text, indent, bullet, mark: mark.filter(|_| bullet), ..Row::default() })
}

/// What stands behind a bullet.
pub(super) fn bullet(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let mark = chars.next()?;
    let rest = chars.as_str();
    match mark {
        '•' | '▪' | '●' | '■' | '◦' | '○' | '□' | '‣' | '➢' | '➤' | '➔' | '►' | '▶' | '▸' | '❖' | '✓' | '✔' | '◆' | '◇' | '★' | '☑' | '⁃' | '∙' | '·'
        | '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f076}' | '»' | '›' | '¤' | '❑' | '▫' | '✦' | '→' | '⇒' => Some(rest.trim_start()),
        '-' | '*' | '+' | '–' | '—' | 'o' | '§' | '>' | '~' if rest.starts_with([' ', '\t', '\u{a0}']) => Some(rest.trim_start()),
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let behind = &text[digits..];
            let marked = digits <= 2 && (behind.starts_with(". ") || behind.starts_with(") "));
            marked.then(|| behind[2..].trim_start())
        }
        _ => None,
    }
}

/// Fields with tabs between them: wide gaps, and leaders of dots.
pub(super) fn fields(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        let blank = |c: char| c.is_whitespace();
        let run = chars[i..].iter().take_while(|c| blank(**c)).count();
        let (mut dots, mut end) = (0, i + run);
        while end < chars.len() && (matches!(chars[end], '.' | '…' | '·' | '_') || blank(chars[end])) {
            dots += if chars[end] == '…' { 3 } else { usize::from(!blank(chars[end])) };
            end += 1;
        }
        if dots >= 4 {
            out.push('\t');
            i = end;
        } else if run >= GAP && !(chars.len() > i + run && matches!(chars[i + run], ',' | '－')) && !out.ends_with([',', '－'])
            || run > 0 && chars[i..i + run].contains(&'\t')
        {
            out.push('\t');
            i += run;
        } else if run > 0 {
            out.push(' ');
            i += run;
        } else {
            out.push(chars[i]);
            i += 1;
        }
    }
    out.trim_matches(['\t', ' ']).to_owned()
}

/// "E X P E R I E N C E" is a word set wide.
fn unspaced(text: &str) -> String {
    let parts: Vec<&str> = text.split([' ', '\t']).collect();
    let single = parts.iter().filter(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic)).count();
    if single < 4 || single + 1 < parts.len() {
        return text.to_owned();
    }
    text.split('\t').map(|word| word.replace(' ', "")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        read(&Rules::builtin(), text).rows.into_iter().map(|r| if r.bullet { format!("* {}", r.text) } else { r.text }).collect()
    }

    #[test]
    fn gaps_and_leaders_part_fields() {
        assert_eq!(fields("Tallow Bay Ferries ......... 2019–2021"), "Tallow Bay Ferries\t2019–2021");
        assert_eq!(fields("Mate  . . . . . . . .  May 2020"), "Mate\tMay 2020");
        assert_eq!(fields("Mate, etc. and more"), "Mate, etc. and more");
        assert_eq!(fields("Mate      2019"), "Mate\t2019");
    }

    #[test]
    fn broken_lines_are_joined_and_others_are_not() {
        let text = "\
Kept the books of eleven small farms and of a creamery, and closed each
month within four days.
- Moved two of them from paper to a shared ledger that the owners could
  read by themselves
- Trained a successor
Clerk
Harrow Mill
";
        assert_eq!(
            texts(text),
            [
                "Kept the books of eleven small farms and of a creamery, and closed each month within four days.",
                "* Moved two of them from paper to a shared ledger that the owners could read by themselves",
                "* Trained a successor",
                "Clerk",
                "Harrow Mill"
            ]
        );
    }

    #[test]
    fn wide_letters_are_a_word() {
        assert_eq!(texts("E X P E R I E N C E\nA to Z"), ["EXPERIENCE", "A to Z"]);
        assert_eq!(texts("W O R K   H I S T O R Y"), ["WORK HISTORY"]);
    }
}
