//! Made-up profiles: careers in one field with a look into another, skills that
//! occur together, a few names far more common than all others, prose with
//! denials and help from afar, coarse dates, three to six kilobytes each.

use serde_json::{Value, json};

use super::random::Random;
use super::world::{Field, World};

const FIRST: &[&str] = &["Ada", "Noor", "Mats", "Ines", "Tomas", "Yuki", "Lena", "Omar", "Priya", "Jan", "Chidi", "Rosa", "Emil", "Sofia", "Liam", "Wei"];
const LAST: &[&str] =
    &["Lind", "Okafor", "Sato", "Brandt", "Silva", "Novak", "Haddad", "Moreau", "Iyer", "Keller", "Duarte", "Berg", "Costa", "Ozturk", "Walsh", "Chen"];
const DONE: &[&str] = &[
    "Led the move from {a} to {b} for {n} teams in {p}, without an hour of standstill in the busy season",
    "Built the {o} with {a} and {b}; {n} colleagues work with it every day",
    "Kept {a} running for {n} sites and wrote the handbook that new colleagues start from",
    "Introduced {a} where spreadsheets had been passed around, and cut the monthly closing by {n} hours",
    "Reviewed {o} of {n} suppliers by {a}, and took the findings to the board",
    "Trained {n} people in {a} and {b} over two years, most of whom work with both today",
    "Planned and delivered the {o} on time with {a}, {b} and {c}",
    "Used {a} to find why {n} of a hundred orders came late, and had it mended",
    "Wrote the {o} from scratch: {a} at its heart, {b} around it",
    "Answered for {o} in {p}: budgets, hiring, {a}, and the talks with the works council",
    "Measured the {o} every week by {a} and showed the figures to all {n} colleagues",
    "Took over {a} from a supplier that had given up, and brought the number of faults down by {n} percent",
    "Set up {a} together with {b} so that {o} could be repeated by anybody on the team",
    "Negotiated the contracts behind {o}; {a} paid for itself within {n} weeks",
    "Day to day: {a}, {b}, {c}, and whatever else the {o} asked for",
];
const ASIDE: &[&str] = &[
    "Assisted with {a} during the merger with a competitor in {p}",
    "No production {a} yet, but two courses of it",
    "Worked alongside the {a} team on the {o}",
    "Wants to learn {a} and to see more of {b}",
    "Exposure to {a} through a neighbouring department",
];
const THING: &[&str] = &[
    "booking service",
    "yearly audit",
    "customer portal",
    "night shift",
    "warehouse in the harbour",
    "quarterly report",
    "pricing model",
    "service desk",
    "training programme",
    "new branch",
    "supplier register",
    "safety review",
    "planning board",
    "payment run",
    "archive",
    "claims process",
    "field trial",
];
const PLACE: &[(&str, &str, &str)] = &[
    ("Denver", "CO", "US"),
    ("Austin", "TX", "US"),
    ("Boston", "MA", "US"),
    ("Seattle", "WA", "US"),
    ("Toronto", "ON", "CA"),
    ("London", "", "GB"),
    ("Berlin", "", "DE"),
    ("Lyon", "", "FR"),
    ("Chicago", "IL", "US"),
    ("Dublin", "", "IE"),
];
const DEGREE: &[(&str, usize)] = &[("Bachelor of Science", 45), ("Bachelor of Arts", 20), ("Master of Science", 20), ("Associate", 10), ("PhD", 5)];
const AREA: &[&str] = &[
    "Computer Science",
    "Business Administration",
    "Mechanical Engineering",
    "Nursing",
    "Mathematics",
    "Economics",
    "English",
    "Civil Engineering",
    "Biology",
];
const TONGUE: &[&str] = &["Spanish", "French", "German", "Mandarin", "Portuguese", "Arabic", "Hindi"];
const FLUENCY: &[&str] = &["native", "C1", "B2", "conversational", "basic"];

