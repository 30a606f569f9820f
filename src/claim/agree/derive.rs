//! The value a claim should show, computed from the record.

use super::decide::{Favour, decide};
use super::{Better, Figures, Outcome, Verdict};
use crate::claim::approx::Approx;
use crate::claim::exact::Exact;
use crate::claim::number::Number;
use crate::claim::quantity::Quantity;
use crate::claim::unit::{Dimension, Unit};
use crate::claim::{Change, Claim};

const TOO_LARGE: &str = "its figures are too large to compute";
const NO_VALUES: &str = "the record gives no value it could be computed from";

/// A computed value with how it came about and which claims flatter.
pub(super) struct Value {
    pub exact: Exact,
    pub favour: Favour,
    pub formula: String,
}

/// Judges every claim but from–to: derive the value, then decide.
pub(super) fn amount(claim: &Claim, figure: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Verdict {
    let value = match derived(claim, figure, figures, unit) {
        Ok(value) => value,
        // "77 points" of a record in hours that fell by 77 percent.
        Err(Outcome::UnitMismatch) if figure.unit.dimension == Dimension::Points => {
            let confused = confusion(claim, figure, figures, unit).unwrap_or(Outcome::UnitMismatch);
            return Verdict::bare(confused, String::new());
        }
        Err(outcome) => return Verdict::bare(outcome, String::new()),
    };
    // A percentage is on record as one; what is in the record's unit is put into the claim's. Of two sides only the
    // change in percent is known.
    let best = figures.best.and_then(|(best, _)| match figure.unit.dimension {
        Dimension::Percent => Some(best),
        _ if figures.before.is_some() => None,
        _ => best.times(conversion(figure, figures, unit).ok()?),
    });
    // "5 of 6" is no rounded five: it must come within a percentage point of the share on record.
    let point = figure.of.and_then(|of| of.over(Exact::HUNDRED)).filter(|_| unit.dimension == Dimension::Percent);
    let pointed = point.map(|step| Quantity { low: Number { step, ..figure.low }, ..figure.clone() });
    let figure = pointed.as_ref().unwrap_or(figure);
    let mut outcome = decide(figure, value.exact, value.favour, best).unwrap_or(Outcome::CannotJudge(TOO_LARGE));
    // A weaker figure is looked at too: "up 6 %" for six points understates, and is wrong all the same.
    let doubtful = outcome != Outcome::Agrees && outcome != Outcome::UpTo;
    if let Some(confused) = doubtful.then(|| confusion(claim, figure, figures, unit)).flatten() {
        outcome = confused;
    }
    Verdict { outcome, inputs: String::new(), formula: value.formula, computed: Some(value.exact), holds: Vec::new() }
}

/// The value to compare `figure` with.
pub(super) fn derived(claim: &Claim, figure: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Result<Value, Outcome> {
    if let Some(of) = figure.of {
        return ratio(of, figures, unit);
    }
    match figure.unit.dimension {
        Dimension::Percent => percent(claim.change, figures, unit),
        Dimension::Points => points(claim.change, figures, unit),
        Dimension::Factor => factor(claim.change, figures, unit),
        _ => level_or_difference(claim.change, figure, figures, unit),
    }
}

fn lost(value: Option<Exact>) -> Result<Exact, Outcome> {
    value.ok_or(Outcome::CannotJudge(TOO_LARGE))
}

fn both(figures: &Figures<'_>) -> Result<(Exact, Exact), Outcome> {
    figures.before.zip(figures.after).ok_or(Outcome::CannotJudge(NO_VALUES))
}

/// Whether a larger change flatters, given that the value went down or up.
fn favour(down: bool, better: Option<Better>) -> Favour {
    match (down, better) {
        (true, Some(Better::Higher)) | (false, Some(Better::Lower)) => Favour::Smaller,
        _ => Favour::Larger,
    }
}

/// Whether the claim's words say the value went down; `None` when they leave it to the record.
fn goes_down(change: Change, figures: &Figures<'_>, unit: &Unit) -> Option<bool> {
    let lower = figures.better.map(|b| b == Better::Lower);
    match change {
        Change::Down | Change::Less => Some(true),
        Change::Up => Some(false),
        // A rate goes up when things get faster, a time goes down.
        Change::Faster => lower.or(Some(unit.is_time())),
        Change::Slower => lower.map(|l| !l).or(Some(!unit.is_time())),
        Change::Saved => lower,
        Change::Unstated | Change::To | Change::Of => lower,
    }
}

fn percent(change: Change, figures: &Figures<'_>, unit: &Unit) -> Result<Value, Outcome> {
    let level = unit.dimension == Dimension::Percent;
    if level && (matches!(change, Change::Of | Change::To) || figures.before.is_none()) {
        return level_of(figures, Exact::ONE);
    }
    if let Some(value) = share(change, figures, unit) {
        return Ok(value);
    }
    let (b, a) = both(figures)?;
    if b.is_zero() {
        return Err(Outcome::CannotJudge("a percentage of zero says nothing"));
    }
    if matches!(change, Change::Of | Change::To) {
        let exact = lost(a.over(b).and_then(|v| v.times(Exact::HUNDRED)))?;
        let favour = favour(figures.better == Some(Better::Lower), Some(Better::Higher));
        return Ok(Value { exact, favour, formula: format!("{a} ÷ {b} × 100") });
    }
    let down = goes_down(change, figures, unit).unwrap_or(a < b);
    if (down && a > b) || (!down && a < b) {
        return Err(Outcome::WrongDirection);
    }
    let favour = favour(down && change != Change::Slower, figures.better);
    // "N % faster" of a time is a change of speed, not of the time.
    let speed = down && change == Change::Faster;
    if speed && a.is_zero() {
        return Err(Outcome::CannotJudge("a speed-up to zero says nothing"));
    }
    let (over, under, top) =
        if speed { (b, a, b.minus(a)) } else { (a, b, if down { b.minus(a) } else { a.minus(b) }) };
    let exact = lost(top.and_then(|t| t.over(under)).and_then(|v| v.times(Exact::HUNDRED)))?;
    let formula = match (speed, down) {
        (true, _) => format!("({over} ÷ {under} − 1) × 100"),
        (_, true) => format!("({b} − {a}) ÷ {b} × 100"),
        _ => format!("({a} − {b}) ÷ {b} × 100"),
    };
    Ok(Value { exact, favour, formula })
}

/// "80% of clinics" beside a record that counts 4 clinics of a sample of 5.
fn share(change: Change, figures: &Figures<'_>, unit: &Unit) -> Option<Value> {
    let level = matches!(change, Change::Of | Change::To | Change::Unstated) && figures.before.is_none();
    let counts = matches!(unit.dimension, Dimension::Count | Dimension::Bare);
    let n = figures.n.filter(|n| *n > 0 && level && counts).and_then(|n| i64::try_from(n).ok()).map(Exact::int)?;
    let k = figures.after.or(figures.value).filter(|k| *k <= n)?;
    let exact = k.over(n)?.times(Exact::HUNDRED)?;
    let favour = favour(figures.better == Some(Better::Lower), Some(Better::Higher));
    Some(Value { exact, favour, formula: format!("{k} ÷ {n} × 100") })
}

fn points(change: Change, figures: &Figures<'_>, unit: &Unit) -> Result<Value, Outcome> {
    if !matches!(unit.dimension, Dimension::Percent | Dimension::Points) {
        return Err(Outcome::UnitMismatch);
    }
    if unit.dimension == Dimension::Points && figures.before.is_none() {
        return level_of(figures, Exact::ONE);
    }
    let (b, a) = both(figures)?;
    let down = goes_down(change, figures, unit).unwrap_or(a < b);
    if (down && a > b) || (!down && a < b) {
        return Err(Outcome::WrongDirection);
    }
    let exact = lost(a.minus(b))?.abs();
    let formula = if down { format!("{b} − {a}") } else { format!("{a} − {b}") };
    Ok(Value { exact, favour: favour(down, figures.better), formula })
}

fn factor(change: Change, figures: &Figures<'_>, unit: &Unit) -> Result<Value, Outcome> {
    if unit.dimension == Dimension::Factor && figures.before.is_none() {
        return level_of(figures, Exact::ONE);
    }
    let (b, a) = both(figures)?;
    if b.is_zero() || a.is_zero() {
        return Err(Outcome::CannotJudge("a factor of zero says nothing"));
    }
    let down = goes_down(change, figures, unit).unwrap_or(a < b);
    if (down && a > b) || (!down && a < b) {
        return Err(Outcome::WrongDirection);
    }
    if matches!(change, Change::Less | Change::Slower) {
        return Err(Outcome::FactorOrPercent);
    }
    let (over, under) = if down { (b, a) } else { (a, b) };
    let exact = lost(over.over(under))?;
    Ok(Value { exact, favour: favour(down, figures.better), formula: format!("{over} ÷ {under}") })
}

/// A level after the change, or a single value, times `ratio` into the claim's unit.
fn level_of(figures: &Figures<'_>, ratio: Exact) -> Result<Value, Outcome> {
    let value = figures.after.or(figures.value).ok_or(Outcome::CannotJudge(NO_VALUES))?;
    let favour = match figures.better {
        Some(Better::Lower) => Favour::Smaller,
        // A load, an adoption, an amount: more is said to sound better.
        Some(Better::Higher) | None => Favour::Larger,
    };
    Ok(Value { exact: lost(value.times(ratio))?, favour, formula: "the value after".to_owned() })
}

fn level_or_difference(
    change: Change,
    figure: &Quantity,
    figures: &Figures<'_>,
    unit: &Unit,
) -> Result<Value, Outcome> {
    let ratio = conversion(figure, figures, unit)?;
    let difference =
        matches!(change, Change::Down | Change::Less | Change::Up | Change::Saved | Change::Faster | Change::Slower);
    let Some((b, a)) = figures.before.zip(figures.after).filter(|_| difference) else {
        return level_of(figures, ratio);
    };
    let down = goes_down(change, figures, unit).unwrap_or(a < b);
    if (down && a > b) || (!down && a < b) {
        return Err(Outcome::WrongDirection);
    }
    let exact = lost(a.minus(b).and_then(|d| d.abs().times(ratio)))?;
    let formula = if down { format!("{b} − {a}") } else { format!("{a} − {b}") };
    Ok(Value { exact, favour: favour(down, figures.better), formula })
}

/// "k of n" as a proportion in the claim's own numerator.
fn ratio(of: Exact, figures: &Figures<'_>, unit: &Unit) -> Result<Value, Outcome> {
    let n = figures.n.and_then(|n| i64::try_from(n).ok()).map(Exact::int);
    let mut value = level_of(figures, Exact::ONE)?;
    if unit.dimension == Dimension::Percent {
        value.exact = lost(value.exact.over(Exact::HUNDRED).and_then(|v| v.times(of)))?;
        value.formula = format!("the value after × {of}");
    } else if n.is_some_and(|n| n != of) {
        return Err(Outcome::Disagrees);
    }
    Ok(value)
}

/// What the record's values are multiplied by to stand in the claim's unit.
pub(super) fn conversion(figure: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Result<Exact, Outcome> {
    if !figure.has_unit() {
        return Ok(Exact::ONE);
    }
    if figure.unit.per.is_some() && unit.per.is_none() && unit.dimension != Dimension::Bare {
        return Err(Outcome::UnitMismatch);
    }
    if figure.unit.dimension == Dimension::Count {
        let named = matches!(unit.dimension, Dimension::Bare)
            || unit.dimension == Dimension::Count && shares_noun(&figure.unit.noun, &unit.noun)
            || matches!(unit.dimension, Dimension::Bare | Dimension::Count)
                && shares_noun(&figure.unit.noun, figures.metric);
        let one = Unit { dimension: Dimension::Count, size: Exact::ONE, noun: String::new(), per: unit.per.clone() };
        return if named { one.ratio(&figure.unit).ok_or(Outcome::UnitMismatch) } else { Err(Outcome::UnitMismatch) };
    }
    let rough = || unit.rough_ratio(&figure.unit).filter(|_| figure.approx == Approx::About);
    unit.ratio(&figure.unit).or_else(rough).ok_or(Outcome::UnitMismatch)
}

/// Whether two noun phrases share a word but for its plural.
pub(super) fn shares_noun(left: &str, right: &str) -> bool {
    use crate::claim::unit::singular;
    let right = right.to_lowercase();
    left.split_whitespace().any(|l| right.split_whitespace().any(|r| singular(l) == singular(r)))
}

/// Both ends of a from–to against before and after.
pub(super) fn from_to(claim: &Claim, to: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Verdict {
    let judged = (|| {
        let (b, a) = both(figures)?;
        let mut from = claim.before.clone().ok_or(Outcome::CannotJudge("it names no definite value before"))?;
        let mut to = to.clone();
        if from.low.vague {
            return Err(Outcome::CannotJudge("it names no definite value before"));
        }
        // "from 11 hours a week to 2.5" and "from 21 to 8 days": the unit stands once.
        if !from.has_unit() {
            from.unit = to.unit.clone();
        } else if !to.has_unit() {
            to.unit = from.unit.clone();
        }
        let after_favour = match figures.better {
            Some(Better::Lower) => Favour::Smaller,
            Some(Better::Higher) => Favour::Larger,
            None if a < b => Favour::Smaller,
            None => Favour::Larger,
        };
        let before_favour = if after_favour == Favour::Smaller { Favour::Larger } else { Favour::Smaller };
        let down = matches!(claim.change, Change::Down | Change::Less);
        if down && a > b || claim.change == Change::Up && a < b {
            return Err(Outcome::WrongDirection);
        }
        // Each end stands in a unit of its own: "from 3 weeks to 8 days".
        let b = lost(b.times(conversion(&from, figures, unit)?))?;
        let a = lost(a.times(conversion(&to, figures, unit)?))?;
        if turned(&from, &to, b, a) {
            return Err(Outcome::WrongDirection);
        }
        let first = decide(&from, b, before_favour, None).ok_or(Outcome::CannotJudge(TOO_LARGE))?;
        let second = decide(&to, a, after_favour, None).ok_or(Outcome::CannotJudge(TOO_LARGE))?;
        let outcome = match (first.holds(), second.holds()) {
            (false, _) => first,
            (true, false) => second,
            _ if first == Outcome::Weaker || second == Outcome::Weaker => Outcome::Weaker,
            _ => Outcome::Agrees,
        };
        Ok((outcome, a))
    })();
    let (outcome, computed) = match judged {
        Ok((outcome, a)) => (outcome, Some(a)),
        Err(outcome) => (outcome, None),
    };
    let formula = "the values before and after".to_owned();
    Verdict { outcome, inputs: String::new(), formula, computed, holds: Vec::new() }
}

/// Whether the two ends lie the other way round than the values before and after, each in the unit of its end.
fn turned(from: &Quantity, to: &Quantity, before: Exact, after: Exact) -> bool {
    let Some(ratio) = from.unit.ratio(&to.unit) else { return false };
    let (Some(said), Some(before)) = (from.low.value.times(ratio), before.times(ratio)) else { return false };
    !from.is_range() && !to.is_range() && said.cmp(&to.low.value) == after.cmp(&before) && after != before
}

/// A figure that fails in its own reading but holds in the one it is commonly confused with.
fn confusion(claim: &Claim, figure: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Option<Outcome> {
    let fits = |value: Exact| decide(figure, value, Favour::Neither, None) == Some(Outcome::Agrees);
    let (b, a) = figures.before.zip(figures.after)?;
    let in_percent = unit.dimension == Dimension::Percent;
    match figure.unit.dimension {
        Dimension::Percent => {
            if in_percent && fits(a.minus(b)?.abs()) {
                return Some(Outcome::PercentOrPoints);
            }
            let whole = a.over(b)?.times(Exact::HUNDRED)?;
            let saved = b.minus(a)?.over(b)?.times(Exact::HUNDRED)?;
            let factor = claim.change == Change::Up && fits(whole) || claim.change == Change::Faster && fits(saved);
            factor.then_some(Outcome::FactorOrPercent)
        }
        Dimension::Points => {
            let relative = a.minus(b)?.abs().over(b)?.times(Exact::HUNDRED)?;
            fits(relative).then_some(Outcome::PercentOrPoints)
        }
        _ => None,
    }
}
