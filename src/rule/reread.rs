//! A study as it would read with edits in its file: the test that a fix of words must pass before it is offered, so that
//! no quote, indent or markup has to be guessed.

use std::ops::Range;

use super::Cx;
use crate::finding::{Edit, apply};
use crate::source::Sources;
use crate::study::{self, Prose, Stated, Study};

/// Studies with more claims than this get no such fixes: each trial reads the whole study, so the work grows with the
/// square. A long study has some tens.
const MOST_CLAIMS: usize = 200;

/// The study with `edits` in it; `None` when reading it finds more amiss than before, or another number of blocks,
/// records or claims.
pub(super) fn reread(study: &Study, edits: &[Edit], cx: &Cx<'_>) -> Option<Study> {
    if study.claims.len() > MOST_CLAIMS {
        return None;
    }
    let source = cx.sources.get(study.file);
    let mut sources = Sources::default();
    let file = sources.insert(&source.path, apply(&source.text, edits));
    let new = study::parse(sources.get(file), &study.slug, &cx.config.names, &mut Vec::new());
    let ids = |study: &Study| study.meta.evidence.iter().map(|r| r.id.value.clone()).collect::<Vec<_>>();
    let same = new.amiss == study.amiss
        && new.broken == study.broken
        && new.prose().count() == study.prose().count()
        && new.claims.len() == study.claims.len()
        && ids(&new) == ids(study);
    same.then_some(new)
}

/// The block a claim stands in and the claim's place among its words.
pub(super) fn place_of<'a>(stated: &Stated, study: &'a Study) -> Option<(&'a Prose, Range<usize>)> {
    study.prose().filter(|block| block.span.contains(stated.span)).find_map(|block| {
        let mut ranges = block.text.match_indices(&stated.words).map(|(at, words)| at..at + words.len());
        ranges.find(|range| block.span_of(range.clone()) == stated.span).map(|range| (block, range))
    })
}

/// The place of a claim among those of its study.
pub(super) fn number_of(stated: &Stated, study: &Study) -> Option<usize> {
    study.claims.iter().position(|other| other.span == stated.span && other.words == stated.words)
}

/// Whether all claims but the one at `number` have the same words and the same evidence in both.
pub(super) fn others_stay(old: &Study, new: &Study, number: usize) -> bool {
    let tie = |stated: &Stated| stated.bound.as_ref().map(|b| (b.study.clone(), b.id.clone()));
    let pairs = old.claims.iter().zip(&new.claims).enumerate();
    pairs.filter(|(at, _)| *at != number).all(|(_, (a, b))| same_words(&a.words, &b.words) && tie(a) == tie(b))
}

/// Whether two texts are the same words: a value of the front matter keeps its line ends until there is a link in it.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
