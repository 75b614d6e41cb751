//! Many inputs as one stream: files one by one, files of a document a line
//! (`people.jsonl` gives `people.jsonl:17`), archives (`people.zip/ada.toml`),
//! standard input. A thread of its own reads ahead by a few, so memory stays
//! bounded whatever the inputs' size.

use std::cell::Cell;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rolefit::{Error, screen};

use super::Stop;
use super::input::{self, Input};

/// Endings of files with a document a line.
const LINES: &[&str] = &["jsonl", "ndjson"];
/// Endings of résumés that are not profiles already.
const RESUMES: &[&str] = &["pdf", "docx", "md", "markdown", "txt", "text"];
/// Inputs that are read ahead.
const AHEAD: usize = 32;
/// An archive may unpack to this many times its size, where that is more than
/// [`ROOM`]: text packs to a tenth, at most to a hundredth.
const RATIO: u64 = 200;
/// Bytes that any archive may unpack to.
const ROOM: u64 = 1 << 30;

/// A stream of inputs.
pub(crate) struct Stream {
    inputs: Receiver<screen::Input>,
    total: Arc<AtomicU64>,
}

impl Iterator for Stream {
    type Item = screen::Input;

    fn next(&mut self) -> Option<screen::Input> {
        self.inputs.recv().ok()
    }
}

impl Stream {
    /// How many inputs there may be in all, as far as one can tell yet.
    pub fn total(&self) -> Arc<AtomicU64> {
        self.total.clone()
    }
}

/// Turns the bytes of a résumé into a profile's.
pub(crate) type Importer = Arc<dyn Fn(&str, &[u8]) -> Result<Vec<u8>, Error> + Send + Sync>;

/// The inputs that the arguments mean. `endings` are those of single documents,
/// `most` the bytes that one may have.
pub(crate) fn open(given: &[String], endings: &'static [&'static str], most: usize) -> Result<Stream, Stop> {
    open_with(given, endings, most, None)
}

/// As [`open`], with résumés imported on the way.
pub(crate) fn open_with(given: &[String], endings: &'static [&'static str], most: usize, importer: Option<Importer>) -> Result<Stream, Stop> {
    let all: Vec<&str> = endings.iter().chain(LINES).chain(&["zip"]).copied().collect();
    let files = input::all(given, &all)?;
    let total = Arc::new(AtomicU64::new(files.len() as u64));
    let (sender, inputs) = sync_channel(AHEAD);
    let settled = Cell::new(files.len() as u64);
    let walk = Walk { sender, total: total.clone(), settled, endings, most: most as u64, importer };
    std::thread::spawn(move || files.into_iter().try_for_each(|file| walk.file(file)));
    Ok(Stream { inputs, total })
}

/// Nobody wants the rest.
struct Done;

struct Walk {
    sender: SyncSender<screen::Input>,
    total: Arc<AtomicU64>,
    /// The total without what is guessed of the file that is read now.
    settled: Cell<u64>,
    endings: &'static [&'static str],
    most: u64,
    importer: Option<Importer>,
}

impl Walk {
    /// What imports a file of this name, if it is a résumé's.
    fn importer(&self, name: &str) -> Option<Importer> {
        self.importer.clone().filter(|_| has(name, RESUMES))
    }

    fn send(&self, input: screen::Input) -> Result<(), Done> {
        self.sender.send(input).map_err(|_| Done)
    }

    fn file(&self, input: Input) -> Result<(), Done> {
        let name = input.name();
        let path = match input {
            Input::Stdin => return self.standard_input(),
            Input::File(path) => path,
        };
        let sent = match () {
            () if has(&name, LINES) => File::open(&path).and_then(|f| Ok((f.metadata()?.len(), f))).map(|(size, f)| self.lines(&name, size, BufReader::new(f))),
            () if has(&name, &["zip"]) => File::open(&path).map(|f| self.archive(&name, f)),
            () => {
                let Some(import) = self.importer(&name) else { return self.send(screen::Input::file(path)) };
                let called = name.clone();
                let make = move || std::fs::read(&path).map_err(|e| Error::of_io(&called, &e)).and_then(|bytes| import(&called, &bytes));
                return self.send(screen::Input::made(name, make));
            }
        };
        sent.unwrap_or_else(|e| self.send(screen::Input::broken(Error::of_io(&name, &e))))
    }

    /// One document, or one a line where the first line is a whole one by itself.
    fn standard_input(&self) -> Result<(), Done> {
        let mut reader = BufReader::new(std::io::stdin());
        let failed = |e: std::io::Error| self.send(screen::Input::broken(Error::of_io("-", &e)));
        let mut first = Vec::new();
        if let Err(e) = (&mut reader).take(self.most + 1).read_until(b'\n', &mut first) {
            return failed(e);
        }
        let whole = first.ends_with(b"\n") && first.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(&first).is_ok();
        if whole && reader.fill_buf().is_ok_and(|rest| !rest.is_empty()) {
            return self.lines("-", 0, std::io::Cursor::new(first).chain(reader));
        }
        match reader.take(self.most + 1).read_to_end(&mut first) {
            Ok(_) => self.send(screen::Input::bytes("-", first)),
            Err(e) => failed(e),
        }
    }

