//! What a record says about a claim: whether its kind may carry it at all, and whether the figures agree.
//!
//! | kind | may carry | never alone |
//! |---|---|---|
//! | measurement | its before and after, and what follows from them; an absolute when nothing is left | superlatives, populations |
//! | usage | scale, adoption, frequency | outcomes |
//! | commitment | paid, renewed, expanded | performance |
//! | interview | words, and figures said to be the speaker's own | figures as facts |
//! | advocacy | would recommend, referred | figures |
//! | document, public | what its `states:` or `value:` says | what it does not |
//! | certification | is certified to … | any outcome |

use crate::claim::{self, Change, Claim, Form, Verdict};
use crate::evidence::{Kind, Measurement, Record};

/// What came of holding a claim against a record.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rule) enum Backing {
    /// Nothing in it needs arithmetic, and the record may carry it.
    Carries,
    /// The figure was computed.
    Judged(Box<Verdict>),
    /// The figure stands in what the record states.
    Stated,
    /// The record may carry such a figure, but does not state this one.
    NotStated,
    /// "Eliminated" and its like, but the value after is not zero.
    SomeLeft,
    /// This kind of record cannot carry it, and why.
    WrongKind(&'static str),
    /// A figure from a conversation, and the text does not say whose judgement it is.
    NotSaidSo,
}

impl Backing {
    /// Whether the claim may stand on the record.
    pub(in crate::rule) fn holds(&self) -> bool {
        match self {
            Backing::Carries | Backing::Stated => true,
            Backing::Judged(verdict) => verdict.outcome.holds(),
            _ => false,
        }
    }
}

/// Holds `claim`, made with `words`, against `record`. `own` says that the text calls the figure the speaker's own.
pub(in crate::rule) fn backing(claim: &Claim, words: &str, record: &Record, own: bool) -> Backing {
    let Some(kind) = &record.kind else { return Backing::Carries };
    if let Some(why) = wrong_kind(kind, claim, words, record) {
        return Backing::WrongKind(why);
    }
    match kind {
        Kind::Measurement(m) => measured(claim, record, m),
        Kind::Usage(_) | Kind::Document(_) | Kind::Public(_) | Kind::Commitment(_) if claim.figure.is_some() => {
            stated(claim, record)
        }
        Kind::Interview(_) if claim.figure.is_some() && !own => Backing::NotSaidSo,
        Kind::Interview(_) if claim.figure.is_some() => stated(claim, record),
        _ => Backing::Carries,
    }
}

/// Why a record of this kind can never carry the claim; `None` when it can.
fn wrong_kind(kind: &Kind, claim: &Claim, words: &str, record: &Record) -> Option<&'static str> {
    let effect = is_effect(claim);
    match kind {
        Kind::Measurement(_) if claim.form == Form::Superlative => {
            Some("a measurement says how good something became, not that nothing is better")
        }
        Kind::Measurement(m) if claim.form == Form::Generalised && !of_customers(m) => {
            Some("the measurement is about one customer, the words are about all of them")
        }
        Kind::Usage(_) if effect => Some("use shows that something is used, not what it brought"),
        Kind::Commitment(_) if effect && !is_size(claim) => {
            Some("money that was paid shows trust, not what the product did")
        }
        Kind::Advocacy(_) if effect || claim.figure.is_some() => {
            Some("that somebody recommends it shows what they think, not how much it changed")
        }
        Kind::Certification(_) => Some("a certificate shows that it was issued, and no result"),
        Kind::Interview(_) if claim.form == Form::Superlative => {
            Some("a conversation compares nothing with the rest of the market")
        }
        Kind::Document(_) if claim.form == Form::Superlative && !says(record, words) => {
            Some("nothing in what the document states says so")
        }
        _ => None,
    }
}

/// Whether the claim is about what changed, as opposed to how much there is.
fn is_effect(claim: &Claim) -> bool {
    let level = matches!(claim.change, Change::Unstated | Change::To | Change::Of);
    match claim.form {
        Form::Scale | Form::Ratio => false,
        Form::Percent | Form::Duration | Form::Money => !level,
        Form::Hearsay => false,
        _ => true,
    }
}

/// "Expanded to 40 seats", "renewed for three years": the size of a commitment.
fn is_size(claim: &Claim) -> bool {
    let up = matches!(claim.change, Change::Unstated | Change::To | Change::Up);
    up && matches!(claim.form, Form::Scale | Form::Duration | Form::Money)
}

/// Whether the sample was taken of several customers, so that a plural may rest on it.
fn of_customers(m: &Measurement) -> bool {
    let Some(sample) = &m.sample else { return false };
    let of = sample.of.as_ref().or(sample.words.as_ref()).map_or(String::new(), |t| t.value.to_lowercase());
    let several = sample.n.is_none_or(|n| n > 1);
    several
        && ["customer", "client", "user", "compan", "team", "organisation", "organization"]
            .iter()
            .any(|w| of.contains(w))
}

/// Whether the record's own words hold those of the claim.
fn says(record: &Record, words: &str) -> bool {
    let Some(states) = &record.states else { return false };
    let states = states.value.to_lowercase();
    words
        .to_lowercase()
        .split_whitespace()
        .all(|word| states.contains(word.trim_matches(|c: char| !c.is_alphanumeric())))
}

fn measured(claim: &Claim, record: &Record, m: &Measurement) -> Backing {
    if claim.form == Form::Absolute && claim.figure.is_none() {
        return match m.after.as_ref().or(m.value.as_ref()) {
            Some(after) if !after.value.is_zero() => Backing::SomeLeft,
            _ => Backing::Carries,
        };
    }
    let metric = record.metric();
    match record.figures(&metric) {
        Some(figures) if claim.figure.is_some() => Backing::Judged(Box::new(claim::judge(claim, &figures))),
        _ => Backing::Carries,
    }
}

/// The figure must be the record's value or stand in its words.
fn stated(claim: &Claim, record: &Record) -> Backing {
    if record.states.as_ref().is_some_and(|words| claim::stated(claim, &words.value)) {
        return Backing::Stated;
    }
    let metric = record.metric();
    match record.figures(&metric) {
        Some(figures) => Backing::Judged(Box::new(claim::judge(claim, &figures))),
        None => Backing::NotStated,
    }
}

/// Whether a claim's figure is a change relative to a base that the reader should be able to see.
pub(in crate::rule) fn needs_base(claim: &Claim) -> bool {
    match claim.form {
        Form::Percent => !matches!(claim.change, Change::Unstated | Change::To | Change::Of),
        Form::Factor => true,
        _ => false,
    }
}

/// Whether the record gives the base: a value before, or words that go from one value to another.
pub(in crate::rule) fn has_base(record: &Record) -> bool {
    if record.measurement().is_some_and(|m| m.before.is_some()) {
        return true;
    }
    let Some(states) = &record.states else { return false };
    let plain = |q: &claim::Quantity| {
        !matches!(q.unit.dimension, claim::Dimension::Percent | claim::Dimension::Points | claim::Dimension::Factor)
    };
    claim::read_quantities(&states.value).iter().filter(|q| plain(q)).count() >= 2
}
