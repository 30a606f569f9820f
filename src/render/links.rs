//! Links as they stand in the finished pages: a template can break one as well as a writer can.
//!
//! Each page is read once, right after it was rendered. A link inside the site must lead to something that the plan
//! holds; a link to an anchor is judged when all pages have been seen.

use std::collections::HashSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::attributes::{attributes, value};
use super::relative::Rewriter;
use crate::finding::Finding;
use crate::mark;
use crate::site::{Draft, OutPath, Site, decoded, scheme};
use crate::source::{FileId, Span};
use crate::study::Document;
use crate::theme::Theme;

/// What one page holds.
#[derive(Debug)]
pub(super) struct Seen {
    path: OutPath,
    /// The document it was made from.
    file: Option<FileId>,
    /// Of its path.
    mark: u64,
    /// Its anchors, hashed.
    anchors: Vec<u64>,
    /// Links to nothing, as they stand in the page.
    broken: Vec<String>,
    /// Links to an anchor of a page: as it stands, and marks of the page and of the anchor.
    pending: Vec<(String, u64, u64)>,
}

/// Reads a page, and writes it to the end of `out` with its links as they are published.
pub(super) fn look(html: &[u8], draft: &Draft, site: &Site<'_>, out: &mut Vec<u8>) -> Seen {
    let mut seen = Seen {
        path: draft.path.clone(),
        file: draft.file,
        mark: mark::of(draft.path.as_str()),
        anchors: Vec::new(),
        broken: Vec::new(),
        pending: Vec::new(),
    };
    let mut within: Vec<(String, u64)> = Vec::new();
    let mut rewriter = Rewriter::new(html, &draft.path, &site.checked.config.base_url.path, out);
    attributes(html, |name, at| {
        let raw = &html[at.clone()];
        if name.eq_ignore_ascii_case(b"id") {
            seen.anchors.push(mark::of(&value(raw)));
        } else if name.eq_ignore_ascii_case(b"href") || name.eq_ignore_ascii_case(b"src") {
            judge(&value(raw), site, &mut seen.broken, &mut seen.pending, &mut within);
            rewriter.link(at.start, raw);
        }
    });
    rewriter.end();
    seen.anchors.sort_unstable();
    for (link, anchor) in within {
        if seen.anchors.binary_search(&anchor).is_err() {
            seen.broken.push(link);
        }
    }
    seen
}

fn judge(
    link: &str,
    site: &Site<'_>,
    broken: &mut Vec<String>,
    pending: &mut Vec<(String, u64, u64)>,
    within: &mut Vec<(String, u64)>,
) {
    if let Some(anchor) = link.strip_prefix('#') {
        // The claims' own anchors are there when the template prints the piece they stand in.
        if !is_top(anchor) && !anchor.starts_with("claim-") {
            within.push((link.to_owned(), mark::of(&decoded(anchor))));
        }
        return;
    }
    // A whole address may belong to another program on the same host.
    if scheme(link).is_some() || link.starts_with("//") {
        return;
    }
    let base = &site.checked.config.base_url;
    let (path, rest) = link.split_at(link.find(['?', '#']).unwrap_or(link.len()));
    let local = path.strip_prefix(base.path.as_str()).filter(|p| p.is_empty() || p.starts_with('/'));
    let Some(local) = local.filter(|local| site.routes.exists(local)) else {
        broken.push(link.to_owned());
        return;
    };
    if let Some((_, anchor)) = rest.split_once('#')
        && !is_top(anchor)
    {
        let page = if local.is_empty() { "/" } else { local };
        pending.push((link.to_owned(), mark::of(OutPath::page(&decoded(page)).as_str()), mark::of(&decoded(anchor))));
    }
}

/// Browsers know the top of every page.
fn is_top(anchor: &str) -> bool {
    anchor.is_empty() || anchor.eq_ignore_ascii_case("top")
}

