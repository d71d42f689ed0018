//! What the money does: what the plan is worth, what each channel returns, and where wins are lost. Worked out by a worker
//! while the panel is open, on the expected path.

use crate::controls::kept_open::use_kept_open;
use crate::controls::term::Term;
use crate::export::{Cell, Sheet as Table};
use crate::format::{Figure, Format};
use crate::levers::{LeverKind, is_founders_own};
use crate::simulate::probe::{Probe, Sides};
use crate::simulate::returns::POINTS;
use crate::simulate::{use_return_ranges, use_sides};
use crate::text::Text;
use crate::text::balance::HEADS;
use crate::text::glossary::Entry;
use crate::views::tables;
use std::rc::Rc;
use tandem_engine::balance::{ChannelReturn, LongShort, LossTree, PlanValue, ReturnRange};
use tandem_engine::plan::Plan;
use yew::prelude::*;

mod spans;
use spans::Spans;

/// A smaller part of the wins is hardly a loss.
const HARDLY: f64 = 0.005;

/// What [`Balance`] needs.
#[derive(PartialEq, Properties)]
pub struct BalanceProps {
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
pub fn Balance(props: &BalanceProps) -> Html {
    let BalanceProps { plan, probe, format, .. } = props;
    let text = props.text;
    let words = text.balance;
    let open = use_kept_open(Some("balance"), || false);
    let sides = use_sides(probe, plan, *open);
    let (ranges, ranged) = use_return_ranges(probe, plan, *open);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let state = match (*open, sides.fresh) {
        (false, _) => "closed",
        (true, false) => "stale",
        (true, true) => "ready",
    };
    let name = |id: &str| {
        let channel = plan.channels.iter().find(|channel| channel.id == id);
        channel.map_or_else(String::new, |channel| text.examples.shown(channel.label()).to_owned())
    };
    let names: Vec<String> = plan.channels.iter().map(|channel| name(&channel.id)).collect();
    let board = Board { text, format, name: &name, ranges: ranges.as_deref(), parts: parts(plan, text) };
    let files = || {
        let (sides, ranges, names) = (Sides::clone(&sides), ranges.clone(), names.clone());
        tables::menu("balance-files", &plan.plan.title, text, move || {
            table(&sides, ranges.as_deref().unwrap_or_default(), &names, text).into_iter().collect()
        })
    };
    html! {
        <section class="pan bal" id="balance" aria-labelledby="balance-title" data-testid="balance" data-state={state}
            data-ranges={if ranged { "ready" } else { "stale" }}>
            <div class="ph_">
                <h2 id="balance-title">{ words.title }</h2>
                <span class="sub">{ words.sub }</span>
                <span class="sp"></span>
                <span class="sub" role="status">{ if *open && !(sides.fresh && ranged) { words.working } else { "" } }</span>
                if *open && sides.fresh && ranged { { files() } }
                <button type="button" class="bt" data-testid="balance-open" aria-expanded={open.to_string()} aria-controls="balance-body"
                    onclick={toggle}>{ if *open { words.close } else { words.open } }</button>
            </div>
            if *open {
                <div id="balance-body">
                    if let Some((value, channels)) = &sides.returns { { board.worth(value) }{ board.channels(channels) }
                        if channels.iter().any(|channel| channel.spend > 0.0) {
                            <Spans plan={plan.clone()} probe={probe.clone()} {names} {text} format={format.clone()} />
                        }
                    }
                    if let Some((goodwill, losses)) = sides.goodwill.as_ref().zip(sides.losses.as_ref()) {
                        if goodwill.brand_spend_share.is_some() { <p>{ board.goodwill(goodwill, losses.won) }</p> }
                        { board.losses(losses) }
                    }
                </div>
            }
        </section>
    }
}

struct Board<'a> {
    text: &'static Text,
    format: &'a Format,
    /// A channel's name by its id.
    name: &'a dyn Fn(&str) -> String,
    /// Where returns lie; nothing before that is known, none where no input is uncertain.
    ranges: Option<&'a [ReturnRange]>,
    /// What wins are lost to, called by who does it.
    parts: [Entry; 3],
}

/// What wins are lost to: quality, and response and capacity of those who work in the plan.
fn parts(plan: &Plan, text: &Text) -> [Entry; 3] {
    let words = text.balance;
    let [by_sdrs, by_aes] = [LeverKind::Sdrs, LeverKind::Aes].map(|kind| !is_founders_own(plan, kind));
    [(words.parts)(0), (words.parts)(if by_sdrs { 1 } else { 3 }), (words.parts)(if by_aes { 2 } else { 4 })]
}

