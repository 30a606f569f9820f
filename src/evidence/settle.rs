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
    pub period: Option<Period>,
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
        m.written = Some(Written {
            before: m.before.take(),
            after: m.after.take(),
            value: m.value.take(),
            sample: m.sample.clone(),
            period: m.period.clone(),
        });
        m.take(figures, span);
    }
}

impl Measurement {
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
        self.period = self.period.take().or_else(|| period(figures, span));
        self.best = figures.whole.as_ref().and_then(|side| side.tenth);
        self.written = Some(written);
    }
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
