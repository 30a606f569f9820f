//! A finding, as the panel shows it.

use serde::Serialize;

use super::excerpt::{self, Excerpt};
use crate::finding::{Finding, Fix};
use crate::pipeline::Checked;
use crate::source::Sources;

/// One finding.
#[derive(Debug, Serialize)]
pub(super) struct FindingView<'a> {
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    excerpts: Vec<Excerpt>,
    notes: &'a [String],
    help: &'a [String],
    fix: Option<FixView<'a>>,
}

/// What would mend it.
#[derive(Debug, Serialize)]
struct FixView<'a> {
    title: &'a str,
    flags: &'a str,
    /// The lines as they are and as they would be.
    before: String,
    after: String,
}

impl<'a> FindingView<'a> {
    pub(super) fn of(finding: &'a Finding, checked: &'a Checked) -> Self {
        let sources = &checked.sources;
        let (line, column) = sources.line_column(finding.span);
        FindingView {
            rule: finding.rule,
            level: finding.level.name(),
            message: &finding.message,
            path: &sources.get(finding.span.file).path,
            line,
            column,
            excerpts: excerpt::of(finding, sources),
            notes: &finding.notes,
            help: &finding.help,
            fix: finding.fix.as_ref().and_then(|fix| FixView::of(fix, sources)),
        }
    }
}

impl<'a> FixView<'a> {
    fn of(fix: &'a Fix, sources: &Sources) -> Option<Self> {
        let (first, last) = (fix.edits.first()?, fix.edits.last()?);
        let text = &sources.get(first.span.file).text;
        let from = text[..first.span.range().start].rfind('\n').map_or(0, |at| at + 1);
        let to = text[last.span.range().end..].find('\n').map_or(text.len(), |at| last.span.range().end + at);
        let (mut after, mut at) = (String::new(), from);
        for edit in &fix.edits {
            after.push_str(&text[at..edit.span.range().start]);
            after.push_str(&edit.text);
            at = edit.span.range().end;
        }
        after.push_str(&text[at..to]);
        Some(FixView { title: &fix.title, flags: fix.safety.flags(), before: text[from..to].to_owned(), after })
    }
}
