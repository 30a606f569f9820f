//! Names in addresses. An anonymous customer's study may not have an address that names them.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use crate::source::{FileId, OfFiles};
use crate::study::Study;

/// Words of a name that give nothing away.
const COMMON: &[&str] = &[
    "the", "and", "for", "ltd", "inc", "llc", "plc", "gmbh", "company", "group", "limited", "services", "clinic",
    "school", "shop", "house", "agency", "office",
];

/// The name in addresses of each study whose own would give its customer away; the others keep theirs. It is made of
/// `public_as`; studies that share one are told apart by a number in the order of their files, left-out ones included,
/// so that an address does not change when another study comes or goes.
pub fn slugs<S: Borrow<Study>>(studies: &[S]) -> OfFiles<String> {
    let studies = || studies.iter().map(Borrow::borrow);
    let mut telling: Vec<&Study> = studies().filter(|s: &&Study| gives_away(s, &s.slug)).collect();
    let mut given: OfFiles<String> = OfFiles::default();
    if telling.is_empty() {
        return given;
    }
    telling.sort_by(|a, b| a.path.cmp(&b.path));
    let tells: BTreeSet<FileId> = telling.iter().map(|study| study.file).collect();
    let taken: BTreeSet<&str> = studies().filter(|s| !tells.contains(&s.file)).map(|s| s.slug.as_str()).collect();
    let mut made: BTreeSet<String> = BTreeSet::new();
    for study in telling {
        let public = study.meta.customer.public_as.as_ref().map_or("", |t| t.trimmed());
        let wish = Some(slug::slugify(public)).filter(|s| !s.is_empty()).unwrap_or_else(|| "a-customer".to_owned());
        let mut slug = wish.clone();
        let mut number = 1;
        while taken.contains(slug.as_str()) || made.contains(&slug) {
            number += 1;
            slug = format!("{wish}-{number}");
        }
        made.insert(slug.clone());
        given.insert(study.file, slug);
    }
    given
}

/// Whether `name` holds a telling word of the real name of a customer who is not to be named.
pub(crate) fn gives_away(study: &Study, name: &str) -> bool {
    let customer = &study.meta.customer;
    let (Some(public), Some(real)) = (&customer.public_as, &customer.name) else { return false };
    let public: BTreeSet<String> = words(public.trimmed());
    let name = slug::slugify(name);
    let parts: BTreeSet<&str> = name.split('-').collect();
    let joined = slug::slugify(real.trimmed()).replace('-', "");
    name.replace('-', "").contains(&joined) && !joined.is_empty()
        || words(real.trimmed()).iter().any(|w| {
            w.len() >= 3
                && !COMMON.contains(&w.as_str())
                && !public.contains(w)
                && parts.iter().any(|p| p.contains(w.as_str()))
        })
}

fn words(name: &str) -> BTreeSet<String> {
    slug::slugify(name).split('-').map(str::to_owned).collect()
}
