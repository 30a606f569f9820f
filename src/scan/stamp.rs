//! What tells one state of the project from another without reading it: the names, sizes and times of its files.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use walkdir::{DirEntry, WalkDir};

use super::walk::{is_left_behind, slashes};

/// Folders a run reads or lists.
pub const FOLDERS: &[&str] = &["content", "static", "themes"];

/// Files beside them that a run reads.
pub const FILES: &[&str] = &["site.toml", "proof.lock"];

/// When a file was last changed, and how long it is. A file that is replaced has another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    changed: Option<SystemTime>,
    size: u64,
}

impl Stamp {
    fn of(found: &Metadata) -> Self {
        Self { changed: found.modified().ok(), size: found.len() }
    }
}

/// The stamp of each file a run may read or list, by path from the root; none where a link leads nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps(Arc<FxHashMap<String, Option<Stamp>>>);

/// How one file differs between two states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    New,
    /// It is another.
    Edited,
    /// It is not there any more.
    Gone,
}

/// Looks at every file that a run lists. What cannot be seen is passed over: a run says what is wrong with it.
pub fn stamps(root: &Path) -> Stamps {
    let mut places: Vec<PathBuf> = FILES.iter().map(|file| root.join(file)).filter(|place| place.is_file()).collect();
    for folder in FOLDERS {
        // Of `static/` hidden files are published too.
        let wanted =
            if *folder == "static" { |name: &str| !is_left_behind(name) } else { |name: &str| !name.starts_with('.') };
        walk(&root.join(folder), wanted, false, &mut places);
    }
    let look = |place: PathBuf| {
        let found = place.metadata().ok();
        let is_folder = found.as_ref().is_some_and(Metadata::is_dir);
        (!is_folder).then(|| (slashes(place.strip_prefix(root).unwrap_or(&place)), found.as_ref().map(Stamp::of)))
    };
    let found: Vec<(String, Option<Stamp>)> = places.into_par_iter().filter_map(look).collect();
    Stamps(Arc::new(found.into_iter().collect()))
}

/// Every file below a folder whose name is `wanted`. Only links are looked at here: of all else the folder says what it
/// is.
fn walk(base: &Path, wanted: fn(&str) -> bool, behind_link: bool, places: &mut Vec<PathBuf>) {
    let visible = |entry: &DirEntry| entry.depth() == 0 || wanted(&entry.file_name().to_string_lossy());
    let entries = WalkDir::new(base).follow_links(behind_link).into_iter().filter_entry(visible);
    for entry in entries.filter_map(Result::ok) {
        if entry.depth() > 0 && entry.file_type().is_symlink() {
            let known = places.len();
            walk(entry.path(), wanted, true, places);
            if places.len() == known {
                places.push(entry.into_path());
            }
        } else if !entry.file_type().is_dir() {
            places.push(entry.into_path());
        }
    }
}

/// The stamp of one file; `None` when it is not there.
pub fn stamp(path: &Path) -> Option<Stamp> {
    path.metadata().ok().as_ref().map(Stamp::of)
}

/// Whether a name is of no interest to anybody who waits for a save: hidden, or what editors put beside a file.
pub fn is_noise(name: &str) -> bool {
    let swap = name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") || name == "4913";
    swap || name.starts_with('.') && name != ".well-known"
}

/// The same of a path: what lies in such a folder is of no interest either.
fn is_in_noise(path: &str) -> bool {
    path.split('/').any(is_noise)
}

impl Stamps {
    /// What is different in `after`, by path, as far as somebody waits for it.
    pub fn changes(&self, after: &Stamps) -> Vec<(String, Change)> {
        let change = |(path, stamp): (&String, &Option<Stamp>)| match self.0.get(path) {
            Some(before) if before == stamp => None,
            Some(_) => Some((path.clone(), Change::Edited)),
            None => Some((path.clone(), Change::New)),
        };
        let mut changes: Vec<(String, Change)> = after.0.iter().filter_map(change).collect();
        changes.extend(self.0.keys().filter(|path| !after.0.contains_key(*path)).map(|p| (p.clone(), Change::Gone)));
        changes.retain(|(path, _)| !is_in_noise(path));
        changes.sort_by(|a, b| a.0.cmp(&b.0));
        changes
    }

    /// Whether the same files are there.
    pub(super) fn are_of_the_same_files(&self, other: &Stamps) -> bool {
        self.0.len() == other.0.len() && self.0.keys().all(|path| other.0.contains_key(path))
    }

    /// The stamp of a file that was seen.
    pub(super) fn of(&self, path: &str) -> Option<Stamp> {
        self.0.get(path).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_changed_is_told_and_what_editors_leave_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let at = |path: &str| dir.path().join(path);
        fs::create_dir_all(at("content/studies")).unwrap();
        fs::create_dir_all(at("public")).unwrap();
        for path in ["site.toml", "content/studies/a.md", "content/studies/b.md"] {
            fs::write(at(path), "x").unwrap();
        }
        let before = stamps(dir.path());
        for path in ["content/studies/.a.md.swp", "content/studies/a.md~", "content/studies/4913", "public/index.html"]
        {
            fs::write(at(path), "x").unwrap();
        }
        assert_eq!(before.changes(&stamps(dir.path())), []);
        fs::write(at("content/studies/a.md"), "longer").unwrap();
        fs::remove_file(at("content/studies/b.md")).unwrap();
        fs::write(at("content/studies/c.md"), "x").unwrap();
        let changes = before.changes(&stamps(dir.path()));
        let expected = [
            ("content/studies/a.md".to_owned(), Change::Edited),
            ("content/studies/b.md".to_owned(), Change::Gone),
            ("content/studies/c.md".to_owned(), Change::New),
        ];
        assert_eq!(changes, expected);
    }
}
