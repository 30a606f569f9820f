//! The claims of a page, each with the words around it, so that a script can find it in the page as it is published.

use serde::Serialize;

use crate::finding::{Finding, Level};
use crate::pipeline::Checked;
use crate::rule;
use crate::source::Span;
use crate::study::{Document, GAP, Prose, Stated};

/// So many characters around a claim tell it from the same words elsewhere.
const AROUND: usize = 40;
/// A record is shown up to so many lines.
const MOST_LINES: usize = 16;

/// How a claim fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    /// Its record says the same.
    Supported,
    /// Its record says something else, or cannot say it.
    Disagrees,
    /// No record stands behind it.
    Unsupported,
}

/// One claim.
#[derive(Debug, Serialize)]
pub(super) struct ClaimView<'a> {
    state: State,
    words: String,
    before: String,
    after: String,
    line: usize,
    column: usize,
    /// What is wrong, or why that is allowed.
    why: Option<String>,
    record: Option<RecordView<'a>>,
}

/// The record behind a claim, as it is written.
#[derive(Debug, Serialize)]
struct RecordView<'a> {
    id: &'a str,
    kind: &'a str,
    text: String,
    path: &'a str,
    line: usize,
    column: usize,
}

/// All claims of a document that are marked.
pub(super) fn of<'a>(document: &Document<'a>, checked: &'a Checked) -> Vec<ClaimView<'a>> {
    let file = document.file();
    let findings: Vec<&Finding> = checked.findings.iter().filter(|f| f.span.file == file && is_of_claims(f)).collect();
    let prose = document.prose();
    document.claims().iter().filter_map(|stated| view(stated, document, &findings, &prose, checked)).collect()
}

/// Whether a finding says something about the claim it stands on.
fn is_of_claims(finding: &Finding) -> bool {
    let family = rule::find(finding.rule).map_or("", |rule| rule.family);
    finding.level != Level::Note && (["claim", "figure"].contains(&family) || finding.rule == "unknown-evidence")
}

fn view<'a>(
    stated: &Stated,
    document: &Document<'a>,
    findings: &[&Finding],
    prose: &[&Prose],
    checked: &'a Checked,
) -> Option<ClaimView<'a>> {
    let touches =
        |span: Span| span.overlaps(stated.span) || stated.bound.as_ref().is_some_and(|b| span.overlaps(b.span));
    let wrong = findings.iter().find(|f| touches(f.span));
    let allowed = checked.allowed.iter().find(|a| touches(a.span));
    let record = stated.bound.as_ref().and_then(|bound| checked.corpus.resolve(document, bound));
    let (state, why) = match (&record, wrong, allowed) {
        (Some(_), Some(wrong), _) => (State::Disagrees, Some(wrong.message.clone())),
        (Some(_), None, _) => (State::Supported, None),
        (None, Some(wrong), _) => (State::Unsupported, Some(wrong.message.clone())),
        (None, None, Some(allowed)) => (State::Unsupported, Some(format!("allowed: {}", allowed.reason))),
        // Words that need no record, such as a level inside a quotation.
        (None, None, None) => return None,
    };
    let (before, after) = around(stated, prose);
    let (line, column) = checked.sources.line_column(stated.span);
    let record = record.map(|(study, record)| {
        let source = checked.sources.get(study.file);
        let (line, column) = source.line_column(record.id.span.start);
        RecordView {
            id: &record.id.value,
            kind: record.kind_name(),
            text: lines(source.words(record.span)),
            path: &source.path,
            line,
            column,
        }
    });
    Some(ClaimView { state, words: stated.words.clone(), before, after, line, column, why, record })
}

/// The words on both sides, up to the next thing that is no words.
fn around(stated: &Stated, prose: &[&Prose]) -> (String, String) {
    let holds = |block: &&&Prose| block.span.contains(stated.span) && block.place == stated.place;
    let place = prose.iter().filter(holds).find_map(|block| {
        let found = block
            .text
            .match_indices(&stated.words)
            .find(|(at, words)| block.span_of(*at..at + words.len()) == stated.span);
        found.map(|(at, _)| (&block.text, at))
    });
    let Some((text, at)) = place else { return Default::default() };
    let before: String = text[..at].chars().rev().take_while(|c| *c != GAP).take(AROUND).collect();
    let after = text[at + stated.words.len()..].chars().take_while(|c| *c != GAP).take(AROUND).collect();
    (before.chars().rev().collect(), after)
}

/// YAML without the indent it has in its file.
fn lines(yaml: &str) -> String {
    let rest = || yaml.lines().skip(1).filter(|line| !line.trim().is_empty());
    let indent = rest().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut out: Vec<&str> = yaml.lines().take(1).collect();
    out.extend(yaml.lines().skip(1).map(|line| line.get(indent..).unwrap_or("").trim_end()));
    if out.len() > MOST_LINES {
        out.truncate(MOST_LINES);
        out.push("…");
    }
    out.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_stands_at_the_margin() {
        assert_eq!(
            lines("kind: measurement\n    unit: days\n    period:\n      before: x\n"),
            "kind: measurement\nunit: days\nperiod:\n  before: x"
        );
        assert_eq!(lines("{kind: usage}"), "{kind: usage}");
    }
}