    /// A document a line; blank lines are none. `size` is that of the file, 0 where it is not known.
    fn lines(&self, name: &str, size: u64, mut reader: impl BufRead) -> Result<(), Done> {
        let (mut read, mut documents) = (0u64, 0u64);
        for number in 1.. {
            let mut line = Vec::new();
            match (&mut reader).take(self.most + 1).read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(n) => read += n as u64,
                Err(e) => return self.send(screen::Input::broken(Error::of_io(format!("{name}:{number}"), &e))),
            }
            if line.len() as u64 > self.most && !line.ends_with(b"\n") {
                // Too long to be a document: the reader says so; the rest of it is passed over.
                match reader.skip_until(b'\n') {
                    Ok(n) => read += n as u64,
                    Err(e) => return self.send(screen::Input::broken(Error::of_io(format!("{name}:{number}"), &e))),
                }
            }
            if number == 1 && line.starts_with(b"\xef\xbb\xbf") {
                line.drain(..3);
            }
            // The same document is the same bytes, whatever ends its line.
            line.truncate(line.trim_ascii_end().len());
            if line.trim_ascii().is_empty() {
                continue;
            }
            self.send(screen::Input::line(name, number, line))?;
            documents += 1;
            // What is still to come is as long as what came, on average.
            if documents == 1 || documents.is_multiple_of(64) {
                self.expect(documents + size.saturating_sub(read) / (read / documents).max(1));
            }
        }
        self.settle(documents);
        Ok(())
    }

    /// The file that is read now may give so many documents.
    fn expect(&self, documents: u64) {
        self.total.store(self.settled.get() - 1 + documents, Ordering::Relaxed);
    }

    /// The file that was read gave so many.
    fn settle(&self, documents: u64) {
        self.settled.set(self.settled.get() - 1 + documents);
        self.total.store(self.settled.get(), Ordering::Relaxed);
    }

    /// The documents of an archive, in its order, each no longer than a document
    /// may be, and all together no longer than honest text packs.
    fn archive(&self, name: &str, file: File) -> Result<(), Done> {
        let broken = |entry: &str, message: String| self.send(screen::Input::broken(Error::of(entry, message)));
        let size = file.metadata().map_or(0, |m| m.len());
        let mut archive = match zip::ZipArchive::new(BufReader::new(file)) {
            Ok(archive) => archive,
            Err(e) => return broken(name, format!("this archive cannot be read: {e}")),
        };
        self.expect(archive.len() as u64);
        let mut room = ROOM.max(size.saturating_mul(RATIO));
        let mut documents = 0;
        for i in 0..archive.len() {
            let entry = match archive.by_index(i) {
                Ok(entry) => entry,
                Err(e) => {
                    broken(name, format!("entry {} of the archive cannot be read: {e}", i + 1))?;
                    continue;
                }
            };
            let inner = entry.name().map_or_else(|_| format!("entry {}", i + 1), |n| n.into_owned());
            let called = format!("{name}/{inner}");
            if entry.is_dir() || inner.starts_with("__MACOSX/") || !has(&inner, self.endings) && !has(&inner, LINES) {
                continue;
            }
            let before = room;
            let mut reader = BufReader::new(entry.take(room));
            if has(&inner, LINES) {
                self.lines(&called, 0, &mut reader)?;
                // The count takes a file of lines for one file.
                self.settled.set(self.settled.get() + 1);
            } else {
                let mut bytes = Vec::new();
                match (&mut reader).take(self.most + 1).read_to_end(&mut bytes) {
                    Ok(_) => match self.importer(&inner) {
                        Some(import) => {
                            let made = called.clone();
                            self.send(screen::Input::made(called.as_str(), move || import(&made, &bytes)))?;
                        }
                        None => self.send(screen::Input::bytes(called.as_str(), bytes))?,
                    },
                    Err(e) => broken(&called, format!("this entry of the archive cannot be read: {e}"))?,
                }
                documents += 1;
            }
            room = reader.into_inner().limit();
            if room == 0 && before > 0 {
                broken(name, format!("this archive unpacks to more than {RATIO} times its size; the rest of it is not read"))?;
                break;
            }
        }
        self.settle(documents);
        Ok(())
    }
}

/// Whether a name ends in one of these.
fn has(name: &str, endings: &[&str]) -> bool {
    Path::new(name).extension().is_some_and(|e| endings.iter().any(|ending| e.eq_ignore_ascii_case(ending)))
}
