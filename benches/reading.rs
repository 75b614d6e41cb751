//! The whole of reading, bytes to criteria, on one thread, against reading the
//! same files and parsing them as Markdown, and against reading that knows no
//! names: `cargo bench --bench reading`.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rolefit::{Rules, criteria};

/// Rounds; the best one counts, so that a busy machine says little.
const ROUNDS: usize = 5;

/// As the command does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/postings");
    let from = if shared.is_dir() { shared } else { root.join("tests/postings") };
    let mut paths = Vec::new();
    files(&from, &mut paths);
    paths.sort();
    // Every fourth is enough to tell, and takes seconds.
    let paths: Vec<&PathBuf> = paths.iter().step_by(if paths.len() > 400 { 4 } else { 1 }).collect();
    let rules = Rules::builtin();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    let bytes: usize = paths.iter().map(|p| std::fs::read(p).map_or(0, |b| b.len())).sum();
    let nameless = Rules::without_names();
    let (mut floor, mut whole, mut bare, mut found) = (Duration::MAX, Duration::MAX, Duration::MAX, 0);
    let read_all = |rules: &Rules| {
        let start = spent();
        let read = |p: &&PathBuf| criteria::extract(rules, "p", &std::fs::read(p).expect("it was listed")).map_or(0, |c| c.criteria.len());
        let found: usize = paths.iter().map(read).sum();
        (found, spent() - start)
    };
    pool.install(|| {
        for _ in 0..ROUNDS {
            let start = spent();
            let events: usize =
                paths.iter().map(|p| pulldown_cmark::Parser::new(&String::from_utf8_lossy(&std::fs::read(p).expect("it was listed"))).count()).sum();
            assert!(events > 0);
            floor = floor.min(spent() - start);
            let (criteria, taken) = read_all(&rules);
            (found, whole) = (criteria, whole.min(taken));
            bare = bare.min(read_all(&nameless).1);
        }
    });
    println!("{} postings, {} KB, {found} criteria", paths.len(), bytes / 1024);
    println!("read and parse as Markdown  {:>8.1} ms", floor.as_secs_f64() * 1e3);
    println!("read into criteria          {:>8.1} ms", whole.as_secs_f64() * 1e3);
    println!("ratio                       {:>8.1}", whole.as_secs_f64() / floor.as_secs_f64());
    println!("without a single name       {:>8.1} ms: the taxonomy costs {:.2} times that", bare.as_secs_f64() * 1e3, whole.as_secs_f64() / bare.as_secs_f64());
}

/// The time that this thread has worked, where the system tells it: what others do on the
/// machine counts little. Else the time that passed.
fn spent() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|t| t.split_whitespace().next()?.parse().ok());
    worked.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found)
        } else if path.extension().is_some_and(|e| e == "md") {
            found.push(path)
        }
    }
}
