//! `proofmark next [STUDY]`.

use super::Status;
use super::call::{Call, answer};
use crate::cli::Next;
use crate::failure::Failure;
use crate::ladder::Vault;
use crate::ladder::next::{table, tell, way};
use crate::pipeline::{self, Checked};
use crate::study::Study;
use crate::written::nearest;

/// Shows the way to the next rung: of one study, or of all in a table.
pub(super) fn run(call: &Call, args: &Next) -> Result<Status, Failure> {
    let checked = pipeline::check(&call.root()?, &call.options())?;
    let vault = Vault { evidence: checked.tree.evidence.clone(), interviews: checked.tree.interviews.clone() };
    let on = |study: &Study| way(study, checked.sources.get(study.file), &vault, &checked.config.policy, checked.today);
    let text = match &args.study {
        Some(asked) => tell(&on(find(&checked, call, asked)?)),
        None => table(&checked.corpus.studies.iter().map(on).collect::<Vec<_>>()),
    };
    answer(|out| out.write_all(text.as_bytes()))?;
    Ok(Status::Clean)
}

/// The study with this slug, or in this file or folder.
fn find<'a>(checked: &'a Checked, call: &Call, asked: &str) -> Result<&'a Study, Failure> {
    let studies = &checked.corpus.studies;
    if let Some(study) = studies.iter().find(|study| study.slug == asked.trim_matches('/')) {
        return Ok(study);
    }
    let path = call.cwd.join(asked).canonicalize().ok();
    let at = |study: &&Study| {
        let file = checked.root.join(&study.path);
        path.as_ref().is_some_and(|path| *path == file || file.ends_with("index.md") && file.parent() == Some(path))
    };
    studies.iter().find(at).ok_or_else(|| {
        let help = match nearest(asked, studies.iter().map(|study| study.slug.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`proofmark next` lists all studies".to_owned(),
        };
        Failure::Refused(format!("there is no study `{asked}`\n  {help}"))
    })
}
