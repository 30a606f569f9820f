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
    /// The list in front matter it is an item of; `None` for a comment.
    pub list: Option<AllowList>,
}

/// The `allow:` of a front matter.
#[derive(Clone, Copy, Debug)]
pub struct AllowList {
    /// From its key to the end of its last item; a closing bracket comes behind it.
    pub entry: Span,
    /// How many items it has, readable or not.
    pub items: usize,
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
    // Behind the bracket that opens the list.
    let mut at = span.start as usize + words.len() - words.split_once('(')?.1.len();
    let mut rules = Vec::new();
    for part in names.split(',') {
        let start = at + part.len() - part.trim_start().len();
        let name = part.trim();
        if !name.is_empty() {
            rules.push((name.to_owned(), Span::new(span.file, start..start + name.len())));
        }
        at += part.len() + ",".len();
    }
    let reason = reason.trim().trim_start_matches([':', '-', '–', '—']).trim().to_owned();
    Some(Allow { rules, reason, span, covers: span, comment: true, list: None })
}
