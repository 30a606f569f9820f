//! Quantities in a form of change or effect.

use std::ops::Range;

use crate::claim::exact::Exact;
use crate::claim::number::Number;
use crate::claim::quantity::Quantity;
use crate::claim::token::Tokens;
use crate::claim::unit::{Dimension, Unit};
use crate::claim::{Approx, Change, Claim, Context, Form};

/// Every figure of the text that claims a change or an effect.
pub(super) fn find(tokens: &Tokens, quantities: &[Quantity], _cx: &Context<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut skip = 0;
    for (k, quantity) in quantities.iter().enumerate() {
        if k < skip {
            continue;
        }
        if let Some(next) = quantities.get(k + 1).filter(|next| is_from_to(tokens, quantity, next)) {
            claims.push(from_to(tokens, quantity, next));
            skip = k + 2;
        } else if let Some(claim) = single(tokens, quantity) {
            claims.push(claim);
        }
    }
    claims.extend(multipliers(tokens));
    claims
}

/// "from 21 days to 8", "21 days down to 8", "8 days instead of 21".
fn is_from_to(tokens: &Tokens, first: &Quantity, second: &Quantity) -> bool {
    if !(first.has_unit() || second.has_unit()) {
        return false;
    }
    let between = first.span.end..second.span.start;
    let from = tokens.before(first.span.start, 1) == "from";
    let joined = |words: &str| between.len() == words.split(' ').count() && tokens.phrase(between.start, words);
    from && joined("to") || joined("down to") || joined("up to") && from || joined("instead of")
}

fn from_to(tokens: &Tokens, first: &Quantity, second: &Quantity) -> Claim {
    let turned = tokens.phrase(first.span.end, "instead of");
    let from = tokens.before(first.span.start, 1) == "from";
    let (mut change, verb) = frame_before(tokens, first.span.start - usize::from(from));
    if change == Change::Unstated && tokens.phrase(first.span.end, "down to") {
        change = Change::Down;
    }
    let start = verb.map_or(first.span.start - usize::from(from), |v| v.start);
    let (before, after) = if turned { (second, first) } else { (first, second) };
    Claim {
        range: tokens.range(start..second.span.end),
        form: Form::FromTo,
        figure: Some(after.clone()),
        before: Some(before.clone()),
        change,
    }
}

/// A figure with a verb of change before it or a comparative after it.
fn single(tokens: &Tokens, quantity: &Quantity) -> Option<Claim> {
    let (mut change, verb) = frame_before(tokens, quantity.span.start);
    let mut span = quantity.span.clone();
    let mut framed = verb.is_some();
    if let Some(verb) = verb {
        span.start = verb.start;
    }
    if let Some((after, end)) = frame_after(tokens, quantity.span.end) {
        change = after;
        span.end = end;
        framed = true;
    }
    let form = match quantity.unit.dimension {
        Dimension::Percent => Form::Percent,
        Dimension::Points => Form::Points,
        Dimension::Factor => Form::Factor,
        Dimension::Money(_) if framed => Form::Money,
        Dimension::Time | Dimension::Work(_) | Dimension::Calendar if framed => Form::Duration,
        _ => return None,
    };
    if form == Form::Percent && tokens.at(quantity.span.end) == "of" && change == Change::Unstated {
        change = Change::Of;
    }
    Some(Claim { range: tokens.range(span), form, figure: Some(quantity.clone()), before: None, change })
}

/// A verb of change up to six words before `end`.
fn frame_before(tokens: &Tokens, end: usize) -> (Change, Option<Range<usize>>) {
    let sentence = tokens.sentence(end.min(tokens.len().saturating_sub(1)));
    let to = tokens.before(end, 1) == "to";
    for i in (end.saturating_sub(7)..end).rev() {
        if tokens.sentence(i) != sentence {
            break;
        }
        if let Some(change) = verb(tokens.at(i)) {
            let change = if to && change != Change::Saved { Change::To } else { change };
            return (change, Some(i..i + 1));
        }
    }
    (Change::Unstated, None)
}

fn frame_after(tokens: &Tokens, i: usize) -> Option<(Change, usize)> {
    let change = match tokens.at(i) {
        "faster" | "quicker" | "sooner" => Change::Faster,
        "slower" => Change::Slower,
        "less" | "fewer" | "lower" | "cheaper" | "smaller" | "shorter" => Change::Less,
        "more" | "higher" | "larger" | "greater" => Change::Up,
        "saved" | "avoided" | "saving" | "savings" => Change::Saved,
        "reduction" | "decrease" | "drop" | "cut" => Change::Down,
        "increase" | "growth" | "rise" => Change::Up,
        _ => return None,
    };
    Some((change, i + 1))
}

/// Verbs and nouns of change.
fn verb(word: &str) -> Option<Change> {
    Some(match word {
        "cut" | "cuts" | "cutting" | "reduced" | "reduces" | "reducing" | "reduction" | "dropped" | "decreased"
        | "fell" | "shrank" | "lowered" | "slashed" | "shortened" | "trimmed" | "halving" | "down" => Change::Down,
        "increased" | "increases" | "grew" | "rose" | "raised" | "boosted" | "climbed" | "gained" | "up" => Change::Up,
        "saved" | "saves" | "saving" | "avoided" | "improved" | "improvement" => Change::Saved,
        _ => return None,
    })
}

/// "doubled", "halved" and their like.
fn multipliers(tokens: &Tokens) -> Vec<Claim> {
    let mut claims = Vec::new();
    for i in 0..tokens.len() {
        let (factor, change) = match tokens.at(i) {
            "doubled" | "doubling" => (2, Change::Up),
            "tripled" | "tripling" | "trebled" => (3, Change::Up),
            "quadrupled" => (4, Change::Up),
            "halved" | "halving" => (2, Change::Down),
            _ => continue,
        };
        let value = Exact::int(factor);
        let low = Number { value, step: Exact::ONE, strict: Exact::ONE, words: true, vague: false, fraction: false };
        let range = tokens.range(i..i + 1);
        let figure = Quantity {
            range: range.clone(),
            low,
            high: low,
            unit: Unit::plain(Dimension::Factor),
            approx: Approx::Plain,
            statistic: None,
            of: None,
            core: i..i + 1,
            span: i..i + 1,
        };
        claims.push(Claim { range, form: Form::Factor, figure: Some(figure), before: None, change });
    }
    claims
}
