//! Who will take a call, about what, and how to ask.

use jiff::civil::Date;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{Day, words};
use crate::site::escape::publishable;
use crate::site::route::Routes;
use crate::study::Reference;

/// The reference box of a study.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// `call`, `email`, as written.
    pub kinds: Vec<String>,
    /// The same in a row: `call or email`.
    pub kinds_text: String,
    /// Whom it is about.
    pub customer: String,
    /// The study.
    pub url: String,
    /// Opens a message to the publisher that names the study; null without a contact.
    pub mailto: Option<String>,
    /// The subject of that message.
    pub subject: String,
    /// Asked often enough this quarter: not before this day.
    pub resting_until: Option<Day>,
    /// The problem they had, to choose a call by.
    pub about: Option<String>,
    /// What they can speak about: what the study tells of.
    pub covers: Vec<String>,
    /// How often they may be asked: `At most 2 times a quarter`; null when nothing is said.
    pub often: Option<String>,
}

/// The facts around a reference.
pub(super) struct Around<'a> {
    pub(super) customer: &'a str,
    pub(super) about: Option<String>,
    pub(super) covers: Vec<String>,
    pub(super) url: String,
    pub(super) routes: &'a Routes,
    pub(super) today: Date,
}

/// The box, for a customer who takes questions.
pub(super) fn reference(reference: &Reference, around: Around<'_>) -> Option<ReferenceView> {
    if !reference.open {
        return None;
    }
    let kinds: Vec<String> = reference.kinds.iter().map(|k| publishable(k.trimmed(), around.routes)).collect();
    let subject = format!("Reference: {}", around.customer);
    Some(ReferenceView {
        kinds_text: words::list(&kinds).replace(" and ", " or "),
        kinds,
        customer: around.customer.to_owned(),
        url: around.url,
        mailto: around.routes.contact.as_ref().map(|contact| format!("mailto:{contact}?subject={}", escaped(&subject))),
        subject,
        resting_until: resting_until(reference, around.today).map(Day::from),
        about: around.about,
        covers: around.covers,
        often: reference.max_per_quarter.as_ref().map(|most| match most.value {
            1 => "At most once a quarter".to_owned(),
            2 => "At most twice a quarter".to_owned(),
            n => format!("At most {n} times a quarter"),
        }),
    })
}

/// The first day of the next quarter, when this one is used up.
pub(crate) fn resting_until(reference: &Reference, today: Date) -> Option<Date> {
    let most = reference.max_per_quarter.as_ref()?.value;
    let quarter = |d: Date| (d.year(), (d.month() - 1) / 3);
    let used = reference.used.iter().filter(|d| d.value <= today && quarter(d.value) == quarter(today)).count();
    if (used as u64) < u64::from(most) {
        return None;
    }
    let (year, quarter) = quarter(today);
    if quarter == 3 { Date::new(year + 1, 1, 1).ok() } else { Date::new(year, quarter * 3 + 4, 1).ok() }
}

/// For the query of a `mailto:` address.
pub(super) fn escaped(words: &str) -> String {
    const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(words, QUERY).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span, Spanned};

    fn used(days: &[&str], today: &str) -> Option<String> {
        let span = Span::new(Sources::default().insert("a", ""), 0..0);
        let at = |day: &&str| Spanned { value: day.parse().expect("a date"), span };
        let reference = Reference {
            open: true,
            kinds: Vec::new(),
            max_per_quarter: Some(Spanned { value: 2, span }),
            used: days.iter().map(at).collect(),
            span,
        };
        resting_until(&reference, today.parse().expect("a date")).map(|d| d.to_string())
    }

    #[test]
    fn two_calls_a_quarter_rest_until_the_next() {
        assert_eq!(used(&["2026-10-06"], "2026-11-21"), None);
        assert_eq!(used(&["2026-10-06", "2026-11-01"], "2026-11-21").as_deref(), Some("2027-01-01"));
        assert_eq!(used(&["2026-01-06", "2026-02-01"], "2026-03-31").as_deref(), Some("2026-04-01"));
        assert_eq!(used(&["2026-09-30", "2026-12-01"], "2026-11-21"), None, "last quarter, and a day to come");
    }

    #[test]
    fn subjects_are_escaped() {
        assert_eq!(escaped("Café & Co"), "Caf%C3%A9%20%26%20Co");
    }
}
