//! Where a link points, read from how it is written.

use super::addresses::Addresses;

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
    let scheme = target.find([':', '/', '?', '#']).is_some_and(|at| target.as_bytes()[at] == b':');
    if scheme || target.starts_with("//") || target.is_empty() {
        return Target::Elsewhere;
    }
    let end = target.find(['?', '#']).unwrap_or(target.len());
    let path = decoded(&target[..end]);
    if path.starts_with('/') {
        return Target::Address(path);
    }
    let anchor = target[end..].split_once('#').map(|(_, anchor)| anchor).filter(|a| !a.is_empty());
    let path = within(folder, &path);
    if path.ends_with(".md") || path.ends_with(".markdown") {
        Target::Document(path, anchor)
    } else {
        Target::Beside(path)
    }
}

/// A path relative to `folder`, without `.` and `..`.
pub(super) fn within(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// `%20` → blank. What is no escape stays.
fn decoded(path: &str) -> String {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        let hex = (byte == b'%').then(|| path.get(at + 1..at + 3)).flatten();
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(read) => {
                out.push(read);
                bytes.nth(1);
            }
            None => out.push(byte),
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}

/// Whether the site will have this address.
pub(super) fn exists(address: &str, addresses: &Addresses) -> bool {
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
        assert_eq!(decoded("a%20b%2"), "a b%2");
    }
}
