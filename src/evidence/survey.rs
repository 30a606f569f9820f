//! Every file that a record names, read once: its hash, its size, and the figures that follow from it.
//!
//! Goes in: records and the project's folder. Comes out: a [`Survey`], which rules, the lock and the pages share. Files
//! are read side by side, each from its first byte to its last, however large, without being held in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::Record;
use super::data::{self, Recomputed, Trouble};
use crate::scan;
use crate::source::{FileId, OfFiles};

/// What the evidence files hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    files: BTreeMap<String, Result<Seen, String>>,
    /// Of each study, by record.
    figures: OfFiles<BTreeMap<String, Result<Recomputed, Trouble>>>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// When it was last written, where the file system says; with path and size it tells an unchanged file.
    pub modified: Option<SystemTime>,
}

impl Survey {
    /// Reads the files that `records` name and that are `there`, by their paths under `content/evidence/`. A record is
    /// known by its study's file and its id.
    pub fn take<'a>(
        root: &Path,
        records: impl Iterator<Item = (FileId, &'a Record)>,
        there: &BTreeSet<String>,
    ) -> Survey {
        let mut by_file: BTreeMap<Option<&str>, Vec<(FileId, &Record)>> = BTreeMap::new();
        for (study, record) in records {
            let file = record.file.as_ref().map(|file| file.trimmed()).filter(|file| there.contains(*file));
            let nameless = record.file.is_none() && record.measurement().is_some_and(|m| m.data.is_some());
            if file.is_some() || nameless {
                by_file.entry(file).or_default().push((study, record));
            }
        }
        let named: Vec<_> = by_file.into_iter().collect();
        let read: Vec<_> = named.par_iter().map(|(file, of)| (file, of, one(root, *file, of))).collect();
        let mut survey = Survey::default();
        for (file, of, (seen, figures)) in read {
            if let Some(file) = file {
                survey.files.insert((*file).to_owned(), seen);
            }
            for ((study, record), figures) in of.iter().zip(figures) {
                if let Some(figures) = figures {
                    survey.figures.entry(*study).or_default().insert(record.id.value.clone(), figures);
                }
            }
        }
        survey
    }

    /// Takes in what was seen of the records of other studies.
    pub fn join(&mut self, other: Survey) {
        self.files.extend(other.files);
        self.figures.extend(other.figures);
    }

    /// Takes figures that were recomputed before, in place of a file that is not here.
    pub fn stand_in(&mut self, study: FileId, id: &str, figures: Recomputed) {
        self.figures.entry(study).or_default().entry(id.to_owned()).or_insert(Ok(figures));
    }

    /// The file at a path under `content/evidence/`, or why it could not be read; `None` when no record names it or it is
    /// not there.
    pub fn file(&self, path: &str) -> Option<Result<&Seen, &str>> {
        self.files.get(path).map(|seen| seen.as_ref().map_err(String::as_str))
    }

    /// Every file that was read, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Seen)> {
        self.files.iter().filter_map(|(path, seen)| Some((path.as_str(), seen.as_ref().ok()?)))
    }

    /// The recomputed figures of a record of the study in `study`, or why there are none; `None` when the record has no
    /// `data`, or its file is not there.
    pub fn figures(&self, study: FileId, id: &str) -> Option<Result<&Recomputed, &Trouble>> {
        self.figures.get(&study)?.get(id).map(Result::as_ref)
    }
}

type One = (Result<Seen, String>, Vec<data::Computed>);

fn one(root: &Path, file: Option<&str>, of: &[(FileId, &Record)]) -> One {
    let records: Vec<&Record> = of.iter().map(|(_, record)| *record).collect();
    let Some(file) = file else {
        // Nothing to read; but it is said that a file is missing.
        let nothing = data::compute(&|| Ok(std::io::empty()), "", &records).map_or_else(|_| Vec::new(), |(_, f)| f);
        return (Err("no file is named".to_owned()), nothing);
    };
    let path = format!("content/evidence/{file}");
    let modified = scan::modified(root, &path);
    match data::compute(&|| scan::stream(root, &path), file, &records) {
        Ok(((hash, size), figures)) => {
            let sha256 = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            (Ok(Seen { sha256, size, modified }), figures)
        }
        Err(error) => (Err(error.to_string()), Vec::new()),
    }
}