/// What all pages hold.
#[derive(Default)]
pub(super) struct Links {
    seen: Vec<Arc<Seen>>,
}

impl Links {
    /// Adds a page.
    pub(super) fn add(&mut self, seen: Arc<Seen>) {
        self.seen.push(seen);
    }

    /// Every broken link once, where its writer can mend it.
    pub(super) fn judge(self, site: &Site<'_>, theme: &Theme) -> Vec<Finding> {
        let pending = self.seen.iter().flat_map(|seen| &seen.pending);
        // Many links, and few places they lead to.
        let wanted: FxHashSet<u64> = pending.map(|(_, page, _)| *page).collect();
        let there = self.seen.iter().filter(|seen| wanted.contains(&seen.mark));
        let anchors: FxHashMap<u64, &[u64]> = there.map(|seen| (seen.mark, seen.anchors.as_slice())).collect();
        let mut report = Report::default();
        for seen in &self.seen {
            for link in &seen.broken {
                let what = if link.starts_with('#') { "no such place on its page" } else { "nothing in this site" };
                tell(&mut report, site, theme, seen, link, what);
            }
            for (link, page, anchor) in &seen.pending {
                // A page that could not be rendered has been reported; its anchors are not known.
                if anchors.get(page).is_some_and(|held| held.binary_search(anchor).is_err()) {
                    tell(&mut report, site, theme, seen, link, "no such place on that page");
                }
            }
        }
        report.found
    }
}

/// Findings, and what they say about which place: no place for a link that nobody wrote as it stands.
#[derive(Default)]
struct Report {
    found: Vec<Finding>,
    told: HashSet<(String, Option<Span>)>,
}

fn tell(report: &mut Report, site: &Site<'_>, theme: &Theme, seen: &Seen, link: &str, what: &str) {
    let sources = &site.checked.sources;
    let written = in_document(site, seen, link).or_else(|| theme.find(link, sources));
    let span = written.or_else(|| seen.file.map(|file| Span::new(file, 0..0))).unwrap_or(site.checked.config.top);
    let finding = Finding::new("broken-link", span, format!("`{link}` leads to {what}"))
        .note(format!("in the finished page `{}`", seen.path));
    let finding = match link.split_once("#how-") {
        Some(_) => finding.help("claims lead to the notes: print `study.notes` in the template of the study"),
        None => finding,
    };
    // A template's mistake stands on every page: once is enough.
    if report.told.insert((finding.message.clone(), written)) {
        report.found.push(finding);
    }
}

/// The link in the Markdown it came from: the page's own document, or, for lists and briefs that repeat a study's words,
/// the first that holds it.
fn in_document(site: &Site<'_>, seen: &Seen, link: &str) -> Option<Span> {
    let corpus = &site.checked.corpus;
    let written = link.strip_prefix(site.checked.config.base_url.path.as_str()).unwrap_or(link);
    let fragment = link.split_once('#').map(|(_, fragment)| fragment);
    let exact = |target: &str| target == link || target == written;
    let near = |target: &str| fragment.is_some() && target.split_once('#').map(|(_, f)| f) == fragment;
    let own = corpus.documents().find(|document| Some(document.file()) == seen.file);
    own.and_then(|document| link_in(&document, exact).or_else(|| link_in(&document, near)))
        .or_else(|| corpus.documents().find_map(|document| link_in(&document, exact)))
        .or_else(|| corpus.documents().find_map(|document| link_in(&document, near)))
}

/// The first link of a document whose target is `wanted`, in its body or in a string above it.
fn link_in(document: &Document<'_>, wanted: impl Fn(&str) -> bool) -> Option<Span> {
    let body = document.body().links.iter().find(|l| wanted(&l.target)).map(|l| l.span);
    let above =
        || document.prose().into_iter().flat_map(|prose| &prose.links).find(|l| wanted(&l.target)).map(|l| l.span);
    body.or_else(above)
}
