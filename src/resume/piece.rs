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
    rows.into_iter().map(|row| pieces(row, page)).filter(|r| !r.is_empty()).collect()
}

#[cfg(feature = "documents")]
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
