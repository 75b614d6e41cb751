//! Where results and messages go.

use std::io::Write;

use rolefit::{Error, report};

use super::Stop;

/// Says one error on standard error.
pub(crate) fn error(message: &str) {
    let mut err = anstream::stderr().lock();
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let _ = writeln!(err, "{style}error{style:#}: {}", harmless(message));
}

/// Says one warning on standard error.
pub(crate) fn warning(message: &str) {
    let mut err = anstream::stderr().lock();
    let style = anstyle::AnsiColor::Yellow.on_default().bold();
    let _ = writeln!(err, "{style}warning{style:#}: {}", harmless(message));
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
        Some(path) => bytes(path, anstream::adapter::strip_str(text).to_string().as_bytes()),
        None => {
            let out = std::io::stdout();
            let plain = anstream::AutoStream::choice(&out) == anstream::ColorChoice::Never;
            // In one piece: a stream that takes colours out writes each line by itself.
            if plain {
                out.lock().write_all(anstream::adapter::strip_str(text).to_string().as_bytes())?;
            } else {
                anstream::stdout().lock().write_all(text.as_bytes())?;
            }
            Ok(out.lock().flush()?)
        }
    }
}

/// Writes a result that is no text to a file.
pub(crate) fn bytes(to: &str, bytes: &[u8]) -> Result<(), Stop> {
    std::fs::write(to, bytes).map_err(|e| Error::of_io(to, &e).into())
}

/// A message that does nothing to a terminal; its lines stay.
fn harmless(message: &str) -> String {
    message.split('\n').map(report::harmless).collect::<Vec<_>>().join("\n")
}
