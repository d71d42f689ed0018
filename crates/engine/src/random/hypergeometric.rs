//! The hypergeometric law.

/// Successes among `draws` taken without return from `population` of which `successes` count: the smallest `k`
/// with `P(X <= k) >= u`, as a whole number in an f64.
///
/// `u` strictly inside (0, 1). All counts are whole numbers below 2^53 (fractions are cut off, counts above the
/// population mean all of it). Exact to 1e-12 in the distribution function; non-decreasing in `u`, `successes`
/// and `draws`. Cost grows with the standard deviation of the result, at most about half the root of `draws`.
pub fn hypergeometric(u: f64, population: f64, successes: f64, draws: f64) -> f64 {
    let population = whole(population);
    let successes = whole(successes).min(population);
    let draws = whole(draws).min(population);
    let low = (successes + draws - population).max(0.0);
    let high = successes.min(draws);
    if low >= high {
        return low;
    }
    // Masses are taken relative to the one at the mode and normalised by their sum: no logarithm, no underflow.
    let up =
        |k: f64| (successes - k) * (draws - k) / ((k + 1.0) * (population - successes - draws + k + 1.0));
    let mode = whole((successes + 1.0) * ((draws + 1.0) / (population + 2.0))).clamp(low, high);
    let mut first = mode;
    let mut first_mass = 1.0;
    let mut total = 0.0;
    while first > low && first_mass > CUT {
        first -= 1.0;
        first_mass /= up(first);
        total += first_mass;
    }
    let (mut k, mut mass) = (mode, 1.0);
    while mass > CUT {
        total += mass;
        if k >= high {
            break;
        }
        mass *= up(k);
        k += 1.0;
    }
    let target = u * total;
    let (mut k, mut mass, mut level) = (first, first_mass, first_mass);
    while level < target && k < high && (mass > CUT || k < mode) {
        mass *= up(k);
        k += 1.0;
        level += mass;
    }
    k
}

/// A mass this small beside the mode's is left out.
const CUT: f64 = 1e-25;

#[inline]
fn whole(x: f64) -> f64 {
    if x > 0.0 { (x as u64).min(1 << 53) as f64 } else { 0.0 }
}
