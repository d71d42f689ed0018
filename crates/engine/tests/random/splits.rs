//! Many that are split among bins and fates at once.

use super::*;

#[test]
fn a_bin_is_found_where_a_search_finds_it() {
    let tables: [&[f64]; 5] =
        [&[0.0, 0.001, 0.5, 0.5, 0.9999], &[1.0], &[], &[0.0, 0.0], &[0.2, 0.2, 0.2, 1.0, 1.0]];
    for table in tables {
        let bins = Bins::new(table.to_vec());
        assert_eq!(bins.cdf(), table);
        // Places are whole 2^-31ths: a bin's end is the nearest.
        const PLACES: f64 = 2_147_483_648.0;
        let ends: Vec<u32> = table.iter().map(|reached| (reached * PLACES).round() as u32).collect();
        let edges = (0..=256).map(|part| f64::from(part) / 256.0).chain(table.iter().copied());
        let near = edges.flat_map(|edge| [-1.0, 0.0, 1.0].map(|off| edge * PLACES + off));
        for u in near.chain(uniforms(1000).map(|u| u * PLACES)) {
            let u = u.clamp(0.0, PLACES - 1.0) as u32;
            assert_eq!(bins.find(u), ends.partition_point(|&end| end <= u), "{u} in {table:?}");
        }
    }
    // More bins than an entry of the guide can tell.
    let many: Vec<f64> = (1..=1000).map(|bin| f64::from(bin) / 1000.0).collect();
    let bins = Bins::new(many.clone());
    for u in uniforms(10_000).map(|u| (u * 2_147_483_648.0) as u32) {
        let expected = many.partition_point(|reached| (reached * 2_147_483_648.0).round() as u32 <= u);
        assert_eq!(bins.find(u), expected);
    }
}

/// Items in lanes against their exact shares, with so few, and so many, that each way of counting is met; classes that are
/// impossible stay empty, and who falls into a class does so whoever joins.
#[test]
#[allow(clippy::needless_range_loop, reason = "lanes are numbered: one loop over several arrays")]
fn fates_follow_their_shares() {
    let shares: [[f64; 4]; 8] = [
        [0.1, 0.25, 0.05, 0.3],
        [0.0, 0.5, 0.0, 0.5],
        [1.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 1e-6],
        [1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0 - 1e-9, 1e-9],
        [0.999_99, 0.0, 0.0, 0.0],
        [0.2, 0.2, 0.2, 0.2],
        [0.0; 4],
    ];
    let fates = [0, 4].map(|first| Fates::<4>::new(std::array::from_fn(|lane| shares[first + lane])));
    let count = |trial: u32, week: u32, n: f64| -> [[u32; 8]; 4] {
        let mut all = [[0; 8]; 4];
        for (half, fates) in fates.iter().enumerate() {
            let streams = std::array::from_fn(|lane| Stream::new(SEED, trial, (4 * half + lane) as u32, 0));
            let mut counts = [[0; 4]; 4];
            fates.count(&streams, Address::new(3, week, 0), [n as u32; 4], &mut counts);
            for (all, counts) in all.iter_mut().zip(&counts) {
                all[4 * half..][..4].copy_from_slice(counts);
            }
        }
        all
    };
    for (n, trials) in [(1.0, 60_000), (3.0, 20_000), (120.0, 3000), (4096.0, 60), (4097.0, 60), (1e6, 20)] {
        let mut total = [[0_u32; 8]; 4];
        for trial in 0..trials {
            for (total, counts) in total.iter_mut().zip(count(trial, 1, n)) {
                total.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
            }
        }
        for lane in 0..8 {
            let all = n * f64::from(trials);
            let mut observed: Vec<f64> = (0..4).map(|k| f64::from(total[k][lane])).collect();
            observed.push(all - sum(&observed));
            let mut expected: Vec<f64> = shares[lane].iter().map(|share| share * all).collect();
            expected.push(all - sum(&expected));
            for (seen, &share) in observed.iter().zip(&shares[lane]) {
                assert!(share > 0.0 || *seen == 0.0, "{n}, lane {lane}: {seen} of what is impossible");
            }
            chi_square(&format!("{n} items, lane {lane}"), &observed, &expected);
        }
    }
    let mut before = [[0; 8]; 4];
    for n in 1..300 {
        let counts = count(0, 2, f64::from(n));
        for lane in 0..8 {
            let more: u32 = (0..4).map(|k| counts[k][lane] - before[k][lane]).sum();
            assert!(more <= 1, "item {n} of lane {lane} moved others");
        }
        before = counts;
    }
}

