//! HTML, and the HTML inside Markdown: the text a reader sees, and attributes that are prose.

use std::ops::Range;

use super::entity;
use super::gather::{Effect, Gatherer};
use super::prose_like::several_words;
use super::tag::{self, Tag};
use crate::claim::Place;
use crate::written::OffsetMap;

/// Marks what Markdown opened; HTML inside cannot close it.
pub(super) const WALL: &str = "markdown";

/// Elements whose content is no text of the page.
const RAW: &[&str] =
    &["script", "style", "svg", "math", "noscript", "iframe", "object", "template", "textarea", "select"];

/// Elements without content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements that run on with the words around them. What is in no list here is a component: it runs on too, unless it
/// has a line to itself.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "label", "mark",
    "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Elements with a line of their own.
const BLOCK: &[&str] = &[
    "address", "article", "aside", "body", "button", "center", "details", "dialog", "div", "dl", "fieldset", "figure",
    "footer", "form", "head", "header", "hgroup", "html", "legend", "main", "menu", "nav", "ol", "option", "p",
    "picture", "section", "summary", "tbody", "tfoot", "thead", "ul", "video",
];

/// Attributes that are never prose, however many words they have.
const SETTINGS: &[&str] = &[
    "class",
    "classname",
    "style",
    "srcset",
    "sizes",
    "rel",
    "d",
    "points",
    "transform",
    "viewbox",
    "href",
    "src",
    "content",
    "media",
    "allow",
    "sandbox",
    "accept",
    "pattern",
    "headers",
    "itemtype",
    "for",
    "id",
    "name",
    "role",
];

/// Reads a text that stands behind `map`.
pub(super) fn read(gatherer: &mut Gatherer, html: &str, map: &OffsetMap) {
    read_part(gatherer, html, 0..html.len(), map);
}

/// Reads a part of a text that stands behind `map`; what is around it tells whether a tag has a line to itself.
pub(super) fn read_part(gatherer: &mut Gatherer, whole: &str, part: Range<usize>, map: &OffsetMap) {
    let html = &whole[..part.end];
    let mut at = part.start;
    // Ends that were looked for and are not there, so that nothing is searched twice.
    let mut endless: Vec<String> = Vec::new();
    let mut from = part.start;
    while let Some(next) = html[at..].find('<').map(|n| at + n) {
        let Some(skip) = skipped(html, next, &mut endless) else {
            let Some(tag) = tag::read(html, next) else {
                at = next + 1;
                continue;
            };
            text(gatherer, &html[from..next], from, map);
            at = tag.end;
            element(gatherer, whole, &tag, next, map);
            if !tag.closing && !tag.self_closing && is_in(RAW, &tag.name) {
                at = past_end(html, &tag, &mut endless);
            }
            from = at;
            continue;
        };
        text(gatherer, &html[from..next], from, map);
        at = skip;
        from = at;
    }
    text(gatherer, &html[from..], from, map);
}

/// One past a comment, declaration or processing instruction that begins here.
fn skipped(html: &str, at: usize, endless: &mut Vec<String>) -> Option<usize> {
    let rest = &html[at..];
    let (lead, end) = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>"), ("<%", "%>")]
        .into_iter()
        .find(|(lead, _)| rest.starts_with(lead))?;
    if endless.iter().any(|e| e == end) {
        return None;
    }
    match rest[lead.len()..].find(end) {
        Some(length) => Some(at + lead.len() + length + end.len()),
        None => {
            endless.push(end.to_owned());
            None
        }
    }
}

/// The end tag of an element without text of its own; where there is none, the element is taken as empty.
fn past_end(html: &str, tag: &Tag, endless: &mut Vec<String>) -> usize {
    let name = tag.name.to_ascii_lowercase();
    if endless.contains(&name) {
        return tag.end;
    }
    let bytes = html.as_bytes();
    let closes = |at: &usize| {
        bytes[*at..].starts_with(b"</")
            && bytes.get(at + 2..at + 2 + name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()))
    };
    match (tag.end..bytes.len()).find(closes) {
        Some(at) => at,
        None => {
            endless.push(name);
            tag.end
        }
    }
}

/// Takes words between tags; references become the characters they name. `words` stands at byte `from` of the text
/// behind `map`.
pub(super) fn text(gatherer: &mut Gatherer, words: &str, from: usize, map: &OffsetMap) {
    let mut plain = 0;
    let mut at = 0;
    while let Some(next) = words[at..].find('&').map(|n| at + n) {
        at = next + 1;
        let Some((meant, length)) = entity::at(&words[next..]) else { continue };
        part(gatherer, &words[plain..next], from + plain, map);
        gatherer.other_words(&meant, map.source(from + next..from + next + length));
        at = next + length;
        plain = at;
    }
    part(gatherer, &words[plain..], from + plain, map);
}

fn part(gatherer: &mut Gatherer, words: &str, from: usize, map: &OffsetMap) {
    if !words.is_empty() {
        gatherer.words(words, &map.slice(from..from + words.len()));
    }
}

