//! Ladders of a profile: degrees with their fields, and human languages.

use super::dossier::{Evidence, Study, Tongue};
use super::file::{Education, Language};
use super::prose::Told;
use crate::grammar::Rules;
use crate::mention::Reading;
use crate::taxonomy::Sort;
use crate::text::Folded;

pub(super) fn studies(rules: &Rules, all: &[Education]) -> Vec<Study> {
    all.iter().enumerate().map(|(i, e)| study(rules, i, e)).collect()
}

fn study(rules: &Rules, i: usize, e: &Education) -> Study {
    let degree = Told::new(Reading::of_profile(rules, &e.study_type));
    let field = Told::new(Reading::of_profile(rules, &e.area));
    let stems = |told: &Told| told.stems(Evidence::Shown, "list").0;
    let mut field_stems = stems(&field);
    field_stems.extend(stems(&degree));
    field_stems.sort_unstable();
    field_stems.dedup();
    let concepts = [&degree, &field].into_iter().flat_map(|t| t.reading().mentions.iter().map(|m| m.concept).collect::<Vec<_>>()).collect();
    // Nobody need give dates: without any the degree counts as finished.
    let ends = match (e.start_date, e.end_date) {
        (_, Some(end)) => end.last_month(),
        (None, None) => Some(0),
        (Some(_), None) => None,
    };
    let words = [e.study_type.trim(), e.area.trim()].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(", ");
    Study { rung: rung(rules, &degree), field: field_stems, concepts, ends, place: format!("education[{i}]").into(), words: words.into() }
}

/// The highest rung that the words of a degree name; 0 where they name none or
/// take it back ("Two years, no degree").
fn rung(rules: &Rules, degree: &Told) -> u8 {
    let line = &degree.reading().line;
    let taxonomy = rules.taxonomy();
    let mut best = 0;
    for i in 0..line.tokens.len() {
        taxonomy.forms.phrases_at(line, i, |to, form| {
            let rung = form.meanings().map(|m| taxonomy.get(m.concept)).filter(|c| c.sort == Sort::Degree).map(|c| c.rung).max().unwrap_or(0);
            if !degree.cancels(i..to) {
                best = best.max(rung);
            }
        });
    }
    best
}

pub(super) fn tongues(rules: &Rules, all: &[Language]) -> Vec<Tongue> {
    let mut found = Vec::new();
    for (i, l) in all.iter().enumerate() {
        let reading = Reading::of_profile(rules, &l.language);
        let rung = fluency(rules, &l.fluency).or_else(|| fluency(rules, &l.language));
        for concept in reading.mentions.iter().filter_map(|m| m.as_sort(rules.taxonomy(), Sort::Language)) {
            let words = if l.fluency.trim().is_empty() { l.language.clone() } else { format!("{}, {}", l.language.trim(), l.fluency.trim()) };
            found.push(Tongue { concept, rung, place: format!("languages[{i}]").into(), words: words.into() });
        }
    }
    found
}

/// The rung that words of fluency mean, 1 (a few words) to 6 (native): that of
/// the first word which `rules/levels.toml` knows. "Limited working proficiency"
/// is limited.
pub(crate) fn fluency(rules: &Rules, words: &str) -> Option<u8> {
    let folded = Folded::new(words);
    let rungs = &rules.levels().language.rungs;
    folded.text.split(|c: char| !c.is_ascii_alphanumeric()).find_map(|word| rungs.get(word)).map(|&rung| rung as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::PartialDate;

    fn read(study_type: &str, area: &str, end: Option<&str>) -> Study {
        let education = Education { study_type: study_type.into(), area: area.into(), end_date: end.and_then(PartialDate::parse), ..Education::default() };
        study(&Rules::builtin(), 0, &education)
    }

    #[test]
    fn degrees_climb_the_ladder() {
        for (text, rung) in
            [("Bachelor", 4), ("BA", 4), ("MS", 5), ("Master of Science", 5), ("PhD", 6), ("Two years, no degree", 0), ("", 0), ("Associate", 3)]
        {
            assert_eq!(read(text, "History", Some("2012")).rung, rung, "{text}");
        }
    }

    #[test]
    fn degrees_without_dates_are_finished() {
        assert_eq!(read("BA", "English", None).ends, Some(0));
        assert_eq!(read("BA", "English", Some("present")).ends, None);
    }

    #[test]
    fn fluency_goes_by_its_first_word() {
        let rules = Rules::builtin();
        assert_eq!(fluency(&rules, "native"), Some(6));
        assert_eq!(fluency(&rules, "Limited working proficiency"), Some(3));
        assert_eq!(fluency(&rules, "conversational, from my father"), Some(3));
        assert_eq!(fluency(&rules, "C1"), Some(5));
        assert_eq!(fluency(&rules, ""), None);
    }
}
