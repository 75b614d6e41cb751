//! Taxonomies of others, as the user has downloaded them, turned into a directory
//! for `--rules`: ESCO's CSV files and O*NET's text files. A name that ours knows
//! already stays ours; what two would claim is left out and counted, so that what
//! comes out passes the checks of our own data.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::Error;
use crate::grammar::Rules;
use crate::mention::Phrase;
use crate::text::Folded;

/// What an import made.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Files for a directory of rules, by their paths in it.
    pub files: Vec<(String, String)>,
    /// Concepts that are new.
    pub new: usize,
    /// Concepts that ours knows already, to which names were added.
    pub known: usize,
    /// Names left out: ours, everyday words, or claimed by two.
    pub left_out: usize,
}

/// One concept of a foreign list.
#[derive(Debug, Default)]
struct Foreign {
    label: String,
    aliases: Vec<String>,
    titles: Vec<String>,
    broader: Vec<String>,
    work: bool,
}

/// A foreign list: concepts by the key that it gives them.
type List = BTreeMap<String, Foreign>;

impl Rules {
    /// Reads the files of a downloaded taxonomy, each by its own header: of ESCO
    /// `skills_en.csv`, `occupations_en.csv` and `broaderRelationsSkillPillar_en.csv`;
    /// of O*NET `Technology Skills.txt`, `Occupation Data.txt` and `Alternate Titles.txt`.
    ///
    /// # Errors
    /// A file is no table, or has none of these headers; with its line.
    pub fn import(&self, files: &[(String, Vec<u8>)]) -> Result<Imported, Error> {
        let mut list = List::new();
        let mut rows: Vec<(Table, BTreeMap<String, String>)> = Vec::new();
        for (name, bytes) in files {
            let table = table(name, bytes)?;
            rows.extend(read(name, bytes, table)?.into_iter().map(|row| (table, row)));
        }
        // Concepts first, in whatever order the files come; then what speaks of them.
        rows.sort_by_key(|(table, _)| *table);
        for (table, row) in rows {
            take(&mut list, table, &row);
        }
        Ok(self.settled(list))
    }

    /// The list without what ours has and what two of it claim.
    fn settled(&self, list: List) -> Imported {
        let mut made = Imported::default();
        let mut ids: BTreeMap<&str, String> = BTreeMap::new();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut used: BTreeSet<String> = BTreeSet::new();
        let ours = |name: &str| match Phrase::read(self, name) {
            Phrase { concepts, spelled: None, .. } if concepts.len() == 1 => Some(self.taxonomy().get(concepts[0])),
            _ => None,
        };
        for (key, concept) in &list {
            let id = match ours(&concept.label) {
                Some(known) => known.id.clone(),
                None => {
                    let slug = slug(&concept.label);
                    (1..)
                        .map(|n| if n == 1 { slug.clone() } else { format!("{slug}-{n}") })
                        .find(|id| !used.contains(id) && self.taxonomy().by_id(id).is_none())
                        .expect("numbers do not end")
                }
            };
            used.insert(id.clone());
            ids.insert(key, id);
        }
        let mut files: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
        for (key, concept) in &list {
            let id = &ids[key.as_str()];
            let known = self.taxonomy().by_id(id).map(|c| self.taxonomy().get(c));
            let mut free = |names: &[String]| -> Vec<String> {
                let mut kept = Vec::new();
                for name in names {
                    let folded = Folded::new(name).text;
                    let everyday = !folded.contains(' ') && self.taxonomy().spelling.is_everyday(&folded);
                    if name.chars().count() < 2 || everyday || ours(name).is_some() || !taken.insert(folded) {
                        made.left_out += 1;
                    } else {
                        kept.push(name.clone());
                    }
                }
                kept
            };
            if known.is_none() && free(std::slice::from_ref(&concept.label)).is_empty() {
                continue;
            }
            let (aliases, titles) = (free(&concept.aliases), free(&concept.titles));
            let broader: BTreeSet<&String> = concept.broader.iter().filter_map(|b| ids.get(b.as_str())).filter(|b| *b != id).collect();
            if known.is_some() && aliases.is_empty() && titles.is_empty() {
                continue;
            }
            if known.is_some() {
                made.known += 1
            } else {
                made.new += 1
            }
            let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
            let array = |all: &[String]| format!("[{}]", all.iter().map(|a| quoted(a)).collect::<Vec<_>>().join(", "));
            let mut table = format!("[{id}]\nlabel = {}\n", quoted(known.map_or(&concept.label, |k| &k.label)));
            if !aliases.is_empty() {
                let _ = writeln!(table, "aliases = {}", array(&aliases));
            }
            if !titles.is_empty() && concept.work {
                let _ = writeln!(table, "titles = {}", array(&titles));
            }
            if !broader.is_empty() && known.is_none() {
                let _ = writeln!(table, "broader = {}", array(&broader.into_iter().cloned().collect::<Vec<_>>()));
            }
            files.entry(if concept.work { "data/work/imported.toml" } else { "data/skills/imported.toml" }).or_default().insert(id.clone(), table);
        }
        // A parent that was left out is nobody's.
        let written: BTreeSet<&String> = files.values().flat_map(|f| f.keys()).collect();
        let gone: Vec<String> = ids.values().filter(|id| !written.contains(id) && self.taxonomy().by_id(id).is_none()).cloned().collect();
        made.files = files
            .iter()
            .map(|(path, tables)| {
                let text = tables.values().map(|t| without(t, &gone)).collect::<Vec<_>>().join("\n");
                ((*path).to_owned(), text)
            })
            .collect();
        made
    }
}

