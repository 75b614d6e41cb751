//! A sheet → a draft: parts by their headings, each read by its reader.

use super::draft::Draft;
use super::section::{self, Kind, Part};
use super::sheet::{Row, Sheet};
use super::{entries, head, lists, names, person, skills, study, when, work};
use crate::Error;
use crate::grammar::Rules;
use crate::profile::{Award, Interest, Project, Publication};

/// Reads the rows of a résumé.
///
/// # Errors
/// There is no text in it, or nothing that a profile holds.
pub fn draft(rules: &Rules, input: &str, sheet: &Sheet) -> Result<Draft, Error> {
    #[cfg(feature = "documents")]
    if sheet.form == super::sheet::Form::Export {
        return Ok(super::linkedin::draft(rules, sheet));
    }
    if sheet.rows.iter().all(|r| r.text.trim().is_empty()) {
        return Err(Error::of(input, "no text in it; if it is a scan, read it with a text recognition tool first"));
    }
    let mut draft = Draft::default();
    let mut parts = section::parts(rules, &sheet.rows);
    if parts.iter().all(|p| p.kind != Kind::Work) {
        without_heading(rules, &mut parts, &mut draft);
    }
    for part in &parts {
        read(rules, part, sheet, &mut draft);
    }
    let p = &draft.profile;
    let nobody = p.basics.name.is_empty() && p.basics.email.is_empty() && p.basics.phone.is_empty();
    let nothing =
        p.work.is_empty() && p.skills.is_empty() && p.education.is_none() && p.projects.is_empty() && p.certificates.is_none() && p.volunteer.is_empty();
    if nothing && (nobody || p.basics.summary.is_empty()) {
        return Err(Error::of(input, "nothing of a résumé was found in it: no work, education or skills"));
    }
    Ok(draft)
}

fn read(rules: &Rules, part: &Part, sheet: &Sheet, draft: &mut Draft) {
    let rows = &part.rows;
    match part.kind {
        Kind::Head => person::head(rules, rows, draft),
        Kind::Summary => person::summary(&rows.iter().collect::<Vec<_>>(), draft),
        Kind::Work => work::work(rules, rows, sheet.form, draft),
        Kind::Volunteer => work::volunteer(rules, rows, sheet.form, draft),
        Kind::Projects => work::projects(rules, rows, draft),
        Kind::Education => study::education(rules, rows, draft),
        Kind::Skills if part.heading.as_ref().is_some_and(|h| is_qualifications(rules, h, rows)) => qualifications(rules, rows, draft),
        Kind::Skills => skills::skills(rules, rows, draft),
        Kind::Certificates => lists::certificates(rules, rows, draft),
        Kind::Languages => lists::languages(rules, rows, draft),
        Kind::Terms => person::terms(rules, rows, draft),
        Kind::Achievements => achievements(part, draft),
        Kind::Awards => rows.iter().for_each(|r| draft.profile.awards.push(award(rules, r))),
        Kind::Publications => rows.iter().for_each(|r| draft.profile.publications.push(publication(rules, r))),
        Kind::Interests => {
            for row in rows {
                draft.profile.interests.extend(lists::items(&row.text).into_iter().map(|name| Interest { name, ..Interest::default() }));
            }
        }
        Kind::Contact => {
            for row in rows {
                let rest = person::contact(rules, row, draft);
                if rest.text.chars().any(char::is_alphanumeric) {
                    draft.leave("contact", &rest);
                }
            }
        }
        Kind::Courses => courses(rules, rows, draft),
        Kind::References => rows.iter().for_each(|r| draft.leave("references", r)),
        Kind::Affiliations => rows.iter().for_each(|r| draft.leave("affiliations", r)),
        Kind::Unknown => {
            let name = part.heading.as_ref().map_or(String::new(), |h| h.text.to_lowercase());
            rows.iter().for_each(|r| draft.leave(&name, r));
        }
    }
}

