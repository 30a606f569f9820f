//! The drawing itself: a scale from zero, the points of each side, their levels, the day of the change.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{levelled, named};
use crate::claim::Exact;
use crate::evidence::{Point, Recomputed, Series};
use crate::site::escape::attribute;
use crate::site::view::Numerals;

/// Left and right edge of the field, in percent.
const SIDES: (f64, f64) = (2.0, 98.0);
/// Top and bottom edge.
const ENDS: (f64, f64) = (14.0, 86.0);

/// Places in percent.
pub(super) struct Drawing<'a> {
    figures: &'a Recomputed,
    series: &'a Series,
    unit: &'a str,
    numerals: &'a Numerals,
    low: f64,
    high: f64,
    first: Date,
    days: f64,
    pub(super) cut: Option<Cut>,
}

/// Time without readings that is drawn shorter than it was, so that the points beside it have room. In days from the first
/// one drawn.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    from: f64,
    to: f64,
}

impl Cut {
    /// How much of the width stands for the time cut out.
    const WIDTH: f64 = 0.12;

    /// Where nothing was read for longer than both sides took together.
    fn of(series: &Series, first: Date, days: f64) -> Option<Cut> {
        let of_side =
            |after| series.points.iter().filter(move |point| point.after == Some(after)).map(|point| point.day);
        let (from, to) = (distance(first, of_side(false).max()?), distance(first, of_side(true).min()?));
        (from > 0.0 && to < days && to - from > days - (to - from)).then_some(Cut { from, to })
    }

    /// Where a day is drawn, from 0 to 1, of so many days.
    fn place(self, day: f64, days: f64) -> f64 {
        let gap = self.to - self.from;
        let scale = (1.0 - Cut::WIDTH) / (days - gap);
        match () {
            () if day <= self.from => day * scale,
            () if day >= self.to => 1.0 - (days - day) * scale,
            () => self.from * scale + Cut::WIDTH * (day - self.from) / gap,
        }
    }
}

/// Days from one to the other.
fn distance(first: Date, day: Date) -> f64 {
    first.until(day).map_or(0.0, |span| f64::from(span.get_days()))
}

impl<'a> Drawing<'a> {
    pub(super) fn of(
        figures: &'a Recomputed,
        series: &'a Series,
        unit: &'a str,
        numerals: &'a Numerals,
    ) -> Option<Drawing<'a>> {
        let values = series.points.iter().map(|point| float(point.value));
        let (least, most) = values.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        let (low, high) = (-nice(-least), nice(most));
        let days = series.points.iter().map(|point| point.day).chain(series.change);
        let (first, last) = (days.clone().min()?, days.max()?);
        let days = distance(first, last);
        let cut = Cut::of(series, first, days);
        (high > low && days > 0.0).then_some(Drawing { figures, series, unit, numerals, low, high, first, days, cut })
    }

    fn x(&self, day: Date) -> f64 {
        let day = distance(self.first, day);
        SIDES.0 + (SIDES.1 - SIDES.0) * self.cut.map_or(day / self.days, |cut| cut.place(day, self.days))
    }

    fn y(&self, value: f64) -> f64 {
        ENDS.1 - (ENDS.1 - ENDS.0) * (value - self.low) / (self.high - self.low)
    }

    pub(super) fn svg(&self, title: &str, description: &str, id: &str) -> String {
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
        if let Some(cut) = self.cut {
            let middle = cut.place((cut.from + cut.to) / 2.0, self.days);
            let (x, y) = (SIDES.0 + (SIDES.1 - SIDES.0) * middle, self.y(0.0));
            let _ = write!(
                out,
                "<text class=\"cut\" x=\"{x:.2}%\" y=\"{y:.2}%\" dy=\".34em\" text-anchor=\"middle\">//</text>"
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

    #[test]
    fn scales_end_at_round_numbers() {
        for (value, top) in [(13.5, 15.0), (3.0, 3.0), (58.0, 60.0), (0.42, 0.5), (100.0, 100.0), (0.0, 0.0)] {
            assert!((nice(value) - top).abs() < 1e-9, "{value}");
        }
    }

    #[test]
    fn long_time_without_readings_is_cut_and_the_rest_keeps_its_scale() {
        // Two weeks, fifteen weeks of nothing, two weeks.
        let cut = Cut { from: 14.0, to: 119.0 };
        let at = |day: f64| cut.place(day, 133.0);
        assert!((at(0.0) - 0.0).abs() < 1e-9 && (at(133.0) - 1.0).abs() < 1e-9);
        assert!((at(14.0) - 0.44).abs() < 1e-9 && (at(119.0) - 0.56).abs() < 1e-9);
        assert!((at(7.0) - 0.22).abs() < 1e-9 && (at(126.0) - 0.78).abs() < 1e-9);
        assert!((at(66.5) - 0.5).abs() < 1e-9);
    }
}
