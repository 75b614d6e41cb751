//! Rules and data keep what their examples promise, alone and with the whole
//! grammar on; every rule is met by a whole posting or profile.

use std::collections::BTreeSet;
use std::path::Path;

use rolefit::{Rules, criteria};

#[test]
fn every_example_comes_out_as_its_rule_says() {
    let rules = Rules::builtin();
    assert!(rules.examples() > 500, "only {} examples", rules.examples());
    let found: Vec<String> = rules.check().iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{} examples do not come out:\n{}", found.len(), found.join("\n"));
}

fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_file())
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&p).unwrap()))
        .collect();
    all.sort();
    all
}

/// Postings of our own writing, each snapshot small enough to review.
#[test]
fn whole_postings_are_read_as_before() {
    let rules = Rules::builtin();
    let shipped = ("data/examples/posting.md".to_owned(), std::fs::read("data/examples/posting.md").unwrap());
    for (name, bytes) in files("tests/postings").into_iter().chain([shipped]) {
        let read = criteria::read(&rules, &name, &bytes).unwrap();
        let mut lines: Vec<String> = read
            .criteria
            .criteria
            .iter()
            .map(|c| {
                let years = c.min_years.map_or(String::new(), |y| format!("{y}+ years "));
                let least = if c.at_least > 1 { format!("{} of ", c.at_least) } else { String::new() };
                format!("{:<9} {:<12} {years}{least}{}", c.strength, c.kind, c.names())
            })
            .collect();
        lines.insert(0, format!("{} · {}", read.criteria.title, read.criteria.company));
        lines.extend(read.unread.iter().map(|s| format!("unread: {}", s.quote)));
        insta::assert_snapshot!(name.replace(['/', '.'], "_"), lines.join("\n"));
    }
}

/// A rule that no posting of ours meets is a rule that nobody has seen at work.
#[test]
fn every_rule_fires_on_a_whole_text() {
    let rules = Rules::builtin();
    let mut fired: BTreeSet<String> = BTreeSet::new();
    for (name, bytes) in files("tests/postings").into_iter().chain(files("data/examples")) {
        let read = criteria::read(&rules, &name, &bytes).unwrap();
        fired.extend(rules.fired(read.document.text.as_bytes()));
    }
    for (_, bytes) in files("data/examples/profiles").into_iter().chain(files("tests/profiles")) {
        fired.extend(rules.fired(&bytes));
    }
    let silent: Vec<String> = rules.rule_names().into_iter().filter(|r| !fired.contains(r)).collect();
    assert!(silent.is_empty(), "rules that fire on no text of tests/postings, tests/profiles and data/examples: {silent:?}");
}
