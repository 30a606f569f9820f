//! Whose site an output folder holds.
//!
//! Goes in: where the project is, seen from the folder, and the address of its site. Two builds are of one project when
//! either is the same: a project may be moved, and a site may get another address. When neither is, a build would take
//! another project's pages away.

use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::hex;

/// A project, as its output folder remembers it. Where it is is kept as a hash: the folder may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    place: String,
    address: String,
}

impl Owner {
    /// The project in `root`, whose site is published at `address`. Both folders are real paths.
    pub(super) fn new(root: &Path, out: &Path, address: &str) -> Self {
        let way: Vec<_> =
            way(out, root).components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        let place = hex(&Sha256::digest(way.join("/"))[..8]);
        Self { place, address: address.replace(char::is_whitespace, "") }
    }

    /// Reads what [`Self::words`] wrote.
    pub(super) fn read(words: &str) -> Option<Self> {
        let (place, address) = words.split_once(' ')?;
        Some(Self { place: place.to_owned(), address: address.to_owned() })
    }

    pub(super) fn words(&self) -> String {
        format!("{} {}", self.place, self.address)
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn is_same_project(&self, other: &Owner) -> bool {
        self.place == other.place || self.address == other.address
    }
}

/// The way from one folder to another, relative where there is one.
fn way(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_known_by_its_place_or_its_address() {
        let at = |root: &str, out: &str, address: &str| Owner::new(Path::new(root), Path::new(out), address);
        let ours = at("/a/site", "/a/site/public", "https://a.example");
        assert!(ours.is_same_project(&at("/b/moved", "/b/moved/public", "https://other.example")), "moved as a whole");
        assert!(ours.is_same_project(&at("/x", "/a/site/public", "https://a.example")), "the same site");
        assert!(!ours.is_same_project(&at("/a/other", "/a/site/public", "https://other.example")));
        assert_eq!(Owner::read(&ours.words()), Some(ours));
        assert_eq!(way(Path::new("/a/site/public"), Path::new("/a/site")), Path::new(".."));
        assert_eq!(way(Path::new("/www"), Path::new("/a/site")), Path::new("../a/site"));
    }
}
