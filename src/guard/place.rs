//! Where in a file folded text comes from, and what covers what.

use std::ops::Range;

use super::fold::{Format, Placed, fold};
use crate::source::Span;

/// Where something was found.
pub(super) trait Place {
    fn start(&self) -> usize;
    fn end(&self) -> usize;
}

impl Place for Span {
    fn start(&self) -> usize {
        self.range().start
    }
    fn end(&self) -> usize {
        self.range().end
    }
}

impl Place for Range<usize> {
    fn start(&self) -> usize {
        self.start
    }
    fn end(&self) -> usize {
        self.end
    }
}

/// How many bytes the character or escape at `at` takes; at least one.
fn width(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    match rest[0] {
        b'&' => rest.iter().take(36).position(|b| *b == b';').map_or(1, |n| n + 1),
        b'%' => 3.min(rest.len()),
        lead if lead >= 0xc0 => rest[1..].iter().take_while(|b| **b & 0xc0 == 0x80).count() + 1,
        _ => 1,
    }
}

/// Folded text with places.
pub(super) struct Folded {
    pub(super) bytes: Vec<u8>,
    places: Vec<usize>,
    pub(super) aside: usize,
}

impl Folded {
    /// The bytes of the file behind a range: to the end of its last letter, not to the next one, since markup may stand
    /// between.
    pub(super) fn place(&self, range: Range<usize>, bytes: &[u8]) -> Range<usize> {
        let last = self.places[range.end - 1].min(bytes.len() - 1);
        self.places[range.start].min(last)..last + width(bytes, last)
    }
}

pub(super) fn folded(bytes: &[u8], format: Format) -> Folded {
    let (mut words, mut rest) = (Placed::default(), Placed::default());
    let aside = fold(bytes, format, &mut words, &mut rest);
    Folded { bytes: words.bytes, places: words.places, aside }
}
