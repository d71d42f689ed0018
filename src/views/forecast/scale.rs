//! The value axis, which keeps still while a lever is held.

use super::scene::Scene;
use tandem_charts::ValueScale;

/// The value axis. A settled one follows from the figures alone; while a lever is held, and until its futures are there, it only
/// grows.
pub(super) fn scale(scene: &Scene, kept: &mut Option<ValueScale>, settled: bool) -> ValueScale {
    let ((low, high), from_zero) = (scene.range(), scene.is_from_zero());
    let fresh = || if from_zero { ValueScale::fit_from_zero(low, high) } else { ValueScale::fit(low, high) };
    let scale = match *kept {
        Some(kept) if !settled => kept.kept_for(low, high, from_zero),
        _ => fresh(),
    };
    *kept.insert(scale)
}
