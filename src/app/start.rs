//! How the page starts: reads, simulates, draws.

use super::frame::report_panics;
use super::{App, AppProps};
use crate::levers::Side;
use crate::simulate::Evaluated;
use crate::storage;
use crate::views::examples::first_plan;
use crate::workbook::{Action, Desk, Sheet, View, Workbook};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use tandem_engine::{Simulation, check};
use web_sys::Node;
use yew::prelude::*;

/// What the page starts with, compared by identity: there is one.
#[derive(Clone)]
pub struct Start {
    /// The first example.
    pub example: Rc<Plan>,
    /// What was kept or brought, else the example.
    pub book: Rc<Workbook>,
    /// What its plan comes to on the expected path.
    pub evaluated: Rc<Evaluated>,
    /// The parts of the skeleton that stay until the real ones are drawn.
    bones: [Option<Node>; BONES.len()],
}

/// A part of the first screen that follows the headline, each in a turn of its own.
#[derive(Clone, Copy)]
pub enum Part {
    /// The bar at the top.
    Top = 1,
    /// The key figures.
    Figures,
    /// The row of scenarios.
    Scenarios,
    /// The forecast.
    Forecast,
    /// The levers, a group a turn.
    Levers,
}

impl Part {
    /// Turns until the first screen is drawn.
    pub const COUNT: usize = Self::Levers as usize + Side::ALL.len() - 1;
}

/// Their places in the skeleton.
const BONES: [&str; Part::Levers as usize] = [".top", ".kpis", ".scn", ".fcp", ".levers"];

impl Start {
    /// What the skeleton has in place of a part.
    pub fn placeholder(&self, part: Part) -> Html {
        self.bones[part as usize - 1].clone().map_or_else(Html::default, Html::VRef)
    }
}

impl PartialEq for Start {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.book, &other.book)
    }
}

/// Draws the page in place of the skeleton. Reading, checking, simulating and drawing are turns of their own: most of their time
/// the browser compiles what has never run, and input in between is heard.
pub fn mount() {
    report_panics();
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(place) = document.get_element_by_id("app") else { return };
    let bones = BONES.map(|part| place.query_selector(part).ok().flatten().map(Node::from));
    next_turn(move || {
        let example = first_plan();
        next_turn(move || {
            let book = Rc::new(first_state(&example));
            next_turn(move || {
                let checked = check(book.plan());
                next_turn(move || {
                    let simulation = checked.model.as_ref().map(Simulation::new);
                    next_turn(move || {
                        let (plan, opened) = (book.plan(), book.sheet().as_opened());
                        let evaluated = Evaluated::new(plan, opened, checked.findings, simulation);
                        let start = Start { example, book, evaluated: Rc::new(evaluated), bones };
                        next_turn(move || {
                            yew::Renderer::<App>::with_root_and_props(place, AppProps { start }).render();
                        });
                    });
                });
            });
        });
    });
}

fn next_turn(act: impl FnOnce() + 'static) {
    Timeout::new(0, act).forget();
}

/// The state of the page as it starts: the plan that was kept, else the first example; over it what the address asks for.
fn first_state(example: &Rc<Plan>) -> Workbook {
    let kept = storage::load();
    let desk = kept.desk.unwrap_or_else(|| Desk::new(Sheet::opened(Rc::clone(example))));
    let view = View::of(desk.sheet().plan(), storage::language(), storage::theme());
    let start = Rc::new(Workbook::new(desk, view));
    let wishes = kept.notice.map(Action::Warn).into_iter().chain(storage::brought());
    let start = wishes.fold(start, Reducible::reduce);
    Rc::unwrap_or_clone(start)
}
