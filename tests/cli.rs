//! The command line as a user types it.

mod command;

use std::path::Path;

use command::{err, out, rolefit};

const POSTING: &str = "data/examples/posting.md";
const PROFILE: &str = "data/examples/profile.toml";
const PEOPLE: &str = "data/examples/profiles";

/// What each command prints, word for word.
#[test]
fn commands_print_what_their_pages_say() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}

/// Bad input: one clear error, exit 2, nothing on standard output.
#[test]
fn bad_input_ends_in_one_clear_error() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    };
    let big = file("big.md", &vec![b'a'; 4_000_001]);
    let deep_toml = file("deep.toml", format!("skills = {}{}", "[".repeat(1000), "]".repeat(1000)).as_bytes());
    let deep_json = file("deep.json", format!("{{\"criteria\": {}{}}}", "[".repeat(1000), "]".repeat(1000)).as_bytes());
    let cases: &[(&[&str], &str)] = &[
        (&["score", "tests/bad/none.md", PROFILE], "none.md: no such file"),
        (&["score", "tests/bad/binary.md", PROFILE], "this is no text"),
        (&["score", &big, PROFILE], "4000001 bytes are too many"),
        (&["score", POSTING, "tests/bad/broken.toml"], "broken.toml:1:6: "),
        (&["score", POSTING, &deep_toml], "nested too deeply"),
        (&["score", &deep_json, PROFILE], "deep.json:1:"),
        (&["score", POSTING, "tests/bad/types.toml"], "types.toml:3:9: "),
        (&["score", POSTING, "tests/bad/date.toml"], "date.toml:5:13: `March 2019` is no date"),
        (&["score", "tests/bad/nothing.md", PROFILE], "no requirements could be read; "),
        (&["score", "tests/bad/empty.toml", PROFILE], "no requirements could be read; "),
        (&["score", "tests/bad/nocrit.toml", PROFILE], "no criteria in it; "),
        (&["score", "tests/bad/kind.toml", PROFILE], "kind.toml:2:8: unknown variant `skil`"),
        (&["score", PROFILE, POSTING], "this is a profile; a role"),
        (&["score", POSTING, "tests/bad/key.toml"], "this is a criteria file; a profile"),
        (&["score", POSTING, "tests"], "this is a directory"),
        (&["score", "-", "-"], "cannot both come from standard input"),
        (&["score", POSTING, PROFILE, "--as-of", "yesterday"], "write a day as"),
        (&["screen", POSTING, "--pool", "tests"], "this is no pool"),
        (&["pool", "build", "tests", PEOPLE], "not empty"),
        (&["score", POSTING, PROFILE, "--rules", "tests/nowhere"], "nowhere"),
    ];
    for (arguments, says) in cases {
        let output = rolefit(arguments);
        let message = err(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
        assert!(message.contains(says), "{arguments:?} says {message:?}, not {says:?}");
        assert_eq!(message.matches("error").count(), 1, "{arguments:?}: {message}");
        assert!(output.stdout.is_empty(), "{arguments:?} prints a result");
    }
}

