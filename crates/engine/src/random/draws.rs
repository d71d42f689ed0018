//! Where a uniform lives: seed, trial, week, site, index.

use super::philox::philox4x32;

/// The seed of a run: the key of the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seed(pub u64);

impl Seed {
    /// The two key words.
    #[inline]
    pub(crate) const fn key(self) -> [u32; 2] {
        [self.0 as u32, (self.0 >> 32) as u32]
    }
}

/// A place in the model that draws: what is drawn, for which channel or other named thing, for which class.
///
/// Two sites differ in their addresses as soon as purpose, class or name hash differ; nothing is folded
/// together, so no two purposes can collide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Site {
    /// Purpose in the upper 12 bits, class in the next 8, the lower 12 left free for the week.
    tag: u32,
    id_hash: u32,
}

impl Site {
    /// Purposes run from 0 to this one; the next is kept for parameters.
    pub const MAX_PURPOSE: u16 = 0xFFE;

    /// A site from a purpose in `0..=MAX_PURPOSE`, the hash of a stable id (0 for none) and a class.
    #[inline]
    pub const fn new(purpose: u16, id_hash: u32, class: u8) -> Self {
        debug_assert!(purpose <= Self::MAX_PURPOSE, "purposes have 12 bits and the last is kept");
        Site { tag: ((purpose as u32 & 0xFFF) << 20) | ((class as u32) << 12), id_hash }
    }

    /// The site of an uncertain parameter.
    #[inline]
    pub(crate) const fn parameter(parameter_hash: u32, class: u8) -> Self {
        Site { tag: (0xFFF << 20) | ((class as u32) << 12), id_hash: parameter_hash }
    }

    /// A fixed hash of an id: 32-bit FNV-1a followed by the finaliser of MurmurHash3.
    ///
    /// Part of the meaning of a seed: the same text gives the same hash in every version.
    pub const fn hash_id(id: &str) -> u32 {
        let bytes = id.as_bytes();
        let mut hash = 0x811C_9DC5_u32;
        let mut i = 0;
        while i < bytes.len() {
            hash = (hash ^ bytes[i] as u32).wrapping_mul(0x0100_0193);
            i += 1;
        }
        mix(hash)
    }
}

/// The finaliser of MurmurHash3 (A. Appleby, public domain): a bijection of 32 bits.
#[inline]
pub(crate) const fn mix(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x85EB_CA6B);
    h ^= h >> 13;
    h = h.wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}

/// Set in the block word of [`Items`], so that items and single uniforms of one site never share bits.
const ITEM_BLOCKS: u32 = 0x8000_0000;

/// All uniforms of one trial in one week.
///
/// - `week < 4096` (plans have at most 260 weeks).
/// - The counter words are `(trial, id hash, purpose | class | week, block)`; the key is the seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    key: [u32; 2],
    trial: u32,
    week: u32,
}

impl Draws {
    /// The draws of `trial` in `week`.
    #[inline]
    pub const fn new(seed: Seed, trial: u32, week: u32) -> Self {
        debug_assert!(week < 4096, "a week has 12 bits");
        Draws { key: seed.key(), trial, week: week & 0xFFF }
    }

    /// The same trial in another week.
    #[inline]
    pub const fn at_week(self, week: u32) -> Self {
        debug_assert!(week < 4096, "a week has 12 bits");
        Draws { week: week & 0xFFF, ..self }
    }

    #[inline]
    const fn block(self, site: Site, block: u32) -> [u32; 4] {
        philox4x32([self.trial, site.id_hash, site.tag | self.week, block], self.key)
    }

    /// Uniform `index < 2^32` of a site: an odd multiple of 2^-53 strictly inside (0, 1), symmetric about one half.
    ///
    /// Indices `2 i` and `2 i + 1` share one evaluation of the generator; [`Draws::uniforms2`] gives both.
    #[inline]
    pub fn uniform(self, site: Site, index: u32) -> f64 {
        let [a, b, c, d] = self.block(site, index >> 1);
        if index & 1 == 0 { wide(a, b) } else { wide(c, d) }
    }

    /// Uniforms `2 pair` and `2 pair + 1` of a site for the price of one.
    #[inline]
    pub fn uniforms2(self, site: Site, pair: u32) -> (f64, f64) {
        let [a, b, c, d] = self.block(site, pair);
        (wide(a, b), wide(c, d))
    }

    /// The endless stream of a site's items: item `i` always gets the same uniform, however many are taken.
    ///
    /// Items have 32 bits (odd multiples of 2^-33), four to an evaluation of the generator: a probability
    /// decided by an item is exact to 2^-33. They share no bits with [`Draws::uniform`] of the same site.
    #[inline]
    pub fn items(self, site: Site) -> Items {
        Items { draws: self, site, next: 0, words: [0; 4] }
    }
}

/// A 53-bit uniform out of two words.
#[inline]
const fn wide(low: u32, high: u32) -> f64 {
    let bits = ((high as u64) << 32) | low as u64;
    ((bits >> 11) | 1) as f64 * (1.0 / 9_007_199_254_740_992.0)
}

/// A 32-bit uniform out of one word.
#[inline]
const fn narrow(word: u32) -> f64 {
    (2 * word as u64 + 1) as f64 * (1.0 / 8_589_934_592.0)
}

/// The uniforms of a site's items in order; see [`Draws::items`].
#[derive(Clone, Debug)]
pub struct Items {
    draws: Draws,
    site: Site,
    next: u32,
    words: [u32; 4],
}

impl Items {
    /// The next item's uniform.
    #[inline]
    pub fn take_next(&mut self) -> f64 {
        let place = self.next & 3;
        if place == 0 {
            self.words = self.draws.block(self.site, ITEM_BLOCKS | (self.next >> 2));
        }
        self.next = self.next.wrapping_add(1);
        narrow(self.words[place as usize])
    }
}

impl Iterator for Items {
    type Item = f64;

    #[inline]
    fn next(&mut self) -> Option<f64> {
        Some(self.take_next())
    }
}
