//! What nearly stopped them: studies by the hesitation they tell, for a reader who has the same one.

use std::collections::HashMap;

use super::compose::Draft;
use super::html::plain;
use super::plan::{Site, numbered};
use super::view::{HesitationView, PageKind};
use crate::study::Study;

/// The page's address.
pub(super) const ADDRESS: &str = "/what-nearly-stopped-them/";

/// Studies that tell the same hesitation, most told first.
#[derive(Clone, Debug, Default)]
pub(super) struct Hesitations {
    groups: Vec<Vec<usize>>,
}

impl Hesitations {
    /// Groups `studies`, which come in the site's order. Two hesitations are the same when they are written alike.
    pub(super) fn of_all(studies: &[&Study]) -> Self {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, study) in studies.iter().enumerate() {
            let Some(told) = study.meta.hesitation.as_ref().filter(|told| !told.is_blank()) else { continue };
            let group = *known.entry(slug::slugify(&told.text)).or_insert(groups.len());
            match groups.get_mut(group) {
                Some(members) => members.push(at),
                None => groups.push(vec![at]),
            }
        }
        groups.sort_by_key(|members| std::cmp::Reverse(members.len()));
        Hesitations { groups }
    }

    /// What stands on one page of the list, from 1, group by group: how many of the group stood on pages before, who is shown,
    /// and all of the group.
    pub(super) fn page(&self, number: usize, size: usize) -> Vec<(usize, &[usize], &[usize])> {
        let (mut skip, mut room) = ((number - 1) * size, size);
        let mut page = Vec::new();
        for members in &self.groups {
            let begun = skip.min(members.len());
            skip -= begun;
            let shown = &members[begun..members.len().min(begun + room)];
            if !shown.is_empty() {
                page.push((begun, shown, members.as_slice()));
            }
            room -= shown.len();
            if room == 0 {
                break;
            }
        }
        page
    }

    /// How many studies tell one.
    pub(super) fn studies(&self) -> usize {
        self.groups.iter().map(Vec::len).sum()
    }
}

impl Site<'_> {
    /// One page of the list, from 1. A group that is longer than its page goes on, under its heading, on the next.
    pub(super) fn hesitations_page(&self, number: usize) -> Draft {
        let size = self.checked.config.page_size;
        let title = "What nearly stopped them";
        let mut page = self.blank(PageKind::Hesitations, &numbered(ADDRESS, number), title);
        page.description = "What customers feared before they decided, in their words, and what came of it.".to_owned();
        self.crumb(&mut page, title, None);
        for (begun, shown, members) in self.hesitations.page(number, size) {
            let told = members.first().and_then(|first| self.shown[*first].study.meta.hesitation.as_ref());
            page.hesitations.push(HesitationView {
                text: told.map(|told| plain(told, &self.routes)).unwrap_or_default(),
                count: members.len(),
                continued: begun > 0,
                studies: shown.iter().map(|&at| self.entries[at].clone()).collect(),
            });
        }
        page.total = self.hesitations.studies();
        page.pager = self.pager(ADDRESS, number, page.total.div_ceil(size));
        self.draft(&numbered(ADDRESS, number), "hesitations.html", &page, None)
    }
}
