//! The `proofmark` command: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use proofmark::{cli::Cli, command};

fn main() -> ExitCode {
    command::run(Cli::parse())
}
