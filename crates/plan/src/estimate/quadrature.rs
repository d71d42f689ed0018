//! Integrals against the normal density.

use tandem_numerics::normal_density;

/// Nodes and weights of the Gauss-Legendre rule with ten points on -1..1, positive half.
const RULE: [(f64, f64); 5] = [
    (0.148_874_338_981_631_2, 0.295_524_224_714_752_87),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// Panels of the composite rule.
const PANELS: u32 = 64;

/// Integral of `f(z)` times the standard normal density over `low..high`, by 64 panels of ten nodes each.
///
/// The ends should be cut to where the integrand matters, about 40 units at most; the error is then below 1e-13 of the
/// largest value of the integrand.
pub(super) fn normal_integral(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let half = 0.5 * (high - low) / f64::from(PANELS);
    let mut total = 0.0;
    for panel in 0..PANELS {
        let middle = low + half * f64::from(2 * panel + 1);
        for (node, weight) in RULE {
            let (left, right) = (middle - half * node, middle + half * node);
            total += weight * (f(left) * normal_density(left) + f(right) * normal_density(right));
        }
    }
    total * half
}
