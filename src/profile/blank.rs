//! Values of a profile file: what may be left blank, shares and percentages.

use serde::{Deserialize, Deserializer, Serialize};

use super::dates::PartialDate;
use super::file::{Basics, Location, Meta};

/// JSON exports write `null` and `""` where nothing is meant.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Default + Blank<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Types that may be left blank.
pub(super) trait Blank<'de>: Sized {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

macro_rules! blank {
    ($($type:ty),*) => {
        $(impl<'de> Blank<'de> for $type {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Option::<$type>::deserialize(deserializer)?.unwrap_or_default())
            }
        })*
    };
}

blank!(String, Basics, Location, Meta);

impl<'de, T: Deserialize<'de>> Blank<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default())
    }
}

macro_rules! optional {
    ($($type:ty),*) => {
        $(impl<'de> Blank<'de> for Option<$type> {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Option::<$type>::deserialize(deserializer)
            }
        })*
    };
}

optional!(bool, u32, f64, Share, Percent, Vec<String>);

impl<'de> Blank<'de> for Option<PartialDate> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Option::<String>::deserialize(deserializer)? {
            Some(text) if !text.trim().is_empty() => PartialDate::read(&text).map(Some),
            _ => Ok(None),
        }
    }
}

/// A share of full time, in thousandths; a number from 0 to 1 in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Share(#[cfg_attr(test, schemars(with = "f64", range(min = 0, max = 1)))] pub u16);

impl Serialize for Share {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 1000.0)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let share = f64::deserialize(deserializer)?;
        if (0.0..=1.0).contains(&share) {
            Ok(Share((share * 1000.0).round() as u16))
        } else {
            Err(serde::de::Error::custom("`fte` is a share of full time, from 0 to 1"))
        }
    }
}

/// A percentage, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Percent(#[cfg_attr(test, schemars(with = "f64", range(min = 0, max = 100)))] pub u8);

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let percent = f64::deserialize(deserializer)?;
        if (0.0..=100.0).contains(&percent) { Ok(Percent(percent.round() as u8)) } else { Err(serde::de::Error::custom("expected a percentage from 0 to 100")) }
    }
}
