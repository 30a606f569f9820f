//! `duplicate-slug`: two documents that would share an address, or take one the site needs.

use std::collections::BTreeMap;

use super::addresses::FIXED;
use crate::finding::Finding;
use crate::rule::Cx;
use crate::site;
use crate::source::Span;
use crate::study::Document;

/// Looks at the addresses of all documents. Slugs are in lower case, so names that differ in case only are the same.
pub(super) fn check(cx: &mut Cx<'_>) {
    let corpus = cx.corpus;
    let slugs = site::slugs(&corpus.studies);
    let mut taken: BTreeMap<String, Document<'_>> = BTreeMap::new();
    for document in corpus.documents() {
        let address = match document {
            Document::Study(study) => {
                let slug = slugs.get(&study.file).unwrap_or(&study.slug).to_lowercase();
                format!("/studies/{}/", if slug.is_empty() { "study" } else { &slug })
            }
            Document::Page(page) => format!("/{}/", page.slug.to_lowercase()),
        };
        if let Document::Page(page) = document
            && let Some(fixed) = page.slug.split('/').next().filter(|first| FIXED.contains(first))
        {
            let message = format!("`{address}` is where the site puts pages of its own");
            cx.report(
                Finding::new("duplicate-slug", top(&document), message)
                    .help(format!("rename the file: the name `{fixed}` is taken")),
            );
        } else if let Some(first) = taken.get(&address) {
            cx.report(
                Finding::new(
                    "duplicate-slug",
                    top(&document),
                    format!("`{address}` is already the address of {}", first.path()),
                )
                .related(top(first), "the first to take it")
                .help("rename the file: its path is its address"),
            );
            continue;
        }
        taken.insert(address, document);
    }
    if cx.config.output_files.briefs {
        briefs(cx);
    }
}

/// A study in a file `brief.md` under another one's folder.
fn briefs(cx: &mut Cx<'_>) {
    for study in &cx.corpus.studies {
        let Some(parent) = study.slug.strip_suffix("/brief").and_then(|slug| cx.corpus.study(slug)) else { continue };
        let message = format!("`/studies/{}/` is the address of the brief of {}", study.slug, parent.path);
        cx.report(
            Finding::new("duplicate-slug", top(&Document::Study(study)), message)
                .help("rename the file: its path is its address"),
        );
    }
}

/// The front matter, for a finding about the file.
fn top(document: &Document<'_>) -> Span {
    match document {
        Document::Study(study) => study.meta.keys.front.unwrap_or(study.top()),
        Document::Page(page) => page.front,
    }
}
