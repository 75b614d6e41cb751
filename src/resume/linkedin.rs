//! LinkedIn's data export, a zip of CSV files → a draft. Every table says what
//! it holds, so little is guessed.

use std::collections::HashMap;

use super::docx::{Archive, part};
use super::draft::Draft;
use super::sheet::{Form, Row, Sheet};
use super::{plain, when};
use crate::grammar::Rules;
use crate::profile::{Award, Certificate, Education, Language, Link, PartialDate, Project, Publication, Skill, Volunteer, Work};
use crate::text::decode;

/// The tables that are read, by the names of their files.
const TABLES: &[&str] = &[
    "Profile",
    "Positions",
    "Education",
    "Skills",
    "Languages",
    "Certifications",
    "Projects",
    "Volunteering",
    "Honors",
    "Publications",
    "Email Addresses",
    "PhoneNumbers",
];

/// Takes an export apart; `None` where the archive is none.
pub(super) fn read(archive: &mut Archive) -> Result<Option<Sheet>, String> {
    let names: Vec<String> = archive.file_names().filter_map(|n| n.ok().map(|n| n.into_owned())).collect();
    let mut sheet = Sheet { form: Form::Export, ..Sheet::default() };
    for table in TABLES {
        let file = format!("{table}.csv");
        // The files stand at the top or in one folder.
        let Some(name) = names.iter().find(|n| n.rsplit('/').next() == Some(&file)) else { continue };
        let Some(bytes) = part(archive, name)? else { continue };
        let text = decode::decode(&bytes).map_err(|_| format!("its table {file} is no text"))?;
        sheet.tables.push(((*table).to_owned(), text));
    }
    Ok(sheet.tables.iter().any(|(t, _)| matches!(t.as_str(), "Profile" | "Positions")).then_some(sheet))
}

/// Reads the tables.
pub(super) fn draft(rules: &Rules, sheet: &Sheet) -> Draft {
    let mut draft = Draft::default();
    for (table, text) in &sheet.tables {
        for record in records(text) {
            add(rules, table, &record, &mut draft);
        }
    }
    draft
}

/// One record of a table, by the heads of its columns.
type Record = HashMap<String, String>;

fn records(text: &str) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let Ok(heads) = reader.headers().cloned() else { return Vec::new() };
    let record = |r: csv::StringRecord| heads.iter().zip(r.iter()).map(|(h, v)| (h.trim().to_ascii_lowercase(), v.trim().to_owned())).collect();
    reader.records().flatten().map(record).collect()
}

fn add(rules: &Rules, table: &str, record: &Record, draft: &mut Draft) {
    let get = |name: &str| record.get(name).cloned().unwrap_or_default();
    let date = |name: &str| date(rules, record.get(name).map_or("", String::as_str));
    let profile = &mut draft.profile;
    match table {
        "Profile" => {
            let basics = &mut profile.basics;
            basics.name = format!("{} {}", get("first name"), get("last name")).trim().to_owned();
            (basics.label, basics.summary) = (get("headline"), get("summary"));
            basics.location.address = get("address");
            basics.location.postal_code = get("zip code");
            let place = get("geo location");
            let mut parts = place.split(',').map(str::trim);
            basics.location.city = parts.next().unwrap_or("").to_owned();
            basics.location.region = parts.next().unwrap_or("").to_owned();
            basics.profiles.extend(Some(get("websites")).filter(|w| !w.is_empty()).map(|url| Link { url, ..Link::default() }));
        }
        "Positions" => {
            let (summary, highlights) = told(rules, &get("description"));
            let work = Work {
                name: get("company name"),
                position: get("title"),
                location: get("location"),
                start_date: date("started on"),
                end_date: date("finished on"),
                summary,
                highlights,
                ..Work::default()
            };
            profile.work.push(work);
        }
        "Volunteering" => {
            let (summary, highlights) = told(rules, &get("description"));
            let work = Volunteer {
                organization: get("company name"),
                position: get("role"),
                start_date: date("started on"),
                end_date: date("finished on"),
                summary,
                highlights,
                ..Volunteer::default()
            };
            profile.volunteer.push(work);
        }
        "Education" => {
            let degree = get("degree name");
            let (study_type, area) = degree.split_once(',').map_or((degree.as_str(), ""), |(d, a)| (d.trim(), a.trim()));
            let study = Education {
                institution: get("school name"),
                study_type: study_type.to_owned(),
                area: area.to_owned(),
                start_date: date("start date"),
                end_date: date("end date"),
                ..Education::default()
            };
            profile.education.get_or_insert_default().push(study);
            let notes = get("notes");
            if !notes.is_empty() {
                draft.leave("education", &Row::new(notes));
            }
        }
        "Skills" => profile.skills.push(Skill { name: get("name"), ..Skill::default() }),
        "Languages" => profile.languages.get_or_insert_default().push(Language { language: get("name"), fluency: get("proficiency") }),
        "Certifications" => {
            let certificate =
                Certificate { name: get("name"), issuer: get("authority"), url: get("url"), date: date("started on"), expires: date("finished on") };
            profile.certificates.get_or_insert_default().push(certificate);
        }
        "Projects" => {
            let (description, highlights) = told(rules, &get("description"));
            profile.projects.push(Project {
                name: get("title"),
                url: get("url"),
                description,
                highlights,
                start_date: date("started on"),
                end_date: date("finished on"),
                ..Project::default()
            });
        }
        "Honors" => profile.awards.push(Award { title: get("title"), summary: get("description"), date: date("issued on"), ..Award::default() }),
        "Publications" => {
            profile.publications.push(Publication {
                name: get("name"),
                publisher: get("publisher"),
                url: get("url"),
                summary: get("description"),
                release_date: date("published on"),
            });
        }
        "Email Addresses" if profile.basics.email.is_empty() || get("primary").eq_ignore_ascii_case("yes") => profile.basics.email = get("email address"),
        "PhoneNumbers" if profile.basics.phone.is_empty() => profile.basics.phone = get("number"),
        _ => {}
    }
}

fn date(rules: &Rules, text: &str) -> Option<PartialDate> {
    PartialDate::parse(text).or_else(|| when::periods(rules, text).first()?.from)
}

/// Sentences, and what was done where a description is a list.
fn told(rules: &Rules, text: &str) -> (String, Vec<String>) {
    let rows = plain::read(rules, text).rows;
    let (bullets, prose): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|r| r.bullet);
    (prose.into_iter().map(|r| r.text).collect::<Vec<_>>().join("\n"), bullets.into_iter().map(|r| r.text).collect())
}
