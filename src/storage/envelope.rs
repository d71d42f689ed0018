//! The text of a saved plan: a header line with a number and a check value, the plan in front, an index of scenarios and
//! steps, and every other plan that they name. A plan that occurs many times is written once.

use crate::workbook::{Desk, Scenario, Sheet};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use tandem_engine::plan::{self, Plan};

/// First word of the header: the version of this text.
const FORMAT: &str = "tandem2";
/// The version before: the plan and the one it is compared with.
const FORMAT_1: &str = "tandem1";
/// Steps back and forward that are kept with the plan.
const MAX_STEPS: usize = 30;
/// Steps are left out, oldest first, where the plans would be longer than this together, bytes.
const MAX_BYTES: usize = 600_000;

/// A saved plan with its place in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// Grows with each save; the larger number is the newer one.
    pub number: u64,
    /// The plan with its scenarios and steps.
    pub desk: Desk,
}

/// What a stored text turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// Nothing was stored.
    Empty,
    /// A plan.
    Good(Box<Saved>),
    /// Something that is not what was written.
    Damaged,
}

/// A scenario in the index: id, name, place of its plan in the list of plans.
type ScenarioRow = (u32, String, usize);

/// A sheet in the index.
#[derive(Serialize, Deserialize)]
struct SheetRow {
    scenarios: Vec<ScenarioRow>,
    front: usize,
    opened: usize,
}

/// The sheets, oldest first, and which of them is on the desk.
#[derive(Serialize, Deserialize)]
struct Index {
    sheets: Vec<SheetRow>,
    now: usize,
}

/// Seals plans; a plan that was sealed before is not written out again.
#[derive(Default)]
pub struct Sealer {
    texts: Vec<(Rc<Plan>, Rc<str>)>,
}

impl Sealer {
    /// The text to store.
    pub fn seal(&mut self, saved: &Saved) -> String {
        let desk = &saved.desk;
        let mut pool = Pool { sealer: self, plans: Vec::new(), bytes: 0 };
        pool.place(desk.sheet().plan());
        let now = pool.row(desk.sheet());
        let future: Vec<_> =
            desk.future().iter().rev().take(MAX_STEPS).map(|sheet| pool.row(sheet)).collect();
        let mut sheets = Vec::new();
        for sheet in desk.past().iter().rev().take(MAX_STEPS) {
            if pool.bytes > MAX_BYTES {
                break;
            }
            sheets.push(pool.row(sheet));
        }
        sheets.reverse();
        let texts = std::mem::take(&mut pool.plans);
        let place = sheets.len();
        let index = Index { now: place, sheets: sheets.into_iter().chain([now]).chain(future).collect() };
        let mut lines: Vec<&str> = texts.iter().map(|(_, text)| &**text).collect();
        // Numbers and names: they can always be written.
        let index = serde_json::to_string(&index).unwrap_or_default();
        lines.insert(1, &index);
        let body = lines.join("\n");
        self.texts = texts;
        format!("{FORMAT} {} {:016x}\n{body}", saved.number, check_value(&body))
    }
}

/// The plans of a text, each once.
struct Pool<'a> {
    sealer: &'a Sealer,
    plans: Vec<(Rc<Plan>, Rc<str>)>,
    bytes: usize,
}

impl Pool<'_> {
    fn place(&mut self, plan: &Rc<Plan>) -> usize {
        if let Some(place) = self.plans.iter().position(|(known, _)| Rc::ptr_eq(known, plan)) {
            return place;
        }
        let known = self.sealer.texts.iter().find(|(known, _)| Rc::ptr_eq(known, plan));
        let text = known.map_or_else(|| plan::write_line(plan).into(), |(_, text)| Rc::clone(text));
        self.bytes += text.len();
        self.plans.push((Rc::clone(plan), text));
        self.plans.len() - 1
    }

    fn row(&mut self, sheet: &Sheet) -> SheetRow {
        let mut row = |scenario: &Scenario| (scenario.id, scenario.name.clone(), self.place(&scenario.plan));
        let scenarios = sheet.scenarios().iter().map(&mut row).collect();
        SheetRow { scenarios, front: sheet.front(), opened: self.place(sheet.as_opened()) }
    }
}

