//! What the site will have at which address, as far as links need to know it before the site is planned.

use std::collections::{BTreeMap, BTreeSet};

use crate::rule::Cx;
use crate::site;
use crate::study::{Adopter, Document, Study};
use crate::written::Choice;

/// Names at the root that the site makes itself.
pub(super) const FIXED: &[&str] = &["studies", "by", "references", "how-we-know", "page"];

/// Files the site makes itself.
const MADE: &[&str] = &["atom.xml", "sitemap.xml", "robots.txt", "404.html"];

/// A facet page needs so many studies.
const ENOUGH: usize = 2;

/// Pages without slashes around them, and files.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    pages: BTreeSet<String>,
    files: BTreeSet<String>,
}

impl Addresses {
    /// Collects the addresses of everything that is shown.
    pub(super) fn of(cx: &Cx<'_>) -> Self {
        let mut it = Addresses::default();
        it.pages.extend(["", "references", "how-we-know"].map(str::to_owned));
        let slugs = site::slugs(&cx.corpus.studies);
        let mut shared: BTreeMap<String, usize> = BTreeMap::new();
        for study in cx.corpus.studies.iter().filter(|s| cx.left_out(Document::Study(s)).is_none()) {
            let slug = slugs.get(&study.file).unwrap_or(&study.slug);
            it.pages.insert(format!("studies/{slug}"));
            if cx.config.output_files.briefs {
                it.pages.insert(format!("studies/{slug}/brief"));
            }
            it.aliases(study.meta.aliases.iter().map(|a| a.trimmed()));
            for value in facets(study) {
                *shared.entry(value).or_default() += 1;
            }
        }
        let facets: Vec<String> = shared.into_iter().filter(|(_, n)| *n >= ENOUGH).map(|(value, _)| value).collect();
        if !facets.is_empty() {
            it.pages.insert("by".to_owned());
        }
        it.pages.extend(facets);
        for page in cx.corpus.pages.iter().filter(|p| cx.left_out(Document::Page(p)).is_none()) {
            it.pages.insert(page.slug.clone());
            it.aliases(page.aliases.iter().map(|a| a.trimmed()));
        }
        it.files.extend(MADE.iter().map(|f| (*f).to_owned()));
        it.files.extend(cx.tree.statics.iter().chain(&cx.tree.theme_statics).cloned());
        it
    }

    fn aliases<'a>(&mut self, aliases: impl Iterator<Item = &'a str>) {
        for alias in aliases {
            let bare = alias.trim_matches('/');
            let is_file = bare.rsplit('/').next().is_some_and(|last| last.contains('.'));
            if is_file {
                self.files.insert(bare.to_owned())
            } else {
                self.pages.insert(bare.to_owned())
            };
        }
    }

    /// Whether there is a page. Further pages of a list are there when the list is.
    pub(super) fn page(&self, bare: &str) -> bool {
        let list = bare.rsplit_once("/page/").map(|(list, _)| list).or(bare.strip_prefix("page/").map(|_| ""));
        self.pages.contains(bare)
            || self.files.contains(&format!("{bare}/index.html"))
            || list.is_some_and(|list| self.pages.contains(list))
    }

    /// Whether there is a file.
    pub(super) fn file(&self, bare: &str) -> bool {
        self.files.contains(bare) || bare.strip_suffix("/index.html").is_some_and(|page| self.pages.contains(page))
    }

    /// Whether a page would be there with a slash at the end.
    pub(super) fn with_slash(&self, bare: &str) -> bool {
        self.pages.contains(bare)
    }
}

/// The addresses under `by/` that a study counts for, each once.
fn facets(study: &Study) -> BTreeSet<String> {
    let meta = &study.meta;
    let customer = &meta.customer;
    let texts = [
        ("problem", &meta.problem.tag),
        ("industry", &customer.industry),
        ("size", &customer.size),
        ("region", &customer.region),
        ("product", &meta.product),
    ];
    let roles = meta.quotes.iter().filter_map(|q| q.role.as_ref()).map(|role| ("role", role));
    let named = texts.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))).chain(roles);
    let adopter = customer.adopter.as_ref().and_then(|a| {
        Adopter::ALL.iter().find(|(_, value)| *value == a.value).map(|(word, _)| format!("by/adopter/{word}"))
    });
    named.map(|(name, text)| format!("by/{name}/{}", slug::slugify(text.trimmed()))).chain(adopter).collect()
}
