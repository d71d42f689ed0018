//! What the answer hangs on: a tornado of the uncertain inputs, with the days they move the target by and their share of the
//! spread. Worked out by a worker while the panel is open, on the expected path.

use crate::assumptions::{Assumption, assumptions};
use crate::controls::kept_open::use_kept_open;
use crate::controls::term::Term;
use crate::export::{Cell, Sheet as Table};
use crate::format::{Figure, Format};
use crate::simulate::drivers::{Drivers as Known, Moved};
use crate::simulate::probe::Probe;
use crate::simulate::use_drivers;
use crate::text::Text;
use crate::views::scenarios::figure_of;
use crate::views::tables;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Between a thing and its part, in the names of assumptions.
const PART: &str = " · ";
/// Inputs that are shown at first.
const FIRST: usize = 8;
/// A smaller swing than this part of the largest is none.
const HARDLY: f64 = 1e-3;

/// What [`Drivers`] needs.
#[derive(PartialEq, Properties)]
pub struct DriversProps {
    /// The plan on the page, or the last one without errors.
    pub plan: Rc<Plan>,
    /// Asks a worker.
    pub probe: Probe,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// The panel.
#[component]
pub fn Drivers(props: &DriversProps) -> Html {
    let DriversProps { plan, probe, text, format } = props;
    let words = text.drivers;
    let open = use_kept_open(Some("drivers"), || false);
    let all = use_kept_open(Some("drivers-all"), || false);
    let known = use_drivers(probe, plan, *open);
    let flip = |state: &UseStateHandle<bool>| {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(!*state))
    };
    let state = match (*open, known.fresh) {
        (false, _) => "closed",
        (true, false) => "stale",
        (true, true) => "ready",
    };
    let progress = known.drivers.as_ref().filter(|_| *open && !known.fresh);
    let progress = match (progress, *open && !known.fresh) {
        (Some(drivers), _) => (words.working)(drivers.known, drivers.effects.len()),
        (None, true) => text.balance.working.to_owned(),
        (None, false) => String::new(),
    };
    let drivers = known.drivers.as_ref().filter(|_| *open);
    let board = drivers.map(|drivers| Board { drivers, names: names(plan, text, format), text, format });
    let files = board.as_ref().filter(|_| known.fresh).map(|board| {
        let (rows, title) = (board.table(), plan.plan.title.clone());
        tables::menu("drivers-files", &title, text, move || vec![rows.clone()])
    });
    html! {
        <section class="pan bal drv" id="drivers" aria-labelledby="drivers-title" data-testid="drivers" data-state={state}>
            <div class="ph_">
                <h2 id="drivers-title">{ words.title }</h2>
                <span class="sub">{ words.sub }</span>
                <span class="sp"></span>
                <span class="sub" role="status">{ progress }</span>
                { for files }
                <button type="button" class="bt" data-testid="drivers-open" aria-expanded={open.to_string()} aria-controls="drivers-body"
                    onclick={flip(&open)}>{ if *open { text.balance.close } else { text.balance.open } }</button>
            </div>
            if *open {
                <div id="drivers-body">
                    if let Some(board) = board {
                        if board.drivers.inputs.is_empty() {
                            <p class="said">{ words.certain }</p>
                        } else {
                            <p class="said" role="status" data-testid="drivers-most">{ board.most() }</p>
                            { board.tornado(if *all { usize::MAX } else { FIRST }) }
                            <p class="sub">
                                { words.note }{ text.answers.space }{ words.overlap_note }
                                if board.has_together() { <>{ " " }{ words.together_note }</> }
                            </p>
                            if board.moving() > FIRST {
                                <button type="button" class="link" data-testid="drivers-all" aria-expanded={all.to_string()}
                                    onclick={flip(&all)}>{ if *all { words.fewer.to_owned() } else { (words.all)(board.moving()) } }</button>
                            }
                        }
                    }
                </div>
            }
        </section>
    }
}

/// The uncertain inputs by path.
fn names(plan: &Plan, text: &'static Text, format: &Format) -> Vec<Assumption> {
    assumptions(plan, plan, text, format).into_iter().filter(|row| row.ends.is_some()).collect()
}

struct Board<'a> {
    drivers: &'a Known,
    names: Vec<Assumption>,
    text: &'static Text,
    format: &'a Format,
}

