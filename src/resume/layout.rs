//! Letters on pages → lines, columns, rows: what stands beside what, and in
//! which order it is read.

use std::collections::BTreeMap;

use super::columns::{Block, blocks, gutter, mend_heads};
use super::piece::Piece;
#[cfg(feature = "documents")]
use super::piece::{Letter, lines};
use super::plain;
use super::section;
use super::sheet::Row;
use super::wrap::{self, Set};
use crate::grammar::Rules;

/// The rows of a text that is set in two columns with headings in both; `None`
/// for all others.
pub(super) fn columns_of(rules: &Rules, text: &str) -> Option<Vec<Row>> {
    const WIDE: f32 = 5.0;
    const HIGH: f32 = 12.0;
    let mut page: Vec<Vec<Piece>> = Vec::new();
    for (n, line) in text.lines().enumerate().take(4000) {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut blank = usize::MAX;
        for (at, c) in line.chars().enumerate() {
            if c.is_whitespace() {
                blank = blank.saturating_add(1);
                continue;
            }
            let x = at as f32 * WIDE;
            if blank >= 3 || pieces.is_empty() {
                pieces.push(Piece {
                    text: String::new(),
                    strong: Vec::new(),
                    x,
                    right: x,
                    y: n as f32 * HIGH,
                    size: 10.0,
                    page: 0,
                    #[cfg(feature = "documents")]
                    wide: Vec::new(),
                });
            }
            let piece = pieces.last_mut()?;
            if !piece.text.is_empty() {
                piece.text.extend(std::iter::repeat_n(' ', blank));
            }
            piece.text.push(c);
            piece.right = x + WIDE;
            blank = 0;
        }
        page.extend(Some(pieces).filter(|p| !p.is_empty()));
    }
    let (gutter, from, to) = gutter(rules, &page)?;
    let headed = |side: bool| {
        page[from..to]
            .iter()
            .flatten()
            .filter(|p| (p.x >= gutter) == side && section::is_heading(rules, p.text.trim_matches(|c: char| !c.is_alphanumeric())))
            .count()
    };
    (headed(false) > 0 && headed(true) > 0).then(|| rows_of(rules, vec![page]))
}

/// Rows of all pages.
#[cfg(feature = "documents")]
pub(super) fn rows(rules: &Rules, pages: Vec<Vec<Letter>>) -> Vec<Row> {
    let mut pages: Vec<Vec<Vec<Piece>>> = pages.into_iter().enumerate().map(|(n, letters)| lines(letters, n as u32 + 1)).collect();
    running(&mut pages);
    rows_of(rules, pages)
}

fn rows_of(rules: &Rules, pages: Vec<Vec<Vec<Piece>>>) -> Vec<Row> {
    let body = body_size(&pages);
    let mut streams: Vec<Stream> = Vec::new();
    let mut open: Option<Open> = None;
    for page in pages {
        for block in blocks(rules, page) {
            match (block, &mut open) {
                (Block::Columns(gutter, left, right), Some((x, l, r))) if (gutter - *x).abs() < 40.0 => {
                    l.extend(left);
                    r.extend(right);
                }
                (Block::Columns(gutter, left, right), _) => {
                    close(rules, &mut open, &mut streams);
                    open = Some((gutter, left, right));
                }
                // The longer column goes on alone.
                (Block::Whole(lines), Some((x, _, r))) if lines.iter().flatten().all(|p| p.x >= *x - 6.0) => r.extend(lines),
                (Block::Whole(lines), Some((x, l, _))) if lines.iter().flatten().all(|p| p.right <= *x + 6.0) => l.extend(lines),
                (Block::Whole(mut lines), _) => {
                    mend_heads(rules, &mut lines);
                    lines.retain(|l| !l.is_empty());
                    close(rules, &mut open, &mut streams);
                    streams.push(Stream { lines, column: false, limit: f32::INFINITY });
                }
            }
        }
    }
    close(rules, &mut open, &mut streams);
    let mut all = Vec::new();
    let pitch = pitch(&streams);
    let mut apart = false;
    let edge = streams.iter().flat_map(|s| &s.lines).flatten().map(|p| p.right).fold(0.0, f32::max);
    for Stream { lines, column, limit } in streams {
        let mut rows = wrap::join(rules, set(&lines, body, pitch, limit.min(edge)));
        if let Some(first) = rows.first_mut().filter(|_| !all.is_empty()) {
            first.gap = true;
            first.column = column || apart;
        }
        apart = column;
        all.extend(rows);
    }
    all
}

