//! What the plan as a whole is made of, so that a run in which none of it changed takes the plan of the run before.
//!
//! Goes in: the project, and the outline of the run before, from which the studies that are as they were need not be
//! asked again. What the plan asks of a study stands in one place, [`asked`]: a question that is new there must be here.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::plan::Shown;
use super::{facet, related};
use crate::config::BaseUrl;
use crate::ladder::{self, Rung};
use crate::mark;
use crate::pipeline::Checked;
use crate::scan::{self, Stamp, Tree};
use crate::study::{Page, Study};

/// What a plan was made of.
#[derive(Debug)]
pub(super) struct Outline {
    ground: Ground,
    /// In the order of the site.
    lines: Vec<Line>,
    left_out: Vec<Arc<Study>>,
    pages: Vec<Arc<Page>>,
}

/// What holds for all documents.
#[derive(Debug, PartialEq)]
struct Ground {
    texts: Vec<Arc<str>>,
    base: BaseUrl,
    today: Date,
    draft: bool,
    tree: Tree,
    /// Files that are looked into: how large a picture is, what a style sheet says.
    stamps: Vec<Option<Stamp>>,
}

/// What one study that is shown brings.
#[derive(Debug)]
struct Line {
    study: Arc<Study>,
    /// Of what is asked of the study alone.
    asked: u64,
    /// Of its name in addresses.
    slug: u64,
    rung: Rung,
}

impl Outline {
    /// What the plan of `checked` is made of.
    pub(super) fn of(checked: &Checked, shown: &[Shown<'_>], before: Option<&Outline>) -> Self {
        let known = |at: usize, study: &Arc<Study>| {
            let line = before.filter(|before| before.ground.today == checked.today)?.lines.get(at)?;
            Arc::ptr_eq(&line.study, study).then_some(line.asked)
        };
        let line = |(at, shown): (usize, &Shown<'_>)| {
            let (study, _) = shown.kept;
            let asked = known(at, study).unwrap_or_else(|| asked(study, checked.today));
            Line { study: study.clone(), asked, slug: mark::of(&*shown.slug), rung: shown.standing.rung }
        };
        let left_out = checked.corpus.studies.iter().zip(&checked.placed);
        Self {
            ground: Ground::of(checked),
            lines: shown.par_iter().enumerate().map(line).collect(),
            left_out: left_out
                .filter(|(_, placed)| placed.left_out.is_some())
                .map(|(study, _)| study.clone())
                .collect(),
            pages: checked.corpus.pages.clone(),
        }
    }

    /// Whether the plan made of either is the same.
    pub(super) fn is(&self, other: &Self) -> bool {
        let same = |(line, by): (&Line, &Line)| {
            let alike = line.asked == by.asked && line.slug == by.slug && line.rung == by.rung;
            alike && line.study.file == by.study.file
        };
        self.lines.len() == other.lines.len()
            && self.lines.iter().zip(&other.lines).all(same)
            && are_same(&self.left_out, &other.left_out)
            && are_same(&self.pages, &other.pages)
            && self.ground == other.ground
    }
}

fn are_same<T>(these: &[Arc<T>], those: &[Arc<T>]) -> bool {
    these.len() == those.len() && these.iter().zip(those).all(|(this, that)| Arc::ptr_eq(this, that))
}

impl Ground {
    fn of(checked: &Checked) -> Self {
        let tree = checked.tree.without_documents();
        let theme = format!("themes/{}/static/", checked.config.theme);
        let looked_into = tree
            .beside
            .iter()
            .cloned()
            .chain(tree.statics.iter().map(|path| format!("static/{path}")))
            .chain(tree.theme_statics.iter().map(|path| format!("{theme}{path}")));
        let places: Vec<String> = looked_into.collect();
        Self {
            texts: super::own::texts(checked),
            base: checked.config.base_url.clone(),
            today: checked.today,
            draft: checked.draft,
            stamps: places.par_iter().map(|path| scan::stamp(&checked.root.join(path))).collect(),
            tree,
        }
    }
}

/// All that the plan asks of a study: its addresses, old ones included, the pictures and files it uses, where its notes
/// stand and whose it points at, what it shares with others, and whether its customer takes a call.
fn asked(study: &Study, today: Date) -> u64 {
    let mut hasher = DefaultHasher::new();
    let meta = &study.meta;
    let customer = &meta.customer;
    (&study.path, &study.slug, study.broken).hash(&mut hasher);
    meta.updated.as_ref().or(meta.date.as_ref()).map(|day| day.value).hash(&mut hasher);
    let photos = meta.quotes.iter().filter_map(|quote| quote.photo.as_ref());
    let texts = [&customer.name, &customer.public_as, &customer.logo].map(|text| text.as_ref().map(|t| t.trimmed()));
    texts.hash(&mut hasher);
    let texts: [Vec<&str>; 2] =
        [meta.aliases.iter().map(|t| t.trimmed()).collect(), photos.map(|t| t.trimmed()).collect()];
    texts.hash(&mut hasher);
    let links: Vec<&str> = study.body.links.iter().map(|link| link.target.as_str()).collect();
    let ids: Vec<&str> = meta.evidence.iter().map(|record| record.id.value.as_str()).collect();
    let headings: Vec<&str> = study.body.headings.iter().map(|heading| heading.id.as_str()).collect();
    let aims: Vec<&str> = study.claims.iter().filter_map(|stated| stated.bound.as_ref()?.study.as_deref()).collect();
    (links, ids, headings, aims).hash(&mut hasher);
    facet::asked(study).for_each(|of| of.hash(&mut hasher));
    related::words(study).hash(&mut hasher);
    ladder::repeatable(study, today).hash(&mut hasher);
    meta.reference.as_ref().map(|reference| reference.open).hash(&mut hasher);
    hasher.finish()
}
