//! Files beside a document that its page uses: they are copied next to the page. What no page uses stays at home.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::image;
use super::name::gives_away;
use super::route::{Media, decoded, is_markdown, scheme, split_address, within};
use crate::scan::{self, Tree};
use crate::study::Document;

/// Enough of a picture to know its size; a JPEG may carry a large preview before it.
const HEAD: u64 = 256 * 1024;

/// The files of `document`, whose page lives at `address`: by path from the root.
pub(super) fn used(root: &Path, tree: &Tree, document: &Document<'_>, address: &str) -> BTreeMap<String, Media> {
    let folder = document.folder();
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    let mut want = |target: &str| {
        let path = within(folder, &decoded(split_address(target).0));
        if tree.beside.contains(&path) {
            wanted.insert(path);
        }
    };
    for link in &document.body().links {
        if !link.target.starts_with(['/', '#']) && scheme(&link.target).is_none() && !is_markdown(&link.target) {
            want(&link.target);
        }
    }
    if let Document::Study(study) = document {
        let customer = &study.meta.customer;
        let logo = customer.logo.iter().filter(|_| !customer.is_anonymous());
        logo.chain(study.meta.quotes.iter().filter_map(|q| q.photo.as_ref())).for_each(|t| want(t.trimmed()));
    }
    // The page itself and the pages below it are there already.
    let mut names: BTreeSet<String> =
        ["index.html", "brief", "pass-it-on", "card.png", "proof.json"].map(str::to_owned).into();
    let mut media = BTreeMap::new();
    for path in wanted {
        let wish = file_name(&path, document);
        let name = std::iter::once(wish.clone())
            .chain((2..).map(|n| match wish.rsplit_once('.') {
                Some((stem, ext)) => format!("{stem}-{n}.{ext}"),
                None => format!("{wish}-{n}"),
            }))
            .find(|name| !names.contains(name))
            .unwrap_or(wish);
        names.insert(name.clone());
        let size = scan::head(root, &path, HEAD).ok().and_then(|head| image::size(&head));
        media.insert(path, Media { address: format!("{address}{name}"), size });
    }
    media
}

/// The file's own name, fit for an address; a plain one where it would name an anonymous customer.
fn file_name(path: &str, document: &Document<'_>) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ext) = name.rsplit_once('.').unwrap_or((name, ""));
    let telling = matches!(document, Document::Study(study) if gives_away(study, stem));
    let clean = |part: &str| -> String {
        part.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect()
    };
    let stem = if telling { "file".to_owned() } else { clean(stem) };
    if ext.is_empty() { stem } else { format!("{stem}.{}", clean(ext)) }
}
