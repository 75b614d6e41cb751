//! Shortlists as a workbook: the shortlist, every contribution, the criteria, the run.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::gaps::asked;
use super::list::{open_gates, plain_cell};
use crate::Error;
use crate::criteria::Criteria;
use crate::fit::{Contribution, Standing};

/// Rows of a sheet, as spreadsheets have them.
const ROWS: usize = 1_048_576;

/// What a workbook is made of.
#[derive(Debug)]
pub struct Book<'a> {
    /// The best, in order.
    pub best: &'a [Standing],
    /// Those that ask too little to stand among the others.
    pub thin: &'a [Standing],
    /// The role of all; or, where each has its own, one for each of `best` and `thin`.
    pub roles: &'a [&'a Criteria],
    /// What was run, by name: versions, digests, conditions, counts.
    pub run: &'a [(String, String)],
}

/// A shortlist as an XLSX workbook.
///
/// # Errors
/// It has more rows than a sheet.
pub fn shortlist_xlsx(book: &Book) -> Result<Vec<u8>, Error> {
    let rows: usize = book.all().map(|(_, s, _)| s.fit.contributions.len()).sum();
    if rows.max(book.best.len() + book.thin.len()) >= ROWS {
        return Err(Error::of("shortlist", format!("a sheet has at most {} rows, and the contributions are {rows}; ask for fewer with --top", ROWS - 1)));
    }
    write(book).map_err(|e| Error::of("shortlist", format!("the workbook cannot be written: {e}")))
}

impl Book<'_> {
    /// All standings with their rank and role.
    fn all(&self) -> impl Iterator<Item = (usize, &Standing, &Criteria)> {
        let role = |i: usize| if self.roles.len() == 1 { self.roles[0] } else { self.roles[i] };
        self.best.iter().chain(self.thin).enumerate().map(move |(i, s)| (i + 1, s, role(i)))
    }
}

enum Cell<'a> {
    Text(&'a str),
    /// Hundredths, shown as a decimal.
    Points(u32),
    /// Thousandths.
    Share(u32),
    Count(usize),
}
use Cell::{Count, Points, Share, Text};

/// A sheet that is written row by row.
struct Sheet<'w> {
    sheet: &'w mut Worksheet,
    row: u32,
    points: Format,
    share: Format,
}

impl<'w> Sheet<'w> {
    fn new(book: &'w mut Workbook, name: &str, header: &[&str], widths: &[(u16, u16)]) -> Result<Sheet<'w>, XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for &(column, width) in widths {
            sheet.set_column_width(column, width)?;
        }
        let bold = Format::new().set_bold();
        for (column, title) in header.iter().enumerate() {
            sheet.write_string_with_format(0, column as u16, plain_cell(title), &bold)?;
        }
        Ok(Sheet { sheet, row: 0, points: Format::new().set_num_format("0.00"), share: Format::new().set_num_format("0.000") })
    }

    fn write(&mut self, cells: impl IntoIterator<Item = Cell<'w>>) -> Result<(), XlsxError> {
        self.row += 1;
        for (column, cell) in cells.into_iter().enumerate() {
            let column = column as u16;
            match cell {
                Text("") => continue,
                Text(text) => self.sheet.write_string(self.row, column, plain_cell(text).chars().take(32_000).collect::<String>())?,
                Points(n) => self.sheet.write_number_with_format(self.row, column, f64::from(n) / 100.0, &self.points)?,
                Share(n) => self.sheet.write_number_with_format(self.row, column, f64::from(n) / 1000.0, &self.share)?,
                Count(n) => self.sheet.write_number(self.row, column, n as f64)?,
            };
        }
        Ok(())
    }
}

fn write(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut file = Workbook::new();
    // Same input, same bytes: the day that counts, not the day of writing.
    let day = book.all().next().map_or(jiff::civil::date(2000, 1, 1), |(_, s, _)| s.fit.as_of);
    let created = ExcelDateTime::from_ymd(day.year().clamp(1900, 9999) as u16, day.month() as u8, day.day() as u8)?;
    file.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let rows: Vec<(usize, &Standing, &Criteria)> = book.all().collect();
    shortlist(&mut file, book, &rows)?;
    contributions(&mut file, &rows)?;
    criteria(&mut file, book, &rows)?;
    let mut run = Sheet::new(&mut file, "Run", &["what", "value"], &[(0, 24), (1, 60)])?;
    for (name, value) in book.run {
        run.write([Text(name), Text(value)])?;
    }
    file.save_to_buffer()
}

