//! YAML → [`Node`], with messages for the traps that prose falls into.
//!
//! Read from parser events, not through serde: every scalar keeps its words, quotes and place, a second mistake is
//! still found, and `2.50` stays `2.50`. Aliases are refused, so nothing can grow; depth and count are bounded.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, options};

use super::{Entry, Node, OffsetMap, Text, Value};
use crate::finding::Finding;
use crate::source::{Source, Span};
use std::ops::Range;

/// Nesting allowed in front matter. A study needs four.
const DEPTH: usize = 16;
/// Values allowed in front matter. A long study has some hundreds.
const VALUES: usize = 10_000;

/// Reads `range` of a file as one YAML document. `None` when nothing could be read; after a syntax error, what stood
/// before it.
pub fn parse(source: &Source, range: Range<usize>, findings: &mut Vec<Finding>) -> Option<Node> {
    let text = &source.text[range.clone()];
    let options = options! { flow_nesting_limit: DEPTH, block_nesting_limit: DEPTH, disallow_directives: true, emit_unresolved_aliases: true };
    let mut tree = Tree { source, base: range.start, stack: Vec::new(), root: None, values: 0, findings };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                let bytes = span.byte_range().unwrap_or(0..0);
                if !tree.take(event, bytes) {
                    break;
                }
            }
            Err(error) => {
                let found = explain(source, range.clone(), &error);
                tree.findings.push(found);
                break;
            }
        }
    }
    tree.finish()
}

/// A container still open.
enum Open {
    List(Span, Vec<Node>),
    Map(Span, Vec<Entry>, Option<Text>),
}

struct Tree<'a> {
    source: &'a Source,
    base: usize,
    stack: Vec<Open>,
    root: Option<Node>,
    values: usize,
    findings: &'a mut Vec<Finding>,
}

impl Tree<'_> {
    fn span(&self, bytes: Range<usize>) -> Span {
        Span::new(self.source.id, self.base + bytes.start..self.base + bytes.end)
    }

    /// Takes one event; false ends the reading.
    fn take(&mut self, event: Event<'_>, bytes: Range<usize>) -> bool {
        self.values += 1;
        let span = self.span(bytes.clone());
        if self.values > VALUES {
            let message = format!("more than {VALUES} values in one front matter");
            self.findings
                .push(Finding::new("invalid-yaml", span, message).help("move long data into an evidence file"));
            return false;
        }
        match event {
            Event::Scalar(value, style, _, _) => {
                let node = self.scalar(&value, style, bytes);
                self.add(node);
            }
            Event::SequenceStart(..) => self.stack.push(Open::List(span, Vec::new())),
            Event::MappingStart(..) => self.stack.push(Open::Map(span, Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.findings.push(
                    Finding::new("invalid-yaml", span, "anchors and aliases are not read in front matter")
                        .help("write the value out, or put quotes around a value that starts with `*`"),
                );
                self.add(Node { span, value: Value::Null });
            }
            _ => {}
        }
        true
    }

    fn scalar(&self, value: &str, style: ScalarStyle, bytes: Range<usize>) -> Node {
        let raw = &self.source.text[self.base + bytes.start..self.base + bytes.end];
        let raw = if style == ScalarStyle::Plain { raw.trim_end() } else { raw };
        let start = self.base + bytes.start;
        let span = Span::new(self.source.id, start..start + raw.trim_end().len());
        if style == ScalarStyle::Plain && matches!(value, "" | "~" | "null" | "Null" | "NULL") {
            return Node { span, value: Value::Null };
        }
        let map = align(value, raw, style, start);
        let quoted = style != ScalarStyle::Plain;
        Node { span, value: Value::Scalar(Text { value: value.to_owned(), span, quoted, map }) }
    }

    fn add(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, key)) => match key.take() {
                None => {
                    let text = match node.value {
                        Value::Scalar(text) => text,
                        _ => {
                            self.findings.push(Finding::new("invalid-yaml", node.span, "a key must be a word"));
                            Text::plain(node.span.file, node.span.start as usize, "")
                        }
                    };
                    *key = Some(text);
                }
                Some(key) => {
                    if let Some(first) = entries.iter().find(|e| e.key.value == key.value) {
                        self.findings.push(
                            Finding::new("invalid-yaml", key.span, format!("`{}` is written twice", key.value))
                                .related(first.key.span, "first here")
                                .help("keep one of the two"),
                        );
                    } else {
                        entries.push(Entry { key, node });
                    }
                }
            },
        }
    }

    fn close(&mut self, end: Span) {
        let node = match self.stack.pop() {
            None => return,
            Some(Open::List(start, items)) => Node { span: start.to(end), value: Value::List(items) },
            Some(Open::Map(start, entries, _)) => {
                let last = entries.last().map_or(end, |e| e.node.span);
                let end = if end.start > last.end && end.end - end.start == 1 { end } else { last };
                Node { span: start.to(end), value: Value::Map(entries) }
            }
        };
        self.add(node);
    }

    fn finish(mut self) -> Option<Node> {
        while let Some(open) = self.stack.last() {
            let (Open::List(span, _) | Open::Map(span, _, _)) = open;
            let span = *span;
            self.close(span);
        }
        self.root
    }
}

