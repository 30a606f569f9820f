//! A walk through one folder of the project: the names of its files, and what is wrong with them as files.
//!
//! What is in a folder may be published, so a link must not bring in what is not: evidence, notes of interviews, what
//! is hidden, and what lies outside of the project. Private files are read and told of, so a link must not make private
//! what is not the project's: its words would stand in messages, and its hash in `proof.json`. A private folder as a whole
//! may be kept elsewhere.

use std::collections::BTreeSet;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{NO_FILE, absent};
use crate::finding::Finding;
use crate::source::Sources;

/// Folders that are never published.
const PRIVATE: &[&str] = &["content/evidence", "content/interviews"];

/// A walk through the project's folders.
pub(super) struct Walk<'a> {
    root: &'a Path,
    /// The root without links, for comparing.
    real_root: PathBuf,
    /// The private folders, without links.
    private: Vec<PathBuf>,
    pub(super) sources: &'a mut Sources,
    pub(super) findings: &'a mut Vec<Finding>,
    /// A link was met on the way: what there is may change without a name changing.
    pub(super) met_link: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(root: &'a Path, sources: &'a mut Sources, findings: &'a mut Vec<Finding>) -> Self {
        let real_root = real(root);
        let private = PRIVATE.iter().flat_map(|name| [real_root.join(name), real(&real_root.join(name))]).collect();
        Self { root, real_root, private, sources, findings, met_link: false }
    }

    /// All files under a folder that is read or published, from there, with `/`. An absent folder is empty. Links are
    /// followed; one that leads in a circle, nowhere or to what is private is a finding, and the rest is still listed.
    pub(super) fn files_in(&mut self, folder: &str) -> BTreeSet<String> {
        self.list(folder, true, |name| !name.starts_with('.'))
    }

    /// The same with hidden files, such as `.well-known/security.txt`: but not what systems, editors and version control
    /// leave behind.
    pub(super) fn all_files_in(&mut self, folder: &str) -> BTreeSet<String> {
        self.list(folder, true, |name| !is_left_behind(name))
    }

    /// The files under a private folder, which may itself be a link to wherever its owner keeps it. A link in it may lead
    /// anywhere in the project or in the folder, and nowhere else.
    pub(super) fn private_in(&mut self, folder: &str) -> BTreeSet<String> {
        self.list(folder, false, |name| !name.starts_with('.'))
    }

    fn list(&mut self, folder: &str, is_public: bool, wanted: fn(&str) -> bool) -> BTreeSet<String> {
        let base = self.root.join(folder);
        let mut files = BTreeSet::new();
        if !base.is_dir() {
            return files;
        }
        let visible = |entry: &DirEntry| entry.depth() == 0 || wanted(&entry.file_name().to_string_lossy());
        let mut entries = WalkDir::new(&base).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible);
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.unwalkable(&base, &error);
                    continue;
                }
            };
            self.met_link |= entry.path_is_symlink();
            let objection = if is_public { self.objection(&entry, folder) } else { self.leads_out(&entry, folder) };
            if let Some((what, help)) = objection {
                self.refuse(entry.path(), what, help);
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            } else if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(&base).unwrap_or(entry.path());
                files.insert(slashes(path));
            }
        }
        files
    }

    /// Why an entry of a public folder is passed over, and what to do.
    fn objection(&self, entry: &DirEntry, folder: &str) -> Option<(String, &'static str)> {
        let Some(name) = entry.file_name().to_str() else {
            return Some(("this name is not UTF-8".to_owned(), "rename it"));
        };
        if let Some(c) = name.chars().find(|c| c.is_control()) {
            let what = format!("a control character stands in this name, U+{:04X}", u32::from(c));
            return Some((what, "rename it"));
        }
        if let Some(c) = name.chars().find(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
            let what = format!("an invisible character turns this name around, U+{:04X}", u32::from(c));
            return Some((what, "rename it"));
        }
        if name.contains('\\') {
            // It would be published in the place of `b` in a folder `a`.
            return Some((
                "a backslash stands in this name, which parts folders on some systems".to_owned(),
                "rename it",
            ));
        }
        // The folder itself may be reached through a link, whatever it is.
        if (entry.path_is_symlink() || entry.depth() == 0)
            && let Some(place) = self.forbidden(entry.path(), folder)
        {
            let help = "delete the link; copy the file here if it is meant to be published";
            return Some((format!("this leads to {place}, which is not published"), help));
        }
        let kind = entry.file_type();
        (!kind.is_file() && !kind.is_dir()).then(|| (NO_FILE.to_owned(), "delete it, or put a file in its place"))
    }

    /// Why an entry of a private folder is passed over, and what to do.
    fn leads_out(&self, entry: &DirEntry, folder: &str) -> Option<(String, &'static str)> {
        let place = (entry.path_is_symlink() && entry.depth() > 0).then(|| real(entry.path()))?;
        if place.starts_with(&self.real_root) || place.starts_with(real(&self.root.join(folder))) {
            return None;
        }
        let help = "delete the link and copy the file here: what is not in the project is not read";
        Some((format!("this leads to {}, outside of the project", place.display()), help))
    }

    /// Where a path of `folder` really leads, when that must not be published or holds something that must not be.
    fn forbidden(&self, path: &Path, folder: &str) -> Option<String> {
        let place = real(path);
        let base = self.root.join(folder);
        if place == self.real_root.join(folder) || path != base && place.starts_with(real(&base)) {
            return None;
        }
        let Ok(inside) = place.strip_prefix(&self.real_root) else {
            return Some(format!("{}, outside of the project", place.display()));
        };
        let inside = slashes(inside);
        let content = (!folder.starts_with("content")).then(|| self.real_root.join("content"));
        let touches = |private: &PathBuf| place.starts_with(private) || private.starts_with(&place);
        let hidden = inside.split('/').any(|part| part.starts_with('.'));
        let forbidden = hidden || self.private.iter().chain(&content).any(touches);
        let shown = if inside.is_empty() { "the whole project".to_owned() } else { inside };
        forbidden.then_some(shown)
    }

    fn unwalkable(&mut self, base: &Path, error: &walkdir::Error) {
        let path = error.path().unwrap_or(base);
        // Editors keep locks as hidden links that lead nowhere.
        if is_hidden(path) {
            return;
        }
        let (what, help) = match (error.loop_ancestor(), error.io_error()) {
            (Some(above), _) => {
                let above = above.strip_prefix(self.root).unwrap_or(above);
                (format!("this link leads back to {}", slashes(above)), "delete the link")
            }
            (None, Some(io)) if path.is_symlink() => {
                (format!("this link leads nowhere: {io}"), "delete the link, or put the file where it leads")
            }
            (None, Some(io)) => (format!("this cannot be read: {io}"), "let the user who builds read it"),
            (None, None) => ("this cannot be read".to_owned(), "move it out of the project"),
        };
        self.refuse(path, what, help);
    }

    fn refuse(&mut self, path: &Path, what: String, help: &str) {
        let name = slashes(path.strip_prefix(self.root).unwrap_or(path));
        // A line end in a name would look like another finding.
        let name = name.replace(char::is_control, "\u{fffd}");
        absent(self.sources, &name, what, help, self.findings);
    }
}

/// The path without links; as it is where that cannot be told.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Whether a hidden file is nobody's work.
pub(super) fn is_left_behind(name: &str) -> bool {
    name.starts_with(".git")
        || name.starts_with("._")
        || name.starts_with(".#")
        || name.ends_with(".swp")
        || [".DS_Store", ".svn", ".hg"].contains(&name)
}

pub(super) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// A path with `/` on every system.
pub(super) fn slashes(path: &Path) -> String {
    if let Some(plain) = path.to_str().filter(|_| MAIN_SEPARATOR == '/') {
        return plain.to_owned();
    }
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
