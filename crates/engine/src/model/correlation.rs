//! Uncertain inputs that move together: a Gaussian copula (`docs/model.md` 5). Each input keeps its own law exactly.

use super::{ChannelType, Parameter};
use crate::findings::{Code, Fact, Finding};
use crate::numerics::{normal_cdf, normal_quantile, symmetric_eigen};
use crate::plan::Plan;

/// Eigenvalues below this are raised to it when a matrix is repaired.
const LEAST: f64 = 1e-6;
/// A weight below this is one that arithmetic left.
const HARDLY: f64 = 1e-9;
/// A score beyond which the copula does not go, so that no input lies at the very end of its law.
const FARTHEST: f64 = 8.0;

/// Pearson's correlation of the normal scores that gives the rank correlation `rho`: `2 sin(π ρ / 6)` (C23).
pub fn pearson_of_rank(rho: f64) -> f64 {
    2.0 * libm::sin(core::f64::consts::PI * rho / 6.0)
}

/// The inputs that depend on others, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Coupling {
    /// Positions among the parameters.
    members: Vec<usize>,
    /// Rows of the lower triangle L with `L Lᵀ` = correlation of the normal scores.
    factor: Vec<Vec<f64>>,
}

impl Coupling {
    /// The coupling of a plan's uncertain inputs; W202 where the correlations contradict each other, W210 where one is of
    /// an input that is not a range.
    pub(crate) fn of(plan: &Plan, parameters: &[Parameter], findings: &mut Vec<Finding>) -> Self {
        let n = parameters.len();
        let mut matrix = vec![vec![0.0; n]; n];
        if plan.simulation.default_correlations {
            for i in 0..n {
                for j in 0..i {
                    let rho = usual(plan, &parameters[i].path, &parameters[j].path);
                    (matrix[i][j], matrix[j][i]) = (rho, rho);
                }
            }
        }
        for (index, typed) in plan.simulation.correlations.iter().enumerate() {
            let place = |path: &str| parameters.iter().position(|parameter| parameter.path == path);
            match (place(&typed.first), place(&typed.second)) {
                (Some(i), Some(j)) if i != j => {
                    (matrix[i][j], matrix[j][i]) = (typed.rank_correlation, typed.rank_correlation);
                }
                (first, _) => {
                    let (key, found) =
                        if first.is_none() { ("first", &typed.first) } else { ("second", &typed.second) };
                    findings.push(Finding {
                        code: Code::W210,
                        path: format!("simulation.correlations[{index}].{key}"),
                        found: found.clone(),
                        fact: Fact::NotUncertain,
                    });
                }
            }
        }
        let mut members: Vec<usize> = (0..n).filter(|&i| matrix[i].iter().any(|&rho| rho != 0.0)).collect();
        // A factor hangs on the order of its rows, so that those of channels are not in the plan's.
        members.sort_by_key(|&i| match parameters[i].path.starts_with("channels[") {
            true => (1, parameters[i].address as usize),
            false => (0, i),
        });
        let scores: Vec<Vec<f64>> = members
            .iter()
            .map(|&i| {
                let off = members.iter().map(|&j| if i == j { 1.0 } else { pearson_of_rank(matrix[i][j]) });
                off.collect()
            })
            .collect();
        let factor = triangle(&scores).unwrap_or_else(|| {
            let (repaired, change) = repaired(&scores);
            findings.push(Finding {
                code: Code::W202,
                path: "simulation.correlations".to_owned(),
                found: String::new(),
                fact: Fact::CorrelationsRepaired { change },
            });
            triangle(&repaired).unwrap_or_else(|| identity(members.len()))
        });
        Self { members, factor }
    }

    /// Inputs of `n` that depend on each other, directly or by way of others, each in one group; one that depends on no other
    /// is a group of its own. Groups and their members in the plan's order.
    pub(crate) fn groups(&self, n: usize) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..n).collect();
        for (row, &place) in self.factor.iter().zip(&self.members) {
            for (_, &other) in row.iter().zip(&self.members).filter(|(weight, _)| weight.abs() > HARDLY) {
                let (from, to) = (group[place].max(group[other]), group[place].min(group[other]));
                group.iter_mut().filter(|of| **of == from).for_each(|of| *of = to);
            }
        }
        let members = |of: usize| (0..n).filter(|&place| group[place] == of).collect::<Vec<_>>();
        (0..n).map(members).filter(|members| !members.is_empty()).collect()
    }

    /// Turns independent uniforms of the parameters into coupled ones. Inputs that depend on no other keep theirs.
    pub(crate) fn couple(&self, uniforms: &mut [f64]) {
        let scores: Vec<f64> = self.members.iter().map(|&place| normal_quantile(uniforms[place])).collect();
        for (row, &place) in self.factor.iter().zip(&self.members) {
            let score: f64 = row.iter().zip(&scores).map(|(weight, score)| weight * score).sum();
            uniforms[place] = normal_cdf(score.clamp(-FARTHEST, FARTHEST));
        }
    }
}

