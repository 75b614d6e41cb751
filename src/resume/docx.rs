//! Word documents → rows: paragraphs, lists, tabs, headings, tables, text frames,
//! headers. Only `document.xml` and what it needs is read; links, macros and
//! external parts are never followed.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::plain;
use super::section;
use super::sheet::{Form, Row, Sheet};
use super::styles::{Style, attribute, name_of, styles};
use crate::grammar::Rules;

/// Bytes that one part of the archive may have when it is unpacked. The longest
/// résumé has a hundredth of it; an archive made to burst is cut off here.
pub(super) const PART: u64 = 24_000_000;
/// How deep elements may stand in one another.
const DEPTH: usize = 400;

/// An archive that is open.
pub(super) type Archive<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// One part of the archive, `None` where there is none; the error says what is wrong.
pub(super) fn part(archive: &mut Archive, name: &str) -> Result<Option<Vec<u8>>, String> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    file.take(PART + 1).read_to_end(&mut bytes).map_err(|e| format!("its part {name} cannot be unpacked ({e}); save it again"))?;
    if bytes.len() as u64 > PART {
        return Err(format!("its part {name} unpacks to more than {PART} bytes; no résumé does"));
    }
    Ok(Some(bytes))
}

/// Takes a Word document apart.
pub(super) fn read(rules: &Rules, archive: &mut Archive) -> Result<Sheet, String> {
    let document = part(archive, "word/document.xml")?.ok_or("it is an archive, but neither a Word document nor LinkedIn's export")?;
    let styles = part(archive, "word/styles.xml")?.map(|xml| styles(&xml)).unwrap_or_default();
    let mut rows = Vec::new();
    for n in 1..=3 {
        if let Some(xml) = part(archive, &format!("word/header{n}.xml"))? {
            rows.extend(body(rules, &xml, &styles)?);
        }
    }
    // The same name on every page stands once.
    rows.dedup_by(|a: &mut Row, b| a.text == b.text);
    let mut main = body(rules, &document, &styles)?;
    rows.retain(|r| !main.iter().any(|m| m.text == r.text) && r.text.chars().any(char::is_alphabetic) && !r.text.to_lowercase().starts_with("page"));
    rows.append(&mut main);
    sizes(&mut rows);
    Ok(Sheet { rows, form: Form::Word, ..Sheet::default() })
}

/// Half points → tenths of the size that most of the text has.
fn sizes(rows: &mut [Row]) {
    let mut all: HashMap<u16, usize> = HashMap::new();
    rows.iter().for_each(|r| *all.entry(r.size).or_default() += r.text.len());
    let body = all.into_iter().max_by_key(|(size, n)| (*n, *size)).map_or(0, |(s, _)| s);
    // Where most of the text names no size, it has the usual eleven points.
    let body = if body == 0 { 22 } else { body };
    rows.iter_mut().for_each(|r| r.size = if r.size == 0 { 10 } else { (r.size * 10).div_euclid(body) });
}

/// A table that is open: the rows of its cells so far.
#[derive(Default)]
struct Table {
    cells: Vec<Vec<Row>>,
}

#[derive(Default)]
struct Body {
    rows: Vec<Row>,
    row: Row,
    style: Style,
    strong: bool,
    /// Inside a run's or a paragraph's properties.
    run: bool,
    text: bool,
    /// Tables that are open, outermost first; each with where its rows go.
    tables: Vec<(Table, Vec<Row>)>,
    /// Text frames that are open: the paragraph around them goes on behind them.
    frames: Vec<(Vec<Row>, Row, Style)>,
    framed: Vec<Row>,
    skip: usize,
}

