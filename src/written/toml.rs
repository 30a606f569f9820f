//! TOML → [`Node`]. All syntax errors of the file are found in one run.

use ::toml::de::{DeTable, DeValue};

use super::{Entry, Node, OffsetMap, Text, Value};
use crate::finding::Finding;
use crate::source::{Source, Span};
use std::ops::Range;

/// Reads a whole TOML file.
pub fn parse(source: &Source, findings: &mut Vec<Finding>) -> Node {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    for error in errors {
        let deep = || (deepest(&source.text), "a name of so many parts is not read");
        let said = || error.message().lines().next().unwrap_or("not TOML");
        // Of what nests too deep no place is told, and no more than that.
        let (at, message) = error.span().map_or_else(deep, |at| (at, said()));
        findings.push(Finding::new("invalid-config", Span::new(source.id, at), format!("this is not TOML: {message}")));
    }
    let span = source.whole();
    Node { span, value: map(source, table.get_ref()) }
}

/// The line with the longest name, which is the first without blanks.
fn deepest(text: &str) -> Range<usize> {
    let parts = |line: &str| line.split(char::is_whitespace).next().unwrap_or(line).matches('.').count();
    let longest = text.lines().map(str::trim).rev().max_by_key(|line| parts(line)).unwrap_or_default();
    let from = text.find(longest).unwrap_or(0);
    from..from + longest.len()
}

fn map(source: &Source, table: &DeTable<'_>) -> Value {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: text(source, key.get_ref(), key.span()),
            node: node(source, value.get_ref(), value.span()),
        })
        .collect();
    entries.sort_by_key(|e| e.key.span.start);
    Value::Map(entries)
}

fn node(source: &Source, value: &DeValue<'_>, at: Range<usize>) -> Node {
    let span = Span::new(source.id, at.clone());
    let words = |value: &str| Value::Scalar(text(source, value, at.clone()));
    let value = match value {
        DeValue::String(value) => words(value),
        DeValue::Array(items) => Value::List(items.iter().map(|v| node(source, v.get_ref(), v.span())).collect()),
        DeValue::Table(table) => map(source, table),
        _ => words(source.words(span)),
    };
    Node { span, value }
}

fn text(source: &Source, value: &str, at: Range<usize>) -> Text {
    let raw = &source.text[at.clone()];
    let (map, quoted) = match raw.find(value) {
        Some(inset) => (OffsetMap::contiguous(at.start + inset, value.len()), inset > 0),
        None => {
            let mut map = OffsetMap::default();
            map.push(value.len(), at.clone());
            (map, true)
        }
    };
    Text { value: value.to_owned(), span: Span::new(source.id, at), quoted, map }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_name_of_too_many_parts_is_shown() {
        let mut sources = Sources::default();
        let long = format!("[{}]", ["a"; 200].join("."));
        let id = sources.insert("site.toml", format!("title = \"a. b. c.\"\n{long}\n"));
        let mut findings = Vec::new();
        parse(sources.get(id), &mut findings);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(sources.words(findings[0].span), long);
        assert_eq!(findings[0].message, "this is not TOML: a name of so many parts is not read");
    }

    #[test]
    fn places_are_kept_and_all_errors_found() {
        let mut sources = Sources::default();
        let id = sources.insert("site.toml", "title = \"A\"\nbad = = 1\n[policy]\nmin_use_days = 90\nworse = \n");
        let mut findings = Vec::new();
        let root = parse(sources.get(id), &mut findings);
        assert!(findings.len() >= 2, "{findings:?}");
        let Value::Map(entries) = &root.value else { panic!() };
        let policy = entries.iter().find(|e| e.key.value == "policy").unwrap();
        let Value::Map(inner) = &policy.node.value else { panic!() };
        let Value::Scalar(days) = &inner[0].node.value else { panic!() };
        assert_eq!((days.value.as_str(), sources.words(days.span)), ("90", "90"));
    }
}
