//! Where a link points, read from how it is written.

use super::addresses::OnceAsked;
use crate::site::{decoded, is_markdown, scheme, split_address, within};

/// What a target means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A place in the same document.
    Anchor(&'a str),
    /// Another Markdown file: its path from the root, and the place in it.
    Document(String, Option<&'a str>),
    /// A file beside the document: its path from the root.
    Beside(String),
    /// An address of the site itself.
    Address(String),
    /// Another site, a mail address, a record: not ours to look up.
    Elsewhere,
}

/// Reads a target written in a document under `folder`.
pub(super) fn read<'a>(target: &'a str, folder: &str) -> Target<'a> {
    let target = target.trim();
    if let Some(anchor) = target.strip_prefix('#') {
        return Target::Anchor(anchor);
    }
    if scheme(target).is_some() || target.starts_with("//") || target.is_empty() {
        return Target::Elsewhere;
    }
    let (path, rest) = split_address(target);
    let path = decoded(path);
    if path.starts_with('/') {
        return Target::Address(path.into_owned());
    }
    let anchor = rest.split_once('#').map(|(_, anchor)| anchor).filter(|a| !a.is_empty());
    let path = within(folder, &path);
    if is_markdown(&path) { Target::Document(path, anchor) } else { Target::Beside(path) }
}

/// Whether an address names a file and no page.
pub(super) fn is_file(address: &str) -> bool {
    address.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

/// Whether the site will have this address.
pub(super) fn exists(address: &str, addresses: &OnceAsked<'_>) -> bool {
    let bare = address.trim_start_matches('/');
    if bare.is_empty() || bare.ends_with('/') {
        addresses.page(bare.trim_end_matches('/'))
    } else {
        addresses.file(bare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_as_the_site_resolves_them() {
        let folder = "content/studies/a";
        assert_eq!(read("#results", folder), Target::Anchor("results"));
        assert_eq!(read("../b.md#x", folder), Target::Document("content/studies/b.md".into(), Some("x")));
        assert_eq!(read("my%20map.png", folder), Target::Beside("content/studies/a/my map.png".into()));
        assert_eq!(read("/how-we-know/?x#y", folder), Target::Address("/how-we-know/".into()));
        for elsewhere in ["https://a.example/", "mailto:a@b.example", "evidence:x", "//a.example"] {
            assert_eq!(read(elsewhere, folder), Target::Elsewhere, "{elsewhere}");
        }
    }
}
