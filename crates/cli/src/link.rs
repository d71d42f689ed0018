//! `tandem link` and `tandem open`: a plan, or all its scenarios, as a link, and back.

use crate::args::Args;
use crate::failure::{Failure, Outcome};
use crate::input;
use crate::output;
use crate::scenarios;
use crate::words;
use tandem_engine::plan::{
    BundleReading, LinkError, MAX_LINK_CHARS, from_scenarios_link, to_link, to_scenarios_link, write_bundle,
};

/// Chat programs cut longer links.
const COMFORTABLE_CHARS: usize = 2_000;

/// Prints what follows the `#` of a plan's address, or the whole address; the length goes to standard error.
pub(crate) fn link(args: &Args) -> Outcome<String> {
    let (_, bundle) = input::bundle(args)?;
    let fragment = if bundle.scenarios.len() > 1 && args.value(scenarios::OPTION.0).is_none() {
        let bundle = scenarios::sound(args, bundle)?;
        output::note(&format!("all {} scenarios\n", bundle.scenarios.len()));
        to_scenarios_link(&bundle)
    } else {
        to_link(input::ready_of(args, bundle)?.plan())
    };
    if fragment.len() > MAX_LINK_CHARS {
        let what =
            format!("the link would have `{}` characters, at most {MAX_LINK_CHARS} are read", fragment.len());
        return Err(Failure::unusable(what).hint("send the file; long notes and lists make links long"));
    }
    let link = match args.value("--page") {
        Some(page) => format!("{}#{fragment}", page.split('#').next().unwrap_or_default()),
        None => fragment,
    };
    let chars = link.chars().count();
    output::note(&format!("{} characters\n", words::whole(chars as f64)));
    if chars > COMFORTABLE_CHARS {
        output::note("hint: some chat programs cut links above 2,000 characters; a file is safer\n");
    }
    Ok(link + "\n")
}

/// The scenarios in a link.
pub(crate) fn opened(args: &Args) -> Outcome<BundleReading> {
    let text = match args.word() {
        "-" => String::from_utf8_lossy(&input::bytes(args)?).into_owned(),
        word => word.to_owned(),
    };
    from_scenarios_link(&text).map_err(|error| Failure::unusable(error.to_string()).hint(cure(&error)))
}

/// Prints the plan in a link as JSON; of several scenarios all, or the one that is asked for.
pub(crate) fn open(args: &Args) -> Outcome<String> {
    let bundle = opened(args)?;
    if bundle.scenarios.len() > 1 && args.value(scenarios::OPTION.0).is_none() {
        output::note(&format!(
            "all {} scenarios; hint: `{} B` takes one\n",
            bundle.scenarios.len(),
            scenarios::OPTION.0
        ));
        return Ok(write_bundle(&scenarios::sound(args, bundle)?) + "\n");
    }
    let (_, reading) = scenarios::chosen(args, bundle)?;
    let Some(plan) = reading.plan else {
        return Err(Failure::unusable("the plan in the link cannot be read")
            .after(input::sentences(&reading.findings)));
    };
    output::note(&input::sentences(&reading.findings));
    match serde_json::to_string_pretty(&plan) {
        Ok(json) => Ok(json + "\n"),
        Err(error) => Err(Failure::unusable(format!("the plan cannot be written as JSON: {error}"))),
    }
}

fn cure(error: &LinkError) -> &'static str {
    match error {
        LinkError::CutOff { .. } => {
            "copy the whole address again; chat programs cut long ones, a file is safer"
        }
        LinkError::Damaged => "copy the whole address again, or ask for the plan as a file",
        LinkError::Newer { .. } => "open it with a newer version of Tandem",
        LinkError::TooLong { .. } => "ask for the plan as a file",
        LinkError::NotALink => "a link looks like `https://…/#1.…`; give it whole, or what follows the `#`",
    }
}
