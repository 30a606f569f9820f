//! What one run leaves to the next, so that a save costs what it changed.
//!
//! Every part is kept together with all that it was made of, and used again only where all of that is the same. It is the
//! same run with fewer steps, not another one: a run with an empty memo is a cold one.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Options, Placed};
use crate::evidence::{Record, Survey};
use crate::finding::Finding;
use crate::guard::{self, Guard};
use crate::ladder::Vault;
use crate::render;
use crate::rule::{self, Cx};
use crate::scan::{Entry, Texts, Tree};
use crate::source::{FileId, OfFiles, Source, Sources};
use crate::study::{Document, Names, Page, Study};

/// What a run leaves to the next.
#[derive(Debug, Default)]
pub struct Memo {
    /// Texts of files.
    pub texts: Texts,
    names: Names,
    studies: Known<Study>,
    pages: Known<Page>,
    settled: Settled,
    judged: Judged,
    /// Finished pages, where the next run may want them.
    pub(super) pages_made: Option<render::Memo>,
    said: guard::Before,
    /// Nothing private was seen in the finished pages, which the same guard need not look at again.
    clean: bool,
}

/// Studies as they were read, and with the figures of their files.
#[derive(Debug, Default)]
struct Settled {
    by: Survey,
    studies: OfFiles<(Arc<Study>, Arc<Study>)>,
}

/// Documents as they were read.
type Known<T> = OfFiles<Arc<Parsed<T>>>;

/// A document, what it was read from, and what was found in reading.
#[derive(Debug)]
struct Parsed<T> {
    file: FileId,
    path: Arc<str>,
    text: Arc<str>,
    slug: String,
    unreadable: bool,
    document: Arc<T>,
    found: Vec<Finding>,
}

impl<T> Parsed<T> {
    /// Whether it would be read the same again.
    fn is_of(&self, source: &Source, entry: &Entry) -> bool {
        let same_text = Arc::ptr_eq(&self.text, &source.text) || self.text == source.text;
        same_text && self.path == source.path && self.slug == entry.slug && self.unreadable == entry.unreadable
    }
}

impl Memo {
    /// One that keeps finished pages too, for a program that makes them again and again.
    pub fn of_pages() -> Self {
        Self { pages_made: Some(render::Memo::default()), ..Self::default() }
    }

    /// Whether there is a next run to keep anything for.
    pub(super) fn keeps(&self) -> bool {
        self.pages_made.is_some()
    }

    /// What the guard may know of the run before.
    pub(super) fn of_guard(&mut self) -> &mut guard::Before {
        self.said.keeps = self.keeps();
        if self.texts.are_not_all() {
            self.said.forget();
        }
        &mut self.said
    }

    /// Whether the guard found nothing in the pages of the run before, and is the same.
    pub(super) fn is_clean(&self) -> bool {
        self.clean
    }

    /// What the guard saw in this run.
    pub(super) fn seen(&mut self, nothing: bool) {
        self.clean = nothing;
    }

    /// What was read where other names made claims ours does not count.
    pub(super) fn under_names(&mut self, names: &Names) {
        if self.names != *names {
            self.names = names.clone();
            self.studies.clear();
            self.pages.clear();
        }
    }

    /// Reads every study that is another than it was.
    pub(super) fn read_studies(
        &mut self,
        entries: &[Entry],
        sources: &Sources,
        parse: impl Fn(&Entry, &mut Vec<Finding>) -> Study + Sync,
        found: &mut Vec<Finding>,
    ) -> Vec<Arc<Study>> {
        let keeps = self.keeps();
        read(entries, sources, &mut self.studies, keeps, parse, found)
    }

    /// Reads every page that is another than it was.
    pub(super) fn read_pages(
        &mut self,
        entries: &[Entry],
        sources: &Sources,
        parse: impl Fn(&Entry, &mut Vec<Finding>) -> Page + Sync,
        found: &mut Vec<Finding>,
    ) -> Vec<Arc<Page>> {
        let keeps = self.keeps();
        read(entries, sources, &mut self.pages, keeps, parse, found)
    }
}

/// Reads in parallel, joined in the order of the files.
fn read<T: Send + Sync>(
    entries: &[Entry],
    sources: &Sources,
    known: &mut Known<T>,
    keeps: bool,
    parse: impl Fn(&Entry, &mut Vec<Finding>) -> T + Sync,
    found: &mut Vec<Finding>,
) -> Vec<Arc<T>> {
    let parsed: Vec<Arc<Parsed<T>>> = entries
        .par_iter()
        .map(|entry| {
            let source = sources.get(entry.file);
            match known.get(&entry.file) {
                Some(before) if before.is_of(source, entry) => before.clone(),
                _ => {
                    let mut found = Vec::new();
                    let document = Arc::new(parse(entry, &mut found));
                    let (file, path, text) = (entry.file, source.path.clone(), source.text.clone());
                    let (slug, unreadable) = (entry.slug.clone(), entry.unreadable);
                    Arc::new(Parsed { file, path, text, slug, unreadable, document, found })
                }
            }
        })
        .collect();
    found.extend(parsed.iter().flat_map(|parsed| parsed.found.iter().cloned()));
    let documents = parsed.iter().map(|parsed| parsed.document.clone()).collect();
    if keeps {
        *known = parsed.into_iter().map(|parsed| (parsed.file, parsed)).collect();
    }
    documents
}

/// What was made of each document alone: its place in the run, and the findings of checks that look at nothing else.
#[derive(Debug, Default)]
struct Judged {
    of: Option<Shared>,
    guard: Option<Arc<Guard>>,
    placed: OfFiles<(Arc<Study>, Arc<Placed>)>,
    studies: OfFiles<(Arc<Study>, rule::Known)>,
    across: rule::Before,
}

