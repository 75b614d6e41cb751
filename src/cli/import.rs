//! `rolefit profile import`: from the résumés that people have to profiles.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rayon::prelude::*;
use rolefit::screen::{Event, Progress};
use rolefit::{Error, Rules, digest};

use super::common::RESUMES;
use super::input::{self, Input};
use super::watch::{Rejects, Watch};
use super::{Stop, child, output};

/// Résumés that are read between two looks at the wish to stop.
const CHUNK: usize = 64;

#[derive(clap::Args)]
#[command(after_help = "\
A résumé is read into a draft: every guess has a comment `# review: …` beside it, and what could
not be placed stands at the end. Text, Markdown, DOCX, PDF with a text layer, JSON Resume, and
LinkedIn's data export (a zip) are read; PDF and DOCX in a process of their own, within limits.

Examples:
  rolefit profile import cv.pdf -o me.toml             a draft to look through
  rolefit profile import resumes/ -o profiles/         one profile a file
  rolefit profile import resumes/ -f jsonl | rolefit screen role.toml -
  rolefit profile import resumes/ -o blind/ --blind    without names and contact data

A file that cannot be read is set aside and named on standard error (--rejects FILE keeps them
as JSONL); the exit code is then 1.")]
pub(crate) struct Args {
    /// Résumés: files, directories, globs, or - for standard input
    #[arg(required = true)]
    resumes: Vec<String>,
    /// How to write it
    #[arg(short, long, value_enum, default_value = "toml")]
    format: Format,
    /// Where to write it: a file, or a directory (ending in /) for one TOML each
    #[arg(short, long, value_name = "FILE|DIR/")]
    output: Option<String>,
    /// Leave out who the person is and how to reach them; ids and names of files become digests
    #[arg(long)]
    blind: bool,
    #[command(flatten)]
    rejects: Rejects,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Toml,
    Jsonl,
}

/// One profile, written.
struct Made {
    /// The name of its file, without ending.
    stem: String,
    text: String,
    warnings: Vec<String>,
}

pub(crate) fn run(args: Args, rules: &Rules) -> Result<(), Stop> {
    let inputs = input::all(&args.resumes, RESUMES)?;
    let dir = args.output.as_deref().filter(|o| o.ends_with(['/', std::path::MAIN_SEPARATOR]) || Path::new(o).is_dir()).map(PathBuf::from);
    if let [one] = &inputs[..]
        && dir.is_none()
    {
        let made = make(rules, one, &args)?;
        made.warnings.iter().for_each(|w| output::warning(w));
        return output::result(args.output.as_deref(), &made.text);
    }
    if args.format == Format::Toml && dir.is_none() {
        let many = inputs.len();
        return Err(Stop::Error(format!("{many} résumés make {many} profiles; say where with -o DIR/, or give --format jsonl")));
    }
    if let (Format::Jsonl, Some(dir)) = (args.format, &dir) {
        return Err(Stop::Error(format!("{}: JSONL is one file; give its name", dir.display())));
    }
    many(rules, &inputs, &args, dir.as_deref())
}

fn many(rules: &Rules, inputs: &[Input], args: &Args, dir: Option<&Path>) -> Result<(), Stop> {
    if let Some(dir) = dir {
        std::fs::create_dir_all(dir).map_err(|e| Stop::Error(format!("{}: {}", dir.display(), input::plainly(&e))))?;
    }
    let mut watch = Watch::new("résumés", Arc::new(AtomicU64::new(inputs.len() as u64)), &args.rejects, args.blind)?;
    let mut progress = Progress::default();
    let mut lines = String::new();
    let mut taken = HashSet::new();
    'all: for chunk in inputs.chunks(CHUNK) {
        let made: Vec<Result<Made, Stop>> = chunk.par_iter().map(|input| make(rules, input, args)).collect();
        for (input, made) in chunk.iter().zip(made) {
            progress.done += 1;
            let kept = made.and_then(|made| {
                made.warnings.iter().for_each(|w| output::warning(w));
                match dir {
                    Some(dir) => write(dir, &made, &mut taken),
                    None => {
                        lines.push_str(&made.text);
                        Ok(())
                    }
                }
            });
            match kept {
                Ok(()) => {}
                Err(Stop::Error(message)) => {
                    progress.aside += 1;
                    let name = input.name();
                    let why = message.strip_prefix(&format!("{name}: ")).unwrap_or(&message);
                    let _ = watch.event(Event::SetAside(&Error::of(name.as_str(), why)));
                }
                Err(stop) => return Err(stop),
            }
            if watch.event(Event::Progress(progress)).is_break() {
                progress.stopped = true;
                break 'all;
            }
        }
        // Standard output is a stream: nothing is held back for the end.
        if dir.is_none() && args.output.is_none() {
            output::result(None, &std::mem::take(&mut lines))?;
        }
    }
    let done = progress.done - progress.aside;
    watch.finish(progress, || format!("{done} profiles had been written"))?;
    if done == 0 {
        return Err(Stop::Error("none of the résumés could be read".into()));
    }
    if dir.is_none() && args.output.is_some() {
        output::result(args.output.as_deref(), &lines)?;
    }
    if progress.aside > 0 { Err(Stop::Unmet) } else { Ok(()) }
}

/// Reads one résumé and writes its profile.
fn make(rules: &Rules, input: &Input, args: &Args) -> Result<Made, Stop> {
    let (name, bytes) = (input.name(), input.read()?);
    let child::Read { mut draft, warnings, .. } = child::read(rules, &name, &bytes)?;
    let mut stem = input.stem();
    let mut shown = name.clone();
    if args.blind {
        draft.blind();
        // The name of a file is often that of the person.
        stem = digest(&[&bytes]);
        shown = stem.clone();
        draft.profile.meta.id = stem.clone();
    }
    let text = match args.format {
        Format::Toml => draft.to_toml(&shown),
        Format::Jsonl => {
            if draft.profile.meta.id.is_empty() {
                draft.profile.meta.id = name;
            }
            draft.to_json() + "\n"
        }
    };
    Ok(Made { stem, text, warnings })
}

/// Writes a profile into the directory and nowhere else: under its own name, or one with a number.
fn write(dir: &Path, made: &Made, taken: &mut HashSet<String>) -> Result<(), Stop> {
    let mut name = format!("{}.toml", made.stem);
    let mut n = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{}-{n}.toml", made.stem);
        n += 1;
    }
    let path = dir.join(&name);
    if path.symlink_metadata().is_ok_and(|m| m.is_symlink()) {
        return Err(Stop::Error(format!("{}: this is a link, and may lead out of the directory; take it away", path.display())));
    }
    output::result(Some(&path.to_string_lossy()), &made.text)
}
