//! `proofmark claims [PATH…]`: every claim of any file, on stdout.

use super::Status;
use super::call::{Call, answer};
use crate::claim;
use crate::cli::{Claims, ClaimsFormat};
use crate::failure::Failure;
use crate::finding::Finding;
use crate::pipeline::{self, Listing};
use crate::report::Places;
use crate::report::claims::{Row, jsonl, pretty};
use crate::rule;
use crate::study::{GAP, Stated};

/// Lists the claims. That there are some that are not bound is no failure: this command judges nothing.
pub(super) fn run(call: &Call, args: &Claims) -> Result<Status, Failure> {
    let mut paths = args.paths.clone();
    if paths.is_empty() {
        let root = call.root()?;
        let places = Places::new(&root, &call.cwd);
        paths = ["content/studies", "content/pages"]
            .into_iter()
            .filter(|folder| root.join(folder).is_dir())
            .map(|folder| places.show(folder).into())
            .collect();
    }
    let listing = pipeline::claims(&call.cwd, &paths, &args.products)?;
    for finding in &listing.skipped {
        call.remark(skipped(&listing, finding));
    }
    let rows: Vec<Row<'_>> = listing.files.iter().flat_map(|(_, claims)| claims).map(|s| row(&listing, s)).collect();
    answer(|out| match args.format {
        ClaimsFormat::Pretty => pretty(&rows, listing.files.len(), call.quiet, out),
        ClaimsFormat::Jsonl => jsonl(&rows, out),
    })?;
    Ok(Status::Clean)
}

fn row<'a>(listing: &'a Listing, stated: &'a Stated) -> Row<'a> {
    let claim = stated.claim.as_deref().cloned().or_else(|| claim::read_claim(&stated.words));
    let level = match (&stated.bound, &claim) {
        (None, Some(claim)) => Some(rule::level_unbound(stated, claim)),
        _ => None,
    };
    let evidence = stated.bound.as_ref().map(|bound| match &bound.study {
        Some(study) => format!("{study}/{}", bound.id),
        None => bound.id.clone(),
    });
    let words = stated.words.replace(GAP, "…").split_whitespace().collect::<Vec<_>>().join(" ");
    let source = listing.sources.get(stated.span.file);
    Row { source, span: stated.span, words, claim, quoted: stated.quoted, evidence, level }
}

/// A file that could not be read costs its own claims, and no others.
fn skipped(listing: &Listing, finding: &Finding) -> String {
    let path = &listing.sources.get(finding.span.file).path;
    format!("note: {path} is skipped: {}", finding.message)
}
