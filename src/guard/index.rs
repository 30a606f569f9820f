//! Private words, and where a text holds them.
//!
//! Names are looked for in the text with everything but letters and digits taken out, so that `Kestrel Row`,
//! `kestrel-row` and `KestrelRow` are one. Runs of words are compared by a rolling hash over words.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use aho_corasick::AhoCorasick;
use memchr::memmem::Finder;

use super::fold::Format;
use super::needle::Needle;
use super::pattern::{self, Shape};
use super::token::{Lately, Run, Token};

/// Which private text something comes from.
pub(super) type Origin = u32;

/// A map whose keys are hashes already.
pub(super) type Hashes = HashMap<u64, Origin, BuildHasherDefault<Same>>;

/// The hash of a hash.
#[derive(Debug, Default)]
pub(super) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.0 = self.0 << 8 | u64::from(*b));
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// A name or phrase: its number.
    Needle(usize),
    /// An identifier of a private file.
    Id(Origin),
    /// Eight words or more of a private text.
    Run(Origin),
    /// An address, a telephone number, a path.
    Shape(Shape),
    /// A private file, byte for byte.
    Copy(Origin),
}

/// Private words of a project.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub(super) needles: Vec<Needle>,
    matcher: Option<AhoCorasick>,
    /// The folder all of it lies in, folded.
    pub(super) root: Option<Finder<'static>>,
    pub(super) runs: Hashes,
    pub(super) ids: Hashes,
}

/// A thread's own memory.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    squashed: Vec<u8>,
    /// For each byte of it, whether a word starts there.
    starts: Vec<bool>,
}

impl Index {
    /// Makes ready to look for the needles.
    pub(super) fn of(needles: Vec<Needle>, runs: Hashes, ids: Hashes) -> Self {
        let keys: Vec<&str> = needles.iter().map(|needle| needle.key.as_str()).collect();
        let matcher = if keys.is_empty() { None } else { AhoCorasick::new(keys).ok() };
        Self { needles, matcher, root: None, runs, ids }
    }

    /// Whether the same is looked for, wherever it was written; how follows from it.
    pub(super) fn finds_the_same(&self, other: &Self) -> bool {
        let root = |index: &Self| index.root.as_ref().map(|finder| finder.needle().to_vec());
        let same = |(one, other): (&Needle, &Needle)| one.is_alike(other);
        self.needles.len() == other.needles.len()
            && self.needles.iter().zip(&other.needles).all(same)
            && root(self) == root(other)
            && self.runs == other.runs
            && self.ids == other.ids
    }

    /// Tells every find in folded text; `aside` is where its running text ends.
    pub(super) fn look(
        &self,
        text: &[u8],
        aside: usize,
        format: Format,
        buffers: &mut Buffers,
        mut tell: impl FnMut(What, Range<usize>),
    ) {
        let reads_words = self.knows_words();
        if reads_words {
            self.words(text, format, buffers, &mut tell);
        }
        if let Some(root) = &self.root {
            root.find_iter(text).for_each(|at| tell(What::Shape(Shape::Path), at..at + root.needle().len()));
        }
        pattern::find(text, aside, format, !reads_words, |shape, range| tell(What::Shape(shape), range));
    }

    /// Whether there are words to look for, and not only shapes.
    fn knows_words(&self) -> bool {
        self.matcher.is_some() || !self.ids.is_empty() || !self.runs.is_empty()
    }

