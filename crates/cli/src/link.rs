//! `tandem link` and `tandem open`: a plan as a link, and back.

use crate::args::Args;
use crate::failure::{Failure, Outcome};
use crate::input;
use crate::output;
use crate::words;
use tandem_engine::plan::{LinkError, MAX_LINK_CHARS, from_link, to_link};

/// Chat programs cut longer links.
const COMFORTABLE_CHARS: usize = 2_000;

/// Prints what follows the `#` of a plan's address, or the whole address; the length goes to standard error.
pub(crate) fn link(args: &Args) -> Outcome<String> {
    let fragment = to_link(input::ready(args, |_| {})?.model.plan());
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

/// Prints the plan in a link as JSON.
pub(crate) fn open(args: &Args) -> Outcome<String> {
    let text = match args.word() {
        "-" => String::from_utf8_lossy(&input::bytes(args)?).into_owned(),
        word => word.to_owned(),
    };
    let reading =
        from_link(&text).map_err(|error| Failure::unusable(error.to_string()).hint(cure(&error)))?;
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
