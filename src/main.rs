//! The `proofmark` command: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use proofmark::{cli::Cli, command};

/// The program makes and drops many small texts from every core, which is where the system's allocator waits most.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    command::run(Cli::parse())
}
