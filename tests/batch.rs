//! `screen`, `rank` and `pool` as a user types them: many inputs in, shortlists
//! out, nothing lost on the way.
#![cfg(all(feature = "cli", feature = "pool"))]

mod command;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use command::{err, out, piped, rolefit};

const POSTING: &str = "data/examples/posting.md";
const PEOPLE: &str = "data/examples/profiles";
const DAY: [&str; 2] = ["--as-of", "2026-11-22"];

/// The example profiles as JSON, each on one line.
fn lines() -> Vec<String> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(PEOPLE)).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let json = |f: PathBuf| serde_json::to_string(&toml::from_str::<toml::Value>(&std::fs::read_to_string(f).unwrap()).unwrap()).unwrap();
    files.into_iter().map(json).collect()
}

fn screened(output: &Output) -> Vec<(String, String)> {
    let line = |l: &str| {
        let v: serde_json::Value = serde_json::from_str(l).unwrap();
        (v["id"].as_str().unwrap().to_owned(), v["fit"].to_string())
    };
    out(output).lines().map(line).collect()
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn jsonl_archives_and_standard_input_give_what_files_give() {
    let dir = tempfile::tempdir().unwrap();
    let text = lines().join("\n") + "\n\n";
    let jsonl = dir.path().join("people.jsonl").to_string_lossy().into_owned();
    std::fs::write(&jsonl, &text).unwrap();
    let archive = dir.path().join("people.zip").to_string_lossy().into_owned();
    let one = std::fs::read(format!("{}/{PEOPLE}/rosa-ibarra.toml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    std::fs::write(&archive, zipped(&[("team/rosa.toml", &one), ("readme.pdf", b"no profile"), ("all.jsonl", text.as_bytes())])).unwrap();
    let screen = |from: &str| rolefit(&[&["screen", POSTING, from, "-f", "jsonl"][..], &DAY].concat());
    let fits = |all: &[(String, String)]| all.iter().map(|(_, fit)| fit.clone()).collect::<Vec<_>>();
    let files = screened(&screen(PEOPLE));
    let from_lines = screened(&screen(&jsonl));
    assert_eq!(fits(&from_lines), fits(&files));
    assert_eq!(from_lines[0].0, format!("{jsonl}:3"));
    let from_archive = screened(&screen(&archive));
    assert_eq!(from_archive.len(), 4);
    assert_eq!(from_archive[0].0, format!("{archive}/all.jsonl:3"));
    assert_eq!(from_archive[1].0, format!("{archive}/team/rosa.toml"));
    let many = piped(&[&["screen", POSTING, "-", "-f", "jsonl"][..], &DAY].concat(), text.as_bytes());
    assert_eq!(screened(&many)[0].0, "-:3");
    assert_eq!(fits(&screened(&many)), fits(&files));
    // One document alone, and one over many lines, are one profile.
    for single in [lines()[2].clone(), serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&lines()[2]).unwrap()).unwrap()] {
        let found = screened(&piped(&[&["screen", POSTING, "-", "-f", "jsonl"][..], &DAY].concat(), single.as_bytes()));
        assert_eq!((found.len(), found[0].0.as_str(), &found[0].1), (1, "-", &files[0].1));
    }
    // All of a directory, whatever its files hold.
    assert_eq!(screened(&screen(dir.path().to_str().unwrap())).len(), 7);
}

#[test]
fn bad_lines_and_bombs_are_set_aside_with_their_place() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    let long = format!("{{\"basics\": {{\"summary\": \"{}\"}}}}", "x".repeat(5_000_000));
    std::fs::write(path("a.jsonl"), format!("{}\n{{\"work\": 5}}\nno json\n{long}\n{}\n", lines()[0], lines()[1])).unwrap();
    let zeros = vec![b' '; 50_000_000];
    std::fs::write(path("b.zip"), zipped(&[("bomb.toml", &zeros), ("fine.json", lines()[2].as_bytes())])).unwrap();
    std::fs::write(path("c.zip"), b"no archive").unwrap();
    let output = rolefit(&["screen", POSTING, dir.path().to_str().unwrap(), "-f", "jsonl", "--rejects", &path("rejects")]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert_eq!(out(&output).lines().count(), 3);
    assert!(err(&output).contains("5 of 8 profiles were set aside"), "{}", err(&output));
    let rejects: Vec<serde_json::Value> = std::fs::read_to_string(path("rejects")).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let places: Vec<(String, Option<u64>)> =
        rejects.iter().map(|r| (r["file"].as_str().unwrap().rsplit('/').next().unwrap().to_owned(), r["line"].as_u64())).collect();
    let expected = [("a.jsonl", Some(2)), ("a.jsonl", Some(3)), ("a.jsonl", Some(4)), ("bomb.toml", None), ("c.zip", None)];
    assert_eq!(places, expected.map(|(f, l)| (f.to_owned(), l)));
    assert!(rejects.iter().all(|r| !r["reason"].as_str().unwrap().is_empty()));
    assert_eq!(rejects[0]["column"], 10);
    // None that is usable: one error more, no result.
    let output = rolefit(&["screen", POSTING, &path("c.zip")]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn a_workbook_holds_the_whole_of_a_shortlist() {
    let dir = tempfile::tempdir().unwrap();
    let sheet = |output: &str, extra: &[&str]| {
        let path = dir.path().join(output).to_string_lossy().into_owned();
        let run = rolefit(&[&["screen", POSTING, PEOPLE, "-o", &path], &DAY[..], extra].concat());
        assert_eq!(run.status.code(), Some(0), "{}", err(&run));
        std::fs::read(path).unwrap()
    };
    let bytes = sheet("a.xlsx", &[]);
    assert_eq!(bytes, sheet("b.xlsx", &[]), "same input, same bytes");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let book = read("xl/workbook.xml");
    for name in ["Shortlist", "Contributions", "Criteria", "Run"] {
        assert!(book.contains(&format!("name=\"{name}\"")), "{book}");
    }
    let first = read("xl/worksheets/sheet1.xml");
    assert!(first.contains("ySplit=\"1\"") && first.contains("state=\"frozen\""), "{first}");
    let listed = screened(&rolefit(&[&["screen", POSTING, PEOPLE, "-f", "jsonl"], &DAY[..]].concat()));
    assert!(first.contains(&format!("<v>{}</v>", listed[0].1)), "{first}");
    let texts = read("xl/sharedStrings.xml");
    assert!(texts.contains("rosa-ibarra") && texts.contains("work[0].highlights[1]") && texts.contains("2026-11-22"), "{texts}");
    // Without a name there is nowhere to write it.
    assert_eq!(rolefit(&["screen", POSTING, PEOPLE, "-f", "xlsx"]).status.code(), Some(2));
}

#[test]
fn blind_shortlists_name_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let book = dir.path().join("blind.xlsx").to_string_lossy().into_owned();
    let secret = dir.path().join("zoe-zimmer.toml").to_string_lossy().into_owned();
    std::fs::write(&secret, "[[work]]\nstartDate = \"Zoe Zimmer\"\n").unwrap();
    let rejects = dir.path().join("rejects").to_string_lossy().into_owned();
    let names = ["rosa", "ibarra", "dana", "okafor", "lindqvist", "zoe", "zimmer", "northwind", "boulder"];
    let mut ids = Vec::new();
    for format in ["table", "csv", "jsonl"] {
        let output = rolefit(&[&["screen", POSTING, PEOPLE, &secret, "--blind", "-f", format, "--rejects", &rejects], &DAY[..]].concat());
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        let said = (out(&output) + &err(&output) + &std::fs::read_to_string(&rejects).unwrap()).to_lowercase();
        assert!(names.iter().all(|n| !said.contains(n)), "{said}");
        let at = said.find("profile-").unwrap();
        ids.push(said[at..at + 24].to_owned());
    }
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    rolefit(&[&["screen", POSTING, PEOPLE, "--blind", "-o", &book], &DAY[..]].concat());
    let mut archive = zip::ZipArchive::new(std::fs::File::open(book).unwrap()).unwrap();
    for i in 0..archive.len() {
        let mut text = String::new();
        archive.by_index(i).unwrap().read_to_string(&mut text).unwrap();
        let text = text.to_lowercase();
        assert!(names.iter().all(|n| !text.contains(n)), "{text}");
    }
}

#[test]
fn conditions_filter_what_is_listed() {
    let screen = |extra: &[&str]| rolefit(&[&["screen", POSTING, PEOPLE, "-f", "jsonl"], &DAY[..], extra].concat());
    assert_eq!(screened(&screen(&["--min-fit", "50"])).len(), 2);
    assert_eq!(screened(&screen(&["--min-fit", "50", "--top", "1"])).len(), 1);
    assert_eq!(screen(&["--min-fit", "99"]).status.code(), Some(1));
    let location = "location-denver-co-united-states";
    assert_eq!(screened(&screen(&["--require", location])).len(), screened(&screen(&["--require", location, "--require-gates"])).len());
    assert!(screened(&screen(&["--require", location])).len() < 3);
    let unknown = screen(&["--require", "skill-kafca"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("no criterion `skill-kafca`"), "{}", err(&unknown));
}

#[test]
fn what_a_terminal_or_a_spreadsheet_would_run_is_harmless() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.jsonl").to_string_lossy().into_owned();
    let of = |id: &str| serde_json::json!({ "meta": { "id": id }, "skills": [{ "name": "Kafka" }] }).to_string();
    std::fs::write(&path, [of("=HYPERLINK(\"x\")"), of("\u{1b}[2J\u{202e}evil"), of(" +1")].join("\n").replace('\u{202e}', "\\u202e")).unwrap();
    for format in ["table", "csv", "jsonl"] {
        let text = out(&rolefit(&["screen", POSTING, &path, "-f", format]));
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
        if format == "csv" {
            assert!(text.contains("'=HYPERLINK") && text.contains("'+1"), "{text}");
        }
        if format == "jsonl" {
            assert!(text.contains("\\u001b[2J\\u202eevil"), "{text}");
        }
    }
    // Errors name files, and files may be called anything.
    let said = err(&rolefit(&["screen", POSTING, "no\u{1b}[2Jfile.toml"]));
    assert!(!said.contains('\u{1b}'), "{said:?}");
}

#[test]
fn thin_postings_stand_below() {
    let dir = tempfile::tempdir().unwrap();
    let thin = dir.path().join("thin.md").to_string_lossy().into_owned();
    std::fs::write(&thin, "# Engineer\n\n## Requirements\n\n- Terraform\n").unwrap();
    let rank = |extra: &[&str]| rolefit(&[&["rank", "data/examples/profile.toml", "tests/postings", &thin], &DAY[..], extra].concat());
    let all = out(&rank(&["-f", "jsonl"]));
    let lines: Vec<serde_json::Value> = all.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let first_thin = lines.iter().position(|l| l["thin"] == true).unwrap();
    let at = lines.iter().position(|l| l["id"] == *thin).unwrap();
    assert_eq!((at, lines[at]["rank"].as_u64()), (first_thin, Some(at as u64 + 1)), "{all}");
    assert!(lines[at]["fit"].as_f64() > lines[0]["fit"].as_f64(), "{all}");
    assert!(out(&rank(&[])).contains("fewer than five criteria"));
    assert!(out(&rank(&["-f", "csv"])).lines().last().unwrap().ends_with(",yes"));
    assert!(!out(&rank(&["-f", "jsonl", "--top", "3"])).contains("\"thin\""));
    let book = dir.path().join("rank.xlsx").to_string_lossy().into_owned();
    assert_eq!(rank(&["-o", &book]).status.code(), Some(0));
    assert!(zip::ZipArchive::new(std::fs::File::open(book).unwrap()).is_ok());
}

#[test]
fn a_pool_is_built_added_to_looked_at_and_removed_from() {
    let dir = tempfile::tempdir().unwrap();
    let pool = dir.path().join("people").to_string_lossy().into_owned();
    let (rosa, dana) = (format!("{PEOPLE}/rosa-ibarra.toml"), format!("{PEOPLE}/dana-okafor.toml"));
    assert!(rolefit(&["pool", "build", &pool, &rosa]).status.success());
    let again = rolefit(&["pool", "build", &pool, &rosa]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("rolefit pool add"), "{}", err(&again));
    let added = out(&rolefit(&["pool", "add", &pool, PEOPLE]));
    assert_eq!(added, format!("{pool}: 3 profiles; 2 added, 1 were there already\n"));
    let info = out(&rolefit(&["pool", "info", &pool]));
    assert!(info.contains("3 profiles") && info.contains("every file whole") && info.contains("rules at hand"), "{info}");
    let removed = rolefit(&["pool", "remove", &pool, &dana, "nobody"]);
    assert_eq!((removed.status.code(), out(&removed)), (Some(1), format!("{pool}: 2 profiles; 1 removed\n")));
    assert!(err(&removed).contains("no profile has the id `nobody`"));
    assert_eq!(out(&piped(&["pool", "remove", &pool, "-"], format!("{rosa}\n").as_bytes())), format!("{pool}: 1 profiles; 1 removed\n"));
    let stale = rolefit(&["screen", POSTING, "--pool", &pool, "--rules", "data/examples/rules"]);
    assert_eq!(stale.status.code(), Some(2));
    assert!(err(&stale).contains("`rolefit pool renew"), "{}", err(&stale));
    assert!(rolefit(&["pool", "renew", &pool, "--rules", "data/examples/rules"]).status.success());
    assert!(rolefit(&["screen", POSTING, "--pool", &pool, "--rules", "data/examples/rules"]).status.success());
}

/// Ctrl-C ends a run in good order and says what was done.
#[cfg(unix)]
#[test]
fn an_interrupt_says_what_was_done() {
    let dir = tempfile::tempdir().unwrap();
    let (pool, people) = (dir.path().join("pool"), dir.path().join("people.jsonl"));
    let all = lines();
    let text: String = (0..30_000).map(|i| all[i % 3].replacen('{', &format!("{{\"meta\": {{\"id\": \"p{i}\"}}, "), 1) + "\n").collect();
    std::fs::write(&people, text).unwrap();
    for command in ["build", "screen"] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_rolefit"));
        match command {
            "build" => run.arg("pool").arg("build").arg(&pool).arg(&people),
            _ => run.arg("screen").arg(POSTING).arg(&people),
        };
        let run = run.current_dir(env!("CARGO_MANIFEST_DIR")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(700));
        assert!(Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap().success());
        let output = run.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{}", err(&output));
        assert!(err(&output).contains("interrupted: ") && output.stdout.is_empty(), "{}", err(&output));
    }
    let kept = rolefit::pool::Pool::open(&rolefit::Rules::builtin(), &pool).unwrap().len();
    assert!(kept > 0 && kept < 30_000, "{kept}");
}

/// The recruiter's section of README, as it stands there: the commands between
/// `$` and the end of the line, and the correction made by hand between them.
#[test]
fn the_recruiters_section_of_the_readme_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let section = readme.split("## A recruiter's first minute").nth(1).unwrap().split("\n## ").next().unwrap();
    let commands: Vec<&str> = section.lines().filter_map(|l| l.strip_prefix("$ rolefit ")).map(|l| l.split(" # ").next().unwrap().trim()).collect();
    assert_eq!(commands.len(), 5, "{commands:?}");
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(root.join(POSTING), dir.path().join("posting.md")).unwrap();
    std::fs::create_dir(dir.path().join("profiles")).unwrap();
    for entry in std::fs::read_dir(root.join(PEOPLE)).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, dir.path().join("profiles").join(path.file_name().unwrap())).unwrap();
    }
    for (i, line) in commands.iter().enumerate() {
        let output = Command::new(env!("CARGO_BIN_EXE_rolefit")).args(line.split_whitespace()).current_dir(dir.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {}", err(&output));
        if i == 0 {
            // By hand: ITIL is not asked after all.
            let role = std::fs::read_to_string(dir.path().join("role.toml")).unwrap();
            let (head, tail) = role.split_once("[[criteria]]\nid = \"skill-itil").expect("the criterion is there");
            let rest = tail.split_once("[[criteria]]").map_or(String::new(), |(_, rest)| format!("[[criteria]]{rest}"));
            std::fs::write(dir.path().join("role.toml"), format!("{head}{rest}")).unwrap();
        }
    }
    let book = std::fs::File::open(dir.path().join("shortlist.xlsx")).unwrap();
    let mut texts = String::new();
    zip::ZipArchive::new(book).unwrap().by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut texts).unwrap();
    assert!(texts.contains("skill-kafka") && !texts.contains("skill-itil"), "{texts}");
    assert!(std::fs::read_to_string(dir.path().join("blind.csv")).unwrap().contains("profile-"));
}
