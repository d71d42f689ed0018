//! Uncertain inputs that move together: a Gaussian copula (`docs/model.md` 5). Each input keeps its own law exactly.

use super::{ChannelType, Parameter, address};
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

/// Inputs that usually move together because of something that all of them share. Each hangs on that by itself, so that one more
/// input of the kind, of a channel or a stage that is added, leaves the draws of the others as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shared {
    /// What makes advertising dear.
    CostOfPaid,
    /// What makes prospects willing.
    Rates,
}

impl Shared {
    const ALL: [Self; 2] = [Self::CostOfPaid, Self::Rates];

    /// The usual rank correlation of two such inputs, an assumption of ours.
    const fn rank_correlation(self) -> f64 {
        match self {
            Self::CostOfPaid => 0.3,
            Self::Rates => 0.2,
        }
    }

    /// Address of its own draw: no path of a plan has a space.
    fn address(self) -> u32 {
        address(match self {
            Self::CostOfPaid => "shared cost of paid",
            Self::Rates => "shared rates",
        })
    }

    /// What an input shares with others of its kind.
    fn of(plan: &Plan, path: &str) -> Option<Self> {
        let cost_of_paid = || {
            let (index, key) = path.strip_prefix("channels[")?.split_once("].response.")?;
            let channel = plan.channels.get(index.parse::<usize>().ok()?)?;
            Some(key == "reference_cost_per_lead" && channel.kind == ChannelType::Paid)
        };
        if path.starts_with(RATES) || path.starts_with(STEPS) && path.ends_with("].conversion") {
            Some(Self::Rates)
        } else {
            cost_of_paid()?.then_some(Self::CostOfPaid)
        }
    }
}

/// The inputs that depend on others, and how: a score of each is a weight of what it shares and a row of a triangle.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Coupling {
    /// Positions among the parameters.
    members: Vec<usize>,
    /// What is shared, behind the parameters.
    shared: Vec<Shared>,
    /// For each member its place among what is shared, and its weight; 0 where it shares nothing.
    weights: Vec<(usize, f64)>,
    /// Rows of the lower triangle L with `L Lᵀ` = correlation of the normal scores, less what is shared.
    factor: Vec<Vec<f64>>,
}

