//! Numbers as people write them.

/// A number in digits or words: `4`, `four`, `half a`.
pub(crate) fn number(text: &str) -> Option<f64> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let text = text.trim();
    text.parse().ok().or_else(|| match text {
        "a" | "an" => Some(1.0),
        "twenty-four" => Some(24.0),
        "half a" => Some(0.5),
        _ => WORDS.iter().position(|w| *w == text).map(|n| n as f64),
    })
}
