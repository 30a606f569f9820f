//! Every document, read and judged by itself.
//!
//! Goes in: the tree of files. Comes out: documents with the figures of their files, and where each study stands. A small
//! project, or one that is kept from run to run, is read whole. A large one is read part by part: once its own checks have
//! seen a study, its text is put away and the words of its body go, which nothing else asks for.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::memo::{Memo, Shared};
use super::{Options, Placed};
use crate::approval;
use crate::config::Config;
use crate::evidence::Survey;
use crate::finding::Finding;
use crate::guard::Guard;
use crate::ladder::{self, LeftOut, Vault};
use crate::lock::{self, Lock};
use crate::rule::{self, Corpus, Cx};
use crate::scan::{self, Entry, Texts, Tree};
use crate::source::{FileId, OfFiles, Sources};
use crate::study::{self, Page, Study};

/// Studies that are read, judged and put away together: enough to keep all processors busy.
const PART: usize = 512;

/// What all documents are read and judged under.
#[derive(Clone, Copy)]
pub(super) struct Under<'a> {
    pub(super) root: &'a Path,
    pub(super) config: &'a Config,
    pub(super) lock: &'a Lock,
    pub(super) options: &'a Options,
}

/// What came of reading.
#[derive(Debug, Default)]
pub(super) struct Documents {
    pub(super) studies: Vec<Arc<Study>>,
    pub(super) pages: Vec<Arc<Page>>,
    /// For each study, in the same order.
    pub(super) placed: Vec<Arc<Placed>>,
    pub(super) survey: Survey,
    pub(super) vault: Vault,
    /// Private files that are locked and pictures that were approved, where they are here: hash and size as they are now.
    pub(super) present: BTreeMap<String, (String, u64)>,
    /// What the checks of a study alone have found, where they have been run.
    pub(super) early: OfFiles<Vec<Finding>>,
}

/// Reads all documents of `tree`, whose entries learn whether they could be read.
pub(super) fn read(
    under: Under<'_>,
    tree: &mut Tree,
    sources: &mut Sources,
    memo: &mut Memo,
    found: &mut Vec<Finding>,
) -> Documents {
    memo.under_names(&under.config.names);
    let (mut studies, mut pages) = (std::mem::take(&mut tree.studies), std::mem::take(&mut tree.pages));
    let mut all = Documents { vault: vault(tree, under.lock), ..Documents::default() };
    let is_held = memo.keeps() || studies.len() <= under.options.held;
    if is_held {
        let mut texts = std::mem::take(&mut memo.texts);
        scan::bring(under.root, &mut studies, &mut texts, sources, found);
        all.part(under, &studies, tree, sources, memo, found);
        memo.texts = texts;
    } else {
        for part in studies.chunks_mut(PART) {
            scan::bring(under.root, part, &mut Texts::default(), sources, found);
            let from = all.studies.len();
            all.part(under, part, tree, sources, memo, found);
            all.put_away(from, under, tree, sources);
        }
    }
    scan::bring(under.root, &mut pages, &mut memo.texts, sources, found);
    memo.texts.turn();
    let parse = |entry: &Entry, found: &mut Vec<Finding>| {
        let mut page = study::parse_page(sources.get(entry.file), &entry.slug, &under.config.names, found);
        page.broken |= entry.unreadable;
        page
    };
    all.pages = memo.read_pages(&pages, sources, parse, found);
    (tree.studies, tree.pages) = (studies, pages);
    all.see_present(under, tree, under.lock.files.keys().cloned().collect());
    all
}

impl Documents {
    /// Reads some studies to where they stand.
    fn part(
        &mut self,
        under: Under<'_>,
        entries: &[Entry],
        tree: &Tree,
        sources: &Sources,
        memo: &mut Memo,
        found: &mut Vec<Finding>,
    ) {
        let Under { root, config, lock, options } = under;
        let parse = |entry: &Entry, found: &mut Vec<Finding>| {
            let mut study = study::parse(sources.get(entry.file), &entry.slug, &config.names, found);
            study.broken |= entry.unreadable;
            study.note(rule::capitals(&study));
            study
        };
        let mut studies = memo.read_studies(entries, sources, parse, found);
        let asking: Vec<&Study> = studies.iter().map(|study| &**study).filter(|study| study.asks_for_files()).collect();
        let records = asking.iter().flat_map(|study| study.meta.evidence.iter().map(|r| (study.file, r)));
        let mut survey = Survey::take(root, records, &tree.evidence);
        stand_in(&mut survey, &asking, lock, tree, sources);
        let named: Vec<String> = asking
            .iter()
            .flat_map(|study| study.private_files())
            .map(|(path, ..)| path)
            .filter(|path| lock.files.contains_key(path))
            .collect();
        memo.settle(&mut studies, &survey);
        self.survey.join(survey);
        if !lock.withdrawals.is_empty() {
            for study in &studies {
                let found = lock.withdrawal(&study.slug, &approval::prints(study, sources));
                self.vault.withdrawn.extend(found.map(|(slug, _)| (study.file, slug.to_owned())));
            }
        }
        self.see_present(under, tree, named);
        for study in studies.iter().filter(|study| lock.approvals.contains_key(&study.slug)) {
            self.see_pictures(root, study);
        }
        if memo.keeps() {
            let text = |file| sources.get(file).text.clone();
            let settings = text(config.top.file);
            let shared = Shared::new(&settings, tree.lock.map(text), options, tree, &self.survey, &self.vault);
            memo.under(shared.with_present(&self.present));
        }
        let vault = &self.vault;
        self.placed.extend(memo.placed(&studies, |study| {
            let standing = ladder::climb(study, vault, &config.policy, options.today);
            let left_out = ladder::gate(study, vault, &standing, &config.policy, options.today);
            // A preview shows everything but what a customer has taken back.
            let left_out = left_out.filter(|why| !options.draft || *why == LeftOut::Withdrawn);
            Placed { standing, left_out }
        }));
        self.studies.append(&mut studies);
    }

