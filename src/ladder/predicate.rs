//! What a rung can ask for, each a question about one study.
//!
//! Two laws hold for every answer. Silence is the worst answer: a value that is absent, unreadable, a placeholder or a
//! default counts as not there. And where several things could answer, any one of them may: if the first or the newest
//! decided, cutting it could raise the rung.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Vault;
use super::calendar::{days_between, within_months};
use super::explains::explains;
use super::words::{says_something, word_count};
use crate::claim::Better;
use crate::config::Policy;
use crate::evidence::{
    Advocacy, Commitment, CommitmentEvent, Holder, Interview, Kind, Measurement, Period, Record, Sample, Usage,
};
use crate::study::{Consent, Prose, Quote, Scope, Study};
use crate::written::Text;

/// What a rung can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Predicate {
    /// The four fields are there and no placeholder.
    Card,
    /// A quote with speaker and role.
    Voice,
    /// Consent recorded, running, and covering the page, the speaker's name and role.
    Consented,
    /// Relationship and incentive both stated.
    Declared,
    /// Money that cleared, or a contract, or production, long enough ago.
    Committed,
    /// What the problem cost, or why it was urgent.
    Pain,
    /// In use long enough, and still.
    Used,
    /// A before and after, in the better direction.
    Measured,
    /// An interview on record.
    Heard,
    /// A quote that explains the problem or a result.
    Explains,
    /// Measured or confirmed less than `love_months` ago.
    Fresh,
    /// Measured by somebody who gains nothing.
    Independent,
    /// Limits stated.
    Limits,
    /// They told someone else, unpaid.
    Outward,
    /// Measured or confirmed less than `hell_yes_months` ago.
    Fresher,
}

impl Predicate {
    /// All, from the cheapest to supply to the dearest: two lines the writer knows, then one mail, then a call, then
    /// figures, then what only time and the customer can give.
    pub const CHEAPEST_FIRST: [Predicate; 15] = [
        Predicate::Card,
        Predicate::Declared,
        Predicate::Consented,
        Predicate::Voice,
        Predicate::Pain,
        Predicate::Limits,
        Predicate::Explains,
        Predicate::Heard,
        Predicate::Measured,
        Predicate::Independent,
        Predicate::Fresh,
        Predicate::Fresher,
        Predicate::Committed,
        Predicate::Used,
        Predicate::Outward,
    ];
}

/// What the predicates look at.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) study: &'a Study,
    pub(super) vault: &'a Vault,
    pub(super) policy: &'a Policy,
    pub(super) today: Date,
}

impl<'a> Look<'a> {
    /// Every predicate that holds. A file that could not be read to its end holds none: what is hidden is unknown.
    pub(super) fn holding(self) -> BTreeSet<Predicate> {
        if self.study.broken {
            return BTreeSet::new();
        }
        Predicate::CHEAPEST_FIRST.into_iter().filter(|predicate| self.holds(*predicate)).collect()
    }

    pub(super) fn holds(self, predicate: Predicate) -> bool {
        let meta = &self.study.meta;
        match predicate {
            Predicate::Card => {
                (said(&meta.customer.name) || said(&meta.customer.public_as))
                    && told(&meta.problem.text)
                    && told(&meta.outcome)
                    && meta.quotes.iter().any(|quote| told(&quote.text))
            }
            Predicate::Voice => meta.quotes.iter().any(|q| told(&q.text) && said(&q.by) && said(&q.role)),
            Predicate::Consented => meta.consent.as_ref().is_some_and(|consent| self.runs(consent)),
            Predicate::Declared => meta.disclosure.relationship.is_some() && said(&meta.disclosure.incentive),
            Predicate::Committed => self.commitments().any(|(_, c)| self.is_committed(c)),
            Predicate::Pain => told(&meta.problem.cost) || told(&meta.problem.urgent_because),
            Predicate::Used => self.usages().any(|(_, usage)| self.is_used(usage)),
            Predicate::Measured => self.measured().next().is_some(),
            Predicate::Heard => self.interviews().any(|(_, interview)| self.is_heard(interview)),
            Predicate::Explains => meta.quotes.iter().any(|quote| explains(quote, self.study)),
            Predicate::Fresh => self.is_fresh(self.policy.love_months),
            Predicate::Independent => self.measured().any(|(_, m)| is_independent(m, self.policy)),
            Predicate::Limits => meta.limits.as_ref().is_some_and(is_a_limit),
            Predicate::Outward => self.acts().any(|(_, act)| self.is_outward(act)),
            Predicate::Fresher => self.is_fresh(self.policy.hell_yes_months),
        }
    }

