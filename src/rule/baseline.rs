//! Findings that were there when checking began: known, counted, and not reported again.
//!
//! Goes in: the text of a baseline, and settled findings. Comes out: those that are new, those that are known, and the
//! text of the baseline as it would be now. A finding is told by what it says, never by its line, so that writing above it
//! changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::{Allowable, Allowed, Corpus, allowable};
use crate::failure::Failure;
use crate::finding::Finding;
use crate::source::Sources;

/// The fingerprint of each finding, in their order: the same finding has the same, wherever it moved in its file.
pub fn fingerprints<'a>(
    findings: impl Iterator<Item = &'a Finding>,
    corpus: &Corpus,
    sources: &Sources,
) -> Vec<String> {
    let mut seen = Baseline::default();
    findings.map(|finding| seen.entry(finding, corpus, sources).print).collect()
}

/// What a reader of the file is told first.
const HEAD: &str = "\
# Findings that were known when they were written here: fingerprint, since when, rule, file, words.
# `proofmark check --baseline` passes over them. This file should only shrink: --write-baseline drops what is mended.
";

/// Bytes of a fingerprint that are kept.
const PRINT: usize = 10;

/// The known findings of a project, and what a run makes of them.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// The file as it was read; `None` when it is still to be made.
    written: Option<String>,
    /// Fingerprint and since when.
    known: BTreeMap<String, Date>,
    /// How often each finding was seen in this run.
    seen: HashMap<String, usize>,
    /// What was found in this run and may be known.
    found: Vec<Entry>,
}

/// A finding as it stands in the file, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    path: String,
    rule: &'static str,
    words: String,
    print: String,
}

/// The text of a baseline and how it differs from the one that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewed {
    /// To be written.
    pub text: String,
    /// Entries in it.
    pub entries: usize,
    /// Entries that stood for nothing any more.
    pub dropped: usize,
    /// Findings that are new and were not taken in.
    pub refused: usize,
}

impl Baseline {
    /// Reads a baseline; `shown` is its name in messages.
    pub fn parse(text: &str, shown: &str) -> Result<Self, Failure> {
        let mut known = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let mut parts = line.split('\t');
            let print = parts.next().filter(|p| p.len() == 2 * PRINT && p.bytes().all(|b| b.is_ascii_hexdigit()));
            let since = parts.next().and_then(|date| date.parse().ok());
            let Some((print, since)) = print.zip(since) else {
                return Err(Failure::Refused(format!(
                    "{shown}:{} is no entry of a baseline\n  delete the line, or write the file anew with --write-baseline",
                    at + 1
                )));
            };
            known.insert(print.to_owned(), since);
        }
        Ok(Self { written: Some(text.to_owned()), known, ..Self::default() })
    }

    /// Parts findings into new ones and known ones. Called once for each stage of a run.
    pub fn part(&mut self, findings: Vec<Finding>, corpus: &Corpus, sources: &Sources) -> (Vec<Finding>, Vec<Allowed>) {
        let (mut new, mut known) = (Vec::new(), Vec::new());
        for finding in findings {
            // What the customer agreed to, what is private, and a file that cannot be read are nothing to get used to.
            if finding.personal || finding.rule == "private-in-output" || allowable(finding.rule) != Allowable::Anywhere
            {
                new.push(finding);
                continue;
            }
            let entry = self.entry(&finding, corpus, sources);
            match self.known.get(&entry.print) {
                Some(since) => known.push(Allowed {
                    rule: finding.rule,
                    span: finding.span,
                    reason: format!("known since {since}, not yet backed"),
                }),
                None => new.push(finding),
            }
            self.found.push(entry);
        }
        (new, known)
    }

    fn entry(&mut self, finding: &Finding, corpus: &Corpus, sources: &Sources) -> Entry {
        let source = sources.get(finding.span.file);
        let written = source.words(finding.span);
        // What is missing has no words.
        let words = if written.trim().is_empty() { &finding.message } else { written };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let claims = corpus.at(&source.path).map_or(&[][..], |document| document.claims());
        let bound = claims.iter().filter(|claim| claim.span == finding.span).find_map(|claim| claim.bound.as_ref());
        let study = bound.and_then(|b| b.study.as_deref()).unwrap_or_default();
        let id = bound.map_or("", |b| b.id.as_str());
        let what = [finding.rule, &*source.path, &words.to_lowercase(), study, id].join("\n");
        let nth = self.seen.entry(what.clone()).or_default();
        let digest = Sha256::digest(format!("{what}\n{nth}").as_bytes());
        *nth += 1;
        let print = digest.iter().take(PRINT).map(|byte| format!("{byte:02x}")).collect();
        Entry { path: source.path.to_string(), rule: finding.rule, words, print }
    }

    /// How many findings of this run are known.
    pub fn known(&self) -> usize {
        self.found.iter().filter(|entry| self.known.contains_key(&entry.print)).count()
    }

    /// How many entries stand for nothing any more.
    pub fn stale(&self) -> usize {
        let found: BTreeSet<&str> = self.found.iter().map(|entry| entry.print.as_str()).collect();
        self.known.keys().filter(|print| !found.contains(print.as_str())).count()
    }

    /// The file as it was read; `None` when it is still to be made.
    pub fn written(&self) -> Option<&str> {
        self.written.as_deref()
    }

    /// The baseline as it should be after this run. New findings come in only where it may `grow` or is made.
    pub fn renewed(&self, grow: bool, today: Date) -> Renewed {
        let grow = grow || self.written.is_none();
        let mut entries: Vec<&Entry> = self.found.iter().collect();
        entries.sort();
        let all = entries.len();
        entries.retain(|entry| grow || self.known.contains_key(&entry.print));
        let mut text = HEAD.to_owned();
        for Entry { path, rule, words, print } in &entries {
            let since = self.known.get(print).copied().unwrap_or(today);
            // A control character in a name could end the line.
            let plain = |text: &str| text.replace(char::is_control, " ");
            text.push_str(&format!("{print}\t{since}\t{rule}\t{}\t{}\n", plain(path), plain(words)));
        }
        Renewed { text, entries: entries.len(), dropped: self.stale(), refused: all - entries.len() }
    }
}
