//! A customer took their consent back: their study leaves the output at once, even when the rest cannot be built.
//!
//! Removed are all our files below `/studies/<slug>/`: the study, its brief, its images, its twin; the pages at its old
//! addresses, which do nothing but lead to it; and the feed, if it holds the study, because readers copy the customer's
//! words out of it. A study that was published under another name is known by the fingerprints that the manifest keeps of
//! each study's folder; where an older build left none, by its words on a page that belongs to no other study.
//!
//! Other pages may still name it: the home page, lists, other studies. A build without an error writes them anew. Where
//! there is one, [`still_named`] tells them, the caller makes them without it as far as they can be made, and [`replace`]
//! puts those into place and removes the others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use memchr::memmem;
use sha2::{Digest, Sha256};

use super::lock::Lock;
use super::manifest::{Entry, Manifest, close_journal};
use super::naming::Naming;
use super::owner::Owner;
use super::staging::Staging;
use super::{elsewhere, hex, place, remove_files};
use crate::failure::Failure;
use crate::site::OutPath;

/// Where the feed is, from the output folder.
const FEED: &str = "atom.xml";

/// Whose study leaves.
#[derive(Clone, Debug, Default)]
pub struct Leaving {
    /// The slugs of withdrawn studies, in files and in addresses.
    pub slugs: BTreeSet<String>,
    /// The slugs of all other studies: `old/northwind` stands below `old` and stays when that one goes.
    pub others: BTreeSet<String>,
    /// By what withdrawn studies are known under another name.
    pub prints: BTreeSet<String>,
    /// What may stand on no page any more.
    pub naming: Naming,
}

/// A folder that may hold the site of a project.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// The project.
    pub root: &'a Path,
    /// The folder.
    pub out: &'a Path,
    /// The address at which the site is published.
    pub address: &'a str,
}

impl Home<'_> {
    /// What one of our builds made there. Another project's folder is not touched, and neither is what no build made.
    fn manifest(&self, out: &Path) -> Result<Option<Manifest>, Failure> {
        let root = self.root.canonicalize().map_err(Failure::io("open", self.root))?;
        let ours = Owner::new(&root, out, self.address);
        let is_ours = |manifest: &Manifest| manifest.owner().is_none_or(|owner| owner.is_same_project(&ours));
        Ok(Manifest::read(out)?.filter(is_ours))
    }
}

/// Removes studies from the output folder, if one of our builds put them there, and what is kept of them beside it. Gives
/// the files that were removed, from the output folder.
pub fn remove_withdrawn(home: Home<'_>, leaving: &Leaving) -> Result<Vec<String>, Failure> {
    let Home { root, out, .. } = home;
    if leaving.slugs.is_empty() || !out.is_dir() {
        return Ok(Vec::new());
    }
    let out = place::resolve(root, out)?;
    let _lock = Lock::on(&out)?;
    let Some(mut manifest) = home.manifest(&out)? else { return Ok(Vec::new()) };
    let theirs = Theirs::new(leaving, &manifest, |path| bytes_of(&out, path));
    let mut removed: Vec<String> = manifest.paths().filter(|path| theirs.holds(path)).map(str::to_owned).collect();
    if removed.is_empty() {
        return Ok(removed);
    }
    for path in manifest.paths().filter(|path| !theirs.holds(path)) {
        let bytes = bytes_of(&out, path);
        if theirs.is_linked_in(&bytes) && (path == FEED || leads_elsewhere(&bytes)) {
            removed.push(path.to_owned());
        }
    }
    removed.sort();
    elsewhere::forget(root);
    take_out(root, &out, &mut manifest, removed.iter().map(String::as_str))?;
    Ok(removed)
}

/// Files of ours that hold a link to a withdrawn study, or its words.
pub fn still_named(home: Home<'_>, leaving: &Leaving) -> Result<BTreeSet<OutPath>, Failure> {
    let Some((out, manifest)) = ours(home)?.filter(|_| !leaving.slugs.is_empty()) else {
        return Ok(BTreeSet::new());
    };
    let theirs = Theirs::new(leaving, &manifest, |path| bytes_of(&out, path));
    let names = |path: &&str| {
        let bytes = bytes_of(&out, path);
        theirs.is_linked_in(&bytes) || leaving.naming.is_in(path, &bytes)
    };
    Ok(manifest.paths().filter(names).map(OutPath::new).collect())
}

/// Every file of ours.
pub fn pages(home: Home<'_>) -> Result<BTreeSet<OutPath>, Failure> {
    Ok(ours(home)?.map_or(BTreeSet::new(), |(_, manifest)| manifest.paths().map(OutPath::new).collect()))
}

/// By what the study was known that is published at this slug; nothing, when none is.
pub fn known_by(home: Home<'_>, slug: &str) -> Result<BTreeSet<String>, Failure> {
    let folder = format!("studies/{slug}/");
    let of =
        |manifest: &Manifest| manifest.studies().find(|(known, _)| *known == folder).map(|(_, prints)| prints.clone());
    Ok(ours(home)?.and_then(|(_, manifest)| of(&manifest)).unwrap_or_default())
}

