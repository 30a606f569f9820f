//! The last lines: what was left out and why, and how much was found.

use std::io::{self, Write};

use super::{Fixed, Report};
use crate::finding::{Count, Safety};

/// Writes a line for each study that is left out, and the summary.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if report.quiet {
        return Ok(());
    }
    for (path, why) in &report.left_out {
        writeln!(out, "left out: {}: {}", report.places.show(path), why.reason())?;
    }
    if let Some(done) = report.fixed {
        writeln!(out, "fixed {}", fixed(done))?;
    }
    writeln!(out, "{}", line(report))?;
    if let Some(fixable) = fixable(report) {
        writeln!(out, "{fixable}")?;
    }
    if let Some((known, stale)) = report.baseline {
        writeln!(out, "{} in the baseline", number(known, "known finding", "known findings"))?;
        if stale > 0 {
            let entries = number(stale, "entry of the baseline is", "entries of the baseline are");
            writeln!(out, "{entries} stale: --write-baseline lets it shrink")?;
        }
    }
    match report.elsewhere {
        Some(others) if others == Count::default() => {
            writeln!(out, "the rest of the project was checked too: nothing found there")
        }
        Some(others) => writeln!(out, "the rest of the project was checked too, not shown: {}", found(others)),
        None => Ok(()),
    }
}

/// `2 errors, 1 warning in 14 studies and 3 pages`.
pub(super) fn line(report: &Report<'_>) -> String {
    let studies = number(report.studies, "study", "studies");
    let pages = number(report.pages, "page", "pages");
    let where_ = match (report.studies, report.pages) {
        (0, 0) if report.elsewhere.is_some() => "outside studies and pages".to_owned(),
        (_, 0) => format!("in {studies}"),
        (0, _) if report.elsewhere.is_some() => format!("in {pages}"),
        _ => format!("in {studies} and {pages}"),
    };
    let left_out = match report.left_out.len() {
        0 => String::new(),
        n => format!(", {n} left out"),
    };
    format!("{} {where_}{left_out}", found(report.shown()))
}

/// ``[*] 2 fixable with `check --fix`, 1 more with `--unsafe-fixes` ``.
fn fixable(report: &Report<'_>) -> Option<String> {
    let of = |safety| report.findings.iter().filter(|f| f.fix.as_ref().is_some_and(|x| x.safety == safety)).count();
    match (of(Safety::Safe), of(Safety::Unsafe)) {
        (0, 0) => None,
        (safe, 0) => Some(format!("[*] {safe} fixable with `check --fix`")),
        (0, risky) => Some(format!("{risky} fixable with `check --fix --unsafe-fixes`")),
        (safe, risky) => Some(format!("[*] {safe} fixable with `check --fix`, {risky} more with `--unsafe-fixes`")),
    }
}

/// `3 of 5 findings in 2 files`.
pub fn fixed(fixed: Fixed) -> String {
    let findings = number(fixed.of, "finding", "findings");
    match fixed.files {
        0 => format!("0 of {findings}"),
        files => format!("{} of {findings} in {}", fixed.findings, number(files, "file", "files")),
    }
}

/// `2 errors, 3 notes`, or `nothing found`.
pub fn found(count: Count) -> String {
    let parts: Vec<String> =
        [(count.errors, "error", "errors"), (count.warnings, "warning", "warnings"), (count.notes, "note", "notes")]
            .into_iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, one, many)| number(n, one, many))
            .collect();
    if parts.is_empty() { "nothing found".to_owned() } else { parts.join(", ") }
}

/// `1 study`, `2 studies`.
fn number(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        let count = Count { errors: 1, warnings: 0, notes: 3 };
        assert_eq!(found(count), "1 error, 3 notes");
        assert_eq!(found(Count::default()), "nothing found");
    }
}
