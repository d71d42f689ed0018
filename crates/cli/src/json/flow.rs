//! The bowtie and the time to won, of a year or of another span.

use super::KeyFigure;
use serde::Serialize;
use serde::ser::SerializeMap;
use tandem_engine::summary::{BowtieStep, PeriodOutlook, Spread};

/// A step of the bowtie.
#[derive(Serialize)]
struct Step {
    stage: &'static str,
    volume: Option<KeyFigure>,
    conversion: Option<KeyFigure>,
    days: Option<KeyFigure>,
}

impl Step {
    fn new(step: &BowtieStep, trials: u32) -> Self {
        let figure = |spread: Option<Spread>| spread.map(|spread| KeyFigure::new(&spread, trials));
        Self {
            stage: step.stage.key(),
            volume: figure(step.volume),
            conversion: figure(step.conversion),
            days: figure(step.days),
        }
    }
}

/// The bowtie and the time to won of a span.
pub(super) struct Flow<'a>(pub(super) &'a PeriodOutlook, pub(super) usize, pub(super) u32);

impl Flow<'_> {
    pub(super) fn entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        #[derive(Serialize)]
        struct Cycle {
            won_mean: Option<KeyFigure>,
            won_median: Option<KeyFigure>,
            touch_mean: Option<KeyFigure>,
            touch_median: Option<KeyFigure>,
        }
        let &Self(outlook, index, trials) = self;
        let steps: Vec<_> = outlook.bowtie[index].iter().map(|step| Step::new(step, trials)).collect();
        map.serialize_entry("bowtie", &steps)?;
        let figure = |spread: Option<Spread>| spread.map(|spread| KeyFigure::new(&spread, trials));
        let cycle = &outlook.cycle[index];
        map.serialize_entry(
            "cycle_weeks",
            &Cycle {
                won_mean: figure(cycle.won_mean),
                won_median: figure(cycle.won_median),
                touch_mean: figure(cycle.touch_mean),
                touch_median: figure(cycle.touch_median),
            },
        )
    }
}
