//! What is said of a picture whose metadata could not be taken out.

use crate::finding::Finding;
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

/// Where a document beside the picture writes its name.
fn named(path: &str, checked: &Checked) -> Option<Span> {
    let (folder, name) = path.rsplit_once('/')?;
    let root = format!("{folder}/");
    let near = checked.corpus.documents().filter(|document| document.path().starts_with(&root));
    near.chain(checked.corpus.documents()).find_map(|document| {
        let source = checked.sources.whole(document.file());
        let at = source.text.find(name)?;
        Some(Span::new(source.id, at..at + name.len()))
    })
}
