//! The one loop over many inputs: read on all cores, taken in their order, what
//! cannot be used set aside with its reason, and stopped when the caller says so.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::Input;
use crate::Error;

/// Inputs that are read between two looks at the caller's wish to stop.
const CHUNK: usize = 256;
/// Bytes of inputs that wait in memory at once.
const WAITING: usize = 32 << 20;

/// What happens on the way, in the order of the inputs.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// So far so many are done.
    Progress(Progress),
    /// Something of an input means nothing, or is odd; it is used all the same.
    Warning(&'a str),
    /// An input cannot be used, and why; the others go on.
    SetAside(&'a Error),
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Inputs that were looked at.
    pub done: usize,
    /// Those of them that could not be used.
    pub aside: usize,
    /// Whether the caller ended the run before its end.
    pub stopped: bool,
}

/// What should be said of an input that was taken.
pub(crate) enum Note {
    Warning(String),
    Aside(Error),
}

/// Something read, with what should be said of it.
pub(crate) type Read<T> = Result<(T, Vec<String>), Error>;

/// Reads every input on all cores and hands what is read to `take`, in order. An
/// error of `take` ends the run.
pub(crate) fn each<T: Send>(
    inputs: impl IntoIterator<Item = Input>,
    most: usize,
    read: impl Fn(&str, Vec<u8>) -> Read<T> + Sync,
    mut take: impl FnMut(T) -> Result<Option<Note>, Error>,
    mut watch: impl FnMut(Event<'_>) -> ControlFlow<()>,
) -> Result<Progress, Error> {
    let mut progress = Progress::default();
    let mut inputs = inputs.into_iter().fuse();
    loop {
        let mut chunk: Vec<Input> = Vec::new();
        let mut held = 0;
        while chunk.len() < CHUNK && held < WAITING {
            let Some(input) = inputs.next() else { break };
            held += input.held();
            chunk.push(input);
        }
        if chunk.is_empty() {
            return Ok(progress);
        }
        let read: Vec<Read<T>> = chunk
            .into_par_iter()
            .map(|mut input| {
                let bytes = input.read(most)?;
                read(input.name(), bytes).map_err(|e| input.placed(e))
            })
            .collect();
        for read in read {
            progress.done += 1;
            let (notes, aside) = match read {
                Err(error) => (Vec::new(), Some(error)),
                Ok((thing, warnings)) => match take(thing)? {
                    Some(Note::Aside(error)) => (warnings, Some(error)),
                    Some(Note::Warning(more)) => (warnings.into_iter().chain([more]).collect(), None),
                    None => (warnings, None),
                },
            };
            let mut flow = ControlFlow::Continue(());
            for warning in &notes {
                flow = watch(Event::Warning(warning));
            }
            if let Some(error) = aside {
                progress.aside += 1;
                flow = watch(Event::SetAside(&error));
            }
            progress.stopped |= flow.is_break() || watch(Event::Progress(progress)).is_break();
        }
        if progress.stopped {
            return Ok(progress);
        }
    }
}