impl Board<'_> {
    fn worth(&self, value: &PlanValue) -> Html {
        let words = self.text.balance;
        let amounts = [
            value.gross_profit(),
            value.in_plan,
            value.run_off,
            value.recurring,
            -value.sales_marketing,
            value.total(),
        ];
        let rows = words.worth.iter().zip(amounts).enumerate().map(|(place, (name, amount))| {
            let class = (1..=3).contains(&place).then_some("part");
            html! { <div {class}><dt>{ *name }</dt><dd>{ self.format.money(amount) }</dd></div> }
        });
        html! { <><dl class="bal-worth">{ for rows }</dl><p class="sub">{ words.worth_note }</p></> }
    }

    fn channels(&self, channels: &[ChannelReturn]) -> Html {
        let (words, format) = (self.text.balance, self.format);
        let ratio = |ratio: Option<f64>| ratio.map_or_else(|| words.none.to_owned(), |r| format.ratio(r));
        let all = channels.iter().flat_map(|channel| [channel.roi, channel.marginal_roi]).flatten();
        let most = all.fold(1.0, f64::max);
        let certain = self.ranges.is_some_and(<[_]>::is_empty);
        let row = |(place, channel): (usize, &ChannelReturn)| {
            let range = self.ranges.and_then(|ranges| ranges.get(place));
            let returns = [
                (channel.roi, range.and_then(|range| range.roi)),
                (channel.marginal_roi, range.and_then(|range| range.marginal_roi)),
            ];
            let returns = returns.map(|(share, range)| {
                let range = range.map(|[low, _, high]| format.range(low, high, Figure::Ratio));
                html! {
                    <td class="strong">
                        { ratio(share) }
                        if !certain { <small>{ range.unwrap_or_else(|| words.none.to_owned()) }</small> }
                        { bar(share.unwrap_or(0.0).max(0.0) / most, Some(1.0 / most)) }
                    </td>
                }
            });
            let earned = range.and_then(|range| range.earned_back);
            html! {
                <tr key={channel.id.clone()} data-testid={format!("return-{}", channel.id)}>
                    <th scope="row">{ (self.name)(&channel.id) }</th>
                    <td>{ format.money(channel.spend) }</td>
                    <td>{ format.count(channel.incremental_won) }</td>
                    <td>{ format.money(channel.incremental_gross_profit) }</td>
                    { for returns }
                    if !certain {
                        <td>{ earned.map_or_else(|| words.none.to_owned(), |odds| format.odds(odds, POINTS)) }</td>
                    }
                </tr>
            }
        };
        html! {
            <>
                <p class="said" role="status" data-testid="balance-moves">{ self.moves(channels) }</p>
                <div class="twin-box" tabindex="0" role="group" aria-label={words.title}>
                    <table class="twin bal-returns">
                        <thead><tr>
                            <th scope="col">{ words.channel }</th>
                            { for (0..HEADS).map(|place| self.head("return", place, (words.heads)(place))) }
                            if !certain { { self.head("return", HEADS, (words.heads)(HEADS)) } }
                        </tr></thead>
                        <tbody>{ for channels.iter().enumerate().filter(|(_, channel)| channel.spend > 0.0).map(row) }</tbody>
                    </table>
                </div>
                if !certain { <p class="sub">{ (words.ranges_note)() }</p> }
            </>
        }
    }

    fn head(&self, kind: &str, place: usize, entry: Entry) -> Html {
        html! { <th scope="col"><Term id={format!("meaning-{kind}-{place}")} label={entry.term} {entry} text={self.text} /></th> }
    }

    /// Where the next money does most and least.
    fn moves(&self, channels: &[ChannelReturn]) -> String {
        let (words, format) = (self.text.balance, self.format);
        let mut next: Vec<(f64, String)> = channels
            .iter()
            .filter_map(|channel| Some((channel.marginal_roi?, (self.name)(&channel.id))))
            .collect();
        next.sort_by(|a, b| a.0.total_cmp(&b.0));
        match next.as_slice() {
            [] => words.no_spend.to_owned(),
            [(only, name)] => (words.only)(name, &format.ratio(*only)),
            [(least, worst), .., (most, best)] => {
                (words.moves)((best, &format.ratio(*most)), (worst, &format.ratio(*least)))
            }
        }
    }

    fn goodwill(&self, of: &LongShort, won: f64) -> String {
        let format = self.format;
        (self.text.balance.goodwill)(
            &format.percent(of.brand_spend_share.unwrap_or(0.0)),
            &format.percent(of.reference),
            &format.count(of.won_by_goodwill),
            &format.count(won),
            &format.money(of.gross_profit_by_goodwill),
        )
    }

    fn losses(&self, tree: &LossTree) -> Html {
        let (words, format) = (self.text.balance, self.format);
        let parts = [tree.quality, tree.response, tree.capacity];
        let lost = tree.won_at_best - tree.won;
        let top = tree.won_at_best.max(tree.won).max(f64::MIN_POSITIVE);
        let most = (0..3).fold(0, |most, place| if parts[place] > parts[most] { place } else { most });
        let said = if lost > HARDLY * tree.won {
            let of = |wins: f64| format.count(wins);
            (words.most)(self.parts[most].term, &of(parts[most]), &of(lost))
        } else {
            words.hardly.to_owned()
        };
        let mut from = tree.won;
        let part = |(place, wins): (usize, f64)| {
            let entry = self.parts[place];
            let drawn = step(from.min(from + wins) / top, wins.abs() / top);
            from += wins;
            html! {
                <tr key={place} data-testid={format!("loss-{place}")}>
                    <th scope="row"><Term id={format!("meaning-loss-{place}")} label={entry.term} {entry} text={self.text} /></th>
                    <td class="strong">{ format.change(wins, Figure::Count) }</td><td>{ drawn }</td>
                </tr>
            }
        };
        let parts: Vec<Html> = parts.into_iter().enumerate().map(part).collect();
        let end = |place: usize, wins: f64| {
            html! {
                <tr key={format!("end-{place}")}><th scope="row">{ words.ends[place] }</th><td class="strong">{ format.count(wins) }</td>
                    <td>{ step(0.0, wins / top) }</td></tr>
            }
        };
        html! {
            <>
                <h3>{ words.losses }</h3>
                <p class="said" role="status" data-testid="balance-losses">{ said }</p>
                <table class="twin bal-losses">
                    <thead><tr>
                        { for words.loss_heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }
                        <td></td>
                    </tr></thead>
                    <tbody>{ end(0, tree.won) }{ for parts }{ end(1, tree.won_at_best) }</tbody>
                </table>
            </>
        }
    }
}

