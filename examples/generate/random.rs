//! Chance that is the same for the same seed.

/// Numbers by SplitMix64.
pub struct Random(u64);

impl Random {
    /// The numbers of one thing among many: a profile's do not hang on those of the profile before it.
    pub fn of(seed: u64, what: u64, which: u64) -> Random {
        let mut random = Random(seed ^ what.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ which.wrapping_mul(0xbf58_476d_1ce4_e5b9));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// From `from` to `to`, both included.
    pub fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// A place in a list whose early places come far more often: by Zipf's law, roughly.
    pub fn heavy(&mut self, n: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        (((n as f64 + 1.0).powf(unit)) as usize).saturating_sub(1).min(n.saturating_sub(1))
    }
}
