//! Every input in one table: value, range, source, note, what it was. A filter finds them.

use crate::assumptions::{Assumption, Origin, assumptions};
use crate::format::Format;
use crate::text::Text;
use std::rc::Rc;
use tandem_engine::plan::{Plan, Source};
use web_sys::HtmlInputElement;
use yew::prelude::*;

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
    /// All.
    All,
}

impl Pick {
    const ALL: [Pick; 5] = [Pick::Set, Pick::Ranges, Pick::Guesses, Pick::Changed, Pick::All];

    fn name(self, text: &Text) -> &'static str {
        let words = text.assumptions;
        match self {
            Pick::Set => words.set,
            Pick::Ranges => words.ranges,
            Pick::Guesses => words.guesses,
            Pick::Changed => words.changed,
            Pick::All => words.all,
        }
    }

    /// Whether a row belongs to it.
    pub fn takes(self, row: &Assumption) -> bool {
        match self {
            Pick::Set => row.origin != Origin::Default,
            Pick::Ranges => row.ends.is_some(),
            Pick::Guesses => {
                matches!(row.origin, Origin::Unknown | Origin::Changed | Origin::Stated(Source::Assumption))
            }
            Pick::Changed => row.was.is_some(),
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
    let AssumptionsProps { plan, base, text, format, pick } = props;
    let words = text.assumptions;
    let pick = use_state_eq(|| *pick);
    let wanted = use_state_eq(String::new);
    let key = (plan.clone(), base.clone(), *text, format.clone());
    let rows = use_memo(key, |(plan, base, text, format)| assumptions(plan, base, text, format));
    let listed: Vec<_> = rows.iter().filter(|row| pick.takes(row) && found(row, &wanted)).collect();
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
                { table(&listed, text) }
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
fn table(rows: &[&Assumption], text: &'static Text) -> Html {
    let words = text.assumptions;
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
                    { for rows.iter().map(|row| draw(row, text)) }
                </tbody>
            }) }
        </table>
    }
}

fn draw(row: &Assumption, text: &'static Text) -> Html {
    html! {
        <tr key={row.path.clone()} data-path={row.path.clone()}>
            <th scope="row">{ row.name.clone() }</th>
            <td class="strong">{ row.value.clone() }</td>
            <td>{ row.range.clone() }</td>
            <td class="word">{ (text.assumptions.origin)(row.origin) }</td>
            <td class="word">{ row.note.clone() }</td>
            <td>{ row.was.clone() }</td>
        </tr>
    }
}
