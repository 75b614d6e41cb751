//! Words that the reader asks for one by one (`rules/cues.toml`): what each list is for
//! stands there, with an example. They have the smallest numbers of all words, so asking
//! for one costs a look into a short table. Laid out at build time too, so it depends on
//! nothing of the crate but [`crate::text`].

use std::collections::BTreeMap;

use serde::de::IntoDeserializer;
use serde::{Deserialize, Serialize};

use crate::text::Words;
use crate::text::bytes::{Bytes, Numbers, of_numbers};
use crate::text::phrase::each_word;
use crate::text::place::Fault;

/// A list of such words, by its name in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Cue {
    About,
    Acts,
    Addressed,
    Ahead,
    Any,
    Assigned,
    BareField,
    BareWork,
    Begins,
    Bodies,
    Booked,
    Bringing,
    Category,
    Chiefly,
    Chosen,
    Counting,
    Dealt,
    Degree,
    Discipline,
    Domain,
    Done,
    Elsewhere,
    Employers,
    FellThrough,
    Finite,
    Focus,
    Gaps,
    Hard,
    Heads,
    Heard,
    Held,
    Hopes,
    Ideally,
    Known,
    Leading,
    Led,
    Lessons,
    Likeness,
    Liking,
    Little,
    Measure,
    Narrows,
    Needs,
    NoManner,
    Ours,
    Particulars,
    Parts,
    People,
    Placing,
    Praised,
    Prepositional,
    Rank,
    Reached,
    Remark,
    Rulings,
    School,
    Served,
    SpokenOf,
    TakenOver,
    TellsOf,
    Theory,
    Time,
    Tongue,
    Trade,
    Units,
    Using,
    Variety,
    Waiting,
    Wanted,
    Warns,
}

impl Cue {
    /// How many there are; a word's are the bits of one number.
    pub const COUNT: usize = Cue::Warns as usize + 1;

    /// Its bit among those of a word.
    pub const fn bit(self) -> u128 {
        1 << self as u32
    }
}

const _: () = assert!(Cue::COUNT <= 128);

/// The words of each list.
pub(crate) type Lists = BTreeMap<Cue, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// For the reader of the file.
    #[serde(rename = "why")]
    _why: String,
    words: Vec<String>,
    example: String,
}

/// Reads lists: each has single words, of which its example marks one.
///
/// # Errors
/// The file does not parse, names a list that no code asks for, or has an example
/// without a word of its list between «».
pub(crate) fn read(file: &str, text: &str) -> Result<Lists, Fault> {
    let tables: BTreeMap<toml::Spanned<String>, Table> = toml::from_str(text).map_err(|e| Fault::of_toml(file, text, &e))?;
    let list = |(name, table): (toml::Spanned<String>, Table)| {
        let fault = |message: String| Fault::at(file, text, name.span().start, message);
        let unknown = |_: serde::de::value::Error| fault(format!("nothing asks for a list `{}`", name.as_ref()));
        let cue = Cue::deserialize(name.as_ref().as_str().into_deserializer()).map_err(unknown)?;
        let marked = table.example.split_once('«').and_then(|(_, rest)| rest.split_once('»')).map(|(word, _)| keys(word));
        if let Some(several) = table.words.iter().find(|word| keys(word).len() != 1) {
            return Err(fault(format!("`{several}` is not one word")));
        }
        if !table.words.iter().any(|word| marked.as_ref() == Some(&keys(word))) {
            return Err(fault("the example has no word of the list between «»".into()));
        }
        Ok((cue, table.words))
    };
    tables.into_iter().map(list).collect()
}

/// The words of a text as they are told from one another.
fn keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    each_word(text, |word| keys.push(crate::text::fold::word_key(word).into_owned()));
    keys
}

/// The words of all lists, which are numbered first.
pub(crate) fn words(lists: &Lists) -> impl Iterator<Item = &str> {
    lists.values().flatten().map(String::as_str)
}

