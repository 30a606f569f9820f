//! What is said of a cell that cannot be used: where it stands, why, and what to write.

use super::day::NoDay;
use super::decimal::Unread;
use super::units::At;
use super::word::Unlike;
use super::{Mark, Trouble};
use crate::written::Text;

/// `n/a` in column `hours`, line 7 of ashgrove/weeks.csv.
fn place(at: At<'_>, column: &Text) -> String {
    format!("`{}` in column `{}`, line {} of {}", clipped(at.cell), column.trimmed(), at.line, at.name)
}

/// A cell that is no number.
pub(super) fn number(why: Unread, at: At<'_>, column: &Text, mark: Option<Mark>) -> Trouble {
    let place = place(at, column);
    let said = |what: &str, help: &str| Trouble::new(at.span, format!("{place}, {what}")).help(help);
    let is_comma = mark == Some(Mark::Comma);
    match (why, is_comma) {
        (Unread::NoNumber, _) => said("is no number", instead(at.cell)),
        (Unread::OtherMark, false) => said(
            "has a comma where a point is expected",
            "add `decimal: comma` to `data` if the file writes decimals with a comma",
        ),
        (Unread::OtherMark, true) => {
            said("has a point where `decimal: comma` expects a comma", "delete `decimal: comma`, or correct the cell")
        }
        (Unread::Groups, false) => said(
            "has points between its thousands",
            "add `decimal: comma` to `data` if the file writes decimals with a comma, or take the points out",
        ),
        (Unread::Groups, true) => said(
            "has commas between its thousands, and `decimal: comma` says that one comma stands before the decimals",
            "delete `decimal: comma`, or take the commas out",
        ),
        (Unread::Either, _) => {
            said("may be a thousand or a fraction", "add `decimal: comma` or `decimal: point` to `data`")
        }
        (Unread::TooLong, _) => said(
            "has more digits than can be computed with",
            "round the column; thirty digits are enough for anything measured",
        ),
    }
}

/// What to write in place of a cell that is no number.
fn instead(cell: &str) -> &'static str {
    let cell = cell.trim();
    let digits = cell.contains(|c: char| c.is_ascii_digit());
    match cell.chars().next() {
        Some('(') if digits && cell.ends_with(')') => "write a number below zero with a minus sign, such as -1200",
        Some('<' | '>' | '≤' | '≥' | '~' | '≈') if digits => {
            "a bound is no reading: write what was measured, or leave the cell blank; such rows are left out and counted"
        }
        Some('=') => "the cell holds a formula: export the sheet with its values",
        Some('#') => "the sheet could not compute this cell: mend it there, and export again",
        _ if digits && cell.contains(':') => "write a length of time as one number in the record's unit, such as 10.5",
        _ if digits && cell.ends_with(['-', '\u{2212}']) => "write the minus sign before the number",
        _ if digits && cell.contains('/') => "write a fraction as a decimal number, or leave the cell blank",
        _ => "leave the cell blank where nothing was measured; such rows are left out and counted",
    }
}

/// A cell that is no day.
pub(super) fn day(why: NoDay, at: At<'_>, column: &Text) -> Trouble {
    let place = place(at, column);
    let (what, help) = match why {
        NoDay::Shape => ("is no day", "write days as 2026-03-02, with or without a time behind, and months as 2026-03"),
        NoDay::Date => ("is no day: there is none of that number", "correct the cell, or leave it blank"),
        NoDay::Time => (
            "has a time of day that is none",
            "write times as 09:30, with or without seconds, and `Z` or `+02:00` behind; or the day alone",
        ),
    };
    Trouble::new(at.span, format!("{place}, {what}")).help(help)
}

/// A cell that is nearly a word.
pub(super) fn unlike(why: Unlike<'_>, at: At<'_>, column: &Text, mark: Option<Mark>) -> Trouble {
    let place = place(at, column);
    let cell = clipped(at.cell);
    match why {
        Unlike::Number(why) => number(why, at, column, mark),
        Unlike::Day(why) => day(why, at, column),
        Unlike::Case(word) => {
            Trouble::new(at.span, format!("{place}, is `{word}` but for the case of its letters, and would not count"))
                .help(format!("where they mean the same, correct the file, or name both: `[{word}, {cell}]`"))
                .help(format!("where they do not, put the word in quotes, `\"{word}\"`: only these letters then count"))
        }
        Unlike::Unit(word) => Trouble::new(at.span, format!("{place}, is `{word}` with a unit, and would not count"))
            .help(format!("write `{cell}` where this is meant, or `{word}..{word}` for the number in any unit")),
    }
}

/// A cell as a message shows it: on one line, and not all of a book.
pub(super) fn clipped(cell: &str) -> String {
    let line: String = cell.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= 40 { line } else { line.chars().take(39).chain(['…']).collect() }
}
