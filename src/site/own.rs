//! What a page is made of, as far as two runs can be compared: what every page may show, and what only some do.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use tera::Value;

use super::facet;
use super::find;
use super::outline::Outline;
use super::plan::{Job, Rules, Site, Whole};
use super::sitemap::Listed;
use super::view::{ListEntry, ListReference, RepeatedView};
use crate::evidence::Survey;
use crate::mark;
use crate::pipeline::{Checked, Placed};
use crate::rule::Allowed;
use crate::scan::Tree;
use crate::source::OfFiles;
use crate::study::Study;

/// What any page may show. Another one, and every page may be another.
#[derive(Debug)]
pub struct Circumstances {
    texts: Vec<Arc<str>>,
    today: Date,
    draft: bool,
    tree: Tree,
    survey: Survey,
    site: Value,
    /// Its addresses and facets.
    whole: Arc<Whole>,
}

impl PartialEq for Circumstances {
    fn eq(&self, other: &Self) -> bool {
        self.today == other.today
            && self.draft == other.draft
            && are_alike(&self.whole, &other.whole)
            && self.texts == other.texts
            && self.tree == other.tree
            && self.survey == other.survey
            && self.site == other.site
    }
}

/// Whether links lead the same ways.
fn are_alike(one: &Arc<Whole>, other: &Arc<Whole>) -> bool {
    Arc::ptr_eq(one, other) || one.facets == other.facets && one.routes == other.routes
}

/// What the run before made of each study for lists, and of all of them for the plan.
#[derive(Debug, Default)]
pub struct Entries {
    of: Option<Circumstances>,
    known: OfFiles<Known>,
    outline: Option<Outline>,
}

/// What was made of a study for lists.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) told: Arc<Told>,
    pub(super) entry: ListEntry,
    pub(super) reference: Option<ListReference>,
}

/// What a study is to lists, too: the study, where it stands, what it is repeated with, what is allowed in it.
#[derive(Clone, Debug)]
pub struct Told(Arc<Study>, Arc<Placed>, Option<Arc<RepeatedView>>, Vec<Allowed>);

impl Told {
    fn is(&self, other: &Told) -> bool {
        let (Told(study, placed, repeated, allowed), Told(s, p, r, a)) = (self, other);
        Arc::ptr_eq(study, s)
            && (Arc::ptr_eq(placed, p) || placed.standing == p.standing)
            && (repeated.as_ref().map(Arc::as_ptr) == r.as_ref().map(Arc::as_ptr) || repeated == r)
            && allowed == a
    }
}

impl Entries {
    /// What any page of the run before could show.
    pub fn circumstances(&self) -> Option<&Circumstances> {
        self.of.as_ref()
    }

    /// Keeps those of `site`.
    pub fn keep(&mut self, site: &mut Site<'_>, of: Circumstances) {
        let mut references = site.references.iter();
        let known = site.shown.iter().zip(&site.entries).zip(&site.told).map(|((shown, entry), told)| {
            let reference = if shown.takes_calls() { references.next().cloned() } else { None };
            (shown.study.file, Known { told: told.clone(), entry: entry.clone(), reference })
        });
        self.known = known.collect();
        self.of = Some(of);
        self.outline = site.outline.take();
    }

    /// Makes the next plan anew.
    pub(crate) fn forget_whole(&mut self) {
        self.outline = None;
    }

    /// What the plan of the run before was made of.
    pub(super) fn outline(&self) -> Option<&Outline> {
        self.outline.as_ref()
    }

    /// The plan of the run before, if it was made of the same.
    pub(super) fn whole(&self, outline: &Outline) -> Option<Arc<Whole>> {
        let same = self.outline.as_ref()?.is(outline);
        same.then(|| Some(self.of.as_ref()?.whole.clone()))?
    }

    /// The entries that may stand as they are; none where anything is another that all of them show.
    pub(super) fn under<'a>(&'a self, site: &Site<'_>) -> Option<&'a Self> {
        let of = self.of.as_ref()?;
        let same = of.today == site.checked.today
            && of.draft == site.checked.draft
            && are_alike(&of.whole, &site.whole)
            && of.texts == texts(site.checked);
        same.then_some(self)
    }

    /// What a study is in lists, if it would be made the same again.
    pub(super) fn get(&self, told: &Told) -> Option<Known> {
        self.known.get(&told.0.file).filter(|known| known.told.is(told)).cloned()
    }
}

/// Marks of what stands in lists: another one has another.
#[derive(Debug, Default)]
pub struct Marks {
    entries: Vec<u64>,
    references: Vec<u64>,
}

