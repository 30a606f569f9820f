//! The words of a verdict: what the record says, and how the claim could be put so that it holds.

use super::decide::decide;
use super::derive::{conversion, derived};
use super::{Figures, Outcome};
use crate::claim::approx::Approx;
use crate::claim::exact::Exact;
use crate::claim::number::Number;
use crate::claim::quantity::Quantity;
use crate::claim::unit::{Dimension, Unit};
use crate::claim::{Change, Claim, Form};

/// "21 → 8 days", "150 services".
pub(super) fn inputs(figures: &Figures<'_>) -> String {
    let unit = if figures.unit.is_empty() { String::new() } else { format!(" {}", figures.unit) };
    match (figures.before, figures.after, figures.value) {
        (Some(b), Some(a), _) => format!("{b} → {a}{unit}"),
        (_, Some(value), _) | (_, _, Some(value)) => format!("{value}{unit}"),
        (Some(b), None, None) => format!("{b}{unit} before, nothing after"),
        (None, None, None) => String::new(),
    }
}

/// Wordings that hold, each of them decided by the same test as the claim itself.
pub(super) fn that_hold(
    claim: &Claim,
    figure: &Quantity,
    figures: &Figures<'_>,
    unit: &Unit,
    computed: Option<Exact>,
) -> Vec<String> {
    let mut out = Vec::new();
    let value = derived(claim, figure, figures, unit).ok().filter(|_| computed.is_some() && claim.form != Form::FromTo);
    if let Some(value) = value {
        for (text, candidate) in candidates(figure, value.exact) {
            if decide(&candidate, value.exact, value.favour, None) == Some(Outcome::Agrees) && !out.contains(&text) {
                out.push(text);
            }
        }
    }
    if let Some(text) = ends(claim, figure, figures, unit) {
        out.push(text);
    }
    if figure.unit.dimension == Dimension::Percent || claim.change == Change::Less {
        out.extend(as_factor(figures));
    }
    out.truncate(4);
    out
}

/// The value rounded to none and one decimal, which no record of usual figures makes too exact, and the round number below it with "over".
fn candidates(figure: &Quantity, value: Exact) -> Vec<(String, Quantity)> {
    let mut out = Vec::new();
    let mut add = |rounded: Option<Exact>, step: Option<Exact>, approx: Approx| {
        let (Some(rounded), Some(step)) = (rounded, step) else {
            return;
        };
        let number = Number { value: rounded, step, strict: step, words: false, vague: false, fraction: false };
        let prefix = if approx == Approx::Over { "over " } else { "" };
        let candidate = Quantity { low: number, high: number, approx, of: None, statistic: None, ..figure.clone() };
        out.push((format!("{prefix}{}", shown(rounded, figure)), candidate));
    };
    for places in 0..2 {
        let step = Exact::pow10(-places);
        add(step.and_then(|s| value.round_to(s)), step, Approx::Plain);
    }
    let five = Exact::int(5);
    let below = value.over(five).and_then(|v| Exact::ratio(v.floor(), 1)?.times(five));
    if below.is_some_and(|b| b > Exact::ZERO && b < value) && value > Exact::int(10) {
        add(below, Some(Exact::ONE), Approx::Over);
    }
    out
}

/// A number in the claim's own unit.
fn shown(value: Exact, figure: &Quantity) -> String {
    let number = value.decimal(2);
    let per = figure.unit.per.as_ref().map_or(String::new(), |per| format!(" per {per}"));
    match figure.unit.dimension {
        Dimension::Percent => format!("{number}%"),
        Dimension::Points => format!("{number} points"),
        Dimension::Factor => format!("{number}x"),
        Dimension::Money(code) => format!("{code} {number}{per}"),
        Dimension::Bare => number,
        _ => format!("{number} {}{per}", figure.unit.noun),
    }
}

/// "from 21 days to 8", in the claim's unit where it has one that converts.
fn ends(claim: &Claim, figure: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Option<String> {
    let (b, a) = figures.before.zip(figures.after)?;
    let same = claim.form == Form::FromTo && figure.has_unit();
    let ratio = if same { conversion(figure, figures, unit).ok() } else { None };
    match ratio {
        Some(ratio) => Some(format!("from {} to {}", shown(b.times(ratio)?, figure), a.times(ratio)?.decimal(2))),
        None if figures.unit.is_empty() => Some(format!("from {b} to {a}")),
        None if figures.unit == "%" => Some(format!("from {b}% to {a}%")),
        None => Some(format!("from {b} {} to {a}", figures.unit)),
    }
}

fn as_factor(figures: &Figures<'_>) -> Option<String> {
    let (b, a) = figures.before.zip(figures.after)?;
    let ratio = if b > a { b.over(a)? } else { a.over(b)? };
    // Rounded down: a factor may not flatter.
    let tenths = ratio.times(Exact::int(10))?.floor();
    let shown = Exact::ratio(tenths, 10)?;
    (shown > Exact::ONE).then(|| format!("{shown}x"))
}
