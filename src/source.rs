//! Files and places: what was read, and where in it something stands.
//!
//! Every [`Span`] is a byte range of one whole file, front matter and byte-order mark included. Paths are relative to
//! the project's root and use `/` on every system.

mod quotes;

pub use quotes::{Quoted, Quotes};

use std::borrow::Cow;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::mark;
use crate::scan;

/// One file of the run. Follows the path for the life of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// What is known of some files.
pub type OfFiles<T> = FxHashMap<FileId, T>;

/// A byte range in one whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file the bytes stand in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The bytes as a range to slice with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the two share a byte of the same file.
    pub fn overlaps(self, other: Span) -> bool {
        self.file == other.file && self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// From the start of this span to the end of `other`, which must be in the same file.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Keeps the place, changes the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// One file's text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its number in the run.
    pub id: FileId,
    /// Path from the project's root, with `/`.
    pub path: Arc<str>,
    /// The whole text. Where the file is not UTF-8, with replacement characters. Empty while it is put away: see
    /// [`Sources::whole`].
    pub text: Arc<str>,
    /// Put away, and known by this.
    away: Option<Away>,
    /// Where each line starts; made when first asked for, since most files have no finding.
    lines: OnceLock<Vec<u32>>,
    /// Characters before each [`STRIDE`] bytes, so that a line of megabytes is not counted anew for each finding in it.
    characters: OnceLock<Vec<u32>>,
}

/// What is remembered of a text that is not held: to read it again, and to know it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Away {
    length: usize,
    mark: u64,
}

impl Away {
    fn of(text: &str) -> Self {
        Self { length: text.len(), mark: mark::of(text) }
    }
}

/// Bytes between two entries of the character table.
const STRIDE: usize = 1024;

impl Source {
    fn new(id: FileId, path: Arc<str>, text: Arc<str>) -> Source {
        Source { id, path, text, away: None, lines: OnceLock::new(), characters: OnceLock::new() }
    }

    /// The same file with other words in the same places, such as one in which something is blanked out.
    pub(crate) fn with_text(&self, text: impl Into<Arc<str>>) -> Source {
        Source::new(self.id, self.path.clone(), text.into())
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub fn line_column(&self, byte: u32) -> (usize, usize) {
        let byte = floor_char(&self.text, byte as usize);
        let line = self.line(byte);
        (line, self.characters_before(byte) - self.characters_before(self.line_start(line)) + 1)
    }

    /// Characters before a byte, byte-order marks not counted.
    fn characters_before(&self, byte: usize) -> usize {
        let table = self.characters.get_or_init(|| {
            let mut table = vec![0];
            let mut count = 0;
            for (at, c) in self.text.char_indices() {
                while at >= table.len() * STRIDE {
                    table.push(count);
                }
                count += u32::from(c != '\u{feff}');
            }
            table
        });
        let entry = (byte / STRIDE).min(table.len() - 1);
        // An entry counts the characters that start before its byte, which may lie inside one.
        let from = self.text.ceil_char_boundary(entry * STRIDE).min(byte);
        table[entry] as usize + self.text[from..byte].chars().filter(|&c| c != '\u{feff}').count()
    }

    /// The line, from 1, that holds a byte.
    pub fn line(&self, byte: usize) -> usize {
        self.lines().partition_point(|&start| start as usize <= byte)
    }

    /// The first byte of a line, counted from 1.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines()[line - 1] as usize
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect()
        })
    }

    /// The words a span covers.
    pub fn words(&self, span: Span) -> &str {
        let start = floor_char(&self.text, span.start as usize);
        let end = floor_char(&self.text, span.end as usize).max(start);
        &self.text[start..end]
    }

    /// The whole file as a span.
    pub fn whole(&self) -> Span {
        Span::new(self.id, 0..self.text.len())
    }

    /// An empty span at the very start, for findings about the file itself.
    pub fn top(&self) -> Span {
        Span::new(self.id, 0..0)
    }
}

fn floor_char(text: &str, byte: usize) -> usize {
    text.floor_char_boundary(byte.min(text.len()))
}

/// All files of a run. Texts that are needed seldom can be put away; they are read again when they are asked for.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    by_path: Arc<FxHashMap<Arc<str>, FileId>>,
    /// Where they are read again.
    root: PathBuf,
    changed: Arc<AtomicBool>,
}

