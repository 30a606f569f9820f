//! Two values side by side with a word between that sets one against the other: "8 days instead of 21", "45 min → 12 min",
//! "in minutes, not weeks".

use std::ops::Range;

use super::super::mood::Mood;
use super::super::{Found, Reader};
use super::ends::{comparable, end, frequency, is_long};
use crate::claim::unit::Dimension;
use crate::claim::{Change, Form};

/// "8 days instead of 21", "8 days, down from 21", "1 day compared to 5 days", "21 days down to 8".
pub(super) fn against(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let (words, change) = match (tokens.at(i), tokens.at(i + 1)) {
        ("down", "from") => (2, Change::Down),
        ("up", "from") => (2, Change::Up),
        ("instead", "of") | ("rather", "than") | ("opposed", "to") | ("compared", "to" | "with") => {
            (2, Change::Unstated)
        }
        ("versus" | "vs" | "against", next) => (1 + usize::from(next == "."), Change::Unstated),
        ("down", "to") => {
            let found = arrow(reader, i, i + 2)?;
            return Some(Found { change: Change::Down, ..found });
        }
        _ => return None,
    };
    pair_before(reader, i, i + words, change)
        .or_else(|| vague_before(reader, i, i + words))
        .or_else(|| half_vague(reader, i, i + words))
}

/// "1.2 hours (was 24 hours)", "96% (previously 60%)".
pub(super) fn aside(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !matches!(tokens.before(i, 1), "(" | "," | "[") {
        return None;
    }
    let colon = usize::from(tokens.at(i + 1) == ":");
    pair_before(reader, i, i + 1 + colon, Change::Unstated)
}

/// "45 min → 12 min": here the later figure is the one after.
pub(super) fn arrow(reader: &Reader<'_>, i: usize, j: usize) -> Option<Found> {
    let mut found = pair_before(reader, i, j, Change::Unstated)?;
    std::mem::swap(&mut found.figure, &mut found.before);
    Some(found)
}

/// "in minutes, not weeks", "in 5 minutes, not 3 hours".
pub(super) fn contrast(reader: &Reader<'_>, i: usize) -> Option<Found> {
    pair_before(reader, i - 1, i + 1, Change::Unstated).or_else(|| vague_before(reader, i - 1, i + 1))
}

/// "took weeks of effort here but just days there": two lengths of time, the second said to be short.
pub(super) fn only(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if !one_of!(tokens.at(i + 1), "just" "only" "now" "mere") {
        return None;
    }
    let second = end(reader, i + 2)?;
    let k = reader.quantities.partition_point(|q| q.span.end <= i);
    let given =
        k.checked_sub(1).and_then(|k| reader.quantities.get(k)).filter(|q| q.unit.is_time() && i - q.span.end <= 10);
    let named = (i.saturating_sub(10)..i).rev().find(|&j| is_long(tokens, j));
    let first = given.map(|q| q.span.start).or(named).filter(|&j| reader.together(i, j))?;
    let timed = second.quantity.map_or_else(|| is_long(tokens, second.next - 1), |q| q.unit.is_time());
    let form = if given.is_some() && second.quantity.is_some() { Form::FromTo } else { Form::VagueEndpoints };
    let plan = reader.mood(&(first..second.next)) == Mood::Plan;
    (timed && !plan).then(|| Found {
        figure: second.quantity.cloned(),
        before: given.cloned(),
        rank: 0,
        ..Found::phrase(first..second.next, form)
    })
}

/// "did more in a week than in the last four months": as much in the shorter time, or more.
pub(super) fn outdone(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let k = reader.quantities.partition_point(|q| q.span.end <= i);
    let (after, before) = (reader.quantities.get(k.checked_sub(1)?)?, reader.quantities.get(k)?);
    let past = one_of!(tokens.before(before.span.start, 1), "last" "past" "previous" "prior");
    // "more than 5" has the word inside.
    let near = before.span.start > i
        && before.span.start - i <= 8
        && i - after.span.end <= 6
        && reader.together(after.span.start, before.span.start);
    let more = reader.near(i, after.span.start.saturating_sub(4)..i, |w| one_of!(w, "more" "faster" "further"));
    let found = || Found {
        figure: Some(after.clone()),
        before: Some(before.clone()),
        rank: 0,
        ..Found::phrase(after.span.start..before.span.end, Form::FromTo)
    };
    (past && near && more && after.unit.is_time() && before.unit.is_time()).then(found)
}

