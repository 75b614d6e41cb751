//! Inputs as people give them: files, directories, globs, `-` for standard input.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::Stop;

/// One input: its name as given, and its bytes once read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The name that errors and results give it.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin => "-".into(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// The file name without its ending.
    pub fn stem(&self) -> String {
        match self {
            Input::Stdin => "stdin".into(),
            Input::File(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }

    /// Reads it whole.
    pub fn read(&self) -> Result<Vec<u8>, Stop> {
        match self {
            Input::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes)?;
                Ok(bytes)
            }
            Input::File(path) => std::fs::read(path).map_err(|e| Stop::Error(format!("{}: {}", path.display(), plainly(&e)))),
        }
    }
}

/// An I/O error in words that say what to do.
pub(crate) fn plainly(error: &std::io::Error) -> String {
    rolefit::Error::of_io("", error).message().to_owned()
}

/// One input where only one is wanted.
pub(crate) fn one(given: &str) -> Input {
    if given == "-" { Input::Stdin } else { Input::File(given.into()) }
}

/// All inputs that the arguments mean: directories give their files with one
/// of these endings (and those below them), sorted; globs what they match.
pub(crate) fn all(given: &[String], endings: &[&str]) -> Result<Vec<Input>, Stop> {
    let mut found = Vec::new();
    for argument in given {
        let path = Path::new(argument);
        if argument == "-" {
            found.push(Input::Stdin);
        } else if path.is_dir() {
            let before = found.len();
            directory(path, endings, &mut found)?;
            if found.len() == before {
                return Err(Stop::Error(format!("{argument}: no files in it that end in {}", endings.join(", "))));
            }
        } else if !path.exists() && argument.contains(['*', '?', '[']) {
            let matches = glob::glob(argument).map_err(|e| Stop::Error(format!("{argument}: {e}")))?;
            let before = found.len();
            found.extend(matches.flatten().filter(|p| p.is_file()).map(Input::File));
            if found.len() == before {
                return Err(Stop::Error(format!("{argument}: matches no file")));
            }
        } else {
            found.push(Input::File(path.to_owned()));
        }
    }
    Ok(found)
}

fn directory(path: &Path, endings: &[&str], found: &mut Vec<Input>) -> Result<(), Stop> {
    let failed = |e: std::io::Error| Stop::Error(format!("{}: {}", path.display(), plainly(&e)));
    let mut entries: Vec<PathBuf> = std::fs::read_dir(path).map_err(failed)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>().map_err(failed)?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            directory(&entry, endings, found)?;
        } else if entry.extension().is_some_and(|e| endings.iter().any(|ending| e.eq_ignore_ascii_case(ending))) {
            found.push(Input::File(entry));
        }
    }
    Ok(())
}

/// The TOML files of a directory of rules, by their paths in it.
pub(crate) fn tree(dir: &str) -> Result<Vec<(String, String)>, Stop> {
    let inputs = all(&[dir.to_owned()], &["toml"])?;
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).map_err(|e| Stop::Error(format!("{}: {}", path.display(), plainly(&e))))?;
        let below = path.strip_prefix(dir).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        Ok((below, text))
    };
    inputs.into_iter().filter_map(|i| if let Input::File(path) = i { Some(read(path)) } else { None }).collect()
}
