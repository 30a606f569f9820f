//! The record itself: are the fields there, real, in order, and about this customer?
//!
//! `unknown-field`, `invalid-date` and `hand-set-rung` are reported while reading.

mod card;
mod dates;
mod name;
mod placeholder;
mod product;
mod rules;

pub(super) use name::capitals;
pub(super) use rules::RULES;

use super::Cx;
use super::across::Among;
use crate::mark;
use crate::study::{Document, Study};

/// Looks at one study.
pub(super) fn check(study: &Study, cx: &mut Cx<'_>) {
    card::check(study, cx);
    dates::check(study, cx);
    product::check(study, cx);
}

/// Looks at the words of one document.
pub(super) fn check_words(document: &Document<'_>, cx: &mut Cx<'_>) {
    placeholder::check(document, cx);
}

/// Looks for the names of others' customers.
pub(super) static NAMES: Among = Among { face: |study, _| mark::of(&name::face(study)), prepare: name::prepare };
