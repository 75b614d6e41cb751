//! Words and marks of a folded text.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, or letters and digits ("c++", ".net", "s3", "es6").
    Word,
    /// Digits alone ("12", "2019").
    Number,
    /// One mark: a comma, a bracket, a slash …
    Mark(u8),
}

/// A word, number or mark, by its bytes in the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub from: u32,
    pub to: u32,
    pub kind: Kind,
    /// Nothing but this token's neighbour stands before it: no space.
    pub tight: bool,
}

impl Token {
    pub fn text<'a>(&self, folded: &'a str) -> &'a str {
        &folded[self.from as usize..self.to as usize]
    }

    pub fn is(&self, mark: u8) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub fn is_word(&self) -> bool {
        !matches!(self.kind, Kind::Mark(_))
    }
}

const LETTER: u8 = 1;
const FIGURE: u8 = 2;

/// What each byte is within a word; 0 where it is in none.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = if (byte as u8).is_ascii_digit() {
            FIGURE
        } else if (byte as u8).is_ascii_alphabetic() {
            LETTER
        } else {
            0
        };
        byte += 1;
    }
    kinds
};

/// Splits a folded text. `+` and `#` belong to the word they follow ("c++",
/// "c#"; not in "12+"), a dot to the word that it opens (".net").
pub(crate) fn tokenize(folded: &str) -> Vec<Token> {
    let bytes = folded.as_bytes();
    let mut tokens = Vec::with_capacity(bytes.len() / 5 + 2);
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let b = bytes[at];
        if b == b' ' {
            at += 1;
            continue;
        }
        let dotted =
            b == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase) && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric() && bytes[at - 1] != b'.');
        let kind = if KINDS[b as usize] != 0 || dotted {
            at += 1;
            let mut kinds = if dotted { LETTER } else { KINDS[b as usize] };
            while at < bytes.len() && KINDS[bytes[at] as usize] != 0 {
                kinds |= KINDS[bytes[at] as usize];
                at += 1;
            }
            if kinds == FIGURE {
                Kind::Number
            } else {
                let mut end = at;
                while end < bytes.len() && (bytes[end] == b'+' || bytes[end] == b'#') {
                    end += 1;
                }
                // "C#", "C++" and "C++17", but not the plus of "es6+" or a joined "a+b".
                let named = end > at && !bytes.get(end).is_some_and(u8::is_ascii_alphabetic) && !bytes[at - 1].is_ascii_digit();
                if named {
                    at = end;
                }
                Kind::Word
            }
        } else {
            at += 1;
            Kind::Mark(b)
        };
        tokens.push(Token { from: start as u32, to: at as u32, kind, tight: start > 0 && bytes[start - 1] != b' ' });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).iter().map(|t| t.text(text)).collect()
    }

    #[test]
    fn names_keep_their_marks() {
        assert_eq!(words("c++, c# and .net 8"), ["c++", ",", "c#", "and", ".net", "8"]);
        assert_eq!(words("node.js/asp.net"), ["node", ".", "js", "/", "asp", ".", "net"]);
        assert_eq!(words("12+ years' es6+"), ["12", "+", "years", "'", "es6", "+"]);
        assert_eq!(words("the end.then"), ["the", "end", ".", "then"]);
    }
}
