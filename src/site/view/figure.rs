//! A result as figures: before → after, in words and as lengths for a drawn chart.

use serde::Serialize;

use super::{Numerals, SeriesView, words};
use crate::claim::{Better, Exact};
use crate::evidence::{Counted, Interval, Kind, Measurement, Period, Record, Sample, Statistic, in_words};
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
    /// Over which time, in months from the first day before to the last after: `October 2025 to June 2026`.
    pub months: Option<String>,
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
        let numerals = &routes.numerals;
        let told = measurement.and_then(|m| counts(m, before, after, unit, numerals)).unwrap_or_else(|| {
            let (figure, behind) = numerals.amount(after, unit);
            Counts { before: before.map(|before| numerals.amount(before, unit).0), after: figure, behind }
        });
        Some(ResultView {
            id: record.id.value.clone(),
            metric: words::capital(&metric),
            unit: unit.to_owned(),
            before: told.before,
            after: told.after,
            unit_after: publishable(&told.behind, routes),
            better: measurement.and_then(|m| m.better.as_ref()).map(|b| match b.value {
                Better::Lower => "lower",
                Better::Higher => "higher",
            }),
            statistic: measurement.and_then(|m| m.statistic.as_ref()).map(|s| words::statistic(s.value)),
            sample: measurement.and_then(|m| m.sample.as_ref()).map(|of| publishable(&sample(of, numerals), routes)),
            source: measurement.and_then(|m| m.source.as_ref()).map(|s| words::holder(s.value)),
            period_before: period.and_then(|p| p.before.as_ref()).map(|i| days_kept(&i.value)),
            period_after: period.and_then(|p| p.after.as_ref().or(p.whole.as_ref())).map(|i| days_kept(&i.value)),
            months: period.and_then(|period| over_months(period)),
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
    pub(super) fn drawn(self, record: &Record, numerals: &Numerals) -> ResultView {
        let figures = record.measurement().and_then(|m| m.computed.as_ref());
        let id = format!("series-{}", self.note);
        let series = figures.and_then(|figures| SeriesView::of(figures, &self.metric, &self.unit, &id, numerals));
        ResultView { series, ..self }
    }
}

/// A period whose days stay on one line each: it breaks only around `to`.
fn days_kept(interval: &Interval) -> String {
    words::interval(interval).replace(' ', "\u{a0}").replace("\u{a0}to\u{a0}", " to ")
}

/// The months from the first day of a period to its last.
pub(super) fn over_months(period: &Period) -> Option<String> {
    let last = period.after.as_ref().or(period.whole.as_ref())?;
    let first = period.before.as_ref().unwrap_or(last);
    Some(words::months(first.value.first.min(last.value.first), last.value.last.max(first.value.last)))
}

/// Whether a measurement has a before and an after.
pub(super) fn is_change(m: &Measurement) -> bool {
    m.before.is_some() && m.after.is_some()
}

/// A share of few, as counts: before, after, and of what with the shares; nothing where the figures are no such shares.
fn counts(m: &Measurement, before: Option<Exact>, after: Exact, unit: &str, numerals: &Numerals) -> Option<Counts> {
    let whole = m.statistic.as_ref().is_none_or(|s| matches!(s.value, Statistic::Share | Statistic::Single));
    let sample = m.sample.as_ref().filter(|_| whole && matches!(unit, "%" | "percent"))?;
    let (n_before, n_after) = match sample.counted {
        Some(Counted::Sides(before, after)) => (before, after),
        Some(Counted::Whole(n)) => (n, n),
        None => (sample.n?, sample.n?),
    };
    let counted_after = numerals.few(after, n_after)?;
    let (counted_before, shares) = match before {
        Some(before) => {
            let shares = format!("{} to {}", numerals.percent(before), numerals.percent(after));
            (Some(numerals.few(before, n_before)?), shares)
        }
        None => (None, numerals.percent(after)),
    };
    let of = sample.of.as_ref().map_or(String::new(), |of| format!("{} ", of.trimmed()));
    Some(Counts { before: counted_before, after: counted_after, behind: format!("{of}({shares})") })
}

struct Counts {
    before: Option<String>,
    after: String,
    behind: String,
}

pub(super) fn sample(sample: &Sample, numerals: &Numerals) -> String {
    if let Some(counted) = sample.counted {
        return counted.in_words();
    }
    match (sample.n, &sample.of, &sample.words) {
        (Some(n), Some(of), _) => format!("{} {}", numerals.count(n), of.trimmed()),
        (Some(n), None, _) => numerals.count(n),
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
