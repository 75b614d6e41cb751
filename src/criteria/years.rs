//! Times that are asked.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A time asked, in whole months; a number of years in files (1.5 is 18 months).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Years(u16);

impl Years {
    /// From months; at most 99 years.
    pub fn from_months(months: u32) -> Option<Years> {
        (months <= 99 * 12).then_some(Years(months as u16))
    }

    /// The months.
    pub fn months(self) -> u32 {
        u32::from(self.0)
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_multiple_of(12) {
            return f.pad(&(self.0 / 12).to_string());
        }
        f.pad(format!("{:.2}", f64::from(self.0) / 12.0).trim_end_matches('0'))
    }
}

impl Serialize for Years {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(12) { serializer.serialize_u16(self.0 / 12) } else { serializer.serialize_f64(f64::from(self.0) / 12.0) }
    }
}

impl<'de> Deserialize<'de> for Years {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let years = f64::deserialize(deserializer)?;
        let months = (years * 12.0).round();
        if (0.0..=99.0 * 12.0).contains(&months) { Ok(Years(months as u16)) } else { Err(serde::de::Error::custom("expected a number of years from 0 to 99")) }
    }
}
