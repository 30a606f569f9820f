//! Writes the site: whole or not at all, only what changed, and only what is ours.
//!
//! Goes in: the files of a run, one by one and from many threads. Comes out: an output folder that holds exactly them
//! beside whatever else stands there.
//!
//! A file that differs from what is there is *staged* on the same file system; [`Stage::finish`] renames all of them
//! into place after the last check. What is ours is told by a manifest in the output folder, which names only what is
//! there. A run that is killed leaves a journal beside it, of every file it may have made, so that the next run can go on
//! from there.

mod elsewhere;
mod last;
mod lock;
mod manifest;
mod naming;
mod owner;
mod place;
mod staging;
mod withdrawal;

pub use elsewhere::{elsewhere, forget, keep_in_mind};
pub use last::{print, recall, remember};
pub(crate) use manifest::{NAME as MANIFEST, is_reserved};
pub use naming::Naming;
pub use withdrawal::{Home, Leaving, known_by, linking_to, pages, remove_withdrawn, replace, still_named};

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::site::OutPath;
use lock::Lock;
use manifest::{Entry, Manifest};
use owner::Owner;
use staging::Staging;

/// How many files a thread renames before it looks for more.
const RENAMES: usize = 64;

/// A folder that is made and removed again, to see whether one can.
const PROBE: &str = ".proofmark-probe";

/// A run's files, before they are in place. Dropped unfinished, it leaves the output as it was.
#[derive(Debug)]
pub struct Stage {
    root: PathBuf,
    out: PathBuf,
    before: Manifest,
    studies: BTreeMap<String, BTreeSet<String>>,
    owner: Option<Owner>,
    staging: Staging,
    /// Where painted pictures are kept from run to run.
    cache: PathBuf,
    _lock: Lock,
}

/// One file of the run, compared with what is there.
#[derive(Debug)]
pub struct Put {
    path: OutPath,
    entry: Entry,
    /// Where the new bytes wait; `None` when the file is there already, byte for byte.
    staged: Option<PathBuf>,
}

/// What a finished run did to the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// New files and files whose bytes differ.
    pub written: usize,
    /// Files that were left as they are.
    pub unchanged: usize,
    /// Files of an earlier run that are no longer made.
    pub removed: usize,
}

impl Put {
    /// Where it goes.
    pub fn path(&self) -> &OutPath {
        &self.path
    }
}

impl Stage {
    /// Looks at the folder, refuses one that is not ours to write to, and locks it. Changes nothing in it.
    pub fn begin(root: &Path, out: &Path) -> Result<Self, Failure> {
        let out = place::resolve(root, out)?;
        // Before anything is read: another run may be changing it.
        let lock = Lock::on(&out)?;
        let before = match Manifest::read(&out)? {
            Some(manifest) => manifest,
            None => {
                place::must_be_empty(&out)?;
                Manifest::default()
            }
        };
        let staging = Staging::open(root, &out)?;
        let root = root.canonicalize().map_err(Failure::io("open", root))?;
        Ok(Self {
            cache: root.join(".proofmark/cache/cards"),
            root,
            out,
            before,
            studies: BTreeMap::new(),
            owner: None,
            staging,
            _lock: lock,
        })
    }

    /// Says at which address the site is published. Refuses a folder that holds the site of another project.
    pub fn published_at(mut self, address: &str) -> Result<Self, Failure> {
        let ours = Owner::new(&self.root, &self.out, address);
        match self.before.owner() {
            Some(owner) if !owner.is_same_project(&ours) => Err(place::of_another(&self.out, owner.address())),
            _ => {
                self.owner = Some(ours);
                Ok(self)
            }
        }
    }

    /// The output folder, resolved.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Says whose folders there are, so that each is found when its study is withdrawn under another name: folder with
    /// `/` at its end, and fingerprints.
    pub fn belong(&mut self, studies: BTreeMap<String, BTreeSet<String>>) {
        self.studies = studies;
    }

    /// Adds a file with these bytes.
    pub fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<Put, Failure> {
        let there = self.comparable(path, bytes.len() as u64)?;
        let same = match &there {
            Some(there) => fs::read(there).map_err(Failure::io("read", there))? == bytes,
            None => false,
        };
        let staged = if same { None } else { Some(self.staging.put(bytes)?) };
        let entry = Entry { size: bytes.len() as u64, hash: hex(Sha256::digest(bytes).as_slice()) };
        Ok(Put { path: path.clone(), entry, staged })
    }

