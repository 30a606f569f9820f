//! `date-order`: dates that contradict each other or the calendar on the wall.

use jiff::civil::Date;

use crate::evidence::{Interval, Kind, Measurement, Record};
use crate::finding::Finding;
use crate::rule::Cx;
use crate::source::Spanned;
use crate::study::Study;

/// A date and the key it is written under.
type Named<'a> = (&'static str, &'a Option<Spanned<Date>>);

pub(super) fn check(study: &Study, cx: &mut Cx<'_>) {
    let meta = &study.meta;
    in_order(("date", &meta.date), ("updated", &meta.updated), cx);
    for quote in &meta.quotes {
        behind_us(("date", &quote.date), "said", cx);
    }
    if let Some(consent) = &meta.consent {
        // A consent that begins in the future is `missing-consent`.
        in_order(("date", &consent.date), ("until", &consent.until), cx);
    }
    for used in meta.reference.iter().flat_map(|r| &r.used) {
        behind_us(("used", &Some(used.clone())), "asked for", cx);
    }
    for record in &meta.evidence {
        record_dates(record, cx);
    }
}

fn record_dates(record: &Record, cx: &mut Cx<'_>) {
    match &record.kind {
        Some(Kind::Measurement(m)) => {
            behind_us(("collected", &m.collected), "collected", cx);
            periods(m, cx);
        }
        Some(Kind::Usage(u)) => {
            in_order(("since", &u.since), ("as_of", &u.as_of), cx);
            behind_us(("as_of", &u.as_of), "known", cx);
        }
        Some(Kind::Commitment(c)) => {
            in_order(("date", &c.date), ("cleared", &c.cleared), cx);
            behind_us(("date", &c.date), "committed to", cx);
            behind_us(("cleared", &c.cleared), "cleared", cx);
        }
        Some(Kind::Interview(i)) => behind_us(("date", &i.date), "said", cx),
        Some(Kind::Advocacy(a)) => behind_us(("date", &a.date), "done", cx),
        Some(Kind::Document(d)) => behind_us(("date", &d.date), "written", cx),
        Some(Kind::Public(p)) => behind_us(("seen", &p.seen), "seen", cx),
        // A certificate's `until` may lie on either side of today; `stale-evidence` tells.
        Some(Kind::Certification(_)) | None => {}
    }
}

fn periods(m: &Measurement, cx: &mut Cx<'_>) {
    let Some(period) = &m.period else { return };
    for interval in [&period.before, &period.after, &period.whole].into_iter().flatten() {
        let Interval { first, last } = interval.value;
        if last < first {
            cx.report(
                Finding::new("date-order", interval.span, "this period ends before it begins")
                    .help(format!("write `{last}/{first}` if the two are swapped")),
            );
        }
    }
    if let (Some(before), Some(after)) = (&period.before, &period.after)
        && after.value.first < before.value.last
    {
        let swapped = after.value.last < before.value.first;
        let what = if swapped { "the period after lies before the period before" } else { "the two periods overlap" };
        cx.report(
            Finding::new("date-order", after.span, what)
                .related(before.span, "the period before")
                .help("the first period ends when the second begins, or earlier"),
        );
    }
    let last = period.after.as_ref().or(period.whole.as_ref());
    if let (Some(last), Some(collected)) = (last, &m.collected)
        && last.value.first <= last.value.last
        && collected.value < last.value.last
    {
        let what = format!("collected on {}, before the period ended", collected.value);
        cx.report(
            Finding::new("date-order", collected.span, what)
                .related(last.span, "the period")
                .help("write the day on which the figures of the whole period were written down"),
        );
    }
}

/// `then` must not be earlier than `first`.
fn in_order(first: Named<'_>, then: Named<'_>, cx: &mut Cx<'_>) {
    let ((first_name, Some(first)), (then_name, Some(then))) = (first, then) else { return };
    if then.value < first.value {
        let what = format!("`{then_name}` {} is earlier than `{first_name}` {}", then.value, first.value);
        cx.report(
            Finding::new("date-order", then.span, what)
                .related(first.span, format!("`{first_name}`"))
                .help("correct the one that is wrong"),
        );
    }
}

/// What has happened lies behind us.
fn behind_us((name, date): Named<'_>, done: &str, cx: &mut Cx<'_>) {
    let Some(date) = date else { return };
    if date.value > cx.today {
        cx.report(
            Finding::new("date-order", date.span, format!("`{name}` {} has not come yet", date.value))
                .note(format!("today is {}; what was {done} lies behind us", cx.today))
                .help("correct the date"),
        );
    }
}
