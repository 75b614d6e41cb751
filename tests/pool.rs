//! Pools: exact, whatever the role, the day and the cut; and safe against what
//! goes wrong in a long run.
#![cfg(feature = "pool")]

mod common;
#[allow(dead_code)]
#[path = "../examples/generate/people.rs"]
mod people;
#[allow(dead_code)]
#[path = "../examples/generate/random.rs"]
mod random;
#[path = "../examples/generate/roles.rs"]
mod roles;
#[allow(dead_code)]
#[path = "../examples/generate/world.rs"]
mod world;

use std::ops::ControlFlow;
use std::path::Path;

use common::*;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::Config;
use rayon::prelude::*;
use rolefit::criteria::{self, Criteria};
use rolefit::fit::{Role, Standing, shortlist};
use rolefit::pool::{Pool, State, Twice};
use rolefit::screen::{Conditions, Event, Input, Screen};
use rolefit::{Rules, profile};

fn rules() -> Rules {
    Rules::builtin()
}

fn quiet(_: Event<'_>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn inputs(files: &[(String, String)]) -> Vec<Input> {
    files.iter().map(|(id, text)| Input::bytes(id.as_str(), text.clone().into_bytes())).collect()
}

fn built(dir: &Path, files: &[(String, String)]) -> Pool {
    let mut pool = Pool::create(&rules(), &dir.join("pool")).unwrap();
    let added = pool.add(inputs(files), Twice::Keep, quiet).unwrap();
    assert_eq!(added.progress.aside, 0);
    pool
}

fn screen(role: &Criteria, day: jiff::civil::Date) -> Screen {
    Screen::new(Role::new(&rules(), role), day)
}

/// Generated profiles with less prose.
fn short_profiles(count: u64) -> Vec<(String, String)> {
    let world = world::World::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let one = |i: u64| {
        let mut p = people::profile(&world, 11, i);
        let work = p["work"].as_array_mut().unwrap();
        work.truncate(2);
        for job in work {
            job["highlights"].as_array_mut().unwrap().truncate(2);
        }
        p["skills"].as_array_mut().unwrap().truncate(1);
        (format!("{i:06}.json"), p.to_string())
    };
    (0..count).into_par_iter().map(one).collect()
}

fn generated_role(i: u64) -> Criteria {
    let world = world::World::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    criteria::parse(&rules(), "role.toml", roles::role(&world, 11, i).as_bytes()).unwrap().criteria
}

proptest! {
    #![proptest_config(Config { cases: 32, failure_persistence: None, ..Config::default() })]

    /// Law 10: a pool gives what its files give, whatever the role, the day, the cut
    /// and the conditions, and after profiles are removed from it.
    #[test]
    fn law_10_a_pool_gives_what_its_files_give(
        roles in prop::collection::vec(criteria(), 1..4), people in prop::collection::vec(profile(), 1..40), day in as_of(),
        top in prop::option::of(1usize..8), min_fit in prop::option::of(0u32..6000), gates: bool, removed in 0usize..5,
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut files: Vec<(String, String)> = people.iter().enumerate().map(|(i, p)| (format!("{i:03}.json"), p.to_json().to_string())).collect();
        let mut pool = built(dir.path(), &files);
        let gone: Vec<(String, String)> = files.drain(..removed.min(files.len() - 1)).collect();
        if !gone.is_empty() {
            let ids: Vec<&str> = gone.iter().map(|(id, _)| id.as_str()).collect();
            prop_assert!(pool.remove(&ids).unwrap().is_empty());
        }
        let reopened = Pool::open(&rules(), pool.path()).unwrap();
        for role in &roles {
            let conditions = Conditions { min_fit, gates, require: Vec::new() };
            let each = files.iter().map(|(id, text)| {
                let p = profile::parse(&rules(), id, text.as_bytes()).unwrap().profile;
                Standing { id: id.clone(), fit: Role::new(&rules(), role).score(&profile::compile(&rules(), &p, id), day) }
            });
            let expected = shortlist(each.filter(|s| conditions.met(&s.fit)).collect(), top);
            let mut wanted = screen(role, day).conditions(conditions.clone());
            if let Some(top) = top {
                wanted = wanted.top(top);
            }
            prop_assert_eq!(&wanted.run(inputs(&files), quiet).unwrap().standings, &expected);
            prop_assert_eq!(&pool.screen(&wanted, quiet).unwrap().standings, &expected);
            prop_assert_eq!(&reopened.screen(&wanted, quiet).unwrap().standings, &expected);
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 768, failure_persistence: None, ..Config::default() })]

    /// Whoever has just the fit that is asked for is found, by the file and in a pool
    /// alike: no bound is too low.
    #[test]
    fn no_bound_is_too_low(role in criteria(), p in profile(), day in as_of()) {
        let text = p.to_json().to_string();
        let fit = Role::new(&rules(), &role).score(&profile::compile(&rules(), &p, "p"), day);
        let wanted = screen(&role, day).conditions(Conditions { min_fit: Some(fit.points), ..Conditions::default() }).top(1);
        let found = wanted.run([Input::bytes("p", text.into_bytes())], quiet).unwrap();
        prop_assert_eq!(found.standings.len(), 1);
    }
}

