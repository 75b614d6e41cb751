//! Which meaning an ambiguous form has, by the words of its own sentence.

use super::{Ambiguous, ConceptId, Sense, Sort, Taxonomy};
use crate::text::{Line, token::Kind};

/// What a sentence says beside an ambiguous form.
pub(crate) struct Around<'a> {
    pub line: &'a Line<'a>,
    /// A bit for each word of the line ([`bit`]): tells at little cost that a word is not in it.
    pub words: u128,
    /// Fields of work of the unambiguous names in the sentence.
    pub fields: &'a [&'a str],
    /// The form is a whole entry of a list.
    pub alone: bool,
}

/// The bit of a word, by its number; others share it.
pub(crate) fn bit(number: u32) -> u128 {
    1 << (number % 128)
}

impl Taxonomy {
    /// Whether all that a form may mean are places.
    fn only_places(&self, form: &Ambiguous) -> bool {
        form.senses.iter().filter_map(|s| s.concept).all(|c| self.get(c).sort == Sort::Place)
    }

    /// The concept that an ambiguous form at tokens `from..to` means; `None`
    /// where it means none of ours.
    pub(crate) fn sense(&self, form: u32, from: usize, to: usize, around: &Around) -> Option<ConceptId> {
        let form = self.ambiguous.get(form as usize);
        let alone = around.alone || versioned(around.line, from, to);
        let text = around.line.slice(from, to);
        let exact = !form.exact || written_exactly(form, text);
        // "CAM" is no singular of CAMS.
        if !exact && is_code(text) && is_code(&form.form) && !text.eq_ignore_ascii_case(&form.form) {
            return None;
        }
        // "html, css, react": who writes all in small letters still means React.
        // "in GO and Ruby": so does who writes it in capitals.
        let shouted = is_code(text) && text.eq_ignore_ascii_case(&form.form) && ends_entry(around.line, to);
        if !exact && !alone && !shouted && !listed(around.line, from, to) {
            return None;
        }
        let mut best: Option<(usize, Option<ConceptId>)> = None;
        for sense in &form.senses {
            let votes = sense.votes(around, from, to);
            if votes > 0 && best.is_none_or(|(most, _)| votes > most) {
                best = Some((votes, sense.concept));
            }
        }
        match best {
            Some((_, concept)) => concept,
            None if in_state(form, around.line, from, to) && self.only_places(form) => form.senses.iter().find_map(|s| s.concept),
            None if alone => form.alone.or(form.otherwise),
            None if !exact || form.exact && opens(around.line, from, to) => None,
            None => form.otherwise,
        }
    }
}

/// "Zanesville, OH": two capitals behind a town and its comma.
fn in_state(form: &Ambiguous, line: &Line, from: usize, to: usize) -> bool {
    let town = from > 1 && line.tokens[from - 1].is(b',') && line.capital(from - 2) && !line.all_caps(from - 2);
    form.form.len() == 2 && line.all_caps(from) && town && line.tokens.get(to).is_none_or(|t| !t.is_word())
}

impl Sense {
    /// How much of a sentence speaks for this meaning. A word of the sentence
    /// says more than the company that the form keeps, its neighbour more than
    /// two words elsewhere, and its own spelling most.
    fn votes(&self, around: &Around, from: usize, to: usize) -> usize {
        let line = around.line;
        let fields = self.fields.iter().filter(|f| around.fields.contains(&f.as_str())).count();
        let stands = |phrase: &&Vec<u32>| phrase.first().is_some_and(|&first| around.words & bit(first) != 0);
        let words = self.words.iter().filter(stands).filter(|w| phrases(line, w).any(|(first, end)| end <= from || first >= to)).count();
        let before = self.before.iter().filter(stands).any(|w| phrases(line, w).any(|(_, end)| line.next_word(end - 1) == Some(from)));
        let after = line.next_word(to - 1).is_some_and(|next| self.after.iter().filter(stands).any(|w| phrases(line, w).any(|(first, _)| first == next)));
        let written = self.written.iter().any(|w| w == line.slice(from, to));
        fields + words * 2 + (usize::from(before) + usize::from(after)) * 5 + usize::from(written) * 9
    }
}

/// Whether a text is a short form in capitals.
fn is_code(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// As written, or its plural.
fn written_exactly(form: &Ambiguous, text: &str) -> bool {
    text == form.form || text.strip_suffix('s') == Some(form.form.as_str())
}

/// Whether nothing but the number of a version stands beside a form ("Swift 5.9").
fn versioned(line: &Line, from: usize, to: usize) -> bool {
    line.tokens[..from].iter().all(|t| !t.is_word()) && line.tokens[to..].iter().all(|t| t.kind == Kind::Number || t.is(b'.') || t.is(b'+'))
}

/// Whether a form's capital may be its sentence's: it opens it, and no list goes on after it.
fn opens(line: &Line, from: usize, to: usize) -> bool {
    line.tokens[..from].iter().all(|t| !t.is_word()) && !line.all_caps(from) && !ends_entry(line, to)
}

/// Whether a form stands between commas, slashes, brackets, "and" or "or".
fn listed(line: &Line, from: usize, to: usize) -> bool {
    let begins = match from.checked_sub(1) {
        Some(i) => !line.tokens[i].is_word() && !line.tokens[i].is(b'-') || matches!(line.word(i), "and" | "or"),
        None => true,
    };
    begins && ends_entry(line, to)
}

fn ends_entry(line: &Line, to: usize) -> bool {
    line.tokens.get(to).is_none_or(|t| t.kind == Kind::Number || !t.is_word() && !t.is(b'-') && !t.is(b'\'') || matches!(line.word(to), "and" | "or"))
}

/// Where a phrase stands in the line: its first token and the one after its last.
fn phrases<'a>(line: &'a Line, phrase: &'a [u32]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let (first, rest) = phrase.split_first().map_or((0, phrase), |(&first, rest)| (first, rest));
    (0..line.tokens.len()).filter(move |&i| first != 0 && line.numbers[i] == first).filter_map(move |i| {
        let mut at = i;
        for &word in rest {
            at = line.next_word(at).filter(|&next| line.numbers[next] == word)?;
        }
        Some((i, at + 1))
    })
}
