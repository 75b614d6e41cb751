//! What a profile file may hold: the tables of a JSON Resume document and their keys.

use serde::{Deserialize, Serialize};

use super::blank::{Percent, Share, or_default};
use super::dates::PartialDate;

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
        pub(super) const KEYS: &[&[&str]] = &[$(&[$(stringify!($field)),*]),*];
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

impl Profile {
    /// The profile as JSON Resume's JSON.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("a profile has no keys that JSON lacks")
    }
}