    /// Adds a picture that is made of `drawing`: painted once, and kept in the project's cache for the next run.
    pub fn picture(
        &self,
        path: &OutPath,
        drawing: &str,
        paint: &dyn Fn() -> Option<Vec<u8>>,
    ) -> Result<Option<Put>, Failure> {
        // Another version may paint it otherwise.
        let key = Sha256::digest(format!("{} {drawing}", env!("CARGO_PKG_VERSION")));
        let kept = self.cache.join(format!("{}.png", hex(key.as_slice())));
        if let Ok(bytes) = fs::read(&kept)
            && bytes.starts_with(b"\x89PNG")
            && bytes.ends_with(b"IEND\xaeB`\x82")
        {
            return self.put(path, &bytes).map(Some);
        }
        let Some(bytes) = paint() else { return Ok(None) };
        // A cache that cannot be written costs time, not the site.
        let _ = fs::create_dir_all(&self.cache).and_then(|()| fs::write(&kept, &bytes));
        self.put(path, &bytes).map(Some)
    }

    /// Adds a file with the bytes of `from`, which may be large: it is never held in memory.
    pub fn copy(&self, path: &OutPath, from: &Path) -> Result<Put, Failure> {
        let size = fs::metadata(from).map_err(Failure::io("read", from))?.len();
        let there = self.comparable(path, size)?;
        let (hash, same) = compare(from, there.as_deref())?;
        let staged = if same { None } else { Some(self.staging.copy(from)?) };
        Ok(Put { path: path.clone(), entry: Entry { size, hash }, staged })
    }

    /// Puts everything into place, removes our files that are no longer made, and writes the manifest last.
    pub fn finish(mut self, mut puts: Vec<Put>) -> Result<Written, Failure> {
        puts.sort_by(|a, b| a.path.cmp(&b.path));
        let mut after = Manifest::of(puts.iter().map(|put| (put.path.as_str(), put.entry.clone())))?;
        after.belong(std::mem::take(&mut self.studies));
        after.belong_to(self.owner.take());
        let gone: BTreeSet<&str> = self.before.paths().filter(|path| !after.holds(path)).collect();
        // A killed run may have made folders for files that never came, and only its journal names them.
        if let Some(journal) = Manifest::journal(&self.out)? {
            remove_empty_folders(&self.out, journal.paths());
        }
        let folders = self.folders_of(&after, &gone)?;
        let changed: Vec<&Put> = puts.iter().filter(|put| put.staged.is_some()).collect();
        let written = Written { written: changed.len(), unchanged: puts.len() - changed.len(), removed: gone.len() };
        let interrupted = manifest::has_journal(&self.out);
        if self.before == after && changed.is_empty() && !interrupted {
            return Ok(written);
        }
        fs::create_dir_all(&self.out).map_err(Failure::io("create the folder", &self.out))?;
        if interrupted {
            self.sweep_probes(folders.keys().copied().chain(gone.iter().copied()));
        }
        // From here on a killed run leaves files of before and of after; both are ours.
        self.before.and(&after).open_journal(&self.out, &self.staging)?;
        if let Err(failure) = self.must_all_be_writable(changed.iter().map(|put| put.path.as_str()), &gone, &folders) {
            if !interrupted {
                manifest::close_journal(&self.out)?;
            }
            return Err(failure);
        }
        let (in_the_way, rest): (Vec<&str>, Vec<&str>) = gone.iter().partition(|path| folders.contains_key(**path));
        self.clear_the_way(&in_the_way)?;
        // A folder that held nothing but what was in the way went with it.
        for (folder, is_there) in folders {
            if !is_there || !in_the_way.is_empty() {
                self.make(folder)?;
            }
        }
        changed.par_chunks(RENAMES).flatten_iter().try_for_each(|put| {
            let (Some(staged), place) = (&put.staged, self.out.join(put.path.to_path())) else { return Ok(()) };
            fs::rename(staged, &place).map_err(Failure::io("write", &place))
        })?;
        after.write(&self.out, &self.staging)?;
        self.remove(&rest)?;
        manifest::close_journal(&self.out)?;
        Ok(written)
    }

    /// Removes files that stand where a folder is to be.
    fn clear_the_way(&self, paths: &[&str]) -> Result<(), Failure> {
        if paths.is_empty() {
            return Ok(());
        }
        let mut without = self.before.clone();
        paths.iter().for_each(|path| without.forget(path));
        without.write(&self.out, &self.staging)?;
        self.remove(paths)
    }

    /// The file at `path`, if it is ours and could hold the same bytes. Somebody else's file is refused.
    fn comparable(&self, path: &OutPath, size: u64) -> Result<Option<PathBuf>, Failure> {
        let place = self.out.join(path.to_path());
        let Ok(found) = place.symlink_metadata() else { return Ok(None) };
        if !self.before.holds(path.as_str()) {
            return Err(place::not_ours(&place));
        }
        if !found.is_file() {
            return Err(Failure::Refused(format!(
                "{} is no plain file, but a page is to be written there\n  delete it, then build again",
                place.display()
            )));
        }
        Ok((found.len() == size).then_some(place))
    }

