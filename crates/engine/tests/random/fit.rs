//! Whether draws follow a law, and which other laws that would find.

use super::families::poisson_cdf;
use super::*;

/// Most cells of equal chance that draws fall into. With many more, a law that is a little off is lost among cells that are right.
const MOST_CELLS: f64 = 30.0;
/// Each of the two questions rejects one true law in a million (but the seed is fixed, so a pass stays a pass).
const LEVEL: f64 = 1e-6;

/// Counts that belong together, and what is expected of them; joined until at least `least` are expected.
fn joined(observed: &[f64], expected: &[f64], least: f64) -> Vec<(f64, f64)> {
    let (mut cells, mut o, mut e) = (Vec::new(), 0.0, 0.0);
    let mut left: f64 = expected.iter().sum();
    for (seen, wanted) in observed.iter().zip(expected) {
        o += seen;
        e += wanted;
        left -= wanted;
        if e >= least && left >= least {
            cells.push((o, e));
            (o, e) = (0.0, 0.0);
        }
    }
    cells.push((o, e));
    cells
}

/// Chi-square of cells.
fn statistic(cells: &[(f64, f64)]) -> f64 {
    cells.iter().map(|(o, e)| (o - e) * (o - e) / e).sum()
}

/// What the chi-square of so many cells stays below.
fn limit(cells: usize) -> f64 {
    2.0 * gamma_quantile((cells as f64 - 1.0) / 2.0, 1.0 - LEVEL)
}

fn least(expected: &[f64]) -> f64 {
    f64::max(20.0, sum(expected) / MOST_CELLS)
}

/// Chi-square of counts against expected counts; cells below 20 are joined.
#[track_caller]
pub(crate) fn chi_square(name: &str, observed: &[f64], expected: &[f64]) {
    let cells = joined(observed, expected, 20.0);
    let (found, n) = (statistic(&cells), cells.len());
    assert!(n < 2 || found < limit(n), "{name}: chi-square {found:.1} of {n} cells, limit {:.1}", limit(n));
}

/// Chance that a chi-square of so many cells rejects a law with this noncentrality: a Poisson mixture of central ones.
pub(crate) fn power_of_cells(cells: usize, noncentrality: f64) -> f64 {
    let (half, freedom) = (noncentrality / 2.0, (cells as f64 - 1.0) / 2.0);
    let mixture = |j: u32| {
        let j = f64::from(j);
        let weight = poisson_cdf(j, half) - if j > 0.0 { poisson_cdf(j - 1.0, half) } else { 0.0 };
        weight * gamma_survival(freedom + j, limit(cells) / 2.0)
    };
    (0..(half + 12.0 * half.sqrt() + 20.0) as u32).map(mixture).sum()
}

/// How far the mean place of the draws in the law (their distribution function, half a step back) is from a half, in standard
/// errors: a law that lies too high or too low shows here before it does in any cell.
fn lean(observed: &[f64], expected: &[f64]) -> f64 {
    let all = sum(expected);
    let (mut below, mut mean, mut variance) = (0.0, 0.0, 0.0);
    for (seen, wanted) in observed.iter().zip(expected) {
        let place = (below + wanted / 2.0) / all - 0.5;
        mean += place * seen;
        variance += place * place * wanted;
        below += wanted;
    }
    mean / variance.sqrt()
}

fn most_lean() -> f64 {
    normal_quantile(1.0 - LEVEL / 2.0)
}

/// Why draws do not follow a law: they are too many here and too few there, or lie too high or too low as a whole.
pub(crate) fn misfit(observed: &[f64], expected: &[f64]) -> Option<String> {
    let cells = joined(observed, expected, least(expected));
    let (found, n, lean) = (statistic(&cells), cells.len(), lean(observed, expected));
    let fits = (n < 2 || found < limit(n)) && lean.abs() < most_lean();
    (!fits).then(|| format!("chi-square {found:.1} of {n} cells, limit {:.1}, lean {lean:.1}", limit(n)))
}

/// Chance that [`misfit`] finds draws of a law with these other counts: that of the better of its two questions.
pub(crate) fn power(wrong: &[f64], expected: &[f64]) -> f64 {
    let cells = joined(wrong, expected, least(expected));
    let of_lean = normal_cdf(lean(wrong, expected).abs() - most_lean());
    if cells.len() < 2 { of_lean } else { of_lean.max(power_of_cells(cells.len(), statistic(&cells))) }
}

/// The chance of finding a law is right where it has a closed form: with one and with three degrees of freedom.
#[test]
fn power_is_that_of_the_noncentral_chi_square() {
    for off in [0.5, 3.0, 6.0] {
        let root = |cells| limit(cells).sqrt();
        let tails = |x: f64| normal_cdf(off - x) + normal_cdf(-off - x);
        let one = tails(root(2));
        assert!((power_of_cells(2, off * off) - one).abs() < 1e-12, "{off}");
        let x = root(4);
        let three = tails(x) + (normal_density(x - off) - normal_density(x + off)) / off;
        assert!((power_of_cells(4, off * off) - three).abs() < 1e-12, "{off}");
    }
}
