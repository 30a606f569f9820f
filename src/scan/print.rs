//! Whether files are the very ones they were, told without reading them.
//!
//! A file counts as the same while its size, its inode and both its times stand: of the two, the time of the last change of
//! the inode cannot be set back by hand. Where a system keeps none of that, there is no print, and everything is read.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::stamp::{FILES, FOLDERS};

/// The state of some files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// Of names, sizes, inodes and times, in lower-case hex.
    pub hash: String,
    /// When the last of them changed.
    pub newest: SystemTime,
}

impl Print {
    /// Whether every change of the files would be seen: those made within the same tick of a file system's clock have the
    /// same time. The coarsest clock in use, that of FAT, ticks every two seconds.
    pub fn is_settled(&self, now: SystemTime) -> bool {
        now.duration_since(self.newest).is_ok_and(|age| age > Duration::from_secs(2))
    }
}

/// The state of every file and folder that a run of the project reads or lists.
pub fn print(root: &Path) -> Option<Print> {
    let mut places: Vec<PathBuf> = FILES.iter().map(|file| root.join(file)).collect();
    for folder in FOLDERS {
        for entry in WalkDir::new(root.join(folder)).follow_links(true) {
            match entry {
                Ok(entry) => places.push(entry.into_path()),
                Err(error) if error.depth() == 0 => {}
                Err(_) => return None,
            }
        }
    }
    places.sort_unstable();
    of(places)
}

/// The state of the files at these paths from `base`. One that is not there has a state of its own.
pub fn print_of<'a>(base: &Path, paths: impl Iterator<Item = &'a str>) -> Option<Print> {
    of(paths.map(|path| base.join(path)).collect())
}

/// The state of one file, wherever it is.
pub fn print_of_one(path: &Path) -> Option<Print> {
    of(vec![path.to_owned()])
}

#[cfg(unix)]
fn of(places: Vec<PathBuf>) -> Option<Print> {
    use std::os::unix::fs::MetadataExt;

    let looked: Vec<Option<(String, SystemTime)>> = places
        .par_iter()
        .map(|place| {
            let Ok(found) = place.metadata() else { return Some((String::new(), SystemTime::UNIX_EPOCH)) };
            let state = format!(
                "{} {} {} {}.{} {}.{}",
                found.mode(),
                found.len(),
                found.ino(),
                found.mtime(),
                found.mtime_nsec(),
                found.ctime(),
                found.ctime_nsec()
            );
            let changed = Duration::new(u64::try_from(found.ctime()).ok()?, u32::try_from(found.ctime_nsec()).ok()?);
            Some((state, found.modified().ok()?.max(SystemTime::UNIX_EPOCH + changed)))
        })
        .collect();
    let (mut hash, mut newest) = (Sha256::new(), SystemTime::UNIX_EPOCH);
    for (place, looked) in places.iter().zip(looked) {
        let (state, changed) = looked?;
        hash.update(place.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(state.as_bytes());
        hash.update([0]);
        newest = newest.max(changed);
    }
    Some(Print { hash: hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(), newest })
}

#[cfg(not(unix))]
fn of(_: Vec<PathBuf>) -> Option<Print> {
    None
}
