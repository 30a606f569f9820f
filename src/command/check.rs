//! `proofmark check [PATH…]`: findings on stdout.

use super::Status;
use super::call::{Call, answer, width_of_stdout};
use crate::cli::{Check, Deny};
use crate::edit;
use crate::failure::Failure;
use crate::finding::Count;
use crate::pipeline;
use crate::report::{Format, Report, Scope};

/// Checks the whole project and shows what was asked for.
pub(super) fn run(call: &Call, args: &Check) -> Result<Status, Failure> {
    let root = call.root()?;
    let scope = Scope::new(&root, &call.cwd, &args.paths)?;
    let checked = pipeline::check(&root, &call.options())?;
    scope.must_cover_something(&checked, &root)?;
    let report = Report::new(&checked, &scope, call.places(&root, args.format), call.quiet);
    answer(|out| report.write(args.format, width_of_stdout(), out))?;
    if let (Format::Github, Some(page)) = (args.format, call.step_summary()) {
        edit::append(&page, &report.markdown())?;
    }
    Ok(judge(report.shown(), args.deny))
}

/// Errors fail a run; warnings when they are denied.
pub(super) fn judge(count: Count, deny: Option<Deny>) -> Status {
    let denied = deny == Some(Deny::Warnings) && count.warnings > 0;
    if count.errors > 0 || denied { Status::Found } else { Status::Clean }
}
