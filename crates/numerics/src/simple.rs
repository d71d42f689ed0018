//! Laws with closed forms: lognormal, Weibull, logistic; and the lesser of two.

use super::{ln_gamma, normal_cdf};

/// The lesser of two numbers; `b` where `a` is none. One operation, in lanes too, where `f64::min` asks both whether they are numbers
/// and is a call in wasm.
#[inline(always)]
pub const fn lesser(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// The greater of two numbers; `b` where `a` is none.
#[inline(always)]
pub const fn greater(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// `ln(p / (1 - p))` for `p` in (0, 1); the ends give minus and plus infinity.
#[inline]
pub fn logit(p: f64) -> f64 {
    libm::log(p) - libm::log1p(-p)
}

/// Inverse of [`logit`]: `1 / (1 + e^-x)`, without overflow at either end.
#[inline]
pub fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + libm::exp(-x))
    } else {
        let e = libm::exp(x);
        e / (1.0 + e)
    }
}

/// Distribution function of `exp(mu + sigma Z)` at `x`; zero for `x <= 0`. Needs `sigma > 0`.
#[inline]
pub fn lognormal_cdf(mu: f64, sigma: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    normal_cdf((libm::log(x) - mu) / sigma)
}

/// Weibull distribution function `1 - exp(-(x/scale)^shape)`; zero for `x <= 0`.
#[inline]
pub fn weibull_cdf(shape: f64, scale: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    -libm::expm1(-libm::pow(x / scale, shape))
}

/// Inverse of [`weibull_cdf`]: `scale (-ln(1 - p))^(1/shape)`.
#[inline]
pub fn weibull_quantile(shape: f64, scale: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    scale * libm::pow(-libm::log1p(-p), 1.0 / shape)
}

/// The Weibull shape `k` whose coefficient of variation is `cv`: `Gamma(1+2/k)/Gamma(1+1/k)^2 - 1 = cv^2`.
///
/// `cv` in 0.001..=20 gives a relative error below 1e-12; `cv <= 0` gives infinity (no spread).
pub fn weibull_shape_for_cv(cv: f64) -> f64 {
    if cv.is_nan() {
        return f64::NAN;
    }
    if cv <= 0.0 {
        return f64::INFINITY;
    }
    let target = libm::log1p(cv * cv);
    // Leading term at small spread: (pi^2/6) t^2 = ln(1 + cv^2), with t = 1/k.
    let mut high = 1.0;
    while log_square_ratio(high) < target && high < 1e6 {
        high *= 2.0;
    }
    let mut low = 0.0;
    let (mut f_low, mut f_high) = (-target, log_square_ratio(high) - target);
    let mut t = (target * 6.0).sqrt() / core::f64::consts::PI;
    // Illinois variant of regula falsi, started from the leading term.
    for _ in 0..100 {
        if !(t > low && t < high) {
            t = 0.5 * (low + high);
        }
        let miss = log_square_ratio(t) - target;
        if miss == 0.0 {
            break;
        }
        if miss < 0.0 {
            low = t;
            f_low = miss;
            f_high *= 0.5;
        } else {
            high = t;
            f_high = miss;
            f_low *= 0.5;
        }
        let next = low + (high - low) * (f_low / (f_low - f_high));
        if (next - t).abs() <= 1e-15 * t {
            t = next;
            break;
        }
        t = next;
    }
    1.0 / t
}

/// `ln Gamma(1+2t) - 2 ln Gamma(1+t)`, increasing in `t > 0`.
fn log_square_ratio(t: f64) -> f64 {
    if t > 0.1 {
        return ln_gamma(1.0 + 2.0 * t) - 2.0 * ln_gamma(1.0 + t);
    }
    // Taylor series: sum over k >= 2 of zeta(k) (2^k - 2) / k * (-t)^k.
    const ZETA: [f64; 24] = [
        1.644_934_066_848_226_4,
        1.202_056_903_159_594_2,
        1.082_323_233_711_138_2,
        1.036_927_755_143_37,
        1.017_343_061_984_449,
        1.008_349_277_381_923,
        1.004_077_356_197_944_3,
        1.002_008_392_826_082_2,
        1.000_994_575_127_818_1,
        1.000_494_188_604_119_5,
        1.000_246_086_553_308,
        1.000_122_713_347_578_5,
        1.000_061_248_135_058_7,
        1.000_030_588_236_307,
        1.000_015_282_259_408_6,
        1.000_007_637_197_637_9,
        1.000_003_817_293_265,
        1.000_001_908_212_716_5,
        1.000_000_953_962_033_9,
        1.000_000_476_932_986_8,
        1.000_000_238_450_502_7,
        1.000_000_119_219_926,
        1.000_000_059_608_189,
        1.000_000_029_803_503_5,
    ];
    let mut power = -t;
    let mut two = 2.0;
    let mut total = 0.0;
    for (i, zeta) in ZETA.iter().enumerate() {
        power *= -t;
        two *= 2.0;
        total += zeta * (two - 2.0) / (i as f64 + 2.0) * power;
    }
    total
}

/// Percentile of sorted values by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996); `p` 0..=1, at
/// least one value.
pub fn percentile(sorted: &[f64], p: f64) -> f64 {
    let last = sorted.len() - 1;
    let rank = p * last as f64;
    let below = (rank as usize).min(last);
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    low + (rank - below as f64) * (high - low)
}
