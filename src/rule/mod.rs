//! Every rule, by family. A rule is data and belongs to a family's check; adding one touches its file and one line of
//! [`RULES`].
//!
//! Goes in: documents, read. Comes out: findings. [`settle()`] then gives each its level and takes allowed ones out.

mod across;
mod baseline;
mod claim;
mod consent;
mod disclosure;
mod evidence;
mod example;
mod figure;
mod file;
mod hygiene;
mod privacy;
mod quote;
mod reach;
mod record;
mod reread;
mod settle;
mod site;
mod wording;

pub use across::Before;
use across::{Among, Look, Together, Wanted};
pub use baseline::{Baseline, Renewed, fingerprints};
pub(crate) use claim::level_unbound;
pub(crate) use consent::needed;
pub use reach::{is_off, looks_at};
pub use settle::{Allowable, Allowed, allowable, settle, settle_more};

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::evidence::{Record, Survey};
use crate::finding::{Finding, Level, Safety};
use crate::guard::Guard;
use crate::ladder::{LeftOut, Vault};
use crate::lock::Lock;
use crate::scan::Tree;
use crate::source::{OfFiles, Sources};
use crate::study::{Binding, Document, Page, Study};

/// One thing we check, and all that is to be said about it.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; reads well after "allow".
    pub name: &'static str,
    /// Which family it belongs to: `file`, `record`, `evidence`, `claim`, `figure`, `quote`, `consent`, `disclosure`,
    /// `site`, `privacy`, `hygiene`.
    pub family: &'static str,
    /// Its level unless `site.toml` or the finding says otherwise.
    pub level: Level,
    /// One line: what is flagged.
    pub summary: &'static str,
    /// Why it matters, in sentences.
    pub why: &'static str,
    /// The legal or statistical basis, where there is one.
    pub basis: Option<&'static str>,
    /// How to fix it.
    pub fix: &'static str,
    /// Projects in which it fires. See [`examples`](self#examples).
    pub bad: &'static [&'static str],
    /// Projects in which it does not, near misses included.
    pub good: &'static [&'static str],
}

