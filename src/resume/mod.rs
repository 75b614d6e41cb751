//! Résumés → profiles: what people have, read into a draft that says where it
//! guessed.
//!
//! A reader for each form (plain text, Markdown, Word, PDF) takes a file apart
//! into rows, [`Sheet`]; from there on all forms are alike: parts by their
//! headings, entries by their dates, the head of each taken into title and
//! employer, lists into skills, certificates and languages. What words mean is
//! in `rules/resume/`.
//!
//! ```
//! use rolefit::{Rules, resume};
//!
//! let text = "Ilse Varga\n\nEXPERIENCE\n\nMate, Tallow Bay Ferries\nMar 2019 - Aug 2024\n- Kept watch on two ferries\n";
//! let draft = resume::read(&Rules::builtin(), "ilse.txt", text.as_bytes())?;
//! assert_eq!(draft.profile.work[0].position, "Mate");
//! assert_eq!(draft.profile.work[0].name, "Tallow Bay Ferries");
//! assert!(draft.to_toml("ilse.txt").contains("endDate = \"2024-08\""));
//! # Ok::<(), rolefit::Error>(())
//! ```

mod columns;
#[cfg(feature = "documents")]
mod docx;
mod draft;
mod entries;
mod head;
mod layout;
#[cfg(feature = "documents")]
mod linkedin;
mod lists;
mod markdown;
mod names;
#[cfg(feature = "documents")]
mod pdf;
mod person;
mod piece;
mod plain;
mod read;
mod section;
mod sheet;
mod skills;
mod study;
#[cfg(feature = "documents")]
mod styles;
mod when;
mod work;
mod wrap;

pub use draft::{Draft, Guess, Unplaced};
pub use read::draft;
pub use sheet::Sheet;

use crate::Error;
use crate::grammar::Rules;
use crate::posting::text_of;

/// What a file that holds a person may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A profile already: TOML, or JSON Resume. [`crate::profile::parse`] reads it.
    Profile,
    /// A résumé as text or Markdown.
    Text,
    /// A résumé as PDF.
    Pdf,
    /// A Word document, or LinkedIn's export: both are archives.
    Archive,
}

/// What a file is, by what it begins with and, where that is not enough, by the ending of its name.
pub fn kind(input: &str, bytes: &[u8]) -> Kind {
    if bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
        return Kind::Pdf;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Kind::Archive;
    }
    let ending = input.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    match ending.as_str() {
        "toml" | "json" | "jsonl" => Kind::Profile,
        "txt" | "text" | "md" | "markdown" => Kind::Text,
        "pdf" => Kind::Pdf,
        "docx" | "docm" | "zip" => Kind::Archive,
        _ if is_profile(bytes) => Kind::Profile,
        _ => Kind::Text,
    }
}

/// Whether the first line that says something is TOML's or JSON's.
fn is_profile(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let first = head.trim_start_matches('\u{feff}').lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#'));
    first.is_some_and(|l| {
        let key = l
            .split_once('=')
            .is_some_and(|(k, _)| k.trim().chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '"')) && !k.trim().is_empty());
        l.starts_with('{') || l.starts_with('[') && l.ends_with(']') || key
    })
}

/// Takes a file apart into rows, whatever its form.
///
/// PDF and Word files are read by libraries that mean well; a file made to do
/// harm may still take much time or memory. The command line therefore does this
/// step in a process of its own with limits, and so should a service.
///
/// # Errors
/// The file is too large, is broken, or holds no text; what to do is said.
pub fn open(rules: &Rules, input: &str, bytes: &[u8]) -> Result<Sheet, Error> {
    let limit = rules.limits().resume;
    if bytes.len() > limit {
        return Err(Error::of(input, format!("{} bytes are too many: a résumé has at most {limit} (rules/limits.toml); is this the right file?", bytes.len())));
    }
    match kind(input, bytes) {
        #[cfg(feature = "documents")]
        Kind::Pdf => pdf::read(rules, bytes).map_err(|why| Error::of(input, why)),
        #[cfg(feature = "documents")]
        Kind::Archive => archive(rules, bytes).map_err(|why| Error::of(input, why)),
        #[cfg(not(feature = "documents"))]
        Kind::Pdf | Kind::Archive => Err(Error::of(input, "this build reads no PDF and no Word documents; build it with the feature `documents`")),
        Kind::Text | Kind::Profile => {
            let text = text_of(input, bytes, rules.limits().profile, "a résumé", "text, Markdown, DOCX or PDF")?;
            let ending = input.rsplit_once('.').map_or("", |(_, e)| e);
            let markdown = matches!(ending, "md" | "markdown") || crate::posting::is_markdown(&text);
            Ok(if markdown { markdown::read(rules, &text) } else { plain::read(rules, &text) })
        }
    }
}

#[cfg(feature = "documents")]
fn archive(rules: &Rules, bytes: &[u8]) -> Result<Sheet, String> {
    let broken = |e: zip::result::ZipError| format!("it is a broken archive ({e}); save it again");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(broken)?;
    match linkedin::read(&mut archive)? {
        Some(export) => Ok(export),
        None => docx::read(rules, &mut archive),
    }
}

/// Reads a résumé: [`open`], then [`draft()`]. A profile in TOML or JSON is read as what it is.
///
/// # Errors
/// As [`open`]; and where nothing of a résumé was found in it.
pub fn read(rules: &Rules, input: &str, bytes: &[u8]) -> Result<Draft, Error> {
    if kind(input, bytes) == Kind::Profile {
        let profile = crate::profile::parse(rules, input, bytes)?.profile;
        return Ok(Draft::of(profile));
    }
    draft(rules, input, &open(rules, input, bytes)?)
}