proptest! {
    #![proptest_config(Config { cases: 12, failure_persistence: None, ..Config::default() })]

    /// The same over many pairs: a pool refuses a fit that is more than its bound.
    #[test]
    fn no_bound_of_a_pool_is_too_low(roles in prop::collection::vec((criteria(), as_of()), 24), people in prop::collection::vec(profile(), 120)) {
        let dir = tempfile::tempdir().unwrap();
        let files: Vec<(String, String)> = people.iter().enumerate().map(|(i, p)| (format!("{i:03}.json"), p.to_json().to_string())).collect();
        let pool = built(dir.path(), &files);
        for (role, day) in &roles {
            let found = pool.screen(&screen(role, *day).top(files.len()), quiet);
            prop_assert!(found.is_ok(), "{}", found.unwrap_err());
            prop_assert_eq!(found.unwrap().standings.len(), files.len());
        }
    }
}

/// The same at size, over profiles and roles as they are: and few are judged.
#[test]
fn twenty_thousand_profiles_give_what_their_files_give() {
    let dir = tempfile::tempdir().unwrap();
    let files = short_profiles(20_000);
    let pool = built(dir.path(), &files);
    assert_eq!(pool.len(), files.len());
    let dossiers: Vec<_> = files
        .par_iter()
        .map(|(id, text)| {
            let p = profile::parse(&rules(), id, text.as_bytes()).unwrap().profile;
            profile::compile(&rules(), &p, id)
        })
        .collect();
    let day = date(2026, 11, 22);
    let mut judged = 0;
    for i in 0..8 {
        let criteria = generated_role(i);
        let role = Role::new(&rules(), &criteria);
        let all = dossiers.par_iter().map(|d| Standing { id: d.id.clone(), fit: role.score(d, day) }).collect();
        let found = pool.screen(&screen(&criteria, day).top(100), quiet).unwrap();
        assert_eq!(found.standings, shortlist(all, Some(100)), "role {i}");
        assert_eq!(found.profiles, files.len());
        judged += found.judged;
    }
    // The first hundred are judged whatever the bounds.
    assert!(judged < 8 * 1000, "{judged} of {} judged", 8 * files.len());
}

