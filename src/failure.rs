//! What stops the program, as opposed to what is wrong in the content: one failure is reported, and the exit code is 2.

use std::path::PathBuf;
use std::{fmt, io};

/// Trouble with the machine or the call.
#[derive(Debug)]
pub enum Failure {
    /// No `site.toml` here or in any folder above.
    NotAProject(PathBuf),
    /// The file system said no.
    Io {
        /// What was being done, such as `read` or `create the folder`.
        doing: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The call cannot be carried out; says why and what to do, in whole sentences.
    Refused(String),
}

impl Failure {
    /// For `map_err`: names what was being done to which path.
    pub fn io(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Failure {
        let path = path.into();
        move |source| Failure::Io { doing, path, source }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::NotAProject(dir) => write!(
                f,
                "no site.toml in {} or any folder above it\n  run `proofmark init` to start a project here, or go to one",
                dir.display()
            ),
            Failure::Io { doing, path, source } => write!(f, "cannot {doing} {}: {source}", path.display()),
            Failure::Refused(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Failure {}
