//! What must hold for every input, whoever wrote it: no panic, findings that point at whole characters of a file, the
//! same said twice, fixes that can be carried out and come to an end, pages in which nothing runs.
//!
//! Targets of one reader call that reader, so that an input costs microseconds; `whole` builds a project of them all.

#[path = "../../tests/suite/judge.rs"]
mod judge;
mod page;
mod whole;

use std::collections::HashSet;

use proofmark::finding::{Finding, Safety, mend};
use proofmark::source::{Sources, Span};
use proofmark::study::Stated;

pub use page::inert;
pub use whole::{parts, project};

/// Settings with which a study of four strings has no error.
pub const SITE: &str = judge::SITE;

/// A study of four strings, without the closing line of its front matter.
pub const CARD: &str = "---\ncustomer: Northwind Clinic\nproblem: Nurses typed every intake form twice.\n\
    outcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n";

/// More rounds of fixes than any text needs.
const ROUNDS: usize = 20;

/// All work is done where the fuzzer stands: threads of a pool cost more than most inputs, and blur what it learns.
pub fn alone() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap());
}

/// Panics where a span lies outside of its file or splits a character.
pub fn whole(sources: &Sources, span: Span) {
    let source = sources.get(span.file);
    assert!(source.text.get(span.range()).is_some(), "{span:?} of {}", source.path);
}

/// Findings that a user can be shown.
pub fn pointed(sources: &Sources, finding: &Finding) {
    let related = finding.related.iter().map(|r| r.span);
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    std::iter::once(finding.span).chain(related).chain(edits).for_each(|span| whole(sources, span));
    assert!(!finding.message.is_empty() && !finding.message.contains('\n'), "{}", finding.message);
    sources.line_column(finding.span);
}

/// Claims point at whole characters; a tied link may have no words, a claim has some.
pub fn claims_stand(sources: &Sources, claims: &[Stated]) {
    for stated in claims {
        whole(sources, stated.span);
        assert!(stated.claim.is_none() || !stated.span.range().is_empty(), "{stated:?}");
    }
}

/// What `read` makes of a text: its findings are pointed, and the same the second time.
pub fn twice(path: &str, text: &str, mut read: impl FnMut(&Sources, &mut Vec<Finding>)) {
    let mut sources = Sources::default();
    sources.insert(path, text);
    let (mut once, mut again) = (Vec::new(), Vec::new());
    read(&sources, &mut once);
    read(&sources, &mut again);
    once.iter().for_each(|finding| pointed(&sources, finding));
    assert_eq!(once, again);
}

/// Reads and judges a text, then carries out its fixes until there are none.
pub fn text(text: &str) {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let (sources, findings) = judge::judged(&text);
        findings.iter().for_each(|finding| pointed(&sources, finding));
        let mended = mend(&findings, Safety::Unsafe, &HashSet::new(), &sources);
        let Some(next) = mended.into_iter().find(|m| &*sources.get(m.file).path == "content/studies/a.md") else {
            return;
        };
        text = next.text;
    }
    panic!("fixes without an end: {text}");
}
