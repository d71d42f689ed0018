//! Scenarios as columns: every figure with its difference from one of them in the same futures, and where the inputs
//! differ.

mod inputs;

use crate::changes::{self, Question, comparable};
use crate::controls::reveal;
use crate::format::{Count, FEW, Figure, Format, natural};
use crate::simulate::{Probe, Run, Runs};
use crate::text::Text;
use crate::views::kpis::{KPIS, better, figure_of as figure_of_kpi, more_is_better};
use crate::views::scenarios::{figure_of, name_of};
use crate::views::tables::{comparison, inputs_sheet, menu};
use crate::workbook::{Action, Sheet, View};
use inputs::Inputs;
pub(in crate::views) use inputs::told;
use tandem_engine::Kpi;
use tandem_engine::plan::Plan;
use tandem_engine::summary::{Change, Outcome, change, odds_change};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What [`Compare`] needs.
#[derive(PartialEq, Properties)]
pub struct CompareProps {
    /// The scenarios on the page.
    pub sheet: Sheet,
    /// Plans that have run.
    pub runs: Runs,
    /// Asks for expected values of other plans.
    pub probe: Probe,
    /// How the page shows the plan.
    pub view: View,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes what is chosen.
    pub dispatch: Callback<Action>,
}

/// The comparison.
#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let CompareProps { sheet, runs, probe, text, format, .. } = props;
    let words = text.scenarios;
    let names: Vec<String> =
        (0..sheet.scenarios().len()).map(|place| name_of(sheet, place, text, format)).collect();
    let of_scenario: Vec<Option<&Run>> = sheet.scenarios().iter().map(|s| runs.of(&s.plan)).collect();
    // The column that the others are held against, by the id of its scenario.
    let chosen = use_state_eq(|| None::<u32>);
    let only = use_state_eq(|| true);
    let place_of = |id: u32| sheet.scenarios().iter().position(|scenario| scenario.id == id);
    let base = chosen.and_then(place_of).unwrap_or(0);
    let table = Columns { runs: &of_scenario, base, only: *only, plan: sheet.plan(), text, format };
    let futures = of_scenario.iter().flatten().map(|run| run.summary.n_trials).min().unwrap_or(0);
    let view = View { compare: false, ..props.view.clone() };
    let close = props.dispatch.reform(move |_: MouseEvent| {
        // The focus goes back to what opened it.
        reveal::first_of(&["[data-testid=compare]"]);
        Action::SetView(view.clone())
    });
    html! {
        <section class="pan cmp" id="compare" aria-labelledby="compare-title" data-testid="comparison"
            data-state={if of_scenario.iter().all(Option::is_some) { "ready" } else { "stale" }}>
            <div class="ph_">
                <h2 id="compare-title">{ words.comparison }</h2>
                <span class="sp"></span>
                { base_choice(props, base, &chosen) }
                <button type="button" class="bt" data-testid="only-differences" aria-pressed={only.to_string()}
                    onclick={{ let only = only.clone(); move |_: MouseEvent| only.set(!*only) }}>
                    { words.only_differences }
                </button>
                { files(props, &names, base) }
                <button type="button" class="i" aria-label={words.close} title={words.close} onclick={close}>
                    <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
                </button>
            </div>
            <p class="cmp-lead">{ (words.comparison_lead)(&format.count(f64::from(futures)), (words.letter)(base)) }</p>
            if !table.all_comparable() { <p class="say">{ words.not_comparable }</p> }
            <div class="twin-box cmp-box" tabindex="0" role="group" aria-label={words.comparison}>
                <table class="twin cmp-table">
                    <thead><tr>
                        <th scope="col">{ words.figure }</th>
                        <>{ for names.iter().enumerate().map(|(place, name)| table.head(place, name)) }</>
                    </tr></thead>
                    <tbody>{ table.measure() }{ table.odds() }{ table.date() }{ for (0..table.years()).map(|year| table.year(year)) }</tbody>
                </table>
            </div>
            <Inputs sheet={sheet.clone()} {base} only={*only} probe={probe.clone()} {text} format={format.clone()}
                dispatch={props.dispatch.clone()} />
        </section>
    }
}

