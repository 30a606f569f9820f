//! The order of the stages; nothing else knows it.
//!
//! ```text
//! scan ─► Sources ─► study::parse ─► Corpus ─► Survey ─► ladder ─► rule::check ─► settle ─► site::plan ─► render ─► guard ─► output
//! ```
//!
//! `check` is `build` without the last step: it renders too, and throws the bytes away.

mod documents;
mod memo;
mod timings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::{self, Config};
use crate::evidence::Survey;
use crate::failure::Failure;
use crate::finding::{self, Count, Finding};
use crate::foreign::{self, Kind};
use crate::guard::{self, Guard, Known, Watch};
use crate::ladder::{LeftOut, Standing, Vault};
use crate::lock::{self, Lock};
use crate::render::{self, Discard, Sink};
use crate::rule::{self, Allowed, Baseline, Corpus, Cx};
use crate::scan::{self, Tree};
use crate::site::{self, OutPath};
use crate::source::{FileId, OfFiles, Source, Sources};
use crate::study::{self, Document, Names, Stated, Study};
use crate::theme::Theme;
use documents::Documents;
pub use memo::Memo;
pub use timings::{Clock, Step, Timings};

/// What the caller decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day, in UTC.
    pub today: Date,
    /// Render everything but withdrawn studies, with a banner.
    pub draft: bool,
    /// Replaces `base_url` of `site.toml`, for previews.
    pub base_url: Option<String>,
    /// Findings that are known, and not reported again.
    pub baseline: Option<Baseline>,
    /// The clock that the steps are timed with; without one they are not.
    pub clock: Option<Clock>,
    /// Up to so many studies are held with all their words. Those of a larger project are read again when their page is
    /// made, so that memory does not grow with what they say.
    pub held: usize,
}

/// For callers that quote from any study: all are held.
pub const ALL: usize = usize::MAX;

/// A project of so many studies is small.
pub const FEW: usize = 1000;

/// A study's place in the run: where it stands, and why it is not published if it is not.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Where it stands.
    pub standing: Standing,
    /// Why it is left out.
    pub left_out: Option<LeftOut>,
}

/// The project, read and judged: everything but the pages.
#[derive(Debug)]
pub struct Checked {
    /// The project's folder.
    pub root: PathBuf,
    /// All texts.
    pub sources: Sources,
    /// What is in the project.
    pub tree: Tree,
    /// The settings.
    pub config: Config,
    /// All documents.
    pub corpus: Corpus,
    /// What the evidence files hold: hashes, and the figures that follow from them.
    pub survey: Survey,
    /// What `proof.lock` says.
    pub lock: Lock,
    /// Which private files are there, and what is locked.
    pub vault: Vault,
    /// What is kept private.
    pub guard: Arc<Guard>,
    /// For each study of the corpus, in the same order.
    pub placed: Vec<Arc<Placed>>,
    /// What is wrong, sorted.
    pub findings: Vec<Finding>,
    /// What would be wrong, had nobody allowed it, or taken it into the baseline.
    pub allowed: Vec<Allowed>,
    /// The baseline, if one was given, with what this run made of it.
    pub baseline: Option<Baseline>,
    /// The day.
    pub today: Date,
    /// Drafts are rendered too.
    pub draft: bool,
    /// How long each step took.
    pub timings: Timings,
}

impl Checked {
    /// Findings by level.
    pub fn count(&self) -> Count {
        finding::count(&self.findings)
    }

    /// Adds findings that are settled and sorted, but those of the baseline to what is allowed.
    fn add(&mut self, findings: Vec<Finding>) {
        let (new, known) = match &mut self.baseline {
            Some(baseline) => baseline.part(findings, &self.corpus, &self.sources),
            None => (findings, Vec::new()),
        };
        self.allowed.extend(known);
        if self.findings.is_empty() {
            self.findings = new;
        } else if !new.is_empty() {
            self.findings.extend(new);
            finding::sort(&mut self.findings, &self.sources);
        }
    }

