//! How the cost grows with profiles and with criteria, as ratios within one run.
//!
//! ```console
//! $ cargo bench --bench scale                       # 5,000 files; a pool of 20,000
//! $ cargo bench --bench scale -- 10000 20000,100000 # files; pools
//! ```
//!
//! Against what: reading the same files and parsing them with the toml crate,
//! on as many threads; and judging every profile of the pool exactly.

#[path = "../examples/generate/people.rs"]
mod people;
#[path = "../examples/generate/random.rs"]
mod random;
#[path = "../examples/generate/roles.rs"]
mod roles;
#[path = "../examples/generate/world.rs"]
mod world;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rolefit::criteria::{self, Criteria};
use rolefit::fit::Role;
use rolefit::pool::{Pool, Twice};
use rolefit::profile::Profile;
use rolefit::screen::{Event, Input, Screen};
use rolefit::{Error, Rules};

const SEED: u64 = 7;
const TOP: usize = 100;
const TYPICAL: u64 = 20;
/// Pools that are judged as a whole a few times only.
const LARGE: u64 = 200_000;

/// As the command does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (marks, plain): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with('-'));
    if plain.is_empty() && !marks.iter().any(|m| m == "--bench") {
        // `cargo test --all-targets` runs benches too, to see that they run.
        println!("nothing is measured in a test run; `cargo bench --bench scale` measures");
        return Ok(());
    }
    let files: u64 = plain.first().map_or(Ok(5_000), |n| n.parse())?;
    let pools: Vec<u64> = plain.get(1).map_or("20000", |s| s.as_str()).split(',').map(str::parse).collect::<Result<_, _>>()?;
    let identical: u64 = plain.get(2).map_or(Ok(200), |n| n.parse())?;
    let world = world::World::read(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let rules = Rules::builtin();
    let dir = tempfile::tempdir()?;
    println!("{} threads\n", rayon::current_num_threads());
    from_files(&rules, &world, files, dir.path())?;
    for count in pools {
        from_pool(&rules, &world, count, identical, dir.path())?;
    }
    Ok(())
}

fn quiet(_: Event<'_>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn role(rules: &Rules, world: &world::World, i: u64) -> Result<Criteria, Error> {
    Ok(criteria::parse(rules, "role.toml", roles::role(world, SEED, i).as_bytes())?.criteria)
}

fn screen(rules: &Rules, role: &Criteria) -> Screen {
    Screen::new(Role::new(rules, role), jiff::civil::date(2026, 11, 22)).brief()
}

fn timed<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    (what(), start.elapsed())
}

/// The same by the time that the process had on all cores: what others do on
/// the machine does not count.
fn worked<T>(what: impl FnOnce() -> T) -> (T, f64) {
    let start = cpu();
    (what(), cpu() - start)
}

/// Seconds that the process had so far, in hundredths.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Screening files and building a pool from them, against reading and parsing them.
fn from_files(rules: &Rules, world: &world::World, count: u64, dir: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut bytes = 0;
    for i in 0..count {
        let path = dir.join(format!("{i:07}.toml"));
        let text = toml::to_string(&people::profile(world, SEED, i))?;
        bytes += text.len();
        std::fs::write(&path, text)?;
        paths.push(path);
    }
    println!("## {count} TOML files, {:.1} kB each\n", bytes as f64 / count as f64 / 1000.0);
    let role = role(rules, world, 0)?;
    let parse = || paths.par_iter().filter(|p| std::fs::read_to_string(p).is_ok_and(|t| toml::from_str::<Profile>(&t).is_ok())).count();
    let inputs = || paths.iter().map(Input::file);
    parse();
    println!(
        "Seconds of work on all cores together:\n\n| run | read and parse with toml | screen | ratio | build a pool | ratio |\n|---|---:|---:|---:|---:|---:|"
    );
    for run in 1..=3 {
        let (read, base) = worked(parse);
        assert_eq!(read as u64, count);
        let (_, screened) = worked(|| screen(rules, &role).top(TOP).run(inputs(), quiet));
        let path = dir.join(format!("files-{run}"));
        let (built, building) = worked(|| Pool::create(rules, &path).and_then(|mut pool| pool.add(inputs(), Twice::Keep, quiet)));
        assert_eq!(built?.added as u64, count);
        println!("| {run} | {base:.2} | {screened:.2} | {:.1} | {building:.2} | {:.1} |", screened / base, building / base);
    }
    println!();
    Ok(())
}

