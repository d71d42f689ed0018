//! Who starts when: a short list of months and heads.

use crate::controls::gesture;
use crate::controls::number_field::{NumberField, Reading};
use crate::format::Format;
use crate::levers::{Frame, HireMonth, add_hire, hire_months, set_hire, week_of};
use crate::parse::{Count, Heads, Problem, parse_heads};
use crate::text::Text;
use tandem_engine::date::Date;
use tandem_engine::plan::Hire;
use tandem_engine::quantity::Unit;
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

/// What a [`Hires`] needs.
#[derive(PartialEq, Properties)]
pub struct HiresProps {
    /// Id of the lever it belongs to.
    pub id: AttrValue,
    /// The hires of the team.
    pub hires: Vec<Hire>,
    /// Start and horizon of the plan.
    pub frame: Frame,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes the hires as changed, with the number of the gesture.
    pub on_change: Callback<(Vec<Hire>, u32)>,
}

/// The hires to come of a team.
#[component]
pub fn Hires(props: &HiresProps) -> Html {
    let words = props.text.levers;
    let add = {
        let (hires, frame, on_change) = (props.hires.clone(), props.frame.clone(), props.on_change.clone());
        Callback::from(move |_: MouseEvent| {
            on_change.emit((add_hire(&hires, frame.start, frame.horizon_weeks), gesture::begin()));
        })
    };
    let rows = hire_months(&props.hires, props.frame.start);
    html! {
        <div class="hires">
            <ul aria-label={words.hires}>{ for rows.iter().map(|row| hire_row(props, *row)) }</ul>
            <button type="button" class="hires-add" data-testid={format!("{}-add-hire", props.id)} onclick={add}>
                { words.add_hire }
            </button>
        </div>
    }
}

fn hire_row(props: &HiresProps, row: HireMonth) -> Html {
    let words = props.text.levers;
    let change = |week: Option<i32>, heads: Option<Count>| {
        let (hires, on_change) = (props.hires.clone(), props.on_change.clone());
        move |gesture: u32| on_change.emit((set_hire(&hires, row.index, week, heads), gesture))
    };
    let remove = change(None, Some((0.0, 0.0)));
    let month = props.format.month_short(Date::first_of_month(row.month));
    let label = (words.remove_hire)(&month);
    html! {
        <li key={row.index}>
            { month_pick(props, row) }
            { heads_field(props, row) }
            <button type="button" class="i" aria-label={label.clone()} title={label} onclick={move |_: MouseEvent| remove(gesture::begin())}>
                <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4.5 4.5l7 7M11.5 4.5l-7 7" /></svg>
            </button>
        </li>
    }
}

/// The month of a hire, chosen among those of the plan.
fn month_pick(props: &HiresProps, row: HireMonth) -> Html {
    let Frame { start, horizon_weeks, .. } = props.frame;
    let last = start.plus_days(7 * horizon_weeks as i32 - 7).month_number();
    let onchange = {
        let (hires, on_change) = (props.hires.clone(), props.on_change.clone());
        Callback::from(move |event: Event| {
            let month = event.target_unchecked_into::<HtmlSelectElement>().value().parse::<i32>();
            if let Ok(month) = month {
                let week = week_of(month, start, horizon_weeks);
                on_change.emit((set_hire(&hires, row.index, Some(week), None), gesture::begin()));
            }
        })
    };
    let option = |month: i32| {
        let name = props.format.month_short(Date::first_of_month(month));
        html! { <option key={month} value={month.to_string()} selected={month == row.month}>{ name }</option> }
    };
    let name = format!("{}-month-{}", props.id, row.index);
    html! {
        <span class="field field-pick">
            <select aria-label={props.text.levers.hire_month} data-testid={name} {onchange}>
                { for (start.month_number()..=last).map(option) }
            </select>
            <svg class="ic" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
        </span>
    }
}

fn heads_field(props: &HiresProps, row: HireMonth) -> Html {
    let (text, format) = (props.text, props.format.clone());
    let (shown, editable) = match row.ends {
        Some((low, high)) => {
            (format.entry_range(low, high, Unit::People), format.entry_range_exact(low, high, Unit::People))
        }
        None => (format.entry(row.heads, Unit::People), format.entry_exact(row.heads, Unit::People)),
    };
    let unit = (text.levers.unit)(crate::levers::LeverKind::Aes, Unit::People);
    let read = Callback::from(move |typed: String| match heads_of(&typed) {
        Ok((low, high)) if low < high => {
            Reading::Understood((text.levers.understood)(&format.entry_range_exact(low, high, Unit::People)))
        }
        Ok((heads, _)) => {
            Reading::Understood((text.levers.understood)(&format.entry_exact(heads, Unit::People)))
        }
        Err(problem) => {
            let (what, hint) =
                (text.levers.problem)(&problem, Unit::People, &format, &|example| heads_of(example).is_ok());
            Reading::Problem(what, hint)
        }
    });
    let commit = {
        let (hires, on_change) = (props.hires.clone(), props.on_change.clone());
        Callback::from(move |(typed, gesture): (String, u32)| {
            if let Ok(heads) = heads_of(&typed) {
                on_change.emit((set_hire(&hires, row.index, None, Some(heads)), gesture));
            }
        })
    };
    let id = format!("{}-heads-{}", props.id, row.index);
    html! {
        <NumberField {id} label={text.levers.hire_heads} {shown} {editable} {unit} {read} {commit} />
    }
}

/// One number of heads, or a range.
fn heads_of(typed: &str) -> Result<Count, Problem> {
    match parse_heads(typed)? {
        Heads::Total(heads) => Ok(heads),
        Heads::Parts { .. } => Err(Problem::NotANumber { found: typed.trim().to_owned() }),
    }
}
