//! From bytes of a text as meant to bytes of the file it was written in.

use std::ops::Range;

use smallvec::SmallVec;

/// A run of bytes of the text and the bytes of the file behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// First byte in the text.
    text: u32,
    /// Bytes in the text.
    len: u32,
    /// First byte in the file.
    source: u32,
    /// Bytes in the file.
    source_len: u32,
    /// The two agree byte for byte; else the piece is one unit (an escape, an entity, a folded line end).
    exact: bool,
}

/// Where each byte of a text stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// Most texts stand in the file as they are: one piece, kept without a place of its own on the heap.
    pieces: SmallVec<[Piece; 1]>,
}

impl OffsetMap {
    /// A text that stands in the file byte for byte.
    pub fn contiguous(source: usize, len: usize) -> Self {
        let mut map = Self::default();
        map.push(len, source..source + len);
        map
    }

    /// Appends `len` bytes of text that stand for `source`: byte for byte where the lengths agree.
    pub fn push(&mut self, len: usize, source: Range<usize>) {
        self.append(len, source.clone(), len == source.len());
    }

    /// Appends `len` bytes of text that stand for `source` as one unit.
    pub fn push_whole(&mut self, len: usize, source: Range<usize>) {
        self.append(len, source, false);
    }

    fn append(&mut self, len: usize, source: Range<usize>, exact: bool) {
        if len == 0 {
            return;
        }
        if let Some(last) = self.pieces.last_mut()
            && exact
            && last.exact
            && (last.source + last.source_len) as usize == source.start
        {
            last.len += len as u32;
            last.source_len += len as u32;
            return;
        }
        let text = self.len();
        self.pieces.push(Piece {
            text,
            len: len as u32,
            source: source.start as u32,
            source_len: source.len() as u32,
            exact,
        });
    }

    /// Appends `range` of another map's text.
    pub fn push_from(&mut self, other: &OffsetMap, range: Range<usize>) {
        for piece in &other.pieces {
            let start = range.start.max(piece.text as usize);
            let end = range.end.min((piece.text + piece.len) as usize);
            if start >= end {
                continue;
            }
            let at = piece.source as usize;
            if piece.exact {
                let at = at + start - piece.text as usize;
                self.push(end - start, at..at + (end - start));
            } else {
                self.push_whole(end - start, at..at + piece.source_len as usize);
            }
        }
    }

    /// The map of a part of the text.
    pub fn slice(&self, range: Range<usize>) -> OffsetMap {
        let mut map = OffsetMap::default();
        map.push_from(self, range);
        map
    }

    /// Gives back what was kept for growing.
    pub fn shrink(&mut self) {
        self.pieces.shrink_to_fit();
    }

    /// Bytes of text mapped.
    fn len(&self) -> u32 {
        self.pieces.last().map_or(0, |p| p.text + p.len)
    }

    /// The bytes of the file behind `range` of the text; an empty range gives an empty one.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start_of(range.start);
        if range.is_empty() {
            return start..start;
        }
        start..self.end_of(range.end).max(start)
    }

    fn piece_at(&self, byte: u32) -> Option<Piece> {
        let after = self.pieces.partition_point(|p| p.text <= byte);
        after.checked_sub(1).map(|i| self.pieces[i])
    }

    fn start_of(&self, byte: usize) -> usize {
        match self.piece_at(byte as u32) {
            None => 0,
            Some(p) if p.exact || byte as u32 >= p.text + p.len => {
                (p.source + (byte as u32 - p.text).min(p.source_len)) as usize
            }
            Some(p) => p.source as usize,
        }
    }

    fn end_of(&self, byte: usize) -> usize {
        match self.piece_at((byte as u32).saturating_sub(1)) {
            None => 0,
            Some(p) if p.exact => (p.source + (byte as u32 - p.text).min(p.source_len)) as usize,
            Some(p) => (p.source + p.source_len) as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_runs_join_and_units_stay_whole() {
        let mut map = OffsetMap::default();
        map.push(3, 10..13);
        map.push(2, 13..15);
        map.push(1, 15..20); // an entity
        map.push(4, 20..24);
        assert_eq!(map.pieces.len(), 3);
        assert_eq!(map.source(1..4), 11..14);
        assert_eq!(map.source(5..6), 15..20);
        assert_eq!(map.source(4..7), 14..21);
        assert_eq!(map.source(6..10), 20..24);
        assert_eq!(map.source(10..10), 24..24);
    }

    #[test]
    fn a_slice_keeps_its_places() {
        let mut map = OffsetMap::default();
        map.push(3, 10..13);
        map.push(1, 13..18);
        map.push(3, 18..21);
        let part = map.slice(2..6);
        assert_eq!(part.source(0..1), 12..13);
        assert_eq!(part.source(1..2), 13..18);
        assert_eq!(part.source(2..4), 18..20);
    }
}