    /// Tells names, identifiers and runs, and numbers to dial, which are read in the same pass.
    fn words(&self, text: &[u8], format: Format, buffers: &mut Buffers, tell: &mut impl FnMut(What, Range<usize>)) {
        buffers.squashed.clear();
        buffers.starts.clear();
        let mut run = Run::default();
        let mut pending: Option<(Origin, Range<usize>)> = None;
        let mut before = Token::default();
        let mut lately = Lately::default();
        let mut dialled = 0;
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            if !byte.is_ascii_alphanumeric() {
                if byte == b'\n' {
                    buffers.squashed.push(0);
                    buffers.starts.push(true);
                    run = Run::default();
                }
                at += 1;
                continue;
            }
            let token = Token::read(text, at);
            if self.matcher.is_some() {
                buffers.squashed.extend_from_slice(&text[at..token.end]);
                buffers.starts.push(true);
                buffers.starts.resize(buffers.squashed.len(), false);
            }
            if !self.ids.is_empty() {
                let mut longest = None;
                lately.joined(&token, text, |hash, start| {
                    longest = self.ids.get(&hash).map(|origin| (*origin, start)).or(longest);
                });
                if let Some((origin, start)) = longest {
                    tell(What::Id(origin), start..token.end);
                }
            }
            if !self.ids.is_empty() && token.digits > 2 {
                let pair = token.behind(&before, text).and_then(|pair| Some((self.ids.get(&pair)?, before.start)));
                if let Some((origin, start)) = pair.or(self.ids.get(&token.hash).map(|origin| (origin, at))) {
                    tell(What::Id(*origin), start..token.end);
                }
            }
            if !self.runs.is_empty()
                && let Some((hash, start)) = run.push(&token)
                && let Some(origin) = self.runs.get(&hash)
            {
                match &mut pending {
                    Some((_, range)) if start <= range.end => range.end = token.end,
                    _ => {
                        if let Some((origin, range)) = pending.replace((*origin, start..token.end)) {
                            tell(What::Run(origin), range);
                        }
                    }
                }
            }
            if at >= dialled
                && !format.is_code()
                && let Some(range) = national(text, &token)
            {
                dialled = range.end;
                tell(What::Shape(Shape::Phone), range);
            }
            at = token.end;
            before = token;
        }
        if let Some((origin, range)) = pending {
            tell(What::Run(origin), range);
        }
        self.names(text, buffers, tell);
    }

    fn names(&self, text: &[u8], buffers: &Buffers, tell: &mut impl FnMut(What, Range<usize>)) {
        let Some(matcher) = &self.matcher else { return };
        let starts = &buffers.starts;
        for found in matcher.find_overlapping_iter(&buffers.squashed) {
            let (from, end) = (found.start(), found.end());
            let number = found.pattern().as_usize();
            let whole = starts[from] && starts.get(end).is_none_or(|start| *start);
            let inside = || self.needles[number].loose && !starts[from + 1..end].contains(&true);
            if whole || inside() {
                tell(What::Needle(number), unsquashed(text, from, end));
            }
        }
    }
}

/// The telephone number that a token begins.
fn national(text: &[u8], token: &Token) -> Option<Range<usize>> {
    let numeric = text[token.start] == b'0' || token.digits == 3 && token.end - token.start == 3;
    if numeric { pattern::national(text, token.start) } else { None }
}

/// Where the letters `from..end` of the squashed text stand.
fn unsquashed(text: &[u8], from: usize, end: usize) -> Range<usize> {
    let mut letters = text.iter().enumerate().filter(|(_, b)| b.is_ascii_alphanumeric() || **b == b'\n');
    let start = letters.nth(from).map_or(0, |(at, _)| at);
    let last = if end - from > 1 { letters.nth(end - from - 2).map_or(start, |(at, _)| at) } else { start };
    start..last + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::token::runs;

    fn runs_of(text: &str) -> Hashes {
        let mut all = Hashes::default();
        runs(text.as_bytes(), |hash| _ = all.insert(hash, 0));
        all
    }

    fn found(index: &Index, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let tell = |_, range: Range<usize>| found.push(text[range].to_owned());
        index.look(text.as_bytes(), text.len(), Format::Plain, &mut Buffers::default(), tell);
        found
    }

    #[test]
    fn runs_that_touch_are_told_as_one() {
        let words = "a nurse typed every page of it twice and went home late on most fridays";
        let index = Index::of(Vec::new(), runs_of(words), Hashes::default());
        assert_eq!(found(&index, &format!("she said: {words}, and laughed")), [words]);
        assert_eq!(found(&index, "a nurse typed every page of it"), [""; 0]);
        assert_eq!(found(&index, "a nurse typed every page of it twice"), ["a nurse typed every page of it twice"]);
    }

    #[test]
    fn names_are_found_in_every_spelling_and_not_inside_of_others() {
        let needle = |key: &str, loose| Needle { loose, ..Needle::for_test(key) };
        let needles = vec![needle("kestrelrow", false), needle("gorsebank", true), needle("dilyskerr", false)];
        let index = Index::of(needles, Hashes::default(), Hashes::default());
        for (text, words) in [
            ("at kestrel-row's desk", "kestrel-row"),
            ("kestrelrow.example", "kestrelrow"),
            ("kestrel row", "kestrel row"),
            ("gorse bank", "gorse bank"),
            ("www.mygorsebanks.example", "gorsebank"),
            ("by dilys kerr.", "dilys kerr"),
            ("dilys_kerr", "dilys_kerr"),
        ] {
            assert_eq!(found(&index, text), [words], "{text}");
        }
        for text in ["kestrel rows", "akestrel row", "gorse banks", "dilys kerridge", "kestrel\nrow"] {
            assert_eq!(found(&index, text), [""; 0], "{text}");
        }
    }
}