/// One profile as JSON Resume. Profile `i` of a seed is the same however many are made.
pub fn profile(world: &World, seed: u64, i: u64) -> Value {
    let mut r = Random::of(seed, 1, i);
    let main = &world.fields[r.heavy(world.fields.len())];
    let other = &world.fields[r.below(world.fields.len())];
    // Two or three regions of the field's skills: what somebody knows lies close together.
    let regions: Vec<usize> = (0..r.between(2, 3)).map(|_| r.heavy(main.skills.len())).collect();
    let mut dates = 2026 * 12 + r.below(11);
    let mut work = Vec::new();
    let jobs = r.between(3, 5);
    for job in 0..jobs {
        let months = r.between(8, 70);
        let start = dates.saturating_sub(months);
        let coarse = r.percent(15);
        let mut entry = json!({
            "name": format!("{} {}", r.pick(LAST), r.pick(&["Works", "Partners", "Group", "and Sons", "Logistics", "Clinic"])),
            "position": title(&mut r, main, job),
            "startDate": date(start, coarse),
            "summary": format!("{} people in {}, {}.", r.between(8, 900), place(&mut r).0, r.pick(&["family owned", "listed", "a public body", "founded last century"])),
        });
        if job > 0 || r.percent(30) {
            entry["endDate"] = date(dates, coarse).into();
        }
        if r.percent(5) {
            entry["fte"] = json!(0.5);
        }
        if r.percent(20) {
            entry["teamSize"] = json!(r.between(2, 40));
        }
        let highlights: Vec<String> = (0..r.between(4, 7)).map(|_| sentence(&mut r, main, other, &regions)).collect();
        entry["highlights"] = json!(highlights);
        if r.percent(60) {
            let names: Vec<String> = (0..r.between(2, 6)).map(|_| name(&mut r, main, &regions)).collect();
            entry["skills"] = json!(names);
        }
        work.push(entry);
        dates = start.saturating_sub(r.below(5));
    }
    let (city, region, country) = place(&mut r);
    let mut out = json!({
        "basics": {
            "name": format!("{} {}", r.pick(FIRST), r.pick(LAST)),
            "label": title(&mut r, main, 0),
            "summary": format!("{} years in {}. {}.", (2026 * 12 - dates) / 12, main.name.replace('-', " "), sentence(&mut r, main, other, &regions)),
            "location": { "city": city, "region": region, "countryCode": country },
        },
        "work": work,
        "meta": { "id": format!("p{seed}-{i:07}") },
    });
    if r.percent(50) {
        out["basics"]["workAuthorization"] = json!([country]);
    }
    if r.percent(85) {
        let mut roll = r.below(100);
        let degree = DEGREE
            .iter()
            .find(|(_, share)| {
                let hit = roll < *share;
                roll = roll.saturating_sub(*share);
                hit
            })
            .map_or("Bachelor", |d| d.0);
        out["education"] = json!([{ "institution": format!("University of {}", place(&mut r).0), "studyType": degree, "area": r.pick(AREA), "endDate": (dates / 12).to_string() }]);
    }
    // Some list everything that they ever heard of.
    let listed = if r.percent(5) { 40 } else { r.between(5, 14) };
    let skills: Vec<Value> = (0..listed.div_ceil(4))
        .map(|g| {
            let keywords: Vec<String> = (0..4).map(|_| if r.percent(15) { name(&mut r, other, &[0]) } else { name(&mut r, main, &regions) }).collect();
            json!({ "name": r.pick(&["Tools", "Methods", "Further", "Daily work"]), "keywords": keywords, "level": if g == 0 { "expert" } else { "" } })
        })
        .collect();
    out["skills"] = json!(skills);
    if r.percent(35) {
        let certificates: Vec<Value> = (0..r.between(1, 2))
            .map(|_| json!({ "name": world.credentials[r.heavy(world.credentials.len())], "date": (2026 - r.below(12)).to_string() }))
            .collect();
        out["certificates"] = json!(certificates);
    }
    if r.percent(70) {
        out["languages"] = json!([{ "language": "English", "fluency": r.pick(FLUENCY) }, { "language": r.pick(TONGUE), "fluency": r.pick(FLUENCY) }]);
    }
    out
}

fn title(r: &mut Random, field: &Field, job: usize) -> String {
    let rank = if job == 0 { r.pick(&["Senior ", "Lead ", "", "Principal "]) } else { r.pick(&["Junior ", "", "", "Senior "]) };
    format!("{rank}{}", field.titles[r.heavy(field.titles.len())])
}

/// A name of the field, near one of the regions; one in eight stands in no list.
fn name(r: &mut Random, field: &Field, regions: &[usize]) -> String {
    if r.percent(12) {
        return field.products[r.heavy(field.products.len())].clone();
    }
    let at = regions[r.below(regions.len())] + r.heavy(24);
    let forms = &field.skills[at % field.skills.len()];
    forms[if r.percent(75) { 0 } else { r.below(forms.len()) }].clone()
}

fn sentence(r: &mut Random, main: &Field, other: &Field, regions: &[usize]) -> String {
    let template = if r.percent(10) { r.pick(ASIDE) } else { r.pick(DONE) };
    let mut text = template.to_owned();
    for hole in ["{a}", "{b}", "{c}"] {
        if text.contains(hole) {
            let filler = if r.percent(8) { name(r, other, &[0]) } else { name(r, main, regions) };
            text = text.replacen(hole, &filler, 1);
        }
    }
    text.replace("{n}", &r.between(2, 90).to_string()).replace("{o}", r.pick(THING)).replace("{p}", place(r).0)
}

fn place(r: &mut Random) -> (&'static str, &'static str, &'static str) {
    PLACE[r.below(PLACE.len())]
}

fn date(month: usize, coarse: bool) -> String {
    if coarse { (month / 12).to_string() } else { format!("{}-{:02}", month / 12, month % 12 + 1) }
}
