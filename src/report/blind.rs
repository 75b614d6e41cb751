//! Shortlists without who somebody is: neutral ids that stay the same from run
//! to run, no words of the profile, no reasons that name a place or a permit.

use crate::Error;
use crate::fit::Standing;
use crate::text::digest;

/// A standing without identity. The scores and the places in the file stay.
pub fn blind(standing: &Standing) -> Standing {
    let mut blind = standing.clone();
    blind.id = neutral(&standing.id);
    for place in blind.fit.contributions.iter_mut().flat_map(|c| &mut c.places) {
        place.words.clear();
        place.note.clear();
    }
    blind.fit.gates.iter_mut().for_each(|gate| gate.why.clear());
    blind
}

/// An error without the input's name and without what it quotes.
pub fn blind_error(error: &Error) -> Error {
    // Quotes stand between backquotes: every other part.
    let quoted = |(i, part): (usize, &str)| if i % 2 == 1 { "…".to_owned() } else { part.to_owned() };
    let message: Vec<String> = error.message().split('`').enumerate().map(quoted).collect();
    error.renamed(neutral(error.input()), message.join("`"))
}

/// A name that says nothing: the same for the same id, always.
fn neutral(id: &str) -> String {
    format!("profile-{}", digest(&[b"blind", id.as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_and_quote_nobody() {
        let blind = blind_error(&Error::of("people/ada.toml", "`Ada Lind` is no date; write `2019`"));
        assert!(!blind.to_string().contains("Ada") && !blind.to_string().contains("ada"), "{blind}");
        assert_eq!(blind.message(), "`…` is no date; write `…`");
    }
}
