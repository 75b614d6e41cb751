//! Reads `rules/` and `data/` with the project's own loader and embeds the
//! result, so that a cold start parses no TOML.

use std::path::{Path, PathBuf};

#[allow(dead_code)]
#[path = "src/text"]
mod text {
    pub mod bytes;
    pub mod digest;
    pub mod fold;
    pub mod phrase;
    pub mod place;
    pub mod snowball;
    pub mod token;
    pub mod tree;
    pub mod words;
    pub(crate) use words::Words;
}
#[allow(dead_code)]
#[path = "src/taxonomy"]
mod taxonomy {
    pub mod check;
    pub mod concept;
    pub mod files;
    pub mod image;
    pub mod relations;
    pub mod source;
}
#[allow(dead_code)]
#[path = "src/grammar"]
mod grammar {
    pub mod automaton;
    pub mod cues;
    pub mod layout;
    pub mod machine;
    pub mod numbers;
    pub mod required;
    pub mod sought;
    pub mod source;
    pub mod spelled;
    pub mod tables;
}

use grammar::numbers::{Guess, Lengths, Levels, Limits, Weights};
use text::bytes::{Blobs, Numbers, of_blobs};
use text::place::Fault;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rustc-env=ROLEFIT_READER={}", reader());
    if let Err(message) = prepare() {
        panic!("\n{message}\n");
    }
}

/// A digest of the code that reads profiles, and of the words it takes for one another:
/// a pool that was compiled otherwise is stale.
fn reader() -> String {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    for folder in ["src/text", "src/taxonomy", "src/grammar", "src/mention", "src/profile"] {
        println!("cargo::rerun-if-changed={folder}");
        for (path, text) in read_all(folder).unwrap_or_default() {
            hasher.write(path.as_bytes());
            hasher.write(text.as_bytes());
        }
    }
    for words in ["data/synonyms.txt", "data/abbreviations.txt"] {
        hasher.write(&std::fs::read(words).unwrap_or_default());
    }
    format!("{:016x}", hasher.finish())
}

fn prepare() -> Result<(), String> {
    let mut data = taxonomy::files::Files::default();
    for (path, text) in read_all("data")? {
        data.add(&path, &text).map_err(|f| format!("data/{f}"))?;
    }
    let mut faults: Vec<String> = if std::env::var("ROLEFIT_DRAFT").is_ok() { Vec::new() } else { taxonomy::check::check(&data.concepts, &data.ambiguous) };
    faults.extend(twice(&data.concepts));
    if !faults.is_empty() {
        return Err(format!("data/ is not consistent:\n{}", faults.join("\n")));
    }
    let mut rules = Vec::new();
    let mut cues = grammar::cues::Lists::new();
    let (mut weights, mut levels, mut limits, mut lengths, mut guess) = (None, None, None, None, None);
    let files = read_all("rules")?;
    let shared = match files.iter().find(|(path, _)| path == "parts.toml") {
        Some((path, text)) => grammar::tables::parts(path, text).map_err(|f| format!("rules/{f}"))?,
        None => Default::default(),
    };
    for (path, text) in &files {
        let fault = |f: Fault| format!("rules/{f}");
        match path.as_str() {
            "parts.toml" => {}
            "cues.toml" => cues = grammar::cues::read(path, text).map_err(fault)?,
            "weights.toml" => weights = Some(parse(path, text).map_err(fault)?),
            "levels.toml" => levels = Some(parse(path, text).map_err(fault)?),
            "limits.toml" => limits = Some(parse(path, text).map_err(fault)?),
            "lengths.toml" => lengths = Some(parse(path, text).map_err(fault)?),
            "guess.toml" => guess = Some(parse(path, text).map_err(fault)?),
            _ => rules.extend(grammar::tables::rules(path, path.trim_end_matches(".toml"), text, &shared).map_err(fault)?),
        }
    }
    if cues.len() != grammar::cues::Cue::COUNT {
        return Err("rules/cues.toml lacks a list that the code asks for".into());
    }
    let mut names = std::collections::BTreeSet::new();
    if let Some(rule) = rules.iter().find(|r| !names.insert(&r.name)) {
        return Err(format!("rules/{}.toml:{}: rule `{}` stands twice", rule.family, rule.line, rule.name));
    }
    let known: std::collections::BTreeSet<&str> = data.concepts.iter().map(|c| c.id.as_str()).collect();
    let shows = |rule: &grammar::source::RuleSource| rule.literal("concept").filter(|_| matches!(rule.family.as_str(), "signs" | "names")).map(str::to_owned);
    if let Some((rule, id)) = rules.iter().find_map(|r| Some((r, shows(r).filter(|id| !known.contains(id.as_str()))?))) {
        return Err(format!("rules/{}.toml:{}: there is no concept `{id}`", rule.family, rule.line));
    }
    let numbers: (Weights, Levels, Limits, Lengths, Guess) = (
        weights.ok_or("rules/weights.toml is missing")?,
        levels.ok_or("rules/levels.toml is missing")?,
        limits.ok_or("rules/limits.toml is missing")?,
        lengths.ok_or("rules/lengths.toml is missing")?,
        guess.ok_or("rules/guess.toml is missing")?,
    );
    std::fs::write(out("meanings.txt")?, meanings()?).map_err(|e| e.to_string())?;
    let image = taxonomy::image::build(&data, grammar::cues::words(&cues), grammar::source::phrases(&rules), grammar::source::words(&rules));
    write("image.bin", &image)?;
    let words = words(image);
    write("laid.bin", &grammar::layout::lay(&rules, &words))?;
    std::fs::write(out("cues-laid.bin")?, grammar::cues::lay(&cues, &words)).map_err(|e| e.to_string())?;
    let of_taxonomy = write("taxonomy.bin", &data)?;
    let examples: Vec<grammar::source::Examples> = rules.iter_mut().map(|r| std::mem::take(&mut r.examples)).collect();
    let of_rules = write("rules.bin", &each(&rules)?)?
        + &write("cues.bin", &cues)?
        + &write("parts.bin", &shared)?
        + &write("examples.bin", &examples)?
        + &write("numbers.bin", &numbers)?;
    println!("cargo::rustc-env=ROLEFIT_TAXONOMY={of_taxonomy}");
    println!("cargo::rustc-env=ROLEFIT_RULES={}", text::digest::digest(&[of_rules.as_bytes()]));
    Ok(())
}

