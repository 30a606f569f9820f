//! `proofmark check [PATH…]`: findings on stdout; or what would mend them; or both mended and checked again.

use std::collections::HashSet;
use std::path::Path;

use super::Status;
use super::call::{Call, answer, width_of_stdout};
use crate::cli::{Check, Deny};
use crate::edit;
use crate::failure::Failure;
use crate::finding::{Count, Finding, Mended, Safety, mend};
use crate::pipeline::{self, Checked};
use crate::report::{self, Fixed, Format, Report, Scope};

/// Checks the whole project and shows what was asked for.
pub(super) fn run(call: &Call, args: &Check) -> Result<Status, Failure> {
    let root = call.root()?;
    let scope = Scope::new(&root, &call.cwd, &args.paths)?;
    let report = |checked| Report::new(checked, &scope, call.places(&root, args.format), call.quiet);
    let first = pipeline::check(&root, &call.options())?;
    scope.must_cover_something(&first, &root)?;
    let mut again = None;
    if args.fix || args.diff {
        let (mended, sum) = mending(&first, report(&first).findings(), args.unsafe_fixes);
        if args.diff {
            return show(call, &root, &first, &mended, sum);
        }
        write(&root, &first, &mended)?;
        again = Some((pipeline::check(&root, &call.options())?, sum));
    }
    let report = match &again {
        Some((checked, sum)) => report(checked).after(*sum),
        None => report(&first),
    };
    answer(|out| report.write(args.format, width_of_stdout(), out))?;
    if let (Format::Github, Some(page)) = (args.format, call.step_summary()) {
        edit::append(&page, &report.markdown())?;
    }
    Ok(judge(report.shown(), args.deny))
}

/// What the fixes of these findings make of their files.
fn mending(checked: &Checked, shown: &[&Finding], risky: bool) -> (Vec<Mended>, Fixed) {
    // What was read of these is not what they hold.
    let unreadable = checked.findings.iter().filter(|f| f.rule == "unreadable-file").map(|f| f.span.file);
    let spared: HashSet<_> = unreadable.collect();
    let most = if risky { Safety::Unsafe } else { Safety::Safe };
    let mended = mend(shown.iter().copied(), most, &spared, &checked.sources);
    let findings = mended.iter().map(|file| file.findings).sum();
    let fixed = Fixed { findings, of: shown.len(), files: mended.len() };
    (mended, fixed)
}

/// The answer to `--diff`: 1 when something would change, so that a workflow can ask.
fn show(call: &Call, root: &Path, checked: &Checked, mended: &[Mended], sum: Fixed) -> Result<Status, Failure> {
    let places = call.places(root, Format::Pretty);
    answer(|out| {
        mended.iter().try_for_each(|file| {
            let source = checked.sources.get(file.file);
            report::unified(&source.path, &source.text, &file.text, &places, out)
        })
    })?;
    if mended.is_empty() {
        call.remark("nothing to fix");
        return Ok(Status::Clean);
    }
    call.remark(format_args!("would fix {}", report::fixed(sum)));
    Ok(Status::Found)
}

/// Writes the files, each in one step.
fn write(root: &Path, checked: &Checked, mended: &[Mended]) -> Result<(), Failure> {
    mended.iter().try_for_each(|file| {
        let source = checked.sources.get(file.file);
        edit::replace(&root.join(&*source.path), &source.text, &file.text)
    })
}

/// Errors fail a run; warnings when they are denied.
pub(super) fn judge(count: Count, deny: Option<Deny>) -> Status {
    let denied = deny == Some(Deny::Warnings) && count.warnings > 0;
    if count.errors > 0 || denied { Status::Found } else { Status::Clean }
}
