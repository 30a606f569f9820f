//! `broken-link` and `missing-alt-text`: every link of a document leads somewhere, every image is there and can be heard.

use std::sync::Arc;

use rayon::prelude::*;

use super::addresses::{Known, OnceAsked};
use super::target::{self, Target};
use crate::finding::{Finding, Level};
use crate::ladder::LeftOut;
use crate::rule::wording::ticked;
use crate::rule::{Cx, Look, Wanted};
use crate::site::within;
use crate::source::{FileId, Span};
use crate::study::{Document, Heading};
use crate::written::nearest;

/// Looks at links, images, logo and photos.
pub(super) fn prepare(_: &Cx<'_>) -> Arc<Look> {
    let known = Known::default();
    Arc::new(move |cx, wanted| check(cx, wanted, &known))
}

fn check(cx: &Cx<'_>, wanted: &Wanted<'_>, known: &Known) -> Vec<(FileId, Vec<Finding>)> {
    let addresses = OnceAsked { cx, known };
    let documents: Vec<Document<'_>> = cx.corpus.documents().filter(|document| wanted(document.file())).collect();
    documents.par_iter().map(|document| (document.file(), of_document(document, &addresses, cx))).collect()
}

fn of_document(document: &Document<'_>, addresses: &OnceAsked<'_>, cx: &Cx<'_>) -> Vec<Finding> {
    let links = links(document).into_iter();
    let mut found: Vec<Finding> =
        links.filter_map(|(link, span, is_image)| broken(link, span, is_image, document, addresses, cx)).collect();
    for prose in document.prose() {
        let empty = prose.links.iter().filter(|link| prose.text[link.range.clone()].trim().is_empty());
        found.extend(empty.map(|link| {
            Finding::new("broken-link", link.span, "this link has no words, and nobody can follow it")
                .help("write between the brackets what it leads to; for evidence, the words of the claim")
        }));
    }
    pictures(document, cx, &mut found);
    for image in document.body().links.iter().filter(|l| l.image.as_ref().is_some_and(|alt| alt.trim().is_empty())) {
        found.push(
            Finding::new("missing-alt-text", image.span, "this image has no words for those who cannot see it")
                .help("say what it shows between the brackets: `![What it shows](file.png)`"),
        );
    }
    found
}

/// Every link of the body and of the strings above it: target, place, whether it is an image.
fn links<'a>(document: &Document<'a>) -> Vec<(&'a str, Span, bool)> {
    let body = document.body();
    let mut links: Vec<(&str, Span, bool)> = Vec::new();
    for prose in document.prose().into_iter().filter(|p| p.span.range().start < body.range.start) {
        links.extend(prose.links.iter().map(|l| (l.target.as_str(), l.span, false)));
        links.extend(prose.images.iter().map(|l| (l.target.as_str(), l.span, true)));
    }
    links.extend(body.links.iter().map(|l| (l.target.as_str(), l.span, l.image.is_some())));
    links
}

fn broken(
    link: &str,
    span: Span,
    is_image: bool,
    document: &Document<'_>,
    addresses: &OnceAsked<'_>,
    cx: &Cx<'_>,
) -> Option<Finding> {
    let dead = |message: String| Finding::new("broken-link", span, message);
    let own = cx.config.base_url.absolute("");
    if let Some(address) = link.strip_prefix(own.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        return whole_address(link, address, span, addresses, cx);
    }
    match target::read(link, document.folder()) {
        Target::Elsewhere => None,
        Target::Anchor(anchor) => no_anchor(anchor, document, span),
        Target::Document(path, anchor) => match cx.corpus.at(&path) {
            None => Some(no_document(dead(format!("there is no file {}", ticked(&path))), link, &path, cx)),
            Some(other) => left_out(&other, document, span, cx)
                .or_else(|| anchor.and_then(|anchor| no_anchor(anchor, &other, span))),
        },
        Target::Beside(path) if cx.tree.beside.contains(&path) => None,
        Target::Beside(path) => Some(no_file(dead(format!("there is no file {}", ticked(&path))), &path, is_image, cx)),
        // Whether a file is there is known when the pages are finished: a picture beside a study is copied when used.
        Target::Address(address) if target::exists(&address, addresses) || target::is_file(&address) => None,
        Target::Address(address) => {
            Some(no_address(dead(format!("the site has nothing at {}", ticked(&address))), &address, addresses, cx))
        }
    }
}

/// A whole address on the site's own host. Something else may be served there too, so it is a warning.
fn whole_address(link: &str, address: &str, span: Span, addresses: &OnceAsked<'_>, cx: &Cx<'_>) -> Option<Finding> {
    let Target::Address(address) = target::read(address, "") else { return None };
    if target::exists(&address, addresses) {
        return None;
    }
    let finding = Finding::new("broken-link", span, format!("the site has nothing at {}", ticked(link)));
    Some(
        no_address(finding, &address, addresses, cx)
            .level(Level::Warning)
            .note("it leads nowhere unless something else is served there"),
    )
}

