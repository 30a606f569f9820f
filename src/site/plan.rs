//! Which pages there are, and where.
//!
//! Goes in: the project, read and judged. Comes out: every address of the site and the list of jobs to render; what is
//! wrong with the addresses is a finding.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use rayon::prelude::*;
use tera::Value;

use super::facet::{self, Facets};
use super::feed::Listed;
use super::related::Related;
use super::route::{Media, Routes};
use super::view::{EntryView, Making, ReferenceView, RepeatedView};
use super::{OutPath, media, name};
use crate::finding::Finding;
use crate::ladder::{self, Standing};
use crate::pipeline::Checked;
use crate::source::{FileId, Span};
use crate::study::{Document, Page, Study};
use crate::theme;

/// A study that is shown.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The study.
    pub study: &'a Study,
    /// Where it stands.
    pub standing: &'a Standing,
    /// Its name in addresses.
    pub slug: String,
    /// Its page, from the site's root.
    pub address: String,
}

impl Shown<'_> {
    /// The day it last changed, else the day it was first published.
    pub fn changed(&self) -> Option<Date> {
        let meta = &self.study.meta;
        meta.updated.as_ref().or(meta.date.as_ref()).map(|d| d.value)
    }
}

/// One piece of rendering work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// A page of the list of all studies, from 1.
    Home(usize),
    /// A study and its brief.
    Study(usize),
    /// A page of the studies that share a value: facet, value's slug, page from 1.
    Facet(&'static str, String, usize),
    /// All facets.
    Facets,
    /// A page of those who take a call, from 1.
    References(usize),
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
    /// What is to be rendered.
    pub jobs: Vec<Job>,
    /// What is published as it is.
    pub files: BTreeMap<OutPath, Whence>,
    /// Addresses that search engines may know, with the day of the last change.
    pub(super) listed: Vec<Listed>,
    /// Every address, for links.
    pub(crate) routes: Routes,
    pub(super) facets: Facets,
    pub(super) related: Related,
    /// List entries, in the order of the site.
    pub(super) entries: Vec<Value>,
    pub(super) references: Vec<ReferenceView>,
    pub(super) repeated: Vec<Option<RepeatedView>>,
    pub(super) site: Value,
}

/// How many addresses one sitemap may hold.
pub(super) const SITEMAP: usize = 50_000;

/// Plans the site.
pub fn plan<'a>(checked: &'a Checked, found: &mut Vec<Finding>) -> Site<'a> {
    let shown = shown(checked);
    let plain = plain_pages(checked);
    let studies: Vec<&Study> = shown.iter().map(|s| s.study).collect();
    let facets = Facets::of_all(&studies);
    let related = Related::of_all(&studies);
    let mut site = Site {
        checked,
        routes: routes(checked, &shown, &plain),
        repeated: repeated(&shown, checked.today),
        shown,
        plain,
        jobs: Vec::new(),
        files: BTreeMap::new(),
        listed: Vec::new(),
        facets,
        related,
        entries: Vec::new(),
        references: Vec::new(),
        site: Value::none(),
    };
    site.lay_out(found);
    let views: Vec<(EntryView, Option<ReferenceView>)> = (0..site.shown.len())
        .into_par_iter()
        .map(|at| {
            let making = site.making(at);
            (making.entry(), making.reference())
        })
        .collect();
    for (entry, reference) in views {
        site.entries.push(Value::from_serializable(&entry));
        site.references.extend(reference);
    }
    site.site = Value::from_serializable(&site.view());
    site
}

/// Studies that are shown, strongest first: weight where given, rung, date, name.
fn shown(checked: &Checked) -> Vec<Shown<'_>> {
    let published: Vec<(&Study, &Standing)> = checked.published().collect();
    let slugs = name::slugs(&checked.corpus.studies);
    let mut shown: Vec<Shown<'_>> = published
        .into_iter()
        .map(|(study, standing)| {
            let own = if study.slug.is_empty() { "study" } else { &study.slug };
            let slug = slugs.get(&study.file).map_or(own, String::as_str).to_owned();
            Shown { study, standing, address: format!("/studies/{slug}/"), slug }
        })
        .collect();
    let date = |s: &Shown<'_>| s.study.meta.date.as_ref().map(|d| d.value);
    shown.sort_by(|a, b| {
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
    let mut pages: Vec<(&Page, String)> =
        checked.corpus.pages.iter().filter(ready).map(|page| (page, format!("/{}/", page.slug))).collect();
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
    for s in shown {
        documents.insert(s.study.path.clone(), s.address.clone());
        studies.insert(s.study.slug.clone(), (s.address.clone(), s.study.meta.customer.is_anonymous()));
        beside.push((Document::Study(s.study), &s.address));
    }
    for (page, address) in plain {
        documents.insert(page.path.clone(), address.clone());
        beside.push((Document::Page(page), address));
    }
    let media: HashMap<FileId, BTreeMap<String, Media>> = beside
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
        documents,
        media,
        outputs: HashSet::new(),
        studies,
    }
}

