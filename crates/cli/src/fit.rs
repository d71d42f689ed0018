//! `tandem fit`: what records of deals say about the win rate and how long deals take, as a part of a plan.

use crate::args::Args;
use crate::failure::{Failure, Outcome as Done};
use crate::words::{date, money};
use crate::{input, json};
use serde::Serialize;
use serde_json::{Value, json};
use tandem_calibration::{Curve, Deal, DealFit, FitFault, Outcome, Spell, Told, WeeksFit, fit, kaplan_meier};
use tandem_engine::date::Date;
use tandem_engine::numerics::Z90;

mod rows;

use rows::{Row, Rows};

/// Weeks after which the share that is still open is told.
const AFTER: [u32; 6] = [2, 4, 8, 13, 26, 52];

/// Estimates and reports.
pub(crate) fn run(args: &Args) -> Done<String> {
    let text = String::from_utf8(input::bytes(args)?).map_err(|_| {
        Failure::unusable(format!("`{}` is not UTF-8 text", args.word())).hint("save it as UTF-8")
    })?;
    let Rows { rows, faults } = Rows::read(&text).map_err(|fault| {
        Failure::unusable(format!("`{}` cannot be read: {}", args.word(), fault.what)).hint(&fault.cure)
    })?;
    let taken = match args.value("--as-of") {
        Some(word) => Date::parse(word).ok_or_else(|| {
            args.wrong(
                format!("`--as-of` is a date, found `{word}`"),
                "write for example `--as-of 2027-06-30`",
            )
        })?,
        None => {
            let all = rows.iter().flat_map(|row| [Some(row.opened), row.closed]).flatten();
            all.max().ok_or_else(|| {
                let lines = faults.iter().take(10).map(rows::Fault::line).collect::<String>();
                Failure::unusable(format!("`{}` holds no deal that can be read", args.word())).after(lines)
            })?
        }
    };
    let rows: Vec<Row> = rows.into_iter().filter(|row| row.opened <= taken).collect();
    let deals: Vec<Deal> = rows.iter().map(|row| row.deal(taken)).collect();
    let found = fit(&deals).map_err(|fault| {
        let (what, cure) = refused(fault);
        Failure::unusable(what).hint(cure)
    })?;
    let told = Report::new(&rows, &deals, taken, found, faults);
    Ok(if args.has("--json") { json::pretty(&told) } else { told.text() })
}

/// Why there is no estimate, and what to do.
fn refused(fault: FitFault) -> (String, &'static str) {
    match fault {
        FitFault::FewWon(n, least) => (
            format!("of deals won there are {n}, {least} are needed"),
            "take records of more time, or of more deals",
        ),
        FitFault::FewLost(n, least) => (
            format!("of deals lost there are {n}, {least} are needed"),
            "take records of more time; where losses are not recorded at all, leave them open",
        ),
        FitFault::Unsettled => (
            "these deals do not tell how many are won from how long it takes: too many are open, or all of a kind took the same time"
                .to_owned(),
            "take records that reach back further than deals last, and the days as they were",
        ),
    }
}

/// What is told of the records.
#[derive(Serialize)]
struct Report {
    as_of: Date,
    first_opened: Option<Date>,
    deals: usize,
    won: usize,
    lost: usize,
    open: usize,
    /// Rows that were left out, and why.
    left_out: Vec<rows::Fault>,
    /// Won / all deals so far, which is too low, and won / closed, which leans to the quick ones.
    won_of_all: f64,
    won_of_closed: f64,
    won_share: [f64; 3],
    weeks_to_won: Weeks,
    weeks_to_lost: Option<Weeks>,
    /// Kaplan and Meier: weeks, share still open, standard error.
    still_open: Vec<(u32, f64, f64)>,
    median_weeks_open: Option<f64>,
    /// Amount of deals won: how many, mean, standard deviation over mean.
    amount: Option<(usize, f64, f64)>,
    /// The part of a plan that says the same.
    plan: Value,
}

#[derive(Serialize)]
struct Weeks {
    /// Of those that are closed.
    so_far: f64,
    /// Estimate, 10th and 90th percentile of what it may be.
    mean: [f64; 3],
    coefficient_of_variation: [f64; 3],
}

impl Report {
    fn new(rows: &[Row], deals: &[Deal], as_of: Date, found: DealFit, left_out: Vec<rows::Fault>) -> Self {
        let of = |outcome: Outcome| deals.iter().filter(move |deal| deal.outcome == outcome);
        let [won, lost, open] =
            [Outcome::Won, Outcome::Lost, Outcome::Open].map(|outcome| of(outcome).count());
        let so_far = |outcome| of(outcome).map(|deal| deal.weeks).sum::<f64>() / of(outcome).count() as f64;
        let spells: Vec<Spell> = deals
            .iter()
            .map(|deal| Spell { weeks: deal.weeks, ended: deal.outcome != Outcome::Open })
            .collect();
        let curve = kaplan_meier(&spells);
        let weeks = |outcome, fit: WeeksFit| Weeks {
            so_far: so_far(outcome),
            mean: numbers(fit.mean),
            coefficient_of_variation: numbers(fit.cv),
        };
        Self {
            as_of,
            first_opened: rows.iter().map(|row| row.opened).min(),
            deals: deals.len(),
            won,
            lost,
            open,
            left_out,
            won_of_all: won as f64 / deals.len() as f64,
            won_of_closed: won as f64 / (won + lost) as f64,
            won_share: numbers(found.won_share),
            weeks_to_won: weeks(Outcome::Won, found.won),
            weeks_to_lost: found.lost.map(|fit| weeks(Outcome::Lost, fit)),
            still_open: AFTER
                .iter()
                .filter_map(|&after| Some((after, told_after(&curve, after)?)))
                .map(|(after, (share, se))| (after, share, se))
                .collect(),
            median_weeks_open: curve.median(),
            amount: amount(rows, as_of),
            plan: plan(&found, amount(rows, as_of)),
        }
    }

