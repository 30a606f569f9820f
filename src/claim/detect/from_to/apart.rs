//! Two values apart from each other, each said to be of its time: "It took 21 days. Now it is 8."

use std::ops::Range;

use super::super::mood::{Mood, marks_now};
use super::super::{Found, Reader};
use super::beside::vague_before;
use super::ends::comparable;
use crate::claim::quantity::Quantity;
use crate::claim::token::Tokens;
use crate::claim::unit::Dimension;
use crate::claim::{Change, Form};

/// "It used to take 21 days. Now it takes 8." Two figures of one dimension, the first said to be of the time before.
pub(super) fn turned(reader: &Reader<'_>, first: &Quantity, second: &Quantity) -> Option<Found> {
    let tokens = reader.tokens;
    let next_sentence = tokens.sentence(second.core.start)? - tokens.sentence(first.core.start)?;
    if next_sentence > 1 || !comparable(first, second) || !first.has_unit() || first.unit.dimension == Dimension::Count
    {
        return None;
    }
    let past = took(tokens, &first.span) || reader.mood(&first.span) == Mood::Before && next_sentence <= 1;
    let ready = matches!(tokens.before(second.span.start, 1), "in" | "takes" | "take" | "within");
    let present = (ready && next_sentence == 0 || marks_now(tokens, second.span.start))
        && reader.mood(&second.span) != Mood::Plan;
    if !past || !present {
        return None;
    }
    Some(Found {
        span: second.span.clone(),
        heart: second.span.clone(),
        form: Form::FromTo,
        figure: Some(second.clone()),
        before: Some(first.clone()),
        change: Change::Unstated,
        rank: 0,
    })
}

/// "took hours now takes seconds".
pub(super) fn took_takes(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let j = (i + 2..i + 8).find(|&j| matches!(tokens.at(j), "takes" | "take") && reader.together(i, j))?;
    vague_before(reader, i + 2, j + 1).map(|found| Found { span: i..j + 2, heart: i..j + 2, ..found })
}

/// Whether a verb in the past says how long something took.
fn took(tokens: &Tokens, span: &Range<usize>) -> bool {
    (span.start.saturating_sub(4)..span.start)
        .any(|i| matches!(tokens.at(i), "took" | "needed" | "spent" | "cost" | "required" | "waited"))
}
