//! What the front matter of a study says, typed, every value with its place.

use jiff::civil::Date;

use super::customer::Customer;
use super::prose::Prose;
use crate::claim::Exact;
use crate::evidence::Record;
use crate::source::{Span, Spanned};
use crate::written::{Choice, Node, Text};

/// Everything written above the body. Absent stays absent: nothing is filled in here.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// The title; else one is made of customer and outcome.
    pub title: Option<Prose>,
    /// First published. A future date keeps the study out.
    pub date: Option<Spanned<Date>>,
    /// Last changed.
    pub updated: Option<Spanned<Date>>,
    /// Not to be published yet.
    pub draft: bool,
    /// Old addresses.
    pub aliases: Vec<Text>,
    /// Free words.
    pub tags: Vec<Text>,
    /// Which of the site's products.
    pub product: Option<Text>,
    /// BCP 47 language, when not the site's.
    pub lang: Option<Text>,
    /// Free table for the user's own templates.
    pub extra: Option<Node>,
    /// Sorts before rung and date; lower first.
    pub weight: Option<i32>,
    /// Who.
    pub customer: Customer,
    /// What was wrong.
    pub problem: Problem,
    /// What changed.
    pub outcome: Option<Prose>,
    /// Their words; the first is the study's quote.
    pub quotes: Vec<Quote>,
    /// Records in the order written.
    pub evidence: Vec<Record>,
    /// Who agreed to what is published.
    pub consent: Option<Consent>,
    /// What connects the customer and the publisher.
    pub disclosure: Disclosure,
    /// What did not improve, or for whom this is not.
    pub limits: Option<Prose>,
    /// What it took.
    pub effort: Option<Effort>,
    /// What nearly stopped them.
    pub hesitation: Option<Prose>,
    /// What they could have done instead.
    pub alternatives: Vec<Text>,
    /// What most customers see.
    pub typical: Option<Typical>,
    /// Whether they take calls.
    pub reference: Option<Reference>,
    /// Where the top-level keys that rules point at are written.
    pub keys: Keys,
    /// Which of the four fields of the card hold something.
    pub given: Given,
}

/// Which of the four fields of the card hold something, readable or not; what is not given is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The customer's name.
    pub customer: bool,
    /// The problem's text.
    pub problem: bool,
    /// The outcome's text.
    pub outcome: bool,
    /// At least one quote with words.
    pub quote: bool,
}

/// Places of top-level keys, for findings about what is missing inside them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keys {
    /// The whole front matter, or the top of the file.
    pub front: Option<Span>,
    /// `customer`.
    pub customer: Option<Span>,
    /// `problem`.
    pub problem: Option<Span>,
    /// `outcome`.
    pub outcome: Option<Span>,
    /// `quote` or `quotes`.
    pub quote: Option<Span>,
    /// `evidence`.
    pub evidence: Option<Span>,
    /// `consent`.
    pub consent: Option<Span>,
    /// `disclosure`.
    pub disclosure: Option<Span>,
    /// `typical`.
    pub typical: Option<Span>,
    /// `reference`.
    pub reference: Option<Span>,
}

/// What was wrong. Figures here are baselines, not claims.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// In the customer's words.
    pub text: Option<Prose>,
    /// What it cost them.
    pub cost: Option<Prose>,
    /// Why it could not wait.
    pub urgent_because: Option<Prose>,
    /// Joins studies that solve the same problem.
    pub tag: Option<Text>,
}

/// Somebody's words.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The words.
    pub text: Option<Prose>,
    /// Who said them.
    pub by: Option<Text>,
    /// As what.
    pub role: Option<Text>,
    /// A portrait beside the study.
    pub photo: Option<Text>,
    /// The question that was answered.
    pub asked: Option<Text>,
    /// When.
    pub date: Option<Spanned<Date>>,
    /// `problem`, or the id of a record.
    pub explains: Option<Text>,
    /// Whether `text` holds something, readable or not.
    pub given: bool,
    /// Whether the words were shortened or changed with the speaker's leave.
    pub edited: Option<Spanned<bool>>,
    /// The whole quote.
    pub span: Span,
}

