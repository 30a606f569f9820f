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
use crate::rule::Renewed;

/// Checks the whole project and shows what was asked for.
pub(super) fn run(call: &Call, args: &Check) -> Result<Status, Failure> {
    let root = call.root()?;
    let scope = Scope::new(&root, &call.cwd, &args.paths)?;
    let mut options = call.options_with(args.findings.baseline.as_deref(), args.write_baseline)?;
    let mut checked = pipeline::check(&root, &options)?;
    scope.must_cover_something(&checked, &root)?;
    let mut fixed = None;
    if args.fix || args.diff {
        let (mended, sum) = mending(&checked, &scope, args.unsafe_fixes);
        if args.diff {
            return show(call, &root, &checked, &mended, sum);
        }
        write(&root, &checked, &mended)?;
        checked = pipeline::check(&root, &options)?;
        fixed = Some(sum);
    }
    let mut refused = false;
    if let (Some(path), Some(baseline), true) = (&args.findings.baseline, &checked.baseline, args.write_baseline) {
        let renewed = baseline.renewed(args.allow_growth, call.today);
        keep(call, path, baseline.written(), &renewed)?;
        refused = renewed.refused > 0;
        options = call.options_with(Some(path), false)?;
        checked = pipeline::check(&root, &options)?;
    }
    let report = Report::new(&checked, &scope, call.places(&root, args.findings.format), call.quiet);
    let report = if let Some(fixed) = fixed { report.after(fixed) } else { report };
    answer(|out| report.write(args.findings.format, width_of_stdout(), out))?;
    if let (Format::Github, Some(page)) = (args.findings.format, call.step_summary()) {
        edit::append(&page, &report.markdown())?;
    }
    Ok(if refused { Status::Found } else { judge(report.shown(), args.findings.deny) })
}

/// What the fixes of the findings that are shown make of their files.
fn mending(checked: &Checked, scope: &Scope, risky: bool) -> (Vec<Mended>, Fixed) {
    let path = |finding: &Finding| &*checked.sources.get(finding.span.file).path;
    let shown = || checked.findings.iter().filter(|f| scope.covers(path(f)));
    // What was read of these is not what they hold.
    let unreadable = checked.findings.iter().filter(|f| f.rule == "unreadable-file").map(|f| f.span.file);
    let spared: HashSet<_> = unreadable.collect();
    let most = if risky { Safety::Unsafe } else { Safety::Safe };
    let mended = mend(shown(), most, &spared, &checked.sources);
    let findings = mended.iter().map(|file| file.findings).sum();
    let fixed = Fixed { findings, of: shown().count(), files: mended.len() };
    (mended, fixed)
}

/// Writes the baseline, where it is another than before, and says how it changed.
fn keep(call: &Call, path: &Path, before: Option<&str>, renewed: &Renewed) -> Result<(), Failure> {
    let place = call.cwd.join(path);
    match before {
        Some(before) if before == renewed.text => {}
        Some(before) => edit::replace(&place, before, &renewed.text)?,
        None => edit::create(&place, &renewed.text)?,
    }
    let Renewed { entries, dropped, refused, .. } = renewed;
    call.remark(format_args!("{}: {entries} known, {dropped} dropped", path.display()));
    if *refused > 0 {
        call.remark(format_args!("{refused} new, not taken in: mend them, or add --allow-growth"));
    }
    Ok(())
}

/// The answer to `--diff`: 1 when something would change, so that a workflow can ask.
fn show(call: &Call, root: &Path, checked: &Checked, mended: &[Mended], sum: Fixed) -> Result<Status, Failure> {
    let places = call.places(root, Format::Pretty);
    answer(|out| {
        mended.iter().try_for_each(|file| {
            let source = checked.sources.whole(file.file);
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
        let source = checked.sources.whole(file.file);
        edit::replace(&root.join(&*source.path), &source.text, &file.text)
    })
}

/// Errors fail a run; warnings when they are denied.
pub(super) fn judge(count: Count, deny: Option<Deny>) -> Status {
    let denied = deny == Some(Deny::Warnings) && count.warnings > 0;
    if count.errors > 0 || denied { Status::Found } else { Status::Clean }
}
