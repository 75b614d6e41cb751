//! Letters on pages → lines, columns, rows: what stands beside what, and in
//! which order it is read.

use std::collections::BTreeMap;

use super::plain;
use super::section;
use super::sheet::Row;
use super::wrap::{self, Set};
use crate::grammar::Rules;

/// A letter (or what one glyph stands for) and its place, from the top left, in points.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub text: String,
    pub x: f32,
    pub right: f32,
    /// Its baseline.
    pub y: f32,
    pub size: f32,
    /// 1 bold, 2 italic, 3 both.
    pub style: u8,
}

/// Letters on one line with no wide gap between them.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    /// Bytes that are bold or italic, and which.
    strong: Vec<(u32, u32, u8)>,
    x: f32,
    right: f32,
    y: f32,
    size: f32,
    page: u32,
}

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
                pieces.push(Piece { text: String::new(), strong: Vec::new(), x, right: x, y: n as f32 * HIGH, size: 10.0, page: 0 });
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
pub(super) fn rows(rules: &Rules, pages: Vec<Vec<Letter>>) -> Vec<Row> {
    let mut pages: Vec<Vec<Vec<Piece>>> = pages.into_iter().enumerate().map(|(n, letters)| lines(letters, n as u32 + 1)).collect();
    running(&mut pages);
    rows_of(rules, pages)
}

