//! Stands between rendering and whatever takes the files: each file passes here once, from many threads.

use std::cell::RefCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::fold::{Format, fold};
use super::index::{Buffers, What};
use super::needle::Form;
use super::pattern::Shape;
use super::{Guard, needle, strings};
use crate::failure::Failure;
use crate::picture::{self, Trouble};
use crate::render::{Paint, Sink};
use crate::scan;
use crate::site::OutPath;

/// So much of a file that is published as it is, is read as text, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// So many finds of one file are told.
const MOST: usize = 20;

/// What was seen while the files of one run passed.
#[derive(Debug)]
pub struct Watch<'a> {
    guard: &'a Guard,
    root: &'a Path,
    /// What the run before made is known to be clean.
    trusts: bool,
    seen: Mutex<Seen>,
}

/// What may not be published.
#[derive(Debug, Default)]
pub struct Seen {
    /// Pictures that could not be cleaned, by their path from the root.
    pub(super) pictures: BTreeMap<String, Trouble>,
    /// Files that were not looked into as a whole, by their path from the root.
    pub(super) unread: BTreeSet<String>,
    /// Private words, by their letters and digits.
    pub(super) leaks: BTreeMap<String, Leak>,
}

/// Private words in the output.
#[derive(Clone, Debug)]
pub(super) struct Leak {
    pub(super) what: What,
    /// As a reader would find them, in small letters.
    pub(super) words: String,
    /// The first file of the site that holds them, and how many do.
    pub(super) path: OutPath,
    pub(super) files: usize,
    /// The file of the project that was published as it is, from the root.
    pub(super) from: Option<String>,
}

/// A thread's own memory: the text of a page, what stands aside, and what looking needs.
type Own = (Vec<u8>, Vec<u8>, Buffers);

thread_local! {
    static OWN: RefCell<Own> = RefCell::default();
}

impl Seen {
    /// Whether nothing private came by.
    pub fn is_clean(&self) -> bool {
        self.leaks.is_empty()
    }
}

impl<'a> Watch<'a> {
    /// Begins to watch a run over the project at `root`.
    pub fn new(guard: &'a Guard, root: &'a Path) -> Self {
        Self { guard, root, trusts: false, seen: Mutex::default() }
    }

    /// Does not look again at what the run before made, where the same guard saw nothing in it.
    pub fn trusting(self, trusts: bool) -> Self {
        Self { trusts, ..self }
    }