fn no_anchor(anchor: &str, document: &Document<'_>, span: Span) -> Option<Finding> {
    let headings: &[Heading] = &document.body().headings;
    if anchor.is_empty() || anchor == "top" || headings.iter().any(|h| h.id == anchor) {
        return None;
    }
    let finding =
        Finding::new("broken-link", span, format!("no heading of {} has the anchor `#{anchor}`", document.path()));
    Some(match nearest(anchor, headings.iter().map(|h| h.id.as_str())) {
        Some(near) => finding.label(format!("did you mean `#{near}`?")),
        None if headings.is_empty() => {
            finding.help("that document has no headings; link to it without the part after `#`")
        }
        None => {
            let ids: Vec<String> = headings.iter().take(6).map(|h| format!("`#{}`", h.id)).collect();
            finding.help(format!("its anchors are {}", ids.join(", ")))
        }
    })
}

fn no_document(finding: Finding, link: &str, path: &str, cx: &Cx<'_>) -> Finding {
    let name =
        |path: &str| path.strip_suffix("/index.md").unwrap_or(path).rsplit('/').next().unwrap_or("").replace(".md", "");
    let wanted = name(path);
    let all = || cx.corpus.documents().map(|d| d.path());
    if let Some(other) = all().find(|p| name(p) == wanted) {
        return finding.help(format!(
            "the file is {}; a link is written from the folder of the file it stands in",
            ticked(other)
        ));
    }
    match nearest(path, all()) {
        Some(near) => finding.label(format!("did you mean {}?", ticked(near))),
        None => finding.help(format!("`{link}` is looked for from the folder of this file")),
    }
}

fn no_file(finding: Finding, path: &str, is_image: bool, cx: &Cx<'_>) -> Finding {
    let with = [format!("{path}.md"), format!("{}/index.md", path.trim_end_matches('/'))];
    if let Some(document) = with.iter().find(|p| cx.corpus.at(p).is_some()) {
        return finding.help(format!("link to the Markdown file itself: {}", ticked(document)));
    }
    match nearest(path, cx.tree.beside.iter().map(String::as_str)) {
        Some(near) => finding.label(format!("did you mean {}?", ticked(near))),
        None if is_image => finding.help("put the image beside the study, in a folder with its `index.md`"),
        None => finding.help("put the file beside the study, or under static/ and link to it as `/name`"),
    }
}

fn no_address(finding: Finding, address: &str, addresses: &OnceAsked<'_>, cx: &Cx<'_>) -> Finding {
    let bare = address.trim_matches('/');
    if let Some(slug) = bare.strip_prefix("studies/")
        && let Some(study) = cx.corpus.study(slug.trim_end_matches("/brief"))
        && let Some(why) = cx.left_out(Document::Study(study))
    {
        return at_level_of(why, finding.note(format!("{} is left out: {why}", ticked(&study.path))));
    }
    if !address.ends_with('/') && addresses.with_slash(bare) {
        return finding.help(format!("write `{address}/`"));
    }
    finding.help("link to another study or page by its file, as in `../northwind.md`")
}

/// A link to a study that is not published would lead nowhere.
fn left_out(other: &Document<'_>, from: &Document<'_>, span: Span, cx: &Cx<'_>) -> Option<Finding> {
    let why = cx.left_out(*other).filter(|_| cx.left_out(*from).is_none())?;
    let finding = Finding::new("broken-link", span, format!("{} is not published", ticked(other.path())));
    Some(
        at_level_of(why, finding.note(format!("it is left out: {why}")))
            .help("take the link out, or wait until it is published"),
    )
}

/// Nothing becomes an error merely because a day has passed or a customer has changed their mind: the words stay, and
/// lead nowhere until somebody looks.
fn at_level_of(why: &LeftOut, finding: Finding) -> Finding {
    if why.is_held_back() { finding } else { finding.level(Level::Warning) }
}

/// Logo and portraits must lie beside the study.
fn pictures(document: &Document<'_>, cx: &Cx<'_>, found: &mut Vec<Finding>) {
    let Document::Study(study) = document else { return };
    let logo = study.meta.customer.logo.iter().map(|t| ("logo", t));
    let photos = study.meta.quotes.iter().filter_map(|q| q.photo.as_ref()).map(|t| ("photo", t));
    for (what, text) in logo.chain(photos) {
        let path = within(document.folder(), text.trimmed());
        if !cx.tree.beside.contains(&path) {
            let finding = Finding::new("broken-link", text.span, format!("there is no {what} {}", ticked(&path)));
            found.push(no_file(finding, &path, true, cx));
        }
    }
}
