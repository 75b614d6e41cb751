//! What a long run says on its way: warnings, what was set aside (`--rejects`),
//! progress on a terminal; and Ctrl-C, which ends it in good order.

use std::io::{BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rolefit::Error;
use rolefit::report;
use rolefit::screen::{Event, Progress};

use super::{Stop, output};

/// What was set aside is named one by one up to this many; then only counted.
const NAMED: usize = 50;
/// A bar is shown where there is at least this much to do.
const MUCH: u64 = 200;

static STOP: AtomicBool = AtomicBool::new(false);

/// From now on the first Ctrl-C asks the run to end, the second ends the process.
pub(crate) fn catch_interrupts() {
    let caught = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    // Without a handler Ctrl-C ends the process at once, as ever.
    let _ = ctrlc::set_handler(caught);
}

#[derive(clap::Args)]
pub(crate) struct Rejects {
    /// Write what was set aside to this file, a line of JSON each: file, line, column, reason
    #[arg(long, value_name = "FILE")]
    rejects: Option<String>,
}

/// Listens to a run.
pub(crate) struct Watch {
    what: &'static str,
    blind: bool,
    aside: usize,
    warned: usize,
    rejects: Option<(String, BufWriter<std::fs::File>)>,
    failed: Option<Stop>,
    bar: Option<indicatif::ProgressBar>,
    total: Arc<AtomicU64>,
}

impl Watch {
    /// `what` are the inputs called, in the plural; `total` is how many there may be.
    pub fn new(what: &'static str, total: Arc<AtomicU64>, rejects: &Rejects, blind: bool) -> Result<Watch, Stop> {
        let rejects = match &rejects.rejects {
            None => None,
            Some(path) => Some((path.clone(), BufWriter::new(std::fs::File::create(path).map_err(|e| Error::of_io(path, &e))?))),
        };
        catch_interrupts();
        Ok(Watch { what, blind, aside: 0, warned: 0, rejects, failed: None, bar: None, total })
    }

    /// Takes what happened; breaks where the run must end.
    pub fn event(&mut self, event: Event<'_>) -> ControlFlow<()> {
        match event {
            Event::Warning(text) => {
                self.warned += 1;
                // In a blind run a warning could quote who somebody is.
                if self.warned <= NAMED && !self.blind {
                    self.quietly(|| output::warning(text));
                }
            }
            Event::SetAside(error) => self.set_aside(error),
            Event::Progress(progress) => self.progress(progress),
            _ => {}
        }
        if STOP.load(Ordering::Relaxed) || self.failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn set_aside(&mut self, error: &Error) {
        self.aside += 1;
        let error = if self.blind { report::blind_error(error) } else { error.clone() };
        if self.aside <= NAMED {
            self.quietly(|| output::error(&error.to_string()));
        }
        if let Some((path, file)) = &mut self.rejects {
            let line = serde_json::json!({ "file": error.input(), "line": error.line(), "column": error.column(), "reason": error.message() });
            if let Err(e) = writeln!(file, "{}", report::one_line(&line)) {
                self.failed = Some(Error::of_io(path.as_str(), &e).into());
            }
        }
    }

    fn progress(&mut self, progress: Progress) {
        let total = self.total.load(Ordering::Relaxed);
        if self.bar.is_none() && total >= MUCH && std::io::stderr().is_terminal() {
            let style = indicatif::ProgressStyle::with_template("{bar:30} {human_pos} of {human_len}, {per_sec}, {eta} left{msg}").expect("a fixed template");
            self.bar = Some(indicatif::ProgressBar::new(total).with_style(style));
        }
        if let Some(bar) = &self.bar {
            bar.set_length(total.max(progress.done as u64));
            bar.set_position(progress.done as u64);
            if progress.aside > 0 {
                bar.set_message(format!(", {} set aside", progress.aside));
            }
        }
    }

    /// Says something without tearing the bar.
    fn quietly(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Ends the run: what it left to say, and whether it came to its end. `done`
    /// says what an interrupted run has done.
    pub fn finish(mut self, progress: Progress, done: impl FnOnce() -> String) -> Result<(), Stop> {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        if let Some(failed) = self.failed.take() {
            return Err(failed);
        }
        if let Some((path, mut file)) = self.rejects.take() {
            file.flush().map_err(|e| Error::of_io(path, &e))?;
        }
        if self.warned > NAMED && !self.blind {
            output::warning(&format!("{} more warnings", self.warned - NAMED));
        }
        if self.aside > 0 {
            let all = if self.aside > NAMED { "; --rejects FILE writes them all" } else { "" };
            output::warning(&format!("{} of {} {} were set aside{all}", self.aside, progress.done, self.what));
        }
        if progress.stopped { Err(Stop::Interrupted(done())) } else { Ok(()) }
    }
}
