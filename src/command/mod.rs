//! One module for each command: the only ones that print, ask for the day and look at the environment.
//!
//! Goes in: the arguments. Comes out: words on stdout and stderr, and the exit code.

mod again;
mod approve;
mod build;
mod call;
mod check;
mod claims;
mod completions;
mod due;
mod explain;
mod fill;
mod init;
mod keep;
mod leave;
mod lock;
mod new;
mod next;
mod verify;
mod watch;
mod which;
mod withdraw;

pub use call::Call;

use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

use crate::cli::{Cli, Command};
use crate::failure::Failure;

/// How a run ended, when it could run at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing stands in the way.
    Clean,
    /// Something is wrong in the content.
    Found,
}

/// Runs the command. 0: clean. 1: something is wrong in the content. 2: it could not run.
pub fn run(cli: Cli) -> ExitCode {
    call::choose_colour(cli.shared.color);
    match Call::new(cli.shared).and_then(|call| dispatch(&call, cli.command)) {
        Ok(Status::Clean) => ExitCode::SUCCESS,
        Ok(Status::Found) => ExitCode::from(1),
        Err(failure) => {
            tell_failure(&failure);
            ExitCode::from(2)
        }
    }
}

fn dispatch(call: &Call, command: Command) -> Result<Status, Failure> {
    match command {
        Command::Init(args) => init::run(call, &args),
        Command::New(args) => new::run(call, &args),
        Command::Check(args) => check::run(call, &args),
        Command::Build(args) => build::run(call, &args),
        Command::Watch(args) => watch::run(call, &args),
        Command::Claims(args) => claims::run(call, &args),
        Command::Explain(args) => explain::run(call, &args),
        Command::Next(args) => next::run(call, &args),
        Command::Lock(args) => lock::run(call, &args),
        Command::Approve(args) => approve::run(call, &args),
        Command::Due(args) => due::run(call, &args),
        Command::Withdraw(args) => withdraw::run(call, &args),
        Command::Verify(args) => verify::run(&call.cwd, &args),
        Command::Completions(args) => completions::run(&args),
    }
}

/// `error: what went wrong`, then what to do about it.
fn tell_failure(failure: &Failure) {
    let text = failure.to_string();
    let (what, then) = text.split_once('\n').unwrap_or((&text, ""));
    let red: Style = AnsiColor::Red.on_default().bold();
    call::tell(format_args!("{red}error{red:#}: {what}"));
    for line in then.lines() {
        call::tell(format_args!("{line}"));
    }
}
