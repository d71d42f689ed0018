//! What a shape means, and how that looks: one table for the page and for files.

/// How a role is put on paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A filled shape.
    Fill {
        /// Opacity, 0..=1.
        opacity: f64,
        /// A pattern over the fill, so that the role can be told without colour.
        pattern: Option<Pattern>,
    },
    /// A line.
    Line {
        /// Width, px.
        width: f64,
        /// Dash and gap, px.
        dash: Option<(f64, f64)>,
        /// Opacity, 0..=1.
        opacity: f64,
        /// Whether the line stands on whole pixels (grid lines, axes).
        crisp: bool,
    },
    /// A text.
    Text {
        /// Size, px.
        size: f64,
        /// Weight, 400..=700.
        weight: u16,
        /// Whether the text stands over fills and needs an edge in the colour of the sheet.
        halo: bool,
    },
}

/// A pattern over a fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Dots: leads limit.
    Dots,
    /// A hatch: SDR time limits.
    Hatch,
    /// A cross hatch: cash limits.
    Cross,
}

impl Pattern {
    /// The name of the pattern on the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Dots => "pattern-dots",
            Self::Hatch => "pattern-hatch",
            Self::Cross => "pattern-cross",
        }
    }

    /// Its colour in files.
    pub const fn light(self) -> (u8, u8, u8) {
        match self {
            Self::Dots | Self::Cross => (0xFF, 0xFF, 0xFF),
            Self::Hatch => (0x74, 0x4A, 0x00),
        }
    }
}

/// A role and how it looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Class on the page, which gives the colour in both themes.
    pub class: &'static str,
    /// How it is put on paper.
    pub kind: Kind,
    /// Colour in files.
    pub light: (u8, u8, u8),
}

