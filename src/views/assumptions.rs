//! Every input in one table: value, range, source, note, what it was. A filter finds them, and each can be changed in its
//! place.

use crate::assumptions::{Assumption, Origin, Shape, assumptions, in_words};
use crate::controls::plan_field::{PlanField, PlanPick, beside};
use crate::controls::reveal;
use crate::controls::turns::use_lines;
use crate::edit::{Kind, owns, words_at};
use crate::format::Format;
use crate::text::Text;
use crate::workbook::Action;
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::plan::{Plan, Source};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// Rows that are drawn first.
const FIRST_ROWS: usize = 40;

/// What [`Assumptions`] needs.
#[derive(PartialEq, Properties)]
pub struct AssumptionsProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// The plan that it started from.
    pub base: Rc<Plan>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// The rows that are picked first.
    #[prop_or_default]
    pub pick: Pick,
    /// What was found in the plan.
    #[prop_or_default]
    pub findings: Rc<Vec<Finding>>,
    /// Takes edits, where values can be changed.
    #[prop_or_default]
    pub dispatch: Option<Callback<Action>>,
}

/// Which rows are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    /// All that differ from what every plan starts with.
    #[default]
    Set,
    /// Those with a range.
    Ranges,
    /// Those without a source.
    Guesses,
    /// Those that differ from the base.
    Changed,
    /// Those that something was found about.
    Findings,
    /// All.
    All,
}

impl Pick {
    const ALL: [Pick; 6] = [Pick::Set, Pick::Ranges, Pick::Guesses, Pick::Changed, Pick::Findings, Pick::All];

    fn name(self, text: &Text) -> &'static str {
        let words = text.assumptions;
        match self {
            Pick::Set => words.set,
            Pick::Ranges => words.ranges,
            Pick::Guesses => words.guesses,
            Pick::Changed => words.changed,
            Pick::Findings => words.findings,
            Pick::All => words.all,
        }
    }

    /// Whether a row belongs to it.
    pub fn takes(self, row: &Assumption, findings: &[Finding]) -> bool {
        match self {
            Pick::Set => row.origin != Origin::Default,
            Pick::Ranges => row.ends.is_some(),
            Pick::Guesses => {
                matches!(row.origin, Origin::Unknown | Origin::Changed | Origin::Stated(Source::Assumption))
            }
            Pick::Changed => row.was.is_some(),
            Pick::Findings => findings.iter().any(|finding| owns(&row.path, &finding.path)),
            Pick::All => true,
        }
    }
}

/// Whether a row has all that is looked for in its words.
fn found(row: &Assumption, wanted: &str) -> bool {
    let words = format!("{} {} {} {} {}", row.topic, row.name, row.note, row.path, row.value).to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|part| words.contains(part))
}

/// The table of assumptions.
#[component]
pub fn Assumptions(props: &AssumptionsProps) -> Html {
    let AssumptionsProps { plan, base, text, format, pick, .. } = props;
    let words = text.assumptions;
    let pick = use_state_eq(|| *pick);
    let wanted = use_state_eq(String::new);
    let open = use_state_eq(|| None::<String>);
    use_effect_with((*open).clone(), |open| {
        if let Some(path) = open {
            reveal::first_of(&[format!("#{}", field_id(path)).as_str()]);
        }
    });
    let lines = use_lines(FIRST_ROWS);
    let cells = Cells { props, open: &open };
    let key = (plan.clone(), base.clone(), *text, format.clone());
    let rows = use_memo(key, |(plan, base, text, format)| assumptions(plan, base, text, format));
    let listed: Vec<_> =
        rows.iter().filter(|row| pick.takes(row, &props.findings) && found(row, &wanted)).collect();
    let oninput = {
        let wanted = wanted.clone();
        move |event: InputEvent| wanted.set(event.target_unchecked_into::<HtmlInputElement>().value())
    };
    html! {
        <section class="pan assumptions" id="assumptions" aria-labelledby="assumptions-title" data-testid="assumptions">
            <div class="ph_">
                <h2 id="assumptions-title">{ words.title }</h2>
                <span class="sub" role="status">{ (words.count)(listed.len(), rows.len()) }</span>
                <span class="sp"></span>
                <input class="find" type="search" data-testid="assumptions-find" placeholder={words.search} aria-label={words.search}
                    autocomplete="off" spellcheck="false" value={(*wanted).clone()} {oninput} />
                { picks(&pick, text) }
            </div>
            <div class="twin-box" tabindex="0" role="group" aria-label={words.title}>
                { table(&listed[..listed.len().min(lines)], &cells) }
            </div>
        </section>
    }
}

