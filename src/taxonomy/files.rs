//! All files of `data/`, read: concepts, ambiguous forms, and the lists of words. Used
//! at build time too, so it depends on nothing of the crate but [`super::source`] and
//! [`crate::text::place`].

use serde::{Deserialize, Serialize};

use super::source::{AmbiguousSource, ConceptSource, Sort, ambiguous, concepts};
use crate::text::place::Fault;

/// All files of the taxonomy, read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Files {
    /// Concepts in the order of their files.
    pub concepts: Vec<ConceptSource>,
    /// Forms with several meanings.
    pub ambiguous: Vec<AmbiguousSource>,
    /// Everyday words: never taken for a misspelt name.
    pub everyday: Vec<String>,
    /// Words of the dictionary that lie a slip away from a name: never taken for it either.
    pub blocked: Vec<String>,
    /// Words that are hardly ever nouns, or nouns of quality, with their class.
    pub classes: Vec<(String, WordClass)>,
}

impl Files {
    /// Takes in one file, by its path below `data/`; other files are left alone.
    pub fn add(&mut self, path: &str, text: &str) -> Result<(), Fault> {
        let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".toml");
        let sort = match path.split('/').next() {
            Some("skills") => Sort::Skill,
            Some("work") => Sort::Work,
            Some("credentials") => Sort::Credential,
            Some("languages.toml") => Sort::Language,
            Some("degrees.toml") => Sort::Degree,
            Some("places.toml") => Sort::Place,
            Some("ambiguous.toml") => {
                self.ambiguous.extend(ambiguous(path, text)?);
                return Ok(());
            }
            Some("everyday.txt") => {
                self.everyday.extend(text.split_whitespace().map(str::to_owned));
                return Ok(());
            }
            Some("blocked.txt") => {
                self.blocked.extend(text.split_whitespace().map(str::to_owned));
                return Ok(());
            }
            Some("classes.txt") => {
                for (at, line) in text.lines().enumerate() {
                    let read = line.split_once(' ').and_then(|(word, class)| Some((word.to_owned(), WordClass::named(class)?)));
                    let fault = || Fault {
                        file: path.into(),
                        line: at + 1,
                        column: 1,
                        message: format!("`{line}`: a word and its class (verb, gerund, adjective, adverb, quality) are wanted"),
                    };
                    self.classes.push(read.ok_or_else(fault)?);
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        self.concepts.extend(concepts(path, stem, sort, text)?);
        Ok(())
    }

    /// Lays a user's files on top: a concept whose id is known already gets their
    /// names and relations added, a form its senses anew.
    pub fn lay(&mut self, on_top: Files) {
        for concept in on_top.concepts {
            match self.concepts.iter_mut().find(|c| c.id == concept.id) {
                Some(known) => {
                    let mut names = concept.aliases;
                    if concept.label != known.label {
                        names.push(concept.label);
                    }
                    add(&mut known.aliases, names);
                    add(&mut known.broader, concept.broader);
                    add(&mut known.related, concept.related);
                    add(&mut known.titles, concept.titles);
                    known.since = concept.since.or(known.since);
                    known.interchangeable |= concept.interchangeable;
                    known.apart |= concept.apart;
                    known.alike.extend(concept.alike);
                }
                None => self.concepts.push(concept),
            }
        }
        self.ambiguous.retain(|known| on_top.ambiguous.iter().all(|form| form.form != known.form));
        self.ambiguous.extend(on_top.ambiguous);
        self.everyday.extend(on_top.everyday);
        self.classes.extend(on_top.classes);
        self.blocked.extend(on_top.blocked);
    }
}

fn add(to: &mut Vec<String>, more: Vec<String>) {
    for name in more {
        if !to.contains(&name) {
            to.push(name);
        }
    }
}

/// What an everyday word is in a sentence, where it is hardly ever the name of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WordClass {
    /// "ensures", "provide", "demonstrated".
    Verb,
    /// "ensuring", "providing".
    Gerund,
    /// "robust", "relevant".
    Adjective,
    /// "closely", "often".
    Adverb,
    /// A noun that says how, how much or when: "rigor", "breadth", "week".
    Quality,
}

impl WordClass {
    /// All classes, in the order of their numbers.
    pub const ALL: [WordClass; 5] = [WordClass::Verb, WordClass::Gerund, WordClass::Adjective, WordClass::Adverb, WordClass::Quality];

    fn named(name: &str) -> Option<WordClass> {
        Some(match name {
            "verb" => WordClass::Verb,
            "gerund" => WordClass::Gerund,
            "adjective" => WordClass::Adjective,
            "adverb" => WordClass::Adverb,
            "quality" => WordClass::Quality,
            _ => return None,
        })
    }
}