/// A pool's top is cut by bounds, not by luck.
#[test]
fn bounds_spare_most_of_the_judging() {
    let dir = tempfile::tempdir().unwrap();
    let text = |i: usize| {
        let skill = if i.is_multiple_of(50) { "Kafka" } else { "Waiting at table" };
        format!("[[work]]\nstartDate = \"2015-01\"\nposition = \"Developer\"\nhighlights = [\"Two years of {skill}\"]\n")
    };
    let files: Vec<(String, String)> = (0..2000).map(|i| (format!("{i:04}.toml"), text(i))).collect();
    let pool = built(dir.path(), &files);
    let role = criteria::extract(&rules(), "role.md", b"# Developer\n\n## Requirements\n\n- Kafka\n").unwrap();
    let found = pool.screen(&screen(&role, date(2026, 11, 22)).top(10), quiet).unwrap();
    assert_eq!(found.profiles, 2000);
    assert!(found.judged < 200, "{} judged", found.judged);
}

/// The same profile again counts once; another text under its id is set aside, or takes its place.
#[test]
fn profiles_that_come_twice_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let of = |id: &str, skill: &str| format!("[meta]\nid = \"{id}\"\n[[skills]]\nname = \"{skill}\"\n");
    let file = |name: &str, text: String| Input::bytes(name, text.into_bytes());
    let mut pool = Pool::create(&rules(), &dir.path().join("pool")).unwrap();
    let run = |pool: &mut Pool, twice, files: Vec<Input>| {
        let mut said = Vec::new();
        let added = pool
            .add(files, twice, |event| {
                match event {
                    Event::Warning(text) => said.push(text.to_owned()),
                    Event::SetAside(error) => said.push(error.to_string()),
                    _ => {}
                }
                ControlFlow::Continue(())
            })
            .unwrap();
        (added, said)
    };
    let unnamed = "[[skills]]\nname = \"Rust\"\n".to_owned();
    let first = vec![
        file("a.toml", of("ada", "Rust")),
        file("b.toml", of("ada", "Rust")),
        file("c.toml", of("ada", "Go")),
        file("d.toml", unnamed.clone()),
        file("e.toml", unnamed),
    ];
    let (added, said) = run(&mut pool, Twice::Keep, first);
    assert_eq!((added.added, added.known, added.progress.aside, pool.len()), (3, 1, 1, 3));
    assert!(said[0].starts_with("b.toml: the same profile again"), "{said:?}");
    assert!(said[1].starts_with("c.toml: another profile has the id `ada`"), "{said:?}");
    assert!(said[2].starts_with("e.toml: the same text as a profile of another id"), "{said:?}");
    // What is committed is known too.
    let (added, said) = run(&mut pool, Twice::Keep, vec![file("a.toml", of("ada", "Rust")), file("c.toml", of("ada", "Go"))]);
    assert_eq!((added.added, added.known, added.progress.aside, said.len()), (0, 1, 1, 1));
    let (added, _) = run(&mut pool, Twice::Replace, vec![file("c.toml", of("ada", "Go"))]);
    assert_eq!((added.replaced, added.progress.aside, pool.len()), (1, 0, 3));
    let role = criteria::extract(&rules(), "role.md", b"# Developer\n\n## Requirements\n\n- Go\n").unwrap();
    let best = pool.screen(&screen(&role, date(2026, 11, 22)).top(1), quiet).unwrap();
    assert_eq!((best.standings[0].id.as_str(), best.standings[0].fit.points), ("ada", 2000));
}

/// One writes, many read; a second writer is told.
#[test]
fn a_pool_is_read_while_it_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let files = short_profiles(600);
    let mut pool = built(dir.path(), &files[..100]);
    let path = pool.path().to_owned();
    let role = generated_role(0);
    let mut seen = Vec::new();
    let rest = inputs(&files[100..]).into_iter().enumerate().map(|(i, input)| {
        if i % 100 == 0 {
            let mut other = Pool::open(&rules(), &path).unwrap();
            seen.push(other.screen(&screen(&role, date(2026, 11, 22)).top(5), quiet).unwrap().profiles);
            let error = other.add(inputs(&files[..1]), Twice::Keep, quiet).unwrap_err();
            assert!(error.message().contains("another process is writing"), "{error}");
        }
        input
    });
    pool.add(rest, Twice::Keep, quiet).unwrap();
    assert!(seen.iter().all(|n| *n >= 100), "{seen:?}");
    assert_eq!(Pool::open(&rules(), &path).unwrap().len(), 600);
}