    /// Studies that are published, in corpus order, with where they stand.
    pub fn published(&self) -> impl Iterator<Item = (&Study, &Standing)> {
        self.corpus
            .studies
            .iter()
            .zip(&self.placed)
            .filter(|(_, p)| p.left_out.is_none())
            .map(|(s, p)| (&**s, &p.standing))
    }
}

/// Reads, judges and renders the project at `root`, and throws the bytes away.
pub fn check(root: &Path, options: &Options) -> Result<Checked, Failure> {
    build(root, options, |_| Ok(None::<Discard>)).map(|built| built.checked)
}

/// A finished run.
#[derive(Debug)]
pub struct Built<S: Sink> {
    /// The project, with everything that was found, in rendering too.
    pub checked: Checked,
    /// What took the files and what it kept of them, in the order of the plan; `None` when nothing was to be taken.
    pub made: Option<(S, Vec<S::Kept>)>,
    /// The page of each document that has one, from the site's root.
    pub addresses: OfFiles<String>,
    /// The project's templates do not fit together: the pages were made with the default theme.
    pub theme_is_broken: bool,
}

/// Reads and judges the project at `root` and renders it into what `begin` gives. `begin` sees what was found before
/// rendering; with `None` the pages are rendered, looked at and thrown away. Whether an error stands in the way is for
/// `begin` to say: what is published must have none, and a preview shows the page beside them.
pub fn build<S: Sink>(
    root: &Path,
    options: &Options,
    begin: impl FnOnce(&Checked) -> Result<Option<S>, Failure>,
) -> Result<Built<S>, Failure> {
    build_again(root, options, &mut Memo::default(), begin)
}

/// The same after a run that left `memo`: what is as it was then is not made anew.
pub fn build_again<S: Sink>(
    root: &Path,
    options: &Options,
    memo: &mut Memo,
    begin: impl FnOnce(&Checked) -> Result<Option<S>, Failure>,
) -> Result<Built<S>, Failure> {
    let mut checked = judge(root, options, memo)?;
    let sink = begin(&checked)?;
    let mut found = Vec::new();
    let theme = Theme::load(&checked.tree, &checked.sources, &mut found);
    let theme_is_broken = !found.is_empty();
    let mut timings = std::mem::take(&mut checked.timings);
    if memo.texts.are_not_all() {
        memo.pages_made.iter_mut().for_each(|made| made.entries.forget_whole());
    }
    let entries = memo.pages_made.as_ref().map(|memo| &memo.entries);
    let mut site = site::plan(&checked, entries, &mut found);
    timings.end(Step::Plan);
    let watch = Watch::new(&checked.guard, root).trusting(memo.is_clean());
    let made = match sink {
        Some(sink) => {
            let kept = render::render(&mut site, &theme, &watch.over(&sink), memo.pages_made.as_mut(), &mut found)?;
            Some((sink, kept))
        }
        None => {
            render::render(&mut site, &theme, &watch.over(&Discard), memo.pages_made.as_mut(), &mut found)?;
            None
        }
    };
    let addresses = site.addresses();
    drop(site);
    let seen = watch.seen();
    memo.seen(seen.is_clean());
    memo.texts.are_all_read();
    guard::take_in(&seen, &mut checked);
    found.extend(guard::findings(&seen, &checked));
    unchanged(&checked)?;
    bring_back(&found, checked.baseline.as_ref(), &checked.corpus, &mut checked.sources);
    let Checked { findings, allowed, corpus, config, sources, .. } = &checked;
    let more = rule::settle_more(findings, found, allowed, corpus, config, sources);
    checked.add(more);
    timings.end(Step::Render);
    checked.timings = timings;
    Ok(Built { checked, made, addresses, theme_is_broken })
}

/// Fails when a study was found to be another when it was read again: what was made or told of it is wrong.
pub fn unchanged(checked: &Checked) -> Result<(), Failure> {
    if checked.sources.have_changed() {
        return Err(Failure::Refused("a study was changed while it was being read\n  run it again".to_owned()));
    }
    Ok(())
}

