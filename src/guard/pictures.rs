//! What is said of files that are published as they are: of a picture whose metadata could not be taken out, and of what
//! could not be looked into.

use crate::finding::{Finding, Level};
use crate::picture::Trouble;
use crate::pipeline::Checked;
use crate::source::Span;

/// A finding where a document names the picture, else about the site.
pub(super) fn finding(path: &str, trouble: Trouble, checked: &Checked) -> Finding {
    let span = named(path, checked).unwrap_or(checked.config.top);
    let why = "a picture may hold the place it was taken at, and its maker's name";
    match trouble {
        Trouble::Unreadable(what) => {
            Finding::new("unreadable-file", span, format!("`{path}` is no picture that can be published: {what}"))
                .note(why)
                .help("save it again as JPEG, PNG, WebP, GIF or SVG")
        }
        Trouble::Unknown(what) => {
            Finding::new("unreadable-file", span, format!("`{path}` is {what}, whose metadata we cannot take out"))
                .note(why)
                .help("save it as JPEG, PNG or WebP, or take the metadata out and build again")
        }
    }
}

/// A note where a document names a file that was not looked into, else about the site.
pub(super) fn unread(path: &str, checked: &Checked) -> Finding {
    let span = named(path, checked).unwrap_or(checked.config.top);
    Finding::new("private-in-output", span, format!("`{path}` is published as it is, and was not looked into"))
        .level(Level::Note)
        .note("only what stands in it as plain letters was compared with what is private: text that is packed, and the names \
               of its authors, are for you to look for")
        .help("publish it as text or HTML; or look into it, and allow this here with the reason")
}

/// Where a document beside the file writes its name.
pub(super) fn named(path: &str, checked: &Checked) -> Option<Span> {
    let (folder, name) = path.rsplit_once('/')?;
    let root = format!("{folder}/");
    let near = checked.corpus.documents().filter(|document| document.path().starts_with(&root));
    near.chain(checked.corpus.documents()).find_map(|document| {
        let source = checked.sources.whole(document.file());
        let at = source.text.find(name)?;
        Some(Span::new(source.id, at..at + name.len()))
    })
}
