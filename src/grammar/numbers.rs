//! The numbers of `rules/weights.toml`, `rules/levels.toml`, `rules/limits.toml`,
//! `rules/lengths.toml` and `rules/guess.toml`, where each stands beside its reason.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::taxonomy::source::SpellingLimits;

/// `rules/weights.toml`: how much a criterion counts. Weights are thousandths.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    /// By strength.
    pub strength: ByStrength,
    /// By kind; a kind with 0 takes no points.
    pub kind: BTreeMap<String, Thousandths>,
    /// For something that two places ask, or more.
    pub repeated: Thousandths,
    /// A sentence weighs at most this many times its heaviest criterion.
    pub sentence: Thousandths,
    /// Most that preferred criteria have together where anything is required, in thousandths of all points.
    pub preferred_share: Thousandths,
    /// The same for mentioned ones.
    pub mentioned_share: Thousandths,
}

/// A number for each strength.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByStrength {
    pub required: Thousandths,
    pub preferred: Thousandths,
    pub mentioned: Thousandths,
}

/// `rules/levels.toml`: what evidence earns. All in thousandths.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Levels {
    pub name: NameLevels,
    pub evidence: EvidenceLevels,
    pub experience: ExperienceLevels,
    pub education: EducationLevels,
    pub language: LanguageLevels,
    pub spelling: SpellingLimits,
}

impl Levels {
    /// Whether better evidence pays no less, and a better name: only then is a
    /// generous look at a profile worth no less than the profile.
    pub fn rise(&self) -> bool {
        let (n, e) = (self.name, self.evidence);
        let names = n.same >= n.spelled.max(n.kin).max(n.work).max(n.kins).max(n.duties).max(n.certificate) && n.spelled <= 1000;
        names && e.shown >= e.backed && e.backed >= e.soft && e.soft >= e.stated
    }
}

/// How the names agree.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameLevels {
    pub same: u32,
    pub spelled: u32,
    pub kin: u32,
    /// The work of the job that is asked.
    pub work: u32,
    /// Several relatives, each shown by dated work and none implied by another.
    pub kins: u32,
    /// So many of them in one job, and what they pay.
    pub many: u32,
    pub duties: u32,
    pub certificate: u32,
}

/// How well a claim is backed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvidenceLevels {
    pub shown: u32,
    pub backed: u32,
    pub soft: u32,
    pub stated: u32,
}

/// Years and their stand-ins.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExperienceLevels {
    /// Steps into which the share of months asked is cut.
    pub steps: u32,
    /// Share of the points of a role's skills and work, in thousandths, from which
    /// on a job that shows them is of the role's kind.
    pub relevant: u32,
}

/// Degrees.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EducationLevels {
    /// The degree asked or a higher one, in another field than asked.
    pub other_field: u32,
    /// One rung below what is asked.
    pub rung_below: u32,
    /// The degree is not finished.
    pub unfinished: u32,
    /// Months of the role's work that stand for a degree where "or equivalent" is accepted.
    pub equivalent_months: u32,
}

/// Languages: what a fluency is worth, and how far below the asked one still pays.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageLevels {
    /// Words of fluency and their rung, 1 (a few words) to 6 (native).
    pub rungs: BTreeMap<String, u32>,
    /// The rung asked where the posting names none.
    pub asked: u32,
    /// Held one rung below what is asked.
    pub rung_below: u32,
}

/// `rules/limits.toml`: sizes of inputs, in bytes, and of a thin posting, in words.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    pub posting: usize,
    pub profile: usize,
    pub criteria: usize,
    pub resume: usize,
    pub thin: usize,
}

/// `rules/lengths.toml`: how far the reader of postings looks, and how long a thing may be.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lengths {
    pub name: usize,
    pub deed: usize,
    pub proper: usize,
    pub work: usize,
    pub company: usize,
    pub item: usize,
    pub label: usize,
    pub closing: usize,
    pub ahead: usize,
    pub duties: usize,
    pub school: usize,
    pub field: usize,
    pub prose: usize,
    pub title: usize,
    pub opening: usize,
    pub stack: usize,
    pub place_lead: usize,
    pub town: usize,
    pub employer: usize,
    pub employer_word: usize,
    pub headline: usize,
    pub demands: usize,
    pub introduction: usize,
    pub headings: usize,
    pub whole: usize,
    pub surely: usize,
    pub whole_headings: usize,
    pub entry: usize,
    pub around: usize,
    pub head_tokens: usize,
    pub particulars_tokens: usize,
    pub head: usize,
    pub particulars: usize,
    pub beginner: usize,
}

/// For each section that lines are guessed to stand in, what speaks for it (below
/// nought: against it). In the order of the file's columns.
pub(crate) type BySection = [i32; 6];

/// `rules/guess.toml`: which section a line without a heading stands in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Guess {
    /// Where the first line of a posting stands.
    pub first: BySection,
    /// Where the last one does.
    pub last: BySection,
    /// Where the line behind one of each section stands.
    pub next: BTreeMap<String, BySection>,
    /// For the section that a line ending in a colon has opened.
    pub opened: i32,
    /// For the section that a heading without markup has opened, where others may be lost.
    pub kept: i32,
    /// For the section that words in running text have opened, which look like a heading.
    pub headed: i32,
    /// Words of a line that has few, and beyond which it has many.
    pub few_words: usize,
    pub many_words: usize,
    /// Tokens before a word that leads its line.
    pub near: usize,
    /// Lines in which a degree or years asked before are remembered.
    pub remembered: usize,
    /// What a sign in a line says.
    pub signs: BTreeMap<String, BySection>,
}

/// A decimal of at most three places, held as a whole number of thousandths:
/// `1.5` is 1500. Read from a TOML number, so that files stay readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Thousandths(pub u32);

impl Thousandths {
    /// From a decimal, if it has at most three places and is neither negative nor over 1,000.
    pub(crate) fn from_decimal(value: f64) -> Option<Thousandths> {
        let scaled = value * 1000.0;
        let whole = scaled.round();
        ((0.0..=1_000_000.0).contains(&whole) && (scaled - whole).abs() < 1e-6).then_some(Thousandths(whole as u32))
    }

    /// The decimal.
    pub(crate) fn decimal(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl Serialize for Thousandths {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.decimal())
    }
}

impl<'de> Deserialize<'de> for Thousandths {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl serde::de::Visitor<'_> for Number {
            type Value = f64;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a number")
            }
            fn visit_f64<E>(self, v: f64) -> Result<f64, E> {
                Ok(v)
            }
            fn visit_i64<E>(self, v: i64) -> Result<f64, E> {
                Ok(v as f64)
            }
            fn visit_u64<E>(self, v: u64) -> Result<f64, E> {
                Ok(v as f64)
            }
        }
        // Postcard, in which the built-in files are embedded, does not describe itself.
        let value = if deserializer.is_human_readable() { deserializer.deserialize_any(Number)? } else { f64::deserialize(deserializer)? };
        Thousandths::from_decimal(value).ok_or_else(|| serde::de::Error::custom("expected a number from 0 to 1000 with at most three decimals"))
    }
}
