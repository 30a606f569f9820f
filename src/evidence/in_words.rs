//! Recomputed figures in words: for the writer with the file's columns, for readers without them, since those are
//! private.

use super::data::{Data, METHOD, Recomputed, Rows, Side};
use super::{Counted, Measurement, Statistic};
use crate::claim::Exact;
use crate::written::{Choice, Text};

/// "mean of `hours`", "share of rows whose `complete` is `yes`".
pub fn statistic(data: &Data, figures: &Recomputed) -> String {
    let name = figures.statistic.word();
    let column = data.column.as_ref().map_or(String::new(), |column| format!("`{}`", column.trimmed()));
    match (&data.of, figures.statistic) {
        (Some(of), _) => format!("{name}, the sum of {column} by the sum of `{}`", of.trimmed()),
        (None, Statistic::Share) => {
            let is: Vec<&str> = data.is.iter().map(Text::trimmed).collect();
            format!("{name} of rows whose {column} is `{}`", is.join("` or `"))
        }
        (None, Statistic::Count) => format!("{name} of rows"),
        (None, Statistic::Median | Statistic::P90 | Statistic::P95) => format!("{name} of {column}, {METHOD}"),
        (None, _) => format!("{name} of {column}"),
    }
}

/// "107.5 ÷ 8 = 13.438".
pub fn formula(data: &Data, figures: &Recomputed, side: &Side) -> String {
    let (value, rows) = (side.value, counted(side.rows, "row"));
    match (side.part, side.of) {
        (Some(part), Some(of)) => {
            let times = match (figures.statistic, &data.per) {
                (Statistic::Share, _) => " × 100".to_owned(),
                (_, Some(per)) => format!(" × {}", per.value),
                _ => String::new(),
            };
            format!("{part} ÷ {of}{times} = {value}")
        }
        (Some(part), None) if figures.statistic == Statistic::Share => {
            format!("{part} ÷ {} × 100 = {value}", side.rows)
        }
        (Some(part), None) => format!("{part} ÷ {rows} = {value}"),
        (None, _) => match (side.least, side.most) {
            (Some(least), Some(most)) => format!("{rows} from {least} to {most} give {value}"),
            _ => format!("{rows} give {value}"),
        },
    }
}

/// "rows used: 16 of 20, 8 before and 8 after; `where` leaves out 4".
pub fn rows(figures: &Recomputed) -> String {
    let Rows { all, outside, blank, neither } = figures.rows;
    let mut text = format!("rows used: {} of {all}", figures.rows.used());
    if let (Some(before), Some(after)) = (&figures.before, &figures.after) {
        text += &format!(", {} before and {} after", before.rows, after.rows);
    }
    for (count, why) in [(outside, "`where` leaves out"), (blank, "blank"), (neither, "of neither side")] {
        if count > 0 {
            text += &format!("; {why}: {count}");
        }
    }
    text
}

pub(crate) fn counted(n: u64, noun: &str) -> String {
    let number = Exact::ratio(i128::from(n), 1).unwrap_or(Exact::ZERO);
    if n == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

impl Counted {
    /// "8 readings before, 8 after"; nothing of the file.
    pub fn in_words(self) -> String {
        match self {
            Counted::Whole(n) => counted(n, "reading"),
            Counted::Sides(before, after) => {
                let after = Exact::ratio(i128::from(after), 1).unwrap_or(Exact::ZERO);
                format!("{} before, {after} after", counted(before, "reading"))
            }
        }
    }
}

/// How the figures follow from the file, for readers: no name of it and none of its columns. `None` where they do not.
pub fn for_readers(m: &Measurement) -> Option<String> {
    let (data, figures) = (m.data.as_ref()?, m.computed.as_ref()?);
    let sides = match (&figures.before, &figures.after, &figures.whole) {
        (Some(before), Some(after), _) => Counted::Sides(before.rows, after.rows),
        (_, _, Some(whole)) => Counted::Whole(whole.rows),
        _ => return None,
    };
    let what = match (figures.statistic, &data.of) {
        (Statistic::Mean, _) => "The mean: the sum divided by the number of readings.".to_owned(),
        (Statistic::Median, _) => {
            "The median: the reading in the middle, or halfway between the two in the middle.".to_owned()
        }
        (Statistic::P90 | Statistic::P95, _) => {
            let part = if figures.statistic == Statistic::P90 { "90" } else { "95" };
            format!("The value that {part}% of the readings do not exceed, {METHOD}.")
        }
        (Statistic::Min, _) => "The smallest reading.".to_owned(),
        (Statistic::Max, _) => "The largest reading.".to_owned(),
        (Statistic::Sum, _) => "The sum of all readings.".to_owned(),
        (Statistic::Count | Statistic::Single, _) => "The number of entries.".to_owned(),
        (Statistic::Share, None) => "The share of entries that count, in percent.".to_owned(),
        (Statistic::Share, Some(_)) => "One sum as a share of another, in percent.".to_owned(),
        (Statistic::Rate, _) => match &data.per {
            Some(per) => format!("One sum divided by another, for each {}.", per.value),
            None => "One sum divided by another.".to_owned(),
        },
    };
    let mut text = format!("{what} {}", sides.in_words());
    let left = figures.rows.blank + figures.rows.neither;
    if left > 0 {
        text += &format!("; {left} left out because they are blank or of neither side");
    }
    if figures.rows.outside > 0 {
        text += &format!("; {} of other kinds not counted", figures.rows.outside);
    }
    text += ".";
    if let Some(changes) = figures.changes {
        // Rounded down, since "or more" follows.
        let tenths = changes.tenth.times(Exact::int(10)).and_then(|t| Exact::ratio(t.floor(), 10));
        let by = tenths.map_or_else(String::new, |by| format!(", one in ten improved by {by}% or more"));
        text += &format!(" Of {} that were compared one by one{by}.", counted(changes.cases, "case"));
    }
    Some(match figures.is_locked {
        true => {
            text + " The file was not at hand when this page was made: these are the figures kept from its last reading."
        }
        false => text + " Computed from the file on record whenever this page is made.",
    })
}
