//! The figures in `docs/model.md` are those that the engine gives today (`UPDATE_DOCS=1` writes them anew).
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::*;
use std::fmt::Write;
use tandem_engine::Measure;
use tandem_engine::plan::{ModelOptions, Plan};
use tandem_engine::simulation::Record;

/// Figures of the table: a measure, and whether its two years are sums or the last value counts.
const FIGURES: [(&str, Measure); 5] = [
    ("mql", Measure::Mql),
    ("won", Measure::Won),
    ("revenue", Measure::Revenue),
    ("S&M cost", Measure::SalesMarketingCost),
    ("cash end", Measure::Cash),
];

type Switch = (&'static str, fn(&mut Plan));

/// Every option alone, against the plain reading.
const SWITCHES: [Switch; 7] = [
    ("`anchor_to_observed`", |plan| plan.model_options.anchor_to_observed = true),
    ("`warm_start`", |plan| plan.model_options.warm_start = true),
    ("`founder_time_in_cac`", |plan| plan.model_options.founder_time_in_cac = true),
    ("`holidays_keep_yearly_demand`", |plan| plan.model_options.holidays_keep_yearly_demand = true),
    ("`ae_load_from_acceptance`", |plan| plan.model_options.ae_load_from_acceptance = true),
    ("`waiting_counts_once`", |plan| plan.model_options.waiting_counts_once = true),
    ("idle SDR time 0.5", idle_half),
];

fn idle_half(plan: &mut Plan) {
    plan.teams.sales_development.idle_time_to_outbound_share = 0.5.into();
}

/// The shipped plan in the plain reading of everything.
fn plain(name: &str) -> Plan {
    let text = SHIPPED.iter().find(|shipped| shipped.0 == name).unwrap().1;
    let mut plan = readable(text);
    plan.model_options = ModelOptions::OFF;
    plan.teams.sales_development.idle_time_to_outbound_share = 1.0.into();
    plan
}

fn figure(path: &Record, measure: Measure, year: usize) -> f64 {
    let weeks = &path.weeks_of(measure)[52 * year..52 * (year + 1)];
    if measure == Measure::Cash { weeks[51] } else { weeks.iter().sum() }
}

fn amount(value: f64) -> String {
    match value.abs() {
        size if size >= 1e6 => format!("{:.2} M", value / 1e6),
        size if size >= 1e4 => format!("{:.0} k", value / 1e3),
        _ => format!("{value:.1}"),
    }
}

fn change(value: f64, base: f64) -> String {
    let percent = 100.0 * (value / base - 1.0);
    if percent.abs() < 0.05 { "0".to_owned() } else { format!("{percent:+.1} %") }
}

fn effect_of_options() -> String {
    let mut text = String::new();
    for (name, _) in SHIPPED {
        writeln!(text, "`{name}` (year 1 / year 2)\n").unwrap();
        let heads = FIGURES.map(|(head, _)| format!(" {head} |")).concat();
        writeln!(text, "| |{heads}\n|---|{}", "---|".repeat(FIGURES.len())).unwrap();
        let base = path(&plain(name));
        let row = |label: &str, cell: &dyn Fn(Measure, usize) -> String| {
            let cells = FIGURES.map(|(_, m)| format!(" {} / {} |", cell(m, 0), cell(m, 1))).concat();
            format!("| {label} |{cells}\n")
        };
        text += &row("plain reading", &|measure, year| amount(figure(&base, measure, year)));
        for (label, switch) in SWITCHES {
            let mut plan = plain(name);
            switch(&mut plan);
            let with = path(&plan);
            text += &row(label, &|m, year| change(figure(&with, m, year), figure(&base, m, year)));
        }
        let mut plan = plain(name);
        SWITCHES.iter().for_each(|(_, switch)| switch(&mut plan));
        let all = path(&plan);
        text += &row("all (as shipped)", &|m, year| change(figure(&all, m, year), figure(&base, m, year)));
        text += "\n";
    }
    text.trim_end().to_owned()
}

#[test]
fn the_table_of_options_is_what_the_engine_gives() {
    part_is("effect of options", &effect_of_options());
}
