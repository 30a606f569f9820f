//! The figures of a record, as claims are held against them.

use std::borrow::Cow;

use super::{Kind, Record, Statistic};
use crate::claim::{Exact, Figures};
use crate::source::Spanned;
use crate::written::{Choice, Text};

impl Record {
    /// What was measured or counted, in words: `metric`, else the id.
    pub fn metric(&self) -> Cow<'_, str> {
        let written = match &self.kind {
            Some(Kind::Measurement(m)) => m.metric.as_ref(),
            Some(Kind::Usage(u)) => u.metric.as_ref(),
            _ => None,
        };
        match written {
            Some(text) => Cow::Borrowed(text.trimmed()),
            None => Cow::Owned(self.id.value.replace(['-', '_'], " ")),
        }
    }

    /// The figures it holds, `None` when it has none. `metric` is [`Record::metric`], kept by the caller.
    pub fn figures<'a>(&'a self, metric: &'a str) -> Option<Figures<'a>> {
        let bare = Figures { metric, ..Figures::default() };
        match self.kind.as_ref()? {
            Kind::Measurement(m) => {
                let figures = Figures {
                    before: exact(&m.before),
                    after: exact(&m.after),
                    value: exact(&m.value),
                    unit: words(&m.unit),
                    better: m.better.as_ref().map(|b| b.value),
                    statistic: m.statistic.as_ref().and_then(|s| name(s.value)),
                    // A share counted in a file is exact: whether it is possible for its n is not in question.
                    n: m.sample.as_ref().and_then(|s| s.n).filter(|_| m.written.is_none()),
                    best: m.best.zip(Exact::ratio(1, 10)),
                    ..bare
                };
                (figures.before.is_some() || figures.after.is_some() || figures.value.is_some()).then_some(figures)
            }
            Kind::Usage(u) => single(&u.value, &u.unit, bare),
            Kind::Document(d) => single(&d.value, &d.unit, bare),
            Kind::Public(p) => single(&p.value, &p.unit, bare),
            _ => None,
        }
    }
}

fn single<'a>(value: &Option<Spanned<Exact>>, unit: &'a Option<Text>, bare: Figures<'a>) -> Option<Figures<'a>> {
    let value = exact(value)?;
    Some(Figures { value: Some(value), unit: words(unit), ..bare })
}

fn exact(value: &Option<Spanned<Exact>>) -> Option<Exact> {
    value.as_ref().map(|v| v.value)
}

fn words(text: &Option<Text>) -> &str {
    text.as_ref().map_or("", Text::trimmed)
}

/// A single reading is no statistic: "on average" does not fit it.
fn name(statistic: Statistic) -> Option<&'static str> {
    Statistic::ALL.iter().find(|(_, s)| *s == statistic && statistic != Statistic::Single).map(|(name, _)| *name)
}
