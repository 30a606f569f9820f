//! How a path of the project is shown to somebody who stands in another folder.

use std::path::{Component, Path};

/// Shows paths from the root as paths from a folder.
#[derive(Clone, Debug)]
pub struct Places {
    /// What is put in front, `/` at its end.
    lead: Option<String>,
    /// Folders below the root that the reader stands in.
    inside: Vec<String>,
}

impl Places {
    /// Paths of the project at `root`, seen from `from`. Both are absolute and resolved.
    pub fn new(root: &Path, from: &Path) -> Self {
        let words = |path: &Path| -> Vec<String> {
            path.components()
                .filter(|c| matches!(c, Component::Normal(_)))
                .map(|c| c.as_os_str().to_string_lossy().into_owned())
                .collect()
        };
        if let Ok(inside) = from.strip_prefix(root) {
            return Self { lead: None, inside: words(inside) };
        }
        let lead = match root.strip_prefix(from) {
            Ok(below) => words(below).join("/"),
            Err(_) => root.to_string_lossy().into_owned(),
        };
        Self { lead: Some(format!("{lead}/")), inside: Vec::new() }
    }

    /// `content/studies/a.md` as its reader would type it, with `/` between the parts.
    pub fn show(&self, path: &str) -> String {
        if let Some(lead) = &self.lead {
            return format!("{lead}{path}");
        }
        let parts: Vec<&str> = path.split('/').collect();
        let folders = &parts[..parts.len() - 1];
        let shared = self.inside.iter().zip(folders).take_while(|(mine, its)| mine == its).count();
        let mut shown = vec![".."; self.inside.len() - shared];
        shown.extend(&parts[shared..]);
        shown.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(root: &str, from: &str) -> String {
        Places::new(Path::new(root), Path::new(from)).show("content/studies/a.md")
    }

    #[test]
    fn paths_are_what_the_reader_would_type() {
        assert_eq!(seen("/home/ida/acme", "/home/ida/acme"), "content/studies/a.md");
        assert_eq!(seen("/home/ida/acme", "/home/ida"), "acme/content/studies/a.md");
        assert_eq!(seen("/home/ida/acme", "/home/ida/acme/content/studies"), "a.md");
        assert_eq!(seen("/home/ida/acme", "/home/ida/acme/content/pages/old"), "../../studies/a.md");
        assert_eq!(seen("/home/ida/acme", "/srv"), "/home/ida/acme/content/studies/a.md");
    }
}
