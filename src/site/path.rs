//! Where a file of the site goes.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// A path below the output folder: relative, with `/` on every system, without `.`, `..` and empty parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// Makes a path of its parts. Parts that could leave the folder are dropped.
    pub fn new(path: &str) -> Self {
        let parts: Vec<&str> =
            path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != "." && *part != "..").collect();
        Self(parts.join("/").into())
    }

    /// The page at an address: `/studies/a/` is `studies/a/index.html`.
    pub fn page(address: &str) -> Self {
        if address.ends_with('/') { Self::new(&format!("{address}index.html")) } else { Self::new(address) }
    }

    /// With `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As the system writes it, relative.
    pub fn to_path(&self) -> PathBuf {
        self.0.split('/').collect()
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_folder() {
        assert_eq!(OutPath::new("../../etc//passwd").as_str(), "etc/passwd");
        assert_eq!(OutPath::new("..\\a/./b").as_str(), "a/b");
        assert_eq!(OutPath::page("/studies/a/").as_str(), "studies/a/index.html");
        assert_eq!(OutPath::page("/404.html").as_str(), "404.html");
    }
}
