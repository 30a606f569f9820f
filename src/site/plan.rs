//! Which pages there are, and where.
//!
//! Goes in: the project, read and judged. Comes out: every address of the site and the list of jobs to render; what is
//! wrong with the addresses is a finding.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use smallvec::SmallVec;
use tera::Value;

use super::facet::Facets;
use super::hesitation::Hesitations;
use super::mark::Anchors;
use super::outline::Outline;
use super::own::{Entries, Known, Told};
use super::related::Related;
use super::route::{Media, Routes};
use super::sitemap::Listed;
use super::view::{ListEntry, ListReference, Making, Numerals, RepeatedView};
use super::{OutPath, media, name};
use crate::finding::Finding;
use crate::ladder::{self, Standing};
use crate::pipeline::{Checked, Placed};
use crate::rule::Allowed;
use crate::source::{FileId, OfFiles};
use crate::study::{Document, Page, Study};

/// A study that is shown.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The study.
    pub study: &'a Study,
    /// Where it stands.
    pub standing: &'a Standing,
    /// The two as they are kept from run to run.
    pub(super) kept: (&'a Arc<Study>, &'a Arc<Placed>),
    /// Its name in addresses.
    pub slug: Cow<'a, str>,
    /// Its page, from the site's root.
    pub address: String,
}

impl Shown<'_> {
    /// Whether its customer takes a call.
    pub(super) fn takes_calls(&self) -> bool {
        self.study.meta.reference.as_ref().is_some_and(|reference| reference.open)
    }

    /// The day it last changed, else the day it was first published.
    pub fn changed(&self) -> Option<Date> {
        let meta = &self.study.meta;
        meta.updated.as_ref().or(meta.date.as_ref()).map(|d| d.value)
    }
}

/// One piece of rendering work.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Job {
    /// A page of the list of all studies, from 1.
    Home(usize),
    /// A study and its brief.
    Study(usize),
    /// A page of the studies that share a value: facet, value's slug, page from 1.
    Facet(&'static str, String, usize),
    /// All facets.
    Facets,
    /// Which studies have which value of a facet, as data.
    Index(&'static str),
    /// Some of the studies as data, from 0.
    Shard(usize),
    /// A page of those who take a call, from 1.
    References(usize),
    /// A page of what nearly stopped them, from 1.
    Hesitations(usize),
    /// The rungs, the rules, coverage.
    HowWeKnow,
    /// A plain page.
    Plain(usize),
    /// Nothing here.
    NotFound,
    /// An old address and where it went.
    Redirect(String, String),
    /// `atom.xml`.
    Feed,
    /// `robots.txt`.
    Robots,
    /// The picture of the site for link previews.
    Card,
    /// `llms.txt`.
    Llms,
    /// `_headers`.
    Headers,
    /// `_redirects`.
    Redirects,
    /// A file of the sitemap; 0 is `sitemap.xml`.
    Sitemap(usize),
}

/// Where a file that is published as it is comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whence {
    /// The project: a path from the root.
    Project(String),
    /// The embedded theme.
    Embedded(&'static [u8]),
    /// A drawing of the project: what could run or fetch is left out. Its path, and the document that shows it.
    Drawing(String, FileId),
    /// Made for this site.
    Made(Vec<u8>),
}

/// The whole site, before anything is rendered.
#[derive(Debug)]
pub struct Site<'a> {
    /// The project.
    pub checked: &'a Checked,
    /// Studies in the order of the site.
    pub shown: Vec<Shown<'a>>,
    /// Plain pages with their addresses, by weight, then title.
    pub plain: Vec<(&'a Page, String)>,
    pub(super) whole: Arc<Whole>,
    /// What that was made of, where another run may ask.
    pub(super) outline: Option<Outline>,
    /// What each study is to lists, in the order of the site.
    pub(super) told: Vec<Arc<Told>>,
    /// List entries, in the same order.
    pub(super) entries: Vec<ListEntry>,
    /// Who takes a call, in the same order.
    pub(super) references: Vec<ListReference>,
    /// What was allowed, by file.
    pub(super) allowed: OfFiles<Vec<&'a Allowed>>,
    /// The rules that found something, allowed or not, by file.
    found: OfFiles<Rules>,
    pub(super) site: Value,
}

/// What is made of all documents together.
#[derive(Clone, Debug)]
pub struct Whole {
    /// What is to be rendered.
    pub jobs: Vec<Job>,
    /// What is published as it is.
    pub files: BTreeMap<OutPath, Whence>,
    /// Addresses that search engines may know, with the day of the last change.
    pub(super) listed: Vec<Listed>,
    /// Every address, for links.
    pub(crate) routes: Routes,
    /// Links to the theme's style sheets and scripts, by the names they have in the theme.
    pub(super) assets: BTreeMap<&'static str, String>,
    pub(super) facets: Facets,
    pub(super) related: Related,
    pub(super) hesitations: Hesitations,
    /// For each study, what it is repeated with.
    pub(super) repeated: Vec<Option<Arc<RepeatedView>>>,
}

impl Deref for Site<'_> {
    type Target = Whole;

    fn deref(&self) -> &Whole {
        &self.whole
    }
}

