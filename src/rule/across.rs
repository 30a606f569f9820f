//! Checks of many documents together, and what of their findings holds in the next run.
//!
//! A check says what it asks of a study when it looks at others: its *face*. While the faces of all studies are as they were,
//! what was found in a document that is the very one it was stands, unless the finding points into one that is not. What
//! else a check looks at (settings, the day, which files there are) is compared by whoever keeps [`Before`].

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use super::{CHECKS, Check, Cx};
use crate::finding::Finding;
use crate::ladder::LeftOut;
use crate::source::{FileId, OfFiles, Sources};
use crate::study::{Page, Study};

/// Whether a document is to be looked at.
pub(super) type Wanted<'a> = dyn Fn(FileId) -> bool + Sync + 'a;

/// A hash of what others are asked about a study.
type Face = fn(&Study, &Sources) -> u64;

/// What was found in each document that was looked at.
type Found = Vec<(FileId, Vec<Finding>)>;

/// Looks at some documents, knowing the faces of all.
pub(super) type Look = dyn Fn(&Cx<'_>, &Wanted<'_>) -> Found + Send + Sync;

/// Looks at documents one by one, and at the faces of the others.
pub struct Among {
    pub(super) face: Face,
    /// Makes of all faces what is looked with. It stands while the faces do.
    pub(super) prepare: fn(&Cx<'_>) -> Arc<Look>,
}

/// Looks at the faces of all, and at nothing else.
pub struct Together {
    pub(super) face: Face,
    pub(super) look: fn(&mut Cx<'_>),
}

/// What a check found in the run before, and which faces it saw.
#[derive(Default)]
struct Room {
    faces: Vec<u64>,
    look: Option<Arc<Look>>,
    /// In the order of the documents.
    found: Found,
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room").field("found", &self.found).finish_non_exhaustive()
    }
}

/// What the run before found across documents, and in which.
#[derive(Debug, Default)]
pub struct Before {
    /// Nothing is kept where no run follows.
    pub keeps: bool,
    studies: Vec<Arc<Study>>,
    pages: Vec<Arc<Page>>,
    left_out: OfFiles<LeftOut>,
    /// By check.
    rooms: Vec<Room>,
}

impl Before {
    /// Runs the checks across documents, as far as what is known does not tell what they would find.
    pub(super) fn across(&mut self, cx: &Cx<'_>) -> Vec<Finding> {
        let changed = self.changed(cx);
        let before = std::mem::take(&mut self.rooms);
        let none = Room::default();
        let rooms: Vec<Room> = CHECKS
            .par_iter()
            .enumerate()
            .map(|(at, check)| {
                let known = changed.as_ref().zip(Some(before.get(at).unwrap_or(&none)));
                self.room(check, cx, known)
            })
            .collect();
        if !self.keeps {
            return rooms.into_iter().flat_map(|room| room.found).flat_map(|(_, found)| found).collect();
        }
        self.studies = cx.corpus.studies.clone();
        self.pages = cx.corpus.pages.clone();
        self.left_out = cx.left_out.clone();
        let found = rooms.iter().flat_map(|room| &room.found).flat_map(|(_, found)| found.iter().cloned()).collect();
        self.rooms = rooms;
        found
    }

    /// The files of studies that are not the very ones they were; `None` where more is another than what they say.
    fn changed(&self, cx: &Cx<'_>) -> Option<HashSet<FileId>> {
        let (studies, pages) = (&cx.corpus.studies, &cx.corpus.pages);
        let same = |(one, other): (&Arc<Page>, &Arc<Page>)| Arc::ptr_eq(one, other);
        let same_pages = pages.len() == self.pages.len() && pages.iter().zip(&self.pages).all(same);
        let same_files = studies.len() == self.studies.len()
            && studies.iter().zip(&self.studies).all(|(now, then)| now.file == then.file);
        if !self.keeps || self.rooms.is_empty() || !same_pages || !same_files || *cx.left_out != self.left_out {
            return None;
        }
        let pairs = studies.iter().zip(&self.studies);
        Some(pairs.filter(|(now, then)| !Arc::ptr_eq(now, then)).map(|(now, _)| now.file).collect())
    }

