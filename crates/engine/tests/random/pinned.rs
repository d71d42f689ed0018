//! The generator against its published answers, and its first draws as they have always been.

use super::*;

#[test]
fn philox_gives_the_known_answers_of_random123() {
    assert_eq!(philox4x32([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
    assert_eq!(
        philox4x32([u32::MAX; 4], [u32::MAX; 2]),
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
    );
    let pi = philox4x32([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]);
    assert_eq!(pi, [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]);
}

/// SplitMix64 as published: the first outputs for the seed 1234567, from Vigna's reference program.
#[test]
fn a_stream_is_splitmix_from_the_start_that_philox_gives() {
    let splitmix = |state: u64| {
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;
    let reference = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
    for (step, wanted) in (1..).zip(reference) {
        assert_eq!(splitmix(GAMMA.wrapping_mul(step).wrapping_add(1_234_567)), wanted);
    }
    let block = philox4x32([42, 0xABCD_1234, 2, 0], [0x89AB_CDEF, 0x0123_4567]);
    let start = (u64::from(block[1]) << 32) | u64::from(block[0]);
    let stream = Stream::new(Seed(0x0123_4567_89AB_CDEF), 42, 0xABCD_1234, 2);
    let counter = (5_u64 << 44) | (100 << 32) | 6;
    let bits = splitmix(start.wrapping_add(GAMMA.wrapping_mul(counter)));
    assert_eq!(stream.bits(Address::new(5, 100, 6)), bits);
    assert_eq!(stream.bits(Address::new(5, 100, 2).further(4)), bits);
    assert_eq!(stream.uniform(Address::new(5, 100, 6)), ((bits >> 11) | 1) as f64 / 9_007_199_254_740_992.0);
}

#[test]
fn uniforms_lie_strictly_inside() {
    // The extreme words of the generator.
    assert_eq!(1.0 / 9_007_199_254_740_992.0, 0.5 * f64::EPSILON);
    for u in uniforms(10_000) {
        assert!(u > 0.0 && u < 1.0 && 1.0 - (1.0 - u) == u);
    }
}

#[test]
fn first_uniforms_are_pinned() {
    let found: Vec<u64> = uniforms(4).map(f64::to_bits).collect();
    assert_eq!(found, [4601828315728521418, 4594561516933474756, 4605418208810670035, 4606861391055262747]);
    assert_eq!(hash_id("search"), 0xE395_7C68);
    assert_eq!(hash_id(""), 0xAB3E_7C0B);
}

/// A uniform of its own, so that these draws are pinned whatever the streams are.
fn of_philox(trial: u32) -> f64 {
    let [low, high, _, _] = philox4x32([trial, hash_id("search"), 0x0070_1003, 0], [20_261_123, 0]);
    (((u64::from(high) << 32 | u64::from(low)) >> 11) | 1) as f64 / 9_007_199_254_740_992.0
}

/// The first ten draws of each family, equal to those of scipy 1.x to the last digit or two: a change of any of them changes the
/// meaning of every seed.
#[test]
fn first_draws_are_pinned() {
    type Pin<'a> = (&'a str, [f64; 10], &'a dyn Fn(f64) -> f64);
    let pins: [Pin<'_>; 12] = [
        ("binomial 10 0.3", [2.0, 2.0, 2.0, 2.0, 5.0, 3.0, 2.0, 2.0, 3.0, 2.0], &|u| binomial(u, 10.0, 0.3)),
        ("binomial 500 0.3", [143.0, 145.0, 144.0, 140.0, 165.0, 152.0, 143.0, 145.0, 151.0, 146.0], &|u| {
            binomial(u, 500.0, 0.3)
        }),
        ("poisson 4.2", [3.0, 3.0, 3.0, 2.0, 7.0, 4.0, 3.0, 3.0, 4.0, 3.0], &|u| poisson(u, 4.2)),
        ("poisson 420", [406.0, 411.0, 409.0, 399.0, 449.0, 423.0, 406.0, 410.0, 423.0, 412.0], &|u| {
            poisson(u, 420.0)
        }),
        ("negative binomial 6 0.05", [4.0, 5.0, 4.0, 3.0, 10.0, 6.0, 4.0, 4.0, 6.0, 5.0], &|u| {
            negative_binomial(u, 6.0, 0.05)
        }),
        (
            "negative binomial 420 0.05",
            [350.0, 371.0, 364.0, 324.0, 563.0, 429.0, 352.0, 370.0, 427.0, 378.0],
            &|u| negative_binomial(u, 420.0, 0.05),
        ),
        ("hypergeometric 100 30 20", [5.0, 5.0, 5.0, 4.0, 9.0, 6.0, 5.0, 5.0, 6.0, 5.0], &|u| {
            hypergeometric(u, 100.0, 30.0, 20.0)
        }),
        (
            "normal",
            [
                -0.7014827838859117,
                -0.45692921556923266,
                -0.536667919322233,
                -1.0092777739861016,
                1.4175969866857165,
                0.1663306775856695,
                -0.6750372005278511,
                -0.46754654585791755,
                0.14837792016569615,
                -0.3727027571628006,
            ],
            &|u| normal(u, 0.0, 1.0),
        ),
        (
            "lognormal",
            [
                16637.373950489495,
                18347.127721132718,
                17771.171279244976,
                14710.089390147812,
                38833.50930133196,
                23541.78652356777,
                16814.30211824031,
                18269.373939569832,
                23373.33608435654,
                18975.7835863571,
            ],
            &|u| lognormal(u, 10.0, 0.4),
        ),
        (
            "gamma 2.5",
            [
                2.618850570391066,
                3.154768567678808,
                2.9723327517484313,
                2.0400270069531685,
                9.898792666994693,
                4.854068816907036,
                2.6734638550535386,
                3.1300392880216004,
                4.798035336931486,
                3.3557672551530255,
            ],
            &|u| gamma(u, 2.5, 2.0),
        ),
        (
            "beta 13 49",
            [
                0.17198460653785802,
                0.18365754502169052,
                0.1798065074636947,
                0.15788392155676298,
                0.285529155951941,
                0.21520725342358712,
                0.1732270614472685,
                0.1831422826453968,
                0.2142636437557425,
                0.18777202685787533,
            ],
            &|u| beta(u, 13.0, 49.0),
        ),
        (
            "weibull 1.8",
            [
                2.9370174070154897,
                3.562892315695901,
                3.3518345595737173,
                2.2426770014657906,
                10.090646670881863,
                5.427433770658385,
                3.001599136499626,
                3.534406998496281,
                5.368777850532265,
                3.7929687981148823,
            ],
            &|u| weibull(u, 1.8, 6.0),
        ),
    ];
    for (name, pinned, draw) in pins {
        let found: Vec<f64> = (0..10).map(of_philox).map(draw).collect();
        assert_eq!(found, pinned, "{name}");
    }
}

/// The same for what draws more than one number, and for parameters; those up to 256 items, weibull and the parameters also came
/// out of a second program in another language, written from the definitions.
#[test]
fn first_draws_of_items_and_parameters_are_pinned() {
    let cdf = [0.1, 0.3, 0.35, 0.8, 0.9];
    // By bin, and those beyond.
    for (trial, n, bins, beyond) in [
        (0, 20.0, [2.0, 7.0, 3.0, 5.0, 0.0], 3.0),
        (1, 20.0, [2.0, 4.0, 3.0, 6.0, 2.0], 3.0),
        (0, 256.0, [25.0, 60.0, 10.0, 115.0, 21.0], 25.0),
        (0, 257.0, [37.0, 42.0, 14.0, 120.0, 18.0], 26.0),
        (1, 2000.0, [200.0, 398.0, 107.0, 879.0, 200.0], 216.0),
    ] {
        assert_eq!(placed(trial, n, &cdf), (bins.to_vec(), beyond), "trial {trial}, {n} items");
    }
    let mut order = Vec::new();
    let (stream, bins) = (Stream::new(SEED, 0, 1, 0), Bins::new(cdf.to_vec()));
    let beyond = split_items(stream, Address::new(9, 5, 0), 10.0, &bins, |bin, _| order.push(bin));
    assert_eq!((order, beyond), (vec![1, 3, 3, 2, 1, 0, 1, 1, 1, 1], 0.0));
    // Of those that pass, of the others, and how many pass.
    for (trial, n, yes, no, passed) in [
        (0, 20.0, [1.0, 4.0, 2.0, 2.0, 0.0], [1.0, 3.0, 1.0, 3.0, 0.0], 10.0),
        (1, 20.0, [1.0, 2.0, 1.0, 0.0, 2.0], [1.0, 2.0, 2.0, 6.0, 0.0], 7.0),
        (0, 257.0, [14.0, 19.0, 2.0, 60.0, 15.0], [11.0, 21.0, 10.0, 69.0, 16.0], 121.0),
    ] {
        let found = sorted(trial, n, 0.4, &cdf);
        assert_eq!(found, (yes.to_vec(), no.to_vec(), passed), "trial {trial}, {n} items");
    }
    let first = |draw: &dyn Fn(u32) -> f64| (0..5).map(draw).collect::<Vec<f64>>();
    let hash = hash_id("deals.mean_first_year_value");
    assert_eq!(
        first(&|trial| parameter_uniform(SEED, trial, hash)),
        [0.56427692063407, 0.6194200082055689, 0.9623172795186322, 0.4841112535059634, 0.0513648024530976]
    );
    assert_eq!(
        first(&|trial| stratified(SEED, trial, 1000, hash)),
        [
            0.7215642771720886,
            0.26261941957473756,
            0.03996231698989868,
            0.8294841113090515,
            0.5980513644218445
        ]
    );
    assert_eq!(
        first(&|trial| stratified(SEED, trial, 7, hash)),
        [
            0.36632531029837473,
            0.08848851067679268,
            0.7089024271283831,
            0.4977301870073591,
            0.7216234888349261
        ]
    );
    let stratifier = Stratifier::new(SEED, 10, hash);
    let strata: Vec<u32> = (0..10).map(|trial| stratifier.stratum(trial)).collect();
    assert_eq!(strata, [3, 7, 5, 8, 2, 4, 0, 6, 9, 1]);
}

#[test]
fn the_order_of_calls_makes_no_difference() {
    // Purpose, id and class.
    let places = [(1, 5, 0), (1, 5, 1), (2, 5, 0), (1, 6, 0)];
    let value = |trial, week, place: usize, index| {
        let (purpose, id, class) = places[place];
        Stream::new(SEED, trial, id, class).uniform(Address::new(purpose, week, index))
    };
    let mut forward = Vec::new();
    for trial in 0..3 {
        for week in 0..3 {
            for site in 0..4 {
                for index in 0..5 {
                    forward.push(value(trial, week, site, index));
                }
            }
        }
    }
    let mut backward = Vec::new();
    for trial in (0..3).rev() {
        for week in (0..3).rev() {
            for site in (0..4).rev() {
                for index in (0..5).rev() {
                    backward.push(value(trial, week, site, index));
                }
            }
        }
    }
    backward.reverse();
    assert_eq!(forward, backward);
    forward.sort_by(f64::total_cmp);
    forward.dedup();
    assert_eq!(forward.len(), 180, "every address has its own uniform");
}
