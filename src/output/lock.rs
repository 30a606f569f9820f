//! One run at a time in an output folder, whatever project it comes from.
//!
//! The folder itself is locked by the system, which forgets the lock of a run that was killed: there is no file to leave
//! behind. A system that cannot lock a folder goes without; the lock of the project is still held there.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The lock of an output folder, held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    /// Folders that were made to be locked, the outermost first. Those still empty at the end go again.
    made: Vec<PathBuf>,
    _folder: Option<File>,
}

impl Lock {
    /// Locks `out`, which is made if it is not there.
    pub(super) fn on(out: &Path) -> Result<Self, Failure> {
        let missing = out.ancestors().take_while(|folder| !folder.exists());
        let mut made: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
        made.reverse();
        fs::create_dir_all(out).map_err(Failure::io("create the folder", out))?;
        let mut lock = Self { made, _folder: None };
        let Ok(folder) = File::open(out) else { return Ok(lock) };
        refuse_second(folder.try_lock(), out)?;
        lock._folder = Some(folder);
        Ok(lock)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        for folder in self.made.iter().rev() {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

/// Turns a lock that somebody else holds into a refusal. Where the file system has no locks the run goes on without.
pub(super) fn refuse_second(locked: Result<(), TryLockError>, out: &Path) -> Result<(), Failure> {
    match locked {
        Err(TryLockError::WouldBlock) => Err(Failure::Refused(format!(
            "another proofmark is writing to {}\n  wait until it has ended, then build again",
            out.display()
        ))),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}
