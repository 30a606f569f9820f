//! Markdown, whoever wrote it: what study bodies have, and the text of the HTML in it.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::gather::{Effect, Gatherer};
use super::html::{self, WALL};
use super::prose_like::several_words;
use crate::claim::Place;
use crate::study::options;
use crate::written::OffsetMap;

/// Reads a text that stands behind `map`. In MDX an indented line is no code.
pub(super) fn read(gatherer: &mut Gatherer, text: &str, map: &OffsetMap, mdx: bool) {
    let mut reader = Reader { gatherer, text, map, mdx, html: None, image: None, titles: Vec::new(), code: None };
    for (event, at) in Parser::new_ext(text, options()).into_offset_iter() {
        reader.take(event, at);
    }
    reader.gatherer.flush();
}

struct Reader<'a> {
    gatherer: &'a mut Gatherer,
    text: &'a str,
    map: &'a OffsetMap,
    mdx: bool,
    /// The lines of the HTML block being read.
    html: Option<(String, OffsetMap)>,
    /// The words of the alternative text being read, and the title.
    image: Option<(String, OffsetMap, String)>,
    /// The titles of the links still open.
    titles: Vec<String>,
    /// An indented block that is read as prose, not as code.
    code: Option<bool>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(words) => self.words(&words, at),
            Event::SoftBreak | Event::HardBreak => match &mut self.image {
                Some((words, map, _)) => {
                    words.push(' ');
                    map.push_whole(1, self.map.source(at));
                }
                None => self.gatherer.blank(self.map.source(at)),
            },
            Event::Code(_) if self.image.is_none() => self.gatherer.gap(),
            Event::Html(_) => {
                let (words, map) = self.html.get_or_insert_default();
                words.push_str(&self.text[at.clone()]);
                map.push_from(self.map, at);
            }
            Event::InlineHtml(_) => html::read_part(self.gatherer, self.text, at, self.map),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Range<usize>) {
        let effect = match tag {
            Tag::Paragraph | Tag::List(_) | Tag::FootnoteDefinition(_) => Effect::Block,
            Tag::Heading { level, .. } => Effect::Heading(number(level)),
            Tag::BlockQuote(_) => Effect::Quote,
            Tag::Item => Effect::Place(Place::List),
            Tag::Table(_) => Effect::Table,
            Tag::TableHead | Tag::TableRow => Effect::Row,
            Tag::TableCell => Effect::Place(Place::Table),
            Tag::CodeBlock(kind) => {
                let prose = kind == CodeBlockKind::Indented && (self.mdx || self.is_in_admonition(at.start));
                self.code = Some(prose);
                if prose { Effect::Block } else { Effect::CodeBlock }
            }
            Tag::Strong => Effect::Strong,
            Tag::Link { dest_url, title, .. } => {
                self.titles.push(title.into_string());
                return self.gatherer.open_link(&dest_url, self.map.source(at).start);
            }
            Tag::Image { title, .. } => {
                self.image = Some((String::new(), OffsetMap::default(), title.into_string()));
                return;
            }
            _ => return,
        };
        self.gatherer.enter(WALL, effect);
    }

    fn end(&mut self, tag: TagEnd, at: Range<usize>) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::FootnoteDefinition
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::Strong => self.gatherer.leave(WALL, &[]),
            TagEnd::CodeBlock => {
                self.code = None;
                self.gatherer.leave(WALL, &[]);
            }
            TagEnd::HtmlBlock => {
                if let Some((words, map)) = self.html.take() {
                    html::read(self.gatherer, &words, &map);
                }
            }
            TagEnd::Strikethrough => self.gatherer.blank(self.map.source(at.end..at.end)),
            TagEnd::Link => {
                self.gatherer.close_link(self.map.source(at.clone()).end);
                let title = self.titles.pop().unwrap_or_default();
                self.title(&title, at);
            }
            TagEnd::Image => self.end_image(at),
            _ => {}
        }
    }

    fn words(&mut self, words: &str, at: Range<usize>) {
        let exact = self.text.get(at.clone()) == Some(words);
        if let Some((alt, map, _)) = &mut self.image {
            alt.push_str(words);
            match exact {
                true => map.push_from(self.map, at),
                false => map.push_whole(words.len(), self.map.source(at)),
            }
            return;
        }
        let map = if exact { Some(self.map.slice(at.clone())) } else { None };
        match (map, self.code) {
            // Indented prose may hold tags.
            (Some(map), Some(true)) => html::read(self.gatherer, words, &map),
            (Some(map), _) => self.gatherer.words(words, &map),
            (None, _) => self.gatherer.other_words(words, self.map.source(at)),
        }
    }

    fn end_image(&mut self, at: Range<usize>) {
        let Some((alt, map, title)) = self.image.take() else { return };
        if several_words(&alt, 2) {
            self.gatherer.aside(Place::Caption, &alt, &map);
        }
        self.title(&title, at);
        self.gatherer.gap();
    }

    /// The title of a link or an image at `at`; one that a reference brings stands elsewhere, and is placed on its words.
    fn title(&mut self, title: &str, at: Range<usize>) {
        if !several_words(title, 2) {
            return;
        }
        let map = match self.text[at.clone()].rfind(title) {
            Some(shift) => self.map.slice(at.start + shift..at.start + shift + title.len()),
            None => {
                let mut map = OffsetMap::default();
                map.push_whole(title.len(), self.map.source(at));
                map
            }
        };
        self.gatherer.aside(Place::Caption, title, &map);
    }

    /// `!!! note` and `=== "Tab"` of MkDocs indent what belongs to them.
    fn is_in_admonition(&self, at: usize) -> bool {
        let line = self.text[..at].rfind('\n').map_or(0, |n| n + 1);
        let indented = |l: &str| l.trim().is_empty() || l.starts_with("    ") || l.starts_with('\t');
        let above = self.text[..line].lines().rev().take(200).find(|l| !indented(l));
        above.is_some_and(|l| l.starts_with("!!!") || l.starts_with("???") || l.starts_with("=== \""))
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}