/// Columns that go on over pages: the gutter, and what stands left and right of it so far.
type Open = (f32, Vec<Vec<Piece>>, Vec<Vec<Piece>>);

/// Lines that are read one after the other.
struct Stream {
    lines: Vec<Vec<Piece>>,
    /// A column with headings of its own; one without goes on in the section above it.
    column: bool,
    /// Where the next column begins.
    limit: f32,
}

fn close(rules: &Rules, open: &mut Option<Open>, streams: &mut Vec<Stream>) {
    let Some((_, left, right)) = open.take() else { return };
    let headed = |lines: &[Vec<Piece>]| lines.iter().any(|l| matches!(&l[..], [one] if section::is_heading(rules, &one.text)));
    let column = headed(&left) || headed(&right);
    let next = right.iter().filter_map(|l| l.first()).map(|p| p.x).fold(f32::INFINITY, f32::min) - 10.0;
    for (mut lines, limit) in [(left, next), (right, f32::INFINITY)] {
        mend_heads(rules, &mut lines);
        lines.retain(|l| !l.is_empty());
        if lines.is_empty() {
            continue;
        }
        // A column may again be two: a page of three.
        match gutter(rules, &lines) {
            Some(_) => {
                let mut inner: Option<Open> = None;
                for block in blocks(rules, lines) {
                    match block {
                        Block::Columns(gutter, left, right) => inner = Some((gutter, left, right)),
                        Block::Whole(lines) => streams.push(Stream { lines, column, limit }),
                    }
                    close(rules, &mut inner, streams);
                }
            }
            None => streams.push(Stream { lines, column, limit }),
        }
    }
}

/// The size that most letters have.
fn body_size(pages: &[Vec<Vec<Piece>>]) -> f32 {
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for piece in pages.iter().flatten().flatten() {
        *sizes.entry((piece.size * 4.0) as u32).or_default() += piece.text.len();
    }
    sizes.into_iter().max_by_key(|(_, n)| *n).map_or(10.0, |(s, _)| (s as f32 / 4.0).max(1.0))
}

/// Takes out what is printed on every page: numbers, and the name over each.
#[cfg(feature = "documents")]
fn running(pages: &mut [Vec<Vec<Piece>>]) {
    let key = |line: &[Piece]| {
        line.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect::<String>()
    };
    let many = pages.len();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let edges = |page: &[Vec<Piece>]| (0..page.len()).filter(|i| *i < 2 || i + 2 >= page.len()).collect::<Vec<_>>();
    for page in pages.iter() {
        let mut keys: Vec<String> = edges(page).into_iter().map(|i| key(&page[i])).collect();
        keys.sort();
        keys.dedup();
        keys.into_iter().for_each(|k| *seen.entry(k).or_default() += 1);
    }
    for (n, page) in pages.iter_mut().enumerate() {
        let count = page.len();
        let mut i = 0;
        page.retain(|line| {
            let edge = i < 2 || i + 2 >= count;
            i += 1;
            let text = key(line);
            let number = line.iter().map(|p| p.text.len()).sum::<usize>() <= 14
                && matches!(text.to_ascii_lowercase().as_str(), "" | "page" | "pageof" | "/" | "of" | "-" | "--" | "–" | "––" | "|" | "page|" | "p." | "page/");
            let digits = line.iter().any(|p| p.text.bytes().any(|b| b.is_ascii_digit()));
            // The first page keeps its own head.
            let repeated = many > 1 && seen.get(&text).is_some_and(|n| *n > 1) && text.len() > 2 && (n > 0 || i > 2);
            !(edge && (number && digits || repeated))
        });
    }
}

