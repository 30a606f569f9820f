//! Whether a study is published at all: permission and time, apart from how strong it is.
//!
//! The gate is not monotone and cannot be: taking back `withdrawn` or a past `until` from the file opens it. What was
//! once withdrawn is remembered in `proof.lock`, and comes here in the vault.

use std::fmt;

use jiff::civil::Date;

use super::calendar::plus_months;
use super::{Predicate, Standing, Vault};
use crate::config::Policy;
use crate::study::{Consent, Scope, Study};

/// Why a study is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// `draft: true`.
    Draft,
    /// The front matter could not be read.
    Broken,
    /// Its date has not come.
    Future(Date),
    /// The last day of its consent was this one.
    Expired(Date),
    /// Its consent was withdrawn.
    Withdrawn,
    /// `require_consent` is on and none is recorded.
    NoConsent,
    /// Its rung is below `minimum_rung`.
    BelowMinimum,
    /// One of the four fields is missing.
    NoCard,
}

impl LeftOut {
    /// A stable name for reports: kebab-case.
    pub fn name(&self) -> &'static str {
        match self {
            LeftOut::Draft => "draft",
            LeftOut::Broken => "broken",
            LeftOut::Future(_) => "future",
            LeftOut::Expired(_) => "expired",
            LeftOut::Withdrawn => "withdrawn",
            LeftOut::NoConsent => "no-consent",
            LeftOut::BelowMinimum => "below-minimum",
            LeftOut::NoCard => "no-card",
        }
    }

    /// Whether the writer keeps it back by their own hand, as opposed to a day that passed, a customer who changed their
    /// mind or a bar that was set.
    pub fn is_held_back(&self) -> bool {
        matches!(self, LeftOut::Draft | LeftOut::Future(_))
    }

    /// The sentence after "left out: ", without a full stop.
    pub fn reason(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LeftOut::Draft => f.write_str("it is a draft"),
            LeftOut::Broken => f.write_str("its front matter cannot be read to the end"),
            LeftOut::Future(date) => write!(f, "it is to be published on {date}"),
            LeftOut::Expired(until) => write!(f, "its consent ended on {until}"),
            LeftOut::Withdrawn => f.write_str("its consent was withdrawn"),
            LeftOut::NoConsent => f.write_str("no consent is recorded, and `require_consent` is on"),
            LeftOut::BelowMinimum => f.write_str("its rung is below `minimum_rung`"),
            LeftOut::NoCard => f.write_str("customer, problem, outcome or quote is missing"),
        }
    }
}

/// Whether `study` is left out on `today`, and why. A withdrawal comes before all else: it holds for drafts too.
pub fn gate(study: &Study, vault: &Vault, standing: &Standing, policy: &Policy, today: Date) -> Option<LeftOut> {
    let meta = &study.meta;
    let consent = meta.consent.as_ref();
    if vault.is_withdrawn(study) {
        return Some(LeftOut::Withdrawn);
    }
    if study.broken {
        return Some(LeftOut::Broken);
    }
    if meta.draft {
        return Some(LeftOut::Draft);
    }
    if !standing.holds.contains(&Predicate::Card) {
        return Some(LeftOut::NoCard);
    }
    if let Some(date) = meta.date.as_ref().filter(|date| today < date.value) {
        return Some(LeftOut::Future(date.value));
    }
    if let Some(last) = consent.and_then(|c| last_day(c, policy)).filter(|last| *last < today) {
        return Some(LeftOut::Expired(last));
    }
    if policy.require_consent && !consent.is_some_and(|c| is_recorded(c, today)) {
        return Some(LeftOut::NoConsent);
    }
    (standing.rung < policy.minimum_rung).then_some(LeftOut::BelowMinimum)
}

/// The last day a consent covers: `until`, else the day before `consent_months` have passed. `None` when neither can be
/// told.
pub fn last_day(consent: &Consent, policy: &Policy) -> Option<Date> {
    match (&consent.until, &consent.date) {
        (Some(until), _) => Some(until.value),
        (None, Some(date)) => {
            let end = plus_months(date.value, policy.consent_months);
            Some(end.yesterday().unwrap_or(end))
        }
        (None, None) => None,
    }
}

/// Somebody agreed, on a day that has come, to a page on the web.
fn is_recorded(consent: &Consent, today: Date) -> bool {
    consent.by.is_some()
        && consent.date.as_ref().is_some_and(|date| date.value <= today)
        && consent.scope.iter().any(|scope| scope.value == Scope::Web)
}