macro_rules! inks {
    ($($(#[$doc:meta])* $name:ident $class:literal $kind:expr, $rgb:literal;)*) => {
        /// The role of a shape in a chart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Ink { $($(#[$doc])* $name,)* }

        impl Ink {
            /// Every role, in the order of the table.
            pub const ALL: &'static [Ink] = &[$(Ink::$name),*];

            /// How the role looks.
            pub const fn look(self) -> Look {
                match self { $(Ink::$name => Look { class: $class, kind: $kind, light: rgb($rgb) },)* }
            }
        }
    };
}

const FILL: Kind = Kind::Fill { opacity: 1.0, pattern: None };
const FAINT_FILL: Kind = Kind::Fill { opacity: 0.5, pattern: None };

const fn rgb(hex: u32) -> (u8, u8, u8) {
    ((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const fn pattern(pattern: Pattern) -> Kind {
    Kind::Fill { opacity: 1.0, pattern: Some(pattern) }
}

const fn line(width: f64) -> Kind {
    Kind::Line { width, dash: None, opacity: 1.0, crisp: false }
}

const fn crisp(width: f64) -> Kind {
    Kind::Line { width, dash: None, opacity: 1.0, crisp: true }
}

const fn dashed(width: f64, dash: f64, gap: f64) -> Kind {
    Kind::Line { width, dash: Some((dash, gap)), opacity: 1.0, crisp: false }
}

const fn faint(width: f64) -> Kind {
    Kind::Line { width, dash: None, opacity: 0.45, crisp: false }
}

const fn text(size: f64, weight: u16) -> Kind {
    Kind::Text { size, weight, halo: false }
}

const fn over(size: f64, weight: u16) -> Kind {
    Kind::Text { size, weight, halo: true }
}

inks! {
    /// The ground of the chart.
    Sheet "sheet" FILL, 0xFFFFFF;
    /// Value lines.
    Grid "grid" crisp(1.0), 0xD3DAE0;
    /// Hairlines between rows.
    Hair "hair" crisp(1.0), 0xD3DAE0;
    /// Axes and their ticks.
    Axis "axis" crisp(1.0), 0x78848F;
    /// The tick of a new year.
    AxisYear "axis-year" crisp(1.0), 0x14202B;
    /// Names of ticks.
    Tick "tick" text(11.0, 400), 0x586774;
    /// The name of a year.
    TickYear "tick-year" text(11.0, 600), 0x14202B;
    /// Names of rows and axes.
    Label "label" text(12.0, 400), 0x41505D;
    /// Small remarks.
    Note "note" text(11.0, 400), 0x586774;
    /// P10 to P90.
    Band80 "fan band80" FILL, 0xDDE2F5;
    /// P25 to P75.
    Band50 "fan band50" FILL, 0xB4BFE8;
    /// P10 to P90 after the goal date, or of a period cut by the plan.
    Band80Beyond "fan band80" FAINT_FILL, 0xDDE2F5;
    /// P25 to P75 after the goal date, or of a period cut by the plan.
    Band50Beyond "fan band50" FAINT_FILL, 0xB4BFE8;
    /// The median up to the goal date.
    Median "fan median" line(2.25), 0x3A4896;
    /// The median after the goal date.
    MedianBeyond "fan median" dashed(2.25, 1.0, 4.0), 0x3A4896;
    /// A period's median on a curve.
    PeriodDot "fan median" FILL, 0x3A4896;
    /// The expected path, while the fan is out of date.
    Expected "expected" line(2.25), 0x3A4896;
    /// The expected path after the goal date.
    ExpectedBeyond "expected" dashed(2.25, 1.0, 4.0), 0x3A4896;
    /// What has come to pass.
    Actual "actual" FILL, 0x14202B;
    /// The edge that lifts it off the bands.
    ActualEdge "sheet" FILL, 0xFFFFFF;
    /// The curve before the last change.
    Ghost "ghost" dashed(1.5, 6.0, 4.0), 0x6B7884;
    /// The goal's value.
    Goal "goal" crisp(1.25), 0x14202B;
    /// The goal's name.
    GoalText "goal-text" over(12.0, 600), 0x14202B;
    /// The goal's date.
    GoalDate "goal-date" dashed(1.0, 2.0, 3.0), 0x14202B;
    /// Futures that reach the goal in time.
    SliceAbove "slice" FILL, 0x3A4896;
    /// Futures that do not.
    SliceBelow "slice-ground" FILL, 0xFFFFFF;
    /// The edge of the odds slice.
    SliceEdge "slice" line(1.0), 0x3A4896;
    /// The odds in figures.
    Odds "odds" over(13.0, 650), 0x3A4896;
    /// What the odds are of.
    OddsNote "note" over(11.0, 400), 0x586774;
    /// The name of a band at its end.
    EndText "end" text(11.0, 400), 0x41505D;
    /// The name of the median at its end.
    EndMedian "end-median" text(11.0, 650), 0x3A4896;
    /// The name of the ghost at its end.
    EndGhost "end-ghost" text(11.0, 400), 0x586774;
    /// Share of futures in which leads limit.
    LimitLeads "limit-leads" pattern(Pattern::Dots), 0x2B8C9B;
    /// Share of futures in which SDR time limits.
    LimitSdr "limit-sdr" pattern(Pattern::Hatch), 0xE3A72F;
    /// Share of futures in which AE time limits.
    LimitAe "limit-ae" FILL, 0xA3420A;
    /// Share of futures in which cash limits.
    LimitCash "limit-cash" pattern(Pattern::Cross), 0x7B2A66;
    /// A run of months in which leads limit most often.
    RunLeads "run-leads" FILL, 0x2B8C9B;
    /// A run of months in which SDR time limits most often.
    RunSdr "run-sdr" FILL, 0x744A00;
    /// A run of months in which AE time limits most often.
    RunAe "run-ae" FILL, 0xA3420A;
    /// A run of months in which cash limits most often.
    RunCash "run-cash" FILL, 0x7B2A66;
    /// Its name.
    RunTextLeads "run-text-leads" text(12.0, 600), 0x006C7C;
    /// Its name.
    RunTextSdr "run-text-sdr" text(12.0, 600), 0x14202B;
    /// Its name.
    RunTextAe "run-text-ae" text(12.0, 600), 0xA3420A;
    /// Its name.
    RunTextCash "run-text-cash" text(12.0, 600), 0x7B2A66;
    /// The start of a sales hire.
    HireSales "sales" line(2.0), 0xA3420A;
    /// The start of a hand-over (SDR) hire.
    HireHandover "handover" line(2.0), 0x41505D;
    /// Output of sales hires as they learn.
    RampSales "ramp-sales" FILL, 0xFAE6DA;
    /// Output of hand-over hires as they learn.
    RampHandover "ramp-handover" FILL, 0xE3E8EC;
    /// A campaign or event.
    Campaign "marketing" FILL, 0x006C7C;
    /// P10 to P90 of a date.
    DateBar "shared" faint(4.0), 0x3A4896;
    /// P10 and P90 of a date.
    DateEnd "shared" line(2.0), 0x3A4896;
    /// P50 of a date, and the arrow to later dates.
    DateDot "shared" FILL, 0x3A4896;
    /// P10 to P90 of a bad date.
    BadBar "bad" faint(4.0), 0xA3123A;
    /// P10 and P90 of a bad date.
    BadEnd "bad" line(2.0), 0xA3123A;
    /// P50 of a bad date.
    BadDot "bad" FILL, 0xA3123A;
    /// Text in a row of the timeline.
    RowText "row-text" over(11.0, 400), 0x41505D;
    /// Marketing's part of the funnel.
    Marketing "marketing" FILL, 0x006C7C;
    /// The hand-over's part of the funnel.
    Handover "handover" FILL, 0x41505D;
    /// Sales' part of the funnel.
    Sales "sales" FILL, 0xA3420A;
    /// The 80 % range of a bar.
    Whisker "whisker" line(1.25), 0x14202B;
    /// The edge that sets a whisker off from the bar beneath.
    WhiskerEdge "sheet" line(3.25), 0xFFFFFF;
}

/// First byte of a colour that stands for a role.
const ROLE: u8 = 0xA7;

impl Ink {
    /// The colour that stands for this role when drawn with [`crate::Palette::roles`].
    pub const fn to_role_colour(self) -> (u8, u8, u8) {
        (ROLE, 0, self as u8)
    }

    /// The role that such a colour stands for.
    pub fn from_role_colour((mark, zero, index): (u8, u8, u8)) -> Option<Self> {
        if mark == ROLE && zero == 0 { Self::ALL.get(index as usize).copied() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_comes_back_from_its_colour() {
        for (index, &ink) in Ink::ALL.iter().enumerate() {
            assert_eq!(ink as usize, index);
            assert_eq!(Ink::from_role_colour(ink.to_role_colour()), Some(ink));
        }
        assert_eq!(Ink::from_role_colour((0, 0, 0)), None);
        assert_eq!(Ink::from_role_colour((ROLE, 0, 255)), None);
    }

    #[test]
    fn no_text_is_under_eleven_pixels() {
        for ink in Ink::ALL {
            if let Kind::Text { size, .. } = ink.look().kind {
                assert!(size >= 11.0, "{ink:?}");
            }
        }
    }
}
