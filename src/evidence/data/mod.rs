//! Figures recomputed from a CSV file: what a record's `data` says, and what the rows come to.
//!
//! [`Data`] is the table as written. `recipe` ties it to a header, `run` reads the rows once and gathers them by side
//! (`tally`), and [`Recomputed`] is what comes out. Everything is exact, and no order of rows changes it.

mod cases;
mod condition;
mod day;
mod decimal;
mod layout;
mod ranks;
mod read;
mod recipe;
mod row;
mod run;
mod series;
mod table;
mod tally;
mod tap;
mod units;
mod unread;
mod word;

pub use cases::Changes;
pub use condition::{Condition, Test};
pub use decimal::Mark;
pub(super) use read::data;
pub use recipe::{METHOD, Measure};
pub(super) use run::{Computed, compute};
pub use series::{Point, Series, Step};
pub(super) use tap::Tap;

use jiff::civil::Date;

use super::{Interval, Statistic};
use crate::claim::Exact;
use crate::source::{Span, Spanned};
use crate::written::Text;

/// How a figure follows from a file, as the record says.
#[derive(Clone, Debug)]
pub struct Data {
    /// The table.
    pub span: Span,
    /// The column of values.
    pub column: Option<Text>,
    /// How they become one figure; absent: as the record's `statistic` says.
    pub statistic: Option<Spanned<Statistic>>,
    /// For a share: the values of `column` that count.
    pub is: Vec<Text>,
    /// For a share or rate of sums: the column it is divided by.
    pub of: Option<Text>,
    /// For a rate: how many of `of` it is given for, such as 1000.
    pub per: Option<Spanned<Exact>>,
    /// The column that tells before from after.
    pub by: Option<Text>,
    /// Its values that mean before; none: `before`.
    pub before: Vec<Text>,
    /// Its values that mean after; none: `after`.
    pub after: Vec<Text>,
    /// The column of days.
    pub date: Option<Text>,
    /// The first day with the product: rows of earlier days are before, the others after.
    pub change: Option<Spanned<Date>>,
    /// The column that names the case, where the change of each is wanted.
    pub each: Option<Text>,
    /// Which rows are looked at.
    pub conditions: Vec<Condition>,
    /// Whether the page may draw the figure over time; it does unless this says no.
    pub draw: Option<Spanned<bool>>,
    /// What stands before the decimals in the file.
    pub decimal: Option<Spanned<Mark>>,
}

impl Data {
    fn mark(&self) -> Option<Mark> {
        self.decimal.as_ref().map(|mark| mark.value)
    }
}

/// What the rows of a file come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recomputed {
    /// How the values became one figure.
    pub statistic: Statistic,
    /// The side before the product.
    pub before: Option<Side>,
    /// The side with the product.
    pub after: Option<Side>,
    /// All rows, where there are no sides.
    pub whole: Option<Side>,
    /// Which rows were used and which were not.
    pub rows: Rows,
    /// The figure over time, where rows have days.
    pub series: Option<Series>,
    /// The change of each case, where rows name one.
    pub changes: Option<Changes>,
    /// It was read from `proof.lock`, in place of a file that is not here.
    pub is_locked: bool,
}

/// The rows of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The figure, exactly.
    pub value: Exact,
    /// How many rows it was made of.
    pub rows: u64,
    /// For a mean, share or rate: what was divided, a sum or a number of rows.
    pub part: Option<Exact>,
    /// For a share or rate of sums: the sum it was divided by.
    pub of: Option<Exact>,
    /// The smallest value.
    pub least: Option<Exact>,
    /// The largest value.
    pub most: Option<Exact>,
    /// What at least one row in ten reaches, in the better direction: what `up to` needs.
    pub tenth: Option<Exact>,
    /// First and last day of its rows.
    pub days: Option<Interval>,
}

impl Side {
    /// How much was looked at: the divisor of a share or rate of whole numbers, else the rows.
    pub fn n(&self) -> u64 {
        let of = self.of.filter(|of| of.is_whole()).and_then(|of| u64::try_from(of.floor()).ok());
        of.unwrap_or(self.rows)
    }
}

/// Which rows of a file were used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// All rows below the header.
    pub all: u64,
    /// Left out by `where`.
    pub outside: u64,
    /// Left out because a cell that is needed is blank.
    pub blank: u64,
    /// Left out because they are of neither side.
    pub neither: u64,
}

impl Rows {
    /// Rows that were used.
    pub fn used(&self) -> u64 {
        self.all - self.outside - self.blank - self.neither
    }
}

/// Why a figure cannot be recomputed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The rule it is a finding of.
    pub rule: &'static str,
    /// What is wrong, with the line of the file where there is one.
    pub message: String,
    /// The words of the study it concerns.
    pub span: Span,
    /// More about it.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
}

impl Trouble {
    fn new(span: Span, message: impl Into<String>) -> Trouble {
        Trouble { rule: "unreadable-data", message: message.into(), span, notes: Vec::new(), help: Vec::new() }
    }

    fn incomplete(span: Span, message: impl Into<String>) -> Trouble {
        Trouble { rule: "incomplete-evidence", ..Trouble::new(span, message) }
    }

    fn help(mut self, help: impl Into<String>) -> Trouble {
        self.help.push(help.into());
        self
    }

    fn note(mut self, note: impl Into<String>) -> Trouble {
        self.notes.push(note.into());
        self
    }
}
