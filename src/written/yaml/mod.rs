//! YAML → [`Node`], with messages for the traps that prose falls into.
//!
//! Read from parser events, not through serde: every scalar keeps its words, quotes and place, a second mistake is
//! still found, and `2.50` stays `2.50`. Aliases are refused, so nothing can grow; depth and count are bounded.

mod align;
mod trap;

use granit_parser::{Event, Parser, ScalarStyle, Tag, options};

use super::{Entry, Node, Text, Value};
use crate::finding::{Finding, Level};
use crate::source::{Source, Span};
use std::ops::Range;

/// Nesting allowed in front matter. A study needs four.
const DEPTH: usize = 16;
/// Values allowed in front matter. A long study has some hundreds.
const VALUES: usize = 10_000;

/// Syntax errors of one document that are told. Whoever has more has another file in mind.
const MISTAKES: usize = 20;

/// Reads `range` of a file as one YAML document. `None` when nothing could be read; after a syntax error, what stood
/// before it. What stands behind one is looked at for more of them only.
pub fn parse(source: &Source, range: Range<usize>, findings: &mut Vec<Finding>) -> Option<Node> {
    let (node, mut mistake) = parse_to_mistake(source, range.clone(), findings);
    for _ in 1..MISTAKES {
        let Some(rest) = mistake.and_then(|at| next_key(&source.text, at, range.end)) else { break };
        mistake = parse_to_mistake(source, rest..range.end, findings).1;
    }
    node
}

/// The first line below the one at `at` that begins with a key in the first column: no value reaches across it.
fn next_key(text: &str, at: usize, end: usize) -> Option<usize> {
    let mut start = at;
    while let Some(line_end) = text.get(start..end).and_then(|rest| rest.find('\n')) {
        start += line_end + 1;
        let key = text[start..end].bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-".contains(b)).count();
        let behind = &text.as_bytes()[start + key..end];
        if key > 0 && text.as_bytes()[start] != b'-' && matches!(behind, [b':'] | [b':', b' ' | b'\r' | b'\n', ..]) {
            return Some(start);
        }
    }
    None
}

