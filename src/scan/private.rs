//! Private files as text: evidence and notes of interviews, to be compared with what is published.

use std::path::Path;

use rayon::prelude::*;

use super::{Tree, head};

/// So much of one file is read, in bytes.
pub const OF_ONE: u64 = 4 * 1024 * 1024;

/// So much of all of them, the first by path.
pub const OF_ALL: u64 = 64 * 1024 * 1024;

/// The words of a private file. Where it is no UTF-8 they hold replacement characters.
#[derive(Clone, Debug)]
pub struct PrivateText {
    /// From the root.
    pub path: String,
    /// The text, or its beginning.
    pub text: String,
    /// There is more than was read.
    pub cut: bool,
}

/// Reads the private files that are `wanted` by their name, each up to [`OF_ONE`], all of them up to [`OF_ALL`]. What
/// cannot be read is passed over: whether it is there is another question.
pub fn private(root: &Path, tree: &Tree, wanted: impl Fn(&str) -> bool) -> Vec<PrivateText> {
    let evidence = tree.evidence.iter().map(|path| format!("content/evidence/{path}"));
    let notes = tree.interview_files.iter().map(|path| format!("content/interviews/{path}"));
    let mut left = OF_ALL;
    let mut listed = Vec::new();
    for path in evidence.chain(notes).filter(|path| wanted(path)) {
        let Ok(found) = std::fs::metadata(root.join(&path)) else { continue };
        if found.is_file() {
            let take = found.len().min(OF_ONE).min(left);
            left -= take;
            listed.push((path, take, found.len() > take));
        }
    }
    let read = |(path, take, cut): (String, u64, bool)| {
        let bytes = head(root, &path, take).ok()?;
        Some(PrivateText { path, text: String::from_utf8_lossy(&bytes).into_owned(), cut })
    };
    listed.into_par_iter().filter_map(read).collect()
}