/// Lines the value up with the bytes it was written with. Where that fails the whole scalar stands for each part.
fn align(value: &str, raw: &str, style: ScalarStyle, start: usize) -> OffsetMap {
    if value == raw {
        return OffsetMap::contiguous(start, value.len());
    }
    let mut map = OffsetMap::default();
    let bytes = raw.as_bytes();
    let mut at = match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
        // The parser's span of a block scalar begins with its content.
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => 0,
    };
    for c in value.chars() {
        // A folded or indented line: skip what the value has no character for.
        while at < raw.len() && !raw[at..].starts_with(c) {
            let escaped_line_end = style == ScalarStyle::DoubleQuoted && raw[at..].starts_with("\\\n");
            if escaped_line_end {
                at += 2;
            } else if bytes[at].is_ascii_whitespace() && !(c == ' ' && matches!(bytes[at], b'\n' | b'\r')) {
                at += 1;
            } else {
                break;
            }
        }
        if at >= raw.len() {
            // The final line end of a block scalar that ends with the file.
            map.push(c.len_utf8(), start + raw.len()..start + raw.len());
            continue;
        }
        let width = match bytes[at] {
            b'\\' if style == ScalarStyle::DoubleQuoted => escape_width(&raw[at..]),
            b'\'' if style == ScalarStyle::SingleQuoted => 2,
            b'\n' | b'\r' if c == ' ' => raw[at..].len() - raw[at..].trim_start().len(),
            _ if raw[at..].starts_with(c) => c.len_utf8(),
            _ => {
                let mut whole = OffsetMap::default();
                whole.push_whole(value.len(), start..start + raw.len());
                return whole;
            }
        };
        let width = width.min(raw.len() - at);
        map.push(c.len_utf8(), start + at..start + at + width);
        at += width;
    }
    map
}

/// Bytes of one escape sequence in a double-quoted scalar.
fn escape_width(raw: &str) -> usize {
    match raw.as_bytes().get(1) {
        Some(b'x') => 4,
        Some(b'u') => 6,
        Some(b'U') => 10,
        Some(_) => 1 + raw[1..].chars().next().map_or(0, char::len_utf8),
        None => 1,
    }
}

