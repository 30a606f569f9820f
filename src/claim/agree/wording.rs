//! The words of a verdict: what the record says, and how the claim could be put so that it holds.

use super::decide::{Favour, decide};
use super::derive::{Value, conversion, derived};
use super::{Figures, Outcome};
use crate::claim::approx::Approx;
use crate::claim::exact::Exact;
use crate::claim::number::Number;
use crate::claim::quantity::Quantity;
use crate::claim::unit::{Dimension, Unit};
use crate::claim::{Change, Claim, Form};

/// "21 → 8 days", "150 services".
pub fn inputs(figures: &Figures<'_>) -> String {
    let unit = if figures.unit.is_empty() { String::new() } else { format!(" {}", figures.unit) };
    match (figures.before, figures.after, figures.value) {
        (Some(b), Some(a), _) => format!("{b} → {a}{unit}"),
        (_, Some(value), _) | (_, _, Some(value)) => format!("{value}{unit}"),
        (Some(b), None, None) => format!("{b}{unit} before, nothing after"),
        (None, None, None) => String::new(),
    }
}

/// Wordings that hold, each of them decided by the same test as the claim itself. What the figure was taken for comes
/// first: "9 points" where "9%" was written.
pub(super) fn that_hold(claim: &Claim, figure: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |texts: Vec<String>| {
        for text in texts {
            if !out.contains(&text) {
                out.push(text);
            }
        }
    };
    let value = derived(claim, figure, figures, unit);
    if claim.form != Form::FromTo {
        add(meant(claim, figure, figures, unit).into_iter().collect());
        match &value {
            Ok(value) => add(rounded(figure, value)),
            Err(Outcome::WrongDirection) => add(turned(claim, figure, figures, unit)),
            Err(Outcome::UnitMismatch) => add(in_its_currency(claim, figure, figures, unit)),
            Err(_) => {}
        }
        add(in_its_unit(figure, figures, unit, value.as_ref().ok()).into_iter().collect());
    }
    add(ends(claim, figure, figures, unit).into_iter().collect());
    let relative = figure.unit.dimension == Dimension::Percent && claim.form != Form::FromTo;
    let factor = relative && value.is_ok() || claim.change == Change::Less;
    add(factor.then(|| as_factor(figures)).flatten().into_iter().collect());
    out.truncate(4);
    out
}

/// The value in the claim's unit, as often as rounding allows.
fn rounded(figure: &Quantity, value: &Value) -> Vec<String> {
    let holds = |candidate: &Quantity| decide(candidate, value.exact, value.favour, None) == Some(Outcome::Agrees);
    let held = candidates(figure, value.exact).into_iter().filter(|(_, candidate)| holds(candidate));
    held.map(|(text, _)| text).collect()
}

/// The value rounded to none and one decimal, which no record of usual figures makes too exact, and the round number
/// below it with "over". Where a whole number is off by more than a twentieth, the decimal comes first, and below one
/// there is a second.
fn candidates(figure: &Quantity, value: Exact) -> Vec<(String, Quantity)> {
    let candidate = |rounded: Exact, step: Exact, approx: Approx| {
        let number = Number { value: rounded, step, strict: step, words: false, vague: false, fraction: false };
        let prefix = if approx == Approx::Over { "over " } else { "" };
        let quantity = Quantity { low: number, high: number, approx, of: None, statistic: None, ..figure.clone() };
        (format!("{prefix}{}", shown(rounded, figure)), quantity)
    };
    let twentieth = value.abs().over(Exact::int(20));
    let mut out = Vec::new();
    for places in 0..if value.abs() < Exact::ONE { 3 } else { 2 } {
        let Some(step) = Exact::pow10(-places) else { continue };
        let Some(near) = value.round_to(step).filter(|near| !near.is_zero() || value.is_zero()) else { continue };
        let off = near.minus(value).map(Exact::abs).zip(twentieth).is_none_or(|(off, most)| off > most);
        let plain = candidate(near, step, Approx::Plain);
        match out.last() {
            Some((true, _)) => out.insert(out.len() - 1, (off, plain)),
            _ => out.push((off, plain)),
        }
    }
    let five = Exact::int(5);
    let below = value.over(five).and_then(|v| Exact::ratio(v.floor(), 1)?.times(five));
    if let Some(below) = below.filter(|b| *b > Exact::ZERO && *b < value && value > Exact::int(10)) {
        out.push((false, candidate(below, Exact::ONE, Approx::Over)));
    }
    out.into_iter().map(|(_, candidate)| candidate).collect()
}

