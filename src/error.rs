//! The one public error.

use std::fmt;

/// Why an input could not be used: what it was, where in it, and what to do.
///
/// Its text is one line (two with advice), made to be shown to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    input: String,
    place: Option<(usize, usize)>,
    message: String,
}

impl Error {
    /// An error of a whole input: what it is called, what is wrong and what to do.
    pub fn of(input: impl Into<String>, message: impl Into<String>) -> Error {
        Error(Box::new(Inner { input: input.into(), place: None, message: message.into() }))
    }

    /// An error at a byte of a text.
    pub(crate) fn at(input: impl Into<String>, text: &str, offset: usize, message: impl Into<String>) -> Error {
        let place = crate::text::place::line_column(text, offset);
        Error(Box::new(Inner { input: input.into(), place: Some(place), message: message.into() }))
    }

    /// An error of reading or writing a file, in words that say what to do.
    pub fn of_io(input: impl Into<String>, error: &std::io::Error) -> Error {
        use std::io::ErrorKind;
        let message = match error.kind() {
            ErrorKind::NotFound => "no such file; check the path".to_owned(),
            ErrorKind::PermissionDenied => "permission denied; check who may read and write it".to_owned(),
            ErrorKind::IsADirectory => "this is a directory; a file is wanted here".to_owned(),
            ErrorKind::StorageFull => "the disk is full; make room and run the same again".to_owned(),
            ErrorKind::ReadOnlyFilesystem => "it lies on a disk that is read-only".to_owned(),
            _ => error.to_string(),
        };
        Error::of(input, message)
    }

    /// The same error, of a document that is one line of a file of many.
    pub(crate) fn on_line(mut self, file: &str, line: usize) -> Error {
        self.0.place = Some((line, self.0.place.map_or(1, |(_, column)| column)));
        file.clone_into(&mut self.0.input);
        self
    }

    /// The same place in an input of another name, said in other words.
    pub(crate) fn renamed(&self, input: String, message: String) -> Error {
        Error(Box::new(Inner { input, place: self.0.place, message }))
    }

    /// The error of a faulty file of rules or data.
    pub(crate) fn of_fault(fault: crate::text::place::Fault) -> Error {
        Error(Box::new(Inner { input: fault.file, place: Some((fault.line, fault.column)), message: fault.message }))
    }

    /// The input as it was named to the library: a path, or what the caller called it.
    pub fn input(&self) -> &str {
        &self.0.input
    }

    /// The line, from 1, where the error has one.
    pub fn line(&self) -> Option<usize> {
        self.0.place.map(|(line, _)| line)
    }

    /// The column in characters, from 1, where the error has one.
    pub fn column(&self) -> Option<usize> {
        self.0.place.map(|(_, column)| column)
    }

    /// What is wrong and what to do, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.place {
            Some((line, column)) => write!(f, "{}:{line}:{column}: {}", self.0.input, self.0.message),
            None => write!(f, "{}: {}", self.0.input, self.0.message),
        }
    }
}

impl std::error::Error for Error {}