/// The classes of words that say the same, by their stems.
fn meanings() -> Result<String, String> {
    let text = std::fs::read_to_string("data/synonyms.txt").map_err(|e| format!("data/synonyms.txt: {e}"))?;
    let class = |line: &str| line.split(' ').map(|word| text::snowball::snowball(word).into_string()).collect::<Vec<_>>().join(" ") + "\n";
    Ok(text.lines().filter(|line| !line.starts_with('#')).map(class).collect())
}

/// The words of an image.
fn words(image: taxonomy::image::Image<Vec<u8>>) -> text::Words {
    let (starts, bytes) = image.words;
    text::Words { slots: image.slots.into(), words: Blobs { starts: Numbers(starts.into()), bytes: bytes.into() } }
}

/// Where each rule begins, and all of them, each encoded by itself.
fn each(rules: &[grammar::source::RuleSource]) -> Result<(Vec<u8>, Vec<u8>), String> {
    let encoded: Vec<Vec<u8>> = rules.iter().map(|rule| postcard::to_stdvec(rule).map_err(|e| e.to_string())).collect::<Result<_, _>>()?;
    Ok(of_blobs(encoded.iter().map(Vec::as_slice)))
}

/// A relation that goes both ways is written once, at the smaller id.
fn twice(concepts: &[taxonomy::source::ConceptSource]) -> Vec<String> {
    let twice = concepts.iter().flat_map(|c| c.related.iter().filter(|id| **id <= c.id).map(move |id| (c, id)));
    twice.map(|(c, id)| format!("{}.toml:{}: `{}` related `{id}`: write it once, at `{id}`", c.field, c.line, c.id)).collect()
}

fn parse<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|e| Fault::of_toml(path, text, &e))
}

/// Every file below a folder with its path in it, in the order of paths.
fn read_all(folder: &str) -> Result<Vec<(String, String)>, String> {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?).join(folder);
    let mut open = vec![root.clone()];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).map_err(|e| format!("{}: {e}", dir.display()))? {
            let path = entry.map_err(|e| e.to_string())?.path();
            if path.is_dir() { open.push(path) } else { paths.push(path) }
        }
    }
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let name = path.strip_prefix(&root).expect("found below it").to_string_lossy().replace('\\', "/");
            Ok((name, text))
        })
        .filter(|file| !matches!(file, Ok((name, _)) if name.starts_with("examples/")))
        .collect()
}

/// Writes what is embedded; returns its digest.
fn out(name: &str) -> Result<PathBuf, String> {
    Ok(PathBuf::from(std::env::var("OUT_DIR").map_err(|e| e.to_string())?).join(name))
}

fn write<T: serde::Serialize>(name: &str, value: &T) -> Result<String, String> {
    let bytes = postcard::to_stdvec(value).map_err(|e| e.to_string())?;
    std::fs::write(out(name)?, &bytes).map_err(|e| e.to_string())?;
    Ok(text::digest::digest(&[&bytes]))
}
