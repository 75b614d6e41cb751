//! Where results and messages go.

use std::io::Write;

use super::Stop;

/// Says one error on standard error.
pub(crate) fn error(message: &str) {
    let mut err = anstream::stderr().lock();
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let _ = writeln!(err, "{style}error{style:#}: {message}");
}

/// Says one warning on standard error.
pub(crate) fn warning(message: &str) {
    let mut err = anstream::stderr().lock();
    let style = anstyle::AnsiColor::Yellow.on_default().bold();
    let _ = writeln!(err, "{style}warning{style:#}: {message}");
}

/// Says one thing worth knowing on standard error.
pub(crate) fn note(message: &str) {
    let mut err = anstream::stderr().lock();
    let style = anstyle::AnsiColor::Cyan.on_default().bold();
    let _ = writeln!(err, "{style}note{style:#}: {message}");
}

/// Writes a result to a file, or to standard output (colours only where they show).
pub(crate) fn result(to: Option<&str>, text: &str) -> Result<(), Stop> {
    match to {
        Some(path) => {
            std::fs::write(path, anstream::adapter::strip_str(text).to_string()).map_err(|e| Stop::Error(format!("{path}: {}", super::input::plainly(&e))))
        }
        None => {
            let mut out = anstream::stdout().lock();
            out.write_all(text.as_bytes())?;
            Ok(out.flush()?)
        }
    }
}

/// A bar for long work: on a terminal only, and only where there is much to do.
pub(crate) struct Progress(Option<indicatif::ProgressBar>);

impl Progress {
    pub fn new(total: usize) -> Progress {
        use std::io::IsTerminal;
        if total < 200 || !std::io::stderr().is_terminal() {
            return Progress(None);
        }
        let style = indicatif::ProgressStyle::with_template("{bar:30} {human_pos} of {human_len}, {per_sec}, {eta} left").expect("a fixed template");
        Progress(Some(indicatif::ProgressBar::new(total as u64).with_style(style)))
    }

    pub fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    pub fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
