//! A figure over time, drawn: an inline SVG, and the same in a table.
//!
//! Everything in the drawing is placed in percent, so that it is as wide as the page leaves it while its letters keep
//! their size. The scale starts at zero. Colours are the theme's: the classes are `grid`, `level`, `change`, `before`,
//! `after` and `whole`.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use super::{Day, Html, Numerals, words};
use crate::claim::Exact;
use crate::evidence::{Point, Recomputed, Series, Statistic, Step, readable};
use crate::site::escape::attribute;

/// Left and right edge of the field, in percent.
const SIDES: (f64, f64) = (2.0, 98.0);
/// Top and bottom edge.
const ENDS: (f64, f64) = (14.0, 86.0);

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
            Step::Date if by_month(series) => ("Month", ""),
            Step::Date => ("Day", ""),
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
            key: key(figures, series),
            step,
            rows,
            change: series.change.map(Day::from),
        })
    }
}

fn key(figures: &Recomputed, series: &Series) -> String {
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

/// Places in percent.
struct Drawing<'a> {
    figures: &'a Recomputed,
    series: &'a Series,
    unit: &'a str,
    numerals: &'a Numerals,
    low: f64,
    high: f64,
    first: Date,
    days: f64,
}

impl<'a> Drawing<'a> {
    fn of(figures: &'a Recomputed, series: &'a Series, unit: &'a str, numerals: &'a Numerals) -> Option<Drawing<'a>> {
        let values = series.points.iter().map(|point| float(point.value));
        let (least, most) = values.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        let (low, high) = (-nice(-least), nice(most));
        let days = series.points.iter().map(|point| point.day).chain(series.change);
        let (first, last) = (days.clone().min()?, days.max()?);
        let days = f64::from(first.until(last).ok()?.get_days());
        (high > low && days > 0.0).then_some(Drawing { figures, series, unit, numerals, low, high, first, days })
    }

    fn x(&self, day: Date) -> f64 {
        let days = self.first.until(day).map_or(0.0, |span| f64::from(span.get_days()));
        SIDES.0 + (SIDES.1 - SIDES.0) * days / self.days
    }

    fn y(&self, value: f64) -> f64 {
        ENDS.1 - (ENDS.1 - ENDS.0) * (value - self.low) / (self.high - self.low)
    }

    fn svg(&self, title: &str, description: &str, id: &str) -> String {
        let mut out = format!(
            "<svg role=\"img\" aria-labelledby=\"{id}-title {id}-text\" width=\"100%\" height=\"100%\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-text\">{}</desc>",
            attribute(title),
            attribute(description)
        );
        self.grid(&mut out);
        self.levels(&mut out);
        self.change(&mut out);
        for after in [None, Some(false), Some(true)] {
            let points: Vec<&Point> = self.series.points.iter().filter(|point| point.after == after).collect();
            self.line(&points, &mut out);
        }
        out + "</svg>"
    }

    /// The scale: zero, the top, and what lies half way.
    fn grid(&self, out: &mut String) {
        let middle = (self.low + self.high) / 2.0;
        let mut values = vec![self.low, middle, self.high];
        if self.low < 0.0 && self.high > 0.0 {
            values = vec![self.low, 0.0, self.high];
        }
        for value in values {
            let y = self.y(value);
            let class = if value == 0.0 { "grid zero" } else { "grid" };
            let label = attribute(&label(value, self.unit, self.numerals));
            let _ = write!(
                out,
                "<line class=\"{class}\" x1=\"0\" x2=\"100%\" y1=\"{y:.2}%\" y2=\"{y:.2}%\"/><text class=\"scale\" x=\"0\" y=\"{y:.2}%\" dx=\"-.6em\" dy=\".34em\" text-anchor=\"end\">{label}</text>"
            );
        }
        let (first, last) = (self.series.points[0].day, self.series.points[self.series.points.len() - 1].day);
        for (day, x, anchor) in [(first, 0.0, "start"), (last, 100.0, "end")] {
            let day = attribute(&named(self.series, day).text);
            let _ = write!(out, "<text class=\"day\" x=\"{x}%\" y=\"99%\" text-anchor=\"{anchor}\">{day}</text>");
        }
    }

    /// The figure of each side across its days.
    fn levels(&self, out: &mut String) {
        if !levelled(self.figures) {
            return;
        }
        for (class, side) in [("before", &self.figures.before), ("after", &self.figures.after)] {
            let Some((side, days)) = side.as_ref().and_then(|side| Some((side, side.days?))) else { continue };
            // To its last point, which may stand for a month.
            let of_side = self.series.points.iter().filter(|point| days.first <= point.day && point.day <= days.last);
            let Some(last) = of_side.map(|point| point.day).max() else { continue };
            let (from, to, y) = (self.x(days.first), self.x(last), self.y(float(side.value)));
            let _ = write!(
                out,
                "<line class=\"level {class}\" x1=\"{from:.2}%\" x2=\"{to:.2}%\" y1=\"{y:.2}%\" y2=\"{y:.2}%\"/>"
            );
        }
    }

    fn change(&self, out: &mut String) {
        let Some(day) = self.series.change else { return };
        let x = self.x(day);
        let (anchor, dx) = if x > 50.0 { ("end", "-.5em") } else { ("start", ".5em") };
        let text = attribute(&format!("from {}", named(self.series, day).text));
        let _ = write!(
            out,
            "<line class=\"change\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"0\" y2=\"{:.2}%\"/><text class=\"change\" x=\"{x:.2}%\" y=\"5%\" dx=\"{dx}\" text-anchor=\"{anchor}\">{text}</text>",
            ENDS.1
        );
    }

    /// Points of one side, joined.
    fn line(&self, points: &[&Point], out: &mut String) {
        let class = match points.first().map(|point| point.after) {
            Some(Some(true)) => "after",
            Some(Some(false)) => "before",
            _ => "whole",
        };
        let place = |point: &Point| (self.x(point.day), self.y(float(point.value)));
        for pair in points.windows(2) {
            let ((x1, y1), (x2, y2)) = (place(pair[0]), place(pair[1]));
            let _ = write!(
                out,
                "<line class=\"{class}\" x1=\"{x1:.2}%\" y1=\"{y1:.2}%\" x2=\"{x2:.2}%\" y2=\"{y2:.2}%\"/>"
            );
        }
        for point in points {
            let (x, y) = place(point);
            let _ = write!(out, "<circle class=\"{class}\" cx=\"{x:.2}%\" cy=\"{y:.2}%\" r=\"3.5\"/>");
        }
    }
}