/// The choice of the column that the others are held against.
fn base_choice(props: &CompareProps, base: usize, chosen: &UseStateHandle<Option<u32>>) -> Html {
    let (words, scenarios) = (props.text.scenarios, props.sheet.scenarios());
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            chosen.set(event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok());
        })
    };
    let option = |place: usize| {
        let id = scenarios[place].id.to_string();
        html! { <option key={id.clone()} value={id} selected={place == base}>{ (words.differences_from)((words.letter)(place)) }</option> }
    };
    html! {
        <span class="pick-box">
            <select class="pick" data-testid="compare-base" aria-label={words.base_column} {onchange}>
                { for (0..scenarios.len()).map(option) }
            </select>
            <svg class="ic" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
        </span>
    }
}

/// The comparison as files.
fn files(props: &CompareProps, names: &[String], base: usize) -> Html {
    let CompareProps { sheet, runs, text, format, .. } = props;
    let (sheet, runs, names, text, format) =
        (sheet.clone(), runs.clone(), names.to_vec(), *text, format.clone());
    let title = text.scenarios.comparison;
    let plan = sheet.plan().plan.title.clone();
    menu("compare-files", &format!("{} · {title}", text.shell.title_of(&plan)), text, move || {
        vec![
            comparison(&sheet, &runs, &names, base, text, &format),
            inputs_sheet(&sheet, &names, text, &format),
        ]
    })
}

/// What is asked of the scenarios held against the first: the measure in question and its date.
pub(in crate::views) fn asked(first: &Run, runs: &[Option<&Run>]) -> Question {
    let other = runs.iter().flatten().rfind(|run| !std::ptr::eq(**run, first));
    Question::of(&first.summary, &other.unwrap_or(&first).summary)
}

/// How the odds of the same target differ from the first's, with the standard error of that; fractions.
pub(in crate::views) fn odds_against(first: &Run, run: &Run) -> Option<(f64, f64)> {
    let (a, b) = (first.summary.target.as_ref()?, run.summary.target.as_ref()?);
    let same = (a.measure, a.date) == (b.measure, b.date);
    odds_change((&first.outcomes, a.value), (&run.outcomes, b.value), Outcome::TargetValue).filter(|_| same)
}

struct Columns<'a> {
    runs: &'a [Option<&'a Run>],
    /// Place of the column that the others are held against.
    base: usize,
    /// Whether only figures are listed that differ.
    only: bool,
    /// The plan in front: figures about its stages go by their names.
    plan: &'a Plan,
    text: &'static Text,
    format: &'a Format,
}

/// Whether a change is lost in the rounding of its figure.
fn is_rounded_away(change: f64, level: f64, figure: Figure) -> bool {
    // Shares are shown in tenths of a point at most.
    let level = if figure == Figure::Share { 0.1 } else { level };
    changes::is_rounded_away(change, level, figure == Figure::Count)
}

/// What stands in a cell: a value and, beside the first scenario, its change.
struct Cell {
    value: Option<f64>,
    change: Option<Change>,
}

