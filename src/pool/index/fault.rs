//! What goes wrong, in words that say what to do; and bytes that say whether they
//! are whole.

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

use crate::Error;

/// Bytes with the mark that tells whether they came back whole.
pub(super) fn sealed(bytes: &[u8]) -> Vec<u8> {
    [&blake3::hash(bytes).as_bytes()[..8], bytes].concat()
}

pub(super) fn whole(sealed: &[u8]) -> Option<&[u8]> {
    let (mark, bytes) = sealed.split_at_checked(8)?;
    (blake3::hash(bytes).as_bytes()[..8] == *mark).then_some(bytes)
}

pub(super) fn damaged(name: &str, what: &dyn std::fmt::Display) -> Error {
    Error::of(name, format!("{what} of this pool is damaged (truncated or changed); nothing was done; build the pool anew, or bring it back from a copy"))
}

pub(super) fn told(name: &str, error: &TantivyError) -> Error {
    let message = match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => "another process is writing to this pool; wait until it is done".to_owned(),
        TantivyError::LockFailure(LockError::IoError(e), _) => return Error::of_io(name, e),
        TantivyError::IoError(e) => return io(name, e),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => return io(name, io_error),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => return io(name, io_error),
        TantivyError::OpenReadError(e) => return damaged(name, &e),
        TantivyError::DataCorruption(e) => return damaged(name, &format!("{e:?}")),
        TantivyError::IndexBuilderMissingArgument(_) | TantivyError::SchemaError(_) => {
            "this pool was written by another version of rolefit; build it anew with `rolefit pool build`".to_owned()
        }
        // A thread of the writer has only words left of its error.
        TantivyError::InternalError(e) | TantivyError::ErrorInThread(e) if e.contains("(os error 28)") => {
            return Error::of_io(name, &std::io::ErrorKind::StorageFull.into());
        }
        TantivyError::InternalError(e) | TantivyError::ErrorInThread(e) => {
            format!("the pool cannot be written; what was committed stays: {}", e.trim_start_matches(|c: char| c != '\''))
        }
        e => format!("the pool cannot be used: {e}"),
    };
    Error::of(name, message)
}

fn io(name: &str, error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => damaged(name, &error),
        _ => Error::of_io(name, error),
    }
}
