//! The laws on profiles of real make, where the shared sets stand beside the
//! checkout; elsewhere these tests say so and pass.

use std::path::{Path, PathBuf};

use rolefit::{Rules, criteria, fit, profile};

fn gold() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: no {}", path.display());
    None
}

fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path()).collect();
    found.retain(|p| p.extension().is_some_and(|e| e == ending));
    found.sort();
    found
}

/// The profile of another person who did the same: name, gendered words,
/// addresses, schools, employers, dates of birth and of graduation exchanged.
fn somebody_else(text: &str) -> String {
    let mut value: toml::Table = toml::from_str(text).expect("a profile");
    fn set(table: &mut toml::Table, key: &str, to: &str) {
        table.insert(key.into(), to.into());
    }
    if let Some(toml::Value::Table(basics)) = value.get_mut("basics") {
        for (key, to) in [
            ("name", "Mrs. Java Docker-Swift"),
            ("email", "react@kubernetes.example"),
            ("phone", "+1 555 0100"),
            ("image", "https://sap.example/go.png"),
            ("url", "https://python.example"),
        ] {
            set(basics, key, to);
        }
        if let Some(toml::Value::Table(location)) = basics.get_mut("location") {
            set(location, "address", "12 Oracle Street");
            set(location, "postalCode", "80301");
        }
    }
    let each = |value: &mut toml::Table, section: &str, change: &dyn Fn(&mut toml::Table)| {
        if let Some(toml::Value::Array(all)) = value.get_mut(section) {
            all.iter_mut().filter_map(toml::Value::as_table_mut).for_each(change);
        }
    };
    each(&mut value, "work", &|w| set(w, "name", "Salesforce Terraform GmbH"));
    each(&mut value, "volunteer", &|w| set(w, "organization", "Friends of Ruby"));
    each(&mut value, "education", &|e| {
        set(e, "institution", "Python College of Accounting");
        // Any past year of graduation is like any other.
        if e.get("endDate").and_then(toml::Value::as_str).is_some_and(|d| d < "2026") {
            set(e, "startDate", "1957");
            set(e, "endDate", "1961");
        }
    });
    fn gender(value: &mut toml::Value) {
        match value {
            toml::Value::String(text) => {
                for (one, other) in [
                    (" he ", " she "),
                    (" him ", " her "),
                    (" his ", " her "),
                    (" husband", " wife"),
                    (" father", " mother"),
                    (" son ", " daughter "),
                    ("Mr. ", "Mrs. "),
                ] {
                    let kept = "\u{1}";
                    *text = text.replace(one, kept).replace(other, one).replace(kept, other);
                }
            }
            toml::Value::Array(all) => all.iter_mut().for_each(gender),
            toml::Value::Table(all) => all.iter_mut().for_each(|(_, v)| gender(v)),
            _ => {}
        }
    }
    value.iter_mut().filter(|(key, _)| *key == "work" || *key == "projects").for_each(|(_, v)| gender(v));
    toml::to_string(&value).expect("a table")
}

/// Law 7 over every profile of the visible sets.
#[test]
fn who_you_are_means_nothing_in_any_profile() {
    let Some(gold) = gold() else { return };
    let rules = Rules::builtin();
    let day = jiff::civil::date(2026, 11, 22);
    let mut profiles = 0;
    for folder in std::fs::read_dir(gold.join("fit")).unwrap().flatten().map(|e| e.path()).filter(|p| p.is_dir()) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned() + ".json";
        let role = ["tech", "fields"].iter().map(|set| gold.join(set).join("gold").join(&name)).find(|p| p.exists()).expect("hand-made criteria");
        let role = criteria::parse(&rules, &name, &std::fs::read(role).unwrap()).unwrap().criteria;
        let score = |text: &str| {
            let read = profile::parse(&rules, "p.toml", text.as_bytes()).unwrap();
            fit::score(&rules, &role, &profile::compile(&rules, &read.profile, "p.toml"), day)
        };
        for path in files(&folder, "toml") {
            let text = std::fs::read_to_string(&path).unwrap();
            let (own, other) = (score(&text), score(&somebody_else(&text)));
            let credits = |fit: &fit::Fit| fit.contributions.iter().map(|c| (c.id.clone(), c.earned, c.reach)).collect::<Vec<_>>();
            assert_eq!(credits(&own), credits(&other), "{}", path.display());
            assert_eq!(own.gates, other.gates, "{}", path.display());
            profiles += 1;
        }
    }
    assert!(profiles >= 30, "only {profiles} profiles were found");
}

/// What `extract` writes says which weights it suggests, and reading it keeps both.
#[test]
fn suggested_weights_survive_the_file() {
    let Some(gold) = gold() else { return };
    let rules = Rules::builtin();
    for path in files(&gold.join("tech/postings"), "md") {
        let read = criteria::extract(&rules, "p.md", &std::fs::read(&path).unwrap()).unwrap();
        let again = criteria::parse(&rules, "p.toml", read.to_toml(&rules).as_bytes()).unwrap().criteria;
        assert_eq!(read, again, "{}", path.display());
    }
}
