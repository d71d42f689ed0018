//! Spend by month beneath a channel's open lever: bars, patterns, the sum of each year, and each month as a field.

use crate::controls::gesture;
use crate::controls::lever::Turn;
use crate::controls::months::Months;
use crate::controls::number_field::{NumberField, Reading};
use crate::controls::paste::pasted;
use crate::format::Format;
use crate::levers::schedule::{
    self, Kind, Pattern, Season, amounts, by_year, following, in_season, loses_range, proposed, recognised,
    with_month, with_months,
};
use crate::levers::{Frame, Lever, LeverValue};
use crate::parse::{self, Problem};
use crate::text::Text;
use std::rc::Rc;
use tandem_engine::date::Date;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{Budget, Plan};
use tandem_engine::quantity::{MONEY_PER_MONTH, Unit};
use web_sys::{Element, Event, HtmlSelectElement};
use yew::prelude::*;

/// What [`SpendByMonth`] needs.
#[derive(PartialEq, Properties)]
pub struct SpendByMonthProps {
    /// The lever of the spend.
    pub lever: Rc<Lever>,
    /// Name of the channel.
    pub name: AttrValue,
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// The plan as it was opened.
    pub base: Rc<Plan>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes turns.
    pub on_turn: Callback<Turn>,
}

/// Spend by month.
#[component]
pub fn SpendByMonth(props: &SpendByMonthProps) -> Html {
    let as_fields = use_state_eq(|| false);
    let Some(LeverValue::Budget(now)) = props.lever.get(&props.plan) else { return Html::default() };
    let was = match props.lever.get(&props.base) {
        Some(LeverValue::Budget(was)) => was,
        _ => now.clone(),
    };
    let months = schedule::Months::of(&Frame::of(&props.plan), props.plan.calendar.monthly_demand_index);
    let pattern = recognised(&now, &months);
    let editor = Editor { props, now, was, months, pattern };
    let words = props.text.channels;
    let toggle = {
        let as_fields = as_fields.clone();
        move |_: MouseEvent| as_fields.set(!*as_fields)
    };
    html! {
        <div class="spend" data-testid={format!("spend-{}", props.lever.id)} data-pattern={editor.pattern.kind().key()}>
            { editor.pick() }
            { editor.particulars() }
            <Months id={props.lever.id.clone()} label={(words.by_month)(&props.name)} amounts={editor.amounts()}
                was={amounts(&editor.was, &editor.months)} first={editor.months.first} text={props.text}
                format={props.format.clone()} on_change={editor.on_month()} />
            <p class="spend-sum" data-testid={format!("spend-sum-{}", props.lever.id)}>{ editor.sentence() }</p>
            <button type="button" class="fold" data-testid={format!("spend-fields-{}", props.lever.id)} data-tool="" tabindex="-1"
                aria-expanded={as_fields.to_string()} title={words.bars_help} onclick={toggle}>
                <svg class="ic" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M6.5 5l3 3-3 3" /></svg>
                { words.as_fields }
            </button>
            if *as_fields { { editor.fields() } }
        </div>
    }
}

struct Editor<'a> {
    props: &'a SpendByMonthProps,
    now: Budget,
    was: Budget,
    months: schedule::Months,
    pattern: Pattern,
}