fn picks(pick: &UseStateHandle<Pick>, text: &'static Text) -> Html {
    let button = |wanted: Pick| {
        let state = pick.clone();
        html! {
            <button key={wanted as u8} type="button" aria-pressed={(**pick == wanted).to_string()}
                data-testid={format!("assumptions-{wanted:?}").to_lowercase()} onclick={move |_: MouseEvent| state.set(wanted)}>
                { wanted.name(text) }
            </button>
        }
    };
    html! {
        <div class="seg" role="group" aria-label={text.assumptions.pick}>{ for Pick::ALL.into_iter().map(button) }</div>
    }
}

/// Rows under their topics.
fn table(rows: &[&Assumption], cells: &Cells) -> Html {
    let words = cells.props.text.assumptions;
    if rows.is_empty() {
        return html! { <p class="say">{ words.none }</p> };
    }
    let topics = rows.chunk_by(|a, b| a.topic == b.topic);
    html! {
        <table class="twin assumption-table" data-testid="assumptions-table">
            <caption class="sr">{ words.title }</caption>
            <thead><tr>{ for words.heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
            { for topics.map(|rows| html! {
                <tbody key={rows[0].path.clone()}>
                    <tr class="topic"><th scope="rowgroup" colspan="6">{ rows[0].topic.clone() }</th></tr>
                    { for rows.iter().map(|row| draw(row, cells)) }
                </tbody>
            }) }
        </table>
    }
}

fn draw(row: &Assumption, cells: &Cells) -> Html {
    html! {
        <tr key={row.path.clone()} data-path={row.path.clone()}>
            <th scope="row">{ row.name.clone() }</th>
            <td class="strong">{ cells.value(row) }</td>
            <td>{ row.range.clone() }</td>
            <td class="word">{ (cells.props.text.assumptions.origin)(row.origin) }</td>
            <td class="word">{ row.note.clone() }</td>
            <td>{ row.was.clone() }</td>
        </tr>
    }
}

/// The id of the field of a path.
fn field_id(path: &str) -> String {
    format!("edit-{}", in_id(path))
}

/// The id of the button that opens it.
fn cell_id(path: &str) -> String {
    format!("cell-{}", in_id(path))
}

fn in_id(path: &str) -> String {
    path.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect()
}

/// The cells with values: one of them may be open.
struct Cells<'a> {
    props: &'a AssumptionsProps,
    open: &'a UseStateHandle<Option<String>>,
}

