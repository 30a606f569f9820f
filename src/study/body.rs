//! One pass over the Markdown body: prose, headings, links, images, allowances, raw HTML.
//!
//! The HTML of a page is made in a second pass (`site::html`); both take their parser options from
//! [`options`], so they see the same document.

mod inline;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::allow::{self, Allow};
use super::outline::Outline;
use super::prose::{self, GAP, Prose};
use super::said::Said;
use super::table::Table;
use crate::claim::{Place, Section};
use crate::finding::Finding;
use crate::source::{Source, Span};

/// The Markdown we read: CommonMark with tables, footnotes, strikethrough and heading attributes.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// A Markdown body, understood.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Its bytes in the file.
    pub range: Range<usize>,
    /// Every block of words, in order. None where the document was made light.
    pub prose: Vec<Prose>,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Links and images, in order.
    pub links: Vec<Link>,
    /// What is known of the words without reading them.
    pub(crate) gist: Option<Box<Gist>>,
    /// The words are not held; see [`super::Study::lighten`].
    pub(crate) is_light: bool,
}

/// What other documents' checks ask of the words of a body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gist {
    /// Who is quoted with what; told of a light body only.
    pub(crate) said: Vec<Said>,
    /// Marks of the words with a capital, each once; see [`mark`].
    pub(crate) capitals: Vec<u32>,
}

/// What stands for a word in a [`Gist`]. Two words may share one, so that a hit is only a reason to look.
pub(crate) fn mark(word: &str) -> u32 {
    crate::mark::of(word) as u32
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// The anchor: written as `{#id}`, else made of the words; unique in the page.
    pub id: String,
    /// The words.
    pub text: String,
    /// The whole heading.
    pub span: Span,
}

/// A link or an image.
#[derive(Clone, Debug)]
pub struct Link {
    /// The target as written.
    pub target: String,
    /// The whole construct.
    pub span: Span,
    /// An image, with its alternative text.
    pub image: Option<String>,
}

/// Reads the body. Raw HTML is reported, and dropped when the page is made.
pub(super) fn read(source: &Source, range: Range<usize>, findings: &mut Vec<Finding>) -> (Body, Vec<Allow>) {
    let text = &source.text[range.clone()];
    let mut reader = Reader {
        source,
        base: range.start,
        body: Body { range: range.clone(), ..Body::default() },
        allows: Vec::new(),
        findings,
        outline: Outline::default(),
        table: Table::default(),
        label: None,
        open: Vec::new(),
        quotes: 0,
        depth: 0,
        pending: Vec::new(),
        links: Vec::new(),
        image: None,
        html: None,
        in_code: false,
        heading_id: None,
        ids: HashSet::new(),
        numbers: HashMap::new(),
    };
    for (event, at) in Parser::new_ext(text, options()).into_offset_iter() {
        reader.take(event, at);
    }
    reader.finish()
}

struct Reader<'a> {
    source: &'a Source,
    base: usize,
    body: Body,
    allows: Vec<Allow>,
    findings: &'a mut Vec<Finding>,
    outline: Outline,
    table: Table,
    /// The words of the open block that stand out, when it begins with them.
    label: Option<Range<usize>>,
    /// Blocks of words still open; the last takes the text.
    open: Vec<Prose>,
    quotes: usize,
    /// Depth of block containers, to know a top-level block.
    depth: usize,
    /// Allowances waiting for the block they cover.
    pending: Vec<Allow>,
    /// Links still open.
    links: Vec<inline::Open>,
    /// The image being read: its target, title and the words of its alternative text.
    image: Option<(String, String, Prose)>,
    /// The HTML block being read.
    html: Option<Range<usize>>,
    in_code: bool,
    /// The `{#id}` of the heading being read.
    heading_id: Option<String>,
    /// Ids of headings so far, and the last number tried for each that was taken.
    ids: HashSet<String>,
    numbers: HashMap<String, u32>,
}

