//! Names in addresses. An anonymous customer's study may not have an address that names them.

use std::collections::BTreeSet;

use crate::study::Study;

/// Words of a name that give nothing away.
const COMMON: &[&str] = &[
    "the", "and", "for", "ltd", "inc", "llc", "plc", "gmbh", "company", "group", "limited", "services", "clinic",
    "school", "shop", "house", "agency", "office",
];

/// A name in addresses for each study, in the order given. Studies that share `public_as` are told apart by a number
/// in the order of their files.
pub(crate) fn slugs(studies: &[&Study]) -> Vec<String> {
    let mut taken: BTreeSet<String> =
        studies.iter().filter(|s| !gives_away(s, &s.slug)).map(|s| s.slug.clone()).collect();
    let mut by_file: Vec<usize> = (0..studies.len()).collect();
    by_file.sort_by(|&a, &b| studies[a].path.cmp(&studies[b].path));
    let mut slugs: Vec<String> = studies.iter().map(|s| s.slug.clone()).collect();
    for at in by_file {
        let study = studies[at];
        if gives_away(study, &study.slug) {
            let public = study.meta.customer.public_as.as_ref().map_or("", |t| t.trimmed());
            let name = Some(slug::slugify(public)).filter(|s| !s.is_empty()).unwrap_or_else(|| "a-customer".to_owned());
            let free = std::iter::once(name.clone())
                .chain((2..).map(|n| format!("{name}-{n}")))
                .find(|slug| !taken.contains(slug))
                .unwrap_or(name);
            taken.insert(free.clone());
            slugs[at] = free;
        }
    }
    slugs
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
