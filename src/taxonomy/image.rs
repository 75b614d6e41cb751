//! The taxonomy laid out as bytes: words, the tree of forms, concepts, ambiguous
//! forms, names for near spellings. Made at build time of what is shipped and at
//! run time of that with a user's own on top, by the same code.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::concept::{Ambiguous, ConceptId, Meaning, Sense};
use super::files::{Files, WordClass};
use super::relations::concepts;
use super::source::{AmbiguousSource, Case, Sort};
use crate::text::bytes::{hash, of_blobs, of_numbers};
use crate::text::fold::word_key;
use crate::text::phrase::{each_word, joined};
use crate::text::tree::{Laid, lay};
use crate::text::words::slots;

/// The sections of the image; what each is, stands with its reader
/// ([`super::forms`], [`super::spelling`], `text::words`). `B` are bytes, owned or built in.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Image<B> {
    pub slots: B,
    pub words: (B, B),
    pub forms: Laid<B>,
    pub form_ambiguous: B,
    pub rules: Laid<B>,
    pub concepts: (B, B),
    pub ids: (B, B),
    pub first_narrower: B,
    pub narrower: B,
    pub by_id: B,
    pub ambiguous: (B, B),
    pub names: (B, B),
    pub named: B,
    pub by_size: B,
    pub letters: B,
    pub pairs: B,
    pub other: (B, B),
    pub classed: (B, B),
    pub classes: B,
    pub codes: (B, B),
    pub coded: B,
}

impl<B> Image<B> {
    /// The same sections in other clothes.
    pub fn map<C>(self, f: impl Fn(B) -> C) -> Image<C> {
        let f = &f;
        let two = |(a, b): (B, B)| (f(a), f(b));
        Image {
            words: two(self.words),
            concepts: two(self.concepts),
            ambiguous: two(self.ambiguous),
            names: two(self.names),
            other: two(self.other),
            classed: two(self.classed),
            classes: f(self.classes),
            codes: two(self.codes),
            slots: f(self.slots),
            forms: self.forms.map(f),
            form_ambiguous: f(self.form_ambiguous),
            rules: self.rules.map(f),
            ids: two(self.ids),
            first_narrower: f(self.first_narrower),
            narrower: f(self.narrower),
            by_id: f(self.by_id),
            named: f(self.named),
            by_size: f(self.by_size),
            letters: f(self.letters),
            pairs: f(self.pairs),
            coded: f(self.coded),
        }
    }
}

/// Words given numbers as they come.
#[derive(Default)]
struct Interner {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
}

impl Interner {
    fn word(&mut self, word: &str) -> u32 {
        let key = word_key(word);
        if let Some(&number) = self.numbers.get(&*key) {
            return number;
        }
        self.words.push(key.into_owned());
        let number = self.words.len() as u32;
        self.numbers.insert(self.words[number as usize - 1].clone(), number);
        number
    }

    fn phrase(&mut self, phrase: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        each_word(phrase, |word| numbers.push(self.word(word)));
        numbers
    }
}

/// The forms while they are gathered: their meanings and their ambiguous form.
#[derive(Default)]
struct Forms(BTreeMap<Vec<u32>, (Vec<Meaning>, Option<u32>)>);

impl Forms {
    fn add(&mut self, phrase: Vec<u32>, meaning: Meaning) {
        if phrase.is_empty() {
            return;
        }
        let (meanings, _) = self.0.entry(phrase).or_default();
        if meanings.iter().all(|m| m.concept != meaning.concept) {
            let at = if meaning.title { meanings.len() } else { meanings.iter().position(|m| m.title).unwrap_or(meanings.len()) };
            meanings.insert(at, meaning);
        }
    }
}

