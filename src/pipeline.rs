//! The order of the stages; nothing else knows it.
//!
//! ```text
//! scan ─► Sources ─► study::parse ─► Corpus ─► Survey ─► ladder ─► rule::check ─► settle ─► site::plan ─► render ─► guard ─► output
//! ```
//!
//! `check` is `build` without the last step: it renders too, and throws the bytes away.

mod memo;
mod timings;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::approval;
use crate::config::{self, Config};
use crate::evidence::Survey;
use crate::failure::Failure;
use crate::finding::{self, Count, Finding};
use crate::foreign::{self, Kind};
use crate::guard::{self, Guard, Known, Watch};
use crate::ladder::{self, LeftOut, Standing, Vault};
use crate::lock::{self, Lock};
use crate::render::{self, Discard, Sink};
use crate::rule::{self, Allowed, Baseline, Corpus, Cx};
use crate::scan::{self, Entry, Tree};
use crate::site;
use crate::source::{FileId, Source, Sources};
use crate::study::{self, Document, Names, Stated, Study};
use crate::theme::Theme;
pub use memo::Memo;
use memo::Shared;
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
}

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
    pub placed: Vec<Placed>,
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

    /// Adds settled findings, but those of the baseline to what is allowed.
    fn add(&mut self, findings: Vec<Finding>) {
        let (new, known) = match &mut self.baseline {
            Some(baseline) => baseline.part(findings, &self.corpus, &self.sources),
            None => (findings, Vec::new()),
        };
        self.findings.extend(new);
        self.allowed.extend(known);
        finding::sort(&mut self.findings, &self.sources);
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
    pub addresses: HashMap<FileId, String>,
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
    let site = site::plan(&checked, &mut found);
    timings.end(Step::Plan);
    let watch = Watch::new(&checked.guard, root).trusting(memo.is_clean());
    let made = match sink {
        Some(sink) => {
            let kept = render::render(&site, &theme, &watch.over(&sink), memo.pages_made.as_mut(), &mut found)?;
            Some((sink, kept))
        }
        None => {
            render::render(&site, &theme, &watch.over(&Discard), memo.pages_made.as_mut(), &mut found)?;
            None
        }
    };
    let addresses = site.addresses();
    drop(site);
    let seen = watch.seen();
    memo.seen(seen.is_clean());
    guard::take_in(&seen, &mut checked);
    found.extend(guard::findings(&seen, &checked));
    let Checked { findings, allowed, corpus, config, sources, .. } = &checked;
    let more = rule::settle_more(findings, found, allowed, corpus, config, sources);
    checked.add(more);
    timings.end(Step::Render);
    checked.timings = timings;
    Ok(Built { checked, made, addresses, theme_is_broken })
}

