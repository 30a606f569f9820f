//! One computed value against one printed figure, by the class of its wording.

use super::Outcome;
use crate::claim::approx::Approx;
use crate::claim::exact::Exact;
use crate::claim::number::Number;
use crate::claim::quantity::Quantity;
use crate::claim::unit::Dimension;

/// Which claims flatter: larger figures, smaller figures, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Favour {
    Larger,
    Smaller,
    Neither,
}

/// At most this much may rounding flatter, in percent of the computed value.
const CAP: Exact = Exact::int(5);
/// The same when the text says "about", and for the far end of a range.
const LOOSE_CAP: Exact = Exact::int(10);

/// Decides; `None` when the arithmetic does not fit. `best` is the best value and the share that reached it.
pub(super) fn decide(figure: &Quantity, computed: Exact, favour: Favour, best: Option<Exact>) -> Option<Outcome> {
    let v = figure.low.value;
    let holds = |inside: bool| {
        if inside { Outcome::Agrees } else { stronger(v, computed, favour) }
    };
    if figure.is_range() {
        return range(figure, computed, favour);
    }
    Some(match figure.approx {
        Approx::Plain => rounded(v, step(figure, figure.low), computed, favour, CAP)?,
        Approx::Exactly => rounded(v, figure.low.strict, computed, favour, CAP)?,
        Approx::About => {
            let five = v.abs().times(Exact::ratio(5, 100)?)?;
            rounded(v, five.max(half(step(figure, figure.low))?).times(Exact::int(2))?, computed, favour, LOOSE_CAP)?
        }
        Approx::Nearly => holds(v.times(Exact::ratio(97, 100)?)? <= computed && computed < v),
        Approx::JustOver => holds(v < computed && computed <= v.times(Exact::ratio(110, 100)?)?),
        Approx::Over => holds(computed > v),
        Approx::AtLeast => holds(computed >= v),
        Approx::Under => holds(computed < v),
        Approx::AtMost => holds(computed <= v),
        Approx::UpTo => match best {
            Some(best) if best >= v => Outcome::Agrees,
            Some(_) => Outcome::Disagrees,
            None => Outcome::UpTo,
        },
    })
}

/// Outside its class a claim is weaker when it flatters less than the truth.
fn stronger(v: Exact, computed: Exact, favour: Favour) -> Outcome {
    match favour {
        Favour::Larger if v < computed => Outcome::Weaker,
        Favour::Smaller if v > computed => Outcome::Weaker,
        _ => Outcome::Disagrees,
    }
}

/// A printed number by itself.
pub(super) fn printed(number: &Number, computed: Exact, larger_flatters: Option<bool>) -> Option<Outcome> {
    let favour = match larger_flatters {
        Some(true) => Favour::Larger,
        Some(false) => Favour::Smaller,
        None => Favour::Neither,
    };
    rounded(number.value, number.step, computed, favour, CAP)
}

fn rounded(v: Exact, step: Exact, computed: Exact, favour: Favour, cap: Exact) -> Option<Outcome> {
    if !within(v, half(step)?, computed)? {
        return Some(stronger(v, computed, favour));
    }
    let by = flatters(v, computed, favour)?;
    Some(if by > cap { Outcome::RoundedInFavour(by) } else { Outcome::Agrees })
}

/// A single value lies inside a range; its far end may flatter no more than "about" may.
fn range(figure: &Quantity, computed: Exact, favour: Favour) -> Option<Outcome> {
    let (low, high) = (figure.low, figure.high);
    let (below, above) = (half(step(figure, low))?, half(step(figure, high))?);
    let inside = low.value.minus(below)? <= computed && computed <= high.value.plus(above)?;
    let far = if favour == Favour::Smaller { low.value } else { high.value };
    if !inside {
        return Some(stronger(far, computed, favour));
    }
    let by = flatters(far, computed, favour)?;
    Some(if by > LOOSE_CAP { Outcome::RoundedInFavour(by) } else { Outcome::Agrees })
}

/// By how many percent of the computed value the claim overstates in the good direction; zero when it does not.
fn flatters(v: Exact, computed: Exact, favour: Favour) -> Option<Exact> {
    let over = match favour {
        Favour::Larger => v.minus(computed)?,
        Favour::Smaller => computed.minus(v)?,
        Favour::Neither => Exact::ZERO,
    };
    if over <= Exact::ZERO {
        return Some(Exact::ZERO);
    }
    if computed.is_zero() {
        return Some(Exact::HUNDRED);
    }
    over.over(computed.abs())?.times(Exact::HUNDRED)
}

fn within(v: Exact, slack: Exact, computed: Exact) -> Option<bool> {
    Some(v.minus(slack)? <= computed && computed <= v.plus(slack)?)
}

/// What the last significant digit counts. In a percentage zeros at the end are significant: 100% is no 97.5%.
fn step(figure: &Quantity, number: Number) -> Exact {
    match figure.unit.dimension {
        Dimension::Percent | Dimension::Points => number.strict,
        _ => number.step,
    }
}

fn half(step: Exact) -> Option<Exact> {
    step.over(Exact::int(2))
}
