//! Running text that knows where each byte of it came from: one paragraph, heading, cell or front matter string.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::claim::{Place, Section};
use crate::source::Span;
use crate::written::{OffsetMap, Text};

/// Stands in the visible words for something that is no prose: inline code, an image.
pub const GAP: char = '\u{fffc}';

/// The visible words of one block, without markup.
#[derive(Clone, Debug)]
pub struct Prose {
    /// The words. Code and images are a [`GAP`], line ends a blank.
    pub text: String,
    /// What kind of block it is.
    pub place: Place,
    /// What the section it stands in is about.
    pub section: Section,
    /// Inside a quotation.
    pub quoted: bool,
    /// Whether claims are looked for; where not, only bound words count as claims.
    pub searched: bool,
    /// The links in it.
    pub links: Vec<ProseLink>,
    /// The images in a front matter string, their range the [`GAP`] that stands for them. Those of a body are in
    /// [`super::Body::links`].
    pub images: Vec<ProseLink>,
    /// Raw HTML in a front matter string: dropped.
    pub html: Vec<Span>,
    /// The whole block in the file.
    pub span: Span,
    /// A front matter string as written, markup included; empty for a block of the body, which is made from the file.
    pub markdown: String,
    map: OffsetMap,
}

/// The target of a link; that of `<ana@clinic.example>` is written without its scheme.
pub(super) fn target(link_type: LinkType, dest: &str) -> String {
    if link_type == LinkType::Email { format!("mailto:{dest}") } else { dest.to_owned() }
}

/// A link inside prose.
#[derive(Clone, Debug)]
pub struct ProseLink {
    /// The linked words in [`Prose::text`].
    pub range: Range<usize>,
    /// The target as written.
    pub target: String,
    /// The whole link in the file, brackets and target included.
    pub span: Span,
}

impl Prose {
    /// An empty block to fill.
    pub fn new(place: Place, section: Section, span: Span) -> Self {
        Self {
            text: String::new(),
            place,
            section,
            quoted: place == Place::Quote,
            searched: true,
            links: Vec::new(),
            images: Vec::new(),
            html: Vec::new(),
            span,
            markdown: String::new(),
            map: OffsetMap::default(),
        }
    }

    /// Reads a front matter string as inline Markdown.
    pub fn of_text(text: &Text, place: Place) -> Self {
        let mut prose = Self::new(place, Section::Other, text.span);
        prose.markdown = text.value.clone();
        if place == Place::Outcome {
            prose.section = Section::Results;
        }
        if Self::is_plain(&text.value) {
            prose.push_mapped(&text.value, text.offsets(), 0);
            return prose;
        }
        let mut images: Vec<String> = Vec::new();
        let mut open: Vec<(usize, String, usize)> = Vec::new();
        for (event, range) in Parser::new_ext(&text.value, super::body::options()).into_offset_iter() {
            match event {
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    open.push((prose.text.len(), target(link_type, &dest_url), range.start));
                }
                Event::End(TagEnd::Link) => {
                    if let Some((start, target, from)) = open.pop() {
                        let span = text.span_of(from..range.end);
                        prose.links.push(ProseLink { range: start..prose.text.len(), target, span });
                    }
                }
                Event::Start(Tag::Image { dest_url, .. }) => images.push(dest_url.into_string()),
                Event::End(TagEnd::Image) => {
                    if let Some(target) = images.pop() {
                        let (start, span) = (prose.text.len(), text.span_of(range));
                        prose.push_unit(GAP, span.range());
                        prose.images.push(ProseLink { range: start..prose.text.len(), target, span });
                    }
                }
                _ if !images.is_empty() => {}
                Event::Html(_) | Event::InlineHtml(_) => prose.html.push(text.span_of(range)),
                Event::Text(words) => {
                    if text.value.get(range.clone()) == Some(&*words) {
                        prose.push_mapped(&words, text.offsets(), range.start);
                    } else {
                        prose.push_words(&words, text.span_of(range).range());
                    }
                }
                Event::Code(_) => prose.push_unit(GAP, text.span_of(range).range()),
                Event::SoftBreak | Event::HardBreak => prose.push_unit(' ', text.span_of(range).range()),
                Event::End(TagEnd::Strikethrough | TagEnd::Paragraph) => {
                    prose.push_unit(' ', text.span_of(range.end..range.end).range())
                }
                _ => {}
            }
        }
        prose.trim_end();
        prose
    }

    /// Whether a front matter string holds no markup, and is taken letter by letter.
    pub fn is_plain(words: &str) -> bool {
        !words.contains(['[', '*', '_', '`', '<', '&', '!', '\\', '~'])
    }

    /// Marks the block as not searched for claims (baselines, facts about the customer).
    pub fn unsearched(mut self) -> Self {
        self.searched = false;
        self
    }

    /// Appends words that stand in the file as they are, at `at`.
    pub(crate) fn push_exact(&mut self, words: &str, at: usize) {
        self.text.push_str(words);
        self.map.push(words.len(), at..at + words.len());
    }

    /// Appends words that stand in the file in another spelling, as an entity or escape.
    pub(crate) fn push_words(&mut self, words: &str, source: Range<usize>) {
        self.text.push_str(words);
        self.map.push(words.len(), source);
    }

    /// Appends one character that stands for `source`.
    pub(crate) fn push_unit(&mut self, c: char, source: Range<usize>) {
        self.text.push(c);
        self.map.push(c.len_utf8(), source);
    }

    /// Appends words that stand at byte `from` of the text behind `offsets`.
    pub(crate) fn push_mapped(&mut self, words: &str, offsets: &OffsetMap, from: usize) {
        self.text.push_str(words);
        self.map.push_from(offsets, from..from + words.len());
    }

    /// Appends another block that belongs to the same words, behind words that stand for nothing in the file.
    pub(crate) fn append(&mut self, between: &str, other: &Prose) {
        let start = other.span.start as usize;
        self.push_words(between, start..start);
        let shift = self.text.len();
        self.push_mapped(&other.text, &other.map, 0);
        self.links.extend(
            other
                .links
                .iter()
                .map(|link| ProseLink { range: link.range.start + shift..link.range.end + shift, ..link.clone() }),
        );
        self.span = self.span.to(other.span);
    }

    /// Gives back what was kept for growing: a site holds many.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.links.shrink_to_fit();
        self.map.shrink();
    }

    /// Takes white space off the end, of links too.
    pub(crate) fn trim_end(&mut self) {
        let length = self.text.trim_end().len();
        if length == self.text.len() {
            return;
        }
        self.text.truncate(length);
        self.map = self.map.slice(0..length);
        for link in self.links.iter_mut().chain(&mut self.images) {
            link.range = link.range.start.min(length)..link.range.end.min(length);
        }
    }

    /// The bytes of the file behind `range` of the words.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        Span::new(self.span.file, self.map.source(range))
    }

    /// Whether there are words at all.
    pub fn is_blank(&self) -> bool {
        self.text.trim_matches(|c: char| c.is_whitespace() || c == GAP).is_empty()
    }
}
