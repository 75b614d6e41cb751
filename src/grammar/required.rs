//! What a sentence must hold for a pattern to match at all: sets of which one
//! word, or one piece, each must stand in it. Most patterns are ruled out by them,
//! at a fraction of what running one costs, or compiling it. Made at build time
//! for what is shipped and at run time for a user's own; it depends on nothing of
//! the crate.

use std::sync::OnceLock;

use memchr::memmem::Finder;
use regex_syntax::hir::{Hir, HirKind, Look};
use serde::{Deserialize, Serialize};

/// What a sentence must hold.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Required {
    /// Of each set one whole word.
    pub words: Vec<Vec<String>>,
    /// Of each set one piece of text, where whole words say nothing.
    pub pieces: Vec<Vec<String>>,
}

/// Most sets of words that are kept for a pattern.
const WORDS: usize = 6;
/// Most sets of pieces: each is searched for in the text.
const SETS: usize = 2;
/// Most members of a set: longer ones cost more to look for than they rule out.
const PIECES: usize = 64;
/// Stands where a word begins or ends, in the texts of [`of`].
const EDGE: char = '\u{1}';

/// What a pattern requires; nothing where it cannot be read.
pub fn required(pattern: &str) -> Required {
    let parsed = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern);
    let Ok(hir) = parsed else { return Required::default() };
    let sets = of(&hir).0;
    let mut words: Vec<Vec<String>> = sets.iter().filter_map(|set| set.iter().map(|text| whole_word(text)).collect()).collect();
    words.iter_mut().for_each(|set: &mut Vec<String>| {
        set.sort_unstable();
        set.dedup();
    });
    words.sort_by_key(|set| set.len());
    words.dedup();
    words.truncate(WORDS);
    let mut pieces: Vec<Vec<String>> = sets.iter().map(|set| set.iter().map(|text| longest(text)).collect()).collect();
    pieces.retain(|set: &Vec<String>| set.len() <= PIECES && set.iter().all(|piece| piece.len() > 1));
    // Few long pieces tell most.
    pieces.sort_by_key(|set| (std::cmp::Reverse(set.iter().map(String::len).min().unwrap_or(0) * 8 / (set.len() + 4)), set.len()));
    pieces.truncate(if words.is_empty() { SETS } else { 0 });
    Required { words, pieces }
}

/// The longest whole word of a text: between spaces or edges of words.
fn whole_word(text: &str) -> Option<String> {
    let mut best: Option<&str> = None;
    let parts: Vec<&str> = text.split_inclusive([' ', EDGE]).collect();
    let mut open = false;
    for part in parts {
        let word = part.trim_end_matches([' ', EDGE]);
        let closed = part.len() > word.len();
        let plain = word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
        if open && closed && plain && best.is_none_or(|b| word.len() > b.len()) {
            best = Some(word);
        }
        // What follows a mark that belongs to no word begins no word.
        open = closed;
    }
    best.map(str::to_owned)
}

/// The longest stretch of a text without edges of words.
fn longest(text: &str) -> String {
    text.split(EDGE).max_by_key(|part| part.len()).unwrap_or_default().to_owned()
}