    fn text(&self) -> String {
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        let row = |name: &str, so_far: String, told: [String; 3]| {
            let [value, low, high] = told;
            format!("{name:<22}{so_far:>12}{value:>12}   {low} to {high}\n")
        };
        let weeks = |name: &str, of: &Weeks| {
            row(name, format!("{:.1}", of.so_far), of.mean.map(|value| format!("{value:.1}")))
                + &row(
                    "  its variation",
                    "-".to_owned(),
                    of.coefficient_of_variation.map(|cv| format!("{cv:.2}")),
                )
        };
        let first =
            self.first_opened.map_or_else(String::new, |first| format!(" opened since {}", date(first)));
        let mut text = format!(
            "{} deals{first}, as of {}: {} won, {} lost, {} open\n\n",
            self.deals,
            date(self.as_of),
            self.won,
            self.lost,
            self.open
        );
        text += &format!("{:<22}{:>12}{:>12}   80 % range\n", "", "so far", "in the end");
        text += &row("won", percent(self.won_of_all), self.won_share.map(percent));
        text += &weeks("weeks to won", &self.weeks_to_won);
        text += &self.weeks_to_lost.as_ref().map_or_else(String::new, |of| weeks("weeks to lost", of));
        if let Some((n, mean, cv)) = self.amount {
            let [low, high] = range_of_mean(n, mean, cv).map(money);
            text += &row("amount of a deal won", "-".to_owned(), [money(mean), low, high]);
        }
        text += "\nStill open after (Kaplan and Meier)\n";
        for (after, share, se) in &self.still_open {
            text += &format!("{after:>3} weeks  {:>7} ± {}\n", percent(*share), percent(*se));
        }
        if !self.left_out.is_empty() {
            text += &format!("\n{} rows were left out\n", self.left_out.len());
            text += &self.left_out.iter().take(10).map(rows::Fault::line).collect::<String>();
        }
        text + "\nFor the plan\n" + &json::pretty(&self.plan)
    }
}

fn numbers(told: Told) -> [f64; 3] {
    [told.value, told.p10, told.p90]
}

/// The share that is open after so many weeks with its error; nothing where the records do not reach so far.
fn told_after(curve: &Curve, weeks: u32) -> Option<(f64, f64)> {
    let weeks = f64::from(weeks);
    curve.steps.last().filter(|last| last.weeks >= weeks)?;
    let se = curve.steps.iter().take_while(|step| step.weeks <= weeks).last().map_or(0.0, |step| step.se);
    Some((curve.share_after(weeks), se))
}

/// Amounts of deals won: how many, mean and coefficient of variation.
fn amount(rows: &[Row], as_of: Date) -> Option<(usize, f64, f64)> {
    let won = rows.iter().filter(|row| row.deal(as_of).outcome == Outcome::Won);
    let amounts: Vec<f64> = won.filter_map(|row| row.amount).collect();
    let n = amounts.len() as f64;
    let mean = amounts.iter().sum::<f64>() / n;
    let square = amounts.iter().map(|amount| (amount - mean) * (amount - mean)).sum::<f64>() / (n - 1.0);
    (amounts.len() > 1 && mean > 0.0).then(|| (amounts.len(), mean, square.sqrt() / mean))
}

/// The 80 % range of a mean of n amounts, money: lognormal, as amounts are never negative however few there are.
fn range_of_mean(n: usize, mean: f64, cv: f64) -> [f64; 2] {
    let sd = (cv * cv / n as f64).ln_1p().sqrt();
    [-Z90, Z90].map(|z| mean * (z * sd).exp())
}

/// The part of a plan that the records tell, in three or four digits.
fn plan(found: &DealFit, amount: Option<(usize, f64, f64)>) -> Value {
    let short = |value: f64| {
        let size = 10.0_f64.powi(3 - value.abs().log10().floor() as i32);
        (value * size).round() / size
    };
    let range = |told: Told| json!({"p10": short(told.p10), "p90": short(told.p90)});
    let weeks = |of: WeeksFit| {
        json!({
            "distribution": "gamma",
            "mean_weeks": range(of.mean),
            "coefficient_of_variation": short(of.cv.value),
        })
    };
    let mut durations = json!({"opportunity_to_won": weeks(found.won)});
    if let Some(lost) = found.lost {
        durations["opportunity_to_lost"] = weeks(lost);
    }
    let mut plan = json!({
        "qualification": {"observed": {"conversion": {"opportunity_to_won": range(found.won_share)}}},
        "durations": durations,
    });
    if let Some((n, mean, cv)) = amount {
        let [p10, p90] = range_of_mean(n, mean, cv).map(short);
        plan["deals"] = json!({
            "mean_first_year_value": {"p10": p10, "p90": p90},
            "value_coefficient_of_variation": short(cv),
        });
    }
    plan
}
