//! What is private stays private: in pictures, in words, in names.

mod copies;
mod hostile;
mod innocent;
mod names;
mod pictures;
mod places;
mod planted;
mod proof;
mod spellings;
mod words;

use std::collections::BTreeMap;

use proofmark::pipeline::{self, Checked, Options};
use proofmark::render::{Memory, Taken};

use crate::project::{Project, options};

/// A run, and every file it would publish.
struct Output {
    checked: Checked,
    files: BTreeMap<String, Vec<u8>>,
}

impl Output {
    fn of(project: &Project) -> Self {
        Self::with(project, &options())
    }

    fn with(project: &Project, options: &Options) -> Self {
        let built = pipeline::build(project.root(), options, |_| Ok(Some(Memory))).unwrap();
        let files = built.made.map(|(_, kept)| Memory::files(kept)).unwrap_or_default();
        let bytes = |taken| match taken {
            Taken::Bytes(bytes) => bytes.to_vec(),
            Taken::Copy(from) => std::fs::read(from).unwrap(),
            Taken::Drawing(drawing) => drawing.as_bytes().to_vec(),
        };
        let files = files.into_iter().map(|(path, taken)| (path.to_string(), bytes(taken))).collect();
        Output { checked: built.checked, files }
    }

    /// Messages of the findings of one rule.
    fn told(&self, rule: &str) -> Vec<&str> {
        self.checked.findings.iter().filter(|f| f.rule == rule).map(|f| f.message.as_str()).collect()
    }
}
