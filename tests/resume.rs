//! Résumés of our own writing, whole: each form is read as it was, forms of one
//! résumé agree, drafts are profiles, and any bytes are answered.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use rolefit::profile::{self, Work};
use rolefit::{Rules, resume};

fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .unwrap()
        .map(|e| e.unwrap().path())
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&p).unwrap()))
        .collect();
    all.sort();
    all
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn whole_resumes_are_read_as_before() {
    let rules = Rules::builtin();
    for (name, bytes) in files("tests/resumes") {
        let draft = resume::read(&rules, &name, &bytes).unwrap();
        insta::assert_snapshot!(name.replace('.', "_"), draft.to_toml(&name));
    }
}

/// What a draft is written as is a profile, and the same one.
#[test]
fn drafts_are_profiles() {
    let rules = Rules::builtin();
    for (name, bytes) in files("tests/resumes") {
        let draft = resume::read(&rules, &name, &bytes).unwrap();
        for (form, text) in [("toml", draft.to_toml(&name)), ("json", draft.to_json())] {
            let loaded = profile::parse(&rules, &format!("draft.{form}"), text.as_bytes()).unwrap();
            assert_eq!(loaded.profile, draft.profile, "{name} as {form}");
            assert_eq!(loaded.warnings, [] as [String; 0], "{name} as {form}");
        }
    }
}

/// One person as text, as PDF in two columns, and as a Word document.
#[test]
fn forms_of_one_resume_agree() {
    let rules = Rules::builtin();
    let jobs = |name: &str| {
        let bytes = std::fs::read(Path::new("tests/resumes").join(name)).unwrap();
        let draft = resume::read(&rules, name, &bytes).unwrap();
        let job = |w: &Work| (w.name.split(',').next().unwrap_or("").to_owned(), w.position.clone(), w.start_date, w.end_date, w.highlights.first().cloned());
        (
            draft.profile.basics.name.clone(),
            draft.profile.work.iter().map(job).collect::<Vec<_>>(),
            draft.profile.skills.iter().map(|s| s.name.clone()).collect::<Vec<_>>(),
        )
    };
    let text = jobs("first-mate.txt");
    assert_eq!(text.1.len(), 3);
    assert_eq!(jobs("first-mate.pdf"), text);
    assert_eq!(jobs("first-mate.docx"), text);
}

/// A rule that no résumé of ours meets is a rule that nobody has seen at work.
#[test]
fn every_rule_for_resumes_fires_on_a_whole_resume() {
    let rules = Rules::builtin();
    let fired: BTreeSet<String> =
        files("tests/resumes").iter().filter(|(n, _)| n.ends_with(".txt") || n.ends_with(".md")).flat_map(|(_, b)| rules.fired_apart(b)).collect();
    let silent: Vec<String> = rules.rule_names_apart().into_iter().filter(|r| !fired.contains(r)).collect();
    assert!(silent.is_empty(), "rules that fire on no text of tests/resumes: {silent:?}");
}

#[test]
fn an_export_of_tables_is_read_without_guesses() {
    let rules = Rules::builtin();
    let export = archive(&[
        ("Profile.csv", b"First Name,Last Name,Headline,Summary,Geo Location\nIlse,Varga,First mate,Twelve years on the bridge.,\"Bergen, Vestland, Norway\"\n"),
        ("Positions.csv", "Company Name,Title,Description,Location,Started On,Finished On\nTallow Bay Ferries,First Mate,\"Two ferries.\n• Stand the night watch\n• Train the crew\",Bergen,Mar 2019,\nHarrow Shipping,Second Mate,,Oslo,Sep 2014,Feb 2019\n".as_bytes()),
        ("Education.csv", b"School Name,Start Date,End Date,Notes,Degree Name,Activities\nWestern Norway University,2009,2012,,\"Bachelor of Science, Nautical Science\",\n"),
        ("Skills.csv", b"Name\nNavigation\nRadar\n"),
        ("Languages.csv", b"Name,Proficiency\nNorwegian,Native or bilingual proficiency\n"),
        ("Certifications.csv", b"Name,Url,Authority,Started On,Finished On,License Number\nGMDSS,,Norwegian Maritime Authority,May 2012,,\n"),
        ("Email Addresses.csv", b"Email Address,Confirmed,Primary\nilse@example.com,Yes,Yes\n"),
    ]);
    let draft = resume::read(&rules, "export.zip", &export).unwrap();
    assert_eq!(draft.guesses, []);
    insta::assert_snapshot!("export_zip", draft.to_toml("export.zip"));
}