/// What a document is judged by besides its own words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shared {
    settings: Arc<str>,
    lock: Option<Arc<str>>,
    base_url: Option<String>,
    today: Date,
    draft: bool,
    tree: Tree,
    survey: Survey,
    vault: Vault,
    /// Private files that are here: hash and size.
    present: BTreeMap<String, (String, u64)>,
}

impl Shared {
    /// All of it: the texts of `site.toml` and `proof.lock`, what the call says, and what is there.
    pub(super) fn new(
        settings: &Arc<str>,
        lock: Option<Arc<str>>,
        options: &Options,
        tree: &Tree,
        survey: &Survey,
        vault: &Vault,
    ) -> Self {
        // Which documents there are matters to those only that point at others, and these are never taken from here.
        let tree = tree.without_documents();
        Self {
            settings: settings.clone(),
            lock,
            base_url: options.base_url.clone(),
            today: options.today,
            draft: options.draft,
            tree,
            survey: survey.clone(),
            vault: vault.clone(),
            present: BTreeMap::new(),
        }
    }

    /// With the private files that are here, which are held against the lock.
    pub(super) fn with_present(mut self, present: &BTreeMap<String, (String, u64)>) -> Self {
        self.present = present.clone();
        self
    }
}

impl Memo {
    /// Begins a run under these circumstances: under others nothing of before holds.
    pub(super) fn under(&mut self, shared: Shared) {
        if self.keeps() && self.judged.of.as_ref() != Some(&shared) {
            self.judged = Judged { of: Some(shared), ..Judged::default() };
        }
    }

    /// Gives each study the figures that follow from its files.
    pub(super) fn settle(&mut self, studies: &mut [Arc<Study>], survey: &Survey) {
        let keeps = self.keeps();
        if keeps && self.settled.by != *survey {
            self.settled = Settled { by: survey.clone(), studies: OfFiles::default() };
        }
        let known = &self.settled.studies;
        let settled: Vec<Option<(Arc<Study>, Arc<Study>)>> = studies
            .par_iter()
            .map(|study| {
                let has_figures = |r: &Record| matches!(survey.figures(study.file, &r.id.value), Some(Ok(_)));
                if !study.asks_for_files() || !study.meta.evidence.iter().any(has_figures) {
                    return None;
                }
                if let Some((before, settled)) = known.get(&study.file).filter(|(before, _)| Arc::ptr_eq(before, study))
                {
                    return Some((before.clone(), settled.clone()));
                }
                let mut settled = (**study).clone();
                settled.settle(survey);
                Some((study.clone(), Arc::new(settled)))
            })
            .collect();
        self.settled.studies.clear();
        for (study, (read, settled)) in studies.iter_mut().zip(settled).filter_map(|(s, pair)| Some((s, pair?))) {
            if keeps {
                self.settled.studies.insert(study.file, (read, settled.clone()));
            }
            *study = settled;
        }
    }

    /// What is private decides what is found in a document, too.
    pub(super) fn guarded(&mut self, guard: &Arc<Guard>) {
        let before = self.judged.guard.as_ref();
        if before.is_none_or(|before| !Arc::ptr_eq(before, guard)) {
            let finds_the_same = before.is_some_and(|before| before.finds_the_same(guard));
            // Of the same words nothing is found where nothing was; what was found may have to be told otherwise.
            let stands = |found: &Arc<Vec<Finding>>| finds_the_same && found.is_empty();
            self.judged.studies.values_mut().for_each(|(_, found)| found.private = found.private.take().filter(stands));
            self.clean &= finds_the_same;
        }
        self.judged.guard = Some(guard.clone());
    }

    /// Where each study stands, in order.
    pub(super) fn placed(
        &mut self,
        studies: &[Arc<Study>],
        place: impl Fn(&Study) -> Placed + Sync,
    ) -> Vec<Arc<Placed>> {
        let known = &self.judged.placed;
        let placed: Vec<Arc<Placed>> = studies
            .par_iter()
            .map(|study| match known.get(&study.file) {
                Some((before, placed)) if Arc::ptr_eq(before, study) => placed.clone(),
                _ => Arc::new(place(study)),
            })
            .collect();
        if self.keeps() {
            let kept = studies.iter().zip(&placed).map(|(study, placed)| (study.file, (study.clone(), placed.clone())));
            self.judged.placed = kept.collect();
        }
        placed
    }

    /// Runs every check; those of a document alone only where it is another. What was found in a study by `early` is not
    /// looked for again.
    pub(super) fn check(&mut self, cx: &Cx<'_>, mut early: OfFiles<Vec<Finding>>) -> Vec<Finding> {
        self.judged.across.keeps = self.keeps();
        let known = &self.judged.studies;
        let before = |document: Document<'_>| {
            let Document::Study(study) = document else { return rule::Known::default() };
            if let Some(own) = early.get(&study.file) {
                return rule::Known { own: Some(own.clone().into()), private: None };
            }
            match known.get(&study.file) {
                Some((same, found)) if std::ptr::eq(Arc::as_ptr(same), study) && study.is_alone() => found.clone(),
                _ => rule::Known::default(),
            }
        };
        let checked = rule::check(cx, &before, &mut self.judged.across);
        early.clear();
        if self.keeps() {
            let kept = cx.corpus.studies.iter().zip(&checked.studies).filter(|(study, _)| study.is_alone());
            self.judged.studies = kept.map(|(study, found)| (study.file, (study.clone(), found.known()))).collect();
        }
        checked.into_findings()
    }
}
