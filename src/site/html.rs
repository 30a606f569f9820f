//! Markdown → HTML: the second pass over a body, and front matter strings.
//!
//! Claims get their note's number, links between files become addresses, pictures the place they are copied to. Raw
//! HTML and comments are left out, links that lead nowhere leave their words. Nothing is printed unescaped.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use super::mark::Marks;
use super::route::{Aim, Routes};
use super::view::Html;
use crate::source::{FileId, Source, Span};
use crate::study::{Binding, Body, Prose, options};

/// The anchor of a study's notes. No heading can take it: theirs have no `_`.
const NOTES: &str = "how_we_know";

/// What stands behind words that no record backs.
const UNBACKED: &str =
    "</span><sup class=\"unbacked-note\"><a href=\"#not_backed\" aria-label=\"not backed by a record\">*</a></sup>";

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
    let shift = u8::from(body.headings.iter().any(|h| h.level == 1));
    let mut writer =
        Writer { headings: body.headings.iter().map(|h| h.id.as_str()).collect(), shift, ..Writer::new(place, marks) };
    let events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(text, options()).into_offset_iter().collect();
    writer.blocks(&events, body.range.start);
    Html(writer.finish())
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

/// Words without e-mail addresses: only the site's contact may be printed.
pub(crate) fn publishable(words: &str, routes: &Routes) -> String {
    if !words.contains('@') {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    for part in words.split_inclusive(char::is_whitespace) {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        let address = bare.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.'));
        if address && !routes.contact.as_deref().is_some_and(|c| c.eq_ignore_ascii_case(bare)) {
            out.push_str(&part.replacen(bare, "(address not published)", 1));
        } else {
            out.push_str(part);
        }
    }
    out
}

fn write_text(out: &mut String, words: &str, routes: &Routes) {
    let result = if words.contains('@') {
        escape_html_body_text(&mut *out, &publishable(words, routes))
    } else {
        escape_html_body_text(&mut *out, words)
    };
    debug_assert!(result.is_ok(), "a string takes everything");
}

/// Text for an attribute in double quotes.
pub(crate) fn attribute(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let result = escape_html(&mut out, words);
    debug_assert!(result.is_ok(), "a string takes everything");
    out
}

/// An address for an attribute in double quotes.
fn href(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let result = escape_href(&mut out, address);
    debug_assert!(result.is_ok(), "a string takes everything");
    out
}

struct Writer<'a, 'm> {
    place: &'a Place<'a>,
    marks: &'m mut Marks,
    out: String,
    /// Anchors of the headings, in order.
    headings: std::collections::VecDeque<&'a str>,
    shift: u8,
    /// What closes each open link.
    links: Vec<String>,
    /// Depth of things that are not printed.
    skip: usize,
    /// The picture being read: address of the picture, title, and its alternative words.
    image: Option<(String, String, String)>,
    /// Footnotes by label: number, and how often they were referred to.
    footnotes: HashMap<String, (usize, usize)>,
    /// Finished notes by number.
    notes: Vec<(usize, String)>,
    /// The text around each footnote being written, and its label.
    outside: Vec<(String, String)>,
    header: bool,
    aligned: Vec<pulldown_cmark::Alignment>,
    cell: usize,
}

impl<'a, 'm> Writer<'a, 'm> {
    fn new(place: &'a Place<'a>, marks: &'m mut Marks) -> Self {
        Writer {
            place,
            marks,
            out: String::new(),
            headings: Default::default(),
            shift: 0,
            links: Vec::new(),
            skip: 0,
            image: None,
            footnotes: HashMap::new(),
            notes: Vec::new(),
            outside: Vec::new(),
            header: false,
            aligned: Vec::new(),
            cell: 0,
        }
    }

    fn blocks(&mut self, events: &[(Event<'_>, Range<usize>)], base: usize) {
        let mut at = 0;
        while at < events.len() {
            if let Some(end) = lone_image(&events[at..]) {
                self.figure(&events[at + 1..at + end]);
                at += end + 1;
                continue;
            }
            let (event, range) = &events[at];
            self.event(event, Some(base + range.start..base + range.end));
            at += 1;
        }
    }

    /// A paragraph that holds one picture and nothing else.
    fn figure(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        let title = events.iter().find_map(|(event, _)| match event {
            Event::Start(Tag::Image { title, .. }) if !title.is_empty() => Some(title.to_string()),
            _ => None,
        });
        self.out.push_str("<figure>");
        for (event, _) in events {
            self.event(event, None);
        }
        if let Some(title) = title {
            self.out.push_str("<figcaption>");
            write_text(&mut self.out, &title, self.place.routes);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    fn event(&mut self, event: &Event<'_>, range: Option<Range<usize>>) {
        if let Some((_, _, alt)) = &mut self.image {
            match event {
                Event::Text(words) | Event::Code(words) => alt.push_str(words),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                Event::End(TagEnd::Image) => self.end_image(),
                _ => {}
            }
            return;
        }
        if self.skip > 0 {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(words) => self.words(words, range),
            Event::Code(words) => {
                self.out.push_str("<code>");
                write_text(&mut self.out, words, self.place.routes);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.footnote(label),
            _ => {}
        }
    }

    /// Words, with the allowed ones among them marked.
    fn words(&mut self, words: &CowStr<'_>, range: Option<Range<usize>>) {
        let routes = self.place.routes;
        let mut done = 0;
        if let Some(range) = range.filter(|r| r.len() == words.len()) {
            for span in self.place.unbacked {
                let start = span.range().start.max(range.start + done).min(range.end) - range.start;
                let end = span.range().end.clamp(range.start + start, range.end) - range.start;
                let (Some(before), Some(inside)) = (words.get(done..start), words.get(start..end)) else { continue };
                if inside.is_empty() || span.file != self.place.file {
                    continue;
                }
                write_text(&mut self.out, before, routes);
                self.out.push_str("<span class=\"unbacked\">");
                write_text(&mut self.out, inside, routes);
                self.out.push_str(UNBACKED);
                done = end;
            }
        }
        write_text(&mut self.out, words.get(done..).unwrap_or_default(), routes);
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => {
                let level = (*level as u8 + self.shift).min(6);
                let id = self.headings.pop_front().map(attribute).unwrap_or_default();
                self.out.push_str(&format!("<h{level} id=\"{id}\">"));
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(_) => self.out.push_str("<pre><code>"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.out.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::Item => self.out.push_str("<li>"),
            Tag::Table(aligned) => {
                self.aligned = aligned.clone();
                self.out.push_str(
                    "<div class=\"table-scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>\n",
                );
            }
            Tag::TableHead => {
                self.header = true;
                self.cell = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(*link_type, dest_url, title),
            Tag::Image { dest_url, title, .. } => {
                self.image = Some((dest_url.to_string(), title.to_string(), String::new()));
            }
            Tag::FootnoteDefinition(label) => {
                let outside = std::mem::take(&mut self.out);
                self.outside.push((outside, label.to_string()));
            }
            _ => {}
        }
    }

    fn start_cell(&mut self) {
        let name = if self.header { "th scope=\"col\"" } else { "td" };
        let class = match self.aligned.get(self.cell) {
            Some(pulldown_cmark::Alignment::Right) => " class=\"right\"",
            Some(pulldown_cmark::Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.out.push_str(&format!("<{name}{class}>"));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => {
                let level = (level as u8 + self.shift).min(6);
                self.out.push_str(&format!("</h{level}>\n"));
            }
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.header = false;
                self.out.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.cell += 1;
                self.out.push_str(if self.header { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => {
                if let Some(close) = self.links.pop() {
                    self.out.push_str(&close);
                }
            }
            TagEnd::FootnoteDefinition => self.end_footnote(),
            _ => {}
        }
    }

    fn start_link(&mut self, link_type: LinkType, target: &str, title: &str) {
        if let Some(binding) = Binding::of_target(target, self.nowhere(), self.nowhere()) {
            let close = self.start_claim(&binding);
            self.links.push(close);
            return;
        }
        let target = if link_type == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() };
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", attribute(title)) };
        match self.place.routes.aim(self.place.file, self.place.folder, &target) {
            Aim::Here(address) => self.out.push_str(&format!("<a href=\"{}\"{title}>", href(&address))),
            Aim::Elsewhere(address) => {
                self.out.push_str(&format!("<a href=\"{}\"{title} rel=\"noopener\">", href(&address)));
            }
            Aim::Nowhere => {
                self.links.push(String::new());
                return;
            }
        }
        self.links.push("</a>".to_owned());
    }

    fn nowhere(&self) -> Span {
        Span::new(self.place.file, 0..0)
    }

    /// Opens the words of a claim; what closes them holds the note's number.
    fn start_claim(&mut self, binding: &Binding) -> String {
        if let Some(study) = &binding.study {
            let Some((page, numbered_only)) = self.place.routes.studies.get(study) else { return String::new() };
            let anchor = if *numbered_only { NOTES.to_owned() } else { format!("how-{}", slug::slugify(&binding.id)) };
            let note = format!("{}#{anchor}", self.place.routes.link(page));
            self.out.push_str("<span class=\"claim\">");
            return format!(
                "</span><sup class=\"claim-note\"><a href=\"{}\" aria-label=\"how we know\">↗</a></sup>",
                href(&note)
            );
        }
        if !self.place.records.contains(&binding.id) {
            return String::new();
        }
        let mark = self.marks.cite(&binding.id);
        self.out.push_str("<span class=\"claim\">");
        let id = mark.place.map(|place| format!(" id=\"{place}\"")).unwrap_or_default();
        format!(
            "</span><sup class=\"claim-note\"><a{id} href=\"{}\" aria-label=\"note {n}, how we know\">{n}</a></sup>",
            href(&mark.url),
            n = mark.number
        )
    }

    fn end_image(&mut self) {
        let Some((target, title, alt)) = self.image.take() else { return };
        let routes = self.place.routes;
        let alt = publishable(&alt, routes);
        let local = routes.media(self.place.file, self.place.folder, &target);
        let (address, size) = match local {
            Some(media) => (routes.link(&media.address), media.size),
            None => match routes.aim(self.place.file, self.place.folder, &target) {
                Aim::Here(address) => (address, None),
                // A picture on another host would be a request to a third party: it becomes a link.
                Aim::Elsewhere(address) => {
                    let words = if alt.is_empty() { &address } else { &alt };
                    self.out.push_str(&format!("<a href=\"{}\" rel=\"noopener\">", href(&address)));
                    write_text(&mut self.out, words, routes);
                    self.out.push_str("</a>");
                    return;
                }
                Aim::Nowhere => {
                    write_text(&mut self.out, &alt, routes);
                    return;
                }
            },
        };
        self.out.push_str(&format!("<img src=\"{}\" alt=\"{}\"", href(&address), attribute(&alt)));
        if let Some((width, height)) = size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if !title.is_empty() {
            self.out.push_str(&format!(" title=\"{}\"", attribute(&title)));
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }

    /// Footnotes have letters, so that they are not taken for the numbers of evidence.
    fn footnote(&mut self, label: &CowStr<'_>) {
        let next = self.footnotes.len() + 1;
        let (number, uses) = self.footnotes.entry(label.to_string()).or_insert((next, 0));
        *uses += 1;
        let (letter, uses) = (letters(*number), *uses);
        let id = if uses == 1 { format!("fnref-{letter}") } else { format!("fnref-{letter}-{uses}") };
        self.out.push_str(&format!(
            "<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#fn-{letter}\" aria-label=\"footnote {letter}\">{letter}</a></sup>"
        ));
    }

    fn end_footnote(&mut self) {
        let Some((outside, label)) = self.outside.pop() else { return };
        let words = std::mem::replace(&mut self.out, outside);
        let next = self.footnotes.len() + 1;
        let (number, _) = *self.footnotes.entry(label).or_insert((next, 0));
        self.notes.push((number, words));
    }

    fn finish(mut self) -> String {
        if self.notes.is_empty() {
            return self.out;
        }
        self.notes.sort_by_key(|(number, _)| *number);
        let used: HashMap<usize, usize> = self.footnotes.values().copied().collect();
        self.out.push_str("<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n");
        for (number, words) in &self.notes {
            let letter = letters(*number);
            self.out.push_str(&format!("<li id=\"fn-{letter}\">{}", words.trim_end()));
            if used.get(number).is_some_and(|&uses| uses > 0) {
                self.out.push_str(&format!(" <a href=\"#fnref-{letter}\" aria-label=\"back to the text\">↩</a>"));
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></section>\n");
        self.out
    }
}

/// 1 → a, 26 → z, 27 → aa.
fn letters(mut number: usize) -> String {
    let mut out = Vec::new();
    while number > 0 {
        number -= 1;
        out.push(b'a' + (number % 26) as u8);
        number /= 26;
    }
    out.iter().rev().map(|&b| char::from(b)).collect()
}

/// Whether the events start with a paragraph of one picture; the index of its end.
fn lone_image(events: &[(Event<'_>, Range<usize>)]) -> Option<usize> {
    let (Event::Start(Tag::Paragraph), Event::Start(Tag::Image { .. })) = (&events.first()?.0, &events.get(1)?.0)
    else {
        return None;
    };
    let end = events.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Image)))?;
    matches!(events.get(end + 1)?.0, Event::End(TagEnd::Paragraph)).then_some(end + 1)
}
