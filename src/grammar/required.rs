//! What words a sentence must hold for a pattern to match at all: sets of which
//! one each must stand in it. Where a stretch has no whole word, a figure ([`DIGIT`]) or
//! a mark (`:`) stands for it. Most patterns are ruled out by them, at a fraction of
//! what running one costs. Made at build time
//! for what is shipped and at run time for a user's own; it depends on nothing of
//! the crate.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Stands for any digit, among words.
pub const DIGIT: &str = "#";

/// Sets of whole words, figures and marks, of which one each must stand in a sentence.
pub type Words = Vec<Vec<String>>;

/// Most sets of words that are kept for a pattern.
const WORDS: usize = 6;
/// Most texts that a stretch of a pattern is read as.
const TEXTS: usize = 64;
/// Stands where a word begins or ends, in the texts of [`of`].
const EDGE: char = '\u{1}';
/// Stands for a digit there.
const FIGURE: char = '\u{2}';
/// Marks that most sentences have, and the sign that stands for a digit: they rule nothing out.
const EVERYWHERE: &[char] = &['.', ',', '-', '#'];

/// What a pattern requires; nothing where it cannot be read.
pub fn required(pattern: &str) -> Words {
    let parsed = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern);
    let Ok(hir) = parsed else { return Words::new() };
    let sets = of(&hir, Around::default()).0;
    // A stretch may have a word and a mark: "tools:", "tools :".
    let asked = |set: &Vec<String>| [told, sign].map(|ask| set.iter().map(|text| ask(text)).collect::<Option<Vec<String>>>());
    let mut words: Words = sets.iter().flat_map(asked).flatten().collect();
    words.iter_mut().for_each(|set: &mut Vec<String>| {
        set.sort_unstable();
        set.dedup();
    });
    words.sort_by_key(|set| set.len());
    words.dedup();
    words.truncate(WORDS);
    words
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

/// What a text asks for: a whole word, else a figure or a mark.
fn told(text: &str) -> Option<String> {
    whole_word(text).or_else(|| sign(text))
}

/// Whether each of some texts asks for something.
fn telling(texts: &[String]) -> bool {
    texts.iter().all(|text| told(text).is_some())
}

/// A figure or a mark of a text.
fn sign(text: &str) -> Option<String> {
    if text.contains(|c: char| c == FIGURE || c.is_ascii_digit()) {
        return Some(DIGIT.into());
    }
    text.chars().find(|c| c.is_ascii_punctuation() && !EVERYWHERE.contains(c)).map(String::from)
}

/// Whether all bytes of a class are such.
fn all(class: &Class, is: fn(&u8) -> bool) -> bool {
    matches!(class, Class::Bytes(bytes) if bytes.iter().all(|range| (range.start()..=range.end()).all(|b| is(&b))))
}

/// Whether words end before an expression, and whether they end with it.
#[derive(Clone, Copy, Default)]
struct Around {
    open: bool,
    closed: bool,
}

/// An end of an expression.
#[derive(Clone, Copy)]
enum Side {
    Beginning,
    End,
}

/// Whether words are always parted there where the first of some neighbours stands, from
/// which the others lead away; behind the last of them `beyond` tells.
fn parts_words<'h>(mut neighbours: impl Iterator<Item = &'h Hir>, side: Side, beyond: bool) -> bool {
    let Some(next) = neighbours.next() else { return beyond };
    let within = |parts: &mut dyn Iterator<Item = &'h Hir>| parts_words(parts, side, false);
    match next.kind() {
        HirKind::Look(Look::WordAscii | Look::WordStartAscii | Look::WordEndAscii) => true,
        HirKind::Empty | HirKind::Look(_) => parts_words(neighbours, side, beyond),
        HirKind::Literal(literal) => {
            let byte = match side {
                Side::Beginning => literal.0.first(),
                Side::End => literal.0.last(),
            };
            byte.is_some_and(|b| b.is_ascii() && !b.is_ascii_alphanumeric())
        }
        HirKind::Class(bytes) => all(bytes, |b| b.is_ascii() && !b.is_ascii_alphanumeric()),
        HirKind::Capture(capture) => within(&mut std::iter::once(&*capture.sub)),
        HirKind::Repetition(r) => within(&mut std::iter::once(&*r.sub)) && (r.min > 0 || parts_words(neighbours, side, beyond)),
        HirKind::Alternation(each) => each.iter().all(|part| within(&mut std::iter::once(part))),
        HirKind::Concat(parts) => match side {
            Side::Beginning => within(&mut parts.iter()),
            Side::End => within(&mut parts.iter().rev()),
        },
    }
}

