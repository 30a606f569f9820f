//! Writes what users own: the files of a new project, a new study, fixes, the page of a CI step. Never over words that
//! the caller has not seen, never half a file.

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

/// Writes `after` in place of `before`, in one step; permissions stay. Fails with [`Failure::Refused`] when the file does
/// not hold `before`, byte for byte, or may not be written.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), Failure> {
    // Where the path is a link, what it points to is written, and the link stays.
    let real = path.canonicalize().map_err(Failure::io("find", path))?;
    let refused = |why: &str| Failure::Refused(format!("{} {why}\n  it was left as it is", path.display()));
    if fs::read(&real).map_err(Failure::io("read", path))? != before.as_bytes() {
        return Err(refused("is not what was checked: it changed meanwhile, or is not UTF-8"));
    }
    let permissions = fs::metadata(&real).map_err(Failure::io("read", path))?.permissions();
    if permissions.readonly() {
        return Err(refused("is read-only"));
    }
    let folder = real.parent().unwrap_or(Path::new("."));
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = write_new(&draft, after)
        .and_then(|()| fs::set_permissions(&draft, permissions))
        .and_then(|()| fs::rename(&draft, &real));
    if written.is_err() {
        let _ = fs::remove_file(&draft);
    }
    written.map_err(Failure::io("write", path))
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

    #[test]
    fn only_what_was_seen_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.md");
        fs::write(&path, "one").unwrap();
        assert!(matches!(replace(&path, "two", "three"), Err(Failure::Refused(_))));
        replace(&path, "one", "two\r\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\r\n");
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(replace(&path, "two\r\n", "three"), Err(Failure::Refused(_))));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "the draft was left behind");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (path, link) = (dir.path().join("a.md"), dir.path().join("link.md"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        replace(&link, "one", "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
