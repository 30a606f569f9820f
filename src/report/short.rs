//! One line a finding, as editors and `grep` like it.

use std::io::{self, Write};

use super::{Report, harmless, summary};
use crate::finding::{Finding, Safety};

/// Writes all findings and the summary.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(out, "{}", line(report, finding))?;
    }
    summary::write(report, out)
}

/// `path:line:column: level[rule] message`; `[*]` stands before a message that `--fix` answers.
pub(super) fn line(report: &Report<'_>, finding: &Finding) -> String {
    let place = report.place(finding.span);
    let message = harmless(&finding.message).replace('\n', " ");
    let fixable = finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    let mark = if fixable { "[*] " } else { "" };
    format!("{}:{}:{}: {}[{}] {mark}{message}", place.path, place.line, place.column, finding.level, finding.rule)
}
