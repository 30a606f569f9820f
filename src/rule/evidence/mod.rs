//! The evidence: is it there, whole, used, fresh and large enough for what is said?

mod bound;
mod data;
mod few;
mod record;
mod rules;

pub(super) use rules::RULES;

use super::Cx;
use super::across::Among;
use crate::mark;
use crate::study::{Document, Study};

/// Looks at one study.
pub(super) fn check(study: &Study, cx: &mut Cx<'_>) {
    for entry in &study.meta.evidence {
        record::check(entry, study.broken, cx);
        data::check(study, entry, cx);
    }
    record::files(study, cx);
}

/// Looks at what one document ties to evidence.
pub(super) fn check_ties(document: &Document<'_>, cx: &mut Cx<'_>) {
    bound::unknown(document, cx);
    few::check(document, cx);
}

/// Looks for records that nothing rests on.
pub(super) static UNUSED: Among = Among { face: |study, _| mark::of(&bound::face(study)), prepare: bound::unused };
