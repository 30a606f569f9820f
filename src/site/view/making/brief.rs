//! A brief sets a study's strings in a row, so each of them ends like a sentence; and it is one sheet, so that long
//! ones are cut, those that qualify a result last.

use crate::site::view::fit::{cut, cut_text, room};
use crate::site::view::sentence::{ended, ended_text};
use crate::site::view::{Html, StudyView};

/// The most words of a brief, with its headings and the words of the template.
const MOST: usize = 350;

/// Words that the template always adds: its question, six headings, the way to the study.
const FRAME: usize = 40;

/// Words that say that the sheet was shortened.
const SHORTENED: usize = 18;

/// Names and units are cut to so many words: they are labels.
const LABEL: usize = 8;

/// No string is cut to fewer words than this.
const LEAST: usize = 6;

impl StudyView {
    /// The study as a brief prints it: each string ended, and all of them together on one sheet.
    pub(super) fn on_one_sheet(mut self) -> Self {
        self.end_sentences();
        // The note that the brief prints is the headline's.
        let headline = self.headline.as_ref().map(|of| of.note);
        self.notes.retain(|note| Some(note.number) == headline);
        self.shortened = self.cut_labels();
        let (mut plain, mut qualifying) = (60, 60);
        while self.taken() > MOST && (plain > LEAST || qualifying > LEAST) {
            if plain > LEAST {
                plain -= 1;
            } else {
                qualifying -= 1;
            }
            self.shortened |= self.cut_plain(plain) | self.cut_qualifying(qualifying);
        }
        self
    }

    fn end_sentences(&mut self) {
        self.title = ended(std::mem::take(&mut self.title));
        for html in self.prose() {
            *html = ended(std::mem::take(html));
        }
        for html in self.qualifying() {
            *html = ended(std::mem::take(html));
        }
        for other in &mut self.alternatives {
            other.truncate(other.trim_end_matches('.').len());
        }
        for also in self.notes.iter_mut().filter_map(|note| note.also_changed.as_mut()) {
            *also = ended_text(std::mem::take(also));
        }
    }

    /// What tells the story.
    fn prose(&mut self) -> Vec<&mut Html> {
        [&mut self.problem, &mut self.cost, &mut self.urgent_because, &mut self.outcome, &mut self.hesitation]
            .into_iter()
            .flatten()
            .collect()
    }

    /// What keeps a reader from taking the result for more than it is.
    fn qualifying(&mut self) -> Vec<&mut Html> {
        let typical = self.typical.as_mut().and_then(|typical| typical.text.as_mut());
        self.limits.as_mut().into_iter().chain(typical).collect()
    }

    /// Names, units and samples, which stand in the frame of the sheet.
    fn cut_labels(&mut self) -> bool {
        let results = self.results.iter_mut().chain(&mut self.headline);
        let labels = results.flat_map(|of| [Some(&mut of.metric), Some(&mut of.unit_after), of.sample.as_mut()]);
        let names = [Some(&mut self.customer.name)];
        labels.chain(names).flatten().fold(false, |was, words| cut_text(words, LABEL) | was)
    }

    fn cut_plain(&mut self, most: usize) -> bool {
        let mut was = self.prose().into_iter().fold(false, |was, html| cut(html, most) | was);
        was |= cut(&mut self.title, most.max(LABEL));
        if self.alternatives.len() > most / 4 {
            self.alternatives.truncate(most / 4);
            was = true;
        }
        for other in &mut self.alternatives {
            was |= cut_text(other, (most / 2).max(LEAST));
        }
        if most < 2 * LEAST && self.results.len() > 1 {
            self.results.truncate(1);
            was = true;
        }
        was
    }

    fn cut_qualifying(&mut self, most: usize) -> bool {
        let was = self.qualifying().into_iter().fold(false, |was, html| cut(html, most) | was);
        let also = self.notes.iter_mut().filter_map(|note| note.also_changed.as_mut());
        also.chain(&mut self.disclosure).fold(was, |was, words| cut_text(words, most.max(16)) | was)
    }

    /// Words of the template that depend on what the study holds.
    fn labels(&self) -> usize {
        let maybe = |there: bool, words: usize| if there { words } else { 0 };
        let headline = self.headline.as_ref().map_or(0, |of| {
            let periods = [&of.period_before, &of.period_after].into_iter().flatten();
            let basis = [of.statistic, of.source].into_iter().flatten().map(room).sum::<usize>() + 2;
            maybe(of.before.is_some(), 10 + periods.map(|p| room(p)).sum::<usize>() + basis) + basis + 4
        });
        headline
            + 4
            + maybe(self.repeated.is_some(), 2)
            + maybe(self.customer.former, 2)
            + maybe(!self.effort.is_empty(), 2)
            + self.effort.iter().map(|fact| 1 + room(fact.label)).sum::<usize>()
            + maybe(self.hesitation.is_some(), 4)
            + maybe(self.cost.is_some(), 3)
            + maybe(!self.alternatives.is_empty(), 3)
            + maybe(self.typical.is_some(), 3)
            + maybe(self.shortened, SHORTENED)
    }

    /// The room that everything takes.
    fn taken(&mut self) -> usize {
        let prose: usize = self.prose().into_iter().map(|html| room(&html.0)).sum();
        let qualifying: usize = self.qualifying().into_iter().map(|html| room(&html.0)).sum();
        let also: usize =
            self.notes.iter().filter_map(|note| note.also_changed.as_ref()).map(|also| 3 + room(also)).sum();
        let results: usize = self.results.iter().skip(1).map(|of| 4 + room(&of.metric) + room(&of.unit_after)).sum();
        let headline = self
            .headline
            .as_ref()
            .map_or(0, |of| room(&of.metric) + room(&of.unit_after) + 2 * of.sample.as_deref().map_or(0, room));
        let words = |all: &[String]| all.iter().map(|words| room(words)).sum::<usize>();
        FRAME
            + self.labels()
            + prose
            + qualifying
            + also
            + results
            + headline
            + room(&self.title.0)
            + 2 * room(&self.customer.name)
            + words(&self.alternatives)
            + words(&self.disclosure)
            + room(&self.consent)
    }
}
