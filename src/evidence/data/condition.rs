//! `where`: which rows are looked at.

use jiff::civil::Date;

use super::decimal::{self, Cell, Decimal};
use super::word::Word;
use super::{Mark, day};
use crate::written::{Text, read_date};

/// One column and what its cells must be.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The column.
    pub column: Text,
    /// What its cells must be.
    pub test: Test,
}

/// What a cell must be.
#[derive(Clone, Debug)]
pub enum Test {
    /// One of these.
    Is(Vec<Text>),
    /// A number from the first to the second, both counted; an open end is `None`.
    Numbers(Option<Limit>, Option<Limit>),
    /// A day from the first to the second, both counted.
    Days(Option<Date>, Option<Date>),
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub struct Limit(Decimal);

impl Limit {
    pub(super) fn value(self) -> Decimal {
        self.0
    }
}

/// A test that is ready for cells.
#[derive(Clone, Debug)]
pub(super) enum Check<'a> {
    /// One of these words.
    Is(Vec<Word<'a>>),
    /// A number of this range.
    Numbers(Option<Decimal>, Option<Decimal>),
    /// A day of this range.
    Days(Option<Date>, Option<Date>),
}

impl Test {
    /// Reads `north`, `5..60`, `..10`, `2026-01-01..` or `2026-01-01/2026-06-30`; else why it is no range.
    pub(super) fn of(text: &Text) -> Result<Test, &'static str> {
        let words = text.trimmed();
        if text.quoted {
            return Ok(Test::Is(vec![text.clone()]));
        }
        let test = match range(words) {
            Some(test) => test,
            None if words.contains("..") => {
                return Err(
                    "its ends are numbers with a point or days, such as `2.5..60` or `2026-01-01..2026-06-30`; \
                            put it in quotes if the cells hold these very words",
                );
            }
            None => Test::Is(vec![text.clone()]),
        };
        let is_reversed = match &test {
            Test::Numbers(Some(low), Some(high)) => low > high,
            Test::Days(Some(from), Some(to)) => from > to,
            _ => false,
        };
        if is_reversed { Err("it ends before it begins: write the lower end first") } else { Ok(test) }
    }

    /// Makes it ready for cells with this decimal mark.
    pub(super) fn ready(&self, mark: Option<Mark>) -> Check<'_> {
        match self {
            Test::Is(words) => Check::Is(words.iter().map(|word| Word::of(word, mark)).collect()),
            Test::Numbers(low, high) => Check::Numbers(low.map(Limit::value), high.map(Limit::value)),
            Test::Days(from, to) => Check::Days(*from, *to),
        }
    }
}

fn range(words: &str) -> Option<Test> {
    let days = |low: &str, high: &str| {
        let end = |word: &str| if word.is_empty() { Some(None) } else { read_date(word).ok().map(Some) };
        let (low, high) = (end(low.trim())?, end(high.trim())?);
        (low.is_some() || high.is_some()).then_some(Test::Days(low, high))
    };
    if let Some((low, high)) = words.split_once("..") {
        let end = |word: &str| if word.is_empty() { Some(None) } else { number(word).map(|d| Some(Limit(d))) };
        let numbers = end(low.trim()).zip(end(high.trim())).filter(|(low, high)| low.is_some() || high.is_some());
        return numbers.map(|(low, high)| Test::Numbers(low, high)).or_else(|| days(low, high));
    }
    let (low, high) = words.split_once('/')?;
    days(low, high).filter(|_| !low.is_empty() && !high.is_empty())
}

/// A number as a study writes it, without a unit.
fn number(words: &str) -> Option<Decimal> {
    match decimal::read(words, Some(Mark::Point), false) {
        Ok(Cell::Number { value, before: "", behind: "" }) => Some(value),
        _ => None,
    }
}

/// Whether a day, or all of a month, lies in a range.
pub(super) fn is_within(cell: &[u8], from: Option<Date>, to: Option<Date>) -> Result<bool, day::NoDay> {
    let (first, last) = day::read(cell)?;
    Ok(from.is_none_or(|from| from <= first) && to.is_none_or(|to| last <= to))
}