/// A number of the scale with what stands at figures: `£300`, `60%`.
fn label(value: f64, unit: &str, numerals: &Numerals) -> String {
    // Scale values have few digits by construction.
    Exact::parse(&format!("{value:.6}")).map_or_else(String::new, |value| numerals.amount(value, unit).0)
}

/// Nearest float, for places only.
fn float(value: Exact) -> f64 {
    value.decimal(9).replace(',', "").parse().unwrap_or(0.0)
}

/// The next round number; zero for what is not above it.
fn nice(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let power = 10f64.powf(value.log10().floor());
    let steps = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    steps.into_iter().map(|step| step * power).find(|top| value <= *top * 1.000_000_1).unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Rows, Side};

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
    fn a_single_number_or_a_pair_is_not_drawn() {
        assert!(SeriesView::of(&figures(&[(1, 9), (5, 2)]), "hours", "hours", "c1", &Numerals::of("en", 30)).is_none());
        assert!(
            SeriesView::of(&figures(&[(1, 0), (2, 0), (5, 0)]), "hours", "hours", "c1", &Numerals::of("en", 30))
                .is_none()
        );
    }

    #[test]
    fn scales_end_at_round_numbers() {
        for (value, top) in [(13.5, 15.0), (3.0, 3.0), (58.0, 60.0), (0.42, 0.5), (100.0, 100.0), (0.0, 0.0)] {
            assert!((nice(value) - top).abs() < 1e-9, "{value}");
        }
    }
}
