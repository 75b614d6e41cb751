//! A pattern of a rule, compiled when it is first wanted: lightly, since most
//! are wanted a few times by a command that reads one posting, and in full once
//! it has been run so often that fast search pays for its making.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use regex_automata::meta::{BuildError, Config, Regex};
use regex_automata::util::captures::Captures;
use regex_automata::util::syntax;

/// Searches after which a pattern is compiled in full, which costs as much as
/// some two hundred light searches of a sentence.
const LIGHT: u32 = 200;

/// A pattern over folded text, which is ASCII.
#[derive(Debug, Default)]
pub(crate) struct Pattern {
    light: OnceLock<Regex>,
    full: OnceLock<Regex>,
    searches: AtomicU32,
}

/// What is wrong with a pattern, if anything.
pub(crate) fn fault(pattern: &str) -> Option<String> {
    compile(pattern, false).err().map(|e| e.syntax_error().map_or_else(|| e.to_string(), |s| s.to_string()))
}

fn compile(pattern: &str, full: bool) -> Result<Regex, Box<BuildError>> {
    let syntax = syntax::Config::new().unicode(false).utf8(false);
    let config = if full { Config::new() } else { Config::new().hybrid(false).dfa(false).onepass(false).auto_prefilter(false) };
    Regex::builder().syntax(syntax).configure(config.utf8_empty(false)).build(pattern).map_err(Box::new)
}

impl Pattern {
    /// The engine of the moment; both find the same.
    fn engine(&self, pattern: &str) -> &Regex {
        let checked = |full| compile(pattern, full).expect("patterns are checked when they are loaded");
        if let Some(full) = self.full.get() {
            return full;
        }
        if self.searches.fetch_add(1, Ordering::Relaxed) < LIGHT { self.light.get_or_init(|| checked(false)) } else { self.full.get_or_init(|| checked(true)) }
    }

    pub fn is_match(&self, pattern: &str, text: &str) -> bool {
        self.engine(pattern).is_match(text)
    }

    /// Every match of the pattern, with its groups.
    pub fn matches<'p>(&'p self, pattern: &str, text: &'p str) -> impl Iterator<Item = Match> + 'p {
        self.engine(pattern).captures_iter(text).map(Match)
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
        let source = r"\b(?<min>\d+)\+? years\b";
        let pattern = Pattern::default();
        for _ in 0..LIGHT + 2 {
            let found: Vec<_> = pattern.matches(source, "3 years, 12+ years").map(|m| (m.whole(), m.group("min"))).collect();
            assert_eq!(found, [(0..7, Some(0..1)), (9..18, Some(9..11))]);
        }
        assert!(pattern.full.get().is_some());
        assert!(fault("(").is_some() && fault("a").is_none());
    }
}