/// Looks at something and reports.
pub enum Check {
    /// At each study and plain page.
    Document(fn(&Document<'_>, &mut Cx<'_>)),
    /// At each study.
    Study(fn(&Study, &mut Cx<'_>)),
    /// At each study and plain page, once it is known what the whole project keeps private. Its text is read again where
    /// it was put away.
    Private(fn(&Document<'_>, &mut Cx<'_>)),
    /// At each study and plain page, and at what it asks of the others.
    Among(&'static Among),
    /// At all of them, held against each other.
    Together(&'static Together),
    /// At the project as a whole.
    Site(fn(&mut Cx<'_>)),
}

/// Every rule, in the order `explain` lists them.
pub static RULES: &[&[Rule]] = &[
    file::RULES,
    record::RULES,
    evidence::RULES,
    claim::RULES,
    figure::RULES,
    quote::RULES,
    consent::RULES,
    disclosure::RULES,
    site::RULES,
    privacy::RULES,
    hygiene::RULES,
];

/// Every check. A family without one is reported while reading.
static CHECKS: &[Check] = &[
    Check::Document(file::check),
    Check::Study(record::check),
    Check::Document(record::check_words),
    Check::Among(&record::NAMES),
    Check::Study(evidence::check),
    Check::Document(evidence::check_ties),
    Check::Among(&evidence::UNUSED),
    Check::Document(claim::check),
    Check::Site(claim::check_tagline),
    Check::Document(figure::check_drift),
    Check::Document(figure::check_problem),
    Check::Site(figure::check_drift_across),
    Check::Document(quote::check),
    Check::Together(&quote::SPEAKERS),
    Check::Study(quote::check_approved),
    Check::Study(consent::check),
    Check::Study(disclosure::check),
    Check::Private(privacy::check),
    Check::Among(&site::LINKS),
    Check::Together(&site::ADDRESSES),
    Check::Site(site::check),
    Check::Study(site::check_references),
];

/// All rules in one row.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().flatten()
}

/// Whether a finding of the rule with this name may carry a fix, and which kind.
pub fn fixable(name: &str) -> Option<Safety> {
    match name {
        "unknown-field" | "invalid-config" | "unused-allowance" => Some(Safety::Safe),
        "unsupported-claim" | "figure-disagrees" | "rounded-in-favour" | "false-precision" => Some(Safety::Unsafe),
        _ => None,
    }
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    static BY_NAME: LazyLock<FxHashMap<&str, &Rule>> = LazyLock::new(|| all().map(|rule| (rule.name, rule)).collect());
    BY_NAME.get(name).copied()
}

/// All names, for `site.toml` and messages.
pub fn names() -> Vec<&'static str> {
    all().map(|rule| rule.name).collect()
}

/// All documents of the project, read.
#[derive(Debug)]
pub struct Corpus {
    /// Studies, by path. Those that will be left out are here too.
    pub studies: Vec<Arc<Study>>,
    /// Plain pages, by path.
    pub pages: Vec<Arc<Page>>,
    /// Places of the first study of each slug, once somebody asks.
    by_slug: OnceLock<FxHashMap<String, usize>>,
}

impl Corpus {
    /// Documents in the order of their paths.
    pub fn new(studies: Vec<Arc<Study>>, pages: Vec<Arc<Page>>) -> Self {
        debug_assert!(studies.is_sorted_by(|a, b| a.path <= b.path) && pages.is_sorted_by(|a, b| a.path <= b.path));
        Self { studies, pages, by_slug: OnceLock::new() }
    }

    /// The study with this slug.
    pub fn study(&self, slug: &str) -> Option<&Study> {
        self.place(slug).map(|at| &*self.studies[at])
    }

    /// Where the first study with this slug stands in the list.
    fn place(&self, slug: &str) -> Option<usize> {
        let by_slug = self.by_slug.get_or_init(|| {
            let mut by_slug = FxHashMap::default();
            for (at, study) in self.studies.iter().enumerate() {
                by_slug.entry(study.slug.clone()).or_insert(at);
            }
            by_slug
        });
        by_slug.get(slug).copied()
    }

    /// The document with this path from the root.
    pub fn at(&self, path: &str) -> Option<Document<'_>> {
        let study = || self.studies.binary_search_by(|study| study.path.as_str().cmp(path)).ok();
        let page = || self.pages.binary_search_by(|page| page.path.as_str().cmp(path)).ok();
        let study = study().map(|at| Document::Study(&self.studies[at]));
        study.or_else(|| page().map(|at| Document::Page(&self.pages[at])))
    }

    /// Every document, studies first.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        self.studies.iter().map(|s| Document::Study(s)).chain(self.pages.iter().map(|p| Document::Page(p)))
    }

    /// The study and record a binding of `document` points to.
    pub fn resolve<'a>(&'a self, document: &Document<'a>, binding: &Binding) -> Option<(&'a Study, &'a Record)> {
        let study = match (&binding.study, document) {
            (Some(slug), _) => self.study(slug)?,
            (None, Document::Study(study)) => study,
            (None, Document::Page(_)) => return None,
        };
        Some((study, study.record(&binding.id)?))
    }
}

/// What a check may know, and where it reports.
pub struct Cx<'a> {
    /// The site's settings.
    pub config: &'a Config,
    /// The day.
    pub today: Date,
    /// Which private files are there.
    pub vault: &'a Vault,
    /// What the evidence files hold: hashes, and the figures that follow from them.
    pub survey: &'a Survey,
    /// What `proof.lock` says.
    pub lock: &'a Lock,
    /// Private files that are locked and pictures that were approved, where they are here, by path from `content/`: hash
    /// and size as they are now.
    pub present: &'a BTreeMap<String, (String, u64)>,
    /// What is in the project.
    pub tree: &'a Tree,
    /// All documents.
    pub corpus: &'a Corpus,
    /// The texts, to quote from.
    pub sources: &'a Sources,
    /// What the project keeps private.
    pub guard: &'a Guard,
    /// Documents that are not published, and why.
    pub left_out: &'a OfFiles<LeftOut>,
    /// Findings so far.
    pub found: Vec<Finding>,
}