/// The usual rank correlation of two inputs, an assumption of ours; 0 for most.
fn usual(plan: &Plan, one: &str, other: &str) -> f64 {
    const RATES: &str = "qualification.observed.conversion.";
    const WIN_RATE: &str = "qualification.observed.conversion.opportunity_to_won";
    const CYCLE: &str = "durations.opportunity_to_won.mean_weeks";
    const DEAL: &str = "deals.mean_first_year_value";
    const CHURN: &str = "retention.churn_rate_per_month";
    const EXPANSION: &str = "retention.expansion_rate_per_year";
    // The steps from opportunity to won, where the plan has any, stand for the whole.
    const STEPS: &str = "opportunity_stages[";
    let is_rate =
        |path: &str| path.starts_with(RATES) || (path.starts_with(STEPS) && path.ends_with("].conversion"));
    let time_of = |path: &str| {
        path.strip_suffix(".mean_weeks")
            .filter(|step| step.starts_with(STEPS))
            .map(|step| format!("{step}.conversion"))
    };
    let deal_and_step = |a: &str, b: &str| a == DEAL && time_of(b).is_some();
    let are = |a: &str, b: &str| (one, other) == (a, b) || (one, other) == (b, a);
    let cost_of_paid = |path: &str| {
        let index = path.strip_prefix("channels[").and_then(|rest| rest.split_once("].response."));
        index.is_some_and(|(index, key)| {
            let channel = index.parse().ok().and_then(|index: usize| plan.channels.get(index));
            key == "reference_cost_per_lead" && channel.is_some_and(|c| c.kind == ChannelType::Paid)
        })
    };
    match () {
        () if cost_of_paid(one) && cost_of_paid(other) => 0.3,
        () if is_rate(one) && is_rate(other) => 0.2,
        () if time_of(one).as_deref() == Some(other) || time_of(other).as_deref() == Some(one) => -0.3,
        () if deal_and_step(one, other) || deal_and_step(other, one) => 0.3,
        () if are(WIN_RATE, CYCLE) => -0.3,
        () if are(DEAL, CYCLE) => 0.3,
        () if are(CHURN, EXPANSION) => -0.4,
        () => 0.0,
    }
}

/// Cholesky's lower triangle; nothing if the matrix is not positive definite.
fn triangle(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (i, values) in matrix.iter().enumerate() {
        let mut row = vec![0.0; i + 1];
        for j in 0..i {
            let dot: f64 = (0..j).map(|k| row[k] * rows[j][k]).sum();
            row[j] = (values[j] - dot) / rows[j][j];
        }
        let left = values[i] - row[..i].iter().map(|x| x * x).sum::<f64>();
        if left <= LEAST * LEAST {
            return None;
        }
        row[i] = left.sqrt();
        rows.push(row);
    }
    Some(rows)
}

fn identity(n: usize) -> Vec<Vec<f64>> {
    (0..n).map(|i| (0..=i).map(|j| f64::from(u8::from(i == j))).collect()).collect()
}

/// The matrix with its eigenvalues at least [`LEAST`], scaled back to a unit diagonal; and its largest change.
fn repaired(matrix: &[Vec<f64>]) -> (Vec<Vec<f64>>, f64) {
    let n = matrix.len();
    let (values, vectors) = symmetric_eigen(matrix);
    let at = |i: usize, j: usize| -> f64 {
        (0..n).map(|k| values[k].max(LEAST) * vectors[i][k] * vectors[j][k]).sum()
    };
    let scale: Vec<f64> = (0..n).map(|i| 1.0 / at(i, i).sqrt()).collect();
    let entry = |i: usize, j: usize| if i == j { 1.0 } else { at(i, j) * scale[i] * scale[j] };
    let repaired: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect();
    let change = |i: usize, j: usize| (repaired[i][j] - matrix[i][j]).abs();
    let largest = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| change(i, j));
    let largest = largest.fold(0.0, f64::max);
    (repaired, largest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `L Lᵀ` of a triangle.
    fn product(rows: &[Vec<f64>], i: usize, j: usize) -> f64 {
        rows[i].iter().zip(&rows[j]).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn a_contradiction_is_mended_by_the_least_change_of_eigenvalues() {
        // One and two move together, two and three as well, but one against three: impossible.
        let matrix = vec![vec![1.0, 0.9, -0.9], vec![0.9, 1.0, 0.9], vec![-0.9, 0.9, 1.0]];
        assert!(triangle(&matrix).is_none());
        let (mended, change) = repaired(&matrix);
        let rows = triangle(&mended).unwrap();
        for i in 0..3 {
            for j in 0..3 {
                assert!((product(&rows, i, j) - mended[i.max(j)][i.min(j)]).abs() < 1e-9);
            }
        }
        // By symmetry each correlation shrinks to a half, the nearest that is possible.
        for (i, j, expected) in [(1, 0, 0.5), (2, 1, 0.5), (2, 0, -0.5)] {
            assert!((mended[i][j] - expected).abs() < 1e-3, "{i} {j}: {}", mended[i][j]);
        }
        assert!((change - 0.4).abs() < 1e-3, "{change}");
    }
}
