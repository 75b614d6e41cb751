//! What the employer is called, and whether words name it, or what is its own: nobody
//! can show that beforehand. One measure for all who ask.

use crate::grammar::Rules;
use crate::text::line::is_function_word;

/// What words say of the employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Own {
    /// They are its name.
    Name,
    /// They are a thing of its own: "Acme's mills".
    Thing,
}

/// The names of the employer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Employer(Vec<String>);

impl Employer {
    /// As the posting gives it, its first word where that is no everyday one, and the
    /// letters that it is known by ("Northern Ash Mill Works": NAMW).
    pub fn new(rules: &Rules, company: &str) -> Employer {
        let (company, shortest) = (company.trim(), rules.lengths().employer);
        if company.len() < shortest {
            return Employer::default();
        }
        let words: Vec<&str> = company.split_whitespace().collect();
        let mut names = vec![company.to_owned()];
        let everyday = rules.taxonomy().spelling.is_everyday(&words[0].to_lowercase());
        if words.len() > 1 && words[0].len() >= rules.lengths().employer_word && !everyday {
            names.push(words[0].to_owned());
        }
        let letters: String = words.iter().filter_map(|w| w.chars().next()).filter(char::is_ascii_uppercase).collect();
        if letters.len() >= shortest && letters.len() == words.iter().filter(|w| !is_function_word(&w.to_lowercase())).count() {
            names.push(letters);
        }
        Employer(names)
    }

    /// What a text says of the employer, if it begins with it.
    pub fn own(&self, text: &str) -> Option<Own> {
        self.0.iter().find_map(|name| match text.get(..name.len())? {
            head if !head.eq_ignore_ascii_case(name) => None,
            _ if text.len() == name.len() => Some(Own::Name),
            _ => text[name.len()..].starts_with(['\'', '’']).then_some(Own::Thing),
        })
    }

    /// Whether a sentence begins with the employer: "Acme equips teams with …".
    pub fn opens(&self, sentence: &str) -> bool {
        self.0.iter().any(|name| sentence.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with([' ', '’', '\''])))
    }

    /// Whether some words of a heading are the employer: "Life at Acme". Of letters alone
    /// only as they are written: "WHO WE ARE" names no American Real Estate.
    pub fn named_in(&self, heading: &str) -> bool {
        let letters = |name: &str| name.bytes().all(|b| b.is_ascii_uppercase());
        let same = |head: &str, name: &str| if letters(name) { head == name } else { head.eq_ignore_ascii_case(name) };
        let begins = |at: usize| !heading[..at].ends_with(char::is_alphanumeric);
        let names = |(at, _): (usize, char)| {
            let ends = |name: &&String| !heading[at + name.len()..].starts_with(char::is_alphanumeric);
            begins(at) && self.0.iter().filter(|name| heading.get(at..at + name.len()).is_some_and(|head| same(head, name))).any(|name| ends(&name))
        };
        heading.char_indices().any(names)
    }
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

    #[test]
    fn headings_name_the_employer_by_its_words() {
        let employer = super::Employer::new(&Rules::builtin(), "American Reed Exchange");
        assert!(employer.named_in("Life at American Reed Exchange"));
        assert!(employer.named_in("ABOUT AMERICAN REED EXCHANGE"));
        assert!(employer.named_in("Why ARE?"));
        assert!(!employer.named_in("Who we are"));
        assert!(!employer.named_in("What the CARE team does"));
    }
}
