//! Where new files wait until all are ready: on the file system of the output, so that a rename puts each into place.
//!
//! One run at a time: the folder is locked by the system, which forgets the lock of a run that was killed. Only what we
//! made is removed, since the folder may have been there before us.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::lock::refuse_second;
use super::write_file;
use crate::failure::Failure;

/// The file in the folder that is locked.
const LOCK: &str = "lock";

/// A folder for one run, emptied when it ends in whatever way.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    /// Stands beside somebody's files; goes with the run unless it holds something else.
    lodging: Option<PathBuf>,
    next: AtomicU64,
    _lock: File,
}

impl Staging {
    /// Opens the first place that can be used: `.proofmark` of the project, beside the output, inside the output.
    pub(super) fn open(root: &Path, out: &Path) -> Result<Self, Failure> {
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        let beside = out.parent().map(|parent| parent.join(format!(".{name}.proofmark")));
        let inside = out.is_dir().then(|| out.join(".proofmark"));
        let homes = [Some((root.join(".proofmark"), false)), beside.map(|b| (b, true)), inside.map(|i| (i, true))];
        let mut trouble = None;
        for (home, lodging) in homes.into_iter().flatten().filter(|(home, _)| same_file_system(home, out)) {
            refuse_link(&home)?;
            match fs::create_dir_all(&home) {
                Ok(()) => return Self::lock(&home, lodging, out),
                Err(error) => trouble = Some(Failure::io("write to", out)(error)),
            }
        }
        Err(trouble.unwrap_or_else(|| {
            Failure::Refused(format!("{} cannot be written to: no place on its file system", out.display()))
        }))
    }

    fn lock(home: &Path, lodging: bool, out: &Path) -> Result<Self, Failure> {
        let folder = home.join("staging");
        refuse_link(&folder)?;
        let path = home.join(LOCK);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(Failure::io("open", &path))?;
        refuse_second(file.try_lock(), out)?;
        // What a killed run left.
        sweep(&folder);
        fs::create_dir_all(&folder).map_err(Failure::io("create the folder", &folder))?;
        let lodging = lodging.then(|| home.to_owned());
        Ok(Self { folder, lodging, next: AtomicU64::new(0), _lock: file })
    }

    /// Stages bytes.
    pub(super) fn put(&self, bytes: &[u8]) -> Result<PathBuf, Failure> {
        let path = self.path();
        write_file(&path, bytes).map_err(Failure::io("write", &path))?;
        Ok(path)
    }

    /// Stages the bytes of a file, without its permissions.
    pub(super) fn copy(&self, from: &Path) -> Result<PathBuf, Failure> {
        let path = self.path();
        let mut source = File::open(from).map_err(Failure::io("read", from))?;
        let mut target = File::create(&path).map_err(Failure::io("write", &path))?;
        io::copy(&mut source, &mut target).map_err(Failure::io("write", &path))?;
        Ok(path)
    }

    fn path(&self) -> PathBuf {
        self.folder.join(self.next.fetch_add(1, Ordering::Relaxed).to_string())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next run.
        sweep(&self.folder);
        if let Some(lodging) = &self.lodging {
            let lock = lodging.join(LOCK);
            // Ours is empty.
            if lock.metadata().is_ok_and(|lock| lock.len() == 0) {
                let _ = fs::remove_file(lock);
            }
            let _ = fs::remove_dir(lodging);
        }
    }
}

/// Removes the staged files of a run, and their folder when nothing else is in it.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().bytes().all(|byte| byte.is_ascii_digit()) {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_dir(folder);
}

/// Files are removed here, so it must not be somebody else's folder behind a link.
fn refuse_link(folder: &Path) -> Result<(), Failure> {
    if !folder.is_symlink() {
        return Ok(());
    }
    Err(Failure::Refused(format!(
        "{} is a link, but a build makes and removes files there\n  delete the link, then build again",
        folder.display()
    )))
}

/// Whether a file can be renamed from one to the other. Neither needs to exist yet.
fn same_file_system(one: &Path, other: &Path) -> bool {
    fn existing(path: &Path) -> Option<&Path> {
        path.ancestors().find(|p| p.exists())
    }
    let (Some(one), Some(other)) = (existing(one), existing(other)) else { return false };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Path| fs::metadata(path).ok().map(|m| m.dev());
        device(one).is_some() && device(one) == device(other)
    }
    #[cfg(not(unix))]
    {
        // Drives are the file systems a project meets here.
        one.components().next() == other.components().next()
    }
}
