//! Short forms and what their letters stand for: "CNA (Certified Nursing Assistant)".

use super::Phrase;
use crate::text::stem::stem;

/// "CNA (Certified Nursing Assistant)": a short form and what its letters stand for.
pub(super) fn spelled_out(text: &str) -> Option<(&str, &str)> {
    let (short, rest) = text.trim().split_once(" (")?;
    let (long, _) = rest.split_once(')')?;
    let capitals = short.len() > 1 && short.len() < 7 && short.bytes().all(|b| b.is_ascii_uppercase());
    (capitals && initials(long).eq_ignore_ascii_case(short)).then_some((short, long))
}

/// Whether one name is the other with some of its words given by their first letters
/// ("UGC" beside "user-generated content", "NAV calculation" beside "net asset value
/// calculation"); a closing word may be left out ("LSTM" beside "long short-term
/// memory networks"). Letters that we know by another name need three of them.
pub(super) fn stands_for(short: &str, read: &Phrase, long: &str) -> bool {
    // "LAMP stack": its letters are those of a list.
    let short = if long.contains(',') { short.strip_suffix(" stack").unwrap_or(short) } else { short };
    let words = |text: &str| text.split_whitespace().map(stem).collect::<Vec<_>>();
    let (some, all) = (words(short), words(long));
    short.split_whitespace().enumerate().any(|(at, word)| {
        let letters = word.strip_suffix('s').unwrap_or(word);
        let fewest = if read.concepts.is_empty() { 2 } else { 3 };
        let behind = some.len() - at - 1;
        let capitals = (fewest..7).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
        if !capitals || all.len() < some.len() || all[..at] != some[..at] || all[all.len() - behind..] != some[at + 1..] {
            return false;
        }
        let middle: Vec<&str> = long.split_whitespace().skip(at).take(all.len() - at - behind).collect();
        let middle = middle.join(" ");
        let first = initials(&middle).to_ascii_uppercase();
        first == letters
            || every_initial(&middle).eq_ignore_ascii_case(letters)
            || behind == 0 && letters.len() > 2 && first.len() == letters.len() + 1 && first.starts_with(letters)
    })
}

/// The first letters of the words that are not small.
fn initials(text: &str) -> String {
    let small = |w: &&str| !matches!(*w, "of" | "and" | "the" | "for" | "in" | "to" | "&");
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).filter(small).filter_map(|w| w.chars().next()).collect()
}

/// "CTA" has a letter for the small word of "call-to-action" too.
fn every_initial(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).filter_map(|w| w.chars().next()).collect()
}
