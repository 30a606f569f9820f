//! From each claim to its note: which number a record has, and which places refer to it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::study::Study;

/// The anchor of a study's notes as a whole. No heading can take it: theirs have no `_`.
pub(crate) const NOTES: &str = "how_we_know";

/// The anchor of the list of words that no record backs.
pub(crate) const NOT_BACKED: &str = "not_backed";

/// The anchor of each record's note. It depends on the study's file alone, so that every page that leads to a note
/// names the same place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Anchors(HashMap<String, String>);

impl Anchors {
    /// Anchors in the order of the file; ids that are written alike, and headings, keep apart. Those of an anonymous
    /// customer are numbers, because an id might give away a name.
    pub(crate) fn of(study: &Study) -> Self {
        let headings = study.body.headings.iter().map(|h| h.id.clone());
        Self::of_ids(
            study.meta.evidence.iter().map(|r| r.id.value.as_str()),
            study.meta.customer.is_anonymous(),
            headings.collect(),
        )
    }

    fn of_ids<'a>(ids: impl Iterator<Item = &'a str>, numbered: bool, mut taken: HashSet<String>) -> Self {
        let mut anchors = HashMap::new();
        for (at, id) in ids.enumerate() {
            let name = match is_slug(id) {
                true => Cow::Borrowed(id),
                false => Cow::Owned(slug::slugify(id)),
            };
            let wish = if numbered || name.is_empty() { format!("how-{}", at + 1) } else { format!("how-{name}") };
            let mut anchor = wish.clone();
            let mut number = 1;
            while !taken.insert(anchor.clone()) {
                number += 1;
                anchor = format!("{wish}-{number}");
            }
            anchors.insert(id.to_owned(), anchor);
        }
        Self(anchors)
    }

    /// Where a record's note is; `None` for a record that the study does not have.
    pub(crate) fn get(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }
}

/// Whether an id is written as a part of an address already, as most are.
fn is_slug(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// How the notes of one page are numbered: in order of first appearance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// Records in the order of their notes.
    order: Vec<String>,
    numbers: HashMap<String, usize>,
    /// For each note, the anchors of the claims that lead to it.
    places: Vec<Vec<String>>,
    /// The address of the page that holds the notes; empty on that page itself.
    page: String,
    anchors: Anchors,
    next_place: usize,
}

/// What to print at a claim.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// The note's number.
    pub number: usize,
    /// The note's address.
    pub url: String,
    /// The claim's own anchor; `None` on a page that does not hold the notes.
    pub place: Option<String>,
}

impl Marks {
    /// Marks for a page that holds its own notes.
    pub(crate) fn new(anchors: Anchors) -> Self {
        Self { anchors, ..Self::default() }
    }

    /// The same numbers on another page: links lead back to `page`.
    pub(crate) fn elsewhere(&self, page: &str) -> Self {
        Self { page: page.to_owned(), ..self.clone() }
    }

    /// Records that a claim refers to the record `id`.
    pub(crate) fn cite(&mut self, id: &str) -> Mark {
        let number = self.number(id);
        let place = self.page.is_empty().then(|| {
            self.next_place += 1;
            let place = format!("claim-{}", self.next_place);
            self.places[number - 1].push(place.clone());
            place
        });
        Mark { number, url: self.url(id), place }
    }

    /// The number of a record's note; the next one when it has none yet.
    pub(crate) fn number(&mut self, id: &str) -> usize {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        self.order.push(id.to_owned());
        self.places.push(Vec::new());
        self.numbers.insert(id.to_owned(), self.order.len());
        self.order.len()
    }

    /// The address of a record's note.
    pub(crate) fn url(&self, id: &str) -> String {
        self.at(self.anchor(id))
    }

    /// Where an anchor of the page that holds the notes is.
    pub(crate) fn at(&self, anchor: &str) -> String {
        format!("{}#{anchor}", self.page)
    }

    /// The anchor of a record's note.
    pub(crate) fn anchor(&self, id: &str) -> &str {
        self.anchors.get(id).unwrap_or(NOTES)
    }

    /// Records in the order of their notes.
    pub(crate) fn order(&self) -> &[String] {
        &self.order
    }

    /// The anchors of the claims that lead to a note.
    pub(crate) fn places(&self, number: usize) -> &[String] {
        number.checked_sub(1).and_then(|at| self.places.get(at)).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors(ids: &[&str], numbered: bool, taken: &[&str]) -> Anchors {
        Anchors::of_ids(ids.iter().copied(), numbered, taken.iter().map(|&t| t.to_owned()).collect())
    }

    #[test]
    fn numbers_follow_first_appearance() {
        let mut marks = Marks::new(anchors(&["retyping", "daily"], false, &[]));
        assert_eq!(marks.cite("daily").number, 1);
        assert_eq!(marks.cite("retyping").number, 2);
        let again = marks.cite("daily");
        assert_eq!((again.number, again.url.as_str()), (1, "#how-daily"));
        assert_eq!(marks.places(1), ["claim-1", "claim-3"]);
        assert_eq!(marks.elsewhere("/studies/a/").cite("retyping").url, "/studies/a/#how-retyping");
    }

    #[test]
    fn each_record_has_an_anchor_of_its_own() {
        let of = anchors(&["daily use", "daily-use", "!", "later"], false, &["how-later"]);
        let all: Vec<&str> = ["daily use", "daily-use", "!", "later"].iter().filter_map(|id| of.get(id)).collect();
        assert_eq!(all, ["how-daily-use", "how-daily-use-2", "how-3", "how-later-2"]);
        assert_eq!(anchors(&["quagga", "rows"], true, &[]).get("rows"), Some("how-2"));
    }
}
