//! What is read: a file, or bytes with a name.

use std::io::Read;
use std::path::PathBuf;

use crate::Error;

/// One profile or posting to read. Files are opened when their turn comes, on
/// whatever thread reads them, and are dropped before the next.
#[derive(Debug)]
pub struct Input {
    name: String,
    /// The file and the line of it that the input is.
    line: Option<(String, usize)>,
    content: Content,
}

enum Content {
    File(PathBuf),
    Bytes(Vec<u8>),
    Made(Make),
    Broken(Error),
}

/// Makes an input's bytes when its turn comes.
type Make = Box<dyn FnOnce() -> Result<Vec<u8>, Error> + Send>;

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Content::File(path) => f.debug_tuple("File").field(path).finish(),
            Content::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Content::Made(_) => f.write_str("Made"),
            Content::Broken(error) => f.debug_tuple("Broken").field(error).finish(),
        }
    }
}

impl Input {
    /// A file; its path is its name.
    pub fn file(path: impl Into<PathBuf>) -> Input {
        let path = path.into();
        Input { name: path.display().to_string(), line: None, content: Content::File(path) }
    }

    /// Bytes with the name that errors and results give them.
    pub fn bytes(name: impl Into<String>, bytes: Vec<u8>) -> Input {
        Input { name: name.into(), line: None, content: Content::Bytes(bytes) }
    }

    /// A line of a file of many documents: its name is `file:line`, and its errors
    /// name that line.
    pub fn line(file: &str, line: usize, bytes: Vec<u8>) -> Input {
        Input { name: format!("{file}:{line}"), line: Some((file.to_owned(), line)), content: Content::Bytes(bytes) }
    }

    /// Bytes that are made when their turn comes, on whatever thread reads them: a
    /// résumé that is imported on the way, say.
    pub fn made(name: impl Into<String>, make: impl FnOnce() -> Result<Vec<u8>, Error> + Send + 'static) -> Input {
        Input { name: name.into(), line: None, content: Content::Made(Box::new(make)) }
    }

    /// What could not be come by at all: it is set aside for this reason.
    pub fn broken(error: Error) -> Input {
        Input { name: error.input().to_owned(), line: None, content: Content::Broken(error) }
    }

    /// The name that errors and results give it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes, no more than `most` and one: a reader refuses what is longer.
    pub(crate) fn read(&mut self, most: usize) -> Result<Vec<u8>, Error> {
        match std::mem::replace(&mut self.content, Content::Bytes(Vec::new())) {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Made(make) => make(),
            Content::Broken(error) => Err(error),
            Content::File(path) => {
                let fail = |e: std::io::Error| Error::of_io(&self.name, &e);
                let mut bytes = Vec::new();
                std::fs::File::open(path).map_err(fail)?.take(most as u64 + 1).read_to_end(&mut bytes).map_err(fail)?;
                Ok(bytes)
            }
        }
    }

    /// An error of its text as an error of the file that it is a line of.
    pub(crate) fn placed(&self, error: Error) -> Error {
        match &self.line {
            Some((file, line)) => error.on_line(file, *line),
            None => error,
        }
    }

    /// What it holds in memory before it is read.
    pub(crate) fn held(&self) -> usize {
        match &self.content {
            Content::Bytes(bytes) => bytes.len(),
            _ => 0,
        }
    }
}
