//! `tandem link` and `tandem open`: a plan as text that fits into an address, and back.

use crate::args;
use crate::failure::Failure;
use crate::input;
use tandem_engine::plan::{from_link, to_link};

/// Chat programs cut longer links.
const COMFORTABLE_CHARS: usize = 2_000;

/// Prints the fragment of a plan; its length goes to standard error.
#[expect(clippy::print_stderr, reason = "the length is news beside the output")]
pub(crate) fn link(arguments: &[String]) -> Result<String, Failure> {
    let arguments = args::read(arguments, &[], &[])?;
    let ready = input::ready(arguments.word("PLAN.json")?, |_| {})?;
    let link = to_link(ready.model.plan());
    eprintln!("{} characters", link.len());
    if link.len() > COMFORTABLE_CHARS {
        eprintln!("hint: some chat programs cut links above {COMFORTABLE_CHARS} characters; a file is safer");
    }
    Ok(format!("#{link}\n"))
}

/// Prints the plan in a link as JSON.
pub(crate) fn open(arguments: &[String]) -> Result<String, Failure> {
    let arguments = args::read(arguments, &[], &[])?;
    let reading = from_link(arguments.word("LINK")?).map_err(|error| {
        Failure::findings(format!("{error}\nhint: nothing was opened; ask for the link again, or for a file"))
    })?;
    match reading.plan {
        Some(plan) => serde_json::to_string_pretty(&plan)
            .map(|json| json + "\n")
            .map_err(|error| Failure::broken(error.to_string())),
        None => Err(Failure::findings(input::sentences("link", &reading.findings))),
    }
}
