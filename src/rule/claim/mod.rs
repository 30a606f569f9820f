//! Claims: each must stand on evidence that can carry it, and be put so that a reader can tell what was found.
//!
//! Goes in: the claims of a document, each with the record it is bound to. Comes out: at most one finding a claim, of
//! this family or of [`figure`](super::figure). The most telling one wins: a claim without evidence is not also told
//! that its baseline is missing.

mod backing;
mod binding;
mod bound;
mod rules;
mod tagline;
mod unbound;

pub(super) use backing::{Backing, backing, has_base, needs_base};
pub(super) use rules::RULES;
pub(super) use tagline::{check as check_tagline, page as tagline};
pub(crate) use unbound::level as level_unbound;

use super::Cx;
use crate::claim::{Form, Place, Section};
use crate::finding::{Finding, Level};
use crate::study::{Document, Prose, Stated, Study};

/// Looks at each claim of a document.
pub(super) fn check(document: &Document<'_>, cx: &mut Cx<'_>) {
    for stated in document.claims() {
        let found = match &stated.bound {
            None => unbound::look(stated, document, cx),
            // A binding to nothing is `unknown-evidence`.
            Some(binding) => cx
                .corpus
                .resolve(document, binding)
                .and_then(|(study, record)| bound::look(stated, record, study, document, cx)),
        };
        if let Some(finding) = found {
            cx.report(finding);
        }
    }
}

/// The study a document is, if it is one.
fn own_study<'a>(document: &Document<'a>) -> Option<&'a Study> {
    match document {
        Document::Study(study) => Some(study),
        Document::Page(_) => None,
    }
}

/// Whether a claim stands where nobody reads on: the title, the outcome, the line under the site's title.
fn in_headline(stated: &Stated) -> bool {
    matches!(stated.place, Place::Title | Place::Outcome | Place::Tagline)
}

/// Whether a figure here is read as the result.
fn in_results(stated: &Stated) -> bool {
    in_headline(stated) || stated.section == Section::Results
}

/// The block a claim stands in.
fn block_of<'a>(document: &Document<'a>, stated: &Stated) -> Option<&'a Prose> {
    let holds = |prose: &Prose| prose.span.contains(stated.span);
    match document {
        Document::Study(study) => study.prose().find(|p| holds(p)),
        Document::Page(page) => page.prose().find(|p| holds(p)),
    }
}

/// A finding about how something is put, for the forms that are wrong by their wording. Inside somebody's quote these
/// are warnings at most: its words may not be edited.
fn about_wording(stated: &Stated, form: Form, document: &Document<'_>, cx: &Cx<'_>) -> Option<Finding> {
    let words = super::wording::ticked(&stated.words);
    let finding = match form {
        Form::Superlative => Finding::new("superlative", stated.span, format!("{words} compares with everybody"))
            .level(if names_us(stated, document, cx) { Level::Error } else { Level::Warning })
            .help("say what was compared and who compared it, and bind it to that, or leave it out"),
        Form::Generalised => {
            Finding::new("generalised-claim", stated.span, format!("{words} speaks for all customers")).help(
                "name the customer it was measured at, or bind it to a measurement whose `sample` is of customers",
            )
        }
        Form::Promise => {
            let level = if in_results(stated) { Level::Error } else { Level::Warning };
            Finding::new("promise-as-result", stated.span, format!("{words} has not happened yet"))
                .level(level)
                .help("say what has been measured so far, and by when the rest is expected")
        }
        Form::Hearsay => Finding::new("hearsay", stated.span, format!("{words} reports what somebody else said"))
            .help("quote the person with name and role, or bind the words to an `interview` record"),
        Form::VagueEndpoints => {
            Finding::new("vague-endpoints", stated.span, format!("{words} names no value at either end"))
                .help("write both values, as in `from 3 days to 4 hours`")
        }
        _ => return None,
    };
    Some(if stated.quoted { finding.level(Level::Warning) } else { finding })
}

/// Whether the block names the publisher or one of its products, so that a superlative in it is about them.
fn names_us(stated: &Stated, document: &Document<'_>, cx: &Cx<'_>) -> bool {
    let Some(block) = block_of(document, stated) else { return false };
    let text = block.text.to_lowercase();
    cx.config.names.subjects.iter().any(|name| text.contains(&name.to_lowercase()))
}