    fn room(&self, check: &Check, cx: &Cx<'_>, known: Option<(&HashSet<FileId>, &Room)>) -> Room {
        match check {
            Check::Among(among) => {
                let faces = self.faces(among.face, cx, known);
                let known = known.filter(|(_, room)| room.faces == faces);
                let stale = |(changed, room): (&HashSet<FileId>, &Room)| -> HashSet<FileId> {
                    let touched = room.found.iter().filter(|(_, found)| points_into(found, changed));
                    touched.map(|(file, _)| *file).chain(changed.iter().copied()).collect()
                };
                let look = known.and_then(|(_, room)| room.look.clone()).unwrap_or_else(|| (among.prepare)(cx));
                let Some(wanted) = known.map(stale) else {
                    let found = full(look(cx, &|_| true));
                    return Room { faces, look: Some(look), found };
                };
                let mut fresh: OfFiles<Vec<Finding>> = look(cx, &|file| wanted.contains(&file)).into_iter().collect();
                let kept = known.map_or(&[][..], |(_, room)| &room.found).iter();
                let kept = kept.filter(|(file, _)| !wanted.contains(file)).cloned();
                let found = kept.chain(wanted.iter().filter_map(|file| Some((*file, fresh.remove(file)?))));
                Room { faces, look: Some(look), found: full(found.collect()) }
            }
            Check::Together(together) => {
                let faces = self.faces(together.face, cx, known);
                let stands = |(changed, room): &(&HashSet<FileId>, &Room)| {
                    let points = |(_, found): &(FileId, Vec<Finding>)| points_into(found, changed);
                    room.faces == faces && !room.found.iter().any(points)
                };
                let found = match known.filter(stands) {
                    Some((_, room)) => room.found.clone(),
                    None => looked(together.look, cx),
                };
                Room { faces, look: None, found }
            }
            Check::Site(look) => Room { found: looked(*look, cx), ..Room::default() },
            Check::Document(_) | Check::Study(_) | Check::Private(_) => Room::default(),
        }
    }

    /// The faces of all studies; those of studies that are the very ones they were are known.
    fn faces(&self, face: Face, cx: &Cx<'_>, known: Option<(&HashSet<FileId>, &Room)>) -> Vec<u64> {
        let studies = &cx.corpus.studies;
        if !self.keeps {
            return Vec::new();
        }
        match known.filter(|(_, room)| room.faces.len() == studies.len()) {
            Some((changed, room)) => studies
                .iter()
                .zip(&room.faces)
                .map(|(study, known)| if changed.contains(&study.file) { face(study, cx.sources) } else { *known })
                .collect(),
            None => studies.par_iter().map(|study| face(study, cx.sources)).collect(),
        }
    }
}

/// Without documents in which nothing was found, in the order of the files.
fn full(mut found: Found) -> Found {
    found.retain(|(_, found)| !found.is_empty());
    found.sort_by_key(|(file, _)| *file);
    found
}

/// What a check finds that says itself where: all under one file.
fn looked(look: fn(&mut Cx<'_>), cx: &Cx<'_>) -> Found {
    let mut cx = Cx { found: Vec::new(), ..*cx };
    look(&mut cx);
    match cx.found.first().map(|first| first.span.file) {
        Some(file) => vec![(file, cx.found)],
        None => Vec::new(),
    }
}

/// Whether a finding stands in one of these files, or leads there.
fn points_into(found: &[Finding], files: &HashSet<FileId>) -> bool {
    let places = |finding: &Finding| {
        files.contains(&finding.span.file) || finding.related.iter().any(|related| files.contains(&related.span.file))
    };
    !files.is_empty() && found.iter().any(places)
}