/// The sets of an expression, and every text that it can be, where those are few.
fn of(hir: &Hir) -> (Vec<Vec<String>>, Option<Vec<String>>) {
    let whole = |texts: Vec<String>| {
        let set = if texts.iter().any(String::is_empty) { Vec::new() } else { vec![texts.clone()] };
        (set, Some(texts))
    };
    match hir.kind() {
        HirKind::Look(Look::WordAscii | Look::WordStartAscii | Look::WordEndAscii) => (Vec::new(), Some(vec![EDGE.to_string()])),
        HirKind::Empty | HirKind::Look(_) => (Vec::new(), Some(vec![String::new()])),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => whole(vec![text.to_owned()]),
            Err(_) => (Vec::new(), None),
        },
        HirKind::Class(_) => (Vec::new(), None),
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Repetition(r) => {
            let (sets, texts) = of(&r.sub);
            match (r.min, r.max) {
                (0, Some(1)) => (
                    Vec::new(),
                    texts
                        .map(|mut t| {
                            t.push(String::new());
                            t
                        })
                        .filter(|t| t.len() <= PIECES),
                ),
                (0, _) => (Vec::new(), None),
                (1, Some(1)) => (sets, texts),
                _ => (sets, None),
            }
        }
        HirKind::Alternation(parts) => {
            let each: Vec<_> = parts.iter().map(of).collect();
            if let Some(all) = each.iter().map(|(_, texts)| texts.clone()).collect::<Option<Vec<_>>>() {
                let all: Vec<String> = all.into_iter().flatten().collect();
                if all.len() <= 4 * PIECES {
                    return whole(all);
                }
            }
            // One set of each alternative, together: one of them stands in the text.
            let best = |sets: &Vec<Vec<String>>| sets.iter().min_by_key(|set| (set.len(), std::cmp::Reverse(set.iter().map(String::len).min()))).cloned();
            let together: Option<Vec<Vec<String>>> = each.iter().map(|(sets, _)| best(sets)).collect();
            (together.map(|sets| vec![sets.into_iter().flatten().collect()]).unwrap_or_default(), None)
        }
        HirKind::Concat(parts) => {
            let mut sets = Vec::new();
            // Neighbours that can be few texts each are read as one: "data" and "base" or "bases".
            let mut run: Option<Vec<String>> = Some(vec![String::new()]);
            let mut all = true;
            for part in parts {
                let (inner, texts) = of(part);
                let joined = run.as_ref().zip(texts.as_ref()).and_then(|(run, texts)| {
                    (run.len() * texts.len() <= PIECES).then(|| run.iter().flat_map(|a| texts.iter().map(move |b| format!("{a}{b}"))).collect::<Vec<_>>())
                });
                match joined {
                    Some(joined) => run = Some(joined),
                    None => {
                        all = false;
                        sets.extend(run.take().filter(|r| r.iter().all(|t| !t.is_empty())));
                        sets.extend(inner);
                        run = texts.or_else(|| Some(vec![String::new()]));
                    }
                }
            }
            if let (true, Some(texts)) = (all, &run) {
                return whole(texts.clone());
            }
            sets.extend(run.filter(|r| r.iter().all(|t| !t.is_empty())));
            (sets, None)
        }
    }
}

/// Finders of the pieces of a [`Required`], made when a text is first searched for them.
#[derive(Debug, Default)]
pub struct Pieces(OnceLock<Vec<Vec<Finder<'static>>>>);

impl Pieces {
    /// Whether a text holds a piece of every set.
    pub fn stand_in(&self, sets: &[Vec<String>], text: &str) -> bool {
        let made = || sets.iter().map(|set| set.iter().map(|piece| Finder::new(piece).into_owned()).collect()).collect();
        sets.is_empty() || self.0.get_or_init(made).iter().all(|set| set.iter().any(|piece| piece.find(text.as_bytes()).is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Pieces, required};

    #[test]
    fn a_text_without_the_words_cannot_match() {
        let years = required(r"\b(?:at least )?\d+\+? (?:years?|months?) of (?:work|paid)\b");
        assert!(years.words.iter().any(|set| set.iter().any(|w| w == "years")), "{years:?}");
        let either = required(r"\b(?:native|mother) (?:tongue|speaker)\b");
        assert!(either.words.iter().flatten().any(|w| w == "speaker" || w == "native"), "{either:?}");
        assert!(required(r"[a-z]+").words.is_empty() && required("(").words.is_empty());
    }

    #[test]
    fn pieces_stand_in_where_no_word_is_whole() {
        let holds = |sets: &[Vec<String>], text: &str| Pieces::default().stand_in(sets, text);
        let open = required(r"\bassist(?:ed|ing)?");
        assert!(open.words.is_empty() && holds(&open.pieces, "assisted") && !holds(&open.pieces, "helped"), "{open:?}");
        let maybe = required(r"(?:must )?(?:have|hold)(?: an?)? licence");
        assert!(maybe.words.iter().all(|set| set.iter().any(|w| w == "have" || w == "hold" || w == "licence")), "{maybe:?}");
    }
}
