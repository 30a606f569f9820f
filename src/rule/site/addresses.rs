//! What the site will have at which address, as far as links need to know it before the site is planned.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::mark;
use crate::rule::Cx;
use crate::site;
use crate::source::FileId;
use crate::study::{Document, Study};
use crate::written::Choice;

/// Names at the root that the site makes itself.
pub(super) const FIXED: &[&str] = &["studies", "by", "references", "how-we-know", "page"];

/// Files the site makes itself.
const MADE: &[&str] = &["atom.xml", "sitemap.xml", "robots.txt", "404.html"];

/// A facet page needs so many studies.
const ENOUGH: usize = 2;

/// What the name of a study in addresses is made of.
pub(super) fn name(study: &Study) -> impl Hash {
    let customer = &study.meta.customer;
    let names = [&customer.name, &customer.public_as].map(|name| name.as_ref().map(|name| name.trimmed().to_owned()));
    (study.path.clone(), study.slug.clone(), names)
}

/// What links may lead to in a study, and which lists it brings about.
pub(super) fn face(study: &Study) -> impl Hash {
    let facets: Vec<(&'static str, String)> = facets(study).map(|(facet, value)| (facet, value.to_owned())).collect();
    let aliases: Vec<String> = study.meta.aliases.iter().map(|alias| alias.trimmed().to_owned()).collect();
    let headings: Vec<String> = study.body.headings.iter().map(|heading| heading.id.clone()).collect();
    (mark::of(&name(study)), facets, aliases, headings)
}

/// What is known of the addresses: nothing until somebody asks, since most documents lead to none.
#[derive(Default)]
pub(super) struct Known {
    addresses: OnceLock<Addresses>,
    /// The pages of facets, which are counted: few links lead there.
    facets: OnceLock<BTreeSet<String>>,
}

/// The addresses, for whoever asks.
pub(super) struct OnceAsked<'a> {
    pub(super) cx: &'a Cx<'a>,
    pub(super) known: &'a Known,
}

/// Pages without slashes around them, and files.
#[derive(Default)]
struct Addresses {
    /// Studies by their names in addresses.
    studies: FxHashSet<String>,
    /// All other pages but those of facets.
    pages: BTreeSet<String>,
    files: BTreeSet<String>,
}

impl Addresses {
    /// Collects the addresses of everything that is shown.
    fn of(cx: &Cx<'_>) -> Self {
        let mut it = Self::default();
        it.pages.extend(["", "references", "how-we-know"].map(str::to_owned));
        let mut slugs = site::slugs(&cx.corpus.studies);
        for study in shown(cx) {
            it.studies.insert(slugs.remove(&study.file).unwrap_or_else(|| study.slug.clone()));
            it.aliases(study.meta.aliases.iter().map(|a| a.trimmed()));
        }
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
}

impl OnceAsked<'_> {
    /// Whether there is a page. Further pages of a list are there when the list is.
    pub(super) fn page(&self, bare: &str) -> bool {
        let list = bare.rsplit_once("/page/").map(|(list, _)| list).or(bare.strip_prefix("page/").map(|_| ""));
        self.holds(bare)
            || self.all().files.contains(&format!("{bare}/index.html"))
            || list.is_some_and(|list| self.holds(list))
    }

    /// Whether there is a file.
    pub(super) fn file(&self, bare: &str) -> bool {
        self.all().files.contains(bare) || bare.strip_suffix("/index.html").is_some_and(|page| self.holds(page))
    }

    /// Whether a page would be there with a slash at the end.
    pub(super) fn with_slash(&self, bare: &str) -> bool {
        self.holds(bare)
    }

    fn holds(&self, bare: &str) -> bool {
        let Addresses { studies, pages, .. } = self.all();
        let is_study = |rest: &str| {
            let brief = rest.strip_suffix("/brief").filter(|_| self.cx.config.output_files.briefs);
            studies.contains(rest) || brief.is_some_and(|slug| studies.contains(slug))
        };
        pages.contains(bare)
            || bare.strip_prefix("studies/").is_some_and(is_study)
            || bare.starts_with("by") && self.facets().contains(bare)
    }

    fn all(&self) -> &Addresses {
        self.known.addresses.get_or_init(|| Addresses::of(self.cx))
    }

    fn facets(&self) -> &BTreeSet<String> {
        self.known.facets.get_or_init(|| {
            let mut shared = Shared::default();
            shown(self.cx).for_each(|study| shared.count(study));
            let mut pages = shared.enough();
            if !pages.is_empty() {
                pages.insert("by".to_owned());
            }
            pages
        })
    }
}

/// Studies that are published.
fn shown<'a>(cx: &'a Cx<'a>) -> impl Iterator<Item = &'a Study> {
    cx.corpus.studies.iter().filter(|study| cx.left_out(Document::Study(study)).is_none()).map(|study| &**study)
}

/// How many studies count for each address under `by/`.
#[derive(Default)]
struct Shared<'a> {
    /// Addresses by facet and value as written: few values, of many studies.
    of_values: HashMap<(&'static str, &'a str), usize>,
    of_addresses: HashMap<String, usize>,
    /// For each address: how many, and the file of the last.
    counts: Vec<(usize, Option<FileId>)>,
}

impl<'a> Shared<'a> {
    fn count(&mut self, study: &'a Study) {
        for value in facets(study) {
            let (of_addresses, counts) = (&mut self.of_addresses, &mut self.counts);
            let number = *self.of_values.entry(value).or_insert_with(|| {
                let address = format!("by/{}/{}", value.0, slug::slugify(value.1));
                *of_addresses.entry(address).or_insert_with(|| {
                    counts.push((0, None));
                    counts.len() - 1
                })
            });
            let (count, last) = &mut self.counts[number];
            if last.replace(study.file) != Some(study.file) {
                *count += 1;
            }
        }
    }

    /// Those that enough studies share.
    fn enough(self) -> BTreeSet<String> {
        let counts = self.counts;
        self.of_addresses.into_iter().filter(|(_, n)| counts[*n].0 >= ENOUGH).map(|(address, _)| address).collect()
    }
}

/// The facets that a study counts for, and its values of them.
fn facets(study: &Study) -> impl Iterator<Item = (&'static str, &str)> {
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
    let adopter = customer.adopter.as_ref().map(|a| ("adopter", a.value.word()));
    named.map(|(name, text)| (name, text.trimmed())).chain(adopter)
}
