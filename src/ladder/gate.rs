//! Whether a study is published at all: permission and time, apart from how strong it is.

use jiff::civil::Date;

use super::Standing;
use crate::config::Policy;
use crate::study::Study;

/// Why a study is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// `draft: true`.
    Draft,
    /// The front matter could not be read.
    Broken,
    /// Its date has not come.
    Future(Date),
    /// Its consent ended on this day.
    Expired(Date),
    /// Its consent was withdrawn.
    Withdrawn,
    /// `require_consent` is on and none is recorded.
    NoConsent,
    /// Below `minimum_rung`.
    BelowMinimum,
    /// One of the four fields is missing.
    NoCard,
}

/// Whether `study` is left out on `today`, and why.
pub fn gate(study: &Study, standing: &Standing, policy: &Policy, today: Date) -> Option<LeftOut> {
    let _ = (standing, policy, today);
    study.meta.draft.then_some(LeftOut::Draft)
}
