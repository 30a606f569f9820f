//! One row: is it looked at, on which side is it, what does it say?

use csv::ByteRecord;
use jiff::civil::Date;

use super::condition::same;
use super::decimal::{self, Cell, Decimal, Unread};
use super::recipe::{Columns, Measure, Recipe, Sides};
use super::tally::Reading;
use super::{Test, Trouble, day};
use crate::claim::{Dimension, Unit};
use crate::source::Span;
use crate::written::Text;

/// On which side a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Before,
    After,
    Whole,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Taken {
    /// `where` leaves it out.
    Outside,
    /// A cell that is needed is blank.
    Blank,
    /// It is of neither side.
    Neither,
    /// It counts.
    Used { part: Part, reading: Reading, days: Option<(Date, Date)> },
}

/// Reads rows by one recipe.
pub(super) struct Reader<'a> {
    pub(super) recipe: &'a Recipe<'a>,
    pub(super) columns: Columns,
    /// The file's name, for messages.
    pub(super) name: &'a str,
    /// Its cells are separated by `;`.
    pub(super) doubtful: bool,
    /// The first value and the line it stands in, for comparing units.
    first: Option<(String, String, u64)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(recipe: &'a Recipe<'a>, columns: Columns, name: &'a str, doubtful: bool) -> Reader<'a> {
        Reader { recipe, columns, name, doubtful, first: None }
    }

    /// Reads a row that starts in `line`.
    pub(super) fn read(&mut self, row: &ByteRecord, line: u64) -> Result<Taken, Trouble> {
        if !self.is_inside(row, line)? {
            return Ok(Taken::Outside);
        }
        let Some(part) = self.part(row, line)? else {
            return Ok(self.stray(row));
        };
        let days = match self.columns.date {
            None => None,
            Some(at) => match self.days(row, at, line)? {
                Some(days) => Some(days),
                None => return Ok(Taken::Blank),
            },
        };
        Ok(match self.reading(row, line)? {
            Some(reading) => Taken::Used { part, reading, days },
            None => Taken::Blank,
        })
    }

    fn is_inside(&self, row: &ByteRecord, line: u64) -> Result<bool, Trouble> {
        for (condition, at) in self.recipe.data.conditions.iter().zip(&self.columns.conditions) {
            let cell = self.cell(row, *at, &condition.column, line)?;
            let passes =
                condition.test.passes(cell, self.mark(), self.doubtful).map_err(|why| match condition.test {
                    Test::Days(..) => self.no_day(&condition.column, cell, line),
                    _ => self.unread(why, condition.column.span, &condition.column, cell, line),
                })?;
            if !passes {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The side; `None` for neither.
    fn part(&self, row: &ByteRecord, line: u64) -> Result<Option<Part>, Trouble> {
        let Some(at) = self.columns.side else { return Ok(Some(Part::Whole)) };
        match &self.recipe.sides {
            Sides::One => Ok(Some(Part::Whole)),
            Sides::By { column, before, after } => {
                let cell = self.cell(row, at, column, line)?;
                let is = |words: &[&str]| words.iter().any(|word| same(word, cell));
                Ok(if is(before) { Some(Part::Before) } else { is(after).then_some(Part::After) })
            }
            Sides::From { day, .. } => {
                let days = self.days(row, at, line)?;
                // A month in which the change came is of neither side.
                Ok(days.and_then(|(first, last)| match (last < *day, *day <= first) {
                    (true, _) => Some(Part::Before),
                    (_, true) => Some(Part::After),
                    _ => None,
                }))
            }
        }
    }

    /// A row of neither side: blank where that is why.
    fn stray(&self, row: &ByteRecord) -> Taken {
        let blank = self.columns.side.and_then(|at| row.get(at)).is_none_or(|cell| cell.trim_ascii().is_empty());
        if blank { Taken::Blank } else { Taken::Neither }
    }

    fn days(&self, row: &ByteRecord, at: usize, line: u64) -> Result<Option<(Date, Date)>, Trouble> {
        let column = self.recipe.date.or(match &self.recipe.sides {
            Sides::From { column, .. } => Some(*column),
            _ => None,
        });
        let Some(column) = column else { return Ok(None) };
        let cell = self.cell(row, at, column, line)?;
        if cell.trim().is_empty() {
            return Ok(None);
        }
        day::read(cell).map(Some).ok_or_else(|| self.no_day(column, cell, line))
    }

    fn reading(&mut self, row: &ByteRecord, line: u64) -> Result<Option<Reading>, Trouble> {
        let recipe = self.recipe;
        let (Some(column), Some(at)) = (&recipe.data.column, self.columns.value) else {
            return Ok(Some(Reading::Row));
        };
        let cell = self.cell(row, at, column, line)?;
        match &recipe.measure {
            Measure::Rows => Ok((!cell.trim().is_empty()).then_some(Reading::Row)),
            Measure::Hits(_) if cell.trim().is_empty() => Ok(None),
            Measure::Hits(words) => Ok(Some(Reading::Hit(words.iter().any(|word| same(word, cell))))),
            Measure::Of(_) => Ok(self.number(cell, column, line, true)?.map(Reading::Value)),
            Measure::Ratio(_) => {
                let (Some(of), Some(of_at)) = (&recipe.data.of, self.columns.of) else { return Ok(None) };
                let value = self.number(cell, column, line, false)?;
                let by = self.cell(row, of_at, of, line)?;
                let by = self.number(by, of, line, false)?;
                Ok(value.zip(by).map(|(value, by)| Reading::Pair(value, by)))
            }
        }
    }

    /// A number; with `in_unit`, its unit must be the record's and that of the first.
    fn number(&mut self, cell: &str, column: &Text, line: u64, in_unit: bool) -> Result<Option<Decimal>, Trouble> {
        let read = decimal::read(cell, self.mark(), self.doubtful);
        match read.map_err(|why| self.unread(why, column.span, column, cell, line))? {
            Cell::Blank => Ok(None),
            Cell::Number { value, before, behind } => {
                if in_unit {
                    self.units(cell, before, behind, column.span, line)?;
                }
                Ok(Some(value))
            }
        }
    }

    fn units(&mut self, cell: &str, before: &str, behind: &str, span: Span, line: u64) -> Result<(), Trouble> {
        let bare = before.is_empty() && behind.is_empty();
        if bare && self.first.as_ref().is_some_and(|(unit, ..)| unit.is_empty()) {
            return Ok(());
        }
        let unit = format!("{before}{behind}");
        match &self.first {
            Some((first, ..)) if *first == unit => Ok(()),
            Some((_, shown, at)) => {
                let what = format!(
                    "units are mixed in {}: `{shown}` in line {at}, `{}` in line {line}",
                    self.name,
                    cell.trim()
                );
                Err(Trouble::new(span, what).help("give the whole column in one unit, without writing it in the cells"))
            }
            None => {
                let theirs = Unit::parse(&unit);
                // A noun says nothing to us but itself: "12 forms" beside `unit: forms a week`. Whole words only: the `M` of
                // "12M" is no message, and the `h` of "5 h" no hire.
                let (ours, word) = (self.recipe.unit_words.to_lowercase(), unit.to_lowercase());
                let own = [word.clone(), format!("{word}s")]
                    .iter()
                    .filter_map(|word| ours.strip_prefix(word.as_str()))
                    .any(|rest| !rest.starts_with(char::is_alphanumeric));
                let noun = theirs.dimension == Dimension::Count;
                let differs =
                    !unit.is_empty() && (noun || theirs.ratio(&self.recipe.unit) != Some(crate::claim::Exact::ONE));
                if differs && !own {
                    let what = format!(
                        "`{}` in line {line} of {} is not in `{}`, the unit of the record",
                        cell.trim(),
                        self.name,
                        self.recipe.unit_words
                    );
                    return Err(Trouble::new(span, what).help("give the column and the record the same unit"));
                }
                self.first = Some((unit, cell.trim().to_owned(), line));
                Ok(())
            }
        }
    }

    fn mark(&self) -> Option<super::Mark> {
        self.recipe.data.decimal.as_ref().map(|mark| mark.value)
    }

    fn cell<'r>(&self, row: &'r ByteRecord, at: usize, column: &Text, line: u64) -> Result<&'r str, Trouble> {
        let bytes = row.get(at).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|_| {
            let shown = String::from_utf8_lossy(bytes);
            let what = format!("`{}` in line {line} of {} is not UTF-8", clipped(&shown), self.name);
            Trouble::new(column.span, what).help("save the file as CSV in UTF-8")
        })
    }

    fn no_day(&self, column: &Text, cell: &str, line: u64) -> Trouble {
        let what =
            format!("`{}` in column `{}`, line {line} of {}, is no day", clipped(cell), column.trimmed(), self.name);
        Trouble::new(column.span, what)
            .help("write days as 2026-03-02, with or without a time behind, and months as 2026-03")
    }

    fn unread(&self, why: Unread, span: Span, column: &Text, cell: &str, line: u64) -> Trouble {
        let place = format!("`{}` in column `{}`, line {line} of {}", clipped(cell), column.trimmed(), self.name);
        let written = self.mark() == Some(super::Mark::Comma);
        match why {
            Unread::NoNumber => Trouble::new(span, format!("{place}, is no number"))
                .help("leave the cell blank where nothing was measured; such rows are left out and counted"),
            Unread::OtherMark => Trouble::new(
                span,
                format!(
                    "{place}, has {}",
                    if written {
                        "a point where `decimal: comma` expects a comma"
                    } else {
                        "a comma where a point is expected"
                    }
                ),
            )
            .help(if written {
                "delete `decimal: comma`, or correct the cell"
            } else {
                "add `decimal: comma` to `data` if the file writes decimals with a comma"
            }),
            Unread::Either => Trouble::new(span, format!("{place}, may be a thousand or a fraction"))
                .help("add `decimal: comma` or `decimal: point` to `data`"),
            Unread::TooLong => Trouble::new(span, format!("{place}, has more digits than can be computed with"))
                .help("round the column; thirty digits are enough for anything measured"),
        }
    }
}

/// A cell as a message shows it: on one line, and not all of a book.
pub(super) fn clipped(cell: &str) -> String {
    let line: String = cell.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= 40 { line } else { line.chars().take(39).chain(['…']).collect() }
}
