//! Keeps labels apart.

/// Moves places so that neighbours are at least `gap` apart and all lie in `low..=high`, as little as possible and in
/// the same order. The places must be sorted upwards.
///
/// ```
/// let mut places = [50.0, 52.0, 90.0];
/// tandem_charts::spread(&mut places, 14.0, 0.0, 200.0);
/// assert_eq!(places, [44.0, 58.0, 90.0]);
/// ```
pub fn spread(places: &mut [f64], gap: f64, low: f64, high: f64) {
    // Without the gaps the places must only rise: pool neighbours that do not (isotonic least squares).
    let mut pools: Vec<(f64, usize)> = Vec::with_capacity(places.len());
    for (i, place) in places.iter().enumerate() {
        let mut pool = (place - i as f64 * gap, 1);
        while let Some(&(mean, count)) = pools.last() {
            if mean <= pool.0 {
                break;
            }
            let total = count + pool.1;
            pool = ((mean * count as f64 + pool.0 * pool.1 as f64) / total as f64, total);
            pools.pop();
        }
        pools.push(pool);
    }
    let last = high - gap * places.len().saturating_sub(1) as f64;
    let flat = pools.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count));
    for (i, (place, mean)) in places.iter_mut().zip(flat).enumerate() {
        *place = mean.min(last).max(low) + i as f64 * gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_distance_and_order() {
        let cases: [&[f64]; 4] = [&[], &[10.0], &[10.0, 10.0, 10.0, 10.0], &[0.0, 3.0, 190.0, 199.0]];
        for case in cases {
            let mut places = case.to_vec();
            spread(&mut places, 14.0, 4.0, 196.0);
            assert!(places.windows(2).all(|w| w[1] - w[0] >= 14.0 - 1e-9), "{places:?}");
            assert!(places.iter().all(|p| (4.0 - 1e-9..=196.0 + 1e-9).contains(p)), "{places:?}");
        }
    }

    #[test]
    fn labels_with_room_do_not_move() {
        let mut places = [20.0, 40.0, 80.0];
        spread(&mut places, 14.0, 0.0, 200.0);
        assert_eq!(places, [20.0, 40.0, 80.0]);
    }
}
