//! The profile file: a JSON Resume document, in TOML or JSON.

use serde::{Deserialize, Deserializer, Serialize};

use super::dates::PartialDate;
use crate::Error;
use crate::criteria::toml_error;
use crate::grammar::Rules;
use crate::posting::text_of;
use crate::text::keys;

/// What a person did and can: a [JSON Resume](https://jsonresume.org/schema)
/// document with rolefit's additions. Every part is optional.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Profile {
    /// The person: a title, a summary, a place, and what gates read.
    #[serde(deserialize_with = "or_default")]
    pub basics: Basics,
    /// Paid work.
    #[serde(deserialize_with = "or_default")]
    pub work: Vec<Work>,
    /// Unpaid work.
    #[serde(deserialize_with = "or_default")]
    pub volunteer: Vec<Volunteer>,
    /// Schools and degrees; `None` without such a section.
    pub education: Option<Vec<Education>>,
    /// Prizes; shown to nobody, paid for by nothing.
    #[serde(deserialize_with = "or_default")]
    pub awards: Vec<Award>,
    /// Certificates and licences; `None` without such a section.
    pub certificates: Option<Vec<Certificate>>,
    /// Publications.
    #[serde(deserialize_with = "or_default")]
    pub publications: Vec<Publication>,
    /// What the person says to be able to.
    #[serde(deserialize_with = "or_default")]
    pub skills: Vec<Skill>,
    /// Human languages; `None` without such a section.
    pub languages: Option<Vec<Language>>,
    /// Hobbies; not read.
    #[serde(deserialize_with = "or_default")]
    pub interests: Vec<Interest>,
    /// What others say; not read.
    #[serde(deserialize_with = "or_default")]
    pub references: Vec<Reference>,
    /// Projects.
    #[serde(deserialize_with = "or_default")]
    pub projects: Vec<Project>,
    /// The document itself.
    #[serde(deserialize_with = "or_default")]
    pub meta: Meta,
    /// The schema that it names.
    #[serde(rename = "$schema", deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub schema: String,
}

/// One table of the profile: its fields, all optional, each with what it holds.
macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub struct $name {
            $($(#[$field_doc])* #[serde(deserialize_with = "or_default")] pub $field: $type,)*
        })*

        /// Every key that a profile may have, for the nearest known one to a slip.
        const KEYS: &[&[&str]] = &[$(&[$(stringify!($field)),*]),*];
    };
}

