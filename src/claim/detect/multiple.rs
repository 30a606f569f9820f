//! Multipliers in words: doubled, halved, twice as fast, by half, a third of the cost, an order of magnitude.

use std::ops::Range;

use super::mood::Mood;
use super::{Found, Reader, worded, words};
use crate::claim::approx;
use crate::claim::exact::Exact;
use crate::claim::lexicon::{Opens, openings};
use crate::claim::numeral;
use crate::claim::quantity::Quantity;
use crate::claim::unit::Dimension;
use crate::claim::{Approx, Change, Form};

/// Every multiplier of the text.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let mut found = openings(reader.tokens, Opens::MULTIPLE, |i| word(reader, i));
    found.extend(reader.quantities.iter().filter_map(|q| fraction(reader, q)));
    found.retain(|f| reader.mood(&f.span) == Mood::Fact && !outgrew(reader, &f.span));
    let rises = |f: &Found| f.change == Change::Up || f.form == Form::Factor && f.change == Change::Unstated;
    found.retain(|f| !rises(f) || !reader.surges(f.span.start) && !reader.over_years(f.span.start));
    found
}

/// "the company has doubled in size": growth of the company itself.
fn outgrew(reader: &Reader<'_>, span: &Range<usize>) -> bool {
    let tokens = reader.tokens;
    let size = tokens.at(span.end) == "in" && one_of!(tokens.at(span.end + 1), "size" "headcount");
    let own = |w: &str| one_of!(w, "company" "team" "staff" "headcount" "workforce" "organization" "organisation" "startup" "firm");
    size && reader.near(span.start, span.start.saturating_sub(5)..span.start, own)
}

fn found(
    reader: &Reader<'_>,
    span: Range<usize>,
    value: (i128, i128),
    dimension: Dimension,
    change: Change,
) -> Option<Found> {
    let mut figure = worded(reader.tokens, span.clone(), value.0, value.1, dimension)?;
    // "more than doubled", "nearly tripled"
    let (approx, start, _) = approx::before(reader.tokens, span.start);
    let span = start.min(span.start)..span.end;
    (figure.approx, figure.span, figure.range) = (approx, span.clone(), reader.tokens.range(span.clone()));
    let form = if dimension == Dimension::Percent { Form::Percent } else { Form::Factor };
    Some(Found { heart: span.clone(), span, form, figure: Some(figure), before: None, change, rank: 2 })
}

/// Whether [`word`] may read something that begins with `word`.
pub(super) fn opens(word: &str) -> bool {
    word.ends_with("fold")
        || one_of!(word, "doubled" "doubling" "doubles" "double" "tripled" "tripling" "triples" "triple" "trebled"
            "quadrupled" "quadrupling" "quadruple" "halved" "halving" "halves" "twice" "half" "fraction" "order"
            "magnitude")
}