/// Rules by name, each once.
pub(super) type Rules = SmallVec<[&'static str; 4]>;

/// How many addresses one sitemap may hold.
pub(super) const SITEMAP: usize = 50_000;

/// Plans the site. What the run before left in `before` is taken from there, where it would be made the same again.
pub fn plan<'a>(checked: &'a Checked, before: Option<&Entries>, found: &mut Vec<Finding>) -> Site<'a> {
    let shown = shown(checked);
    let plain = plain_pages(checked);
    let outline = before.map(|before| Outline::of(checked, &shown, before.outline()));
    let known = before.zip(outline.as_ref()).and_then(|(before, outline)| before.whole(outline));
    let is_known = known.is_some();
    let mut site = Site {
        whole: known.unwrap_or_else(|| Arc::new(whole(checked, &shown, &plain))),
        outline,
        checked,
        allowed: allowed(checked),
        shown,
        plain,
        told: Vec::new(),
        entries: Vec::new(),
        references: Vec::new(),
        found: found_by_file(checked),
        site: Value::none(),
    };
    if !is_known {
        let already = found.len();
        site.lay_out(found);
        if found.len() > already {
            // What is wrong with addresses is told in each run.
            site.outline = None;
        }
    }
    let before = before.and_then(|before| before.under(&site));
    let views: Vec<Known> = (0..site.shown.len())
        .into_par_iter()
        .map(|at| {
            let told = site.tell(at);
            before.and_then(|before| before.get(&told)).unwrap_or_else(|| {
                let making = site.listing(at);
                let reference = making.reference().map(ListReference::from);
                Known { told: Arc::new(told), entry: making.entry().into(), reference }
            })
        })
        .collect();
    for Known { told, entry, reference } in views {
        site.told.push(told);
        site.entries.push(entry);
        site.references.extend(reference);
    }
    site.site = Value::from_serializable(&site.view());
    site
}

/// What is made of all documents together, before anything has its address.
fn whole(checked: &Checked, shown: &[Shown<'_>], plain: &[(&Page, String)]) -> Whole {
    let studies: Vec<&Study> = shown.iter().map(|s| s.study).collect();
    let routes = routes(checked, shown, plain);
    Whole {
        repeated: repeated(shown, checked.today, &routes),
        facets: Facets::of_all(&studies, &routes),
        related: Related::of_all(&studies),
        hesitations: Hesitations::of_all(&studies),
        routes,
        jobs: Vec::new(),
        files: BTreeMap::new(),
        listed: Vec::new(),
        assets: BTreeMap::new(),
    }
}

/// Studies that are shown, strongest first: weight where given, rung, date, name.
fn shown(checked: &Checked) -> Vec<Shown<'_>> {
    let slugs = name::slugs(&checked.corpus.studies);
    let published = checked.corpus.studies.iter().zip(&checked.placed).filter(|(_, placed)| placed.left_out.is_none());
    let mut shown: Vec<Shown<'_>> = published
        .map(|(study, placed)| {
            let own = if study.slug.is_empty() { "study" } else { &study.slug };
            let slug = slugs.get(&study.file).map_or(Cow::Borrowed(own), |slug| Cow::Owned(slug.clone()));
            let address = format!("/studies/{slug}/");
            Shown { study, standing: &placed.standing, kept: (study, placed), slug, address }
        })
        .collect();
    let date = |s: &Shown<'_>| s.study.meta.date.as_ref().map(|d| d.value);
    shown.par_sort_by(|a, b| {
        let weight = |s: &Shown<'_>| s.study.meta.weight.map_or((1, 0), |w| (0, w));
        weight(a)
            .cmp(&weight(b))
            .then_with(|| b.standing.rung.cmp(&a.standing.rung))
            .then_with(|| date(b).cmp(&date(a)))
            .then_with(|| a.slug.cmp(&b.slug))
    });
    shown
}

/// Plain pages that are shown: not a draft, not in the future.
fn plain_pages(checked: &Checked) -> Vec<(&Page, String)> {
    let ready =
        |page: &&Page| checked.draft || !page.draft && page.date.as_ref().is_none_or(|d| d.value <= checked.today);
    let mut pages: Vec<(&Page, String)> = checked
        .corpus
        .pages
        .iter()
        .map(|page| &**page)
        .filter(ready)
        .map(|page| (page, format!("/{}/", page.slug)))
        .collect();
    pages.sort_by(|(a, _), (b, _)| {
        let key = |p: &Page| (p.weight.is_none(), p.weight, p.title.as_ref().map(|t| t.text.clone()), p.slug.clone());
        key(a).cmp(&key(b))
    });
    pages
}