impl Board<'_> {
    fn figure(&self) -> Figure {
        figure_of(self.drivers.question.measure())
    }

    /// Its name, its topic, and what of it it is a part of.
    fn name<'b>(&'b self, moved: &'b Moved) -> (&'b str, &'b str, String) {
        let Some(row) = self.names.iter().find(|row| row.path == moved.path) else {
            return (&moved.path, "", String::new());
        };
        match row.name.rsplit_once(PART) {
            Some((whole, name)) => (name, &row.topic, format!("{PART}{whole}")),
            None => (&row.name, &row.topic, String::new()),
        }
    }

    /// How many inputs move anything.
    fn moving(&self) -> usize {
        let most = self.drivers.inputs.first().map_or(0.0, Moved::swing);
        self.drivers.inputs.iter().filter(|moved| moved.swing() > HARDLY * most).count()
    }

    /// Whether any input moves a day.
    fn has_days(&self) -> bool {
        let moves = |moved: &Moved| moved.days.iter().any(Option::is_some);
        self.drivers.has_days && self.drivers.inputs.iter().any(moves)
    }

    fn has_together(&self) -> bool {
        self.drivers.sizes.iter().any(|size| *size > 1)
    }

    /// What it hangs on most, and what it is worth to know it.
    fn most(&self) -> String {
        let (words, format, drivers) = (self.text.drivers, self.format, self.drivers);
        let Some(moved) = drivers.inputs.first() else { return String::new() };
        let question = drivers.question;
        let [low, high] = moved.values.map(|value| format.figure(value, self.figure()));
        let measure = (self.text.levers.measure)(question.measure());
        let mut said = (words.most)(self.name(moved).0, measure, &format.date(question.date()), &low, &high);
        if let Some(effect) = drivers.effects.get(moved.group).copied().flatten() {
            let share = whole_percent(effect.share, format);
            said += &match drivers.sizes.get(moved.group) {
                Some(&n) if n > 1 => (words.share_together)(n, &share),
                _ => (words.share)(&share),
            };
        }
        said
    }

    fn tornado(&self, rows: usize) -> Html {
        let (words, drivers) = (self.text.drivers, self.drivers);
        let question = drivers.question;
        let ends = drivers.inputs.iter().flat_map(|moved| moved.values).chain([drivers.value]);
        let (least, most) = ends
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let place = move |value: f64| if most > least { (value - least) / (most - least) } else { 0.5 };
        let measure = (self.text.levers.measure)(question.measure());
        let term = |place: usize| {
            let entry = words.terms[place];
            let class = (place == 0).then_some("drv-wide");
            html! { <th scope="col" {class}><Term id={format!("meaning-driver-{place}")} label={entry.term} {entry} text={self.text} /></th> }
        };
        html! {
            <div class="twin-box" tabindex="0" role="group" aria-label={words.title}>
                <table class="twin drv-rows">
                    <thead><tr>
                        <th scope="col">{ words.heads[0] }</th>
                        <th scope="col" class="drv-wide">{ words.heads[1] }</th>
                        <th scope="colgroup" colspan="3" class="drv-over">{ (words.over)(measure, &self.format.date(question.date())) }</th>
                        if self.has_days() { { term(0) } }
                        { term(1) }
                    </tr></thead>
                    <tbody>{ for drivers.inputs.iter().take(self.moving().min(rows)).map(|moved| self.row(moved, place)) }</tbody>
                </table>
            </div>
        }
    }

    fn row(&self, moved: &Moved, place: impl Fn(f64) -> f64) -> Html {
        let (words, format, drivers) = (self.text.drivers, self.format, self.drivers);
        let (name, topic, part) = self.name(moved);
        let range = self.names.iter().find(|row| row.path == moved.path).map(|row| row.range.clone());
        let range = range.unwrap_or_default();
        let [low, high] = moved.values;
        let told = |value: f64| format.figure(value, self.figure());
        let day = |days: Option<i32>| match days {
            Some(days) => format.change(f64::from(days), Figure::Days),
            None => words.not_reached.to_owned(),
        };
        let days = match moved.days {
            [None, None] => words.none.to_owned(),
            [low, high] => format!("{} / {}", day(low), day(high)),
        };
        let together = drivers.sizes.get(moved.group).is_some_and(|size| *size > 1);
        let share = drivers.effects.get(moved.group).copied().flatten().map(|effect| effect.share);
        let share = match share {
            Some(share) => whole_percent(share, format) + if together { words.together } else { "" },
            None => words.none.to_owned(),
        };
        html! {
            <tr key={moved.path.clone()} data-testid={format!("driver-{}", moved.path)}>
                <th scope="row">{ name }<span class="sub">{ topic }<span class="drv-wide">{ part }</span></span><span class="sub drv-narrow">{ &range }</span></th>
                <td class="drv-wide">{ &range }</td>
                <td class="drv-end">{ told(low.min(high)) }</td>
                <td class="drv-bar">{ bar(place(low), place(drivers.value), place(high)) }</td>
                <td class="drv-end drv-high">{ told(low.max(high)) }</td>
                if self.has_days() { <td class="drv-wide">{ days }</td> }
                <td class="strong">{ share }</td>
            </tr>
        }
    }

    /// The table as a file.
    fn table(&self) -> Table {
        let words = self.text.drivers;
        let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
        let row = |moved: &Moved| {
            let (name, topic, part) = self.name(moved);
            let effect = self.drivers.effects.get(moved.group).copied().flatten();
            let mut row = vec![Cell::text(format!("{topic}{part}{PART}{name}"))];
            row.extend(moved.ends.iter().chain(&moved.values).map(|value| Cell::Number(*value)));
            row.extend(moved.days.map(|days| number(days.map(f64::from))));
            row.extend([number(effect.map(|effect| effect.share)), number(effect.map(|effect| effect.se))]);
            row
        };
        Table {
            name: words.title.to_owned(),
            head: words.columns.iter().map(|head| (*head).to_owned()).collect(),
            rows: self.drivers.inputs.iter().map(row).collect(),
        }
    }
}

/// A share whose standard error is some hundredths.
fn whole_percent(share: f64, format: &Format) -> String {
    format.count((100.0 * share.clamp(0.0, 1.0)).round()) + "%"
}

/// From the measure at the low end of an input to that at its high end, with a line where all inputs are at their means:
/// what the low end does is grey.
fn bar(low: f64, middle: f64, high: f64) -> Html {
    let percent = |share: f64| format!("{:.2}%", 100.0 * share);
    let side = |class: &'static str, end: f64| {
        html! { <rect {class} x={percent(end.min(middle))} width={percent((end - middle).abs())} y="1" height="10" /> }
    };
    html! {
        <svg class="drv-swing" width="100%" height="12" aria-hidden="true">
            { side("at-low", low) }
            { side("at-high", high) }
            <line x1={percent(middle)} x2={percent(middle)} y1="0" y2="12" />
        </svg>
    }
}
