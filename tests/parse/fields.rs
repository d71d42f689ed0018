//! What a field shows, typed again, is understood as the same.

use super::*;

/// Amounts over many sizes, within the limits of a quantity.
fn samples(quantity: Quantity) -> Vec<f64> {
    let mut values = vec![quantity.min, quantity.max, 0.0, 1.0];
    for mantissa in [1.0, 1.05, 1.2345, 2.5, 3.0, 3.3333, 7.77, 9.994, 9.9951, 9.99951] {
        for exponent in -4..=10 {
            let value = mantissa * 10f64.powi(exponent);
            values.extend([value, -value]);
        }
    }
    values.retain(|value| (quantity.min..=quantity.max).contains(value));
    values
}

/// The value a field holds after what it shows is typed again.
#[track_caller]
fn typed_again(format: &Format, text: &str, quantity: Quantity) -> Option<Estimate> {
    match parse(text, quantity, &format.currency) {
        Ok(estimate) => Some(estimate),
        // Three digits of a value at the limit may lie beyond it.
        Err(Problem::OutOfRange { .. }) => None,
        Err(problem) => panic!("`{text}`: {problem:?}"),
    }
}

#[test]
fn what_a_field_shows_is_understood_as_the_same() {
    for lang in [Lang::En, Lang::ZhCn] {
        let format = Format::new(lang, "USD");
        for (name, quantity) in q::ALL {
            for value in samples(*quantity) {
                let shown = format.entry(value, quantity.unit);
                if let Some(Estimate::Fixed(again)) = typed_again(&format, &shown, *quantity) {
                    assert_eq!(format.entry(again, quantity.unit), shown, "{name} {value}");
                }
                let exact = format.entry_exact(value, quantity.unit);
                let Some(Estimate::Fixed(again)) = typed_again(&format, &exact, *quantity) else { continue };
                assert!(
                    (again - value).abs() <= 1e-11 * value.abs(),
                    "{name}: {value} is shown as {exact}, read as {again}"
                );
            }
        }
    }
}

#[test]
fn a_range_that_a_field_shows_is_understood_as_the_same() {
    for lang in [Lang::En, Lang::ZhCn] {
        let format = Format::new(lang, "USD");
        for (name, quantity) in q::ALL {
            let values = samples(*quantity);
            for &low in &values {
                for high in [low * 1.1, low * 3.0, low * 900.0, low + 5.0] {
                    if high <= low || high > quantity.max {
                        continue;
                    }
                    check_range(&format, name, *quantity, (low, high));
                }
            }
        }
    }
}

#[track_caller]
fn check_range(format: &Format, name: &str, quantity: Quantity, (low, high): (f64, f64)) {
    let exact = format.entry_range_exact(low, high, quantity.unit);
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-11 * b.abs();
    match typed_again(format, &exact, quantity) {
        Some(Estimate::Range { p10, p90, .. }) => {
            assert!(
                near(p10, low) && near(p90, high),
                "{name}: {low} to {high} is shown as {exact}, read as {p10} to {p90}"
            );
        }
        None => {}
        other => panic!("{name}: {exact} is {other:?}"),
    }
    let shown = format.entry_range(low, high, quantity.unit);
    if let Ok(Estimate::Range { p10, p90, .. }) = parse(&shown, quantity, &format.currency) {
        assert_eq!(format.entry_range(p10, p90, quantity.unit), shown, "{name}: {low} to {high}");
    }
}

#[test]
fn every_unit_has_a_field() {
    let format = Format::new(Lang::En, "USD");
    for unit in [Unit::Share, Unit::Money, Unit::Weeks, Unit::ScoreSd] {
        assert!(!format.entry(0.5, unit).is_empty());
    }
}

#[test]
fn what_is_shown_of_a_spread_is_understood_as_the_same() {
    for lang in [Lang::En, Lang::ZhCn] {
        let format = Format::new(lang, "USD");
        for (name, quantity) in q::ALL {
            for centre in samples(*quantity) {
                for part in [0.01, 0.25, 0.5] {
                    let ends = [centre - centre.abs() * part, centre + centre.abs() * part];
                    if centre == 0.0 || ends.iter().any(|end| !(quantity.min..=quantity.max).contains(end)) {
                        continue;
                    }
                    let [shown, spread] =
                        [centre, centre.abs() * part].map(|value| format.entry_exact(value, quantity.unit));
                    let text = format!("{shown} ± {spread}");
                    let Some(Estimate::Range { p10, p90, .. }) = typed_again(&format, &text, *quantity)
                    else {
                        continue;
                    };
                    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * centre.abs();
                    assert!(near(p10, ends[0]) && near(p90, ends[1]), "{name}: {text} is {p10} to {p90}");
                    let shown = format.entry_range_exact(p10, p90, quantity.unit);
                    let again = typed_again(&format, &shown, *quantity);
                    let Some(Estimate::Range { p10, p90, .. }) = again else { panic!("{name}: {shown}") };
                    assert!(near(p10, ends[0]) && near(p90, ends[1]), "{name}: {text} is shown as {shown}");
                }
            }
        }
    }
}