/// Lines as they are set, ready to be joined.
fn set(lines: &[Vec<Piece>], body: f32, pitch: f32, limit: f32) -> Vec<Set> {
    let left = lines.iter().filter_map(|l| l.first()).map(|p| p.x).fold(f32::MAX, f32::min);
    let margin = margin(lines, left).min(limit);
    let mut found: Vec<Set> = Vec::new();
    let mut above: Option<(f32, u32)> = None;
    for line in lines {
        let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
        // A text's lines are told by where they stand; pages count from one.
        let mut row = Row { page: first.page, line: if first.page == 0 { (first.y / 12.0) as u32 + 1 } else { 0 }, ..Row::default() };
        for piece in line {
            if !row.text.is_empty() {
                row.text.push('\t');
            }
            let from = row.text.len() as u32;
            row.text.push_str(&piece.text);
            row.strong.extend(piece.strong.iter().map(|(a, b, _)| (a + from, b + from)));
        }
        let first_style = first.style();
        if line.iter().all(|p| p.style() == first_style) {
            row.style = first_style;
        }
        let size = line.iter().max_by_key(|p| p.text.len()).map_or(body, |p| p.size);
        row.size = (size / body * 10.0).round() as u16;
        row.gap = above.is_some_and(|(y, page)| page == first.page && first.y - y > pitch.max(size * 1.05) * 1.3);
        above = Some((first.y, first.page));
        let mut text = first.x;
        if let Some(rest) = plain::bullet(&row.text).or_else(|| unknown_bullet(&row.text)) {
            let (lead, mark) = (row.text.len() - rest.len(), row.text.chars().next());
            row = Row { bullet: true, mark, ..row.cut(lead..row.text.len()) };
            // What hangs below a bullet hangs below its text.
            text = if line.len() > 1 && first.text.chars().count() <= 2 { line[1].x } else { first.x + 0.4 * size };
        }
        row.text = row.text.trim_end().to_owned();
        row.indent = ((first.x - left) / (0.5 * body)).round().max(0.0) as u32;
        let word = row.text.split([' ', '\t']).next().map_or(0, |w| w.chars().count()).max(1);
        let total: usize = line.iter().map(|p| p.text.chars().count()).sum::<usize>().max(1);
        let width: f32 = line.iter().map(|p| p.right - p.x).sum::<f32>() / total as f32;
        let beside = (line.len() == 2).then(|| (line[0].right, line[1].x, line[0].style()));
        found.push(Set { beside, text, right: last.right, first: width * word as f32 + 0.25 * size, margin, row });
    }
    found
}

/// The right margin of a column: some lines reach it, or it is none.
fn margin(lines: &[Vec<Piece>], left: f32) -> f32 {
    let rights: Vec<f32> =
        lines.iter().filter(|l| l.len() == 1 || l.first().is_some_and(|p| p.text.chars().count() < 3)).filter_map(|l| l.last()).map(|p| p.right).collect();
    let edge = rights.iter().copied().fold(f32::MIN, f32::max);
    let near = rights.iter().filter(|r| **r + 0.12 * (edge - left) >= edge).count();
    let all = lines.iter().flatten().map(|p| p.right).fold(f32::MIN, f32::max);
    // A column this narrow holds entries, not sentences.
    let narrow = edge - left < 70.0;
    if near >= 3 && near * 12 >= rights.len() && !narrow {
        edge
    } else if all > edge + 20.0 || near == 0 {
        all
    } else {
        f32::INFINITY
    }
}

/// A letter that no font explains, with a gap behind it, at the head of a line.
fn unknown_bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('\u{fffd}')?;
    rest.starts_with(['\t', ' ']).then(|| rest.trim_start())
}

/// The usual distance from line to line, of all columns.
fn pitch(streams: &[Stream]) -> f32 {
    let mut steps: Vec<f32> = streams
        .iter()
        .flat_map(|s| s.lines.windows(2))
        .filter_map(|w| Some((w[0].first()?, w[1].first()?)))
        .filter(|(a, b)| a.page == b.page && b.y > a.y)
        .map(|(a, b)| b.y - a.y)
        .collect();
    if steps.is_empty() {
        return 14.0;
    }
    steps.sort_by(f32::total_cmp);
    steps[steps.len() * 3 / 10]
}
