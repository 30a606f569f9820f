//! The rung of a study and what the next one needs: a pure function of the study, the vault, the policy and the day.
//!
//! *Monotone*: removing anything never raises the rung. *Inert*: praise, logos, credentials and length never move it.
//! Whether a study is published at all is a separate question; see [`gate`].

mod gate;

pub use gate::{LeftOut, gate};

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::config::Policy;
use crate::study::Study;
use crate::written::Choice;

/// How well one customer's result is evidenced; never that the product caused it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Not published.
    Draft,
    /// Said.
    Like,
    /// Bought.
    WhyNot,
    /// Measured.
    Love,
    /// Passed on.
    HellYes,
}

impl Rung {
    /// The word readers see.
    pub fn label(self) -> &'static str {
        match self {
            Rung::Draft => "Draft",
            Rung::Like => "Said",
            Rung::WhyNot => "Bought",
            Rung::Love => "Measured",
            Rung::HellYes => "Passed on",
        }
    }

    /// The rung above, if there is one.
    pub fn next(self) -> Option<Rung> {
        match self {
            Rung::Draft => Some(Rung::Like),
            Rung::Like => Some(Rung::WhyNot),
            Rung::WhyNot => Some(Rung::Love),
            Rung::Love => Some(Rung::HellYes),
            Rung::HellYes => None,
        }
    }
}

impl Choice for Rung {
    const ALL: &'static [(&'static str, Self)] = &[
        ("draft", Rung::Draft),
        ("like", Rung::Like),
        ("why-not", Rung::WhyNot),
        ("love", Rung::Love),
        ("hell-yes", Rung::HellYes),
    ];
}

/// Which private files are there. The ladder asks; nobody reads them here.
#[derive(Clone, Debug, Default)]
pub struct Vault {
    /// Files under `content/evidence/`, from there.
    pub evidence: BTreeSet<String>,
    /// Notes under `content/interviews/`, from there, without `.md`.
    pub interviews: BTreeSet<String>,
}

/// What a rung can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Predicate {
    /// The four fields are there and no placeholder.
    Card,
    /// A quote with speaker and role.
    Voice,
    /// Consent recorded, running, and covering what is shown.
    Consented,
    /// Relationship and incentive both stated.
    Declared,
    /// Money that cleared, or a contract, or production, long enough ago.
    Committed,
    /// What the problem cost, or why it was urgent.
    Pain,
    /// In use long enough.
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

/// What holds a study down whatever else it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cap {
    /// Employee, family or agent: `like`.
    Insider,
    /// Investor, partner or reseller: `why-not`.
    Interested,
    /// Any incentive: `love`.
    Incentive,
    /// No longer a customer: `why-not`.
    Former,
}

/// Where a study stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The rung, after caps.
    pub rung: Rung,
    /// The rung its predicates reach, before caps.
    pub reached: Rung,
    /// The caps that applied, lowest first; only those that lowered the rung.
    pub caps: Vec<Cap>,
    /// Every predicate that holds.
    pub holds: BTreeSet<Predicate>,
    /// What the next rung needs and does not have, cheapest first. Empty at the top, and when only a cap is in the way.
    pub missing: Vec<Predicate>,
}

/// Where `study` stands on `today`.
pub fn climb(study: &Study, vault: &Vault, policy: &Policy, today: Date) -> Standing {
    let _ = (study, vault, policy, today);
    Standing { rung: Rung::Like, reached: Rung::Like, caps: Vec::new(), holds: BTreeSet::new(), missing: Vec::new() }
}