tables! {
    /// The person.
    Basics {
        /// Not read by any rule.
        name: String,
        /// A title: "Site reliability engineer".
        label: String,
        /// Not read.
        image: String,
        /// Not read.
        email: String,
        /// Not read.
        phone: String,
        /// Not read.
        url: String,
        /// A few sentences: stated, not shown.
        summary: String,
        /// Where the person lives, for gates.
        location: Location,
        /// Links; not read.
        profiles: Vec<Link>,
        /// Countries in which the person may work: ["US", "EU"].
        work_authorization: Option<Vec<String>>,
        /// Countries of citizenship, for eligibility gates alone.
        citizenship: Option<Vec<String>>,
        /// A security clearance: "Secret".
        clearance: String,
        /// Works remotely.
        remote: Option<bool>,
        /// Would move.
        relocate: Option<bool>,
        /// Would travel, percent at most.
        travel: Option<Percent>,
    }
    /// A place of living. Street and postcode are read by no rule.
    Location {
        /// Not read.
        address: String,
        /// Not read.
        postal_code: String,
        /// City.
        city: String,
        /// Two letters: "US".
        country_code: String,
        /// State or province: "CO".
        region: String,
    }
    /// A link to a network; not read.
    Link {
        /// Its name.
        network: String,
        /// The user there.
        username: String,
        /// Its address.
        url: String,
    }
    /// A job.
    Work {
        /// The employer; not read.
        name: String,
        /// The title.
        position: String,
        /// Not read.
        url: String,
        /// Not read.
        location: String,
        /// What the employer does: read for industries.
        description: String,
        /// When it began.
        start_date: Option<PartialDate>,
        /// When it ended; still going on without it.
        end_date: Option<PartialDate>,
        /// What it was, in sentences.
        summary: String,
        /// What was done.
        highlights: Vec<String>,
        /// Names of the skills used there.
        skills: Vec<String>,
        /// People managed.
        team_size: Option<u32>,
        /// Share of full time: 0.5 for half.
        fte: Option<Share>,
    }
    /// Unpaid work.
    Volunteer {
        /// Not read.
        organization: String,
        /// The title.
        position: String,
        /// Not read.
        url: String,
        /// When it began.
        start_date: Option<PartialDate>,
        /// When it ended.
        end_date: Option<PartialDate>,
        /// What it was.
        summary: String,
        /// What was done.
        highlights: Vec<String>,
        /// Names of the skills used there.
        skills: Vec<String>,
        /// Share of full time.
        fte: Option<Share>,
    }
    /// A degree or a school.
    Education {
        /// Not read.
        institution: String,
        /// Not read.
        url: String,
        /// The field of study.
        area: String,
        /// The degree: "Bachelor".
        study_type: String,
        /// Not read.
        start_date: Option<PartialDate>,
        /// When it was finished; past years are all alike.
        end_date: Option<PartialDate>,
        /// Not read.
        score: String,
        /// Courses taken: stated.
        courses: Vec<String>,
    }
    /// A prize.
    Award {
        /// Its name.
        title: String,
        /// When.
        date: Option<PartialDate>,
        /// By whom.
        awarder: String,
        /// What for.
        summary: String,
    }
    /// A certificate or licence.
    Certificate {
        /// Its name, as issued.
        name: String,
        /// When.
        date: Option<PartialDate>,
        /// By whom; not read.
        issuer: String,
        /// Not read.
        url: String,
        /// The last month in which it is valid.
        expires: Option<PartialDate>,
    }
    /// A publication.
    Publication {
        /// Its title: stated.
        name: String,
        /// Not read.
        publisher: String,
        /// When.
        release_date: Option<PartialDate>,
        /// Not read.
        url: String,
        /// What it says: stated.
        summary: String,
    }
    /// A skill that the person states.
    Skill {
        /// Its name.
        name: String,
        /// As stated; shown to the reader, pays nothing.
        level: String,
        /// More names.
        keywords: Vec<String>,
        /// As stated; shown to the reader, pays nothing.
        years: Option<f64>,
        /// As stated; shown to the reader, pays nothing.
        last_used: Option<PartialDate>,
    }
    /// A human language.
    Language {
        /// Its name.
        language: String,
        /// How well: a word or a CEFR level.
        fluency: String,
    }
    /// A hobby.
    Interest {
        /// Its name.
        name: String,
        /// More names.
        keywords: Vec<String>,
    }
    /// What somebody says of the person.
    Reference {
        /// Who.
        name: String,
        /// What.
        reference: String,
    }
    /// A project.
    Project {
        /// Its name: read as a title, since people name projects by what they are.
        name: String,
        /// What it is.
        description: String,
        /// What was done.
        highlights: Vec<String>,
        /// Names of the skills used there.
        keywords: Vec<String>,
        /// When it began.
        start_date: Option<PartialDate>,
        /// When it ended.
        end_date: Option<PartialDate>,
        /// Not read.
        url: String,
        /// What the person was in it.
        roles: Vec<String>,
        /// Not read.
        entity: String,
        /// Not read.
        r#type: String,
    }
    /// The document itself.
    Meta {
        /// The profile's id.
        id: String,
        /// Not read.
        canonical: String,
        /// Not read.
        version: String,
        /// Not read.
        last_modified: String,
    }
}

/// JSON exports write `null` and `""` where nothing is meant.
fn or_default<'de, D: Deserializer<'de>, T: Default + Blank<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Types that may be left blank.
trait Blank<'de>: Sized {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

macro_rules! blank {
    ($($type:ty),*) => {
        $(impl<'de> Blank<'de> for $type {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Option::<$type>::deserialize(deserializer)?.unwrap_or_default())
            }
        })*
    };
}
blank!(String, Basics, Location, Meta);

impl<'de, T: Deserialize<'de>> Blank<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default())
    }
}

macro_rules! optional {
    ($($type:ty),*) => {
        $(impl<'de> Blank<'de> for Option<$type> {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Option::<$type>::deserialize(deserializer)
            }
        })*
    };
}
optional!(bool, u32, f64, Share, Percent, Vec<String>);