    /// Every folder the files of `after` need, from the output folder, and whether it is there. Refuses when something of
    /// somebody else's is in the way, or when a link would lead out of the output folder.
    fn folders_of<'a>(&self, after: &'a Manifest, gone: &BTreeSet<&str>) -> Result<BTreeMap<&'a str, bool>, Failure> {
        let mut folders: BTreeMap<&str, bool> = folders(after.paths()).into_iter().map(|path| (path, false)).collect();
        let mut absent: Option<&str> = None;
        for (&folder, is_there) in &mut folders {
            // Those above come first, and nothing stands below one that is not there.
            if absent.and_then(|above| folder.strip_prefix(above)).is_some_and(|below| below.starts_with('/')) {
                continue;
            }
            let place = self.at(folder);
            match place.symlink_metadata() {
                Ok(found) if found.is_dir() => *is_there = true,
                Ok(_) if gone.contains(folder) => {}
                Ok(_) => return Err(place::not_ours(&place)),
                Err(_) => absent = Some(folder),
            }
        }
        Ok(folders)
    }

    /// Makes a folder of the output. Those above it come first.
    fn make(&self, folder: &str) -> Result<(), Failure> {
        let folder = self.at(folder);
        match fs::create_dir(&folder) {
            Ok(()) => Ok(()),
            Err(_) => fs::create_dir_all(&folder).map_err(Failure::io("create the folder", &folder)),
        }
    }

    /// Tries every folder in which a file is to be replaced or removed: a run that fails half way would leave the site
    /// between two states.
    fn must_all_be_writable<'a>(
        &self,
        changed: impl Iterator<Item = &'a str>,
        gone: &BTreeSet<&'a str>,
        folders: &BTreeMap<&str, bool>,
    ) -> Result<(), Failure> {
        fn above(path: &str) -> impl Iterator<Item = &str> {
            path.rmatch_indices('/').map(|(at, _)| &path[..at])
        }
        let known = |path: &'a str| above(path).find(|folder| folders.get(folder) == Some(&true)).unwrap_or("");
        let looked_up = |path: &'a str| {
            above(path).find(|folder| !leads_out(&self.out, path) && self.at(folder).is_dir()).unwrap_or("")
        };
        // The manifest is in the output folder itself.
        let folders: BTreeSet<&str> =
            changed.map(known).chain(gone.iter().map(|path| looked_up(path))).chain([""]).collect();
        for folder in folders {
            let folder = self.at(folder);
            let probe = folder.join(PROBE);
            match fs::create_dir(&probe) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
                _ => fs::remove_dir(&probe),
            }
            .map_err(Failure::io("write to", &folder))?;
        }
        Ok(())
    }

    /// Removes what a run left that was killed while it tried the folders.
    fn sweep_probes<'a>(&self, paths: impl Iterator<Item = &'a str>) {
        let above = |path: &'a str| path.match_indices('/').map(move |(at, _)| &path[..at]).chain([path, ""]);
        for folder in paths.flat_map(above).collect::<BTreeSet<&str>>() {
            if !leads_out(&self.out, folder) {
                let _ = fs::remove_dir(self.at(folder).join(PROBE));
            }
        }
    }

    /// Removes files of ours, and the folders that are empty then.
    fn remove(&self, paths: &[&str]) -> Result<(), Failure> {
        remove_files(&self.out, paths)
    }

    fn at(&self, path: &str) -> PathBuf {
        self.out.join(OutPath::new(path).to_path())
    }
}

/// Removes files below `out`, and the folders they leave empty. A file that is gone already is fine.
fn remove_files(out: &Path, paths: &[&str]) -> Result<(), Failure> {
    for path in paths.iter().filter(|path| !leads_out(out, path)) {
        let place = out.join(OutPath::new(path).to_path());
        match fs::remove_file(&place) {
            Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(Failure::Io { doing: "remove", path: place, source: error });
            }
            _ => {}
        }
    }
    remove_empty_folders(out, paths.iter().copied());
    Ok(())
}

/// Removes the folders of these files that are empty, the deepest first. One that holds something stays, whosever it is: it
/// cannot be removed.
fn remove_empty_folders<'a>(out: &Path, paths: impl Iterator<Item = &'a str>) {
    let inside = paths.filter(|path| !leads_out(out, path));
    let folders: BTreeSet<&str> = inside.flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
    for folder in folders.into_iter().rev() {
        let _ = fs::remove_dir(out.join(OutPath::new(folder).to_path()));
    }
}