    /// Runs the own checks of the studies behind `from` and makes them light. Studies that point at others stay as they
    /// are: their checks must wait for these.
    fn put_away(&mut self, from: usize, under: Under<'_>, tree: &Tree, sources: &mut Sources) {
        let placed = self.studies.iter().zip(&self.placed).skip(from);
        let left_out = placed.filter_map(|(study, placed)| Some((study.file, placed.left_out.clone()?))).collect();
        let cx = Cx {
            config: under.config,
            today: under.options.today,
            vault: &self.vault,
            survey: &self.survey,
            present: &self.present,
            lock: under.lock,
            tree,
            corpus: &Corpus::new(Vec::new(), Vec::new()),
            sources,
            guard: &Guard::default(),
            left_out: &left_out,
            found: Vec::new(),
        };
        let early: Vec<Option<Vec<Finding>>> = self.studies[from..]
            .par_iter_mut()
            .map(|study| {
                // What could not be read cannot be read again.
                let found = (study.is_alone() && !study.broken).then(|| rule::check_alone(study, &cx))?;
                Arc::make_mut(study).lighten(cx.sources);
                Some(found)
            })
            .collect();
        let early = self.studies[from..].iter().zip(early).filter_map(|(study, found)| Some((study.file, found?)));
        let (files, found): (Vec<FileId>, Vec<Vec<Finding>>) = early.unzip();
        sources.put_away(&files);
        self.early.extend(files.into_iter().zip(found));
    }

    /// Looks at locked private files that have not been looked at. What cannot be read is left out; evidence that cannot
    /// be is a finding of its own.
    fn see_present(&mut self, under: Under<'_>, tree: &Tree, paths: Vec<String>) {
        let survey = &self.survey;
        let now = |path: &String| {
            let digest = || scan::digest(under.root, &format!("content/{path}")).ok();
            if let Some(name) = path.strip_prefix("interviews/") {
                return tree.interviews.contains(name.trim_end_matches(".md")).then(digest)?;
            }
            let name = path.strip_prefix("evidence/").filter(|name| tree.evidence.contains(*name))?;
            match survey.file(name) {
                Some(seen) => seen.ok().map(|seen| (seen.sha256.clone(), seen.size)),
                None => digest(),
            }
        };
        for path in paths {
            if !self.present.contains_key(&path)
                && let Some(seen) = now(&path)
            {
                self.present.insert(path, seen);
            }
        }
    }

    /// Looks at the pictures of a study that somebody approved.
    fn see_pictures(&mut self, root: &Path, study: &Study) {
        for path in approval::pictures(study) {
            if let (Some(short), Ok(seen)) = (path.strip_prefix("content/"), scan::digest(root, &path)) {
                self.present.insert(short.to_owned(), seen);
            }
        }
    }

    /// Every document that is not published, and why. A plain page waits for its date and its writer only.
    pub(super) fn left_out(&self, options: &Options) -> OfFiles<LeftOut> {
        let placed = self.studies.iter().zip(&self.placed);
        let studies = placed.filter_map(|(s, p)| Some((s.file, p.left_out.clone()?)));
        let pages = self.pages.iter().filter(|_| !options.draft).filter_map(|page| {
            let future = page.date.as_ref().filter(|date| options.today < date.value);
            let why = if page.draft { Some(LeftOut::Draft) } else { future.map(|date| LeftOut::Future(date.value)) };
            Some((page.file, why?))
        });
        studies.chain(pages).collect()
    }
}

/// Figures that were locked take the place of those of a file that is not here, where the same is asked of it.
fn stand_in(survey: &mut Survey, studies: &[&Study], lock: &Lock, tree: &Tree, sources: &Sources) {
    for study in studies {
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

/// What the ladder may ask about files, here or locked. Withdrawals are known when the studies are.
fn vault(tree: &Tree, lock: &Lock) -> Vault {
    let notes = lock.files.keys().filter_map(|path| path.strip_prefix("interviews/")?.strip_suffix(".md"));
    let locked_interviews = notes.map(str::to_owned).collect();
    let (evidence, interviews) = (tree.evidence.clone(), tree.interviews.clone());
    Vault { evidence, interviews, locked_interviews, withdrawn: BTreeMap::new() }
}
