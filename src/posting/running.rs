//! Text that lost its line breaks, as copied out of some web pages: headings
//! that stand in running text, and entries of lists glued to each other.

use std::ops::Range;

use super::{BlockKind, RawBlock};
use crate::grammar::{Cue, Rules, Sought};
use crate::text::Line;
use crate::text::line::is_function_word;
use crate::text::sentence::sentences;

/// Takes apart the paragraphs that are whole postings, and says whether one of them is this one.
pub(super) fn split(rules: &Rules, raw: Vec<RawBlock>) -> (Vec<RawBlock>, bool) {
    let few = raw.len() <= rules.lengths().around;
    let mut running = false;
    let mut found = Vec::with_capacity(raw.len());
    for block in raw {
        let long = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_)) && block.text.len() > rules.lengths().whole;
        match long.then(|| parts(rules, &block)).flatten() {
            Some(parts) => {
                running = few;
                found.extend(parts);
            }
            None => found.push(block),
        }
    }
    (found, running)
}

fn parts(rules: &Rules, block: &RawBlock) -> Option<Vec<RawBlock>> {
    let line = Line::new(&block.text, rules.words());
    let headings = headings(rules, &line);
    if headings.len() < rules.lengths().whole_headings && block.text.len() < rules.lengths().surely {
        return None;
    }
    let mut found = Vec::new();
    let mut add = |kind: BlockKind, text: &str| {
        let text = text.trim().trim_start_matches([':', '•', '·', '-', '*']).trim_start();
        if text.chars().any(char::is_alphanumeric) {
            found.push(RawBlock { kind, text: text.to_owned(), line: block.line });
        }
    };
    let opening = headings.first().map_or(block.text.as_str(), |first| &block.text[..line.range(0, first.start).end]);
    let head = head(rules, &line).filter(|&at| at < opening.len()).unwrap_or(0);
    add(BlockKind::Paragraph, &opening[..head]);
    let mut rest = &opening[head..];
    // Pay and place, which some sites set off with signs, up to the mark that ends them.
    if head > 0
        && let Some(end) = rest.find(';').filter(|end| *end < 100).or_else(|| particulars(rules, &Line::new(rest, rules.words())))
    {
        add(BlockKind::Paragraph, &rest[..end]);
        rest = rest[end..].trim_start_matches(';');
    }
    pieces(rules, rest, &mut add);
    for (i, heading) in headings.iter().enumerate() {
        add(BlockKind::Heading(7), line.slice(heading.start, heading.end));
        let to = headings.get(i + 1).map_or(line.tokens.len(), |next| next.start);
        pieces(rules, line.slice(heading.end, to), &mut add);
    }
    Some(found)
}

/// Sentences of prose as paragraphs, and the entries that others are glued of.
fn pieces(rules: &Rules, text: &str, add: &mut impl FnMut(BlockKind, &str)) {
    for sentence in sentences(text) {
        let sentence = &text[sentence];
        for entry in entries(rules, sentence) {
            let entry = &sentence[entry];
            let prose = entry.trim_end().ends_with('.') && entry.split_whitespace().count() >= rules.lengths().prose && entry.len() == sentence.len();
            let introduces = entry.trim_end().ends_with(':');
            add(if prose || introduces { BlockKind::Paragraph } else { BlockKind::Item(1) }, entry);
        }
    }
}

/// Where the first sign stands that sets off pay or place from the title.
fn head(rules: &Rules, line: &Line) -> Option<usize> {
    let sign = (1..line.tokens.len().min(rules.lengths().head_tokens)).find(|&i| line.tokens[i].is(0x7f))?;
    Some(line.folded.source(line.tokens[sign].from as usize))
}

/// Where pay and place end behind the sign that opens them: at the capital behind
/// which the first sentence goes on in small letters.
fn particulars(rules: &Rules, line: &Line) -> Option<usize> {
    let small = |i: usize| is_function_word(line.word(i)) || rules.cue(line, i, Cue::Particulars);
    let of_place = |i: usize| !line.tokens[i].is_word() || line.capital(i) || small(i) || line.word(i).bytes().any(|b| b.is_ascii_digit());
    // Behind the last sign: "💰 $90,000 + bonus 🌎 Remote".
    let signs = (1..line.tokens.len().min(rules.lengths().particulars_tokens)).rfind(|&i| line.tokens[i].is(0x7f)).unwrap_or(0);
    // "… within the U.S. Acme: weavers of old", "India (Remote) Join us".
    let ends = |i: usize| matches!(line.word(i), ":" | "!" | "?") || line.tokens[i - 1].is(b')') && line.capital(i);
    let mut end = (signs + 1..line.tokens.len().min(rules.lengths().particulars_tokens)).find(|&i| !of_place(i) || ends(i))?;
    if line.tokens[end - 1].is(b')') {
        return Some(line.folded.source(line.tokens[end].from as usize));
    }
    while end > 1 && line.tokens[end - 1].is_word() && small(end - 1) && !line.capital(end - 1) {
        end -= 1;
    }
    if line.capital(end - 1) {
        end -= 1;
    }
    (end > 0).then(|| line.folded.source(line.tokens[end].from as usize))
}

