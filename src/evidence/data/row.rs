//! One row: is it looked at, on which side is it, what does it say?

use jiff::civil::Date;

use super::condition::{Check, is_within};
use super::decimal::{self, Cell, Decimal};
use super::recipe::{Columns, Measure, Recipe, Sides};
use super::table::Row;
use super::tally::Reading;
use super::units::{At, Column};
use super::unread::clipped;
use super::word::{Word, is_one};
use super::{Mark, Trouble, day, unread};
use crate::evidence::Statistic;
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
    doubtful: bool,
    mark: Option<Mark>,
    /// Units of the column of values, of that it is divided by, and of those of conditions.
    value: Column,
    of: Column,
    conditions: Vec<Column>,
    /// What cells of grouping columns turned out to be.
    sides: Memo<Option<Part>>,
    words: Vec<Memo<bool>>,
}

/// Answers for the first few cells that were looked at: a column of words mostly holds no others.
#[derive(Clone, Debug, Default)]
struct Memo<T>(Vec<(Box<[u8]>, T)>);

impl<T: Copy> Memo<T> {
    /// How many are kept, and of what length in bytes.
    const KEPT: (usize, usize) = (12, 64);

    fn get(&self, cell: &[u8]) -> Option<T> {
        self.0.iter().find(|(known, _)| **known == *cell).map(|(_, answer)| *answer)
    }

    fn keep(&mut self, cell: &[u8], answer: T) -> T {
        if self.0.len() < Self::KEPT.0 && cell.len() <= Self::KEPT.1 {
            self.0.push((cell.into(), answer));
        }
        answer
    }
}

/// One cell on its way.
#[derive(Clone, Copy)]
struct Place<'r, 'a> {
    bytes: &'r [u8],
    column: &'a Text,
    line: u64,
}