impl Cx<'_> {
    /// Why a document is not published; `None` when it is.
    pub fn left_out(&self, document: Document<'_>) -> Option<&LeftOut> {
        self.left_out.get(&document.file())
    }

    /// Reports.
    pub fn report(&mut self, finding: Finding) {
        self.found.push(finding);
    }
}

/// What the checks found in one document.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What looks at the document and its files alone; of a study that points at others, at those too.
    pub own: Arc<Vec<Finding>>,
    /// What may not be published of it.
    pub private: Arc<Vec<Finding>>,
}

impl Checked {
    /// The same, to be known later.
    pub fn known(&self) -> Known {
        Known { own: Some(self.own.clone()), private: Some(self.private.clone()) }
    }
}

/// What is known of a document from an earlier look.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// See [`Checked::own`].
    pub own: Option<Arc<Vec<Finding>>>,
    /// See [`Checked::private`].
    pub private: Option<Arc<Vec<Finding>>>,
}

/// What the checks found.
#[derive(Debug)]
pub struct Checks {
    /// At each study, in order.
    pub studies: Vec<Checked>,
    pages: Vec<Checked>,
    whole: Vec<Finding>,
}

impl Checks {
    /// All of it, in the order of the files.
    pub fn into_findings(self) -> Vec<Finding> {
        let mut all = Vec::new();
        for found in self.studies.into_iter().chain(self.pages).flat_map(|one| [one.own, one.private]) {
            match Arc::try_unwrap(found) {
                Ok(found) => all.extend(found),
                Err(kept) => all.extend(kept.iter().cloned()),
            }
        }
        all.extend(self.whole);
        all
    }
}

/// Marks of the words by which a study might name another's customer; see [`Study::note`].
pub(crate) fn capitals(study: &Study) -> Vec<u32> {
    record::capitals(study)
}

/// Runs the checks that look at one study and its files alone.
pub(crate) fn check_alone(study: &Study, of: &Cx<'_>) -> Vec<Finding> {
    own(Document::Study(study), Cx { found: Vec::new(), ..*of })
}

fn own(document: Document<'_>, mut cx: Cx<'_>) -> Vec<Finding> {
    for check in CHECKS {
        match (check, document) {
            (Check::Document(look), document) => look(&document, &mut cx),
            (Check::Study(look), Document::Study(study)) => look(study, &mut cx),
            _ => {}
        }
    }
    cx.found
}

fn private(document: Document<'_>, mut cx: Cx<'_>) -> Vec<Finding> {
    for check in CHECKS {
        if let Check::Private(look) = check {
            look(&document, &mut cx);
        }
    }
    cx.found
}

/// Runs every check over the corpus of `of`. Documents are looked at in parallel, those not whose findings are `known`;
/// what was found across documents is taken from `before` where it would be found again.
pub fn check(of: &Cx<'_>, known: &(dyn Fn(Document<'_>) -> Known + Sync), before: &mut Before) -> Checks {
    let corpus = of.corpus;
    let cx = || Cx { found: Vec::new(), ..*of };
    let one = |document: Document<'_>| {
        let known = known(document);
        Checked {
            own: known.own.unwrap_or_else(|| own(document, cx()).into()),
            private: known.private.unwrap_or_else(|| private(document, cx()).into()),
        }
    };
    let studies = corpus.studies.par_iter().map(|s| one(Document::Study(s))).collect();
    let pages = corpus.pages.par_iter().map(|p| one(Document::Page(p))).collect();
    Checks { studies, pages, whole: before.across(of) }
}
