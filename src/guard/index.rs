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

/// So many words in a row are somebody's sentence and no coincidence.
pub(super) const RUN: usize = 8;

/// So many of them must be different words of letters: rows of figures are alike in many tables.
const WORDS: usize = 5;

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
        if self.knows_words() {
            self.words(text, format, buffers, &mut tell);
        } else {
            dialled(text, format, &mut tell);
        }
        if let Some(root) = &self.root {
            root.find_iter(text).for_each(|at| tell(What::Shape(Shape::Path), at..at + root.needle().len()));
        }
        pattern::find(text, aside, format, |shape, range| tell(What::Shape(shape), range));
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

/// Tells numbers to dial, where nothing else is looked for.
fn dialled(text: &[u8], format: Format, tell: &mut impl FnMut(What, Range<usize>)) {
    if format.is_code() {
        return;
    }
    let (mut at, mut done) = (0, 0);
    while let Some(next) = text[at..].iter().position(u8::is_ascii_digit) {
        at += next;
        let starts = at == 0 || !text[at - 1].is_ascii_alphanumeric();
        let token = Token::read(text, at);
        if starts
            && at >= done
            && let Some(range) = national(text, &token)
        {
            done = range.end;
            tell(What::Shape(Shape::Phone), range);
        }
        at = token.end;
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

/// A word or a figure.
#[derive(Debug, Default)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) hash: u64,
    pub(super) digits: usize,
}

impl Token {
    /// The one that starts at `start`. Its hash is FNV-1a.
    #[inline]
    pub(super) fn read(text: &[u8], start: usize) -> Self {
        let mut token = Token { start, end: start, hash: BASIS, digits: 0 };
        while let Some(byte) = text.get(token.end).filter(|b| b.is_ascii_alphanumeric()) {
            token.hash = (token.hash ^ u64::from(*byte)).wrapping_mul(PRIME);
            token.digits += usize::from(byte.is_ascii_digit());
            token.end += 1;
        }
        token
    }

    /// The hash of this number with the letters before it, as in `INV-2231`; `None` where they do not belong together.
    pub(super) fn behind(&self, before: &Token, text: &[u8]) -> Option<u64> {
        let letters = before.end - before.start;
        // One sign between them, or a blank and `#`.
        let between = &text[before.end..self.start];
        let close = before.end > 0 && (between.len() == 1 && between != b"\n" || between == b" #");
        let fits = close && (1..=6).contains(&letters) && before.digits == 0 && self.digits == self.end - self.start;
        fits.then(|| before.hash.rotate_left(17) ^ self.hash.wrapping_mul(POWER))
    }
}

/// The last words, newest first, while one sign stands between each of them and the next.
#[derive(Debug, Default)]
struct Lately {
    /// Where each starts and ends, and how many digits it has.
    last: [(usize, usize, usize); 3],
}

impl Lately {
    /// Tells the hash of a word with one, two and three before it, and where the first of them starts; then keeps it.
    #[inline]
    fn joined(&mut self, token: &Token, text: &[u8], mut tell: impl FnMut(u64, usize)) {
        let (mut from, mut digits) = (token.start, token.digits);
        for (start, end, of_it) in self.last {
            let close = end > 0 && from == end + 1 && matches!(text[end], b'-' | b'_' | b'/' | b'.' | b' ');
            if !close || token.end - start > LONGEST_ID {
                break;
            }
            (from, digits) = (start, digits + of_it);
            if digits > 2 {
                tell(joined(&text[from..token.end]), from);
            }
        }
        self.last = [(token.start, token.end, token.digits), self.last[0], self.last[1]];
    }
}

/// No identifier is longer, in bytes.
const LONGEST_ID: usize = 40;

/// The hash of letters and digits without the signs between them: that of one word.
pub(super) fn joined(text: &[u8]) -> u64 {
    let letters = text.iter().filter(|b| b.is_ascii_alphanumeric());
    letters.fold(BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

/// Where FNV-1a begins, and what it multiplies by.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Multiplies a word's place in a run.
const POWER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The last words, hashed together.
#[derive(Debug, Default)]
pub(super) struct Run {
    ring: [(u64, usize, bool); RUN],
    count: usize,
    sum: u64,
}

impl Run {
    /// Adds a word; the hash of the last eight and where they start, when there are so many.
    #[inline]
    pub(super) fn push(&mut self, token: &Token) -> Option<(u64, usize)> {
        let slot = self.count % RUN;
        let old = self.ring[slot].0;
        self.ring[slot] = (token.hash, token.start, token.digits < token.end - token.start);
        self.sum = self.sum.wrapping_mul(POWER).wrapping_add(token.hash).wrapping_sub(old.wrapping_mul(OLDEST));
        self.count += 1;
        (self.count >= RUN).then(|| (self.sum, self.ring[self.count % RUN].1))
    }

    /// Whether the run says something: not the same words or figures over and over.
    pub(super) fn speaks(&self) -> bool {
        let words = |upto: usize| self.ring[..upto].iter().filter(|(.., letters)| *letters).map(|(hash, ..)| *hash);
        let first = |at: usize| self.ring[at].2 && !words(at).any(|hash| hash == self.ring[at].0);
        (0..RUN).filter(|at| first(*at)).count() >= WORDS
    }
}

/// `POWER` to the eighth: what the oldest word was multiplied by when it leaves.
const OLDEST: u64 = {
    let two = POWER.wrapping_mul(POWER);
    let four = two.wrapping_mul(two);
    four.wrapping_mul(four)
};

/// Every run of a folded text that says something.
pub(super) fn runs(text: &[u8], mut tell: impl FnMut(u64)) {
    let mut run = Run::default();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if byte.is_ascii_alphanumeric() {
            let token = Token::read(text, at);
            at = token.end;
            if let Some((hash, _)) = run.push(&token)
                && run.speaks()
            {
                tell(hash);
            }
        } else {
            if byte == b'\n' {
                run = Run::default();
            }
            at += 1;
        }
    }
}

/// Every word of a folded text that could be an identifier, alone and with the letters before it.
pub(super) fn ids(text: &[u8], mut tell: impl FnMut(u64)) {
    let mut before = Token::default();
    let mut lately = Lately::default();
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        if !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let token = Token::read(text, at);
        at = token.end;
        lately.joined(&token, text, |hash, _| tell(hash));
        if token.digits > 2 {
            tell(token.hash);
            token.behind(&before, text).into_iter().for_each(&mut tell);
        }
        before = token;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut all = Vec::new();
        runs(text.as_bytes(), |hash| all.push(hash));
        all
    }

    fn found(index: &Index, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let tell = |_, range: Range<usize>| found.push(text[range].to_owned());
        index.look(text.as_bytes(), text.len(), Format::Plain, &mut Buffers::default(), tell);
        found
    }

    #[test]
    fn a_run_is_the_same_wherever_it_stands() {
        let run = "we paid the third invoice late because of easter";
        let all = hashes(run);
        assert_eq!(all.len(), 2);
        assert_eq!(hashes(&format!("before that, {run}"))[2..], all[..]);
        assert!(hashes("one two three four five six seven").is_empty(), "seven words");
        assert!(hashes("week 1 2 3 4 5 6 7 8 9 of the 10 11").is_empty(), "figures");
        assert!(hashes("no no no no no no no no no no").is_empty(), "the same word");
        assert!(hashes("one two three four\nfive six seven eight").is_empty(), "two blocks");
    }

    #[test]
    fn runs_that_touch_are_told_as_one() {
        let words = "a nurse typed every page of it twice and went home late on most fridays";
        let index = Index::of(Vec::new(), hashes(words).into_iter().map(|hash| (hash, 0)).collect(), Hashes::default());
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