impl Editor<'_> {
    fn amounts(&self) -> Vec<f64> {
        amounts(&self.now, &self.months)
    }

    fn month(&self, month: usize) -> String {
        self.props.format.month_short(Date::first_of_month(self.months.first + month as i32))
    }

    fn money(&self, amount: f64) -> String {
        self.props.format.entry(amount, Unit::MoneyPerMonth)
    }

    /// Takes a budget to the plan.
    fn turn(&self) -> impl Fn(Budget, u32) + Clone + 'static {
        let (lever, on_turn) = (Rc::clone(&self.props.lever), self.props.on_turn.clone());
        move |budget, gesture| {
            on_turn.emit(Turn { lever: Rc::clone(&lever), value: Some(LeverValue::Budget(budget)), gesture });
        }
    }

    /// Takes a pattern to the plan, as one step.
    fn follow(&self) -> impl Fn(Pattern) + Clone + 'static {
        let (now, was, months, turn) = (self.now.clone(), self.was.clone(), self.months.clone(), self.turn());
        move |pattern| turn(following(pattern, &now, &was, &months), gesture::begin())
    }

    fn on_month(&self) -> Callback<(usize, f64, u32)> {
        let (now, months, turn) = (self.now.clone(), self.months.clone(), self.turn());
        Callback::from(move |(month, to, gesture)| turn(with_month(&now, &months, month, to), gesture))
    }

    /// The choice of a pattern.
    fn pick(&self) -> Html {
        let words = self.props.text.channels;
        let own = self.pattern.kind();
        let onchange = {
            let (now, months, follow) = (self.now.clone(), self.months.clone(), self.follow());
            move |event: Event| {
                let key = event.target_unchecked_into::<HtmlSelectElement>().value();
                if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.key() == key) {
                    follow(proposed(kind, &now, &months));
                }
            }
        };
        // Month by month is what the bars and fields make; it is not chosen.
        let option = |kind: Kind| {
            let off = kind == Kind::Own && own != Kind::Own;
            html! {
                <option key={kind.key()} value={kind.key()} selected={kind == own} disabled={off}>{ (words.kind_of_pattern)(kind) }</option>
            }
        };
        let id = format!("pattern-{}", self.props.lever.id);
        html! {
            <div class="spend-row">
                <label for={id.clone()}>{ words.pattern }</label>
                { tool_select(&id, own.key(), onchange, Kind::ALL.into_iter().map(option).collect()) }
            </div>
        }
    }

    /// What a pattern is made of.
    fn particulars(&self) -> Html {
        let words = self.props.text.channels;
        match self.pattern {
            Pattern::Constant(_) | Pattern::Own => Html::default(),
            Pattern::Stopped { first, last } => html! {
                <div class="spend-row">
                    { self.month_pick("stop-from", words.stop_from, first, move |first| Pattern::Stopped { first, last: last.max(first) }) }
                    { self.month_pick("stop-to", words.stop_to, last, move |last| Pattern::Stopped { first: first.min(last), last }) }
                </div>
            },
            Pattern::Ramp { first, last, from, to } => html! {
                <>
                    <div class="spend-row">
                        { self.month_pick("ramp-first", words.ramp_first, first, move |first| Pattern::Ramp { first, last, from, to }) }
                        { self.month_pick("ramp-last", words.ramp_last, last, move |last| Pattern::Ramp { first, last, from, to }) }
                    </div>
                    <div class="spend-row">
                        { self.amount_field("ramp-from", words.ramp_from, from, move |from| Pattern::Ramp { first, last, from, to }) }
                        { self.amount_field("ramp-to", words.ramp_to, to, move |to| Pattern::Ramp { first, last, from, to }) }
                    </div>
                </>
            },
            Pattern::Seasonal(season, _) => self.season_pick(season),
        }
    }

    fn season_pick(&self, now: Season) -> Html {
        let words = self.props.text.channels;
        let usable = || Season::ALL.into_iter().filter(|season| !season.is_flat(&self.months.demand));
        let (follow, now_spent, months) = (self.follow(), self.now.clone(), self.months.clone());
        let seasons: Vec<Season> = usable().collect();
        let onchange = move |event: Event| {
            let place = event.target_unchecked_into::<HtmlSelectElement>().value().parse::<usize>().ok();
            if let Some(season) = place.and_then(|place| seasons.get(place)) {
                follow(in_season(*season, &now_spent, &months));
            }
        };
        let option = |(place, season): (usize, Season)| {
            html! { <option key={place} value={place.to_string()} selected={season == now}>{ (words.season)(season) }</option> }
        };
        let id = format!("season-{}", self.props.lever.id);
        let at = usable().position(|season| season == now).unwrap_or(0).to_string();
        html! {
            <div class="spend-row">
                <label for={id.clone()}>{ words.season_pick }</label>
                { select(&id, None, &at, onchange, usable().enumerate().map(option).collect()) }
            </div>
        }
    }

    /// The choice of a month.
    fn month_pick(
        &self,
        key: &str,
        label: &'static str,
        now: usize,
        pattern: impl Fn(usize) -> Pattern + 'static,
    ) -> Html {
        let follow = self.follow();
        let onchange = move |event: Event| {
            if let Ok(month) = event.target_unchecked_into::<HtmlSelectElement>().value().parse::<usize>() {
                follow(pattern(month));
            }
        };
        let option = |month: usize| {
            html! { <option key={month} value={month.to_string()} selected={month == now}>{ self.month(month) }</option> }
        };
        let id = format!("{key}-{}", self.props.lever.id);
        html! {
            <>
                <label for={id.clone()}>{ label }</label>
                { select(&id, None, &now.to_string(), onchange, (0..self.months.count).map(option).collect()) }
            </>
        }
    }

    fn amount_field(
        &self,
        key: &str,
        label: &'static str,
        now: f64,
        pattern: impl Fn(f64) -> Pattern + 'static,
    ) -> Html {
        let follow = self.follow();
        let take = Callback::from(move |(amount, _): (f64, u32)| follow(pattern(amount)));
        let id = format!("{key}-{}", self.props.lever.id);
        html! {
            <>
                <label for={id.clone()}>{ label }</label>
                <span class="spend-field">{ self.amount(id, None, now, take) }</span>
            </>
        }
    }

    /// A field for money a month: one number.
    fn amount(&self, id: String, label: Option<AttrValue>, now: f64, take: Callback<(f64, u32)>) -> Html {
        let (text, format) = (self.props.text, self.props.format.clone());
        let currency = self.props.plan.plan.currency_code.clone();
        let shown = format.entry(now, Unit::MoneyPerMonth);
        let editable = format.entry_exact(now, Unit::MoneyPerMonth);
        let read = {
            let (format, currency) = (format.clone(), currency.clone());
            Callback::from(move |typed: String| match amount_of(&typed, &currency) {
                Ok(amount) => Reading::Understood((text.levers.understood)(&format.full(amount))),
                Err(problem) => {
                    let (what, hint) =
                        (text.levers.problem)(&problem, Unit::MoneyPerMonth, &format, &|example| {
                            amount_of(example, &currency).is_ok()
                        });
                    Reading::Problem(what, hint)
                }
            })
        };
        let commit = Callback::from(move |(typed, gesture): (String, u32)| {
            if let Ok(amount) = amount_of(&typed, &currency) {
                take.emit((amount, gesture));
            }
        });
        html! { <NumberField {id} {label} {shown} {editable} unit="" {read} {commit} /> }
    }

    /// Each month as a field: the bars once more, for reading and typing.
    fn fields(&self) -> Html {
        let on_month = self.on_month();
        let field = |(month, amount): (usize, f64)| {
            let take = on_month.reform(move |(to, gesture)| (month, to, gesture));
            let id = format!("month-{}-{month}", self.props.lever.id);
            html! {
                <li key={month}>
                    <label for={id.clone()}>{ self.month(month) }</label>
                    { self.amount(id, None, amount, take) }
                </li>
            }
        };
        html! {
            <ul class="spend-fields" aria-label={(self.props.text.channels.by_month)(&self.props.name)} onpaste={self.on_paste()}>
                { for self.amounts().into_iter().enumerate().map(field) }
            </ul>
        }
    }

    /// Takes a column or a row of a spreadsheet that is pasted into a month: that month and those after it, as one step. What is
    /// not all amounts, or has more than there are months, is left to the field, which says what it cannot read.
    fn on_paste(&self) -> Callback<Event> {
        let (now, months, turn) = (self.now.clone(), self.months.clone(), self.turn());
        let (currency, fields) =
            (self.props.plan.plan.currency_code.clone(), format!("month-{}-", self.props.lever.id));
        Callback::from(move |event: Event| {
            let field = event.target_dyn_into::<Element>().map(|field| field.id()).unwrap_or_default();
            let month = field.strip_prefix(&fields).and_then(|month| month.parse::<usize>().ok());
            let (Some(first), Some(text)) = (month, pasted(&event)) else { return };
            if let Some(amounts) = amounts_in(&text, &currency, months.count - first) {
                event.prevent_default();
                turn(with_months(&now, &months, first, &amounts), gesture::begin());
            }
        })
    }

    /// The money of each year, and what is lost of a range.
    fn sentence(&self) -> String {
        let words = self.props.text.channels;
        let was = by_year(&amounts(&self.was, &self.months), &self.months);
        let year = |((year, sum), (_, before)): ((i32, f64), (i32, f64))| {
            let (now, before) = (self.money(sum), self.money(before));
            (words.year_is)(&year.to_string(), &now, (now != before).then_some(before.as_str()))
        };
        let years = by_year(&self.amounts(), &self.months).into_iter().zip(was).map(year);
        let mut sentences = vec![years.collect::<Vec<_>>().join(words.year_gap) + words.stop];
        let range = |(low, high): (f64, f64)| (self.money(low), self.money(high));
        match (&self.now, loses_range(&self.was), loses_range(&self.now)) {
            (Budget::ByMonth(_), Some(lost), _) => {
                let (low, high) = range(lost);
                sentences.push((words.range_lost)(&low, &high));
            }
            (Budget::Constant(_), _, Some(range_now)) => {
                let (low, high) = range(range_now);
                sentences.push((words.range_at_stake)(&low, &high));
            }
            _ => {}
        }
        sentences.join(self.props.text.answers.space)
    }
}