/// "in 10 minutes rather than the next day", "instant vs a 4-hour lag": one end is a figure.
fn half_vague(reader: &Reader<'_>, i: usize, j: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let second = end(reader, j)?;
    let (span, figure, before) = if let Some(before) = second.quantity.filter(|q| q.unit.is_time()) {
        let done = one_of!(tokens.before(i, 1), "instant" "instantly" "immediate" "immediately" "automated" "automatic" "time");
        let real = tokens.before(i, 1) != "time" || i >= 3 && tokens.phrase(i - 3, "real - time");
        (done && real).then(|| (i - 1..second.next, None, Some(before.clone())))?
    } else {
        let k = reader.quantities.partition_point(|q| q.span.end <= i);
        let after = reader.quantities.get(k.checked_sub(1)?).filter(|q| q.unit.is_time() && q.span.end == i)?;
        (after.span.start..second.next, Some(after.clone()), None)
    };
    let fact = reader.mood(&span) != Mood::Plan;
    fact.then_some(Found {
        heart: span.clone(),
        span,
        form: Form::VagueEndpoints,
        figure,
        before,
        change: Change::Unstated,
        rank: 0,
    })
}

/// "in days rather than months", "what took hours now takes seconds": two units of time and no number.
pub(super) fn vague_before(reader: &Reader<'_>, i: usize, j: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let time = |at: usize| is_long(tokens, at);
    // "weekly instead of monthly"
    let often = i > 0 && frequency(tokens.at(i - 1)) && frequency(tokens.at(j));
    let whole = often || i > 0 && time(i - 1) && time(j) && reader.quantity_at(j).is_none();
    let vague = |span: Range<usize>| Found { rank: 0, ..Found::phrase(span, Form::VagueEndpoints) };
    (whole && reader.mood(&(i - 1..j + 1)) != Mood::Plan).then(|| vague(i - 1..j + 1))
}

/// "to 8 days from 21", with "from" at `i`: two values of one unit or one noun, as "to 30 clinics from 12 countries" is none.
pub(super) fn looks_back(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let comma = usize::from(reader.tokens.before(i, 1) == ",");
    let found = pair_before(reader, i - comma, i + 1, Change::Unstated)?;
    let (after, before) = (found.figure.as_ref()?, found.before.as_ref()?);
    let same = !before.has_unit() || !after.has_unit() || before.unit.noun == after.unit.noun || before.unit.is_time();
    let money = before.unit.dimension == after.unit.dimension && before.unit.dimension != Dimension::Count;
    let level = reader.tokens.before(after.span.start, 1) == "to" && after.span.end + 3 > i - comma;
    (level && (same || money)).then_some(found)
}

/// A figure shortly before token `i` and its value before the change at token `j`.
fn pair_before(reader: &Reader<'_>, i: usize, j: usize, change: Change) -> Option<Found> {
    let second = end(reader, j)?;
    let before = second.quantity?;
    let k = reader.quantities.partition_point(|q| q.span.end <= i);
    let after = reader.quantities.get(k.checked_sub(1)?)?;
    let near = i - after.span.end <= 6 && reader.together(after.core.start, i);
    if !near || !comparable(after, before) || reader.mood(&after.span) == Mood::Plan {
        return None;
    }
    let span = after.span.start..second.next;
    let (figure, before) = (Some(after.clone()), Some(before.clone()));
    Some(Found { heart: span.clone(), span, form: Form::FromTo, figure, before, change, rank: 0 })
}
