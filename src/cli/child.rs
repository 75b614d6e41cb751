//! PDF, Word and zip files are taken apart in a process of their own, with
//! limits on time and memory: whatever such a file does to its reader, it ends
//! in one error, and the run goes on.

use std::io::{Read as _, Write};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use rolefit::resume::{self, Draft, Kind, Sheet};
use rolefit::{Error, Rules, profile};

use super::Stop;

/// Seconds that one file may take; a long résumé takes a tenth of one.
const SECONDS: u64 = 20;
/// Bytes of memory that reading one file may take; a résumé with photos takes a tenth.
#[cfg(unix)]
const MEMORY: u64 = 1 << 30;
/// Bytes that come back at most: more than any résumé's text.
const ANSWER: u64 = 64 << 20;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The name of the file
    name: String,
}

/// The user's own rules, which the child reads by as well.
static OWN: OnceLock<String> = OnceLock::new();

/// Says where the user's own rules are.
pub(crate) fn rules_from(dir: &str) {
    let _ = OWN.set(dir.to_owned());
}

/// The child: a file on standard input, its rows on standard output.
pub(crate) fn run(args: &Args, rules: &Rules) -> Result<(), Stop> {
    #[cfg(unix)]
    {
        use rlimit::Resource;
        // Where a limit cannot be set, the parent's clock still holds.
        let _ = Resource::AS.set(MEMORY, MEMORY);
        let _ = Resource::CPU.set(SECONDS, SECONDS);
        let _ = Resource::CORE.set(0, 0);
        let _ = Resource::FSIZE.set(0, 0);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let answer: Result<Sheet, String> = resume::open(rules, &args.name, &bytes).map_err(|e| e.message().to_owned());
    let answer = serde_json::to_vec(&answer).map_err(|e| Stop::Error(e.to_string()))?;
    let mut out = std::io::stdout().lock();
    out.write_all(&answer)?;
    Ok(out.flush()?)
}

/// A person's file as it was read.
pub(crate) struct Read {
    pub draft: Draft,
    /// What should be said of a profile's file.
    pub warnings: Vec<String>,
    /// It was a résumé, not a profile.
    pub resume: bool,
}

/// Reads a profile or a résumé, whichever the bytes are.
pub(crate) fn read(rules: &Rules, name: &str, bytes: &[u8]) -> Result<Read, Error> {
    let kind = resume::kind(name, bytes);
    if kind == Kind::Profile {
        let loaded = profile::parse(rules, name, bytes)?;
        return Ok(Read { draft: Draft::of(loaded.profile), warnings: loaded.warnings, resume: false });
    }
    let sheet = match kind {
        Kind::Pdf | Kind::Archive => apart(name, bytes).map_err(|why| Error::of(name, why))?,
        _ => resume::open(rules, name, bytes)?,
    };
    Ok(Read { draft: resume::draft(rules, name, &sheet)?, warnings: Vec::new(), resume: true })
}

/// Has a child take a file apart.
fn apart(name: &str, bytes: &[u8]) -> Result<Sheet, String> {
    let failed = |e: std::io::Error| format!("no process could be started to read it ({e})");
    // The link stays good where the program was replaced by a newer one while it runs.
    let program = if cfg!(target_os = "linux") { "/proc/self/exe".into() } else { std::env::current_exe().map_err(failed)? };
    let mut command = Command::new(program);
    if let Some(dir) = OWN.get() {
        command.args(["--rules", dir]);
    }
    command.args(["open-resume", "--", name]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(failed)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (answered, answers) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        // A child that dies early leaves a broken pipe, which its end explains.
        scope.spawn(move || stdin.map(|mut s| s.write_all(bytes)));
        scope.spawn(move || {
            let mut answer = Vec::new();
            stdout.map(|s| s.take(ANSWER).read_to_end(&mut answer));
            answered.send(answer)
        });
        let answer = answers.recv_timeout(Duration::from_secs(SECONDS));
        if answer.is_err() {
            let _ = child.kill();
        }
        let ended = child.wait().ok().filter(|_| answer.is_ok());
        let answer = answer.unwrap_or_default();
        match ended {
            Some(status) if status.success() => {
                serde_json::from_slice::<Result<Sheet, String>>(&answer).map_err(|e| format!("what was read of it is broken ({e})"))?
            }
            Some(_) => Err("reading it was stopped: it is broken, or takes more memory or time than any résumé; save it again or export it as text".to_owned()),
            None => Err(format!("reading it took more than {SECONDS} seconds; save it again or export it as text")),
        }
    })
}