/// Who agreed to what is published, and for how long.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Who agreed.
    pub by: Option<Text>,
    /// When.
    pub date: Option<Spanned<Date>>,
    /// Until when; absent: `policy.consent_months` after `date`.
    pub until: Option<Spanned<Date>>,
    /// To what.
    pub scope: Vec<Spanned<Scope>>,
    /// The legal basis, in words.
    pub basis: Option<Text>,
    /// The wording agreed to.
    pub wording: Option<Text>,
    /// Where it is recorded: a private file, or words.
    pub record: Option<Text>,
    /// Taken back.
    pub withdrawn: Option<Span>,
    /// The keys that hold something, readable or not.
    pub filled: Vec<&'static str>,
    /// The whole block.
    pub span: Span,
}

impl Consent {
    /// The private file in which it is recorded, under `content/evidence/`, where `record` is a path and no words.
    pub fn file(&self) -> Option<&Text> {
        let record = self.record.as_ref()?;
        let written = record.trimmed();
        let ends_like_a_file = written.rsplit_once('.').is_some_and(|(_, ending)| {
            (1..=4).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        let is_path = written.contains('/') && ends_like_a_file && !written.contains([' ']) && !written.contains("://");
        is_path.then_some(record)
    }

    /// A block of which nothing could be read.
    pub(super) fn unread(span: Span) -> Self {
        Self {
            by: None,
            date: None,
            until: None,
            scope: Vec::new(),
            basis: None,
            wording: None,
            record: None,
            withdrawn: None,
            filled: Vec::new(),
            span,
        }
    }
}

/// What consent may cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The study on the web.
    Web,
    /// A person's name.
    Name,
    /// A person's role.
    Role,
    /// A person's picture.
    Photo,
    /// The customer's logo.
    Logo,
    /// The printed brief.
    Print,
    /// Being asked by prospects.
    Reference,
}

impl Choice for Scope {
    const ALL: &'static [(&'static str, Self)] = &[
        ("web", Scope::Web),
        ("name", Scope::Name),
        ("role", Scope::Role),
        ("photo", Scope::Photo),
        ("logo", Scope::Logo),
        ("print", Scope::Print),
        ("reference", Scope::Reference),
    ];
}

/// What connects customer and publisher. Silence is not an answer.
#[derive(Clone, Debug, Default)]
pub struct Disclosure {
    /// The tie.
    pub relationship: Option<Spanned<Relationship>>,
    /// What they got for it; the text `none` for nothing.
    pub incentive: Option<Text>,
}

impl Disclosure {
    /// An incentive other than `none`.
    pub fn paid(&self) -> Option<&Text> {
        self.incentive.as_ref().filter(|t| !t.trimmed().eq_ignore_ascii_case("none"))
    }
}

/// Ties between customer and publisher (16 CFR 255.5: material connections must be disclosed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relationship {
    /// None.
    None,
    /// Works for the publisher.
    Employee,
    /// Related to one who does.
    Family,
    /// Acts for the publisher.
    Agent,
    /// Owns a part.
    Investor,
    /// Sells together with the publisher.
    Partner,
    /// Sells the product.
    Reseller,
}

impl Choice for Relationship {
    const ALL: &'static [(&'static str, Self)] = &[
        ("none", Relationship::None),
        ("employee", Relationship::Employee),
        ("family", Relationship::Family),
        ("agent", Relationship::Agent),
        ("investor", Relationship::Investor),
        ("partner", Relationship::Partner),
        ("reseller", Relationship::Reseller),
    ];
}

/// What it took the customer.
#[derive(Clone, Debug)]
pub struct Effort {
    /// Hours of their people.
    pub their_hours: Option<Spanned<Exact>>,
    /// How many of their people.
    pub people: Option<Spanned<Exact>>,
    /// Days until it was first worth something.
    pub days_to_first_value: Option<Spanned<Exact>>,
}

/// What most customers see (16 CFR 255.2(b)).
#[derive(Clone, Debug)]
pub struct Typical {
    /// The statement.
    pub text: Option<Prose>,
    /// On what it rests.
    pub basis: Option<Text>,
}

/// Whether and how the customer can be asked.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Takes calls now.
    pub open: bool,
    /// Ways to ask: email, call, visit.
    pub kinds: Vec<Text>,
    /// How many a quarter.
    pub max_per_quarter: Option<Spanned<u32>>,
    /// When they were asked.
    pub used: Vec<Spanned<Date>>,
    /// The whole block.
    pub span: Span,
}
