//! Whether a claim says no more than its record.
//!
//! The value is computed from the record exactly (`derive`), compared by the class of the claim's wording (`decide`), and
//! the wordings that would hold are built from it (`wording`).

mod decide;
mod derive;
mod stated;
mod wording;

pub use stated::{only_commensurable, stated, stated_otherwise, strange};
pub use wording::{inputs, money};

use super::exact::Exact;
use super::number::Number;
use super::quantity::Quantity;
use super::unit::{Dimension, Unit};
use super::{Change, Claim, Form};

/// The direction in which a measured value improves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Better {
    /// Less is better: time, cost, errors.
    Lower,
    /// More is better: revenue, throughput.
    Higher,
}

/// What a record measured. All values are in `unit`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures<'a> {
    /// The value before.
    pub before: Option<Exact>,
    /// The value after.
    pub after: Option<Exact>,
    /// A single value, for records without a before.
    pub value: Option<Exact>,
    /// The unit as the record writes it: "hours a week", "EUR", "%". See [`Unit::parse`].
    pub unit: &'a str,
    /// What was measured, in words; a counted noun may match these instead of the unit.
    pub metric: &'a str,
    /// Which way is better.
    pub better: Option<Better>,
    /// "mean", "median", "share", …
    pub statistic: Option<&'a str>,
    /// The size of the sample.
    pub n: Option<u64>,
    /// The best value reached and the share of the population that reached it (0 to 1): what "up to" needs. It is in the
    /// claim's terms: percent for a percentage, else in `unit`.
    pub best: Option<(Exact, Exact)>,
}

/// What judging came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The claim says what the record says.
    Agrees,
    /// The claim says less than the record; worth a note.
    Weaker,
    /// The claim says something else, or more.
    Disagrees,
    /// Rounding alone covers it, but it flatters by this many percent of the computed value.
    RoundedInFavour(Exact),
    /// The record moved the other way.
    WrongDirection,
    /// The claim's unit and the record's do not convert.
    UnitMismatch,
    /// Points given as percent, or percent as points.
    PercentOrPoints,
    /// A factor given as percent or the reverse, "N times less", or "N % faster" for N % less time.
    FactorOrPercent,
    /// No number of successes out of this `n` gives the percentage.
    ImpossiblePercentage(u64),
    /// "up to" without the best value and the share that reached it.
    UpTo,
    /// The claim names a statistic that the record does not use.
    OtherStatistic,
    /// Nothing to compare, and why.
    CannotJudge(&'static str),
}

impl Outcome {
    /// Whether the claim may stand.
    pub fn holds(&self) -> bool {
        matches!(self, Outcome::Agrees | Outcome::Weaker)
    }
}

/// A judgement with what a message needs to explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it came to.
    pub outcome: Outcome,
    /// The record's values as used: "21 → 8 days".
    pub inputs: String,
    /// The formula in words and figures: "(21 − 8) ÷ 21".
    pub formula: String,
    /// The exact value computed, in the claim's unit.
    pub computed: Option<Exact>,
    /// Wordings of the same claim that would hold, the closest first; none when it agrees and has no decimals.
    pub holds: Vec<String>,
}

