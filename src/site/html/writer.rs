//! Events in, HTML out: everything but links and footnotes.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::Place;
use super::link::Close;
use crate::site::escape::{attribute, href, write_text};
use crate::site::mark::{Marks, NOT_BACKED};

/// HTML in the making.
pub(super) struct Writer<'a, 'm> {
    pub(super) place: &'a Place<'a>,
    pub(super) marks: &'m mut Marks,
    pub(super) out: String,
    /// Anchors of the headings, in order.
    pub(super) headings: VecDeque<&'a str>,
    pub(super) shift: u8,
    /// Words whose finding was allowed, in bytes of what `range` counts.
    pub(super) unbacked: Vec<Range<usize>>,
    /// What closes each open link.
    pub(super) links: Vec<Close>,
    /// Depth of things that are not printed.
    pub(super) skip: usize,
    /// The picture being read: address of the picture, title, and its alternative words.
    pub(super) image: Option<(String, String, String)>,
    /// Footnotes by label: number, and how often they were referred to.
    pub(super) footnotes: HashMap<String, (usize, usize)>,
    /// Finished notes by number.
    pub(super) notes: Vec<(usize, String)>,
    /// The text around each footnote being written, and its label.
    pub(super) outside: Vec<(String, String)>,
    header: bool,
    aligned: Vec<Alignment>,
    cell: usize,
}

impl<'a, 'm> Writer<'a, 'm> {
    pub(super) fn new(place: &'a Place<'a>, marks: &'m mut Marks) -> Self {
        Writer {
            place,
            marks,
            out: String::new(),
            headings: Default::default(),
            shift: 0,
            unbacked: Vec::new(),
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

    pub(super) fn blocks(&mut self, events: &[(Event<'_>, Range<usize>)], base: usize) {
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

    pub(super) fn event(&mut self, event: &Event<'_>, range: Option<Range<usize>>) {
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

    /// Words, with the allowed ones among them marked. Where they stand otherwise in the file, a part marks the whole.
    pub(super) fn words(&mut self, words: &str, range: Option<Range<usize>>) {
        let routes = self.place.routes;
        let mut done = 0;
        let exact = range.as_ref().is_some_and(|r| r.len() == words.len());
        let unbacked = if range.is_some() { std::mem::take(&mut self.unbacked) } else { Vec::new() };
        for allowed in &unbacked {
            let Some(range) = &range else { break };
            let start = allowed.start.max(range.start + done).min(range.end) - range.start;
            let end = allowed.end.clamp(range.start + start, range.end) - range.start;
            if start == end {
                continue;
            }
            let (start, end) = if exact { (start, end) } else { (done, words.len()) };
            let (Some(before), Some(inside)) = (words.get(done..start), words.get(start..end)) else { continue };
            if inside.is_empty() {
                continue;
            }
            write_text(&mut self.out, before, routes);
            self.out.push_str("<span class=\"unbacked\">");
            write_text(&mut self.out, inside, routes);
            self.out.push_str(&format!(
                "</span><sup class=\"unbacked-note\"><a href=\"{}\" aria-label=\"not backed by a record\">*</a></sup>",
                href(&self.marks.at(NOT_BACKED))
            ));
            done = end;
        }
        if range.is_some() {
            self.unbacked = unbacked;
        }
        write_text(&mut self.out, words.get(done..).unwrap_or_default(), routes);
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => {
                let level = (*level as u8 + self.shift).min(6);
                let id = self.headings.pop_front().map(attribute).unwrap_or_default();
                self.heading("<h", level);
                self.out.push_str(" id=\"");
                self.out.push_str(&id);
                self.out.push_str("\">");
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
        let name = if self.header { "<th scope=\"col\"" } else { "<td" };
        let class = match self.aligned.get(self.cell) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        [name, class, ">"].into_iter().for_each(|part| self.out.push_str(part));
    }

    /// The beginning of a heading's tag.
    fn heading(&mut self, tag: &str, level: u8) {
        self.out.push_str(tag);
        self.out.push(char::from(b'0' + level));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => {
                let level = (level as u8 + self.shift).min(6);
                self.heading("</h", level);
                self.out.push_str(">\n");
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
            TagEnd::Link => self.end_link(),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            _ => {}
        }
    }
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
