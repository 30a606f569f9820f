//! Which findings are shown: all, or those in the files and folders that were named.

use std::path::{Component, Path, PathBuf};

use crate::failure::Failure;
use crate::pipeline::Checked;
use crate::written::nearest;

/// Files and folders from the project's root, with `/`; none means the whole project.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    paths: Vec<String>,
    written: Vec<PathBuf>,
    cwd: PathBuf,
}

impl Scope {
    /// Reads what was written in the call, from `cwd`. A path outside the project is refused.
    pub fn new(root: &Path, cwd: &Path, written: &[PathBuf]) -> Result<Self, Failure> {
        let mut paths = Vec::new();
        for path in written {
            // A file that is gone has no real path; its words still tell which one was meant.
            let whole = cwd.join(path);
            let real = whole.canonicalize().unwrap_or_else(|_| tidy(&whole));
            let Ok(inside) = real.strip_prefix(root) else {
                return Err(Failure::Refused(format!(
                    "{} is not in the project at {}\n  use -C to check another project",
                    path.display(),
                    root.display()
                )));
            };
            paths.push(inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"));
        }
        Ok(Self { paths, written: written.to_vec(), cwd: cwd.to_owned() })
    }

    /// Whether everything is shown.
    pub fn is_whole(&self) -> bool {
        self.paths.is_empty()
    }

    /// Whether findings in `path` are shown.
    pub fn covers(&self, path: &str) -> bool {
        self.is_whole() || self.paths.iter().any(|p| within(p, path))
    }

    /// Refuses a path that does not exist, and paths that all hold nothing: an empty answer would read as praise.
    pub fn must_cover_something(&self, checked: &Checked, root: &Path) -> Result<(), Failure> {
        let known: Vec<&str> = checked.sources.iter().map(|s| &*s.path).collect();
        for (path, written) in self.paths.iter().zip(&self.written) {
            if root.join(path).exists() {
                continue;
            }
            let near = nearest(path, known.iter().copied());
            let help = match near.filter(|near| !near.is_empty()) {
                Some(near) => format!("did you mean {}?", super::Places::new(root, &self.cwd).show(near)),
                None => "give a study, a page or a folder of them".to_owned(),
            };
            return Err(Failure::Refused(format!("there is no file or folder {}\n  {help}", written.display())));
        }
        if self.is_whole() || known.iter().any(|path| self.covers(path)) {
            return Ok(());
        }
        let named: Vec<String> = self.written.iter().map(|p| p.display().to_string()).collect();
        Err(Failure::Refused(format!(
            "nothing in {} is checked\n  texts are read from content/studies, content/pages, site.toml and the theme's templates",
            named.join(", ")
        )))
    }
}

/// Whether `path` is `folder` or stands below it.
fn within(folder: &str, path: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Takes `.` and `..` out of an absolute path by its words alone.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_covers_what_is_below_it_and_nothing_beside_it() {
        assert!(within("content/studies", "content/studies/a.md"));
        assert!(within("content/studies/a.md", "content/studies/a.md"));
        assert!(within("", "site.toml"));
        assert!(!within("content/studies/a", "content/studies/a.md"));
    }

    #[test]
    fn dots_are_taken_out() {
        assert_eq!(tidy(Path::new("/a/b/../c/./d")), Path::new("/a/c/d"));
    }
}
