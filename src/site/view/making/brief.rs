//! A brief sets a study's strings in a row, so each of them ends like a sentence.

use crate::site::view::sentence::ended;
use crate::site::view::{Html, StudyView};

impl StudyView {
    /// The study with each string ended.
    pub(super) fn in_sentences(mut self) -> Self {
        let end = |html: &mut Option<Html>| *html = html.take().map(ended);
        self.title = ended(self.title);
        for html in [
            &mut self.problem,
            &mut self.cost,
            &mut self.urgent_because,
            &mut self.outcome,
            &mut self.limits,
            &mut self.hesitation,
        ] {
            end(html);
        }
        if let Some(typical) = &mut self.typical {
            end(&mut typical.text);
        }
        for other in &mut self.alternatives {
            other.truncate(other.trim_end_matches('.').len());
        }
        for note in &mut self.notes {
            if let Some(also) = note.also_changed.as_mut().filter(|also| !also.ends_with(['.', '?', '!', '…'])) {
                also.push('.');
            }
        }
        self
    }
}