fn routes(checked: &Checked, shown: &[Shown<'_>], plain: &[(&Page, String)]) -> Routes {
    let mut documents = HashMap::new();
    let mut studies = HashMap::new();
    let mut beside: Vec<(Document<'_>, &str)> = Vec::new();
    let aims = aims(checked);
    for s in shown {
        documents.insert(s.study.path.clone(), s.address.clone());
        let anchors = if aims.contains(s.study.slug.as_str()) { Anchors::of(s.study) } else { Anchors::default() };
        studies.insert(s.study.slug.clone(), (s.address.clone(), anchors));
        beside.push((Document::Study(s.study), &s.address));
    }
    for (page, address) in plain {
        documents.insert(page.path.clone(), address.clone());
        beside.push((Document::Page(page), address));
    }
    let media: OfFiles<BTreeMap<String, Media>> = beside
        .par_iter()
        .map(|(document, address)| {
            let file = match document {
                Document::Study(s) => s.file,
                Document::Page(p) => p.file,
            };
            (file, media::used(&checked.root, &checked.tree, document, address))
        })
        .filter(|(_, media)| !media.is_empty())
        .collect();
    Routes {
        base: checked.config.base_url.clone(),
        contact: checked.config.contact.clone(),
        numerals: Numerals::of(&checked.config.language, checked.config.policy.percent_min_n),
        documents,
        media,
        outputs: HashSet::new(),
        studies,
    }
}

/// The studies whose records others point at: their slugs.
fn aims(checked: &Checked) -> HashSet<&str> {
    let stated = checked.corpus.documents().flat_map(|document| document.claims());
    stated.filter_map(|stated| stated.bound.as_ref()?.study.as_deref()).collect()
}

/// Which studies carry the stamp.
fn repeated(shown: &[Shown<'_>], today: Date, routes: &Routes) -> Vec<Option<Arc<RepeatedView>>> {
    let pairs: Vec<(&Study, &Standing)> = shown.iter().map(|s| (s.study, s.standing)).collect();
    let repetition = ladder::repeated(&pairs, today);
    let view = |at| repetition.group(at).map(|group| Arc::new(RepeatedView::of(group, routes)));
    (0..shown.len()).map(view).collect()
}

fn allowed(checked: &Checked) -> OfFiles<Vec<&Allowed>> {
    let mut by_file: OfFiles<Vec<&Allowed>> = OfFiles::default();
    for allowed in &checked.allowed {
        by_file.entry(allowed.span.file).or_default().push(allowed);
    }
    by_file
}

fn found_by_file(checked: &Checked) -> OfFiles<Rules> {
    let told = checked.findings.iter().map(|f| (f.span.file, f.rule));
    let mut by_file: OfFiles<Rules> = OfFiles::default();
    for (file, rule) in told.chain(checked.allowed.iter().map(|a| (a.span.file, a.rule))) {
        let rules = by_file.entry(file).or_default();
        if let Err(at) = rules.binary_search(&rule) {
            rules.insert(at, rule);
        }
    }
    by_file
}

impl<'a> Site<'a> {
    /// The rules that found something in a file, allowed or not.
    pub(super) fn found_in(&self, file: FileId) -> &[&'static str] {
        self.found.get(&file).map_or(&[], |rules| rules)
    }

    /// The page of each document that has one, from the site's root.
    pub fn addresses(&self) -> OfFiles<String> {
        let studies = self.shown.iter().map(|s| (s.study.file, s.address.clone()));
        studies.chain(self.plain.iter().map(|(page, address)| (page.file, address.clone()))).collect()
    }

    /// What the pages of the study at `at` are made of.
    pub(super) fn making(&'a self, at: usize) -> Making<'a> {
        Making { source: self.checked.sources.whole(self.shown[at].study.file), ..self.listing(at) }
    }

    /// What its entry in a list is made of: not its text, which may have been put away.
    pub(super) fn listing(&'a self, at: usize) -> Making<'a> {
        let shown = &self.shown[at];
        Making {
            study: shown.study,
            source: Cow::Borrowed(self.checked.sources.get(shown.study.file)),
            standing: shown.standing,
            repeated: self.repeated[at].as_deref().cloned(),
            slug: &shown.slug,
            address: &shown.address,
            routes: &self.routes,
            facets: &self.facets,
            config: &self.checked.config,
            today: self.checked.today,
            allowed: self.allowed.get(&shown.study.file).map_or(&[][..], Vec::as_slice),
            records: shown.study.meta.evidence.iter().map(|r| r.id.value.clone()).collect(),
        }
    }
}

/// The address of a page of a list.
pub(super) fn numbered(address: &str, number: usize) -> String {
    if number == 1 { address.to_owned() } else { format!("{address}page/{number}/") }
}