/// What one page shows besides.
#[derive(Clone, Debug)]
pub enum Own {
    /// Nothing.
    Nothing,
    /// A study, what was found in it, and the marks of those like it.
    Study(Arc<Told>, Rules, Vec<(u64, &'static str)>),
    /// Marks of what stands in a list, and of how much this is a part.
    List(Vec<u64>, usize),
    /// Some studies, as data.
    Studies(Vec<Arc<Told>>),
    /// Addresses.
    Addresses(Arc<Whole>),
}

impl Own {
    /// Whether a page made of either would be the same.
    pub fn is(&self, other: &Own) -> bool {
        let listed = |whole: &Arc<Whole>| -> *const Listed { whole.listed.as_ptr() };
        match (self, other) {
            (Own::Nothing, Own::Nothing) => true,
            (Own::Study(told, found, like), Own::Study(t, f, l)) => are_told(told, t) && found == f && like == l,
            (Own::List(marks, of), Own::List(m, o)) => marks == m && of == o,
            (Own::Studies(told), Own::Studies(t)) => {
                told.len() == t.len() && told.iter().zip(t).all(|(a, b)| are_told(a, b))
            }
            (Own::Addresses(whole), Own::Addresses(w)) => {
                listed(whole) == listed(w) || whole.listed == w.listed && whole.jobs == w.jobs
            }
            _ => false,
        }
    }
}

/// Whether two are told the same.
fn are_told(one: &Arc<Told>, other: &Arc<Told>) -> bool {
    Arc::ptr_eq(one, other) || one.is(other)
}

/// The settings, what is locked, and the templates.
pub(super) fn texts(checked: &Checked) -> Vec<Arc<str>> {
    let text = |path: &str| checked.sources.at(path).map(|source| source.text.clone());
    let templates = checked.tree.templates.iter().map(|(_, file)| checked.sources.get(*file).text.clone());
    ["site.toml", crate::lock::PATH].into_iter().filter_map(text).chain(templates).collect()
}

impl Site<'_> {
    /// What any page may show. The settings, what is locked and the templates are texts.
    pub fn circumstances(&self) -> Circumstances {
        let checked = self.checked;
        Circumstances {
            texts: texts(checked),
            today: checked.today,
            draft: checked.draft,
            tree: checked.tree.without_documents(),
            survey: checked.survey.clone(),
            site: self.site.clone(),
            whole: self.whole.clone(),
        }
    }

    /// What the study at `at` is to lists.
    pub(super) fn tell(&self, at: usize) -> Told {
        let (study, placed) = self.shown[at].kept;
        let allowed = self.allowed.get(&study.file).into_iter().flatten().map(|a| (*a).clone()).collect();
        Told(study.clone(), placed.clone(), self.repeated[at].clone(), allowed)
    }

    /// A mark for each entry and each reference.
    pub fn marks(&self) -> Marks {
        Marks {
            entries: self.entries.par_iter().map(ListEntry::mark).collect(),
            references: self.references.par_iter().map(ListReference::mark).collect(),
        }
    }

    /// What the pages of a job show besides; `None` where that cannot be told, and they must be made anew.
    pub fn own(&self, job: &Job, marks: &Marks) -> Option<Own> {
        let size = self.checked.config.page_size;
        match job {
            Job::Study(at) => self.own_of_study(*at, marks),
            Job::Shard(number) => Some(self.own_of_studies((number * find::SHARD..self.shown.len()).take(find::SHARD))),
            // The home page of one study is its page.
            Job::Home(_) if self.shown.len() < 2 => None,
            Job::Home(number) => Some(own_of_list(*number, size, &marks.entries)),
            Job::Facet(name, slug, number) => {
                let facet: &facet::Facet = self.facets.all().iter().find(|f| f.name == *name)?;
                let all = &facet.values.get(slug)?.studies;
                let page = all.iter().skip((number - 1) * size).take(size);
                Some(Own::List(page.map(|at| marks.entries[*at]).collect(), all.len()))
            }
            Job::References(number) => Some(own_of_list(*number, size, &marks.references)),
            Job::Hesitations(number) => Some(self.own_of_hesitations(*number, marks)),
            Job::Feed => {
                let newest = super::feed::newest(self);
                let alone = newest.iter().all(|(at, _)| self.shown[*at].study.is_alone());
                alone.then(|| self.own_of_studies(newest.into_iter().map(|(at, _)| at)))
            }
            Job::Sitemap(_) | Job::Redirects => Some(Own::Addresses(self.whole.clone())),
            Job::Facets | Job::Index(_) | Job::HowWeKnow | Job::NotFound | Job::Redirect(..) => Some(Own::Nothing),
            Job::Robots | Job::Card | Job::Headers => Some(Own::Nothing),
            Job::Plain(_) | Job::Llms => None,
        }
    }

    fn own_of_studies(&self, of: impl Iterator<Item = usize>) -> Own {
        Own::Studies(of.map(|at| self.told[at].clone()).collect())
    }

    fn own_of_study(&self, at: usize, marks: &Marks) -> Option<Own> {
        let shown = &self.shown[at];
        if !shown.study.is_alone() {
            return None;
        }
        let like = self.related.to(at).into_iter().map(|(other, why)| (marks.entries[other], why)).collect();
        Some(Own::Study(self.told[at].clone(), self.found_in(shown.study.file).into(), like))
    }

    /// A hesitation is told in the words of the first who had it.
    fn own_of_hesitations(&self, number: usize, marks: &Marks) -> Own {
        let mut own = Vec::new();
        for (begun, shown, all) in self.hesitations.page(number, self.checked.config.page_size) {
            let told = all.first().and_then(|first| self.shown[*first].study.meta.hesitation.as_ref());
            own.extend([mark::of(told.map_or("", |told| &told.text)), all.len() as u64, begun as u64]);
            own.extend(shown.iter().map(|at| marks.entries[*at]));
        }
        Own::List(own, self.hesitations.studies())
    }
}

fn own_of_list(number: usize, size: usize, marks: &[u64]) -> Own {
    let from = ((number - 1) * size).min(marks.len());
    Own::List(marks[from..marks.len().min(from + size)].to_vec(), marks.len())
}
