//! The module map, held true by the `use` lines: data flows one way, and a
//! module uses only what stands before it.

use std::path::{Path, PathBuf};

/// The modules in the order of the flow.
const FLOW: &[&str] = &["text", "taxonomy", "grammar", "mention", "posting", "criteria", "profile", "resume", "fit", "screen", "pool", "report"];

/// `error` and the tools of `text` are everybody's; `grammar` makes the taxonomy
/// ready, and the taxonomy's files know no rule.
fn allowed(module: &str, used: &str) -> bool {
    let place = |m: &str| FLOW.iter().position(|f| *f == m);
    used == module || matches!(used, "Error" | "error") || matches!((place(module), place(used)), (Some(m), Some(u)) if u < m)
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found)
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path)
        }
    }
}

fn all() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let below = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            let module = below.split(['/', '.']).next().unwrap().to_owned();
            (module, below, std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The code of a file without comments and the tests inside it.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().take_while(|l| !l.starts_with("#[cfg(test)]")).map(|l| l.split("//").next().unwrap_or(""))
}

#[test]
fn a_module_uses_only_what_stands_before_it() {
    let mut wrong = Vec::new();
    for (module, file, text) in all() {
        if !FLOW.contains(&module.as_str()) {
            continue;
        }
        for line in code(&text) {
            for part in line.split("crate::").skip(1) {
                let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let rules = used == "Rules";
                if !used.is_empty() && !rules && !allowed(&module, &used) {
                    wrong.push(format!("src/{file} uses crate::{used}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "the flow runs backwards:\n{}", wrong.join("\n"));
}

#[test]
fn one_place_each_knows_strsim_and_tantivy() {
    for (name, places) in [("strsim::", &["taxonomy/spelling.rs", "text/keys.rs"][..]), ("tantivy::", &["pool/index/"][..])] {
        let using: Vec<String> = all().into_iter().filter(|(_, _, text)| code(text).any(|l| l.contains(name))).map(|(_, file, _)| file).collect();
        assert!(!using.is_empty() && using.iter().all(|file| places.iter().any(|p| file.starts_with(p))), "{name}: {using:?}");
    }
}

#[test]
fn the_library_is_silent_and_knows_no_clock() {
    for (module, file, text) in all() {
        if matches!(module.as_str(), "cli" | "main") {
            assert!(code(&text).all(|l| !l.contains("crate::")) || module == "cli" || file == "main.rs");
            continue;
        }
        for word in ["println!", "eprintln!", "print!(", "process::exit", "SystemTime", "Instant::now", "Zoned::now", "env::var", "home_dir"] {
            assert!(code(&text).all(|l| !l.contains(word)), "src/{file} has {word}");
        }
    }
}

#[test]
fn the_binary_uses_the_public_library_alone() {
    for (module, file, text) in all() {
        if module == "cli" {
            assert!(code(&text).all(|l| !l.contains("crate::") || l.contains("crate::cli")), "src/{file} uses the crate, not the library");
        }
    }
}
