//! Pages of the run before, for those that would be made the same again.
//!
//! A page is made of what every page may show and of what is its own. Where the first is another than it was, all pages
//! are made anew; else those whose own is another.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::links::Seen;
use crate::site::{Entries, Job, Marks, OutPath, Own, Site};

/// Pages of the run before, and what they were made of.
#[derive(Debug, Default)]
pub struct Memo {
    /// Entries of lists, and what all pages may show.
    pub entries: Entries,
    marks: Marks,
    made: FxHashMap<Job, Arc<Made>>,
}

/// What came of one job, and what it was made of.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) own: Own,
    pub(super) files: Vec<(OutPath, Arc<[u8]>)>,
    /// Pictures and their drawings: whether to paint them is for whoever takes them.
    pub(super) pictures: Vec<(OutPath, Arc<str>)>,
    pub(super) seen: Vec<Arc<Seen>>,
}

impl Memo {
    /// Begins a run over `site`.
    pub(super) fn begin(&mut self, site: &mut Site<'_>) {
        let now = site.circumstances();
        if self.entries.circumstances() != Some(&now) {
            self.made.clear();
        }
        self.entries.keep(site, now);
        self.marks = site.marks();
    }

    /// What a job is made of, and its pages if they would be the same.
    pub(super) fn find(&self, site: &Site<'_>, job: &Job) -> (Option<Own>, Option<Arc<Made>>) {
        let own = site.own(job, &self.marks);
        let made = own.as_ref().and_then(|own| self.made.get(job).filter(|made| made.own.is(own)).cloned());
        (own, made)
    }

    /// Keeps the pages of this run, and no others.
    pub(super) fn keep(&mut self, made: impl Iterator<Item = (Job, Arc<Made>)>) {
        self.made = made.collect();
    }
}
