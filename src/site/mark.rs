//! From each claim to its note: which number a record has, and which places refer to it.

use std::collections::HashMap;

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
    /// Records' anchors are numbers, because an id might give away a name.
    pub numbered_only: bool,
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
    pub(crate) fn new(numbered_only: bool) -> Self {
        Self { numbered_only, ..Self::default() }
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
    pub(crate) fn url(&mut self, id: &str) -> String {
        let anchor = self.anchor(id);
        format!("{}#{anchor}", self.page)
    }

    /// The anchor of a record's note.
    pub(crate) fn anchor(&mut self, id: &str) -> String {
        let number = self.number(id);
        note_anchor(id, number, self.numbered_only)
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

fn note_anchor(id: &str, number: usize, numbered_only: bool) -> String {
    let name = slug::slugify(id);
    if numbered_only || name.is_empty() { format!("how-{number}") } else { format!("how-{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_first_appearance() {
        let mut marks = Marks::new(false);
        assert_eq!(marks.cite("daily").number, 1);
        assert_eq!(marks.cite("retyping").number, 2);
        let again = marks.cite("daily");
        assert_eq!((again.number, again.url.as_str()), (1, "#how-daily"));
        assert_eq!(marks.places(1), ["claim-1", "claim-3"]);
        assert_eq!(marks.elsewhere("/studies/a/").cite("retyping").url, "/studies/a/#how-retyping");
    }
}
