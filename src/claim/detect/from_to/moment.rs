//! Pairs of which one end is a moment in words, or a pair of hands: "what took a week is done over lunch", "one clerk does
//! what five used to do".

use super::super::mood::{Mood, marks_now};
use super::super::{Found, Reader};
use super::ends::is_long;
use super::made::measured;
use crate::claim::token::Tokens;
use crate::claim::unit::{self, Dimension};
use crate::claim::{Form, Quantity};

/// How many tokens may stand between the ends.
const APART: usize = 12;

/// Whether a moment in words may begin with, or hang on, `word`.
pub(super) fn opens(word: &str) -> bool {
    one_of!(word, "same" "before" "over" "by" "on" "overnight" "instantly" "immediately" "in" "within" "clicks" "taps" "keystrokes")
}

/// One past a moment in words at token `i`: "the same day", "before lunch", "in an hour", "instantly".
pub(super) fn moment(tokens: &Tokens, i: usize) -> Option<usize> {
    let time = |at: usize| unit::of_word(tokens.at(at)).is_some_and(|u| u.is_time());
    let day = |at: usize| time(at) || one_of!(tokens.at(at), "morning" "afternoon" "evening" "night" "shift");
    match tokens.at(i) {
        "same" if tokens.before(i, 1) == "the" && day(i + 1) => Some(i + 2),
        "before" | "over" | "by" if one_of!(tokens.at(i + 1), "lunch" "lunchtime" "breakfast" "noon") => Some(i + 2),
        "on" if tokens.phrase(i, "on the spot") => Some(i + 3),
        "overnight" | "instantly" | "immediately" => Some(i + 1),
        "in" | "within" if one_of!(tokens.at(i + 1), "a" "an" "the") && time(i + 2) => Some(i + 3),
        "clicks" | "taps" | "keystrokes" => Some(i + 1),
        _ => None,
    }
}

/// "A comparison that took eleven days is done over lunch", "renders overnight what took a week": the moment at `i`, and a
/// length of time that something is said to have taken once.
pub(super) fn done(reader: &Reader<'_>, i: usize, end: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let from = i.saturating_sub(APART);
    let sentence = tokens.sentence_of(i);
    // "It used to take a week. Now it takes five clicks."
    let near = |at: usize| sentence.contains(&at) || at < sentence.start && tokens.at(sentence.start) == "now";
    let before = (from..i).rev().filter(|&j| near(j)).find_map(|j| past(reader, j));
    let (span, before) = match before {
        Some((start, quantity)) => (start..end, quantity),
        None => {
            let what = (end..end + 3).find(|&j| tokens.at(j) == "what" && reader.together(i, j))?;
            let (start, quantity) = (what + 1..what + 5).find_map(|j| past(reader, j))?;
            (i..quantity.as_ref().map_or(start + 1, |q| q.span.end), quantity)
        }
    };
    let told = reader.mood(&(i..end)) != Mood::Plan
        && (reader.cx.section != crate::claim::Section::Background || marks_now(tokens, i));
    told.then(|| Found { before, rank: 0, ..Found::phrase(span, Form::VagueEndpoints) })
}

/// A length of time at token `j` that a verb of the past stands before: what is said to have taken so long.
fn past(reader: &Reader<'_>, j: usize) -> Option<(usize, Option<Quantity>)> {
    let tokens = reader.tokens;
    let quantity = reader.quantity_at(j).filter(|q| q.unit.is_time() && q.span.start == j);
    if quantity.is_none() && (!is_long(tokens, j) || measured(reader, j)) {
        return None;
    }
    let near = |back: usize, test: fn(&str) -> bool| reader.near(j, j.saturating_sub(back)..j, test);
    let took = near(3, |w| one_of!(w, "took" "needed" "lasted" "required"))
        || near(5, |w| w == "used") && near(4, |w| one_of!(w, "take" "be" "need" "last"));
    // "it took a week to get approval" is told of a time; "that took a week" of what is done otherwise now.
    let once = near(6, |w| one_of!(w, "that" "which" "what" "once" "used" "previously" "formerly"));
    (took && once).then(|| (j, quantity.cloned()))
}

/// "One engineer now does what five used to do": so many before the "what" at `i`, and more behind it.
pub(super) fn hands(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let k = reader.quantities.partition_point(|q| q.span.end <= i);
    let (after, before) = (reader.quantities.get(k.checked_sub(1)?)?, reader.quantities.get(k)?);
    let counts = |q: &Quantity| matches!(q.unit.dimension, Dimension::Bare | Dimension::Count);
    let once = |w: &str| one_of!(w, "used" "once" "previously" "formerly" "took" "needed" "required");
    // A quantity may hold the "what" itself.
    let near = before.span.start > i
        && i - after.span.end <= 6
        && before.span.start - i <= 6
        && reader.together(after.span.start, before.span.start)
        && reader.near(i, i..before.span.end + 3, once);
    let fact = || reader.mood(&after.span) != Mood::Plan;
    (near && counts(after) && counts(before) && before.low.value > after.low.value && fact()).then(|| Found {
        figure: Some(after.clone()),
        before: Some(before.clone()),
        rank: 0,
        ..Found::phrase(after.span.start..before.span.end, Form::FromTo)
    })
}