/// Takes a tag that begins at `start`.
fn element(gatherer: &mut Gatherer, html: &str, tag: &Tag, start: usize, map: &OffsetMap) {
    let name = tag.name.to_ascii_lowercase();
    let source = map.source(start..tag.end);
    if tag.closing {
        match name.as_str() {
            "a" => gatherer.close_link(source.end),
            "q" => gatherer.other_words("”", source.clone()),
            // What is struck out stays apart from what stands instead.
            "del" | "s" | "strike" | "ins" => gatherer.blank(source.clone()),
            _ => {}
        }
        gatherer.leave(&name, &[WALL]);
        if has_own_line(html, start..tag.end) && !is_in(INLINE, &name) {
            gatherer.flush();
        }
        return;
    }
    let effect = effect(html, tag, &name, start);
    if effect != Effect::Inline {
        close_implied(gatherer, &name);
    }
    // What a quote's component says in its attributes is said by somebody too.
    let speaks = effect == Effect::Quote;
    if speaks {
        gatherer.enter(&name, effect);
    }
    attributes(gatherer, html, tag, &name, map);
    match name.as_str() {
        "br" | "wbr" => return gatherer.blank(source),
        "hr" => return gatherer.flush(),
        "img" => return gatherer.gap(),
        "a" => gatherer.open_link(tag.value(html, "href").unwrap_or_default(), source.start),
        "q" => gatherer.other_words("“", source),
        _ => {}
    }
    if is_in(VOID, &name) {
        return;
    }
    if !speaks {
        gatherer.enter(&name, effect);
    }
    if tag.self_closing || is_in(RAW, &name) {
        gatherer.leave(&name, &[WALL]);
    }
}

fn effect(html: &str, tag: &Tag, name: &str, start: usize) -> Effect {
    let class = tag.value(html, "class").or_else(|| tag.value(html, "className")).unwrap_or_default();
    let says_quote = |words: &str| {
        let words = words.to_ascii_lowercase();
        words.contains("quote") || words.contains("testimonial")
    };
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Effect::Heading(name.as_bytes()[1] - b'0'),
        "title" => Effect::Place(Place::Title),
        "table" => Effect::Table,
        "tr" => Effect::Row,
        "td" | "th" => Effect::Place(Place::Table),
        "li" | "dt" | "dd" => Effect::Place(Place::List),
        "figcaption" | "caption" => Effect::Place(Place::Caption),
        "blockquote" => Effect::Quote,
        "pre" => Effect::CodeBlock,
        "code" | "kbd" | "samp" => Effect::Code,
        "b" | "strong" => Effect::Strong,
        name if is_in(INLINE, name) => Effect::Inline,
        name if is_in(BLOCK, name) && says_quote(class) => Effect::Quote,
        name if is_in(BLOCK, name) || is_in(RAW, name) => Effect::Block,
        _ if says_quote(name) => Effect::Quote,
        _ if has_own_line(html, start..tag.end) => Effect::Block,
        _ => Effect::Inline,
    }
}

/// Whether nothing but white space stands before and behind on the lines of the tag.
fn has_own_line(html: &str, tag: Range<usize>) -> bool {
    let before = html[..tag.start].trim_end_matches([' ', '\t']);
    let after = html[tag.end..].trim_start_matches([' ', '\t', '\r']);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// Elements that end where another of their kind begins.
fn close_implied(gatherer: &mut Gatherer, name: &str) {
    let (ends, walls): (&[&str], &[&str]) = match name {
        "li" => (&["li"], &["ul", "ol", WALL]),
        "dt" | "dd" => (&["dt", "dd"], &["dl", WALL]),
        "td" | "th" => (&["td", "th"], &["table", WALL]),
        "tr" => (&["tr"], &["table", WALL]),
        "code" | "kbd" | "samp" | "b" | "strong" => return,
        _ => (&["p"], &["td", "th", "li", "div", "section", "blockquote", "object", WALL]),
    };
    for end in ends {
        gatherer.leave(end, walls);
    }
}

fn attributes(gatherer: &mut Gatherer, html: &str, tag: &Tag, name: &str, map: &OffsetMap) {
    let fields: Vec<(&str, &str)> = tag.attributes.iter().map(|(key, at)| (key.as_str(), &html[at.clone()])).collect();
    if let Some(tile) = super::tile::of(&fields) {
        let parts = tile.iter().map(|&i| &tag.attributes[i].1);
        gatherer.tile(&parts.map(|at| (html[at.clone()].to_owned(), map.slice(at.clone()))).collect::<Vec<_>>());
    }
    for (attribute, range) in &tag.attributes {
        let value = &html[range.clone()];
        let key = attribute.to_ascii_lowercase();
        let place = match key.as_str() {
            "alt" | "title" | "aria-label" | "summary" => Place::Caption,
            "content" if name == "meta" => match described_by(html, tag) {
                Some(place) => place,
                None => continue,
            },
            key if is_in(SETTINGS, key) || key.starts_with("on") || key.starts_with("xmlns") => continue,
            _ => Place::Attribute,
        };
        let least = if place == Place::Attribute { 3 } else { 2 };
        if several_words(value, least) && !gatherer.is_in("pre") {
            gatherer.aside(place, value, &map.slice(range.clone()));
        }
    }
}

/// `<meta name="description">` and its likes.
fn described_by(html: &str, tag: &Tag) -> Option<Place> {
    let name = tag.value(html, "name").or_else(|| tag.value(html, "property"))?.to_ascii_lowercase();
    match name.rsplit(':').next()? {
        "description" => Some(Place::Outcome),
        "title" => Some(Place::Title),
        "alt" => Some(Place::Caption),
        _ => None,
    }
}

fn is_in(list: &[&str], name: &str) -> bool {
    list.iter().any(|n| n.eq_ignore_ascii_case(name))
}
