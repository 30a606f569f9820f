//! Texts of an earlier run, so that a file that has not changed is not read again.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::listed::Listed;
use super::{LARGEST, Stamp, Stamps, Unreadable, read_text, stamp};

/// Texts by path from the root, each with the stamp its file had before it was read.
#[derive(Debug, Default)]
pub struct Texts {
    known: Known,
    /// Those of the run that is going on.
    next: Known,
    /// A file that is none of them may be another, whatever its stamp.
    others: bool,
    /// The files as they were seen right before the run.
    seen: Option<Stamps>,
    /// What the last walk found.
    listed: Option<Listed>,
}

type Known = FxHashMap<Arc<str>, (Stamp, Arc<str>)>;

/// A text, from here or from its file.
pub(super) enum Got {
    Known(Stamp, Arc<str>),
    Read(Option<Stamp>, Result<Vec<u8>, Unreadable>),
}

impl Texts {
    /// Says what was seen right before a run, which then does not look at each file again. A file that changes in between
    /// has another stamp when it is looked at next.
    pub fn look_no_more(&mut self, seen: &Stamps) {
        self.seen = Some(seen.clone());
    }

    /// What the last walk found, where this one would find the same.
    pub(super) fn listed(&self, theme: &str) -> Option<&Listed> {
        self.listed.as_ref().filter(|listed| listed.is_of(theme, self.seen.as_ref()))
    }

    /// Keeps what a walk found.
    pub(super) fn list(&mut self, listed: impl FnOnce(Stamps) -> Option<Listed>) {
        self.listed = self.seen.clone().and_then(listed);
    }

    /// Reads a file at its next turn whatever its stamp: two saves within one tick of the clock look alike.
    pub fn forget(&mut self, path: &str) {
        self.others |= self.known.remove(path).is_none();
    }

    /// Ends what was said of the files by [`Texts::forget`]: a run has made what they ask for.
    pub(crate) fn are_all_read(&mut self) {
        self.others = false;
    }

    /// Whether more was written than these: pictures, style sheets, or texts that were not there.
    pub(crate) fn are_not_all(&self) -> bool {
        self.others
    }

    /// The text of a file, read when its stamp is another than it was.
    pub(super) fn get(&self, root: &Path, path: &str) -> Got {
        let place = root.join(path);
        let now = self.seen.as_ref().and_then(|seen| seen.of(path)).or_else(|| stamp(&place));
        match (self.known.get(path), now) {
            (Some((before, text)), Some(now)) if *before == now => Got::Known(now, text.clone()),
            _ => Got::Read(now, read_text(&place, LARGEST)),
        }
    }

    /// Keeps a text for the next run.
    pub(super) fn keep(&mut self, path: Arc<str>, stamp: Stamp, text: Arc<str>) {
        self.next.insert(path, (stamp, text));
    }

    /// Ends a run: what it did not ask for is forgotten.
    pub fn turn(&mut self) {
        self.known = std::mem::take(&mut self.next);
        self.seen = None;
    }
}
