//! What generated people can: the project's own concepts, by field, the names
//! that no list knows, and which of them occur together.

use std::collections::BTreeMap;
use std::path::Path;

use super::random::Random;

/// A field of work.
pub struct Field {
    pub name: String,
    /// Names of skills, the most common first; relatives stand near each other.
    pub skills: Vec<Vec<String>>,
    /// Titles of jobs.
    pub titles: Vec<String>,
    /// Products that no list knows, the most common first.
    pub products: Vec<String>,
}

/// Everything that people are made of.
pub struct World {
    pub fields: Vec<Field>,
    pub credentials: Vec<String>,
}

type Tables = BTreeMap<String, toml::Table>;

impl World {
    /// Reads `data/` of the project at `root`.
    pub fn read(root: &Path) -> Result<World, Box<dyn std::error::Error>> {
        let (skills, work) = (folder(root, "skills")?, folder(root, "work")?);
        let mut fields = Vec::new();
        for (number, (name, tables)) in skills.into_iter().enumerate() {
            let mut random = Random::of(17, 0, number as u64);
            let mut titles: Vec<String> = work.get(&name).into_iter().flatten().flat_map(|(_, t)| strings(t, "titles")).collect();
            if titles.is_empty() {
                titles = ["Specialist", "Coordinator", "Manager"].map(str::to_owned).to_vec();
            }
            shuffle(&mut random, &mut titles);
            fields.push(Field { name, skills: together(&mut random, &tables), titles, products: (0..400).map(|_| product(&mut random)).collect() });
        }
        let credentials = folder(root, "credentials")?.into_values().flatten().map(|(id, t)| label(&id, &t)).collect();
        Ok(World { fields, credentials })
    }
}

/// The tables of each file of a folder of `data/`.
fn folder(root: &Path, name: &str) -> Result<BTreeMap<String, Tables>, Box<dyn std::error::Error>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(root.join("data").join(name))? {
        let path = entry?.path();
        let tables: Tables = toml::from_str(&std::fs::read_to_string(&path)?)?;
        found.insert(path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), tables);
    }
    Ok(found)
}

fn strings(table: &toml::Table, key: &str) -> Vec<String> {
    let all = table.get(key).and_then(|v| v.as_array()).into_iter().flatten();
    all.filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

fn label(id: &str, table: &toml::Table) -> String {
    table.get("label").and_then(|l| l.as_str()).unwrap_or(id).to_owned()
}

/// The written forms of each concept of a field, in an order of commonness in
/// which relatives follow each other: a walk over what is related.
fn together(random: &mut Random, tables: &Tables) -> Vec<Vec<String>> {
    let mut order: Vec<&String> = Vec::new();
    let mut rest: Vec<&String> = tables.keys().collect();
    shuffle(random, &mut rest);
    for start in rest {
        let mut open = vec![start];
        while let Some(id) = open.pop() {
            if order.contains(&id) {
                continue;
            }
            order.push(id);
            let near = strings(&tables[id], "related").into_iter().chain(strings(&tables[id], "broader"));
            open.extend(near.filter_map(|n| tables.get_key_value(&n).map(|(k, _)| k)).take(3));
        }
    }
    let forms = |id: &String| std::iter::once(label(id, &tables[id])).chain(strings(&tables[id], "aliases").into_iter().take(2)).collect();
    order.into_iter().map(forms).collect()
}

pub fn shuffle<T>(random: &mut Random, all: &mut [T]) {
    for i in (1..all.len()).rev() {
        all.swap(i, random.below(i + 1));
    }
}

/// "Korvane", "Talimo Desk": a name that stands in no list.
fn product(random: &mut Random) -> String {
    const FIRST: &[&str] = &["Kor", "Tal", "Mer", "Vel", "Zan", "Bri", "Osk", "Lun", "Fer", "Gal", "Pex", "Dro", "Ulm", "Quor", "Syn", "Ard"];
    const MIDDLE: &[&str] = &["va", "li", "no", "ri", "te", "mu", "xa", "do", "ke", "ba"];
    const LAST: &[&str] = &["ne", "mo", "rix", "dal", "tis", "gor", "lyn", "pex", "vex", "sar", "ton", "qua"];
    const KIND: &[&str] = &["Desk", "Flow", "Ledger", "Console", "Gateway", "Studio"];
    let name = format!("{}{}{}", random.pick(FIRST), random.pick(MIDDLE), random.pick(LAST));
    if random.percent(25) { format!("{name} {}", random.pick(KIND)) } else { name }
}