/// Lays checked sources out. The words `first` get the smallest numbers; `phrases` are those of the rules with the numbers of
/// the rules; `others` are what else rules look for.
pub(crate) fn build<'a>(
    files: &Files,
    first: impl IntoIterator<Item = &'a str>,
    phrases: impl IntoIterator<Item = (&'a str, u32)>,
    others: impl IntoIterator<Item = &'a str>,
) -> Image<Vec<u8>> {
    let by_id: HashMap<&str, ConceptId> = files.concepts.iter().enumerate().map(|(i, s)| (s.id.as_str(), ConceptId(i as u32))).collect();
    let mut words = Interner::default();
    for word in first {
        words.word(word);
    }
    // The words of rules are those that texts are full of: side by side, they are near at hand.
    let mut rules: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    for (phrase, rule) in phrases {
        rules.entry(words.phrase(phrase)).or_default().push(rule);
    }
    for word in others {
        // Figures and marks stand for themselves.
        if words.phrase(word).is_empty() {
            words.word(word);
        }
    }
    let mut forms = Forms::default();
    let mut names: BTreeMap<String, ConceptId> = BTreeMap::new();
    for (i, source) in files.concepts.iter().enumerate() {
        let concept = ConceptId(i as u32);
        for form in std::iter::once(&source.label).chain(&source.aliases) {
            forms.add(words.phrase(form), Meaning { concept, title: false });
            if let Some(split) = camel_split(form) {
                forms.add(words.phrase(&split), Meaning { concept, title: false });
            }
            if matches!(source.sort, Sort::Skill | Sort::Work | Sort::Credential) {
                names.entry(joined(form)).or_insert(concept);
            }
        }
        for title in &source.titles {
            forms.add(words.phrase(title), Meaning { concept, title: true });
        }
    }
    let mut other: BTreeSet<String> = files.everyday.iter().chain(&files.blocked).map(|w| joined(w)).collect();
    let mut ambiguous = Vec::with_capacity(files.ambiguous.len());
    for (i, source) in files.ambiguous.iter().enumerate() {
        forms.0.entry(words.phrase(&source.form)).or_default().1 = Some(i as u32);
        // A slip of the fingers in a name is no everyday word, though the name is one.
        let means: BTreeSet<&str> = source.senses.iter().map(|s| s.concept.as_str()).filter(|c| !c.is_empty()).collect();
        if let (Some(only), 1) = (means.first().and_then(|id| by_id.get(id)), means.len()) {
            names.insert(joined(&source.form), *only);
        } else {
            names.remove(&joined(&source.form));
        }
        other.insert(joined(&source.form));
        ambiguous.push(encoded(&senses(source, &by_id, &mut words)));
    }
    let concepts = concepts(files, &by_id);
    let mut order: Vec<u32> = (0..files.concepts.len() as u32).collect();
    order.sort_by_key(|&i| &files.concepts[i as usize].id);
    let codes: BTreeMap<&str, u32> =
        files.concepts.iter().enumerate().filter(|(_, s)| s.sort == Sort::Place && !s.code.is_empty()).map(|(i, s)| (s.code.as_str(), i as u32)).collect();

    let classes: BTreeMap<&str, WordClass> = files.classes.iter().map(|(word, class)| (word.as_str(), *class)).collect();

    let numbers = words.words.len() + 1;
    let form_ambiguous: Vec<u32> = forms.0.values().map(|(_, several)| several.map_or(0, |a| a + 1)).collect();
    let meant = |m: Meaning| m.concept.0 * 2 + u32::from(m.title);
    let forms = forms.0.into_iter().map(|(phrase, (meanings, _))| (phrase, meanings.into_iter().map(meant).collect())).collect();
    let mut first_narrower = vec![0u32];
    first_narrower.extend(concepts.iter().scan(0, |all, c| {
        *all += c.narrower.len() as u32;
        Some(*all)
    }));
    // Near spellings are sought among names of one first letter and about one length.
    let mut by_size: Vec<(&str, u32)> = names.keys().zip(0..).map(|(name, i)| (name.as_str(), i)).collect();
    by_size.sort_by_key(|(name, i)| (name.as_bytes().first().copied(), name.len(), *i));
    Image {
        slots: slots(&words.words),
        words: of_blobs(words.words.iter().map(|w| w.as_bytes())),
        forms: lay(&forms, numbers),
        form_ambiguous: of_numbers(form_ambiguous),
        rules: lay(&rules, numbers),
        first_narrower: of_numbers(first_narrower),
        narrower: of_numbers(concepts.iter().flat_map(|c| &c.narrower).map(|c| c.0)),
        concepts: of_blobs(concepts.iter().map(encoded).collect::<Vec<_>>().iter().map(Vec::as_slice)),
        ids: of_blobs(order.iter().map(|&i| concepts[i as usize].id.as_bytes())),
        by_id: of_numbers(order),
        ambiguous: of_blobs(ambiguous.iter().map(Vec::as_slice)),
        letters: of_numbers(by_size.iter().map(|(name, _)| letters(name))),
        pairs: of_numbers(by_size.iter().flat_map(|(name, _)| pairs(name))),
        by_size: of_numbers(by_size.iter().map(|(_, i)| *i)),
        named: of_numbers(names.values().map(|c| c.0)),
        names: of_blobs(names.keys().map(|n| n.as_bytes())),
        other: of_blobs(other.iter().map(|w| w.as_bytes())),
        classes: of_numbers(classes.values().map(|c| *c as u32)),
        classed: of_blobs(classes.keys().map(|w| w.as_bytes())),
        coded: of_numbers(codes.values().copied()),
        codes: of_blobs(codes.keys().map(|c| c.as_bytes())),
    }
}

