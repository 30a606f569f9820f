//! A word of the study, and whether a cell is it.
//!
//! Without quotes a word may be a number or a day, and then any way of writing it in the file is the same; a cell that is
//! nearly the word is not passed over, since a row that is silently not counted is a figure that is made up. In quotes it
//! is these letters and no others.

use jiff::civil::Date;

use super::decimal::{self, Cell, Decimal, Unread};
use super::{Mark, day};
use crate::claim::{Dimension, Unit};
use crate::written::Text;

/// A word that cells are compared with.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// It was written in quotes.
    is_exact: bool,
    lower: String,
    number: Option<Number<'a>>,
    /// The first and last day, where it is a day or month.
    days: Option<(Date, Date)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Number<'a> {
    value: Decimal,
    before: &'a str,
    behind: &'a str,
}

/// Why nobody can say whether a cell is a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unlike<'a> {
    /// It differs in the case of letters from this word.
    Case(&'a str),
    /// It is the number of this word in a unit.
    Unit(&'a str),
    /// It may or may not be this number.
    Number(Unread),
    /// It is compared with a day, and is none.
    Day(day::NoDay),
}

impl<'a> Word<'a> {
    /// A word as the study writes it. Under a decimal comma a number of the study may have one or a point; `1.200` could
    /// be either and is then only these letters.
    pub(super) fn of(text: &'a Text, mark: Option<Mark>) -> Word<'a> {
        Word { is_exact: text.quoted, ..Word::plain(text.trimmed(), mark) }
    }

    /// A word that nobody wrote, such as `before`.
    pub(super) fn plain(text: &'a str, mark: Option<Mark>) -> Word<'a> {
        let days = day::read(text.as_bytes()).ok();
        let starts = text.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit());
        let read = || match mark {
            Some(Mark::Comma) => match decimal::read(text, None, true) {
                // What is a thousand to one is a fraction to the other.
                Err(Unread::Either) => None,
                read => read.or_else(|_| decimal::read(text, mark, false)).ok(),
            },
            _ => decimal::read(text, Some(Mark::Point), false).ok(),
        };
        let number = || match Some(()).filter(|()| starts && days.is_none()).and_then(|()| read())? {
            Cell::Number { value, before, behind } => Some(Number { value, before, behind }),
            Cell::Blank => None,
        };
        Word { text, is_exact: false, lower: text.to_lowercase(), number: number(), days }
    }

    /// Whether a cell is this word.
    fn fits(&self, cell: &str, mark: Option<Mark>, doubtful: bool) -> Result<bool, Unlike<'a>> {
        if cell == self.text {
            return Ok(true);
        }
        if self.is_exact || cell.is_empty() {
            return Ok(false);
        }
        if let Some((first, last)) = self.days {
            return match day::read(cell.as_bytes()) {
                Ok((from, to)) => Ok(first <= from && to <= last),
                Err(why) => Err(Unlike::Day(why)),
            };
        }
        if let Some(number) = &self.number {
            return self.counts(number, cell, mark, doubtful);
        }
        let is_alike = match cell.is_ascii() {
            true => cell.eq_ignore_ascii_case(self.text),
            false => cell.to_lowercase() == self.lower,
        };
        if is_alike { Err(Unlike::Case(self.text)) } else { Ok(false) }
    }

    /// Whether a cell is the same number, in the same unit.
    fn counts(&self, mine: &Number<'a>, cell: &str, mark: Option<Mark>, doubtful: bool) -> Result<bool, Unlike<'a>> {
        let value = |mark| match decimal::read(cell, Some(mark), false) {
            Ok(Cell::Number { value, .. }) => Some(value),
            _ => None,
        };
        match decimal::read(cell, mark, doubtful) {
            Ok(Cell::Number { value, before, behind }) if value == mine.value => {
                if (before, behind) == (mine.before, mine.behind) {
                    return Ok(true);
                }
                let theirs = Unit::parse(&format!("{before}{behind}"));
                let is_bare = mine.before.is_empty() && mine.behind.is_empty();
                match is_bare && theirs.dimension != Dimension::Count {
                    true => Err(Unlike::Unit(self.text)),
                    false => Ok(false),
                }
            }
            Err(why @ (Unread::Either | Unread::OtherMark | Unread::Groups)) => {
                match [Mark::Point, Mark::Comma].into_iter().any(|mark| value(mark) == Some(mine.value)) {
                    true => Err(Unlike::Number(why)),
                    false => Ok(false),
                }
            }
            _ => Ok(false),
        }
    }
}

/// Whether a cell is one of some words.
pub(super) fn is_one<'a>(
    words: &[Word<'a>],
    cell: &str,
    mark: Option<Mark>,
    doubtful: bool,
) -> Result<bool, Unlike<'a>> {
    let cell = cell.trim();
    if words.iter().any(|word| word.text == cell) {
        return Ok(true);
    }
    let mut nearly = Ok(false);
    for word in words {
        match word.fits(cell, mark, doubtful) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(why) => nearly = nearly.and(Err(why)),
        }
    }
    nearly
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(words: &[&str], cell: &str, mark: Option<Mark>, doubtful: bool) -> String {
        let words: Vec<Word<'_>> = words.iter().map(|word| Word::plain(word, mark)).collect();
        match is_one(&words, cell, mark, doubtful) {
            Ok(is) => is.to_string(),
            Err(why) => format!("{why:?}"),
        }
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for (word, cell, expected) in [
            ("10", " 10.0 ", "true"),
            ("1200", "1,200", "true"),
            ("10", "100", "false"),
            ("10", "10 min", "Unit(\"10\")"),
            ("10", "£10", "Unit(\"10\")"),
            ("10", "10b", "false"),
            ("10 min", "10.0min", "false"),
            ("10 min", "10.0 min", "true"),
            ("2.5", "2,5", "Number(OtherMark)"),
            ("2.5", "3,5", "false"),
            ("-1", "-1.0", "true"),
            ("7", "007", "true"),
            ("north", "7", "false"),
        ] {
            // Without a blank the unit is the same.
            let expected = if (word, cell) == ("10 min", "10.0min") { "true" } else { expected };
            assert_eq!(is(&[word], cell, None, false), expected, "{word} {cell}");
        }
    }

    #[test]
    fn a_cell_is_read_with_the_mark_of_its_file() {
        let comma = Some(Mark::Comma);
        for (word, cell, expected) in [
            ("2.5", "2,50", "true"),
            ("2,5", "2,50", "true"),
            ("2.5", "2.5", "true"),
            ("1200", "1.200", "true"),
            ("1.2", "1.200", "false"),
            ("1.200", "1.200", "true"),
            ("1.200", "1,2", "false"),
        ] {
            assert_eq!(is(&[word], cell, comma, true), expected, "{word} {cell}");
        }
        for (word, cell, expected) in [
            ("1234", "1.234", "Number(Either)"),
            ("1.234", "1,234", "Number(Either)"),
            ("1234", "1.235", "false"),
            ("1234", "1234", "true"),
        ] {
            assert_eq!(is(&[word], cell, None, true), expected, "{word} {cell}");
        }
    }

    #[test]
    fn letters_and_days() {
        assert_eq!(is(&["yes"], "Yes", None, false), "Case(\"yes\")");
        assert_eq!(is(&["yes", "Yes"], "Yes", None, false), "true");
        assert_eq!(is(&["über"], "ÜBER", None, false), "Case(\"über\")");
        assert_eq!(is(&["yes"], "", None, false), "false");
        assert_eq!(is(&["2026-03-02"], "2026-03-02T09:30Z", None, false), "true");
        assert_eq!(is(&["2026-03"], "2026-03-02", None, false), "true");
        assert_eq!(is(&["2026-03-02"], "2026-03", None, false), "false");
        assert_eq!(is(&["2026-03-02"], "02/03/2026", None, false), "Day(Shape)");
    }
}
