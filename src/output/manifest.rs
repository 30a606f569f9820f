//! The list of what is ours in an output folder.
//!
//! A text file, sorted, that anybody can check with `sha256sum`: hash, size and path of each file. Remarks above them say
//! whose folder is whose: by its fingerprints a study is found again when its file was renamed and then withdrawn.
//!
//! What the manifest names is there, at every moment. While a run changes the folder, a second file of the same make,
//! the journal, names whatever may be ours beside that: files that are coming or going. It is there only after a run that
//! was killed, and the next run reads both.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::Path;

use super::owner::Owner;
use super::staging::Staging;
use crate::failure::Failure;
use crate::site::OutPath;

/// Its name in the output folder. With a dot, so that hosts do not serve it.
pub(crate) const NAME: &str = ".proofmark-manifest";
/// What a run is about to make and remove, while it does so.
const JOURNAL: &str = ".proofmark-journal";
const HEAD: &str =
    "# Files that `proofmark build` made: hash, size, path. It replaces and removes these and no others.\n";

/// What the remark about the project starts with.
const PROJECT: &str = "# project ";

/// Whether a path of the output folder is kept for the manifest and for what is being written.
pub(crate) fn is_reserved(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    [NAME, JOURNAL, ".proofmark"].iter().any(|ours| first.eq_ignore_ascii_case(ours))
}

/// What a remark about a study's folder starts with: folder, then fingerprints.
const STUDY: &str = "# study ";

/// Our files, by path from the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: BTreeMap<String, Entry>,
    studies: BTreeMap<String, BTreeSet<String>>,
    /// Whose site it is; older builds did not say.
    owner: Option<Owner>,
}

/// What one file held when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) size: u64,
    pub(super) hash: String,
}

impl Manifest {
    /// The manifest of the files of a run. Two files that cannot both be written are refused.
    pub(super) fn of<'a>(files: impl Iterator<Item = (&'a str, Entry)>) -> Result<Self, Failure> {
        let mut manifest = Self::default();
        let mut alike: HashMap<String, String> = HashMap::new();
        for (path, entry) in files {
            if path.is_empty() || is_reserved(path) || path.contains(['\n', '\r']) {
                return Err(Failure::Refused(format!("a file of the site cannot be called {path:?}")));
            }
            if let Some(other) = alike.insert(path.to_lowercase(), path.to_owned()) {
                return Err(clash(&other, path));
            }
            manifest.files.insert(path.to_owned(), entry);
        }
        for path in manifest.paths() {
            if let Some(other) = path.match_indices('/').find_map(|(at, _)| alike.get(&path[..at].to_lowercase())) {
                return Err(clash(other, path));
            }
        }
        Ok(manifest)
    }

    /// What is ours in `out`; `None` when there is neither manifest nor journal.
    pub(super) fn read(out: &Path) -> Result<Option<Self>, Failure> {
        let manifest = Self::read_file(out, NAME)?;
        let Some(journal) = Self::read_file(out, JOURNAL)? else { return Ok(manifest) };
        let mut both = manifest.unwrap_or_default().and(&journal);
        // A killed run came only so far.
        both.files.retain(|path, _| out.join(OutPath::new(path).to_path()).symlink_metadata().is_ok());
        Ok(Some(both))
    }

    /// Everything that the journal of a killed run names, there or not: folders may have been made for it.
    pub(super) fn journal(out: &Path) -> Result<Option<Self>, Failure> {
        Self::read_file(out, JOURNAL)
    }

    fn read_file(out: &Path, name: &str) -> Result<Option<Self>, Failure> {
        let path = out.join(name);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(Failure::Io { doing: "read", path, source: error }),
        };
        let mut studies = BTreeMap::new();
        for remark in text.lines().filter_map(|line| line.strip_prefix(STUDY)) {
            let mut words = remark.split(' ').map(str::to_owned);
            let folder = words.next().unwrap_or_default();
            studies.insert(folder, words.collect());
        }
        let owner = text.lines().find_map(|line| line.strip_prefix(PROJECT)).and_then(Owner::read);
        let mut files = BTreeMap::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let (path_in_out, entry) = read_line(line).ok_or_else(|| {
                Failure::Refused(format!(
                    "line {} of {} is not what a build of this version wrote, so nobody can tell which files are ours\n  \
                     delete {} if it holds nothing of yours, then build again",
                    at + 1,
                    path.display(),
                    out.display()
                ))
            })?;
            files.insert(path_in_out, entry);
        }
        Ok(Some(Self { files, studies, owner }))
    }

    /// Writes it into `out`, in one step. What it names must be there.
    pub(super) fn write(&self, out: &Path, staging: &Staging) -> Result<(), Failure> {
        self.write_file(out, NAME, staging)
    }

    /// Says that any of these files may be ours from now on, there or not, until [`close_journal`].
    pub(super) fn open_journal(&self, out: &Path, staging: &Staging) -> Result<(), Failure> {
        self.write_file(out, JOURNAL, staging)
    }

    fn write_file(&self, out: &Path, name: &str, staging: &Staging) -> Result<(), Failure> {
        let mut text = HEAD.to_owned();
        if let Some(owner) = &self.owner {
            text.push_str(&format!("{PROJECT}{}\n", owner.words()));
        }
        for (folder, prints) in &self.studies {
            let prints: Vec<&str> = prints.iter().map(String::as_str).collect();
            text.push_str(&format!("{STUDY}{folder} {}\n", prints.join(" ")));
        }
        for (path, entry) in &self.files {
            text.push_str(&format!("{} {} {path}\n", entry.hash, entry.size));
        }
        let path = out.join(name);
        let staged = staging.put(text.as_bytes())?;
        fs::rename(staged, &path).map_err(Failure::io("write", path))
    }

    /// Whether the file at `path` is ours.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// All paths, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Files of either; where both have one, that of `other`.
    pub(super) fn and(&self, other: &Manifest) -> Manifest {
        let mut files = self.files.clone();
        files.extend(other.files.clone());
        let mut studies = self.studies.clone();
        for (folder, prints) in &other.studies {
            studies.entry(folder.clone()).or_default().extend(prints.iter().cloned());
        }
        Manifest { files, studies, owner: other.owner.clone().or_else(|| self.owner.clone()) }
    }

    /// Says whose folders there are: folder with `/` at its end, and fingerprints.
    pub(super) fn belong(&mut self, studies: BTreeMap<String, BTreeSet<String>>) {
        self.studies = studies;
    }

    /// Whose folders there are.
    pub(super) fn studies(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        self.studies.iter().map(|(folder, prints)| (folder.as_str(), prints))
    }

    /// Puts a file on the list.
    pub(super) fn remember(&mut self, path: &str, entry: Entry) {
        self.files.insert(path.to_owned(), entry);
    }

    /// Says whose site it is.
    pub(super) fn belong_to(&mut self, owner: Option<Owner>) {
        self.owner = owner.or_else(|| self.owner.take());
    }

    /// Whose site it is, if it says so.
    pub(super) fn owner(&self) -> Option<&Owner> {
        self.owner.as_ref()
    }

    /// Takes a file off the list.
    pub(super) fn forget(&mut self, path: &str) {
        self.files.remove(path);
        self.studies.retain(|folder, _| {
            self.files.range(folder.clone()..).next().is_some_and(|(path, _)| path.starts_with(folder))
        });
    }
}