/// A syntax error in words, with the trap behind it where one can be seen on the line.
fn explain(source: &Source, range: Range<usize>, error: &ScanError) -> Finding {
    let mark = error.marker();
    let text = &source.text[range.clone()];
    let offset = mark.byte_offset().unwrap_or_else(|| byte_of(text, mark.line(), mark.col())).min(text.len());
    let at = range.start + text.floor_char_boundary(offset);
    let (line_range, line) = line_at(&source.text, range.clone(), at);
    if let Some(found) = trap(source, &line_range, line) {
        return found;
    }
    // The mark of an unclosed quote or bracket stands behind the place; look one line up too.
    if line_range.start > range.start {
        let (above, words) = line_at(&source.text, range.clone(), line_range.start - 1);
        if let Some(found) = trap(source, &above, words) {
            return found;
        }
    }
    let end = (at + 1).min(line_range.end).max(at);
    let end = source.text.floor_char_boundary(end).max(at);
    let span = Span::new(source.id, at..end);
    Finding::new("invalid-yaml", span, format!("this is not YAML: {}", error.info()))
        .help("put the value in double quotes, or use `key: >-` with the text indented below")
}

/// The well-known ways in which prose is no YAML.
fn trap(source: &Source, line: &Range<usize>, words: &str) -> Option<Finding> {
    let span = |from: usize, to: usize| Span::new(source.id, line.start + from..line.start + to);
    let tabs = words.len() - words.trim_start_matches([' ', '\t']).len();
    if words[..tabs].contains('\t') {
        return Some(
            Finding::new("invalid-yaml", span(0, tabs), "a tab is used to indent")
                .help("YAML indents with spaces only: replace the tab by two spaces"),
        );
    }
    let colon = words.find(": ")?;
    let value_at = colon + 2 + (words[colon + 2..].len() - words[colon + 2..].trim_start().len());
    let value = words[value_at..].trim_end();
    let whole = span(value_at, value_at + value.len());
    let first = value.chars().next()?;
    match first {
        '[' if value.contains("](") => Some(
            Finding::new("invalid-yaml", whole, "a value that starts with `[` needs quotes")
                .note("YAML reads `[` as the start of a list")
                .help(format!("write `{} \"{}\"`", &words[..=colon].trim_start(), value.replace('"', "\\\""))),
        ),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}' => Some(
            Finding::new("invalid-yaml", whole, "curly quotes do not quote a YAML value")
                .help("use straight quotes \"…\" around the value; curly ones may stand inside"),
        ),
        '"' | '\'' => {
            let inner = &value[1..];
            let closing = inner.find(first)?;
            let rest = inner[closing + 1..].trim();
            (!rest.is_empty() && !rest.starts_with('#') && !rest.starts_with(',') && !rest.starts_with('}')).then(
                || {
                    Finding::new("invalid-yaml", whole, "the quoted value ends before the line does")
                        .help("write a quote mark inside double quotes as `\\\"`, or put the text below `key: >-`")
                },
            )
        }
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' => (value.len() > 2).then(|| {
            Finding::new("invalid-yaml", whole, format!("a value that starts with `{first}` needs quotes"))
                .help(format!("write `{} \"{}\"`", &words[..=colon].trim_start(), value.replace('"', "\\\"")))
        }),
        _ => value.find(": ").filter(|_| !value.starts_with('{')).map(|inner| {
            Finding::new(
                "invalid-yaml",
                span(value_at + inner, value_at + inner + 1),
                "`: ` inside a value needs quotes",
            )
            .note("YAML reads `: ` as the end of a key")
            .help(format!("write `{} \"{}\"`", &words[..=colon].trim_start(), value.replace('"', "\\\"")))
        }),
    }
}

fn line_at(text: &str, range: Range<usize>, at: usize) -> (Range<usize>, &str) {
    let start = text[range.start..at.max(range.start)].rfind('\n').map_or(range.start, |n| range.start + n + 1);
    let end = text[start..range.end.max(start)].find('\n').map_or(range.end.max(start), |n| start + n);
    let line = text[start..end].trim_end_matches('\r');
    (start..start + line.len(), line)
}

