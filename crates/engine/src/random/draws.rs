//! Where a uniform lives: seed, trial, the thing that draws, and there purpose, week and index.
//!
//! Two steps: Philox gives each thing of a trial a 64-bit start, once; from there every draw is one step of SplitMix64,
//! whose counter holds purpose, week and index. Philox keeps trials and things apart, the counter is cheap.

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

/// The finaliser of MurmurHash3 (A. Appleby, public domain): a bijection of 32 bits.
#[inline]
pub(crate) const fn mix(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x85EB_CA6B);
    h ^= h >> 13;
    h = h.wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}

/// What is drawn, and when: a step of the counter of a [`Stream`].
///
/// - `purpose` below 4096, `week` below 4096 (plans have at most 260 weeks), `index` any.
/// - Two addresses are equal only if all three are: nothing is folded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address(u64);

/// 2^64 over the golden ratio, odd: the step of SplitMix64.
const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

impl Address {
    /// The address of a purpose in a week.
    #[inline]
    pub const fn new(purpose: u16, week: u32, index: u32) -> Self {
        debug_assert!(purpose < 4096 && week < 4096, "purpose and week have 12 bits each");
        Self((((purpose as u64) << 44) | ((week as u64) << 32) | index as u64).wrapping_mul(GAMMA))
    }

    /// The address `by` indices further on.
    #[inline]
    pub const fn further(self, by: u32) -> Self {
        Self(self.0.wrapping_add((by as u64).wrapping_mul(GAMMA)))
    }
}

/// All uniforms of one thing (a class of a channel, a team, the company) in one trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream(u64);

impl Stream {
    /// The stream of the thing with that hash (0 for none) and class.
    ///
    /// Philox4x32-10 with the seed as key and the counter `(trial, id_hash, class, 0)`; its first two words.
    #[inline]
    pub const fn new(seed: Seed, trial: u32, id_hash: u32, class: u8) -> Self {
        let [low, high, _, _] = philox4x32([trial, id_hash, class as u32, 0], seed.key());
        Self(((high as u64) << 32) | low as u64)
    }

    /// 64 bits: SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014) with the mixer 13 of D. Stafford.
    #[inline(always)]
    pub const fn bits(self, at: Address) -> u64 {
        mixed(self.0.wrapping_add(at.0))
    }

    /// The sum of the start and an address, which [`mixed`] turns into [`Stream::bits`].
    #[inline(always)]
    pub(crate) const fn sum(self, at: Address) -> u64 {
        self.0.wrapping_add(at.0)
    }

    /// An odd multiple of 2^-53 strictly inside (0, 1), symmetric about one half.
    #[inline(always)]
    pub const fn uniform(self, at: Address) -> f64 {
        unit(self.bits(at))
    }
}

/// The mixer of SplitMix64.
#[inline(always)]
pub(crate) const fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// What the sum of start and address grows by from one index to the next.
pub(crate) const NEXT: u64 = GAMMA;

/// The upper 52 bits as an odd multiple of 2^-53.
#[inline(always)]
pub(crate) const fn unit(bits: u64) -> f64 {
    // 1 + k 2^-52, less 1 - 2^-53: exact, and without a conversion from integers, which two lanes cannot do at once.
    f64::from_bits((bits >> 12) | 0x3FF0_0000_0000_0000) - (1.0 - 1.0 / 9_007_199_254_740_992.0)
}
