//! A SARIF 2.1.0 log (OASIS), which code scanning and editors read. Columns count characters; rules are named, not
//! described: the report knows no rule, and `explain` does.

use std::collections::BTreeSet;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::Report;
use crate::finding::{Finding, Fix, Level};
use crate::source::Span;

/// Writes the log, a result on each line so that two runs can be compared.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rules: BTreeSet<&str> = report.findings.iter().map(|f| f.rule).collect();
    let rules: Vec<Value> = rules.into_iter().map(|id| json!({ "id": id })).collect();
    let tool = json!({ "driver": { "name": "Proofmark", "version": env!("CARGO_PKG_VERSION"), "rules": rules } });
    writeln!(
        out,
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{"
    )?;
    writeln!(out, "\"tool\":{tool},\"columnKind\":\"unicodeCodePoints\",\"results\":[")?;
    for (at, finding) in report.findings.iter().enumerate() {
        let end = if at + 1 == report.findings.len() { "" } else { "," };
        writeln!(out, "{}{end}", result(report, finding))?;
    }
    writeln!(out, "]}}]}}")
}

fn result(report: &Report<'_>, finding: &Finding) -> Value {
    let level = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let mut text = finding.message.clone();
    for line in finding.notes.iter().chain(&finding.help) {
        text.push_str("\n\n");
        text.push_str(line);
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level,
        "message": { "text": text },
        "locations": [location(report, finding.span)],
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().map(|other| {
            let mut place = location(report, other.span);
            place["message"] = json!({ "text": other.label });
            place
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([mended(report, finding.span, fix)]);
    }
    result
}

fn location(report: &Report<'_>, span: Span) -> Value {
    json!({ "physicalLocation": { "artifactLocation": artifact(report, span), "region": region(report, span) } })
}

/// The edits of a fix, which are all in the file of its finding.
fn mended(report: &Report<'_>, span: Span, fix: &Fix) -> Value {
    let replacements = fix
        .edits
        .iter()
        .map(|edit| json!({ "deletedRegion": region(report, edit.span), "insertedContent": { "text": edit.text } }));
    let change = json!({
        "artifactLocation": artifact(report, span),
        "replacements": replacements.collect::<Vec<Value>>(),
    });
    json!({ "description": { "text": fix.title }, "artifactChanges": [change] })
}

fn artifact(report: &Report<'_>, span: Span) -> Value {
    json!({ "uri": uri(&report.place(span).path) })
}

fn region(report: &Report<'_>, span: Span) -> Value {
    let place = report.place(span);
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "byteOffset": span.start,
        "byteLength": span.end - span.start,
    })
}

/// A path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    utf8_percent_encode(path, PATH).to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_path_is_a_relative_reference() {
        assert_eq!(super::uri("content/studies/süd ost.md"), "content/studies/s%C3%BCd%20ost.md");
    }
}