/// Reads up to the first syntax error, and says where that is reported.
fn parse_to_mistake(
    source: &Source,
    range: Range<usize>,
    findings: &mut Vec<Finding>,
) -> (Option<Node>, Option<usize>) {
    let text = &source.text[range.clone()];
    let options = options! { flow_nesting_limit: DEPTH, block_nesting_limit: DEPTH, disallow_directives: true, emit_unresolved_aliases: true, emit_anchor_events: true };
    let mut tree = Tree {
        source,
        base: range.start,
        stack: Vec::new(),
        root: None,
        values: 0,
        documents: 0,
        references: 0,
        findings,
    };
    let mut mistake = None;
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                let bytes = span.byte_range().unwrap_or(0..0);
                if !tree.take(event, bytes) {
                    break;
                }
            }
            Err(error) => {
                let found = trap::explain(source, range.clone(), &error);
                mistake = Some(found.span.start as usize);
                tree.findings.push(found);
                break;
            }
        }
    }
    (tree.finish(), mistake)
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
    documents: usize,
    /// Anchors and aliases; the first is reported.
    references: usize,
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
            Event::Scalar(value, style, _, tag) => {
                self.tagged(tag.as_deref(), span);
                if style == ScalarStyle::Plain {
                    self.cut_by_comment(self.written(span));
                }
                let node = self.scalar(&value, style, bytes);
                if style == ScalarStyle::Plain {
                    self.in_curly_quotes(&value, node.span);
                }
                self.add(node);
            }
            Event::SequenceStart(_, _, tag) => {
                self.tagged(tag.as_deref(), span);
                self.stack.push(Open::List(span, Vec::new()));
            }
            Event::MappingStart(_, _, tag) => {
                self.tagged(tag.as_deref(), span);
                self.stack.push(Open::Map(span, Vec::new(), None));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Anchor(..) => self.reference(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.reference(span);
                self.add(Node { span, value: Value::Null });
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let finding = Finding::new("invalid-yaml", span, "a second YAML document begins here");
                    self.findings.push(finding.help("delete the `...` line: front matter is one document"));
                    return false;
                }
            }
            _ => {}
        }
        true
    }

    /// The first anchor or alias; the others are the same mistake.
    fn reference(&mut self, span: Span) {
        self.references += 1;
        if self.references > 1 {
            return;
        }
        let sign = &self.source.words(span)[..1];
        self.findings.push(
            Finding::new("invalid-yaml", span, "anchors and aliases are not read in front matter")
                .help(format!("write the value out, or put quotes around a value that starts with `{sign}`")),
        );
    }

    /// `!word` before a value names a type in YAML; to a writer it is a word, and it would be lost.
    fn tagged(&mut self, tag: Option<&Tag>, value: Span) {
        if tag.is_none() {
            return;
        }
        let before = &self.source.text[self.base..value.start as usize];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let sign = before[line..].rfind('!').map(|at| before[line..line + at].trim_end_matches('!').len());
        let at = sign.map_or(value.range(), |at| self.base + line + at..value.end as usize);
        let span = Span::new(self.source.id, at);
        self.findings.push(
            Finding::new("invalid-yaml", span, "a word that starts with `!` is read as a type, and lost")
                .help("put quotes around the value"),
        );
    }

    /// The place of a plain value; one that is not there has none, and stands behind its key.
    fn written(&self, value: Span) -> Span {
        match self.stack.last() {
            Some(Open::Map(_, _, Some(key))) if value.range().is_empty() => {
                let behind = key.span.end as usize + ":".len();
                Span::new(self.source.id, behind..behind)
            }
            _ => value,
        }
    }

    /// ` #1` ends a value in YAML, also where the writer means a number or a channel.
    fn cut_by_comment(&mut self, value: Span) {
        let from = value.start as usize;
        let behind = &self.source.text.as_bytes()[from + value.range().len()..];
        if behind.iter().find(|b| !matches!(b, b' ' | b'\t')) != Some(&b'#') {
            return;
        }
        let line = self.source.text.get(from..).unwrap_or_default().lines().next().unwrap_or_default();
        let rest = &line[(value.range().len()).min(line.len())..];
        let Some(sign) = rest.trim_start_matches([' ', '\t']).strip_prefix('#') else { return };
        if sign.starts_with(|c: char| c.is_alphanumeric()) {
            let start = from + line.len() - sign.len() - 1;
            let span = Span::new(self.source.id, start..from + line.trim_end().len());
            self.findings.push(
                Finding::new("invalid-yaml", span, "what stands behind ` #` is a comment, and is not read")
                    .level(Level::Warning)
                    .help("put quotes around the whole value, or a blank behind the `#` of a comment"),
            );
        }
    }

    /// `“Ashgrove”` is read with its quotes, where the writer means them to be YAML's. Somebody's words may have them.
    fn in_curly_quotes(&mut self, value: &str, span: Span) {
        const WORDS: &[&str] = &["title", "quote", "text", "asked", "wording", "states"];
        let Some(Open::Map(_, _, Some(key))) = self.stack.last() else { return };
        let in_extra = matches!(self.stack.first(), Some(Open::Map(_, _, Some(key))) if key.value == "extra");
        let inner = value.strip_prefix(['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}']);
        let inner = inner.and_then(|v| v.strip_suffix(['\u{201c}', '\u{201d}', '\u{2019}']));
        let curly = |c: char| ('\u{201c}'..='\u{201e}').contains(&c);
        if in_extra || WORDS.contains(&key.value.as_str()) || inner.is_none_or(|v| v.is_empty() || v.contains(curly)) {
            return;
        }
        self.findings.push(
            Finding::new("invalid-yaml", span, "curly quotes do not quote a YAML value; they are part of it")
                .level(Level::Warning)
                .help("use straight quotes \"…\", or none"),
        );
    }

    fn scalar(&self, value: &str, style: ScalarStyle, bytes: Range<usize>) -> Node {
        let raw = &self.source.text[self.base + bytes.start..self.base + bytes.end];
        let raw = if style == ScalarStyle::Plain { raw.trim_end() } else { raw };
        let start = self.base + bytes.start;
        let span = Span::new(self.source.id, start..start + raw.trim_end().len());
        if style == ScalarStyle::Plain && matches!(value, "" | "~" | "null" | "Null" | "NULL") {
            return Node { span, value: Value::Null };
        }
        let map = align::align(value, raw, style, start);
        let quoted = style != ScalarStyle::Plain;
        Node { span, value: Value::Scalar(Text { value: value.to_owned(), span, quoted, map }) }
    }

    fn add(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(shown(self.source, node)),
            Some(Open::Map(_, entries, key)) => match key.take() {
                None => {
                    let raw = self.source.words(node.span);
                    *key = Some(match node.value {
                        Value::Scalar(text) => text,
                        // `null:` and `~:` are words here.
                        Value::Null if !raw.is_empty() => Text::plain(node.span.file, node.span.start as usize, raw),
                        _ => {
                            let finding = Finding::new("invalid-yaml", node.span, "a key must be a word");
                            self.findings.push(finding.help("write `key: value`"));
                            Text::plain(node.span.file, node.span.start as usize, "")
                        }
                    });
                }
                // Reported above.
                Some(key) if key.value.is_empty() && !key.quoted => {}
                Some(key) => {
                    if let Some(first) = entries.iter().find(|e| e.key.value == key.value) {
                        self.findings.push(
                            Finding::new("invalid-yaml", key.span, format!("`{}` is written twice", key.value))
                                .related(first.key.span, "first here")
                                .help("keep one of the two"),
                        );
                    } else {
                        entries.push(Entry { key, node: shown(self.source, node) });
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
                let end = if end.start >= last.end && end.end - end.start == 1 { end } else { last };
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

/// A value that is not there gets the sign before it as its place, `-` or `:`, so that it can be pointed at.
fn shown(source: &Source, mut node: Node) -> Node {
    if node.span.range().is_empty() {
        let before = source.text[..node.span.start as usize].trim_end();
        let sign = before.chars().next_back().map_or(0, char::len_utf8);
        node.span = Span::new(source.id, before.len() - sign..before.len());
    }
    node
}

#[cfg(test)]
mod tests;
