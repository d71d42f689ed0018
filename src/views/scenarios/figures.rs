//! The figures on a scenario's tab. What it had before stays, dimmed, until its plan has run again: a tab is never blank, and
//! what stands beside it does not move.

use crate::format::Format;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The figure of the target.
    Value,
    /// Its difference to the first scenario.
    Change,
    /// The odds of the target.
    Odds,
}

/// A figure in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    kind: Kind,
    text: String,
}

impl Piece {
    pub(super) fn new(kind: Kind, text: String) -> Self {
        Self { kind, text }
    }
}

/// What a tab says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figures {
    pieces: Vec<Piece>,
    /// Whether futures of the plan are still to come.
    pub(super) old: bool,
}

/// The last figures of each scenario, by its id.
#[derive(Default)]
pub(super) struct Kept {
    of: Option<(Rc<Plan>, Format)>,
    figures: Vec<(u32, Vec<Piece>)>,
}

impl Kept {
    /// Forgets all where another plan is opened, or figures are written in another way.
    pub(super) fn be_of(&mut self, opened: &Rc<Plan>, format: &Format) {
        let same = self.of.as_ref().is_some_and(|(of, known)| Rc::ptr_eq(of, opened) && known == format);
        if !same {
            *self = Self { of: Some((Rc::clone(opened), format.clone())), figures: Vec::new() };
        }
    }

    /// What a tab says: what its run gives, else what it said last, with value and odds of a few futures where the plan moves.
    pub(super) fn told(
        &mut self,
        id: u32,
        of_run: Option<Vec<Piece>>,
        live: Option<(Piece, Option<Piece>)>,
        pending: &str,
    ) -> Figures {
        let known = self.figures.iter().position(|(of, _)| *of == id);
        let Some(pieces) = of_run else {
            let Some(place) = known else {
                return Figures { pieces: vec![Piece::new(Kind::Value, pending.to_owned())], old: true };
            };
            let mut pieces = self.figures[place].1.clone();
            if let Some((value, odds)) = live {
                for piece in &mut pieces {
                    match piece.kind {
                        Kind::Value => *piece = value.clone(),
                        Kind::Odds => *piece = odds.clone().unwrap_or_else(|| piece.clone()),
                        Kind::Change => {}
                    }
                }
            }
            return Figures { pieces, old: true };
        };
        match known {
            Some(place) => self.figures[place].1.clone_from(&pieces),
            None => self.figures.push((id, pieces.clone())),
        }
        Figures { pieces, old: false }
    }
}

pub(super) fn draw(figures: &Figures) -> Html {
    let piece = |(place, piece): (usize, &Piece)| match piece.kind {
        Kind::Value => html! { <b key={place}>{ piece.text.clone() }</b> },
        Kind::Change => html! { <span key={place} class="scn-change">{ " " }{ piece.text.clone() }</span> },
        Kind::Odds => html! { <span key={place}>{ " " }{ piece.text.clone() }</span> },
    };
    html! {
        <span class="scn-figures" data-old={figures.old.then_some("")}>
            { for figures.pieces.iter().enumerate().map(piece) }
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_tab_keeps_its_figures_until_there_are_newer_ones() {
        let plan = Rc::new(Plan::default());
        let format = Format::new(Lang::En, "USD");
        let mut kept = Kept::default();
        kept.be_of(&plan, &format);
        let text = |figures: &Figures| figures.pieces.iter().map(|p| p.text.clone()).collect::<Vec<_>>();
        let run = |value: &str, odds: &str| {
            Some(vec![Piece::new(Kind::Value, value.into()), Piece::new(Kind::Odds, odds.into())])
        };
        assert_eq!(text(&kept.told(1, None, None, "…")), ["…"]);
        assert!(!kept.told(1, run("8.77M", "5 in 10"), None, "…").old);
        let moved = kept.told(1, None, None, "…");
        assert_eq!((text(&moved), moved.old), (vec!["8.77M".into(), "5 in 10".into()], true));
        let live = (Piece::new(Kind::Value, "9.9M".into()), Some(Piece::new(Kind::Odds, "8 in 10".into())));
        assert_eq!(text(&kept.told(1, None, Some(live), "…")), ["9.9M", "8 in 10"]);
        // Another scenario has none yet, and another plan knows nothing of this one.
        assert_eq!(text(&kept.told(2, None, None, "…")), ["…"]);
        kept.be_of(&Rc::new(Plan::default()), &format);
        assert_eq!(text(&kept.told(1, None, None, "…")), ["…"]);
    }
}
