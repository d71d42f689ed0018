//! Every input in one table: value, range, source, note, what it was. A filter finds them, and each can be changed in its
//! place.

use crate::assumptions::{Assumption, Origin, Shape, assumptions};
use crate::controls::kept_open::use_kept_open;
use crate::controls::reveal;
use crate::controls::turns::use_lines;
use crate::edit::owns;
use crate::format::Format;
use crate::text::Text;
use crate::workbook::Action;
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::plan::{Plan, Source};
use web_sys::HtmlInputElement;
use yew::prelude::*;

mod topic;

use topic::{Topic, field_id, row_id};

/// Rows that are drawn in a turn.
const ROWS: usize = 8;

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
    if wanted.is_empty() {
        return true;
    }
    let words = format!("{} {} {} {} {}", row.topic, row.name, row.note, row.path, row.value).to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|part| words.contains(part))
}

/// The table of assumptions.
#[component]
pub fn Assumptions(props: &AssumptionsProps) -> Html {
    let AssumptionsProps { plan, base, text, format, .. } = props;
    let words = text.assumptions;
    // A page to look at starts anew.
    let on_page = props.dispatch.is_some();
    let pick = use_kept_open(on_page.then_some("assumptions"), Pick::default);
    let wanted = use_kept_open(on_page.then_some("assumptions-find"), String::new);
    let open = use_state_eq(|| None::<String>);
    let key = (plan.clone(), base.clone(), *text, format.clone());
    let rows = use_memo(key, |(plan, base, text, format)| {
        assumptions(plan, base, text, format).into_iter().map(Rc::new).collect::<Vec<_>>()
    });
    use_effect_with((*open).clone(), |open| {
        if let Some(path) = open {
            reveal::first_of(&[format!("#{}", field_id(path)).as_str()]);
        }
    });
    use_asked(props, rows.clone(), &pick, &wanted, &open);
    let on_open = use_callback((), {
        let open = open.setter();
        move |path, ()| open.set(path)
    });
    let listed: Vec<_> =
        rows.iter().filter(|row| pick.takes(row, &props.findings) && found(row, &wanted)).collect();
    let lines = use_lines(ROWS, listed.len());
    let topics = listed[..listed.len().min(lines)].chunk_by(|a, b| a.topic == b.topic);
    let topic = |rows: &[&Rc<Assumption>]| {
        let is_open = |path: &&String| rows.iter().any(|row| row.path == **path);
        let open = open.as_ref().filter(is_open).map(|path| (path.clone(), plan.clone()));
        let key = rows[0].path.clone();
        let rows: Vec<_> = rows.iter().map(|row| Rc::clone(row)).collect();
        html! {
            <Topic {key} {rows} {open} on_open={on_open.clone()} {text} format={format.clone()}
                findings={props.findings.clone()} dispatch={props.dispatch.clone()} />
        }
    };
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
                    autocomplete="off" spellcheck="false" data-draft={(!wanted.is_empty()).then_some("")} value={(*wanted).clone()} {oninput} />
                { picks(&pick, text) }
            </div>
            <div class="twin-box" tabindex="0" role="group" aria-label={words.title}>
                if listed.is_empty() {
                    <p class="say">{ words.none }</p>
                } else {
                    <table class="twin assumption-table" data-testid="assumptions-table">
                        <caption class="sr">{ words.title }</caption>
                        <thead><tr>{ for words.heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
                        <>{ for topics.map(topic) }</>
                    </table>
                }
            </div>
        </section>
    }
}

/// Leads to a row when it is asked for: whatever hides it goes, and its field opens where values can be changed.
#[hook]
fn use_asked(
    props: &AssumptionsProps,
    rows: Rc<Vec<Rc<Assumption>>>,
    pick: &UseStateHandle<Pick>,
    wanted: &UseStateHandle<String>,
    open: &UseStateHandle<Option<String>>,
) {
    let editable = props.dispatch.is_some();
    let findings = props.findings.clone();
    let (pick, wanted, open) = (pick.clone(), wanted.setter(), open.setter());
    use_effect_with((rows, findings, *pick, editable), move |(rows, findings, picked, editable)| {
        let (rows, findings, picked, editable) = (rows.clone(), findings.clone(), *picked, *editable);
        let take = Callback::from(move |path: String| {
            let Some(row) = rows.iter().find(|row| row.path == path) else { return };
            if !picked.takes(row, &findings) {
                pick.set(Pick::All);
            }
            wanted.set(String::new());
            let opens = editable && row.shape != Shape::Nothing;
            open.set(opens.then(|| path.clone()));
            let id = if opens { field_id(&path) } else { row_id(&path) };
            reveal::once_there(format!("#{id}"));
        });
        reveal::listen_for_rows(Some(take));
        || reveal::listen_for_rows(None)
    });
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