    /// Lets everything that goes to `sink` pass here.
    pub fn over<S>(&'a self, sink: &'a S) -> Watched<'a, S> {
        Watched { sink, watch: self }
    }

    /// What was seen.
    pub fn seen(self) -> Seen {
        self.seen.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, add: impl FnOnce(&mut Seen)) {
        add(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Looks at a file of the site.
    fn look(&self, path: &OutPath, bytes: &[u8], from: Option<&str>) {
        let found = OWN.with_borrow_mut(|own| {
            let format = Format::of_path(path.as_str());
            let mut found = match format {
                Some(format) => self.guard.in_bytes(bytes, format, own),
                None if from.is_none() => Vec::new(),
                None if scan::is_plain(bytes) => self.guard.in_bytes(bytes, Format::Plain, own),
                None => self.guard.in_strings(&strings::of(bytes), own),
            };
            for unpacked in strings::packed(bytes) {
                found.extend(match scan::is_plain(&unpacked) {
                    true => self.guard.in_bytes(&unpacked, Format::Markup, own),
                    false => self.guard.in_strings(&strings::of(&unpacked), own),
                });
            }
            // Names of pages are made by us; a copied file keeps the one it has.
            if from.is_some() {
                let name = path.as_str().replace(['/', '.', '-', '_'], " ");
                found.extend(self.guard.in_bytes(name.as_bytes(), Format::Plain, own));
            }
            found
        });
        found.into_iter().for_each(|(words, what)| self.tell(words, what, path, from));
    }

    fn tell(&self, words: String, what: What, path: &OutPath, from: Option<&str>) {
        self.note(|seen| {
            let leak = Leak { what, words, path: path.clone(), files: 1, from: from.map(str::to_owned) };
            match seen.leaks.entry(needle::squashed(&leak.words)) {
                Entry::Vacant(place) => _ = place.insert(leak),
                Entry::Occupied(mut place) => {
                    let known = place.get_mut();
                    known.files += 1;
                    if leak.path < known.path {
                        *known = Leak { files: known.files, ..leak };
                    }
                }
            }
        });
    }
}

impl Guard {
    /// Whether anything in a file may not be published; where, costs more to tell.
    pub(super) fn suspects(&self, bytes: &[u8], format: Format) -> bool {
        OWN.with_borrow_mut(|own| !self.in_bytes(bytes, format, own).is_empty())
    }

    /// What may not be published in a file of the site: the words, each once, and what they are.
    fn in_bytes(&self, bytes: &[u8], format: Format, (words, rest, buffers): &mut Own) -> Vec<(String, What)> {
        words.clear();
        rest.clear();
        let aside = fold(bytes, format, words, rest);
        let mut found: Vec<(Range<usize>, What)> = Vec::new();
        self.index.look(words, aside, format, buffers, |what, range| {
            if !self.is_ours(what, &words[range.clone()]) {
                found.push((range, what));
            }
        });
        found.retain(|(range, what)| match self.form(*what) {
            Form::Any => true,
            Form::Capital => has_capital(bytes, &words[range.clone()]),
            Form::Capitals => !format.is_code() && is_in_capitals(bytes, &words[range.clone()]),
            Form::LowLine => format != Format::Json && !format.is_code() && words[range.clone()].contains(&b'_'),
        });
        if found.is_empty() {
            return Vec::new();
        }
        let mut told: Vec<(String, What)> = Vec::new();
        for (range, what) in self.apart(found) {
            let text = String::from_utf8_lossy(&words[range]).into_owned();
            if told.len() < MOST && !told.iter().any(|(known, _)| *known == text) {
                told.push((text, what));
            }
        }
        told
    }
}

impl Guard {
    /// The same in rows of letters out of a file that is no text: numbers there are mostly places in the file, and short
    /// rows mostly chance.
    fn in_strings(&self, rows: &[u8], own: &mut Own) -> Vec<(String, What)> {
        let mut found = self.in_bytes(rows, Format::Plain, own);
        let lines = || own.0.split(|b| *b == b'\n').filter(|line| line.len() >= strings::LONG);
        found.retain(|(words, what)| match what {
            What::Needle(at) => self.index.needles[*at].key.len() > 4,
            What::Shape(Shape::Phone) => false,
            What::Shape(_) => lines().any(|line| memchr::memmem::find(line, words.as_bytes()).is_some()),
            _ => true,
        });
        found
    }
}

/// Whether a word stands in a file with a capital, or in a way that hides how it is written.
fn has_capital(bytes: &[u8], word: &[u8]) -> bool {
    let small = word.to_ascii_lowercase();
    let mut first = small.clone();
    first[..1].make_ascii_uppercase();
    let holds = |word: &[u8]| memchr::memmem::find(bytes, word).is_some();
    holds(&first) || holds(&small.to_ascii_uppercase()) || !holds(&small)
}

/// Whether a word stands in a file in capitals.
fn is_in_capitals(bytes: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(bytes, &word.to_ascii_uppercase()).is_some()
}

/// A sink that is watched.
#[derive(Debug)]
pub struct Watched<'a, S> {
    sink: &'a S,
    watch: &'a Watch<'a>,
}

impl<S: Sink> Watched<'_, S> {
    /// A picture goes on without its metadata.
    fn picture(&self, path: &OutPath, from: &Path, name: String) -> Result<S::Kept, Failure> {
        let bytes = scan::bytes(self.watch.root, &name)?;
        match picture::clean(&name, &bytes) {
            Ok(clean) => {
                self.watch.look(path, &clean, Some(&name));
                if clean == bytes { self.sink.copy(path, from) } else { self.sink.put(path, &clean) }
            }
            Err(trouble) => {
                self.watch.note(|seen| _ = seen.pictures.insert(name, trouble));
                self.sink.copy(path, from)
            }
        }
    }
}

impl<S: Sink> Sink for Watched<'_, S> {
    type Kept = S::Kept;

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<S::Kept, Failure> {
        self.watch.look(path, bytes, None);
        self.sink.put(path, bytes)
    }

    fn picture(&self, path: &OutPath, drawing: &Arc<str>, paint: &Paint<'_>) -> Result<Option<S::Kept>, Failure> {
        self.sink.picture(path, drawing, paint)
    }

    fn share(&self, path: &OutPath, bytes: &Arc<[u8]>, again: bool) -> Result<S::Kept, Failure> {
        if !(again && self.watch.trusts) {
            self.watch.look(path, bytes, None);
        }
        self.sink.share(path, bytes, again)
    }

    fn copy(&self, path: &OutPath, from: &Path) -> Result<S::Kept, Failure> {
        let name = scan::from_root(self.watch.root, from);
        if let Some(origin) = self.watch.guard.copied(self.watch.root, &name) {
            self.watch.tell(name.clone(), What::Copy(origin), path, Some(&name));
        }
        if picture::is_picture(path.as_str()) {
            return self.picture(path, from, name);
        }
        let bytes = scan::head(self.watch.root, &name, LARGEST)?;
        self.watch.look(path, &bytes, Some(&name));
        let is_text = Format::of_path(path.as_str()).is_some() || scan::is_plain(&bytes);
        if !is_text && !strings::is_wordless(&name) {
            self.watch.note(|seen| _ = seen.unread.insert(name));
        }
        self.sink.copy(path, from)
    }
}