/// A table without parents that do not exist.
fn without(table: &str, gone: &[String]) -> String {
    let mut out = String::new();
    for line in table.lines() {
        match line.strip_prefix("broader = [").and_then(|l| l.strip_suffix(']')) {
            Some(list) => {
                let kept: Vec<&str> = list.split(", ").filter(|id| !gone.iter().any(|g| format!("\"{g}\"") == *id)).collect();
                if !kept.is_empty() {
                    let _ = writeln!(out, "broader = [{}]", kept.join(", "));
                }
            }
            None => {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    out
}

/// The tables that are understood, by their headers; what names concepts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Table {
    EscoConcepts,
    OnetOccupations,
    OnetTechnologies,
    OnetTitles,
    EscoBroader,
}

fn table(name: &str, bytes: &[u8]) -> Result<Table, Error> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]).to_lowercase();
    let head = head.lines().next().unwrap_or_default();
    let has = |columns: &[&str]| columns.iter().all(|c| head.contains(c));
    match () {
        () if has(&["concepturi", "broaderuri"]) => Ok(Table::EscoBroader),
        () if has(&["concepturi", "preferredlabel", "altlabels"]) => Ok(Table::EscoConcepts),
        () if has(&["o*net-soc code", "example", "commodity title"]) => Ok(Table::OnetTechnologies),
        () if has(&["o*net-soc code", "alternate title"]) => Ok(Table::OnetTitles),
        () if has(&["o*net-soc code", "title", "description"]) => Ok(Table::OnetOccupations),
        () => Err(Error::of(
            name,
            "its header is none that is known: ESCO's skills, occupations or broader relations (CSV), or O*NET's technology skills, occupation data or alternate titles (text) are wanted",
        )),
    }
}

fn read(name: &str, bytes: &[u8], table: Table) -> Result<Vec<BTreeMap<String, String>>, Error> {
    let tabs = matches!(table, Table::OnetOccupations | Table::OnetTechnologies | Table::OnetTitles);
    let mut reader = csv::ReaderBuilder::new().delimiter(if tabs { b'\t' } else { b',' }).quoting(!tabs).flexible(true).from_reader(bytes);
    let fault = |e: csv::Error| Error::of(name, e.to_string());
    let head: Vec<String> = reader.headers().map_err(fault)?.iter().map(|h| h.trim_start_matches('\u{feff}').trim().to_lowercase()).collect();
    let row = |record: csv::StringRecord| head.iter().cloned().zip(record.iter().map(|cell| cell.trim().to_owned())).collect();
    reader.records().map(|r| r.map(row).map_err(fault)).collect()
}