/// Leaves out studies and pages that a caller does not keep, whatever else is said of them.
pub fn keep(checked: &mut Checked, keeps: impl Fn(&Document<'_>) -> bool) {
    for (study, placed) in checked.corpus.studies.iter().zip(&mut checked.placed) {
        if !keeps(&Document::Study(study)) {
            placed.left_out.get_or_insert(LeftOut::Broken);
        }
    }
    let Corpus { studies, mut pages, .. } = std::mem::replace(&mut checked.corpus, Corpus::new(Vec::new(), Vec::new()));
    pages.retain(|page| keeps(&Document::Page(page)));
    checked.corpus = Corpus::new(studies, pages);
}

/// Renders what was judged into `sink`, whatever was found. What no template can make is passed over. Gives what may not
/// be published, if anything of it came by.
pub fn render<S: Sink>(checked: &Checked, sink: &S) -> Result<Vec<Finding>, Failure> {
    let mut found = Vec::new();
    let theme = Theme::load(&checked.tree, &checked.sources, &mut found);
    let site = site::plan(checked, &mut found);
    let watch = Watch::new(&checked.guard, &checked.root);
    render::render(&site, &theme, &watch.over(sink), None, &mut found)?;
    Ok(guard::findings(&watch.seen(), checked))
}

/// Reads and judges the project: everything but the pages.
fn judge(root: &Path, options: &Options, memo: &mut Memo) -> Result<Checked, Failure> {
    let mut timings = Timings::start(options.clock);
    let mut sources = Sources::default();
    let mut found = Vec::new();
    let site = scan::site_toml(root, &mut sources, &mut found)?;
    let mut config = config::read(sources.get(site), &rule::names(), &mut found);
    if let Some(base) = &options.base_url {
        config.base_url = config::BaseUrl::parse(base).ok_or_else(|| {
            Failure::Refused(format!(
                "--base-url {base} is no web address\n  write scheme and host, such as https://proof.example.com"
            ))
        })?;
    }
    let tree = scan::tree(root, &config.theme, &mut memo.texts, &mut sources, &mut found)?;
    config.must_have_theme(!tree.templates.is_empty() || !tree.theme_statics.is_empty(), &mut found);
    timings.end(Step::Scan);
    let mut corpus = read(&tree, &sources, &config, memo, &mut found);
    timings.end(Step::Parse);
    let records = corpus.studies.iter().flat_map(|study| study.meta.evidence.iter().map(|r| (study.file, r)));
    let mut survey = Survey::take(root, records, &tree.evidence);
    let lock = tree.lock.map(|file| lock::parse(sources.get(file), &mut found)).unwrap_or_default();
    stand_in(&mut survey, &corpus, &lock, &tree, &sources);
    memo.settle(&mut corpus.studies, &survey);
    let vault = vault(&tree, &lock, &corpus, &sources);
    let present = present(root, &lock, &tree, &survey);
    let locked = tree.lock.map(|file| sources.get(file).text.clone());
    let shared = Shared::new(&sources.get(site).text, locked, options, &tree, &survey, &vault);
    memo.under(shared.with_present(&present));
    let placed = memo.placed(&corpus.studies, |study| {
        let standing = ladder::climb(study, &vault, &config.policy, options.today);
        let left_out = ladder::gate(study, &vault, &standing, &config.policy, options.today);
        // A preview shows everything but what a customer has taken back.
        let left_out = left_out.filter(|why| !options.draft || *why == LeftOut::Withdrawn);
        Placed { standing, left_out }
    });
    let left_out = left_out(&corpus, &placed, options);
    let private = scan::private(root, &tree, guard::is_text);
    let known = Known { root, config: &config, corpus: &corpus, sources: &sources, tree: &tree, left_out: &left_out };
    let guard = Arc::new(Guard::new(known, &private));
    drop(private);
    memo.guarded(&guard);
    found.extend(memo.check(&Cx {
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
    }));
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

/// Figures that were locked take the place of those of a file that is not here, where the same is asked of it.
fn stand_in(survey: &mut Survey, corpus: &Corpus, lock: &Lock, tree: &Tree, sources: &Sources) {
    for study in &corpus.studies {
        for record in &study.meta.evidence {
            let Some((m, file)) = record.measurement().zip(record.file.as_ref()) else { continue };
            let Some(data) = m.data.as_ref().filter(|_| !tree.evidence.contains(file.trimmed())) else { continue };
            let asked = lock::asked(m, data, sources);
            if let Some(figures) = lock.figures(&format!("evidence/{}", file.trimmed()), &asked) {
                survey.stand_in(study.file, &record.id.value, figures);
            }
        }
    }
}

/// Private files that are locked and here: hash and size as they are now. What cannot be read is left out; evidence that
/// cannot be is a finding of its own.
fn present(root: &Path, lock: &Lock, tree: &Tree, survey: &Survey) -> BTreeMap<String, (String, u64)> {
    let now = |path: &String| {
        let digest = || scan::digest(root, &format!("content/{path}")).ok();
        if let Some(name) = path.strip_prefix("interviews/") {
            return tree.interviews.contains(name.trim_end_matches(".md")).then(digest)?;
        }
        let name = path.strip_prefix("evidence/").filter(|name| tree.evidence.contains(*name))?;
        match survey.file(name) {
            Some(seen) => seen.ok().map(|seen| (seen.sha256.clone(), seen.size)),
            None => digest(),
        }
    };
    lock.files.keys().filter_map(|path| Some((path.clone(), now(path)?))).collect()
}

/// What the ladder may ask about files, here or locked, and about withdrawals.
fn vault(tree: &Tree, lock: &Lock, corpus: &Corpus, sources: &Sources) -> Vault {
    let notes = lock.files.keys().filter_map(|path| path.strip_prefix("interviews/")?.strip_suffix(".md"));
    let locked_interviews = notes.map(str::to_owned).collect();
    let mut withdrawn = BTreeMap::new();
    if !lock.withdrawals.is_empty() {
        for study in &corpus.studies {
            let found = lock.withdrawal(&study.slug, &approval::prints(study, sources));
            withdrawn.extend(found.map(|(slug, _)| (study.file, slug.to_owned())));
        }
    }
    Vault { evidence: tree.evidence.clone(), interviews: tree.interviews.clone(), locked_interviews, withdrawn }
}

/// Every document that is not published, and why. A plain page waits for its date and its writer only.
fn left_out(corpus: &Corpus, placed: &[Placed], options: &Options) -> HashMap<FileId, LeftOut> {
    let studies = corpus.studies.iter().zip(placed).filter_map(|(s, p)| Some((s.file, p.left_out.clone()?)));
    let pages = corpus.pages.iter().filter(|_| !options.draft).filter_map(|page| {
        let future = page.date.as_ref().filter(|date| options.today < date.value);
        let why = if page.draft { Some(LeftOut::Draft) } else { future.map(|date| LeftOut::Future(date.value)) };
        Some((page.file, why?))
    });
    studies.chain(pages).collect()
}

/// Reads every document that is not known.
fn read(tree: &Tree, sources: &Sources, config: &Config, memo: &mut Memo, found: &mut Vec<Finding>) -> Corpus {
    let study = |entry: &Entry, found: &mut Vec<Finding>| {
        let mut study = study::parse(sources.get(entry.file), &entry.slug, &config.names, found);
        study.broken |= entry.unreadable;
        study
    };
    let page = |entry: &Entry, found: &mut Vec<Finding>| {
        let mut page = study::parse_page(sources.get(entry.file), &entry.slug, &config.names, found);
        page.broken |= entry.unreadable;
        page
    };
    let (studies, pages, in_reading) = memo.documents(tree, sources, config, study, page);
    found.extend(in_reading);
    Corpus::new(studies, pages)
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