impl Sources {
    /// No files yet, of the project at `root`.
    pub fn of(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), ..Self::default() }
    }

    /// The same files, and nothing in them yet.
    pub(crate) fn without_texts(&self) -> Self {
        let nothing: Arc<str> = Arc::from("");
        let empty = |source: &Source| Source::new(source.id, source.path.clone(), nothing.clone());
        let files = self.files.iter().map(empty).collect();
        Self { files, by_path: self.by_path.clone(), root: self.root.clone(), changed: Arc::default() }
    }

    /// Gives a file its text.
    pub(crate) fn fill(&mut self, id: FileId, text: Arc<str>) {
        let source = &mut self.files[id.0 as usize];
        *source = Source::new(id, source.path.clone(), text);
    }

    /// Gives up the texts of files that can be read again.
    pub(crate) fn put_away(&mut self, files: &[FileId]) {
        let known: Vec<Away> = files.par_iter().map(|id| Away::of(&self.get(*id).text)).collect();
        for (&id, away) in files.iter().zip(known) {
            let source = &mut self.files[id.0 as usize];
            *source = Source { away: Some(away), ..Source::new(id, source.path.clone(), Arc::from("")) };
        }
    }

    /// A file with its text, which is read again where it was put away.
    pub fn whole(&self, id: FileId) -> Cow<'_, Source> {
        let source = self.get(id);
        match source.away {
            None => Cow::Borrowed(source),
            Some(away) => Cow::Owned(Source::new(id, source.path.clone(), self.read_again(&source.path, away))),
        }
    }

    /// Takes the texts of these files in again, for those who quote from them.
    pub(crate) fn bring_back(&mut self, files: &[FileId]) {
        let read = |id: &FileId| match self.whole(*id) {
            Cow::Owned(source) => Some(source),
            Cow::Borrowed(_) => None,
        };
        let texts: Vec<Option<Source>> = files.par_iter().map(read).collect();
        for source in texts.into_iter().flatten() {
            let at = source.id.0 as usize;
            self.files[at] = source;
        }
    }

    /// Whether a file was found to be another when it was read again: what was made of it must not be used.
    pub fn have_changed(&self) -> bool {
        self.changed.load(Ordering::Relaxed)
    }

    /// Blanks where the text is another by now, so that every place in it is still one.
    fn read_again(&self, path: &str, away: Away) -> Arc<str> {
        match scan::text_again(&self.root, path) {
            Some(text) if Away::of(&text) == away => text.into(),
            _ => {
                self.changed.store(true, Ordering::Relaxed);
                " ".repeat(away.length).into()
            }
        }
    }

    /// Adds a file, or replaces its text; the same path keeps the same id.
    pub fn insert(&mut self, path: &str, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        if let Some(&id) = self.by_path.get(path) {
            let source = &mut self.files[id.0 as usize];
            *source = Source::new(id, source.path.clone(), text);
            return id;
        }
        let id = FileId(self.files.len() as u32);
        let path: Arc<str> = path.into();
        Arc::make_mut(&mut self.by_path).insert(path.clone(), id);
        self.files.push(Source::new(id, path, text));
        id
    }

    /// The file with this id.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The file at this path from the root.
    pub fn at(&self, path: &str) -> Option<&Source> {
        self.by_path.get(path).map(|&id| self.get(id))
    }

    /// All files, in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// The words a span covers.
    pub fn words(&self, span: Span) -> &str {
        self.get(span.file).words(span)
    }

    /// Line and column where a span starts, both from 1.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        self.get(span.file).line_column(span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_skip_the_byte_order_mark() {
        let mut sources = Sources::default();
        let id = sources.insert("a.md", "\u{feff}é x\r\nzwei");
        let source = sources.get(id);
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(source.text.find('x').unwrap() as u32), (1, 3));
        assert_eq!(source.line_column(source.text.find('w').unwrap() as u32), (2, 2));
    }

    #[test]
    fn lines_start_behind_their_ends() {
        let mut sources = Sources::default();
        let id = sources.insert("a.md", "a\n\nbc");
        let source = sources.get(id);
        assert_eq!([0, 1, 2, 3, 5].map(|byte| source.line(byte)), [1, 1, 2, 3, 3]);
        assert_eq!([1, 2, 3].map(|line| source.line_start(line)), [0, 2, 3]);
    }

    #[test]
    fn a_column_far_into_a_long_line_is_the_same_counted_either_way() {
        let text = format!("x\n{}\n\u{feff}é", "añ€\u{feff}b".repeat(1000));
        let mut sources = Sources::default();
        let id = sources.insert("a.md", text.as_str());
        for (at, _) in text.char_indices() {
            let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
            let column = text[start..at].chars().filter(|&c| c != '\u{feff}').count() + 1;
            assert_eq!(sources.get(id).line_column(at as u32).1, column, "byte {at}");
        }
    }

    #[test]
    fn the_same_path_keeps_its_id() {
        let mut sources = Sources::default();
        let first = sources.insert("a.md", "one\ntwo");
        sources.insert("b.md", "two");
        assert_eq!(sources.get(first).line(5), 2);
        assert_eq!(first, sources.insert("a.md", "three"));
        assert_eq!(&*sources.get(first).text, "three");
        assert_eq!(sources.get(first).line(4), 1, "the lines of the old text were kept");
    }
}
