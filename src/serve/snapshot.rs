//! One state of the site, as it is served.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::render::Taken;
use crate::scan;
use crate::site::OutPath;

/// Every file of the site, and what is to be said beside it.
#[derive(Debug)]
pub struct Snapshot {
    /// The site's path on its host: empty, or `/sub/path`.
    base: String,
    files: BTreeMap<OutPath, Served>,
}

/// A file that is served.
#[derive(Clone, Debug)]
pub(super) struct Served {
    pub(super) what: What,
    /// Another file has another, as far as an open page can see.
    pub(super) mark: u64,
}

/// Where the bytes are.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Here.
    Bytes(Arc<[u8]>),
    /// In a file of the project.
    Copy(PathBuf),
}

/// What there is at an address.
pub(super) enum Found<'a> {
    File(&'a OutPath, &'a Served),
    /// A folder without its slash; a static host sends to the address with it.
    Folder,
    Nothing,
}

impl Snapshot {
    /// A state of the site at `base`.
    pub fn new(base: &str, files: BTreeMap<OutPath, Taken>) -> Self {
        let serve = |taken| {
            let (what, mark) = match taken {
                Taken::Bytes(bytes) => {
                    let mark = mark(&bytes);
                    (What::Bytes(bytes.into()), mark)
                }
                Taken::Copy(from) => {
                    let mark = mark(&scan::stamp(&from));
                    (What::Copy(from), mark)
                }
            };
            Served { what, mark }
        };
        let files = files.into_iter().map(|(path, taken)| (path, serve(taken))).collect();
        Self { base: base.to_owned(), files }
    }

    /// The site's path on its host: empty, or `/sub/path`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// What there is at the path of a request, decoded.
    pub(super) fn at(&self, path: &str) -> Found<'_> {
        let Some(local) = path.strip_prefix(&self.base).filter(|rest| rest.is_empty() || rest.starts_with('/')) else {
            return Found::Nothing;
        };
        // Only names of the plan are looked up, so nothing outside of it can be reached; but `a//b` is not `a/b`.
        if local.split('/').skip(1).any(|part| part == "." || part == "..") || local.contains(['\\', '\0']) {
            return Found::Nothing;
        }
        if local.is_empty() {
            return Found::Folder;
        }
        let page = OutPath::page(local);
        match self.files.get_key_value(&page) {
            Some((path, served)) if !local.contains("//") => Found::File(path, served),
            _ if self.files.contains_key(&OutPath::page(&format!("{local}/"))) => Found::Folder,
            _ => Found::Nothing,
        }
    }

    /// The page for wrong addresses.
    pub(super) fn not_found(&self) -> Option<&Served> {
        self.files.get(&OutPath::new("404.html"))
    }

    /// What an open page at `path` shows now: its own mark, or that of the page for wrong addresses.
    pub(super) fn mark_at(&self, path: &str) -> u64 {
        match self.at(path) {
            Found::File(_, served) => served.mark,
            Found::Folder | Found::Nothing => self.not_found().map_or(0, |served| served.mark),
        }
    }
}

impl What {
    /// The bytes; `None` when a file of the project is gone.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            What::Bytes(bytes) => Some(bytes.to_vec()),
            What::Copy(from) => scan::bytes(Path::new(""), &from.to_string_lossy()).ok(),
        }
    }
}

fn mark(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}