fn encoded<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("memory takes all")
}

/// The letters that a name holds, one bit each; digits share one, marks another.
/// One edit changes two bits at most.
pub(crate) fn letters(name: &str) -> u32 {
    name.bytes().fold(0, |bits, b| {
        bits | match b {
            b'a'..=b'z' => 1 << (b - b'a'),
            b'0'..=b'9' => 1 << 26,
            _ => 1 << 27,
        }
    })
}

/// The pairs of neighbours in a name, as 64 bits. One edit changes six bits at
/// most: two neighbours that change places take three pairs and leave three.
pub(crate) fn pairs(name: &str) -> [u32; 2] {
    let bits = name.as_bytes().windows(2).fold(0u64, |bits, pair| bits | 1 << (hash(pair) % 64));
    [bits as u32, (bits >> 32) as u32]
}

fn senses(source: &AmbiguousSource, by_id: &HashMap<&str, ConceptId>, words: &mut Interner) -> Ambiguous {
    let id = |name: &String| by_id.get(name.as_str()).copied();
    let mut phrases = |all: &[String]| all.iter().map(|w| words.phrase(w)).collect();
    let senses = source.senses.iter().map(|s| Sense {
        concept: id(&s.concept),
        fields: s.fields.clone(),
        words: phrases(&s.words),
        before: phrases(&s.before),
        after: phrases(&s.after),
        written: s.written.clone(),
    });
    Ambiguous {
        senses: senses.collect(),
        form: source.form.clone(),
        accept: source.accept.clone(),
        reject: source.reject.clone(),
        exact: source.case == Case::Exact,
        alone: id(&source.alone),
        otherwise: id(&source.otherwise),
    }
}

/// "PowerShell" is also written "Power Shell": split where a capital follows a
/// small letter; one-letter parts ("eBay", "iOS") stay whole.
fn camel_split(form: &str) -> Option<String> {
    let chars: Vec<char> = form.chars().collect();
    let mut out = String::new();
    let mut parts = vec![0];
    for (i, &c) in chars.iter().enumerate() {
        if i > 0 && c.is_uppercase() && chars[i - 1].is_lowercase() {
            out.push(' ');
            parts.push(0);
        }
        out.push(c);
        *parts.last_mut().expect("never empty") += usize::from(c.is_alphanumeric());
    }
    // "Seek out new mills" names no SeekOut.
    let particle = [" out", " up", " off"].iter().any(|end| out.to_ascii_lowercase().ends_with(end));
    (parts.len() > 1 && !particle && parts.iter().all(|&n| n > 1)).then_some(out)
}
