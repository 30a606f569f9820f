//! The stamp "Repeated ×N": the same change of the same figure, at customers alike, who had the same problem.
//!
//! Goes in: the published studies. Comes out: groups of at least two. Not a rung, and it moves none.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::predicate::is_measured;
use super::{Rung, Standing};
use crate::claim::Better;
use crate::evidence::Record;
use crate::study::Study;
use crate::written::{Choice, Text};

/// Which studies repeat which.
#[derive(Clone, Debug, Default)]
pub struct Repetition {
    groups: Vec<Group>,
    /// For each study its group.
    of: Vec<Option<usize>>,
}

/// Studies that repeat each other: all have everything here in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Their places among the studies given, in that order; at least two.
    pub members: Vec<usize>,
    /// The problem, `problem.tag` in small letters.
    pub tag: String,
    /// What was measured, in small letters.
    pub metric: String,
    /// Which way it went.
    pub better: Better,
    /// In what the customers are alike.
    pub alike: Alike,
}

/// In what customers are alike, in small letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alike {
    /// The line of business.
    Industry(String),
    /// The head count.
    Size(String),
}

impl Repetition {
    /// The group of the study at this place; the largest, if it has several.
    pub fn group(&self, study: usize) -> Option<&Group> {
        self.of.get(study).copied().flatten().map(|group| &self.groups[group])
    }

    /// How many studies show it, this one counted; 1 when none repeats it.
    pub fn times(&self, study: usize) -> usize {
        self.group(study).map_or(1, |group| group.members.len())
    }

    /// The places of the others.
    pub fn others(&self, study: usize) -> impl Iterator<Item = usize> {
        self.group(study).into_iter().flat_map(|group| &group.members).copied().filter(move |other| *other != study)
    }
}

/// Finds what is repeated among `studies`, which should be the published ones. Every study is put under its keys once;
/// no pair is compared.
pub fn repeated(studies: &[(&Study, &Standing)], today: Date) -> Repetition {
    let mut index: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (at, (study, standing)) in studies.iter().enumerate() {
        if standing.rung >= Rung::Love {
            for key in repeatable(study, today) {
                let members = index.entry(key).or_default();
                // Two records may measure the same thing in one study.
                if members.last() != Some(&at) {
                    members.push(at);
                }
            }
        }
    }
    let mut repetition = Repetition { groups: Vec::new(), of: vec![None; studies.len()] };
    for ((tag, metric, better, alike), members) in index.into_iter().filter(|(_, members)| members.len() > 1) {
        let group = repetition.groups.len();
        for &member in &members {
            if repetition.times(member) < members.len() {
                repetition.of[member] = Some(group);
            }
        }
        let better = if better == Better::Lower.word() { Better::Lower } else { Better::Higher };
        repetition.groups.push(Group { members, tag, metric, better, alike });
    }
    repetition
}

pub(crate) type Key = (String, String, &'static str, Alike);

/// Problem, metric, direction and one likeness, for every combination the study has: all that repetition asks of it.
pub(crate) fn repeatable(study: &Study, today: Date) -> Vec<Key> {
    let meta = &study.meta;
    let Some(tag) = plain(&meta.problem.tag) else { return Vec::new() };
    let industry = plain(&meta.customer.industry).map(Alike::Industry);
    let size = plain(&meta.customer.size).map(Alike::Size);
    let alike: Vec<Alike> = industry.into_iter().chain(size).collect();
    let mut keys = Vec::new();
    for record in &meta.evidence {
        let Some(measurement) = record.measurement().filter(|m| is_measured(m, today)) else { continue };
        let Some(better) = &measurement.better else { continue };
        for alike in &alike {
            keys.push((tag.clone(), metric(record, &measurement.metric), better.value.word(), alike.clone()));
        }
    }
    keys
}

/// The metric, or the id in words.
fn metric(record: &Record, metric: &Option<Text>) -> String {
    plain(metric).unwrap_or_else(|| record.id.value.replace(['-', '_'], " ").to_lowercase())
}

/// Small letters and single blanks, so that spelling does not keep apart what is the same.
fn plain(text: &Option<Text>) -> Option<String> {
    let text = text.as_ref()?;
    Some(text.value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}
