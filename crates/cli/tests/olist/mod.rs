//! Counting the real rows: marketing-qualified leads by origin, and the deals that came of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use tandem_engine::date::Date;

/// From here on every month has as many leads as the next, and every win is recorded.
const FIRST: &str = "2018-01-01";
const LAST: &str = "2018-05-31";
/// Weeks from the first day on that are whole.
const WHOLE_WEEKS: usize = 21;
/// The month whose deals tell who works.
const MONTH: &str = "2018-05";

/// What the rows of one origin say.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// First contacts in the period.
    pub mqls: f64,
    /// Of them, won by the end of the data.
    pub won: f64,
    /// Variance of the weekly counts above Poisson's, over the squared mean; 0 where it is below.
    pub dispersion: f64,
}

/// What all rows say.
#[derive(Debug)]
pub struct Counts {
    /// Days of the period.
    pub days: f64,
    pub origins: BTreeMap<String, Origin>,
    /// Mean days from first contact to won.
    pub mean_days: f64,
    /// Their standard deviation over the mean.
    pub variation_of_days: f64,
    /// SDRs and AEs in the deals of [`MONTH`].
    pub sdrs: f64,
    pub aes: f64,
    /// Deals won in all of the data.
    pub all_won: f64,
}

struct Deal {
    won: Date,
    month: String,
    sdr: String,
    ae: String,
}

impl Counts {
    /// Counts the rows; says so, past the test's captured output, where they are missing.
    pub fn read() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/crm_olist");
        let text = |name: &str| std::fs::read_to_string(folder.join(name));
        let leads = text("olist_marketing_qualified_leads_dataset.csv");
        let deals = text("olist_closed_deals_dataset.csv");
        let (Ok(leads), Ok(deals)) = (leads, deals) else {
            let _ =
                writeln!(std::io::stderr(), "SKIPPED: the rows of ../shared/data/crm_olist are not there");
            return None;
        };
        Some(count(&leads, &read_deals(&deals)))
    }

    pub fn mqls(&self) -> f64 {
        self.origins.values().map(|origin| origin.mqls).sum()
    }

    pub fn won(&self) -> f64 {
        self.origins.values().map(|origin| origin.won).sum()
    }

    pub fn won_share(&self) -> f64 {
        self.won() / self.mqls()
    }
}

/// The fields of a line that are needed stand before any that may be quoted.
fn fields(line: &str) -> Vec<&str> {
    line.split(',').collect()
}

fn day(text: &str) -> Date {
    Date::parse(&text[..10]).unwrap()
}

fn read_deals(text: &str) -> BTreeMap<String, Deal> {
    let deal = |line| {
        let [id, _, sdr, ae, won] = fields(line)[..5] else { panic!("five fields at least") };
        let deal = Deal { won: day(won), month: won[..7].to_owned(), sdr: sdr.to_owned(), ae: ae.to_owned() };
        (id.to_owned(), deal)
    };
    text.lines().skip(1).map(deal).collect()
}

fn count(leads: &str, deals: &BTreeMap<String, Deal>) -> Counts {
    let (first, last) = (day(FIRST), day(LAST));
    let mut weekly: BTreeMap<String, [f64; WHOLE_WEEKS]> = BTreeMap::new();
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    let mut days_to_won = Vec::new();
    for line in leads.lines().skip(1) {
        let [id, contact, _, origin] = fields(line)[..] else { panic!("four fields: {line}") };
        let contact = day(contact);
        if !(first..=last).contains(&contact) {
            continue;
        }
        let origin = if origin.is_empty() { "unknown" } else { origin };
        let sum = sums.entry(origin.to_owned()).or_default();
        sum.0 += 1.0;
        let week = (contact.days_since(first) / 7) as usize;
        if let Some(count) = weekly.entry(origin.to_owned()).or_insert([0.0; WHOLE_WEEKS]).get_mut(week) {
            *count += 1.0;
        }
        if let Some(deal) = deals.get(id) {
            sum.1 += 1.0;
            days_to_won.push(f64::from(deal.won.days_since(contact)));
        }
    }
    let (mean_days, variance) = moments(&days_to_won);
    let people = |who: fn(&Deal) -> &String| {
        let ids: BTreeSet<_> = deals.values().filter(|deal| deal.month == MONTH).map(who).collect();
        ids.len() as f64
    };
    let origin = |(name, (mqls, won)): (String, (f64, f64))| {
        let (mean, variance) = moments(&weekly[&name]);
        (name, Origin { mqls, won, dispersion: ((variance - mean) / (mean * mean)).max(0.0) })
    };
    Counts {
        days: f64::from(last.days_since(first) + 1),
        origins: sums.into_iter().map(origin).collect(),
        mean_days,
        variation_of_days: variance.sqrt() / mean_days,
        sdrs: people(|deal| &deal.sdr),
        aes: people(|deal| &deal.ae),
        all_won: deals.len() as f64,
    }
}

/// Mean and sample variance.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0))
}
