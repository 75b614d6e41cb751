//! Bytes to text: encodings, byte-order marks, and text that went through the
//! wrong decoder (`yearsâ€™`), which is repaired.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Why bytes are not text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotText {
    /// Bytes that no text holds.
    Binary,
}

/// Decodes and repairs. UTF-8 and UTF-16 (by its byte-order mark or its zero
/// bytes) first, then what the bytes look like.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, NotText> {
    let text = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, skip)) => encoding.decode_without_bom_handling(&bytes[skip..]).0.into_owned(),
        None => match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => text.to_owned(),
            _ => legacy(bytes)?,
        },
    };
    if is_binary(&text) {
        return Err(NotText::Binary);
    }
    Ok(repair(text))
}

fn legacy(bytes: &[u8]) -> Result<String, NotText> {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    if head.contains(&0) {
        let half = head.len() / 2;
        // Latin text in UTF-16 has a zero in nearly every other byte, and in no other place.
        let encoding = match (zeros(0), zeros(1)) {
            (0..=1, odd) if odd * 10 >= half * 7 => UTF_16LE,
            (even, 0..=1) if even * 10 >= half * 7 => UTF_16BE,
            _ => return Err(NotText::Binary),
        };
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
    let guess = if guess == UTF_8 { WINDOWS_1252 } else { guess };
    Ok(guess.decode_without_bom_handling(bytes).0.into_owned())
}

/// More than one control character in fifty is not text.
fn is_binary(text: &str) -> bool {
    // Bytes that text seldom holds; U+FFFD begins with the last.
    let seldom = |b: u8| (b < b' ') & (b != b'\n') & (b != b'\r') & (b != b'\t') | (b == 0x7f) | (b == 0xef);
    if !text.starts_with("%PDF-") && !text.bytes().fold(false, |any, b| any | seldom(b)) {
        return false;
    }
    let control = text.chars().filter(|c| c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}') || *c == '\u{fffd}').count();
    control > 0 && control * 50 > text.chars().count() || text.starts_with("%PDF-")
}

/// Undoes a wrong decoding, once or twice, and takes out what has no width.
fn repair(mut text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    for _ in 0..2 {
        match undo(&text) {
            Some(better) => text = better,
            None => break,
        }
    }
    let has_no_width = |c| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    if foreign(&text).any(has_no_width) {
        text.retain(|c| !has_no_width(c));
    }
    // No letter of ASCII changes, nor changes others.
    if is_nfc_quick(foreign(&text)) == IsNormalized::Yes { text } else { text.nfc().collect() }
}

/// The characters of a text that are not ASCII.
fn foreign(text: &str) -> impl Iterator<Item = char> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let at = rest.bytes().position(|b| !b.is_ascii())?;
        let mut chars = rest[at..].chars();
        let found = chars.next();
        rest = chars.as_str();
        found
    })
}

/// Finds runs that are UTF-8 read as Windows-1252 or Latin-1 and reads them
/// right; `None` where there is none.
fn undo(text: &str) -> Option<String> {
    // Every such run opens with a letter from U+00C2 to U+00F4.
    if !text.as_bytes().contains(&0xC3) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((decoded, taken)) = garbled(rest) {
            out.push(decoded);
            rest = &rest[taken..];
            changed = true;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    changed.then_some(out)
}

/// The character that the text opens with where it is garbled, and the bytes it takes.
fn garbled(text: &str) -> Option<(char, usize)> {
    let mut chars = text.char_indices();
    let lead = byte_of(chars.next()?.1)?;
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for slot in &mut bytes[1..length] {
        *slot = byte_of(chars.next()?.1).filter(|b| (0x80..=0xBF).contains(b))?;
    }
    let decoded = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    // "CAFÉ’S" is no garbled letter: two bytes count only where they give a letter or sign of Western text.
    if length == 2 && !('\u{80}'..='\u{17f}').contains(&decoded) {
        return None;
    }
    Some((decoded, chars.next().map_or(text.len(), |(offset, _)| offset)))
}

/// The Windows-1252 byte of a character, the five unassigned ones as Latin-1 has them.
fn byte_of(c: char) -> Option<u8> {
    if (c as u32) < 0x100 {
        return Some(c as u8);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    (!unmappable && bytes.len() == 1).then(|| bytes[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn garble(text: &str) -> String {
        text.bytes().map(|b| WINDOWS_1252.decode_without_bom_handling(&[b]).0.chars().next().unwrap()).collect()
    }

    #[test]
    fn repairs_once_and_twice_garbled_text() {
        let clean = "12+ years’ experience — “SRE” 💰 café naïve • €50";
        assert_eq!(decode(clean.as_bytes()).unwrap(), clean);
        let once = garble(clean);
        assert_eq!(decode(once.as_bytes()).unwrap(), clean);
        assert_eq!(decode(garble(&once).as_bytes()).unwrap(), clean);
        let latin1: String = clean.bytes().map(|b| b as char).collect();
        assert_eq!(decode(latin1.as_bytes()).unwrap(), clean);
    }

    #[test]
    fn leaves_honest_accents_alone() {
        for text in ["CAFÉ’S MENU", "Ångström, São Paulo, Zürich", "naïve — yes"] {
            assert_eq!(decode(text.as_bytes()).unwrap(), text);
        }
    }

    #[test]
    fn reads_legacy_encodings() {
        let (bytes, _, _) = WINDOWS_1252.encode("years’ of naïve résumé writing in cafés");
        assert_eq!(decode(&bytes).unwrap(), "years’ of naïve résumé writing in cafés");
        let utf16: Vec<u8> = "Plain words".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).unwrap(), "Plain words");
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(decode(b"\x7fELF\0\0\x01\x02\0\0\0\0"), Err(NotText::Binary));
        assert_eq!(decode(&[0xff, 0x00, 0x10, 0x03, 0x00, 0x00, 0x01]), Err(NotText::Binary));
    }
}
