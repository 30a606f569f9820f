//! A figure over time, drawn: an inline SVG, and the same in a table.
//!
//! Everything in the drawing is placed in percent, so that it is as wide as the page leaves it while its letters keep
//! their size. The scale starts at zero. Colours are the theme's: the classes are `grid`, `level`, `change`, `before`,
//! `after` and `whole`.

mod plot;

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use super::{Day, Html, Numerals, words};
use crate::claim::Exact;
use crate::evidence::{Recomputed, Series, Statistic, Step, readable};
use plot::Drawing;

/// A figure over time.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesView {
    /// `Time spent retyping, hours a week, by month`.
    pub caption: String,
    /// How the drawing is read.
    pub key: String,
    /// The drawing.
    pub svg: Html,
    /// What a point covers: `Week from`, `Month`, `Day`.
    pub step: &'static str,
    /// The points.
    pub rows: Vec<SeriesRow>,
    /// The day of the change, where it is known.
    pub change: Option<Day>,
}

/// One point.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesRow {
    /// Its first day.
    pub day: Day,
    /// `before`, `after`, or null without sides.
    pub side: Option<&'static str>,
    /// The figure with its unit: `12.5 hours a week`.
    pub value: String,
    /// The figure alone, for a table below the caption that names the unit: `12.5`, `£310`.
    pub figure: String,
    /// How many readings it is made of.
    pub readings: u64,
}

impl SeriesView {
    /// The series of a record's figures; `None` where there are fewer than three points, which a table of two says better.
    pub(super) fn of(
        figures: &Recomputed,
        metric: &str,
        unit: &str,
        id: &str,
        numerals: &Numerals,
    ) -> Option<SeriesView> {
        let series = figures.series.as_ref().filter(|series| series.points.len() > 2)?;
        let (step, by) = match series.step {
            Step::Date if by_month(series) => ("Month", ", by month"),
            Step::Date => ("Day", ", over time"),
            Step::Week => ("Week from", ", by week"),
            Step::Month => ("Month", ", by month"),
            Step::Quarter => ("Quarter from", ", by quarter"),
            Step::Year => ("Year from", ", by year"),
        };
        // A sign of money or of percent stands at every figure below, and nobody needs to hear `invoices, invoices`.
        let caption = match numerals.amount(Exact::int(1), unit).1.as_str() {
            behind if metric.contains(behind) => format!("{}{by}", words::capital(metric)),
            behind => format!("{}, {behind}{by}", words::capital(metric)),
        };
        let rows = series.points.iter().map(|point| SeriesRow {
            day: named(series, point.day),
            side: point.after.map(|after| if after { "after" } else { "before" }),
            value: numerals.amount_in_words(readable(point.value), unit),
            figure: numerals.amount(readable(point.value), unit).0,
            readings: point.rows,
        });
        let rows: Vec<SeriesRow> = rows.collect();
        let drawing = Drawing::of(figures, series, unit, numerals)?;
        Some(SeriesView {
            svg: Html(drawing.svg(&caption, &description(series, &rows), id)),
            caption,
            key: key(figures, series, drawing.cut.is_some()),
            step,
            rows,
            change: series.change.map(Day::from),
        })
    }
}

fn key(figures: &Recomputed, series: &Series, is_cut: bool) -> String {
    if series.points.iter().all(|point| point.after.is_none()) {
        return String::new();
    }
    let mut key = "Open points are before, filled ones after.".to_owned();
    if levelled(figures) {
        let name = words::statistic(figures.statistic).to_lowercase();
        let _ = write!(key, " The dashed lines are the {name} of each side.");
    }
    if series.change.is_some() {
        key.push_str(match series.is_written {
            true => " The upright line is the first day with the product.",
            false => " The upright line is the first day of the readings after.",
        });
    }
    if is_cut {
        key.push_str(" The time between the sides is cut short at //.");
    }
    key
}

/// Whether the figure of a side is a level among its points; a sum of all is none.
fn levelled(figures: &Recomputed) -> bool {
    !matches!(figures.statistic, Statistic::Sum | Statistic::Count)
}

