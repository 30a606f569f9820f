//! "This finding is fine, because …": allowances in comments and in front matter.

use crate::finding::Finding;
use crate::source::{Source, Span};

/// An allowance for one or more rules over a part of a file.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The rules' names and where they are written.
    pub rules: Vec<(String, Span)>,
    /// Why; empty when no reason was given.
    pub reason: String,
    /// The allowance itself.
    pub span: Span,
    /// The part of the file it covers: the next block, or the whole file.
    pub covers: Span,
    /// Written as a comment; consent and altered quotes cannot be allowed so.
    pub comment: bool,
}

/// Reads `<!-- proofmark: allow(rule, rule) reason -->`. Other comments are `None`; a comment that addresses us in
/// words we do not know is a finding.
pub(super) fn of_comment(source: &Source, span: Span, findings: &mut Vec<Finding>) -> Option<Allow> {
    let words = source.words(span);
    let inside = words.trim().strip_prefix("<!--")?.trim_end().strip_suffix("-->")?;
    let order = inside.trim_start().strip_prefix("proofmark:")?.trim();
    let rest = order.strip_prefix("allow").map(str::trim_start);
    let parts = rest.and_then(|r| r.strip_prefix('(')).and_then(|r| r.split_once(')'));
    let Some((names, reason)) = parts else {
        findings.push(
            Finding::new("unexplained-allowance", span, "this comment to proofmark is not understood")
                .help("write `<!-- proofmark: allow(rule-name) why this is fine -->`"),
        );
        return None;
    };
    let rules = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            let at = words.find(name).unwrap_or(0);
            (name.to_owned(), Span::new(span.file, span.start as usize + at..span.start as usize + at + name.len()))
        })
        .collect();
    let reason = reason.trim().trim_start_matches([':', '-', '–', '—']).trim().to_owned();
    Some(Allow { rules, reason, span, covers: span, comment: true })
}
