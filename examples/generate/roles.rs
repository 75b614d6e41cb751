//! Made-up roles over the same world, with the kinds in the shares that 52
//! postings read by hand have: of 27 criteria on average 64% skills (4% of them
//! with years), 11% experience (38% with years), 2% education, 2% credentials,
//! 1% languages; the rest are gates and traits. A quarter of the names is known
//! to no list.

use std::fmt::Write as _;

use super::random::Random;
use super::world::World;

/// One criteria file. Role `i` of a seed is the same however many are made.
pub fn role(world: &World, seed: u64, i: u64) -> String {
    let mut r = Random::of(seed, 2, i);
    let field = &world.fields[r.heavy(world.fields.len())];
    let region = r.heavy(field.skills.len());
    let mut out = format!("schema = \"rolefit/criteria/1\"\ntitle = \"{}\"\n", field.titles[r.heavy(field.titles.len())]);
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..r.between(14, 32) {
        let roll = r.below(82);
        let kind = match roll {
            0..64 => "skill",
            64..75 => "experience",
            75..77 => "education",
            77..79 => "credential",
            79..80 => "language",
            _ => "trait",
        };
        let wide = if r.percent(84) { 1 } else { r.between(2, 4) };
        let names: Vec<String> = (0..wide)
            .map(|_| match kind {
                "skill" if r.percent(25) => field.products[r.heavy(field.products.len())].clone(),
                "skill" => field.skills[(region + r.heavy(40)) % field.skills.len()][0].clone(),
                "experience" if r.percent(25) => format!(
                    "{} {}",
                    r.pick(&["harbour", "supplier", "customer", "yearly", "safety"]),
                    r.pick(&["audits", "review", "register", "portal", "training"])
                ),
                "experience" => field.titles[r.heavy(field.titles.len())].clone(),
                "education" => r.pick(&["Bachelor", "Master", "Associate"]).to_owned(),
                "credential" => world.credentials[r.heavy(world.credentials.len())].clone(),
                "language" => r.pick(&["English", "Spanish", "German"]).to_owned(),
                _ => "clear communication".to_owned(),
            })
            .collect();
        let key = format!("{kind}{names:?}");
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let strength = ["required", "required", "required", "preferred", "mentioned"][r.below(5)];
        let _ = write!(out, "\n[[criteria]]\nkind = \"{kind}\"\nstrength = \"{strength}\"\nany_of = {names:?}\n");
        let years = match kind {
            "skill" => 4,
            "experience" => 38,
            _ => 0,
        };
        if r.percent(years) {
            let _ = writeln!(out, "min_years = {}", r.between(1, 10));
        }
        if kind == "education" && r.percent(40) {
            out.push_str("or_equivalent = true\n");
        }
        if kind == "education" && r.percent(60) {
            out.push_str("field = [\"Computer Science\"]\n");
        }
    }
    if r.percent(10) {
        let _ = write!(out, "\n[[criteria]]\nkind = \"experience\"\nany_of = []\nmin_years = {}\n", r.between(3, 12));
    }
    let _ = write!(out, "\n[[criteria]]\nkind = \"location\"\nany_of = [\"Denver, CO, United States\"]\n");
    out
}