fn shortlist(file: &mut Workbook, book: &Book, rows: &[(usize, &Standing, &Criteria)]) -> Result<(), XlsxError> {
    let mut header = vec!["rank", "id", "fit", "reach", "required met", "required", "gates", "gates open", "thin"];
    // With one role a column for each criterion: who has what, at a glance.
    let one_role = book.roles.len() == 1;
    if let (true, Some((_, first, _))) = (one_role, rows.first()) {
        header.extend(first.fit.contributions.iter().map(|c| c.id.as_str()));
    }
    let gates: Vec<String> = rows.iter().map(|(_, s, _)| open_gates(&s.fit)).collect();
    let mut sheet = Sheet::new(file, "Shortlist", &header, &[(1, 40), (7, 40)])?;
    for ((rank, Standing { id, fit }, _), open) in rows.iter().zip(&gates) {
        let each = fit.contributions.iter().filter(|_| one_role).map(|c| Points(c.earned));
        let cells = [
            Count(*rank),
            Text(id),
            Points(fit.points),
            Points(fit.reach),
            Count(fit.required_met.0 as usize),
            Count(fit.required_met.1 as usize),
            Text(fit.gate_state().name()),
            Text(open),
            Text(if *rank > book.best.len() { "yes" } else { "" }),
        ];
        sheet.write(cells.into_iter().chain(each))?;
    }
    Ok(())
}

fn contributions(file: &mut Workbook, rows: &[(usize, &Standing, &Criteria)]) -> Result<(), XlsxError> {
    let texts: Vec<(String, String)> = rows.iter().flat_map(|(_, s, role)| s.fit.contributions.iter().map(|c| words(c, role))).collect();
    let header = [
        "rank",
        "id",
        "criterion",
        "strength",
        "asked",
        "points",
        "credit",
        "earned",
        "level",
        "name",
        "evidence",
        "evidence factor",
        "years",
        "months asked",
        "months shown",
        "months possible",
        "shown in",
    ];
    let mut sheet = Sheet::new(file, "Contributions", &header, &[(1, 30), (2, 30), (4, 40), (16, 80)])?;
    let mut texts = texts.iter();
    for (rank, standing, role) in rows {
        for c in &standing.fit.contributions {
            let Some((asked, shown)) = texts.next() else { break };
            let strength = role.criteria.iter().find(|k| k.id == c.id).map_or("", |k| k.strength.name());
            let months = c.months.map(|m| [m.asked, m.certain, m.possible].map(|n| Count(n as usize)));
            let cells = [
                Count(*rank),
                Text(&standing.id),
                Text(&c.id),
                Text(strength),
                Text(asked),
                Points(c.points),
                Share(c.credit),
                Points(c.earned),
                Text(c.level.name()),
                Share(c.name),
                Text(c.evidence.name()),
                Share(c.evidence_factor),
                Share(c.years),
            ];
            let months = months.unwrap_or([Text(""), Text(""), Text("")]);
            sheet.write(cells.into_iter().chain(months).chain([Text(shown)]))?;
        }
    }
    Ok(())
}

/// What a contribution's criterion asks, and where the profile shows it.
fn words(c: &Contribution, role: &Criteria) -> (String, String) {
    let places = c.places.iter().map(|p| {
        let note = if p.note.is_empty() { String::new() } else { format!(" ({})", p.note) };
        if p.words.is_empty() { format!("{}{note}", p.path) } else { format!("{}{note}: {}", p.path, p.words) }
    });
    let asked = role.criteria.iter().find(|k| k.id == c.id).map_or_else(|| c.id.clone(), asked);
    (asked, places.collect::<Vec<_>>().join(" | "))
}

fn criteria(file: &mut Workbook, book: &Book, rows: &[(usize, &Standing, &Criteria)]) -> Result<(), XlsxError> {
    let one_role = book.roles.len() == 1;
    let of: Vec<(&str, &Criteria)> = match book.roles {
        [role] => vec![("", role)],
        _ => rows.iter().map(|(_, s, role)| (s.id.as_str(), *role)).collect(),
    };
    let lines: Vec<(&str, &crate::criteria::Criterion, String, String, String)> =
        of.iter().flat_map(|(name, role)| role.criteria.iter().map(move |k| (*name, k, asked(k), k.kind.to_string(), k.quote().to_owned()))).collect();
    let header = ["criterion", "kind", "strength", "asked", "gate", "line", "quote", if one_role { "" } else { "role" }];
    let mut sheet = Sheet::new(file, "Criteria", &header, &[(0, 36), (3, 40), (6, 80)])?;
    for (name, k, asked, kind, quote) in &lines {
        let line = k.sources.first().map(|s| s.line).filter(|l| *l > 0).map_or(Text(""), Count);
        sheet.write([Text(&k.id), Text(kind), Text(k.strength.name()), Text(asked), Text(if k.gate { "yes" } else { "" }), line, Text(quote), Text(name)])?;
    }
    Ok(())
}