/// Compares a claim with the figures of a record.
///
/// The printed digits imply an interval that must hold the computed value; "about" widens it to 5 %, bounds ("over", "at
/// least") compare the exact value, and a claim may flatter by at most 5 % (10 % with "about"). Sources of the tests:
/// statcheck for the interval, GRIM (Brown and Heathers 2017) for possible percentages.
pub fn judge(claim: &Claim, figures: &Figures<'_>) -> Verdict {
    let inputs = wording::inputs(figures);
    match claim.form {
        Form::Absolute => return absolute(figures, inputs),
        Form::Superlative => {
            return Verdict::bare(Outcome::CannotJudge("a record of figures cannot rank"), inputs);
        }
        _ => {}
    }
    let Some(figure) = &claim.figure else {
        return Verdict::bare(Outcome::CannotJudge("it claims no figure"), inputs);
    };
    if figure.low.vague {
        return Verdict::bare(Outcome::CannotJudge("it names no definite figure"), inputs);
    }
    if let Some(said) = figure.statistic.filter(|said| !statistic_matches(said, figures.statistic)) {
        let formula = format!("the text says {said}, the record {}", figures.statistic.unwrap_or("names no statistic"));
        return Verdict { formula, ..Verdict::bare(Outcome::OtherStatistic, inputs) };
    }
    if let Some(n) = grim(claim, figure, figures) {
        return Verdict::bare(Outcome::ImpossiblePercentage(n), inputs);
    }
    let unit = Unit::parse(figures.unit);
    let mut verdict = if claim.form == Form::FromTo {
        derive::from_to(claim, figure, figures, &unit)
    } else {
        derive::amount(claim, figure, figures, &unit)
    };
    // "75% were happy" beside a record in percent is its level after, unless the change is what fits.
    let level = claim.change == Change::Unstated && claim.form == Form::Percent && unit.dimension == Dimension::Percent;
    if level && verdict.outcome != Outcome::Agrees {
        let after = derive::amount(&Claim { change: Change::To, ..claim.clone() }, figure, figures, &unit);
        if after.outcome == Outcome::Agrees || after.outcome.holds() && !verdict.outcome.holds() {
            verdict = after;
        }
    }
    // "25% of the cost" of four quarters that became one: what is left is told as often as what is gone.
    if claim.change == Change::Unstated && claim.form == Form::Percent && verdict.outcome == Outcome::Weaker {
        let left = derive::amount(&Claim { change: Change::Of, ..claim.clone() }, figure, figures, &unit);
        if left.outcome == Outcome::Agrees {
            verdict = left;
        }
    }
    verdict.inputs = inputs;
    // Nobody is told how to put a claim that stands, unless it has decimals and may be too exact: the wordings cost more
    // than the verdict.
    if verdict.outcome != Outcome::Agrees || figure.low.step < Exact::ONE {
        verdict.holds = wording::that_hold(claim, figure, figures, &unit);
    }
    verdict
}

/// Whether a printed number may stand for the value it was rounded from, as a plain figure of a claim may: the value lies
/// within half of its last printed place, and rounding flatters by 5 % at most. `larger_flatters` is `None` where neither
/// direction does.
pub fn stands_for(printed: &Number, computed: Exact, larger_flatters: Option<bool>) -> Outcome {
    decide::printed(printed, computed, larger_flatters).unwrap_or(Outcome::CannotJudge("it is too large to compute"))
}

/// Wordings of a claim that would hold, the closest first, also where it agrees as it stands.
pub fn wordings(claim: &Claim, figures: &Figures<'_>) -> Vec<String> {
    let verdict = judge(claim, figures);
    match &claim.figure {
        Some(figure) if verdict.outcome == Outcome::Agrees => {
            wording::that_hold(claim, figure, figures, &Unit::parse(figures.unit))
        }
        _ => verdict.holds,
    }
}

impl Verdict {
    fn bare(outcome: Outcome, inputs: String) -> Verdict {
        Verdict { outcome, inputs, formula: String::new(), computed: None, holds: Vec::new() }
    }
}

/// "zero outages", "no longer": what is said to be gone must be zero after.
fn absolute(figures: &Figures<'_>, inputs: String) -> Verdict {
    let after = figures.after.or(figures.value);
    let outcome = match after {
        Some(after) if after.is_zero() => Outcome::Agrees,
        Some(_) => Outcome::Disagrees,
        None => Outcome::CannotJudge("the record gives no value after"),
    };
    Verdict { formula: "the value after must be zero".to_owned(), computed: after, ..Verdict::bare(outcome, inputs) }
}

/// "average" and "mean" are one word; "typical" is either that or the median.
fn statistic_matches(said: &str, recorded: Option<&str>) -> bool {
    match recorded {
        Some("mean" | "average") => matches!(said, "average" | "typical"),
        Some("median") => matches!(said, "median" | "typical"),
        _ => false,
    }
}

/// GRIM: a share of `n` in percent must be reachable by whole numbers. Only for plain shares; a change of a mean is none.
fn grim(claim: &Claim, figure: &Quantity, figures: &Figures<'_>) -> Option<u64> {
    let n = figures.n.filter(|n| *n > 0)?;
    let share = claim.change == Change::Of || matches!(figures.statistic, Some("share" | "rate"));
    let plain = matches!(figure.approx, super::Approx::Plain | super::Approx::Exactly)
        && !figure.low.words
        && !figure.is_range();
    if figure.unit.dimension != Dimension::Percent || !share || !plain {
        return None;
    }
    let of = Exact::int(i64::try_from(n).ok()?);
    let count = |percent: Exact| percent.times(of)?.over(Exact::HUNDRED);
    let half = figure.low.strict.over(Exact::int(2))?;
    let least = count(figure.low.value.minus(half)?)?;
    let most = count(figure.low.value.plus(half)?)?;
    let first = least.negated().floor().checked_neg()?;
    (Exact::ratio(first, 1)? > most).then_some(n)
}

#[cfg(test)]
mod tests;