impl<'a> Reader<'a> {
    pub(super) fn new(recipe: &'a Recipe<'a>, columns: Columns, name: &'a str, doubtful: bool) -> Reader<'a> {
        let conditions = vec![Column::default(); recipe.checks.len()];
        let (value, of) = (Column::default(), Column::default());
        let (mark, sides, words) = (recipe.data.mark(), Memo(Vec::new()), vec![Memo(Vec::new()); conditions.len() + 1]);
        Reader { recipe, columns, name, doubtful, mark, value, of, conditions, sides, words }
    }

    /// Reads a row.
    pub(super) fn read(&mut self, row: &Row<'_>) -> Result<Taken, Trouble> {
        if !self.is_inside(row)? {
            return Ok(Taken::Outside);
        }
        let Some(part) = self.part(row)? else {
            return Ok(self.stray(row));
        };
        let days = match self.columns.date.zip(self.recipe.date) {
            None => None,
            Some((at, column)) => match self.days(Place { bytes: row.get(at), column, line: row.line })? {
                Some(days) => Some(days),
                None => return Ok(Taken::Blank),
            },
        };
        Ok(match self.reading(row)? {
            Some(reading) => Taken::Used { part, reading, days },
            None => Taken::Blank,
        })
    }

    fn is_inside(&mut self, row: &Row<'_>) -> Result<bool, Trouble> {
        let recipe = self.recipe;
        for (at, (check, condition)) in recipe.checks.iter().zip(&recipe.data.conditions).enumerate() {
            let bytes = row.get(self.columns.conditions[at]);
            let place = Place { bytes, column: &condition.column, line: row.line };
            let is_inside = match check {
                Check::Is(words) => self.is_one(words, at, place)?,
                Check::Numbers(low, high) => {
                    // Taken out and put back, since reading a number needs the whole of us.
                    let mut units = std::mem::take(&mut self.conditions[at]);
                    let read = self.number(place, &mut units);
                    self.conditions[at] = units;
                    read?.is_some_and(|value| {
                        low.is_none_or(|low| low <= value) && high.is_none_or(|high| value <= high)
                    })
                }
                Check::Days(..) if bytes.trim_ascii().is_empty() => false,
                Check::Days(from, to) => is_within(bytes, *from, *to).map_err(|why| self.no_day(why, place))?,
            };
            if !is_inside {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The side; `None` for neither.
    fn part(&mut self, row: &Row<'_>) -> Result<Option<Part>, Trouble> {
        let Some(at) = self.columns.side else { return Ok(Some(Part::Whole)) };
        let place = |column| Place { bytes: row.get(at), column, line: row.line };
        match &self.recipe.sides {
            Sides::One => Ok(Some(Part::Whole)),
            Sides::By { column, before, after } => {
                let place = place(column);
                if let Some(known) = self.sides.get(place.bytes) {
                    return Ok(known);
                }
                // A word of one side may be nearly one of the other.
                let part = match (self.is_word(before, place), self.is_word(after, place)) {
                    (Ok(true), _) => Some(Part::Before),
                    (_, Ok(true)) => Some(Part::After),
                    (before, after) => before.and(after).map(|_| None)?,
                };
                Ok(self.sides.keep(place.bytes, part))
            }
            Sides::From { column, day } => {
                // A month in which the change came is of neither side.
                Ok(self.days(place(column))?.and_then(|(first, last)| match (last < *day, *day <= first) {
                    (true, _) => Some(Part::Before),
                    (_, true) => Some(Part::After),
                    _ => None,
                }))
            }
        }
    }

    /// A row of neither side: blank where that is why.
    fn stray(&self, row: &Row<'_>) -> Taken {
        let is_blank = self.columns.side.is_none_or(|at| row.get(at).trim_ascii().is_empty());
        if is_blank { Taken::Blank } else { Taken::Neither }
    }

    fn days(&self, place: Place<'_, '_>) -> Result<Option<(Date, Date)>, Trouble> {
        match day::read(place.bytes) {
            Ok(days) => Ok(Some(days)),
            Err(_) if place.bytes.trim_ascii().is_empty() => Ok(None),
            Err(why) => Err(self.no_day(why, place)),
        }
    }

    fn reading(&mut self, row: &Row<'_>) -> Result<Option<Reading>, Trouble> {
        let recipe = self.recipe;
        let (Some(column), Some(at)) = (&recipe.data.column, self.columns.value) else {
            return Ok(Some(Reading::Row));
        };
        let place = Place { bytes: row.get(at), column, line: row.line };
        match &recipe.measure {
            Measure::Rows => Ok((!self.words(place)?.trim().is_empty()).then_some(Reading::Row)),
            Measure::Hits if self.words(place)?.trim().is_empty() => Ok(None),
            Measure::Hits => Ok(Some(Reading::Hit(self.is_one(&recipe.is, recipe.checks.len(), place)?))),
            Measure::Of(_) => Ok(self.value(place)?.map(Reading::Value)),
            Measure::Ratio(_) => {
                let (Some(of), Some(of_at)) = (&recipe.data.of, self.columns.of) else { return Ok(None) };
                let divisor = Place { bytes: row.get(of_at), column: of, line: row.line };
                self.pair(place, divisor)
            }
        }
    }

    /// A number in the record's unit.
    fn value(&mut self, place: Place<'_, '_>) -> Result<Option<Decimal>, Trouble> {
        if self.value.is_bare()
            && let Some(value) = decimal::plain(place.bytes, self.mark, self.doubtful)
        {
            return Ok(Some(value));
        }
        let is_known = self.value.is_known();
        let mut units = std::mem::take(&mut self.value);
        let read = self.number(place, &mut units);
        self.value = units;
        let value = read?;
        if !is_known {
            self.value.of_record(self.recipe, self.at(place)?)?;
        }
        Ok(value)
    }

    /// A number and what it is divided by, each in one unit.
    fn pair(&mut self, value: Place<'_, '_>, of: Place<'_, '_>) -> Result<Option<Reading>, Trouble> {
        let is_known = self.value.is_known() && self.of.is_known();
        let (mut units, mut of_units) = (std::mem::take(&mut self.value), std::mem::take(&mut self.of));
        let read = (self.number(value, &mut units), self.number(of, &mut of_units));
        (self.value, self.of) = (units, of_units);
        let pair = read.0?.zip(read.1?);
        if !is_known && self.value.is_known() && self.of.is_known() {
            match self.recipe.statistic {
                Statistic::Share => self.value.beside(&self.of, self.at(value)?)?,
                _ => self.value.of_numerator(&self.of, self.recipe, self.at(value)?)?,
            }
        }
        Ok(pair.map(|(value, by)| Reading::Pair(value, by)))
    }

    /// A number, its unit that of its column; `None` for a blank cell.
    fn number(&self, place: Place<'_, '_>, units: &mut Column) -> Result<Option<Decimal>, Trouble> {
        if units.is_bare()
            && let Some(value) = decimal::plain(place.bytes, self.mark, self.doubtful)
        {
            return Ok(Some(value));
        }
        let at = self.at(place)?;
        match decimal::read(at.cell, self.mark, self.doubtful) {
            Ok(Cell::Blank) => Ok(None),
            Ok(Cell::Number { value, before, behind }) => {
                units.take(before, behind, at)?;
                Ok(Some(value))
            }
            Err(why) => Err(unread::number(why, at, place.column, self.mark)),
        }
    }

    /// Whether a cell is one of some words; `memo` is the number of the condition, or one behind the last for `is`.
    fn is_one(&mut self, words: &[Word<'a>], memo: usize, place: Place<'_, '_>) -> Result<bool, Trouble> {
        if let Some(known) = self.words[memo].get(place.bytes) {
            return Ok(known);
        }
        let is = self.is_word(words, place)?;
        Ok(self.words[memo].keep(place.bytes, is))
    }

    fn is_word(&self, words: &[Word<'a>], place: Place<'_, '_>) -> Result<bool, Trouble> {
        let at = self.at(place)?;
        is_one(words, at.cell, self.mark, self.doubtful).map_err(|why| unread::unlike(why, at, place.column, self.mark))
    }

    fn no_day(&self, why: day::NoDay, place: Place<'_, '_>) -> Trouble {
        self.at(place).map_or_else(|trouble| trouble, |at| unread::day(why, at, place.column))
    }

    fn words<'r>(&self, place: Place<'r, '_>) -> Result<&'r str, Trouble> {
        std::str::from_utf8(place.bytes).map_err(|_| {
            let shown = clipped(&String::from_utf8_lossy(place.bytes));
            let (column, line, name) = (place.column.trimmed(), place.line, self.name);
            let what = format!("`{shown}` in column `{column}`, line {line} of {name}, is not UTF-8");
            Trouble::new(place.column.span, what).help("save the file as CSV in UTF-8")
        })
    }

    fn at<'r>(&self, place: Place<'r, '_>) -> Result<At<'r>, Trouble>
    where
        'a: 'r,
    {
        Ok(At { cell: self.words(place)?, line: place.line, name: self.name, span: place.column.span })
    }
}