impl Columns<'_> {
    fn first(&self) -> Option<&Run> {
        *self.runs.get(self.base)?
    }

    fn all_comparable(&self) -> bool {
        let Some(first) = self.first() else { return true };
        self.runs.iter().flatten().all(|run| comparable(&first.summary, &run.summary))
    }

    fn years(&self) -> usize {
        self.runs.iter().flatten().map(|run| run.summary.plan_years()).min().unwrap_or(0)
    }

    /// The one that is held against, where the figures of that place can be subtracted from its own.
    fn against(&self, place: usize) -> Option<(&Run, &Run)> {
        let (first, run) = (self.first()?, (*self.runs.get(place)?)?);
        (place != self.base && comparable(&first.summary, &run.summary)).then_some((first, run))
    }

    fn head(&self, place: usize, name: &str) -> Html {
        let words = self.text.scenarios;
        let letter = (words.letter)(place);
        html! {
            <>
                <th scope="col" class="cmp-value"><span class="cmp-name"><b>{ letter }</b>{ " " }{ name.to_owned() }</span></th>
                if place != self.base {
                    <th scope="col">{ (words.minus)(letter, (words.letter)(self.base)) }</th>
                    <th scope="col">{ (words.beats)(letter, (words.letter)(self.base)) }</th>
                }
            </>
        }
    }

    /// `more_is_better`: nothing where neither more nor less is.
    fn row(
        &self,
        name: String,
        (figure, more_is_better): (Figure, Option<bool>),
        cell: impl Fn(usize, &Run) -> Cell,
    ) -> Html {
        let words = self.text.scenarios;
        let found: Vec<Option<Cell>> =
            self.runs.iter().enumerate().map(|(place, run)| run.map(|run| cell(place, run))).collect();
        // The row is read across: its figures have as many decimals.
        let values: Vec<f64> =
            found.iter().map(|cell| cell.as_ref().and_then(|cell| cell.value).unwrap_or(f64::NAN)).collect();
        let values = self.format.alike(&values, figure);
        let cells = found.into_iter().zip(values).enumerate().map(|(place, (cell, value))| {
            let level = cell.as_ref().and_then(|cell| cell.value).unwrap_or(0.0);
            let value = if cell.is_some() { value } else { words.pending.to_owned() };
            let change = cell.and_then(|cell| cell.change);
            // What is lost in the rounding of its figure is no difference, however surely it is there.
            let seen = change.filter(|change| !is_rounded_away(change.median, level, figure));
            let clear = seen.is_some_and(|change| change.is_clear() && change.n >= FEW as usize);
            let size = change.map(|change| {
                if seen.is_none() || (change.n >= FEW as usize && change.median.abs() < change.median_se) {
                    return words.no_difference.to_owned();
                }
                let se = self.format.error_beside(change.median_se, change.median, figure);
                (words.with_error)(&self.format.change(change.median, figure), &se)
            });
            let beats = seen.map(|change| {
                let count = |share| (words.count)(Count::of(share, change.n as u32));
                better(&change, more_is_better)
                    .map_or_else(|| (words.more_in)(&count(change.larger)), count)
            });
            html! {
                <>
                    <td class="cmp-value">{ value }</td>
                    if place != self.base {
                        <td class={classes!("cmp-change", clear.then_some("strong"))}>{ size.unwrap_or_default() }</td>
                        <td class="cmp-odds">{ beats.unwrap_or_default() }</td>
                    }
                </>
            }
        });
        html! { <tr><th scope="row">{ name }</th>{ for cells }</tr> }
    }

    /// The measure in question at its date.
    fn measure(&self) -> Html {
        let Some(first) = self.first() else { return Html::default() };
        let asked = asked(first, self.runs);
        let figure = figure_of(asked.measure());
        let name = (self.text.answers.kpi_at)(
            (self.text.levers.measure)(asked.measure()),
            &self.format.date_short(asked.date()),
        );
        self.row(name, (figure, Some(true)), |place, run| Cell {
            value: Some(asked.median(&run.summary, Some(&run.outcomes))),
            change: self.against(place).and_then(|(first, run)| {
                asked.change(run.summary.plan_years(), &first.outcomes, &run.outcomes)
            }),
        })
    }

    fn odds(&self) -> Html {
        let words = self.text.scenarios;
        if self.runs.iter().flatten().all(|run| run.summary.target.is_none()) {
            return Html::default();
        }
        let cells = self.runs.iter().enumerate().map(|(place, run)| {
            let odds = run.and_then(|run| run.summary.target.as_ref()?.odds);
            let n_trials = run.map_or(0, |run| run.summary.n_trials);
            let value = odds.map_or("–".to_owned(), |odds| (words.count)(Count::of(odds, n_trials)));
            let natural = odds.map(|odds| (self.text.answers.odds_short)(natural(odds, n_trials)));
            // Of a few futures the two counts say it all.
            let change = self.against(place).filter(|_| n_trials >= FEW).and_then(|(first, run)| {
                odds_against(first, run)
            });
            let size = change.map(|(change, se)| {
                let se_shown = self.format.change_size(se, Figure::Share);
                if change.abs() < se {
                    return (false, words.no_difference.to_owned());
                }
                let clear = change.abs() > 2.0 * se;
                (clear, (words.with_error)(&self.format.change(change, Figure::Share), &se_shown))
            });
            html! {
                <>
                    <td class="cmp-value" title={natural}>{ value }</td>
                    if place != self.base {
                        <td class={classes!("cmp-change", size.as_ref().is_some_and(|size| size.0).then_some("strong"))}>
                            { size.map(|size| size.1).unwrap_or_default() }
                        </td>
                        <td class="cmp-odds"></td>
                    }
                </>
            }
        });
        html! { <tr><th scope="row">{ words.odds_of_target }</th>{ for cells }</tr> }
    }

    fn date(&self) -> Html {
        let words = self.text.scenarios;
        if self.runs.iter().flatten().all(|run| run.summary.target.is_none()) {
            return Html::default();
        }
        let cells = self.runs.iter().enumerate().map(|(place, run)| {
            let target = run.and_then(|run| run.summary.target.as_ref());
            let value = target.filter(|target| target.measure.has_day()).map_or("–".to_owned(), |target| {
                target.reached.p50.map_or(words.later.to_owned(), |date| self.format.date_short(date))
            });
            html! { <><td class="cmp-value">{ value }</td>if place != self.base { <td class="cmp-change"></td><td class="cmp-odds"></td> }</> }
        });
        html! { <tr><th scope="row">{ words.date_of_target }</th>{ for cells }</tr> }
    }

    fn year(&self, year: usize) -> Html {
        let differs = |kpi: Kpi| {
            (0..self.runs.len()).any(|place| match self.against(place) {
                Some((first, run)) => change(&first.outcomes, &run.outcomes, Outcome::Kpi(kpi, year))
                    .is_some_and(|change| {
                        let level = run.summary.kpi(kpi, year).map_or(0.0, |spread| spread.p50);
                        change.is_clear() && !is_rounded_away(change.median, level, figure_of_kpi(kpi))
                    }),
                // What cannot be subtracted, or is still on its way, stays in view.
                None => place != self.base,
            })
        };
        let rows = KPIS.iter().copied().filter(|kpi| !self.only || differs(*kpi)).filter(|kpi| {
            self.runs
                .iter()
                .flatten()
                .any(|run| run.summary.kpi(*kpi, year).is_some_and(|k| k.p90 != 0.0 || k.p10 != 0.0))
        });
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return Html::default();
        }
        let span = 1 + self.runs.len() + 2 * (self.runs.len() - 1);
        html! {
            <>
                <tr class="cmp-year"><th scope="rowgroup" colspan={span.to_string()}>{ (self.text.scenarios.year)(year + 1) }</th></tr>
                { for rows.map(|kpi| {
                    let figure = figure_of_kpi(kpi);
                    self.row(crate::stages::kpi(self.plan, kpi, self.text), (figure, more_is_better(kpi)), |place, run| Cell {
                        value: run.summary.kpi(kpi, year).map(|spread| spread.p50),
                        change: self.against(place).and_then(|(first, run)| {
                            change(&first.outcomes, &run.outcomes, Outcome::Kpi(kpi, year))
                        }),
                    })
                }) }
            </>
        }
    }
}
