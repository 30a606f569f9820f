//! What no record backs: words whose finding was allowed. They are marked where they stand, and listed with the reason.

use super::AllowedView;
use crate::finding::Level;
use crate::rule::{self, Allowed};
use crate::site::escape::publishable;
use crate::site::route::Routes;
use crate::source::{Source, Span};
use crate::study::Stated;

/// Allowed findings that say a claim lacks its record.
fn about_claims<'a>(allowed: &'a [&'a Allowed]) -> impl Iterator<Item = &'a Allowed> {
    let about = |allowed: &&Allowed| {
        rule::find(allowed.rule).is_some_and(|r| matches!(r.family, "claim" | "figure") && r.level >= Level::Warning)
    };
    allowed.iter().copied().filter(about)
}

/// The words to mark, in the order of the file.
pub(crate) fn spans(allowed: &[&Allowed]) -> Vec<Span> {
    let mut spans: Vec<Span> = about_claims(allowed).map(|a| a.span).collect();
    spans.sort_unstable();
    spans
}

/// Why the claim at `span` stays without a record.
pub(crate) fn reason<'a>(allowed: &'a [&'a Allowed], span: Span) -> Option<&'a str> {
    about_claims(allowed).find(|allowed| allowed.span.overlaps(span)).map(|allowed| allowed.reason.as_str())
}

/// The list of them. `claims` are those of the document, whose words are without markup.
pub(crate) fn views(allowed: &[&Allowed], claims: &[Stated], source: &Source, routes: &Routes) -> Vec<AllowedView> {
    let words = |span: Span| match claims.iter().find(|c| c.span == span) {
        Some(claim) => claim.words.clone(),
        None => source.words(span).to_owned(),
    };
    let view = |allowed: &Allowed| AllowedView {
        words: publishable(&words(allowed.span), routes),
        reason: publishable(&allowed.reason, routes),
    };
    about_claims(allowed).map(view).collect()
}
