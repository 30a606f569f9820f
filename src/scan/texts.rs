//! Texts of an earlier run, so that a file that has not changed is not read again.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::{LARGEST, Stamp, Unreadable, read_text, stamp};

/// Texts by path from the root, each with the stamp its file had before it was read.
#[derive(Debug, Default)]
pub struct Texts {
    known: Known,
    /// Those of the run that is going on.
    next: Known,
    /// A file that is none of them may be another, whatever its stamp.
    others: bool,
}

type Known = HashMap<Arc<str>, (Stamp, Arc<str>)>;

/// A text, from here or from its file.
pub(super) enum Got {
    Known(Stamp, Arc<str>),
    Read(Option<Stamp>, Result<Vec<u8>, Unreadable>),
}

impl Texts {
    /// Reads a file at its next turn whatever its stamp: two saves within one tick of the clock look alike.
    pub fn forget(&mut self, path: &str) {
        self.others |= self.known.remove(path).is_none();
    }

    /// Whether more was written than these: pictures, style sheets, or texts that were not there.
    pub(crate) fn are_not_all(&self) -> bool {
        self.others
    }

    /// The text of a file, read when its stamp is another than it was.
    pub(super) fn get(&self, root: &Path, path: &str) -> Got {
        let place = root.join(path);
        let now = stamp(&place);
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
    }
}
