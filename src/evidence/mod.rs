//! What backs a claim: records of eight kinds, read from the front matter's `evidence` map.
//!
//! Required fields are judged by the rule `incomplete-evidence`, not here: reading yields what is there.

mod data;
mod figures;
pub mod in_words;
mod read;
mod settle;
mod survey;

pub use data::{
    Changes, Condition, Data, METHOD, Mark, Measure, Point, Recomputed, Rows, Series, Side, Step, Test, Trouble,
};
pub(crate) use read::number;
pub use read::records;
pub use settle::{Counted, Written, readable};
pub use survey::{Seen, Survey};

use jiff::civil::Date;

use crate::claim::{Better, Exact};
use crate::source::{Span, Spanned};
use crate::written::{Choice, Text};

/// One record.
#[derive(Clone, Debug)]
pub struct Record {
    /// The key it is bound by.
    pub id: Text,
    /// The record's value.
    pub span: Span,
    /// What it is; `None` when `kind` is wrong or cannot be told.
    pub kind: Option<Kind>,
    /// A file under `content/evidence/`.
    pub file: Option<Text>,
    /// What the source says, word for word; figures bound to a record that is no measurement must stand here.
    pub states: Option<Text>,
    /// The keys that hold something, readable or not: what is not here is missing.
    pub filled: Vec<&'static str>,
}

impl Record {
    /// The measurement, if it is one.
    pub fn measurement(&self) -> Option<&Measurement> {
        match &self.kind {
            Some(Kind::Measurement(m)) => Some(m),
            _ => None,
        }
    }

    /// The kind's name, or `record`.
    pub fn kind_name(&self) -> &'static str {
        self.kind.as_ref().map_or("record", Kind::name)
    }
}

/// The eight kinds and what each holds, each on the heap: a site holds many records, and they differ much in size.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Something counted or timed.
    Measurement(Box<Measurement>),
    /// The product in use.
    Usage(Box<Usage>),
    /// Money or a promise given.
    Commitment(Box<Commitment>),
    /// A conversation on record.
    Interview(Box<Interview>),
    /// They told someone else.
    Advocacy(Box<Advocacy>),
    /// A paper that states something.
    Document(Box<Document>),
    /// Something published by others.
    Public(Box<Public>),
    /// A certificate.
    Certification(Box<Certification>),
}

impl Kind {
    /// The word in `kind:`.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Measurement(_) => "measurement",
            Kind::Usage(_) => "usage",
            Kind::Commitment(_) => "commitment",
            Kind::Interview(_) => "interview",
            Kind::Advocacy(_) => "advocacy",
            Kind::Document(_) => "document",
            Kind::Public(_) => "public",
            Kind::Certification(_) => "certification",
        }
    }
}

/// Something counted or timed, before and after.
#[derive(Clone, Debug)]
pub struct Measurement {
    /// What was measured; absent: the id in words.
    pub metric: Option<Text>,
    /// In what.
    pub unit: Option<Text>,
    /// Before the product.
    pub before: Option<Spanned<Exact>>,
    /// With the product.
    pub after: Option<Spanned<Exact>>,
    /// A single level; supports no rung.
    pub value: Option<Spanned<Exact>>,
    /// Which way is good.
    pub better: Option<Spanned<Better>>,
    /// How many readings became one figure; absent: a single value.
    pub statistic: Option<Spanned<Statistic>>,
    /// How much was looked at.
    pub sample: Option<Sample>,
    /// When.
    pub period: Option<Box<Period>>,
    /// How.
    pub method: Option<Text>,
    /// Who holds the figures.
    pub source: Option<Spanned<Holder>>,
    /// When it was written down.
    pub collected: Option<Spanned<Date>>,
    /// How the figures follow from `file`.
    pub data: Option<Box<Data>>,
    /// What was stated beside `data`; the figures above are then those of the file. `None` until they are recomputed.
    pub written: Option<Box<Written>>,
    /// What the file came to.
    pub computed: Option<Box<Recomputed>>,
    /// What one row in ten reaches, where values are better the higher they are; or the change that one case in ten
    /// reaches, in percent of before: what `up to` needs.
    pub best: Option<Exact>,
    /// What else changed in the same time.
    pub also_changed: Option<Text>,
}

/// How readings became one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Statistic {
    Single,
    Mean,
    Median,
    Min,
    Max,
    Sum,
    Count,
    Share,
    Rate,
    P90,
    P95,
}

impl Choice for Statistic {
    const ALL: &'static [(&'static str, Self)] = &[
        ("single", Statistic::Single),
        ("mean", Statistic::Mean),
        ("median", Statistic::Median),
        ("min", Statistic::Min),
        ("max", Statistic::Max),
        ("sum", Statistic::Sum),
        ("count", Statistic::Count),
        ("share", Statistic::Share),
        ("rate", Statistic::Rate),
        ("p90", Statistic::P90),
        ("p95", Statistic::P95),
    ];
}

/// Who holds the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// A system the customer runs.
    CustomerSystem,
    /// The customer's judgement.
    CustomerEstimate,
    /// An invoice.
    Invoice,
    /// Somebody else.
    ThirdParty,
    /// People were asked.
    Survey,
    /// The product's own logs.
    Telemetry,
    /// A system the publisher runs.
    VendorSystem,
    /// The publisher's judgement.
    VendorEstimate,
}

