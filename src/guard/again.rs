//! What an earlier run knows: which private words each study holds, and the guard that was made of all of it.
//!
//! The guard of the run before stands while the studies that changed did so in their bodies alone and hold the same private
//! words as before, and nothing else changed that it is made of.

use std::sync::Arc;

use super::fold::Format;
use super::index::Index;
use super::place::folded;
use super::said::Said;
use super::{Guard, Known, customer};
use crate::ladder::LeftOut;
use crate::scan::{self, Stamp, Tree};
use crate::source::{FileId, OfFiles, Sources};
use crate::study::{Document, Page, Study, split};

/// What an earlier run knows.
#[derive(Debug, Default)]
pub struct Before {
    /// Nothing is kept where no run follows.
    pub keeps: bool,
    /// These were looked for in the studies. Without them there is nothing to keep.
    index: Option<Arc<Index>>,
    said: OfFiles<(Arc<str>, Arc<Said>)>,
    /// The private files as they are now, looked at before they are read.
    now: Vec<(String, Option<Stamp>)>,
    last: Option<Last>,
}

/// The guard of the run before, and what it was made of besides.
#[derive(Debug)]
struct Last {
    guard: Arc<Guard>,
    studies: Vec<Arc<Study>>,
    /// Their texts.
    of_studies: Vec<Arc<str>>,
    pages: Vec<Arc<Page>>,
    left_out: OfFiles<LeftOut>,
    tree: Tree,
    texts: Vec<Arc<str>>,
    private: Vec<(String, Option<Stamp>)>,
}

impl Before {
    /// Makes the next guard anew: a private file may be another, whatever its stamp.
    pub(crate) fn forget(&mut self) {
        self.last = None;
    }

    /// Looks at the private files, without reading them.
    pub(super) fn look_at(&mut self, known: Known<'_>) {
        self.now = scan::private_stamps(known.root, known.tree);
    }

    /// The guard of the run before, if this run would make the same.
    pub(super) fn same(&mut self, known: Known<'_>) -> Option<Arc<Guard>> {
        let last = self.last.as_ref()?;
        let corpus = known.corpus;
        let same_pages = corpus.pages.len() == last.pages.len()
            && corpus.pages.iter().zip(&last.pages).all(|(now, then)| Arc::ptr_eq(now, then));
        let same_files = corpus.studies.len() == last.studies.len()
            && corpus.studies.iter().zip(&last.studies).all(|(now, then)| now.file == then.file);
        let same_ground = last.private == self.now
            && last.left_out == *known.left_out
            && last.texts == texts(known)
            && last.tree == known.tree.without_documents();
        if !same_pages || !same_files || !same_ground {
            return None;
        }
        let mut texts = last.of_studies.clone();
        for (at, now) in corpus.studies.iter().enumerate() {
            let (then, was) = (&last.studies[at], &last.of_studies[at]);
            if Arc::ptr_eq(now, then) {
                continue;
            }
            let text = known.sources.get(now.file).text.clone();
            let is_alike =
                front(&text).is_some() && front(&text) == front(was) && customer::uses_the_same(then, now, corpus);
            if !is_alike || known.left_out.contains_key(&now.file) {
                return None;
            }
            if let Some(index) = &self.index {
                let published = folded(&known.published(&Document::Study(now)), Format::Markdown);
                let said = Arc::new(Said::of(&published.bytes, index));
                let before = self.said.insert(now.file, (text.clone(), said.clone()));
                if before.is_none_or(|(_, before)| before != said) {
                    return None;
                }
            }
            texts[at] = text;
        }
        let last = self.last.as_mut()?;
        last.studies.clone_from(&corpus.studies);
        last.of_studies = texts;
        Some(last.guard.clone())
    }

    /// Keeps a guard, and what it was made of.
    pub(super) fn remember(&mut self, known: Known<'_>, guard: &Arc<Guard>) {
        self.last = Some(Last {
            guard: guard.clone(),
            studies: known.corpus.studies.clone(),
            of_studies: known.corpus.studies.iter().map(|study| known.sources.get(study.file).text.clone()).collect(),
            pages: known.corpus.pages.clone(),
            left_out: known.left_out.clone(),
            tree: known.tree.without_documents(),
            texts: texts(known),
            private: std::mem::take(&mut self.now),
        });
    }

    /// Forgets what other words were looked for in.
    pub(super) fn look_for(&mut self, index: &Index) {
        if self.keeps && !self.index.as_ref().is_some_and(|before| before.finds_the_same(index)) {
            self.said.clear();
            self.index = Some(Arc::new(index.clone()));
        }
    }

    /// Nothing private is known, so nothing was looked for.
    pub(super) fn look_for_nothing(&mut self) {
        self.index = None;
        self.said.clear();
    }

    pub(super) fn said(&self, file: FileId, text: &Arc<str>) -> Option<Arc<Said>> {
        let (same, said) = self.said.get(&file)?;
        Arc::ptr_eq(same, text).then(|| said.clone())
    }

    pub(super) fn keep<'a>(&mut self, said: impl Iterator<Item = (FileId, &'a Arc<Said>)>, sources: &Sources) {
        if self.keeps {
            self.said = said.map(|(file, said)| (file, (sources.get(file).text.clone(), said.clone()))).collect();
        }
    }
}

/// The front matter as it is written, and where: of the same, the same is read, at the same places.
fn front(text: &str) -> Option<(usize, &str)> {
    split(text).front.map(|range| (range.start, &text[range]))
}

/// The settings and the templates.
fn texts(known: Known<'_>) -> Vec<Arc<str>> {
    let templates = known.tree.templates.iter().map(|(_, file)| *file);
    let files = std::iter::once(known.config.top.file).chain(templates);
    files.map(|file| known.sources.get(file).text.clone()).collect()
}
