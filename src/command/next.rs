//! `proofmark next [STUDY]`.

use super::Status;
use super::call::{Call, answer};
use crate::cli::Next;
use crate::failure::Failure;
use crate::pipeline;

/// Shows where studies stand.
pub(super) fn run(call: &Call, args: &Next) -> Result<Status, Failure> {
    let checked = pipeline::check(&call.root()?, &call.options())?;
    let asked = |slug: &str| args.study.as_deref().is_none_or(|study| study == slug);
    let all = checked.corpus.studies.iter().zip(&checked.placed).filter(|(s, _)| asked(&s.slug));
    answer(|out| {
        all.clone().try_for_each(|(study, placed)| writeln!(out, "{:<24} {}", study.slug, placed.standing.rung.label()))
    })?;
    Ok(Status::Clean)
}