/// Screening a pool, against judging all of it.
fn from_pool(rules: &Rules, world: &world::World, count: u64, identical: u64, dir: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let path = dir.join(format!("pool-{count}"));
    let people = (0..count).map(|i| Input::bytes(format!("{i}.json"), people::profile(world, SEED, i).to_string().into_bytes()));
    let (added, building) = timed(|| Pool::create(rules, &path).and_then(|mut pool| pool.add(people, Twice::Keep, quiet)));
    assert_eq!(added?.added as u64, count);
    let disk: u64 = std::fs::read_dir(&path)?.flatten().filter_map(|e| e.metadata().ok()).map(|m| m.len()).sum();
    println!(
        "## A pool of {count}: built in {:.0} s (making up the profiles included), {:.2} GB, memory at most {} MB\n",
        building.as_secs_f64(),
        disk as f64 / 1e9,
        peak()
    );
    println!("| role | criteria | open, screen | screen again | judged exactly | judge all | times sooner |\n|---|---:|---:|---:|---:|---:|---:|");
    let (mut shares, mut slowest) = (Vec::new(), Duration::ZERO);
    for i in 0..TYPICAL {
        let role = role(rules, world, i)?;
        let screen = screen(rules, &role);
        let (first, cold) = timed(|| Pool::open(rules, &path).and_then(|pool| Ok((pool.screen(&screen.clone().top(TOP), quiet)?, pool))));
        let (found, pool) = first?;
        let (again, warm) = timed(|| pool.screen(&screen.clone().top(TOP), quiet));
        assert_eq!(again?.standings, found.standings);
        // Judging all takes its time: on every fifth role, of large pools on none.
        let brute = if i % 5 == 0 && count <= LARGE {
            let (all, brute) = timed(|| pool.screen(&screen, quiet));
            assert_eq!(all?.standings[..found.standings.len()], found.standings);
            Some(brute)
        } else {
            None
        };
        slowest = slowest.max(cold);
        shares.push(found.judged as f64 * 100.0 / count as f64);
        let (all, sooner) =
            brute.map_or_else(Default::default, |b| (format!("{:.2} s", b.as_secs_f64()), format!("{:.0}", b.as_secs_f64() / warm.as_secs_f64())));
        println!(
            "| {i} | {} | {:.0} ms | {:.0} ms | {} ({:.2}%) | {all} | {sooner} |",
            role.criteria.len(),
            cold.as_secs_f64() * 1e3,
            warm.as_secs_f64() * 1e3,
            found.judged,
            shares[i as usize]
        );
    }
    shares.sort_by(f64::total_cmp);
    println!(
        "\njudged exactly: {:.2}% in the middle, {:.2}% at most; slowest role {:.0} ms with opening; memory at most {} MB",
        shares[shares.len() / 2],
        shares[shares.len() - 1],
        slowest.as_secs_f64() * 1e3,
        peak()
    );
    let pool = Pool::open(rules, &path)?;
    let mut same = 0;
    let identical = if count > LARGE { 0 } else { identical };
    for i in 0..identical {
        let screen = screen(rules, &role(rules, world, 1000 + i)?);
        let (few, all) = (pool.screen(&screen.clone().top(TOP), quiet)?, pool.screen(&screen, quiet)?);
        same += usize::from(few.standings[..] == all.standings[..few.standings.len()]);
    }
    println!("identical ids and fits, judged by bounds and judged all: {same} of {identical} roles\n");
    Ok(())
}

/// The most memory that this process had, in megabytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1000
}
