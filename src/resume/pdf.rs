//! PDF → glyphs with their places, with hayro, and those → rows, by [`super::layout`].

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, SoftMask, interpret_page};

use super::layout::{self, Letter};
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
        if text.contains("Decrypt") { "it is locked with a password; save it without one".to_owned() } else { "it is a broken PDF; save it again or export it as text".to_owned() }
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
    let mut reader = Reader { letters: Vec::new(), left };
    interpret_page(page, &mut context, &mut reader);
    reader.letters.retain(|l| l.x.is_finite() && l.y.is_finite() && l.x > -50.0 && l.x < width + 50.0 && l.y > -50.0 && l.y < height + 50.0);
    reader.letters
}

/// Collects letters; draws nothing.
struct Reader {
    letters: Vec<Letter>,
    left: usize,
}

impl Device<'_> for Reader {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
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
            let (advance, strong) = match &**glyph {
                Glyph::Outline(outline) => {
                    let strong = *style.get_or_insert_with(|| outline.font_data().is_some_and(|f| is_strong(&f)));
                    (outline.advance_width().unwrap_or(500.0), strong)
                }
                Glyph::Type3(_) => (500.0, false),
            };
            let at = placed * Point::ZERO;
            // Glyphs are placed in a space of a thousand units.
            let (width, size) = (f64::from(advance) * a, d.abs() * 1000.0);
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(s)) => s,
                None => "\u{fffd}".to_owned(),
            };
            self.letters.push(Letter { text, x: at.x as f32, right: (at.x + width) as f32, y: at.y as f32, size: size as f32, strong });
        }
    }
}

fn is_strong(font: &hayro_interpret::font::OutlineFontData) -> bool {
    let name = font.postscript_name.as_deref().unwrap_or("").to_ascii_lowercase();
    font.is_italic || font.weight.is_some_and(|w| w >= 600) || ["bold", "black", "heavy", "semibold", "demi", "italic", "oblique"].iter().any(|w| name.contains(w)) || name.ends_with("-it") || name.ends_with("-bd")
}