    /// Consent counts only with its end written: `consent_months` is what we assume, not what the customer said. What it
    /// must cover is what stands on every page of these rungs: the page itself, the speaker's name and role. It does not
    /// depend on what else is shown, or deleting a logo could raise the rung; a logo, a picture, the printed brief and
    /// reference calls beyond the scope are an error of their own (`outside-scope`).
    fn runs(self, consent: &Consent) -> bool {
        let covers = |scope: Scope| consent.scope.iter().any(|s| s.value == scope);
        let begun = consent.date.as_ref().is_some_and(|date| date.value <= self.today);
        let running = consent.until.as_ref().is_some_and(|until| self.today <= until.value);
        !self.vault.is_withdrawn(self.study)
            && said(&consent.by)
            && begun
            && running
            && [Scope::Web, Scope::Name, Scope::Role].into_iter().all(covers)
    }

    fn is_committed(self, commitment: &Commitment) -> bool {
        let Some(event) = &commitment.event else { return false };
        counting_day(event.value, commitment)
            .is_some_and(|day| days_between(day, self.today) >= i64::from(self.policy.cooling_off_days))
    }

    fn is_used(self, usage: &Usage) -> bool {
        let (Some(since), Some(as_of)) = (&usage.since, &usage.as_of) else { return false };
        usage.active.as_ref().is_some_and(|active| active.value)
            && as_of.value <= self.today
            && days_between(since.value, as_of.value) >= i64::from(self.policy.min_use_days)
    }

    /// The first day of use: the earliest, so that cutting a record can only move it later.
    pub(super) fn use_began(self) -> Option<Date> {
        self.usages().filter_map(|(_, usage)| usage.since.as_ref()).map(|since| since.value).min()
    }

    /// The measurements that count.
    pub(super) fn measured(self) -> impl Iterator<Item = (&'a Record, &'a Measurement)> {
        self.records().filter_map(move |record| {
            let measurement = record.measurement()?;
            is_measured(measurement, self.today).then_some((record, measurement))
        })
    }

    fn is_heard(self, interview: &Interview) -> bool {
        let (Some(date), Some(notes)) = (&interview.date, &interview.notes) else { return false };
        interview.with.as_ref().is_some_and(|with| names_somebody(with, &self.study.meta.quotes))
            && date.value <= self.today
            && self.use_began().is_some_and(|began| began <= date.value)
            && self.vault.has_notes(notes.trimmed())
    }

    fn is_fresh(self, months: u32) -> bool {
        let confirmed =
            self.study.meta.consent.as_ref().filter(|consent| self.runs(consent)).and_then(|c| c.date.as_ref());
        let collected = self.measured().filter_map(|(_, m)| m.collected.as_ref());
        collected.chain(confirmed).any(|date| within_months(date.value, months, self.today))
    }

    /// An act counts unless it was paid for. That nothing was given for it is said by `incentive: none`, which every
    /// rung above the lowest asks for; so silence about `paid` is not an answer of its own.
    fn is_outward(self, act: &Advocacy) -> bool {
        let Some(date) = &act.date else { return false };
        act.act.is_some()
            && !act.paid.as_ref().is_some_and(|paid| paid.value)
            && date.value <= self.today
            && self.use_began().is_some_and(|began| began < date.value)
    }

