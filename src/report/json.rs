//! One object for programs: stable names, one finding on a line so that two runs can be compared.

use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use crate::finding::Finding;
use crate::source::Span;

/// Grows by one when a field changes its meaning or goes away; new fields may come at any time.
const VERSION: u32 = 1;

/// Bytes from 0, lines and columns from 1, columns in characters; ends are one past the last.
#[derive(Serialize)]
struct Place {
    path: String,
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Related {
    #[serde(flatten)]
    place: Place,
    label: String,
}

#[derive(Serialize)]
struct Edit<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

/// All edits are in the finding's file.
#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Record<'a> {
    rule: &'a str,
    level: &'a str,
    #[serde(flatten)]
    place: Place,
    message: &'a str,
    words: String,
    label: &'a str,
    notes: &'a [String],
    help: &'a [String],
    related: Vec<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct LeftOut {
    path: String,
    reason: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// What `--fix` did before this check.
#[derive(Serialize)]
struct Fixed {
    findings: usize,
    of: usize,
    files: usize,
}

/// Findings that are known, and entries that stand for nothing.
#[derive(Serialize)]
struct Baseline {
    known: usize,
    stale: usize,
}

#[derive(Serialize)]
struct Summary {
    #[serde(flatten)]
    counts: Counts,
    studies: usize,
    pages: usize,
    left_out: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<Fixed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Baseline>,
    #[serde(skip_serializing_if = "Option::is_none")]
    elsewhere: Option<Counts>,
}

/// Writes the object.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{{\"version\":{VERSION},")?;
    list(out, "findings", report.findings.iter().map(|f| record(report, f)))?;
    let left_out = report.left_out.iter().map(|(path, why)| LeftOut {
        path: report.places.show(path),
        reason: why.name(),
        message: why.reason(),
    });
    list(out, "left_out", left_out)?;
    let counts = |c: crate::finding::Count| Counts { errors: c.errors, warnings: c.warnings, notes: c.notes };
    let summary = Summary {
        counts: counts(report.shown()),
        studies: report.studies,
        pages: report.pages,
        left_out: report.left_out.len(),
        fixed: report.fixed.map(|fixed| Fixed { findings: fixed.findings, of: fixed.of, files: fixed.files }),
        baseline: report.baseline.map(|(known, stale)| Baseline { known, stale }),
        elsewhere: report.elsewhere.map(counts),
    };
    writeln!(out, "\"summary\":{}}}", serde_json::to_string(&summary)?)
}

fn list(out: &mut dyn Write, name: &str, items: impl Iterator<Item = impl Serialize>) -> io::Result<()> {
    write!(out, "\"{name}\":[")?;
    for (at, item) in items.enumerate() {
        write!(out, "{}{}", if at == 0 { "\n" } else { ",\n" }, serde_json::to_string(&item)?)?;
    }
    writeln!(out, "],")
}

fn record<'a>(report: &Report<'a>, finding: &'a Finding) -> Record<'a> {
    Record {
        rule: finding.rule,
        level: finding.level.name(),
        place: place(report, finding.span),
        message: &finding.message,
        words: report.texts.get(finding.span.file).words(finding.span).to_owned(),
        label: &finding.label,
        notes: &finding.notes,
        help: &finding.help,
        related: finding
            .related
            .iter()
            .map(|r| Related { place: place(report, r.span), label: r.label.clone() })
            .collect(),
        fix: finding.fix.as_ref().map(|fix| Fix {
            title: &fix.title,
            safety: fix.safety.name(),
            edits: fix.edits.iter().map(|e| Edit { start: e.span.start, end: e.span.end, text: &e.text }).collect(),
        }),
    }
}

fn place(report: &Report<'_>, span: Span) -> Place {
    let place = report.place(span);
    Place {
        path: place.path,
        start: span.start,
        end: span.end,
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}
