//! Tables laid out as bytes: made at build time, read in place, so that a cold
//! start decodes nothing that it does not ask for. It depends on nothing of the crate.

use std::borrow::Cow;

/// Bytes that are built in, or that a user's own rules were laid out to.
pub(crate) type Bytes = Cow<'static, [u8]>;

/// Whole numbers, four little-endian bytes each.
#[derive(Debug, Default)]
pub(crate) struct Numbers(pub Bytes);

impl Numbers {
    pub fn get(&self, i: usize) -> u32 {
        u32::from_le_bytes(self.0.as_chunks().0[i])
    }

    pub fn len(&self) -> usize {
        self.0.len() / 4
    }

    /// The numbers from `from` to `to` (not included).
    pub fn range(&self, from: u32, to: u32) -> impl Iterator<Item = u32> {
        (from as usize..to as usize).map(|i| self.get(i))
    }
}

/// The bytes of some numbers.
pub(crate) fn of_numbers(numbers: impl IntoIterator<Item = u32>) -> Vec<u8> {
    numbers.into_iter().flat_map(u32::to_le_bytes).collect()
}

/// Texts one behind the other, with the place where each begins.
#[derive(Debug, Default)]
pub(crate) struct Blobs {
    pub starts: Numbers,
    pub bytes: Bytes,
}

impl Blobs {
    pub fn get(&self, i: usize) -> &[u8] {
        &self.bytes[self.starts.get(i) as usize..self.starts.get(i + 1) as usize]
    }

    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub fn text(&self, i: usize) -> &str {
        std::str::from_utf8(self.get(i)).expect("written from text")
    }

    /// The position of a text in sorted ones.
    pub fn find(&self, text: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            match self.get(middle).cmp(text.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// The starts and the bytes of some blobs.
pub(crate) fn of_blobs<'a>(blobs: impl IntoIterator<Item = &'a [u8]>) -> (Vec<u8>, Vec<u8>) {
    let (mut starts, mut bytes) = (vec![0], Vec::new());
    for blob in blobs {
        bytes.extend_from_slice(blob);
        starts.push(bytes.len() as u32);
    }
    (of_numbers(starts), bytes)
}

/// FNV-1a: the same on every machine.
pub(crate) fn hash(text: &[u8]) -> u32 {
    text.iter().fold(0x811c_9dc5, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}