impl<'de> Blank<'de> for Option<PartialDate> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Option::<String>::deserialize(deserializer)? {
            Some(text) if !text.trim().is_empty() => PartialDate::read(&text).map(Some),
            _ => Ok(None),
        }
    }
}

/// A share of full time, in thousandths; a number from 0 to 1 in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Share(#[cfg_attr(test, schemars(with = "f64", range(min = 0, max = 1)))] pub u16);

impl Serialize for Share {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 1000.0)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let share = f64::deserialize(deserializer)?;
        if (0.0..=1.0).contains(&share) {
            Ok(Share((share * 1000.0).round() as u16))
        } else {
            Err(serde::de::Error::custom("`fte` is a share of full time, from 0 to 1"))
        }
    }
}

/// A percentage, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Percent(#[cfg_attr(test, schemars(with = "f64", range(min = 0, max = 100)))] pub u8);

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let percent = f64::deserialize(deserializer)?;
        if (0.0..=100.0).contains(&percent) { Ok(Percent(percent.round() as u8)) } else { Err(serde::de::Error::custom("expected a percentage from 0 to 100")) }
    }
}

/// A profile and what should be said of its file.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The profile.
    pub profile: Profile,
    /// Keys that mean nothing here, each with the nearest known one, and dates that cannot be.
    pub warnings: Vec<String>,
}

/// Reads a profile, TOML or JSON.
///
/// # Errors
/// The input is too large, is no text, does not parse, or has values of the
/// wrong type; with line and column.
pub fn parse(rules: &Rules, input: &str, bytes: &[u8]) -> Result<Loaded, Error> {
    let text = text_of(input, bytes, rules.limits().profile, "a profile", "TOML or JSON")?;
    let mut unknown: Vec<String> = Vec::new();
    let mut note = |path: serde_ignored::Path| unknown.push(path.to_string());
    let profile: Profile = if text.trim_start().starts_with('{') {
        let mut json = serde_json::Deserializer::from_str(&text);
        let read = serde_ignored::deserialize(&mut json, &mut note).and_then(|p| json.end().map(|()| p));
        read.map_err(|e| Error::at(input, &text, keys::offset_of(&text, e.line(), e.column()), keys::without_place(&e.to_string())))?
    } else {
        let toml = toml::Deserializer::parse(&text).map_err(|e| toml_error(input, &text, &e))?;
        serde_ignored::deserialize(toml, &mut note).map_err(|e| toml_error(input, &text, &e))?
    };
    if unknown.iter().any(|key| key == "criteria") {
        return Err(Error::of(input, "this is a criteria file; a profile is wanted here"));
    }
    let mut warnings = Vec::new();
    if !unknown.is_empty() {
        let known: Vec<String> = KEYS.iter().flat_map(|k| k.iter()).map(|k| camel(k)).chain(SECTIONS.iter().map(|s| (*s).to_owned())).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        warnings.extend(unknown.iter().map(|path| format!("{input}: {}", keys::unknown_key(path, &known))));
    }
    warnings.extend(backwards(&profile).into_iter().map(|w| format!("{input}: {w}")));
    Ok(Loaded { profile, warnings })
}

const SECTIONS: &[&str] = &[
    "basics",
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
    "meta",
];

fn camel(field: &str) -> String {
    let mut words = field.trim_start_matches("r#").split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

/// Work that ends before it begins.
fn backwards(profile: &Profile) -> Vec<String> {
    let work = profile.work.iter().enumerate().map(|(i, w)| (format!("work[{i}]"), w.start_date, w.end_date));
    let volunteer = profile.volunteer.iter().enumerate().map(|(i, w)| (format!("volunteer[{i}]"), w.start_date, w.end_date));
    let projects = profile.projects.iter().enumerate().map(|(i, w)| (format!("projects[{i}]"), w.start_date, w.end_date));
    work.chain(volunteer)
        .chain(projects)
        .filter(|(_, start, end)| start.is_some() && super::dates::Span::new(*start, *end).is_none())
        .filter_map(|(place, start, end)| Some(format!("{place}: `endDate` {} lies before `startDate` {}; its months are not counted", end?, start?)))
        .collect()
}

impl Profile {
    /// The profile as JSON Resume's JSON.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("a profile has no keys that JSON lacks")
    }
}