/// A bar of a share of its room, with a mark.
fn bar(share: f64, mark: Option<f64>) -> Html {
    let percent = |share: f64| format!("{:.2}%", 100.0 * share);
    html! {
        <svg class="bal-bar" width="100%" height="6" aria-hidden="true">
            <rect width={percent(share)} height="6" />
            if let Some(mark) = mark { <line x1={percent(mark)} x2={percent(mark)} y1="0" y2="6" /> }
        </svg>
    }
}

/// A part of a whole at its place.
fn step(from: f64, share: f64) -> Html {
    let percent = |share: f64| format!("{:.2}%", 100.0 * share);
    html! {
        <svg class="bal-bar" width="100%" height="10" aria-hidden="true">
            <rect x={percent(from)} width={percent(share)} height="10" />
        </svg>
    }
}

/// The returns as a file.
fn table(sides: &Sides, ranges: &[ReturnRange], names: &[String], text: &'static Text) -> Option<Table> {
    let (words, (_, channels)) = (text.balance, sides.returns.as_ref()?);
    let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    let row = |(place, (channel, name)): (usize, (&ChannelReturn, &String))| {
        let mut row = vec![
            Cell::text(name),
            Cell::Number(channel.spend),
            Cell::Number(channel.incremental_won),
            Cell::Number(channel.incremental_gross_profit),
            number(channel.roi),
            number(channel.marginal_roi),
        ];
        if let Some(range) = ranges.get(place) {
            let ends = |range: Option<[f64; 3]>| [0, 2].map(|end| number(range.map(|range| range[end])));
            row.extend(ends(range.roi).into_iter().chain(ends(range.marginal_roi)));
            row.push(range.earned_back.map_or(Cell::Empty, Cell::Share));
        }
        row
    };
    let term = |place: usize| (words.heads)(place).term;
    let (roi, next) = (term(HEADS - 2), term(HEADS - 1));
    let of_ranges = [roi, roi, next, next].into_iter().zip(["P10", "P90"].into_iter().cycle());
    let of_ranges = of_ranges.map(|(name, end)| format!("{name} {end}")).chain([term(HEADS).to_owned()]);
    let head = std::iter::once(words.channel).chain((0..HEADS).map(term));
    let head = head.map(str::to_owned).chain(of_ranges.filter(|_| !ranges.is_empty()));
    Some(Table {
        name: words.title.to_owned(),
        head: head.collect(),
        rows: channels.iter().zip(names).enumerate().map(row).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, text};
    use tandem_engine::plan::Hire;

    #[test]
    fn a_loss_is_called_by_who_does_the_work() {
        let mut plan = Plan::default();
        let teams = &mut plan.teams;
        let hired = Hire { start_week: 0, headcount: 1.0.into(), fully_ramped: true };
        (teams.sales_development.hires, teams.account_executives.hires) = (Vec::new(), vec![hired]);
        teams.sales_development.founder_fte_unpaid = 0.3.into();
        let terms = |plan: &Plan, lang: Lang| parts(plan, text(lang)).map(|entry| entry.term);
        let [quality, response, capacity] =
            ["Quality handed over", "Response of founders", "Capacity of AEs"];
        assert_eq!(terms(&plan, Lang::En), [quality, response, capacity]);
        assert_eq!(terms(&plan, Lang::ZhCn), ["移交的质量", "创始人的响应", "AE 的容量"]);
        // Where nobody answers the work is still that of SDRs.
        plan.teams.sales_development.founder_fte_unpaid = 0.0.into();
        assert_eq!(terms(&plan, Lang::En)[1], "Response of SDRs");
    }
}