/// Which studies carry the stamp.
fn repeated(shown: &[Shown<'_>], today: Date) -> Vec<Option<RepeatedView>> {
    let pairs: Vec<(&Study, &Standing)> = shown.iter().map(|s| (s.study, s.standing)).collect();
    let repetition = ladder::repeated(&pairs, today);
    (0..shown.len()).map(|at| repetition.group(at).map(RepeatedView::of)).collect()
}

impl<'a> Site<'a> {
    /// What the study at `at` is made of.
    pub(super) fn making(&'a self, at: usize) -> Making<'a> {
        let shown = &self.shown[at];
        Making {
            study: shown.study,
            source: self.checked.sources.get(shown.study.file),
            standing: shown.standing,
            repeated: self.repeated[at].clone(),
            slug: &shown.slug,
            address: &shown.address,
            routes: &self.routes,
            facets: &self.facets,
            config: &self.checked.config,
            today: self.checked.today,
            allowed: &self.checked.allowed,
            records: shown.study.meta.evidence.iter().map(|r| r.id.value.clone()).collect(),
        }
    }

    /// Gives every page and file its address. The first to ask for one gets it.
    fn lay_out(&mut self, found: &mut Vec<Finding>) {
        let config = &self.checked.config;
        let size = config.page_size;
        self.list("/", self.shown.len(), size, Job::Home);
        if self.shown.len() == 1 {
            // The home page shows the study, whose own page is the one to find.
            self.listed.clear();
        }
        for at in 0..self.shown.len() {
            self.lay_out_study(at, found);
        }
        let values: Vec<(&'static str, String, usize)> = self
            .facets
            .all()
            .iter()
            .flat_map(|f| f.values.iter().map(|(slug, shared)| (f.name, slug.clone(), shared.studies.len())))
            .collect();
        for (name, slug, count) in &values {
            self.list(&facet::address(name, slug), *count, size, |n| Job::Facet(name, slug.clone(), n));
        }
        if !values.is_empty() {
            self.page("/by/", None, Job::Facets);
        }
        let open = |s: &&Shown<'_>| s.study.meta.reference.as_ref().is_some_and(|r| r.open);
        self.list("/references/", self.shown.iter().filter(open).count(), size, Job::References);
        self.page("/how-we-know/", None, Job::HowWeKnow);
        for at in 0..self.plain.len() {
            let (page, address) = (self.plain[at].0, self.plain[at].1.clone());
            let day = page.date.as_ref().map(|d| d.value);
            if self.page(&address, day, Job::Plain(at)) {
                self.copy_beside(page.file);
            } else {
                found.push(taken(page.front, &address));
            }
        }
        self.unlisted("404.html", Job::NotFound);
        self.lay_out_aliases(found);
        self.lay_out_files(found);
    }

    fn lay_out_study(&mut self, at: usize, found: &mut Vec<Finding>) {
        let (study, address, day) = (self.shown[at].study, self.shown[at].address.clone(), self.shown[at].changed());
        if !self.page(&address, day, Job::Study(at)) {
            let top = Span::new(study.file, 0..0);
            found.push(taken(study.meta.keys.front.unwrap_or(top), &address));
            return;
        }
        if self.checked.config.output_files.briefs {
            self.routes.outputs.insert(OutPath::page(&format!("{address}brief/")).as_str().to_owned());
        }
        self.copy_beside(study.file);
    }

    fn copy_beside(&mut self, file: FileId) {
        let Some(beside) = self.routes.media.get(&file) else { return };
        let copies: Vec<(OutPath, Whence)> =
            beside.iter().map(|(path, media)| (OutPath::new(&media.address), Whence::Project(path.clone()))).collect();
        for (to, from) in copies {
            self.routes.outputs.insert(to.as_str().to_owned());
            self.files.insert(to, from);
        }
    }

    /// A page that search engines may know. False when the address is taken.
    fn page(&mut self, address: &str, day: Option<Date>, job: Job) -> bool {
        if !self.routes.outputs.insert(OutPath::page(address).as_str().to_owned()) {
            return false;
        }
        self.listed.push((address.to_owned(), day));
        self.jobs.push(job);
        true
    }

    /// A file that search engines need not know. False when the path is taken.
    fn unlisted(&mut self, path: &str, job: Job) -> bool {
        let free = self.routes.outputs.insert(path.to_owned());
        if free {
            self.jobs.push(job);
        }
        free
    }

    /// A list over as many pages as it needs.
    fn list(&mut self, address: &str, count: usize, size: usize, job: impl Fn(usize) -> Job) {
        for number in 1..=count.div_ceil(size).max(1) {
            self.page(&numbered(address, number), None, job(number));
        }
    }

    /// Old addresses lead to the new ones.
    fn lay_out_aliases(&mut self, found: &mut Vec<Finding>) {
        let mut aliases = Vec::new();
        for s in &self.shown {
            let telling = |alias: &str| name::gives_away(s.study, alias);
            let own = s.study.meta.aliases.iter().filter(|a| !telling(a.trimmed()));
            aliases.extend(own.map(|a| (a.clone(), s.address.clone())));
        }
        for (page, address) in &self.plain {
            aliases.extend(page.aliases.iter().map(|a| (a.clone(), address.clone())));
        }
        for (alias, address) in aliases {
            let path = alias.trimmed();
            let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
            let from = if is_file { OutPath::new(path) } else { OutPath::page(&format!("{path}/")) };
            if !self.unlisted(from.as_str(), Job::Redirect(from.as_str().to_owned(), address)) {
                found.push(
                    Finding::new(
                        "duplicate-slug",
                        alias.span,
                        format!("`{path}` is already the address of something else"),
                    )
                    .help("delete the alias, or write the old address it was meant for"),
                );
            }
        }
    }

    /// Static files: the project's over its theme's over the embedded theme's; all of them over what we generate.
    fn lay_out_files(&mut self, found: &mut Vec<Finding>) {
        let tree = &self.checked.tree;
        let theme = &self.checked.config.theme;
        let mut files: BTreeMap<OutPath, Whence> = BTreeMap::new();
        for (path, bytes) in theme::statics() {
            files.insert(OutPath::new(path), Whence::Embedded(bytes));
        }
        for path in &tree.theme_statics {
            files.insert(OutPath::new(path), Whence::Project(format!("themes/{theme}/static/{path}")));
        }
        for path in &tree.statics {
            files.insert(OutPath::new(path), Whence::Project(format!("static/{path}")));
        }
        for (path, whence) in files {
            if !self.routes.outputs.insert(path.as_str().to_owned()) {
                let from = if let Whence::Project(from) = &whence { from } else { path.as_str() };
                found.push(
                    Finding::new(
                        "duplicate-slug",
                        self.checked.config.top,
                        format!("`{from}` would take the place of the page `{path}`"),
                    )
                    .help("rename the file, or write the page as a template of your theme"),
                );
                continue;
            }
            self.files.insert(path, whence);
        }
        if self.routes.outputs.insert(".nojekyll".to_owned()) {
            self.files.insert(OutPath::new(".nojekyll"), Whence::Embedded(b""));
        }
        self.unlisted("atom.xml", Job::Feed);
        self.unlisted("robots.txt", Job::Robots);
        self.unlisted("sitemap.xml", Job::Sitemap(0));
        if self.listed.len() > SITEMAP {
            for part in 1..=self.listed.len().div_ceil(SITEMAP) {
                self.unlisted(&format!("sitemap-{part}.xml"), Job::Sitemap(part));
            }
        }
    }
}

/// The address of a page of a list.
pub(super) fn numbered(address: &str, number: usize) -> String {
    if number == 1 { address.to_owned() } else { format!("{address}page/{number}/") }
}

fn taken(span: Span, address: &str) -> Finding {
    Finding::new("duplicate-slug", span, format!("`{address}` is already the address of another page"))
        .help("rename the file: its path is its address")
}
