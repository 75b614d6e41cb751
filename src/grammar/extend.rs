//! A user's own rules, numbers and concepts on top of what is built in, read
//! by the loader that reads ours.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::builtin::{self, Sources};
use super::{Rules, cues, tables};
use crate::Error;
use crate::taxonomy::check::check;
use crate::taxonomy::files::Files;
use crate::taxonomy::source::Sort;
use crate::text::digest;
use crate::text::place::Fault;

impl Rules {
    /// The rules that are built in with a user's own files on top.
    ///
    /// `files` are paths and texts, laid out as the project's own: `data/skills/ours.toml`,
    /// `data/ambiguous.toml`, `rules/weights.toml` … A concept with a known id adds
    /// its names and relations to ours; a rule with a known name takes its place;
    /// of the numbers only those given change.
    ///
    /// ```
    /// use rolefit::{Relation, Rules};
    /// let ours = "[acme-deploy]\nlabel = \"Acme Deploy\"\nbroader = [\"kubernetes\"]\n";
    /// let rules = Rules::with(&[("data/skills/acme.toml".into(), ours.into())])?;
    /// assert_eq!(rules.relate("Kubernetes", "Acme Deploy"), Relation::Implies);
    /// # Ok::<(), rolefit::Error>(())
    /// ```
    ///
    /// # Errors
    /// A file does not parse, or what it says does not hold together with the
    /// rest (an unknown id, a circle of `broader`); with file, line and column.
    pub fn with(files: &[(String, String)]) -> Result<Rules, Error> {
        let (mut sources, mut all) = (builtin::sources(), builtin::data());
        sources.rules.iter_mut().zip(builtin::examples()).for_each(|(rule, examples)| rule.examples = examples);
        sources.own_weights = Some(sources.weights.clone());
        let mut on_top = Files::default();
        let mut files: Vec<&(String, String)> = files.iter().collect();
        files.sort();
        for (path, text) in &files {
            let fault = |f: Fault| Error::of_fault(Fault { file: path.clone(), ..f });
            match path.split_once('/') {
                Some(("data", below)) => on_top.add(below, text).map_err(fault)?,
                Some(("rules", below)) => rule_file(&mut sources, below, text).map_err(fault)?,
                _ => return Err(Error::of(path, "own files stand in data/ or rules/, as the project's own do")),
            }
        }
        all.lay(on_top);
        if let Some(first) = check(&all.concepts, &all.ambiguous).first() {
            return Err(Error::of("data", first));
        }
        // Each digest changes with its own folder: own weights leave a pool's profiles as they are.
        let of = |folder: &str| {
            let own: Vec<&[u8]> =
                files.iter().filter(|(path, _)| path.starts_with(folder)).flat_map(|(path, text)| [path.as_bytes(), text.as_bytes()]).collect();
            if own.is_empty() { String::new() } else { digest(&own) }
        };
        sources.own = Some((of("data/"), of("rules/")));
        Ok(builtin::made(sources, &all))
    }
}

impl Rules {
    /// The rules that are built in without the names of skills, work and
    /// credentials: shows what reading finds by the form of a text alone.
    pub fn without_names() -> Rules {
        let sources = builtin::sources();
        let mut data = builtin::data();
        data.concepts.retain(|c| !matches!(c.sort, Sort::Skill | Sort::Work | Sort::Credential));
        let known: std::collections::BTreeSet<String> = data.concepts.iter().map(|c| c.id.clone()).collect();
        for form in &mut data.ambiguous {
            form.senses.iter_mut().filter(|s| !known.contains(&s.concept)).for_each(|s| s.concept.clear());
            for meant in [&mut form.alone, &mut form.otherwise] {
                if !known.contains(meant) {
                    meant.clear();
                }
            }
        }
        builtin::made(Sources { own: Some(("without names".into(), String::new())), ..sources }, &data)
    }
}

fn rule_file(sources: &mut Sources, file: &str, text: &str) -> Result<(), Fault> {
    match file {
        "weights.toml" => sources.weights = changed(&sources.weights, file, text)?,
        "levels.toml" => sources.levels = changed(&sources.levels, file, text)?,
        "guess.toml" => sources.guess = changed(&sources.guess, file, text)?,
        "lengths.toml" => sources.lengths = changed(&sources.lengths, file, text)?,
        "limits.toml" => sources.limits = changed(&sources.limits, file, text)?,
        "cues.toml" => sources.cues.extend(cues::read(file, text)?),
        "parts.toml" => sources.parts.extend(tables::parts(file, text)?),
        _ => {
            let read = tables::rules(file, file.trim_end_matches(".toml"), text, &sources.parts)?;
            sources.rules.retain(|known| read.iter().all(|r| r.name != known.name));
            sources.rules.extend(read);
        }
    }
    Ok(())
}

/// Numbers with those of a user's file in place of ours.
fn changed<T: Serialize + DeserializeOwned>(ours: &T, file: &str, text: &str) -> Result<T, Fault> {
    let theirs: toml::Table = toml::from_str(text).map_err(|e| Fault::of_toml(file, text, &e))?;
    let mut all = toml::Table::try_from(ours).expect("numbers are a table");
    lay(&mut all, theirs);
    all.try_into().map_err(|e: toml::de::Error| Fault::at(file, text, 0, e.message()))
}

fn lay(under: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(under)), toml::Value::Table(over)) => lay(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}