/// By the numbers of words, the lists that each stands in: in its singular, and in its
/// plural, which has the same number. Each are the bits of four numbers.
pub(crate) fn lay(lists: &Lists, words: &Words) -> Vec<u8> {
    let mut bits: Vec<[u128; 2]> = Vec::new();
    for (cue, word) in lists.iter().flat_map(|(cue, list)| list.iter().map(move |word| (*cue, word))) {
        for number in words.phrase(word) {
            bits.resize(bits.len().max(number as usize + 1), [0, 0]);
            bits[number as usize][usize::from(is_plural(number, word, words))] |= cue.bit();
        }
    }
    of_numbers(bits.into_iter().flatten().flat_map(|bits| [0, 32, 64, 96].map(|by| (bits >> by) as u32)))
}

/// Whether a word of a number is written in its plural.
fn is_plural(number: u32, word: &str, words: &Words) -> bool {
    words.words.get(number as usize - 1).len() != word.len()
}

/// The lists, as they are asked.
#[derive(Debug)]
pub(crate) struct Cues(Numbers);

impl Cues {
    pub fn new(laid: Bytes) -> Cues {
        Cues(Numbers(laid))
    }

    /// Whether a word with its number stands in a list.
    pub fn hold(&self, number: u32, word: &str, cue: Cue, words: &Words) -> bool {
        let stands = |form: usize| self.stands(number, form, cue);
        number != 0 && (stands(0) || stands(1)) && stands(usize::from(is_plural(number, word, words)))
    }

    /// The lists that a word with its number stands in, as bits by their order.
    pub fn all(&self, number: u32, word: &str, words: &Words) -> u128 {
        let at = number as usize * 8;
        if number == 0 || at >= self.0.len() {
            return 0;
        }
        let bits = |at: usize| (0..4).fold(0u128, |bits, part| bits | u128::from(self.0.get(at + part)) << (32 * part));
        bits(at + 4 * usize::from(is_plural(number, word, words)))
    }

    /// Whether the singular (0) or the plural (1) of a word stands in a list.
    fn stands(&self, number: u32, form: usize, cue: Cue) -> bool {
        let at = (number as usize * 2 + form) * 4 + cue as usize / 32;
        at < self.0.len() && self.0.get(at) >> (cue as usize % 32) & 1 == 1
    }

    /// The words of a list, by their numbers, and their forms.
    #[cfg(feature = "pool")]
    pub fn of(&self, cue: Cue) -> impl Iterator<Item = (u32, usize)> {
        (0..self.0.len() as u32 / 8).flat_map(|number| [(number, 0), (number, 1)]).filter(move |&(number, form)| self.stands(number, form, cue))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rules;
    use crate::text::Line;

    #[test]
    fn a_word_is_told_in_its_form() {
        let rules = Rules::builtin();
        let line = Line::new("Skills, a skill, looms", rules.words());
        let held: Vec<bool> = (0..=line.tokens.len()).map(|i| rules.cue(&line, i, Cue::Held)).collect();
        assert_eq!(held, [true, false, false, false, false, false, false]);
    }

    #[test]
    fn a_list_of_ones_own_takes_the_place_of_ours() {
        let own = "[held]\nwhy = \"tried out\"\nwords = [\"loomcraft\"]\nexample = \"Kafka «loomcraft»\"\n";
        let rules = Rules::with(&[("rules/cues.toml".into(), own.into())]).expect("is right");
        let line = Line::new("loomcraft and skills", rules.words());
        assert!(rules.cue(&line, 0, Cue::Held));
        assert!(!rules.cue(&line, 2, Cue::Held));
        assert!(rules.cue(&line, 1, Cue::Begins));
    }

    #[test]
    fn lists_say_what_is_wrong_with_them() {
        let fault = |text: &str| read("cues.toml", text).expect_err("is wrong").to_string();
        assert_eq!(fault("[weave]\nwhy = \"\"\nwords = []\nexample = \"\"\n"), "cues.toml:1:2: nothing asks for a list `weave`");
        assert_eq!(fault("[held]\nwhy = \"\"\nwords = [\"two words\"]\nexample = \"«two words»\"\n"), "cues.toml:1:2: `two words` is not one word");
        assert_eq!(
            fault("[held]\nwhy = \"\"\nwords = [\"skills\"]\nexample = \"Kafka «loom»\"\n"),
            "cues.toml:1:2: the example has no word of the list between «»"
        );
    }
}
