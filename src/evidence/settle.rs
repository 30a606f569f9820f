//! A record takes its figures from its file: what was left out is filled in, and what was stated gives way to what the
//! rows come to. So rungs, agreement and pages have one place to read.

use super::data::{Recomputed, Side};
use super::{Measurement, Period, Record, Sample};
use crate::claim::Exact;
use crate::source::{Span, Spanned};

/// What a record states itself, where a file says the same.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The value before.
    pub before: Option<Spanned<Exact>>,
    /// The value after.
    pub after: Option<Spanned<Exact>>,
    /// A single value.
    pub value: Option<Spanned<Exact>>,
    /// How much was looked at.
    pub sample: Option<Sample>,
    /// When.
    pub period: Option<Box<Period>>,
}

/// Rows behind a sample that was counted and not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// All of them.
    Whole(u64),
    /// Before and after.
    Sides(u64, u64),
}

impl Record {
    /// Takes over figures that were recomputed, or kept in place of a file that is absent. Once is enough.
    pub fn settle(&mut self, figures: &Recomputed) {
        let Some(super::Kind::Measurement(m)) = &mut self.kind else { return };
        let Some(span) = m.data.as_ref().map(|data| data.span) else { return };
        m.written = Some(Box::new(Written {
            before: m.before.take(),
            after: m.after.take(),
            value: m.value.take(),
            sample: m.sample.clone(),
            period: m.period.clone(),
        }));
        m.take(figures, span);
    }
}

impl Measurement {
    /// The value before, as a page shows it: as it was stated, since that agrees; else of the file, with two decimals or
    /// three digits.
    pub fn shown_before(&self) -> Option<Exact> {
        shown(&self.before, self.written.as_ref().map(|written| &written.before))
    }

    /// The value after, likewise.
    pub fn shown_after(&self) -> Option<Exact> {
        shown(&self.after, self.written.as_ref().map(|written| &written.after))
    }

    /// The single value, likewise.
    pub fn shown_value(&self) -> Option<Exact> {
        shown(&self.value, self.written.as_ref().map(|written| &written.value))
    }

    fn take(&mut self, figures: &Recomputed, span: Span) {
        let written = self.written.take().unwrap_or_default();
        let value = |side: &Option<Side>, stated: &Option<Spanned<Exact>>| {
            let place = stated.as_ref().map_or(span, |stated| stated.span);
            side.as_ref().map(|side| Spanned { value: side.value, span: place })
        };
        self.before = value(&figures.before, &written.before);
        self.after = value(&figures.after, &written.after);
        self.value = value(&figures.whole, &written.value);
        self.statistic.get_or_insert(Spanned { value: figures.statistic, span });
        self.sample = self.sample.take().or_else(|| sample(figures, span));
        self.period = self.period.take().or_else(|| period(figures, span).map(Box::new));
        self.best = figures.changes.map(|c| c.tenth).or_else(|| figures.whole.as_ref().and_then(|side| side.tenth));
        self.written = Some(written);
        self.computed = Some(Box::new(figures.clone()));
    }
}

fn shown(value: &Option<Spanned<Exact>>, written: Option<&Option<Spanned<Exact>>>) -> Option<Exact> {
    let value = value.as_ref()?.value;
    match written {
        None => Some(value),
        Some(Some(stated)) => Some(stated.value),
        Some(None) => Some(readable(value)),
    }
}

/// Two decimals; below one, three digits.
pub fn readable(value: Exact) -> Exact {
    let mut places = 2;
    let mut size = value.abs();
    while places < 12 && !size.is_zero() && size < Exact::ONE {
        let Some(larger) = size.times(Exact::int(10)) else { break };
        (size, places) = (larger, places + 1);
    }
    Exact::pow10(-places).and_then(|step| value.round_to(step)).unwrap_or(value)
}

fn sample(figures: &Recomputed, span: Span) -> Option<Sample> {
    let (n, counted) = match (&figures.before, &figures.after, &figures.whole) {
        (Some(before), Some(after), _) => (before.n().min(after.n()), Counted::Sides(before.n(), after.n())),
        (_, _, Some(whole)) => (whole.n(), Counted::Whole(whole.n())),
        _ => return None,
    };
    Some(Sample { n: Some(n), of: None, words: None, counted: Some(counted), span })
}

fn period(figures: &Recomputed, span: Span) -> Option<Period> {
    let days = |side: &Option<Side>| Some(Spanned { value: side.as_ref()?.days?, span });
    let period =
        Period { before: days(&figures.before), after: days(&figures.after), whole: days(&figures.whole), span };
    (period.before.is_some() || period.after.is_some() || period.whole.is_some()).then_some(period)
}
