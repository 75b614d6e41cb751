//! Folding: every character becomes exactly one lower-case ASCII byte, so that
//! rules see one kind of quote, dash and space, and patterns can stay in ASCII
//! (one curly quote makes Unicode-aware engines many times slower).

use unicode_normalization::UnicodeNormalization;

/// A text and its folded form, with the way back.
#[derive(Debug, Clone)]
pub(crate) struct Folded {
    /// Lower-case ASCII, one byte for each character of the source.
    pub text: String,
    /// Byte offset in the source of each folded byte, and the source's length;
    /// empty where the source is ASCII and the two agree.
    map: Vec<u32>,
}

impl Folded {
    pub fn new(source: &str) -> Folded {
        if source.is_ascii() {
            let mut text = source.to_ascii_lowercase();
            // All bytes are looked at, many at a time; few texts hold one.
            if text.bytes().fold(false, |any, b| any | b.is_ascii_control()) {
                text = text.chars().map(fold_char).collect();
            }
            return Folded { text, map: Vec::new() };
        }
        let mut text = String::with_capacity(source.len());
        let mut map = Vec::with_capacity(source.len() + 1);
        for (offset, c) in source.char_indices() {
            text.push(fold_char(c));
            map.push(offset as u32);
        }
        map.push(source.len() as u32);
        Folded { text, map }
    }

    /// The source's byte offset for one of the folded text.
    pub fn source(&self, folded: usize) -> usize {
        if self.map.is_empty() { folded } else { self.map[folded] as usize }
    }
}

/// The folded form of one character; what has none becomes DEL, which no rule
/// and no word contains.
pub(crate) fn fold_char(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\t' | '\n' | '\r' => ' ',
        ' '..='~' => c,
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{02BC}' | '\u{2032}' | '\u{00B4}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FF0D}' => '-',
        '\u{2022}' | '\u{00B7}' | '\u{25AA}' | '\u{25CF}' | '\u{25E6}' | '\u{2023}' | '\u{2219}' | '\u{F0B7}' => '*',
        '\u{2026}' => '.',
        '\u{00D7}' => 'x',
        '\u{00DF}' => 's',
        '\u{00F8}' | '\u{00D8}' => 'o',
        '\u{0142}' | '\u{0141}' => 'l',
        '\u{00AE}' | '\u{2122}' | '\u{00A9}' | '\u{00B0}' => ' ',
        c if c.is_whitespace() => ' ',
        c if c.is_alphanumeric() => {
            let base = std::iter::once(c).nfkd().next().unwrap_or(c).to_ascii_lowercase();
            if base.is_ascii_graphic() { base } else { 'z' }
        }
        _ => '\u{7f}',
    }
}

/// One word in its folded number: a plural and its singular are the same word.
/// `word` is folded already.
pub(crate) fn singular(word: &str) -> &str {
    let n = word.len();
    if n <= 3 || !word.ends_with('s') || word.ends_with("ss") || word.ends_with("us") {
        return word;
    }
    if ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end)) {
        return &word[..n - 2];
    }
    &word[..n - 1]
}

/// As [`singular`], with the change of letters that `-ies` needs.
pub(crate) fn word_key(word: &str) -> std::borrow::Cow<'_, str> {
    if word.len() > 4 && word.ends_with("ies") {
        return format!("{}y", &word[..word.len() - 3]).into();
    }
    singular(word).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_quotes_dashes_and_accents() {
        assert_eq!(Folded::new("Résumé – 12+ years’ “SRE”").text, "resume - 12+ years' \"sre\"");
    }

    #[test]
    fn leads_back_to_the_source() {
        let source = "years’ of C";
        let folded = Folded::new(source);
        let at = folded.text.find("of").unwrap();
        assert_eq!(&source[folded.source(at)..folded.source(at + 2)], "of");
    }

    #[test]
    fn plural_and_singular_share_a_key() {
        for (a, b) in [("apis", "api"), ("libraries", "library"), ("databases", "database"), ("processes", "process"), ("boxes", "box")] {
            assert_eq!(word_key(a), word_key(b));
        }
        assert_eq!(word_key("kubernetes"), "kubernete");
        assert_ne!(word_key("business"), "busines");
        assert_eq!(word_key("css"), "css");
    }
}
