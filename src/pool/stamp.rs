//! What a pool was made with, as each commit says it.

use crate::Error;
use crate::grammar::Rules;
use crate::text::digest;

/// Version of the pool's own layout.
const FORMAT: u32 = 3;

/// How the compiled profiles of a pool stand to the rules at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Compiled by these rules.
    Current,
    /// Compiled by another taxonomy or other rules for profiles: [`super::Pool::renew`] compiles anew.
    Stale,
}

/// What a change of makes compiled profiles stale: the reader of profiles itself,
/// its rules, and the taxonomy. Rules for postings are no part of it.
pub(super) fn stamp(rules: &Rules) -> String {
    let reader = env!("ROLEFIT_READER");
    format!("rolefit pool {FORMAT} {}", digest(&[reader.as_bytes(), rules.taxonomy_digest().as_bytes(), rules.profile_digest().as_bytes()]))
}

/// Reads the stamp of a commit; a pool without a commit is empty and has none.
pub(super) fn state(name: &str, payload: Option<&str>, rules: &Rules) -> Result<State, Error> {
    let Some(found) = payload else { return Ok(State::Current) };
    let other = || Error::of(name, "this pool was written by another version of rolefit; build it anew with `rolefit pool build`");
    let format = found.strip_prefix("rolefit pool ").and_then(|rest| rest.split(' ').next()).ok_or_else(other)?;
    if format != FORMAT.to_string() {
        return Err(other());
    }
    Ok(if found == stamp(rules) { State::Current } else { State::Stale })
}
