//! Markdown → HTML: the second pass over a body, and front matter strings.
//!
//! Claims get their note's number, links between files become addresses, pictures the place they are copied to. Raw
//! HTML and comments are left out, links that lead nowhere leave their words. Nothing is printed unescaped.

mod footnote;
mod link;
mod writer;

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::escape::publishable;
use super::mark::{Anchors, Marks};
use super::route::Routes;
use super::view::Html;
use crate::source::{FileId, Source, Span};
use crate::study::{Body, Document, GAP, Prose, Study, options};
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
    /// Without links and notes; only what is not backed says so.
    pub bare: bool,
}

/// So many bytes or more of a text come to an event.
const EVENT: usize = 16;

/// A body as HTML. Headings start at `<h2>`: the title is the page's `<h1>`.
pub(crate) fn body(source: &Source, body: &Body, place: &Place<'_>, marks: &mut Marks) -> Html {
    let text = &source.text[body.range.clone()];
    let mut writer = Writer::new(place, marks);
    writer.headings = body.headings.iter().map(|h| h.id.as_str()).collect();
    writer.shift = u8::from(body.headings.iter().any(|h| h.level == 1));
    let mut events: Vec<(Event<'_>, Range<usize>)> = Vec::with_capacity(text.len() / EVENT);
    events.extend(Parser::new_ext(text, options()).into_offset_iter());
    if may_hold_address(text) {
        events = joined(events);
    }
    let unbacked = place.unbacked.iter().filter(|span| span.file == source.id);
    writer.unbacked = unbacked.map(|span| span.range()).collect();
    writer.blocks(&events, body.range.start);
    Html(writer.finish())
}

/// The body of a study as its page would hold it on a site where nothing else has an address.
pub fn body_alone(source: &Source, study: &Study) -> String {
    let routes = Routes::of_nothing();
    let records: Vec<String> = study.meta.evidence.iter().map(|record| record.id.value.clone()).collect();
    let place = Place {
        routes: &routes,
        file: study.file,
        folder: Document::Study(study).folder(),
        records: &records,
        unbacked: &[],
        bare: false,
    };
    body(source, &study.body, &place, &mut Marks::new(Anchors::of(study))).0
}

/// Joins texts that follow each other: an address such as `ana_*b@…` comes in parts, and is withheld as a whole.
fn joined<'a>(events: Vec<(Event<'a>, Range<usize>)>) -> Vec<(Event<'a>, Range<usize>)> {
    let mut out: Vec<(Event<'a>, Range<usize>)> = Vec::with_capacity(events.len());
    let mut events = events.into_iter().peekable();
    while let Some((event, mut range)) = events.next() {
        let Event::Text(first) = event else {
            out.push((event, range));
            continue;
        };
        let mut parts = vec![first];
        while let Some((Event::Text(words), at)) = events.next_if(|(next, _)| matches!(next, Event::Text(_))) {
            parts.push(words);
            range.end = at.end;
        }
        let whole = match parts.len() {
            1 => parts.swap_remove(0),
            _ => parts.iter().map(|part| &**part).collect::<String>().into(),
        };
        out.push((Event::Text(whole), range));
    }
    out
}

/// Whether an e-mail address can come out of `text`; its `@` may be written as an entity.
fn may_hold_address(text: &str) -> bool {
    text.contains('@') || text.contains("&#") || text.contains("&commat")
}

/// A front matter string as HTML without a paragraph around it.
pub(crate) fn inline(prose: &Prose, place: &Place<'_>, marks: &mut Marks) -> Html {
    let mut writer = Writer::new(place, marks);
    writer.unbacked = unbacked(prose, place.unbacked);
    if Prose::is_plain(&prose.markdown) {
        writer.words(&prose.text, Some(0..prose.text.len()));
        return Html(writer.out.trim().to_owned());
    }
    let mut events: Vec<(Event<'_>, Range<usize>)> = visible(prose);
    if may_hold_address(&prose.markdown) {
        events = joined(events);
    }
    for (event, range) in &events {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
            | Event::Text(_)
            | Event::Code(_) => writer.event(event, Some(range.clone())),
            Event::Start(Tag::Image { .. }) => writer.skip += 1,
            Event::End(TagEnd::Image) => writer.skip = writer.skip.saturating_sub(1),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => writer.out.push(' '),
            _ => {}
        }
    }
    Html(writer.out.trim().to_owned())
}

/// The events of a front matter string, each with its place in [`Prose::text`], which is made of the same events.
fn visible(prose: &Prose) -> Vec<(Event<'_>, Range<usize>)> {
    let (mut at, mut images) = (0, 0_usize);
    let place = |event| {
        let from = at;
        match &event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => {
                images = images.saturating_sub(1);
                at += GAP.len_utf8();
            }
            _ if images > 0 => {}
            Event::Text(words) => at += words.len(),
            Event::Code(_) => at += GAP.len_utf8(),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => at += 1,
            _ => {}
        }
        (event, from..at)
    };
    Parser::new_ext(&prose.markdown, options()).map(place).collect()
}

/// The allowed words of a front matter string, in bytes of [`Prose::text`].
fn unbacked(prose: &Prose, allowed: &[Span]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let touches = |a: &Span, b: &Span| a.file == b.file && a.start < b.end && b.start < a.end;
    for span in allowed.iter().filter(|span| touches(span, &prose.span)) {
        let inside = |(at, c): (usize, char)| {
            let range = at..at + c.len_utf8();
            touches(span, &prose.span_of(range.clone())).then_some(range)
        };
        let words = prose.text.char_indices().filter_map(inside).reduce(|all, c| all.start..c.end);
        out.extend(words);
    }
    out
}

/// Whether allowed words stand in a front matter string.
pub(crate) fn holds_unbacked(prose: &Prose, allowed: &[Span]) -> bool {
    !unbacked(prose, allowed).is_empty()
}

/// The visible words of a front matter string, for places that take no markup.
pub(crate) fn plain(prose: &Prose, routes: &Routes) -> String {
    if Prose::is_plain(&prose.markdown) {
        return publishable(prose.markdown.trim(), routes);
    }
    let mut out = String::new();
    let mut withheld: Vec<Option<usize>> = Vec::new();
    for event in Parser::new_ext(&prose.markdown, options()) {
        match event {
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => {
                withheld.push(routes.withholds(&dest_url).then_some(out.len()));
            }
            Event::End(TagEnd::Link) => {
                if let Some(from) = withheld.pop().flatten() {
                    out.truncate(from);
                    out.push_str(link::WITHHELD);
                }
            }
            _ => {}
        }
    }
    publishable(out.trim(), routes)
}
