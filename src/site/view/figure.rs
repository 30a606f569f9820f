//! A result as figures: before → after, in words and as lengths for a drawn chart.

use serde::Serialize;

use super::{SeriesView, words};
use crate::claim::{Better, Exact};
use crate::evidence::{Interval, Kind, Measurement, Record, Sample, in_words};
use crate::site::escape::publishable;
use crate::site::route::Routes;

/// One measured change, or one level where there is no before.
#[derive(Clone, Debug, Serialize)]
pub struct ResultView {
    /// The record's id.
    pub id: String,
    /// What was measured.
    pub metric: String,
    /// The unit as written.
    pub unit: String,
    /// `13.5`, `£310`, `58%`; null for a level without a before.
    pub before: Option<String>,
    /// The same with the product.
    pub after: String,
    /// The unit behind the figures: `hours a week`, or empty when the figure carries it.
    pub unit_after: String,
    /// `lower` or `higher`, where stated.
    pub better: Option<&'static str>,
    /// `Mean`, `Median` …
    pub statistic: Option<&'static str>,
    /// How much was looked at.
    pub sample: Option<String>,
    /// Who keeps the count: `A system the customer runs`.
    pub source: Option<&'static str>,
    /// When.
    pub period_before: Option<String>,
    /// When.
    pub period_after: Option<String>,
    /// Length of the bar for before, in percent of the longer: `100`.
    pub before_length: Option<String>,
    /// Length of the bar for after, in percent of the longer: `22.2`.
    pub after_length: String,
    /// Where that for before begins, from the left edge, in percent: `0` but beside values below zero.
    pub before_start: Option<String>,
    /// Where that for after begins.
    pub after_start: String,
    /// Where zero is, in percent from the left edge; null where it is the edge itself.
    pub zero: Option<String>,
    /// The figure over time, where the file behind it has days; on the study's own page only.
    pub series: Option<SeriesView>,
    /// How it follows from the file behind it, in a sentence or two.
    pub computed: Option<String>,
    /// The number of its note.
    pub note: usize,
    /// Where its note is.
    pub url: String,
}

impl ResultView {
    /// The figures of a record that has any.
    pub(super) fn of(record: &Record, note: usize, url: String, routes: &Routes) -> Option<ResultView> {
        let kind = record.kind.as_ref()?;
        let (before, after, unit, metric) = match kind {
            Kind::Measurement(m) => (m.shown_before(), m.shown_after().or(m.shown_value())?, &m.unit, &m.metric),
            Kind::Usage(u) => (None, u.value.as_ref()?.value, &u.unit, &u.metric),
            Kind::Document(d) => (None, d.value.as_ref()?.value, &d.unit, &d.title),
            Kind::Public(p) => (None, p.value.as_ref()?.value, &p.unit, &p.publisher),
            _ => return None,
        };
        let unit = &unit.as_ref().map_or_else(String::new, |u| publishable(u.trimmed(), routes));
        let metric = metric.as_ref().map_or_else(|| words::in_words(&record.id.value), |m| m.trimmed().to_owned());
        let metric = publishable(&metric, routes);
        let bars = Bars::of(before, after);
        let measurement = record.measurement();
        let period = measurement.and_then(|m| m.period.as_ref());
        Some(ResultView {
            id: record.id.value.clone(),
            metric: words::capital(&metric),
            unit: unit.to_owned(),
            before: before.map(|b| amount(b, unit).0),
            after: amount(after, unit).0,
            unit_after: amount(after, unit).1,
            better: measurement.and_then(|m| m.better.as_ref()).map(|b| match b.value {
                Better::Lower => "lower",
                Better::Higher => "higher",
            }),
            statistic: measurement.and_then(|m| m.statistic.as_ref()).map(|s| words::statistic(s.value)),
            sample: measurement.and_then(|m| m.sample.as_ref()).map(|of| publishable(&sample(of), routes)),
            source: measurement.and_then(|m| m.source.as_ref()).map(|s| words::holder(s.value)),
            period_before: period.and_then(|p| p.before.as_ref()).map(|i| days_kept(&i.value)),
            period_after: period.and_then(|p| p.after.as_ref().or(p.whole.as_ref())).map(|i| days_kept(&i.value)),
            before_length: bars.before.as_ref().map(|bar| bar.1.clone()),
            after_length: bars.after.1,
            before_start: bars.before.map(|bar| bar.0),
            after_start: bars.after.0,
            zero: bars.zero,
            series: None,
            computed: measurement.and_then(in_words::for_readers),
            note,
            url,
        })
    }
}

