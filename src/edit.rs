//! Writes what users own: the files of a new project, a new study, the page of a CI step. Never over a file that is
//! there, never half a file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::failure::Failure;

/// Makes a file with its folders. Fails with [`Failure::Refused`] when something is there already.
///
/// The text is written beside its place and then given its name in one step, so that a killed run leaves no half file.
pub fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(Failure::io("create the folder", folder))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let made = write_new(&draft, text).and_then(|()| name_once(&draft, path));
    // The draft is ours whatever happened; when it is gone already there is nothing to clean.
    let _ = fs::remove_file(&draft);
    made.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::Refused(format!("{} is there already\n  nothing was written over it", path.display()))
        }
        _ => Failure::Io { doing: "write", path: path.to_owned(), source: error },
    })
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

/// Gives a file its final name, and fails when the name is taken.
fn name_once(draft: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(draft, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // A file system without links: look, then rename.
            if path.symlink_metadata().is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(draft, path)
        }
        linked => linked,
    }
}

/// Makes files below `dir`, in this order. When one cannot be made, those made before it go again.
pub fn create_all(dir: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    for (at, (path, text)) in files.iter().enumerate() {
        if let Err(failure) = create(&dir.join(path), text) {
            for (made, _) in &files[..at] {
                let _ = fs::remove_file(dir.join(made));
            }
            return Err(failure);
        }
    }
    Ok(())
}

/// Adds to the end of a file, which is made if it is not there.
pub fn append(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = OpenOptions::new().append(true).create(true).open(path).map_err(Failure::io("open", path))?;
    file.write_all(text.as_bytes()).map_err(Failure::io("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b.md");
        create(&path, "one").unwrap();
        assert!(matches!(create(&path, "two"), Err(Failure::Refused(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(fs::read_dir(dir.path().join("a")).unwrap().count(), 1, "the draft was left behind");
    }
}
