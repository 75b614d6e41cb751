//! The language of a posting. The rules know English; what else is read is said
//! to be so.

use super::Document;
use crate::grammar::Rules;
use crate::text::line::is_function_word;

/// Characters that are looked at: a page says soon enough what it is written in.
const ENOUGH: usize = 1500;
/// Words from which on a text tells its language; names of tools alone do not.
const WORDS: usize = 15;
/// Where one word in so many is an English "the", "with" or "our", the text is English:
/// of English prose they are a third, of other languages that share some a twentieth.
const ENGLISH: usize = 6;

impl Document {
    /// Words of the posting.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().filter(|w| is_word(w)).count()
    }

    /// The English name of the language that the posting is written in, where
    /// that is plainly another than English.
    pub fn foreign(&self) -> Option<&'static str> {
        if self.text.is_ascii() && self.text.split_whitespace().filter(|w| is_word(w)).take(WORDS).count() < WORDS {
            return None;
        }
        let text: String = self.text.chars().take(ENOUGH).collect();
        let (mut words, mut english) = (0, 0);
        for word in text.split_whitespace().filter(|w| is_word(w)) {
            words += 1;
            english += usize::from(is_function_word(&word.to_ascii_lowercase()));
        }
        if english * ENGLISH > words {
            return None;
        }
        let told = whatlang::detect(&text)?;
        (told.is_reliable() && told.lang() != whatlang::Lang::Eng).then(|| told.lang().eng_name())
    }

    /// What should be said of the posting before its criteria are trusted.
    pub fn warnings(&self, rules: &Rules) -> Vec<String> {
        let mut found = Vec::new();
        if let Some(language) = self.foreign() {
            found.push(format!("it seems to be written in {language}; the rules read English, so little of it is understood"));
        }
        let words = self.words();
        if words < rules.limits().thin {
            found.push(format!("it has only {words} words; is this the whole posting?"));
        }
        found
    }
}

fn is_word(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_other_languages_and_thin_postings() {
        let rules = Rules::builtin();
        let warnings = |text: &str| Document::read(&rules, "p.txt", text.as_bytes()).expect("is a text").warnings(&rules).join(" ");
        assert!(warnings("Wir suchen zum nächsten Termin eine Weberin oder einen Weber mit abgeschlossener Ausbildung und mehreren Jahren Erfahrung in der Arbeit an großen Webstühlen. ").contains("German"));
        assert!(warnings("Weaver wanted.").contains("only 2 words"));
        let english = "We are looking for a weaver who has worked at large looms for several years and likes to teach the young. ".repeat(5);
        assert_eq!(warnings(&english), "");
    }
}
