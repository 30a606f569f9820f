//! `evidence-data-mismatch`, `unreadable-data` and `rows-left-out`: a record beside the file its figures follow from.

use crate::claim::{Better, Exact, Number, Outcome, stands_for};
use crate::evidence::{Data, Interval, Measurement, Recomputed, Record, Side, Trouble, Written, in_words};
use crate::finding::Finding;
use crate::rule::Cx;
use crate::source::{Span, Spanned};
use crate::study::Study;

/// A stated period may reach this far beyond the first and last day of the rows: a reading may stand for its month.
const REACH: i32 = 31;

/// Looks at a record with `data`, and at whether its file could be read.
pub(super) fn check(study: &Study, record: &Record, cx: &mut Cx<'_>) {
    if let Some(file) = &record.file
        && let Some(Err(why)) = cx.survey.file(file.trimmed())
    {
        let what = format!("content/evidence/{} cannot be read: {why}", file.trimmed());
        cx.report(Finding::new("missing-evidence-file", file.span, what).help("let the user who builds read it"));
    }
    let Some(m) = record.measurement() else { return };
    let Some(data) = &m.data else { return };
    match cx.survey.figures(study.file, &record.id.value) {
        Some(Ok(figures)) => {
            let beside = Beside { record, m, data, figures };
            beside.values(cx);
            beside.sample(cx);
            beside.period(cx);
            beside.left_out(cx);
        }
        Some(Err(trouble)) if !study.broken => cx.report(told(trouble)),
        _ => {}
    }
}

fn told(trouble: &Trouble) -> Finding {
    let finding = Finding::new(trouble.rule, trouble.span, trouble.message.as_str());
    let finding = trouble.notes.iter().fold(finding, |finding, note| finding.note(note));
    trouble.help.iter().fold(finding, |finding, help| finding.help(help))
}

/// A record and what its file says.
struct Beside<'a> {
    record: &'a Record,
    m: &'a Measurement,
    data: &'a Data,
    figures: &'a Recomputed,
}

