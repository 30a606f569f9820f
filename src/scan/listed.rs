//! What a walk through the project found, for a run that would find the same.

use super::{Stamps, Tree};
use crate::source::Sources;

/// What is in the project, and by what it is known to be the same again: the theme, and the names of all files. Kept only
/// of a walk that met no link and had nothing to object to.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) theme: String,
    pub(super) seen: Stamps,
    pub(super) tree: Tree,
    /// Every file of it, in the order of the walk.
    pub(super) sources: Sources,
}

impl Listed {
    /// Whether a walk would find the same.
    pub(super) fn is_of(&self, theme: &str, seen: Option<&Stamps>) -> bool {
        self.theme == theme && seen.is_some_and(|seen| seen.are_of_the_same_files(&self.seen))
    }
}
