//! `proofmark completions SHELL`.

use clap::CommandFactory;

use super::Status;
use super::call::answer;
use crate::cli::{Cli, Completions};
use crate::failure::Failure;

/// Prints the script.
pub(super) fn run(args: &Completions) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "proofmark", &mut script);
    answer(|out| out.write_all(&script))?;
    Ok(Status::Clean)
}
