//! The plan as slides: the answer, the forecast, what limits, the funnel, the dates, the assumptions.

use crate::controls::nowhere::use_keys_nowhere;
use crate::format::Format;
use crate::simulate::{Probe, Runs, Shown};
use crate::steps::Prices;
use crate::text::Text;
use crate::views::forecast::Forecast;
use crate::views::funnel::Funnel;
use crate::views::headline::Headline;
use crate::views::memo::short_list;
use crate::views::origin::Reach;
use crate::workbook::{Action, View};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use web_sys::HtmlElement;
use yew::prelude::*;

mod dates;
mod limits;
use dates::Dates;
use limits::Limits;

/// How many slides there are.
pub const SLIDES: usize = 6;

/// What [`Present`] needs.
#[derive(PartialEq, Properties)]
pub struct PresentProps {
    /// The slide that is shown.
    pub slide: usize,
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// What it is compared with.
    pub base: Rc<Plan>,
    /// Whether that is the plan as it was opened, else the first scenario.
    pub opened: bool,
    /// Its figures.
    pub shown: Shown,
    /// Those of the other scenarios.
    pub runs: Runs,
    /// What one step more brings.
    pub prices: Prices,
    /// The key figures, as they are on the page.
    pub kpis: Html,
    /// Asks for single futures.
    pub probe: Probe,
    /// What is picked.
    pub view: View,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes picks.
    pub dispatch: Callback<Action>,
    /// Goes to another slide; nothing leaves.
    pub on_slide: Callback<Option<usize>>,
}

/// The presentation, in place of the page.
#[component]
pub fn Present(props: &PresentProps) -> Html {
    let PresentProps { slide, plan, text, on_slide, .. } = props;
    let words = text.sharing;
    let stage = use_node_ref();
    use_keys_nowhere((*slide, on_slide.clone()), |(slide, on_slide)| keys(*slide, on_slide));
    // A new slide is read from its start.
    use_effect_with((*slide, stage.clone()), |(_, stage)| {
        if let Some(stage) = stage.cast::<HtmlElement>() {
            stage.set_scroll_top(0);
            // A refused focus leaves it where it is.
            let _ = stage.focus();
        }
    });
    let go = |to: Option<usize>| on_slide.reform(move |_: MouseEvent| to);
    let name = words.slides[*slide];
    let place = (words.slide_of)(slide + 1, SLIDES);
    html! {
        <div class="present" data-testid="present" data-slide={slide.to_string()} onkeydown={keys(*slide, on_slide)}>
            <main class="stage" ref={stage} tabindex="-1" aria-label={format!("{name}{}{place}", text.levers.name_gap)}>
                { title(*slide, format!("{} · {name}", text.shell.title_of(&plan.plan.title))) }
                { content(props) }
            </main>
            <footer class="stage-bar">
                <button type="button" class="bt" data-testid="slide-back" disabled={*slide == 0} onclick={go(slide.checked_sub(1))}>
                    { words.back }
                </button>
                <span role="status">{ place }</span>
                <button type="button" class="bt" data-testid="slide-next" disabled={slide + 1 == SLIDES} onclick={go(Some(slide + 1))}>
                    { words.next }
                </button>
                <span class="sp"></span>
                <button type="button" class="bt" data-testid="slide-leave" onclick={go(None)}>{ words.leave }</button>
            </footer>
        </div>
    }
}

/// The title of a slide; the answer has a heading of its own.
fn title(slide: usize, title: String) -> Html {
    match slide {
        0 => html! { <p class="stage-title">{ title }</p> },
        _ => html! { <h1 class="stage-title">{ title }</h1> },
    }
}

/// Arrows, page keys and space turn the slides, Escape leaves. The forecast keeps its arrows while it has the focus.
fn keys(slide: usize, on_slide: &Callback<Option<usize>>) -> Callback<KeyboardEvent> {
    let on_slide = on_slide.clone();
    Callback::from(move |event: KeyboardEvent| {
        let typed_in = event.target_dyn_into::<HtmlElement>();
        let tag = typed_in.as_ref().map(|element| element.tag_name()).unwrap_or_default();
        let reads = matches!(tag.as_str(), "INPUT" | "SELECT" | "BUTTON" if event.key() == " ")
            || matches!(tag.as_str(), "INPUT" | "SELECT" if event.key() != "Escape");
        if event.default_prevented() || reads || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let to = match event.key().as_str() {
            "ArrowRight" | "PageDown" | " " => Some((slide + 1).min(SLIDES - 1)),
            "ArrowLeft" | "PageUp" => Some(slide.saturating_sub(1)),
            "Home" => Some(0),
            "End" => Some(SLIDES - 1),
            "Escape" => None,
            _ => return,
        };
        event.prevent_default();
        on_slide.emit(to);
    })
}

fn content(props: &PresentProps) -> Html {
    let PresentProps { plan, base, shown, runs, prices, probe, view, text, format, dispatch, .. } = props;
    match props.slide {
        0 => html! {
            <>
                <Headline plan={plan.clone()} base={base.clone()} shown={shown.clone()} prices={prices.clone()}
                    reach={Reach::Nothing} text={*text} format={format.clone()} />
                { props.kpis.clone() }
            </>
        },
        1 => html! {
            <Forecast plan={plan.clone()} base={base.clone()} opened={props.opened} shown={shown.clone()} runs={runs.clone()} probe={probe.clone()}
                view={view.clone()} text={*text} format={format.clone()} dispatch={dispatch.clone()} />
        },
        2 => html! {
            <Limits plan={plan.clone()} shown={shown.clone()} prices={prices.clone()} text={*text} format={format.clone()} />
        },
        3 => {
            html! { <Funnel tall=true plan={plan.clone()} shown={shown.clone()} text={*text} format={format.clone()} /> }
        }
        4 => html! {
            <Dates plan={plan.clone()} shown={shown.clone()} view={view.clone()} text={*text} format={format.clone()} />
        },
        // Those that a board asks about; the table has all.
        _ => html! {
            <section class="pan" id="assumptions" aria-label={text.assumptions.title}>
                <ul class="stage-rows">{ short_list(plan, base, text, format) }</ul>
            </section>
        },
    }
}
