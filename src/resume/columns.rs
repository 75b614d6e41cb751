//! Which stretches of a page are set in two columns, and which only look so:
//! dates on the right, headings or dates in the margin.

use super::names;
use super::piece::Piece;
use super::section;
use super::when;
use crate::grammar::Rules;

/// A stretch of a page.
pub(super) enum Block {
    Whole(Vec<Vec<Piece>>),
    /// The gutter, what stands left of it and what right.
    Columns(f32, Vec<Vec<Piece>>, Vec<Vec<Piece>>),
}

/// Lines that a column must have at least on both sides.
const COLUMN: usize = 5;

/// A page in stretches of one or of two columns, from top to bottom.
pub(super) fn blocks(rules: &Rules, page: Vec<Vec<Piece>>) -> Vec<Block> {
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
    found.push(Block::Columns(gutter, left, right));
    found.extend(blocks(rules, below));
    found
}

/// The place where most lines in a stretch have nothing, with text on both
/// sides that does not belong together line by line.
pub(super) fn gutter(rules: &Rules, page: &[Vec<Piece>]) -> Option<(f32, usize, usize)> {
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
    let letters = |lines: &[Vec<Piece>], side: bool| -> usize { lines.iter().flatten().filter(|p| (p.x >= x) == side).map(|p| p.text.chars().count()).sum() };
    let (lc, rc) = (letters(lines, false), letters(lines, true));
    // A short list beside a full page: as far down as both go, one must not be next to nothing.
    let beside = |l: &[Vec<Piece>]| letters(l, false).min(letters(l, true)) * 12 >= letters(l, false).max(letters(l, true));
    let last = |side: bool| lines.iter().rposition(|l| if side { right(l) } else { left(l) }).map_or(0, |i| i + 1);
    if !beside(lines) && !beside(&lines[..last(false).min(last(true))]) {
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
    let dated = |p: &Piece| p.text.bytes().filter(u8::is_ascii_digit).count() >= 4 && p.text.chars().count() < 24;
    let dates = lines.iter().flatten().filter(|p| p.x >= x && dated(p)).count();
    // So do places: "Bilbao, Spain" beside an employer, dates beside the title under it.
    let fields = lines.iter().filter(|l| left(l)).flat_map(|l| l.iter().find(|p| p.x >= x)).filter(|p| dated(p) || names::is_place(rules, &p.text)).count();
    if !edge || fields * 4 > rs * 3 || dates * 2 > rs || (both * 10 > ls.min(rs) * 9 && own(true) + own(false) < 3 && rc * 4 < lc) {
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
    let both = (dates + heads) * 2 >= left.len() && dates >= 2 && heads >= 2;
    both || dates * 5 >= left.len() * 2 && dates >= 2 || heads >= 3 && short * 10 >= left.len() * 8 && heads * 2 >= left.len()
}

/// Headings and dates in the margin that are broken over two lines are put together.
pub(super) fn mend_heads(rules: &Rules, lines: &mut [Vec<Piece>]) {
    for i in 1..lines.len() {
        for j in i.saturating_sub(2)..i {
            let (Some(above), Some(below)) = (lines[j].first(), lines[i].first()) else { continue };
            let near = (above.x - below.x).abs() < 3.0
                && above.page == below.page
                && below.y - above.y < 1.7 * above.size
                && above.size == below.size
                && above.style() == below.style();
            let both = format!("{} {}", above.text, below.text);
            let beside = lines[j].len() > 1 || lines[i].len() > 1;
            let whole = section::is_heading(rules, &above.text) && section::is_heading(rules, &below.text);
            // "2019-06 -" over "present".
            let dates = above.text.ends_with(['-', '–', '—']) && when::periods(rules, &both).iter().any(|p| !p.single && p.span.len() + 2 >= both.len());
            if near && beside && !whole && both.len() < 50 && (dates || section::is_heading(rules, &both)) {
                let piece = lines[i].remove(0);
                let head = &mut lines[j][0];
                let lead = head.text.len() as u32 + 1;
                head.strong.extend(piece.strong.iter().map(|s| (s.0 + lead, s.1 + lead, s.2)));
                head.text = both;
            }
        }
    }
}