/// Leaves out studies and pages that a caller does not keep, whatever else is said of them.
pub fn keep(checked: &mut Checked, keeps: impl Fn(&Document<'_>) -> bool) {
    for (study, placed) in checked.corpus.studies.iter().zip(&mut checked.placed) {
        if !keeps(&Document::Study(study)) {
            Arc::make_mut(placed).left_out.get_or_insert(LeftOut::Broken);
        }
    }
    let Corpus { studies, mut pages, .. } = std::mem::replace(&mut checked.corpus, Corpus::new(Vec::new(), Vec::new()));
    pages.retain(|page| keeps(&Document::Page(page)));
    checked.corpus = Corpus::new(studies, pages);
}

/// Renders what was judged into `sink`, whatever was found. What no template can make is passed over.
pub fn render<S: Sink>(checked: &Checked, sink: &S) -> Result<(), Failure> {
    let mut found = Vec::new();
    let theme = Theme::load(&checked.tree, &checked.sources, &mut found);
    let mut site = site::plan(checked, None, &mut found);
    render::render(&mut site, &theme, sink, None, &mut found)?;
    Ok(())
}

/// Whether a file of the site holds nothing that may not be published.
pub fn is_clean(checked: &Checked, path: &OutPath, bytes: &[u8]) -> Result<bool, Failure> {
    let watch = Watch::new(&checked.guard, &checked.root);
    watch.over(&Discard).put(path, bytes)?;
    Ok(guard::findings(&watch.seen(), checked).is_empty())
}

/// Reads and judges the project: everything but the pages.
fn judge(root: &Path, options: &Options, memo: &mut Memo) -> Result<Checked, Failure> {
    let mut timings = Timings::start(options.clock);
    let mut sources = Sources::of(root);
    let mut found = Vec::new();
    let site = scan::site_toml(root, &mut sources, &mut found)?;
    let mut lacking = Vec::new();
    let mut config = config::read(sources.get(site), &rule::names(), &mut lacking);
    // Of a file that cannot be read at all, that is what is wrong, and not what it lacks.
    if found.is_empty() || !sources.get(site).text.is_empty() {
        found.append(&mut lacking);
    }
    if let Some(base) = &options.base_url {
        config.base_url = config::BaseUrl::parse(base).ok_or_else(|| {
            Failure::Refused(format!(
                "--base-url {base} is no web address\n  write scheme and host, such as https://proof.example.com"
            ))
        })?;
    }
    let mut tree = scan::tree(root, &config.theme, &mut memo.texts, &mut sources, &mut found)?;
    config.must_have_theme(!tree.templates.is_empty() || !tree.theme_statics.is_empty(), &mut found);
    let lock = tree.lock.map(|file| lock::parse(sources.get(file), &mut found)).unwrap_or_default();
    timings.end(Step::Scan);
    let under = documents::Under { root, config: &config, lock: &lock, options };
    let documents = documents::read(under, &mut tree, &mut sources, memo, &mut found);
    timings.end(Step::Parse);
    let left_out = documents.left_out(options);
    let Documents { studies, pages, placed, survey, vault, present, early } = documents;
    let corpus = Corpus::new(studies, pages);
    let known = Known { root, config: &config, corpus: &corpus, sources: &sources, tree: &tree, left_out: &left_out };
    let guard = Guard::again(known, memo.of_guard());
    memo.guarded(&guard);
    let cx = Cx {
        config: &config,
        today: options.today,
        vault: &vault,
        survey: &survey,
        present: &present,
        lock: &lock,
        tree: &tree,
        corpus: &corpus,
        sources: &sources,
        guard: &guard,
        left_out: &left_out,
        found: Vec::new(),
    };
    found.extend(memo.check(&cx, early));
    bring_back(&found, options.baseline.as_ref(), &corpus, &mut sources);
    let (findings, allowed) = rule::settle(found, &corpus, &config, &sources);
    let mut checked = Checked {
        root: root.to_path_buf(),
        sources,
        tree,
        config,
        corpus,
        survey,
        lock,
        vault,
        guard,
        placed,
        findings: Vec::new(),
        allowed,
        baseline: options.baseline.clone(),
        today: options.today,
        draft: options.draft,
        timings,
    };
    checked.add(findings);
    checked.timings.end(Step::Check);
    Ok(checked)
}

/// Takes in again the texts that allowances are judged with, and those whose findings are held against a baseline. What
/// is told is quoted from texts that are read as they are told.
fn bring_back(found: &[Finding], baseline: Option<&Baseline>, corpus: &Corpus, sources: &mut Sources) {
    let held_against = found.iter().filter(|_| baseline.is_some());
    let mut files: Vec<FileId> = held_against.map(|finding| finding.span.file).collect();
    files.extend(corpus.studies.iter().filter(|study| !study.allows.is_empty()).map(|study| study.file));
    files.sort_unstable();
    files.dedup();
    sources.bring_back(&files);
}

/// The claims of some files, project or not.
#[derive(Debug)]
pub struct Listing {
    /// All texts.
    pub sources: Sources,
    /// Each file that was read, with its claims.
    pub files: Vec<(FileId, Vec<Stated>)>,
    /// Why others were not.
    pub skipped: Vec<Finding>,
}

/// Reads files and folders and lists their claims. A study or page of a project is read as `check` reads it, and
/// anything else as what it is. `products` are subjects of superlatives beside those of the project.
pub fn claims(cwd: &Path, paths: &[PathBuf], products: &[String]) -> Result<Listing, Failure> {
    let (mut sources, mut skipped) = (Sources::default(), Vec::new());
    let wanted = |name: &str| Kind::of_path(name).is_some();
    let texts = scan::texts(cwd, paths, wanted, &mut sources, &mut skipped)?;
    let mut homes: BTreeMap<PathBuf, Option<(PathBuf, Names)>> = BTreeMap::new();
    for text in &texts {
        let folder = text.place.parent().unwrap_or(cwd);
        if !homes.contains_key(folder) {
            homes.insert(folder.to_path_buf(), home(folder));
        }
    }
    let files = texts
        .par_iter()
        .map(|text| {
            let source = sources.get(text.file);
            let home = text.place.parent().and_then(|folder| homes.get(folder)).and_then(Option::as_ref);
            (text.file, claims_of(source, &text.place, home, products))
        })
        .collect();
    Ok(Listing { sources, files, skipped })
}

/// The project around a folder, and whose claims it makes.
fn home(folder: &Path) -> Option<(PathBuf, Names)> {
    let root = scan::find_root(folder).ok()?;
    let (mut sources, mut found) = (Sources::default(), Vec::new());
    let site = scan::site_toml(&root, &mut sources, &mut found).ok()?;
    let config = config::read(sources.get(site), &rule::names(), &mut found);
    Some((root, config.names))
}

fn claims_of(source: &Source, place: &Path, home: Option<&(PathBuf, Names)>, products: &[String]) -> Vec<Stated> {
    let mut found = Vec::new();
    let mut names = home.map_or_else(Names::default, |(_, names)| names.clone());
    names.subjects.extend_from_slice(products);
    let names = &names;
    let kind = Kind::of_path(&source.path).unwrap_or(Kind::Markdown);
    let inside = |folder: &str| home.is_some_and(|(root, _)| place.starts_with(root.join(folder)));
    if kind == Kind::Markdown && !foreign::has_conflict(source) {
        if inside("content/pages") {
            return study::parse_page(source, "", names, &mut found).claims;
        }
        if inside("content/studies") || foreign::is_study(source) {
            return study::parse(source, "", names, &mut found).claims;
        }
    }
    foreign::claims(source, kind, names)
}
