//! Generators of roles, postings and profiles that earn real points: names from
//! several fields of work, related and unrelated, written in several ways.
#![allow(dead_code)]

use proptest::prelude::*;
use rolefit::criteria::{Alternative, Criteria, Criterion, Kind, Strength, Weight, Years};
use rolefit::profile::{Basics, Certificate, Education, Language, PartialDate, Profile, Project, Share, Skill, Work};

/// Names as roles ask them and as profiles write them: aliases, relatives,
/// things that imply others, near spellings, and names that no list knows.
pub const NAMES: &[&str] = &[
    "Kubernetes",
    "k8s",
    "Amazon EKS",
    "Docker",
    "Podman",
    "Terraform",
    "AWS",
    "Azure",
    "PostgreSQL",
    "MySQL",
    "Python",
    "Django",
    "Flask",
    "Kafka",
    "RabbitMQ",
    "React",
    "Vue.js",
    "TypeScript",
    "JavaScript",
    "Java",
    "Prometheus",
    "Grafana",
    "Jenkins",
    "Tableau",
    "Power BI",
    "payroll",
    "accounts payable",
    "GAAP",
    "QuickBooks",
    "AutoCAD",
    "Revit",
    "Salesforce",
    "SEO",
    "harbour pilotage",
    "bell casting",
    "loom maintenance",
    "Kuberentes",
    "Terrafrom",
    "Postgressql",
];

/// Kinds of work, asked and held.
pub const WORK: &[&str] = &["software engineering", "DevOps", "management", "accounting", "project management", "harbour pilotage", "bell casting"];

/// Titles of jobs.
pub const TITLES: &[&str] = &[
    "Software Engineer",
    "Senior DevOps Engineer",
    "Engineering Manager",
    "Accountant",
    "Payroll Specialist",
    "Project Manager",
    "Waiter",
    "Harbour pilot",
    "Bell caster",
    "Site Reliability Engineer",
];

/// Sentences of work; `{}` takes a name.
pub const SENTENCES: &[&str] = &[
    "Built the booking service with {}",
    "Moved nine sites to {} in a year",
    "Assisted with {} at month end",
    "No {} in this job",
    "Wants to learn {} one day",
    "Ran {} for 400 people",
    "Taught {} to new colleagues",
];

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(NAMES).prop_map(str::to_owned)
}

fn date() -> impl Strategy<Value = PartialDate> {
    (2004u16..2027, prop::option::of(1u8..=12)).prop_map(|(year, month)| PartialDate::Day { year, month, day: None })
}

fn sentence() -> impl Strategy<Value = String> {
    (prop::sample::select(SENTENCES), name()).prop_map(|(s, n)| s.replace("{}", &n))
}

prop_compose! {
    /// One job.
    pub fn job()(
        position in prop::sample::select(TITLES), start_date in prop::option::weighted(0.95, date()), end_date in prop::option::of(date()),
        highlights in prop::collection::vec(sentence(), 0..5), skills in prop::collection::vec(name(), 0..4),
        team_size in prop::option::weighted(0.2, 1u32..20), fte in prop::option::weighted(0.2, prop::sample::select(vec![Share(200), Share(500), Share(800)])),
    ) -> Work {
        Work { position: position.into(), start_date, end_date, highlights, skills, team_size, fte, ..Work::default() }
    }
}

prop_compose! {
    /// A skill that is only listed.
    pub fn skill()(name in name(), keywords in prop::collection::vec(name(), 0..3)) -> Skill {
        Skill { name, keywords, ..Skill::default() }
    }
}

prop_compose! {
    /// A degree.
    pub fn degree()(study in prop::sample::select(vec!["Bachelor", "Master of Science", "Associate", "PhD", "Two years, no degree"]),
                    area in prop::sample::select(vec!["Computer Science", "Accounting", "Civil Engineering", "History"]), end_date in prop::option::of(date())) -> Education {
        Education { study_type: study.into(), area: area.into(), end_date, ..Education::default() }
    }
}

prop_compose! {
    /// A certificate.
    pub fn certificate()(name in prop::sample::select(vec!["CKA", "CPA", "PMP", "CDL Class A", "ITIL 4 Foundation", "Certified Public Acountant"]), expires in prop::option::of(date())) -> Certificate {
        Certificate { name: name.into(), expires, ..Certificate::default() }
    }
}

prop_compose! {
    /// A human language.
    pub fn language()(language in prop::sample::select(vec!["English", "German", "Spanish"]), fluency in prop::sample::select(vec!["native", "C1", "B1", "basic", ""])) -> Language {
        Language { language: language.into(), fluency: fluency.into() }
    }
}

prop_compose! {
    /// A project.
    pub fn project()(description in sentence(), start_date in prop::option::of(date()), keywords in prop::collection::vec(name(), 0..2)) -> Project {
        Project { description, start_date, keywords, ..Project::default() }
    }
}

prop_compose! {
    /// A profile.
    pub fn profile()(
        work in prop::collection::vec(job(), 0..5), skills in prop::collection::vec(skill(), 0..5), projects in prop::collection::vec(project(), 0..2),
        education in prop::option::of(prop::collection::vec(degree(), 0..3)), certificates in prop::option::of(prop::collection::vec(certificate(), 0..3)),
        languages in prop::option::of(prop::collection::vec(language(), 0..3)), summary in prop::option::of(sentence()),
    ) -> Profile {
        let basics = Basics { summary: summary.unwrap_or_default(), ..Basics::default() };
        Profile { basics, work, skills, projects, education, certificates, languages, ..Profile::default() }
    }
}