/// The byte of a line (from 1) and column (from 0, in characters).
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text[start..].find('\n') {
            Some(at) => start += at + 1,
            None => return text.len(),
        }
    }
    text[start..].char_indices().nth(column).map_or(text.len(), |(at, _)| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn read(yaml: &str) -> (Option<Node>, Vec<Finding>, Sources) {
        let mut sources = Sources::default();
        let id = sources.insert("a.yaml", yaml);
        let mut findings = Vec::new();
        let node = parse(sources.get(id), 0..yaml.len(), &mut findings);
        (node, findings, sources)
    }

    fn value<'a>(node: &'a Node, key: &str) -> &'a Text {
        let Value::Map(entries) = &node.value else { panic!("no map") };
        match &entries.iter().find(|e| e.key.value == key).expect(key).node.value {
            Value::Scalar(text) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_style_maps_back_to_its_bytes() {
        let yaml = "a: plain words\nb: 'it''s cut by 62%'\nc: \"caf\\u00e9 cut by 63%\"\nd: >-\n  folded text\n  cut by 64%\n  today\ne: |\n  one\n  cut by 65%\nf: plain over\n  two lines\n  cut by 66%\n";
        let (node, findings, sources) = read(yaml);
        assert!(findings.is_empty(), "{findings:?}");
        let node = node.unwrap();
        for (key, words) in
            [("b", "cut by 62%"), ("c", "cut by 63%"), ("d", "cut by 64%"), ("e", "cut by 65%"), ("f", "cut by 66%")]
        {
            let text = value(&node, key);
            let at = text.value.find(words).unwrap();
            assert_eq!(sources.words(text.span_of(at..at + words.len())), words, "{key}");
        }
        let c = value(&node, "c");
        let e = c.value.find('é').unwrap();
        assert_eq!(sources.words(c.span_of(e..e + 2)), "\\u00e9");
        let d = value(&node, "d");
        let at = d.value.find("text cut").unwrap();
        assert_eq!(sources.words(d.span_of(at..at + 8)), "text\n  cut");
    }

    #[test]
    fn numbers_and_dates_stay_as_written() {
        let (node, _, _) = read("n: 2.50\nd: 2026-03-02\nz: 007\n");
        let node = node.unwrap();
        assert_eq!(value(&node, "n").value, "2.50");
        assert_eq!(value(&node, "z").value, "007");
        assert_eq!(value(&node, "d").value, "2026-03-02");
    }

    #[test]
    fn traps_are_named() {
        for (yaml, words) in [
            ("t: [cut by 62%](evidence:x)\n", "starts with `[`"),
            ("t: Time fell: from 3 to 2\n", "`: ` inside a value"),
            ("t: “Fast: very”\n", "curly quotes"),
            ("t:\n\t- a\n", "tab"),
            ("t: \"a\" and b\n", "ends before"),
            ("t: *x\n", "aliases"),
            ("t: @me now\n", "starts with `@`"),
            ("a: 1\na: 2\n", "written twice"),
        ] {
            let (_, findings, _) = read(yaml);
            assert!(findings.iter().any(|f| f.message.contains(words)), "{yaml}: {findings:?}");
        }
    }

    #[test]
    fn what_stands_before_a_mistake_is_kept() {
        let (node, findings, _) = read("customer: Ada\nproblem: a: b\noutcome: c\n");
        assert_eq!(findings.len(), 1);
        assert_eq!(value(&node.unwrap(), "customer").value, "Ada");
    }

    #[test]
    fn bombs_are_refused() {
        let mut yaml = String::from("a: &a [x]\n");
        for i in 0..20 {
            yaml += &format!("b{i}: [*a, *a, *a]\n");
        }
        let (_, findings, _) = read(&yaml);
        assert!(findings.iter().all(|f| f.rule == "invalid-yaml"));
        assert!(!findings.is_empty());
        let deep = format!("a: {}{}", "[".repeat(5000), "]".repeat(5000));
        assert!(!read(&deep).1.is_empty());
        let wide = format!("a: [{}]", "x,".repeat(20_000));
        assert!(!read(&wide).1.is_empty());
    }
}