/// What the figure says of the same values when it is read as what it is often taken for.
fn meant(claim: &Claim, figure: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Option<String> {
    let (b, a) = figures.before.zip(figures.after)?;
    let fits = |value: Exact| decide(figure, value, Favour::Neither, None) == Some(Outcome::Agrees);
    let number = figure.low.value;
    let change = || b.minus(a)?.abs().over(b)?.times(Exact::HUNDRED).filter(|change| fits(*change));
    match figure.unit.dimension {
        Dimension::Percent if unit.dimension == Dimension::Percent && fits(b.minus(a)?.abs()) => {
            Some(format!("{number} points"))
        }
        Dimension::Percent if claim.change == Change::Faster && a < b => {
            change().map(|_| format!("{number}% less{}", if unit.is_time() { " time" } else { "" }))
        }
        Dimension::Points => change().map(|_| format!("{number}%")),
        _ => None,
    }
}

/// The same change, the way it went.
fn turned(claim: &Claim, figure: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Vec<String> {
    let Some((b, a)) = figures.before.zip(figures.after) else { return Vec::new() };
    let (change, word) = if a < b { (Change::Down, "down") } else { (Change::Up, "up") };
    let claim = Claim { change, ..claim.clone() };
    match derived(&claim, figure, figures, unit) {
        Ok(value) if figure.unit.dimension != Dimension::Factor => {
            rounded(figure, &value).into_iter().take(2).map(|text| format!("{word} {text}")).collect()
        }
        _ => Vec::new(),
    }
}

/// Money of another currency than the record's, in the record's.
fn in_its_currency(claim: &Claim, figure: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Vec<String> {
    let both = matches!((figure.unit.dimension, unit.dimension), (Dimension::Money(_), Dimension::Money(_)));
    let own = Quantity { unit: unit.clone(), ..figure.clone() };
    match derived(claim, &own, figures, unit) {
        Ok(value) if both => rounded(&own, &value),
        _ => Vec::new(),
    }
}

/// A value whose unit is another than the record's, in the record's: 8.5 hours where days were claimed.
fn in_its_unit(figure: &Quantity, figures: &Figures<'_>, unit: &Unit, value: Option<&Value>) -> Option<String> {
    let ratio = conversion(figure, figures, unit).ok().filter(|ratio| *ratio != Exact::ONE)?;
    let relative = matches!(figure.unit.dimension, Dimension::Percent | Dimension::Points | Dimension::Factor);
    let value = value.filter(|_| !relative && figure.of.is_none())?.exact.over(ratio)?;
    Some(format!("{} {}", value.decimal(2), figures.unit))
}

/// A number in the claim's own unit.
fn shown(value: Exact, figure: &Quantity) -> String {
    let number = value.decimal(2);
    let per = figure.unit.per.as_deref().map_or(String::new(), |per| format!(" {} {per}", article(per)));
    match figure.unit.dimension {
        Dimension::Percent => format!("{number}%"),
        Dimension::Points => format!("{number} points"),
        Dimension::Factor => format!("{number}x"),
        Dimension::Money(code) => format!("{}{per}", money(code, &number)),
        Dimension::Bare => number,
        _ => format!("{number} {}{per}", figure.unit.noun),
    }
}

/// "$870,000" of the code USD, and "CHF 870,000" where no sign is known to everybody.
pub fn money(code: &str, number: &str) -> String {
    match code {
        "USD" => format!("${number}"),
        "EUR" => format!("€{number}"),
        "GBP" => format!("£{number}"),
        _ => format!("{code} {number}"),
    }
}

/// "a week", "an hour", "per request".
fn article(per: &str) -> &'static str {
    match per {
        "hour" => "an",
        "second" | "minute" | "day" | "night" | "week" | "month" | "quarter" | "year" => "a",
        _ => "per",
    }
}

/// "from 21 days to 8", in the units of the claim's own ends where they convert.
fn ends(claim: &Claim, figure: &Quantity, figures: &Figures<'_>, unit: &Unit) -> Option<String> {
    let (b, a) = figures.before.zip(figures.after)?;
    if claim.form == Form::FromTo {
        let of = |end: &Quantity| end.has_unit().then(|| conversion(end, figures, unit).ok()).flatten();
        let first = claim.before.as_ref().filter(|before| before.has_unit()).unwrap_or(figure);
        if let Some((from, to)) = of(first).zip(of(figure).or(of(first))) {
            let (b, a) = (b.times(from)?, a.times(to)?);
            let is_spelt =
                figure.unit.dimension == Dimension::Percent || figure.has_unit() && figure.unit != first.unit;
            let second = if is_spelt { shown(a, figure) } else { a.decimal(2) };
            return Some(format!("from {} to {second}", shown(b, first)));
        }
    }
    Some(match figures.unit {
        "" => format!("from {b} to {a}"),
        "%" => format!("from {b}% to {a}%"),
        unit => format!("from {b} {unit} to {a}"),
    })
}

fn as_factor(figures: &Figures<'_>) -> Option<String> {
    let (b, a) = figures.before.zip(figures.after)?;
    let ratio = if b > a { b.over(a)? } else { a.over(b)? };
    // Rounded down: a factor may not flatter.
    let tenths = ratio.times(Exact::int(10))?.floor();
    let shown = Exact::ratio(tenths, 10)?;
    (shown > Exact::ONE).then(|| format!("{shown}x"))
}
