//! Runs the examples of the rules: each rule alone, and with all the others on.

use std::collections::BTreeSet;

use crate::grammar::{Rules, Sought};
use crate::text::Line;

/// An example that does not come out as its rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// File and rule, or form.
    pub place: String,
    /// The example.
    pub example: String,
    /// What came out instead.
    pub message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: «{}»: {}", self.place, self.example, self.message)
    }
}

/// The text of an example and the bytes between its marks.
fn marked(example: &str) -> (String, std::ops::Range<usize>) {
    let from = example.find('«').unwrap_or(0);
    let to = example.find('»').map_or(example.len(), |at| at - '«'.len_utf8());
    (example.replace(['«', '»'], ""), from..to)
}

impl Rules {
    /// Number of examples that [`Rules::check`] runs.
    pub fn examples(&self) -> usize {
        let rules: usize = self.rule_examples().iter().map(|e| e.accept.len() + e.reject.len()).sum();
        let senses: usize = self.taxonomy().ambiguous().map(|a| a.accept.len() + a.reject.len()).sum();
        rules + senses
    }

    /// The names of all rules for postings and profiles, in the order of their files.
    pub fn rule_names(&self) -> Vec<String> {
        self.grammar().rules().filter(|r| !r.is_apart() && !r.source.name.contains(' ')).map(|r| r.source.name.clone()).collect()
    }

    /// The names of the rules for résumés, in the order of their files.
    pub fn rule_names_apart(&self) -> Vec<String> {
        self.grammar().rules().filter(|r| r.is_apart()).map(|r| r.source.name.clone()).collect()
    }

    /// The names of the rules for résumés that fire on some line of a text.
    pub fn fired_apart(&self, text: &[u8]) -> BTreeSet<String> {
        let text = crate::text::decode::decode(text).unwrap_or_default();
        let grammar = self.grammar();
        let mut fired = BTreeSet::new();
        for line in text.lines() {
            let line = Line::new(line, self.words());
            for family in grammar.families_apart() {
                fired.extend(grammar.run_apart(family, &line).0.into_iter().map(|h| h.rule.source.name.clone()));
            }
        }
        fired
    }

    /// The names of the rules that fire somewhere in a text.
    pub fn fired(&self, text: &[u8]) -> BTreeSet<String> {
        let text = crate::text::decode::decode(text).unwrap_or_default();
        let sentences = text.lines().flat_map(|l| crate::text::sentence::sentences(l).into_iter().map(move |r| &l[r]));
        sentences.flat_map(|s| self.grammar().run(&Line::new(s, self.words()), Sought::All).0).map(|h| h.rule.source.name.clone()).collect()
    }

    /// Runs every example of rules and ambiguous forms; returns those that fail.
    pub fn check(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for (rule, examples) in self.grammar().rules().zip(self.rule_examples()) {
            let source = &rule.source;
            let place = format!("rules/{}.toml:{}: {}", source.family, source.line, source.name);
            let mut fail = |example: &str, message: String| found.push(Finding { place: place.clone(), example: example.to_owned(), message });
            if let Some(id) = source.literal("concept").filter(|id| self.taxonomy().by_id(id).is_none()) {
                fail(id, "no concept has this id".to_owned());
            }
            for accept in &examples.accept {
                if let Err(message) = self.check_accept(&source.name, &accept.text, &accept.says) {
                    fail(&accept.text, message);
                }
            }
            for reject in &examples.reject {
                let line = Line::new(&reject.text, self.words());
                if let Some(hit) = self.grammar().run_one(&source.name, &line).0.first() {
                    fail(&reject.text, format!("fires on «{}», but must not: {}", &line.folded.text[hit.span.clone()], reject.why));
                }
            }
        }
        self.check_senses(&mut found);
        found
    }

    fn check_accept(&self, rule: &str, example: &str, says: &std::collections::BTreeMap<String, String>) -> Result<(), String> {
        let (text, span) = marked(example);
        let line = Line::new(&text, self.words());
        let hits = self.grammar().run_one(rule, &line);
        let source = |r: &std::ops::Range<usize>| line.folded.source(r.start)..line.folded.source(r.end);
        let Some(hit) = hits.0.iter().find(|h| trimmed(&text, source(&h.span)) == trimmed(&text, span.clone())) else {
            let others: Vec<&str> = hits.0.iter().map(|h| &text[source(&h.span)]).collect();
            return Err(if others.is_empty() { "does not fire".into() } else { format!("fires on {others:?} instead") });
        };
        for (key, value) in says {
            let said = hit.says(key, &line);
            let number = |text: Option<&str>| text.and_then(crate::text::number);
            if said.map(str::trim) != Some(value.as_str()) && (number(said).is_none() || number(said) != number(Some(value))) {
                return Err(format!("{key} is {said:?}, should be {value:?}"));
            }
        }
        Ok(())
    }

    fn check_senses(&self, found: &mut Vec<Finding>) {
        for form in self.taxonomy().ambiguous() {
            let place = format!("data/ambiguous.toml: {}", form.form);
            for example in &form.accept {
                let (text, span) = marked(example);
                let reading = crate::mention::Reading::new(self, &text, Sought::Nothing);
                // By itself, or as part of a longer name of the same thing ("Spring applications").
                let named = reading.mentions.iter().any(|m| {
                    let range = reading.line.range(m.tokens.start, m.tokens.end);
                    range.start <= span.start && span.end <= range.end && (range == span || form.means(m.concept))
                });
                if !named {
                    found.push(Finding { place: place.clone(), example: example.clone(), message: "the form is not read as one of its concepts".into() });
                }
            }
            for example in &form.reject {
                let reading = crate::mention::Reading::new(self, example, Sought::Nothing);
                let own = self.words().phrase(&form.form);
                if let Some(m) = reading.mentions.iter().find(|m| reading.line.phrase(m.tokens.clone()) == own) {
                    let message = format!("is read as `{}`", self.taxonomy().get(m.concept).id);
                    found.push(Finding { place: place.clone(), example: example.clone(), message });
                }
            }
        }
    }
}

/// A span without the spaces and marks at its end, which examples need not copy.
fn trimmed(text: &str, span: std::ops::Range<usize>) -> &str {
    text[span].trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':'))
}