impl Cells<'_> {
    /// The value: a text, a button that opens its field, or the field.
    fn value(&self, row: &Assumption) -> Html {
        let Some(dispatch) = self.props.dispatch.as_ref().filter(|_| row.shape != Shape::Nothing) else {
            return value_of(row);
        };
        if self.open.as_ref() == Some(&row.path) {
            return self.field(row, dispatch);
        }
        let onclick = {
            let (open, path) = (self.open.clone(), row.path.clone());
            move |_: MouseEvent| open.set(Some(path.clone()))
        };
        let label = (self.props.text.assumptions.change)(&row.name, &row.value);
        let found: Vec<&Finding> =
            self.props.findings.iter().filter(|finding| owns(&row.path, &finding.path)).collect();
        html! {
            <>
                <button type="button" class="cell" id={cell_id(&row.path)} data-testid={cell_id(&row.path)} aria-label={label} {onclick}>
                    { value_of(row) }
                </button>
                { beside(found, self.props.text, &self.props.format) }
            </>
        }
    }

    /// The field. It closes with Enter and when it is left, unless what is typed cannot be taken over.
    fn field(&self, row: &Assumption, dispatch: &Callback<Action>) -> Html {
        let close = {
            let (open, path) = (self.open.clone(), row.path.clone());
            move |back: bool| {
                open.set(None);
                if back {
                    let id = format!("#{}", cell_id(&path));
                    reveal::later(move || reveal::first_of(&[id.as_str()]));
                }
            }
        };
        let onfocusout = {
            let close = close.clone();
            move |event: FocusEvent| {
                if !is_refused(event.target_dyn_into::<Element>()) {
                    close(false);
                }
            }
        };
        let onkeydown = move |event: KeyboardEvent| {
            let ends = matches!(event.key().as_str(), "Enter" | "Escape") && !event.is_composing();
            if ends && !is_refused(event.target_dyn_into::<Element>()) {
                close(true);
            }
        };
        html! { <div class="cell-field" {onfocusout} {onkeydown}>{ self.editor(row, dispatch) }</div> }
    }

    fn editor(&self, row: &Assumption, dispatch: &Callback<Action>) -> Html {
        let AssumptionsProps { plan, text, format, findings, .. } = self.props;
        let id = field_id(&row.path);
        let choices: Vec<String> = match row.shape {
            Shape::YesNo => ["true", "false"].map(str::to_owned).to_vec(),
            Shape::Word => words_at(plan, &row.path),
            _ => Vec::new(),
        };
        if !choices.is_empty() {
            let named = |word: &String| {
                let name = in_words(&serde_json::Value::from(word.as_str()), row.unit, text, format);
                (AttrValue::from(word.clone()), AttrValue::from(name))
            };
            let groups = vec![(AttrValue::from(""), choices.iter().map(named).collect())];
            return html! {
                <PlanPick {id} label={row.name.clone()} plan={plan.clone()} path={row.path.clone()} {groups} value={row.typed.clone()}
                    dispatch={dispatch.clone()} />
            };
        }
        let kind = match row.shape {
            Shape::Numbers => Kind::Amounts(row.unit),
            Shape::Day if row.path == "plan.start_date" => Kind::FirstDay,
            Shape::Day => Kind::Day,
            Shape::Word => Kind::Words,
            _ => Kind::Amount(row.unit),
        };
        let unit =
            if matches!(kind, Kind::Amount(_)) { (text.assumptions.unit)(row.unit).trim() } else { "" };
        html! {
            <PlanField {id} label={row.name.clone()} plan={plan.clone()} path={row.path.clone()} {kind} shown={row.typed.clone()}
                editable={row.typed.clone()} {unit} findings={findings.clone()} text={*text} format={format.clone()}
                dispatch={dispatch.clone()} />
        }
    }
}

/// A value; a list breaks between its numbers, and none of them from its unit.
fn value_of(row: &Assumption) -> Html {
    if row.shape != Shape::Numbers {
        return html! { { row.value.clone() } };
    }
    let parts = row.value.split("; ").collect::<Vec<_>>();
    let part = |(index, part): (usize, &&str)| {
        let more = if index + 1 < parts.len() { ";" } else { "" };
        html! { <><span class="whole">{ *part }{ more }</span>{ " " }</> }
    };
    html! { { for parts.iter().enumerate().map(part) } }
}

/// Whether a field holds a draft that cannot be taken over.
fn is_refused(field: Option<Element>) -> bool {
    field.is_some_and(|field| field.get_attribute("aria-invalid").as_deref() == Some("true"))
}
