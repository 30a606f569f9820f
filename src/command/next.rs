//! `proofmark next [STUDY]`.

use super::Status;
use super::call::{Call, answer};
use super::which;
use crate::cli::Next;
use crate::failure::Failure;
use crate::ladder::next::{table, tell, way};
use crate::pipeline;
use crate::study::Study;

/// Shows the way to the next rung: of one study, or of all in a table.
pub(super) fn run(call: &Call, args: &Next) -> Result<Status, Failure> {
    let checked = pipeline::check(&call.root()?, &call.options())?;
    let on = |study: &Study| {
        way(study, checked.sources.get(study.file), &checked.vault, &checked.config.policy, checked.today)
    };
    let text = match &args.study {
        Some(asked) => tell(&on(which::study(&checked, call, asked)?)),
        None => table(&checked.corpus.studies.iter().map(|study| on(study)).collect::<Vec<_>>()),
    };
    answer(|out| out.write_all(text.as_bytes()))?;
    Ok(Status::Clean)
}