/// The headings that `rules/sections.toml` knows, where a capital or a number
/// follows and nothing before makes them part of a sentence.
fn headings(rules: &Rules, line: &Line) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (rule, tokens) in rules.grammar().phrases_within("sections", line) {
        let last = found.last().map_or(0, |l| l.end);
        if tokens.start < last || !line.capital(tokens.start) {
            continue;
        }
        let colon = line.tokens.get(tokens.end).is_some_and(|t| t.is(b':') || t.is(b'?'));
        let next = tokens.end + usize::from(colon);
        if next >= line.tokens.len() || !(begins(line, next) || colon) {
            continue;
        }
        let before = tokens.start.checked_sub(1);
        let parted = before.is_none_or(|i| !line.tokens[i].is_word() && !matches!(line.word(i), "," | "-" | "/" | "&" | "(" | "'" | "\""));
        let single = tokens.len() == 1;
        let common = rule.source.name.ends_with("-bare") || rule.source.name.ends_with("-alone");
        // "Experience with Java" and "Ability to weld" are entries.
        if is_function_word(line.word(tokens.end - 1)) && !colon {
            continue;
        }
        // "Remote-US About us": a country, no pronoun.
        let goes_on = |i: usize| is_function_word(line.word(i)) && !line.all_caps(i);
        let loose = before.is_some_and(|i| line.tokens[i].is_word() && !goes_on(i) && (!line.capital(i) || !single));
        if parted && (colon || !common || tokens.len() > 1) || loose && (colon || !common) {
            found.push(if colon { tokens.start..next } else { tokens });
        }
    }
    found
}

/// Whether a token opens a sentence or an entry.
fn begins(line: &Line, i: usize) -> bool {
    line.capital(i) || line.word(i).bytes().all(|b| b.is_ascii_digit()) || matches!(line.word(i), "*" | "-" | "\x7f" | "\"")
}

/// The entries that a sentence is glued of: a new one begins where a word stands
/// in a capital that opens entries, behind one that cannot go on.
fn entries(rules: &Rules, sentence: &str) -> Vec<Range<usize>> {
    let line = Line::new(sentence, rules.words());
    let hits = rules.grammar().run(&line, Sought::Section);
    let mut cuts: Vec<usize> = Vec::new();
    let mut last = 0;
    for i in 1..line.tokens.len() {
        let before = &line.tokens[i - 1];
        if before.is(b'*') || before.is(b';') && line.capital(i) {
            cuts.push(i);
            last = i;
            continue;
        }
        let words = (last..i).filter(|&j| line.tokens[j].is_word()).count();
        let ended = if before.is_word() { !is_function_word(line.word(i - 1)) } else { before.is(b')') };
        // "A strong candidate should be: Able to …" introduces what follows.
        if before.is(b':') && words >= rules.lengths().entry && line.capital(i) {
            cuts.push(i);
            last = i;
            continue;
        }
        if words < rules.lengths().entry || !ended {
            continue;
        }
        let opener = |h: &&crate::grammar::Hit| {
            h.tokens.start == i
                && match h.family() {
                    "leads" => matches!(h.says("class", &line), Some("holding" | "ability" | "degree" | "general")),
                    "duties" => !line.capital(i - 1),
                    "years" | "education" | "asks" | "traits" => true,
                    _ => false,
                }
        };
        // "in the last 36 months" goes on.
        let counted = rules.cue(&line, i - 1, Cue::Counting);
        let digits = !counted && line.word(i).bytes().all(|b| b.is_ascii_digit());
        let opens = (line.capital(i) || digits) && hits.0.iter().any(|h| opener(&h));
        // "Apache Kafka Experience": a capital before it may be of the same name, unless the sentence goes on in small letters.
        let small = digits || line.tokens.get(i + 1).is_none_or(|t| t.is_word() && !line.capital(i + 1));
        if opens && (!line.capital(i - 1) || small) {
            cuts.push(i);
            last = i;
        }
    }
    let mut from = 0;
    let mut found = Vec::new();
    for cut in cuts {
        let at = line.folded.source(line.tokens[cut].from as usize);
        found.push(from..at);
        from = at;
    }
    found.push(from..sentence.len());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_posting_on_one_line_apart() {
        let filler = "The mill has run for many years and its people care for cloth. ".repeat(18);
        let text = format!(
            "Weaver {filler}What You'll Do Mend looms in the night Teach the young weavers Requirements: 5+ years of weaving Experience with Jacquard looms Strong knowledge of wool"
        );
        let block = RawBlock { kind: BlockKind::Paragraph, text, line: 1 };
        let found: Vec<_> =
            split(&Rules::builtin(), vec![block]).0.into_iter().map(|b| (b.kind, b.text)).skip_while(|(kind, _)| *kind == BlockKind::Paragraph).collect();
        let expected = [
            (BlockKind::Heading(7), "What You'll Do"),
            (BlockKind::Item(1), "Mend looms in the night"),
            (BlockKind::Item(1), "Teach the young weavers"),
            (BlockKind::Heading(7), "Requirements:"),
            (BlockKind::Item(1), "5+ years of weaving"),
            (BlockKind::Item(1), "Experience with Jacquard looms"),
            (BlockKind::Item(1), "Strong knowledge of wool"),
        ];
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())));
    }
}
