//! Which folders may be an output folder.

use std::path::{Component, Path, PathBuf};

use crate::failure::Failure;
use crate::scan;

/// Folders of a project that hold what somebody wrote.
const RESERVED: &[&str] = &["content", "themes", "static", ".git", ".github", ".proofmark"];

/// The folder's real path. Refuses one that holds the project or a part of it, and one that is no folder.
pub(super) fn resolve(root: &Path, out: &Path) -> Result<PathBuf, Failure> {
    let root = root.canonicalize().map_err(Failure::io("open", root))?;
    if let Ok(found) = out.symlink_metadata() {
        if found.is_symlink() {
            return Err(refused(out, "is a link", "name the folder it leads to, in `output` of site.toml or --output"));
        }
        if !found.is_dir() {
            return Err(refused(out, "is a file", "give a folder"));
        }
    }
    let real = real(out)?;
    if root.starts_with(&real) {
        let what = if root == real { "is the project's own folder" } else { "holds the project" };
        return Err(refused(&real, what, "give a folder of its own, such as public"));
    }
    if let Ok(inside) = real.strip_prefix(&root)
        && let Some(Component::Normal(first)) = inside.components().next()
        && RESERVED.iter().any(|name| first.eq_ignore_ascii_case(name))
    {
        let what = format!("is in the project's {}", first.to_string_lossy());
        return Err(refused(out, &what, "give a folder of its own, such as public"));
    }
    Ok(real)
}

/// Refuses a folder that holds something, since nobody can tell whose it is. What git keeps beside a deployed site
/// does not count, nor what a killed run of ours left.
pub(super) fn must_be_empty(out: &Path) -> Result<(), Failure> {
    if !out.exists() {
        return Ok(());
    }
    let names = scan::names(out)?;
    let counts = |name: &&String| !name.starts_with(".git") && !name.starts_with(".proofmark");
    match names.iter().find(counts) {
        None => Ok(()),
        Some(first) => Err(Failure::Refused(format!(
            "the output folder {} holds files that no build of proofmark made, such as {first}\n  \
             empty it, or give another folder with --output or `output` in site.toml",
            out.display()
        ))),
    }
}

/// A file of somebody else's stands where ours should go.
pub(super) fn not_ours(path: &Path) -> Failure {
    Failure::Refused(format!(
        "{} was not made by a build, but a page is to be written there\n  move it away, then build again; nothing was changed",
        path.display()
    ))
}

/// A build would take another project's pages away.
pub(super) fn of_another(out: &Path, address: &str) -> Failure {
    Failure::Refused(format!(
        "{} holds the site of another project, which is published at {address}\n  \
         give another folder with --output or `output` in site.toml; if it is this project, moved and renamed, delete \
         the folder, then build again",
        out.display()
    ))
}

fn refused(out: &Path, what: &str, help: &str) -> Failure {
    Failure::Refused(format!("{} cannot be the output folder: it {what}\n  {help}", out.display()))
}

/// The path with links resolved as far as it exists. `..` behind what does not exist is taken by its words.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    let mut real = PathBuf::new();
    let mut parts = path.components();
    let whole = parts.as_path();
    if let Ok(found) = whole.canonicalize() {
        return Ok(found);
    }
    let Some(last) = parts.next_back() else {
        return Path::new(".").canonicalize().map_err(Failure::io("open", "."));
    };
    real.push(self::real(parts.as_path())?);
    match last {
        Component::Normal(name) => real.push(name),
        Component::ParentDir => {
            real.pop();
        }
        _ => {}
    }
    Ok(real)
}
