//! Files and links with several scenarios: which there are, and which one is meant.

use crate::args::Args;
use crate::failure::Failure;
use crate::failure::Outcome;
use crate::input;
use crate::output;
use tandem_engine::plan::{Bundle, BundleReading, NamedPlan, NamedReading, Reading, within};

/// Names a scenario by its letter or its name.
pub(crate) const OPTION: (&str, &str) = ("--scenario", "NAME");
/// Lists the scenarios and does nothing else.
pub(crate) const LIST: &str = "--scenarios";

/// The letter of a scenario, as on the page.
fn letter(place: usize) -> char {
    char::from(b'A' + (place % 26) as u8)
}

/// A scenario in words: `B (Half the ads)`.
pub(crate) fn called(place: usize, name: &str) -> String {
    if name.is_empty() { letter(place).to_string() } else { format!("{} ({name})", letter(place)) }
}

/// All scenarios, one a line, that in front marked.
pub(crate) fn list(bundle: &BundleReading) -> String {
    let line = |(place, scenario): (usize, &NamedReading)| {
        let front = if place == bundle.front { "  in front" } else { "" };
        let title = scenario.reading.plan.as_ref().map_or("", |plan| plan.plan.title.as_str());
        let name = if scenario.name.is_empty() { title } else { &scenario.name };
        format!("{}  {name}{front}", letter(place)).trim_end().to_owned() + "\n"
    };
    bundle.scenarios.iter().enumerate().map(line).collect()
}

/// The place of the scenario that is asked for: by its letter or its name, whatever the case; else nothing.
pub(crate) fn asked(args: &Args, bundle: &BundleReading) -> Outcome<Option<usize>> {
    let Some(word) = args.value(OPTION.0) else { return Ok(None) };
    let named = |scenario: &NamedReading| scenario.name.to_lowercase() == word.to_lowercase();
    let lettered = || {
        let places = 0..bundle.scenarios.len();
        places.into_iter().find(|place| word.eq_ignore_ascii_case(&letter(*place).to_string()))
    };
    match bundle.scenarios.iter().position(named).or_else(lettered) {
        Some(place) => Ok(Some(place)),
        None => {
            let there = list(bundle).lines().map(|line| format!("\n  {line}")).collect::<String>();
            let hint = format!("write a letter or a name of these:{there}");
            Err(args.wrong(format!("there is no scenario `{word}` in `{}`", args.word()), &hint))
        }
    }
}

/// The scenario that is asked for, else the one in front: its place, and what was read, with findings as they lie in the file.
pub(crate) fn chosen(args: &Args, mut bundle: BundleReading) -> Outcome<(usize, Reading)> {
    let place = asked(args, &bundle)?.unwrap_or(bundle.front);
    if place >= bundle.scenarios.len() {
        return Ok((0, bundle.into_front()));
    }
    if bundle.scenarios.len() > 1 {
        let name = called(place, &bundle.scenarios[place].name);
        let n = bundle.scenarios.len();
        let why = if args.value(OPTION.0).is_some() { "" } else { ", the one in front" };
        output::note(&format!("scenario {name} of {n}{why}\n"));
        if why.len() > 1 {
            output::note(&format!("hint: `{} B` takes another, `{LIST}` lists them\n", OPTION.0));
        }
    }
    let part = bundle.path_of(place);
    let NamedReading { reading, .. } = bundle.scenarios.swap_remove(place);
    let mut findings: Vec<_> = reading.findings.into_iter().map(|finding| within(&part, finding)).collect();
    findings.extend(bundle.findings);
    Ok((place, Reading { findings, ..reading }))
}

/// All of them as they travel, if each can run.
pub(crate) fn sound(args: &Args, bundle: BundleReading) -> Outcome<Bundle> {
    let paths: Vec<String> = (0..bundle.scenarios.len()).map(|place| bundle.path_of(place)).collect();
    let (front, mut findings) = (bundle.front, bundle.findings);
    let mut plans = Vec::new();
    for (NamedReading { name, reading }, path) in bundle.scenarios.into_iter().zip(paths) {
        let (model, found) = input::examine(reading);
        findings.extend(found.into_iter().map(|finding| within(&path, finding)));
        plans.extend(model.map(|model| NamedPlan { name, plan: model.plan().clone() }));
    }
    if findings.iter().any(|finding| finding.code.is_error()) {
        let failure = Failure::unusable(format!("a scenario of `{}` cannot run", args.word()));
        return Err(failure.after(input::sentences(&findings)));
    }
    Ok(Bundle { scenarios: plans, front })
}
