//! A customer took their consent back: their study leaves the output at once, even when the rest cannot be built.
//!
//! Removed are all our files below `/studies/<slug>/`: the study, its brief, its images, its twin; the pages at its old
//! addresses, which do nothing but lead to it; and the feed, if it holds the study, because readers copy the customer's
//! words out of it. Other pages may still name it: the home page, lists, other studies. They are whole pages of the last
//! good state, and taking them away would take the site away; they are told instead, and the next build without an error
//! writes them anew, with a feed.
//!
//! A study is found by its slug, which is its path: one whose file was renamed since the last build without errors stands
//! below its old slug until the next one, because nothing here remembers whose page that was.

use std::fs;
use std::path::Path;

use memchr::memmem;

use super::lock::Lock;
use super::manifest::Manifest;
use super::staging::Staging;
use super::{place, remove_files};
use crate::failure::Failure;
use crate::site::OutPath;

/// Where the feed is, from the output folder.
const FEED: &str = "atom.xml";

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
    let _lock = Lock::on(&out)?;
    let Some(mut manifest) = Manifest::read(&out)? else { return Ok(withdrawal) };
    let theirs = Theirs::new(withdrawn, others);
    withdrawal.removed = manifest.paths().filter(|path| theirs.holds(path)).map(str::to_owned).collect();
    if withdrawal.removed.is_empty() {
        return Ok(withdrawal);
    }
    for path in manifest.paths().filter(|path| !theirs.holds(path)) {
        let bytes = fs::read(out.join(OutPath::new(path).to_path())).unwrap_or_default();
        if theirs.is_named_in(&bytes) {
            let gone = path == FEED || leads_elsewhere(&bytes);
            let list = if gone { &mut withdrawal.removed } else { &mut withdrawal.still_named };
            list.push(path.to_owned());
        }
    }
    withdrawal.removed.sort();
    let staging = Staging::open(root, &out)?;
    let paths: Vec<&str> = withdrawal.removed.iter().map(String::as_str).collect();
    remove_files(&out, &paths)?;
    for path in &paths {
        manifest.forget(path);
    }
    manifest.write(&out, &staging)?;
    Ok(withdrawal)
}

/// Where withdrawn studies live, from the output folder, and where others do.
struct Theirs {
    folders: Vec<String>,
    others: Vec<String>,
}

impl Theirs {
    fn new(withdrawn: &[&str], others: &[&str]) -> Self {
        let folders = |slugs: &[&str]| slugs.iter().map(|slug| format!("studies/{slug}/")).collect();
        Self { folders: folders(withdrawn), others: folders(others) }
    }

    /// Whether the path belongs to a withdrawn study, and to no other below it.
    fn holds(&self, path: &str) -> bool {
        let longest = |folders: &[String]| {
            folders.iter().filter(|folder| path.starts_with(*folder)).map(String::len).max().unwrap_or(0)
        };
        longest(&self.folders) > longest(&self.others)
    }

    /// Whether the bytes hold a link to a withdrawn study. Every link holds the path from the site's root.
    fn is_named_in(&self, bytes: &[u8]) -> bool {
        let holds = |at: usize| {
            let end = |byte: &u8| byte.is_ascii_whitespace() || b"\"'#?<>&".contains(byte);
            let length = bytes[at..].iter().position(end).unwrap_or(bytes.len() - at);
            self.holds(&String::from_utf8_lossy(&bytes[at..at + length]))
        };
        self.folders.iter().any(|folder| memmem::find_iter(bytes, folder.as_bytes()).any(holds))
    }
}

/// Whether a page does nothing but lead to another.
fn leads_elsewhere(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"http-equiv=\"refresh\"").is_some()
}
