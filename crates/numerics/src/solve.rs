//! A bracketed root search for quantiles.

/// What a distribution says about a trial point of a quantile search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probe {
    /// Distance of the distribution function from its target, as a share of the smaller of the two target tails.
    pub miss: f64,
    /// Slope of `miss`, at least zero.
    pub slope: f64,
    /// Derivative of the logarithm of the slope.
    pub bend: f64,
}

/// Finds `x` in `low..high` where the increasing function probed by `probe` is zero.
///
/// `start` is a guess; each step is Halley's, replaced by halving the bracket whenever it would leave it or would not
/// shrink fast enough. Never fails: after at most 200 probes the best point is returned. Deterministic.
pub fn invert(low: f64, high: f64, start: f64, mut probe: impl FnMut(f64) -> Probe) -> f64 {
    let (mut low, mut high) = (low, high);
    let mut x = if start > low && start < high { start } else { 0.5 * low + 0.5 * high };
    let mut last_step = high - low;
    for _ in 0..200 {
        let Probe { miss, slope, bend } = probe(x);
        if miss == 0.0 || miss.is_nan() {
            return x;
        }
        if miss < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let newton = -miss / slope;
        let halley = newton / (1.0 + 0.5 * newton * bend).clamp(0.4, 2.5);
        let sought = x + halley;
        let good = sought >= low && sought <= high && halley.abs() <= 0.7 * last_step.abs();
        if sought == x {
            return x;
        }
        let next = if good { sought } else { halve(low, high) };
        // Halley cubes a relative miss: 3e-6 leaves less than rounding does.
        if (good && miss.abs() <= 3e-6) || next == low || next == high {
            return next;
        }
        last_step = next - x;
        x = next;
    }
    x
}

/// The middle of a bracket: geometric where its ends differ by orders of magnitude.
fn halve(low: f64, high: f64) -> f64 {
    if low > 0.0 && high > 4.0 * low {
        return low.sqrt() * high.sqrt();
    }
    if low == 0.0 && high > 0.0 {
        return high * 0.125;
    }
    0.5 * low + 0.5 * high
}
