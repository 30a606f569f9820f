//! Texts to quote from, where most of them have been put away.
//!
//! Findings are told in the order of their files, so that a few texts at a time are enough.

use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::{FileId, Source, Sources};

/// So many texts that were read again are kept: at least those of the findings that are told at once.
const KEPT: usize = 1024;

/// The texts of a run; those that were put away are read again when somebody quotes from them.
#[derive(Debug)]
pub struct Quotes<'a> {
    sources: &'a Sources,
    read: Mutex<VecDeque<Arc<Source>>>,
}

/// A file with its text.
#[derive(Clone, Debug)]
pub enum Quoted<'a> {
    /// One that is held.
    Held(&'a Source),
    /// One that was read again.
    Read(Arc<Source>),
}

impl Deref for Quoted<'_> {
    type Target = Source;
    fn deref(&self) -> &Source {
        match self {
            Quoted::Held(source) => source,
            Quoted::Read(source) => source,
        }
    }
}

impl<'a> Quotes<'a> {
    /// Nothing is read yet.
    pub fn of(sources: &'a Sources) -> Self {
        Self { sources, read: Mutex::default() }
    }

    /// The file with this id, with its text.
    pub fn get(&self, id: FileId) -> Quoted<'a> {
        let held = self.sources.get(id);
        if held.away.is_none() {
            return Quoted::Held(held);
        }
        let read = || self.read.lock().unwrap_or_else(PoisonError::into_inner);
        // The latest are the likeliest.
        if let Some(known) = read().iter().rev().find(|source| source.id == id) {
            return Quoted::Read(known.clone());
        }
        let source = Arc::new(self.sources.whole(id).into_owned());
        let mut read = read();
        if read.len() == KEPT {
            read.pop_front();
        }
        read.push_back(source.clone());
        Quoted::Read(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_were_put_away_are_quoted_from_and_stay_away() {
        let dir = tempfile::tempdir().unwrap();
        let mut sources = Sources::of(dir.path());
        let words = |n: usize| format!("the words of file {n}");
        let path = |n: usize| format!("{n}.md");
        let files: Vec<FileId> = (0..2 * KEPT)
            .map(|n| {
                std::fs::write(dir.path().join(path(n)), words(n)).unwrap();
                sources.insert(&path(n), words(n))
            })
            .collect();
        sources.put_away(&files[1..]);
        let quotes = Quotes::of(&sources);
        for _ in 0..2 {
            for (n, file) in files.iter().enumerate() {
                assert_eq!(*quotes.get(*file).text, *words(n));
            }
        }
        assert!(matches!(quotes.get(files[0]), Quoted::Held(_)));
        assert_eq!(quotes.read.lock().unwrap().len(), KEPT);
        assert!(sources.get(files[1]).text.is_empty());
    }
}
