//! Private files as text: evidence and notes of interviews, to be compared with what is published.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use rayon::prelude::*;

use super::{Stamp, Tree, head, stamp};

/// So much of one file is read, in bytes.
pub const OF_ONE: u64 = 4 * 1024 * 1024;

/// So much of all of them, the first by path.
pub const OF_ALL: u64 = 64 * 1024 * 1024;

/// So much of two files is compared at once.
const BLOCK: usize = 64 * 1024;

/// The words of a private file. Where it is no UTF-8 they hold replacement characters.
#[derive(Clone, Debug)]
pub struct PrivateText {
    /// From the root.
    pub path: String,
    /// The text, or its beginning.
    pub text: String,
}

/// Reads the private files that are text: those that `is_text` says are by their name, then others that are UTF-8 and hold
/// no zero byte. Each is read up to [`OF_ONE`], all of them up to [`OF_ALL`]. What cannot be read is passed over: whether
/// it is there is another question.
pub fn private(root: &Path, tree: &Tree, is_text: impl Fn(&str) -> bool) -> Vec<PrivateText> {
    let mut left = OF_ALL;
    let mut listed = Vec::new();
    let (known, others): (Vec<_>, Vec<_>) = sizes(root, tree).into_iter().partition(|(path, _)| is_text(path));
    for (path, size, known) in
        known.into_iter().map(|(p, s)| (p, s, true)).chain(others.into_iter().map(|(p, s)| (p, s, false)))
    {
        let take = size.min(OF_ONE).min(left);
        left -= take;
        listed.push((path, take, known));
    }
    let read = |(path, take, known): (String, u64, bool)| {
        let bytes = head(root, &path, take).ok()?;
        (known || is_plain(&bytes)).then(|| PrivateText { path, text: String::from_utf8_lossy(&bytes).into_owned() })
    };
    listed.into_par_iter().filter_map(read).collect()
}

/// Every private file and its size in bytes, by its path from the root.
pub fn sizes(root: &Path, tree: &Tree) -> Vec<(String, u64)> {
    let evidence = tree.evidence.iter().map(|path| format!("content/evidence/{path}"));
    let notes = tree.interview_files.iter().map(|path| format!("content/interviews/{path}"));
    let size = |path: String| {
        let found = std::fs::metadata(root.join(&path)).ok().filter(std::fs::Metadata::is_file)?;
        Some((path, found.len()))
    };
    evidence.chain(notes).filter_map(size).collect()
}

/// The state of every private file, by its path from the root.
pub fn private_stamps(root: &Path, tree: &Tree) -> Vec<(String, Option<Stamp>)> {
    let evidence = tree.evidence.iter().map(|path| format!("content/evidence/{path}"));
    let notes = tree.interview_files.iter().map(|path| format!("content/interviews/{path}"));
    let paths: Vec<String> = evidence.chain(notes).collect();
    paths.into_par_iter().map(|path| (path.clone(), stamp(&root.join(path)))).collect()
}

/// Whether bytes are text, whatever their name says; the last character may be cut off.
pub fn is_plain(bytes: &[u8]) -> bool {
    let whole = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    whole && !bytes.contains(&0)
}

/// Whether two files hold the same bytes. What cannot be read is the same as nothing.
pub fn is_same(root: &Path, one: &str, other: &str) -> bool {
    let open = |path: &str| File::open(root.join(path)).map(|file| BufReader::with_capacity(BLOCK, file));
    let (Ok(mut one), Ok(mut other)) = (open(one), open(other)) else { return false };
    loop {
        let (Ok(a), Ok(b)) = (one.fill_buf(), other.fill_buf()) else { return false };
        let length = a.len().min(b.len());
        if a[..length] != b[..length] {
            return false;
        }
        if length == 0 {
            return a.len() == b.len();
        }
        one.consume(length);
        other.consume(length);
    }
}
