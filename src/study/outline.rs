//! What the text being read is about: the headings above it, a label in front of it, the sentence that leads to its list.

use crate::claim::{Place, Section};

use super::Prose;

/// A label of more bytes is a sentence.
const LONGEST_LABEL: usize = 60;
/// A sentence of more words that ends with a colon does not only lead to a list.
const LONGEST_LEAD: usize = 15;
/// Deeper than any heading: what a label alone in its block opens.
const LABEL_LEVEL: u8 = 9;

/// The headings open at some place of a document.
#[derive(Default)]
pub(crate) struct Outline {
    /// Headings above, each with its level and what it is about.
    sections: Vec<(u8, Section)>,
    /// What the list that follows is about, by the sentence that leads to it: "The results:".
    lead: Option<Section>,
}

impl Outline {
    /// What a block at this place is about; `None` under no heading.
    pub(crate) fn section(&self, place: Place) -> Option<Section> {
        let lead = self.lead.filter(|_| place == Place::List);
        lead.or_else(|| self.sections.last().map(|(_, section)| *section))
    }

    /// Leaves what stands above a heading of this level: its own words belong to nothing before it.
    pub(crate) fn leave(&mut self, level: u8) {
        while self.sections.last().is_some_and(|(above, _)| *above >= level) {
            self.sections.pop();
        }
        self.lead = None;
    }

    /// Enters what stands below a heading. One that says nothing about its section leaves it to the heading above, and
    /// at the top to `base`.
    pub(crate) fn head(&mut self, level: u8, text: &str, base: Section) {
        self.leave(level);
        let section = match Section::of_heading(text) {
            Section::Other => self.sections.last().map_or(base, |(_, section)| *section),
            known => known,
        };
        self.sections.push((level, section));
    }

    /// Reads the words that stand out at the beginning of a block, up to `end`: "**Results:** …" says what its block is
    /// about; alone in its block, what follows.
    pub(crate) fn labelled(&mut self, prose: &mut Prose, end: usize, base: Section) {
        let label = prose.text[..end].trim();
        let ends = label.ends_with(':') || prose.text[end..].starts_with(':');
        let alone = prose.text[end..].trim_matches([' ', ':']).is_empty();
        if label.len() > LONGEST_LABEL || !(ends || alone) {
            return;
        }
        let label = label.trim_end_matches(':');
        if alone {
            self.head(LABEL_LEVEL, label, base);
        }
        let section = Section::of_heading(label);
        if section != Section::Other {
            prose.section = section;
        }
    }

    /// Notes a block that was read: it may lead to a list.
    pub(crate) fn passed(&mut self, prose: &Prose) {
        if prose.place != Place::List {
            self.lead = leads_to(&prose.text);
        }
    }
}

/// What a list below is about, when the last sentence above it says so and ends with a colon.
fn leads_to(text: &str) -> Option<Section> {
    let sentence = text.trim_end().strip_suffix(':')?.rsplit(['.', '!', '?']).next()?;
    let short = sentence.split_whitespace().count() <= LONGEST_LEAD;
    Some(Section::of_heading(sentence)).filter(|section| short && *section != Section::Other)
}
