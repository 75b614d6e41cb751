//! A pattern of a rule, ready to run.

use std::ops::Range;

use super::automaton::Searched;
use super::machine::Search;
use super::source::PatternSource;

/// Sets of words by their places among those that rules ask for; one of each must stand in a text.
pub(super) type Sets = Vec<Box<[u16]>>;

/// A pattern over folded text, which is ASCII.
#[derive(Debug)]
pub(crate) struct Pattern(PatternSource);

impl Pattern {
    pub(super) fn new(source: PatternSource) -> Pattern {
        Pattern(source)
    }

    /// The expression.
    #[cfg(feature = "pool")]
    pub fn regex(&self) -> &str {
        &self.0.regex
    }

    pub fn is_match(&self, searched: &Searched) -> bool {
        self.matches(searched).next().is_some()
    }

    /// Every match of the pattern, none within another.
    pub fn matches<'p>(&'p self, searched: &'p Searched<'p>) -> impl Iterator<Item = Match<'p>> + 'p {
        let mut search = Search::new(&self.0.steps, self.0.groups.len(), &self.0.table, searched);
        let (mut from, mut last) = (0, None);
        std::iter::from_fn(move || {
            let mut next = |from| if from <= searched.text.len() { search.find(from) } else { None };
            // An empty match right behind another is none.
            let whole = next(from).and_then(|m| if m.is_empty() && last == Some(m.end) { next(m.end + 1) } else { Some(m) })?;
            (from, last) = (whole.end, Some(whole.end));
            let groups = (0..self.0.groups.len()).map(|g| search.group(g)).collect();
            Some(Match { whole, names: &self.0.groups, groups })
        })
    }
}

/// One match.
pub(crate) struct Match<'p> {
    pub whole: Range<usize>,
    names: &'p [String],
    groups: Vec<Option<Range<usize>>>,
}

impl Match<'_> {
    pub fn group(&self, name: &str) -> Option<Range<usize>> {
        self.names.iter().position(|n| n == name).and_then(|g| self.groups[g].clone())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex_automata::meta::Regex;
    use regex_automata::util::syntax;

    use super::*;

    /// Patterns of the shapes that rules have.
    fn patterns() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("a"),
            Just("b"),
            Just("ab"),
            Just("[ab]"),
            Just("[^ ]"),
            Just(" "),
            Just(r"\b"),
            Just(r"\s+"),
            Just(r"\w*"),
            Just("."),
            Just("^"),
            Just("$")
        ];
        leaf.prop_map(str::to_owned).prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 1..4).prop_map(|p| p.concat()),
                prop::collection::vec(inner.clone(), 2..4).prop_map(|p| format!("(?:{})", p.join("|"))),
                (inner.clone(), prop_oneof![Just("?"), Just("*"), Just("+?"), Just("{0,2}"), Just("{1,5}?"), Just("*?")])
                    .prop_map(|(p, n)| format!("(?:{p}){n}")),
                inner.prop_map(|p| format!("({p})")),
            ]
        })
    }

    proptest! {
        #[test]
        fn finds_what_the_library_finds(pattern in patterns(), text in "[ab .]{0,24}") {
            let pattern = format!("{pattern}(?<last>b?)");
            let regex = Regex::builder().syntax(syntax::Config::new().unicode(false).utf8(false)).build(&pattern).unwrap();
            let ours = Pattern::new(PatternSource::new(pattern).unwrap());
            let found: Vec<_> = ours.matches(&Searched::new(&text)).map(|m| (m.whole.clone(), m.group("last"))).collect();
            let theirs: Vec<_> = regex.captures_iter(&text).map(|c| (c.get_match().unwrap().range(), c.get_group_by_name("last").map(|s| s.range()))).collect();
            prop_assert_eq!(found, theirs);
        }
    }

    #[test]
    fn groups_have_their_names() {
        let pattern = Pattern::new(PatternSource::new(r"\b(?:over )?(?<min>\d+)\+? years\b".into()).unwrap());
        let found: Vec<_> = pattern.matches(&Searched::new("3 years, over 12+ years")).map(|m| (m.whole.clone(), m.group("min"))).collect();
        assert_eq!(found, [(0..7, Some(0..1)), (9..23, Some(14..16))]);
        assert!(PatternSource::new("(".into()).is_err());
    }
}
