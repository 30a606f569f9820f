//! `where`: which rows are looked at.

use jiff::civil::Date;

use super::decimal::{self, Cell, Decimal, Unread};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(Decimal);

impl Test {
    /// Reads `north`, `5..60`, `..10`, `2026-01-01..` or `2026-01-01/2026-06-30`.
    pub(super) fn of(text: &Text) -> Test {
        range(text.trimmed()).filter(|_| !text.quoted).unwrap_or_else(|| Test::Is(vec![text.clone()]))
    }

    /// Whether a cell passes. A blank cell passes no range.
    pub(super) fn passes(&self, cell: &str, mark: Option<Mark>, doubtful: bool) -> Result<bool, Unread> {
        match self {
            Test::Is(words) => Ok(words.iter().any(|word| same(word.trimmed(), cell))),
            Test::Numbers(low, high) => match decimal::read(cell, mark, doubtful)? {
                Cell::Blank => Ok(false),
                Cell::Number { value, .. } => {
                    Ok(low.is_none_or(|low| low.0 <= value) && high.is_none_or(|high| value <= high.0))
                }
            },
            Test::Days(..) if cell.trim().is_empty() => Ok(false),
            Test::Days(from, to) => {
                let (first, last) = day::read(cell).ok_or(Unread::NoNumber)?;
                Ok(from.is_none_or(|from| from <= first) && to.is_none_or(|to| last <= to))
            }
        }
    }
}

/// Whether a cell is what was asked for: the same words, or the same number.
pub(super) fn same(word: &str, cell: &str) -> bool {
    let cell = cell.trim();
    cell == word || number(cell).zip(number(word)).is_some_and(|(a, b)| a == b)
}

fn number(words: &str) -> Option<Decimal> {
    let first = words.bytes().next()?;
    if !first.is_ascii_digit() && first != b'-' {
        return None;
    }
    match decimal::read(words, Some(Mark::Point), false) {
        Ok(Cell::Number { value, before: "", behind: "" }) => Some(value),
        _ => None,
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
