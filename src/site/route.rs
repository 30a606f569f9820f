//! What a link may point to: where each document lives, which files are copied, and what else is written.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use percent_encoding::percent_decode_str;

use super::escape::private_addresses;
use super::mark::Anchors;
use super::view::Numerals;
use crate::config::BaseUrl;
use crate::source::{FileId, OfFiles};

/// Everything that has an address, known before anything is rendered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Routes {
    /// The folder the site lives in.
    pub base: BaseUrl,
    /// The only address that may be printed.
    pub contact: Option<String>,
    /// How the site writes numbers.
    pub numerals: Numerals,
    /// Address of each document that is shown, by its path from the root.
    pub documents: HashMap<String, String>,
    /// Files copied beside a page: by document, then by path from the root.
    pub media: OfFiles<BTreeMap<String, Media>>,
    /// Every file of the site, as a path below the output folder.
    pub outputs: HashSet<String>,
    /// For each shown study, by its slug in the project: its address, and, where others point at its records, the anchors
    /// of its notes.
    pub studies: HashMap<String, (String, Anchors)>,
}

/// A file that is copied beside a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Media {
    /// Its address from the site's root.
    pub address: String,
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// To the site itself, ready to print.
    Here(String),
    /// To another site.
    Elsewhere(String),
    /// Nowhere that may be linked: the words stay, without a link.
    Nowhere,
}

impl Routes {
    /// Those of a site without a page, at the root of its host.
    pub(crate) fn of_nothing() -> Self {
        Self {
            base: BaseUrl { origin: String::new(), path: String::new() },
            contact: None,
            numerals: Numerals::of("en", 0),
            documents: HashMap::new(),
            media: OfFiles::default(),
            outputs: HashSet::new(),
            studies: HashMap::new(),
        }
    }

    /// An address from the site's root, ready to print.
    pub(crate) fn link(&self, address: &str) -> String {
        self.base.link(address)
    }

    /// Where a link written in the document `file` under `folder` leads.
    pub(crate) fn aim(&self, file: FileId, folder: &str, target: &str) -> Aim {
        // Browsers drop control characters and read a backslash as a slash, so these could be anything.
        if target.contains(|c: char| c.is_control() || c == '\\') {
            return Aim::Nowhere;
        }
        let target = target.trim();
        if target.starts_with('#') {
            return Aim::Here(target.to_owned());
        }
        if target.starts_with("//") {
            return if self.is_public(target) { Aim::Elsewhere(target.to_owned()) } else { Aim::Nowhere };
        }
        if let Some(scheme) = scheme(target) {
            return match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" if self.is_public(target) => Aim::Elsewhere(target.to_owned()),
                "mailto" if self.is_contact(&target[7..]) && self.is_public(target) => Aim::Here(target.to_owned()),
                _ => Aim::Nowhere,
            };
        }
        let (path, rest) = split_address(target);
        if path.starts_with('/') {
            return Aim::Here(format!("{}{rest}", self.link(path)));
        }
        let path = within(folder, &decoded(path));
        if is_markdown(&path) {
            return match self.documents.get(&path) {
                Some(address) => Aim::Here(format!("{}{rest}", self.link(address))),
                None => Aim::Nowhere,
            };
        }
        match self.media.get(&file).and_then(|beside| beside.get(&path)) {
            Some(media) => Aim::Here(format!("{}{rest}", self.link(&media.address))),
            None => Aim::Nowhere,
        }
    }

    /// The file copied for a document that names it as `target`.
    pub(crate) fn media(&self, file: FileId, folder: &str, target: &str) -> Option<&Media> {
        self.media.get(&file)?.get(&within(folder, &decoded(target)))
    }

    /// Whether a target ties words to a study that is not shown, so that the words are not shown either.
    pub(crate) fn withholds(&self, target: &str) -> bool {
        let study = target.strip_prefix("evidence:").and_then(|rest| rest.rsplit_once('/'));
        study.is_some_and(|(study, _)| !self.studies.contains_key(study))
    }

    /// Whether a link holds no e-mail address but the site's.
    pub(crate) fn is_public(&self, target: &str) -> bool {
        private_addresses(target, self).is_empty()
    }

    fn is_contact(&self, address: &str) -> bool {
        let address = address.split('?').next().unwrap_or(address);
        self.contact.as_deref().is_some_and(|contact| contact.eq_ignore_ascii_case(address))
    }

    /// Whether a path from the site's root, such as `/studies/a/`, is written.
    pub(crate) fn exists(&self, path: &str) -> bool {
        let path = decoded(path);
        let path = path.trim_start_matches('/');
        if path.is_empty() || path.ends_with('/') {
            return self.outputs.contains(&[path, "index.html"].concat());
        }
        self.outputs.contains(path)
    }
}

/// The scheme of an address, if it has one.
pub(crate) fn scheme(target: &str) -> Option<&str> {
    let end = target.find([':', '/', '?', '#'])?;
    (target.as_bytes()[end] == b':' && end > 0).then(|| &target[..end])
}

/// The path, and what stands behind it from `?` or `#` on.
pub(crate) fn split_address(target: &str) -> (&str, &str) {
    target.split_at(target.find(['?', '#']).unwrap_or(target.len()))
}

/// Whether a path names a Markdown file.
pub(crate) fn is_markdown(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".markdown")
}

/// A path relative to `folder`, without `.` and `..`.
pub(crate) fn within(folder: &str, path: &str) -> String {
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
pub(crate) fn decoded(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return Cow::Borrowed(path);
    }
    percent_decode_str(path).decode_utf8().unwrap_or(Cow::Borrowed(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_stay_inside() {
        assert_eq!(within("content/studies/a", "../b.md"), "content/studies/b.md");
        assert_eq!(within("content", "../../../etc/x"), "etc/x");
    }

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("javascript:alert(1)"), Some("javascript"));
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("#a:b"), None);
    }

    #[test]
    fn escapes_are_read_and_broken_ones_kept() {
        assert_eq!(decoded("a%20b%2"), "a b%2");
        assert_eq!(decoded("%é"), "%é");
    }
}