fn word(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let next = tokens.at(i + 1);
    // "fa-shield-halved": a part of a name.
    if tokens.glued(i) && tokens.before(i, 1) == "-" {
        return None;
    }
    let factor = |value: i128, change, words| found(reader, i..i + words, (value, 1), Dimension::Factor, change);
    match tokens.at(i) {
        // "doubling down" is a resolve.
        "doubled" | "doubling" | "doubles" | "double" if next == "down" => None,
        "doubled" | "doubling" | "doubles" => factor(2, speed(reader, i + 1), 1),
        "tripled" | "tripling" | "triples" | "trebled" => factor(3, speed(reader, i + 1), 1),
        "quadrupled" | "quadrupling" => factor(4, speed(reader, i + 1), 1),
        // The bare forms are adjectives too: a double-check, a triple store.
        "double" | "triple" | "quadruple" if matches!(next, "the" | "our" | "their" | "its") => factor(
            if tokens.at(i) == "double" {
                2
            } else if tokens.at(i) == "triple" {
                3
            } else {
                4
            },
            speed(reader, i + 1),
            2,
        ),
        "halved" | "halving" | "halves" => factor(2, Change::Down, 1),
        "twice" if next == "as" => twice(reader, i),
        "twice" if next == "over" => factor(2, Change::Up, 2),
        "twice" if next == "the" => factor(2, Change::Up, 3),
        "half" if next == "as" => found(reader, i..i + 3, (50, 1), Dimension::Percent, Change::Of),
        // "a fraction of the cost": less, by an untold share.
        "fraction"
            if tokens.phrase(i + 1, "of the") && smaller(tokens.at(i + 3)) || tokens.phrase(i + 1, "of what") =>
        {
            let words = if tokens.at(i + 2) == "what" { 3 } else { 4 };
            let mut claim = found(reader, i..i + words, (50, 1), Dimension::Percent, Change::Of)?;
            claim.figure.as_mut()?.low.vague = true;
            Some(claim)
        }
        "order" if tokens.phrase(i, "order of magnitude") => {
            let change = words::compared(tokens.at(i + 3)).unwrap_or(Change::Unstated);
            factor(10, change, 3)
        }
        "magnitude" if tokens.before(i, 2) == "orders" && tokens.at(i.wrapping_sub(3)).parse::<u8>().is_err() => {
            let start = i - 2;
            let change = words::compared(tokens.at(i + 1)).unwrap_or(Change::Unstated);
            let mut claim = found(reader, start..i + 1, (10, 1), Dimension::Factor, change)?;
            claim.figure.as_mut()?.low.vague = true;
            Some(claim)
        }
        // "tenfold", "fourfold"
        text => {
            let value = text.strip_suffix("fold").and_then(numeral::small).filter(|value| *value > 1)?;
            factor(value.into(), words::compared(next).unwrap_or(Change::Unstated), 1)
        }
    }
}

/// "doubled the speed": of a time on record that is less, as "twice as fast" is.
fn speed(reader: &Reader<'_>, i: usize) -> Change {
    let fast = |i: usize| one_of!(reader.tokens.at(i), "speed" "pace" "velocity");
    let owned = one_of!(reader.tokens.at(i), "the" "our" "their" "its" "your");
    if owned && (i + 1..i + 3).any(fast) || fast(i) { Change::Faster } else { Change::Up }
}

/// "twice as fast", "twice as many".
fn twice(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let change = match reader.tokens.at(i + 2) {
        "fast" | "quick" | "quickly" => Change::Faster,
        "slow" => Change::Slower,
        _ => Change::Up,
    };
    found(reader, i..i + 3, (2, 1), Dimension::Factor, change)
}

/// "by half", "by nearly two thirds", "in half", "half the time", "a third of the cost".
fn fraction(reader: &Reader<'_>, quantity: &Quantity) -> Option<Found> {
    let tokens = reader.tokens;
    if !quantity.low.fraction || quantity.of.is_some() {
        return None;
    }
    let percent = quantity.low.value.times(Exact::HUNDRED)?;
    let start = quantity.span.start;
    let before = tokens.before(start, 1);
    let near = (start.saturating_sub(12)..start).rev().take_while(|&i| reader.together(i, start));
    let verb = near.filter_map(|i| words::change(tokens.at(i)).map(|c| (c, i, quantity.core.end))).next();
    // "is down a third", "fell nearly a third"
    let by = matches!(before, "by" | "in") || verb.is_some_and(|(_, from, _)| from + 1 == start);
    // "shrank to a third": what is left.
    let left = verb
        .filter(|(change, ..)| before == "to" && *change == Change::Down)
        .map(|(_, from, to)| (Change::Of, from, to));
    // "a two-thirds reduction"
    let behind = quantity.core.clone().rev().find(|&i| part_word(tokens.at(i))).map_or(quantity.core.end, |i| i + 1);
    let noun = words::compared(tokens.at(behind))
        .filter(|c| matches!(c, Change::Down | Change::Up | Change::Less | Change::Saved));
    let noun = noun.map(|change| (change, start, behind + 1));
    let (change, from, to) = verb.filter(|_| by).or(left).or(noun).or_else(|| share(reader, quantity))?;
    let mut figure = worded(tokens, quantity.core.clone(), 1, 1, Dimension::Percent)?;
    figure.low.value = percent;
    figure.high = figure.low;
    figure.approx = quantity.approx;
    figure.span = quantity.span.clone();
    figure.range = quantity.range.clone();
    let heart = quantity.span.start..quantity.core.end;
    Some(Found {
        span: from..to.max(heart.end),
        heart,
        form: Form::Percent,
        figure: Some(figure),
        before: None,
        change,
        rank: 2,
    })
}

