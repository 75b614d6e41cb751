//! Dates as profiles write them, coarse ones included, and months counted once.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar month, counted from the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Month(pub u32);

impl Month {
    /// The month of a day; years before 0 count as 0.
    pub fn of(date: Date) -> Month {
        Month(u32::try_from(date.year()).unwrap_or(0) * 12 + u32::try_from(date.month()).unwrap_or(1) - 1)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.0 / 12, self.0 % 12 + 1)
    }
}

/// A date of a profile: "2019", "2019-03", "2019-03-14", or still going on ("present").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartialDate {
    /// A year, with its month and day where they are given.
    Day {
        /// 1 to 9999.
        year: u16,
        /// 1 to 12.
        month: Option<u8>,
        /// 1 to 31, where the month has it.
        day: Option<u8>,
    },
    /// "present", "now", "current": as if no end were given.
    Present,
}

impl PartialDate {
    /// Reads a date; `None` where it is none.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let text = text.trim();
        if matches!(text.to_ascii_lowercase().as_str(), "present" | "now" | "current" | "today" | "ongoing") {
            return Some(PartialDate::Present);
        }
        // A time of day behind the date says nothing here.
        let text = text.split(['T', ' ']).next().unwrap_or(text);
        let mut parts = text.split('-');
        let number = |part: &str, digits: Range<usize>| {
            (digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u16>().ok()).flatten()
        };
        let year = number(parts.next()?, 4..5).filter(|y| *y > 0)?;
        let month = match parts.next() {
            None => None,
            Some(m) => Some(number(m, 1..3).filter(|m| (1..=12).contains(m))? as u8),
        };
        let day = match parts.next() {
            None => None,
            Some(d) => {
                let day = number(d, 1..3)? as u8;
                Date::new(i16::try_from(year).ok()?, i8::try_from(month?).ok()?, i8::try_from(day).ok()?).ok()?;
                Some(day)
            }
        };
        parts.next().is_none().then_some(PartialDate::Day { year, month, day })
    }

    /// As [`PartialDate::parse`], with an error for the person who wrote the file.
    pub(super) fn read<E: serde::de::Error>(text: &str) -> Result<PartialDate, E> {
        PartialDate::parse(text)
            .ok_or_else(|| E::custom(format!("`{text}` is no date; write \"2019\", \"2019-03\" or \"2019-03-14\", and nothing while it goes on")))
    }

    /// The first and the last month that it may mean; `None` for "present".
    fn months(self) -> Option<(u32, u32)> {
        match self {
            PartialDate::Present => None,
            PartialDate::Day { year, month: Some(month), .. } => {
                let month = u32::from(year) * 12 + u32::from(month) - 1;
                Some((month, month))
            }
            PartialDate::Day { year, month: None, .. } => Some((u32::from(year) * 12, u32::from(year) * 12 + 11)),
        }
    }

    /// The last month that it may mean.
    pub(crate) fn last_month(self) -> Option<u32> {
        self.months().map(|m| m.1)
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            PartialDate::Present => f.write_str("present"),
            PartialDate::Day { year, month: Some(m), day: Some(d) } => write!(f, "{year:04}-{m:02}-{d:02}"),
            PartialDate::Day { year, month: Some(m), .. } => write!(f, "{year:04}-{m:02}"),
            PartialDate::Day { year, .. } => write!(f, "{year:04}"),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PartialDate::read(&String::deserialize(deserializer)?)
    }
}

/// When something began and ended, as exactly as the profile says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    /// First and last month in which it may have begun.
    start: (u32, u32),
    /// The same for its end; `None` while it goes on.
    end: Option<(u32, u32)>,
}

impl Span {
    /// `None` without a beginning, or where the end lies before it.
    pub fn new(start: Option<PartialDate>, end: Option<PartialDate>) -> Option<Span> {
        let start = start?.months()?;
        let end = end.and_then(PartialDate::months);
        end.is_none_or(|e| e.1 >= start.0).then_some(Span { start, end })
    }

    /// The months that it covers whatever its coarse dates mean; empty ones are `None`.
    pub fn certain(&self, as_of: Month) -> Option<Range<u32>> {
        let to = self.end.map_or(as_of.0, |e| e.0.min(as_of.0)) + 1;
        (self.start.1 < to).then_some(self.start.1..to)
    }

    /// Its certain months as two small numbers, counted from `first`, `last` at
    /// most: what does not fit is taken for the more. An end of `last` is open.
    #[cfg(feature = "pool")]
    pub fn packed(&self, first: u32, last: u32) -> (u32, u32) {
        let start = self.start.1.saturating_sub(first).min(last - 1);
        (start, self.end.map_or(last, |e| e.0.saturating_sub(first).min(last)))
    }

    /// The months that it may cover.
    pub fn possible(&self, as_of: Month) -> Option<Range<u32>> {
        let to = self.end.map_or(as_of.0, |e| e.1.min(as_of.0)) + 1;
        (self.start.0 < to).then_some(self.start.0..to)
    }
}

/// Months united: each month once, by the sum of its shares of full time (in
/// thousandths), one at most; whole months in all, rounded down.
pub(crate) fn months(spans: impl IntoIterator<Item = (Range<u32>, u16)>) -> u32 {
    let mut edges: Vec<(u32, i64)> = Vec::new();
    for (range, fte) in spans {
        edges.push((range.start, i64::from(fte)));
        edges.push((range.end, -i64::from(fte)));
    }
    edges.sort_unstable();
    let (mut sum, mut share, mut last) = (0i64, 0i64, 0u32);
    for (at, change) in edges {
        sum += i64::from(at - last) * share.min(1000);
        share += change;
        last = at;
    }
    (sum / 1000) as u32
}

#[cfg(test)]
impl schemars::JsonSchema for PartialDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartialDate".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "2019, 2019-03 or 2019-03-14; present, or nothing, while it goes on",
            "type": "string",
            "pattern": "^([0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?([T ].*)?|present|now|current|today|ongoing|)$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: &str, end: &str) -> Span {
        Span::new(PartialDate::parse(start), PartialDate::parse(end)).unwrap()
    }

    #[test]
    fn coarse_dates_are_ranges() {
        let as_of = Month(2026 * 12 + 10);
        let s = span("2019", "2021");
        assert_eq!(s.certain(as_of).unwrap().len(), 14);
        assert_eq!(s.possible(as_of).unwrap().len(), 36);
        assert_eq!(span("2026-10", "present").certain(as_of).unwrap().len(), 2);
        assert_eq!(span("2027-01", "present").certain(as_of), None);
        assert_eq!(span("2026", "2026").certain(as_of), None);
        assert!(Span::new(PartialDate::parse("2021-05"), PartialDate::parse("2020-01")).is_none());
    }

    #[test]
    fn overlaps_count_once_and_shares_add_up_to_one() {
        assert_eq!(months([(0..24, 1000), (12..36, 1000)]), 36);
        assert_eq!(months([(0..26, 500), (0..26, 500)]), 26);
        assert_eq!(months([(0..26, 500)]), 13);
        assert_eq!(months([(0..20, 500), (3..16, 100)]), 11);
        assert_eq!(months([]), 0);
    }

    #[test]
    fn reads_dates_and_refuses_others() {
        for (text, shown) in
            [("2019", "2019"), ("2019-3", "2019-03"), ("2019-03-14", "2019-03-14"), ("2019-03-14T10:00:00Z", "2019-03-14"), ("Present", "present")]
        {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), shown);
        }
        for text in ["", "March 2019", "19", "2019-13", "2019-02-30", "2019-01-01-01", "0000"] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }
}
