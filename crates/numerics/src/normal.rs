//! The normal law.

const SQRT_HALF: f64 = core::f64::consts::FRAC_1_SQRT_2;
/// 1 / sqrt(2 pi).
const INV_SQRT_TAU: f64 = 0.398_942_280_401_432_7;

/// The 90 % point of the standard normal law, half the width of an 80 % interval.
pub const Z90: f64 = 1.281_551_565_544_600_4;

/// Standard normal distribution function, `P(Z <= x)`.
///
/// Absolute error below 2e-16; in the lower tail the relative error grows as `x * x * 1e-16`.
#[inline]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * SQRT_HALF)
}

/// Upper tail of the standard normal law, `P(Z > x)`, without the cancellation of `1 - normal_cdf(x)`.
#[inline]
pub fn normal_survival(x: f64) -> f64 {
    0.5 * libm::erfc(x * SQRT_HALF)
}

/// Density of the standard normal law.
#[inline]
pub fn normal_density(x: f64) -> f64 {
    INV_SQRT_TAU * libm::exp(-0.5 * x * x)
}

/// Inverse of [`normal_cdf`] for `p` in (0, 1); the ends give minus and plus infinity.
///
/// Source: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988). Relative error about
/// 1e-16 down to `p = 1e-300`, so no correcting step is needed. Odd about one half: for a `p` whose
/// complement `1 - p` is exact, `normal_quantile(1 - p) == -normal_quantile(p)`.
#[inline]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 { central(q) } else { tail(p, q) }
}

/// [`normal_quantile`] of several at once, to the same bits.
#[inline(always)]
pub fn normal_quantiles<const L: usize>(p: &[f64; L]) -> [f64; L] {
    let mut w = [0.0; L];
    for l in 0..L {
        w[l] = central(p[l] - 0.5);
    }
    for l in 0..L {
        let q = p[l] - 0.5;
        if q.abs() > 0.425 {
            w[l] = tail(p[l], q);
        }
    }
    w
}

#[inline(always)]
fn central(q: f64) -> f64 {
    let r = 0.180625 - q * q;
    let num = ((((((2_509.080_928_730_122_7 * r + 33_430.575_583_588_13) * r + 67_265.770_927_008_7) * r
        + 45_921.953_931_549_87)
        * r
        + 13_731.693_765_509_46)
        * r
        + 1_971.590_950_306_551_4)
        * r
        + 133.141_667_891_784_38)
        * r
        + 3.387_132_872_796_366_5;
    let den = ((((((5_226.495_278_852_546 * r + 28_729.085_735_721_943) * r + 39_307.895_800_092_71) * r
        + 21_213.794_301_586_597)
        * r
        + 5_394.196_021_424_751)
        * r
        + 687.187_007_492_057_9)
        * r
        + 42.313_330_701_600_91)
        * r
        + 1.0;
    q * num / den
}

#[inline(never)]
fn tail(p: f64, q: f64) -> f64 {
    let smaller = if q < 0.0 { p } else { 1.0 - p };
    if smaller.is_nan() {
        return f64::NAN;
    }
    if smaller <= 0.0 {
        return if q < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = (-libm::log(smaller)).sqrt();
    let z = if r <= 5.0 { near_tail(r - 1.6) } else { far_tail(r - 5.0) };
    if q < 0.0 { -z } else { z }
}

fn near_tail(r: f64) -> f64 {
    let num = ((((((7.745_450_142_783_414e-4 * r + 0.022_723_844_989_269_184) * r
        + 0.241_780_725_177_450_6)
        * r
        + 1.270_458_252_452_368_4)
        * r
        + 3.647_848_324_763_204_5)
        * r
        + 5.769_497_221_460_691)
        * r
        + 4.630_337_846_156_546)
        * r
        + 1.423_437_110_749_683_5;
    let den = ((((((1.050_750_071_644_416_9e-9 * r + 5.475_938_084_995_345e-4) * r
        + 0.015_198_666_563_616_457)
        * r
        + 0.148_103_976_427_480_08)
        * r
        + 0.689_767_334_985_1)
        * r
        + 1.676_384_830_183_803_8)
        * r
        + 2.053_191_626_637_759)
        * r
        + 1.0;
    num / den
}

fn far_tail(r: f64) -> f64 {
    let num = ((((((2.010_334_399_292_288_1e-7 * r + 2.711_555_568_743_487_6e-5) * r
        + 0.001_242_660_947_388_078_4)
        * r
        + 0.026_532_189_526_576_124)
        * r
        + 0.296_560_571_828_504_87)
        * r
        + 1.784_826_539_917_291_3)
        * r
        + 5.463_784_911_164_114)
        * r
        + 6.657_904_643_501_103;
    let den = ((((((2.044_263_103_389_939_8e-15 * r + 1.421_511_758_316_446e-7) * r
        + 1.846_318_317_510_054_8e-5)
        * r
        + 7.868_691_311_456_133e-4)
        * r
        + 0.014_875_361_290_850_615)
        * r
        + 0.136_929_880_922_735_8)
        * r
        + 0.599_832_206_555_888)
        * r
        + 1.0;
    num / den
}
