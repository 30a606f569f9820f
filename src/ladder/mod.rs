//! The rung of a study and what the next one needs: a pure function of the study, the vault, the policy and the day.
//!
//! *Monotone*: removing anything never raises the rung. *Inert*: praise, logos, credentials and length never move it.
//! The one exception to the first is a confession that contradicts the rest: `withdrawn`, `former: true` beside
//! `active: true`, `paid: true` beside `incentive: none`. Each lowers the rung at once, so cutting it alone would raise
//! it again; `proof.lock` remembers a withdrawal, and the other two leave a lie behind.
//!
//! Whether a study is published at all is a separate question; see [`gate()`].

mod calendar;
mod explains;
mod gate;
pub mod next;
mod predicate;
mod repeated;
mod words;

pub(crate) use explains::could_explain;
pub use explains::explains;
pub use gate::{LeftOut, gate, last_day};
pub use predicate::Predicate;
pub(crate) use predicate::is_measured;
pub(crate) use repeated::repeatable;
pub use repeated::{Alike, Group, Repetition, repeated};
pub(crate) use words::share_content;

use predicate::Look;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::config::Policy;
use crate::source::FileId;
use crate::study::{Relationship, Study};
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

    /// The rungs from the lowest that is published.
    const CLIMB: [Rung; 4] = [Rung::Like, Rung::WhyNot, Rung::Love, Rung::HellYes];

    /// What it needs beyond the rung below.
    pub fn needs(self) -> &'static [Predicate] {
        use Predicate::*;
        match self {
            Rung::Draft => &[],
            Rung::Like => &[Card],
            Rung::WhyNot => &[Voice, Consented, Declared, Committed],
            Rung::Love => &[Pain, Used, Measured, Heard, Explains, Fresh],
            Rung::HellYes => &[Independent, Limits, Outward, Fresher],
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

/// Which private files are there, and what `proof.lock` remembers. The ladder asks; nobody reads them here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vault {
    /// Files under `content/evidence/`, from there.
    pub evidence: BTreeSet<String>,
    /// Notes under `content/interviews/`, from there, without `.md`.
    pub interviews: BTreeSet<String>,
    /// Notes that `proof.lock` knows, here or not, named in the same way.
    pub locked_interviews: BTreeSet<String>,
    /// Studies that `proof.lock` remembers as withdrawn, and the name under which it does.
    pub withdrawn: BTreeMap<FileId, String>,
}

impl Vault {
    /// Whether the notes of an interview are there or locked, named with or without `.md`.
    pub fn has_notes(&self, name: &str) -> bool {
        let name = name.strip_suffix(".md").unwrap_or(name);
        self.interviews.contains(name) || self.locked_interviews.contains(name)
    }

    /// Whether a study was taken back: in its own file, or before.
    pub fn is_withdrawn(&self, study: &Study) -> bool {
        study.meta.consent.as_ref().is_some_and(|consent| consent.withdrawn.is_some())
            || self.withdrawn.contains_key(&study.file)
    }
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

impl Cap {
    /// The highest rung a study with this cap can have.
    pub fn ceiling(self) -> Rung {
        match self {
            Cap::Insider => Rung::Like,
            Cap::Interested | Cap::Former => Rung::WhyNot,
            Cap::Incentive => Rung::Love,
        }
    }
}

/// Where a study stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The rung, after caps.
    pub rung: Rung,
    /// The rung its predicates reach, before caps.
    pub reached: Rung,
    /// The caps that hold it at its rung: while they apply, no evidence takes it higher.
    pub caps: Vec<Cap>,
    /// Every predicate that holds.
    pub holds: BTreeSet<Predicate>,
    /// What the next rung needs and does not have, cheapest first. Empty at the top, and when a cap is in the way.
    pub missing: Vec<Predicate>,
}

/// Where `study` stands on `today`.
pub fn climb(study: &Study, vault: &Vault, policy: &Policy, today: Date) -> Standing {
    let look = Look { study, vault, policy, today };
    let holds = look.holding();
    let reached = reached_with(&holds);
    let all = caps(look);
    let rung = all.iter().map(|cap| cap.ceiling()).fold(reached, Rung::min);
    let caps: Vec<Cap> = all.into_iter().filter(|cap| cap.ceiling() == rung).collect();
    let next = rung.next().filter(|_| caps.is_empty());
    let missing = Predicate::CHEAPEST_FIRST
        .into_iter()
        .filter(|need| next.is_some_and(|next| next.needs().contains(need)) && !holds.contains(need))
        .collect();
    Standing { rung, reached, caps, holds, missing }
}

/// The highest rung whose needs, and those of all rungs below, are among `holds`.
fn reached_with(holds: &BTreeSet<Predicate>) -> Rung {
    let has_all = |rung: &Rung| rung.needs().iter().all(|need| holds.contains(need));
    Rung::CLIMB.into_iter().take_while(has_all).last().unwrap_or(Rung::Draft)
}

/// Every cap that applies. Silence about relationship and incentive needs none: it fails `declared`, which is worse.
///
/// A former customer is held down twice. `used` asks for `active: true`, so who honestly writes `active: false` gains
/// nothing by cutting `former: true`; and who writes both contradicts himself and is judged by the worse. The same goes
/// for `paid: true` on an act of advocacy and the incentive that was paid.
fn caps(look: Look<'_>) -> Vec<Cap> {
    let disclosure = &look.study.meta.disclosure;
    let mut caps = Vec::new();
    match disclosure.relationship.as_ref().map(|r| r.value) {
        Some(Relationship::Employee | Relationship::Family | Relationship::Agent) => caps.push(Cap::Insider),
        Some(Relationship::Investor | Relationship::Partner | Relationship::Reseller) => caps.push(Cap::Interested),
        Some(Relationship::None) | None => {}
    }
    if disclosure.paid().is_some() {
        caps.push(Cap::Incentive);
    }
    let (mut left, mut active) = (false, false);
    for (_, usage) in look.usages() {
        match usage.active.as_ref().map(|a| a.value) {
            Some(true) => active = true,
            Some(false) => left = true,
            None => {}
        }
    }
    if look.study.meta.customer.former || (left && !active) {
        caps.push(Cap::Former);
    }
    caps
}