/// A caller who stops a run has what was done until then, and goes on later.
#[test]
fn a_run_that_is_stopped_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let files = short_profiles(1500);
    let mut pool = Pool::create(&rules(), &dir.path().join("pool")).unwrap();
    let stop = |event: Event<'_>| match event {
        Event::Progress(p) if p.done >= 300 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let added = pool.add(inputs(&files), Twice::Keep, stop).unwrap();
    assert!(added.progress.stopped && added.added < 1500 && added.added == pool.len(), "{added:?}");
    let stopped = screen(&generated_role(0), date(2026, 11, 22)).run(inputs(&files), stop).unwrap();
    assert!(stopped.progress.stopped && stopped.progress.done < 1500);
    let waiting = screen(&generated_role(0), date(2026, 11, 22)).top(5).run(inputs(&files), stop).unwrap();
    assert!(waiting.progress.stopped && waiting.judged == 0 && waiting.standings.is_empty());
    let more = pool.add(inputs(&files), Twice::Keep, quiet).unwrap();
    assert_eq!((more.known, more.added + added.added, pool.len()), (added.added, 1500, 1500));
}

/// Another taxonomy makes a pool stale, and `renew` makes it current; other weights do not.
#[test]
fn a_stale_pool_is_renewed_from_its_own_profiles() {
    let dir = tempfile::tempdir().unwrap();
    let person = ("a.toml".to_owned(), "[[work]]\nstartDate = \"2020-01\"\nhighlights = [\"Ran Acme Deploy\"]\n".to_owned());
    let path = built(dir.path(), &[person]).path().to_owned();
    let weights = Rules::with(&[("rules/weights.toml".into(), "sentence = 1.5\n".into())]).unwrap();
    assert_eq!(Pool::open(&weights, &path).unwrap().state(), State::Current);
    let ours = Rules::with(&[("data/skills/acme.toml".into(), "[acme-deploy]\nlabel = \"Acme Deploy\"\nbroader = [\"kubernetes\"]\n".into())]).unwrap();
    let error = Pool::open(&ours, &path).err().unwrap();
    assert!(error.message().contains("rolefit pool renew"), "{error}");
    let mut stale = Pool::open_any(&ours, &path).unwrap();
    assert_eq!(stale.state(), State::Stale);
    // A run that is stopped changes nothing.
    assert!(stale.renew(|_| ControlFlow::Break(())).unwrap().stopped);
    assert_eq!(Pool::open(&rules(), &path).unwrap().len(), 1);
    let mut stale = Pool::open_any(&ours, &path).unwrap();
    assert_eq!(stale.renew(quiet).unwrap().done, 1);
    let role = criteria::extract(&ours, "role.md", b"# Developer\n\n## Requirements\n\n- Kubernetes\n").unwrap();
    let found = Pool::open(&ours, &path).unwrap().screen(&Screen::new(Role::new(&ours, &role), date(2026, 11, 22)).top(1), quiet).unwrap();
    assert_eq!(found.standings[0].fit.points, 10_000);
    assert!(Pool::open(&rules(), &path).is_err());
}

