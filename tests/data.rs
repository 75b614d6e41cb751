//! Keeps the data honest: what must stand in `data/ambiguous.toml` does, with
//! examples both ways that come out as they say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A written form and the concept that claims it.
struct Form {
    text: String,
    concept: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn table(path: &Path) -> toml::Table {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every label, alias and title of every concept file.
fn forms() -> Vec<Form> {
    let mut files: Vec<PathBuf> = ["languages", "degrees", "places"].iter().map(|f| root().join(f).with_extension("toml")).collect();
    for folder in ["skills", "work", "credentials"] {
        let Ok(entries) = std::fs::read_dir(root().join(folder)) else { continue };
        files.extend(entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "toml")));
    }
    files.sort();
    let mut found = Vec::new();
    for file in files {
        for (concept, value) in table(&file) {
            let mut add = |v: &toml::Value| found.push(Form { text: v.as_str().expect("a form is text").to_owned(), concept: concept.clone() });
            add(&value["label"]);
            for key in ["aliases", "titles"] {
                value.get(key).and_then(toml::Value::as_array).into_iter().flatten().for_each(&mut add);
            }
        }
    }
    found
}

fn ambiguous() -> toml::Table {
    table(&root().join("ambiguous.toml"))
}

fn everyday() -> Vec<String> {
    std::fs::read_to_string(root().join("everyday.txt")).unwrap().split_whitespace().map(str::to_owned).collect()
}

/// The words of a form as look-ups see them: in small letters, plurals as their singular.
fn key(form: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let folded = format!("{} ", form.to_lowercase().replace('’', "'")).replace("'s ", " ");
    let chars: Vec<char> = folded.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        let opens = c == '.' && (i == 0 || chars[i - 1] == ' ') && chars.get(i + 1).is_some_and(|n| n.is_alphanumeric());
        let word = words.last_mut().expect("never empty");
        if c.is_alphanumeric() || opens || matches!(c, '+' | '#') && word.chars().any(char::is_alphabetic) {
            word.push(c);
        } else if !word.is_empty() {
            words.push(String::new());
        }
    }
    words.retain(|w| !w.is_empty());
    words.iter().map(|w| singular(w)).collect()
}

fn singular(word: &str) -> String {
    let n = word.len();
    if n > 4 && word.ends_with("ies") {
        return format!("{}y", &word[..n - 3]);
    }
    if n <= 3 || !word.ends_with('s') || word.ends_with("ss") || word.ends_with("us") {
        return word.to_owned();
    }
    let cut = if ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end)) { 2 } else { 1 };
    word[..n - cut].to_owned()
}

fn ambiguous_keys() -> BTreeSet<Vec<String>> {
    ambiguous().values().map(|v| key(v["form"].as_str().expect("form"))).collect()
}

#[test]
fn every_form_with_two_concepts_is_ambiguous() {
    let known = ambiguous_keys();
    let mut claims: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    for form in forms() {
        claims.entry(key(&form.text)).or_default().insert(form.concept);
    }
    let missing: Vec<_> = claims.iter().filter(|(form, concepts)| concepts.len() > 1 && !known.contains(*form)).collect();
    assert!(missing.is_empty(), "claimed by two concepts, and not in data/ambiguous.toml: {missing:#?}");
}

#[test]
fn every_everyday_form_is_ambiguous() {
    let known = ambiguous_keys();
    let everyday: BTreeSet<String> = everyday().iter().map(|w| singular(w)).collect();
    let missing: BTreeSet<(String, String)> = forms()
        .into_iter()
        .filter(|f| {
            let words = key(&f.text);
            matches!(&words[..], [only] if everyday.contains(only)) && !known.contains(&words)
        })
        .map(|f| (f.text, f.concept))
        .collect();
    assert!(missing.is_empty(), "an everyday word too, and not in data/ambiguous.toml: {missing:#?}");
}

#[test]
fn every_ambiguous_form_is_a_form_with_examples_both_ways() {
    let forms: BTreeSet<Vec<String>> = forms().iter().map(|f| key(&f.text)).collect();
    let mut seen = BTreeSet::new();
    for (name, entry) in ambiguous() {
        let form = key(entry["form"].as_str().expect("form"));
        // A form that no concept file lists is given its concept here: ARR, PIP.
        let given = entry["senses"].as_array().is_some_and(|senses| senses.iter().any(|s| s.get("concept").is_some()));
        assert!(given || forms.contains(&form), "[{name}] is no form of any concept, and no sense names one");
        assert!(seen.insert(form), "[{name}] has the words of another entry");
        for list in ["accept", "reject"] {
            let examples = entry.get(list).and_then(toml::Value::as_array).map_or(0, Vec::len);
            assert!(examples > 0, "[{name}] has no {list}");
        }
    }
}

#[test]
fn every_example_comes_out_as_it_says() {
    let found: Vec<String> = rolefit::Rules::builtin().check().iter().filter(|f| f.place.starts_with("data/")).map(ToString::to_string).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn everyday_words_are_sorted_and_unique() {
    let words = everyday();
    let wrong: Vec<_> = words.windows(2).filter(|pair| pair[0] >= pair[1]).collect();
    assert!(wrong.is_empty(), "out of order or twice: {wrong:?}");
}
