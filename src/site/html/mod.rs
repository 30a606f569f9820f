//! Markdown → HTML: the second pass over a body, and front matter strings.
//!
//! Claims get their note's number, links between files become addresses, pictures the place they are copied to. Raw
//! HTML and comments are left out, links that lead nowhere leave their words. Nothing is printed unescaped.

mod footnote;
mod link;
mod writer;

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::escape::{publishable, write_text};
use super::mark::Marks;
use super::route::Routes;
use super::view::Html;
use crate::source::{FileId, Source, Span};
use crate::study::{Body, Prose, options};
use writer::Writer;

/// What a text needs to know about the site around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// What a link may point to.
    pub routes: &'a Routes,
    /// The document.
    pub file: FileId,
    /// Its folder, from the root.
    pub folder: &'a str,
    /// The records of this document that a claim can be tied to.
    pub records: &'a [String],
    /// Words whose finding was allowed, and which are marked so, in the order of the file.
    pub unbacked: &'a [Span],
}

/// A body as HTML. Headings start at `<h2>`: the title is the page's `<h1>`.
pub(crate) fn body(source: &Source, body: &Body, place: &Place<'_>, marks: &mut Marks) -> Html {
    let text = &source.text[body.range.clone()];
    let mut writer = Writer::new(place, marks);
    writer.headings = body.headings.iter().map(|h| h.id.as_str()).collect();
    writer.shift = u8::from(body.headings.iter().any(|h| h.level == 1));
    let mut events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(text, options()).into_offset_iter().collect();
    if text.contains('@') {
        events = joined(events);
    }
    writer.blocks(&events, body.range.start);
    Html(writer.finish())
}

/// Joins texts that follow each other: an address such as `ana_*b@…` comes in parts, and is withheld as a whole.
fn joined<'a>(events: Vec<(Event<'a>, Range<usize>)>) -> Vec<(Event<'a>, Range<usize>)> {
    let mut out: Vec<(Event<'a>, Range<usize>)> = Vec::with_capacity(events.len());
    for (event, range) in events {
        match (out.last_mut(), &event) {
            (Some((Event::Text(before), at)), Event::Text(words)) if at.end == range.start => {
                *before = format!("{before}{words}").into();
                at.end = range.end;
            }
            _ => out.push((event, range)),
        }
    }
    out
}

/// A front matter string as HTML without a paragraph around it.
pub(crate) fn inline(prose: &Prose, place: &Place<'_>, marks: &mut Marks) -> Html {
    let mut out = String::with_capacity(prose.markdown.len() + 32);
    if Prose::is_plain(&prose.markdown) {
        write_text(&mut out, prose.markdown.trim(), place.routes);
        return Html(out);
    }
    let mut writer = Writer::new(place, marks);
    for event in Parser::new_ext(&prose.markdown, options()) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
            | Event::Text(_)
            | Event::Code(_) => writer.event(&event, None),
            Event::Start(Tag::Image { .. }) => writer.skip += 1,
            Event::End(TagEnd::Image) => writer.skip = writer.skip.saturating_sub(1),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => writer.out.push(' '),
            _ => {}
        }
    }
    Html(writer.out.trim().to_owned())
}

/// The visible words of a front matter string, for places that take no markup.
pub(crate) fn plain(prose: &Prose, routes: &Routes) -> String {
    if Prose::is_plain(&prose.markdown) {
        return publishable(prose.markdown.trim(), routes);
    }
    let mut out = String::new();
    for event in Parser::new_ext(&prose.markdown, options()) {
        match event {
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    publishable(out.trim(), routes)
}