/// Truncated or flipped anywhere: one error, or nothing of it is read; never a
/// wrong shortlist, never a panic.
#[test]
fn damage_is_one_clear_error() {
    let dir = tempfile::tempdir().unwrap();
    let pool = built(dir.path(), &short_profiles(60));
    let role = generated_role(3);
    let wanted = screen(&role, date(2026, 11, 22)).top(5);
    let expected = pool.screen(&wanted, quiet).unwrap().standings;
    let path = pool.path().to_owned();
    drop(pool);
    let mut random = random::Random::of(5, 5, 5);
    let mut refused = 0;
    for entry in std::fs::read_dir(&path).unwrap() {
        let file = entry.unwrap().path();
        let whole = std::fs::read(&file).unwrap();
        if whole.is_empty() {
            continue;
        }
        let mut damaged: Vec<Vec<u8>> = vec![whole[..whole.len() / 2].to_vec(), Vec::new()];
        for _ in 0..12 {
            let mut flipped = whole.clone();
            let at = random.below(whole.len());
            flipped[at] ^= 1 << random.below(8);
            damaged.push(flipped);
        }
        for bytes in damaged {
            std::fs::write(&file, bytes).unwrap();
            match Pool::open(&rules(), &path).and_then(|p| p.screen(&wanted, quiet)) {
                Ok(found) => assert_eq!(found.standings, expected, "{}", file.display()),
                Err(error) => {
                    refused += 1;
                    assert!(!error.message().is_empty() && error.input().contains("pool"), "{error}");
                }
            }
        }
        std::fs::write(&file, whole).unwrap();
    }
    assert!(refused > 60, "only {refused} damages were seen");
    assert_eq!(Pool::open(&rules(), &path).unwrap().screen(&wanted, quiet).unwrap().standings, expected);
}

/// Killed at any moment, a pool opens, holds what was committed, and the same
/// command goes on without doubles.
#[test]
fn killed_runs_lose_nothing_that_was_committed() {
    let dir = tempfile::tempdir().unwrap();
    let people = dir.path().join("people.jsonl");
    let files = short_profiles(3000);
    std::fs::write(&people, files.iter().map(|(_, text)| format!("{text}\n")).collect::<String>()).unwrap();
    let path = dir.path().join("pool");
    let start = |command: &str| {
        let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_rolefit"));
        run.args(["pool", command]).arg(&path).arg(&people).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        run.spawn().unwrap()
    };
    let mut random = random::Random::of(3, 1, 4);
    let mut kept = 0;
    for round in 0..12 {
        let mut run = start(if path.join("meta.json").exists() { "add" } else { "build" });
        std::thread::sleep(std::time::Duration::from_millis(random.between(5, 150 + 40 * round) as u64));
        run.kill().unwrap();
        run.wait().unwrap();
        if path.join("meta.json").exists() {
            let pool = Pool::open(&rules(), &path).unwrap();
            pool.check().unwrap();
            assert!(pool.len() >= kept, "{} are left of {kept}", pool.len());
            kept = pool.len();
        }
    }
    assert!(start(if path.join("meta.json").exists() { "add" } else { "build" }).wait().unwrap().success());
    let pool = Pool::open(&rules(), &path).unwrap();
    assert_eq!(pool.len(), 3000);
    let wanted = screen(&generated_role(1), date(2026, 11, 22)).top(20);
    assert_eq!(pool.screen(&wanted, quiet).unwrap().standings, wanted.run(inputs(&files), quiet).unwrap().standings);
}

/// No room: one clear error, and the pool is what it was.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_pool_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let files = short_profiles(2000);
    let path = built(dir.path(), &files[..50]).path().to_owned();
    let people = dir.path().join("people.jsonl");
    std::fs::write(&people, files.iter().map(|(_, text)| format!("{text}\n")).collect::<String>()).unwrap();
    // No file may grow beyond 64 kB (the shell counts blocks of 512 or 1024 bytes).
    let command = format!("trap '' XFSZ; ulimit -f 64; exec '{}' pool add '{}' '{}'", env!("CARGO_BIN_EXE_rolefit"), path.display(), people.display());
    let output = std::process::Command::new("sh").args(["-c", &command]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("pool: "), "{said}");
    let pool = Pool::open(&rules(), &path).unwrap();
    pool.check().unwrap();
    assert!(pool.len() >= 50);
}
