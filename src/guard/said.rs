//! What is no secret any more: private words that the studies, pages or templates say themselves.
//!
//! Goes in: the private words, and everything that is written to be published. Comes out: those that nothing says which
//! may say them.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::Known;
use super::again::Before;
use super::fold::Format;
use super::index::{Buffers, Index, Origin, What};
use super::needle::Unless;
use super::owned::Owners;
use super::place::folded;
use super::token;
use crate::study::Document;

/// Takes out of the private words what is written to be published: by a study, or for some by anything. `of_files` is
/// the number of origins that are files.
pub(super) fn take_out(index: &mut Index, known: Known<'_>, owners: &Owners, of_files: usize, before: &mut Before) {
    if index.needles.is_empty() && index.runs.is_empty() && index.ids.is_empty() {
        before.look_for_nothing();
        return;
    }
    let pages = known.open().filter(|d| matches!(d, Document::Page(_)));
    let mut others: Vec<Vec<u8>> =
        pages.map(|document| folded(&known.published(&document), Format::Markdown).bytes).collect();
    let templates = known.tree.templates.iter().map(|(_, file)| known.sources.get(*file));
    let own = templates.chain([known.sources.get(known.config.top.file)]);
    others.extend(own.map(|source| folded(source.text.as_bytes(), Format::Markup).bytes));
    let theme: Vec<Vec<u8>> = crate::theme::texts().map(|t| folded(t.as_bytes(), Format::Markup).bytes).collect();
    // One at a time: all their texts together are more than should be held.
    let studies: Vec<Document<'_>> = known.open().filter(|d| matches!(d, Document::Study(_))).collect();
    before.look_for(index);
    let of_study = |document: &Document<'_>| {
        let text = &known.sources.get(document.file()).text;
        before.said(document.file(), text).unwrap_or_else(|| {
            let text = folded(&known.published(document), Format::Markdown);
            Arc::new(Said::of(&text.bytes, index))
        })
    };
    let said: Vec<Arc<Said>> = studies.par_iter().map(of_study).collect();
    before.keep(studies.iter().map(|study| study.file()).zip(&said), known.sources);
    let by_study = studies.iter().map(|study| Some(study.file())).zip(said);
    let by_theme: Vec<_> = theme.iter().map(|text| (None, Arc::new(Said::of(text, index)))).collect();
    let elsewhere: Vec<Said> = others.par_iter().map(|text| Said::of(text, index)).collect();
    let mut public = HashSet::new();
    for (study, said) in by_study.chain(by_theme) {
        for (hashes, all) in [(&said.runs, &mut index.runs), (&said.ids, &mut index.ids)] {
            for hash in hashes {
                let free = |origin: &Origin| study.is_none_or(|study| owners.frees(study, *hash, *origin));
                if all.get(hash).is_some_and(free) {
                    all.remove(hash);
                }
            }
        }
        public.extend(said.needles.iter().copied().filter(|at| index.needles[*at].unless != Unless::Never));
    }
    for said in elsewhere {
        for hash in said.runs {
            if index.runs.get(&hash).is_some_and(|origin| *origin as usize >= of_files) {
                index.runs.remove(&hash);
            }
        }
        let free = |at: &usize| index.needles[*at].unless == Unless::AnythingSaysIt;
        public.extend(said.needles.into_iter().filter(free));
    }
    let mut at = 0;
    let mut needles = std::mem::take(&mut index.needles);
    needles.retain(|_| {
        at += 1;
        !public.contains(&(at - 1))
    });
    *index = Index::of(needles, std::mem::take(&mut index.runs), std::mem::take(&mut index.ids));
}

/// Which private words a text holds.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Said {
    runs: Vec<u64>,
    ids: Vec<u64>,
    needles: Vec<usize>,
}

impl Said {
    pub(super) fn of(text: &[u8], index: &Index) -> Self {
        let mut said = Said::default();
        if !index.runs.is_empty() {
            token::runs(text, |hash| said.runs.extend(index.runs.contains_key(&hash).then_some(hash)));
        }
        if !index.ids.is_empty() {
            token::ids(text, |hash| said.ids.extend(index.ids.contains_key(&hash).then_some(hash)));
        }
        index.look(text, text.len(), Format::Script, &mut Buffers::default(), |what, _| {
            if let What::Needle(at) = what {
                said.needles.push(at);
            }
        });
        said
    }
}
