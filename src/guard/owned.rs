//! Whose private files are whose. What a study publishes of its own files is no secret; what it publishes of another
//! customer's is one that got out.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::index::{Hashes, Origin};
use super::needle::squashed;
use crate::evidence::Kind;
use crate::rule::Corpus;
use crate::source::FileId;
use crate::study::Study;

/// The studies that private files belong to.
#[derive(Debug, Default)]
pub(super) struct Owners {
    /// By [`Origin`]; nobody's where no study can be told.
    of: Vec<BTreeSet<FileId>>,
    /// Words that files of several owners hold, such as the questions of an interview: any study may say them.
    shared: HashSet<u64>,
}

impl Owners {
    /// Of the private files at `paths`, from the root. A file belongs to the studies that name it; else to those that
    /// name another one in its folder; else to the study it is called after.
    pub(super) fn new(corpus: &Corpus, paths: &[String]) -> Self {
        let mut named: BTreeMap<String, BTreeSet<FileId>> = BTreeMap::new();
        let mut called: BTreeMap<String, FileId> = BTreeMap::new();
        for study in &corpus.studies {
            for path in paths_of(study) {
                if let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| folder.matches('/').count() > 1) {
                    named.entry(format!("{folder}/")).or_default().insert(study.file);
                }
                named.entry(path).or_default().insert(study.file);
            }
            called.insert(squashed(&study.slug), study.file);
        }
        let owners = |path: &String| {
            let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            let named = named.get(path).or_else(|| named.get(&folder)).cloned();
            named.unwrap_or_else(|| path.split('/').filter_map(|part| called.get(&name(part)).copied()).collect())
        };
        Self { of: paths.iter().map(owners).collect(), shared: HashSet::new() }
    }

    /// Adds a private word of `origin` to `all`; the first file keeps what several share.
    pub(super) fn add(&mut self, hash: u64, origin: Origin, all: &mut Hashes) {
        let first = *all.entry(hash).or_insert(origin);
        if first != origin && self.of(first) != self.of(origin) {
            self.shared.insert(hash);
        }
    }

    /// Whether a private word of `origin` is no secret once `study` says it.
    pub(super) fn frees(&self, study: FileId, hash: u64, origin: Origin) -> bool {
        let of = self.of(origin);
        of.is_none_or(|of| of.is_empty() || of.contains(&study)) || self.shared.contains(&hash)
    }

    fn of(&self, origin: Origin) -> Option<&BTreeSet<FileId>> {
        self.of.get(origin as usize)
    }
}

/// The private files that a study names, from the root.
fn paths_of(study: &Study) -> impl Iterator<Item = String> + '_ {
    let record = study.meta.consent.iter().filter_map(|consent| consent.record.as_ref());
    let files = study.meta.evidence.iter().filter_map(|record| record.file.as_ref()).chain(record);
    let notes = study.meta.evidence.iter().filter_map(|record| match &record.kind {
        Some(Kind::Interview(interview)) => interview.notes.as_ref(),
        _ => None,
    });
    let files = files.map(|text| format!("content/evidence/{}", text.trimmed()));
    files.chain(notes.map(|text| format!("content/interviews/{}.md", text.trimmed().trim_end_matches(".md"))))
}

/// A part of a path without its ending and the day it begins with.
fn name(part: &str) -> String {
    let stem = part.rsplit_once('.').map_or(part, |(stem, _)| stem);
    squashed(stem.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-'))
}
