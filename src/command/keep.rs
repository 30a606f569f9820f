//! Writes `proof.lock`, in one step, where it is another than the one that was read.

use super::call::{Call, remark_all, width_of_stderr};
use crate::edit;
use crate::failure::Failure;
use crate::lock::{self, Lock};
use crate::pipeline::Checked;
use crate::report::{Format, Report, Scope};

/// Writes the lock; false when it is there already, byte for byte.
pub(super) fn lock(checked: &Checked, lock: &Lock) -> Result<bool, Failure> {
    let (path, text) = (checked.root.join(lock::PATH), lock.text());
    match written(checked) {
        Some(before) if before == text => return Ok(false),
        Some(before) => edit::replace(&path, before, &text)?,
        None => edit::create(&path, &text)?,
    }
    Ok(true)
}

/// The lock as it was read.
pub(super) fn written(checked: &Checked) -> Option<&str> {
    checked.tree.lock.map(|file| &*checked.sources.get(file).text)
}

/// Whether the lock can be written anew without losing a line; if not, says what is wrong with it. What is in doubt is not
/// lost where `is_renewed` says that it is written anew.
pub(super) fn is_whole(call: &Call, checked: &Checked, is_renewed: impl Fn(&str) -> bool) -> Result<bool, Failure> {
    let is_whole = !checked.lock.torn && checked.lock.doubted.iter().all(|what| is_renewed(what));
    if !is_whole {
        let scope = Scope::new(&checked.root, &checked.root, &[lock::PATH.into()])?;
        let report = Report::new(checked, &scope, call.places(&checked.root, Format::Pretty), true);
        remark_all(|to| report.write(Format::Pretty, width_of_stderr(), to))?;
    }
    Ok(is_whole)
}
