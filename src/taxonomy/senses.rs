//! Which meaning an ambiguous form has, by the words of its own sentence.

use super::{Ambiguous, ConceptId, Taxonomy};
use crate::text::Line;

/// What a sentence says beside an ambiguous form.
pub(crate) struct Around<'a> {
    pub line: &'a Line<'a>,
    /// Fields of work of the unambiguous names in the sentence.
    pub fields: &'a [&'a str],
    /// The form is a whole entry of a list.
    pub alone: bool,
}

impl Taxonomy {
    /// The concept that an ambiguous form at tokens `from..to` means; `None`
    /// where it means none of ours.
    pub(crate) fn sense(&self, form: u32, from: usize, to: usize, around: &Around) -> Option<ConceptId> {
        let form = &self.ambiguous[form as usize];
        if form.exact && !written_exactly(form, around.line.slice(from, to)) {
            return None;
        }
        let mut best: Option<(usize, Option<ConceptId>)> = None;
        for sense in &form.senses {
            let words = sense.words.iter().filter(|w| has_phrase(around.line, w, from, to)).count();
            let fields = sense.fields.iter().filter(|f| around.fields.contains(&f.as_str())).count();
            // A word beside it says more than the company it keeps.
            let votes = words * 2 + fields;
            if votes > 0 && best.is_none_or(|(most, _)| votes > most) {
                best = Some((votes, sense.concept));
            }
        }
        match best {
            Some((_, concept)) => concept,
            None if around.alone => form.alone.or(form.otherwise),
            None => form.otherwise,
        }
    }
}

/// As written, or its plural.
fn written_exactly(form: &Ambiguous, text: &str) -> bool {
    text == form.form || text.strip_suffix('s') == Some(form.form.as_str())
}

/// Whether a phrase stands in the line outside tokens `from..to`.
fn has_phrase(line: &Line, phrase: &[u32], from: usize, to: usize) -> bool {
    let Some((&first, rest)) = phrase.split_first() else { return false };
    (0..line.tokens.len()).filter(|i| (*i < from || *i >= to) && line.numbers[*i] == first && first != 0).any(|i| {
        let mut at = i;
        rest.iter().all(|&word| match line.next_word(at) {
            Some(next) if line.numbers[next] == word => {
                at = next;
                true
            }
            _ => false,
        })
    })
}