impl Coupling {
    /// The coupling of a plan's uncertain inputs; W202 where the correlations contradict each other, W210 where one is of
    /// an input that is not a range.
    pub(crate) fn of(plan: &Plan, parameters: &[Parameter], findings: &mut Vec<Finding>) -> Self {
        let n = parameters.len();
        let mut matrix = vec![vec![0.0; n]; n];
        let mut shares = vec![None; n];
        if plan.simulation.default_correlations {
            for i in 0..n {
                shares[i] = Shared::of(plan, &parameters[i].path);
                for j in 0..i {
                    let rho = match (shares[i], shares[j]) {
                        (Some(one), Some(other)) if one == other => one.rank_correlation(),
                        _ => usual(&parameters[i].path, &parameters[j].path),
                    };
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
        let depends = |i: usize| shares[i].is_some() || matrix[i].iter().any(|&rho| rho != 0.0);
        let mut members: Vec<usize> = (0..n).filter(|&i| depends(i)).collect();
        // A row hangs on those before it: what many others hang together with comes last, and channels are not in the plan's order.
        members.sort_by_key(|&i| match parameters[i].path.as_str() {
            DEAL => (2, 0),
            path if path.starts_with("channels[") => (1, parameters[i].address as usize),
            _ => (0, i),
        });
        let scores: Vec<Vec<f64>> = members
            .iter()
            .map(|&i| {
                let off = members.iter().map(|&j| if i == j { 1.0 } else { pearson_of_rank(matrix[i][j]) });
                off.collect()
            })
            .collect();
        Self::apart(&members, &members.iter().map(|&i| shares[i]).collect::<Vec<_>>(), &scores)
            .unwrap_or_else(|| {
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
                Self { weights: vec![(0, 0.0); members.len()], members, shared: Vec::new(), factor }
            })
    }

    /// What is shared apart from the rest of the correlations of the normal scores; nothing where the rest cannot be.
    fn apart(members: &[usize], shares: &[Option<Shared>], scores: &[Vec<f64>]) -> Option<Self> {
        let in_common = |share: Shared| pearson_of_rank(share.rank_correlation());
        let rest = |i: usize, j: usize| match (shares[i], shares[j]) {
            (Some(one), Some(other)) if one == other => scores[i][j] - in_common(one),
            _ => scores[i][j],
        };
        let rest: Vec<Vec<f64>> =
            (0..members.len()).map(|i| (0..members.len()).map(|j| rest(i, j)).collect()).collect();
        let factor = triangle(&rest)?;
        let shared: Vec<Shared> =
            Shared::ALL.into_iter().filter(|&share| shares.contains(&Some(share))).collect();
        let weight = |share: &Option<Shared>| {
            let place = share.and_then(|share| shared.iter().position(|other| *other == share));
            place.map_or((0, 0.0), |place| (place, in_common(shared[place]).sqrt()))
        };
        Some(Self { members: members.to_vec(), weights: shares.iter().map(weight).collect(), shared, factor })
    }

    /// Addresses of what is shared: uniforms behind those of the parameters.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = u32> {
        self.shared.iter().map(|share| share.address())
    }

    /// Inputs of `n` that depend on each other, directly or by way of others, each in one group; one that depends on no other
    /// is a group of its own. Groups and their members in the plan's order; behind the inputs what they share, from `n` on.
    pub(crate) fn groups(&self, n: usize) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..n + self.shared.len()).collect();
        let mut join = |one: usize, other: usize| {
            let (from, to) = (group[one].max(group[other]), group[one].min(group[other]));
            group.iter_mut().filter(|of| **of == from).for_each(|of| *of = to);
        };
        for ((row, &(share, weight)), &place) in self.factor.iter().zip(&self.weights).zip(&self.members) {
            for (_, &other) in row.iter().zip(&self.members).filter(|(weight, _)| weight.abs() > HARDLY) {
                join(place, other);
            }
            if weight != 0.0 {
                join(place, n + share);
            }
        }
        let members = |of: usize| (0..group.len()).filter(|&place| group[place] == of).collect::<Vec<_>>();
        (0..n).map(members).filter(|members| !members.is_empty()).collect()
    }

    /// Turns independent uniforms, of the parameters and then of what they share, into coupled ones of the parameters. Inputs
    /// that depend on no other keep theirs.
    pub(crate) fn couple(&self, uniforms: &mut Vec<f64>) {
        let scores: Vec<f64> = self.members.iter().map(|&place| normal_quantile(uniforms[place])).collect();
        let shared: Vec<f64> =
            uniforms.split_off(uniforms.len() - self.shared.len()).into_iter().map(normal_quantile).collect();
        for ((row, &(share, weight)), &place) in self.factor.iter().zip(&self.weights).zip(&self.members) {
            let mut score: f64 = row.iter().zip(&scores).map(|(weight, score)| weight * score).sum();
            if weight != 0.0 {
                score += weight * shared[share];
            }
            uniforms[place] = normal_cdf(score.clamp(-FARTHEST, FARTHEST));
        }
    }
}

const RATES: &str = "qualification.observed.conversion.";
/// The steps from opportunity to won, where the plan has any, stand for the whole.
const STEPS: &str = "opportunity_stages[";
const DEAL: &str = "deals.mean_first_year_value";

/// The usual rank correlation of two inputs that share nothing, an assumption of ours; 0 for most.
fn usual(one: &str, other: &str) -> f64 {
    const WIN_RATE: &str = "qualification.observed.conversion.opportunity_to_won";
    const CYCLE: &str = "durations.opportunity_to_won.mean_weeks";
    const CHURN: &str = "retention.churn_rate_per_month";
    const EXPANSION: &str = "retention.expansion_rate_per_year";
    let time_of = |path: &str| {
        path.strip_suffix(".mean_weeks")
            .filter(|step| step.starts_with(STEPS))
            .map(|step| format!("{step}.conversion"))
    };
    let deal_and_step = |a: &str, b: &str| a == DEAL && time_of(b).is_some();
    let are = |a: &str, b: &str| (one, other) == (a, b) || (one, other) == (b, a);
    match () {
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
