//! What a person wrote in YAML or TOML: a tree of words that knows where every byte of it stands.
//!
//! Goes in: a slice of a file. Comes out: a [`Node`] tree and findings. Nothing is converted here: numbers, dates and
//! choices are read from the words by [`Fields`], so that one file can show all its mistakes in one run and figures
//! stay exactly as printed.

mod date;
mod fields;
mod offsets;
mod toml;
mod yaml;

pub(crate) use date::{MONTHS, read_date};
pub use fields::{Choice, Fields, nearest};
pub use offsets::OffsetMap;
pub use toml::parse as parse_toml;
pub use yaml::parse as parse_yaml;

use crate::source::{FileId, Span};
use std::ops::Range;

/// One value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The bytes it was written with, quotes included.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What can be written.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing: `key:` or `~`.
    Null,
    /// Words, a number, a date, a truth value: all are words until read.
    Scalar(Text),
    /// `[a, b]`.
    List(Vec<Node>),
    /// `{a: b}`, in the order written.
    Map(Vec<Entry>),
}

impl Node {
    /// Nothing, or words that are only white space.
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar(text) => text.trimmed().is_empty(),
            Value::List(_) | Value::Map(_) => false,
        }
    }

    /// The kind of value, for messages.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a table",
        }
    }
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Text,
    /// The value.
    pub node: Node,
}

/// Words in a file that may have been folded, quoted or escaped, and where each byte of them stands.
#[derive(Clone, Debug)]
pub struct Text {
    /// The words as meant.
    pub value: String,
    /// All bytes they were written with, quotes included.
    pub span: Span,
    /// Whether quotes or a block marker were used, so that `"11"` can be told from `11`.
    pub quoted: bool,
    map: OffsetMap,
}

impl Text {
    /// Words that stand in the file as they are.
    pub fn plain(file: FileId, start: usize, value: &str) -> Self {
        Self {
            value: value.to_owned(),
            span: Span::new(file, start..start + value.len()),
            quoted: false,
            map: OffsetMap::contiguous(start, value.len()),
        }
    }

    /// The bytes of the file behind `range` of the value.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        Span::new(self.span.file, self.map.source(range))
    }

    /// The map behind [`Self::span_of`].
    pub fn offsets(&self) -> &OffsetMap {
        &self.map
    }

    /// The value without white space at its ends.
    pub fn trimmed(&self) -> &str {
        self.value.trim()
    }

    /// A part of the words that keeps its places. `range` must lie on character boundaries.
    pub fn slice(&self, range: Range<usize>) -> Text {
        Text {
            value: self.value[range.clone()].to_owned(),
            span: self.span_of(range.clone()),
            quoted: self.quoted,
            map: self.map.slice(range),
        }
    }
}