impl Choice for Holder {
    const ALL: &'static [(&'static str, Self)] = &[
        ("customer-system", Holder::CustomerSystem),
        ("customer-estimate", Holder::CustomerEstimate),
        ("invoice", Holder::Invoice),
        ("third-party", Holder::ThirdParty),
        ("survey", Holder::Survey),
        ("telemetry", Holder::Telemetry),
        ("vendor-system", Holder::VendorSystem),
        ("vendor-estimate", Holder::VendorEstimate),
    ];
}

impl Choice for Better {
    const ALL: &'static [(&'static str, Self)] = &[("lower", Better::Lower), ("higher", Better::Higher)];
}

/// How much was looked at: a number, a number of something, or words. Rules on n need the number.
#[derive(Clone, Debug)]
pub struct Sample {
    /// How many, when a number was given.
    pub n: Option<u64>,
    /// Of what.
    pub of: Option<Text>,
    /// The words, when words were given.
    pub words: Option<Text>,
    /// Where it was counted in a file and not stated: the rows; `n` is then the smaller side.
    pub counted: Option<Counted>,
    /// The whole value.
    pub span: Span,
}

/// When was measured.
#[derive(Clone, Debug)]
pub struct Period {
    /// Before the product.
    pub before: Option<Spanned<Interval>>,
    /// With the product.
    pub after: Option<Spanned<Interval>>,
    /// A single interval for all.
    pub whole: Option<Spanned<Interval>>,
    /// The whole value.
    pub span: Span,
}

/// From the first to the last day, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

/// The product in use.
#[derive(Clone, Debug)]
pub struct Usage {
    /// Since when.
    pub since: Option<Spanned<Date>>,
    /// Known on which day.
    pub as_of: Option<Spanned<Date>>,
    /// Still in use on that day.
    pub active: Option<Spanned<bool>>,
    /// Who holds the figures.
    pub source: Option<Spanned<Holder>>,
    /// What is counted.
    pub metric: Option<Text>,
    /// How much.
    pub value: Option<Spanned<Exact>>,
    /// In what.
    pub unit: Option<Text>,
}

/// Money or a promise given.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// What happened.
    pub event: Option<Spanned<CommitmentEvent>>,
    /// When.
    pub date: Option<Spanned<Date>>,
    /// When the money was there.
    pub cleared: Option<Spanned<Date>>,
    /// Where it is recorded; private.
    pub record: Option<Text>,
}

/// What a customer can commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommitmentEvent {
    /// Paid.
    Paid,
    /// Paid for a trial.
    PaidPilot,
    /// Paid again.
    Renewed,
    /// Paid for more.
    Expanded,
    /// Signed.
    Contract,
    /// Put free software into production.
    Production,
}

impl CommitmentEvent {
    /// Money changed hands, so the day it cleared counts.
    pub fn is_money(self) -> bool {
        !matches!(self, CommitmentEvent::Contract | CommitmentEvent::Production)
    }
}

impl Choice for CommitmentEvent {
    const ALL: &'static [(&'static str, Self)] = &[
        ("paid", CommitmentEvent::Paid),
        ("paid-pilot", CommitmentEvent::PaidPilot),
        ("renewed", CommitmentEvent::Renewed),
        ("expanded", CommitmentEvent::Expanded),
        ("contract", CommitmentEvent::Contract),
        ("production", CommitmentEvent::Production),
    ];
}

/// A conversation on record.
#[derive(Clone, Debug)]
pub struct Interview {
    /// With whom.
    pub with: Option<Text>,
    /// When.
    pub date: Option<Spanned<Date>>,
    /// Who asked.
    pub by: Option<Text>,
    /// Notes under `content/interviews/`, without `.md`.
    pub notes: Option<Text>,
}

/// They told someone else.
#[derive(Clone, Debug)]
pub struct Advocacy {
    /// What they did.
    pub act: Option<Spanned<Act>>,
    /// When.
    pub date: Option<Spanned<Date>>,
    /// To whom; not printed when it names a person.
    pub to: Option<Text>,
    /// Whether they were paid for it.
    pub paid: Option<Spanned<bool>>,
}

/// Ways to pass it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Sent somebody to us.
    Referral,
    /// Took a prospect's call.
    Reference,
    /// Spoke in public.
    Talk,
    /// Introduced us.
    Introduction,
    /// Defended the choice inside their company.
    Defended,
}

impl Choice for Act {
    const ALL: &'static [(&'static str, Self)] = &[
        ("referral", Act::Referral),
        ("reference", Act::Reference),
        ("talk", Act::Talk),
        ("introduction", Act::Introduction),
        ("defended", Act::Defended),
    ];
}

/// A paper that states something.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its title.
    pub title: Option<Text>,
    /// Who wrote it.
    pub issuer: Option<Text>,
    /// When.
    pub date: Option<Spanned<Date>>,
    /// A figure it states.
    pub value: Option<Spanned<Exact>>,
    /// In what.
    pub unit: Option<Text>,
}

/// Something published by others.
#[derive(Clone, Debug)]
pub struct Public {
    /// Where.
    pub url: Option<Text>,
    /// By whom.
    pub publisher: Option<Text>,
    /// When it was last seen there.
    pub seen: Option<Spanned<Date>>,
    /// A figure it states.
    pub value: Option<Spanned<Exact>>,
    /// In what.
    pub unit: Option<Text>,
}

/// A certificate: it proves that it was issued, and no outcome.
#[derive(Clone, Debug)]
pub struct Certification {
    /// Under which scheme.
    pub scheme: Option<Text>,
    /// By whom.
    pub issuer: Option<Text>,
    /// Until when.
    pub until: Option<Spanned<Date>>,
    /// For what.
    pub scope: Option<Text>,
}
