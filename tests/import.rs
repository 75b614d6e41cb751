//! `profile import` as a user types it, and résumés given where profiles are wanted.

mod command;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use command::{err, out, rolefit};

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_str(&out(output)).unwrap()
}

const POSTING: &str = "data/examples/posting.md";
const RESUMES: &str = "tests/resumes";

/// README's two commands: from a PDF to an explained fit.
#[test]
fn a_job_seeker_goes_from_a_pdf_to_a_fit() {
    let dir = tempfile::tempdir().unwrap();
    let me = dir.path().join("me.toml").to_string_lossy().into_owned();
    assert!(rolefit(&["profile", "import", "tests/resumes/first-mate.pdf", "-o", &me]).status.success());
    let score = |profile: &str| rolefit(&["score", "tests/postings/warehouse-lead.txt", profile, "--as-of", "2026-11-22", "--format", "json"]);
    let (through, straight) = (score(&me), score("tests/resumes/first-mate.pdf"));
    assert!(through.status.success() && straight.status.success());
    let (a, b) = (json(&through), json(&straight));
    assert_eq!((&a["fit"], &a["contributions"], &a["gates"]), (&b["fit"], &b["contributions"], &b["gates"]));
    assert!(a.get("resume").is_none());
    assert!(b["resume"]["guesses"].is_u64());
    assert!(err(&straight).contains("read from a résumé"));
    let text = out(&rolefit(&["score", POSTING, "tests/resumes/first-mate.pdf", "--as-of", "2026-11-22"]));
    assert!(text.contains("first-mate.pdf (read from a résumé, "), "{text}");
}

/// README's recruiter: from a folder of mixed files to a shortlist, straight or through profiles.
#[test]
fn a_recruiter_goes_from_mixed_files_to_a_shortlist() {
    let dir = tempfile::tempdir().unwrap();
    let profiles = dir.path().join("profiles").to_string_lossy().into_owned() + "/";
    let output = rolefit(&["profile", "import", RESUMES, "-o", &profiles]);
    assert!(output.status.success(), "{}", err(&output));
    let made: Vec<_> = std::fs::read_dir(&profiles).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    let files = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(RESUMES)).unwrap().count();
    assert_eq!(made.len(), files);
    for name in ["first-mate.toml", "first-mate-2.toml", "first-mate-3.toml", "developer.toml"] {
        assert!(made.iter().any(|m| m == name), "{name} is not among {made:?}");
    }
    let screen = |from: &str| {
        let output = rolefit(&["screen", "tests/postings/platform-developer.md", from, "--as-of", "2026-11-22", "--format", "jsonl"]);
        assert!(output.status.success(), "{}", err(&output));
        out(&output).lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["fit"].clone()).collect::<Vec<_>>()
    };
    let straight = screen(RESUMES);
    assert_eq!(straight.len(), files);
    assert_eq!(straight, screen(&profiles));
}

/// JSONL: one profile a line, with the file as its id; blind ones say nothing of who it is.
#[test]
fn many_become_lines() {
    let lines = |arguments: &[&str]| -> Vec<serde_json::Value> {
        let output = rolefit(&[&["profile", "import", RESUMES, "--format", "jsonl"], arguments].concat());
        assert!(output.status.success(), "{}", err(&output));
        out(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    };
    let open = lines(&[]);
    assert_eq!(open[0]["meta"]["id"], "tests/resumes/clerk-columns.txt");
    assert!(open.iter().all(|p| p["basics"]["email"].is_string() || p["meta"]["id"].as_str().unwrap().contains("shop")));
    let blind = lines(&["--blind"]);
    assert_eq!(blind.len(), open.len());
    assert!(blind.iter().all(|p| p["basics"].get("email").is_none() && p["basics"].get("name").is_none() && !p["meta"]["id"].as_str().unwrap().contains('/')));
}

/// Broken files are set aside and named; the rest goes on; nothing is written elsewhere.
#[test]
fn bad_files_are_set_aside() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    std::fs::write(at("scan.pdf"), std::fs::read("tests/bad/scan.pdf").unwrap()).unwrap();
    std::fs::write(at("broken.docx"), std::fs::read("tests/bad/broken.docx").unwrap()).unwrap();
    std::fs::write(at("noise.pdf"), b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj\ntrailer << /Root 1 0 R >>\n").unwrap();
    std::fs::copy("tests/resumes/first-mate.txt", at("mate.txt")).unwrap();
    let to = at("out").to_string_lossy().into_owned() + "/";
    let output = rolefit(&["profile", "import", dir.path().to_str().unwrap(), "-o", &to]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    for says in ["scan.pdf: no text in it; if it is a scan", "broken.docx: it is a broken archive", "noise.pdf: ", "3 of 4 résumés were set aside"] {
        assert!(err(&output).contains(says), "{says}: {}", err(&output));
    }
    let made: Vec<_> = std::fs::read_dir(&to).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(made, ["mate.toml"]);
}

#[cfg(unix)]
#[test]
fn links_lead_out_of_no_directory() {
    let dir = tempfile::tempdir().unwrap();
    let (to, outside) = (dir.path().join("out"), dir.path().join("outside.toml"));
    std::fs::create_dir(&to).unwrap();
    std::fs::write(&outside, "kept").unwrap();
    std::os::unix::fs::symlink(&outside, to.join("first-mate.toml")).unwrap();
    let output = rolefit(&["profile", "import", "tests/resumes/first-mate.txt", "tests/resumes/developer.md", "-o", to.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("this is a link"));
    assert_eq!(std::fs::read_to_string(outside).unwrap(), "kept");
}

#[test]
fn usage_is_told() {
    let says = |arguments: &[&str], message: &str| {
        let output = rolefit(&[&["profile", "import"], arguments].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains(message), "{}", err(&output));
    };
    says(&[RESUMES], "say where with -o DIR/");
    says(&["tests/resumes/none.pdf"], "no such file");
    says(&["tests/bad/scan.pdf"], "if it is a scan");
    says(&[RESUMES, "--format", "jsonl", "-o", "tests/"], "JSONL is one file");
}

/// Standard input, without a name to go by: what it is shows in its bytes.
#[test]
fn standard_input_is_known_by_its_bytes() {
    for name in ["first-mate.pdf", "first-mate.docx", "first-mate.txt", "developer.md"] {
        let file = std::fs::File::open(Path::new(RESUMES).join(name)).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_rolefit")).args(["profile", "import", "-"]).stdin(Stdio::from(file)).output().unwrap();
        assert!(output.status.success(), "{name}: {}", err(&output));
        assert!(out(&output).contains("[[work]]"), "{name}");
    }
}
