//! What stands inside a block: words, units such as code and line ends, links and images with their titles.

use std::ops::Range;

use super::{Link, Reader};
use crate::claim::Place;
use crate::source::Span;
use crate::study::prose::{GAP, Prose, ProseLink};

/// A link that is still open.
pub(super) struct Open {
    /// Where its words begin in the block.
    pub(super) words: usize,
    pub(super) target: String,
    pub(super) title: String,
    /// Its first byte.
    pub(super) from: usize,
}

impl Reader<'_> {
    pub(super) fn words(&mut self, words: &str, at: Range<usize>) {
        if self.in_code {
            return;
        }
        let source = self.base + at.start..self.base + at.end;
        let exact = self.source.text.get(source.clone()) == Some(words);
        let target = match &mut self.image {
            Some((_, _, alt)) => Some(alt),
            None => self.open.last_mut(),
        };
        let Some(prose) = target else { return };
        if exact {
            prose.push_exact(words, source.start);
        } else {
            prose.push_words(words, source);
        }
    }

    pub(super) fn unit(&mut self, c: char, at: Range<usize>) {
        let source = self.base + at.start..self.base + at.end;
        match &mut self.image {
            Some((_, _, alt)) => alt.push_unit(c, source),
            None => {
                if let Some(prose) = self.open.last_mut() {
                    prose.push_unit(c, source);
                }
            }
        }
    }

    pub(super) fn end_link(&mut self, at: Range<usize>) {
        let Some(link) = self.links.pop() else { return };
        let span = self.span(link.from..at.end);
        // What was read of a picture in it knows where the link begins only.
        let pictured = self.body.prose.iter_mut().rev().take_while(|prose| span.contains(prose.span));
        for tie in pictured.flat_map(|prose| &mut prose.links).filter(|tie| tie.span.start == span.start) {
            tie.span = span;
        }
        if let Some(prose) = self.open.last_mut() {
            let range = link.words..prose.text.len();
            prose.links.push(ProseLink { range, target: link.target.clone(), span });
        }
        self.body.links.push(Link { target: link.target, span, image: None });
        self.title(&link.title, span);
    }

    pub(super) fn end_image(&mut self, at: Range<usize>) {
        let Some((target, title, alt)) = self.image.take() else { return };
        let span = self.span(at.clone());
        self.body.links.push(Link { target, span, image: Some(alt.text.trim().to_owned()) });
        self.aside(alt);
        self.title(&title, span);
        self.unit(GAP, at);
    }

    /// The title of a link or an image, which stands in the construct, or where the reference is defined.
    fn title(&mut self, title: &str, span: Span) {
        if title.is_empty() {
            return;
        }
        let raw = self.source.words(span);
        let mut caption = Prose::new(Place::Caption, self.section(Place::Caption), span);
        match raw.rfind(title) {
            Some(shift) => caption.push_exact(title, span.start as usize + shift),
            None => caption.push_words(title, span.range()),
        }
        self.aside(caption);
    }

    /// Keeps words that stand beside a picture, which the link around the picture ties.
    fn aside(&mut self, mut words: Prose) {
        if let Some(link) = self.links.last().filter(|link| link.target.starts_with("evidence:")) {
            let (range, target) = (0..words.text.len(), link.target.clone());
            words.links.push(ProseLink { range, target, span: self.span(link.from..link.from) });
        }
        self.keep(words);
    }
}
