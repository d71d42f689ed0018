//! The counter-based generator Philox4x32-10.
//!
//! Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel Random Numbers: As Easy as 1, 2, 3,
//! SC11 (2011). The known answers published with it are in `tests/random/pinned.rs`.

const MULTIPLIER_0: u32 = 0xD251_1F53;
const MULTIPLIER_1: u32 = 0xCD9E_8D57;
const WEYL_0: u32 = 0x9E37_79B9;
const WEYL_1: u32 = 0xBB67_AE85;

/// Ten rounds of Philox4x32: four 32-bit words out of a four-word counter and a two-word key.
#[inline]
pub const fn philox4x32(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    let [mut k0, mut k1] = key;
    let mut round = 0;
    while round < 10 {
        let a = MULTIPLIER_0 as u64 * c0 as u64;
        let b = MULTIPLIER_1 as u64 * c2 as u64;
        c0 = (b >> 32) as u32 ^ c1 ^ k0;
        c2 = (a >> 32) as u32 ^ c3 ^ k1;
        c1 = b as u32;
        c3 = a as u32;
        k0 = k0.wrapping_add(WEYL_0);
        k1 = k1.wrapping_add(WEYL_1);
        round += 1;
    }
    [c0, c1, c2, c3]
}
