//! What a page is made of, as far as two runs can be compared: what every page may show, and what only some do.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use tera::Value;

use super::facet::{self, Facets};
use super::find;
use super::plan::{Job, Site};
use super::route::Routes;
use super::view::{ListEntry, RepeatedView};
use crate::evidence::Survey;
use crate::ladder::Standing;
use crate::rule::Allowed;
use crate::scan::Tree;
use crate::source::FileId;
use crate::study::Study;

/// What any page may show. Another one, and every page may be another.
#[derive(Debug, PartialEq)]
pub struct Circumstances {
    texts: Vec<Arc<str>>,
    today: Date,
    draft: bool,
    tree: Tree,
    survey: Survey,
    site: Value,
    routes: Routes,
    facets: Facets,
}

/// List entries of the run before, and what they were made of.
#[derive(Debug, Default)]
pub struct Entries {
    of: Option<Circumstances>,
    known: HashMap<FileId, (Told, ListEntry)>,
}

/// What a study is to lists, too: the study, where it stands, what it is repeated with, what is allowed in it.
#[derive(Clone, Debug)]
pub struct Told(Arc<Study>, Standing, Option<RepeatedView>, Vec<Allowed>);

impl Told {
    fn is(&self, other: &Told) -> bool {
        let (Told(study, rung, repeated, allowed), Told(s, r, p, a)) = (self, other);
        Arc::ptr_eq(study, s) && rung == r && repeated == p && allowed == a
    }
}

impl Entries {
    /// What any page of the run before could show.
    pub fn circumstances(&self) -> Option<&Circumstances> {
        self.of.as_ref()
    }

    /// Keeps those of `site`.
    pub fn keep(&mut self, site: &Site<'_>, of: Circumstances) {
        let told = site.shown.iter().zip(&site.entries).enumerate();
        self.known = told.map(|(at, (shown, entry))| (shown.study.file, (site.told(at), entry.clone()))).collect();
        self.of = Some(of);
    }

    /// The entries that may stand as they are; none where anything is another that all of them show.
    pub(super) fn under<'a>(&'a self, site: &Site<'_>) -> Option<&'a Self> {
        let of = self.of.as_ref()?;
        let same = of.today == site.checked.today
            && of.draft == site.checked.draft
            && of.texts == site.texts()
            && of.facets == site.facets
            && of.routes == site.routes;
        same.then_some(self)
    }

    /// The entry of the study at `at`, if it would be made the same again.
    pub(super) fn get(&self, site: &Site<'_>, at: usize) -> Option<ListEntry> {
        let (told, entry) = self.known.get(&site.shown[at].study.file)?;
        told.is(&site.told(at)).then(|| entry.clone())
    }
}

/// What one page shows besides.
#[derive(Clone, Debug)]
pub enum Own {
    /// A study, what was found in it, and the marks of those like it.
    Study(Told, BTreeSet<&'static str>, Vec<(u64, &'static str)>),
    /// The marks of the entries of a list, and of how many these are.
    List(Vec<u64>, usize),
    /// Some studies, as data.
    Studies(Vec<Told>),
}

impl Own {
    /// Whether a page made of either would be the same.
    pub fn is(&self, other: &Own) -> bool {
        match (self, other) {
            (Own::Study(told, found, like), Own::Study(t, f, l)) => told.is(t) && found == f && like == l,
            (Own::List(marks, of), Own::List(m, o)) => marks == m && of == o,
            (Own::Studies(told), Own::Studies(t)) => told.len() == t.len() && told.iter().zip(t).all(|(a, b)| a.is(b)),
            _ => false,
        }
    }
}

impl Site<'_> {
    /// What any page may show. The settings, what is locked and the templates are texts.
    pub fn circumstances(&self) -> Circumstances {
        let checked = self.checked;
        Circumstances {
            texts: self.texts(),
            today: checked.today,
            draft: checked.draft,
            tree: Tree { studies: Vec::new(), pages: Vec::new(), ..checked.tree.clone() },
            survey: checked.survey.clone(),
            site: self.site.clone(),
            routes: self.routes.clone(),
            facets: self.facets.clone(),
        }
    }

    fn texts(&self) -> Vec<Arc<str>> {
        let checked = self.checked;
        let text = |path: &str| checked.sources.at(path).map(|source| source.text.clone());
        let templates = checked.tree.templates.iter().map(|(_, file)| checked.sources.get(*file).text.clone());
        ["site.toml", crate::lock::PATH].into_iter().filter_map(text).chain(templates).collect()
    }

    /// What the study at `at` is to lists.
    fn told(&self, at: usize) -> Told {
        let shown = &self.shown[at];
        let studies = &self.checked.corpus.studies;
        let place = studies.partition_point(|study| study.path < shown.study.path);
        let allowed = self.allowed_in(shown.study.file);
        Told(studies[place].clone(), shown.standing.clone(), self.repeated[at].clone(), allowed)
    }

    fn allowed_in(&self, file: FileId) -> Vec<Allowed> {
        self.allowed.get(&file).into_iter().flatten().map(|a| (*a).clone()).collect()
    }

    /// A mark for each entry: another entry has another.
    pub fn marks(&self) -> Vec<u64> {
        self.entries.par_iter().map(ListEntry::mark).collect()
    }

    /// What the pages of a job show besides; `None` where that cannot be told, and they must be made anew.
    pub fn own(&self, job: &Job, marks: &[u64]) -> Option<Own> {
        match job {
            Job::Study(at) => self.own_of_study(*at, marks),
            Job::Shard(number) => {
                let all = (0..self.shown.len()).skip(number * find::SHARD).take(find::SHARD);
                Some(Own::Studies(all.map(|at| self.told(at)).collect()))
            }
            // The home page of one study is its page.
            Job::Home(_) if self.shown.len() < 2 => None,
            Job::Home(number) => Some(self.own_of_list(*number, &(0..self.shown.len()).collect::<Vec<_>>(), marks)),
            Job::Facet(name, slug, number) => {
                let facet: &facet::Facet = self.facets.all().iter().find(|f| f.name == *name)?;
                Some(self.own_of_list(*number, &facet.values.get(slug)?.studies, marks))
            }
            _ => None,
        }
    }

    fn own_of_study(&self, at: usize, marks: &[u64]) -> Option<Own> {
        let shown = &self.shown[at];
        if !shown.study.is_alone() {
            return None;
        }
        let like = self.related.to(at).into_iter().map(|(other, why)| (marks[other], why)).collect();
        Some(Own::Study(self.told(at), self.found_in(shown.study.file), like))
    }

    fn own_of_list(&self, number: usize, all: &[usize], marks: &[u64]) -> Own {
        let size = self.checked.config.page_size;
        Own::List(all.iter().skip((number - 1) * size).take(size).map(|at| marks[*at]).collect(), all.len())
    }
}
