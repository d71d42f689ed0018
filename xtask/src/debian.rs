//! Installing packages on Debian and its relatives, where we have the right to.

use crate::failure::{Failure, Outcome};
use crate::process;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

/// The package lists are fetched once per run.
static LISTS_FETCHED: AtomicBool = AtomicBool::new(false);

/// How a command becomes one with the right to install.
#[derive(Clone, Copy, PartialEq)]
enum Right {
    Root,
    Sudo,
    None,
}

fn right() -> Right {
    if process::answer("id", &["-u"]).as_deref() == Some("0") {
        Right::Root
    } else if process::on_path("sudo").is_some() && process::answer("sudo", &["-n", "true"]).is_some() {
        Right::Sudo
    } else {
        Right::None
    }
}

/// The command line a person would type.
fn typed(packages: &[&str]) -> String {
    format!("apt-get update && apt-get install --no-install-recommends {}", packages.join(" "))
}

/// Installs `packages`, or says exactly what a person should install.
///
/// `otherwise` is the cure for systems without apt.
pub fn install(packages: &[&str], otherwise: &str) -> Outcome {
    let what = format!("`{}` must be installed", packages.join(" "));
    if process::on_path("apt-get").is_none() {
        return Err(Failure::new(format!("{what}, and this system has no apt-get")).hint(otherwise));
    }
    let right = right();
    if right == Right::None {
        let hint = format!("run as root: {}\n      or: {otherwise}", typed(packages));
        return Err(Failure::new(format!("{what}, and this user may not install packages")).hint(hint));
    }
    if !LISTS_FETCHED.swap(true, Ordering::Relaxed) {
        process::run_quietly(&mut apt(right, &["update"]), "apt-get update")
            .map_err(|failure| failure.hint(otherwise))?;
    }
    let mut args = vec!["install", "--yes", "--no-install-recommends"];
    args.extend(packages);
    let label = format!("apt-get install {}", packages.join(" "));
    process::run_quietly(&mut apt(right, &args), &label).map_err(|failure| failure.hint(otherwise))
}

fn apt(right: Right, args: &[&str]) -> Command {
    let mut command = match right {
        Right::Sudo => {
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            sudo
        }
        Right::Root | Right::None => Command::new("apt-get"),
    };
    command.env("DEBIAN_FRONTEND", "noninteractive").env_remove("LD_LIBRARY_PATH").args(args);
    command
}
