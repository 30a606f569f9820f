//! Front matter and data files: every value that is prose, with what its keys say about it.

use std::ops::Range;

use super::gather::Gatherer;
use super::key::{self, Meaning};
use super::prose_like::{is_tile_figure, several_words};
use super::{html, markdown};
use crate::claim::Place;
use crate::source::Source;
use crate::written::{Entry, Node, OffsetMap, Text, Value, parse_toml, parse_yaml};

/// Reads YAML, document by document. What the parser cannot read is read line by line.
pub(super) fn yaml(gatherer: &mut Gatherer, source: &Source, range: Range<usize>) {
    for document in documents(&source.text, range) {
        let mut findings = Vec::new();
        let node = parse_yaml(source, document.clone(), &mut findings);
        let broken = findings.iter().any(|f| f.rule == "invalid-yaml" && f.own_level.is_none());
        let read = node.as_ref().map_or(document.start, |node| node.span.end as usize);
        if let Some(node) = &node {
            values(gatherer, node, Meaning::none());
        }
        if broken {
            let rest = read.clamp(document.start, document.end)..document.end;
            lines(gatherer, &source.text, rest, Meaning::none());
        }
    }
}

/// Reads a string in the code of a template: an attribute, or several lines that may have keys of their own.
pub(super) fn literal(gatherer: &mut Gatherer, text: &str, range: Range<usize>, quoted: bool) {
    lines(gatherer, text, range, Meaning { place: Place::Attribute, quoted, ..Meaning::none() });
}

/// Reads the TOML in `range`.
pub(super) fn toml(gatherer: &mut Gatherer, source: &Source, range: Range<usize>) {
    let mut text = " ".repeat(range.start);
    text.push_str(&source.text[range]);
    let source = source.with_text(text);
    let node = parse_toml(&source, &mut Vec::new());
    values(gatherer, &node, Meaning::none());
}

/// The documents of a YAML stream, without the lines between them.
fn documents(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    for line in text[range.clone()].split_inclusive('\n') {
        let ends = matches!(line.trim_end(), "---" | "...");
        if ends {
            found.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    found.push(start..range.end);
    found.retain(|r| !text[r.clone()].trim().is_empty());
    found
}

fn values(gatherer: &mut Gatherer, node: &Node, meaning: Meaning) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(text) => value(gatherer, text, meaning),
        Value::List(items) => items.iter().for_each(|item| values(gatherer, item, meaning)),
        Value::Map(entries) => {
            tile(gatherer, entries);
            for entry in entries {
                let name = entry.key.value.as_str();
                if let (true, Value::Scalar(text)) = (key::is_customer(name), &entry.node.value) {
                    gatherer.customer(text.trimmed());
                } else if !key::is_description(name) {
                    values(gatherer, &entry.node, meaning.under(name));
                }
            }
        }
    }
}

fn value(gatherer: &mut Gatherer, text: &Text, meaning: Meaning) {
    if !several_words(&text.value, 2) {
        return;
    }
    gatherer.within(meaning.place, meaning.section, meaning.quoted, |gatherer| {
        markdown::read(gatherer, &text.value, text.offsets(), false);
    });
}

/// A figure alone and the words beside it are read as one: `{value: 62%, label: less time on reports}`.
fn tile(gatherer: &mut Gatherer, entries: &[Entry]) {
    let texts: Vec<&Text> = entries
        .iter()
        .filter(|e| !key::is_description(&e.key.value) && !key::is_customer(&e.key.value))
        .filter_map(|e| match &e.node.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        })
        .collect();
    let fields: Vec<(&str, &Text)> = entries
        .iter()
        .filter_map(|e| match &e.node.value {
            Value::Scalar(text) => Some((e.key.value.as_str(), text)),
            _ => None,
        })
        .collect();
    let named: Vec<(&str, &str)> = fields.iter().map(|(key, text)| (*key, text.value.as_str())).collect();
    // "first_value", "first_label", "second_value" …: one map may hold several.
    let mut from = 0;
    while let Some(tile) = super::tile::of(&named[from..]) {
        let parts = tile.iter().map(|&i| fields[from + i].1);
        gatherer.tile(&parts.map(|text| (text.value.clone(), text.offsets().clone())).collect::<Vec<_>>());
        from += tile.last().map_or(named.len(), |last| last + 1);
    }
    if from > 0 {
        return;
    }
    let Some(at) = texts.iter().position(|t| is_tile_figure(&t.value)) else { return };
    let Some(label) = texts.get(at + 1).filter(|t| t.value.contains(char::is_alphabetic) && t.value.len() <= 80) else {
        return;
    };
    let meaning = Meaning::none().under("outcome");
    gatherer.within(meaning.place, meaning.section, false, |gatherer| {
        for text in [texts[at], label] {
            gatherer.words(&text.value, text.offsets());
            gatherer.blank(label.span.range().start..label.span.range().start);
        }
    });
}

/// Reads what is no YAML any more: what stands behind `key:` or a dash, and the lines that go on from it.
fn lines(gatherer: &mut Gatherer, text: &str, range: Range<usize>, top: Meaning) {
    let mut at = range.start;
    let mut meaning = top;
    let mut block: Vec<Range<usize>> = Vec::new();
    for line in text[range].split_inclusive('\n') {
        let (key, words) = key_of(line);
        let begins = key.is_some() || line.trim_start().starts_with("- ") || line.trim().is_empty();
        if begins {
            paragraph(gatherer, text, &mut block, meaning);
        }
        if let Some(key) = key {
            meaning = top.under(key);
        }
        block.push(at + words..at + line.len());
        at += line.len();
    }
    paragraph(gatherer, text, &mut block, meaning);
}

/// The key of a line, and where its words begin.
fn key_of(line: &str) -> (Option<&str>, usize) {
    let indent = line.len() - line.trim_start().trim_start_matches("- ").trim_start().len();
    let rest = &line[indent..];
    let name = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let Some(value) = rest[name..].strip_prefix(':').filter(|v| name > 0 && v.starts_with(char::is_whitespace)) else {
        return (None, indent);
    };
    let marker = matches!(value.trim(), "|" | ">" | "|-" | ">-" | "|+" | ">+");
    (Some(&rest[..name]), if marker { line.len() } else { line.len() - value.len() })
}

fn paragraph(gatherer: &mut Gatherer, text: &str, block: &mut Vec<Range<usize>>, meaning: Meaning) {
    let lines = std::mem::take(block);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    if !several_words(&text[first.start..last.end], 2) {
        return;
    }
    gatherer.within(meaning.place, meaning.section, meaning.quoted, |gatherer| {
        for line in lines {
            let map = OffsetMap::contiguous(line.start, line.len());
            html::read(gatherer, &text[line], &map);
        }
    });
}
