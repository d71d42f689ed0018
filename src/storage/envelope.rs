//! The text of a saved plan: a header line with a number and a check value, the plan, and what it is compared with.

use crate::workbook::Sheet;
use std::rc::Rc;
use tandem_engine::plan::{self, Plan};

/// First word of the header: the version of this text.
const FORMAT: &str = "tandem1";

/// A saved plan with its place in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// Grows with each save; the larger number is the newer one.
    pub number: u64,
    /// The plan and what it is compared with.
    pub sheet: Sheet,
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

/// The text to store.
pub fn seal(saved: &Saved) -> String {
    let plan = plan::write_line(&saved.sheet.plan);
    let base = plan::write_line(&saved.sheet.base);
    let body = format!("{plan}\n{base}");
    format!("{FORMAT} {} {:016x}\n{body}", saved.number, check_value(&body))
}

/// Reads a stored text back.
pub fn open(text: Option<&str>) -> Slot {
    match text {
        None | Some("") => Slot::Empty,
        Some(text) => read(text).map_or(Slot::Damaged, |saved| Slot::Good(Box::new(saved))),
    }
}

fn read(text: &str) -> Option<Saved> {
    let (header, body) = text.split_once('\n')?;
    let mut words = header.split(' ');
    let (format, number, check) = (words.next()?, words.next()?, words.next()?);
    if format != FORMAT || u64::from_str_radix(check, 16).ok()? != check_value(body) {
        return None;
    }
    let (plan, base) = body.split_once('\n')?;
    let plan = read_plan(plan)?;
    let base = read_plan(base)?;
    let base = if *base == *plan { Rc::clone(&plan) } else { base };
    Some(Saved { number: number.parse().ok()?, sheet: Sheet { plan, base } })
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
        let base = Rc::new(Plan::default());
        Saved { number: 7, sheet: Sheet { plan: Rc::new(plan), base } }
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
            let text = seal(&Saved { number: 1, sheet: Sheet::opened(Rc::clone(&plan)) });
            let Slot::Good(read) = open(Some(&text)) else { panic!("damaged: {text}") };
            assert_eq!(read.sheet.plan.deals, plan.deals);
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
            let number_only = matches!(&read, Slot::Good(good) if good.sheet == saved("Plan").sheet);
            assert!(read == Slot::Damaged || number_only, "at {index}: {read:?}");
        }
        assert_eq!(open(Some(&text[..text.len() - 5])), Slot::Damaged);
        assert_eq!(open(None), Slot::Empty);
    }

    #[test]
    fn the_plan_is_the_second_line() {
        // assets/boot.js offers that line for download when the program cannot.
        let text = seal(&saved("Plan"));
        let line = text.lines().nth(1).expect("a second line");
        assert_eq!(plan::read(line).plan.expect("a plan").plan.title, "Plan");
    }
}
