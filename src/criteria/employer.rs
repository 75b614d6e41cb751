//! Whether words name the employer, or what is the employer's own: nobody can
//! show them beforehand. One measure for all who ask.

use super::read::Reader;
use crate::grammar::Rules;

/// Shortest name, and shortest first word of one, that is told from other words.
const SHORT: usize = 3;
const FIRST: usize = 5;

/// What words say of the employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// They are its name.
    Name,
    /// They are a thing of its own: "Acme's mills".
    Thing,
}

impl Reader<'_> {
    /// What a text says of the employer, if it begins with it.
    pub(super) fn own(&self, text: &str) -> Option<Own> {
        self.employer.iter().find_map(|name| match text.get(..name.len())? {
            head if !head.eq_ignore_ascii_case(name) => None,
            _ if text.len() == name.len() => Some(Own::Name),
            _ => text[name.len()..].starts_with(['\'', '’']).then_some(Own::Thing),
        })
    }

    /// Whether a sentence begins with the employer: "Acme equips teams with …".
    pub(super) fn opens_with_employer(&self, sentence: &str) -> bool {
        self.employer.iter().any(|name| sentence.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with([' ', '’', '\''])))
    }
}

/// The names of the employer: as the posting gives it, its first word where that
/// is no everyday one, and the letters that it is known by ("Northern Ash Mill
/// Works": NAMW).
pub(super) fn names(rules: &Rules, company: &str) -> Vec<String> {
    let company = company.trim();
    if company.len() < SHORT {
        return Vec::new();
    }
    let words: Vec<&str> = company.split_whitespace().collect();
    let mut names = vec![company.to_owned()];
    let everyday = rules.taxonomy().spelling.is_everyday(&words[0].to_lowercase());
    if words.len() > 1 && words[0].len() >= FIRST && !everyday {
        names.push(words[0].to_owned());
    }
    let letters: String = words.iter().filter_map(|w| w.chars().next()).filter(char::is_ascii_uppercase).collect();
    if letters.len() >= SHORT && letters.len() == words.iter().filter(|w| !crate::text::line::is_function_word(&w.to_lowercase())).count() {
        names.push(letters);
    }
    names
}

#[cfg(test)]
mod tests {
    use crate::Rules;
    use crate::criteria::extract;

    #[test]
    fn the_employer_is_no_skill() {
        let names = |asked: &str| -> Vec<String> {
            let text = format!("# Weaver\n\nNorthern Ash Mill Works · Ashton\n\n## Requirements\n\n- {asked}\n");
            let criteria = extract(&Rules::builtin(), "posting.md", text.as_bytes()).expect("is a text").criteria;
            criteria.into_iter().flat_map(|c| c.any_of).map(|a| a.text).collect()
        };
        assert_eq!(names("Experience with Kafka and NAMW"), ["Kafka"]);
        assert_eq!(names("Experience with Kafka and Northern Ash Mill Works"), ["Kafka"]);
    }
}