/// Whether its points are months, though the file gives a day for each.
fn by_month(series: &Series) -> bool {
    matches!(series.step, Step::Date | Step::Month) && series.points.iter().all(|point| point.day.day() == 1)
}

/// The day of a point; of a month, the month.
fn named(series: &Series, day: Date) -> Day {
    let whole = Day::from(day);
    match by_month(series) && day.day() == 1 {
        true => Day { iso: whole.iso[..7].to_owned(), text: whole.text.trim_start_matches("1 ").to_owned() },
        false => whole,
    }
}

/// What a reader who cannot see the drawing needs of it; the rest is in the table.
fn description(series: &Series, rows: &[SeriesRow]) -> String {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return String::new() };
    let on = if by_month(series) { "in" } else { "on" };
    let mut text = format!(
        "{} points, from {} {on} {} to {} {on} {}.",
        rows.len(),
        first.value,
        first.day.text,
        last.value,
        last.day.text
    );
    if let Some(change) = series.change {
        let what = if series.is_written { "The product came on" } else { "The readings after begin on" };
        let _ = write!(text, " {what} {}.", named(series, change).text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Point, Rows, Side};

    fn figures(values: &[(i8, i64)]) -> Recomputed {
        let day = |month: i8| jiff::civil::date(2026, month, 1);
        let points = values.iter().map(|(month, value)| Point {
            day: day(*month),
            after: Some(*month > 3),
            value: Exact::int(*value),
            rows: 1,
        });
        let series = Series { step: Step::Month, points: points.collect(), change: Some(day(4)), is_written: true };
        let side: Option<Side> = None;
        Recomputed {
            statistic: Statistic::Mean,
            before: side.clone(),
            after: side.clone(),
            whole: side,
            rows: Rows::default(),
            series: Some(series),
            changes: None,
            is_locked: false,
        }
    }

    #[test]
    fn a_drawing_starts_at_zero_and_says_what_it_shows() {
        let view = SeriesView::of(
            &figures(&[(1, 9), (2, 12), (3, 10), (4, 3), (5, 2)]),
            "hours <typed>",
            "GBP a week",
            "c1",
            &Numerals::of("en", 30),
        );
        let view = view.unwrap();
        let svg = &view.svg.0;
        assert!(svg.contains("class=\"grid zero\""), "{svg}");
        assert!(svg.contains("hours &lt;typed&gt;") || svg.contains("Hours &lt;typed&gt;"), "{svg}");
        assert!(svg.contains("5 points, from £9 a week in January 2026 to £2 a week in May 2026."), "{svg}");
        assert!(svg.contains("from April 2026</text>"), "{svg}");
        assert!(!svg.contains("style="), "{svg}");
        assert_eq!(view.caption, "Hours <typed>, a week, by month");
        assert_eq!(view.rows[3].side, Some("after"));
        // Nine of twelve from the bottom up.
        assert!(svg.contains("cy=\"32.00%\""), "{svg}");
    }

    #[test]
    fn a_long_time_without_readings_is_cut_short_and_told() {
        let drawn = |values: &[(i8, i64)]| {
            let numerals = Numerals::of("en", 30);
            SeriesView::of(&figures(values), "hours", "hours", "c1", &numerals).unwrap()
        };
        let cut = drawn(&[(1, 9), (2, 12), (8, 3), (9, 2)]);
        assert!(cut.key.ends_with("The time between the sides is cut short at //."), "{}", cut.key);
        assert!(cut.svg.0.contains(">//</text>"), "{}", cut.svg.0);
        let whole = drawn(&[(1, 9), (2, 12), (4, 3), (5, 2)]);
        assert!(!whole.key.contains("//") && !whole.svg.0.contains("//</text>"), "{}", whole.key);
    }

    #[test]
    fn a_single_number_or_a_pair_is_not_drawn() {
        assert!(SeriesView::of(&figures(&[(1, 9), (5, 2)]), "hours", "hours", "c1", &Numerals::of("en", 30)).is_none());
        assert!(
            SeriesView::of(&figures(&[(1, 0), (2, 0), (5, 0)]), "hours", "hours", "c1", &Numerals::of("en", 30))
                .is_none()
        );
    }
}