impl ResultView {
    /// With its drawing, where its record has one.
    pub(super) fn drawn(self, record: &Record) -> ResultView {
        let figures = record.measurement().and_then(|m| m.computed.as_ref());
        let id = format!("series-{}", self.note);
        let series = figures.and_then(|figures| SeriesView::of(figures, &self.metric, &self.unit, &id));
        ResultView { series, ..self }
    }
}

/// A period whose days stay on one line each: it breaks only around `to`.
fn days_kept(interval: &Interval) -> String {
    words::interval(interval).replace(' ', "\u{a0}").replace("\u{a0}to\u{a0}", " to ")
}

/// Whether a measurement has a before and an after.
pub(super) fn is_change(m: &Measurement) -> bool {
    m.before.is_some() && m.after.is_some()
}

/// A number with its unit: what stands at the figure, and what stands behind it.
pub(super) fn amount(value: Exact, unit: &str) -> (String, String) {
    let number = value.to_string();
    let (first, rest) = unit.split_once(' ').unwrap_or((unit, ""));
    let sign = match first {
        "GBP" | "£" => "£",
        "EUR" | "€" => "€",
        "USD" | "$" | "US$" => "$",
        "%" | "percent" => return (format!("{number}%"), rest.to_owned()),
        _ => return (number, unit.to_owned()),
    };
    match number.strip_prefix('-') {
        Some(digits) => (format!("−{sign}{digits}"), rest.to_owned()),
        None => (format!("{sign}{number}"), rest.to_owned()),
    }
}

/// The same in one string.
pub(super) fn amount_in_words(value: Exact, unit: &str) -> String {
    let (figure, unit) = amount(value, unit);
    format!("{figure} {unit}").trim_end().to_owned()
}

pub(super) fn sample(sample: &Sample) -> String {
    if let Some(counted) = sample.counted {
        return counted.in_words();
    }
    match (sample.n, &sample.of, &sample.words) {
        (Some(n), Some(of), _) => format!("{} {}", Exact::int(n.min(i64::MAX as u64) as i64), of.trimmed()),
        (Some(n), None, _) => Exact::int(n.min(i64::MAX as u64) as i64).to_string(),
        (None, _, Some(words)) => words.trimmed().to_owned(),
        (None, Some(of), None) => of.trimmed().to_owned(),
        (None, None, None) => String::new(),
    }
}

/// Bars for before and after on one scale from zero: start and length of each, in percent.
#[derive(Debug, PartialEq, Eq)]
struct Bars {
    before: Option<(String, String)>,
    after: (String, String),
    zero: Option<String>,
}

impl Bars {
    fn of(before: Option<Exact>, after: Exact) -> Bars {
        let Some(before) = before else {
            return Bars { before: None, after: ("0".to_owned(), "100".to_owned()), zero: None };
        };
        let low = Exact::ZERO.min(before).min(after);
        let width = Exact::ZERO.max(before).max(after).minus(low);
        let share = |value: Option<Exact>| {
            let part = value.zip(width).and_then(|(value, width)| value.over(width)?.times(Exact::HUNDRED));
            part.map_or_else(|| "0".to_owned(), |v| v.decimal(1).replace(',', ""))
        };
        let bar = |value: Exact| (share(Exact::ZERO.min(value).minus(low)), share(Some(value.abs())));
        let zero = low.is_negative().then(|| share(Some(low.negated())));
        Bars { before: Some(bar(before)), after: bar(after), zero }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn x(text: &str) -> Exact {
        Exact::parse(text).expect("a number")
    }

    #[test]
    fn units_stand_where_people_write_them() {
        assert_eq!(amount_in_words(x("13.5"), "hours a week"), "13.5 hours a week");
        assert_eq!(amount_in_words(x("310"), "GBP a month"), "£310 a month");
        assert_eq!(amount_in_words(x("-310"), "GBP"), "−£310");
        assert_eq!(amount_in_words(x("58"), "percent"), "58%");
        assert_eq!(amount_in_words(x("58"), ""), "58");
    }

    #[test]
    fn bars_start_at_zero_wherever_it_is() {
        let bars = |before: &str, after: &str| {
            let Bars { before, after, zero } = Bars::of(Some(x(before)), x(after));
            let before = before.unwrap();
            format!("{}+{} {}+{} {}", before.0, before.1, after.0, after.1, zero.unwrap_or_default())
        };
        assert_eq!(bars("13.5", "3"), "0+100 0+22.2 ");
        assert_eq!(bars("58", "80"), "0+72.5 0+100 ");
        assert_eq!(bars("0", "0"), "0+0 0+0 ");
        assert_eq!(bars("-5", "15"), "0+25 25+75 25");
        assert_eq!(bars("-10", "-4"), "0+100 60+40 100");
        assert_eq!(bars("3", "-1"), "25+75 0+25 25");
    }
}
