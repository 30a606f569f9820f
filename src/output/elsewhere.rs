//! Where else a site was written: drafts, folders that were the output folder before, folders given with `--output`. And
//! what is kept beside a site to make it again quickly.
//!
//! A customer who takes their consent back is not helped by a site that is new while an old copy of it lies beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::manifest::{Manifest, has_journal};

/// So deep below the project folders are looked at.
const DEPTH: usize = 3;

/// Folders of a project in which no site is.
const PASSED: &[&str] = &["content", "themes", "static", "node_modules", "target"];

/// Every other folder that holds a site which a build of the project may have made, sorted. `out` is the one that is known.
pub fn elsewhere(root: &Path, out: &Path) -> Vec<PathBuf> {
    let known = out.canonicalize().unwrap_or_else(|_| out.to_path_buf());
    let is_site = |dir: &Path| Manifest::read(dir).is_ok_and(|manifest| manifest.is_some()) || has_journal(dir);
    // A project inside of this one has sites of its own.
    let is_wanted = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let passed = name.starts_with('.') || PASSED.contains(&&*name) || entry.path().join("site.toml").exists();
        entry.depth() == 0 || entry.file_type().is_dir() && !passed
    };
    let inside = WalkDir::new(root).max_depth(DEPTH).into_iter().filter_entry(is_wanted).flatten();
    let inside = inside.filter(|entry| entry.depth() > 0).map(walkdir::DirEntry::into_path);
    let all: BTreeSet<PathBuf> = inside
        .chain(remembered(root))
        .filter(|dir| is_site(dir))
        .filter_map(|dir| dir.canonicalize().ok())
        .filter(|dir| *dir != known)
        .collect();
    all.into_iter().collect()
}

/// Remembers a folder outside of the project, so that it can be looked after. When it cannot be kept, it is forgotten.
pub fn keep_in_mind(root: &Path, out: &Path) {
    let (Ok(root), Ok(out)) = (root.canonicalize(), out.canonicalize()) else { return };
    let mut all: BTreeSet<PathBuf> = remembered(&root).into_iter().filter(|dir| dir.is_dir()).collect();
    if !out.starts_with(&root)
        && all.insert(out)
        && let Some(home) = home(&root)
    {
        let lines: String = all.iter().map(|dir| format!("{}\n", dir.display())).collect();
        let _ = fs::write(home.join("outputs"), lines);
    }
}

fn remembered(root: &Path) -> Vec<PathBuf> {
    let text = home(root).and_then(|home| fs::read_to_string(home.join("outputs")).ok()).unwrap_or_default();
    text.lines().map(PathBuf::from).collect()
}

/// Drops what a build keeps for the next one: painted cards, and what it said.
pub fn forget(root: &Path) {
    let Some(home) = home(root) else { return };
    let _ = fs::remove_file(home.join("last-build"));
    let cache = home.join("cache");
    if !cache.is_symlink() && !cache.join("cards").is_symlink() {
        let _ = fs::remove_dir_all(cache.join("cards"));
    }
}

/// The folder for what can be deleted at any time, if it is there and no link.
fn home(root: &Path) -> Option<PathBuf> {
    let home = root.join(".proofmark");
    home.symlink_metadata().is_ok_and(|found| found.is_dir()).then_some(home)
}
