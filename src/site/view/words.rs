//! Words for what records hold: dates, kinds, sources.

use jiff::civil::Date;

use crate::evidence::{Act, CommitmentEvent, Holder, Interval, Statistic};
use crate::ladder::{Cap, Rung};
use crate::study::{Adopter, Relationship};
use crate::written::MONTHS;

/// `14 July 2026`.
pub(super) fn date(date: Date) -> String {
    let month = MONTHS[usize::from(date.month().unsigned_abs()).clamp(1, 12) - 1];
    format!("{} {month} {}", date.day(), date.year())
}

/// `6 October to 30 November 2025`: what both days share is said once.
pub(super) fn interval(interval: &Interval) -> String {
    let (first, last) = (interval.first, interval.last);
    if first == last {
        return date(first);
    }
    if first.year() != last.year() {
        return format!("{} to {}", date(first), date(last));
    }
    let month = |d: Date| MONTHS[usize::from(d.month().unsigned_abs()).clamp(1, 12) - 1];
    if first.month() == last.month() {
        return format!("{} to {}", first.day(), date(last));
    }
    format!("{} {} to {}", first.day(), month(first), date(last))
}

/// `October 2025 to June 2026`: from the month in which counting began to that in which it ended.
pub(super) fn months(first: Date, last: Date) -> String {
    let month = |d: Date| MONTHS[usize::from(d.month().unsigned_abs()).clamp(1, 12) - 1];
    match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => format!("{} {}", month(last), last.year()),
        (true, false) => format!("{} to {} {}", month(first), month(last), last.year()),
        _ => format!("{} {} to {} {}", month(first), first.year(), month(last), last.year()),
    }
}

/// `double-entry` → `double entry`.
pub(crate) fn in_words(id: &str) -> String {
    id.replace(['-', '_'], " ").trim().to_owned()
}

/// A capital at the start.
pub(crate) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) if first.is_ascii() => {
            let mut capital = words.to_owned();
            capital[..1].make_ascii_uppercase();
            capital
        }
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// `a, b and c`.
pub(super) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

pub(super) fn holder(holder: Holder) -> &'static str {
    match holder {
        Holder::CustomerSystem => "A system the customer runs",
        Holder::CustomerEstimate => "The customer’s own estimate",
        Holder::Invoice => "Invoices",
        Holder::ThirdParty => "A third party",
        Holder::Survey => "A survey",
        Holder::Telemetry => "The product’s own logs",
        Holder::VendorSystem => "A system the publisher runs",
        Holder::VendorEstimate => "The publisher’s own estimate",
    }
}

pub(super) fn statistic(statistic: Statistic) -> &'static str {
    match statistic {
        Statistic::Single => "A single value",
        Statistic::Mean => "Mean",
        Statistic::Median => "Median",
        Statistic::Min => "Lowest value",
        Statistic::Max => "Highest value",
        Statistic::Sum => "Sum",
        Statistic::Count => "Count",
        Statistic::Share => "Share",
        Statistic::Rate => "Rate",
        Statistic::P90 => "90th percentile",
        Statistic::P95 => "95th percentile",
    }
}

pub(super) fn event(event: CommitmentEvent) -> &'static str {
    match event {
        CommitmentEvent::Paid => "Paid",
        CommitmentEvent::PaidPilot => "Paid for a pilot",
        CommitmentEvent::Renewed => "Renewed",
        CommitmentEvent::Expanded => "Paid for more",
        CommitmentEvent::Contract => "Signed a contract",
        CommitmentEvent::Production => "Put it into production",
    }
}

pub(super) fn act(act: Act) -> &'static str {
    match act {
        Act::Referral => "Recommended it to somebody else",
        Act::Reference => "Answered a prospect’s questions",
        Act::Talk => "Spoke about it in public",
        Act::Introduction => "Introduced us to somebody",
        Act::Defended => "Defended the choice inside their company",
    }
}

pub(super) fn relationship(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::None => "No tie to the publisher beyond being a customer.",
        Relationship::Employee => "The customer, or the person quoted, works for the publisher.",
        Relationship::Family => "The customer, or the person quoted, is related to somebody at the publisher.",
        Relationship::Agent => "The customer, or the person quoted, acts for the publisher.",
        Relationship::Investor => "The customer, or the person quoted, owns a part of the publisher.",
        Relationship::Partner => "The customer sells together with the publisher.",
        Relationship::Reseller => "The customer sells the publisher’s product.",
    }
}

/// How a customer takes to new things, as a reader of the site is told.
pub(crate) fn adopter(adopter: Adopter) -> &'static str {
    match adopter {
        Adopter::Pioneer => "Tries new things first",
        Adopter::OpinionLeader => "Others look to them",
        Adopter::Pragmatist => "Waits for proof from their own kind",
    }
}

/// What a rung means to a reader. True also of a study that a cap holds there.
pub(super) fn rung(rung: Rung) -> &'static str {
    match rung {
        Rung::Draft => "Not published.",
        Rung::Like => "A problem and a result, as told. Nothing here counts for more than the telling.",
        Rung::WhyNot => "They paid or signed, time has passed, and they agreed to this text.",
        Rung::Love => "In use for months, with something counted before and after.",
        Rung::HellYes => "The count is not the publisher’s, the limits are stated, and they told somebody else unpaid.",
    }
}

pub(super) fn cap(cap: Cap) -> &'static str {
    match cap {
        Cap::Insider => "It stays at this rung because customer and publisher belong together.",
        Cap::Interested => "It stays at this rung because the customer has an interest in the publisher’s success.",
        Cap::Incentive => "It stays at this rung because the customer received something for it.",
        Cap::Former => "It stays at this rung because they are no longer a customer.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(first: &str, last: &str) -> String {
        interval(&Interval { first: first.parse().expect("a date"), last: last.parse().expect("a date") })
    }

    #[test]
    fn what_two_days_share_is_said_once() {
        assert_eq!(of("2025-10-06", "2025-11-30"), "6 October to 30 November 2025");
        assert_eq!(of("2025-10-06", "2025-10-30"), "6 to 30 October 2025");
        assert_eq!(of("2025-12-06", "2026-01-30"), "6 December 2025 to 30 January 2026");
        assert_eq!(of("2025-12-06", "2025-12-06"), "6 December 2025");
    }

    #[test]
    fn a_span_of_months_says_a_year_once() {
        let of = |first: &str, last: &str| months(first.parse().expect("a date"), last.parse().expect("a date"));
        assert_eq!(of("2025-10-06", "2026-06-14"), "October 2025 to June 2026");
        assert_eq!(of("2026-01-12", "2026-05-24"), "January to May 2026");
        assert_eq!(of("2026-05-11", "2026-05-24"), "May 2026");
        assert_eq!(of("2025-05-11", "2026-05-24"), "May 2025 to May 2026");
    }
}