impl Beside<'_> {
    fn written(&self) -> Option<&Written> {
        self.m.written.as_deref()
    }

    fn file(&self) -> &str {
        self.record.file.as_ref().map_or("the file", |file| file.trimmed())
    }

    fn mismatch(&self, span: Span, message: String) -> Finding {
        Finding::new("evidence-data-mismatch", span, message).related(self.data.span, "computed as said here")
    }

    /// Stated values, each beside the one that was computed.
    fn values(&self, cx: &mut Cx<'_>) {
        let Some(written) = self.written() else { return };
        let lower = self.m.better.as_ref().map(|better| better.value == Better::Lower);
        let sides = [
            ("before", &written.before, &self.figures.before, lower),
            ("after", &written.after, &self.figures.after, lower.map(|lower| !lower)),
            ("value", &written.value, &self.figures.whole, lower.map(|lower| !lower)),
        ];
        for (name, stated, side, larger_flatters) in sides {
            let Some(stated) = stated else { continue };
            let finding = match side {
                Some(side) => self.value(name, stated, side, larger_flatters, cx),
                None => Some(self.no_such_side(name, stated.span)),
            };
            if let Some(finding) = finding {
                cx.report(finding);
            }
        }
    }

    fn value(
        &self,
        name: &str,
        stated: &Spanned<Exact>,
        side: &Side,
        larger_flatters: Option<bool>,
        cx: &Cx<'_>,
    ) -> Option<Finding> {
        let words = cx.sources.words(stated.span).trim_matches(['"', '\'']);
        let printed = Number::printed(words)?;
        let outcome = stands_for(&printed, side.value, larger_flatters);
        if outcome == Outcome::Agrees {
            return None;
        }
        let unit = self.m.unit.as_ref().map_or(String::new(), |unit| format!(" {}", unit.trimmed()));
        let computed = side.value.to_string();
        let finding = match outcome {
            Outcome::RoundedInFavour(by) => self
                .mismatch(
                    stated.span,
                    format!("`{name}: {words}` is rounded in your favour, by {}% of {computed}", by.decimal(1)),
                )
                .note("rounding may flatter by 5% at most"),
            _ => self
                .mismatch(stated.span, format!("`{name}: {words}` is not what {} says: {computed}{unit}", self.file())),
        };
        let digits = computed.replace(',', "");
        Some(
            finding
                .note(format!(
                    "{}: {}",
                    in_words::statistic(self.data, self.figures),
                    in_words::formula(self.data, self.figures, side)
                ))
                .note(in_words::rows(self.figures))
                .help(format!("write `{name}: {digits}`, or delete the line: it is then taken from the file")),
        )
    }

    /// A `before` beside rows that are not parted, or a `value` beside rows that are.
    fn no_such_side(&self, name: &str, span: Span) -> Finding {
        let message = format!("`{name}` is stated, and nothing in the file is computed for it");
        let finding = self.mismatch(span, message);
        match name {
            "value" => finding.help("delete it: the rows are parted into before and after"),
            _ => finding.help("add `by:` with the column that tells before from after, or write `value`"),
        }
    }

    /// A stated number of cases beside the rows.
    fn sample(&self, cx: &mut Cx<'_>) {
        let Some((sample, n)) = self.written().and_then(|w| w.sample.as_ref()).and_then(|s| Some((s, s.n?))) else {
            return;
        };
        let sides: Vec<u64> = [&self.figures.before, &self.figures.after, &self.figures.whole]
            .into_iter()
            .flatten()
            .flat_map(|side| [side.rows, side.n()])
            .collect();
        let total = |of: fn(&Side) -> u64| {
            [&self.figures.before, &self.figures.after, &self.figures.whole].into_iter().flatten().map(of).sum::<u64>()
        };
        let most = total(Side::n).max(total(|side| side.rows));
        let is_counted = sides.contains(&n) || n == total(Side::n) || n == total(|side| side.rows);
        // Several rows may be of one clinic; never several clinics of one row.
        let may_be_fewer = sample.of.is_some() && n < most;
        if is_counted || may_be_fewer {
            return;
        }
        let finding = self
            .mismatch(sample.span, format!("a sample of {n} is not what {} holds", self.file()))
            .note(in_words::rows(self.figures));
        let finding = if sample.of.is_none() && n < most {
            finding.help("say of what it is the number, such as `sample: {n: 12, of: clinics}`, or delete the line")
        } else {
            finding.help("write the number of rows, or delete the line: they are then counted")
        };
        cx.report(finding);
    }

    /// Stated periods beside the days of the rows.
    fn period(&self, cx: &mut Cx<'_>) {
        let Some(period) = self.written().and_then(|w| w.period.as_ref()) else { return };
        let days = |side: &Option<Side>| side.as_ref().and_then(|side| side.days);
        let (before, after, whole) = (days(&self.figures.before), days(&self.figures.after), days(&self.figures.whole));
        let all = [before, after, whole]
            .into_iter()
            .flatten()
            .reduce(|a, b| Interval { first: a.first.min(b.first), last: a.last.max(b.last) });
        let pairs = [(&period.before, before), (&period.after, after), (&period.whole, all)];
        for (stated, days) in pairs.into_iter().filter_map(|(stated, days)| Some((stated.as_ref()?, days?))) {
            if let Some(finding) = self.days(stated, days) {
                cx.report(finding);
            }
        }
    }

    fn days(&self, stated: &Spanned<Interval>, rows: Interval) -> Option<Finding> {
        let Interval { first, last } = stated.value;
        let far =
            |from: jiff::civil::Date, to: jiff::civil::Date| from.until(to).is_ok_and(|span| span.get_days() > REACH);
        let what = if rows.first < first || last < rows.last {
            format!("rows of {} lie outside of this period: they are of {} to {}", self.file(), rows.first, rows.last)
        } else if far(first, rows.first) || far(rows.last, last) {
            format!(
                "the rows of {} cover less than this period: they are of {} to {}",
                self.file(),
                rows.first,
                rows.last
            )
        } else {
            return None;
        };
        Some(
            self.mismatch(stated.span, what)
                .note(format!("a period may reach {REACH} days beyond the rows, since a row may stand for its month"))
                .help("correct the period, or choose the rows with `where`, or delete the line: the days are then taken from the rows"),
        )
    }

    /// Rows that count nowhere, though nobody chose to leave them out.
    fn left_out(&self, cx: &mut Cx<'_>) {
        let rows = self.figures.rows;
        if rows.blank + rows.neither == 0 {
            return;
        }
        let left = rows.blank + rows.neither;
        let what = format!("{left} of {} rows of {} are left out", rows.all, self.file());
        let mut finding = Finding::new("rows-left-out", self.data.span, what);
        if rows.blank > 0 {
            finding = finding.note(format!("{} lack a value that is needed; a blank cell is never a zero", rows.blank));
        }
        if rows.neither > 0 {
            finding = finding.note(format!("{} are of neither side", rows.neither));
        }
        cx.report(finding.help("nothing, if they are meant to be; `where` says so and ends this note"));
    }
}
