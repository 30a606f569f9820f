//! Which study somebody means: by its slug, its file or its folder.

use super::call::Call;
use crate::failure::Failure;
use crate::pipeline::Checked;
use crate::study::Study;
use crate::written::nearest;

/// The study with this slug, or in this file or folder.
pub(super) fn study<'a>(checked: &'a Checked, call: &Call, asked: &str) -> Result<&'a Study, Failure> {
    let studies = &checked.corpus.studies;
    if let Some(study) = studies.iter().find(|study| study.slug == asked.trim_matches('/')) {
        return Ok(study);
    }
    let path = call.cwd.join(asked).canonicalize().ok();
    let at = |study: &&Study| {
        let file = checked.root.join(&study.path);
        path.as_ref().is_some_and(|path| *path == file || file.ends_with("index.md") && file.parent() == Some(path))
    };
    studies.iter().map(|study| &**study).find(at).ok_or_else(|| {
        let help = match nearest(asked, studies.iter().map(|study| study.slug.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`proofmark next` lists all studies".to_owned(),
        };
        Failure::Refused(format!("there is no study `{asked}`\n  {help}"))
    })
}