/// Files of ours that hold a link to one of these pages.
pub fn linking_to(home: Home<'_>, pages: &BTreeSet<OutPath>) -> Result<BTreeSet<OutPath>, Failure> {
    // The home page itself is linked from everywhere, and by no path of its own.
    let folders: Vec<&str> = pages.iter().filter_map(|page| page.as_str().strip_suffix("index.html")).collect();
    let folders: Vec<&str> = folders.into_iter().filter(|folder| !folder.is_empty()).collect();
    let Some((out, manifest)) = ours(home)?.filter(|_| !folders.is_empty()) else { return Ok(BTreeSet::new()) };
    let links = |path: &&str| {
        let bytes = bytes_of(&out, path);
        folders.iter().any(|folder| memmem::find(&bytes, folder.as_bytes()).is_some())
    };
    Ok(manifest.paths().filter(links).map(OutPath::new).collect())
}

/// The output folder and its manifest, if one of our builds made it.
fn ours(home: Home<'_>) -> Result<Option<(PathBuf, Manifest)>, Failure> {
    if !home.out.is_dir() {
        return Ok(None);
    }
    let out = place::resolve(home.root, home.out)?;
    Ok(home.manifest(&out)?.map(|manifest| (out, manifest)))
}

fn bytes_of(out: &Path, path: &str) -> Vec<u8> {
    fs::read(out.join(OutPath::new(path).to_path())).unwrap_or_default()
}

/// Puts files into place that were made anew, and removes `gone`. Other files stay as they are. Says how many changed.
pub fn replace(home: Home<'_>, made: &BTreeMap<OutPath, Vec<u8>>, gone: &BTreeSet<OutPath>) -> Result<usize, Failure> {
    let root = home.root;
    let out = place::resolve(root, home.out)?;
    let _lock = Lock::on(&out)?;
    let Some(mut manifest) = home.manifest(&out)? else { return Ok(0) };
    let staging = Staging::open(root, &out)?;
    let entry = |bytes: &Vec<u8>| Entry { size: bytes.len() as u64, hash: hex(Sha256::digest(bytes).as_slice()) };
    let is_there =
        |path: &OutPath, bytes: &Vec<u8>| fs::read(out.join(path.to_path())).is_ok_and(|there| there == *bytes);
    let new: Vec<_> = made.iter().filter(|(path, bytes)| !is_there(path, bytes)).collect();
    let known = manifest.clone();
    new.iter().for_each(|(path, bytes)| manifest.remember(path.as_str(), entry(bytes)));
    known.and(&manifest).open_journal(&out, &staging)?;
    for (path, bytes) in &new {
        let place = out.join(path.to_path());
        fs::rename(staging.put(bytes)?, &place).map_err(Failure::io("write", &place))?;
    }
    manifest.write(&out, &staging)?;
    close_journal(&out)?;
    drop(staging);
    if !gone.is_empty() {
        take_out(root, &out, &mut manifest, gone.iter().map(OutPath::as_str))?;
    }
    Ok(new.len() + gone.len())
}

fn take_out<'a>(
    root: &Path,
    out: &Path,
    manifest: &mut Manifest,
    paths: impl Iterator<Item = &'a str>,
) -> Result<(), Failure> {
    let staging = Staging::open(root, out)?;
    let paths: Vec<&str> = paths.collect();
    manifest.open_journal(out, &staging)?;
    for path in &paths {
        manifest.forget(path);
    }
    manifest.write(out, &staging)?;
    remove_files(out, &paths)?;
    close_journal(out)
}

/// Where withdrawn studies live, from the output folder, and where others do.
struct Theirs {
    folders: BTreeSet<String>,
    others: BTreeSet<String>,
}

impl Theirs {
    fn new(leaving: &Leaving, manifest: &Manifest, read: impl Fn(&str) -> Vec<u8>) -> Self {
        let folders = |slugs: &BTreeSet<String>| slugs.iter().map(|slug| format!("studies/{slug}/")).collect();
        let mut theirs = Self { folders: folders(&leaving.slugs), others: folders(&leaving.others) };
        for (folder, prints) in manifest.studies() {
            if !prints.is_disjoint(&leaving.prints) && !theirs.others.contains(folder) {
                theirs.folders.insert(folder.to_owned());
            }
        }
        let known: BTreeSet<&str> = manifest.studies().map(|(folder, _)| folder).collect();
        for path in manifest.paths() {
            let Some(folder) = path.strip_suffix("index.html").filter(|f| f.starts_with("studies/")) else { continue };
            let nobodys = !theirs.others.iter().any(|other| folder.starts_with(other)) && !known.contains(folder);
            if nobodys && !theirs.holds(path) && leaving.naming.is_in(path, &read(path)) {
                theirs.folders.insert(folder.to_owned());
            }
        }
        theirs
    }

    /// Whether the path belongs to a withdrawn study, and to no other below it. `studies/a.md` is beside its folder.
    fn holds(&self, path: &str) -> bool {
        let beside = path.rsplit_once('.').map(|(stem, _)| format!("{stem}/"));
        if beside.is_some_and(|folder| self.folders.contains(&folder) && !self.others.contains(&folder)) {
            return true;
        }
        let longest = |folders: &BTreeSet<String>| {
            folders.iter().filter(|folder| path.starts_with(*folder)).map(String::len).max().unwrap_or(0)
        };
        longest(&self.folders) > longest(&self.others)
    }

    /// Whether the bytes hold a link to a withdrawn study. Every link holds the path from the site's root.
    fn is_linked_in(&self, bytes: &[u8]) -> bool {
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
