//! Bytes → rows of cells, as RFC 4180 has them.
//!
//! A row ends with LF, CR LF or CR; a quoted cell may hold all of them, and a mark written twice. Empty lines are no rows.
//! What a lenient reader would guess at is refused: text behind a closing quote, blanks before an opening one, a quote
//! that is never closed, a NUL. Cells are slices of the buffer; nothing is copied but what a row cut off at its end needs.

use std::io::{self, Read};
use std::ops::Range;

/// The longest row, in bytes: an opened quote that is never closed would bring the whole file into memory.
pub(super) const LONGEST_ROW: usize = 4 * 1024 * 1024;
/// What is read at once.
const BUFFER: usize = 256 * 1024;

/// Why there is no further row.
#[derive(Debug)]
pub(super) enum Torn {
    /// The disk says so.
    Io(io::Error),
    /// The row that begins in this line is longer than [`LONGEST_ROW`].
    Endless(u64),
    /// A quote is opened in this line and not closed.
    Open(u64),
    /// In this line something stands between a closing quote and the end of the cell, or before the opening one; the cell.
    Beside(u64, String),
    /// A byte of this line is no text.
    Nul(u64),
}

/// A file, row by row.
pub(super) struct Table<R> {
    from: R,
    mark: u8,
    /// Bytes that end an unquoted cell, or may not stand in one.
    special: [bool; 256],
    /// Bytes that are read and not yet given: `start..end`.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// The line in which the next row begins.
    line: u64,
    cells: Vec<Range<usize>>,
    /// Numbers of cells that hold a quote written twice.
    doubled: Vec<usize>,
}

/// One row, where the file is read to.
pub(super) struct Row<'a> {
    bytes: &'a [u8],
    cells: &'a [Range<usize>],
    /// The line in which it begins.
    pub(super) line: u64,
}

impl<'a> Row<'a> {
    /// A cell; empty where there is none.
    pub(super) fn get(&self, at: usize) -> &'a [u8] {
        self.cells.get(at).map_or(&[], |cell| &self.bytes[cell.clone()])
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }
}

/// A cell between quotes.
struct Quoted {
    inside: Range<usize>,
    /// A quote is written twice in it.
    is_doubled: bool,
    /// How many lines end in it.
    lines: u64,
}

/// What looking for the end of a row came to: where the next begins, and how many lines are between.
enum Found {
    Row {
        next: usize,
        lines: u64,
    },
    /// The buffer ends first.
    More,
    End,
}

impl<R: Read> Table<R> {
    /// Reads cells separated by `mark`.
    pub(super) fn new(from: R, mark: u8) -> Table<R> {
        let mut special = [false; 256];
        for byte in [mark, b'\n', b'\r', b'"', 0] {
            special[usize::from(byte)] = true;
        }
        let (buffer, cells, doubled) = (vec![0; BUFFER], Vec::new(), Vec::new());
        Table { from, mark, special, buffer, start: 0, end: 0, ended: false, line: 0, cells, doubled }
    }

    /// What is read from, and may not be at its end.
    pub(super) fn into_inner(self) -> R {
        self.from
    }