/// The amounts in the cells of a spreadsheet's row or column; nothing where it is one cell, more than so many, or has a cell
/// that is no amount.
fn amounts_in(text: &str, currency: &str, most: usize) -> Option<Vec<f64>> {
    let cells = text.split(['\t', '\n', '\r']).map(str::trim).filter(|cell| !cell.is_empty());
    let amounts: Vec<f64> = cells.map(|cell| amount_of(cell, currency).ok()).collect::<Option<_>>()?;
    (2..=most).contains(&amounts.len()).then_some(amounts)
}

/// One amount, within its limits; a range has no place in a month.
fn amount_of(typed: &str, currency: &str) -> Result<f64, Problem> {
    match parse::parse(typed, MONEY_PER_MONTH, currency)? {
        Estimate::Fixed(amount) => Ok(amount),
        _ => Err(Problem::NotANumber { found: typed.trim().to_owned() }),
    }
}

/// A choice that looks like a field.
pub(super) fn select(
    id: &str,
    label: Option<&'static str>,
    now: &str,
    onchange: impl Fn(Event) + 'static,
    options: Vec<Html>,
) -> Html {
    pick(id, (label, false), now, onchange, options)
}

/// A choice that is the stop of the Tab key for all tools of its row.
fn tool_select(id: &str, now: &str, onchange: impl Fn(Event) + 'static, options: Vec<Html>) -> Html {
    pick(id, (None, true), now, onchange, options)
}

fn pick(
    id: &str,
    (label, tool): (Option<&'static str>, bool),
    now: &str,
    onchange: impl Fn(Event) + 'static,
    options: Vec<Html>,
) -> Html {
    html! {
        <span class="field field-pick">
            <select id={id.to_owned()} data-testid={id.to_owned()} aria-label={label} data-now={now.to_owned()} {onchange}
                data-tool={tool.then_some("")} aria-keyshortcuts={tool.then_some("ArrowLeft ArrowRight")}>{ for options }</select>
            <svg class="ic" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_a_spreadsheet_is_as_many_amounts() {
        let read = |text| amounts_in(text, "USD", 3);
        assert_eq!(read("30,000\r\n4万\n12k\n"), Some(vec![30_000.0, 40_000.0, 12_000.0]));
        assert_eq!(read("1 000\t2 000"), Some(vec![1_000.0, 2_000.0]));
        assert_eq!(read("30,000"), None, "one cell is the field's");
        assert_eq!(read("1\n2\n3\n4"), None, "more than there is room for");
        assert_eq!(read("1\nabc"), None);
    }
}