/// Whether somebody replaced a folder of the path by a link: what stands behind it is not ours.
fn leads_out(out: &Path, path: &str) -> bool {
    path.match_indices('/').any(|(at, _)| is_link(out, &path[..at]))
}

fn is_link(out: &Path, folder: &str) -> bool {
    out.join(OutPath::new(folder).to_path()).is_symlink()
}

/// Every folder that these paths need, each once; those above come first.
fn folders<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut folders = BTreeSet::new();
    for path in paths {
        // Neighbours share all folders but the last.
        for (at, _) in path.rmatch_indices('/') {
            if !folders.insert(&path[..at]) {
                break;
            }
        }
    }
    folders
}

/// The hash of `from`, and whether `there` holds the same bytes.
fn compare(from: &Path, there: Option<&Path>) -> Result<(String, bool), Failure> {
    let mut file = File::open(from).map_err(Failure::io("read", from))?;
    let mut there = there.and_then(|path| File::open(path).ok());
    let (mut ours, mut theirs) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut hash = Sha256::new();
    loop {
        let read = file.read(&mut ours).map_err(Failure::io("read", from))?;
        if read == 0 {
            return Ok((hex(hash.finalize().as_slice()), there.is_some()));
        }
        hash.update(&ours[..read]);
        if let Some(other) = &mut there
            && (other.read_exact(&mut theirs[..read]).is_err() || ours[..read] != theirs[..read])
        {
            there = None;
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

/// Writes a new file in one go.
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create(path)?.write_all(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(root: &Path, files: &[(&str, &str)]) -> Result<Written, Failure> {
        let stage = Stage::begin(root, &root.join("public"))?;
        let put = |(path, text): &(&str, &str)| stage.put(&OutPath::new(path), text.as_bytes());
        let puts = files.iter().map(put).collect::<Result<Vec<_>, _>>()?;
        stage.finish(puts)
    }

    #[test]
    fn a_run_killed_while_renaming_is_picked_up_by_the_next() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        build(root, &[("a.html", "a"), ("old.html", "o")]).unwrap();
        let stage = Stage::begin(root, &root.join("public")).unwrap();
        let mut puts = vec![stage.put(&OutPath::new("b.html"), b"b").unwrap()];
        puts.push(stage.put(&OutPath::new("c.html"), b"c").unwrap());
        // The second rename fails, as if the run ended between the two.
        fs::remove_file(puts[1].staged.as_ref().unwrap()).unwrap();
        assert!(stage.finish(puts).is_err());
        assert!(root.join("public/b.html").exists() && !root.join("public/c.html").exists());
        let listed = fs::read_to_string(root.join("public/.proofmark-manifest")).unwrap();
        assert!(listed.contains("old.html") && !listed.contains("b.html"), "it names only what is there: {listed}");
        let ours = Manifest::read(&root.join("public")).unwrap().unwrap();
        assert_eq!(ours.paths().collect::<Vec<_>>(), ["a.html", "b.html", "old.html"]);
        fs::create_dir(root.join("public/.proofmark-probe")).unwrap();

        let written = build(root, &[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]).unwrap();
        assert_eq!(written, Written { written: 1, unchanged: 2, removed: 1 });
        assert!(!root.join("public/old.html").exists());
        let mut names: Vec<_> = fs::read_dir(root.join("public")).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".proofmark-manifest", "a.html", "b.html", "c.html"]);
    }

    #[test]
    fn a_first_run_that_was_killed_is_picked_up_without_a_manifest() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        let stage = Stage::begin(root, &root.join("public")).unwrap();
        let puts = [("a.html", "a"), ("b.html", "b")].map(|(p, text)| stage.put(&OutPath::new(p), text.as_bytes()));
        let puts: Vec<Put> = puts.into_iter().collect::<Result<_, _>>().unwrap();
        fs::remove_file(puts[1].staged.as_ref().unwrap()).unwrap();
        assert!(stage.finish(puts).is_err());
        assert!(!root.join("public/.proofmark-manifest").exists());
        let written = build(root, &[("b.html", "b")]).unwrap();
        assert_eq!(written, Written { written: 1, unchanged: 0, removed: 1 });
    }

    #[test]
    fn one_run_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let first = Stage::begin(dir.path(), &dir.path().join("public")).unwrap();
        let second = Stage::begin(dir.path(), &dir.path().join("public"));
        assert!(matches!(second, Err(Failure::Refused(why)) if why.starts_with("another proofmark")));
        drop(first);
        assert!(Stage::begin(dir.path(), &dir.path().join("public")).is_ok());
    }
}