    /// The next row; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, Torn> {
        if self.line == 0 {
            self.line = 1;
            while self.end < 3 && !self.ended {
                self.fill()?;
            }
            if self.buffer[..self.end].starts_with(b"\xef\xbb\xbf") {
                self.start = 3;
            }
        }
        loop {
            match self.find()? {
                Found::Row { next, lines } => {
                    let line = self.line;
                    self.line += lines;
                    self.start = next;
                    self.halve();
                    return Ok(Some(Row { bytes: &self.buffer, cells: &self.cells, line }));
                }
                Found::More => self.fill()?,
                Found::End => return Ok(None),
            }
        }
    }

    /// Brings more bytes in behind those that are left.
    fn fill(&mut self) -> Result<(), Torn> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        if self.end == self.buffer.len() {
            if self.end >= LONGEST_ROW {
                return Err(Torn::Endless(self.line));
            }
            self.buffer.resize(self.end * 2, 0);
        }
        match self.from.read(&mut self.buffer[self.end..]) {
            Ok(0) => self.ended = true,
            Ok(n) => self.end += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Torn::Io(error)),
        }
        Ok(())
    }

    /// Finds the cells of the row at `start`, empty lines before it passed over.
    fn find(&mut self) -> Result<Found, Torn> {
        self.cells.clear();
        self.doubled.clear();
        let bytes = &self.buffer[..self.end];
        // Lines that end in the cells so far, and in those before the last.
        let (mut lines, mut above) = (0, 0);
        let (mut at, mut cell) = (self.start, self.start);
        loop {
            if bytes.get(at) == Some(&b'"') {
                let Some(quoted) = self.quoted(at, lines)? else { return Ok(Found::More) };
                if quoted.is_doubled {
                    self.doubled.push(self.cells.len());
                }
                (above, lines) = (lines, lines + quoted.lines);
                at = quoted.inside.end + 1;
                self.cells.push(quoted.inside);
            } else {
                at = self.unquoted(cell, lines)?;
                if at == self.end && !self.ended {
                    return Ok(Found::More);
                }
                let is_empty_line = self.cells.is_empty() && at == cell;
                if is_empty_line && at == self.end {
                    return Ok(Found::End);
                }
                if is_empty_line && bytes[at] != self.mark {
                    let Some(next) = self.newline(at) else { return Ok(Found::More) };
                    (self.start, at, cell) = (next, next, next);
                    self.line += 1;
                    continue;
                }
                self.cells.push(cell..at);
            }
            match bytes.get(at) {
                None if !self.ended => return Ok(Found::More),
                None => return Ok(Found::Row { next: at, lines }),
                Some(byte) if *byte == self.mark => {
                    at += 1;
                    cell = at;
                }
                Some(b'\n' | b'\r') => {
                    let Some(next) = self.newline(at) else { return Ok(Found::More) };
                    return Ok(Found::Row { next, lines: lines + 1 });
                }
                Some(_) => {
                    let end = bytes[at..].iter().position(|b| *b == self.mark || matches!(b, b'\n' | b'\r'));
                    if end.is_none() && !self.ended && self.end - self.start < LONGEST_ROW {
                        return Ok(Found::More);
                    }
                    let shown = &bytes[cell..end.map_or(self.end, |end| at + end)];
                    return Err(Torn::Beside(self.line + above, String::from_utf8_lossy(shown).into_owned()));
                }
            }
        }
    }

    /// Where the unquoted cell ends that begins at `cell`, `lines` below the row's first.
    fn unquoted(&self, cell: usize, lines: u64) -> Result<usize, Torn> {
        let bytes = &self.buffer[..self.end];
        let mut at = cell;
        while let Some(byte) = bytes.get(at) {
            if !self.special[usize::from(*byte)] {
                at += 1;
                continue;
            }
            match *byte {
                b'"' if bytes[cell..at].trim_ascii().is_empty() => {
                    let rest = &bytes[cell..];
                    let end = rest.iter().position(|b| *b == self.mark || matches!(b, b'\n' | b'\r'));
                    let shown = String::from_utf8_lossy(&rest[..end.unwrap_or(rest.len())]).into_owned();
                    return Err(Torn::Beside(self.line + lines, shown));
                }
                b'"' => at += 1,
                0 => return Err(Torn::Nul(self.line + lines)),
                _ => break,
            }
        }
        Ok(at)
    }

    /// The quoted cell that opens at `open`; `None` when the buffer ends before it does.
    fn quoted(&self, open: usize, above: u64) -> Result<Option<Quoted>, Torn> {
        let bytes = &self.buffer[..self.end];
        let (mut at, mut is_doubled) = (open + 1, false);
        let close = loop {
            let Some(mark) = memchr::memchr(b'"', &bytes[at..]).map(|found| at + found) else {
                return if self.ended { Err(Torn::Open(self.line + above)) } else { Ok(None) };
            };
            match bytes.get(mark + 1) {
                Some(b'"') => (at, is_doubled) = (mark + 2, true),
                None if !self.ended => return Ok(None),
                _ => break mark,
            }
        };
        let inside = &bytes[open + 1..close];
        if memchr::memchr(0, inside).is_some() {
            return Err(Torn::Nul(self.line + above));
        }
        let ends = memchr::memchr2_iter(b'\n', b'\r', inside);
        let lines = ends.filter(|at| inside[*at] == b'\n' || inside.get(at + 1) != Some(&b'\n')).count() as u64;
        Ok(Some(Quoted { inside: open + 1..close, is_doubled, lines }))
    }

    /// Where the next line begins, given where this one ends; `None` when the buffer ends between CR and LF.
    fn newline(&self, at: usize) -> Option<usize> {
        if self.buffer[at] == b'\n' {
            return Some(at + 1);
        }
        match self.buffer[..self.end].get(at + 1) {
            Some(b'\n') => Some(at + 2),
            None if !self.ended => None,
            _ => Some(at + 1),
        }
    }

    /// Makes one quote of those that are written twice, in place.
    fn halve(&mut self) {
        for at in std::mem::take(&mut self.doubled) {
            let Range { start, end } = self.cells[at].clone();
            let (mut from, mut to) = (start, start);
            while from < end {
                self.buffer[to] = self.buffer[from];
                from += if self.buffer[from] == b'"' { 2 } else { 1 };
                to += 1;
            }
            self.cells[at] = start..to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives a few bytes at a time, so that rows are cut off everywhere.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(self.0.len()).min(buffer.len());
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn rows(text: &[u8], at_once: usize) -> Result<Vec<(u64, Vec<String>)>, Torn> {
        let mut table = Table::new(Drip(text, at_once), b',');
        let mut rows = Vec::new();
        while let Some(row) = table.next()? {
            let cells = (0..row.len()).map(|at| String::from_utf8_lossy(row.get(at)).into_owned());
            rows.push((row.line, cells.collect()));
        }
        Ok(rows)
    }

    fn shown(text: &str) -> String {
        match rows(text.as_bytes(), 1 << 16) {
            Ok(rows) => {
                let shown = |(line, cells): &(u64, Vec<String>)| format!("{line}:{}", cells.join("|"));
                rows.iter().map(shown).collect::<Vec<_>>().join(" ")
            }
            Err(torn) => format!("{torn:?}"),
        }
    }

    #[test]
    fn rows_as_files_hold_them() {
        for (text, expected) in [
            ("a,b\n1,2\n", "1:a|b 2:1|2"),
            ("\u{feff}a,b\r\n1,2\r\n", "1:a|b 2:1|2"),
            ("a,b\r1,2\r", "1:a|b 2:1|2"),
            ("a\n\n\r\n1\n\n", "1:a 4:1"),
            ("a,b\n\"x,\ny\",2\n3,4", "1:a|b 2:x,\ny|2 4:3|4"),
            ("a\n\"he said \"\"no\"\"\"\n\"\"\"\"\n\"\"", "1:a 2:he said \"no\" 3:\" 4:"),
            ("a,b\n,\n", "1:a|b 2:|"),
            ("a\n5\" pipe\n", "1:a 2:5\" pipe"),
            ("a,b\n1,", "1:a|b 2:1|"),
            ("", ""),
            ("\n\n", ""),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_a_lenient_reader_would_guess_at() {
        for (text, expected) in [
            ("a\n\"1\"2\n", "Beside(2, \"\\\"1\\\"2\")"),
            ("a,b\n1,\"x\n2,y\n3,\"z\n", "Beside(2, \"\\\"x\\n2,y\\n3,\\\"z\")"),
            ("a,b\n1, \"2\"\n", "Beside(2, \" \\\"2\\\"\")"),
            ("a\n\"1\" \n", "Beside(2, \"\\\"1\\\" \")"),
            ("a\n1\n\"2\n3\n", "Open(3)"),
            ("a\n1\n\u{0}\n", "Nul(3)"),
            ("a\n\"\u{0}\"\n", "Nul(2)"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
        let long = [b"a\n\"".as_slice(), &b"x\n".repeat(LONGEST_ROW)].concat();
        assert!(matches!(rows(&long, 1 << 20), Err(Torn::Endless(2))));
    }

    proptest! {
        /// Whatever the `csv` crate writes and reads, in pieces of any size.
        #[test]
        fn cells_are_those_of_the_csv_crate(
            table in (1usize..5).prop_flat_map(|n| prop::collection::vec(prop::collection::vec("[ab,\"\r\n é]{0,5}", n), 1..8)),
            at_once in 1usize..40,
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = writer.into_inner().unwrap();
            let read: Vec<Vec<String>> = rows(&text, at_once).unwrap().into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(&read, &table);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_slice());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, theirs);
        }
    }
}