fn take(list: &mut List, table: Table, row: &BTreeMap<String, String>) {
    let cell = |column: &str| row.get(column).cloned().unwrap_or_default();
    match table {
        Table::EscoConcepts => {
            let work = row.contains_key("iscogroup") || cell("concepttype").eq_ignore_ascii_case("occupation");
            let labels: Vec<String> = cell("altlabels").split(['\n', '|']).map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
            let (aliases, titles) = if work { (Vec::new(), labels) } else { (labels, Vec::new()) };
            list.insert(cell("concepturi"), Foreign { label: cell("preferredlabel"), aliases, titles, broader: Vec::new(), work });
        }
        Table::EscoBroader => {
            if let Some(concept) = list.get_mut(&cell("concepturi")) {
                concept.broader.push(cell("broaderuri"));
            }
        }
        Table::OnetOccupations => {
            list.insert(cell("o*net-soc code"), Foreign { label: cell("title"), work: true, ..Foreign::default() });
        }
        Table::OnetTitles => {
            if let Some(concept) = list.get_mut(&cell("o*net-soc code")) {
                concept.titles.push(cell("alternate title"));
            }
        }
        Table::OnetTechnologies => {
            let (class, name) = (cell("commodity title"), cell("example"));
            list.entry(format!("class {class}")).or_insert_with(|| Foreign { label: class.clone(), ..Foreign::default() });
            list.entry(format!("technology {name}")).or_insert_with(|| Foreign { label: name, broader: vec![format!("class {class}")], ..Foreign::default() });
        }
    }
}

fn slug(label: &str) -> String {
    let folded = Folded::new(label).text.replace('+', " plus ").replace('#', " sharp ");
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.is_empty() { "unnamed".into() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imported(files: &[(&str, &str)]) -> (Imported, Rules) {
        let files: Vec<(String, Vec<u8>)> = files.iter().map(|(n, t)| ((*n).to_owned(), t.as_bytes().to_vec())).collect();
        let made = Rules::builtin().import(&files).expect("tables");
        let rules = Rules::with(&made.files).expect("it passes the checks");
        (made, rules)
    }

    #[test]
    fn esco_becomes_rules() {
        let skills = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels\nKnowledgeSkillCompetence,http://x/1,skill,sector,weave shadow cloth,\"shadow weaving\nweaving shadow cloth\"\nKnowledgeSkillCompetence,http://x/2,skill,sector,loom artistry,\nKnowledgeSkillCompetence,http://x/3,knowledge,sector,Python (computer programming),Pythonic scripting art\n";
        let broader = "conceptType,conceptUri,broaderType,broaderUri\nKnowledgeSkillCompetence,http://x/1,KnowledgeSkillCompetence,http://x/2\n";
        let (made, rules) = imported(&[("broader.csv", broader), ("skills_en.csv", skills)]);
        assert_eq!(made.new, 2, "{made:?}");
        assert_eq!(rules.relate("loom artistry", "shadow weaving"), crate::Relation::Implies);
    }

    #[test]
    fn onet_becomes_rules() {
        let occupations = "O*NET-SOC Code\tTitle\tDescription\n51-6063.77\tShadow Loom Tenders\tTend looms.\n";
        let titles = "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n51-6063.77\tGhost Weft Handler\t\t08\n";
        let tools = "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand\n51-6063.77\tLoomwright Pro\t1\tCloth design contraptions\tN\tN\n";
        let (made, rules) = imported(&[("Technology Skills.txt", tools), ("Alternate Titles.txt", titles), ("Occupation Data.txt", occupations)]);
        assert_eq!(made.new, 3, "{made:?}");
        assert_eq!(rules.relate("Cloth design contraptions", "Loomwright Pro"), crate::Relation::Implies);
        assert_eq!(rules.relate("Shadow Loom Tenders", "Ghost Weft Handler"), crate::Relation::Same);
    }

    #[test]
    fn other_tables_are_refused() {
        let error = Rules::builtin().import(&[("x.csv".into(), b"a,b\n1,2\n".to_vec())]).unwrap_err();
        assert!(error.to_string().contains("header"), "{error}");
    }
}