fn rows_of(rules: &Rules, pages: Vec<Vec<Vec<Piece>>>) -> Vec<Row> {
    let body = body_size(&pages);
    let mut streams: Vec<Stream> = Vec::new();
    // Columns that go on over pages: the gutter, and what stands left and right of it so far.
    let mut open: Option<(f32, Vec<Vec<Piece>>, Vec<Vec<Piece>>)> = None;
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

/// Lines that are read one after the other.
struct Stream {
    lines: Vec<Vec<Piece>>,
    /// A column with headings of its own; one without goes on in the section above it.
    column: bool,
    /// Where the next column begins.
    limit: f32,
}

fn close(rules: &Rules, open: &mut Option<(f32, Vec<Vec<Piece>>, Vec<Vec<Piece>>)>, streams: &mut Vec<Stream>) {
    let Some((_, left, right)) = open.take() else { return };
    let headed = |lines: &[Vec<Piece>]| lines.iter().any(|l| matches!(&l[..], [one] if section::is_heading(rules, &one.text)));
    let column = headed(&left) || headed(&right);
    let next = right.iter().filter_map(|l| l.first()).map(|p| p.x).fold(f32::INFINITY, f32::min) - 10.0;
    streams.extend([(left, next), (right, f32::INFINITY)].into_iter().filter(|s| !s.0.is_empty()).map(|(lines, limit)| Stream { lines, column, limit }));
}

/// Letters → lines from top to bottom, each of its pieces from left to right.
fn lines(mut letters: Vec<Letter>, page: u32) -> Vec<Vec<Piece>> {
    letters.retain(|l| l.size > 0.5 && l.size < 200.0 && l.right >= l.x);
    letters.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Letter>> = Vec::new();
    for letter in letters {
        match rows.last_mut() {
            // A baseline wavers by less than a third of the letters' height.
            Some(row) if row.iter().rev().take(8).any(|l| (letter.y - l.y).abs() <= 0.3 * l.size.min(letter.size)) => row.push(letter),
            _ => rows.push(vec![letter]),
        }
    }
    rows.into_iter().map(|row| pieces(row, page)).filter(|r| !r.is_empty()).collect()
}

fn pieces(mut row: Vec<Letter>, page: u32) -> Vec<Piece> {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut found: Vec<Piece> = Vec::new();
    let mut last: Option<Letter> = None;
    for letter in row {
        let blank = letter.text.trim().is_empty();
        if let Some(before) = &last {
            // Drawn twice to look bold.
            if !blank && before.text == letter.text && (letter.x - before.x).abs() < 0.12 * letter.size {
                continue;
            }
        }
        if blank {
            continue;
        }
        let gap = last.as_ref().map_or(f32::INFINITY, |b| letter.x - b.right);
        let size = last.as_ref().map_or(letter.size, |b| b.size.max(letter.size));
        if gap > 1.15 * size {
            found.push(Piece { text: String::new(), strong: Vec::new(), x: letter.x, right: letter.right, y: letter.y, size: letter.size, page });
        }
        let piece = found.last_mut().expect("one was begun");
        if gap <= 1.15 * size && gap > 0.13 * size {
            piece.text.push(' ');
        }
        let from = piece.text.len() as u32;
        piece.text.extend(letter.text.chars().map(plain_letter).flat_map(|(a, b)| [Some(a), b]).flatten());
        let to = piece.text.len() as u32;
        if letter.style > 0 {
            match piece.strong.last_mut() {
                Some(s) if s.1 + 1 >= from && s.2 == letter.style => s.1 = to,
                _ => piece.strong.push((from, to, letter.style)),
            }
        }
        piece.right = piece.right.max(letter.right);
        piece.size = piece.size.max(letter.size);
        last = Some(letter);
    }
    found
}

/// Ligatures that fonts have for two letters.
fn plain_letter(c: char) -> (char, Option<char>) {
    match c {
        'ﬁ' => ('f', Some('i')),
        'ﬂ' => ('f', Some('l')),
        'ﬀ' => ('f', Some('f')),
        '\u{a0}' | '\t' | '\n' | '\r' => (' ', None),
        c if c.is_control() => (' ', None),
        c => (c, None),
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

enum Block {
    Whole(Vec<Vec<Piece>>),
    /// The gutter, what stands left of it and what right.
    Columns(f32, Vec<Vec<Piece>>, Vec<Vec<Piece>>),
}

/// Lines that a column must have at least on both sides.
const COLUMN: usize = 5;

/// A page in stretches of one or of two columns, from top to bottom.
fn blocks(rules: &Rules, page: Vec<Vec<Piece>>) -> Vec<Block> {
    let Some((gutter, from, to)) = gutter(rules, &page) else { return if page.is_empty() { Vec::new() } else { vec![Block::Whole(page)] } };
    let mut page = page;
    let below = page.split_off(to);
    let block = page.split_off(from);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in block {
        let (l, r): (Vec<Piece>, Vec<Piece>) = line.into_iter().partition(|p| p.x < gutter);
        left.extend(Some(l).filter(|l| !l.is_empty()));
        right.extend(Some(r).filter(|r| !r.is_empty()));
    }
    let mut found = blocks(rules, page);
    // A column may again be two: a page of three.
    found.push(Block::Columns(gutter, left, right));
    found.extend(blocks(rules, below));
    found
}

/// The place where most lines in a stretch have nothing, with text on both
/// sides that does not belong together line by line.
fn gutter(rules: &Rules, page: &[Vec<Piece>]) -> Option<(f32, usize, usize)> {
    let (low, high) = page.iter().flatten().fold((f32::MAX, f32::MIN), |(a, b), p| (a.min(p.x), b.max(p.right)));
    if page.len() < COLUMN || high - low < 200.0 {
        return None;
    }
    let mut best: Option<(usize, f32, usize, usize)> = None;
    let mut x = low + 0.15 * (high - low);
    while x < low + 0.85 * (high - low) {
        let crosses = |line: &[Piece]| line.iter().any(|p| p.x < x + 3.0 && p.right > x - 3.0);
        let mut from = 0;
        while from < page.len() {
            if crosses(&page[from]) {
                from += 1;
                continue;
            }
            let to = (from..page.len()).find(|&i| crosses(&page[i])).unwrap_or(page.len());
            if let Some((score, a, b)) = columns(rules, &page[from..to], x).filter(|s| best.is_none_or(|b| s.0 > b.0)) {
                best = Some((score, x, from + a, from + b));
            }
            from = to;
        }
        x += 2.0;
    }
    best.map(|(_, x, from, to)| (x, from, to))
}

/// How much a stretch looks like two columns at x, and from which line to which.
fn columns(rules: &Rules, lines: &[Vec<Piece>], x: f32) -> Option<(usize, usize, usize)> {
    let left = |l: &[Piece]| l.iter().any(|p| p.right <= x);
    let right = |l: &[Piece]| l.iter().any(|p| p.x >= x);
    // The stretch begins and ends where both sides have something near.
    let first = lines.iter().position(|l| right(l))?.min(lines.iter().position(|l| left(l))?);
    let (ls, rs) = (lines.iter().filter(|l| left(l)).count(), lines.iter().filter(|l| right(l)).count());
    if ls < COLUMN || rs < COLUMN {
        return None;
    }
    if is_margin(rules, lines, x) {
        return None;
    }
    let letters = |side: bool| -> usize { lines.iter().flatten().filter(|p| (p.x >= x) == side).map(|p| p.text.chars().count()).sum() };
    let (lc, rc) = (letters(false), letters(true));
    if lc.min(rc) * 12 < lc.max(rc) {
        return None;
    }
    // Dates on the right stand on the lines of what they date; columns have lines of their own.
    let both = lines.iter().filter(|l| left(l) && right(l)).count();
    let own = |side: bool| lines.iter().filter(|l| if side { right(l) && !left(l) } else { left(l) && !right(l) }).count();
    // A column has a left edge: most of its lines begin there, or a bullet's width behind it.
    let mut starts: Vec<f32> = lines.iter().filter_map(|l| l.iter().find(|p| p.x >= x)).map(|p| p.x).collect();
    starts.sort_by(f32::total_cmp);
    let low = starts[starts.len() / 10];
    let edge = starts.iter().filter(|s| **s <= low + 42.0).count() * 10 >= rs * 7;
    let dates =
        lines.iter().flatten().filter(|p| p.x >= x).filter(|p| p.text.bytes().filter(u8::is_ascii_digit).count() >= 4 && p.text.chars().count() < 24).count();
    if !edge || dates * 2 > rs || (both * 10 > ls.min(rs) * 9 && own(true) + own(false) < 3 && rc * 4 < lc) {
        return None;
    }
    let score = lines.len() * 4 + ls.min(rs) * 3;
    Some((score, first, lines.len()))
}

/// Whether what stands left of x is a margin with headings, or with dates, that
/// belong to what stands beside them, and no column of its own.
fn is_margin(rules: &Rules, lines: &[Vec<Piece>], x: f32) -> bool {
    let left: Vec<&Piece> = lines.iter().filter_map(|l| l.first()).filter(|p| p.right <= x).collect();
    let dates = left.iter().filter(|p| p.text.bytes().filter(u8::is_ascii_digit).count() >= 4 && p.text.chars().count() < 30).count();
    let heads = left
        .iter()
        .enumerate()
        .filter(|(i, p)| section::is_heading(rules, &p.text) || left.get(i + 1).is_some_and(|n| section::is_heading(rules, &format!("{} {}", p.text, n.text))))
        .count();
    let short = left.iter().filter(|p| p.text.chars().count() <= 24 && p.text.split_whitespace().count() <= 3).count();
    dates * 5 >= left.len() * 2 && dates >= 2 || heads >= 3 && short * 10 >= left.len() * 8 && heads * 2 >= left.len()
}

/// Headings in the margin that are broken over two lines are put together.
fn mend_heads(rules: &Rules, lines: &mut [Vec<Piece>]) {
    for i in 1..lines.len() {
        for j in i.saturating_sub(2)..i {
            let (Some(above), Some(below)) = (lines[j].first(), lines[i].first()) else { continue };
            let near = (above.x - below.x).abs() < 3.0
                && above.page == below.page
                && below.y - above.y < 1.7 * above.size
                && above.size == below.size
                && style(above) == style(below);
            let both = format!("{} {}", above.text, below.text);
            let beside = lines[j].len() > 1 || lines[i].len() > 1;
            if near && beside && both.len() < 50 && section::is_heading(rules, &both) {
                let piece = lines[i].remove(0);
                let head = &mut lines[j][0];
                let lead = head.text.len() as u32 + 1;
                head.strong.extend(piece.strong.iter().map(|s| (s.0 + lead, s.1 + lead, s.2)));
                head.text = both;
            }
        }
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
        let first_style = style(first);
        if line.iter().all(|p| style(p) == first_style) {
            row.style = first_style;
        }
        let size = line.iter().map(|p| p.size).fold(0.0, f32::max);
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
        let beside = (line.len() == 2).then(|| (line[0].right, line[1].x, style(&line[0])));
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

/// How all of a piece is set; 0 for plain or mixed.
fn style(piece: &Piece) -> u8 {
    let covered: u32 = piece.strong.iter().map(|s| s.1 - s.0).sum();
    let first = piece.strong.first().map_or(0, |s| s.2);
    if covered as usize + 2 >= piece.text.len() && piece.strong.iter().all(|s| s.2 == first) { first } else { 0 }
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