/// The sets of an expression, and every text that it can be, where those are few.
fn of(hir: &Hir, around: Around) -> (Vec<Vec<String>>, Option<Vec<String>>) {
    let whole = |texts: Vec<String>| {
        let set = if telling(&texts) { vec![texts.clone()] } else { Vec::new() };
        (set, Some(texts))
    };
    match hir.kind() {
        HirKind::Look(Look::WordAscii | Look::WordStartAscii | Look::WordEndAscii) => (Vec::new(), Some(vec![EDGE.to_string()])),
        HirKind::Empty | HirKind::Look(_) => (Vec::new(), Some(vec![String::new()])),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => {
                let edge = |is: bool| if is { EDGE.to_string() } else { String::new() };
                whole(vec![format!("{}{text}{}", edge(around.open), edge(around.closed))])
            }
            Err(_) => (Vec::new(), None),
        },
        // What parts words is as good as an edge; a figure is asked for beside the words around it.
        HirKind::Class(bytes) if all(bytes, |b| b.is_ascii() && !b.is_ascii_alphanumeric()) => (Vec::new(), Some(vec![EDGE.to_string()])),
        HirKind::Class(bytes) if all(bytes, u8::is_ascii_digit) => (vec![vec![FIGURE.to_string()]], None),
        HirKind::Class(_) => (Vec::new(), None),
        HirKind::Capture(capture) => of(&capture.sub, around),
        HirKind::Repetition(r) => {
            // Of several, the first is not the last.
            let (sets, texts) = of(&r.sub, Around { closed: around.closed && r.max == Some(1), ..around });
            match (r.min, r.max) {
                (0, Some(1)) => (
                    Vec::new(),
                    texts
                        .map(|mut t| {
                            t.push(String::new());
                            t
                        })
                        .filter(|t| t.len() <= TEXTS),
                ),
                (0, _) => (Vec::new(), None),
                (1, Some(1)) => (sets, texts),
                // Many blanks part words as one does.
                _ => (sets, texts.filter(|t| t[..] == [EDGE.to_string()])),
            }
        }
        HirKind::Alternation(parts) => {
            let each: Vec<_> = parts.iter().map(|part| of(part, around)).collect();
            if let Some(all) = each.iter().map(|(_, texts)| texts.clone()).collect::<Option<Vec<_>>>() {
                let all: Vec<String> = all.into_iter().flatten().collect();
                if all.len() <= 4 * TEXTS {
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
            for (i, part) in parts.iter().enumerate() {
                let open = parts_words(parts[..i].iter().rev(), Side::End, around.open);
                let closed = parts_words(parts[i + 1..].iter(), Side::Beginning, around.closed);
                let (inner, texts) = of(part, Around { open, closed });
                let joined = run.as_ref().zip(texts.as_ref()).and_then(|(run, texts)| {
                    (run.len() * texts.len() <= TEXTS).then(|| run.iter().flat_map(|a| texts.iter().map(move |b| format!("{a}{b}"))).collect::<Vec<_>>())
                });
                match joined {
                    Some(joined) => run = Some(joined),
                    None => {
                        all = false;
                        sets.extend(run.take().filter(|r| telling(r)));
                        sets.extend(inner);
                        run = texts.or_else(|| Some(vec![String::new()]));
                    }
                }
            }
            if let (true, Some(texts)) = (all, &run) {
                return whole(texts.clone());
            }
            sets.extend(run.filter(|r| telling(r)));
            (sets, None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::required;

    #[test]
    fn a_text_without_the_words_cannot_match() {
        let years = required(r"\b(?:at least )?\d+\+? (?:years?|months?) of (?:work|paid)\b");
        assert!(years.iter().any(|set| set.iter().any(|w| w == "years")), "{years:?}");
        let either = required(r"\b(?:native|mother) (?:tongue|speaker)\b");
        assert!(either.iter().flatten().any(|w| w == "speaker" || w == "native"), "{either:?}");
        let maybe = required(r"(?:must )?(?:have|hold)(?: an?)? licence");
        assert!(maybe.iter().all(|set| set.iter().any(|w| w == "have" || w == "hold" || w == "licence")), "{maybe:?}");
        let figures = required(r"\bteam (?:of|:)\s+(?:two|three|\d+)\b|\b\d{1,3} people\b");
        assert!(figures.iter().any(|set| set.iter().any(|w| w == "team") && set.iter().any(|w| w == "#" || w == "people")), "{figures:?}");
        assert_eq!(required(r"\b[a-z]+ ?:"), [[":"]]);
        assert_eq!(required(r"\bany\s+of\b"), [["any"]]);
        assert_eq!(required(r"\b(?<span>an? (?:[a-z]+ )*(?:weaver|dyer))\b"), [["dyer", "weaver"]]);
        assert_eq!(required(r"\b[a-z]+ (?:tools?|looms) ?(?<span>:)")[0], [":"]);
        assert!(required(r"\b(?:ab)+\b").is_empty());
        assert!(required(r"[a-z]+").is_empty() && required(r"\bassist(?:ed|ing)?").is_empty() && required("(").is_empty());
    }
}