/// The rows of one part.
fn body(rules: &Rules, xml: &[u8], styles: &HashMap<String, Style>) -> Result<Vec<Row>, String> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    let mut to = Body::default();
    let mut depth = 0usize;
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|e| format!("it is a broken Word document ({e}); save it again"))?;
        match event {
            Event::Start(e) => {
                depth += 1;
                if depth > DEPTH {
                    return Err("its elements stand too deep in one another; save it again".to_owned());
                }
                to.start(&e, styles);
            }
            Event::Empty(e) => {
                let name = e.name().as_ref().to_owned();
                to.start(&e, styles);
                to.end(rules, &name);
            }
            Event::End(e) => {
                depth = depth.saturating_sub(1);
                to.end(rules, e.name().as_ref());
            }
            Event::Text(t) if to.text && to.skip == 0 => to.add(&t),
            Event::CData(t) if to.text && to.skip == 0 => to.add(&t),
            Event::GeneralRef(r) if to.text && to.skip == 0 => {
                let name = r.to_string();
                let known = match name.as_str() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => r.resolve_char_ref().ok().flatten(),
                };
                to.add(&known.map_or(String::new(), String::from));
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    to.paragraph();
    let framed = std::mem::take(&mut to.framed);
    to.rows.extend(framed);
    to.rows.retain(|r| !r.text.is_empty());
    Ok(to.rows)
}

impl Body {
    fn add(&mut self, text: &str) {
        let from = self.row.text.len() as u32;
        self.row.text.push_str(text);
        let to = self.row.text.len() as u32;
        if self.strong && to > from {
            match self.row.strong.last_mut() {
                Some(s) if s.1 == from => s.1 = to,
                _ => self.row.strong.push((from, to)),
            }
        }
    }

    fn start(&mut self, e: &BytesStart, styles: &HashMap<String, Style>) {
        let value = attribute(e, "w:val");
        let on = !matches!(value.as_deref(), Some("0" | "false" | "none" | "off"));
        match e.name().as_ref() {
            // The same frame for older readers, and what was deleted.
            "mc:Fallback" | "w:del" | "w:instrText" => self.skip += 1,
            _ if self.skip > 0 => {}
            "w:txbxContent" => {
                self.frames.push((std::mem::take(&mut self.rows), std::mem::take(&mut self.row), self.style));
                self.style = Style::default();
            }
            "w:tbl" => {
                self.paragraph();
                self.tables.push((Table::default(), std::mem::take(&mut self.rows)));
            }
            "w:tc" => {}
            "w:p" => {
                self.row = Row::default();
                self.style = Style::default();
                self.strong = false;
            }
            "w:pStyle" => {
                let id = value.unwrap_or_default();
                self.style = styles.get(&id).copied().unwrap_or_else(|| name_of(&id));
            }
            "w:numPr" => self.style.bullet = self.style.level == 0,
            "w:numId" if value.as_deref() == Some("0") => self.style.bullet = false,
            "w:outlineLvl" => {
                if let Some(level) = value.and_then(|v| v.parse::<u8>().ok()).filter(|l| *l < 6) {
                    self.style.level = level + 1;
                }
            }
            "w:ind" => {
                let twips = attribute(e, "w:left").or_else(|| attribute(e, "w:start")).and_then(|v| v.parse::<f32>().ok()).unwrap_or(0.0);
                self.row.indent = (twips / 120.0).clamp(0.0, 200.0) as u32;
            }
            "w:r" => {
                self.run = true;
                self.strong = self.style.strong;
            }
            "w:b" | "w:i" if self.run && on => self.strong = true,
            "w:sz" if self.run => {
                // Half points; a tenth of them is what most text has.
                let size = value.and_then(|v| v.parse::<u16>().ok()).unwrap_or(0);
                self.row.size = self.row.size.max(size.min(400));
            }
            "w:t" => self.text = true,
            "w:tab" if self.run => self.add("\t"),
            "w:br" | "w:cr" if self.run => self.add("\n"),
            "w:noBreakHyphen" => self.add("-"),
            "w:sym" if self.row.text.is_empty() => self.add("• "),
            _ => {}
        }
    }

