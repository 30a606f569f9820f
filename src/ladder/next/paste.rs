//! YAML to paste: a new block, or a block of the study as it is with what is missing filled in.
//!
//! What only the customer or the writer knows is `TBD`, which the checks refuse, so that a half-filled block cannot be
//! published.

use crate::source::Source;
use crate::study::{Study, split};
use crate::written::{Node, Value, parse_yaml};

/// What is still to be written.
pub(super) const TBD: &str = "TBD";

/// Something to paste, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paste {
    /// Where it goes: `into the front matter`, ``instead of `consent` ``.
    pub place: String,
    /// The lines, indented as they must stand.
    pub yaml: String,
}

/// The front matter of a study as a tree, to take blocks from.
pub(super) struct Front<'a> {
    source: &'a Source,
    root: Option<Node>,
    /// Ids that are taken.
    ids: Vec<&'a str>,
}

impl<'a> Front<'a> {
    pub(super) fn new(study: &'a Study, source: &'a Source) -> Self {
        // Findings were reported when the study was read.
        let root = split(&source.text).front.and_then(|range| parse_yaml(source, range, &mut Vec::new()));
        Self { source, root, ids: study.meta.evidence.iter().map(|record| record.id.value.as_str()).collect() }
    }

    fn node(&self, path: &[&str]) -> Option<&Node> {
        let mut node = self.root.as_ref()?;
        for key in path {
            node = match &node.value {
                Value::Map(entries) => &entries.iter().find(|entry| entry.key.value == *key)?.node,
                _ => return None,
            };
        }
        Some(node)
    }

    /// The block of a top-level key as it is. Where a text stands instead of a table, it becomes the table's `text`.
    pub(super) fn block(&self, key: &str) -> Block {
        let mut block = Block { name: key.to_owned(), place: "into the front matter".to_owned(), ..Block::default() };
        if let Some(node) = self.node(&[key]) {
            block.place = format!("instead of `{key}`");
            block.take(node, self.source);
        }
        block
    }

    /// A record as it is.
    pub(super) fn record(&self, id: &str) -> Block {
        let mut block = Block { name: id.to_owned(), depth: 1, ..Block::default() };
        block.place = format!("instead of the record `{id}`");
        if let Some(node) = self.node(&["evidence", id]) {
            block.take(node, self.source);
        }
        self.among(block, "evidence", self.ids.iter().position(|taken| *taken == id))
    }

    /// A new record, under the first free name.
    pub(super) fn new_record(&self, name: &str) -> Block {
        let free = |name: &String| !self.ids.contains(&name.as_str());
        let name = std::iter::once(name.to_owned()).chain((2..).map(|n| format!("{name}-{n}"))).find(free);
        let block = Block { name: name.unwrap_or_default(), depth: 1, ..Block::default() };
        self.under(block, "evidence")
    }

    /// One more quote, beside those that are there.
    pub(super) fn new_quote(&self) -> Block {
        let lists = |key: &&str| matches!(self.node(&[*key]).map(|node| &node.value), Some(Value::List(_)));
        let key = ["quotes", "quote"].into_iter().find(lists).unwrap_or("quotes");
        self.under(Block { depth: 1, item: true, ..Block::default() }, key)
    }

    /// The quote at this place among all quotes as it is.
    pub(super) fn quote(&self, at: usize) -> Block {
        let mut seen = 0;
        for key in ["quote", "quotes"] {
            let Some(node) = self.node(&[key]) else { continue };
            let Value::List(items) = &node.value else {
                if seen == at {
                    return self.block(key);
                }
                seen += 1;
                continue;
            };
            if let Some(item) = at.checked_sub(seen).and_then(|at| items.get(at)) {
                let at = at - seen;
                let place = format!("instead of item {} of `{key}`", at + 1);
                let mut block = Block { depth: 1, place, item: true, ..Block::default() };
                block.take(item, self.source);
                return self.among(block, key, Some(at));
            }
            seen += items.len();
        }
        self.block("quote")
    }

    /// A block that is new under `key`.
    fn under(&self, mut block: Block, key: &str) -> Block {
        if self.node(&[key]).is_none() {
            block.head = Some(key.to_owned());
            block.place = "into the front matter".to_owned();
            return block;
        }
        block.place = format!("under `{key}`");
        self.among(block, key, None)
    }

