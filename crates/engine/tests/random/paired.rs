//! The laws that keep scenarios paired, for any values.

use super::*;

fn uniform() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0u64..(1 << 52)).prop_map(|i| (2 * i + 1) as f64 / 9_007_199_254_740_992.0),
        (1e-16..1e-3f64),
        (1e-16..1e-3f64).prop_map(|u| 1.0 - u),
    ]
}

fn count() -> impl Strategy<Value = f64> {
    prop_oneof![(0u32..80).prop_map(f64::from), (0u32..20_000_000).prop_map(f64::from)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn binomial_rises_with_everything(
        u in uniform(), v in uniform(), n in count(), more in 0u32..70, p in 0.0..1.0f64, q in 0.0..1.0f64,
    ) {
        let draw = binomial(u, n, p);
        prop_assert!(draw >= 0.0 && draw <= n && draw == draw.floor());
        prop_assert!(binomial(u.min(v), n, p) <= binomial(u.max(v), n, p));
        prop_assert!(binomial(u, n, p.min(q)) <= binomial(u, n, p.max(q)));
        let longer = binomial(u, n + f64::from(more), p);
        prop_assert!(longer >= draw && longer <= draw + f64::from(more));
    }

    #[test]
    fn small_steps_of_p_never_lower_a_binomial(u in uniform(), n in count(), p in 0.0..1.0f64, by in 0.0..1e-3f64) {
        prop_assert!(binomial(u, n, p) <= binomial(u, n, p + by));
    }

    #[test]
    fn poisson_rises_with_everything(u in uniform(), v in uniform(), ln_mean in -3.0..16.0f64, by in 1.0..1.2f64) {
        let mean = libm::exp(ln_mean);
        let draw = poisson(u, mean);
        prop_assert!(draw >= 0.0 && draw == draw.floor());
        prop_assert!(poisson(u.min(v), mean) <= poisson(u.max(v), mean));
        prop_assert!(draw <= poisson(u, mean * by));
    }

    #[test]
    fn negative_binomial_rises_with_u_and_mean(
        u in uniform(), v in uniform(), ln_mean in -3.0..14.0f64, by in 1.0..1.2f64, phi in 0.0..2.0f64,
    ) {
        let mean = libm::exp(ln_mean);
        let draw = negative_binomial(u, mean, phi);
        prop_assert!(draw >= 0.0 && draw == draw.floor());
        prop_assert!(negative_binomial(u.min(v), mean, phi) <= negative_binomial(u.max(v), mean, phi));
        prop_assert!(draw <= negative_binomial(u, mean * by, phi));
    }

    #[test]
    fn hypergeometric_rises_with_everything(
        u in uniform(), v in uniform(), population in 0u32..3000, a in 0.0..1.0f64, b in 0.0..1.0f64, more in 0u32..40,
    ) {
        let whole = f64::from(population);
        let (successes, taken) = ((a * whole).floor(), (b * whole).floor());
        let draw = hypergeometric(u, whole, successes, taken);
        let low = (successes + taken - whole).max(0.0);
        prop_assert!(draw >= low && draw <= successes.min(taken) && draw == draw.floor());
        prop_assert!(hypergeometric(u.min(v), whole, successes, taken) <= hypergeometric(u.max(v), whole, successes, taken));
        let more = f64::from(more);
        prop_assert!(draw <= hypergeometric(u, whole, (successes + more).min(whole), taken));
        prop_assert!(draw <= hypergeometric(u, whole, successes, (taken + more).min(whole)));
    }

    #[test]
    fn an_item_keeps_its_fate_when_others_join(trial in any::<u32>(), n in 0u32..256, later in 0.0..1.0f64) {
        let cdf = [0.1, 0.3, 0.35, 0.8, 0.9];
        let slower = cdf.map(|reached| reached * (1.0 - later));
        let fates = |n: u32, table: &[f64]| {
            let mut fates = Vec::new();
            let (stream, bins) = (Stream::new(SEED, trial, 2, 0), Bins::new(table.to_vec()));
            split_items(stream, Address::new(1, 0, 0), f64::from(n), &bins, |bin, _| fates.push(bin));
            fates
        };
        let all = fates(256, &[0.1, 0.3, 0.35, 0.8, 1.0]);
        prop_assert_eq!(&fates(n, &[0.1, 0.3, 0.35, 0.8, 1.0])[..], &all[..n as usize]);
        prop_assert!(fates(256, &slower).len() <= fates(256, &cdf).len());
        let (fast, slow) = (placed(trial, f64::from(n), &cdf).0, placed(trial, f64::from(n), &slower).0);
        let (mut a, mut b) = (0.0, 0.0);
        for (x, y) in fast.iter().zip(&slow) {
            a += x;
            b += y;
            prop_assert!(b <= a, "a slower table is never ahead");
        }
    }

    #[test]
    fn who_passes_at_some_chance_passes_at_a_better_one_and_not_later(
        trial in any::<u32>(), n in 0u32..256, p in 0.0..1.0f64, q in 0.0..1.0f64,
    ) {
        let cdf = [0.1, 0.3, 0.35, 0.8, 0.9];
        let (worse, _, few) = sorted(trial, f64::from(n), p.min(q), &cdf);
        let (better, _, many) = sorted(trial, f64::from(n), p.max(q), &cdf);
        prop_assert!(few <= many);
        let (mut a, mut b) = (0.0, 0.0);
        for (x, y) in better.iter().zip(&worse) {
            a += x;
            b += y;
            prop_assert!(b <= a);
        }
    }

    #[test]
    fn nothing_panics(u in uniform(), a in any::<f64>(), b in any::<f64>(), n in -1e9..1e9f64, p in -1.0..2.0f64) {
        prop_assert!(binomial(u, n, p) >= 0.0);
        prop_assert!(poisson(u, n) >= 0.0);
        prop_assert!(negative_binomial(u, n, p) >= 0.0);
        prop_assert!(hypergeometric(u, n.min(1e6), 1e4 * p, 1e5 * p) >= 0.0);
        let _ = (normal(u, a, b), lognormal(u, a, b), gamma(u, a, b), weibull(u, a, b));
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 5e-324, f64::MAX] {
            let _ = (binomial(u, odd, p), binomial(u, 10.0, odd), poisson(u, odd.min(1e12)));
            let _ = (negative_binomial(u, odd.min(1e9), p), negative_binomial(u, 30.0, odd));
            let _ = (hypergeometric(u, 100.0, odd, 10.0), hypergeometric(u, 100.0, 10.0, odd));
            prop_assert!(placed(0, odd.min(1e9), &[0.5, odd, 1.0]).1 >= 0.0);
            prop_assert!(sorted(0, odd.min(1e9), p, &[0.5, odd, 1.0]).2 >= 0.0);
        }
    }
}
