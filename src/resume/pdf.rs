//! PDF → glyphs with their places, with hayro, and those → rows, by [`super::layout`].

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, String as Shown};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};

use super::layout;
use super::piece::Letter;
use super::sheet::{Form, Sheet};
use crate::grammar::Rules;

/// Pages beyond this are no résumé's.
const PAGES: usize = 60;
/// Letters beyond this are no résumé's either; what stands behind them is not read.
const LETTERS: usize = 600_000;

/// Takes a PDF apart. The error says what is wrong in a few words.
pub(super) fn read(rules: &Rules, bytes: &[u8]) -> Result<Sheet, String> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|e| {
        let text = format!("{e:?}");
        if text.contains("Decrypt") {
            "it is locked with a password; save it without one".to_owned()
        } else {
            "it is a broken PDF; save it again or export it as text".to_owned()
        }
    })?;
    let mut pages = Vec::new();
    let mut left = LETTERS;
    for page in pdf.pages().iter().take(PAGES) {
        let letters = letters(&pdf, page, left);
        left = left.saturating_sub(letters.len());
        pages.push(letters);
    }
    if pages.is_empty() {
        return Err("it is a broken PDF without pages; save it again or export it as text".to_owned());
    }
    Ok(Sheet { rows: layout::rows(rules, pages), form: Form::Pdf, ..Sheet::default() })
}

fn letters(pdf: &Pdf, page: &Page, left: usize) -> Vec<Letter> {
    let cache = InterpreterCache::new();
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let start = page.initial_transform(true);
    let [a, b, c, d, e, f] = start.as_coeffs().map(f64::from);
    let mut context = Context::new(Affine::new([a, b, c, d, e, f]), bounds, &cache, pdf.xref(), InterpreterSettings::default());
    let mut reader = Reader { letters: Vec::new(), runs: Vec::new(), left };
    interpret_page(page, &mut context, &mut reader);
    // Fonts that carry no data of their own are known by their names alone.
    let named = strong_fonts(page);
    if named.len() == reader.runs.len() {
        for (strong, range) in named.into_iter().zip(&reader.runs) {
            reader.letters[range.clone()].iter_mut().for_each(|l| l.style |= strong);
        }
    }
    reader.letters.retain(|l| l.x.is_finite() && l.y.is_finite() && l.x > -50.0 && l.x < width + 50.0 && l.y > -50.0 && l.y < height + 50.0);
    reader.letters
}

/// Collects letters; draws nothing.
struct Reader {
    letters: Vec<Letter>,
    /// The letters of each string that the page shows.
    runs: Vec<std::ops::Range<usize>>,
    left: usize,
}

impl Device<'_> for Reader {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        // Filled and then stroked: the same letters once more, to look bold.
        if matches!(mode, DrawMode::Stroke(_))
            && let Some(last) = self.runs.last().cloned()
        {
            let first = run.glyphs().first().map(|g| props.transform * g.transform() * Point::ZERO);
            if self.letters.get(last.start).is_some_and(|l| first.is_some_and(|f| f.x as f32 == l.x && f.y as f32 == l.y)) {
                self.letters[last].iter_mut().for_each(|l| l.style |= BOLD);
                return;
            }
        }
        let from = self.letters.len();
        self.letters_of(run, &props);
        self.runs.push(from..self.letters.len());
    }
}

impl Reader {
    fn letters_of(&mut self, run: &GlyphRun<'_, '_>, props: &DrawProps<'_>) {
        let mut style = None;
        for glyph in run.glyphs() {
            if self.letters.len() >= self.left {
                return;
            }
            let placed = props.transform * glyph.transform();
            let [a, b, _, d, ..] = placed.as_coeffs();
            // Text that stands on its side is a decoration.
            if b.abs() > 0.2 * a.abs() || a <= 0.0 {
                continue;
            }
            let (advance, letter_style) = match &**glyph {
                Glyph::Outline(outline) => {
                    let own = *style.get_or_insert_with(|| outline.font_data().map_or(0, |f| style_of(&f)));
                    (outline.advance_width().unwrap_or(500.0), own)
                }
                Glyph::Type3(_) => (500.0, 0),
            };
            let at = placed * Point::ZERO;
            // Glyphs are placed in a space of a thousand units.
            let (width, size) = (f64::from(advance) * a, d.abs() * 1000.0);
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(s)) => s,
                None => "\u{fffd}".to_owned(),
            };
            self.letters.push(Letter { text, x: at.x as f32, right: (at.x + width) as f32, y: at.y as f32, size: size as f32, style: letter_style });
        }
    }
}

/// For each string that a page shows, whether its font is called bold, italic or both.
fn strong_fonts(page: &Page) -> Vec<u8> {
    let mut known: HashMap<Vec<u8>, u8> = HashMap::new();
    let (mut found, mut now, mut saved) = (Vec::new(), 0, Vec::new());
    let empty = |s: &Shown| s.as_bytes().is_empty();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::SaveState(_) if saved.len() < 1000 => saved.push(now),
            TypedInstruction::RestoreState(_) => now = saved.pop().unwrap_or(now),
            TypedInstruction::TextFont(font) => {
                let name: &[u8] = font.0;
                now = *known.entry(name.to_vec()).or_insert_with(|| {
                    let dict: Option<Dict> = page.resources().get_font(font.0);
                    dict.and_then(|d| d.get::<Name>(b"BaseFont".as_slice())).map_or(0, |n| style_of_name(n.as_str()))
                });
            }
            TypedInstruction::ShowText(s) if !empty(s.0) => found.push(now),
            TypedInstruction::NextLineAndShowText(s) if !empty(s.0) => found.push(now),
            TypedInstruction::ShowTextWithParameters(s) if !empty(s.2) => found.push(now),
            TypedInstruction::ShowTexts(s) if s.0.iter::<Object>().any(|o| matches!(o, Object::String(s) if !empty(&s))) => found.push(now),
            _ => {}
        }
    }
    found
}

const BOLD: u8 = 1;
const ITALIC: u8 = 2;

fn style_of(font: &hayro_interpret::font::OutlineFontData) -> u8 {
    let weight = if font.weight.is_some_and(|w| w >= 600) { BOLD } else { 0 };
    weight | if font.is_italic { ITALIC } else { 0 } | font.postscript_name.as_deref().map_or(0, style_of_name)
}

fn style_of_name(name: &str) -> u8 {
    let name = name.to_ascii_lowercase();
    // "ABCDEF+CMBX10": a subset's name has a tag before it.
    let name = name.split_once('+').map_or(name.as_str(), |(_, n)| n);
    let bold = ["bold", "black", "heavy", "demi", "medi"].iter().any(|w| name.contains(w)) || name.ends_with("-bd") || name.starts_with("cmb");
    let italic = ["italic", "oblique"].iter().any(|w| name.contains(w)) || name.ends_with("-it") || name.starts_with("cmti");
    (if bold { BOLD } else { 0 }) | (if italic { ITALIC } else { 0 })
}
