//! What stands beside a page: its findings, its claims, the rung of its study, and what is wrong elsewhere.
//!
//! Goes in: the project as the last run saw it, and the address of a page. Comes out: one object for the script in the
//! page. Made when somebody looks at the page, since most pages are not looked at.

mod claims;
mod excerpt;
mod finding;
mod rung;

use std::collections::BTreeMap;

use serde::Serialize;

use super::Project;
use crate::finding::{Finding, Level};
use crate::ladder::{self, LeftOut};
use crate::source::{FileId, Span};
use crate::study::Document;
use claims::ClaimView;
use finding::FindingView;
use rung::RungView;

/// Other files with errors are listed up to so many.
const MOST_OTHERS: usize = 50;
/// Findings of one page are shown up to so many: beyond, the terminal is the better place.
const MOST_FINDINGS: usize = 100;

/// Everything the script shows.
#[derive(Debug, Serialize)]
pub(super) struct Panel<'a> {
    /// The study or plain page behind the page, from the root.
    document: Option<&'a str>,
    /// This is the last page that could be made; what stands in the files cannot.
    last_good: bool,
    /// Why the last run came to nothing at all.
    failure: Option<&'a str>,
    findings: Vec<FindingView<'a>>,
    /// Findings of the page that are not in the list.
    more: usize,
    claims: Vec<ClaimView<'a>>,
    rung: Option<RungView>,
    /// Not published, and why.
    left_out: Option<String>,
    /// Errors in files that are not this page's.
    other_errors: usize,
    others: Vec<Other<'a>>,
    /// Findings that this page has nothing to do with, by level: errors, warnings, notes.
    elsewhere: [usize; 3],
}

/// Another file with errors.
#[derive(Debug, Serialize)]
struct Other<'a> {
    path: &'a str,
    /// Its page, if it has one.
    address: Option<String>,
    errors: usize,
    /// The first of them.
    first: Place,
}

/// Where something stands, as people count.
#[derive(Debug, Serialize)]
struct Place {
    line: usize,
    column: usize,
}

impl<'a> Panel<'a> {
    /// What is to be said beside the page at `address`, which is from the site's root.
    pub(super) fn of(project: &'a Project, address: &str, last_good: bool, base: &str) -> Self {
        let checked = &project.checked;
        let document = project.document_at(address);
        let file = document.map(|d| d.file());
        let (own, others): (Vec<&Finding>, Vec<&Finding>) =
            checked.findings.iter().partition(|finding| is_about(project, finding, file));
        let mut shown = own.clone();
        // The gravest first, in the order of the file.
        shown.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        shown.truncate(MOST_FINDINGS);
        let of = |level| others.iter().filter(|f| f.level == level).count();
        Panel {
            document: document.map(|d| d.path()),
            last_good,
            failure: project.failure.as_deref(),
            more: own.len() - shown.len(),
            findings: shown.into_iter().map(|f| FindingView::of(f, checked)).collect(),
            claims: document.map(|d| claims::of(&d, checked)).unwrap_or_default(),
            rung: match document {
                Some(Document::Study(study)) => Some(RungView::of(study, checked)),
                _ => None,
            },
            left_out: document.and_then(|d| left_out(&d, project)),
            other_errors: of(Level::Error),
            others: others_with_errors(project, &others, base),
            elsewhere: [of(Level::Error), of(Level::Warning), of(Level::Note)],
        }
    }
}

/// Why a build would not publish what the preview shows.
fn left_out(document: &Document<'_>, project: &Project) -> Option<String> {
    let checked = &project.checked;
    match document {
        Document::Study(study) => {
            let standing = &project.placed(document)?.standing;
            Some(ladder::gate(study, &checked.vault, standing, &checked.config.policy, checked.today)?.reason())
        }
        Document::Page(page) if page.draft => Some(LeftOut::Draft.reason()),
        Document::Page(page) => {
            let date = page.date.as_ref().map(|date| date.value).filter(|date| checked.today < *date);
            date.map(|date| LeftOut::Future(date).reason())
        }
    }
}

/// Whether a finding is to be shown on the page of `file`: it stands there, or it is about all pages.
fn is_about(project: &Project, finding: &Finding, file: Option<FileId>) -> bool {
    let here = |span: Span| Some(span.file) == file;
    let path = &project.checked.sources.get(finding.span.file).path;
    let everywhere = path.starts_with("themes/") || &**path == "site.toml";
    here(finding.span) || finding.related.iter().any(|r| here(r.span)) && everywhere || everywhere && is_grave(finding)
}

fn is_grave(finding: &Finding) -> bool {
    finding.level == Level::Error
}

fn others_with_errors<'a>(project: &'a Project, others: &[&'a Finding], base: &str) -> Vec<Other<'a>> {
    let sources = &project.checked.sources;
    let mut by_path: BTreeMap<&str, (usize, &Finding)> = BTreeMap::new();
    for finding in others.iter().filter(|f| is_grave(f)) {
        by_path.entry(&*sources.get(finding.span.file).path).or_insert((0, finding)).0 += 1;
    }
    let other = |(path, (errors, first)): (&'a str, (usize, &Finding))| Other {
        path,
        address: project.address_of(first.span.file).map(|address| format!("{base}{address}")),
        errors,
        first: place(project, first.span),
    };
    by_path.into_iter().take(MOST_OTHERS).map(other).collect()
}

fn place(project: &Project, span: Span) -> Place {
    let (line, column) = project.checked.sources.line_column(span);
    Place { line, column }
}