/// A résumé without a heading over its work: the part with the most dated
/// entries is taken for it.
fn without_heading(rules: &Rules, parts: &mut Vec<Part>, draft: &mut Draft) {
    let ranges = |rows: &[Row]| rows.iter().filter(|r| when::periods(rules, &r.text).iter().any(|p| !p.single)).count();
    let fit = |p: &Part| matches!(p.kind, Kind::Head | Kind::Unknown | Kind::Summary | Kind::Achievements | Kind::Projects | Kind::Terms);
    let Some(best) = (0..parts.len()).filter(|&i| fit(&parts[i]) && ranges(&parts[i].rows) > 0).max_by_key(|&i| ranges(&parts[i].rows)) else { return };
    let rows = &parts[best].rows;
    let mut at = if parts[best].kind == Kind::Head || parts[best].kind == Kind::Summary {
        // The head goes on up to the rows that belong to the first dates.
        let first = rows.iter().position(|r| when::periods(rules, &r.text).iter().any(|p| !p.single)).unwrap_or(0);
        let mut from = first;
        while from > 2 && !rows[from].gap && first - from < 3 && entries::is_head(rules, &rows[from - 1]) {
            from -= 1;
        }
        from
    } else {
        0
    };
    at = at.min(rows.len());
    draft.guess("work[0].name", "no heading says that this is work; it is taken for it by its dates", rows.get(at).unwrap_or(&Row::default()));
    let taken = parts[best].rows.split_off(at);
    // A row with a school or a degree and a date is education, not work.
    let mut jobs: Vec<Row> = Vec::new();
    let mut studies: Vec<Row> = Vec::new();
    for row in taken {
        let school = !names::found(rules, &row.text, "school").is_empty() && !names::found(rules, &row.text, "degree").is_empty() && !row.bullet;
        if school { studies.push(row) } else { jobs.push(row) }
    }
    parts.insert(best + 1, Part { kind: Kind::Work, heading: None, rows: jobs });
    if !studies.is_empty() {
        parts.insert(best + 2, Part { kind: Kind::Education, heading: None, rows: studies });
    }
}

/// Whether "Qualifications" are what was earned at schools, and not what the person can.
fn is_qualifications(rules: &Rules, heading: &Row, rows: &[Row]) -> bool {
    let earned = |r: &&Row| is_study(rules, r) || r.words() <= 12 && !when::periods(rules, &r.text).is_empty();
    heading.text.to_lowercase().contains("qualification") && rows.iter().filter(earned).count() * 2 >= rows.len().max(1)
}

fn is_study(rules: &Rules, row: &Row) -> bool {
    row.words() <= 16 && (!names::found(rules, &row.text, "school").is_empty() || !names::found(rules, &row.text, "degree").is_empty())
}

/// Degrees and certificates under one heading.
fn qualifications(rules: &Rules, rows: &[Row], draft: &mut Draft) {
    let (studies, others): (Vec<Row>, Vec<Row>) = rows.iter().cloned().partition(|r| is_study(rules, r));
    study::education(rules, &studies, draft);
    lists::certificates(rules, &others, draft);
}

/// What was done, with no job named: a project of that name, so that it counts as done, without dates.
fn achievements(part: &Part, draft: &mut Draft) {
    let Some(first) = part.rows.first() else { return };
    let at = format!("projects[{}].name", draft.profile.projects.len());
    draft.guess(at, "no job is named for these; move them to the job where they were done", first);
    let name = part.heading.as_ref().map_or("Achievements".to_owned(), |h| h.text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
    let highlights = part.rows.iter().map(|r| r.text.replace('\t', " ")).collect();
    draft.profile.projects.push(Project { name, highlights, ..Project::default() });
}

fn award(rules: &Rules, row: &Row) -> Award {
    let (text, date) = dated(rules, row);
    let mut fields = head::fields(rules, &text).into_iter().map(|f| f.text);
    Award { title: fields.next().unwrap_or_default(), awarder: fields.collect::<Vec<_>>().join(", "), date, ..Award::default() }
}

fn publication(rules: &Rules, row: &Row) -> Publication {
    let (text, release_date) = dated(rules, row);
    Publication { name: text.text.replace('\t', " "), release_date, ..Publication::default() }
}

/// A row without its last date, and that date.
fn dated(rules: &Rules, row: &Row) -> (Row, Option<crate::profile::PartialDate>) {
    match when::periods(rules, &row.text).last() {
        Some(period) => (entries::without(row, period), period.to.or(period.from)),
        None => (row.clone(), None),
    }
}

/// Courses belong to no school of the résumé; with a date they are kept as certificates would be.
fn courses(rules: &Rules, rows: &[Row], draft: &mut Draft) {
    for row in rows {
        if names::found(rules, &row.text, "degree").iter().any(|r| r.start == 0) && !names::found(rules, &row.text, "school").is_empty() {
            study::education(rules, std::slice::from_ref(row), draft);
        } else {
            draft.leave("courses", row);
        }
    }
}