    /// Where the parent is written in brackets no lines can be pasted into it, so it is written anew, with all its parts.
    /// `at` is the part that the block stands for.
    fn among(&self, mut block: Block, key: &str, at: Option<usize>) -> Block {
        let Some(parent) = self.node(&[key]).filter(|node| self.source.words(node.span).starts_with(['{', '['])) else {
            return block;
        };
        let parts: Vec<String> = match &parent.value {
            Value::Map(entries) => {
                entries.iter().map(|e| format!("  {}: {}", e.key.value, written(&e.node, self.source))).collect()
            }
            Value::List(items) => items.iter().map(|item| format!("  - {}", written(item, self.source))).collect(),
            _ => return block,
        };
        let at = at.unwrap_or(parts.len());
        block.head = Some(key.to_owned());
        block.place = format!("instead of `{key}`");
        block.after = parts.iter().skip(at + 1).cloned().collect();
        block.before = parts.into_iter().take(at).collect();
        block
    }
}

/// A table being written.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    name: String,
    place: String,
    /// How deep it stands, two blanks each.
    depth: usize,
    /// The key it stands under, when that is written too.
    head: Option<String>,
    /// Lines of other parts under that key.
    before: Vec<String>,
    after: Vec<String>,
    /// It is an item of a list.
    item: bool,
    lines: Vec<Line>,
}

#[derive(Clone, Debug)]
struct Line {
    key: String,
    value: String,
    hint: &'static str,
}

impl Block {
    fn take(&mut self, node: &Node, source: &Source) {
        match &node.value {
            Value::Map(entries) => {
                for entry in entries {
                    let value = written(&entry.node, source);
                    self.lines.push(Line { key: entry.key.value.clone(), value, hint: "" });
                }
            }
            Value::Scalar(_) => {
                self.lines.push(Line { key: "text".to_owned(), value: written(node, source), hint: "" })
            }
            _ => {}
        }
    }

    /// Whether the key has a value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.lines.iter().any(|line| line.key == key && !line.value.is_empty())
    }

    /// Gives a key its value, with a remark behind it.
    pub(super) fn set(mut self, key: &str, value: impl Into<String>, hint: &'static str) -> Self {
        let line = Line { key: key.to_owned(), value: value.into(), hint };
        match self.lines.iter_mut().find(|line| line.key == key) {
            Some(old) => *old = line,
            None => self.lines.push(line),
        }
        self
    }

    /// Gives a key a value to be filled in.
    pub(super) fn ask(self, key: &str, hint: &'static str) -> Self {
        self.set(key, TBD, hint)
    }

    /// The same, unless it has one.
    pub(super) fn ask_if_absent(self, key: &str, hint: &'static str) -> Self {
        if self.has(key) { self } else { self.ask(key, hint) }
    }

    pub(super) fn paste(self) -> Paste {
        let mut yaml = String::new();
        for above in self.head.iter().map(|key| format!("{key}:")).chain(self.before) {
            yaml.push_str(&above);
            yaml.push('\n');
        }
        let indent = "  ".repeat(self.depth);
        if !self.item {
            yaml.push_str(&format!("{indent}{}:\n", self.name));
        }
        let mut lead = if self.item { "- " } else { "  " };
        for line in &self.lines {
            let hint = if line.hint.is_empty() { String::new() } else { format!("  # {}", line.hint) };
            yaml.push_str(format!("{indent}{lead}{}: {}{hint}", line.key, line.value).trim_end());
            yaml.push('\n');
            lead = "  ";
        }
        for below in &self.after {
            yaml.push_str(below);
            yaml.push('\n');
        }
        Paste { place: self.place, yaml }
    }
}

/// One line for a key that stands alone.
pub(super) fn line(key: &str, hint: &'static str, present: bool) -> Paste {
    let place = if present { format!("instead of `{key}`") } else { "into the front matter".to_owned() };
    let hint = if hint.is_empty() { String::new() } else { format!("  # {hint}") };
    Paste { place, yaml: format!("{key}: {TBD}{hint}\n") }
}

/// A value on one line, as its writer wrote it where that is possible.
fn written(node: &Node, source: &Source) -> String {
    match &node.value {
        Value::Null => String::new(),
        Value::Scalar(text) => {
            let raw = source.words(text.span);
            // A block scalar's own words are no value by themselves, and a comma would end one inside a list.
            let simple = !raw.is_empty() && !raw.contains('\n') && !raw.contains([',', '[', ']', '{', '}', '#']);
            let quoted = text.quoted && raw.starts_with(['"', '\'']) && !raw.contains('\n');
            if quoted || (simple && !text.quoted) { raw.to_owned() } else { quote(&text.value) }
        }
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item, source)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|entry| format!("{}: {}", entry.key.value, written(&entry.node, source))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Words in double quotes, which YAML reads as JSON does.
pub(super) fn quote(words: &str) -> String {
    serde_json::Value::from(words.trim_end()).to_string()
}
