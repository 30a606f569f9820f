//! A figure over time as one fact and back, so that its drawing does not vanish with the file:
//! `week;2026-05-04!;2026-01-05<10*2;2026-05-04>8/3*1`.
//!
//! Behind the step and the day of the change (`!` where it was written) stand the points: a day, `<` for before, `>` for
//! after or `=` without sides, the value, and the number of rows.

use crate::claim::Exact;
use crate::evidence::{Point, Series, Step};

const STEPS: [(&str, Step); 5] = [
    ("date", Step::Date),
    ("week", Step::Week),
    ("month", Step::Month),
    ("quarter", Step::Quarter),
    ("year", Step::Year),
];
const SIDES: [(char, Option<bool>); 3] = [('<', Some(false)), ('>', Some(true)), ('=', None)];

/// The fact.
pub(super) fn fact(series: &Series) -> String {
    let step = STEPS.iter().find(|(_, step)| *step == series.step).map_or("date", |(word, _)| word);
    let change = series.change.map_or(String::new(), |day| day.to_string());
    let mark = if series.is_written { "!" } else { "" };
    let points = series.points.iter().map(|point| {
        let side = SIDES.iter().find(|(_, after)| *after == point.after).map_or('=', |(mark, _)| *mark);
        format!(";{}{side}{}*{}", point.day, point.value.exactly(), point.rows)
    });
    format!("{step};{change}{mark}{}", points.collect::<String>())
}

/// The series of a fact; `None` where it cannot be read.
pub(super) fn of_fact(fact: &str) -> Option<Series> {
    let mut parts = fact.split(';');
    let word = parts.next()?;
    let step = STEPS.iter().find(|(of, _)| *of == word)?.1;
    let change = parts.next()?;
    let day = change.trim_end_matches('!');
    let points = parts.map(|point| {
        let at = point.find(SIDES.map(|(mark, _)| mark))?;
        let (day, rest) = point.split_at(at);
        let after = SIDES.iter().find(|(mark, _)| rest.starts_with(*mark))?.1;
        let (value, rows) = rest[1..].split_once('*')?;
        Some(Point { day: day.parse().ok()?, after, value: Exact::parse_exactly(value)?, rows: rows.parse().ok()? })
    });
    Some(Series {
        step,
        points: points.collect::<Option<_>>()?,
        change: if day.is_empty() { None } else { Some(day.parse().ok()?) },
        is_written: change.ends_with('!'),
    })
}
