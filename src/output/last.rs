//! What the last build was made of and what it made, so that one that would make the same need not run.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{Manifest, NAME};
use crate::scan::{self, Print};

/// The state of every file in `out` that is ours, manifest included; `None` when there is none, or one is gone.
pub fn print(out: &Path) -> Option<Print> {
    let manifest = Manifest::read(out).ok()??;
    let all_there = super::folders(manifest.paths()).iter().all(|folder| !super::is_link(out, folder));
    all_there.then(|| scan::print_of(out, manifest.paths().chain([NAME])))?
}

/// Keeps `record` in the project at `root` until the next build. When it cannot be kept, the next build runs.
pub fn remember(root: &Path, record: &str) {
    let (Some(place), Some(fresh)) = (place(root), place(root).map(|p| p.with_extension("new"))) else { return };
    if fs::write(&fresh, record).and_then(|()| fs::rename(&fresh, place)).is_err() {
        let _ = fs::remove_file(fresh);
    }
}

/// What [`remember`] kept.
pub fn recall(root: &Path) -> Option<String> {
    fs::read_to_string(place(root)?).ok()
}

/// Beside the staging folder, in a folder of ours that is no link.
fn place(root: &Path) -> Option<PathBuf> {
    let home = root.join(".proofmark");
    home.symlink_metadata().is_ok_and(|found| found.is_dir()).then(|| home.join("last-build"))
}