/// "more than half the nurses": a bounded share of several is said for its size; a bad one is not.
fn hedged(reader: &Reader<'_>, quantity: &Quantity, after: usize) -> bool {
    let tokens = reader.tokens;
    let bad = |i: usize| one_of!(tokens.at(i), "late" "lost" "failed" "wrong" "caused" "missed" "never" "manual" "could" "couldn't");
    let several = (after + 1..after + 4).any(|i| tokens.at(i).len() > 3 && tokens.at(i).ends_with('s'));
    let bounded = matches!(quantity.approx, Approx::Over | Approx::AtLeast | Approx::Nearly);
    bounded && several && !(after..after + 8).any(|i| reader.together(i, after) && bad(i))
}

/// The words a fraction ends in.
fn part_word(word: &str) -> bool {
    one_of!(word, "half" "third" "thirds" "quarter" "quarters" "fourth" "fifth" "tenth" "½" "⅓" "¼")
}

/// What is better the less of it is needed.
fn smaller(word: &str) -> bool {
    one_of!(word, "time" "cost" "costs" "price" "effort" "size" "memory" "resources" "budget" "latency" "servers"
        "hardware" "space" "power" "energy")
}

/// "half the time" and "a third of the cost": what is left, of something that is better small; "half of our services run
/// there": a share that the product carries.
fn share(reader: &Reader<'_>, quantity: &Quantity) -> Option<(Change, usize, usize)> {
    let tokens = reader.tokens;
    // The fraction's own words; a counted noun may have been read behind them.
    let first = quantity.core.clone().find(|&i| part_word(tokens.at(i)))?;
    let after = first + 1;
    let of = usize::from(tokens.at(after) == "of");
    let owner = tokens.at(after + of);
    let whose =
        one_of!(owner, "the" "our" "their" "its" "that" "all") || owner.ends_with("'s") || words::load_noun(owner);
    // "over half of which"
    let referred = of == 1
        && one_of!(owner, "which" "them" "these" "those" "whom")
        && matches!(quantity.approx, Approx::Over | Approx::AtLeast | Approx::Nearly);
    let left = (after + of..after + of + 4).any(|i| smaller(tokens.at(i)));
    // "half of all traffic"; but half of a team, a day or the way is no result.
    let own = (after + of..after + of + 4).any(|i| {
        words::company_noun(tokens.at(i)) && !words::colleagues(tokens.at(i))
            || one_of!(tokens.at(i), "sales" "revenue" "turnover" "team" "company" "day" "week" "year" "way" "world" "book" "story" "people")
    }) || (after + of..after + of + 6).any(|i| one_of!(tokens.at(i), "caused" "due"));
    let part = of == 1 && !own && (tokens.is_word(after + 2) || words::load_noun(owner));
    // "half the company's services are on it"
    let held = of == 0
        && whose
        && !own
        && (hedged(reader, quantity, after)
            || (after + 2..after + 6).any(|i| {
                let takes = one_of!(tokens.at(i), "are" "is" "run" "runs" "have" "has")
                    || words::adopts(tokens.at(i), tokens.at(i + 1));
                takes && reader.together(i, after)
            }));
    let was = of == 1 && tokens.at(after + 1) == "what";
    (was || referred || whose && (left || part || held)).then_some((
        Change::Of,
        quantity.span.start,
        after + of + 2 - usize::from(was),
    ))
}