    fn records(self) -> impl Iterator<Item = &'a Record> {
        self.study.meta.evidence.iter()
    }

    pub(super) fn commitments(self) -> impl Iterator<Item = (&'a Record, &'a Commitment)> {
        self.records().filter_map(|record| match &record.kind {
            Some(Kind::Commitment(commitment)) => Some((record, &**commitment)),
            _ => None,
        })
    }

    pub(super) fn usages(self) -> impl Iterator<Item = (&'a Record, &'a Usage)> {
        self.records().filter_map(|record| match &record.kind {
            Some(Kind::Usage(usage)) => Some((record, &**usage)),
            _ => None,
        })
    }

    pub(super) fn interviews(self) -> impl Iterator<Item = (&'a Record, &'a Interview)> {
        self.records().filter_map(|record| match &record.kind {
            Some(Kind::Interview(interview)) => Some((record, &**interview)),
            _ => None,
        })
    }

    pub(super) fn acts(self) -> impl Iterator<Item = (&'a Record, &'a Advocacy)> {
        self.records().filter_map(|record| match &record.kind {
            Some(Kind::Advocacy(act)) => Some((record, &**act)),
            _ => None,
        })
    }
}

/// The day from which a commitment is counted: for money the day it cleared, else the day it was made.
pub(super) fn counting_day(event: CommitmentEvent, commitment: &Commitment) -> Option<Date> {
    let day = if event.is_money() { &commitment.cleared } else { &commitment.date };
    day.as_ref().map(|day| day.value)
}

/// Whether a measurement counts for a rung on `today`.
pub(crate) fn is_measured(m: &Measurement, today: Date) -> bool {
    moved_well(m) == Some(true)
        && said(&m.unit)
        && m.statistic.is_some()
        && (m.sample.as_ref().is_some_and(is_sample) || m.period.as_deref().is_some_and(is_period))
        && m.source.as_ref().is_some_and(|source| source.value != Holder::VendorEstimate)
        && m.collected.as_ref().is_some_and(|collected| collected.value <= today)
}

/// Whether the figure moved in the better direction; `None` when that cannot be told yet.
pub(super) fn moved_well(m: &Measurement) -> Option<bool> {
    let (before, after) = (m.before.as_ref()?.value, m.after.as_ref()?.value);
    Some(match m.better.as_ref()?.value {
        Better::Lower => after < before,
        Better::Higher => after > before,
    })
}

/// Whether a measurement that counts was made by somebody who gains nothing by it.
pub(super) fn is_independent(m: &Measurement, policy: &Policy) -> bool {
    let n = m.sample.as_ref().and_then(|sample| sample.n);
    match m.source.as_ref().map(|source| source.value) {
        Some(Holder::CustomerSystem | Holder::Invoice | Holder::ThirdParty) => true,
        Some(Holder::Survey) => n.is_some_and(|n| n >= u64::from(policy.percent_min_n)),
        _ => false,
    }
}

pub(super) fn is_sample(sample: &Sample) -> bool {
    sample.n.is_some_and(|n| n > 0) || said(&sample.words)
}

/// Both sides must be dated: a period of the good half only is the half a reader would not ask for.
pub(super) fn is_period(period: &Period) -> bool {
    period.whole.is_some() || (period.before.is_some() && period.after.is_some())
}

fn is_a_limit(limits: &Prose) -> bool {
    says_something(&limits.text) && word_count(&limits.text) >= 5
}

/// Whether the interview was with the speaker, or with somebody named: `two nurses` are nobody.
pub(super) fn names_somebody(with: &Text, quotes: &[Quote]) -> bool {
    let with = with.trimmed();
    let speaks =
        quotes.iter().filter_map(|q| q.by.as_ref()).any(|by| by.trimmed().to_lowercase() == with.to_lowercase());
    says_something(with) && (speaks || with.split_whitespace().any(|word| word.starts_with(char::is_uppercase)))
}

pub(super) fn said(text: &Option<Text>) -> bool {
    text.as_ref().is_some_and(|text| says_something(text.trimmed()))
}

pub(super) fn told(prose: &Option<Prose>) -> bool {
    prose.as_ref().is_some_and(|prose| says_something(&prose.text))
}
