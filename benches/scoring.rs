//! Scoring: a compiled pair in a loop, and a cold `rolefit score` of the shipped
//! example against an empty Rust program started the same way:
//! `cargo bench --bench scoring`.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rolefit::fit::Role;
use rolefit::{Rules, criteria, profile};

const PAIRS: u32 = 2000;
const STARTS: usize = 60;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let examples = root.join("data/examples");
    let read = |name: &str| std::fs::read(examples.join(name)).expect("it is shipped");
    let rules = Rules::builtin();
    let role = Role::new(&rules, &criteria::extract(&rules, "posting.md", &read("posting.md")).expect("it asks"));
    let person = profile::parse(&rules, "profile.toml", &read("profile.toml")).expect("a profile");
    let dossier = profile::compile(&rules, &person.profile, "profile.toml");
    let day = jiff::civil::date(2026, 11, 22);
    let start = Instant::now();
    let points: u64 = (0..PAIRS).map(|_| u64::from(role.score(&dossier, day).points)).sum();
    println!(
        "a compiled pair      {:>8.1} µs  ({} criteria, fit {})",
        start.elapsed().as_secs_f64() * 1e6 / f64::from(PAIRS),
        role.criteria().criteria.len(),
        points / u64::from(PAIRS)
    );

    let Some(empty) = empty_program() else {
        println!("cold start           not measured: no rustc to build an empty program with");
        return;
    };
    let score = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
        command.arg("score").arg(examples.join("posting.md")).arg(examples.join("profile.toml"));
        command
    };
    let (floor, whole) = (best(|| Command::new(empty.path().join("empty"))), best(score));
    println!("an empty program     {:>8.2} ms", floor.as_secs_f64() * 1e3);
    println!("cold rolefit score   {:>8.2} ms", whole.as_secs_f64() * 1e3);
    println!("ratio                {:>8.1}", whole.as_secs_f64() / floor.as_secs_f64());
}

/// The median of many starts, each waited for.
fn best(command: impl Fn() -> Command) -> Duration {
    let mut times: Vec<Duration> = (0..STARTS)
        .map(|_| {
            let mut command = command();
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let start = Instant::now();
            command.status().expect("it starts");
            start.elapsed()
        })
        .collect();
    times.sort();
    times[STARTS / 2]
}

fn empty_program() -> Option<tempfile::TempDir> {
    let dir = tempfile::tempdir().ok()?;
    std::fs::write(dir.path().join("empty.rs"), "fn main() {}").ok()?;
    let built = Command::new("rustc").args(["-O", "-o"]).arg(dir.path().join("empty")).arg(dir.path().join("empty.rs")).status();
    built.is_ok_and(|s| s.success()).then_some(dir)
}
