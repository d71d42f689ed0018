//! Draws beside each other have nothing to do with each other.

use super::*;

/// Neighbours of every kind are uncorrelated. With 200,000 pairs the bound of 0.011 is five standard errors; a true
/// correlation of 0.02 would be found in all but one of 40,000 seeds.
#[test]
fn neighbours_are_uncorrelated() {
    const PAIRS: u32 = 200_000;
    let at = |trial, week, purpose, id, class, index| {
        Stream::new(SEED, trial, id, class).uniform(Address::new(purpose, week, index))
    };
    let neighbours: [(&str, &dyn Fn(u32) -> f64); 10] = [
        ("next trial", &|t| at(t + 1, 3, 7, 11, 0, 0)),
        ("next week", &|t| at(t, 4, 7, 11, 0, 0)),
        ("next purpose", &|t| at(t, 3, 8, 11, 0, 0)),
        ("next id", &|t| at(t, 3, 7, 12, 0, 0)),
        ("next class", &|t| at(t, 3, 7, 11, 1, 0)),
        ("next index", &|t| at(t, 3, 7, 11, 0, 1)),
        ("index 2^16", &|t| at(t, 3, 7, 11, 0, 1 << 16)),
        ("index 2^31", &|t| at(t, 3, 7, 11, 0, 1 << 31)),
        ("purpose 64 on", &|t| at(t, 3, 71, 11, 0, 0)),
        ("week 64 on", &|t| at(t, 67, 7, 11, 0, 0)),
    ];
    let here: Vec<f64> = (0..PAIRS).map(|t| at(t, 3, 7, 11, 0, 0)).collect();
    for (name, neighbour) in neighbours {
        let there: Vec<f64> = (0..PAIRS).map(neighbour).collect();
        let r = correlation(&here, &there);
        assert!(r.abs() < 0.011, "{name}: {r}");
    }
}

/// Neighbouring addresses of one stream (weeks, purposes, indices; bits that differ may be low or high) fill the cells of a grid
/// evenly, and so do neighbouring trials. 200,000 pairs in 256 cells: shares that are off by 4 % (root of the mean square) are found
/// in all but one of 100,000 seeds.
#[test]
fn pairs_of_neighbours_fill_the_square_evenly() {
    const PAIRS: u32 = 200_000;
    let value = |trial, purpose, week, index| {
        Stream::new(SEED, trial, 5, 0).uniform(Address::new(purpose, week, index))
    };
    type Named<'a> = (&'a str, &'a dyn Fn(u32) -> (f64, f64));
    let pairs: [Named<'_>; 4] = [
        ("weeks", &|i| (value(i / 200, 4, i % 200, 0), value(i / 200, 4, i % 200 + 1, 0))),
        ("purposes", &|i| (value(i / 200, 4, i % 200, 0), value(i / 200, 5, i % 200, 0))),
        ("items", &|i| (value(i / 200, 4, 9, i % 200), value(i / 200, 4, 9, i % 200 + 1))),
        ("trials", &|i| (value(i, 4, 9, 0), value(i + 1, 4, 9, 0))),
    ];
    for (name, pair) in pairs {
        let mut cells = vec![0.0; 256];
        for i in 0..PAIRS {
            let (x, y) = pair(i);
            cells[(x * 16.0) as usize * 16 + (y * 16.0) as usize] += 1.0;
        }
        chi_square(name, &cells, &[f64::from(PAIRS) / 256.0; 256]);
    }
    assert!(fit::power_of_cells(256, f64::from(PAIRS) * 0.04 * 0.04) > 1.0 - 1e-5);
}
