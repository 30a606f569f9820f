//! The figures of a study: which result stands at its head, and which beside it.

use super::Making;
use crate::claim::Place as Where;
use crate::evidence::Record;
use crate::site::mark::Marks;
use crate::site::view::ResultView;
use crate::site::view::figure::is_change;

/// A headline in plain words.
#[derive(Default)]
pub(crate) struct Figures {
    pub(crate) before: Option<String>,
    pub(crate) after: String,
    pub(crate) metric: String,
    pub(crate) months: Option<String>,
}

impl Making<'_> {
    /// The headline first, then other measured changes, three in all; `drawn` over time where their files have days.
    pub(super) fn results(&self, marks: &mut Marks, drawn: bool) -> Vec<ResultView> {
        let headline = self.headline();
        let others = self.study.meta.evidence.iter().filter(|r| r.measurement().is_some_and(is_change));
        let mut chosen: Vec<&Record> = headline.into_iter().collect();
        for record in others {
            if chosen.len() < 3 && !chosen.iter().any(|c| c.id.value == record.id.value) {
                chosen.push(record);
            }
        }
        chosen
            .into_iter()
            .filter_map(|record| {
                let id = &record.id.value;
                let view = ResultView::of(record, marks.number(id), marks.url(id), self.routes)?;
                Some(if drawn { view.drawn(record, &self.routes.numerals) } else { view })
            })
            .collect()
    }

    /// The headline as its list entry says it: before, after, what was counted, and over which months.
    pub(crate) fn headline_figures(&self) -> Option<Figures> {
        let of = ResultView::of(self.headline()?, 0, String::new(), self.routes)?;
        let said = of.unit_after.is_empty() || of.metric.contains(&of.unit_after);
        let unit = if said { String::new() } else { format!(", {}", of.unit_after) };
        Some(Figures { before: of.before, after: of.after, metric: format!("{}{unit}", of.metric), months: of.months })
    }

    fn headline(&self) -> Option<&Record> {
        let bound_in = |place: Where| {
            self.study.claims.iter().filter(move |c| c.place == place).find_map(|c| {
                let bound = c.bound.as_ref().filter(|b| b.study.is_none())?;
                self.study.record(&bound.id).filter(|r| ResultView::of(r, 0, String::new(), self.routes).is_some())
            })
        };
        bound_in(Where::Title)
            .or_else(|| bound_in(Where::Outcome))
            .or_else(|| self.study.meta.evidence.iter().find(|r| r.measurement().is_some_and(is_change)))
    }
}
