//! A customer took their consent back: their study leaves the output at once, even when the rest cannot be built.
//!
//! Removed are all our files below `/studies/<slug>/`: the study, its brief, its images, its twin. Other pages may
//! still name it: the home page, lists, the feed, other studies. They are whole pages of the last good state, and
//! taking them away would take the site away; they are told instead, and the next build without an error writes them
//! anew.

use std::fs;
use std::path::Path;

use super::manifest::Manifest;
use super::staging::Staging;
use super::{place, remove_files};
use crate::failure::Failure;
use crate::site::OutPath;

/// What was done about withdrawn studies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withdrawal {
    /// Files that were removed, from the output folder.
    pub removed: Vec<String>,
    /// Files that still point at a study that was removed in this run.
    pub still_named: Vec<String>,
}

/// Removes the studies with these slugs from the output folder, if one of our builds put them there. `others` are the
/// slugs of all other studies: `old/northwind` stands below `old` and stays when that one goes.
pub fn remove_withdrawn(root: &Path, out: &Path, withdrawn: &[&str], others: &[&str]) -> Result<Withdrawal, Failure> {
    let mut withdrawal = Withdrawal::default();
    if withdrawn.is_empty() || !out.is_dir() {
        return Ok(withdrawal);
    }
    let out = place::resolve(root, out)?;
    let Some(mut manifest) = Manifest::read(&out)? else { return Ok(withdrawal) };
    let folder_of = |slug: &&str| format!("studies/{slug}/");
    let folders: Vec<String> = withdrawn.iter().map(folder_of).collect();
    let others: Vec<String> = others.iter().map(folder_of).collect();
    let longest = |folders: &[String], path: &str| {
        folders.iter().filter(|folder| path.starts_with(*folder)).map(String::len).max().unwrap_or(0)
    };
    let is_theirs = |path: &&str| longest(&folders, path) > longest(&others, path);
    withdrawal.removed = manifest.paths().filter(is_theirs).map(str::to_owned).collect();
    if withdrawal.removed.is_empty() {
        return Ok(withdrawal);
    }
    let staging = Staging::open(root, &out)?;
    let paths: Vec<&str> = withdrawal.removed.iter().map(String::as_str).collect();
    remove_files(&out, &paths)?;
    for path in &paths {
        manifest.forget(path);
    }
    manifest.write(&out, &staging)?;
    for path in manifest.paths() {
        let place = out.join(OutPath::new(path).to_path());
        let bytes = fs::read(&place).unwrap_or_default();
        if folders.iter().any(|folder| names(&bytes, folder)) {
            withdrawal.still_named.push(path.to_owned());
        }
    }
    Ok(withdrawal)
}

/// Whether the bytes hold a link to `folder`.
fn names(bytes: &[u8], folder: &str) -> bool {
    bytes.windows(folder.len()).any(|window| window == folder.as_bytes())
}
