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

/// Writes a result to a file, or to standard output (colours only where they show).
pub(crate) fn result(to: Option<&str>, text: &str) -> Result<(), Stop> {
    match to {
        Some(path) => std::fs::write(path, anstream::adapter::strip_str(text).to_string()).map_err(|e| Stop::Error(format!("{path}: {}", super::input::plainly(&e)))),
        None => {
            let mut out = anstream::stdout().lock();
            out.write_all(text.as_bytes())?;
            Ok(out.flush()?)
        }
    }
}
