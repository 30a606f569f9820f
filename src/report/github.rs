//! Workflow commands that GitHub turns into annotations of a pull request.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Report, short, summary};
use crate::finding::{Finding, Level};

/// GitHub shows this many annotations of each level for a step, and says nothing about the others.
const SHOWN: usize = 10;
/// Rows in the summary of a step, which may have a megabyte.
const ROWS: usize = 200;

/// Writes the worst findings as annotations, the others as plain lines, and how many those are.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut others = Vec::new();
    for level in [Level::Error, Level::Warning, Level::Note] {
        let all: Vec<&Finding> = report.findings.iter().copied().filter(|f| f.level == level).collect();
        let (shown, rest) = all.split_at(all.len().min(SHOWN));
        for finding in shown {
            writeln!(out, "{}", command(report, finding))?;
        }
        others.extend_from_slice(rest);
    }
    for finding in &others {
        writeln!(out, "{}", short::line(report, finding))?;
    }
    if !others.is_empty() {
        writeln!(out, "{} more than GitHub annotates: see the lines above", others.len())?;
    }
    summary::write(report, out)
}

/// `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message`.
fn command(report: &Report<'_>, finding: &Finding) -> String {
    let kind = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let place = report.place(finding.span);
    let mut command = format!("::{kind} file={},line={},endLine={}", property(&place.path), place.line, place.end_line);
    // GitHub refuses columns on a span of several lines.
    if place.line == place.end_line {
        let _ = write!(command, ",col={},endColumn={}", place.column, place.end_column);
    }
    let mut message = finding.message.clone();
    for (lead, lines) in [("note: ", &finding.notes), ("help: ", &finding.help)] {
        for line in lines {
            let _ = write!(message, "\n{lead}{line}");
        }
    }
    for other in &finding.related {
        let place = report.place(other.span);
        let _ = write!(message, "\nsee {}:{}: {}", place.path, place.line, other.label);
    }
    format!("{command},title={}::{}", property(finding.rule), data(&message))
}

/// A message: what would end the line is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: what would end it is escaped too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A table of the findings, the worst first.
pub(super) fn markdown(report: &Report<'_>) -> String {
    let mut page = format!("### Proofmark: {}\n", summary::line(report));
    if !report.findings.is_empty() {
        page.push_str("\n| | rule | where | what |\n|---|---|---|---|\n");
    }
    let mut findings = report.findings.clone();
    findings.sort_by_key(|f| Reverse(f.level));
    for finding in findings.iter().take(ROWS) {
        let place = report.place(finding.span);
        let (path, what) = (cell(&place.path), cell(&finding.message));
        let _ = writeln!(page, "| {} | `{}` | {path}:{} | {what} |", finding.level, finding.rule, place.line);
    }
    if findings.len() > ROWS {
        let _ = writeln!(page, "\n{} more in the log.", findings.len() - ROWS);
    }
    if !report.left_out.is_empty() {
        page.push_str("\nLeft out:\n\n");
    }
    for (path, why) in report.left_out.iter().take(ROWS) {
        let _ = writeln!(page, "- {}: {}", cell(&report.places.show(path)), cell(&why.reason()));
    }
    page
}

/// Words that may hold anything, as the text of a cell. Words between backticks stay code.
fn cell(text: &str) -> String {
    let paired = text.matches('`').count().is_multiple_of(2);
    let mut code = false;
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => safe.push(' '),
            '|' => safe.push_str("\\|"),
            '`' if paired => {
                code = !code;
                safe.push(c);
            }
            '`' | '\\' | '*' | '_' | '[' | ']' | '~' if !code => safe.extend(['\\', c]),
            '&' if !code => safe.push_str("&amp;"),
            '<' if !code => safe.push_str("&lt;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_end_a_command_early() {
        assert_eq!(data("50% of\r\nall"), "50%25 of%0D%0Aall");
        assert_eq!(property("a,b:c%"), "a%2Cb%3Ac%25");
    }

    #[test]
    fn nothing_can_end_a_cell() {
        assert_eq!(cell("a | <b> *c*\nd"), "a \\| &lt;b> \\*c\\* d");
        assert_eq!(cell("raw HTML `<b>|_x` is"), "raw HTML `<b>\\|_x` is");
        assert_eq!(cell("one ` <b>"), "one \\` &lt;b>");
    }
}