fn named(names: Vec<String>) -> Vec<Alternative> {
    names.into_iter().map(Alternative::named).collect()
}

fn years() -> impl Strategy<Value = Option<Years>> {
    prop::option::of((1u32..15).prop_map(|y| Years::from_months(y * 12).unwrap()))
}

/// How hard something is asked.
pub fn strength() -> impl Strategy<Value = Strength> {
    prop::sample::select(vec![Strength::Required, Strength::Required, Strength::Preferred, Strength::Mentioned])
}

/// One criterion without id and weight.
pub fn criterion() -> impl Strategy<Value = Criterion> {
    let skill = (strength(), prop::collection::vec(name(), 1..5), 1u32..3, prop::option::weighted(0.3, 1u32..12)).prop_map(|(s, names, at_least, years)| {
        let mut c = Criterion::asking(Kind::Skill, s, named(names));
        c.min_years = years.and_then(|y| Years::from_months(y * 12));
        c.at_least = if c.min_years.is_some() { 1 } else { at_least.min(c.any_of.len() as u32) };
        c
    });
    let experience = (strength(), prop::collection::vec(prop::sample::select(WORK).prop_map(str::to_owned), 1..3), years()).prop_map(|(s, names, years)| {
        let mut c = Criterion::asking(Kind::Experience, s, named(names));
        c.min_years = years;
        c
    });
    let any_work = (strength(), 1u32..15).prop_map(|(s, years)| {
        let mut c = Criterion::asking(Kind::Experience, s, Vec::new());
        c.min_years = Years::from_months(years * 12);
        c
    });
    let education = (strength(), prop::sample::select(vec!["Bachelor's degree", "Master's degree"]), any::<bool>()).prop_map(|(s, degree, or_equivalent)| {
        let mut c = Criterion::asking(Kind::Education, s, named(vec![degree.to_owned()]));
        c.or_equivalent = or_equivalent;
        c.field = named(vec!["Computer Science".to_owned()]);
        c
    });
    let credential =
        (strength(), prop::sample::select(vec!["CKA", "CPA", "PMP"])).prop_map(|(s, n)| Criterion::asking(Kind::Credential, s, named(vec![n.to_owned()])));
    let language = (strength(), prop::sample::select(vec!["English", "German"]), prop::sample::select(vec!["fluent", "B1", ""])).prop_map(|(s, n, fluency)| {
        let mut c = Criterion::asking(Kind::Language, s, named(vec![n.to_owned()]));
        c.fluency = fluency.to_owned();
        c
    });
    prop_oneof![5 => skill, 2 => experience, 1 => any_work, 1 => education, 1 => credential, 1 => language]
}

/// Criteria with ids and weights, as a file would give them.
pub fn criteria() -> impl Strategy<Value = Criteria> {
    prop::collection::vec((criterion(), 1u32..4000), 1..10).prop_map(|all| {
        let criteria = all
            .into_iter()
            .enumerate()
            .map(|(i, (mut c, weight))| {
                c.id = format!("c{i}");
                c.weight = weight_of(weight);
                c
            })
            .collect();
        Criteria { title: "Generated".into(), criteria, ..Criteria::default() }
    })
}

fn weight_of(thousandths: u32) -> Weight {
    Weight(thousandths)
}

/// A line of a posting.
fn ask() -> impl Strategy<Value = String> {
    let templates = vec![
        "{y}+ years of experience with {a} or {b}",
        "Strong knowledge of {a}",
        "Experience with {a}, {b} and {c}",
        "{a} is a plus",
        "Message brokers such as {a} or {b}",
        "Familiarity with {a} ({b}, {c}, etc.)",
        "At least two of: {a}, {b}, {c}",
        "Bachelor’s degree in Computer Science or equivalent experience",
        "Fluent in English",
        "Must be authorized to work in the United States",
        "{y} years in software engineering",
        "Excellent communication skills",
    ];
    (prop::sample::select(templates), name(), name(), name(), 1u8..15)
        .prop_map(|(t, a, b, c, y)| t.replace("{a}", &a).replace("{b}", &b).replace("{c}", &c).replace("{y}", &y.to_string()))
}

/// A posting in Markdown that asks something.
pub fn posting() -> impl Strategy<Value = String> {
    (prop::collection::vec(ask(), 1..8), prop::collection::vec(ask(), 0..4)).prop_map(|(must, plus)| {
        let list = |asks: Vec<String>| asks.into_iter().map(|a| format!("- {a}\n")).collect::<String>();
        format!("# Engineer\n\n## Requirements\n\n{}\n## Nice to have\n\n{}\n## Benefits\n\n- 401k and dental\n", list(must), list(plus))
    })
}

/// A day in the range of the generated dates.
pub fn as_of() -> impl Strategy<Value = jiff::civil::Date> {
    (2015i16..2030, 1i8..=12).prop_map(|(y, m)| jiff::civil::date(y, m, 22))
}