impl Reader<'_> {
    fn span(&self, at: Range<usize>) -> Span {
        Span::new(self.source.id, self.base + at.start..self.base + at.end)
    }

    fn take(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(words) => self.words(&words, at),
            Event::SoftBreak | Event::HardBreak => self.unit(' ', at),
            Event::Code(_) => self.unit(GAP, at),
            Event::Html(_) => match &mut self.html {
                Some(range) => range.end = at.end,
                None => self.raw_html(at, false),
            },
            Event::InlineHtml(_) => self.raw_html(at, true),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Range<usize>) {
        let block = matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Table(_)
                | Tag::CodeBlock(_)
                | Tag::FootnoteDefinition(_)
        );
        if block {
            if self.depth == 0 {
                let covers = self.span(at.clone());
                for mut allow in self.pending.drain(..) {
                    allow.covers = covers;
                    self.allows.push(allow);
                }
            }
            self.depth += 1;
        }
        match tag {
            Tag::Paragraph => self.open_block(self.block_place(), at),
            Tag::Heading { id, level, .. } => {
                self.outline.leave(level as u8);
                self.heading_id = id.map(|id| id.into_string());
                self.open_block(Place::Heading, at);
            }
            Tag::Table(_) => self.table = Table::default(),
            Tag::TableHead | Tag::TableRow => self.table.begin_row(),
            Tag::TableCell => {
                self.table.begin_cell();
                self.open_block(Place::Table, at);
            }
            Tag::Strong if self.open.last().is_some_and(Prose::is_blank) => self.label = Some(0..0),
            Tag::Item => self.open_block(Place::List, at),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::HtmlBlock => self.html = Some(at),
            Tag::Link { link_type, dest_url, title, .. } => {
                let words = self.open.last().map_or(0, |p| p.text.len());
                let target = prose::target(link_type, &dest_url);
                self.links.push(inline::Open { words, target, title: title.into_string(), from: at.start });
            }
            Tag::Image { dest_url, title, .. } => {
                let alt = Prose::new(Place::Caption, self.section(Place::Caption), self.span(at));
                self.image = Some((dest_url.into_string(), title.into_string(), alt));
            }
            _ => {}
        }
    }

    fn block_place(&self) -> Place {
        if self.quotes > 0 {
            Place::Quote
        } else if matches!(self.open.last(), Some(p) if p.place == Place::List) {
            Place::List
        } else {
            Place::Body
        }
    }

    fn section(&self, place: Place) -> Section {
        self.outline.section(place).unwrap_or(Section::Other)
    }

    fn open_block(&mut self, place: Place, at: Range<usize>) {
        self.label = None;
        let mut prose = Prose::new(place, self.section(place), self.span(at));
        prose.quoted = self.quotes > 0;
        self.open.push(prose);
    }

    fn end(&mut self, tag: TagEnd, at: Range<usize>) {
        match tag {
            TagEnd::Heading(level) => {
                if let Some(prose) = self.open.pop() {
                    self.heading(level as u8, prose, at.clone());
                }
            }
            TagEnd::TableCell => {
                if let Some(prose) = self.open.pop() {
                    if !prose.is_blank() {
                        self.table.cell(self.body.prose.len());
                    }
                    self.keep(prose);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => self.table.end_row(&mut self.body.prose),
            TagEnd::Strong => {
                let length = self.open.last().map_or(0, |p| p.text.len());
                self.label = self.label.take().filter(|label| *label == (0..0)).map(|_| 0..length);
            }
            TagEnd::Paragraph | TagEnd::Item => {
                if let Some(mut prose) = self.open.pop() {
                    if let Some(label) = self.label.take() {
                        let end = label.end.min(prose.text.len());
                        self.outline.labelled(&mut prose, end, Section::Other);
                    }
                    self.outline.passed(&prose);
                    self.keep(prose);
                }
            }
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::HtmlBlock => {
                if let Some(range) = self.html.take() {
                    self.raw_html(range, false);
                }
            }
            // What is struck out stays apart from what stands instead.
            TagEnd::Strikethrough => self.unit(' ', at.end..at.end),
            TagEnd::Link => self.end_link(at.clone()),
            TagEnd::Image => self.end_image(at.clone()),
            _ => {}
        }
        if matches!(
            tag,
            TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::List(_)
                | TagEnd::Table
                | TagEnd::CodeBlock
                | TagEnd::FootnoteDefinition
        ) {
            self.depth -= 1;
        }
    }

    fn heading(&mut self, level: u8, prose: Prose, at: Range<usize>) {
        self.outline.head(level, &prose.text, Section::Other);
        let written = self.heading_id.take();
        let id = self.unique_id(written.unwrap_or_else(|| slug::slugify(without_addresses(&prose.text))));
        self.body.headings.push(Heading { level, id, text: prose.text.trim().to_owned(), span: self.span(at) });
        self.keep(prose);
    }

    /// The id, or the id with the first free number from 2.
    fn unique_id(&mut self, id: String) -> String {
        let stem = if id.is_empty() { "section".to_owned() } else { id };
        let mut id = stem.clone();
        while !self.ids.insert(id.clone()) {
            let number = self.numbers.entry(stem.clone()).or_insert(1);
            *number += 1;
            id = format!("{stem}-{number}");
        }
        id
    }

    fn keep(&mut self, mut prose: Prose) {
        if !prose.is_blank() {
            prose.shrink();
            self.body.prose.push(prose);
        }
    }

    fn raw_html(&mut self, at: Range<usize>, inline: bool) {
        let span = self.span(at);
        let words = self.source.words(span).trim().to_owned();
        if !words.starts_with("<!--") {
            // An end tag belongs to the start tag already reported.
            if !words.starts_with("</") {
                self.findings.push(super::raw_html(span, self.source.words(span)));
            }
            return;
        }
        if let Some(allow) = allow::of_comment(self.source, span, self.findings) {
            match self.open.first() {
                Some(block) if inline => self.allows.push(Allow { covers: block.span, ..allow }),
                _ => self.pending.push(allow),
            }
        }
    }

    fn finish(mut self) -> (Body, Vec<Allow>) {
        // An allowance at the very end covers nothing; it stays, so that it can be reported as unused.
        self.allows.append(&mut self.pending);
        (self.body, self.allows)
    }
}

/// A heading's words without e-mail addresses, for its anchor: it is printed too.
fn without_addresses(words: &str) -> String {
    let is_address = |word: &&str| word.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    words.split_whitespace().filter(|word| !is_address(word)).collect::<Vec<_>>().join(" ")
}
