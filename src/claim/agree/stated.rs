//! Figures beside words: whether a figure stands in what a source states, and whether linked words name a value that
//! the record does not have.

use super::decide::{Favour, decide};
use super::{Claim, Figures, Outcome, derive};
use crate::claim::approx::Approx;
use crate::claim::exact::Exact;
use crate::claim::quantity::{Quantity, read_quantities};
use crate::claim::unit::{Dimension, Unit};

/// Whether the claim's figure stands in `text`: what a document, a public source or an interview is said to state. Every
/// figure of the claim must be there with a unit that converts, as it is printed there, as an honest rounding of it, or
/// as a bound that it meets: where 162 is stated, "over 150" and "160" hold, and "170" and "over 162" do not.
pub fn stated(claim: &Claim, text: &str) -> bool {
    let there = read_quantities(text);
    let figures = claim.figure.iter().chain(&claim.before);
    claim.figure.is_some() && figures.into_iter().all(|claimed| there.iter().any(|source| covers(source, claimed)))
}

/// The first quantity of `words` that `text` gives otherwise: the 170 regions of words whose source speaks of 162.
pub fn stated_otherwise(words: &str, text: &str) -> Option<Quantity> {
    let there = read_quantities(text);
    let told =
        |q: &Quantity| q.has_unit() && there.iter().any(|source| source.has_unit() && ratio(source, q).is_some());
    let covered = |q: &Quantity| there.iter().any(|source| covers(source, q));
    read_quantities(words).into_iter().find(|q| !q.low.vague && told(q) && !covered(q))
}

fn covers(source: &Quantity, claimed: &Quantity) -> bool {
    let Some(ratio) = ratio(source, claimed) else { return false };
    let (Some(low), Some(high)) = (source.low.value.times(ratio), source.high.value.times(ratio)) else { return false };
    if claimed.of != source.of {
        return false;
    }
    if claimed.low.value == low && claimed.high.value == high {
        return repeats(source.approx, claimed.approx);
    }
    !source.is_range() && settled(source.approx, claimed.approx) && honest(claimed, low)
}

/// Whether the same number still says no more than its source: "over" needs an "over", and "up to" may not be dropped.
fn repeats(source: Approx, claimed: Approx) -> bool {
    let strict = matches!(claimed, Approx::Over | Approx::JustOver | Approx::Under | Approx::Nearly);
    source == claimed || !strict && source != Approx::UpTo
}

/// Whether a source that words its figure so can bear a claim that words its own differently: a source that says "over"
/// gives no upper bound, and one that hedges bears no finer claim.
fn settled(source: Approx, claimed: Approx) -> bool {
    match source {
        Approx::Plain | Approx::Exactly => true,
        Approx::Over | Approx::AtLeast | Approx::JustOver => matches!(claimed, Approx::Over | Approx::AtLeast),
        Approx::Under | Approx::AtMost | Approx::Nearly => matches!(claimed, Approx::Under | Approx::AtMost),
        Approx::About | Approx::UpTo => false,
    }
}

/// Whether the figure holds for this value whichever way is the good one.
fn honest(claimed: &Quantity, value: Exact) -> bool {
    [Favour::Larger, Favour::Smaller]
        .into_iter()
        .all(|favour| decide(claimed, value, favour, None) == Some(Outcome::Agrees))
}

/// How many of the claim's units one of the source's is; one where either has none.
fn ratio(source: &Quantity, claimed: &Quantity) -> Option<Exact> {
    match (claimed.has_unit(), source.has_unit()) {
        (true, true) if claimed.unit.dimension == Dimension::Count => (source.unit.dimension == Dimension::Count
            && derive::shares_noun(&claimed.unit.noun, &source.unit.noun))
        .then_some(Exact::ONE),
        (true, true) => source.unit.ratio(&claimed.unit),
        _ => Some(Exact::ONE),
    }
}

/// The first quantity of `words` that is of the record's own unit and none of its values: the 30 days of "the 30-day
/// process" where the record went from 37 days to 2. What lies between its values is one of them: the 35 days that are
/// gone. Of counts, only those of the record's noun are looked at.
pub fn strange(words: &str, figures: &Figures<'_>) -> Option<Quantity> {
    commensurable(words, figures).find(|(_, fits)| !fits).map(|(quantity, _)| quantity)
}

/// The quantity of `words` when it is the only one of the record's own unit, and whether it is one of its values.
pub fn only_commensurable(words: &str, figures: &Figures<'_>) -> Option<(Quantity, bool)> {
    let mut found = commensurable(words, figures);
    found.next().filter(|_| found.next().is_none())
}

/// The quantities of `words` that are of the record's own unit, each with whether it is one of its values.
fn commensurable(words: &str, figures: &Figures<'_>) -> impl Iterator<Item = (Quantity, bool)> {
    let unit = Unit::parse(figures.unit);
    let between = figures.before.zip(figures.after).and_then(|(before, after)| Some(before.minus(after)?.abs()));
    let values: Vec<Exact> = [figures.before, figures.after, figures.value, between].into_iter().flatten().collect();
    let own = move |quantity: &Quantity| match (unit.dimension, quantity.unit.dimension) {
        (Dimension::Bare, _) | (_, Dimension::Bare) => None,
        // A vague word and an amount saved are no value of the record, and not wrong for that.
        _ if quantity.low.vague || quantity.of.is_some() || quantity.unit.per.is_none() != unit.per.is_none() => None,
        (Dimension::Count, Dimension::Count) => {
            derive::shares_noun(&quantity.unit.noun, &unit.noun).then_some(Exact::ONE)
        }
        _ => unit.ratio(&quantity.unit),
    };
    let quantities = if values.is_empty() { Vec::new() } else { read_quantities(words) };
    quantities.into_iter().filter_map(move |quantity| {
        let ratio = own(&quantity)?;
        let fits = values.iter().any(|value| value.times(ratio).is_some_and(|value| honest(&quantity, value)));
        Some((quantity, fits))
    })
}