/// Reads a stored text back.
pub fn open(text: Option<&str>) -> Slot {
    match text {
        None | Some("") => Slot::Empty,
        Some(text) => read(text).map_or(Slot::Damaged, |saved| Slot::Good(Box::new(saved))),
    }
}

/// The number of a stored text by its header alone; 0 where there is none.
pub fn number(text: Option<&str>) -> u64 {
    let header = text.and_then(|text| text.lines().next()).unwrap_or_default();
    header.split(' ').nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn read(text: &str) -> Option<Saved> {
    let (header, body) = text.split_once('\n')?;
    let mut words = header.split(' ');
    let (format, number, check) = (words.next()?, words.next()?, words.next()?);
    if u64::from_str_radix(check, 16).ok()? != check_value(body) {
        return None;
    }
    let desk = match format {
        FORMAT => read_desk(body)?,
        FORMAT_1 => read_first_format(body)?,
        _ => return None,
    };
    Some(Saved { number: number.parse().ok()?, desk })
}

fn read_desk(body: &str) -> Option<Desk> {
    let mut lines = body.split('\n');
    let first = read_plan(lines.next()?)?;
    let index: Index = serde_json::from_str(lines.next()?).ok()?;
    let mut plans = vec![first];
    for line in lines {
        plans.push(read_plan(line)?);
    }
    let sheet = |row: SheetRow| {
        let mut scenarios = Vec::new();
        for (id, name, plan) in row.scenarios {
            scenarios.push(Scenario { id, name, plan: Rc::clone(plans.get(plan)?) });
        }
        Sheet::kept(scenarios, row.front, Rc::clone(plans.get(row.opened)?))
    };
    let mut past = Vec::new();
    for row in index.sheets {
        past.push(Rc::new(sheet(row)?));
    }
    if index.now >= past.len() {
        return None;
    }
    let mut future = past.split_off(index.now + 1);
    future.reverse();
    let now = past.pop()?;
    Some(Desk::kept(past, Sheet::clone(&now), future))
}

fn read_first_format(body: &str) -> Option<Desk> {
    let (plan, base) = body.split_once('\n')?;
    let plan = read_plan(plan)?;
    let base = read_plan(base)?;
    let base = if *base == *plan { Rc::clone(&plan) } else { base };
    let scenario = Scenario { id: 1, name: String::new(), plan };
    Some(Desk::new(Sheet::kept(vec![scenario], 0, base)?))
}

/// A plan may break rules while it is being made; it is read all the same.
fn read_plan(json: &str) -> Option<Rc<Plan>> {
    plan::read(json).plan.map(Rc::new)
}

/// FNV-1a, 64 bits: tells a damaged text, not a forged one.
fn check_value(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(title: &str) -> Saved {
        let mut plan = Plan::default();
        plan.plan.title = title.to_owned();
        plan.deals.mean_first_year_value = (0.1 + 0.2).into();
        let plan = Rc::new(plan);
        let scenarios = vec![
            Scenario { id: 1, name: "First\nname".to_owned(), plan: Rc::new(Plan::default()) },
            Scenario { id: 4, name: String::new(), plan: Rc::clone(&plan) },
        ];
        let now = Sheet::kept(scenarios, 1, Rc::new(Plan::default())).expect("a sheet");
        let past = vec![Rc::new(Sheet::opened(Rc::new(Plan::default())))];
        let future = vec![Rc::new(Sheet::opened(Rc::clone(&plan)))];
        Saved { number: 7, desk: Desk::kept(past, now, future) }
    }

    fn seal(saved: &Saved) -> String {
        Sealer::default().seal(saved)
    }

    #[test]
    fn what_is_sealed_opens_to_the_digit() {
        let saved = saved("Two\nlines — 计划");
        let text = seal(&saved);
        assert_eq!(open(Some(&text)), Slot::Good(Box::new(saved)));
    }

    #[test]
    fn every_digit_of_a_number_is_kept() {
        let mut plan = Plan::default();
        let mut bits = 0x3fe5_a3b1_c2d4_e7f9_u64;
        for _ in 0..2000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // A number in 1.0..2.0 with random digits.
            let value = f64::from_bits((bits >> 12) | 0x3ff0_0000_0000_0000);
            plan.deals.mean_first_year_value = (value * 25_000.0).into();
            let plan = Rc::new(plan.clone());
            let text = seal(&Saved { number: 1, desk: Desk::new(Sheet::opened(Rc::clone(&plan))) });
            let Slot::Good(read) = open(Some(&text)) else { panic!("damaged: {text}") };
            assert_eq!(read.desk.sheet().plan().deals, plan.deals);
        }
    }

    #[test]
    fn one_changed_character_is_noticed() {
        let text = seal(&saved("Plan"));
        for (index, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()).step_by(7) {
            let mut damaged = text.clone().into_bytes();
            damaged[index] = if damaged[index] == b'1' { b'2' } else { b'1' };
            let damaged = String::from_utf8(damaged).expect("ASCII for ASCII");
            let read = open(Some(&damaged));
            // The number of the save is not covered: it only says which slot is newer.
            let number_only = matches!(&read, Slot::Good(good) if good.desk == saved("Plan").desk);
            assert!(read == Slot::Damaged || number_only, "at {index}: {read:?}");
        }
        assert_eq!(open(Some(&text[..text.len() - 5])), Slot::Damaged);
        assert_eq!(open(None), Slot::Empty);
    }

    #[test]
    fn a_plan_of_the_version_before_opens() {
        let json = |title: &str| {
            let mut plan = Plan::default();
            plan.plan.title = title.to_owned();
            plan::write_line(&plan)
        };
        let body = format!("{}\n{}", json("mine"), json("as opened"));
        let text = format!("tandem1 3 {:016x}\n{body}", check_value(&body));
        let Slot::Good(read) = open(Some(&text)) else { panic!("damaged") };
        let sheet = read.desk.sheet();
        assert_eq!(
            (sheet.plan().plan.title.as_str(), sheet.base().plan.title.as_str()),
            ("mine", "as opened")
        );
        assert_eq!((read.number, number(Some(&text))), (3, 3));
    }

    #[test]
    fn a_long_history_keeps_its_newest_steps() {
        let plan = |step: usize| {
            let mut plan = Plan::default();
            plan.deals.mean_first_year_value = (step as f64).into();
            Rc::new(Sheet::opened(Rc::new(plan)))
        };
        let past: Vec<_> = (0..100).map(plan).collect();
        let saved = Saved { number: 1, desk: Desk::kept(past.clone(), Sheet::clone(&plan(100)), Vec::new()) };
        let mut sealer = Sealer::default();
        let text = sealer.seal(&saved);
        assert_eq!(sealer.seal(&saved), text, "also from what was written before");
        let Slot::Good(read) = open(Some(&text)) else { panic!("damaged") };
        assert_eq!(read.desk.past(), &past[past.len() - read.desk.past().len()..]);
        assert!((10..=MAX_STEPS).contains(&read.desk.past().len()), "{}", read.desk.past().len());
        assert!(text.len() < 2 * MAX_BYTES);
    }

    #[test]
    fn the_plan_is_the_second_line() {
        // assets/boot.js offers that line for download when the program cannot.
        let text = seal(&saved("Plan"));
        let line = text.lines().nth(1).expect("a second line");
        assert_eq!(plan::read(line).plan.expect("a plan").plan.title, "Plan");
    }
}
