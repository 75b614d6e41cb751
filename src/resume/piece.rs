//! Letters with their places → lines of pieces: what stands together on a line.

/// A letter (or what one glyph stands for) and its place, from the top left, in points.
#[cfg(feature = "documents")]
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
pub(super) struct Piece {
    pub text: String,
    /// Bytes that are bold or italic, and which.
    pub strong: Vec<(u32, u32, u8)>,
    pub x: f32,
    pub right: f32,
    pub y: f32,
    pub size: f32,
    pub page: u32,
    /// Gaps inside that are wider than a space: the byte behind each, where the next word begins,
    /// and where the one before ends.
    #[cfg(feature = "documents")]
    pub wide: Vec<(u32, f32, f32)>,
}

impl Piece {
    /// How all of it is set; 0 for plain or mixed.
    pub fn style(&self) -> u8 {
        let covered: u32 = self.strong.iter().map(|s| s.1 - s.0).sum();
        let first = self.strong.first().map_or(0, |s| s.2);
        if covered as usize + 2 >= self.text.len() && self.strong.iter().all(|s| s.2 == first) { first } else { 0 }
    }
}

/// Letters → lines from top to bottom, each of its pieces from left to right.
#[cfg(feature = "documents")]
pub(super) fn lines(mut letters: Vec<Letter>, page: u32) -> Vec<Vec<Piece>> {
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
    let mut rows: Vec<Vec<Piece>> = rows.into_iter().map(|row| pieces(row, page)).filter(|r| !r.is_empty()).collect();
    at_edges(&mut rows);
    rows
}

/// A gap somewhat wider than a space parts fields where other lines begin right behind it: labels
/// set against what they name, as many templates have them.
#[cfg(feature = "documents")]
fn at_edges(rows: &mut [Vec<Piece>]) {
    let mut edges: Vec<(f32, usize)> = Vec::new();
    for x in rows.iter().flat_map(|r| r.iter().map(|p| p.x).chain(r.iter().flat_map(|p| &p.wide).map(|w| w.1))) {
        match edges.iter_mut().find(|e| (e.0 - x).abs() < 0.8) {
            Some(edge) => edge.1 += 1,
            None => edges.push((x, 1)),
        }
    }
    let is_edge = |x: f32| edges.iter().any(|e| (e.0 - x).abs() < 0.8 && e.1 >= 3);
    for row in rows {
        let mut i = 0;
        while i < row.len() {
            let Some(&(at, x, right)) = row[i].wide.iter().find(|w| is_edge(w.1)) else {
                i += 1;
                continue;
            };
            let mut next = row[i].clone();
            next.text = row[i].text[at as usize..].to_owned();
            next.x = x;
            next.strong = row[i].strong.iter().filter(|s| s.1 > at).map(|s| (s.0.max(at) - at, s.1 - at, s.2)).collect();
            next.wide = row[i].wide.iter().filter(|w| w.0 > at).map(|w| (w.0 - at, w.1, w.2)).collect();
            let first = &mut row[i];
            first.text.truncate(at as usize);
            first.text.truncate(first.text.trim_end().len());
            first.right = right;
            let end = first.text.len() as u32;
            first.strong.retain_mut(|s| {
                s.1 = s.1.min(end);
                s.0 < s.1
            });
            first.wide.clear();
            row.insert(i + 1, next);
            i += 1;
        }
    }
}

#[cfg(feature = "documents")]
fn pieces(mut row: Vec<Letter>, page: u32) -> Vec<Piece> {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let row = unspaced(row);
    let mut found: Vec<Piece> = Vec::new();
    let mut last: Option<Letter> = None;
    let mut votes = 0u32;
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
            found.push(Piece {
                text: String::new(),
                strong: Vec::new(),
                x: letter.x,
                right: letter.right,
                y: letter.y,
                size: letter.size,
                page,
                wide: Vec::new(),
            });
            votes = 0;
        }
        let piece = found.last_mut().expect("one was begun");
        if gap <= 1.15 * size && gap > 0.13 * size {
            piece.text.push(' ');
            if gap > 0.6 * size {
                piece.wide.push((piece.text.len() as u32, letter.x, piece.right));
            }
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
        // The height that most of its letters have: a bullet or a large first letter says nothing.
        if piece.size == letter.size {
            votes += 1;
        } else if votes == 0 {
            (piece.size, votes) = (letter.size, 1);
        } else {
            votes -= 1;
        }
        last = Some(letter);
    }
    found
}

/// Letters that are set wide, as headings are: the stretches of a line where no two stand together are
/// drawn close, so that what is left apart are words.
#[cfg(feature = "documents")]
fn unspaced(mut row: Vec<Letter>) -> Vec<Letter> {
    const FEW: usize = 5;
    row.retain(|l| !l.text.trim().is_empty());
    let apart = |a: &Letter, b: &Letter| (b.x - a.right) / a.size.max(b.size);
    let mut from = 0;
    while from < row.len() {
        let mut to = from + 1;
        while to < row.len() && (0.13..3.0).contains(&apart(&row[to - 1], &row[to])) && row[to].size == row[from].size {
            to += 1;
        }
        let mut gaps: Vec<f32> = row[from..to].windows(2).map(|w| apart(&w[0], &w[1])).collect();
        let letters = row[from..to].iter().filter(|l| l.text.chars().all(char::is_alphabetic)).count();
        if to - from >= FEW && letters * 5 >= (to - from) * 4 {
            gaps.sort_by(f32::total_cmp);
            let usual = gaps[gaps.len() / 4];
            let close = |l: &mut Letter, next: f32, size: f32| l.right = next - 0.05 * size;
            for i in from..to - 1 {
                let (next, size) = (row[i + 1].x, row[i].size);
                if apart(&row[i], &row[i + 1]) < usual + 0.17 {
                    close(&mut row[i], next, size);
                } else {
                    row[i].right = next - 0.3 * size;
                }
            }
        }
        from = to;
    }
    row
}

/// Ligatures that fonts have for two letters.
#[cfg(feature = "documents")]
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