#[test]
fn a_blind_draft_says_nothing_of_who_it_is() {
    let rules = Rules::builtin();
    for (name, bytes) in files("tests/resumes") {
        let mut draft = resume::read(&rules, &name, &bytes).unwrap();
        let known = draft.profile.basics.clone();
        draft.blind();
        let text = draft.to_toml("x");
        for word in [known.name, known.email, known.phone, known.url, known.location.address].into_iter().filter(|w| !w.is_empty()) {
            assert!(!text.contains(&word), "{name} still says {word}");
        }
    }
}

#[test]
fn broken_and_hostile_files_end_in_one_clear_error() {
    let rules = Rules::builtin();
    let error = |name: &str, bytes: &[u8]| resume::read(&rules, name, bytes).unwrap_err().to_string();
    let pdf = std::fs::read("tests/resumes/first-mate.pdf").unwrap();
    let docx = std::fs::read("tests/resumes/first-mate.docx").unwrap();
    assert!(error("a.pdf", &pdf[..300]).contains("broken PDF"));
    assert!(error("a.docx", &docx[..docx.len() / 2]).contains("broken archive"));
    assert!(error("a.pdf", &std::fs::read("tests/bad/scan.pdf").unwrap()).contains("no text in it; if it is a scan"));
    assert!(error("a.zip", &archive(&[("notes.txt", b"hello")])).contains("neither a Word document nor"));
    assert!(error("a.txt", b"").contains("no text in it"));
    assert!(error("a.txt", b"\x00\x01\x02\x03\x04\x05\x06\x07").contains("no text"));
    assert!(error("a.txt", b"Dear Sir, please find my invoice.").contains("nothing of a r"));
    let bomb = archive(&[("word/document.xml", &vec![b' '; 30_000_000])]);
    assert!(bomb.len() < 100_000);
    assert!(error("a.docx", &bomb).contains("unpacks to more than"));
    let deep = format!("<w:document>{}</w:document>", "<w:tbl>".repeat(5000));
    assert!(error("a.docx", &archive(&[("word/document.xml", deep.as_bytes())])).contains("too deep"));
    let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><w:document><w:body><w:p><w:r><w:t>EXPERIENCE &b;&a;</w:t></w:r></w:p></w:body></w:document>"#;
    let read = resume::open(&rules, "a.docx", &archive(&[("word/document.xml", entities.as_bytes())]));
    assert!(!format!("{read:?}").contains("root:"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Any bytes are answered, and what is answered with a draft is a profile.
    #[test]
    fn any_bytes_are_answered(file in 0usize..32, cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0usize..40), 0..30)) {
        let rules = Rules::builtin();
        let all: Vec<_> = files("tests/resumes").into_iter().filter(|(n, _)| n.ends_with(".txt") || n.ends_with(".md") || n.ends_with(".docx")).collect();
        let (name, mut bytes) = all[file % all.len()].clone();
        for (at, byte, gone) in cuts {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes.drain(at..(at + gone / 4).min(bytes.len()));
        }
        if let Ok(draft) = resume::read(&rules, &name, &bytes) {
            let text = draft.to_toml(&name);
            prop_assert!(profile::parse(&rules, "draft.toml", text.as_bytes()).is_ok(), "{text}");
        }
    }
}