/// Whether a run was killed while it changed `out`.
pub(super) fn has_journal(out: &Path) -> bool {
    out.join(JOURNAL).symlink_metadata().is_ok()
}

/// The run came to its end: what is ours stands in the manifest.
pub(super) fn close_journal(out: &Path) -> Result<(), Failure> {
    let path = out.join(JOURNAL);
    fs::remove_file(&path).map_err(Failure::io("remove", path))
}

/// A line of the file. A path that could lead out of the folder is not read.
fn read_line(line: &str) -> Option<(String, Entry)> {
    let mut parts = line.splitn(3, ' ');
    let (hash, size, path) = (parts.next()?, parts.next()?, parts.next()?);
    let hash_is_sound = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    let path_is_sound = !path.is_empty() && !is_reserved(path) && OutPath::new(path).as_str() == path;
    if !hash_is_sound || !path_is_sound {
        return None;
    }
    Some((path.to_owned(), Entry { size: size.parse().ok()?, hash: hash.to_owned() }))
}

fn clash(one: &str, other: &str) -> Failure {
    Failure::Refused(format!(
        "two files of the site want one place: {one} and {other}\n  \
         rename one of the files they are made of; some systems do not tell capitals apart"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(paths: &[&str]) -> Result<Manifest, Failure> {
        let entry = Entry { size: 1, hash: "a".repeat(64) };
        Manifest::of(paths.iter().map(|path| (*path, entry.clone())))
    }

    #[test]
    fn files_that_cannot_both_be_are_refused() {
        assert!(of(&["a/index.html", "b/index.html"]).is_ok());
        assert!(of(&["a/x", "a/x"]).is_err(), "twice the same");
        assert!(of(&["a/x", "A/x"]).is_err(), "capitals");
        assert!(of(&["a", "a/x"]).is_err(), "a file and a folder");
        assert!(of(&["a/x", "A"]).is_err(), "a folder and a file, in capitals");
        assert!(of(&[NAME]).is_err(), "the manifest itself");
        assert!(of(&["a\nb"]).is_err(), "a line end");
    }

    #[test]
    fn lines_that_lead_out_are_not_read() {
        let hash = "0".repeat(64);
        assert!(read_line(&format!("{hash} 12 studies/a b/index.html")).is_some());
        for path in ["../x", "/etc/passwd", "a/../../x", "", ".proofmark-manifest"] {
            assert!(read_line(&format!("{hash} 12 {path}")).is_none(), "{path}");
        }
        assert!(read_line("short 12 a").is_none());
        assert!(read_line(&format!("{hash} many a")).is_none());
    }
}
