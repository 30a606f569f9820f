//! What a page is made of, as far as two runs can be compared: what every page may show, and what only some do.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use tera::Value;

use super::facet::{self, Facets};
use super::plan::{Job, Site};
use super::route::Routes;
use super::view::RepeatedView;
use crate::evidence::Survey;
use crate::ladder::Standing;
use crate::rule::Allowed;
use crate::scan::Tree;
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

/// What one page shows besides.
#[derive(Clone, Debug)]
pub enum Own {
    /// A study, where it stands, what it is repeated with, what is allowed in it, and the marks of those like it.
    Study(Arc<Study>, Standing, Option<RepeatedView>, Vec<Allowed>, Vec<(u64, &'static str)>),
    /// The marks of the entries of a list, and of how many these are.
    List(Vec<u64>, usize),
}

impl Own {
    /// Whether a page made of either would be the same.
    pub fn is(&self, other: &Own) -> bool {
        match (self, other) {
            (Own::Study(study, rung, repeated, allowed, like), Own::Study(s, r, p, a, l)) => {
                Arc::ptr_eq(study, s) && rung == r && repeated == p && allowed == a && like == l
            }
            (Own::List(marks, of), Own::List(m, o)) => marks == m && of == o,
            _ => false,
        }
    }
}

impl Site<'_> {
    /// What any page may show. The settings, what is locked and the templates are texts.
    pub fn circumstances(&self) -> Circumstances {
        let checked = self.checked;
        let text = |path: &str| checked.sources.at(path).map(|source| source.text.clone());
        let templates = checked.tree.templates.iter().map(|(_, file)| checked.sources.get(*file).text.clone());
        Circumstances {
            texts: ["site.toml", crate::lock::PATH].into_iter().filter_map(text).chain(templates).collect(),
            today: checked.today,
            draft: checked.draft,
            tree: Tree { studies: Vec::new(), pages: Vec::new(), ..checked.tree.clone() },
            survey: checked.survey.clone(),
            site: self.site.clone(),
            routes: self.routes.clone(),
            facets: self.facets.clone(),
        }
    }

    /// A mark for each entry: another entry has another.
    pub fn marks(&self) -> Vec<u64> {
        let mark = |entry: &Value| {
            let mut hasher = DefaultHasher::new();
            serde_json::to_vec(entry).unwrap_or_default().hash(&mut hasher);
            hasher.finish()
        };
        self.entries.par_iter().map(mark).collect()
    }

    /// What the pages of a job show besides; `None` where that cannot be told, and they must be made anew.
    pub fn own(&self, job: &Job, marks: &[u64]) -> Option<Own> {
        match job {
            Job::Study(at) => self.own_of_study(*at, marks),
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
        let studies = &self.checked.corpus.studies;
        let place = studies.binary_search_by(|study| study.path.cmp(&shown.study.path)).ok()?;
        let allowed = self.allowed.get(&shown.study.file).into_iter().flatten().map(|a| (*a).clone()).collect();
        let like = self.related.to(at, shown.study).into_iter().map(|(other, why)| (marks[other], why)).collect();
        Some(Own::Study(studies[place].clone(), shown.standing.clone(), self.repeated[at].clone(), allowed, like))
    }

    fn own_of_list(&self, number: usize, all: &[usize], marks: &[u64]) -> Own {
        let size = self.checked.config.page_size;
        Own::List(all.iter().skip((number - 1) * size).take(size).map(|at| marks[*at]).collect(), all.len())
    }
}
