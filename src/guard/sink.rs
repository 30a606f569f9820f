//! Stands between rendering and whatever takes the files: each file passes here once, from many threads.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::pictures;
use crate::failure::Failure;
use crate::finding::Finding;
use crate::picture::{self, Trouble};
use crate::pipeline::Checked;
use crate::render::Sink;
use crate::scan;
use crate::site::OutPath;

/// What was seen while the files of one run passed.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    seen: Mutex<Seen>,
}

/// What may not be published, in no order.
#[derive(Debug, Default)]
struct Seen {
    /// Pictures that could not be cleaned, by their path from the root.
    pictures: Vec<(String, Trouble)>,
}

impl Watch {
    /// Begins to watch a run over the project at `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf(), seen: Mutex::default() }
    }

    /// Lets everything that goes to `sink` pass here.
    pub fn over<'a, S>(&'a self, sink: &'a S) -> Watched<'a, S> {
        Watched { sink, watch: self }
    }

    /// What is wrong, in a fixed order.
    pub fn findings(self, checked: &Checked) -> Vec<Finding> {
        let mut seen = self.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        seen.pictures.sort_by(|a, b| a.0.cmp(&b.0));
        seen.pictures.iter().map(|(path, trouble)| pictures::finding(path, *trouble, checked)).collect()
    }

    fn note(&self, add: impl FnOnce(&mut Seen)) {
        add(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// A sink that is watched.
#[derive(Debug)]
pub struct Watched<'a, S> {
    sink: &'a S,
    watch: &'a Watch,
}

impl<S: Sink> Sink for Watched<'_, S> {
    type Kept = S::Kept;

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<S::Kept, Failure> {
        self.sink.put(path, bytes)
    }

    fn copy(&self, path: &OutPath, from: &Path) -> Result<S::Kept, Failure> {
        if !picture::is_picture(path.as_str()) {
            return self.sink.copy(path, from);
        }
        let name = scan::from_root(&self.watch.root, from);
        let bytes = scan::bytes(&self.watch.root, &name)?;
        match picture::clean(&name, &bytes) {
            Ok(clean) if clean != bytes => self.sink.put(path, &clean),
            Ok(_) => self.sink.copy(path, from),
            Err(trouble) => {
                self.watch.note(|seen| seen.pictures.push((name, trouble)));
                self.sink.copy(path, from)
            }
        }
    }
}
