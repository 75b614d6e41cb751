//! A pattern of a rule, compiled when a text first may hold a match: lightly, since
//! most are wanted a few times by a command that reads one posting, and in full
//! once it has been run so often that fast search pays for its making.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use regex_automata::meta::{BuildError, Config, Regex};
use regex_automata::util::captures::Captures;
use regex_automata::util::syntax;

use super::automaton::may_match;
use super::source::PatternSource;

/// Searches after which a pattern is compiled in full, which costs as much as
/// some two hundred light searches of a sentence.
const LIGHT: u32 = 200;

/// Sets of words by their places among those that rules ask for; one of each must stand in a text.
pub(super) type Sets = Vec<Box<[u16]>>;

/// A pattern over folded text, which is ASCII.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: PatternSource,
    wants: Sets,
    light: OnceLock<Regex>,
    full: OnceLock<Regex>,
    searches: AtomicU32,
}

/// What is wrong with a pattern, if anything.
pub(crate) fn fault(regex: &str) -> Option<String> {
    compile(regex, false).err().map(|e| e.syntax_error().map_or_else(|| e.to_string(), |s| s.to_string()))
}

fn compile(pattern: &str, full: bool) -> Result<Regex, Box<BuildError>> {
    let syntax = syntax::Config::new().unicode(false).utf8(false);
    let config = if full { Config::new() } else { Config::new().hybrid(false).dfa(false).onepass(false).auto_prefilter(false) };
    Regex::builder().syntax(syntax).configure(config.utf8_empty(false)).build(pattern).map_err(Box::new)
}

impl Pattern {
    pub(super) fn new(source: PatternSource, wants: Sets) -> Pattern {
        Pattern { source, wants, light: OnceLock::new(), full: OnceLock::new(), searches: AtomicU32::new(0) }
    }

    /// The expression.
    pub fn regex(&self) -> &str {
        &self.source.regex
    }

    /// The words that must stand in a text.
    pub(super) fn wants(&self) -> &Sets {
        &self.wants
    }

    /// The engine of the moment; both find the same. None where the text holds no match.
    fn engine(&self, text: &str) -> Option<&Regex> {
        if !may_match(&self.source.table, text) {
            return None;
        }
        let checked = |full| compile(&self.source.regex, full).expect("patterns are checked when they are loaded");
        if let Some(full) = self.full.get() {
            return Some(full);
        }
        let light = self.searches.fetch_add(1, Ordering::Relaxed) < LIGHT;
        Some(if light { self.light.get_or_init(|| checked(false)) } else { self.full.get_or_init(|| checked(true)) })
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.engine(text).is_some_and(|engine| engine.is_match(text))
    }

    /// Every match of the pattern, with its groups.
    pub fn matches<'p>(&'p self, text: &'p str) -> impl Iterator<Item = Match> + 'p {
        self.engine(text).into_iter().flat_map(move |engine| engine.captures_iter(text)).map(Match)
    }
}

/// One match.
pub(crate) struct Match(Captures);

impl Match {
    pub fn whole(&self) -> Range<usize> {
        self.0.get_match().expect("a match has its own span").range()
    }

    pub fn group(&self, name: &str) -> Option<Range<usize>> {
        self.0.get_group_by_name(name).map(|span| span.range())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_find_the_same() {
        let pattern = Pattern::new(PatternSource::new(r"\b(?<min>\d+)\+? years\b".into()), Sets::new());
        for _ in 0..LIGHT + 2 {
            let found: Vec<_> = pattern.matches("3 years, 12+ years").map(|m| (m.whole(), m.group("min"))).collect();
            assert_eq!(found, [(0..7, Some(0..1)), (9..18, Some(9..11))]);
        }
        assert!(pattern.full.get().is_some());
        assert!(fault("(").is_some() && fault("a").is_none());
    }
}