/// What is odd but usable: a warning and a result.
#[test]
fn unknown_keys_are_warnings_with_the_nearest_known_one() {
    let output = rolefit(&["score", POSTING, "tests/bad/warn.toml", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let message = err(&output);
    for says in [
        "`basics.naem` is not a known key; did you mean `name`?",
        "did you mean `position`?",
        "did you mean `work`?",
        "`endDate` 2018 lies before `startDate` 2019-03",
    ] {
        assert!(message.contains(says), "{message}");
    }
    let output = rolefit(&["score", "tests/bad/key.toml", PROFILE]);
    assert!(err(&output).contains("did you mean `min_years`?"));
}

/// Fine: an empty profile (all is unknown), legacy encodings.
#[test]
fn empty_profiles_and_legacy_encodings_are_fine() {
    let report: serde_json::Value = serde_json::from_str(&out(&rolefit(&["score", POSTING, "tests/bad/empty.toml", "--format", "json"]))).unwrap();
    assert_eq!((report["fit"].as_f64(), report["reach"].as_f64()), (Some(0.0), Some(100.0)));
    assert!(report["contributions"].as_array().unwrap().iter().all(|c| c["level"] == "unknown"));
    let dir = tempfile::tempdir().unwrap();
    let posting = dir.path().join("latin1.md");
    std::fs::write(&posting, b"# Caf\xe9 manager\n\n## Requirements\n\n- 3+ years\x92 experience in accounting\n").unwrap();
    let read = out(&rolefit(&["extract", posting.to_str().unwrap()]));
    assert!(read.contains("Café manager") && read.contains("3+ years accounting"), "{read}");
}

/// The exit code is 1 only for conditions given on the command line, and for inputs set aside.
#[test]
fn exit_codes_are_those_of_the_contract() {
    let code = |arguments: &[&str]| rolefit(arguments).status.code();
    assert_eq!(code(&["score", POSTING, PROFILE]), Some(0));
    assert_eq!(code(&["score", POSTING, PROFILE, "--min-fit", "100"]), Some(1));
    assert_eq!(code(&["score", POSTING, PROFILE, "--min-fit", "1", "--require-gates"]), Some(0));
    assert_eq!(code(&["screen", POSTING, PROFILE, "tests/bad/types.toml"]), Some(1));
    assert_eq!(code(&["rules", "check"]), Some(0));
    assert_eq!(code(&["--version"]), Some(0));
    assert_eq!(code(&["bogus"]), Some(2));
}

/// Law 10 as a user meets it: through files of criteria the report stays the same.
#[test]
fn a_criteria_file_scores_like_its_posting() {
    let dir = tempfile::tempdir().unwrap();
    let score = |role: &str| {
        let output = rolefit(&["score", role, PROFILE, "--as-of", "2026-11-22", "--format", "json"]);
        let mut report: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        report["digests"] = serde_json::Value::Null;
        report
    };
    let straight = score(POSTING);
    for (format, name) in [("toml", "role.toml"), ("json", "role.json")] {
        let path = dir.path().join(name).to_string_lossy().into_owned();
        assert!(rolefit(&["extract", POSTING, "--format", format, "-o", &path]).status.success());
        assert_eq!(score(&path), straight, "{name}");
    }
    let earned: u64 = straight["contributions"].as_array().unwrap().iter().map(|c| c["earned"].as_u64().unwrap()).sum();
    assert_eq!(earned as f64, (straight["fit"].as_f64().unwrap() * 100.0).round());
}

/// A pool gives the bytes that its files give; a screen of a directory keeps no order of its own.
#[test]
fn a_pool_prints_what_its_files_print() {
    let dir = tempfile::tempdir().unwrap();
    let pool = dir.path().join("people").to_string_lossy().into_owned();
    assert!(rolefit(&["pool", "build", &pool, PEOPLE]).status.success());
    for format in ["table", "csv", "jsonl"] {
        let screen = |from: &[&str]| out(&rolefit(&[&["screen", POSTING, "--as-of", "2026-11-22", "--format", format], from].concat()));
        assert_eq!(screen(&["--pool", &pool]), screen(&[PEOPLE]), "{format}");
    }
    let first = out(&rolefit(&["screen", POSTING, "--pool", &pool, "--top", "1", "--format", "jsonl"]));
    assert_eq!(first.lines().count(), 1);
    assert!(first.contains("rosa-ibarra"));
}

/// One posting of many that cannot be read is set aside; the rest is ranked.
#[test]
fn ranking_sets_bad_postings_aside() {
    let output = rolefit(&["rank", PROFILE, POSTING, "tests/postings", "tests/bad/nothing.md", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("nothing.md"));
    let lines = out(&output);
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!((first["rank"].as_u64(), first["id"].as_str()), (Some(1), Some(POSTING)));
}

/// The user's own concepts on top, as CONTRIBUTING.md shows them.
#[test]
fn own_rules_lie_on_top() {
    let relate = |extra: &[&str]| out(&rolefit(&[&["skills", "relate", "Kubernetes", "Acme Deploy"], extra].concat()));
    assert!(relate(&[]).contains("different"));
    assert!(relate(&["--rules", "data/examples/rules"]).contains("implies"));
    assert!(Path::new("data/examples/rules/rules/weights.toml").exists());
}

/// Every page of help opens, says what the command does, and shows an example.
#[test]
fn help_teaches() {
    for command in ["extract", "score", "screen", "rank", "pool", "profile", "skills", "rules"] {
        let text = out(&rolefit(&[command, "--help"]));
        assert!(text.contains("Usage: rolefit"), "{command}: {text}");
    }
    for command in
        [&["profile", "import"][..], &["extract"], &["score"], &["screen"], &["rank"], &["pool", "build"], &["profile", "new"], &["skills", "relate"]]
    {
        let text = out(&rolefit(&[command, &["--help"]].concat()));
        assert!(text.contains("rolefit "), "{command:?} has no example: {text}");
    }
}

/// What no name shows, an opened criterion ties to its rule and words.
#[test]
fn an_opened_criterion_says_what_words_of_duties_show_it() {
    let dir = tempfile::tempdir().unwrap();
    let role = dir.path().join("role.md");
    std::fs::write(&role, "# Mill Manager\n\n## Requirements\n\n- Experience with project management\n").unwrap();
    let output = rolefit(&["score", &role.to_string_lossy(), "tests/profiles/duties.toml", "--explain", "skill-project-management"]);
    let text = out(&output);
    assert!(text.contains("words of duties, rule shows-project-management: «Gantt, the budget»"), "{text}{}", err(&output));
}