    fn end(&mut self, rules: &Rules, name: &str) {
        match name {
            "mc:Fallback" | "w:del" | "w:instrText" => self.skip = self.skip.saturating_sub(1),
            _ if self.skip > 0 => {}
            "w:t" => self.text = false,
            "w:r" => self.run = false,
            "w:p" => self.paragraph(),
            "w:txbxContent" => {
                if let Some((rows, row, style)) = self.frames.pop() {
                    let mut inner = std::mem::replace(&mut self.rows, rows);
                    if let Some(first) = inner.first_mut() {
                        (first.gap, first.column) = (true, true);
                    }
                    self.framed.append(&mut inner);
                    (self.row, self.style) = (row, style);
                }
            }
            "w:tc" => {
                self.paragraph();
                let rows = std::mem::take(&mut self.rows);
                if let Some((table, _)) = self.tables.last_mut() {
                    table.cells.push(rows);
                }
            }
            "w:tr" => {
                if let Some((table, to)) = self.tables.last_mut() {
                    let cells = std::mem::take(&mut table.cells);
                    let_down(rules, cells, to);
                }
            }
            "w:tbl" => {
                if let Some((_, rows)) = self.tables.pop() {
                    let loose = std::mem::replace(&mut self.rows, rows);
                    self.rows.extend(loose);
                }
            }
            _ => {}
        }
    }

    /// Ends a paragraph: a row for each of its lines.
    fn paragraph(&mut self) {
        let row = std::mem::take(&mut self.row);
        let style = self.style;
        let empty = row.text.trim().is_empty();
        if empty && self.frames.is_empty() && !self.framed.is_empty() && self.tables.is_empty() {
            // Frames stand in a paragraph of their own; their text comes where they do.
            let framed = std::mem::take(&mut self.framed);
            self.rows.extend(framed);
        }
        let mut at = 0;
        for line in row.text.split('\n') {
            let mut part = row.cut(at..at + line.len());
            at += line.len() + 1;
            let lead = part.text.len() - part.text.trim_start().len();
            part = part.cut(lead..part.text.len());
            let fields = plain::fields(&part.text);
            // Positions of bold letters hold as long as no gap was made a tab.
            if fields != part.text.trim_end() {
                part.strong.retain(|s| fields.get(..s.1 as usize) == part.text.get(..s.1 as usize));
            }
            part.text = fields;
            if part.text.is_empty() {
                continue;
            }
            (part.level, part.bullet) = (style.level, style.bullet);
            if !part.bullet
                && style.level == 0
                && let Some(rest) = plain::bullet(&part.text).filter(|r| !r.is_empty())
            {
                part = Row { bullet: true, ..part.cut(part.text.len() - rest.len()..part.text.len()) };
            }
            part.gap = self.rows.last().is_none_or(|r: &Row| r.text.is_empty()) || style.level > 0;
            self.rows.push(part);
        }
        if empty && self.rows.last().is_some_and(|r| !r.text.is_empty()) {
            // A blank paragraph is a gap, and no row.
            self.rows.push(Row::default());
        }
    }
}

/// The cells of one row of a table: fields of one row where each holds one
/// line, columns of their own where they hold more.
fn let_down(rules: &Rules, cells: Vec<Vec<Row>>, to: &mut Vec<Row>) {
    let cells: Vec<Vec<Row>> =
        cells.into_iter().map(|c| c.into_iter().filter(|r| !r.text.is_empty()).collect::<Vec<Row>>()).filter(|c| !c.is_empty()).collect();
    let headed = cells.iter().any(|c| c.len() > 1 && c.iter().any(|r| r.level > 0 || section::is_heading(rules, &r.text)));
    // A heading in the margin, and what belongs to it beside it.
    let margin = cells.len() == 2 && cells[0].len() == 1 && section::is_heading(rules, &cells[0][0].text);
    let small =
        cells.iter().all(|c| c.len() == 1) || cells.len() > 1 && cells[0].len() == 1 && cells.iter().map(Vec::len).sum::<usize>() <= cells.len() + 1 && !headed;
    if cells.len() > 1 && small && !margin {
        let mut joined = Row { gap: true, ..cells[0][0].clone() };
        for row in cells.iter().flatten().skip(1) {
            joined.text.push('\t');
            let from = joined.text.len() as u32;
            joined.text.push_str(&row.text);
            joined.strong.extend(row.strong.iter().map(|(a, b)| (a + from, b + from)));
        }
        to.push(joined);
        return;
    }
    for cell in cells {
        for (j, mut row) in cell.into_iter().enumerate() {
            if j == 0 {
                row.gap = true;
                row.column = headed;
            }
            to.push(row);
        }
    }
}
