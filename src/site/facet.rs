//! Studies like mine: values that studies share, and the pages they get.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::view::{FacetValue, FacetView, adopter, capital, in_words};
use crate::site::escape::publishable;
use crate::site::route::Routes;
use crate::study::{Adopter, Study};
use crate::written::Choice;

/// Facets in the order they are shown: name in addresses, and label.
const FACETS: &[(&str, &str)] = &[
    ("problem", "Problem"),
    ("industry", "Industry"),
    ("size", "Size"),
    ("role", "Role"),
    ("product", "Product"),
    ("region", "Region"),
    ("adopter", "How they choose"),
];

/// A value gets a page when so many studies share it, and a facet appears when studies have so many values of it.
const ENOUGH: usize = 2;

/// Which values have pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Facets {
    facets: Vec<Facet>,
    /// The slugs of values that have pages, by the values as they are written.
    slugs: HashMap<String, String>,
}

/// A facet and its values that have pages.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Facet {
    /// `industry`.
    pub name: &'static str,
    /// `Industry`.
    pub label: &'static str,
    /// By slug.
    pub values: BTreeMap<String, Shared>,
}

/// A value that studies share.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shared {
    /// As people read it.
    pub label: String,
    /// The studies, as positions in the site's order.
    pub studies: Vec<usize>,
}

impl Facets {
    /// Collects the values of `studies`, which come in the site's order.
    pub(crate) fn of_all(studies: &[&Study], routes: &Routes) -> Self {
        let mut facets: Vec<Facet> =
            FACETS.iter().map(|&(name, label)| Facet { name, label, values: BTreeMap::new() }).collect();
        // Few values, of many studies.
        let mut slugs: HashMap<&str, String> = HashMap::new();
        for (at, study) in studies.iter().enumerate() {
            for facet in &mut facets {
                for value in values(facet.name, study) {
                    let slug = slugs.entry(value).or_insert_with(|| slug::slugify(value));
                    if slug.is_empty() {
                        continue;
                    }
                    if !facet.values.contains_key(slug) {
                        let label = publishable(&label(facet.name, value), routes);
                        facet.values.insert(slug.clone(), Shared { label, studies: Vec::new() });
                    }
                    let Some(shared) = facet.values.get_mut(slug) else { continue };
                    if shared.studies.last() != Some(&at) {
                        shared.studies.push(at);
                    }
                }
            }
        }
        for facet in &mut facets {
            // One value for all says nothing about anybody.
            if facet.values.len() < ENOUGH {
                facet.values.clear();
            }
            facet.values.retain(|_, shared| shared.studies.len() >= ENOUGH);
        }
        facets.retain(|facet| !facet.values.is_empty());
        let mut slugs: HashMap<String, String> =
            slugs.into_iter().map(|(value, slug)| (value.to_owned(), slug)).collect();
        slugs.retain(|_, slug| facets.iter().any(|facet| facet.values.contains_key(slug)));
        Facets { facets, slugs }
    }

    /// All facets that have a page.
    pub(crate) fn all(&self) -> &[Facet] {
        &self.facets
    }

    /// The address of a value's page, when it has one.
    pub(crate) fn address(&self, facet: &str, value: &str) -> Option<String> {
        let slug = self.slug(value);
        let facet = self.facets.iter().find(|f| f.name == facet)?;
        facet.values.contains_key(&*slug).then(|| address(facet.name, &slug))
    }

    /// A value as people read it: in the words of the first study that shares it.
    pub(crate) fn label(&self, facet: &str, value: &str) -> String {
        let shared = self.facets.iter().find(|f| f.name == facet).and_then(|f| f.values.get(&*self.slug(value)));
        shared.map_or_else(|| label(facet, value), |s| s.label.clone())
    }

    /// The values with pages that a study has: facet and slug.
    pub(crate) fn of(&self, study: &Study) -> impl Iterator<Item = (&'static str, String)> {
        self.facets.iter().flat_map(move |facet| {
            let slugs = values(facet.name, study).into_iter().map(|value| self.slug(value));
            let known = slugs.filter(|slug| facet.values.contains_key(&**slug));
            known.map(|slug| (facet.name, slug.into_owned())).collect::<Vec<_>>()
        })
    }

    fn slug(&self, value: &str) -> Cow<'_, str> {
        match self.slugs.get(value) {
            Some(slug) => Cow::Borrowed(slug),
            None => Cow::Owned(slug::slugify(value)),
        }
    }

    /// For templates: values by how many share them, then by label.
    pub(crate) fn views(&self, link: impl Fn(&str) -> String) -> Vec<FacetView> {
        let value = |facet: &Facet, slug: &String, shared: &Shared| FacetValue {
            slug: slug.clone(),
            label: shared.label.clone(),
            url: link(&address(facet.name, slug)),
            count: shared.studies.len(),
        };
        self.facets
            .iter()
            .map(|facet| {
                let mut values: Vec<FacetValue> =
                    facet.values.iter().map(|(slug, shared)| value(facet, slug, shared)).collect();
                values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
                FacetView { name: facet.name, label: facet.label, values }
            })
            .collect()
    }
}

/// The address of a value's page.
pub(crate) fn address(facet: &str, slug: &str) -> String {
    format!("/by/{facet}/{slug}/")
}

/// All that facets ask of a study.
pub(super) fn asked(study: &Study) -> impl Iterator<Item = (&'static str, Vec<&str>)> {
    FACETS.iter().map(|(facet, _)| (*facet, values(facet, study)))
}

fn values<'a>(facet: &str, study: &'a Study) -> Vec<&'a str> {
    let meta = &study.meta;
    let text = match facet {
        "problem" => &meta.problem.tag,
        "industry" => &meta.customer.industry,
        "size" => &meta.customer.size,
        "region" => &meta.customer.region,
        "product" => &meta.product,
        "adopter" => return meta.customer.adopter.iter().map(|a| a.value.word()).collect(),
        "role" => {
            let mut roles: Vec<&str> =
                meta.quotes.iter().filter_map(|q| q.role.as_ref()).map(|r| r.trimmed()).collect();
            roles.sort_unstable();
            roles.dedup();
            return roles;
        }
        _ => &None,
    };
    text.iter().map(|t| t.trimmed()).collect()
}

fn label(facet: &str, value: &str) -> String {
    match facet {
        "size" if value.starts_with(|c: char| c.is_ascii_digit()) => format!("{} people", value.replace('-', "–")),
        "problem" => capital(&in_words(value)),
        "adopter" => Adopter::ALL.iter().find(|(word, _)| *word == value).map_or("", |(_, a)| adopter(*a)).to_owned(),
        _ => capital(value),
    }
}