#[test]
fn those_that_pass_and_the_others_follow_their_laws() {
    let cdf: Vec<f64> = (0..12).map(|k| gamma_cdf(3.0, f64::from(k) + 0.5)).collect();
    for (n, p) in [(1.0, 0.3), (9.0, 0.02), (256.0, 0.4), (257.0, 0.4), (3000.0, 0.7)] {
        let trials = (80_000.0 / n) as u32;
        let mut total = [vec![0.0; cdf.len()], vec![0.0; cdf.len()]];
        let mut pairs = Vec::new();
        for trial in 0..trials {
            let (yes, no, passed) = sorted(trial, n, p, &cdf);
            assert!(sum(&yes) <= passed && sum(&no) <= n - passed);
            pairs.push((passed, sum(&no)));
            for (all, some) in total.iter_mut().zip([yes, no]) {
                all.iter_mut().zip(some).for_each(|(all, some)| *all += some);
            }
        }
        for (counts, share) in total.iter().zip([p, 1.0 - p]) {
            let below = [0.0].into_iter().chain(cdf.iter().copied());
            let masses = cdf.iter().zip(below).map(|(upto, below)| upto - below);
            let expected: Vec<f64> = masses.map(|mass| mass * share * n * f64::from(trials)).collect();
            chi_square(&format!("{n} items at {p}"), counts, &expected);
        }
        let passed: Vec<f64> = pairs.iter().map(|pair| pair.0).collect();
        let n_trials = f64::from(trials);
        let (mean, variance) = (n * p, n * p * (1.0 - p));
        let off = (sum(&passed) / n_trials - mean) / (variance / n_trials).sqrt();
        assert!(off.abs() < 5.0, "{n} items at {p}: {off} standard errors");
    }
}

#[test]
fn split_counts_follow_the_table_on_both_sides_of_256() {
    let cdf: Vec<f64> = (0..12).map(|k| gamma_cdf(3.0, f64::from(k) + 0.5)).collect();
    for n in [1.0, 10.0, 256.0, 257.0, 1000.0] {
        let trials = (40_000.0 / n) as u32;
        let mut total = vec![0.0; cdf.len() + 1];
        for trial in 0..trials {
            let (bins, beyond) = placed(trial, n, &cdf);
            assert_eq!(sum(&bins) + beyond, n);
            for (slot, count) in total.iter_mut().zip(bins.iter().chain([&beyond])) {
                *slot += count;
            }
        }
        let mut below = 0.0;
        let expected: Vec<f64> = cdf
            .iter()
            .chain([&1.0])
            .map(|&upto| {
                let mass = (upto - below) * n * f64::from(trials);
                below = upto;
                mass
            })
            .collect();
        chi_square(&format!("split {n}"), &total, &expected);
    }
}

#[test]
fn split_bins_are_negatively_correlated_as_a_multinomial() {
    for n in [50.0, 500.0] {
        let pairs: Vec<(f64, f64)> = (0..20_000)
            .map(|trial| {
                let (bins, _) = placed(trial, n, &[0.3, 0.7, 0.9]);
                (bins[0], bins[1])
            })
            .collect();
        let (a, b): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let wanted = -(0.3_f64 * 0.4 / (0.7 * 0.6)).sqrt();
        let found = correlation(&a, &b);
        assert!((found - wanted).abs() < 0.03, "{n}: {found} {wanted}");
    }
}

#[test]
fn split_edges() {
    assert_eq!(placed(0, 0.0, &[0.5, 1.0]), (vec![0.0, 0.0], 0.0));
    assert_eq!(placed(0, 9.0, &[]), (vec![], 9.0));
    assert_eq!(placed(0, 900.0, &[]), (vec![], 900.0));
    for n in [9.0, 900.0] {
        assert_eq!(placed(0, n, &[0.0, 1.0, 1.0]), (vec![0.0, n, 0.0], 0.0));
        assert_eq!(placed(0, n, &[0.0, 0.0]), (vec![0.0, 0.0], n));
    }
}
